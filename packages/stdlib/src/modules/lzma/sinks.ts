// LZMA data written: plain, with a mark of its end, or in the chunks of LZMA2.
import { type Effort, LzmaEncoder } from './encode.ts'
import { byteOfParameters, type Parameters } from './model.ts'

export interface Sink {
  write(data: Uint8Array): Uint8Array
  finish(): Uint8Array
}

/** Data waits until there is so much of it. */
const BATCH = 1 << 20
/** Bytes of output after which a chunk ends, with a match to spare; and of input. */
const PACKED_CHUNK = 65536 - 64
const CHUNK = 2 ** 21
const COPIED_CHUNK = 65536

export class Lzma1Sink implements Sink {
  private readonly encoder: LzmaEncoder

  constructor(parameters: Parameters, effort: Effort) {
    this.encoder = new LzmaEncoder(parameters, effort)
    this.encoder.coder.start()
  }

  write(data: Uint8Array): Uint8Array {
    const { encoder } = this
    encoder.finder.add(data, encoder.at)
    if (encoder.finder.end - encoder.at >= BATCH) encoder.encode(encoder.finder.end, Infinity)
    return this.ready()
  }

  finish(): Uint8Array {
    const { encoder } = this
    encoder.encode(encoder.finder.end, Infinity)
    encoder.endMark()
    encoder.coder.finish()
    return this.ready()
  }

  private ready(): Uint8Array {
    const { coder } = this.encoder
    const out = coder.bytes.slice(0, coder.size)
    coder.size = 0
    return out
  }
}

export class Lzma2Sink implements Sink {
  private readonly encoder: LzmaEncoder
  private readonly out: Uint8Array[] = []
  private isFirst = true
  private needsParameters = true
  private needsReset = false

  constructor(parameters: Parameters, effort: Effort) {
    this.encoder = new LzmaEncoder(parameters, effort)
  }

  write(data: Uint8Array): Uint8Array {
    const { encoder } = this
    encoder.finder.add(data, encoder.at)
    while (encoder.finder.end - encoder.at >= BATCH) this.chunk()
    return this.ready()
  }

  finish(): Uint8Array {
    const { encoder } = this
    while (encoder.at < encoder.finder.end) this.chunk()
    this.out.push(Uint8Array.of(0))
    return this.ready()
  }

  private ready(): Uint8Array {
    const size = this.out.reduce((n, piece) => n + piece.length, 0)
    const all = new Uint8Array(size)
    let at = 0
    for (const piece of this.out) {
      all.set(piece, at)
      at += piece.length
    }
    this.out.length = 0
    return all
  }

  private chunk(): void {
    const { encoder } = this
    const { coder, finder } = encoder
    const from = encoder.at
    coder.start()
    encoder.encode(Math.min(finder.end, from + CHUNK), PACKED_CHUNK)
    coder.finish()
    const size = encoder.at - from
    const packed = coder.size
    if (packed >= size) {
      this.copied(from, size)
      return
    }
    const kind = this.isFirst ? 3 : this.needsParameters ? 2 : this.needsReset ? 1 : 0
    const header = [0x80 | (kind << 5) | ((size - 1) >> 16), (size - 1) >> 8, size - 1, (packed - 1) >> 8, packed - 1]
    if (kind >= 2) header.push(byteOfParameters(encoder.parameters))
    this.out.push(Uint8Array.from(header), coder.bytes.slice(0, packed))
    this.isFirst = this.needsParameters = this.needsReset = false
  }

  /** Data that does not become shorter stays as it is; what the coder learnt from it is forgotten on both sides. */
  private copied(from: number, size: number): void {
    const { encoder } = this
    const { finder } = encoder
    for (let at = from; at < from + size; at += COPIED_CHUNK) {
      const n = Math.min(COPIED_CHUNK, from + size - at)
      this.out.push(Uint8Array.of(this.isFirst ? 1 : 2, (n - 1) >> 8, n - 1))
      this.out.push(finder.bytes.slice(at - finder.base, at - finder.base + n))
      this.isFirst = false
    }
    encoder.reset()
    this.needsReset = true
  }
}
