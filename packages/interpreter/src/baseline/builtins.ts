// Calls of built-in functions and of `range` with the usual arguments, in place.
//
// What must stay true: a case gives what the function gives for such arguments; the callee has been compared with the function.
import {
  boolType,
  dictType,
  enumerateType,
  floatType,
  intType,
  listType,
  objectInit,
  overridesCall,
  rangeType,
  reversedType,
  setType,
  shapes,
  Special,
  strType,
  type BuiltinCode,
  type Value,
  W_BuiltinFunction,
  type W_Type,
  zipType,
} from '@typhon/objspace'
import type { Text } from './text.ts'

type Case = (text: Text, a: string, b: string) => { test: string; value: string }

const isNumber = (a: string): string => `typeof ${a} === 'number'`

/** By name and number of arguments. */
const CASES: Readonly<Record<string, Case>> = {
  // Each has a place of its own for V8 to learn what it is the length of.
  len1: (text, a) => ({
    test: `typeof ${a} === 'string' || ${a}?.shape === ${text.constant(shapes.list)}`,
    value: `(typeof ${a} === 'string' ? ${a}.length : ${a}.length)`,
  }),
  abs1: (_, a) => ({ test: isNumber(a), value: `Math.abs(${a})` }),
  ord1: (_, a) => ({ test: `typeof ${a} === 'string' && ${a}.length === 1`, value: `${a}.charCodeAt(0)` }),
  chr1: (_, a) => ({ test: `${isNumber(a)} && ${a} >= 0 && ${a} < 0xd800`, value: `String.fromCharCode(${a})` }),
  // What has just this class is its instance, whatever the class says.
  isinstance2: (text, a, b) => ({
    test: `(typeof ${a} === 'string' ? ${b} === ${text.constant(strType)} : typeof ${a} === 'object' && ${a} !== null && ${a}.shape.type === ${b})`,
    value: 'true',
  }),
  min2: (_, a, b) => ({ test: `${isNumber(a)} && ${isNumber(b)}`, value: `${b} < ${a} ? ${b} : ${a}` }),
  max2: (_, a, b) => ({ test: `${isNumber(a)} && ${isNumber(b)}`, value: `${b} > ${a} ? ${b} : ${a}` }),
}

/** Calls that programs expect to fail, by name and number of arguments: what gives RAISED then (see tried.ts). */
const TRIED: Readonly<Record<string, string>> = {
  next1: 'nextOrRaised',
  next2: 'nextOr',
}

/**
 * A call of a built-in function with as many arguments as it takes, the receiver among them: its body at once, so that V8 knows which.
 * Null where the arguments have to be sorted out first.
 */
export function bodyCall(text: Text, code: BuiltinCode, args: readonly string[]): string | null {
  if (args.length < code.min || args.length > code.max) return null
  if (!code.direct) return restCall(text, code, args)
  const all = code.params.map((p, i) => {
    if (i >= args.length) return p.default === undefined ? 'undefined' : text.constant(p.default)
    return p.convert === null ? args[i] : `${text.constant(p.convert)}(${args[i]}, ${text.constant(p)})`
  })
  return `${text.constant(code.body)}.call(${[text.constant(code), ...all].join(', ')})`
}

/** The same of a call whose last arguments are for the parameters called `names`. */
export function bodyByName(
  text: Text,
  code: BuiltinCode,
  args: readonly string[],
  names: readonly string[],
): string | null {
  const { params } = code
  const places = code.placesOf(args.length, names)
  if (places === null || params.some((p, i) => p.required && places[i] < 0)) return null
  const all = params.map((p, i) => {
    const at = places[i]
    if (at < 0) return p.default === undefined ? 'undefined' : text.constant(p.default)
    return p.convert === null ? args[at] : `${text.constant(p.convert)}(${args[at]}, ${text.constant(p)})`
  })
  return `${text.constant(code.body)}.call(${[text.constant(code), ...all].join(', ')})`
}

/** A call of what takes some arguments and any number of others, which are an array of the body's own. */
function restCall(text: Text, code: BuiltinCode, args: readonly string[]): string | null {
  const count = code.params.length - 1
  if (args.length === 2 && code.pair !== null) return null
  if (code.raw !== null || count < 0 || code.params[count].kind !== 'rest' || args.length < count) return null
  const all = code.params.slice(0, count).map((p, i) => {
    if (p.kind !== 'positional' && p.kind !== 'either') return null
    return p.convert === null ? args[i] : `${text.constant(p.convert)}(${args[i]}, ${text.constant(p)})`
  })
  if (all.includes(null)) return null
  return `${text.constant(code.body)}.call(${[text.constant(code), ...all, `[${args.slice(count).join(', ')}]`].join(', ')})`
}

/** Types whose calls with one argument `usual` knows better than their `convert` does. */
const IN_PLACE: ReadonlySet<unknown> = new Set([intType, strType, boolType, floatType])

export const isInPlace = (type: Value): boolean => IN_PLACE.has(type)

/** Empty containers, by what makes them. */
const EMPTY = new Map<Value, string>([
  [listType, 'newList([])'],
  [dictType, 'newMap([], 0, 0)'],
  [setType, 'newSetOf([])'],
])

/**
 * A call of a built-in type that makes its instances by a function and has no `__init__`, as an expression; null for other types.
 */
export function construction(text: Text, type: W_Type, args: readonly string[]): string | null {
  if (type.heap || type.sealed || args.length > 3 || overridesCall(type)) return null
  const make = type.special(Special.new)
  if (!(make instanceof W_BuiltinFunction) || make.passesSelf || type.special(Special.init) !== objectInit())
    return null
  const all = [text.constant(type), ...args]
  return bodyCall(text, make.code, all) ?? `${text.constant(make.code)}.call${all.length}(${all.join(', ')})`
}

/**
 * The usual case of a call, as an expression that goes on with `otherwise`; null for other functions. What `isIterated` is of nobody but a loop, so that the iterator
 * of a range may be given for it.
 */
export function usual(
  text: Text,
  callee: Value | undefined,
  args: readonly string[],
  otherwise: string,
  isIterated = false,
): string | null {
  if (callee === rangeType && args.length > 0 && args.length < 4) {
    const [start, stop, step] = args.length === 1 ? ['0', args[0], '1'] : [args[0], args[1], args[2] ?? '1']
    const test = args.map(isNumber).join(' && ')
    return `${test} ? ${text.use(isIterated ? 'iterOfRange' : 'newRange')}(${start}, ${stop}, ${step}) : ${otherwise}`
  }
  if (callee === zipType && args.length === 2) return `${text.use('newZip')}(${args.join(', ')})`
  if (callee === enumerateType && args.length === 1) return `${text.use('newEnumerate')}(${args[0]})`
  if (callee === reversedType && args.length === 1) {
    const test = text.isOf(args[0], shapes.list)
    return `${test} ? ${text.use('newListReverseIterator')}(${args[0]}) : ${otherwise}`
  }
  const empty = args.length === 0 ? EMPTY.get(callee as Value) : undefined
  if (empty !== undefined) {
    text.use(empty.slice(0, empty.indexOf('(')))
    return empty
  }
  if (callee === intType && args.length === 1)
    return `typeof ${args[0]} === 'number' ? ${args[0]} : ${text.use('intOrRaised')}(${args[0]})`
  if (callee === strType && args.length === 1) {
    const [w] = args
    return `typeof ${w} === 'string' ? ${w} : typeof ${w} === 'number' ? String(${w}) : ${otherwise}`
  }
  if (callee === boolType && args.length === 1) return `${text.use('isTrue')}(${args[0]})`
  if (callee === floatType && args.length === 1) return `${text.use('floatOrRaised')}(${args[0]})`
  if (!(callee instanceof W_BuiltinFunction) || callee.module !== 'builtins') return null
  const name = `${callee.code.name}${args.length}`
  if (TRIED[name] !== undefined) return `${text.use(TRIED[name])}(${args.join(', ')})`
  const known = CASES[name]
  if (known === undefined) return null
  const { test, value } = known(text, args[0], args[1])
  return `${test} ? ${value} : ${otherwise}`
}
