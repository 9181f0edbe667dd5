/**
 * The adapter between collectors and objects.
 *
 * A reference `R` is an address (`linear`) or an object of JavaScript (`host`). A collector is written against `Model<R>` and what a model
 * can make: a `Store` of objects that stay where they are, a `Nursery` for new ones, a `CopySpace` whose living objects are moved out of the way
 * of the dead. In the host model nothing moves in memory; there, to move an object means to write it into another list, so that the collectors
 * that move have a form there that costs what it costs: proportional to what lives.
 *
 * What has to be true of every implementation:
 *
 * - A visitor is handed a reference and answers with the one that is to stand in its place. The nil reference may be visited.
 * - After `visit` and `drain`, everything that can be reached from what was visited is reached, and every reference in reached objects
 *   has been replaced by the visitor's answer.
 * - Who allocates for a collection is never refused: the model keeps a reserve that mutators cannot have.
 */

/** Sees references and says what shall stand in their place. */
export interface Visitor<R> {
  visit(ref: R): R
}

/** A trace: reaches objects, by marking or by moving them. */
export interface Reach<R> extends Visitor<R> {
  /** Reaches everything that can be reached from what has been visited. */
  drain(): void
  reached(ref: R): boolean
  /** Where a reached object stands now. */
  location(ref: R): R
}

/** Reaches objects by marking them, at once or bit by bit. */
export interface Marker<R> extends Reach<R> {
  /** Works until nothing is left or about `budget` bytes have been looked at; answers what is left of the budget. */
  drainSome(budget: number): number
  readonly empty: boolean
  /** Objects reached and not yet looked into: for the verifier. */
  greys(): Set<R>
  /** Looks once more into an object that is marked already. */
  again(ref: R): void
}

/** Reaches objects by moving them. */
export interface Evacuator<R> extends Reach<R> {
  /** How many bytes have been moved since `begin`. */
  moved: number
  /** Set while marking goes on: what is moved into the old generation is marked, and looked into by this marker. */
  marker: Marker<R> | null
  /** Visits the references of an object that itself stays. */
  scan(ref: R): void
  /** The same for the dirty cards of an array. */
  scanCards(ref: R): void
}

/** Objects that stay where they are until they are swept. */
export interface Store<R> extends Target<R> {
  /** Bytes taken by objects. */
  readonly bytes: number
  readonly objects: number
  /** A new object, or `object` itself where the host has made it; nil when there is no room. */
  place(size: number, object: R | undefined): R
  /** Frees one object. */
  free(ref: R): void
  each(see: (ref: R) => void): void
  /** All objects of this moment are to be swept: those without MARKED freed, and MARKED taken from the others. */
  startSweep(): void
  /** Sweeps about `budget` bytes; answers what is left of the budget, which is more than 0 when all is swept. */
  sweepSome(budget: number): number
}

/** A place for new objects, emptied by moving out what lives. */
export interface Nursery<R> {
  /** Bytes taken since it was emptied. */
  readonly used: number
  /** Moves objects to where the nursery was told to. */
  readonly evacuator: Evacuator<R>
  contains(ref: R): boolean
  each(see: (ref: R) => void): void
  /** Makes a new object, or takes in the host's; nil when the nursery is full. */
  place(size: number, object: R | undefined): R
  /** Forgets everything that was not moved out. */
  reset(): void
  /** Lets nothing more in, until it is opened. */
  close(): void
  open(): void
  /** What moving all of it out may take. */
  readonly reserve: number
}

/** A place whose living objects are moved into another one of its kind, which then takes its place. */
export interface CopySpace<R> extends Target<R> {
  readonly bytes: number
  /** Where a mutator allocates; nil when there is no room. */
  place(size: number, object: R | undefined): R
  /** How many bytes `begin` may need beside what is there. */
  readonly copyReserve: number
  /** Begins to move everything that is reached. Objects in `pinned` are reached, and stay. */
  begin(pinned: Iterable<R>): Evacuator<R>
  /** Frees what was not moved. */
  end(): void
  each(see: (ref: R) => void): void
}

/** A place whose living objects are pushed together at its beginning. */
export interface CompactSpace<R> {
  readonly bytes: number
  place(size: number, object: R | undefined): R
  /** Closes the gaps between marked objects, but for pinned ones; `update` has everything outside the space follow. */
  compact(pinned: Iterable<R>, update: (visitor: Visitor<R>) => void): void
  each(see: (ref: R) => void): void
}

/** Where an evacuator puts objects. */
export interface Target<R> {
  /** Room for an object that is being moved, or the object itself where nothing moves. Never refused. */
  take(size: number, object: R): R
}

export interface Model<R> {
  readonly name: 'linear' | 'host'
  /** Whether objects can change their place in memory. */
  readonly moves: boolean
  readonly nil: R
  /** The window in which a mutator allocates without asking: an object that ends behind `top` is the collector's affair. */
  free: number
  top: number
  /** Bytes of memory held, and how many may be. */
  readonly held: number
  readonly peak: number
  attach(owner: Owner<R>, maximum: number): void
  /** The flags that new objects get, and those that large ones get, which are never in a nursery. */
  setNewborn(flags: number, large: number): void
  /** Bytes that mutators may not have, because a collection may need them. */
  setReserve(bytes: number): void
  /** Whether a collection could find no room: the reserve has been touched. */
  readonly tight: boolean
  /** Whether objects of this size have their own place, and never move. */
  isLarge(size: number): boolean
  flags(ref: R): number
  setFlags(ref: R, flags: number): void
  count(ref: R): number
  setCount(ref: R, count: number): void
  sizeOf(ref: R): number
  typeName(ref: R): string
  /** Replaces each reference in the object, nil ones left out, by what the visitor answers. */
  visit(ref: R, visitor: Visitor<R>): void
  /** The slot of an array with CARDS was written to. */
  markCard(slot: number): void
  /** As `visit`, but only what stands on marked cards. */
  visitCards(ref: R, visitor: Visitor<R>): void
  cleanCards(ref: R): void
  marker(): Marker<R>
  store(): Store<R>
  nursery(bytes: number, target: Target<R>): Nursery<R>
  /** `forMutator`: programs allocate here, in the model's window. */
  copySpace(forMutator: boolean): CopySpace<R>
  /** Only where something can be moved. */
  compactSpace(): CompactSpace<R>
  /** What is wrong with an object itself; and where nothing is, an empty string. */
  complaint(ref: R): string
}

/** What a model asks of the heap it is attached to. */
export interface Owner<R> {
  /** Room for a new object that does not fit into the window. */
  obtain(size: number, object: R | undefined): R
  /** `value` is about to be written into `owner`, which has BARRIER, in place of `old`. */
  barrier(owner: R, slot: number, old: R, value: R): void
}
