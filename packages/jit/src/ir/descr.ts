/**
 * Descriptors: all that the JIT knows of a language's objects and functions. They are made once, when the language sets itself
 * up, and compared by identity: two fields with different descriptors are different places, whatever their names.
 */
import type { Invalidator } from '../driver/invalidator.ts'
import type { BigName, Kind, OpName } from './ops.ts'
import type { Template } from './template.ts'

export type Descr = FieldDescr | ArrayDescr | ClassDescr | CallDescr | TargetDescr | WatchDescr | NoteDescr

export interface FieldOptions {
  /** Written when the object is made, never later. */
  readonly immutable?: boolean
  /** Written so rarely that traces may take the value for a constant; gives what fires when it is written after all. */
  readonly watched?: (object: any) => Invalidator
  /** Tests of classes look at it: what is written is there at once. */
  readonly isTested?: boolean
}

/** A property of host objects. */
export class FieldDescr {
  readonly name: string
  readonly property: string
  readonly kind: Kind
  readonly immutable: boolean
  readonly watched: ((object: any) => Invalidator) | null
  readonly isTested: boolean

  /** `name` is for logs and has to be unique, like `Point.x`; the part behind the last dot is the property. */
  constructor(name: string, kind: Kind, options: FieldOptions = {}) {
    this.name = name
    this.property = name.slice(name.lastIndexOf('.') + 1)
    this.kind = kind
    this.immutable = options.immutable ?? false
    this.watched = options.watched ?? null
    this.isTested = options.isTested ?? false
  }
}

export interface ArrayOptions {
  /** Neither items nor length change. */
  readonly immutable?: boolean
  /** The items are an object's own, which has no `length`: which there are is known otherwise. */
  readonly unsized?: boolean
  /** Fields that hold such an array may be undefined instead: that is asked before an array is looked into. */
  readonly optional?: boolean
  /** No item is ever undefined. */
  readonly isFull?: boolean
}

/** Arrays of the host, JavaScript's own or typed ones, that hold items of one kind and, but for unsized ones, have a `length`. */
export class ArrayDescr {
  readonly name: string
  readonly kind: Kind
  readonly immutable: boolean
  readonly unsized: boolean
  readonly optional: boolean
  readonly isFull: boolean

  constructor(name: string, kind: Kind, options: ArrayOptions = {}) {
    this.name = name
    this.kind = kind
    this.immutable = options.immutable ?? false
    this.unsized = options.unsized ?? false
    this.optional = options.optional ?? false
    this.isFull = options.isFull ?? false
  }
}

export interface ClassOptions {
  /** Whether `$0`, which may be any value at all, belongs to the class. */
  readonly test: Template
  /** The same, for where it fails again and again. V8 remembers few kinds of values that a property was asked of, and strings alone have many. */
  readonly wary?: Template
  /** All values of the class have this field, no other value has: there it is `undefined` for the host. */
  readonly mark?: FieldDescr
  /** Expression that makes an object of the fields `$0`, `$1`…, and the fields in that order; for classes that traces allocate. */
  readonly make?: Template
  readonly fields?: readonly FieldDescr[]
  /** The values are raw: exactly what this operation gives. */
  readonly raw?: 'int_to_ref' | 'float_to_ref' | 'int_to_bool'
  /** The values are the host's wide integers (bigints). */
  readonly isWide?: boolean
  /** Objects are told by what their one field holds where the language itself makes them. */
  readonly isBare?: boolean
  /** No class of its own: what `make` computes of the fields belongs to others, and has no fields. */
  readonly isComputed?: boolean
  /** … by this operation on integers of any size. */
  readonly computes?: BigName
  /** A class that this one is a part of: its values belong to both. */
  readonly base?: ClassDescr
}

/**
 * A class of values as traces distinguish them. Classes are disjoint: a value that belongs to one belongs to no other but the one that is
 * its base, or the base of that.
 */
export class ClassDescr {
  readonly name: string
  readonly test: Template
  readonly wary: Template
  readonly mark: FieldDescr | null
  readonly make: Template | null
  readonly fields: readonly FieldDescr[]
  readonly raw: string | null
  readonly base: ClassDescr | null
  readonly isWide: boolean
  readonly isBare: boolean
  readonly isComputed: boolean
  readonly computes: BigName | null

  constructor(name: string, options: ClassOptions) {
    this.name = name
    this.test = options.test
    this.wary = options.wary ?? options.test
    this.mark = options.mark ?? null
    this.make = options.make ?? null
    this.fields = options.fields ?? []
    this.raw = options.raw ?? null
    this.base = options.base ?? null
    this.isWide = options.isWide ?? false
    this.isBare = options.isBare ?? false
    this.computes = options.computes ?? null
    this.isComputed = options.isComputed ?? this.computes !== null
  }

  private nullBelongs: boolean | null = null

  /** Whether null is in the class. */
  get holdsNull(): boolean {
    return (this.nullBelongs ??= Boolean(this.test.run(null)))
  }

  /** Whether all values of this class belong to `other`. */
  isPartOf(other: ClassDescr): boolean {
    return this === other || (this.base?.isPartOf(other) ?? false)
  }
}

/** What is asked of doubles one by one, with two variables: the first is a double, NaN where the fold is not to be trusted, the other is 0 at first. */
export interface Fold {
  /** The first variable where an object is to get doubles. */
  readonly start: (object: any) => number
  /** What the second and then the first is behind one double more, and the result: `$0` and `$1` are the variables, `$2` is the double. */
  readonly second: Template
  readonly first: Template
  readonly result: Template
}

export interface CallOptions {
  /** The function; where there is none, `text` is run. */
  readonly fn?: (...args: any[]) => any
  /** What is called instead while the call is recorded, where who records sees to some of it. */
  readonly recorded?: (...args: any[]) => any
  /** What stands in compiled traces instead of a call. */
  readonly text?: Template
  readonly result: Kind | 'v'
  /** The result depends on the arguments alone and nothing else happens: the call may be shared, moved, dropped, folded. */
  readonly pure?: boolean
  /** Fields and arrays the call may change; without it, all that are not immutable. `[]` for a call that only reads. */
  readonly writes?: readonly (FieldDescr | ArrayDescr)[]
  /**
   * All that the call does is to add items behind the others of an array, which is the first argument itself, or is held by it. Fields among `writes` are those of
   * the first argument, which may get another array.
   */
  readonly grows?: 'itself' | 'held'
  /**
   * The call adds a double (the second argument) to an object (the first) which nobody looks at before the trace is left, or before the trace itself does something else with it.
   * So many may be added at once, which this does: those of an array from one place to another. It may write to the places before (`HEADROOM`).
   * `areLast`: the loop that adds them is over.
   */
  readonly gather?: (object: any, doubles: number[], from: number, to: number, areLast?: boolean) => void
  /**
   * The call only looks at an object (its one argument) to which doubles are gathered, and throws nothing. This gives the same where those of an array from one place
   * to another are still to be added to it.
   */
  readonly withGathered?: (object: any, doubles: number[], from: number, to: number) => any
  /** The same as a fold, where it is asked of no few. */
  readonly fold?: Fold
  /** Fields the call may look at; without it, all. A pure call looks at none. */
  readonly reads?: readonly (FieldDescr | ArrayDescr)[]
  /** The function may throw (a JavaScript exception): a `guard_no_exception` has to follow. */
  readonly throws?: boolean
  /** What the call does, for those that cannot call. */
  readonly meaning?: Meaning
  /** An invalidator may fire during the call, so that `guard_not_invalidated` has to be asked again. Default: unless pure or `writes` is given. */
  readonly invalidates?: boolean
}

/**
 * What a call does, where that is said: an operation on integers of any size, also of the host's wide ones (`big_add`, or a comparison like `int_lt`); the `same`
 * integer in another form; the residue `modulo` 2^64; or a `poll`: it gives 0 unless something outside wants the trace to end, which it may learn a moment later.
 */
export type Meaning = OpName | 'same' | 'modulo' | 'poll'

/** A function of the host that traces call. */
export class CallDescr {
  readonly name: string
  readonly fn: ((...args: any[]) => any) | null
  readonly recorded: ((...args: any[]) => any) | null
  readonly text: Template | null
  readonly result: Kind | 'v'
  readonly pure: boolean
  readonly writes: readonly (FieldDescr | ArrayDescr)[] | null
  readonly reads: readonly (FieldDescr | ArrayDescr)[] | null
  readonly grows: 'itself' | 'held' | null
  readonly gather: CallOptions['gather'] | null
  readonly withGathered: CallOptions['withGathered'] | null
  readonly fold: Fold | null
  readonly throws: boolean
  readonly invalidates: boolean
  readonly meaning: Meaning | null

  constructor(name: string, options: CallOptions) {
    this.name = name
    this.meaning = options.meaning ?? null
    this.fn = options.fn ?? null
    this.recorded = options.recorded ?? null
    this.text = options.text ?? null
    if (this.fn === null && this.text === null) throw new TypeError(`${name} has neither a function nor a text`)
    this.result = options.result
    this.pure = options.pure ?? false
    this.writes = this.pure ? [] : (options.writes ?? null)
    this.reads = this.pure ? [] : (options.reads ?? null)
    this.grows = options.grows ?? null
    this.gather = options.gather ?? null
    this.withGathered = options.withGathered ?? null
    this.fold = options.fold ?? null
    this.throws = options.throws ?? false
    this.invalidates = options.invalidates ?? this.writes === null
  }

  /** Calls the function for a recording. */
  apply(args: unknown[]): any {
    return this.recorded === null ? this.run(args) : this.recorded(...args)
  }

  /** Calls the function as traces do. */
  run(args: unknown[]): any {
    return this.fn === null ? this.text!.run(...args) : this.fn(...args)
  }
}

/** What a `label` is, where a `jump` goes, and whose entry a `call_assembler` calls. */
export class TargetDescr {
  readonly name: string
  /** The number by which the compiled function is told to begin here; 0 is its start. */
  readonly index: number
  /** The tree of traces it is in. */
  readonly tree: TargetTree
  /** What the optimiser wants to know of values that arrive here. */
  state: object | null = null

  constructor(name: string, index: number, tree: TargetTree) {
    this.name = name
    this.index = index
    this.tree = tree
  }
}

/** The part of a tree that operations need: its compiled function, which changes when bridges are merged. */
export interface TargetTree {
  readonly name: string
  /** The places in it that can be jumped to, the start first. */
  readonly targets: readonly TargetDescr[]
  run: (entry: number, ...inputs: any[]) => any
}

/** What a `guard_not_invalidated` relies on. */
export class WatchDescr {
  readonly name = 'watch'
  readonly invalidators: Invalidator[]

  constructor(invalidators: Invalidator[]) {
    this.invalidators = invalidators
  }
}

/** What a `debug_merge_point` says. */
export class NoteDescr {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}
