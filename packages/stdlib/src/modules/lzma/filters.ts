// Filters that stand before LZMA: differences of bytes, and the addresses of jumps in machine code made absolute, so that
// calls of one function look alike. ref: the .xz file format, 5.3
//
// A filter changes bytes in place, and gives how many it is sure of: the others may be part of an instruction that goes on in
// the next piece. At the end they stay as they are.
export interface Filter {
  run(bytes: Uint8Array): number
}

export const DELTA = 3
export const X86 = 4
export const POWERPC = 5
export const IA64 = 6
export const ARM = 7
export const ARMTHUMB = 8
export const SPARC = 9

class Delta implements Filter {
  private readonly distance: number
  private readonly isEncoder: boolean
  private readonly history = new Uint8Array(256)
  private at = 0

  constructor(distance: number, isEncoder: boolean) {
    this.distance = distance
    this.isEncoder = isEncoder
  }

  run(bytes: Uint8Array): number {
    const { history } = this
    for (let i = 0; i < bytes.length; i++) {
      const before = history[(this.at - this.distance) & 255]
      const value = bytes[i]
      bytes[i] = this.isEncoder ? value - before : value + before
      history[this.at++ & 255] = this.isEncoder ? value : bytes[i]
    }
    return bytes.length
  }
}

/** Code whose instructions stand at multiples of `step` bytes: `change` makes of the one at `i` what it is at address `ip`, if it is one. */
class Aligned implements Filter {
  private readonly step: number
  private readonly change: (b: Uint8Array, i: number, ip: number, sign: number) => boolean
  private readonly size: number
  private readonly sign: number
  private ip: number

  constructor(step: number, size: number, start: number, isEncoder: boolean, change: Aligned['change']) {
    this.step = step
    this.size = size
    this.ip = start
    this.sign = isEncoder ? 1 : -1
    this.change = change
  }

  run(bytes: Uint8Array): number {
    let i = 0
    while (i + this.size <= bytes.length)
      i += this.change(bytes, i, (this.ip + i) | 0, this.sign) ? this.size : this.step
    this.ip = (this.ip + i) | 0
    return i
  }
}

function powerpc(b: Uint8Array, i: number, ip: number, sign: number): boolean {
  if (b[i] >> 2 !== 0x12 || (b[i + 3] & 3) !== 1) return false
  const from = ((b[i] & 3) << 24) | (b[i + 1] << 16) | (b[i + 2] << 8) | (b[i + 3] & ~3)
  const to = from + sign * ip
  b[i] = 0x48 | ((to >>> 24) & 3)
  b[i + 1] = to >>> 16
  b[i + 2] = to >>> 8
  b[i + 3] = (b[i + 3] & 3) | (to & 0xfc)
  return true
}

function arm(b: Uint8Array, i: number, ip: number, sign: number): boolean {
  if (b[i + 3] !== 0xeb) return false
  const from = ((b[i + 2] << 16) | (b[i + 1] << 8) | b[i]) << 2
  const to = (from + sign * (ip + 8)) >>> 2
  b[i] = to
  b[i + 1] = to >>> 8
  b[i + 2] = to >>> 16
  return true
}

function armThumb(b: Uint8Array, i: number, ip: number, sign: number): boolean {
  if ((b[i + 1] & 0xf8) !== 0xf0 || (b[i + 3] & 0xf8) !== 0xf8) return false
  const from = (((b[i + 1] & 7) << 19) | (b[i] << 11) | ((b[i + 3] & 7) << 8) | b[i + 2]) << 1
  const to = (from + sign * (ip + 4)) >>> 1
  b[i + 1] = 0xf0 | ((to >>> 19) & 7)
  b[i] = to >>> 11
  b[i + 3] = 0xf8 | ((to >>> 8) & 7)
  b[i + 2] = to
  return true
}

function sparc(b: Uint8Array, i: number, ip: number, sign: number): boolean {
  if (!((b[i] === 0x40 && (b[i + 1] & 0xc0) === 0) || (b[i] === 0x7f && (b[i + 1] & 0xc0) === 0xc0))) return false
  const from = ((b[i] << 24) | (b[i + 1] << 16) | (b[i + 2] << 8) | b[i + 3]) << 2
  let to = (from + sign * ip) >>> 2
  to = ((((0 - ((to >>> 22) & 1)) << 22) & 0x3fffffff) | (to & 0x3fffff) | 0x40000000) >>> 0
  b[i] = to >>> 24
  b[i + 1] = to >>> 16
  b[i + 2] = to >>> 8
  b[i + 3] = to
  return true
}

/** Which of the three instructions of a bundle are branches, by its template. */
const BRANCHES = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 6, 6, 0, 0, 7, 7, 4, 4, 0, 0, 4, 4, 0, 0]

function ia64(b: Uint8Array, i: number, ip: number, sign: number): boolean {
  const mask = BRANCHES[b[i] & 0x1f]
  for (let slot = 0; slot < 3; slot++) {
    if (((mask >> slot) & 1) === 0) continue
    const bit = 5 + slot * 41
    const at = i + (bit >> 3)
    const shift = BigInt(bit & 7)
    let word = 0n
    for (let k = 0; k < 6; k++) word |= BigInt(b[at + k]) << BigInt(8 * k)
    let code = word >> shift
    if (((code >> 37n) & 0xfn) !== 5n || ((code >> 9n) & 7n) !== 0n) continue
    const from = (Number((code >> 13n) & 0xfffffn) | (Number((code >> 36n) & 1n) << 20)) << 4
    const to = (from + sign * ip) >>> 4
    code &= ~(0x8fffffn << 13n)
    code |= BigInt(to & 0xfffff) << 13n
    code |= BigInt(to & 0x100000) << 16n
    word = (word & ((1n << shift) - 1n)) | (code << shift)
    for (let k = 0; k < 6; k++) b[at + k] = Number((word >> BigInt(8 * k)) & 0xffn)
  }
  return true
}

/** Which patterns of opcode bytes just before leave room for a call. */
const ALLOWED = [true, true, true, false, true, false, false, false]
const BIT_NUMBER = [0, 1, 2, 2, 3, 3, 3, 3]

const isExtension = (byte: number): boolean => byte === 0 || byte === 0xff

/** Calls (E8) and jumps (E9), which stand anywhere: what looks like one inside another's address is left alone. */
class X86Filter implements Filter {
  private previousMask = 0
  /** Where the last opcode byte was, from the beginning of the piece. */
  private previous = -5
  private ip: number
  private readonly isEncoder: boolean

  constructor(start: number, isEncoder: boolean) {
    this.ip = start
    this.isEncoder = isEncoder
  }

  run(b: Uint8Array): number {
    if (b.length < 5) return 0
    const limit = b.length - 5
    let mask = this.previousMask
    let previous = this.previous
    let i = 0
    while (i <= limit) {
      if (b[i] !== 0xe8 && b[i] !== 0xe9) {
        i++
        continue
      }
      const gap = i - previous
      previous = i
      if (gap > 5) mask = 0
      else for (let k = 0; k < gap; k++) mask = (mask & 0x77) << 1
      const top = b[i + 4]
      if (!isExtension(top) || !ALLOWED[(mask >> 1) & 7] || mask >> 1 >= 0x10) {
        i++
        mask |= 1
        if (isExtension(top)) mask |= 0x10
        continue
      }
      let from = (top << 24) | (b[i + 3] << 16) | (b[i + 2] << 8) | b[i + 1]
      let to: number
      for (;;) {
        const here = this.ip + i + 5
        to = (this.isEncoder ? from + here : from - here) | 0
        if (mask === 0) break
        const n = BIT_NUMBER[mask >> 1]
        const byte = (to >>> (24 - n * 8)) & 255
        if (!isExtension(byte)) break
        from = to ^ ((n === 0 ? 0 : 1 << (32 - n * 8)) - 1)
      }
      b[i + 4] = ~(((to >>> 24) & 1) - 1)
      b[i + 3] = to >>> 16
      b[i + 2] = to >>> 8
      b[i + 1] = to
      i += 5
      mask = 0
    }
    this.previousMask = mask
    this.previous = previous - i
    this.ip = (this.ip + i) | 0
    return i
  }
}

/** The filter of an id; `option` is the distance of a delta filter, the starting address of the others. */
export function newFilter(id: number, option: number, isEncoder: boolean): Filter {
  switch (id) {
    case DELTA:
      return new Delta(option, isEncoder)
    case X86:
      return new X86Filter(option, isEncoder)
    case POWERPC:
      return new Aligned(4, 4, option, isEncoder, powerpc)
    case IA64:
      return new Aligned(16, 16, option, isEncoder, ia64)
    case ARM:
      return new Aligned(4, 4, option, isEncoder, arm)
    case ARMTHUMB:
      return new Aligned(2, 4, option, isEncoder, armThumb)
    default:
      return new Aligned(4, 4, option, isEncoder, sparc)
  }
}

/** Multiples at which code of a kind begins. */
export const ALIGNMENT: Readonly<Record<number, number>> = {
  [X86]: 1,
  [POWERPC]: 4,
  [IA64]: 16,
  [ARM]: 4,
  [ARMTHUMB]: 2,
  [SPARC]: 4,
}

/** Filters one after the other, with what none is sure of yet kept for the next piece. */
export class FilterRow {
  private readonly filters: readonly Filter[]
  private readonly held: Uint8Array[]

  constructor(filters: readonly Filter[]) {
    this.filters = filters
    this.held = filters.map(() => new Uint8Array(0))
  }

  run(bytes: Uint8Array, isLast: boolean): Uint8Array {
    let piece = bytes
    this.filters.forEach((filter, f) => {
      const whole = new Uint8Array(this.held[f].length + piece.length)
      whole.set(this.held[f])
      whole.set(piece, this.held[f].length)
      const n = filter.run(whole)
      if (isLast) piece = whole
      else {
        piece = whole.subarray(0, n)
        this.held[f] = whole.slice(n)
      }
    })
    return piece
  }
}
