// A decompressor that is fed piece by piece and keeps the input it has no room for: the part that bz2 and lzma share.
import { error } from '@typhon/objspace'
import { OutputBlocks } from './output-blocks.ts'

/** Decodes one stream. It may be called again and again until `eof`. */
export interface Decoder {
  readonly eof: boolean
  /** Decodes input from `at` on until it or the room is used up or the stream ends; gives the place where it stopped. */
  decode(input: Uint8Array, at: number, out: OutputBlocks): number
}

const NOTHING = new Uint8Array(0)

/** What of the input and output a caller of Python's sees. */
export class Feeder {
  readonly decoder: Decoder
  needsInput = true
  unused: Uint8Array = NOTHING
  private held: Uint8Array = NOTHING
  /** Whether output may be left when the room is used up with the last of the input. */
  private readonly isLazy: boolean

  constructor(decoder: Decoder, isLazy: boolean) {
    this.decoder = decoder
    this.isLazy = isLazy
  }

  /** What the data and that kept before give, of at most `limit` bytes where that is not negative. */
  feed(data: Uint8Array, limit: number): Uint8Array {
    const { decoder } = this
    if (decoder.eof) throw error('EOFError', 'End of stream already reached')
    let input = data
    if (this.held.length > 0) {
      input = new Uint8Array(this.held.length + data.length)
      input.set(this.held)
      input.set(data, this.held.length)
    }
    this.held = NOTHING
    const out = new OutputBlocks(limit)
    const at = decoder.decode(input, 0, out)
    if (decoder.eof) {
      this.needsInput = false
      this.unused = input.slice(at)
    } else {
      // Where there is room, input that is left is the beginning of something that the next one completes.
      this.needsInput = out.room > 0 || (at === input.length && !this.isLazy)
      this.held = input.slice(at)
    }
    return out.done()
  }
}
