// The parts of the loop's instructions that are not worth its space: slow paths of names and calls, with, unpacking.
import type { W_Dict } from '@typhon/objspace'
import { endCall } from '../prompt/calls.ts'
import {
  add,
  allocateException,
  bindHeld,
  call,
  call0,
  call1,
  call2,
  call3,
  callSpecial1,
  counted,
  error,
  exceptionTypes,
  getattr,
  getDescriptor,
  hasItemsByIndex,
  hooks,
  isCallable,
  isError,
  isIterator,
  isPlainException,
  isType,
  itemAt,
  iter,
  keyOfStr,
  matchStar,
  newListOf,
  next,
  nonIterator,
  objectNew,
  overridesCall,
  owned,
  reprText,
  Special,
  strFromKey,
  strOrUndefined,
  typeOf,
  unpack,
  type Value,
  W_BaseException,
  W_Callable,
  W_Cell,
  type W_Enumerate,
  W_List,
  W_Method,
  W_Pair,
  W_Tuple,
  W_Type,
} from '@typhon/objspace'
import { OPLEN, YIELD_VALUE } from '../generated/opcodes.ts'
import type { Cache } from '../objects/code.ts'
import { Frame, handledException, Return } from '../objects/frame.ts'
import { W_AsyncStep } from '../objects/async-generator-value.ts'
import { W_Function } from '../objects/function.ts'
import { RUNNING, send, W_Generator } from '../objects/generator.ts'
import { standardBuiltins, W_ComputedBuiltins } from './builtins.ts'
import { handledNow } from './context.ts'
import { callFailure } from './failures.ts'
import { mayChain } from './unwind.ts'

/** A global or builtin; fills the cache. */
export function loadGlobalSlow(frame: Frame, name: string, cache: Cache): Value {
  const { globals, builtins } = frame
  for (const dict of [globals, builtins]) {
    if (dict instanceof W_ComputedBuiltins) {
      const w = dict.getStr(name)
      if (w === undefined) continue
      return w
    }
    if (typeOf(dict).heap) {
      // A dict subclass may compute its items.
      const w = subclassItem(dict, name)
      if (w !== undefined) return w
      continue
    }
    const place = dict.placeOfSimple(name)
    if (place < 0) continue
    keepGlobal(cache, globals, dict, place)
    return dict.values[place] as Value
  }
  return lateBuiltin(frame, name)
}

/** A cache knows from now on where a name is: in `dict`, which is the globals or the builtins behind them. */
export function keepGlobal(cache: Cache, globals: W_Dict, dict: W_Dict, place: number): void {
  cache.owner = dict
  cache.version = dict.layoutVersion
  cache.index = globals.layoutVersion
  cache.kind = place
}

/** A builtin that is there only once somebody asks for it; raises NameError where there is none of this name. */
export function lateBuiltin(frame: Frame, name: string): Value {
  const w = frame.builtins === standardBuiltins() ? hooks.missingBuiltin(name) : undefined
  if (w === undefined) throw nameError(frame, name)
  return w
}

function subclassItem(dict: W_Dict, name: string): Value | undefined {
  try {
    return call1(getattr(dict, '__getitem__'), strFromKey(name))
  } catch (e) {
    if (isError(e, 'KeyError')) return undefined
    throw e
  }
}

/** The NameError of an unknown name. */
export function nameError(_frame: Frame, name: string): W_BaseException {
  const e = error('NameError', `name '${name}' is not defined`)
  e.extra = { name: strFromKey(name) }
  return e
}

export function makeCell(regs: (Value | undefined)[], register: number): void {
  regs[register] = new W_Cell(regs[register])
}

export function copyFreeVars(frame: Frame, first: number, count: number): void {
  const cells = (frame.func as W_Function).closure as W_Tuple
  for (let i = 0; i < count; i++) frame.regs[first + i] = cells.items[i]
}

/** The UnboundLocalError of a local without a value. */
export function unboundLocal(name: string): W_BaseException {
  // Without a name, as in CPython: nothing is suggested.
  return error('UnboundLocalError', `cannot access local variable '${name}' where it is not associated with a value`)
}

export function deleteFast(regs: (Value | undefined)[], register: number, name: string): void {
  if (regs[register] === undefined) throw unboundLocal(name)
  regs[register] = undefined
}

/**
 * The frame of `__init__` for a call of a class whose instances are plain objects, or of the `__call__` of an instance; null for
 * any other callable.
 */
export function initFrame(callee: Value, regs: (Value | undefined)[], first: number, count: number): Frame | null {
  if (!(callee instanceof W_Type)) {
    const method = typeOf(callee).heap ? typeOf(callee).special(Special.call) : undefined
    if (!(method instanceof W_Function)) return null
    const frame = method.frameFor([callee, ...(regs.slice(first, first + count) as Value[])], null)
    frame.kind = Return.value
    return frame
  }
  if (!callee.heap || overridesCall(callee) || callee.special(Special.new) !== objectNew() || callee.abstract)
    return null
  const init = callee.special(Special.init)
  if (!(init instanceof W_Function)) return null
  const w = callee.allocate()
  const { code } = init
  let next: Frame
  if (code.simple && code.argcount === count + 1) {
    init.count()
    const window = code.window()
    window[0] = w
    for (let i = 0; i < count; i++) window[i + 1] = regs[first + i]
    next = new Frame(code, window, init.globals, init.builtins, init)
  } else next = init.frameFor([w, ...(regs.slice(first, first + count) as Value[])], null)
  next.kind = Return.init
  next.owner = w
  return next
}

/** The instance whose `__init__` returned `value`. */
export function initResult(callee: Frame, value: Value): Value {
  if (value !== null) throw noneReturned(value)
  return callee.owner
}

/** What `iter()` gives when the `__iter__` that it called has given `value`. */
export function iteratorResult(value: Value): Value {
  if (!isIterator(value)) throw nonIterator(value)
  return value
}

/** The error of an `__init__` that returned something. */
export function noneReturned(value: Value): W_BaseException {
  return error('TypeError', `__init__() should return None, not '${typeOf(value).fullName}'`)
}

/** Any call, in a JavaScript frame of its own. */
export function callGeneric(callee: Value, regs: (Value | undefined)[], first: number, count: number): Value {
  switch (count) {
    case 0:
      return call0(callee)
    case 1:
      return call1(callee, regs[first] as Value)
    case 2:
      return call2(callee, regs[first] as Value, regs[first + 1] as Value)
    case 3:
      return call3(callee, regs[first] as Value, regs[first + 1] as Value, regs[first + 2] as Value)
    default:
      return call(callee, regs.slice(first, first + count) as Value[], null)
  }
}

/** CALL_KW and CALL_METHOD_KW: the callee's frame, or null when the call is done and its result stored. */
export function callKeywords(frame: Frame, method: boolean): Frame | null {
  const { code } = frame.code
  const { pc, regs } = frame
  const base = code[pc + 2]
  const count = code[pc + 3]
  const names = frame.code.unit.keywordNames[code[pc + 4]]
  const callee = regs[base] as Value
  const first = method ? (regs[base + 1] !== undefined ? base + 1 : base + 2) : base + 1
  const args = regs.slice(first, (method ? base + 2 : base + 1) + count) as Value[]
  return callWith(frame, callee, args, names)
}

function callWith(frame: Frame, callee: Value, args: Value[], names: readonly string[] | null): Frame | null {
  if (callee instanceof W_Function) return callee.frameFor(args, names)
  if (callee instanceof W_Method && callee.func instanceof W_Function)
    return callee.func.frameFor([callee.self, ...args], names)
  const w = call(callee, args, names)
  frame.regs[frame.code.code[frame.pc + 1]] = w
  if (owned.live !== 0) endCall(frame.depth, w, callee)
  return null
}

/** CALL_EX: like callKeywords. */
export function callEx(frame: Frame): Frame | null {
  const { code } = frame.code
  const { pc, regs } = frame
  const callee = regs[code[pc + 2]] as Value
  const given = regs[code[pc + 3]] as Value
  const mapping = code[pc + 4] < 0 ? undefined : (regs[code[pc + 4]] as W_Dict)
  const { args, names } = spreadArguments(callee, given, mapping)
  return callWith(frame, callee, args, names)
}

/** The arguments of `callee(*given, **mapping)`. */
export function spreadArguments(
  callee: Value,
  given: Value,
  mapping: W_Dict | undefined,
): { args: Value[]; names: string[] | null } {
  let args: Value[]
  if ((given instanceof W_List || given instanceof W_Tuple) && !typeOf(given).heap) args = unpack(given)
  else {
    if (typeOf(given).special(Special.iter) === undefined && !hasItemsByIndex(typeOf(given))) {
      throw error(
        'TypeError',
        `${callFailure(callee)} argument after * must be an iterable, not ${typeOf(given).fullName}`,
      )
    }
    args = counted(given)
  }
  let names: string[] | null = null
  if (mapping !== undefined && mapping.size > 0) {
    names = []
    for (let i = 0; i < mapping.keys.length; i++) {
      const key = mapping.keys[i]
      if (key === undefined) continue
      const s = strOrUndefined(key)
      if (s === undefined) {
        if (isCallable(callee)) throw error('TypeError', 'keywords must be strings')
        // That it is no callable is told first.
        break
      }
      names.push(keyOfStr(s))
      args.push(mapping.values[i] as Value)
    }
  }
  return { args, names }
}

export function unpackSequence(regs: (Value | undefined)[], first: number, w: Value, count: number): void {
  if (w instanceof W_List && !typeOf(w).heap && w.length === count) {
    for (let i = 0; i < count; i++) regs[first + i] = itemAt(w, i)
    return
  }
  const it = unpackable(w)
  for (let i = 0; i < count; i++) {
    const x = next(it)
    if (x === undefined) throw error('ValueError', `not enough values to unpack (expected ${count}, got ${i})`)
    regs[first + i] = x
  }
  if (next(it) !== undefined) {
    throw error('ValueError', `too many values to unpack (expected ${count})`)
  }
}

function unpackable(w: Value): Value {
  const t = typeOf(w)
  if (t.special(Special.iter) === undefined && !hasItemsByIndex(t))
    throw error('TypeError', `cannot unpack non-iterable ${t.fullName} object`)
  return iter(w)
}

export function unpackEx(regs: (Value | undefined)[], first: number, w: Value, before: number, after: number): void {
  const it = unpackable(w)
  for (let i = 0; i < before; i++) {
    const x = next(it)
    if (x === undefined)
      throw error(
        'ValueError',
        after > 0
          ? `not enough values to unpack (expected at least ${before + after}, got ${i})`
          : `not enough values to unpack (expected at least ${before}, got ${i})`,
      )
    regs[first + i] = x
  }
  const rest: Value[] = []
  for (let x = next(it); x !== undefined; x = next(it)) rest.push(x)
  if (rest.length < after)
    throw error(
      'ValueError',
      `not enough values to unpack (expected at least ${before + after}, got ${before + rest.length})`,
    )
  const tail = rest.splice(rest.length - after, after)
  regs[first + before] = newListOf(rest)
  for (let i = 0; i < after; i++) regs[first + before + 1 + i] = tail[i]
}

/** What an enumerate makes of the next item. */
export function numbered(w: W_Enumerate, item: Value): Value {
  const { count } = w
  w.count = add(count, 1)
  return new W_Pair(count, item)
}

/** Makes a generator's frame go on behind the instruction where it waits. */
export function resumeValue(frame: Frame, value: Value): void {
  const { code } = frame.code
  const { pc, debug } = frame
  if (debug !== null && debug.jumped) {
    debug.jumped = false
    return
  }
  if (code[pc] === YIELD_VALUE) frame.regs[code[pc + 1]] = value
  frame.pc = pc + OPLEN[code[pc]]
}

export function nextValue(w: Value): Value | undefined {
  if (w instanceof W_Generator && w.state === RUNNING) throw error('ValueError', `${w.kindName} already executing`)
  return next(w)
}

/** Sends into any iterator; true when it ended, its value being in the register then. */
export function sendValue(regs: (Value | undefined)[], out: number, iterator: Value, sent: Value): boolean {
  if (iterator instanceof W_Generator) {
    const step = send(iterator, sent)
    regs[out] = step.value
    return step.done
  }
  if (iterator instanceof W_AsyncStep) {
    const step = iterator.step(sent)
    regs[out] = step.value
    return step.done
  }
  try {
    const method = typeOf(iterator).special(Special.next)
    if (sent === null && method !== undefined && method !== null) regs[out] = callSpecial1(method, iterator)
    else regs[out] = call1(getattr(iterator, 'send'), sent)
    return false
  } catch (e) {
    if (!isError(e, 'StopIteration')) throw e
    regs[out] = e.extra?.value ?? null
    return true
  }
}

/** The exception that a raise statement means; compiled functions have no frame. */
export function raiseVarargs(
  frame: Frame | null,
  exception: Value | undefined,
  cause: Value | undefined,
): W_BaseException {
  if (exception === undefined) {
    const handled = frame === null ? handledNow() : handledException(frame)
    if (handled === null) throw error('RuntimeError', 'No active exception to reraise')
    return handled
  }
  const e = instance(exception, 'exceptions must derive from BaseException')
  mayChain(e)
  if (cause !== undefined) {
    e.cause = cause === null ? null : instance(cause, 'exception causes must derive from BaseException')
    e.suppressContext = true
  }
  return e
}

function instance(w: Value, message: string): W_BaseException {
  if (w instanceof W_BaseException) return w
  if (isType(w) && w.isSubtypeOf(exceptionTypes.BaseException)) {
    const isPlain = isPlainException(w) && !overridesCall(w)
    const made = (isPlain ? allocateException(w, []) : undefined) ?? call(w, [], null)
    if (made instanceof W_BaseException) return made
    throw error(
      'TypeError',
      `calling ${reprText(w)} should have returned an instance of BaseException, not ${reprText(typeOf(made))}`,
    )
  }
  throw error('TypeError', message)
}

export function checkEgMatch(regs: (Value | undefined)[], out: number, exception: Value, type: Value): void {
  const types = type instanceof W_Tuple ? type.items : [type]
  for (const t of types) {
    if (!isType(t) || !t.isSubtypeOf(exceptionTypes.BaseException))
      throw error('TypeError', 'catching classes that do not inherit from BaseException is not allowed')
    if (t.isSubtypeOf(exceptionTypes.BaseExceptionGroup))
      throw error('TypeError', 'catching ExceptionGroup with except* is not allowed. Use except instead.')
  }
  const { match, rest } = matchStar(exception, type)
  regs[out] = match
  regs[out + 1] = rest
}

function special(w: Value, number: number): Value | undefined {
  const method = typeOf(w).special(number)
  return method === undefined ? undefined : (getDescriptor(method, w, typeOf(w)) as Value)
}

/** The same for who keeps the method in a register only. */
function heldSpecial(w: Value, number: number): Value | undefined {
  const method = typeOf(w).special(number)
  return method instanceof W_Callable && method.bindsSelf ? bindHeld(method, w) : special(w, number)
}

/** Enters a context: the frame of a Python `__enter__`, or null when it was called and its result stored. */
export function beforeWith(frame: Frame): Frame | null {
  const { regs, pc } = frame
  const { code } = frame.code
  const { enter, exit } = withMethods(regs[code[pc + 2]] as Value)
  regs[code[pc + 1] + 1] = exit
  return callWith(frame, enter, [], null)
}

/** The bound `__enter__` and `__exit__` of a context manager. */
export function withMethods(w: Value): { enter: Value; exit: Value } {
  const enter = heldSpecial(w, Special.enter)
  const t = typeOf(w)
  if (enter === undefined)
    throw error('TypeError', `'${t.fullName}' object does not support the context manager protocol`)
  const exit = heldSpecial(w, Special.exit)
  if (exit === undefined)
    throw error(
      'TypeError',
      `'${t.fullName}' object does not support the context manager protocol (missed __exit__ method)`,
    )
  return { enter, exit }
}

/** Leaves a context without an exception: like beforeWith. */
export function withExit(frame: Frame): Frame | null {
  return callWith(frame, frame.regs[frame.code.code[frame.pc + 2]] as Value, [null, null, null], null)
}

export function beforeAsyncWith(regs: (Value | undefined)[], out: number, w: Value): void {
  const enter = heldSpecial(w, Special.aenter)
  const t = typeOf(w)
  if (enter === undefined)
    throw error('TypeError', `'${t.fullName}' object does not support the asynchronous context manager protocol`)
  const exit = heldSpecial(w, Special.aexit)
  if (exit === undefined)
    throw error(
      'TypeError',
      `'${t.fullName}' object does not support the asynchronous context manager protocol (missed __aexit__ method)`,
    )
  regs[out + 1] = exit
  regs[out] = call0(enter)
}
