// Arguments by name, in dicts: what `**kwargs` holds, and the dict in which a call with `**` gathers them. Such a dict stands for its items until an
// instruction looks at it that is neither that call nor the gathering: then it is made. One that is only passed on is never made.
//
// What must stay true: until then nothing but registers of frames that are not suspended has the dict, so that nobody can tell the one that is made from
// the one that snapshots describe.
import type * as Jit from '@typhon/jit'
import { shapes, type Value, W_Dict } from '@typhon/objspace'
import * as machine from '../eval/machine.ts'
import * as Op from '../generated/opcodes.ts'
import type { Handler, Handlers } from './instruction.ts'
import { callOf, residual } from './residual.ts'
import { firstTemporaryOf } from './shadow.ts'
import type { Tracer } from './tracer.ts'

/** What a dict stands for. */
export interface Named {
  readonly names: readonly string[]
  readonly values: readonly Jit.Value[]
}

/** A dict with more items is made at once. */
const MOST = 12

const known = new WeakMap<object, Map<string, Jit.ClassDescr>>()

/** The class of dicts with these names. */
function classOf(t: Tracer, names: readonly string[]): Jit.ClassDescr {
  let all = known.get(t.d)
  if (all === undefined) known.set(t.d, (all = new Map()))
  const key = JSON.stringify(names)
  let descr = all.get(key)
  if (descr === undefined) {
    const { ClassDescr, FieldDescr, js, Template } = t.jit
    const values = names.map((_, i) => `$${i}`).join(', ')
    descr = new ClassDescr(`dict of ${names.length}`, {
      test: js`false`,
      base: t.d.ofShape(shapes.dict),
      make: new Template(['', `(${values})`], [makerOf(names)]),
      fields: names.map((name) => new FieldDescr(`${key}.${name}`, 'r')),
    })
    all.set(key, descr)
  }
  return descr
}

/** All dicts that are made by one instruction have one array of names. */
const makerOf =
  (names: readonly string[]) =>
  (...values: Value[]): W_Dict =>
    W_Dict.sharing(names, values)

/** A dict of arguments, `isKept` where it may be left to stand for them. */
export function newNamed(t: Tracer, names: readonly string[], values: readonly Jit.Value[], isKept = true): Jit.Value {
  if (!isKept || names.length > MOST) return makeNamed(t, { names, values })
  const value = t.r.create(classOf(t, names), values)
  t.named.set(value, { names, values })
  t.bound.add(value)
  return value
}

/** Makes the dict. */
export function makeNamed(t: Tracer, { names, values }: Named): Jit.Value {
  return t.r.call(callOf(t, 'newNamed', newNamedOf, { writes: [] }), t.r.ref(names), ...values)
}

const newNamedOf = (names: readonly string[], ...values: Value[]): W_Dict => W_Dict.sharing(names, values)

const newMapOf = (...items: Value[]): Value => machine.newMap(items, 0, items.length / 2)

const buildMap: Handler = (t, frame) => {
  const { code } = frame.code
  const { pc } = frame
  const [out, first, count] = [code[pc + 1], code[pc + 2], code[pc + 3]]
  const items = Array.from({ length: 2 * count }, (_, i) => t.read(frame, first + i))
  const keys = items.filter((_, i) => (i & 1) === 0)
  const names = keys.map(({ concrete }) => concrete as string)
  const isNamed = keys.every((key) => t.isConst(key) && typeof key.concrete === 'string')
  if (isNamed && out >= firstTemporaryOf(frame.code) && t.top.generator === null && new Set(names).size === count) {
    const values = items.filter((_, i) => (i & 1) === 1)
    return t.done(frame, newNamed(t, names, values))
  }
  return t.done(frame, t.r.call(callOf(t, 'newMap', newMapOf), ...items))
}

const dictMerge: Handler = (t, frame) => {
  const { code } = frame.code
  const { pc } = frame
  const into = t.namedIn(code[pc + 1])
  const more = t.namedIn(code[pc + 2])
  if (into === undefined || more === undefined || more.names.some((name) => into.names.includes(name)))
    return residual(t, frame)
  t.write(frame, code[pc + 1], newNamed(t, [...into.names, ...more.names], [...into.values, ...more.values]))
  return t.next(frame)
}

/** Puts the handlers of this file into the table. */
export function addNamed(handlers: Handlers): void {
  handlers.set(Op.BUILD_MAP, buildMap)
  handlers.set(Op.DICT_MERGE, dictMerge)
}
