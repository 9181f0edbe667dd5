/**
 * The host model: objects of JavaScript, which say themselves what they refer to. References are the objects, and nil is null.
 *
 * An object has a property `gcHeader`, 0 until the object is added. Adding writes the header and pushes the object onto a list: a nursery is a list, and
 * so is an old generation; to move an object is to write it into another list, and to free it to write it into none. The memory itself is
 * V8's: what no list has any more, and no variable, V8 collects. What is gained by collecting before it does is what it does not offer:
 * a moment at which one knows what is dead, finalizers in order, weak references and ephemerons that tell, counts, lists of all objects, `referrers`.
 *
 * Objects that were never added are leaves: a visitor may be handed them, and ignores them. An object that was freed must not be added again.
 */
import { BARRIER, FLAG_BITS, FLAGS, MARKED, TRACKED, YOUNG } from '../header.ts'
import type { CopySpace, Evacuator, Marker, Model, Nursery, Owner, Store, Target, Visitor } from '../model.ts'

export interface HostObject {
  gcHeader: number
}

export interface HostOptions<T extends HostObject> {
  /** Hands every reference that the object holds to the visitor; null may be among them. */
  references(object: T, visitor: Visitor<T | null>): void
  /** About how many bytes an object takes, the same each time it is asked; without it, 64. */
  size?(object: T): number
  /** Called when an object was found dead, after weak references to it were cleared. */
  released?(object: T): void
  /** What dumps and complaints call it; without it, the name of its class. */
  typeName?(object: T): string
}

const USUAL_SIZE = 64

export class HostModel<T extends HostObject> implements Model<T | null> {
  readonly name = 'host'
  readonly moves = false
  readonly nil = null
  free = 0
  top = 0
  newborn = TRACKED
  young: T[] = []
  held = 0
  peak = 0
  /** What is larger does not go into the nursery. */
  largest = Infinity
  readonly options: HostOptions<T>
  private readonly size: ((object: T) => number) | undefined
  private owner!: Owner<T | null>
  private limit = 0
  private reserve = 0

  constructor(options: HostOptions<T>) {
    this.options = options
    this.size = options.size?.bind(options)
  }

  /** Makes an object known to the collector. May collect, but not the object and what it refers to. */
  add<U extends T>(object: U): U {
    const size = this.size === undefined ? USUAL_SIZE : this.size(object)
    const end = this.free + size
    if (end > this.top) {
      this.owner.obtain(size, object)
      return object
    }
    this.free = end
    object.gcHeader = this.newborn
    this.young.push(object)
    return object
  }

  /** To be called before `value` replaces `old` in `object`, at least where the header has BARRIER. */
  write(object: T, old: T | null, value: T | null): void {
    if ((object.gcHeader & BARRIER) !== 0) this.owner.barrier(object, 0, old, value)
  }

  attach(owner: Owner<T | null>, maximum: number): void {
    if (this.limit !== 0) throw new Error('a model belongs to one heap')
    this.owner = owner
    this.limit = maximum
  }

  setNewborn(flags: number): void {
    this.newborn = flags | TRACKED
  }

  setReserve(bytes: number): void {
    this.reserve = bytes
  }

  get tight(): boolean {
    return this.held + this.reserve > this.limit
  }

  /** Whether so many bytes more may be held; they are, then. */
  hold(bytes: number): boolean {
    if (this.held + bytes > this.limit) return false
    this.held += bytes
    if (this.held > this.peak) this.peak = this.held
    return true
  }

  isLarge(size: number): boolean {
    return size > this.largest
  }

  flags(ref: T | null): number {
    return ref!.gcHeader & FLAGS
  }

  setFlags(ref: T | null, flags: number): void {
    ref!.gcHeader = (ref!.gcHeader & ~FLAGS) | flags
  }

  count(ref: T | null): number {
    return ref!.gcHeader >>> FLAG_BITS
  }

  setCount(ref: T | null, count: number): void {
    ref!.gcHeader = (ref!.gcHeader & FLAGS) | (count << FLAG_BITS)
  }

  sizeOf(ref: T | null): number {
    return this.size === undefined ? USUAL_SIZE : this.size(ref!)
  }

  typeName(ref: T | null): string {
    return this.options.typeName?.(ref!) ?? ref!.constructor.name
  }

  visit(ref: T | null, visitor: Visitor<T | null>): void {
    this.options.references(ref!, visitor)
  }

  markCard(): void {}
  visitCards(): void {}
  cleanCards(): void {}

  marker(): Marker<T | null> {
    return new HostMarker(this)
  }

  store(): HostStore<T> {
    return new HostStore(this)
  }

  nursery(bytes: number, target: Target<T | null>): Nursery<T | null> {
    return new HostNursery(this, bytes, target)
  }

  copySpace(): CopySpace<T | null> {
    return new HostCopySpace(this)
  }

  compactSpace(): never {
    throw new RangeError('nothing moves in the host model')
  }

  release(object: T): void {
    object.gcHeader = 0
    this.options.released?.(object)
  }

  complaint(ref: T | null): string {
    if (ref === null || typeof ref !== 'object') return `${String(ref)} is no object`
    return (ref.gcHeader & TRACKED) === 0 ? `${this.typeName(ref)} has been freed` : ''
  }
}

class HostMarker<T extends HostObject> implements Marker<T | null> {
  private readonly model: HostModel<T>
  private readonly stack: T[] = []

  constructor(model: HostModel<T>) {
    this.model = model
  }

  get empty(): boolean {
    return this.stack.length === 0
  }

  greys(): Set<T | null> {
    return new Set(this.stack)
  }

  visit(ref: T | null): T | null {
    if (ref === null) return null
    const header = ref.gcHeader
    if ((header & (TRACKED | MARKED)) === TRACKED) {
      ref.gcHeader = header | MARKED
      this.stack.push(ref)
    }
    return ref
  }

  again(ref: T | null): void {
    this.stack.push(ref!)
  }

  drain(): void {
    this.drainSome(Infinity)
  }

  drainSome(budget: number): number {
    const { model, stack } = this
    const { options } = model
    while (stack.length > 0) {
      if (budget <= 0) return 0
      const ref = stack.pop()!
      options.references(ref, this)
      budget -= model.sizeOf(ref)
    }
    return budget
  }

  reached(ref: T | null): boolean {
    return ref === null || (ref.gcHeader & (TRACKED | MARKED)) !== TRACKED
  }

  location(ref: T | null): T | null {
    return ref
  }
}

/** A list of objects; freed ones are holes, with a header of 0, until the next sweep. */
export class HostStore<T extends HostObject> implements Store<T | null> {
  bytes = 0
  objects = 0
  private readonly model: HostModel<T>
  private list: T[] = []
  private unswept: T[] = []
  private cursor = 0

  constructor(model: HostModel<T>) {
    this.model = model
  }

  place(size: number, object: T | null | undefined): T | null {
    if (!this.model.hold(size)) return null
    object!.gcHeader = this.model.newborn
    this.bytes += size
    this.objects++
    this.list.push(object!)
    return object!
  }

  take(size: number, object: T | null): T | null {
    this.bytes += size
    this.objects++
    this.list.push(object!)
    return object
  }

  free(ref: T | null): void {
    this.dropped(ref!)
    this.model.release(ref!)
  }

  private dropped(ref: T): void {
    const size = this.model.sizeOf(ref)
    this.bytes -= size
    this.model.held -= size
    this.objects--
  }

  each(see: (ref: T | null) => void): void {
    for (let i = this.cursor; i < this.unswept.length; i++) if (this.unswept[i].gcHeader !== 0) see(this.unswept[i])
    for (const object of this.list) if (object.gcHeader !== 0) see(object)
  }

  startSweep(): void {
    this.unswept = this.cursor < this.unswept.length ? this.unswept.slice(this.cursor).concat(this.list) : this.list
    this.cursor = 0
    this.list = []
  }

  sweepSome(budget: number): number {
    const { unswept, list, model } = this
    while (this.cursor < unswept.length) {
      if (budget <= 0) return 0
      const object = unswept[this.cursor++]
      const header = object.gcHeader
      if ((header & MARKED) !== 0) {
        object.gcHeader = header & ~MARKED
        list.push(object)
      } else if (header !== 0) {
        this.dropped(object)
        model.release(object)
      }
      budget -= 16
    }
    this.unswept = []
    this.cursor = 0
    return budget
  }
}

/** Reaches young objects by making them old. */
class HostPromoter<T extends HostObject> implements Evacuator<T | null> {
  moved = 0
  marker: Marker<T | null> | null = null
  private readonly model: HostModel<T>
  private readonly target: Target<T | null>
  private readonly stack: T[] = []

  constructor(model: HostModel<T>, target: Target<T | null>) {
    this.model = model
    this.target = target
  }

  visit(ref: T | null): T | null {
    if (ref === null) return null
    const header = ref.gcHeader
    if ((header & YOUNG) !== 0) {
      ref.gcHeader = (header & ~YOUNG) | BARRIER
      const size = this.model.sizeOf(ref)
      this.moved += size
      this.target.take(size, ref)
      if (this.marker !== null) this.marker.visit(ref)
      this.stack.push(ref)
    }
    return ref
  }

  scan(ref: T | null): void {
    this.model.options.references(ref!, this)
  }

  scanCards(): void {}

  drain(): void {
    const { stack } = this
    const { options } = this.model
    while (stack.length > 0) options.references(stack.pop()!, this)
  }

  reached(ref: T | null): boolean {
    return ref === null || (ref.gcHeader & YOUNG) === 0
  }

  location(ref: T | null): T | null {
    return ref
  }
}

class HostNursery<T extends HostObject> implements Nursery<T | null> {
  readonly evacuator: HostPromoter<T>
  readonly reserve: number
  private readonly model: HostModel<T>
  private readonly size: number

  constructor(model: HostModel<T>, bytes: number, target: Target<T | null>) {
    this.model = model
    this.evacuator = new HostPromoter(model, target)
    this.size = this.reserve = bytes
    model.newborn = TRACKED | YOUNG
    model.largest = bytes >> 3
    model.free = 0
    model.top = bytes
    model.hold(bytes)
  }

  close(): void {
    this.model.top = this.model.free
  }

  open(): void {
    this.model.top = this.size
  }

  get used(): number {
    return this.model.free
  }

  contains(ref: T | null): boolean {
    return ref !== null && (ref.gcHeader & YOUNG) !== 0
  }

  place(size: number, object: T | null | undefined): T | null {
    const { model } = this
    if (model.free + size > model.top) return null
    model.free += size
    object!.gcHeader = model.newborn
    model.young.push(object!)
    return object!
  }

  each(see: (ref: T | null) => void): void {
    for (const object of this.model.young) see(object)
  }

  reset(): void {
    const { model } = this
    const { young } = model
    for (let i = 0; i < young.length; i++) if ((young[i].gcHeader & YOUNG) !== 0) model.release(young[i])
    model.held += this.evacuator.moved
    if (model.held > model.peak) model.peak = model.held
    this.evacuator.moved = 0
    young.length = 0
    model.free = 0
  }
}

/** Two lists: what is reached in one is written into the other. */
class HostCopySpace<T extends HostObject> implements CopySpace<T | null> {
  bytes = 0
  readonly copyReserve = 0
  private readonly model: HostModel<T>
  private list: T[] = []
  private old: T[] = []

  constructor(model: HostModel<T>) {
    this.model = model
  }

  place(size: number, object: T | null | undefined): T | null {
    if (!this.model.hold(size)) return null
    object!.gcHeader = this.model.newborn
    return this.take(size, object!)
  }

  take(size: number, object: T | null): T | null {
    this.bytes += size
    this.list.push(object!)
    return object
  }

  begin(pinned: Iterable<T | null>): Evacuator<T | null> {
    this.old = this.list
    this.list = []
    this.model.held -= this.bytes
    this.bytes = 0
    const evacuator = new HostEvacuator(this.model, this)
    for (const object of pinned) evacuator.visit(object)
    return evacuator
  }

  end(): void {
    for (const object of this.old) {
      const header = object.gcHeader
      if ((header & MARKED) === 0) this.model.release(object)
      else object.gcHeader = header & ~MARKED
    }
    this.old = []
    this.model.held += this.bytes
  }

  each(see: (ref: T | null) => void): void {
    for (const object of this.list) see(object)
  }
}

/** Reaches objects by writing them into a list. */
class HostEvacuator<T extends HostObject> implements Evacuator<T | null> {
  moved = 0
  marker = null
  private readonly model: HostModel<T>
  private readonly target: Target<T | null>
  private readonly stack: T[] = []

  constructor(model: HostModel<T>, target: Target<T | null>) {
    this.model = model
    this.target = target
  }

  visit(ref: T | null): T | null {
    if (ref === null) return null
    const header = ref.gcHeader
    if ((header & (TRACKED | MARKED)) === TRACKED) {
      ref.gcHeader = header | MARKED
      this.target.take(this.model.sizeOf(ref), ref)
      this.stack.push(ref)
    }
    return ref
  }

  scan(ref: T | null): void {
    this.model.options.references(ref!, this)
  }

  scanCards(): void {}

  drain(): void {
    while (this.stack.length > 0) this.scan(this.stack.pop()!)
  }

  reached(ref: T | null): boolean {
    return ref === null || (ref.gcHeader & (TRACKED | MARKED)) !== TRACKED
  }

  location(ref: T | null): T | null {
    return ref
  }
}
