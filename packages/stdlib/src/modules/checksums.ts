// Checksums that several modules offer. ref: RFC 1950 (Adler-32), RFC 1952 (CRC-32)

/** The CRC-32 of bytes that follow those whose checksum is `start`. */
export function crc32(data: Uint8Array, start: number): number {
  return process.getBuiltinModule('node:zlib').crc32(data, start)
}

const BASE = 65521
/** So many bytes can be summed before the sums leave what is exact. */
const RUN = 5552

/** The Adler-32 of bytes that follow those whose checksum is `start`. */
export function adler32(data: Uint8Array, start: number): number {
  let a = (start & 0xffff) % BASE
  let b = (start >>> 16) % BASE
  for (let from = 0; from < data.length; from += RUN) {
    const to = Math.min(from + RUN, data.length)
    for (let i = from; i < to; i++) {
      a += data[i]
      b += a
    }
    a %= BASE
    b %= BASE
  }
  return ((b << 16) | a) >>> 0
}
