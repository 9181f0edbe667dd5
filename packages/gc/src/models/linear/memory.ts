/**
 * Memory, and who has which page of it.
 *
 * The heap is a stretch of an ArrayBuffer, a SharedArrayBuffer or a WebAssembly.Memory, cut into pages of 4 KB; a space takes runs of pages and
 * gives them back. Page 0 is never given away, so that address 0 can mean nil; with `base`, neither is what a program keeps below it.
 *
 * - `limit` pages may be used at all, of which mutators cannot have the last `reserve`: a collection that moves objects finds room there.
 * - The memory grows ahead of use, by at least a half: what the reserve promises is there before a mutator gets its page, so that a
 *   collection never has to grow the memory. Growing leaves the old buffer detached: views are read from this
 *   object each time, and no function keeps one over an allocation.
 * - Pages that are given back keep their contents: who takes a run clears it, if it matters.
 */

export const PAGE_BITS = 12
export const CARD_BITS = 7
export const PAGE = 1 << PAGE_BITS

export type Memory = ArrayBuffer | SharedArrayBuffer | WebAssemblyMemory

/** What is needed of a WebAssembly.Memory. */
export interface WebAssemblyMemory {
  readonly buffer: ArrayBuffer | SharedArrayBuffer
  grow(pages: number): number
}

/** Who has a page. */
export const FREE = 0
export const FOREIGN = 1
export const NURSERY = 2
export const CELLS = 3
export const LARGE = 4
export const COPY = 5
export const COPY_OTHER = 6

const WASM_PAGE = 65536
/** Up to this size, memory is moved when it grows. */
const SMALL = 32 << 20

declare const WebAssembly: { Memory: new (size: { initial: number; maximum: number }) => WebAssemblyMemory } | undefined

/** Memory for a heap that may become so large: WebAssembly's can grow without being moved. */
export function newMemory(maximum: number): Memory {
  if (maximum <= SMALL || typeof WebAssembly === 'undefined') return new ArrayBuffer(64 * PAGE)
  try {
    return new WebAssembly.Memory({ initial: 4, maximum: Math.ceil(maximum / WASM_PAGE) })
  } catch (error) {
    // The addresses are used up that V8 sets aside for memories.
    if (error instanceof RangeError) return new ArrayBuffer(64 * PAGE)
    throw error
  }
}

export class Pages {
  words!: Int32Array
  bytes!: Uint8Array
  shorts!: Int16Array
  floats!: Float32Array
  doubles!: Float64Array
  longs!: BigInt64Array
  /** Which space a page belongs to. */
  spaces = new Uint8Array(0)
  /** How many pages the run has that begins here; and for every page of a run, how far from its beginning. */
  runs = new Int32Array(0)
  /** A mark for each card of 128 bytes. */
  cards = new Uint8Array(0)
  cardWords = new Int32Array(0)
  used = 0
  peak = 0
  reserve = 0
  limit: number
  private memory: Memory
  private present = 0
  private lowestFree = 0
  private readonly first: number

  constructor(memory: Memory, base: number, maximum: number) {
    this.memory = memory
    this.first = Math.max(1, Math.ceil(base / PAGE))
    this.limit = Math.floor(maximum / PAGE)
    this.look()
    this.used = this.first
    this.lowestFree = this.first
  }

  get held(): number {
    return this.present * PAGE
  }

  get usable(): number {
    return this.limit - this.used
  }

  /** Makes views of the memory as it is now. */
  private look(): void {
    const buffer = 'grow' in this.memory && 'buffer' in this.memory ? this.memory.buffer : (this.memory as ArrayBuffer)
    const length = Math.floor(Math.min(buffer.byteLength, this.limit * PAGE) / PAGE) * PAGE
    this.words = new Int32Array(buffer, 0, length >> 2)
    this.bytes = new Uint8Array(buffer, 0, length)
    this.shorts = new Int16Array(buffer, 0, length >> 1)
    this.floats = new Float32Array(buffer, 0, length >> 2)
    this.doubles = new Float64Array(buffer, 0, length >> 3)
    this.longs = new BigInt64Array(buffer, 0, length >> 3)
    const present = length >> PAGE_BITS
    if (present > this.runs.length) this.growTables(Math.min(this.limit, Math.max(present, this.runs.length * 2)))
    this.spaces.fill(FREE, Math.max(this.present, this.first), present)
    this.present = present
  }

  /** Has room in the tables for so many pages; those that are not there yet belong to somebody else. */
  private growTables(count: number): void {
    const spaces = new Uint8Array(count).fill(FOREIGN)
    spaces.set(this.spaces)
    const runs = new Int32Array(count)
    runs.set(this.runs)
    const cards = new Uint8Array(count << (PAGE_BITS - CARD_BITS))
    cards.set(this.cards)
    this.spaces = spaces
    this.runs = runs
    this.cards = cards
    this.cardWords = new Int32Array(cards.buffer)
  }

  /** Has at least `wanted` pages of memory, if that is possible. */
  private grow(wanted: number): boolean {
    if (wanted > this.limit) return false
    const sizes = [Math.min(this.limit, Math.max(wanted, this.present + (this.present >> 1), 64)), wanted]
    for (const pages of sizes) {
      const bytes = pages * PAGE
      try {
        const { memory } = this
        if ('buffer' in memory) memory.grow(Math.ceil((bytes - memory.buffer.byteLength) / WASM_PAGE))
        else if (memory instanceof ArrayBuffer) this.memory = memory.transfer(bytes)
        else memory.grow(bytes)
      } catch (error) {
        if (error instanceof RangeError || error instanceof TypeError) continue
        throw error
      }
      this.look()
      return this.present >= wanted
    }
    return false
  }

  /** The first page of a run of free ones, 0 when there is none. */
  private find(count: number): number {
    const { spaces } = this
    let at = spaces.indexOf(FREE, this.lowestFree)
    this.lowestFree = at < 0 ? this.present : at
    while (at >= 0 && at + count <= this.present) {
      let n = 1
      while (n < count && spaces[at + n] === FREE) n++
      if (n === count) return at
      at = spaces.indexOf(FREE, at + n)
    }
    return 0
  }

  /** A run of pages for a mutator, its first page's number; 0 when there is no room. */
  take(count: number, space: number): number {
    if (this.used + count + this.reserve > this.limit) return 0
    const wanted = this.used + count + this.reserve
    if (wanted > this.present && !this.grow(wanted)) return 0
    let page = this.find(count)
    if (page === 0) {
      if (!this.grow(this.present + count)) return 0
      page = this.find(count)
    }
    this.give(page, count, space)
    return page
  }

  /** A run of pages for a collection, of `count` pages or at least `least`. */
  takeForCollection(count: number, least: number, space: number): number {
    for (let n = count; n >= least; n = n > least ? Math.max(least, n >> 1) : 0) {
      const page = this.find(n)
      if (page !== 0) {
        this.give(page, n, space)
        return page
      }
      if (n === 0) break
    }
    if (this.grow(this.present + count)) return this.takeForCollection(count, least, space)
    throw new Error('the reserve of the collector is used up: this heap is lost')
  }

  private give(page: number, count: number, space: number): void {
    this.spaces.fill(space, page, page + count)
    this.runs[page] = count
    for (let i = 1; i < count; i++) this.runs[page + i] = -i
    if (page === this.lowestFree) this.lowestFree = page + count
    this.used += count
    if (this.used > this.peak) this.peak = this.used
  }

  release(page: number): void {
    const count = this.runs[page]
    this.spaces.fill(FREE, page, page + count)
    this.used -= count
    if (page < this.lowestFree) this.lowestFree = page
  }

  clear(page: number): void {
    this.words.fill(0, page << (PAGE_BITS - 2), (page + this.runs[page]) << (PAGE_BITS - 2))
  }
}
