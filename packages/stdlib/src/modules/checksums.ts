// Checksums that several modules offer. ref: RFC 1952 (CRC-32)

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
