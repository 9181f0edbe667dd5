// Calls. Those of Python functions are followed: the loop pushes the frame, and the tracer goes on in it. Those of a few built-in
// functions are looked into (see builtins.ts); all others are calls in the trace as well.
//
// What must stay true: a call that is followed cannot fail before the first instruction of its callee, because the loop makes it.
import type * as Jit from '@typhon/jit'
import {
  type BuiltinCode,
  isInstance,
  isIterator,
  NotImplemented,
  objectInit,
  objectNew,
  overridesCall,
  owned,
  shapes,
  Special,
  type Value,
  W_BuiltinFunction,
  W_Bytes,
  W_Float,
  W_Method,
  W_MethodDescriptor,
  W_Object,
  W_Type,
} from '@typhon/objspace'
import * as invoke from '../baseline/invoke.ts'
import { RAISED, S, takeRaised } from '../baseline/leave.ts'
import { attend, pending } from '../eval/context.ts'
import * as Op from '../generated/opcodes.ts'
import type { Frame } from '../objects/frame.ts'
import type { W_Code } from '../objects/code.ts'
import { W_Function } from '../objects/function.ts'
import { endInTrace } from '../prompt/traces.ts'
import { knownBuiltin } from './builtins.ts'
import { Choices } from './choices.ts'
import { CO_MAKES_GENERATOR, CO_VARARGS, CO_VARKEYWORDS } from '../objects/code-flags.ts'
import { newTuple } from './items.ts'
import { followConsumer } from './consume.ts'
import { callException, initException, isCaught } from './exceptions.ts'
import { tryBuiltin } from './failing.ts'
import { finish, resumeByCall } from './generators.ts'
import type { Handler, Handlers } from './instruction.ts'
import { enterFunction } from './entering.ts'
import { newNamed } from './named.ts'
import { fixType, guardShape, inNamespace, isOfPassing } from './names.ts'
import { fromStanding, placed } from './standing.ts'
import type { Tracer } from './tracer.ts'

/** The names of arguments, which are the last ones. */
type Names = readonly string[]
const UNNAMED: Names = []

/** What a call's arguments are for a function's parameters; null where that is not so simple, or an error. */
export function parameters(
  t: Tracer,
  func: Jit.Value,
  args: readonly Jit.Value[],
  names: Names = UNNAMED,
): Jit.Value[] | null {
  const { code } = func.concrete as W_Function
  const { argcount, kwonlyargcount, posonlyargcount, varnames } = code.unit
  const hasRest = (code.flags & CO_VARARGS) !== 0
  const hasExtra = (code.flags & CO_VARKEYWORDS) !== 0
  const positional = args.length - names.length
  if (positional > argcount && !hasRest) return null
  const count = argcount + kwonlyargcount
  const given: (Jit.Value | undefined)[] = Array.from({ length: count }, (_, i) =>
    i < positional && i < argcount ? args[i] : undefined,
  )
  const extra: { names: string[]; values: Jit.Value[] } = { names: [], values: [] }
  for (const [k, name] of names.entries()) {
    const at = varnames.indexOf(name, posonlyargcount)
    if (at >= 0 && at < count) {
      if (given[at] !== undefined) return null
      given[at] = args[positional + k]
    } else if (hasExtra) {
      extra.names.push(name)
      extra.values.push(args[positional + k])
    } else return null
  }
  if (!fillDefaults(t, func, given)) return null
  for (let i = argcount; i < count; i++) {
    if (given[i] !== undefined) continue
    const w = namedDefault(t, func, varnames[i])
    if (w === null) return null
    given[i] = w
  }
  const all = given as Jit.Value[]
  if (hasRest) all.push(newTuple(t, args.slice(argcount, positional)))
  if (hasExtra) all.push(newNamed(t, extra.names, extra.values, (code.flags & CO_MAKES_GENERATOR) === 0))
  return all
}

/** The default of a parameter that is given by name alone; null where there is none that is known. */
function namedDefault(t: Tracer, func: Jit.Value, name: string): Jit.Value | null {
  const { kwdefaults } = func.concrete as W_Function
  return t.isConst(func) && kwdefaults !== null && kwdefaults.shape === shapes.dict
    ? inNamespace(t, kwdefaults, name)
    : null
}

/** Puts the defaults of a function where nothing is given for its first parameters; false where it does not have so many. */
function fillDefaults(t: Tracer, func: Jit.Value, given: (Jit.Value | undefined)[]): boolean {
  const { code, defaults } = func.concrete as W_Function
  const { argcount } = code
  const missing = given.indexOf(undefined)
  if (missing < 0 || missing >= argcount) return true
  const none = argcount - (defaults?.length ?? 0)
  if (defaults === null || missing < none) return false
  const { d, r } = t
  const isConst = t.isConst(func)
  const items = isConst ? null : r.getfield(func, d.functionDefaults)
  if (items !== null) {
    if (r.isNull(items)) return false
    if (!r.isTrue(r.pure('int_eq', r.length(items, d.tupleArray), r.int(defaults.length)))) return false
  }
  for (let i = missing; i < argcount; i++) {
    if (given[i] !== undefined) continue
    const item = items === null ? r.ref(defaults[i - none]) : r.getitem(items, r.int(i - none), d.tupleArray)
    t.bound.add(item)
    given[i] = item
  }
  return true
}

/** A function has its code and its globals, and its defaults where it is known itself. */
export function fixFunction(t: Tracer, func: Jit.Value): void {
  if (t.isConst(func)) {
    const fact = t.facts.ofFunction(func.concrete as W_Function)
    if (fact.isVariable) t.r.postpone('a function that changes again and again')
    return t.rely(fact)
  }
  t.r.classOf(func, [t.d.ofShape(shapes.function)])
  t.r.promote(t.r.getfield(func, t.d.functionCode))
  t.r.promote(t.r.getfield(func, t.d.functionGlobals))
}

/** So many functions a call in a tree goes into; each has been a bridge. */
const MOST_CALLEES = 5

const callees = new Choices<W_Code>()

/** Whether a call chooses among so many functions, by a table say, that telling them apart one by one takes longer than calling any: then the tree was made in vain. */
function isDispatch(t: Tracer, func: Jit.Value): boolean {
  if (t.isConst(func)) return false
  const { count, isNew } = callees.add(t, (func.concrete as W_Function).code)
  if (count === MOST_CALLEES + 1 && isNew) t.r.startAnew('a call that chooses among many functions')
  return count > MOST_CALLEES
}

/** Goes into a Python function; false where the call has to be made by the trace. */
export function follow(t: Tracer, func: Jit.Value, args: readonly Jit.Value[], names: Names = UNNAMED): boolean {
  const { code } = func.concrete as W_Function
  if (!t.mayEnter(code)) return false
  fixFunction(t, func)
  const values = parameters(t, func, args, names)
  if (values === null) return false
  t.following = { values, func, owner: null }
  return true
}

/** An instance of a class whose instances are plain, without attributes; null of other classes. */
function newInstance(t: Tracer, type: W_Type): Jit.Value | null {
  const shape = type.rootShape()
  const descr = t.d.instancesOf(shape)
  if (descr === null) return null
  // A field that holds doubles in all instances is to hold nothing else in this one.
  const floats = type.host?.inline === shape.inline ? type.host.floats : 0
  const empty = Array.from({ length: shape.inline }, (_, i) => t.r.ref((floats & (1 << i)) === 0 ? undefined : 0))
  return t.r.create(descr, [t.r.ref(shape), ...empty])
}

/** The same of a class that has neither `__new__` nor `__init__`; null for other calls. */
function constructBare(t: Tracer, callee: Jit.Value, args: readonly Jit.Value[]): Jit.Value | null {
  const type = callee.concrete as W_Type
  if (args.length > 0 || !type.heap || overridesCall(type) || type.abstract) return null
  if (type.special(Special.new) !== objectNew() || type.special(Special.init) !== objectInit()) return null
  if (t.d.instancesOf(type.rootShape()) === null || isOfPassing(t, callee)) return null
  t.r.promote(callee)
  fixType(t, type)
  return newInstance(t, type)
}

/** Makes an instance of a class whose instances are plain, and goes into its `__init__`; false where that is not so simple. */
function construct(t: Tracer, callee: Jit.Value, args: readonly Jit.Value[], names: Names): boolean {
  const type = callee.concrete as W_Type
  if (!type.heap || overridesCall(type) || type.special(Special.new) !== objectNew() || type.abstract) return false
  const init = type.special(Special.init)
  if (!(init instanceof W_Function) || isOfPassing(t, callee) || !t.mayEnter(init.code)) return false
  if (t.d.instancesOf(type.rootShape()) === null) return false
  t.r.promote(callee)
  fixType(t, type)
  const func = t.r.ref(init)
  fixFunction(t, func)
  const values = parameters(t, func, [t.r.ref(null), ...args], names)
  if (values === null) return false
  const instance = newInstance(t, type) as Jit.Value
  values[0] = instance
  t.following = { values, func, owner: instance }
  return true
}

/** What a function gave, or raises what it has raised. */
export function resultOf(w: Value): Value {
  if (w === RAISED) throw takeRaised()
  return w
}

/** What a call in a compiled trace gave, which sees to what it has raised. */
export function givenInTrace(w: Value): Value {
  if (owned.live !== 0) endInTrace()
  return w
}

/** The same where what it has raised leaves the trace. */
export function resultInTrace(w: Value): Value {
  if (w === RAISED) throw takeRaised()
  if (owned.live !== 0) endInTrace()
  return w
}

/** Ways to call by the number of arguments; more are given as an array. */
const WAYS = [invoke.invoke0, invoke.invoke1, invoke.invoke2, invoke.invoke3]

/** A call by one of the ways that compiled code has, with these operands; `recorded` is the same for the recording. */
function calling(
  t: Tracer,
  name: string,
  way: unknown,
  operands: string,
  recorded: (...args: any[]) => Value,
): Jit.CallDescr {
  const catches = isCaught(t)
  const held = [catches ? givenInTrace : resultInTrace, way]
  const text = fromStanding(t, new t.jit.Template(['', '(', `(${operands}))`], held))
  const options = { text, recorded: catches ? recorded : (...args: any[]) => resultOf(recorded(...args)) }
  return new t.jit.CallDescr(name, { ...options, result: 'r', throws: true })
}

/** A call of what is mostly a Python function with as many parameters: each place enters them by itself, so V8 learns which they are. */
function callingFunction(t: Tracer, count: number): Jit.CallDescr {
  const catches = isCaught(t)
  const given = Array.from({ length: count }, (_, i) => `$${i + 1}`).join(', ')
  const operands = ['$0', given].filter(Boolean).join(', ')
  const way = WAYS[count] ?? invoke.invoke
  const otherwise = WAYS[count] === undefined ? `$0, [${given}]` : operands
  const parts = [
    '',
    '($0?.shape === ',
    ` && $0.code.arity === ${count} ? $0.code.entry(${operands}) : `,
    `(${otherwise}))`,
  ]
  const held = [catches ? givenInTrace : resultInTrace, shapes.function, way]
  const text = fromStanding(t, new t.jit.Template(parts, held))
  const recorded = (f: Value, ...values: Value[]): Value => {
    const w = invoke.invoke(f, values)
    return catches ? w : resultOf(w)
  }
  return new t.jit.CallDescr('call', { text, recorded, result: 'r', throws: true })
}

/** Methods of str that run no code of the program and touch no object where all arguments are of built-in kinds without parts. */
const QUIET = new Set(
  (
    'capitalize casefold center count endswith expandtabs find index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric ' +
    'isprintable isspace istitle isupper ljust lower lstrip partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit ' +
    'rstrip split splitlines startswith strip swapcase title upper zfill'
  ).split(' '),
)

/** Whether a call is quiet; guards that the arguments are what they are. */
function isQuiet(t: Tracer, name: string, args: readonly Jit.Value[]): boolean {
  if (!QUIET.has(name) || typeof args[0].concrete !== 'string') return false
  const isPlain = (w: unknown): boolean => w === null || typeof w === 'string' || typeof w === 'number'
  if (!args.every((arg) => isPlain(arg.concrete))) return false
  for (const arg of args) if (!t.r.isNull(arg)) t.r.classOf(arg, [t.d.str, t.d.int])
  return true
}

/** Functions of which the same is true, with floats and bytes as well. */
const QUIET_FUNCTIONS = new Set(['_struct.pack', '_struct.unpack', '_struct.calcsize'])

/** Whether a call of a function is quiet; guards that the arguments are what they are. */
function isQuietFunction(t: Tracer, name: string, args: readonly Jit.Value[]): boolean {
  if (!QUIET_FUNCTIONS.has(name)) return false
  const { bytes, float, int, str } = t.d
  const kinds = args.map(({ concrete: w }) =>
    typeof w === 'string'
      ? str
      : typeof w === 'number'
        ? int
        : w instanceof W_Float && w.shape === shapes.float
          ? float
          : w instanceof W_Bytes && w.shape === shapes.bytes
            ? bytes
            : null,
  )
  if (kinds.includes(null)) return false
  args.forEach((arg, i) => t.r.classOf(arg, [kinds[i]!]))
  return true
}

/** A built-in function that takes positional arguments alone, by its body: V8 knows then what is called. Null for others. */
function callBody(t: Tracer, callee: Jit.Value, args: readonly Jit.Value[], names: Names): Jit.Value | null {
  const w = callee.concrete as Value
  const isMethod = w instanceof W_MethodDescriptor
  if (!t.isConst(callee) || !(isMethod || (w instanceof W_BuiltinFunction && !w.passesSelf))) return null
  const { code } = w as W_MethodDescriptor | W_BuiltinFunction
  if (names.length > 0) {
    const places = code.placesOf(args.length, names)
    if (places === null || code.params.some((p, i) => p.required && places[i] < 0)) return null
    if (isMethod) {
      if (places[0] !== 0 || !isInstance(args[0].concrete, w.owner)) return null
      guardShape(t, args[0])
    }
    return t.call(placed(t, bodyOf(t, w, code, args.length, -1, false, places), args, code.seesCallers), ...args)
  }
  const rest = code.direct ? -1 : restOf(code)
  if ((!code.direct && rest < 0) || args.length < Math.max(code.min, rest) || args.length > code.max) return null
  if (isMethod) {
    if (!isInstance(args[0].concrete, w.owner)) return null
    guardShape(t, args[0])
  }
  const quiet = isMethod ? isQuiet(t, code.name, args) : isQuietFunction(t, code.qualname, args)
  return t.call(placed(t, bodyOf(t, w, code, args.length, rest, quiet), args, code.seesCallers), ...args)
}

/** How many parameters a function has before those that take all other arguments; -1 where it is not called so. */
function restOf(code: BuiltinCode): number {
  const { params } = code
  const rest = params.length - 1
  if (code.raw !== null || code.pair !== null || code.before !== null || rest < 0 || params[rest].kind !== 'rest')
    return -1
  return params.every((p, i) => i === rest || p.kind === 'positional' || p.kind === 'either') ? rest : -1
}

const bodies = new WeakMap<Value & object, Map<string, Jit.CallDescr>>()

function bodyOf(
  t: Tracer,
  w: Value & object,
  code: BuiltinCode,
  count: number,
  rest: number,
  quiet: boolean,
  places: readonly number[] | null = null,
): Jit.CallDescr {
  let all = bodies.get(w)
  if (all === undefined) bodies.set(w, (all = new Map()))
  const key = `${count}${quiet ? ' quiet' : ''}${places === null ? '' : ` ${places.join(' ')}`}`
  let descr = all.get(key)
  if (descr === undefined) {
    const parts: string[] = ['(']
    const held: unknown[] = []
    const add = (text: string, ...value: unknown[]): void => {
      parts[parts.length - 1] += text
      for (const one of value) {
        held.push(one)
        parts.push('')
      }
    }
    add('', S)
    add('.callee = ', w)
    add(', ', code.body)
    add('.call(', code)
    code.params.forEach((p, k) => {
      add(', ')
      const i = places === null ? k : places[k] < 0 ? count : places[k]
      if (k === rest) {
        add(`[${Array.from({ length: count - rest }, (_, n) => `$${rest + n}`).join(', ')}]`)
      } else if (i >= count) add('', p.default)
      else if (p.convert === null) add(`$${i}`)
      else {
        add('', p.convert)
        add(`($${i}, `, p)
        add(')')
      }
    })
    add('))')
    const options: Jit.CallOptions = { text: new t.jit.Template(parts, held), result: 'r', throws: true }
    descr = new t.jit.CallDescr(code.qualname, quiet ? { ...options, writes: [] } : options)
    all.set(key, descr)
  }
  return descr
}

/** Whether a call runs a Python function. */
function runsPython(w: Value): boolean {
  return (w instanceof W_Method ? w.func : w instanceof W_Type ? w.special(Special.init) : w) instanceof W_Function
}

/** A call in the trace. */
function callIt(t: Tracer, frame: Frame, callee: Jit.Value, args: readonly Jit.Value[], names: Names): boolean {
  if (runsPython(callee.concrete as Value)) t.r.callOut()
  const given = args.map((_, i) => `$${i + (names.length > 0 ? 2 : 1)}`).join(', ')
  if (names.length > 0) {
    const named = (f: Value, keywords: Names, ...values: Value[]): Value => invoke.invokeNamed(f, values, keywords)
    const descr = calling(t, 'callNamed', invoke.invokeNamed, `$0, [${given}], $1`, named)
    return t.done(frame, t.call(descr, callee, t.r.ref(names), ...args))
  }
  const entered = enterFunction(t, callee, args)
  if (entered !== null) return t.done(frame, entered)
  const w = callee.concrete
  if (w instanceof W_Function && w.code.arity === args.length)
    return t.done(frame, t.call(callingFunction(t, args.length), callee, ...args))
  const way = WAYS[args.length]
  const operands = way === undefined ? `$0, [${given}]` : ['$0', given].filter(Boolean).join(', ')
  const descr = calling(t, 'call', way ?? invoke.invoke, operands, (f, ...values) => invoke.invoke(f, values))
  return t.done(frame, t.call(descr, callee, ...args))
}

/** `callee(*given, **mapping)` of what is no tuple or list, or of a dict that is not known. */
export function spreadIt(t: Tracer, frame: Frame, callee: Jit.Value, given: Jit.Value, mapping: Jit.Value): boolean {
  if (runsPython(callee.concrete as Value)) t.r.callOut()
  const descr = calling(t, 'callSpread', invoke.invokeSpread, '$0, $1, $2', invoke.invokeSpread)
  return t.done(frame, t.call(descr, callee, given, mapping))
}

export function callValue(
  t: Tracer,
  frame: Frame,
  callee: Jit.Value,
  args: readonly Jit.Value[],
  followsMethods: boolean,
  names: Names = UNNAMED,
): boolean {
  const w = callee.concrete as Value
  if (w instanceof W_Function) {
    if (!isDispatch(t, callee) && follow(t, callee, args, names)) return false
  } else if (w instanceof W_Type) {
    if (construct(t, callee, args, names)) return false
    const bare = constructBare(t, callee, args)
    if (bare !== null) return t.done(frame, bare)
    const made = names.length > 0 ? null : callException(t, frame, callee, args)
    if (made !== null) return made
  } else if (followsMethods && w instanceof W_Method && w.func instanceof W_Function) {
    const { d, r } = t
    r.classOf(callee, [d.ofShape(w.shape)])
    const func = r.getfield(callee, d.methodFunc)
    if (!isDispatch(t, func) && follow(t, func, [r.getfield(callee, d.methodSelf), ...args], names)) return false
  }
  if (w instanceof W_Object && w.shape.type.heap) {
    const method = w.shape.type.special(Special.call)
    if (method instanceof W_Function && !isOfPassing(t, callee) && t.mayEnter(method.code)) {
      guardShape(t, callee)
      if (follow(t, t.r.ref(method), [callee, ...args], names)) return t.enterFollowed(frame)
    }
  }
  if (followConsumer(t, frame, callee, args, names)) return true
  if (names.length > 0) {
    const named = callBody(t, callee, args, names)
    return named === null ? callIt(t, frame, callee, args, names) : t.done(frame, named)
  }
  if (resumeByCall(t, frame, callee, args)) return true
  const failed = tryBuiltin(t, frame, callee, args)
  if (failed !== null) return failed
  const known = knownBuiltin(t, callee, args) ?? initException(t, callee, args) ?? callBody(t, callee, args, names)
  return known === null ? callIt(t, frame, callee, args, names) : t.done(frame, known)
}

const call: Handler = (t, frame) => {
  const { code } = frame.code
  const { pc } = frame
  const base = code[pc + 2]
  const args = Array.from({ length: code[pc + 3] }, (_, i) => t.read(frame, base + 1 + i))
  return callValue(t, frame, t.read(frame, base), args, true)
}

const callMethod: Handler = (t, frame) => {
  const { code } = frame.code
  const { pc } = frame
  const base = code[pc + 2]
  const self = t.read(frame, base + 1)
  const args = Array.from({ length: code[pc + 3] }, (_, i) => t.read(frame, base + 2 + i))
  // The receiver is a constant where the attribute was no method.
  const bound = self.concrete !== undefined
  if (!t.isConst(self) && !t.bound.has(self)) t.r.isTrue(t.r.pure('ptr_ne', self, t.r.ref(undefined)))
  return callValue(t, frame, t.read(frame, base), bound ? [self, ...args] : args, false)
}

/** A call whose last arguments are named. */
const callKeywords =
  (isMethod: boolean): Handler =>
  (t, frame) => {
    const { code, unit } = frame.code
    const { pc } = frame
    const base = code[pc + 2]
    const first = base + (isMethod ? 2 : 1)
    const args = Array.from({ length: code[pc + 3] }, (_, i) => t.read(frame, first + i))
    if (isMethod) {
      const self = t.read(frame, base + 1)
      if (!t.isConst(self) && !t.bound.has(self)) t.r.isTrue(t.r.pure('ptr_ne', self, t.r.ref(undefined)))
      if (self.concrete !== undefined) args.unshift(self)
    }
    const names = unit.keywordNames[code[pc + 4]]
    if (callValue(t, frame, t.read(frame, base), args, !isMethod, names)) return true
    return t.following === null ? false : t.enterFollowed(frame)
  }

/** The result is the caller's, when the loop has left the frame. */
const returnValue: Handler = (t, frame) => {
  const value = t.read(frame, frame.code.code[frame.pc + 1])
  if (t.top.caller === null) {
    t.r.finish(value)
    return false
  }
  const { isOperator, givesIterator, instance, generator } = t.top
  if (generator !== null) return finish(t, frame, generator, value)
  if (givesIterator) {
    if (!isIterator(value.concrete as Value)) {
      t.r.leave()
      return false
    }
    guardShape(t, value)
  }
  // An operator may have another method to call; `__init__` has to give None.
  if (isOperator ? value.concrete === NotImplemented : instance !== null && value.concrete !== null) {
    t.r.leave()
    return false
  }
  if (isOperator) t.r.isTrue(t.r.pure('ptr_ne', value, t.r.ref(NotImplemented)))
  if (instance !== null) t.r.isNull(value)
  t.returned = value
  return false
}

const jump: Handler = (_t, frame) => {
  frame.pc = frame.code.code[frame.pc + 1]
  return true
}

const jumpBackward: Handler = (t, frame) => {
  const { r } = t
  // What waits is attended to now; what the trace is left for is what waits then.
  if (pending[0] !== 0) attend(true)
  t.guardNothingWaits(r.call(t.d.pending))
  t.atHead = true
  frame.pc = frame.code.code[frame.pc + 1]
  return true
}

const nop: Handler = (t, frame) => t.next(frame)

/** Puts the handlers of this file into the table. */
export function addCalls(handlers: Handlers): void {
  const all: [number, Handler][] = [
    [Op.CALL, call],
    [Op.CALL_METHOD, callMethod],
    [Op.CALL_KW, callKeywords(false)],
    [Op.CALL_METHOD_KW, callKeywords(true)],
    [Op.RETURN_VALUE, returnValue],
    [Op.JUMP, jump],
    [Op.JUMP_BACKWARD, jumpBackward],
    [Op.NOP, nop],
  ]
  for (const [op, handler] of all) handlers.set(op, handler)
}
