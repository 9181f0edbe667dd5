/**
 * Resume data: how the frames of the language are rebuilt when a guard fails. PyPy: rpython/jit/metainterp/resume.py.
 *
 * A guard of a compiled trace hands out its *live* values; frames are told in terms of these, of constants, and of *virtuals*:
 * objects that the trace never made because nobody looked at them, and that are made now.
 *
 * A source is encoded as a number: n ≥ 0 is the live value n, n < 0 the entry ~n of `pool`, which holds constants and virtuals.
 *
 * What must stay true: a virtual is made once per exit, so that two frames that held the same object hold the same again; the contents of virtuals have
 * no circles: those are closed by writes (`circles`) to virtuals that are made.
 */
import type { ArrayDescr, ClassDescr, FieldDescr, TargetTree } from '../ir/descr.ts'
import { Const, Op, type Snapshot, type Value } from '../ir/values.ts'

/** An object that is to be made: the contents are sources, in the order of the class's fields or of the items. */
export class Virtual {
  readonly descr: ClassDescr | ArrayDescr
  contents: number[] = []

  constructor(descr: ClassDescr | ArrayDescr) {
    this.descr = descr
  }
}

/** A value of another kind, which is the same value of the host, or a boolean. */
export class Cast {
  readonly name: CastName
  readonly source: number

  constructor(name: CastName, source: number) {
    this.name = name
    this.source = source
  }
}

export type CastName = 'int_to_ref' | 'float_to_ref' | 'int_to_bool'

export const isCast = (name: string): name is CastName =>
  name === 'int_to_ref' || name === 'float_to_ref' || name === 'int_to_bool'

/** A frame in terms of sources; the first frame of a list is the one that was called last. */
export interface ResumeFrame {
  readonly code: unknown
  readonly pc: number
  readonly sources: readonly number[]
}

/** A test over the live values of a guard, and what it gave when the guard failed. */
export interface FailedTest {
  readonly test: Op
  readonly outcome: boolean
}

/**
 * A place in the heap of which it is known what it holds: objects and values are constants, live values by their number n ≥ 0, or for n < 0 the entry ~n of
 * `unread`; a value may be a cast of a live one.
 */
export interface ResumePlace {
  readonly descr: FieldDescr | ArrayDescr
  readonly object: number | Const
  readonly index: Const | 'length' | null
  readonly value: number | Const | Cast
}

/** A field that is to be written where a guard fails: the object and the value are sources. */
export interface ResumeStore {
  readonly descr: FieldDescr
  readonly object: number
  readonly value: number
}

/** The same while the trace is optimised. */
export interface PendingStore {
  readonly descr: FieldDescr
  readonly object: Value
  readonly value: Value
  /** What is there until then, where that is known. */
  readonly held?: Held
}

/** A value that is known to be in the heap; `isUsed` where something relies on that. */
export interface Held {
  readonly value: Value
  isUsed?: boolean
}

/** What is guessed to have 32 bits: sums that go round, and products. */
export type Growing = 'sums' | 'products'

/** A guess that is asked for again and again. Where it fails the tree is recorded anew without. */
export interface Kept {
  readonly what: Growing
  readonly tree: TargetTree
}

/** All frames of one guard. */
export class Resume {
  /** What frames are told by, and behind it what is known of the heap. */
  readonly live: Value[]
  /** What the optimiser knew of the live values there and of those that are not handed out, of places in the heap, and of facts, for bridges. */
  known: readonly object[] = []
  places: readonly ResumePlace[] = []
  /** What places hold and bridges read there if they want it. */
  unread: readonly Value[] = []
  isValid = false
  /** The test that the guard was about, which has the other outcome where it fails. */
  failed: FailedTest | null = null
  /** What the guard keeps small, and for which tree; null for other guards. */
  keeps: Kept | null = null
  readonly frames: readonly ResumeFrame[]
  readonly pool: readonly (Const | Virtual | Cast)[]
  /** See `Snapshot`. */
  readonly isOtherOutcome: boolean
  readonly isInterpreters: boolean
  /** What the innermost frame is to raise, a source; null for nothing. */
  readonly raised: number | null
  /** The frame at the head of a loop to which the language may go back instead; null where something was done since. */
  readonly home: ResumeFrame | null
  /** What the trace has left to be written. Done twice it does no harm, as long as nothing else is done in between. */
  readonly stores: readonly ResumeStore[]
  /** What is written to virtuals that lead back to themselves. None of these goes home. */
  readonly circles: readonly ResumeStore[]

  constructor(
    live: Value[],
    frames: readonly ResumeFrame[],
    pool: readonly (Const | Virtual | Cast)[],
    { isOtherOutcome, isInterpreters }: Pick<Snapshot, 'isOtherOutcome' | 'isInterpreters'>,
    home: ResumeFrame | null,
    raised: number | null,
    stores: readonly ResumeStore[],
    circles: readonly ResumeStore[],
  ) {
    this.stores = stores
    this.circles = circles
    this.home = home
    this.raised = raised
    this.isInterpreters = isInterpreters
    this.isOtherOutcome = isOtherOutcome
    this.live = live
    this.frames = frames
    this.pool = pool
  }

  /** The same for another guard. */
  again(): Resume {
    const { live, frames, pool, home, raised, stores, circles } = this
    const copy = new Resume([...live], frames, pool, this, home, raised, stores, circles)
    copy.places = this.places
    copy.unread = this.unread
    copy.isValid = this.isValid
    return copy
  }

  /** The same for an exit at which the interpreter has something to do, and no guard has failed. */
  get forInterpreter(): Resume {
    const { live, frames, pool, isOtherOutcome, home, raised, stores, circles } = this
    return new Resume(live, frames, pool, { isOtherOutcome, isInterpreters: true }, home, raised, stores, circles)
  }
}

/** An object the optimiser has not made, as `encode` sees it. */
export interface VirtualSource {
  readonly descr: ClassDescr | ArrayDescr
  /** The contents in order. */
  readonly contents: readonly Value[]
  /** What is written to its fields once it is made, by their place. */
  readonly circles: ReadonlyMap<number, Value> | null
}

/**
 * The resume data of a snapshot. `resolve` tells what a value has become since it was recorded, `virtualOf` which values are objects that have
 * not been made, `home` is where the language may go back to: values there are told as they are, or as bare objects. `pending` is what is to be
 * written first.
 */
export function encode(
  snapshot: Snapshot,
  resolve: (value: Value) => Value = (value) => value,
  virtualOf: (value: Value) => VirtualSource | null = () => null,
  home: Snapshot | null = null,
  pending: readonly PendingStore[] = [],
): Resume {
  const live: Value[] = []
  const pool: (Const | Virtual | Cast)[] = []
  const known = new Map<Value, number>()
  const circular: [number, VirtualSource][] = []

  const source = (recorded: Value): number => {
    const value = resolve(recorded)
    const seen = known.get(value)
    if (seen !== undefined) return seen
    if (value instanceof Const) {
      known.set(value, ~pool.length)
      return ~(pool.push(value) - 1)
    }
    if (value instanceof Op && isCast(value.name)) {
      const number = ~(pool.push(new Cast(value.name, source(value.args[0]))) - 1)
      known.set(value, number)
      return number
    }
    const virtual = virtualOf(value)
    if (virtual === null) {
      known.set(value, live.length)
      return live.push(value) - 1
    }
    const entry = new Virtual(virtual.descr)
    const number = ~(pool.push(entry) - 1)
    known.set(value, number)
    entry.contents = virtual.contents.map(source)
    if (virtual.circles !== null) circular.push([number, virtual])
    return number
  }

  const frames: ResumeFrame[] = []
  for (let frame: Snapshot | null = snapshot; frame !== null; frame = frame.caller) {
    frames.push({ code: frame.code, pc: frame.pc, sources: frame.values.map(source) })
  }
  const isTold = (value: Value): boolean => isTellable(virtualOf(resolve(value)))
  const isHome = home !== null && home.values.every(isTold) && pending.every(({ value }) => isTold(value))
  const back = isHome ? { code: home.code, pc: home.pc, sources: home.values.map(source) } : null
  const raised = snapshot.raised === null ? null : source(snapshot.raised)
  const stores = pending.map(({ descr, object, value }) => ({ descr, object: source(object), value: source(value) }))
  const circles: ResumeStore[] = []
  // What one leads to may lead to others.
  for (const [object, { descr, circles: values }] of circular) {
    for (const [index, value] of values!)
      circles.push({ descr: (descr as ClassDescr).fields[index], object, value: source(value) })
  }
  return new Resume(live, frames, pool, snapshot, back, raised, stores, circles)
}

/** Whether the language can be told of a value at home: it is made, or made of one value alone. */
export const isTellable = (virtual: VirtualSource | null): boolean =>
  virtual === null || ('isBare' in virtual.descr && (virtual.descr.isBare || virtual.descr.isComputed))

/**
 * Decodes resume data once per exit: `of(source)` is what the source is now. `T` is a host value where the interpreter goes on, and a value of
 * a trace where a bridge begins.
 */
export class Decoder<T> {
  private readonly resume: Resume
  private readonly live: readonly T[]
  private readonly constant: (value: Const) => T
  private readonly make: (descr: ClassDescr | ArrayDescr, contents: readonly T[]) => T
  private readonly cast: (name: CastName, value: T) => T
  private readonly made: (T | undefined)[]

  constructor(
    resume: Resume,
    live: readonly T[],
    constant: (value: Const) => T,
    make: (descr: ClassDescr | ArrayDescr, contents: readonly T[]) => T,
    cast: (name: CastName, value: T) => T,
  ) {
    this.resume = resume
    this.live = live
    this.constant = constant
    this.make = make
    this.cast = cast
    this.made = new Array(resume.pool.length)
  }

  of(source: number): T {
    if (source >= 0) return this.live[source]
    const index = ~source
    const entry = this.resume.pool[index]
    if (entry instanceof Const) return this.constant(entry)
    let object = this.made[index]
    if (object === undefined) {
      object =
        entry instanceof Cast
          ? this.cast(entry.name, this.of(entry.source))
          : this.make(
              entry.descr,
              entry.contents.map((content) => this.of(content)),
            )
      this.made[index] = object
    }
    return object
  }
}
