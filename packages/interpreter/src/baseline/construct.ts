// Calls of classes whose instances are plain: the instance is made in place. An `__init__` in Python that does no more than keep its
// parameters, constants and new containers is not called either: it is read here as a list of fields, and the instance is made with them and
// with the shape that it has in the end, which costs a third of the call.
//
// What must stay true: the class has the version that it had, so that `__new__`, `__init__`, `__setattr__` and descriptors are the same; an
// `__init__` that is not called could have raised nothing but RecursionError, which is seen to by the test of the depth.
import { makerFor, type Shape, type Value, W_Type } from '@typhon/objspace'
import * as Op from '../generated/opcodes.ts'
import type { Cache, W_Code } from '../objects/code.ts'
import type { W_Function } from '../objects/function.ts'
import { KIND } from '../eval/attribute-caches.ts'
import { plainInit } from './invoke.ts'
import { tupleOf } from './items.ts'
import { known, storesFloat } from './known.ts'
import { floatIn, floatOf } from './numbers.ts'
import type { Text } from './text.ts'

/** What a field gets: an argument, by its number, or a value that `__init__` has or makes. */
type Source =
  | { readonly kind: 'argument'; readonly index: number }
  | { readonly kind: 'constant'; readonly value: Value }
  | { readonly kind: 'list' | 'tuple'; readonly items: readonly Source[] }
  | { readonly kind: 'dict' }

/** The fields of an instance whose `__init__` is not called. */
interface Fields {
  readonly shape: Shape
  /** By slot; undefined for those that stay empty. */
  readonly sources: readonly (Source | undefined)[]
}

/** A call of a class, as it is compiled. */
interface Construction {
  readonly type: W_Type
  readonly init: W_Function
  /** Registers of the arguments; what follows comes from the defaults. */
  readonly registers: readonly number[]
  readonly defaults: readonly Value[]
  readonly fields: Fields | null
}

/** The call of what a register probably holds as a construction; null for other calls. */
function constructionOf(
  callee: Value | undefined,
  registers: readonly number[],
  follows: boolean,
): Construction | null {
  if (!(callee instanceof W_Type)) return null
  const init = plainInit(callee)
  if (init === null || callee.rootShape().inline === 0) return null
  const missing = init.code.arity - 1 - registers.length
  if (missing < 0 || (missing > 0 && (init.defaults === null || init.defaults.length < missing))) return null
  const defaults = missing === 0 ? [] : (init.defaults as readonly Value[]).slice(-missing)
  // Who looks after the objects of frames looks at calls.
  const fields = follows ? null : fieldsOf(callee, init.code)
  return { type: callee, init, registers, defaults, fields }
}

/** What an `__init__` makes of a new instance, null where it does anything else. */
function fieldsOf(type: W_Type, w: W_Code): Fields | null {
  const { code, unit } = w
  w.ready()
  const sources: (Source | undefined)[] = []
  const registers = new Map<number, Source>()
  for (let r = 1; r < w.arity; r++) registers.set(r, { kind: 'argument', index: r - 1 })
  const selves = new Set([0])
  let shape = type.rootShape()
  const valueOf = (r: number): Source | undefined =>
    r < unit.firstConst ? registers.get(r) : { kind: 'constant', value: w.template[r] as Value }
  for (let pc = 0; pc < code.length; pc += Op.OPLEN[code[pc]]) {
    const [out, from] = [code[pc + 1], code[pc + 2]]
    let made: Source | undefined
    switch (code[pc]) {
      case Op.NOP:
        continue
      case Op.CHECK_LOCAL:
        if (!selves.has(out) && valueOf(out) === undefined) return null
        continue
      case Op.RETURN_VALUE: {
        const result = valueOf(out)
        return result?.kind === 'constant' && result.value === null ? { shape, sources } : null
      }
      case Op.STORE_ATTR: {
        const value = valueOf(code[pc + 3])
        const cache = known(w.caches[code[pc + 4]]).find((c) => c.owner === shape)
        if (!selves.has(out) || value === undefined || cache === undefined || cache.index >= shape.inline) return null
        if (!isShared(value) && (storesFloat(cache) || sources.includes(value))) return null
        shape = shapeAfter(cache)
        sources[cache.index] = value
        continue
      }
      case Op.COPY:
        if (selves.has(from)) {
          selves.add(out)
          registers.delete(out)
          continue
        }
        made = valueOf(from)
        break
      case Op.BUILD_LIST:
      case Op.BUILD_TUPLE: {
        const items = Array.from({ length: code[pc + 3] }, (_, i) => valueOf(from + i))
        if (items.some((item) => item === undefined || !isShared(item))) return null
        made = { kind: code[pc] === Op.BUILD_LIST ? 'list' : 'tuple', items: items as Source[] }
        break
      }
      case Op.BUILD_MAP:
        if (code[pc + 3] === 0) made = { kind: 'dict' }
        break
      default:
        return null
    }
    if (made === undefined) return null
    selves.delete(out)
    registers.set(out, made)
  }
  return null
}

/** Whether something may be read twice: it is not made anew each time. */
function isShared(source: Source): boolean {
  return source.kind === 'argument' || source.kind === 'constant'
}

/** The shape of an object behind a store that a cache knows. */
function shapeAfter(cache: Cache): Shape {
  return (cache.kind === KIND.slot ? cache.owner : cache.value) as unknown as Shape
}

/** The call at `pc`, where it is one of a class and `callee` what its register probably holds. */
function at(text: Text, pc: number): Construction | null {
  const { code } = text.code
  if (code[pc] !== Op.CALL) return null
  const registers = Array.from({ length: code[pc + 3] }, (_, i) => code[pc + 2] + 1 + i)
  return constructionOf(text.likely.get(code[pc + 2]), registers, text.follows)
}

/** Arguments of a call at `pc` that may be floats without boxes when it is made: nothing but fields for floats gets them. */
export function unboxedFields(text: Text, pc: number): readonly number[] {
  const c = at(text, pc)
  if (c === null || c.fields === null) return []
  const { sources, shape } = c.fields
  return c.registers.filter((_, index) =>
    sources.every((s, slot) => s === undefined || !uses(s, index) || (s.kind === 'argument' && shape.isFloat(slot))),
  )
}

function uses(source: Source, index: number): boolean {
  if (source.kind === 'argument') return source.index === index
  return 'items' in source && source.items.some((item) => uses(item, index))
}

/** The text of a call of a class, `general` being the value that any other callee gives; undefined where it is no such call. */
export function construct(text: Text, pc: number, general: string): string | undefined {
  const c = at(text, pc)
  if (c === null) return undefined
  const { code } = text.code
  const out = text.reg(code[pc + 1])
  const callee = text.reg(code[pc + 2])
  const [type, init] = [text.constant(c.type), text.constant(c.init)]
  const tests = [`${type}.version === ${c.type.version}`, `${init}.code === ${text.constant(c.init.code)}`]
  if (c.defaults.length > 0) tests.push(`${init}.defaults === ${text.constant(c.init.defaults)}`)
  const slow = `${text.use('classMiss')}(U)`
  const is = (what: readonly string[]): string => `${callee} === ${type} && (${what.join(' && ')} || ${slow})`
  if (c.fields !== null) {
    const made = instance(text, c, c.fields)
    return `if (${is([...tests, ...made.tests, 'd < C.limit'])}) ${out} = ${made.value}
else {
${text.mark(pc)}
${text.result(out, general)}}
`
  }
  const args = [...c.registers.map((r) => text.reg(r)), ...c.defaults.map((w) => text.value(w))]
  return `${text.mark(pc)}
if (${is(tests)}) {
const w = ${newInstance(text, c.type.rootShape(), [])}
try { t = ${text.constant(c.init.code)}.entry(${[init, 'w', ...args].join(', ')}) } catch (e) { throw ${text.use('leftInit')}(e, w) }
t = t === null ? w : ${text.use('notMade')}(t)
} else t = ${general}
${text.result(out, 't')}`
}

function newInstance(text: Text, shape: Shape, fields: readonly string[]): string {
  return `new ${text.constant(makerFor(shape))}(${[text.constant(shape), ...fields].join(', ')})`
}

/** The instance as an expression, and tests that what floats it is given are floats. */
function instance(text: Text, c: Construction, fields: Fields): { tests: readonly string[]; value: string } {
  const tests: string[] = []
  const valueOf = (source: Source, isFloat: boolean): string => {
    switch (source.kind) {
      case 'argument': {
        const r = c.registers[source.index]
        if (r === undefined) return constant(c.defaults[source.index - c.registers.length], isFloat)
        if (!isFloat) return text.reg(r)
        const float = floatIn(text, r)
        if (float.test !== '' && !tests.includes(float.test)) tests.push(float.test)
        return float.value
      }
      case 'constant':
        return constant(source.value, isFloat)
      case 'dict':
        return `${text.use('newMap')}([], 0, 0)`
      case 'list':
      case 'tuple': {
        const items = source.items.map((item) => valueOf(item, false))
        return source.kind === 'list' ? `${text.use('newList')}([${items.join(', ')}])` : tupleOf(text, items)
      }
    }
  }
  const constant = (w: Value, isFloat: boolean): string => {
    if (!isFloat) return text.value(w)
    const float = floatOf(text, w)
    if (float.test !== '') tests.push(float.test)
    return float.value
  }
  const { shape, sources } = fields
  const values = Array.from(sources, (s, slot) => (s === undefined ? 'undefined' : valueOf(s, shape.isFloat(slot))))
  return { tests, value: newInstance(text, shape, values) }
}
