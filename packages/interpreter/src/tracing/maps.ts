// Maps that a for loop goes through: the function that a map calls is followed as if the loop called it, or looked into where it is built in.
//
// What must stay true: the frame of the function knows that it is a map's (`Return.mapped`), since a StopIteration that it raises ends the loop. What
// a built-in function does here cannot fail: the item is taken behind it.
import type * as Jit from '@typhon/jit'
import { boolType, floatType, intIn, intType, strType, type Value, W_Map, type W_Object } from '@typhon/objspace'
import { standardBuiltins } from '../eval/builtins.ts'
import type { Frame } from '../objects/frame.ts'
import { W_Function } from '../objects/function.ts'
import { knownBuiltin } from './builtins.ts'
import { follow } from './calls.ts'
import { exhausted, isLookedInto, nextOf } from './items.ts'
import { callOf } from './residual.ts'
import type { Tracer } from './tracer.ts'

type Mapped = (t: Tracer, callee: Jit.Value, item: Jit.Value) => Jit.Value | null

/** `int(text)`; null where that is no int. */
const intOf = (text: string): unknown => intIn(text, 10)

const toInt: Mapped = (t, callee, item) => {
  if (typeof item.concrete !== 'string') return knownBuiltin(t, callee, [item])
  const { d, r } = t
  r.promote(callee)
  r.classOf(item, [d.str])
  const found = r.call(callOf(t, 'int', intOf, { writes: [], throws: false }), item)
  if (r.isNull(found)) return null
  r.classOf(found, [d.int, d.wide])
  return found
}

/** What `knownBuiltin` does, of items that are of one of these kinds. */
const known =
  (...kinds: string[]): Mapped =>
  (t, callee, item) =>
    kinds.includes(typeof item.concrete) ? knownBuiltin(t, callee, [item]) : null

let table: Map<Value, Mapped> | null = null

/** Built-in functions that are looked into, and cannot fail then. */
function tableOf(): Map<Value, Mapped> {
  const builtin = (name: string): Value => standardBuiltins().getStr(name) as Value
  return (table ??= new Map<Value, Mapped>([
    [intType, toInt],
    [strType, known('number', 'string')],
    [floatType, known('number')],
    [boolType, known('number', 'string', 'boolean')],
    [builtin('len'), known('string')],
    [builtin('abs'), known('number')],
    [builtin('ord'), known('string')],
    [builtin('chr'), known('number')],
  ]))
}

/** Whether a built-in function that a map calls is looked into. */
export const isMappable = (w: W_Object): boolean => tableOf().has(w)

/** Guards that a map calls what this one calls. */
export function guardMapped(t: Tracer, map: Jit.Value): void {
  const { d, r } = t
  r.classOf(map, [d.map])
  const func = r.getfield(map, d.mapFunction)
  if (!(func.concrete instanceof W_Function)) r.promote(func)
  else if (!t.isConst(func)) {
    r.classOf(func, [d.ofShape(func.concrete.shape)])
    r.promote(r.getfield(func, d.functionCode))
  }
}

/** Goes into the function of a map with what its only iterable gives next, or to the end of the loop; null where that is not so simple. */
export function followMap(t: Tracer, frame: Frame, map: Jit.Value): boolean | null {
  const { d, r } = t
  const w = map.concrete
  if (!(w instanceof W_Map) || w.shape.type.heap || w.iterators.length !== 1 || !isLookedInto(w.iterators[0]))
    return null
  const mapped = tableOf().get(w.func)
  if (mapped === undefined && !(w.func instanceof W_Function)) return null
  r.classOf(map, [d.map])
  const iterators = r.getfield(map, d.mapIterators)
  if (!r.isTrue(r.pure('int_eq', r.length(iterators, d.zipArray), r.int(1)))) return null
  const next = nextOf(t, r.getitem(iterators, r.int(0), d.zipArray))
  if (next === null) return null
  if (next.item === null) {
    next.take()
    return exhausted(frame)
  }
  const item = t.asReference(next.item)
  t.bound.add(item)
  const func = r.getfield(map, d.mapFunction)
  if (mapped !== undefined) {
    const value = mapped(t, func, item)
    if (value === null) return null
    next.take()
    return t.done(frame, value)
  }
  if (!follow(t, func, [item])) return null
  next.take()
  return t.enterFollowed(frame)
}
