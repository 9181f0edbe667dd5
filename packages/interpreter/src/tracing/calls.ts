// Calls. Those of Python functions are followed: the loop pushes the frame, and the tracer goes on in it. Those of a few built-in
// functions are looked into (see builtins.ts); all others are calls in the trace as well.
//
// What must stay true: a call that is followed cannot fail before the first instruction of its callee, because the loop makes it.
import type * as Jit from '@typhon/jit'
import {
  type BuiltinCode,
  isInstance,
  NotImplemented,
  objectNew,
  overridesCall,
  owned,
  shapes,
  Special,
  type Value,
  W_BuiltinFunction,
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
import { CO_VARARGS, CO_VARKEYWORDS } from '../objects/code-flags.ts'
import { newTuple } from './items.ts'
import { followConsumer } from './consume.ts'
import { callException, initException, isCaught } from './exceptions.ts'
import { tryBuiltin } from './failing.ts'
import { finish, resumeByCall } from './generators.ts'
import type { Handler, Handlers } from './instruction.ts'
import { fixType, guardShape } from './names.ts'
import { callOf } from './residual.ts'
import type { Tracer } from './tracer.ts'

/** What a call's positional arguments are for a function's parameters; null where that is not so simple. */
export function parameters(t: Tracer, func: Jit.Value, args: readonly Jit.Value[]): Jit.Value[] | null {
  const { code } = func.concrete as W_Function
  if (code.unit.kwonlyargcount > 0 || (code.flags & CO_VARKEYWORDS) !== 0) return null
  const hasRest = (code.flags & CO_VARARGS) !== 0
  const missing = Math.max(code.argcount - args.length, 0)
  if (args.length > code.argcount && !hasRest) return null
  const given = args.slice(0, code.argcount)
  if (missing > 0) {
    const found = lastDefaults(t, func, missing)
    if (found === null) return null
    given.push(...found)
  }
  return hasRest ? [...given, newTuple(t, args.slice(code.argcount))] : given
}

/** The last defaults of a function; null where it does not have so many. */
function lastDefaults(t: Tracer, func: Jit.Value, count: number): Jit.Value[] | null {
  const { defaults } = func.concrete as W_Function
  if (defaults === null || defaults.length < count) return null
  const first = defaults.length - count
  if (t.isConst(func)) return defaults.slice(first).map((w) => t.r.ref(w))
  const { d, r } = t
  const items = r.getfield(func, d.functionDefaults)
  if (r.isNull(items) || !r.isTrue(r.pure('int_eq', r.length(items, d.tupleArray), r.int(defaults.length)))) return null
  return Array.from({ length: count }, (_, i) => {
    const item = r.getitem(items, r.int(first + i), d.tupleArray)
    t.bound.add(item)
    return item
  })
}

/** A function has its code, and its defaults where it is known itself. */
export function fixFunction(t: Tracer, func: Jit.Value): void {
  if (t.isConst(func)) {
    const fact = t.facts.ofFunction(func.concrete as W_Function)
    if (fact.isVariable) t.r.postpone('a function that changes again and again')
    return t.rely(fact)
  }
  t.r.classOf(func, [t.d.ofShape(shapes.function)])
  t.r.promote(t.r.getfield(func, t.d.functionCode))
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
export function follow(t: Tracer, func: Jit.Value, args: readonly Jit.Value[]): boolean {
  const { code } = func.concrete as W_Function
  if (!t.mayEnter(code)) return false
  fixFunction(t, func)
  const values = parameters(t, func, args)
  if (values === null) return false
  t.following = { values, func, owner: null }
  return true
}

/** Makes an instance of a class whose instances are plain, and goes into its `__init__`; false where that is not so simple. */
function construct(t: Tracer, callee: Jit.Value, args: readonly Jit.Value[]): boolean {
  const type = callee.concrete as W_Type
  if (!type.heap || overridesCall(type) || type.special(Special.new) !== objectNew() || type.abstract) return false
  const init = type.special(Special.init)
  if (!(init instanceof W_Function) || !t.mayEnter(init.code)) return false
  const shape = type.rootShape()
  const descr = t.d.instancesOf(shape)
  if (descr === null) return false
  t.r.promote(callee)
  fixType(t, type)
  const func = t.r.ref(init)
  fixFunction(t, func)
  const values = parameters(t, func, [t.r.ref(null), ...args])
  if (values === null) return false
  // A field that holds doubles in all instances is to hold nothing else in this one.
  const floats = type.host?.inline === shape.inline ? type.host.floats : 0
  const empty = Array.from({ length: shape.inline }, (_, i) => t.r.ref((floats & (1 << i)) === 0 ? undefined : 0))
  const instance = t.r.create(descr, [t.r.ref(shape), ...empty])
  values[0] = instance
  t.following = { values, func, owner: instance }
  return true
}

/** What a function gave, or raises what it has raised. */
function resultOf(w: Value): Value {
  if (w === RAISED) throw takeRaised()
  return w
}

/** The same of a call that a compiled trace makes. */
function resultInTrace(w: Value): Value {
  if (w === RAISED) throw takeRaised()
  if (owned.live !== 0) endInTrace()
  return w
}

/** Calls by the number of arguments. */
const CALLS: readonly ((f: Value, ...args: any[]) => Value)[] = [
  (f) => resultInTrace(invoke.invoke0(f)),
  (f, a) => resultInTrace(invoke.invoke1(f, a)),
  (f, a, b) => resultInTrace(invoke.invoke2(f, a, b)),
  (f, a, b, c) => resultInTrace(invoke.invoke3(f, a, b, c)),
  (f, a, b, c, d) => resultInTrace(invoke.invoke(f, [a, b, c, d])),
]

const callAny = (f: Value, ...args: Value[]): Value => resultInTrace(invoke.invoke(f, args))

/** All of them while they are recorded. */
const recorded = (f: Value, ...args: Value[]): Value => resultOf(invokeBy(f, args))

/** Gives RAISED where the function raises something. */
const invokeAny = (f: Value, ...args: Value[]): Value => {
  const w = invokeBy(f, args)
  if (owned.live !== 0) endInTrace()
  return w
}

const invokeRecorded = (f: Value, ...args: Value[]): Value => invokeBy(f, args)

function invokeBy(f: Value, args: Value[]): Value {
  switch (args.length) {
    case 0:
      return invoke.invoke0(f)
    case 1:
      return invoke.invoke1(f, args[0])
    case 2:
      return invoke.invoke2(f, args[0], args[1])
    case 3:
      return invoke.invoke3(f, args[0], args[1], args[2])
    default:
      return invoke.invoke(f, args)
  }
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

/** A built-in function that takes positional arguments alone, by its body: V8 knows then what is called. Null for others. */
function callBody(t: Tracer, callee: Jit.Value, args: readonly Jit.Value[]): Jit.Value | null {
  const w = callee.concrete as Value
  const isMethod = w instanceof W_MethodDescriptor
  if (!t.isConst(callee) || !(isMethod || (w instanceof W_BuiltinFunction && !w.passesSelf))) return null
  const { code } = w as W_MethodDescriptor | W_BuiltinFunction
  const rest = code.direct ? -1 : restOf(code)
  if ((!code.direct && rest < 0) || args.length < Math.max(code.min, rest) || args.length > code.max) return null
  if (isMethod) {
    if (!isInstance(args[0].concrete, w.owner)) return null
    guardShape(t, args[0])
  }
  const quiet = isMethod && isQuiet(t, code.name, args)
  return t.call(bodyOf(t, w, code, args.length, rest, quiet), ...args)
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
): Jit.CallDescr {
  let all = bodies.get(w)
  if (all === undefined) bodies.set(w, (all = new Map()))
  const key = `${count}${quiet ? ' quiet' : ''}`
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
    code.params.forEach((p, i) => {
      add(', ')
      if (i === rest) {
        add(`[${Array.from({ length: count - rest }, (_, k) => `$${rest + k}`).join(', ')}]`)
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

/** How many short calls one of a function with loops in it is like. */
const LONG_CALL = 10

/** The code of the Python function that a call runs, null where it runs none. */
function pythonCodeOf(w: Value): W_Code | null {
  const func = w instanceof W_Method ? w.func : w instanceof W_Type ? w.special(Special.init) : w
  return func instanceof W_Function ? func.code : null
}

/** A call in the trace. */
function callIt(t: Tracer, frame: Frame, callee: Jit.Value, args: readonly Jit.Value[]): boolean {
  const out = pythonCodeOf(callee.concrete as Value)
  if (out !== null) t.r.callOut(t.hasLoops(out) ? LONG_CALL : 1)
  const fn = CALLS[args.length]
  const descr = isCaught(t)
    ? callOf(t, 'invoke', invokeAny, { recorded: invokeRecorded })
    : callOf(t, fn === undefined ? 'call' : `call${args.length}`, fn ?? callAny, { recorded })
  return t.done(frame, t.call(descr, callee, ...args))
}

export function callValue(
  t: Tracer,
  frame: Frame,
  callee: Jit.Value,
  args: readonly Jit.Value[],
  followsMethods: boolean,
): boolean {
  const w = callee.concrete as Value
  if (w instanceof W_Function) {
    if (!isDispatch(t, callee) && follow(t, callee, args)) return false
  } else if (w instanceof W_Type) {
    if (construct(t, callee, args)) return false
    const made = callException(t, frame, callee, args)
    if (made !== null) return made
  } else if (followsMethods && w instanceof W_Method && w.func instanceof W_Function) {
    const { d, r } = t
    r.classOf(callee, [d.ofShape(w.shape)])
    const func = r.getfield(callee, d.methodFunc)
    if (!isDispatch(t, func) && follow(t, func, [r.getfield(callee, d.methodSelf), ...args])) return false
  }
  if (w instanceof W_Object && w.shape.type.heap) {
    const method = w.shape.type.special(Special.call)
    if (method instanceof W_Function && t.mayEnter(method.code)) {
      guardShape(t, callee)
      if (follow(t, t.r.ref(method), [callee, ...args])) return t.enterFollowed(frame)
    }
  }
  if (resumeByCall(t, frame, callee, args)) return true
  if (followConsumer(t, frame, callee, args)) return true
  const failed = tryBuiltin(t, frame, callee, args)
  if (failed !== null) return failed
  const known = knownBuiltin(t, callee, args) ?? initException(t, callee, args) ?? callBody(t, callee, args)
  return known === null ? callIt(t, frame, callee, args) : t.done(frame, known)
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

/** The result is the caller's, when the loop has left the frame. */
const returnValue: Handler = (t, frame) => {
  const value = t.read(frame, frame.code.code[frame.pc + 1])
  if (t.top.caller === null) {
    t.r.finish(value)
    return false
  }
  const { isOperator, instance, generator } = t.top
  if (generator !== null) return finish(t, frame, generator, value)
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
  const waits = pending[0]
  pending[0] = 0
  t.guardNothingWaits(r.call(t.d.pending))
  pending[0] = waits
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
    [Op.RETURN_VALUE, returnValue],
    [Op.JUMP, jump],
    [Op.JUMP_BACKWARD, jumpBackward],
    [Op.NOP, nop],
  ]
  for (const [op, handler] of all) handlers.set(op, handler)
}
