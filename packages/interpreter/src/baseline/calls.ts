// Calls. A Python function of the wanted arity is entered at once: its code's `entry` takes the function and the arguments, be it
// compiled or not. Every other callable, and every other kind of arguments, is for the run-time support.
import {
  isExceptionInit,
  makesPlainExceptions,
  rangeType,
  shapes,
  type Value,
  W_BuiltinFunction,
  W_ClassMethodDescriptor,
  W_MethodDescriptor,
  W_Type,
} from '@typhon/objspace'
import { CALL, CALL_METHOD, CALL_METHOD_KW, GET_ITER, OPLEN } from '../generated/opcodes.ts'
import type { Cache } from '../objects/code.ts'
import { W_Function } from '../objects/function.ts'
import { KIND } from '../eval/attribute-caches.ts'
import { bodyByName, bodyCall, construction, isInPlace, usual } from './builtins.ts'
import { construct, unboxedFields } from './construct.ts'
import { appended, tupleOf } from './items.ts'
import { known } from './known.ts'
import { boxedValue, double } from './numbers.ts'
import { FLT } from './types.ts'
import { isDeadAt } from '../eval/liveness.ts'
import type { Text } from './text.ts'

/** Up to so many arguments have a function of their own in the run-time support. */
const COUNTED = 3

function registers(text: Text, first: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => text.reg(first + i))
}

/** Any call with positional arguments, as an expression. */
function general(text: Text, callee: string, args: readonly string[]): string {
  if (args.length <= COUNTED) return `${text.use(`invoke${args.length}`)}(${[callee, ...args].join(', ')})`
  return `${text.use('invoke')}(${callee}, [${args.join(', ')}])`
}

/**
 * The arguments of a call of the function, those that are missing filled in from its defaults and the others in a tuple where it takes
 * any number, and a test that they still are what they were; null where the call is not as simple as that.
 */
function bound(text: Text, f: W_Function, args: readonly string[]): Bound | null {
  const { code, defaults } = f
  let test = `${text.constant(f)}.code === ${text.constant(code)}`
  if (code.rest >= 0 && args.length >= code.rest && !text.follows) {
    const others = tupleOf(text, args.slice(code.rest))
    return { args: [...args.slice(0, code.rest), others], test }
  }
  if (code.arity < args.length) return null
  const missing = code.arity - args.length
  if (missing === 0) return { args, test }
  if (defaults === null || defaults.length < missing) return null
  test += ` && ${text.constant(f)}.defaults === ${text.constant(defaults)}`
  return { args: [...args, ...defaults.slice(-missing).map((w) => text.constant(w))], test }
}

/** The same of a call whose last arguments are for the parameters called `names`. */
function boundByName(text: Text, f: W_Function, args: readonly string[], names: readonly string[]): Bound | null {
  const { code, defaults, kwdefaults } = f
  const { argcount, posonlyargcount, kwonlyargcount, varnames } = code.unit
  const named = argcount + kwonlyargcount
  const positional = args.length - names.length
  if (code.parameters !== named || positional > argcount) return null
  const all: (string | undefined)[] = args.slice(0, positional)
  for (let i = 0; i < names.length; i++) {
    const at = varnames.indexOf(names[i])
    if (at < posonlyargcount || at >= named || all[at] !== undefined) return null
    all[at] = args[positional + i]
  }
  const k = text.constant(f)
  let test = `${k}.code === ${text.constant(code)}`
  let needsDefaults = false
  let needsNamed = false
  for (let i = 0; i < named; i++) {
    if (all[i] !== undefined) continue
    if (i < argcount) {
      const w = defaults?.[i - argcount + defaults.length]
      if (w === undefined) return null
      needsDefaults = true
      all[i] = text.constant(w)
    } else {
      const place = kwdefaults?.placeOf(varnames[i]) ?? -1
      if (place < 0) return null
      needsNamed = true
      all[i] = `${text.constant(kwdefaults)}.values[${place}]`
    }
  }
  if (needsDefaults) test += ` && ${k}.defaults === ${text.constant(defaults)}`
  if (needsNamed && kwdefaults !== null) {
    const dict = text.constant(kwdefaults)
    test += ` && ${k}.kwdefaults === ${dict} && ${dict}.layoutVersion === ${kwdefaults.layoutVersion}`
  }
  return { args: all as string[], test }
}

/** Values for all parameters, as expressions, and what has to hold for them. */
interface Bound {
  args: readonly string[]
  test: string
}

/** The call of a Python function, as an expression. */
function entered(text: Text, f: W_Function, args: readonly string[]): string {
  return `${text.constant(f.code)}.entry(${[text.constant(f), ...args].join(', ')})`
}

/** A call of what a global probably still is, as a test and an expression; null for what has no faster way. */
function likely(
  text: Text,
  callee: Value | undefined,
  args: readonly string[],
  isIterated = false,
): { test: string; value: string } | null {
  if (callee instanceof W_Function) {
    const b = bound(text, callee, args)
    return b === null ? null : { test: b.test, value: entered(text, callee, b.args) }
  }
  if (callee instanceof W_BuiltinFunction && args.length < 4) {
    const k = text.constant(callee)
    const body = callee.passesSelf ? null : bodyCall(text, callee.code, args)
    const value = `S.callee = ${k}, ${body ?? `${k}.call${args.length}(${args.join(', ')})`}`
    return { test: '', value: `(${usual(text, callee, args, `(${value})`) ?? value})` }
  }
  if (callee instanceof W_Type && args.length === 1 && callee.convert !== null && !isInPlace(callee))
    return { test: '', value: `(S.callee = ${text.constant(callee)}, ${text.constant(callee.convert)}(${args[0]}))` }
  const quick = usual(text, callee, args, general(text, text.constant(callee), args), isIterated)
  if (quick !== null) return { test: '', value: `(${quick})` }
  if (callee instanceof W_Type && makesPlainExceptions(callee)) {
    const k = text.constant(callee)
    const test = callee.heap ? `${k}.version === ${callee.version}` : ''
    return { test, value: `(S.callee = ${k}, ${text.use('plainException')}(${k}, [${args.join(', ')}]))` }
  }
  const constructed = callee instanceof W_Type ? construction(text, callee, args) : null
  if (constructed !== null) return { test: '', value: `(S.callee = ${text.constant(callee)}, ${constructed})` }
  return null
}

/** Registers of arguments of the call at `pc` that may be floats without boxes when it is made. */
export function unboxedArguments(text: Text, pc: number): readonly number[] {
  const { code, unit } = text.code
  const op = code[pc]
  if (op !== CALL && op !== CALL_METHOD) return []
  const all = text.types.ofDoubles.has(pc)
    ? [argumentAt(code, pc)]
    : isAppend(text, pc)
      ? [code[pc + 2] + 2]
      : unboxedFields(text, pc)
  const next = pc + OPLEN[op]
  return all.filter((r) => r < text.state.length && (text.state[r] & FLT) !== 0 && isDeadAt(unit, next, r))
}

/** Whether the call at `pc` is surely one of the `append` of an exact list. */
function isAppend(text: Text, pc: number): boolean {
  const { code } = text.code
  const certain = code[pc] === CALL_METHOD && code[pc + 3] === 1 ? text.certain.get(code[pc + 2]) : undefined
  if (certain === undefined || certain.owner !== shapes.list) return false
  return certain.value instanceof W_MethodDescriptor && certain.value.code.name === 'append'
}

/** The register of the first argument. */
function argumentAt(code: Int32Array, pc: number): number {
  return code[pc + 2] + (code[pc] === CALL ? 1 : 2)
}

/** Arguments of the call at `pc` as values. */
export function values(text: Text, pc: number, first: number, count: number): string[] {
  const unboxed = unboxedArguments(text, pc)
  return registers(text, first, count).map((r, i) =>
    unboxed.includes(first + i) ? `(${boxedValue(text, first + i)})` : r,
  )
}

/** A call that is probably one of a function of a double: without boxes where it is given a float and gives one. `other` is any other call. */
function ofDouble(text: Text, pc: number, other: string): string {
  const f = text.types.ofDoubles.get(pc)
  const { code } = text.code
  const argument = f === undefined ? null : double(text, argumentAt(code, pc))
  if (f === undefined || argument === null) return other
  const tests = [
    `${text.reg(code[pc + 2])} === ${text.constant(f)}`,
    ...(code[pc] === CALL ? [] : [`${text.reg(code[pc + 2] + 1)} === undefined`]),
    ...(argument.test === '' ? [] : [argument.test]),
    `(x = ${text.constant(f.code.onDoubles)}(${argument.value}), x - x === 0)`,
  ]
  const out = code[pc + 1]
  return `if (${tests.join(' && ')}) { f${out} = x; r${out} = FLT }\nelse {\n${other}}\n`
}

/** Whether what the call at `pc` gives is iterated over at once, and by nobody else. */
function isOnlyIterated(text: Text, pc: number): boolean {
  const { code, unit } = text.code
  const next = pc + OPLEN[CALL]
  const out = code[pc + 1]
  if (text.follows || code[next] !== GET_ITER || code[next + 2] !== out) return false
  return code[next + 1] === out || isDeadAt(unit, next + OPLEN[GET_ITER], out)
}

export function call(text: Text, pc: number): string {
  const { code } = text.code
  const out = text.reg(code[pc + 1])
  const callee = text.reg(code[pc + 2])
  const args = values(text, pc, code[pc + 2] + 1, code[pc + 3])
  const made = construct(text, pc, general(text, callee, args))
  if (made !== undefined) return made
  const w = text.likely.get(code[pc + 2]) ?? text.globals.get(code[pc + 2])
  const isIterated = w === rangeType && isOnlyIterated(text, pc)
  if (isIterated) text.rangeAt = pc + OPLEN[CALL]
  const known = likely(text, w, args, isIterated)
  if (known !== null) {
    const test = [`${callee} === ${text.constant(w)}`, known.test].filter((t) => t !== '').join(' && ')
    const value = `${test} ? ${known.value} : ${general(text, callee, args)}`
    return ofDouble(text, pc, `${text.mark(pc)}\n${text.result(out, value)}`)
  }
  const isFunction = text.isOf(callee, shapes.function)
  const value = `${isFunction} && ${callee}.code.arity === ${args.length} ? ${callee}.code.entry(${[callee, ...args].join(', ')}) : ${general(text, callee, args)}`
  return ofDouble(text, pc, `${text.mark(pc)}\n${text.result(out, value)}`)
}

export function callMethod(text: Text, pc: number): string {
  const { code } = text.code
  const out = text.reg(code[pc + 1])
  const base = code[pc + 2]
  const callee = text.reg(base)
  const self = text.reg(base + 1)
  const args = values(text, pc, base + 2, code[pc + 3])
  const certain = text.certain.get(base)
  const all = [self, ...args]
  if (certain !== undefined) {
    const method = certain.value
    if (method instanceof W_Function) {
      const b = bound(text, method, all)
      if (b !== null)
        return `${text.mark(pc)}\n${text.result(out, `${b.test} ? ${entered(text, method, b.args)} : ${general(text, callee, all)}`)}`
    } else if (method instanceof W_MethodDescriptor && isExceptionInit(method) && !text.follows) {
      return `${text.mark(pc)}; S.callee = ${text.constant(method)}\n${out} = ${initialised(text, method, all)}\n`
    } else if (method instanceof W_MethodDescriptor && all.length < 5) {
      if (isAppend(text, pc)) {
        text.isPure = true
        return `${appended(text, self, base + 2)}${out} = null\n`
      }
      const mark = `${text.mark(pc)}; S.callee = ${text.constant(method)}\n`
      if (isSend(method, all)) return `${mark}${text.result(out, `${text.use('sendOrRaised')}(${all.join(', ')})`)}`
      const value =
        bodyCall(text, method.code, all) ?? `${text.constant(method.code)}.call${all.length}(${all.join(', ')})`
      return `${mark}${out} = ${value}\n`
    }
  }
  let plain = general(text, callee, args)
  const ofClass = functionOfClass(text.methods.get(base))
  const b = ofClass === null ? null : bound(text, ofClass, args)
  if (ofClass !== null && b !== null)
    plain = `(${callee} === ${text.constant(ofClass)} && ${b.test} ? ${entered(text, ofClass, b.args)} : ${plain})`
  const held = text.globals.get(base)
  const quick = held === undefined ? null : likely(text, held, args)
  if (quick !== null) {
    const test = [`${callee} === ${text.constant(held)}`, quick.test].filter((t) => t !== '').join(' && ')
    plain = `(${test} ? ${quick.value} : ${plain})`
  }
  let value = general(text, callee, all)
  for (const method of methodsBefore(text, base)) {
    const quick = quickMethod(text, method, all)
    if (quick !== null) value = `${callee} === ${text.constant(method)}${quick.test} ? ${quick.value} : ${value}`
  }
  value = `${self} === undefined ? ${plain} : ${value}`
  return ofDouble(text, pc, `${text.mark(pc)}\n${text.result(out, value)}`)
}

type Method = W_Function | W_MethodDescriptor | W_ClassMethodDescriptor

/** The call of a method with its receiver, as an expression, and what has to hold besides; null for what has no faster way. */
function quickMethod(text: Text, method: Method, all: readonly string[]): { test: string; value: string } | null {
  if (method instanceof W_Function) {
    const b = bound(text, method, all)
    return b === null ? null : { test: ` && ${b.test}`, value: entered(text, method, b.args) }
  }
  if (method instanceof W_MethodDescriptor && isExceptionInit(method) && !text.follows) {
    return { test: '', value: `(S.callee = ${text.constant(method)}, ${initialised(text, method, all)})` }
  }
  if (all.length > 4) return null
  if (isSend(method, all))
    return { test: '', value: `(S.callee = ${text.constant(method)}, ${text.use('sendOrRaised')}(${all.join(', ')}))` }
  const body = bodyCall(text, method.code, all) ?? `${text.constant(method.code)}.call${all.length}(${all.join(', ')})`
  return { test: '', value: `(S.callee = ${text.constant(method)}, ${body})` }
}

/** Whether a call is that of a generator's or coroutine's `send`, which ends with StopIteration. */
function isSend(method: Method, all: readonly string[]): boolean {
  if (!(method instanceof W_MethodDescriptor) || method.code.name !== 'send' || all.length !== 2) return false
  return method.owner === shapes.generator.type || method.owner === shapes.coroutine.type
}

/** What the `__init__` of exceptions does with a receiver and the arguments. */
function initialised(text: Text, method: W_MethodDescriptor, [self, ...args]: readonly string[]): string {
  return `${text.use('initException')}(${text.constant(method)}, ${self}, [${args.join(', ')}])`
}

/** The function that a class is asked for, as in `Base.__init__(self)`, where it has always been the same; null for others. */
function functionOfClass(cache: Cache | undefined): W_Function | null {
  if (cache === undefined || cache.kind !== KIND.ofClass || !(cache.value instanceof W_Function)) return null
  return known(cache).every((c) => c.value === cache.value) ? cache.value : null
}

/** So many methods are told apart before a call. */
const METHODS = 4

/** The methods that the LOAD_METHOD of this call is known to find, the likeliest last; none where there are too many. */
function methodsBefore(text: Text, base: number): Method[] {
  const cache = text.methods.get(base)
  text.methods.delete(base)
  if (cache === undefined) return []
  const all = new Set<Method>()
  for (const { kind, value } of known(cache))
    if (kind === KIND.method || kind === KIND.unshadowed || kind === KIND.classMethod) {
      if (
        value instanceof W_Function ||
        value instanceof W_MethodDescriptor ||
        value instanceof W_ClassMethodDescriptor
      )
        all.add(value)
    }
  return all.size > METHODS ? [] : [...all].reverse()
}

/** A call of a built-in function, or of a built-in method with its receiver, as an expression; null for others. */
function builtinByName(text: Text, f: unknown, all: readonly string[], names: readonly string[]): string | null {
  const isMethod = f instanceof W_MethodDescriptor || f instanceof W_ClassMethodDescriptor
  if (!isMethod && !(f instanceof W_BuiltinFunction && !f.passesSelf)) return null
  const body = bodyByName(text, f.code, all, names)
  return body === null ? null : `(S.callee = ${text.constant(f)}, ${body})`
}

/** A call with keywords: their values are the last arguments. */
export function callNamed(text: Text, pc: number): string {
  const { code, unit } = text.code
  const out = text.reg(code[pc + 1])
  const base = code[pc + 2]
  const count = code[pc + 3]
  const names = unit.keywordNames[code[pc + 4]]
  const callee = text.reg(base)
  const isMethod = code[pc] === CALL_METHOD_KW
  const args = registers(text, base + (isMethod ? 2 : 1), count)
  /** A call of what is probably one of these functions. */
  const call_ = (all: readonly string[], functions: readonly unknown[]): string => {
    let value = `${text.use('invokeNamed')}(${callee}, [${all.join(', ')}], ${text.constant(names)})`
    for (const f of functions) {
      const body = builtinByName(text, f, all, names)
      if (body !== null) value = `${callee} === ${text.constant(f)} ? ${body} : ${value}`
      const b = f instanceof W_Function ? boundByName(text, f, all, names) : null
      if (b !== null)
        value = `${callee} === ${text.constant(f)} && ${b.test} ? ${entered(text, f as W_Function, b.args)} : ${value}`
    }
    return value
  }
  if (!isMethod)
    return `${text.mark(pc)}\n${text.result(out, call_(args, [text.likely.get(base) ?? text.globals.get(base)]))}`
  const all = [text.reg(base + 1), ...args]
  const certain = text.certain.get(base)?.value
  if (certain instanceof W_Function) {
    const b = boundByName(text, certain, all, names)
    if (b !== null) {
      const value = `${b.test} ? ${entered(text, certain, b.args)} : ${call_(all, [])}`
      return `${text.mark(pc)}\n${text.result(out, value)}`
    }
  }
  const body = builtinByName(text, certain, all, names)
  if (body !== null) return `${text.mark(pc)}\n${text.result(out, body)}`
  const ofClass = functionOfClass(text.methods.get(base))
  const plain = call_(args, [ofClass])
  const bySelf = call_(all, methodsBefore(text, base))
  return `${text.mark(pc)}\n${text.result(out, `${text.reg(base + 1)} === undefined ? ${plain} : ${bySelf}`)}`
}

export function callEx(text: Text, pc: number): string {
  const { code } = text.code
  const mapping = code[pc + 4] < 0 ? 'undefined' : text.reg(code[pc + 4])
  const value = `${text.use('invokeSpread')}(${text.reg(code[pc + 2])}, ${text.reg(code[pc + 3])}, ${mapping})`
  return `${text.mark(pc)}\n${text.result(text.reg(code[pc + 1]), value)}`
}

/** The bound `__exit__` is in its register before `__enter__` is called. */
export function enterWith(text: Text, pc: number): string {
  const { code } = text.code
  const out = text.reg(code[pc + 1])
  return `${text.mark(pc)}
t = ${text.use('enterOf')}(${text.reg(code[pc + 2])})
${text.reg(code[pc + 1] + 1)} = S.second
${text.result(out, general(text, 't', []))}`
}

export function exitWith(text: Text, pc: number): string {
  const { code } = text.code
  const value = general(text, text.reg(code[pc + 2]), ['null', 'null', 'null'])
  return `${text.mark(pc)}\n${text.result(text.reg(code[pc + 1]), value)}`
}

export function exitWithException(text: Text, pc: number): string {
  const { code } = text.code
  const e = text.reg(code[pc + 3])
  const value = general(text, text.reg(code[pc + 2]), [`${e}.shape.type`, e, `${e}.traceback`])
  return `${text.mark(pc)}\n${text.result(text.reg(code[pc + 1]), value)}`
}
