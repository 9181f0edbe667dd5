// Calls of built-in functions that go through a generator or a map: the trace follows them into loops that do the same (consumers.ts).
//
// What must stay true: nothing but guards is recorded where the call is made as others are.
import type * as Jit from '@typhon/jit'
import { dictType, listType, setType, shapes, strType, tupleType, type Value, W_List, W_Object } from '@typhon/objspace'
import { standardBuiltins } from '../eval/builtins.ts'
import * as Op from '../generated/opcodes.ts'
import type { Frame } from '../objects/frame.ts'
import { W_Function } from '../objects/function.ts'
import { W_Generator } from '../objects/generator.ts'
import { follow } from './calls.ts'
import { loopFor, runBy } from './consumers.ts'
import { guardCode } from './generators.ts'
import { isLookedInto, iteratorOf } from './items.ts'
import { guardMapped } from './maps.ts'
import type { Tracer } from './tracer.ts'

/** A call that goes through its last argument; null where it is another. What the loop is given beside the iterator comes before that. */
type Consumer = (t: Tracer, args: readonly Jit.Value[]) => { purpose: string; state: readonly Jit.Value[] } | null

const through =
  (purpose: string): Consumer =>
  (_, args) =>
    args.length === 1 ? { purpose, state: [] } : null

const sum: Consumer = (t, args) => (args.length === 1 ? { purpose: 'sum', state: [t.r.ref(0)] } : null)

const join: Consumer = (t, [separator, gen]) => {
  if (gen === undefined || typeof separator.concrete !== 'string') return null
  t.r.classOf(separator, [t.d.str])
  return { purpose: 'join', state: [separator] }
}

const extend: Consumer = (t, [list, gen]) => {
  if (gen === undefined || !(list.concrete instanceof W_List) || list.concrete.shape !== shapes.list) return null
  t.r.classOf(list, [t.d.list])
  return { purpose: 'extend', state: [list] }
}

const CALLS = new Set([Op.CALL, Op.CALL_METHOD, Op.CALL_KW, Op.CALL_METHOD_KW])

let table: Map<Value, Consumer> | null = null

function makeTable(): Map<Value, Consumer> {
  const builtins = standardBuiltins()
  const all = new Map<Value, Consumer>()
  const add = (w: Value | undefined, consumer: Consumer): void => {
    if (w instanceof W_Object) all.set(w, consumer)
  }
  for (const name of ['all', 'any', 'sorted']) add(builtins.getStr(name), through(name))
  for (const name of ['min', 'max']) add(builtins.getStr(name), through(`${name}_of`))
  add(builtins.getStr('sum'), sum)
  add(listType, through('items'))
  add(tupleType, through('tuple'))
  add(setType, through('set'))
  add(dictType, through('dict'))
  add(strType.lookup('join'), join)
  add(listType.lookup('extend'), extend)
  return all
}

/** `min` and `max` by a key; null for other calls. */
function byKey(t: Tracer, callee: Jit.Value, key: Jit.Value): ReturnType<Consumer> {
  const name = ['min', 'max'].find((each) => callee.concrete === standardBuiltins().getStr(each))
  // Without one they compare the items.
  return name === undefined || t.r.isNull(key) ? null : { purpose: `${name}_by_of`, state: [key] }
}

/** Goes into the loop that does what the call of a built-in function with a generator or a map does, or with a key; false for other calls. */
export function followConsumer(
  t: Tracer,
  frame: Frame,
  callee: Jit.Value,
  args: readonly Jit.Value[],
  names: readonly string[],
): boolean {
  const isByKey = args.length === 2 && names.length === 1 && names[0] === 'key'
  if (names.length > 0 && !isByKey) return false
  const gen = isByKey ? args[0] : args[args.length - 1]
  const w = gen?.concrete
  const key = isByKey ? args[1].concrete : null
  const isKeyed = key instanceof W_Function && isLookedInto(w as Value)
  const run = isKeyed ? key.code : runBy(w)
  if (run === null) return false
  // Others give what they have been called for to something else than the call's register.
  if (!CALLS.has(frame.code.code[frame.pc])) return false
  const consumer = isByKey ? undefined : (table ??= makeTable()).get(callee.concrete as Value)
  const found = isByKey ? byKey(t, callee, args[1]) : (consumer?.(t, args) ?? null)
  if (found === null) return false
  const loop = loopFor(run, found.purpose)
  t.r.promote(callee)
  if (w instanceof W_Generator) guardCode(t, gen)
  else if (!isKeyed) guardMapped(t, gen)
  const iterator = isKeyed ? (iteratorOf(t, gen) as Jit.Value) : gen
  if (!follow(t, t.r.ref(loop), [...found.state, iterator])) return false
  return t.enterFollowed(frame)
}
