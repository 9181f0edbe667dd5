// Exceptions: raised and caught in the trace, by whichever of its frames has a handler. An exception that is made here is an object like any
// other to the JIT, with its traceback, and the frames in that, so nothing of it is made that nobody looks at.
//
// What must stay true: where no frame of the trace has a handler, the instruction is left to the interpreter before it has done anything;
// what a frame handles is what the register says that `handledAt` gives.
import type * as Jit from '@typhon/jit'
import {
  allocateException,
  exceptionTypes,
  isError,
  isExceptionInit,
  isPlainException,
  isType,
  overridesCall,
  Special,
  typeOf,
  type Value,
  W_BaseException,
  type W_GetSet,
  W_Method,
  W_MethodDescriptor,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import { context, handledNow } from '../eval/context.ts'
import { RAISED, S, takeRaised } from '../baseline/leave.ts'
import { originOf, registerOfPlace, ROW } from '../eval/origin.ts'
import { chain, exceptionOf } from '../eval/unwind.ts'
import { exceptionMatches } from '../eval/machine.ts'
import * as Op from '../generated/opcodes.ts'
import type { Frame } from '../objects/frame.ts'
import { W_Function } from '../objects/function.ts'
import { isHandler, stopIteration } from '../objects/generator.ts'
import { linkCallee } from '../objects/traceback.ts'
import { fixFunction, follow, parameters } from './calls.ts'
import { endGenerator } from './generators.ts'
import type { Handler, Handlers } from './instruction.ts'
import { exhausted, itemsOfTuple, newTuple } from './items.ts'
import { fixType, guardShape } from './names.ts'
import { callOf, residual } from './residual.ts'
import { firstTemporaryOf, handledAt, type Shadow } from './shadow.ts'
import type { Tracer } from './tracer.ts'

/** The place of the row of the exception table that covers where a frame is; -1 for none, or the one that ends every generator. */
function rowOf({ code, pc }: Frame): number {
  const { exceptionTable: table } = code.unit
  for (let i = 0; i < table.length; i += ROW)
    if (pc >= table[i] && pc < table[i + 1]) return isHandler(code.code, table[i + 2]) ? i : -1
  return -1
}

/** Whether a frame catches what is raised where it is. */
export const catches = (frame: Frame): boolean => rowOf(frame) >= 0

/** Whether a frame of the trace catches what the instruction raises, or what `top` does. */
export function isCaught(t: Tracer, top: Shadow = t.top): boolean {
  for (let s: Shadow | null = top; s !== null; s = s.caller) if (rowOf(s.frame) >= 0) return true
  return false
}

/** Whether an exception goes to the frame that catches it as it is: a StopIteration becomes another where it leaves a generator, and ends the loop of a map. Guards that it does. */
export function arrivesAsItIs(t: Tracer, e: Jit.Value): boolean {
  for (let s: Shadow | null = t.top; s !== null && rowOf(s.frame) < 0; s = s.caller) {
    if (s.generator === null && !s.isMapped) continue
    if (!t.fresh.has(e)) guardShape(t, e)
    return !isError(e.concrete, 'StopIteration')
  }
  return true
}

/** The frame, called for an item, that a StopIteration raised in `top` leaves to end the loop; null where there is none. */
export function askedForItem(top: Shadow): Shadow | null {
  for (let s: Shadow | null = top; s !== null && rowOf(s.frame) < 0 && s.generator === null; s = s.caller)
    if (s.isMapped) return s
  return null
}

/** The same for what is raised; null where it is something else. Guards which it is. */
function loopEnd(t: Tracer, e: Jit.Value): Shadow | null {
  const asked = askedForItem(t.top)
  if (asked === null) return null
  if (!t.fresh.has(e)) guardShape(t, e)
  return isError(e.concrete, 'StopIteration') ? asked : null
}

/**
 * Raises an exception whose context is settled, and goes to its handler; `isAgain` where it gets no further entry in its traceback. Nothing but this
 * may be left to do of the instruction. False where it leaves the trace.
 */
export function raise(t: Tracer, e: Jit.Value, isAgain = false): boolean {
  const end = loopEnd(t, e)
  if (end === null && (!isCaught(t) || !arrivesAsItIs(t, e))) {
    t.r.leave()
    return false
  }
  const raising: Shadow[] = []
  let shadow = t.top
  while (rowOf(shadow.frame) < 0 && shadow !== end) {
    raising.push(shadow)
    shadow = shadow.caller as Shadow
  }
  raising.push(shadow)
  const origin = originIn(t, raising[0])
  addTraceback(t, e, raising, origin, isAgain)
  const { frame } = end === null ? shadow : (end.caller as Shadow)
  t.top = end === null ? shadow : (end.caller as Shadow)
  context.frame = frame
  context.depth = frame.depth
  t.fresh.delete(e)
  if (end !== null) return exhausted(frame)
  const { exceptionTable: table } = frame.code.unit
  const row = rowOf(frame)
  const place = raising.length === 1 ? origin : frame.pc
  t.write(frame, table[row + 3], e)
  t.bound.add(e)
  if (table[row + 4] >= 0) t.write(frame, table[row + 4], t.r.ref(place))
  frame.pc = table[row + 2]
  return true
}

/** Adds the frames that an exception goes through to its traceback, the innermost first, and ends the generators that it leaves. */
function addTraceback(t: Tracer, e: Jit.Value, raising: readonly Shadow[], origin: number, isAgain: boolean): void {
  const { d, r } = t
  const frames = framesOf(t, raising[raising.length - 1], raising, origin)
  let traceback = r.getfield(e, d.exceptionTraceback)
  raising.forEach((s, i) => {
    if ((i === 0 && isAgain) || s.code.isInternal) return
    if (i === 0 && !t.fresh.has(e)) {
      const link = callOf(t, 'linkCallee', linkCallee, { result: 'v', writes: [], throws: false })
      r.call(link, e, frames[i])
    }
    traceback = r.create(d.traceback, [traceback, frames[i], r.int(s.frame.pc)])
  })
  r.setfield(e, d.exceptionTraceback, traceback)
  for (const { generator } of raising.slice(0, -1)) if (generator !== null) endGenerator(t, generator)
}

/** Where an exception came up that the instruction a frame is at raises, perhaps again. */
function originIn(t: Tracer, { frame, values }: Shadow): number {
  const register = registerOfPlace(frame.code.unit, frame.pc)
  const place = register < 0 ? null : values[register]
  // There are few places. What else may be left in the register is none, and another each time.
  if (place !== null && !t.isConst(place)) {
    if (typeof place.concrete !== 'number') return frame.pc
    t.r.promote(place)
  }
  return originOf(frame, frame.pc)
}

/**
 * The frames that a traceback shows, in the order of `raising`, the innermost first; each knows its caller. The innermost is where the exception came
 * up.
 */
function framesOf(t: Tracer, handler: Shadow, raising: readonly Shadow[], origin: number): Jit.Value[] {
  const callers: Shadow[] = []
  for (let s = handler.caller; s !== null; s = s.caller) if (s.shown === null) callers.push(s)
  let level = 0
  for (let s = handler.caller; s !== null; s = s.caller) level++
  callers.reverse().forEach((s, i) => show(t, s, i, s.frame.pc))
  for (let i = raising.length - 1; i >= 0; i--) show(t, raising[i], level++, i === 0 ? origin : raising[i].frame.pc)
  return raising.map(({ shown }) => shown as Jit.Value)
}

/** The frame that tracebacks show for one of the trace's, with what its variables are now, at `place`. `level` is how many calls it is above the first. */
function show(t: Tracer, shadow: Shadow, level: number, place: number): void {
  const { d, r } = t
  const { frame, code, func, values, caller } = shadow
  const held = Array.from(
    { length: firstTemporaryOf(code) },
    (_, register) => values[register] ?? r.ref(code.template[register]),
  )
  const registers = r.createArray(d.frameArray, held)
  if (shadow.shown === null) {
    const origin = func ?? r.ref({ globals: frame.globals, builtins: frame.builtins })
    const back = caller?.shown ?? r.ref(null)
    shadow.shown = r.create(d.frame, [r.ref(code), origin, registers, r.int(place), r.int(level), back])
    // While this is recorded the frame itself is there, and so are its callers.
    const made = shadow.shown.concrete as Frame
    made.depth = frame.depth
    if (caller === null) made.back = frame.back
    return
  }
  r.setfield(shadow.shown, d.frameRegisters, registers)
  r.setfield(shadow.shown, d.framePlace, r.int(place))
}

/** What a frame of the trace handles, null for nothing: then one of the callers may handle something. */
export function handledIn(t: Tracer): Jit.Value {
  for (let s: Shadow | null = t.top; s !== null; s = s.caller) {
    const register = handledAt(s.code, s.frame.pc)
    const handled = register < 0 ? null : s.values[register]
    if (handled !== null) return handled
  }
  return t.r.ref(null)
}

/** Gives what has been raised its context, unless it comes from a frame that has. */
function settled(thrown: unknown): W_BaseException {
  const e = exceptionOf(thrown)
  if (e.traceback === null || e.context === null) chain(e, handledNow())
  return e
}

const caughtCalls = new WeakMap<Jit.CallDescr, Jit.CallDescr>()

/** A call that is made while its first operand is handled, if that is any exception, and gives RAISED for what it raises. */
const whileHandling =
  (call: (args: unknown[]) => unknown) =>
  (handled: W_BaseException | null, ...args: unknown[]): unknown => {
    const { depth, handled: before } = context
    if (handled !== null) context.handled = handled
    try {
      return call(args)
    } catch (e) {
      S.raised = settled(e)
      context.depth = depth
      return RAISED
    } finally {
      context.handled = before
    }
  }

/**
 * The same call, made while the first operand is handled: what it raises waits to be taken. What is thrown to unwind goes on.
 */
export function caughtCall(t: Tracer, descr: Jit.CallDescr): Jit.CallDescr {
  let caught = caughtCalls.get(descr)
  if (caught === undefined) {
    const { result, throws, writes, invalidates, name } = descr
    const fn = whileHandling((args) => descr.run(args))
    const recorded = descr.recorded === null ? undefined : whileHandling((args) => descr.apply(args))
    caught = new t.jit.CallDescr(name, { fn, recorded, result, throws, writes: writes ?? undefined, invalidates })
    caughtCalls.set(descr, caught)
  }
  return caught
}

/** What a call that gave this has raised, null for nothing. */
const raisedBy = (w: unknown): W_BaseException | null => (w === RAISED ? takeRaised() : null)

export const raisedCall = (t: Tracer): Jit.CallDescr => callOf(t, 'raised', raisedBy, { writes: [], throws: false })

/** Makes what is being handled the context of an exception that is raised. */
function settleContext(t: Tracer, e: Jit.Value): void {
  const { r } = t
  let handled = handledIn(t)
  if (handled.concrete === null) {
    handled = t.handledOutside ??= r.call(callOf(t, 'handled', handledNow, { writes: [], throws: false }))
    if (r.isNull(handled)) return
  }
  if (handled === e) return
  if (t.fresh.has(e)) return r.setfield(e, t.d.exceptionContext, handled)
  r.call(callOf(t, 'chain', chain, { result: 'v', writes: [t.d.exceptionContext], throws: false }), e, handled)
}

/** A new exception of a class that only keeps its arguments. */
function newException(t: Tracer, type: W_Type, args: readonly Jit.Value[]): Jit.Value {
  const { d, r } = t
  const shape = type.rootShape()
  const fields = [r.ref(shape), newTuple(t, args), r.ref(null), r.ref(null), r.ref(false), r.ref(null), r.ref(null)]
  const e =
    shape.inline === 0
      ? r.create(d.exception, fields)
      : r.create(d.ownException, [...fields, ...Array.from({ length: 4 }, () => r.ref(undefined))])
  t.fresh.add(e)
  return e
}

/** Whether an exception of a class is what `newException` makes, or that and what an `__init__` in Python adds. */
function isMadeSimply(type: W_Type): boolean {
  if (overridesCall(type) || !type.isSubtypeOf(exceptionTypes.BaseException)) return false
  return allocateException(type, []) !== undefined
}

/** Whether exceptions of a class, made without arguments, are like others, though it has an `__init__` that looks for one. */
const isBareStop = (type: W_Type): boolean => type === exceptionTypes.StopIteration

/** Raises an exception of a built-in class that the instruction would raise; for instructions that have found out that they fail. */
export function raiseNew(t: Tracer, type: W_Type, args: readonly Jit.Value[]): boolean {
  const e = newException(t, type, args)
  settleContext(t, e)
  return raise(t, e)
}

/** The StopIteration of a generator that gives `value`, which the caller of its frame is to raise. */
export function stopOf(t: Tracer, value: Jit.Value): Jit.Value {
  const { r, top } = t
  const e = r.isNull(value)
    ? newException(t, exceptionTypes.StopIteration, [])
    : r.call(callOf(t, 'stopIteration', stopIteration, { writes: [], throws: false }), value)
  t.fresh.add(e)
  // Should it not be so, the generator has not returned yet.
  r.capture()
  t.top = top.caller as Shadow
  settleContext(t, e)
  t.top = top
  return e
}

/** An exception that the call of a class makes: done, or followed into its `__init__`; null where it is not so simple. */
export function callException(t: Tracer, frame: Frame, callee: Jit.Value, args: readonly Jit.Value[]): boolean | null {
  const type = callee.concrete as W_Type
  const isStop = args.length === 0 && isBareStop(type)
  if (!isStop && !isMadeSimply(type)) return null
  if (isStop || isPlainException(type)) {
    t.r.promote(callee)
    fixType(t, type)
    return t.done(frame, newException(t, type, args))
  }
  const init = type.special(Special.init)
  if (!(init instanceof W_Function) || !t.mayEnter(init.code)) return null
  t.r.promote(callee)
  fixType(t, type)
  const func = t.r.ref(init)
  fixFunction(t, func)
  const values = parameters(t, func, [t.r.ref(null), ...args])
  if (values === null) return null
  const e = newException(t, type, args)
  values[0] = e
  t.following = { values, func, owner: e }
  return false
}

/** `BaseException.__init__`; null for other calls. */
export function initException(t: Tracer, callee: Jit.Value, args: readonly Jit.Value[]): Jit.Value | null {
  const w = callee.concrete as Value
  if (!(w instanceof W_MethodDescriptor) || !t.isConst(callee) || !isExceptionInit(w)) return null
  const [self, ...rest] = args
  if (self === undefined || !(self.concrete instanceof W_BaseException)) return null
  guardShape(t, self)
  t.r.setfield(self, t.d.exceptionArgs, newTuple(t, rest))
  return t.r.ref(null)
}

/** What a member of BaseException's own gives; null for other attributes. */
export function exceptionMember(t: Tracer, value: Jit.Value, name: string, getset: W_GetSet): Jit.Value | null {
  if (!(value.concrete instanceof W_BaseException)) return null
  const field = t.d.exceptionMembers.get(name)
  if (field === undefined || exceptionTypes.BaseException.lookup(name) !== getset) return null
  guardShape(t, value)
  return t.r.getfield(value, field)
}

/** An instance to raise: made where a class is given; null where it is not so simple. */
function instance(t: Tracer, value: Jit.Value): Jit.Value | null {
  const w = value.concrete as Value
  if (w instanceof W_BaseException) {
    t.r.classOf(value, [t.d.object])
    if (!t.fresh.has(value)) guardShape(t, value)
    return value
  }
  if (!isType(w) || !(isBareStop(w) || (isMadeSimply(w) && isPlainException(w)))) return null
  t.r.promote(value)
  fixType(t, w)
  return newException(t, w, [])
}

function end(t: Tracer): false {
  t.r.leave()
  return false
}

const raiseVarargs: Handler = (t, frame) => {
  const { code } = frame.code
  const { pc } = frame
  if (!isCaught(t) && askedForItem(t.top) === null) return end(t)
  if (code[pc + 1] < 0) {
    const handled = handledAt(t.top.code, pc)
    return handled < 0 ? end(t) : raise(t, t.read(frame, handled), true)
  }
  const e = instance(t, t.read(frame, code[pc + 1]))
  if (e === null || (!isCaught(t) && loopEnd(t, e) === null)) return end(t)
  if (code[pc + 2] >= 0) {
    const given = t.read(frame, code[pc + 2])
    const cause = given.concrete === null ? given : instance(t, given)
    if (cause === null) return end(t)
    if (cause === given && given.concrete === null) t.r.isNull(given)
    t.r.setfield(e, t.d.exceptionCause, cause)
    t.r.setfield(e, t.d.exceptionSuppresses, t.r.ref(true))
  }
  settleContext(t, e)
  return raise(t, e)
}

const reraise: Handler = (t, frame) => {
  const e = t.read(frame, frame.code.code[frame.pc + 1])
  return isCaught(t) || askedForItem(t.top) !== null ? raise(t, e, true) : end(t)
}

const pushExcInfo: Handler = (t, frame) => {
  const { code } = frame.code
  const { pc } = frame
  const register = handledAt(frame.code, pc)
  const before = register < 0 ? t.r.ref(null) : t.read(frame, register)
  const e = t.read(frame, code[pc + 2])
  t.write(frame, code[pc + 1], before)
  frame.handled = e.concrete
  return t.next(frame)
}

const popExcept: Handler = (t, frame) => {
  frame.handled = frame.regs[frame.code.code[frame.pc + 1]] as W_BaseException | null
  return t.next(frame)
}

/** Guards which classes an `except` clause names; false where they may be other things than classes. */
function guardClasses(t: Tracer, type: Jit.Value): boolean {
  const w = type.concrete as Value
  if (isType(w)) {
    t.r.promote(type)
    fixType(t, w)
    return w.isSubtypeOf(exceptionTypes.BaseException)
  }
  if (!(w instanceof W_Tuple) || w.shape.type.heap) return false
  const items = itemsOfTuple(t, type)
  if (!t.r.isTrue(t.r.pure('int_eq', t.r.length(items, t.d.tupleArray), t.r.int(w.items.length)))) return false
  return w.items.every((_, i) => {
    const item = t.r.getitem(items, t.r.int(i), t.d.tupleArray)
    return isType(item.concrete) && guardClasses(t, item)
  })
}

const jumpUnlessMatch: Handler = (t, frame) => {
  const { code } = frame.code
  const { pc } = frame
  const e = t.read(frame, code[pc + 1])
  const type = t.read(frame, code[pc + 2])
  if (!(e.concrete instanceof W_BaseException) || !guardClasses(t, type)) return residual(t, frame)
  guardShape(t, e)
  return t.branch(frame, t.r.int(exceptionMatches(e.concrete, type.concrete) ? 1 : 0), false)
}

// with

/** The function of a method that `with` calls on an instance of a class made in Python; null for others. */
function withMethod(w: Value, number: number): W_Function | null {
  const type = typeOf(w)
  const found = type.heap ? type.special(number) : undefined
  return found instanceof W_Function ? found : null
}

const beforeWith =
  (entering: number, leaving: number): Handler =>
  (t, frame) => {
    const { code } = frame.code
    const { pc } = frame
    const manager = t.read(frame, code[pc + 2])
    const w = manager.concrete as Value
    const enter = withMethod(w, entering)
    const exit = withMethod(w, leaving)
    if (enter === null || exit === null || !t.mayEnter(enter.code)) return end(t)
    guardShape(t, manager)
    if (!follow(t, t.r.ref(enter), [manager])) return end(t)
    t.write(frame, code[pc + 1] + 1, t.r.create(t.d.method, [t.r.ref(exit), manager]))
    return t.enterFollowed(frame)
  }

/** Goes into a method that was bound by `with`, or calls it. */
function callExit(t: Tracer, frame: Frame, exit: Jit.Value, args: readonly Jit.Value[]): boolean {
  const w = exit.concrete as Value
  if (!(w instanceof W_Method) || !(w.func instanceof W_Function)) return end(t)
  t.r.classOf(exit, [t.d.ofShape(w.shape)])
  const func = t.r.getfield(exit, t.d.methodFunc)
  return follow(t, func, [t.r.getfield(exit, t.d.methodSelf), ...args]) ? t.enterFollowed(frame) : end(t)
}

const withExit: Handler = (t, frame) => {
  const nothing = t.r.ref(null)
  return callExit(t, frame, t.read(frame, frame.code.code[frame.pc + 2]), [nothing, nothing, nothing])
}

const withExceptStart: Handler = (t, frame) => {
  const { code } = frame.code
  const { pc } = frame
  const e = t.read(frame, code[pc + 3])
  if (!(e.concrete instanceof W_BaseException)) return end(t)
  const { type } = guardShape(t, e)
  const traceback = t.r.getfield(e, t.d.exceptionTraceback)
  return callExit(t, frame, t.read(frame, code[pc + 2]), [t.r.ref(type), e, traceback])
}

/** Puts the handlers of this file into the table. */
export function addExceptions(handlers: Handlers): void {
  const all: [number, Handler][] = [
    [Op.RAISE_VARARGS, raiseVarargs],
    [Op.RERAISE, reraise],
    [Op.PUSH_EXC_INFO, pushExcInfo],
    [Op.POP_EXCEPT, popExcept],
    [Op.JUMP_UNLESS_EXC_MATCH, jumpUnlessMatch],
    [Op.BEFORE_WITH, beforeWith(Special.enter, Special.exit)],
    [Op.BEFORE_ASYNC_WITH, beforeWith(Special.aenter, Special.aexit)],
    [Op.WITH_EXIT, withExit],
    [Op.WITH_EXCEPT_START, withExceptStart],
  ]
  for (const [op, handler] of all) handlers.set(op, handler)
}
