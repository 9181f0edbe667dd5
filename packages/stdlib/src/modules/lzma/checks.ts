// The checks that an .xz block can have. ref: the .xz file format, 2.1.1.2
import { crc32 } from '../checksums.ts'
import { HostHash } from '../hashing/hash.ts'

export const CHECK_NONE = 0
export const CHECK_CRC32 = 1
export const CHECK_CRC64 = 4
export const CHECK_SHA256 = 10
export const CHECK_ID_MAX = 15
export const CHECK_UNKNOWN = 16

/** Bytes of a check, of those that nobody knows too. */
export const checkSize = (id: number): number => [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64][id]

export const isSupported = (id: number): boolean =>
  id === CHECK_NONE || id === CHECK_CRC32 || id === CHECK_CRC64 || id === CHECK_SHA256

export interface Check {
  update(bytes: Uint8Array): void
  digest(): Uint8Array
}

function littleEndian(value: number, into: Uint8Array, at: number): void {
  for (let i = 0; i < 4; i++) into[at + i] = value >>> (8 * i)
}

class Crc32 implements Check {
  private crc = 0
  update(bytes: Uint8Array): void {
    this.crc = crc32(bytes, this.crc)
  }

  digest(): Uint8Array {
    const out = new Uint8Array(4)
    littleEndian(this.crc, out, 0)
    return out
  }
}

/** The table of CRC-64, its halves apart. */
const LOW = new Int32Array(256)
const HIGH = new Int32Array(256)

function fillTable(): void {
  for (let n = 0; n < 256; n++) {
    let low = n
    let high = 0
    for (let k = 0; k < 8; k++) {
      const isOdd = (low & 1) !== 0
      low = (low >>> 1) | (high << 31)
      high >>>= 1
      if (isOdd) {
        low ^= 0xd7870f42
        high ^= 0xc96c5795
      }
    }
    LOW[n] = low
    HIGH[n] = high
  }
}

/** CRC-64 of ECMA-182. */
class Crc64 implements Check {
  private low = -1
  private high = -1
  update(bytes: Uint8Array): void {
    if (LOW[1] === 0) fillTable()
    let { low, high } = this
    for (let i = 0; i < bytes.length; i++) {
      const n = (low ^ bytes[i]) & 255
      low = ((low >>> 8) | (high << 24)) ^ LOW[n]
      high = (high >>> 8) ^ HIGH[n]
    }
    this.low = low
    this.high = high
  }

  digest(): Uint8Array {
    const out = new Uint8Array(8)
    littleEndian(~this.low, out, 0)
    littleEndian(~this.high, out, 4)
    return out
  }
}

const NOTHING: Check = { update() {}, digest: () => new Uint8Array(0) }

/** A check of an id; of one that is not known nothing is computed. */
export function newCheck(id: number): Check {
  if (id === CHECK_CRC32) return new Crc32()
  if (id === CHECK_CRC64) return new Crc64()
  return id === CHECK_SHA256 ? new HostHash('sha256', false) : NOTHING
}
