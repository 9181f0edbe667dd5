// LZMA encoded: the range coder, and which literals and matches are chosen.
//
// The choice is greedy with a look at the next place: a literal is written where the match behind it is longer. liblzma weighs
// prices and finds shorter files; every decoder reads these as well.
import { MatchFinder } from './match-finder.ts'
import {
  afterLiteral,
  afterMatch,
  afterRep,
  afterShortRep,
  ALIGN,
  FIRST_DIRECT_SLOT,
  IS_MATCH,
  IS_REP,
  IS_REP_0,
  IS_REP_0_LONG,
  IS_REP_1,
  IS_REP_2,
  LEN_HIGH,
  LEN_LOW,
  LEN_MID,
  LITERAL,
  LITERAL_SIZE,
  LONGEST,
  MATCH_LEN,
  newProbabilities,
  type Parameters,
  REP_LEN,
  SHORTEST,
  SLOT,
  SPECIAL,
} from './model.ts'

const TOP = 2 ** 24

/** Bits by their probabilities as bytes. */
class RangeEncoder {
  private low = 0
  private range = 0xffffffff
  private cache = 0
  private cacheSize = 1
  bytes = new Uint8Array(1 << 16)
  size = 0

  start(): void {
    this.low = 0
    this.range = 0xffffffff
    this.cache = 0
    this.cacheSize = 1
    this.size = 0
  }

  /** Bytes there would be if it ended now. */
  get pending(): number {
    return this.size + this.cacheSize + 4
  }

  bit(probabilities: Uint16Array, index: number, bit: number): void {
    const p = probabilities[index]
    const bound = (this.range >>> 11) * p
    if (bit === 0) {
      this.range = bound
      probabilities[index] = p + ((2048 - p) >> 5)
    } else {
      this.low += bound
      this.range -= bound
      probabilities[index] = p - (p >> 5)
    }
    if (this.range < TOP) {
      this.range = (this.range << 8) >>> 0
      this.shift()
    }
  }

  /** The lowest `n` bits of a number below 2^32, the highest first, at even odds. */
  direct(value: number, n: number): void {
    for (let i = n - 1; i >= 0; i--) {
      this.range >>>= 1
      if (((value >>> i) & 1) !== 0) this.low += this.range
      if (this.range < TOP) {
        this.range = (this.range << 8) >>> 0
        this.shift()
      }
    }
  }

  /** A byte leaves when no carry can reach it any more. */
  private shift(): void {
    if (this.low < 0xff000000 || this.low >= 2 ** 32) {
      const carry = this.low >= 2 ** 32 ? 1 : 0
      let byte = this.cache
      do {
        this.put((byte + carry) & 255)
        byte = 255
      } while (--this.cacheSize > 0)
      this.cache = Math.floor(this.low / TOP) & 255
    }
    this.cacheSize++
    this.low = (this.low % TOP) * 256
  }

  private put(byte: number): void {
    if (this.size === this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2)
      larger.set(this.bytes)
      this.bytes = larger
    }
    this.bytes[this.size++] = byte
  }

  finish(): void {
    for (let i = 0; i < 5; i++) this.shift()
  }
}

/** How hard an encoder tries. */
export interface Effort {
  readonly dictionarySize: number
  /** Places that are looked at, and the length that is enough. */
  readonly depth: number
  readonly nice: number
}

/** Matches do not reach further back than this, whatever the dictionary's size: what they need is kept. */
const FARTHEST = 1 << 23

export class LzmaEncoder {
  readonly finder: MatchFinder
  readonly coder = new RangeEncoder()
  readonly parameters: Parameters
  private probabilities!: Uint16Array
  private state = 0
  private readonly reps = [0, 0, 0, 0]
  /** Bytes encoded. */
  at = 0

  constructor(parameters: Parameters, effort: Effort) {
    this.parameters = parameters
    this.finder = new MatchFinder(Math.min(effort.dictionarySize, FARTHEST), effort.depth, effort.nice)
    this.reset()
  }

  reset(): void {
    this.probabilities = newProbabilities(this.parameters)
    this.state = 0
    this.reps.fill(0)
  }

  private bit(index: number, bit: number): void {
    this.coder.bit(this.probabilities, index, bit)
  }

  private tree(base: number, bits: number, value: number): void {
    let m = 1
    for (let i = bits - 1; i >= 0; i--) {
      const b = (value >> i) & 1
      this.bit(base + m, b)
      m = (m << 1) | b
    }
  }

  private reverseTree(base: number, bits: number, value: number): void {
    let m = 1
    for (let i = 0; i < bits; i++) {
      const b = (value >>> i) & 1
      this.bit(base + m, b)
      m = (m << 1) | b
    }
  }

  private get place(): number {
    return this.at & ((1 << this.parameters.pb) - 1)
  }

  private length(base: number, length: number): void {
    const n = length - SHORTEST
    const { place } = this
    if (n < 8) {
      this.bit(base, 0)
      this.tree(base + LEN_LOW + place * 8, 3, n)
    } else if (n < 16) {
      this.bit(base, 1)
      this.bit(base + 1, 0)
      this.tree(base + LEN_MID + place * 8, 3, n - 8)
    } else {
      this.bit(base, 1)
      this.bit(base + 1, 1)
      this.tree(base + LEN_HIGH, 8, n - 16)
    }
  }

  private distance(distance: number, length: number): void {
    const bitLength = 32 - Math.clz32(distance)
    const slot = distance < 4 ? distance : (bitLength - 1) * 2 + ((distance >>> (bitLength - 2)) & 1)
    this.tree(SLOT + Math.min(length - SHORTEST, 3) * 64, 6, slot)
    if (slot < 4) return
    const bits = (slot >> 1) - 1
    const base = ((2 | (slot & 1)) << bits) >>> 0
    if (slot < FIRST_DIRECT_SLOT) this.reverseTree(SPECIAL + base - slot, bits, distance - base)
    else {
      this.coder.direct((distance - base) >>> 4, bits - 4)
      this.reverseTree(ALIGN, 4, distance & 15)
    }
  }

  private literal(): void {
    const { bytes, base } = this.finder
    const { lc, lp } = this.parameters
    const i = this.at - base
    this.bit(IS_MATCH + this.state * 16 + this.place, 0)
    const before = this.at > 0 ? bytes[i - 1] : 0
    const context = ((this.at & ((1 << lp) - 1)) << lc) + (before >> (8 - lc))
    const table = LITERAL + LITERAL_SIZE * context
    const byte = bytes[i]
    let m = 1
    let k = 7
    if (this.state >= 7) {
      const match = bytes[i - this.reps[0] - 1]
      let same = true
      for (; k >= 0 && same; k--) {
        const matchBit = (match >> k) & 1
        const b = (byte >> k) & 1
        this.bit(table + ((1 + matchBit) << 8) + m, b)
        m = (m << 1) | b
        same = matchBit === b
      }
    }
    for (; k >= 0; k--) {
      const b = (byte >> k) & 1
      this.bit(table + m, b)
      m = (m << 1) | b
    }
    this.state = afterLiteral(this.state)
    this.at++
  }

  private match(distance: number, length: number): void {
    this.bit(IS_MATCH + this.state * 16 + this.place, 1)
    this.bit(IS_REP + this.state, 0)
    this.length(MATCH_LEN, length)
    this.distance(distance, length)
    this.reps.pop()
    this.reps.unshift(distance)
    this.state = afterMatch(this.state)
    this.at += length
  }

  private repeat(which: number, length: number): void {
    const { state, reps } = this
    this.bit(IS_MATCH + state * 16 + this.place, 1)
    this.bit(IS_REP + state, 1)
    if (which === 0) {
      this.bit(IS_REP_0 + state, 0)
      this.bit(IS_REP_0_LONG + state * 16 + this.place, length === 1 ? 0 : 1)
    } else {
      this.bit(IS_REP_0 + state, 1)
      this.bit(IS_REP_1 + state, which === 1 ? 0 : 1)
      if (which > 1) this.bit(IS_REP_2 + state, which - 2)
      const [distance] = reps.splice(which, 1)
      reps.unshift(distance)
    }
    if (length === 1) this.state = afterShortRep(state)
    else {
      this.length(REP_LEN, length)
      this.state = afterRep(state)
    }
    this.at += length
  }

  /** Encodes up to the place `to`, or until there are about `most` bytes of output. */
  encode(to: number, most: number): void {
    const { finder, coder, reps } = this
    while (this.at < to && coder.pending < most) {
      const limit = Math.min(to - this.at, LONGEST)
      const { base } = finder
      let repLength = 0
      let which = 0
      for (let r = 0; r < 4; r++) {
        const from = this.at - reps[r] - 1
        if (from < base) continue
        const n = finder.agree(from - base, this.at - base, limit)
        if (n > repLength) {
          repLength = n
          which = r
        }
      }
      const length = finder.longest(this.at, limit)
      const { distance } = finder
      if (repLength >= 2 && (repLength + 1 >= length || (repLength + 2 >= length && distance >= 512)))
        this.repeat(which, repLength)
      else if (length < 2 || (length === 2 && distance >= 128) || (length === 3 && distance >= 1 << 15))
        this.byteAlone()
      else if (length < 32 && limit > length && finder.longest(this.at + 1, limit - 1) > length) this.byteAlone()
      else this.match(distance, length)
    }
  }

  /** A literal, or the byte that the last distance repeats. */
  private byteAlone(): void {
    const { bytes, base } = this.finder
    const i = this.at - base
    const k = i - this.reps[0] - 1
    if (this.state >= 7 && k >= 0 && this.at > this.reps[0] && bytes[k] === bytes[i]) this.repeat(0, 1)
    else this.literal()
  }

  /** The mark of the end. */
  endMark(): void {
    this.bit(IS_MATCH + this.state * 16 + this.place, 1)
    this.bit(IS_REP + this.state, 0)
    this.length(MATCH_LEN, SHORTEST)
    this.tree(SLOT, 6, 63)
    this.coder.direct(0x3ffffff, 26)
    this.reverseTree(ALIGN, 4, 15)
  }
}
