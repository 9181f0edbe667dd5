/**
 * A space whose objects are moved: chunks of eight pages, filled from below by a moving pointer, and large objects with pages of their own.
 *
 * To empty it, its chunks become the old space and it begins anew with none; what is reached is copied here; then the old chunks go back. A chunk
 * with a pinned object stays, with fillers in place of what was moved out of it or has died.
 *
 * Copies of everything must find room at any time: mutators leave as much free as there is here, and an eighth more, because the
 * ends of chunks are lost differently each time.
 */
import { FLAG_BITS, FORWARDED } from '../../header.ts'
import type { CopySpace } from '../../model.ts'
import { LARGEST_CELL, LinearStore } from './arenas.ts'
import { LinearEvacuator } from './evacuator.ts'
import type { LinearModel } from './linear.ts'
import { COPY, COPY_OTHER, LARGE, PAGE, PAGE_BITS } from './memory.ts'
import { LENGTH_AT } from './types.ts'

const CHUNK_PAGES = 8
/** The number of the type that fills gaps. */
const FILLER = 1

export class LinearCopySpace implements CopySpace<number> {
  protected readonly model: LinearModel
  protected readonly forMutator: boolean
  protected readonly large: LinearStore
  /** Pages that copies of a chunk may take. */
  protected chunkReserve = Math.ceil((CHUNK_PAGES * 9) / 8)
  protected space: number = COPY
  /** First pages of chunks, and how far those before the last are filled. */
  protected chunks: number[] = []
  protected ends: number[] = []
  protected free = 0
  protected top = 0
  protected filled = 0
  protected pageCount = 0
  private oldChunks: number[] = []
  private oldEnds: number[] = []
  private readonly pinned: number[] = []

  constructor(model: LinearModel, forMutator: boolean) {
    this.model = model
    this.forMutator = forMutator
    this.large = new LinearStore(model)
  }

  get bytes(): number {
    const last = this.ends.length < this.chunks.length ? this.current() - this.startOfLast() : 0
    return this.filled + last + this.large.bytes
  }

  get copyReserve(): number {
    return Math.ceil((this.pageCount * 9) / 8 + CHUNK_PAGES + 1) * PAGE
  }

  private startOfLast(): number {
    return this.chunks[this.chunks.length - 1] << PAGE_BITS
  }

  private current(): number {
    return this.forMutator && this.model.top !== 0 ? this.model.free : this.free
  }

  place(size: number): number {
    const { pages } = this.model
    if (size > LARGEST_CELL) return this.large.place(size)
    this.takeWindow()
    if (this.free + size > this.top) {
      pages.reserve += this.chunkReserve
      const page = pages.take(CHUNK_PAGES, this.space)
      if (page === 0) {
        pages.reserve -= this.chunkReserve
        this.lendWindow()
        return 0
      }
      this.addChunk(page)
      pages.clear(page)
    }
    const p = this.free
    this.free += size
    if (this.forMutator) this.lendWindow()
    else pages.words.fill(0, p >> 2, this.free >> 2)
    return p
  }

  take(size: number): number {
    if (this.free + size > this.top) this.addChunk(this.model.pages.takeForCollection(CHUNK_PAGES, 1, this.space))
    const p = this.free
    this.free += size
    return p
  }

  protected addChunk(page: number): void {
    const { pages } = this.model
    this.closeLast()
    this.chunks.push(page)
    this.free = page << PAGE_BITS
    this.top = this.free + pages.runs[page] * PAGE
    this.pageCount += pages.runs[page]
  }

  protected closeLast(): void {
    if (this.ends.length === this.chunks.length) return
    this.ends.push(this.free)
    this.filled += this.free - this.startOfLast()
  }

  /** Mutators allocate in the last chunk, which is clear from `free` on. */
  protected lendWindow(): void {
    const { model } = this
    if (!this.forMutator) return
    model.free = this.free
    model.top = this.top
  }

  /** They do no longer. */
  takeWindow(): void {
    const { model } = this
    if (!this.forMutator || model.top === 0) return
    this.free = model.free
    model.free = model.top = 0
  }

  begin(pinned: Iterable<number>): LinearEvacuator {
    const { model } = this
    const { pages } = model
    this.takeWindow()
    this.closeLast()
    const evacuator = new LinearEvacuator(model, this.space, PAGE, 2 ** 31, this, true, 0)
    this.oldChunks = this.chunks
    this.oldEnds = this.ends
    this.space = this.space === COPY ? COPY_OTHER : COPY
    this.chunks = []
    this.ends = []
    this.free = this.top = this.filled = this.pageCount = 0
    for (const p of pinned) {
      if (pages.spaces[p >> PAGE_BITS] === LARGE) evacuator.visit(p)
      else if ((pages.words[p >> 2] & FORWARDED) === 0) {
        pages.words[p >> 2] |= FORWARDED
        pages.words[(p >> 2) + 1] = p
        this.pinned.push(p)
        evacuator.push(p)
      }
    }
    return evacuator
  }

  end(): void {
    const { pages } = this.model
    const pinnedPages = new Set(this.pinned.map((p) => this.chunkOf(p)))
    this.closeLast()
    for (const [i, page] of this.oldChunks.entries()) {
      if (!pinnedPages.has(page)) {
        pages.release(page)
        continue
      }
      this.fillGaps(page << PAGE_BITS, this.oldEnds[i])
      pages.spaces.fill(this.space, page, page + pages.runs[page])
      this.chunks.push(page)
      this.ends.push(this.oldEnds[i])
      this.filled += this.oldEnds[i] - (page << PAGE_BITS)
      this.pageCount += pages.runs[page]
    }
    for (const p of this.pinned) pages.words[(p >> 2) + 1] = 0
    this.pinned.length = 0
    this.oldChunks = []
    this.oldEnds = []
    this.large.sweepLargeOnes()
    // What follows begins a new chunk: the last one may be a pinned one.
    this.free = this.top = 0
  }

  protected chunkOf(p: number): number {
    const page = p >> PAGE_BITS
    const back = this.model.pages.runs[page]
    return back < 0 ? page + back : page
  }

  /** Puts fillers in place of all objects from `p` on that are not pinned. */
  protected fillGaps(p: number, end: number): void {
    const { model } = this
    const { words } = model.pages
    while (p < end) {
      const size = model.sizeOf(p)
      if ((words[p >> 2] & FORWARDED) !== 0 && words[(p >> 2) + 1] === p) words[p >> 2] &= ~FORWARDED
      else this.fill(p, size)
      p += size
    }
  }

  protected fill(p: number, size: number): void {
    const { words } = this.model.pages
    words[p >> 2] = FILLER << FLAG_BITS
    words[(p >> 2) + 1] = 0
    words[(p + LENGTH_AT) >> 2] = size - 12
  }

  each(see: (ref: number) => void): void {
    for (const [i, page] of this.chunks.entries()) {
      const end = i < this.ends.length ? this.ends[i] : this.current()
      for (let p = page << PAGE_BITS; p < end; p += this.model.sizeOf(p)) see(p)
    }
    this.large.each(see)
  }
}
