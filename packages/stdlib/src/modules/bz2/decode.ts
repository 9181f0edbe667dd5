// A bzip2 stream read: Huffman codes → move-to-front → inverse Burrows-Wheeler → runs.
//
// Decoding is a generator that yields when it needs input or room, so that the state of a half-read block is its variables.
// Bits come from `take`, after `has` has seen that they are there; it reads no byte that is not needed, for what follows the
// stream is somebody else's.
//
// differs: randomised blocks, which no bzip2 since 1997 has written, are errors.
import { error } from '@typhon/objspace'
import type { Decoder } from '../decompressor.ts'
import type { OutputBlocks } from '../output-blocks.ts'
import { crcTable } from './crc.ts'

const GROUP = 50
const LONGEST_CODE = 20
const MOST_SELECTORS = 18002
const RUN_A = 0
const RUN_B = 1

const invalid = (): unknown => error('OSError', 'Invalid data stream')

/** A Huffman code: by length, the last code and what to subtract for the place in `symbols`. */
class Code {
  readonly shortest: number
  readonly limit = new Int32Array(LONGEST_CODE + 2)
  readonly base = new Int32Array(LONGEST_CODE + 2)
  readonly symbols: Uint16Array

  constructor(lengths: Uint8Array) {
    this.symbols = new Uint16Array(lengths.length)
    let shortest = LONGEST_CODE
    let at = 0
    let code = 0
    for (const n of lengths) if (n < shortest) shortest = n
    this.shortest = shortest
    for (let n = 1; n <= LONGEST_CODE; n++) {
      this.base[n] = code - at
      for (let s = 0; s < lengths.length; s++)
        if (lengths[s] === n) {
          this.symbols[at++] = s
          code++
        }
      this.limit[n] = code - 1
      code <<= 1
    }
  }
}

export class BzDecoder implements Decoder {
  eof = false
  /** An error was raised, and will be again where there is input. */
  private isBroken = false
  private input!: Uint8Array
  private at = 0
  private out!: OutputBlocks
  private buffer = 0
  private count = 0
  private readonly work = this.stream()

  decode(input: Uint8Array, at: number, out: OutputBlocks): number {
    this.input = input
    this.at = at
    this.out = out
    if (this.isBroken && at < input.length) throw invalid()
    if (this.isBroken) return at
    this.isBroken = true
    if (this.work.next().done === true) this.eof = true
    this.isBroken = false
    return this.at
  }

  /** Whether `n` more bits, 24 at most, are there. */
  private has(n: number): boolean {
    while (this.count < n) {
      if (this.at === this.input.length) return false
      this.buffer = (this.buffer << 8) | this.input[this.at++]
      this.count += 8
    }
    return true
  }

  private take(n: number): number {
    this.count -= n
    return (this.buffer >>> this.count) & ((1 << n) - 1)
  }

  /** Takes `n` bits up to 48 as a number, in parts. */
  private *number(n: number): Generator<void, number> {
    let value = 0
    for (let left = n; left > 0; left -= 8) {
      while (!this.has(8)) yield
      value = value * 256 + this.take(8)
    }
    return value
  }

  private *stream(): Generator<void, void> {
    for (const c of [0x42, 0x5a, 0x68]) if ((yield* this.number(8)) !== c) throw invalid()
    const size = ((yield* this.number(8)) - 48) * 100_000
    if (size < 100_000 || size > 900_000) throw invalid()
    const links = new Uint32Array(size)
    let combined = 0
    for (;;) {
      const magic = yield* this.number(48)
      const crc = (yield* this.number(32)) | 0
      if (magic === 0x177245385090) {
        if (crc !== combined) throw invalid()
        return
      }
      if (magic !== 0x314159265359) throw invalid()
      combined = ((combined << 1) | (combined >>> 31)) ^ crc
      const start = yield* this.block(links)
      yield* this.write(links, start.first, start.length, crc)
    }
  }

  /** Reads a block; leaves in `links` each byte and, above its eight bits, the place of the next. */
  private *block(links: Uint32Array): Generator<void, { first: number; length: number }> {
    while (!this.has(1)) yield
    if (this.take(1) === 1) throw invalid()
    const origin = yield* this.number(24)

    const symbols = new Uint8Array(256)
    let used = 0
    while (!this.has(16)) yield
    const groups = this.take(16)
    for (let g = 0; g < 16; g++) {
      if (((groups >> (15 - g)) & 1) === 0) continue
      while (!this.has(16)) yield
      const bits = this.take(16)
      for (let i = 0; i < 16; i++) if (((bits >> (15 - i)) & 1) === 1) symbols[used++] = g * 16 + i
    }
    if (used === 0) throw invalid()
    const end = used + 1

    while (!this.has(18)) yield
    const codeCount = this.take(3)
    const selectorCount = this.take(15)
    if (codeCount < 2 || codeCount > 6 || selectorCount < 1) throw invalid()
    const selectors = new Uint8Array(selectorCount)
    const recent = [0, 1, 2, 3, 4, 5]
    for (let i = 0; i < selectorCount; i++) {
      let place = 0
      for (;;) {
        while (!this.has(1)) yield
        if (this.take(1) === 0) break
        if (++place >= codeCount) throw invalid()
      }
      const [selector] = recent.splice(place, 1)
      recent.unshift(selector)
      // More than a block can have are read and left alone.
      if (i < MOST_SELECTORS) selectors[i] = selector
    }

    const codes: Code[] = []
    const lengths = new Uint8Array(end + 1)
    for (let c = 0; c < codeCount; c++) {
      while (!this.has(5)) yield
      let length = this.take(5)
      for (let s = 0; s <= end; s++) {
        for (;;) {
          if (length < 1 || length > LONGEST_CODE) throw invalid()
          while (!this.has(1)) yield
          if (this.take(1) === 0) break
          while (!this.has(1)) yield
          length += this.take(1) === 0 ? 1 : -1
        }
        lengths[s] = length
      }
      codes.push(new Code(lengths))
    }

    const counts = new Int32Array(256)
    const order = symbols
    let length = 0
    let run = 0
    let weight = 1
    let group = 0
    let left = 0
    let code = codes[0]
    for (;;) {
      if (left === 0) {
        if (group >= Math.min(selectorCount, MOST_SELECTORS)) throw invalid()
        left = GROUP
        code = codes[selectors[group++]]
      }
      left--
      let n = code.shortest
      while (!this.has(n)) yield
      let bits = this.take(n)
      while (bits > code.limit[n]) {
        if (++n > LONGEST_CODE) throw invalid()
        while (!this.has(1)) yield
        bits = (bits << 1) | this.take(1)
      }
      const symbol = code.symbols[bits - code.base[n]]
      if (symbol === undefined) throw invalid()
      if (symbol === RUN_A || symbol === RUN_B) {
        // A run's length is in digits 1 and 2 of base 2, the lowest first.
        if (weight > links.length) throw invalid()
        run += weight << symbol
        weight *= 2
        continue
      }
      if (run > 0) {
        if (length + run > links.length) throw invalid()
        const byte = order[0]
        counts[byte] += run
        links.fill(byte, length, length + run)
        length += run
        run = 0
        weight = 1
      }
      if (symbol === end) break
      if (length >= links.length) throw invalid()
      const place = symbol - 1
      const byte = order[place]
      order.copyWithin(1, 0, place)
      order[0] = byte
      counts[byte]++
      links[length++] = byte
    }
    if (origin >= length) throw invalid()

    let sum = 0
    for (let b = 0; b < 256; b++) {
      const n = counts[b]
      counts[b] = sum
      sum += n
    }
    for (let i = 0; i < length; i++) links[counts[links[i] & 255]++] |= i << 8
    return { first: links[origin] >>> 8, length }
  }

  /** Writes the text of a block, with runs of four and a count written out. */
  private *write(links: Uint32Array, first: number, length: number, expected: number): Generator<void, void> {
    const table = crcTable()
    let crc = -1
    let link = first
    let last = -1
    let same = 0
    for (let i = 0; i < length; i++) {
      const entry = links[link]
      link = entry >>> 8
      const byte = entry & 255
      let times = 1
      if (same === 4) {
        times = byte
        same = 0
      } else {
        same = byte === last ? same + 1 : 1
        last = byte
      }
      for (; times > 0; times--) {
        while (!this.out.hasRoom()) yield
        this.out.push(last)
        crc = (crc << 8) ^ table[(crc >>> 24) ^ last]
      }
      if (same === 0) last = -1
    }
    if (~crc !== expected) throw invalid()
  }
}
