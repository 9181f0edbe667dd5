// LZMA data as it stands in files: LZMA2, which is cut into chunks, plain LZMA with a mark of its end, and the old .lzma file.
//
// A source is read piece by piece: `read` gives up to so many bytes, and leaves in `at` how far it has used the input. Less
// than it was asked for means that it needs input, or has ended.
import { LzmaDecoder, PIECE } from './decode.ts'
import { badFormat, badOptions, corrupt, lzmaFailure } from './error.ts'
import { type Parameters, parametersOf } from './model.ts'

export interface Source {
  readonly at: number
  readonly isEnded: boolean
  read(input: Uint8Array, at: number, most: number): Uint8Array
}

/** The bytes are decoded in pieces of this size at most, which a dictionary holds until they are taken. */
const STEP = PIECE / 2

/** Memory that the decoder says it needs beside its dictionary. */
const DECODER_MEMORY = 33_000

export function checkMemory(dictionarySize: number, limit: number): void {
  if (dictionarySize + DECODER_MEMORY > limit) throw lzmaFailure('Memory usage limit exceeded')
}

export class Lzma1Source implements Source {
  at = 0
  isEnded = false
  private readonly decoder: LzmaDecoder
  /** Bytes that are still to come, Infinity where a mark says when. */
  private left: number

  constructor(parameters: Parameters, dictionarySize: number, size = Infinity) {
    this.decoder = new LzmaDecoder(dictionarySize)
    this.decoder.reset(parameters)
    this.decoder.start()
    this.left = size
  }

  read(input: Uint8Array, at: number, most: number): Uint8Array {
    const { decoder } = this
    const { dictionary } = decoder
    const before = dictionary.fresh
    decoder.at = at
    if (before < most && this.left > 0)
      decoder.decode(input, at, input.length, Math.min(most - before, STEP), this.left)
    this.left -= dictionary.fresh - before
    const out = dictionary.take(most)
    if (dictionary.fresh === 0 && (decoder.isEnded || this.left === 0) && decoder.normalize(input, decoder.at)) {
      if (decoder.isEnded && !decoder.isClean) throw corrupt()
      this.isEnded = true
    }
    this.at = decoder.at
    return out
  }
}

const NOTHING = new Uint8Array(0)

export class Lzma2Source implements Source {
  at = 0
  isEnded = false
  private readonly decoder: LzmaDecoder
  /** Bytes of the chunk still to come, compressed and not. */
  private packedLeft = 0
  private left = 0
  private isPacked = false
  private needsDictionary = true
  private needsParameters = true
  private header: number[] = []

  constructor(dictionarySize: number) {
    this.decoder = new LzmaDecoder(dictionarySize)
  }

  read(input: Uint8Array, start: number, most: number): Uint8Array {
    const { decoder } = this
    const { dictionary } = decoder
    let at = start
    while (!this.isEnded && dictionary.fresh < Math.min(most, STEP)) {
      if (this.left === 0 && this.packedLeft === 0) {
        if (at === input.length) break
        this.header.push(input[at++])
        this.readHeader()
        continue
      }
      const end = Math.min(input.length, at + this.packedLeft)
      const before = dictionary.fresh
      if (!this.isPacked) {
        const n = Math.min(end - at, STEP)
        if (n === 0) break
        decoder.copy(input, at, n)
        at += n
        this.packedLeft -= n
        this.left -= n
        continue
      }
      decoder.decode(input, at, end, Math.min(most - before, STEP), this.left)
      const used = decoder.at - at
      at = decoder.at
      this.packedLeft -= used
      const made = dictionary.fresh - before
      this.left -= made
      if (decoder.isEnded) throw corrupt()
      if (this.left === 0) {
        if (!decoder.normalize(input.subarray(0, end), at)) {
          if (this.packedLeft === 0) throw corrupt()
          // The chunk's last byte is still to come.
          if (made === 0 && used === 0) break
          continue
        }
        this.packedLeft -= decoder.at - at
        at = decoder.at
        if (this.packedLeft !== 0 || !decoder.isClean) throw corrupt()
      } else if (made === 0 && used === 0) {
        // No step can be made with all that the chunk has left.
        if (end - at === this.packedLeft) throw corrupt()
        break
      }
    }
    this.at = at
    return dictionary.fresh === 0 ? NOTHING : dictionary.take(most)
  }

  /** Begins a chunk when its header is complete. */
  private readHeader(): void {
    const { header, decoder } = this
    const [control] = header
    if (control === 0) {
      this.isEnded = true
      return
    }
    const isPacked = control >= 0x80
    if (!isPacked && control > 2) throw corrupt()
    const kind = (control >> 5) & 3
    if (header.length < (isPacked ? (kind >= 2 ? 6 : 5) : 3)) return
    if (control === 1 || control >= 0xe0) {
      decoder.resetDictionary()
      this.needsDictionary = false
    } else if (this.needsDictionary) throw corrupt()
    this.isPacked = isPacked
    const low = (header[1] << 8) | header[2]
    if (isPacked) {
      this.left = ((control & 0x1f) << 16) + low + 1
      this.packedLeft = (header[3] << 8) + header[4] + 1
      if (kind >= 2) {
        const parameters = parametersOf(header[5])
        if (parameters === undefined || parameters.lc + parameters.lp > 4) throw corrupt()
        decoder.reset(parameters)
        this.needsParameters = false
      } else if (this.needsParameters) throw corrupt()
      else if (kind === 1) decoder.resetState()
      decoder.start()
    } else this.left = this.packedLeft = low + 1
    this.header = []
  }
}

const ALONE_HEADER = 13

/** The .lzma file: parameters, the dictionary's size, the data's size or all ones. */
export class AloneSource implements Source {
  at = 0
  private readonly header: number[] = []
  private inner: Lzma1Source | undefined
  private readonly memoryLimit: number

  constructor(memoryLimit: number) {
    this.memoryLimit = memoryLimit
  }

  get isEnded(): boolean {
    return this.inner !== undefined && this.inner.isEnded
  }

  read(input: Uint8Array, start: number, most: number): Uint8Array {
    this.at = start
    while (this.inner === undefined) {
      if (this.at === input.length) return NOTHING
      this.header.push(input[this.at++])
      this.readHeader()
    }
    const out = this.inner.read(input, this.at, most)
    this.at = this.inner.at
    return out
  }

  private readHeader(): void {
    const bytes = this.header
    const parameters = parametersOf(bytes[0])
    if (parameters === undefined || parameters.lc + parameters.lp > 4) throw badFormat()
    const number = (from: number, n: number): number => {
      let value = 0
      for (let i = from + n - 1; i >= from; i--) value = value * 256 + bytes[i]
      return value
    }
    if (bytes.length === 5) {
      // Only 2^n and 2^n + 2^(n-1) are sizes that coders write; other files are most likely none of this kind.
      const size = number(1, 4)
      const high = 2 ** Math.floor(Math.log2(size))
      if (size !== 0xffffffff && size !== high && size !== high * 1.5) throw badFormat()
    }
    if (bytes.length < ALONE_HEADER) return
    const size = number(5, 8)
    const isKnown = bytes.slice(5).some((b) => b !== 255)
    if (isKnown && size >= 2 ** 38) throw badFormat()
    const dictionarySize = number(1, 4)
    checkMemory(dictionarySize, this.memoryLimit)
    this.inner = new Lzma1Source(parameters, dictionarySize, isKnown ? size : Infinity)
  }
}

/** The size of a dictionary in the byte that LZMA2 has for it. */
export function dictionarySizeOf(byte: number): number {
  if (byte > 40) throw badOptions()
  return byte === 40 ? 0xffffffff : (2 | (byte & 1)) * 2 ** (Math.floor(byte / 2) + 11)
}
