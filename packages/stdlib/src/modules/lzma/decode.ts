// LZMA decoded: the range decoder, and the dictionary that matches copy from.
//
// A step needs 20 bytes of input at most. Where fewer are there it is tried on a copy of the probabilities, and taken back
// when the input runs out in the middle, so that data may come in pieces of any size.
import { corrupt } from './error.ts'
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
  MATCH_LEN,
  newProbabilities,
  type Parameters,
  REP_LEN,
  SHORTEST,
  SLOT,
  SPECIAL,
} from './model.ts'

const MOST_NEEDED = 20
const TOP = 2 ** 24
const SMALLEST_DICTIONARY = 4096

/** So many bytes may wait to be taken. */
export const PIECE = 65536

/** The last bytes of the output, as many as matches may reach back to, and those that nobody has taken yet. */
class Dictionary {
  private bytes: Uint8Array
  private at = 0
  private readonly size: number
  private readonly capacity: number
  /** Bytes that matches may reach. */
  filled = 0
  /** Bytes not taken yet. */
  fresh = 0

  constructor(size: number) {
    this.size = Math.max(size, SMALLEST_DICTIONARY)
    this.capacity = this.size + 2 * PIECE
    this.bytes = new Uint8Array(Math.min(this.capacity, PIECE))
  }

  put(byte: number): void {
    if (this.at === this.bytes.length) this.advance()
    this.bytes[this.at++] = byte
    if (this.filled < this.size) this.filled++
    this.fresh++
  }

  /** At the end of the array: a larger one, up to the full size; then round again. */
  private advance(): void {
    if (this.bytes.length >= this.capacity) {
      this.at = 0
      return
    }
    const larger = new Uint8Array(Math.min(this.capacity, this.bytes.length * 2))
    larger.set(this.bytes)
    this.bytes = larger
  }

  /** The byte `distance` + 1 back. */
  get(distance: number): number {
    const i = this.at - distance - 1
    return this.bytes[i < 0 ? i + this.bytes.length : i]
  }

  reset(): void {
    this.filled = 0
  }

  /** The first bytes not taken yet. */
  take(most: number): Uint8Array {
    const n = Math.min(most, this.fresh)
    const out = new Uint8Array(n)
    let from = this.at - this.fresh
    if (from < 0) from += this.bytes.length
    const first = Math.min(n, this.bytes.length - from)
    out.set(this.bytes.subarray(from, from + first))
    out.set(this.bytes.subarray(0, n - first), first)
    this.fresh -= n
    return out
  }
}

export class LzmaDecoder {
  readonly dictionary: Dictionary
  private parameters!: Parameters
  private probabilities!: Uint16Array
  private state = 0
  private rep0 = 0
  private rep1 = 0
  private rep2 = 0
  private rep3 = 0
  /** Uncompressed bytes since the dictionary was reset. */
  private position = 0

  private input!: Uint8Array
  at = 0
  private isShort = false
  private range = 0
  private code = 0
  /** Bytes of the range decoder's beginning that are still to come. */
  private starting = 5
  /** The mark of the end was seen. */
  isEnded = false

  constructor(dictionarySize: number) {
    this.dictionary = new Dictionary(dictionarySize)
  }

  /** Forgets what came before; the dictionary stays. */
  reset(parameters: Parameters): void {
    this.parameters = parameters
    this.resetState()
  }

  /** The same without new parameters. */
  resetState(): void {
    this.probabilities = newProbabilities(this.parameters)
    this.state = 0
    this.rep0 = this.rep1 = this.rep2 = this.rep3 = 0
  }

  resetDictionary(): void {
    this.dictionary.reset()
    this.position = 0
  }

  /** A new run of the range decoder. */
  start(): void {
    this.starting = 5
    this.range = 0xffffffff
    this.code = 0
  }

  /** Whether the range decoder has come to an end as coders leave it. */
  get isClean(): boolean {
    return this.starting === 0 && this.code === 0
  }

  /**
   * Decodes up to about `most` bytes into the dictionary, a match may make it more but never more than `limit`; stops at the
   * end of the input, whose place is then `at`.
   */
  decode(input: Uint8Array, at: number, end: number, most: number, limit: number): void {
    this.input = end === input.length ? input : input.subarray(0, end)
    this.at = at
    for (; this.starting > 0; this.starting--) {
      if (this.at === end) return
      const byte = input[this.at++]
      if (this.starting === 5 && byte !== 0) throw corrupt()
      this.code = ((this.code << 8) | byte) >>> 0
    }
    const { dictionary } = this
    const stop = dictionary.fresh + Math.min(most, limit)
    const last = dictionary.fresh + limit
    while (!this.isEnded && dictionary.fresh < stop) {
      if (end - this.at >= MOST_NEEDED) this.step(last - dictionary.fresh)
      else if (!this.tryStep(last - dictionary.fresh)) return
    }
  }

  /** Takes the byte that the range decoder needs before it can be done; false where it is not there. */
  normalize(input: Uint8Array, at: number): boolean {
    if (this.range >= TOP) return true
    if (at === input.length) return false
    this.range = (this.range << 8) >>> 0
    this.code = ((this.code << 8) | input[at]) >>> 0
    this.at = at + 1
    return true
  }

  /** A step near the end of the input; false where it ran out, and everything is as before. */
  private tryStep(limit: number): boolean {
    const probabilities = this.probabilities.slice()
    const { state, rep0, rep1, rep2, rep3, range, code, at, isEnded } = this
    this.isShort = false
    // A match is only copied when its last bit was there: `step` asks.
    if (this.step(limit)) return true
    this.probabilities = probabilities
    this.state = state
    this.rep0 = rep0
    this.rep1 = rep1
    this.rep2 = rep2
    this.rep3 = rep3
    this.range = range
    this.code = code
    this.at = at
    this.isEnded = isEnded
    this.isShort = false
    return false
  }

  private bit(index: number): number {
    if (this.range < TOP) {
      if (this.at >= this.input.length) this.isShort = true
      this.range = (this.range << 8) >>> 0
      this.code = ((this.code << 8) | this.input[this.at++]) >>> 0
    }
    const p = this.probabilities[index]
    const bound = (this.range >>> 11) * p
    if (this.code < bound) {
      this.range = bound
      this.probabilities[index] = p + ((2048 - p) >> 5)
      return 0
    }
    this.range -= bound
    this.code -= bound
    this.probabilities[index] = p - (p >> 5)
    return 1
  }

  /** Bits at even odds. */
  private direct(n: number): number {
    let value = 0
    for (let i = 0; i < n; i++) {
      if (this.range < TOP) {
        if (this.at >= this.input.length) this.isShort = true
        this.range = (this.range << 8) >>> 0
        this.code = ((this.code << 8) | this.input[this.at++]) >>> 0
      }
      this.range >>>= 1
      const isOne = this.code >= this.range
      if (isOne) this.code -= this.range
      value = value * 2 + (isOne ? 1 : 0)
    }
    return value
  }

  private tree(base: number, bits: number): number {
    let m = 1
    for (let i = 0; i < bits; i++) m = (m << 1) | this.bit(base + m)
    return m - (1 << bits)
  }

  private reverseTree(base: number, bits: number): number {
    let m = 1
    let value = 0
    for (let i = 0; i < bits; i++) {
      const b = this.bit(base + m)
      m = (m << 1) | b
      value |= b << i
    }
    return value
  }

  private length(base: number, place: number): number {
    if (this.bit(base) === 0) return SHORTEST + this.tree(base + LEN_LOW + place * 8, 3)
    if (this.bit(base + 1) === 0) return SHORTEST + 8 + this.tree(base + LEN_MID + place * 8, 3)
    return SHORTEST + 16 + this.tree(base + LEN_HIGH, 8)
  }

  private distance(length: number): number {
    const slot = this.tree(SLOT + Math.min(length - SHORTEST, 3) * 64, 6)
    if (slot < 4) return slot
    const bits = (slot >> 1) - 1
    const high = 2 | (slot & 1)
    if (slot < FIRST_DIRECT_SLOT) return (high << bits) + this.reverseTree(SPECIAL + (high << bits) - slot, bits)
    return high * 2 ** bits + this.direct(bits - 4) * 16 + this.reverseTree(ALIGN, 4)
  }

  /** One literal or match of `limit` bytes at most; false where the input was too short. */
  private step(limit: number): boolean {
    const { dictionary, state } = this
    const place = this.position & ((1 << this.parameters.pb) - 1)
    if (this.bit(IS_MATCH + state * 16 + place) === 0) {
      const byte = this.literal()
      if (this.isShort) return false
      this.state = afterLiteral(state)
      dictionary.put(byte)
      this.position++
      return true
    }
    let length: number
    if (this.bit(IS_REP + state) === 0) {
      length = this.length(MATCH_LEN, place)
      const distance = this.distance(length)
      if (this.isShort) return false
      this.rep3 = this.rep2
      this.rep2 = this.rep1
      this.rep1 = this.rep0
      this.rep0 = distance
      this.state = afterMatch(state)
      if (distance === 0xffffffff) {
        this.isEnded = true
        return true
      }
    } else {
      let isShortRep = false
      let distance = this.rep0
      if (this.bit(IS_REP_0 + state) === 0) isShortRep = this.bit(IS_REP_0_LONG + state * 16 + place) === 0
      else {
        if (this.bit(IS_REP_1 + state) === 0) distance = this.rep1
        else {
          if (this.bit(IS_REP_2 + state) === 0) distance = this.rep2
          else {
            distance = this.rep3
            this.rep3 = this.rep2
          }
          this.rep2 = this.rep1
        }
        this.rep1 = this.rep0
        this.rep0 = distance
      }
      length = isShortRep ? 1 : this.length(REP_LEN, place)
      if (this.isShort) return false
      this.state = isShortRep ? afterShortRep(state) : afterRep(state)
    }
    if (this.rep0 >= dictionary.filled || length > limit) throw corrupt()
    const { rep0 } = this
    for (let i = 0; i < length; i++) dictionary.put(dictionary.get(rep0))
    this.position += length
    return true
  }

  private literal(): number {
    const { lc, lp } = this.parameters
    const { dictionary } = this
    const before = dictionary.filled > 0 ? dictionary.get(0) : 0
    const context = ((this.position & ((1 << lp) - 1)) << lc) + (before >> (8 - lc))
    const base = LITERAL + LITERAL_SIZE * context
    let m = 1
    if (this.state >= 7) {
      // After a match the byte that would have gone on with it tells how likely each bit is, as long as they agree.
      let match = this.rep0 < dictionary.filled ? dictionary.get(this.rep0) : 0
      do {
        match <<= 1
        const matchBit = match & 0x100
        const b = this.bit(base + 0x100 + matchBit + m)
        m = (m << 1) | b
        if (matchBit >> 8 !== b) break
      } while (m < 0x100)
    }
    while (m < 0x100) m = (m << 1) | this.bit(base + m)
    return m & 0xff
  }

  /** Bytes that were not compressed. */
  copy(input: Uint8Array, at: number, n: number): void {
    for (let i = 0; i < n; i++) this.dictionary.put(input[at + i])
    this.position += n
  }
}
