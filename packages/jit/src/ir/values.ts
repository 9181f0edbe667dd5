/**
 * What traces are made of. A `Value` is a constant, an input of the trace, or an operation that has a result; an operation *is*
 * its result. While a trace is recorded each value also knows what it was in the round that is recorded (`concrete`); the
 * optimiser does not look at that, since another round has others.
 *
 * What must stay true: operands of an operation come before it in its trace or are constants. The fields of a value below
 * `forwarded` belong to whoever transforms the trace at the moment; a transformation makes new operations and leaves the old
 * list unusable.
 */
import type { Descr } from './descr.ts'
import { type Kind, MAX_INT, MIN_INT, type OpName, type Spec, SPECS } from './ops.ts'
import type { Resume } from '../resume/resume.ts'

export type Value = Const | Input | Op

/** A constant. Two constants may be equal; compare by `sameConst`. */
export class Const {
  readonly kind: Kind
  readonly concrete: any

  constructor(kind: Kind, value: unknown) {
    this.kind = kind
    this.concrete = value
  }
}

/** What lies between two numbers. */
export interface Bounded {
  readonly lo: number
  readonly hi: number
}

/** A parameter of a trace, or a variable of a loop. */
export class Input {
  readonly kind: Kind
  concrete: any
  forwarded: Value | null = null
  info: object | null = null
  /** Bounds of an integer, as far as known. */
  lo = MIN_INT
  hi = MAX_INT
  /** The bounds before guards made them narrower; null where none has. */
  inherent: Bounded | null = null
  /** What guards were told of it last. */
  known: Input | null = null
  /** An integer that is int32 for certain, from the beginning. */
  isInt32 = false
  /** One of 32 bits without a sign, of which some are not int32. */
  isUint32 = false

  constructor(kind: Kind, concrete?: unknown) {
    this.kind = kind
    this.concrete = concrete
  }
}

/** An operation, and its result. */
export class Op {
  readonly name: OpName
  readonly kind: Kind | 'v'
  args: Value[]
  descr: Descr | null
  concrete: any
  /** Of a guard: where the language goes on when it fails; taken by the recorder. */
  snapshot: Snapshot | null = null
  /** Of a guard in a finished trace: the same, in terms of what is live. */
  resume: Resume | null = null
  forwarded: Value | null = null
  info: object | null = null
  lo = MIN_INT
  hi = MAX_INT
  inherent: Bounded | null = null
  known: Input | null = null
  /** What was known when the operation stood at its place: its form for int32 may be taken. */
  isInt32 = false
  /** The same of its form for integers of 32 bits without a sign. */
  isUint32 = false
  /** In an optimised trace: how many operations stand before it; -1 for one that is not written yet. */
  place = -1
  /** Of an overflowing operation: on which side it can. */
  side: 'both' | 'above' | 'below' = 'both'

  constructor(name: OpName, args: Value[], descr: Descr | null = null, concrete?: unknown) {
    this.name = name
    this.kind = SPECS[name].result
    this.args = args
    this.descr = descr
    this.concrete = concrete
  }

  get spec(): Spec {
    return SPECS[this.name]
  }

  get isGuard(): boolean {
    return SPECS[this.name].effect === 'guard'
  }
}

/**
 * Where the language would go on: a frame of it, and the frames that wait for that one's result. `code` is whatever the language
 * calls a piece of code, `values` whatever it needs to rebuild the frame at `pc`; both are the language's own affair.
 *
 * Frames that several snapshots share should be the same object.
 */
export class Snapshot {
  readonly code: unknown
  readonly pc: number
  readonly values: readonly Value[]
  readonly caller: Snapshot | null
  /** The frames are where the other outcome leads, and the instruction is not executed again: only a guard that really fails may leave here. */
  isOtherOutcome = false
  /** However often a guard fails here, no bridge is made: what is done then is the interpreter's affair. */
  isInterpreters = false
  /** What the innermost frame is to raise there: an exception of the language. */
  raised: Value | null = null

  constructor(code: unknown, pc: number, values: readonly Value[], caller: Snapshot | null = null) {
    this.code = code
    this.pc = pc
    this.values = values
    this.caller = caller
  }

  /** How many frames there are. */
  get depth(): number {
    let depth = 0
    for (let frame: Snapshot | null = this; frame !== null; frame = frame.caller) depth++
    return depth
  }
}

/** A straight line of operations: labels may stand in it, and a `jump`, `finish` or guard that always fails ends it. */
export interface Trace {
  readonly inputs: readonly Input[]
  readonly ops: readonly Op[]
}

export const int = (value: number): Const => new Const('i', value)
export const float = (value: number): Const => new Const('f', value)
export const ref = (value: unknown): Const => new Const('r', value)

export function sameConst(a: Const, b: Const): boolean {
  return a.kind === b.kind && Object.is(a.concrete, b.concrete)
}

/** Whether both are the same value for certain. */
export function sameValue(a: Value, b: Value): boolean {
  return a === b || (a instanceof Const && b instanceof Const && sameConst(a, b))
}

/** Bounds of an integer as far as the value itself tells. */
export const lowest = (value: Value): number => (value instanceof Const ? value.concrete : value.lo)
export const highest = (value: Value): number => (value instanceof Const ? value.concrete : value.hi)
