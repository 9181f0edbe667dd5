/**
 * The linear model: objects with declared layouts in a stretch of memory. References are addresses, multiples of 8 below 2^31, and nil is 0.
 *
 * The memory is WebAssembly's or JavaScript's own; who shares it (a WebAssembly program, a worker that was told to wait) may read objects by their
 * layouts, `fields.x.offset` and `size`, and write all but references, for which it has to call `barrier` as the fields here do.
 *
 * What allocation costs: `allocate` of a type moves `free` up to `top`; only what does not fit is the collector's affair. What stands between the two
 * is always clear.
 */
import { BARRIER, CARDS, FLAG_BITS, FLAGS } from '../../header.ts'
import type { CopySpace, Marker, Model, Nursery, Owner, Target, Visitor } from '../../model.ts'
import { LARGEST_CELL, LinearStore } from './arenas.ts'
import { LinearCompactSpace } from './compactspace.ts'
import { LinearCopySpace } from './copyspace.ts'
import { LinearMarker } from './marker.ts'
import {
  CARD_BITS,
  FOREIGN,
  FREE,
  type Memory,
  newMemory,
  PAGE,
  PAGE_BITS,
  Pages,
  type WebAssemblyMemory,
} from './memory.ts'
import { LinearNursery } from './nursery.ts'
import {
  ArrayType,
  type FieldKind,
  FIELDS_AT,
  type Layout,
  LENGTH_AT,
  type LinearType,
  StringType,
  StructType,
} from './types.ts'

export interface LinearOptions {
  /** The memory to use; without one, a new one. It may grow: up to its own maximum, and that of the settings. */
  memory?: ArrayBuffer | SharedArrayBuffer | WebAssemblyMemory
  /** The first byte that may be used. */
  base?: number
}

export class LinearModel implements Model<number> {
  readonly name = 'linear'
  readonly moves = true
  readonly nil = 0
  readonly types: LinearType[] = []
  free = 0
  top = 0
  pages!: Pages
  newborn = 0
  private newbornLarge = 0
  private owner!: Owner<number>
  private readonly memory: Memory | undefined
  private readonly base: number

  constructor(options: LinearOptions = {}) {
    this.memory = options.memory
    this.base = options.base ?? 0
    // Number 0 is no type, so that the header of an object is never 0; number 1 fills gaps.
    this.types.push(null as never)
    this.array('(filler)', 'u8')
  }

  /** Declares objects with named fields: `model.struct('Pair', { car: 'ref', cdr: 'ref' })`. */
  struct<const L extends Layout>(name: string, layout: L): StructType<L> {
    return new StructType(this, name, layout)
  }

  /** Declares arrays with items of one kind. */
  array<K extends FieldKind>(name: string, kind: K): ArrayType<K> {
    return new ArrayType(this, name, kind)
  }

  /** Declares strings of bytes. */
  string(name: string): StringType {
    return new StringType(this, name)
  }

  addType(type: LinearType): number {
    return this.types.push(type) - 1
  }

  attach(owner: Owner<number>, maximum: number): void {
    if (this.pages !== undefined) throw new Error('a model belongs to one heap')
    this.pages = new Pages(this.memory ?? newMemory(maximum), this.base, maximum)
    this.owner = owner
  }

  setNewborn(flags: number, large: number): void {
    this.newborn = flags
    this.newbornLarge = large
    for (let i = 1; i < this.types.length; i++) this.types[i].header = (this.types[i].id << FLAG_BITS) | flags
  }

  setReserve(bytes: number): void {
    this.pages.reserve = Math.ceil(bytes / PAGE)
  }

  get tight(): boolean {
    return this.pages.used + this.pages.reserve > this.pages.limit
  }

  get held(): number {
    return this.pages.held
  }

  get peak(): number {
    return this.pages.peak * PAGE
  }

  isLarge(size: number): boolean {
    return size > LARGEST_CELL
  }

  /** A new object that does not fit into the window. */
  allocate(type: LinearType, bytes: number): number {
    const size = Math.max(16, Math.ceil(bytes / 8) * 8)
    const p = this.owner.obtain(size, undefined as never)
    let { header } = type
    if (size > LARGEST_CELL) {
      header = (type.id << FLAG_BITS) | this.newbornLarge
      if (type.itemRefs && (header & BARRIER) !== 0) header |= CARDS
    }
    this.pages.words[p >> 2] = header
    return p
  }

  /** Tells the collector that `value` is about to be written at `slot`, the address of a reference in `p`. */
  barrier(p: number, slot: number, value: number): void {
    this.owner.barrier(p, slot, this.pages.words[slot >> 2], value)
  }

  /** Writes a reference at the address `slot`, which is in the object `p`. */
  writeRef(p: number, slot: number, value: number): void {
    if ((this.pages.words[p >> 2] & BARRIER) !== 0) this.barrier(p, slot, value)
    this.pages.words[slot >> 2] = value
  }

  /** The type of the object at `p`. */
  typeOf(p: number): LinearType {
    return this.types[this.pages.words[p >> 2] >>> FLAG_BITS]
  }

  typeName(p: number): string {
    return this.typeOf(p).name
  }

  flags(p: number): number {
    return this.pages.words[p >> 2] & FLAGS
  }

  setFlags(p: number, flags: number): void {
    const { words } = this.pages
    words[p >> 2] = (words[p >> 2] & ~FLAGS) | flags
  }

  count(p: number): number {
    return this.pages.words[(p >> 2) + 1]
  }

  setCount(p: number, count: number): void {
    this.pages.words[(p >> 2) + 1] = count
  }

  sizeOf(p: number): number {
    const { words } = this.pages
    const type = this.types[words[p >> 2] >>> FLAG_BITS]
    if (type.shift < 0) return type.size
    const size = (type.size + words[(p + LENGTH_AT) >> 2] * (1 << type.shift) + 7) & ~7
    return size < 16 ? 16 : size
  }

  visit(p: number, visitor: Visitor<number>): void {
    const { pages } = this
    const type = this.types[pages.words[p >> 2] >>> FLAG_BITS]
    if (type.leaf) return
    if (type.itemRefs) {
      const first = (p + type.size) >> 2
      this.visitSlots(first, first + pages.words[(p + LENGTH_AT) >> 2], visitor)
      return
    }
    const { refs } = type
    for (let i = 0; i < refs.length; i++) {
      const slot = (p >> 2) + refs[i]
      const old = pages.words[slot]
      if (old === 0) continue
      const now = visitor.visit(old)
      if (now !== old) pages.words[slot] = now
    }
  }

  private visitSlots(from: number, to: number, visitor: Visitor<number>): void {
    const { pages } = this
    for (let slot = from; slot < to; slot++) {
      const old = pages.words[slot]
      if (old === 0) continue
      const now = visitor.visit(old)
      if (now !== old) pages.words[slot] = now
    }
  }

  markCard(slot: number): void {
    this.pages.cards[slot >> CARD_BITS] = 1
  }

  visitCards(p: number, visitor: Visitor<number>): void {
    this.eachCard(p, (from, to) => this.visitSlots(from, to, visitor))
  }

  /** The marked cards of an array, each as the slots on it. */
  eachCard(p: number, see: (from: number, to: number) => void): void {
    const { pages } = this
    const first = (p + this.types[pages.words[p >> 2] >>> FLAG_BITS].size) >> 2
    const end = first + pages.words[(p + LENGTH_AT) >> 2]
    const last = ((end << 2) - 1) >> CARD_BITS
    const { cards, cardWords } = pages
    for (let card = p >> CARD_BITS; card <= last; card++) {
      if (cards[card] === 0) {
        // Four at a time where none is marked.
        if ((card & 3) === 0 && cardWords[card >> 2] === 0) card += 3
        continue
      }
      const from = card << (CARD_BITS - 2)
      see(Math.max(from, first), Math.min(from + (1 << (CARD_BITS - 2)), end))
    }
  }

  cleanCards(p: number): void {
    this.pages.cards.fill(0, p >> CARD_BITS, ((p + this.sizeOf(p)) >> CARD_BITS) + 1)
  }

  marker(): Marker<number> {
    return new LinearMarker(this)
  }

  store(): LinearStore {
    return new LinearStore(this)
  }

  nursery(bytes: number, target: Target<number>): Nursery<number> {
    return new LinearNursery(this, bytes, target)
  }

  copySpace(forMutator: boolean): CopySpace<number> {
    return new LinearCopySpace(this, forMutator)
  }

  compactSpace(): LinearCompactSpace {
    return new LinearCompactSpace(this)
  }

  complaint(p: number): string {
    const { pages } = this
    if (!Number.isInteger(p) || p <= 0 || (p & 7) !== 0) return `${p} is no address`
    if (p >> PAGE_BITS >= pages.spaces.length) return `${p} is outside the memory`
    const space = pages.spaces[p >> PAGE_BITS]
    if (space === FREE || space === FOREIGN) return `${p} is in no space`
    const id = pages.words[p >> 2] >>> FLAG_BITS
    if (id === 0 || id >= this.types.length) return `${p} has no type, but the number ${id}`
    if (this.types[id].shift >= 0) {
      const length = pages.words[(p + LENGTH_AT) >> 2]
      if (length < 0 || p + this.sizeOf(p) > pages.bytes.length) return `${p} has the length ${length}`
    }
    return ''
  }
}

export { FIELDS_AT, LENGTH_AT }
