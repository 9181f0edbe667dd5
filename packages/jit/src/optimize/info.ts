/**
 * What the optimiser knows of references, kept in `value.info`; of integers it knows bounds (`lo`, `hi`). Knowledge only grows while a trace is
 * walked, because a trace is a straight line: what a guard has found holds from there on.
 */
import type { ArrayDescr, ClassDescr } from '../ir/descr.ts'
import type { Kind } from '../ir/ops.ts'
import { Const, Input, Op, type Value } from '../ir/values.ts'

/** A reference of a known class, or, without one, one that is not null. */
export class Known {
  readonly descr: ClassDescr | null

  constructor(descr: ClassDescr | null) {
    this.descr = descr
  }
}

/** An object or array that the trace has not made so far: its contents are values, in the order of the class's fields or of the items. */
export class Virtual {
  readonly descr: ClassDescr | ArrayDescr
  readonly contents: Value[]
  /** What fields hold, by their place, that lead back to the object: it is made with the contents, and these are written once all objects are made. */
  circles: Map<number, Value> | null = null

  constructor(descr: ClassDescr | ArrayDescr, contents: Value[]) {
    this.descr = descr
    this.contents = contents
  }

  get isArray(): boolean {
    return !('make' in this.descr)
  }
}

/** The object that a value stands for, if it has not been made. */
export function virtualOf(value: Value): Virtual | null {
  return value instanceof Op && value.info instanceof Virtual ? value.info : null
}

/** The same of an object that does not lead back to itself. */
export function treeOf(value: Value): Virtual | null {
  const virtual = virtualOf(value)
  return virtual === null || virtual.circles !== null ? null : virtual
}

/** Whether a value is one that is computed when somebody needs it, no object. */
export function isComputed(value: Value): boolean {
  const virtual = virtualOf(value)
  return virtual !== null && 'make' in virtual.descr && virtual.descr.isComputed
}

/** The class of a value among those that guards have asked for; null where nothing is known. */
export function classOf(value: Value): ClassDescr | null {
  if (value instanceof Const) return null
  const { info } = value
  if (info instanceof Known) return info.descr
  return info instanceof Virtual && 'make' in info.descr && !info.descr.isComputed ? info.descr : null
}

/** A value that a bridge is given, or finds in a place, with what was known of it at its guard. */
export function newInput(kind: Kind, known: Input | undefined): Input {
  const input = new Input(kind)
  if (known !== undefined) {
    input.lo = known.lo
    input.hi = known.hi
    input.info = known.info instanceof Known ? known.info : null
  }
  return input
}

/** Whether a value certainly belongs to a class, certainly does not, or null where that is unknown. */
export function belongsTo(value: Value, descr: ClassDescr): boolean | null {
  if (value instanceof Const) return Boolean(descr.test.run(value.concrete))
  if (value instanceof Op && RAW.has(value.name)) return descr.raw === null ? null : descr.raw === value.name
  if (virtualOf(value)?.isArray) return null
  const known = classOf(value)
  if (known === null || descr.isPartOf(known)) return known === descr ? true : null
  return known.isPartOf(descr)
}

/** Whether a value is certainly not null. */
export function isNonNull(value: Value): boolean {
  if (value instanceof Const) return value.concrete !== null
  const { info } = value
  if (info instanceof Known) return info.descr === null || !info.descr.holdsNull
  return info !== null || (value instanceof Op && (RAW.has(value.name) || value.spec.effect === 'new'))
}

const RAW = new Set<string>(['int_to_ref', 'float_to_ref', 'int_to_bool'])
