// Checksums that several modules offer. ref: RFC 1952 (CRC-32), RFC 1950 (Adler-32)

const TABLE = new Uint32Array(256)

function fillTable(): void {
  for (let n = 0; n < 256; n++) {
    let c = n
    for (let k = 0; k < 8; k++) c = (c & 1) !== 0 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    TABLE[n] = c
  }
}

/** The CRC-32 of bytes that follow those whose checksum is `start`. */
export function crc32(data: Uint8Array, start: number): number {
  if (TABLE[1] === 0) fillTable()
  let c = ~start
  for (let i = 0; i < data.length; i++) c = TABLE[(c ^ data[i]) & 255] ^ (c >>> 8)
  return ~c >>> 0
}

const ADLER = 65521
/** So many bytes do not overflow the sums. */
const CHUNK = 3800

/** The Adler-32 of bytes that follow those whose checksum is `start`. */
export function adler32(data: Uint8Array, start: number): number {
  let a = start & 0xffff
  let b = start >>> 16
  for (let i = 0; i < data.length;) {
    const end = Math.min(i + CHUNK, data.length)
    for (; i < end; i++) {
      a += data[i]
      b += a
    }
    a %= ADLER
    b %= ADLER
  }
  return ((b << 16) | a) >>> 0
}
