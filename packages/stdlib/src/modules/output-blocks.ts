// What decompressors write into: blocks that grow, up to a limit. CPython: Include/internal/pycore_blocks_output_buffer.h
//
// Where the limit cuts decides how much input a decoder has used, so the sizes are CPython's.
import { zeros } from '@typhon/objspace'

const KB = 1024
const SIZES = [32, 64, 256, 1024, 4096, 8192, 16384, 16384, 32768].map((n) => n * KB)
const LARGEST = 262144 * KB

export class OutputBlocks {
  /** The block that is being filled, up to `used`. */
  block: Uint8Array<ArrayBuffer>
  used = 0
  private readonly full: Uint8Array[] = []
  private before = 0
  private readonly limit: number

  /** `limit`: bytes at most, negative for any number. */
  constructor(limit: number) {
    this.limit = limit < 0 ? Infinity : limit
    this.block = new Uint8Array(Math.min(SIZES[0], this.limit))
  }

  get room(): number {
    return this.block.length - this.used
  }

  get size(): number {
    return this.before + this.used
  }

  /** Whether there is room, in a new block if need be. */
  hasRoom(): boolean {
    if (this.used < this.block.length) return true
    const left = this.limit - this.size
    if (left <= 0) return false
    this.full.push(this.block)
    this.before += this.block.length
    const size = this.full.length < SIZES.length ? SIZES[this.full.length] : LARGEST
    this.block = zeros(Math.min(size, left))
    this.used = 0
    return true
  }

  push(byte: number): void {
    this.block[this.used++] = byte
  }

  /** Everything written, as one array. */
  done(): Uint8Array {
    if (this.full.length === 0) return this.block.slice(0, this.used)
    const out = zeros(this.size)
    let at = 0
    for (const block of this.full) {
      out.set(block, at)
      at += block.length
    }
    out.set(this.block.subarray(0, this.used), at)
    return out
  }
}
