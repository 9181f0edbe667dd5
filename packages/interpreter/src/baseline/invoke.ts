// Calls that compiled code does not make in place: other callables than functions of the right arity, keywords, spread arguments.
//
// What must stay true: a Python function, a bound method of one and a class whose instances are plain are entered without built-in
// code between, so that callers can be unwound.
import {
  allocateException,
  call,
  EXCEPTION_LAYOUT,
  isPlainException,
  type KeywordNames,
  objectInit,
  objectNew,
  overridesCall,
  owned,
  Special,
  type Value,
  W_Callable,
  type W_Dict,
  W_Iterator,
  W_List,
  W_Method,
  type W_Object,
  tupleOf,
  W_Tuple,
  W_Type,
} from '@typhon/objspace'
import { noneReturned, spreadArguments, unpackSequence, withMethods } from '../eval/control.ts'
import { UNWIND } from '../eval/unwinding.ts'
import { Return } from '../objects/frame.ts'
import { bindArguments, W_Function } from '../objects/function.ts'
import { RAISED, S } from './leave.ts'

/** A Python function with any arguments, which are given away. */
function enter(f: W_Function, args: Value[], names: KeywordNames): Value {
  const { code } = f
  if (names === null) {
    if (code.arity >= 0) {
      const { defaults } = f
      const given = args.length
      if (given < code.arity && defaults !== null && given >= code.arity - defaults.length)
        for (let i = given - code.arity + defaults.length; i < defaults.length; i++) args.push(defaults[i])
      if (args.length === code.arity) return enterAll(f, args)
    } else if (code.rest >= 0 && args.length >= code.rest && owned.live === 0) return enterWithRest(f, args)
  }
  const window = code.window()
  bindArguments(f, args, names, window)
  return code.enterWindow(f, window)
}

/** A Python function with as many values as it has parameters. */
function enterAll(f: W_Function, all: readonly Value[]): Value {
  const { code } = f
  switch (all.length) {
    case 0:
      return code.entry(f)
    case 1:
      return code.entry(f, all[0])
    case 2:
      return code.entry(f, all[0], all[1])
    case 3:
      return code.entry(f, all[0], all[1], all[2])
    case 4:
      return code.entry(f, all[0], all[1], all[2], all[3])
    default:
      return code.entry(f, ...all)
  }
}

/** A Python function whose last parameter is `*args`, and nothing of what it takes before is missing. */
function enterWithRest(f: W_Function, args: readonly Value[]): Value {
  const { code } = f
  switch (code.rest) {
    case 0:
      return code.entry(f, tupleOf(args))
    case 1:
      return code.entry(f, args[0], tupleOf(args.slice(1)))
    case 2:
      return code.entry(f, args[0], args[1], tupleOf(args.slice(2)))
    default:
      return code.entry(f, ...args.slice(0, code.rest), tupleOf(args.slice(code.rest)))
  }
}

/** A Python function that has not one parameter, called with one argument. */
function enter1(f: W_Function, a: Value): Value {
  const { code, defaults } = f
  if (defaults !== null) {
    const n = defaults.length
    if (code.arity === 2 && n > 0) return code.entry(f, a, defaults[n - 1])
    if (code.arity === 3 && n > 1) return code.entry(f, a, defaults[n - 2], defaults[n - 1])
  }
  return enter(f, [a], null)
}

/** The same with two. */
function enter2(f: W_Function, a: Value, b: Value): Value {
  const { code, defaults } = f
  if (code.arity === 3 && defaults !== null && defaults.length > 0)
    return code.entry(f, a, b, defaults[defaults.length - 1])
  return enter(f, [a, b], null)
}

/**
 * A new instance of a class made in Python whose instances are plain, or of a class of exceptions; undefined for other classes. The
 * arguments are given away.
 */
function construct(type: W_Type, args: Value[], names: KeywordNames): Value | undefined {
  const init = plainInit(type)
  if (init !== null) return initialised(type.allocate(), init, args, names)
  return args.length === 0 && isBare(type) ? type.allocate() : makeException(type, args, names)
}

function makeException(type: W_Type, args: Value[], names: KeywordNames): Value | undefined {
  if (type.layout !== EXCEPTION_LAYOUT || overridesCall(type)) return undefined
  if (isPlainException(type)) return names === null ? allocateException(type, args) : undefined
  const init = type.special(Special.init)
  if (!(init instanceof W_Function)) return undefined
  const w = allocateException(type, args.slice(0, args.length - (names === null ? 0 : names.length)))
  return w === undefined ? undefined : initialised(w, init, args, names)
}

/** Calls the `__init__` of a new instance and gives that. */
function initialised(w: W_Object, init: W_Function, args: Value[], names: KeywordNames): Value {
  const { code } = init
  let result: Value
  try {
    if (names === null && code.arity === args.length + 1 && args.length < 4) {
      switch (args.length) {
        case 0:
          result = code.entry(init, w)
          break
        case 1:
          result = code.entry(init, w, args[0])
          break
        case 2:
          result = code.entry(init, w, args[0], args[1])
          break
        default:
          result = code.entry(init, w, args[0], args[1], args[2])
      }
    } else result = enter(init, [w, ...args], names)
  } catch (e) {
    throw leftInit(e, w)
  }
  return result === null ? w : notMade(result)
}

/** The `__init__` in Python of a class whose instances are plain; null for other classes. */
export function plainInit(type: W_Type): W_Function | null {
  if (!type.heap || overridesCall(type) || type.special(Special.new) !== objectNew() || type.abstract) return null
  const init = type.special(Special.init)
  return init instanceof W_Function ? init : null
}

/** Whether a class made in Python has neither a way of making instances nor an `__init__` of its own. */
function isBare(type: W_Type): boolean {
  if (!type.heap || overridesCall(type) || type.abstract) return false
  return type.special(Special.new) === objectNew() && type.special(Special.init) === objectInit()
}

/** What the call of a class gives whose `__init__` gave something else than None. */
export function notMade(result: Value): Value {
  if (result === RAISED) return RAISED
  throw noneReturned(result)
}

/** What is thrown on where `e` was thrown by the `__init__` of `w`. */
export function leftInit(e: unknown, w: W_Object): unknown {
  if (e === UNWIND) makesInstance(w)
  return e
}

/** Calls the `__init__` of `w`, from the interpreter. */
export function forInstance(w: W_Object, enterInit: () => Value): Value {
  try {
    return enterInit()
  } catch (e) {
    throw leftInit(e, w)
  }
}

/** The frame that was unwound last is that of an `__init__`. */
function makesInstance(w: W_Object): void {
  const { bottom } = UNWIND
  if (bottom === null) return
  bottom.kind = Return.init
  bottom.owner = w
}

export function invoke0(f: Value): Value {
  if (f instanceof W_Function) return f.code.arity === 0 ? f.code.entry(f) : enter(f, [], null)
  if (f instanceof W_Method && f.func instanceof W_Function) {
    const { func } = f
    return func.code.arity === 1 ? func.code.entry(func, f.self) : enter1(func, f.self)
  }
  if (f instanceof W_Callable) {
    S.callee = f
    return f.call0()
  }
  return invokeOther(f, [], null)
}

export function invoke1(f: Value, a: Value): Value {
  if (f instanceof W_Function) return f.code.arity === 1 ? f.code.entry(f, a) : enter1(f, a)
  if (f instanceof W_Method && f.func instanceof W_Function) {
    const { func } = f
    return func.code.arity === 2 ? func.code.entry(func, f.self, a) : enter2(func, f.self, a)
  }
  if (f instanceof W_Callable) {
    S.callee = f
    return f.call1(a)
  }
  if (f instanceof W_Type && f.convert !== null) {
    S.callee = f
    return f.convert(a)
  }
  return invokeOther(f, [a], null)
}

export function invoke2(f: Value, a: Value, b: Value): Value {
  if (f instanceof W_Function) return f.code.arity === 2 ? f.code.entry(f, a, b) : enter2(f, a, b)
  if (f instanceof W_Method && f.func instanceof W_Function) {
    const { func } = f
    return func.code.arity === 3 ? func.code.entry(func, f.self, a, b) : enter(func, [f.self, a, b], null)
  }
  if (f instanceof W_Callable) {
    S.callee = f
    return f.call2(a, b)
  }
  return invokeOther(f, [a, b], null)
}

export function invoke3(f: Value, a: Value, b: Value, c: Value): Value {
  if (f instanceof W_Function) return f.code.arity === 3 ? f.code.entry(f, a, b, c) : enter(f, [a, b, c], null)
  if (f instanceof W_Method && f.func instanceof W_Function) {
    const { func } = f
    return func.code.arity === 4 ? func.code.entry(func, f.self, a, b, c) : enter(func, [f.self, a, b, c], null)
  }
  if (f instanceof W_Callable) {
    S.callee = f
    return f.call3(a, b, c)
  }
  return invokeOther(f, [a, b, c], null)
}

export function invoke(f: Value, args: Value[]): Value {
  return invokeNamed(f, args, null)
}

/** `names` are those of the last arguments. */
export function invokeNamed(f: Value, args: Value[], names: KeywordNames): Value {
  if (f instanceof W_Function) return enter(f, args, names)
  if (f instanceof W_Method && f.func instanceof W_Function) return enter(f.func, [f.self, ...args], names)
  if (f instanceof W_Callable) {
    S.callee = f
    return f.call(args, names)
  }
  return invokeOther(f, args, names)
}

/** Classes, instances whose class has a `__call__` in Python, and what is nothing of all this. */
function invokeOther(f: Value, args: Value[], names: KeywordNames): Value {
  if (f instanceof W_Type) {
    const made = construct(f, args, names)
    if (made !== undefined) return made
  } else if (typeof f === 'object' && f !== null && f.shape.type.heap) {
    const method = f.shape.type.special(Special.call)
    if (method instanceof W_Function) return enter(method, [f, ...args], names)
  }
  return call(f, args, names)
}

/** `f(*args, **kwargs)`. */
export function invokeSpread(f: Value, given: Value, mapping: W_Dict | undefined): Value {
  if (mapping === undefined && f instanceof W_Function && given instanceof W_Tuple && !given.shape.type.heap) {
    const { items } = given
    if (items.length === f.code.arity) return enterAll(f, items as readonly Value[])
    if (f.code.rest >= 0 && items.length >= f.code.rest && owned.live === 0) return enterWithRest(f, items)
  }
  const { args, names } = spreadArguments(f, given, mapping)
  return invokeNamed(f, f instanceof W_Type ? args.slice() : args, names)
}

/** The bound `__enter__` of a context manager; `S.second` is its bound `__exit__`. */
export function enterOf(w: Value): Value {
  const { enter: method, exit } = withMethods(w)
  S.second = exit
  return method
}

/** The items of what is unpacked into `count` variables. */
export function unpacked(w: Value, count: number): readonly (Value | undefined)[] {
  if (w instanceof W_Tuple && w.length === count && !w.shape.type.heap) return w.items
  const items: (Value | undefined)[] = []
  unpackSequence(items, 0, w, count)
  return items
}

/** Whether a value is an iterator of the host with its own `next`. */
export function isHostIterator(w: Value): boolean {
  return w instanceof W_Iterator && !w.shape.type.heap
}

/** Whether a value is a list with its own items. */
export function isList(w: Value): boolean {
  return w instanceof W_List && !w.shape.type.heap
}
