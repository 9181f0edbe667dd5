// A bzip2 stream written, block by block: runs → Burrows-Wheeler → move-to-front → Huffman codes. lib: bz2
//
// The choices are those of bzip2 1.0, so that the file is the same: a block ends 19 bytes before its full size, the number of
// codes follows from the number of symbols, and the codes are found in four rounds from an even split.
import { crcTable } from './crc.ts'
import { codeLengths } from './huffman.ts'
import { sortRotations } from './sort.ts'

const GROUP = 50
const ROUNDS = 4
const LONGEST_CODE = 17
const SLACK = 19
const LONGEST_RUN = 255
/** How dear a symbol is that a code was not made for, in the first round. */
const DEAR = 15

/** How many Huffman codes so many symbols are worth. */
function codeCountOf(symbols: number): number {
  if (symbols < 200) return 2
  if (symbols < 600) return 3
  if (symbols < 1200) return 4
  return symbols < 2400 ? 5 : 6
}

export class BzEncoder {
  private readonly block: Uint8Array
  private readonly most: number
  private length = 0
  /** The run that is not in the block yet. */
  private byte = -1
  private run = 0
  private crc = -1
  private combined = 0
  private readonly level: number
  private isStarted = false

  private out = new Uint8Array(1 << 16)
  private used = 0
  private bits = 0
  private bitCount = 0

  constructor(level: number) {
    this.level = level
    this.block = new Uint8Array(level * 100_000)
    this.most = level * 100_000 - SLACK
  }

  /** Takes bytes in; gives what is ready. */
  write(data: Uint8Array): Uint8Array {
    for (let i = 0; i < data.length; i++) {
      const byte = data[i]
      if (this.length >= this.most) this.endBlock()
      if (byte !== this.byte || this.run === LONGEST_RUN) {
        this.endRun()
        this.byte = byte
        this.run = 1
      } else this.run++
    }
    if (this.length >= this.most) this.endBlock()
    return this.ready()
  }

  /** Ends the stream; gives the rest of it. */
  finish(): Uint8Array {
    this.endRun()
    this.endBlock()
    this.start()
    this.put(24, 0x177245)
    this.put(24, 0x385090)
    this.put32(this.combined)
    if (this.bitCount % 8 > 0) this.put(8 - (this.bitCount % 8), 0)
    this.put(0, 0)
    return this.ready()
  }

  private start(): void {
    if (this.isStarted) return
    this.isStarted = true
    for (const c of [0x42, 0x5a, 0x68, 48 + this.level]) this.put(8, c)
  }

  /** Puts the run into the block: four bytes and a count stand for four and more. */
  private endRun(): void {
    if (this.run === 0) return
    const table = crcTable()
    for (let i = 0; i < this.run; i++) this.crc = (this.crc << 8) ^ table[(this.crc >>> 24) ^ this.byte]
    for (let i = 0; i < Math.min(this.run, 4); i++) this.block[this.length++] = this.byte
    if (this.run >= 4) this.block[this.length++] = this.run - 4
    this.run = 0
    this.byte = -1
  }

  /** Writes up to 24 bits. Whole bytes leave with the next ones only, as in bzip2, so that the pieces are the same. */
  private put(n: number, value: number): void {
    while (this.bitCount >= 8) {
      this.bitCount -= 8
      if (this.used === this.out.length) {
        const out = new Uint8Array(this.out.length * 2)
        out.set(this.out)
        this.out = out
      }
      this.out[this.used++] = this.bits >>> this.bitCount
    }
    this.bits = (this.bits << n) | value
    this.bitCount += n
  }

  private put32(value: number): void {
    this.put(16, value >>> 16)
    this.put(16, value & 0xffff)
  }

  private ready(): Uint8Array {
    const out = this.out.slice(0, this.used)
    this.used = 0
    return out
  }

  private endBlock(): void {
    const n = this.length
    if (n === 0) return
    this.start()
    const crc = ~this.crc
    this.combined = ((this.combined << 1) | (this.combined >>> 31)) ^ crc
    const order = sortRotations(this.block, n)
    this.put(24, 0x314159)
    this.put(24, 0x265359)
    this.put32(crc)
    this.put(1, 0)
    this.put(24, order.indexOf(0))
    const { symbols, count, alphabet } = this.moveToFront(order, n)
    this.putSymbols(symbols, count, alphabet)
    this.length = 0
    this.crc = -1
  }

  /** Writes which bytes there are, and gives the block as the symbols that are coded. */
  private moveToFront(order: Int32Array, n: number): { symbols: Uint16Array; count: number; alphabet: number } {
    const isUsed = new Uint8Array(256)
    for (let i = 0; i < n; i++) isUsed[this.block[i]] = 1
    const recent: number[] = []
    let groups = 0
    for (let b = 0; b < 256; b++)
      if (isUsed[b] === 1) {
        recent.push(b)
        groups |= 0x8000 >> (b >> 4)
      }
    this.put(16, groups)
    for (let g = 0; g < 16; g++) {
      if ((groups & (0x8000 >> g)) === 0) continue
      let bits = 0
      for (let i = 0; i < 16; i++) bits = (bits << 1) | isUsed[g * 16 + i]
      this.put(16, bits)
    }

    const end = recent.length + 1
    const places = Uint8Array.from(recent)
    const symbols = new Uint16Array(n + 1)
    let count = 0
    let run = 0
    const endRun = (): void => {
      // In digits 1 and 2 of base 2, the lowest first.
      for (let left = run; left > 0; left = (left - 1) >> 1) symbols[count++] = (left - 1) & 1
      run = 0
    }
    for (let k = 0; k < n; k++) {
      const byte = this.block[order[k] === 0 ? n - 1 : order[k] - 1]
      if (byte === places[0]) {
        run++
        continue
      }
      endRun()
      let place = 1
      while (places[place] !== byte) place++
      places.copyWithin(1, 0, place)
      places[0] = byte
      symbols[count++] = place + 1
    }
    endRun()
    symbols[count++] = end
    return { symbols, count, alphabet: end + 1 }
  }

  private putSymbols(symbols: Uint16Array, count: number, alphabet: number): void {
    const codeCount = codeCountOf(count)
    const lengths = firstLengths(symbols, count, alphabet, codeCount)
    const selectors = new Uint8Array(Math.ceil(count / GROUP))
    for (let round = 0; round < ROUNDS; round++) improve(symbols, count, alphabet, lengths, selectors)

    this.put(3, codeCount)
    this.put(15, selectors.length)
    const recent = Array.from({ length: codeCount }, (_, c) => c)
    for (const selector of selectors) {
      const place = recent.indexOf(selector)
      recent.splice(place, 1)
      recent.unshift(selector)
      for (let i = 0; i < place; i++) this.put(1, 1)
      this.put(1, 0)
    }
    const codes = lengths.map((of) => this.putLengths(of, alphabet))
    for (let from = 0, g = 0; from < count; from += GROUP, g++) {
      const code = codes[selectors[g]]
      const length = lengths[selectors[g]]
      const to = Math.min(from + GROUP, count)
      for (let i = from; i < to; i++) this.put(length[symbols[i]], code[symbols[i]])
    }
  }

  /** Writes a code's lengths, as differences; gives the codes. */
  private putLengths(lengths: Uint8Array, alphabet: number): Int32Array {
    let current = lengths[0]
    this.put(5, current)
    for (let s = 0; s < alphabet; s++) {
      for (; current < lengths[s]; current++) this.put(2, 2)
      for (; current > lengths[s]; current--) this.put(2, 3)
      this.put(1, 0)
    }
    const codes = new Int32Array(alphabet)
    let code = 0
    for (let n = 1; n <= LONGEST_CODE; n++) {
      for (let s = 0; s < alphabet; s++) if (lengths[s] === n) codes[s] = code++
      code <<= 1
    }
    return codes
  }
}

/** To begin with, each code is for a range of symbols that occur about as often as those of the others. */
function firstLengths(symbols: Uint16Array, count: number, alphabet: number, codeCount: number): Uint8Array[] {
  const frequencies = new Int32Array(alphabet)
  for (let i = 0; i < count; i++) frequencies[symbols[i]]++
  const lengths: Uint8Array[] = Array.from({ length: codeCount }, () => new Uint8Array(alphabet).fill(DEAR))
  let left = count
  let from = 0
  for (let parts = codeCount; parts > 0; parts--) {
    const share = Math.floor(left / parts)
    let to = from
    let sum = 0
    while (sum < share && to < alphabet) sum += frequencies[to++]
    // Every second part in the middle gives its last symbol to the next.
    if (to - from > 1 && parts !== codeCount && parts !== 1 && (codeCount - parts) % 2 === 1) sum -= frequencies[--to]
    lengths[parts - 1].fill(0, from, to)
    from = to
    left -= sum
  }
  return lengths
}

/** Gives each group the code that is shortest for it, then each code the lengths that are best for its groups. */
function improve(
  symbols: Uint16Array,
  count: number,
  alphabet: number,
  lengths: readonly Uint8Array[],
  selectors: Uint8Array,
): void {
  const frequencies = lengths.map(() => new Int32Array(alphabet))
  for (let from = 0, g = 0; from < count; from += GROUP, g++) {
    const to = Math.min(from + GROUP, count)
    let best = 0
    let least = Infinity
    for (let c = 0; c < lengths.length; c++) {
      const length = lengths[c]
      let cost = 0
      for (let i = from; i < to; i++) cost += length[symbols[i]]
      if (cost < least) {
        least = cost
        best = c
      }
    }
    selectors[g] = best
    const frequency = frequencies[best]
    for (let i = from; i < to; i++) frequency[symbols[i]]++
  }
  lengths.forEach((length, c) => codeLengths(frequencies[c], alphabet, LONGEST_CODE, length))
}
