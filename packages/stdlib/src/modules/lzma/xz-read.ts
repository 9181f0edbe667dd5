// An .xz stream read: header, blocks, index, footer. ref: the .xz file format, https://tukaani.org/xz/xz-file-format.txt
import { crc32 } from '../checksums.ts'
import { type Check, CHECK_UNKNOWN, checkSize, isSupported, newCheck } from './checks.ts'
import { badFormat, badOptions, corrupt } from './error.ts'
import { ALIGNMENT, DELTA, FilterRow, newFilter } from './filters.ts'
import { checkMemory, dictionarySizeOf, Lzma2Source, type Source } from './streams.ts'

export const HEADER_MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]
export const FOOTER_MAGIC = [0x59, 0x5a]
export const LZMA2 = 0x21
const MOST_FILTERS = 4
const NOTHING = new Uint8Array(0)

/** A source whose bytes filters turn back; they may hold some until it ends. */
export class FilteredSource implements Source {
  at = 0
  isEnded = false
  private readonly inner: Source
  private readonly filters: FilterRow
  private ready: Uint8Array = NOTHING
  private isFlushed = false

  constructor(inner: Source, filters: FilterRow) {
    this.inner = inner
    this.filters = filters
  }

  read(input: Uint8Array, at: number, most: number): Uint8Array {
    this.at = at
    if (this.ready.length === 0 && !this.isFlushed) {
      const bytes = this.inner.read(input, at, most)
      this.at = this.inner.at
      this.isFlushed = this.inner.isEnded
      this.ready = this.filters.run(bytes, this.isFlushed)
    }
    const out = this.ready.slice(0, most)
    this.ready = this.ready.subarray(out.length)
    if (this.ready.length === 0 && this.isFlushed) this.isEnded = true
    return out
  }
}

interface BlockHeader {
  readonly source: Source
  readonly size: number
  readonly packedSize: number | undefined
  readonly unpackedSize: number | undefined
}

/** Numbers in a header, 7 bits a byte. */
class HeaderReader {
  private readonly bytes: Uint8Array
  at: number
  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes
    this.at = at
  }

  byte(): number {
    if (this.at >= this.bytes.length) throw corrupt()
    return this.bytes[this.at++]
  }

  number(): number {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const b = this.byte()
      if (scale >= 2 ** 63 || (b === 0 && scale > 1)) throw corrupt()
      value += (b & 127) * scale
      if (b < 128) return value
    }
  }
}

const word = (bytes: Uint8Array, at: number): number =>
  (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0

export class XzSource implements Source {
  at = 0
  isEnded = false
  check = CHECK_UNKNOWN
  private readonly memoryLimit: number
  private input!: Uint8Array
  private most = 0
  private out: Uint8Array = NOTHING
  private readonly work = this.stream()

  constructor(memoryLimit: number) {
    this.memoryLimit = memoryLimit
  }

  read(input: Uint8Array, at: number, most: number): Uint8Array {
    this.input = input
    this.at = at
    this.most = most
    this.out = NOTHING
    if (this.work.next().done === true) this.isEnded = true
    return this.out
  }

  private *bytes(n: number): Generator<void, Uint8Array> {
    const out = new Uint8Array(n)
    for (let i = 0; i < n; i++) {
      while (this.at === this.input.length) yield
      out[i] = this.input[this.at++]
    }
    return out
  }

  private *stream(): Generator<void, void> {
    const header = yield* this.bytes(12)
    if (HEADER_MAGIC.some((b, i) => header[i] !== b)) throw badFormat()
    if (crc32(header.subarray(6, 8), 0) !== word(header, 8)) throw corrupt()
    if (header[6] !== 0 || header[7] > 15) throw badOptions()
    this.check = header[7]
    const records: [number, number][] = []
    for (;;) {
      const [first] = yield* this.bytes(1)
      if (first === 0) break
      records.push(yield* this.block(first))
    }
    const indexSize = yield* this.index(records)
    const footer = yield* this.bytes(12)
    if (footer[10] !== FOOTER_MAGIC[0] || footer[11] !== FOOTER_MAGIC[1]) throw corrupt()
    if (crc32(footer.subarray(4, 10), 0) !== word(footer, 0)) throw corrupt()
    if ((word(footer, 4) + 1) * 4 !== indexSize) throw corrupt()
    if (footer[8] !== header[6] || footer[9] !== header[7]) throw corrupt()
  }

  private *block(first: number): Generator<void, [number, number]> {
    const rest = yield* this.bytes((first + 1) * 4 - 1)
    const bytes = new Uint8Array(rest.length + 1)
    bytes[0] = first
    bytes.set(rest, 1)
    const header = this.blockHeader(bytes)
    const check = newCheck(this.check)
    let packed = 0
    let unpacked = 0
    const { source } = header
    while (!source.isEnded) {
      const before = this.at
      const out = source.read(this.input, before, this.most - this.out.length)
      this.at = source.at
      packed += this.at - before
      unpacked += out.length
      check.update(out)
      if (out.length > 0) this.out = out
      if (header.packedSize !== undefined && packed > header.packedSize) throw corrupt()
      if (header.unpackedSize !== undefined && unpacked > header.unpackedSize) throw corrupt()
      // One piece at a time, so that it need not be copied; the caller asks again.
      if (!source.isEnded || out.length > 0) yield
    }
    if (header.packedSize !== undefined && packed !== header.packedSize) throw corrupt()
    if (header.unpackedSize !== undefined && unpacked !== header.unpackedSize) throw corrupt()
    const padding = yield* this.bytes(-packed & 3)
    if (padding.some((b) => b !== 0)) throw corrupt()
    yield* this.verify(check)
    return [header.size + packed + checkSize(this.check), unpacked]
  }

  private *verify(check: Check): Generator<void, void> {
    const stored = yield* this.bytes(checkSize(this.check))
    if (!isSupported(this.check)) return
    if (check.digest().some((b, i) => stored[i] !== b)) throw corrupt()
  }

  private blockHeader(bytes: Uint8Array): BlockHeader {
    const body = bytes.subarray(0, bytes.length - 4)
    if (crc32(body, 0) !== word(bytes, body.length)) throw corrupt()
    const flags = bytes[1]
    if ((flags & 0x3c) !== 0) throw badOptions()
    const reader = new HeaderReader(body, 2)
    const packedSize = (flags & 0x40) === 0 ? undefined : reader.number()
    const unpackedSize = (flags & 0x80) === 0 ? undefined : reader.number()
    let source: Source | undefined
    const filters = []
    const count = (flags & 3) + 1
    for (let f = 0; f < Math.min(count, MOST_FILTERS); f++) {
      const id = reader.number()
      const size = reader.number()
      const properties = Uint8Array.from({ length: size }, () => reader.byte())
      if (id === LZMA2) {
        if (size !== 1 || f !== count - 1) throw badOptions()
        const dictionarySize = dictionarySizeOf(properties[0])
        checkMemory(dictionarySize, this.memoryLimit)
        source = new Lzma2Source(dictionarySize)
      } else filters.unshift(newFilter(id, filterOption(id, properties), false))
    }
    if (source === undefined) throw badOptions()
    for (let i = reader.at; i < body.length; i++) if (body[i] !== 0) throw badOptions()
    if (filters.length > 0) source = new FilteredSource(source, new FilterRow(filters))
    return { source, size: bytes.length, packedSize, unpackedSize }
  }

  /** Reads the index, which has to agree with the blocks; gives its size. */
  private *index(records: readonly [number, number][]): Generator<void, number> {
    const seen: number[] = [0]
    const at = function* (self: XzSource): Generator<void, number> {
      let value = 0
      for (let scale = 1; ; scale *= 128) {
        const [b] = yield* self.bytes(1)
        seen.push(b)
        value += (b & 127) * scale
        if (b < 128) return value
        if (scale > 2 ** 56) throw corrupt()
      }
    }
    if ((yield* at(this)) !== records.length) throw corrupt()
    for (const [unpadded, unpacked] of records) {
      if ((yield* at(this)) !== unpadded) throw corrupt()
      if ((yield* at(this)) !== unpacked) throw corrupt()
    }
    const padding = yield* this.bytes(-seen.length & 3)
    if (padding.some((b) => b !== 0)) throw corrupt()
    seen.push(...padding)
    const sum = yield* this.bytes(4)
    if (crc32(Uint8Array.from(seen), 0) !== word(sum, 0)) throw corrupt()
    return seen.length + 4
  }
}

/** What the properties of a filter other than LZMA say. */
export function filterOption(id: number, properties: Uint8Array): number {
  if (id === DELTA) {
    if (properties.length !== 1) throw badOptions()
    return properties[0] + 1
  }
  const alignment = ALIGNMENT[id]
  if (alignment === undefined || (properties.length !== 0 && properties.length !== 4)) throw badOptions()
  const start = properties.length === 0 ? 0 : word(properties, 0)
  if (start % alignment !== 0) throw badOptions()
  return start
}
