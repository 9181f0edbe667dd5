// The checksum of bzip2: CRC-32 with the highest bit first.

const TABLE = new Int32Array(256)

function fillTable(): void {
  for (let n = 0; n < 256; n++) {
    let c = n << 24
    for (let k = 0; k < 8; k++) c = c < 0 ? (c << 1) ^ 0x04c11db7 : c << 1
    TABLE[n] = c
  }
}

/** The table: a checksum's step is `(crc << 8) ^ table[(crc >>> 24) ^ byte]`, from -1, inverted at the end. */
export function crcTable(): Int32Array {
  if (TABLE[1] === 0) fillTable()
  return TABLE
}
