/**
 * Objects that stay where they are: small ones in cells, large ones in pages of their own.
 *
 * Sizes up to 2 KB fall into classes: multiples of 8 up to 256, and eight steps for each power of two above, so that at most an eighth of a cell is
 * lost. An arena is a run of one or two pages cut into cells of one class. The header of a free cell is 0, its second word the address
 * of the next free cell of the arena, 0 at the end. One arena of each class is being allocated from; others with free cells wait in `partial`.
 * A new arena is clear and taken from by a moving pointer; only a sweep makes lists of cells.
 *
 * A sweep looks at each cell of the arenas that there were when it began. Arenas made meanwhile are not looked at, and arenas waiting to be swept
 * are not allocated from: an object placed during a sweep needs no mark to survive it. An arena without objects goes back.
 *
 * `free` frees one cell at once, into a list of its class that mixes arenas; a sweep puts the cells back into the lists of their arenas.
 */
import { MARKED } from '../../header.ts'
import type { Store } from '../../model.ts'
import type { LinearModel } from './linear.ts'
import { CARD_BITS, CELLS, LARGE, PAGE, PAGE_BITS } from './memory.ts'

/** The largest object that goes into a cell. */
export const LARGEST_CELL = 2048

const CELL_SIZES: number[] = []
for (let size = 16; size <= 256; size += 8) CELL_SIZES.push(size)
for (let base = 256; base < LARGEST_CELL; base *= 2)
  for (let step = 1; step <= 8; step++) CELL_SIZES.push(base + (base / 8) * step)

const CLASS_OF = new Uint8Array(LARGEST_CELL / 8 + 1)
for (let words = 2, c = 0; words < CLASS_OF.length; words++) {
  while (CELL_SIZES[c] < words * 8) c++
  CLASS_OF[words] = c
}

/** What a collection may waste beyond the bytes it moves: an arena of each class begun. */
export const ARENA_SLACK = CELL_SIZES.reduce((sum, size) => sum + pagesFor(size) * PAGE, 0)

function pagesFor(cell: number): number {
  return cell <= 512 ? 1 : 2
}

export class LinearStore implements Store<number> {
  bytes = 0
  objects = 0
  private readonly model: LinearModel
  /** The next free cell of each class, 0 at the end of a list. */
  private readonly lists = new Int32Array(CELL_SIZES.length)
  /** Where a clear arena is taken from, and where it ends. */
  private readonly fresh = new Int32Array(CELL_SIZES.length)
  private readonly ends = new Int32Array(CELL_SIZES.length)
  /** The first pages of the arenas of each class; of those with free cells, the first cells too. */
  private readonly arenas: number[][] = CELL_SIZES.map(() => [])
  private readonly partial: number[][] = CELL_SIZES.map(() => [])
  private readonly unswept: number[][] = CELL_SIZES.map(() => [])
  private large: number[] = []
  private unsweptLarge: number[] = []
  private sweepClass = CELL_SIZES.length

  constructor(model: LinearModel) {
    this.model = model
  }

  /** Room for an object, cleared; 0 when there is none. */
  place(size: number): number {
    if (size > LARGEST_CELL) return this.placeLarge(size)
    const c = CLASS_OF[size >> 3]
    const p = this.cell(c, false)
    if (p !== 0) {
      const { words } = this.model.pages
      for (let i = p >> 2, end = i + (size >> 2); i < end; i++) words[i] = 0
    }
    return p
  }

  /** Room for an object that is being moved here; its contents are whatever they are. */
  take(size: number): number {
    return this.cell(CLASS_OF[size >> 3], true)
  }

  private cell(c: number, collecting: boolean): number {
    let p = this.lists[c]
    if (p !== 0) this.lists[c] = this.model.pages.words[(p >> 2) + 1]
    else {
      p = this.fresh[c]
      const end = p + CELL_SIZES[c]
      if (end <= this.ends[c] && p !== 0) this.fresh[c] = end
      else {
        const { partial } = this
        if (partial[c].length > 0) {
          p = partial[c].pop()!
          this.lists[c] = this.model.pages.words[(p >> 2) + 1]
        } else {
          p = this.newArena(c, collecting)
          if (p === 0) return 0
          this.fresh[c] = p + CELL_SIZES[c]
        }
      }
    }
    this.bytes += CELL_SIZES[c]
    this.objects++
    return p
  }

  private newArena(c: number, collecting: boolean): number {
    const { pages } = this.model
    const count = pagesFor(CELL_SIZES[c])
    const page = collecting ? pages.takeForCollection(count, count, CELLS) : pages.take(count, CELLS)
    if (page === 0) return 0
    pages.clear(page)
    this.arenas[c].push(page)
    const p = page << PAGE_BITS
    this.ends[c] = p + count * PAGE
    return p
  }

  private placeLarge(size: number): number {
    const { pages } = this.model
    const count = Math.ceil(size / PAGE)
    const page = pages.take(count, LARGE)
    if (page === 0) return 0
    pages.clear(page)
    pages.cards.fill(0, page << (PAGE_BITS - CARD_BITS), (page + count) << (PAGE_BITS - CARD_BITS))
    this.large.push(page)
    this.bytes += count * PAGE
    this.objects++
    return page << PAGE_BITS
  }

  free(p: number): void {
    const { pages } = this.model
    const page = p >> PAGE_BITS
    this.objects--
    if (pages.spaces[page] === LARGE) {
      this.bytes -= pages.runs[page] * PAGE
      this.large.splice(this.large.indexOf(page), 1)
      pages.release(page)
      return
    }
    const c = CLASS_OF[this.model.sizeOf(p) >> 3]
    this.bytes -= CELL_SIZES[c]
    pages.words[p >> 2] = 0
    pages.words[(p >> 2) + 1] = this.lists[c]
    this.lists[c] = p
  }

  each(see: (ref: number) => void): void {
    const { pages } = this.model
    for (let c = 0; c < CELL_SIZES.length; c++) {
      for (const arenas of [this.arenas[c], this.unswept[c]]) {
        for (const page of arenas.slice()) {
          const end = (page + pages.runs[page]) << PAGE_BITS
          for (let p = page << PAGE_BITS; p + CELL_SIZES[c] <= end; p += CELL_SIZES[c])
            if (pages.words[p >> 2] !== 0) see(p)
        }
      }
    }
    this.eachLarge(see)
  }

  eachLarge(see: (ref: number) => void): void {
    for (const pages of [this.large, this.unsweptLarge]) for (const page of pages.slice()) see(page << PAGE_BITS)
  }

  startSweep(): void {
    this.lists.fill(0)
    this.fresh.fill(0)
    this.ends.fill(0)
    for (let c = 0; c < CELL_SIZES.length; c++) {
      this.partial[c].length = 0
      this.unswept[c] = this.unswept[c].length > 0 ? this.unswept[c].concat(this.arenas[c]) : this.arenas[c]
      this.arenas[c] = []
    }
    this.unsweptLarge = this.unsweptLarge.concat(this.large)
    this.large = []
    this.sweepClass = 0
  }

  sweepSome(budget: number): number {
    while (this.sweepClass < CELL_SIZES.length) {
      const c = this.sweepClass
      const page = this.unswept[c].pop()
      if (page === undefined) this.sweepClass++
      else {
        this.sweepArena(c, page)
        budget -= PAGE
        if (budget <= 0) return 0
      }
    }
    while (this.unsweptLarge.length > 0) {
      this.sweepLarge(this.unsweptLarge.pop()!)
      budget -= 64
      if (budget <= 0) return 0
    }
    return budget
  }

  private sweepArena(c: number, page: number): void {
    const { pages } = this.model
    const { words } = pages
    const cell = CELL_SIZES[c]
    const end = (page + pages.runs[page]) << PAGE_BITS
    let list = 0
    let living = 0
    let freed = 0
    // From the end, so that the list of free cells goes upwards.
    const cells = Math.floor((pages.runs[page] * PAGE) / cell)
    for (let p = end - pages.runs[page] * PAGE + (cells - 1) * cell; p >= page << PAGE_BITS; p -= cell) {
      const i = p >> 2
      const header = words[i]
      if ((header & MARKED) !== 0) {
        words[i] = header & ~MARKED
        living++
      } else {
        if (header !== 0) {
          freed++
          words[i] = 0
        }
        words[i + 1] = list
        list = p
      }
    }
    this.bytes -= freed * cell
    this.objects -= freed
    if (living === 0) pages.release(page)
    else {
      this.arenas[c].push(page)
      if (list !== 0) this.partial[c].push(list)
    }
  }

  private sweepLarge(page: number): void {
    const { pages } = this.model
    const i = page << (PAGE_BITS - 2)
    if ((pages.words[i] & MARKED) !== 0) {
      pages.words[i] &= ~MARKED
      this.large.push(page)
    } else {
      this.bytes -= pages.runs[page] * PAGE
      this.objects--
      pages.release(page)
    }
  }

  /** Sweeps the large objects only. */
  sweepLargeOnes(): void {
    for (const page of this.large.splice(0)) this.sweepLarge(page)
  }

  /** What is wrong with the lists of free cells. */
  check(): string {
    const { pages } = this.model
    for (let c = 0; c < CELL_SIZES.length; c++) {
      for (const first of [this.lists[c], ...this.partial[c]]) {
        for (let p = first, n = 0; p !== 0; p = pages.words[(p >> 2) + 1], n++) {
          if (pages.spaces[p >> PAGE_BITS] !== CELLS) return `free cell ${p} is in no arena`
          if (pages.words[p >> 2] !== 0) return `free cell ${p} has a header`
          if (n > 1e7) return 'a list of free cells is a ring'
        }
      }
    }
    return ''
  }
}
