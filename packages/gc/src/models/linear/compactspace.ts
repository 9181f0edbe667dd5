/**
 * A space whose living objects slide together, in the order in which they stand (LISP 2's way).
 *
 * Three walks over the chunks: the first gives every marked object its new address, which it writes into the object's second word; the second
 * has every reference follow, in objects and outside; the third moves. The new address of an object is never behind its old one, and chunks
 * are filled in the order of the walk, so that nothing is overwritten before it was moved. Chunks with pinned objects are left out: their
 * living stay, their dead become fillers.
 */
import { MARKED } from '../../header.ts'
import type { CompactSpace, Visitor } from '../../model.ts'
import { LinearCopySpace } from './copyspace.ts'
import type { LinearModel } from './linear.ts'
import { PAGE, PAGE_BITS } from './memory.ts'

export class LinearCompactSpace extends LinearCopySpace implements CompactSpace<number> {
  protected override chunkReserve = 0

  constructor(model: LinearModel) {
    super(model, true)
  }

  compact(pinned: Iterable<number>, update: (visitor: Visitor<number>) => void): void {
    const { model } = this
    const { pages } = model
    this.takeWindow()
    this.closeLast()
    const pinnedPages = new Set<number>()
    for (const p of pinned) if (pages.spaces[p >> PAGE_BITS] === this.space) pinnedPages.add(this.chunkOf(p))
    const kept: number[] = []
    const keptEnds: number[] = []
    const sliding: number[] = []
    const slidingEnds: number[] = []
    for (const [i, page] of this.chunks.entries()) {
      const isPinned = pinnedPages.has(page)
      ;(isPinned ? kept : sliding).push(page)
      ;(isPinned ? keptEnds : slidingEnds).push(this.ends[i])
    }
    const ends = this.assign(sliding, slidingEnds)
    for (const [i, page] of kept.entries()) this.eachMarked(page, keptEnds[i], (p) => (pages.words[(p >> 2) + 1] = p))

    const { space } = this
    const relocator = {
      visit: (p: number): number => (pages.spaces[p >> PAGE_BITS] === space ? pages.words[(p >> 2) + 1] : p),
    }
    const follow = (p: number): void => model.visit(p, relocator)
    for (const [i, page] of sliding.entries()) this.eachMarked(page, slidingEnds[i], follow)
    for (const [i, page] of kept.entries()) this.eachMarked(page, keptEnds[i], follow)
    this.large.eachLarge((p) => {
      if ((pages.words[p >> 2] & MARKED) !== 0) model.visit(p, relocator)
    })
    update(relocator)

    for (const [i, page] of sliding.entries()) this.eachMarked(page, slidingEnds[i], (p, size) => this.slide(p, size))
    for (const [i, page] of kept.entries()) this.settle(page << PAGE_BITS, keptEnds[i])
    this.large.sweepLargeOnes()
    this.reset(sliding, ends, kept, keptEnds)
  }

  /** Gives marked objects their new addresses; answers how far chunks will be filled, in the order in which they are. */
  private assign(chunks: number[], chunkEnds: number[]): number[] {
    const { pages } = this.model
    const ends: number[] = []
    let goal = 0
    let top = 0
    for (const [i, page] of chunks.entries()) {
      this.eachMarked(page, chunkEnds[i], (p, size) => {
        if (goal + size > top) {
          if (top !== 0) ends.push(goal)
          const next = chunks[ends.length]
          goal = next << PAGE_BITS
          top = goal + pages.runs[next] * PAGE
        }
        pages.words[(p >> 2) + 1] = goal
        goal += size
      })
    }
    if (top !== 0) ends.push(goal)
    return ends
  }

  private eachMarked(page: number, end: number, see: (p: number, size: number) => void): void {
    const { model } = this
    const { words } = model.pages
    for (let p = page << PAGE_BITS; p < end;) {
      const size = model.sizeOf(p)
      if ((words[p >> 2] & MARKED) !== 0) see(p, size)
      p += size
    }
  }

  private slide(p: number, size: number): void {
    const { words } = this.model.pages
    const from = p >> 2
    const to = words[from + 1] >> 2
    if (to !== from) words.copyWithin(to, from, from + (size >> 2))
    words[to] &= ~MARKED
    words[to + 1] = 0
  }

  /** In a chunk that stays: marks are taken away, and fillers put in place of the dead. */
  private settle(p: number, end: number): void {
    const { words } = this.model.pages
    while (p < end) {
      const size = this.model.sizeOf(p)
      if ((words[p >> 2] & MARKED) !== 0) {
        words[p >> 2] &= ~MARKED
        words[(p >> 2) + 1] = 0
      } else this.fill(p, size)
      p += size
    }
  }

  private reset(sliding: number[], ends: number[], kept: number[], keptEnds: number[]): void {
    const { pages } = this.model
    for (const page of sliding.splice(ends.length)) pages.release(page)
    this.chunks = kept.concat(sliding)
    this.ends = keptEnds.concat(ends)
    this.filled = this.chunks.reduce((sum, page, i) => sum + this.ends[i] - (page << PAGE_BITS), 0)
    this.pageCount = this.chunks.reduce((sum, page) => sum + pages.runs[page], 0)
    this.free = this.top = 0
    if (sliding.length === 0) return
    // The last chunk is open again.
    const last = sliding[sliding.length - 1]
    this.free = this.ends.pop()!
    this.top = (last + pages.runs[last]) << PAGE_BITS
    this.filled -= this.free - (last << PAGE_BITS)
    pages.words.fill(0, this.free >> 2, this.top >> 2)
    this.lendWindow()
  }
}
