// Generators and coroutines that the trace resumes: `for`, `next`, `send`, `yield from` and `await` are followed like calls, into a frame that is
// there already. What its registers hold is read from the generator where it is resumed, and written back where it is suspended; to the JIT both
// are fields like others (suspended.ts). A generator that is made in the trace is an object like any other, too: one that is
// used up within a round is never made.
//
// What must stay true: a frame that is resumed belongs to a generator whose phase is RUNNING, in the trace as where it is left; the caller waits at the
// instruction that resumed it, which tells what becomes of the value (`resumedBy`). Frames are suspended, and followed, only where they handle
// no exception.
import type * as Jit from '@typhon/jit'
import { shapes, Special, typeOf, type Value, W_Enumerate, W_MethodDescriptor, W_Object } from '@typhon/objspace'
import { standardBuiltins } from '../eval/builtins.ts'
import { context } from '../eval/context.ts'
import { sendAt } from '../eval/resume.ts'
import * as Op from '../generated/opcodes.ts'
import type { W_Code } from '../objects/code.ts'
import { CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR } from '../objects/code-flags.ts'
import { type Frame, Return } from '../objects/frame.ts'
import { W_Function } from '../objects/function.ts'
import {
  closesWhenDropped,
  CREATED,
  FINISHED,
  originTracking,
  RUNNING,
  SUSPENDED,
  unpark,
  W_Generator,
} from '../objects/generator.ts'
import { coroutineType, generatorType } from '../objects/generator-type.ts'
import { follow } from './calls.ts'
import { askedForItem, catches, isCaught, raise, stopOf } from './exceptions.ts'
import type { Handler, Handlers } from './instruction.ts'
import { newTuple } from './items.ts'
import { guardShape } from './names.ts'
import { callOf, residual } from './residual.ts'
import { firstTemporaryOf, handledAt, registersAt, Shadow } from './shadow.ts'
import { Generators, type Suspended } from './suspended.ts'
import type { Tracer } from './tracer.ts'

/** So many frames of the same code may be on top of each other, as in a pipeline. */
const MOST_ALIKE = 4

const known = new WeakMap<object, Generators>()

function generators(t: Tracer): Generators {
  let found = known.get(t.d)
  if (found === undefined) known.set(t.d, (found = new Generators(t.jit, t.d)))
  return found
}

/** What becomes of the value of a generator that the instruction has resumed which a frame is at. */
export function resumedBy({ code: { code }, pc, regs }: Frame): number {
  const op = code[pc]
  if (op === Op.FOR_ITER) return regs[code[pc + 2]] instanceof W_Enumerate ? Return.numbered : Return.next
  if (op === Op.SEND) return Return.send
  return op === Op.CALL && code[pc + 3] === 2 ? Return.otherwise : Return.stop
}

/** Whether the trace may go on in a generator. */
function mayResume(t: Tracer, gen: W_Generator): boolean {
  const { frame, phase, shape } = gen
  const { code, pc } = frame
  if (phase > SUSPENDED || shape === shapes.asyncGenerator || frame.debug !== null) return false
  if (context.depth + 1 >= context.recursionLimit || handledAt(code, pc) >= 0 || !t.mayInline(code)) return false
  let alike = 0
  for (let s: Shadow | null = t.top; s !== null; s = s.caller) if (s.code === code) alike++
  return alike < MOST_ALIKE
}

/** Guards that a generator is suspended where this one is; gives its frame and the registers. */
function guardSuspended(t: Tracer, gen: Jit.Value, kind: Suspended): { frame: Jit.Value; window: Jit.Value } {
  const { d, r } = t
  const all = generators(t)
  const w = gen.concrete as W_Generator
  r.classOf(gen, [kind.generator])
  if (w.last !== null || sendAt(w.frame.code.code, w.frame.pc) >= 0) {
    const last = r.getfield(gen, all.last)
    if (!r.isNull(last)) r.call(callOf(t, 'unpark', unpark, { result: 'v', throws: false }), gen)
  }
  r.promote(r.getfield(gen, all.phase))
  const { frame, window } = partsOf(t, gen, kind)
  r.promote(r.getfield(frame, d.framePlace))
  r.isNull(r.getfield(frame, all.debug))
  for (const other of t.resumed) {
    const another = other.concrete as W_Generator
    if (other === gen || another.frame.code !== w.frame.code || another === w) continue
    const parts = partsOf(t, other, kind)
    r.isTrue(r.pure('ptr_ne', gen, other))
    r.isTrue(r.pure('ptr_ne', frame, parts.frame))
    r.isTrue(r.pure('ptr_ne', window, parts.window))
  }
  return { frame, window }
}

function partsOf(t: Tracer, gen: Jit.Value, kind: Suspended): { frame: Jit.Value; window: Jit.Value } {
  const { d, r } = t
  const frame = r.getfield(gen, generators(t).frame)
  r.classOf(frame, [kind.frame])
  const window = r.getfield(frame, d.frameRegisters)
  r.classOf(window, [kind.window])
  return { frame, window }
}

/** Guards that a generator has the code and the globals that this one has. */
export function guardCode(t: Tracer, gen: Jit.Value): void {
  const { frame, shape } = gen.concrete as W_Generator
  t.r.classOf(gen, [generators(t).of(frame, shape).generator])
}

/** Goes on in a generator that is sent something; false, and nothing but guards, where that is not so simple. */
export function resume(t: Tracer, frame: Frame, gen: Jit.Value, sent: Jit.Value): boolean {
  const w = gen.concrete as W_Generator
  if (!mayResume(t, w)) return false
  // What is sent to one that has not begun is an error.
  if (w.phase === CREATED && (sent.concrete !== null || !t.r.isNull(sent))) return false
  const { r } = t
  const all = generators(t)
  const { frame: next } = w
  const kind = all.of(next, w.shape)
  const { window } = guardSuspended(t, gen, kind)
  if (!t.resumed.includes(gen)) t.resumed.push(gen)
  const { code } = next.code
  const at = next.pc
  const behind = at + Op.OPLEN[code[at]]
  const received = code[at] === Op.YIELD_VALUE ? code[at + 1] : -1
  const shadow = new Shadow(next, t.top, t.snapshotOf(t.top), r.ref(namespacesOf(next)), gen)
  for (const register of registersAt(next.code, behind))
    if (register !== received) shadow.values[register] = r.getfield(window, kind.registers[register])
  r.setfield(gen, all.phase, r.int(RUNNING))
  next.kind = resumedBy(frame)
  next.back = frame
  next.depth = ++context.depth
  next.pc = behind
  context.frame = next
  t.top = shadow
  if (received >= 0) {
    t.write(next, received, sent)
    t.bound.add(shadow.values[received] as Jit.Value)
  }
  return true
}

const namespaces = new WeakMap<object, { readonly globals: object; readonly builtins: object }>()

/** Stands for the function of a generator's frame. */
function namespacesOf({ globals, builtins }: Frame): object {
  let found = namespaces.get(globals)
  if (found === undefined || found.builtins !== builtins) namespaces.set(globals, (found = { globals, builtins }))
  return found
}

/** The frame is left, the caller is the top again. */
function leave(t: Tracer, frame: Frame): Frame {
  context.depth--
  context.frame = frame.back
  frame.back = null
  t.top = t.top.caller as Shadow
  return t.top.frame
}

/**
 * What must be in the window of a frame that is suspended at `pc`: what is read where it goes on, or where something is raised there. What it gives
 * and what it is sent are not.
 */
function keptAt(code: W_Code, pc: number): number[] {
  const [, received, given] = code.code.subarray(pc, pc + Op.OPLEN[Op.YIELD_VALUE])
  const behind = registersAt(code, pc + Op.OPLEN[Op.YIELD_VALUE]).filter((register) => register !== received)
  const isGiven = (register: number): boolean => register === given && register >= firstTemporaryOf(code)
  const kept = registersAt(code, pc).filter((register) => !isGiven(register) && !behind.includes(register))
  return [...behind, ...kept]
}

const yieldValue: Handler = (t, frame) => {
  const { r } = t
  const { generator: gen, values } = t.top
  const { code } = frame.code
  const { pc } = frame
  if (gen === null || handledAt(frame.code, pc) >= 0) return end(t)
  const all = generators(t)
  const kind = all.of(frame, (gen.concrete as W_Generator).shape)
  const value = t.read(frame, code[pc + 2])
  const number = numberOf(t)
  if (number === null) return end(t)
  const parts = partsOf(t, gen, kind)
  for (const register of keptAt(frame.code, pc))
    r.setfield(parts.window, kind.registers[register], values[register] ?? r.ref(frame.code.template[register]))
  r.setfield(parts.frame, t.d.framePlace, r.int(pc))
  r.setfield(gen, all.phase, r.int(SUSPENDED))
  const caller = leave(t, frame)
  if (number === undefined) deliver(t, caller, value)
  else {
    r.setfield(number.of, t.d.enumerateCount, t.asReference(number.following))
    deliver(t, caller, newTuple(t, [number.count, value]))
  }
  return true
}

/** Of an enumerate that resumes a generator in a for loop: the number of the item. Undefined where there is none, null where it is no plain int. */
function numberOf(t: Tracer): { of: Jit.Value; count: Jit.Value; following: Jit.Value } | null | undefined {
  const { d, r } = t
  const { frame } = t.top.caller as Shadow
  if (resumedBy(frame) !== Return.numbered) return undefined
  const of = (t.top.caller as Shadow).values[frame.code.code[frame.pc + 2]] as Jit.Value
  r.classOf(of, [d.enumerate])
  const count = r.getfield(of, d.enumerateCount)
  const number = t.int(count)
  const following = number === null ? null : r.overflowing('int_add_ovf', number, r.int(1))
  return following === null ? null : { of, count, following }
}

/** A value for the instruction of the caller, which is done. */
function deliver(t: Tracer, caller: Frame, value: Jit.Value): void {
  const out = caller.code.code[caller.pc + 1]
  t.write(caller, out, value)
  t.bound.add(t.top.values[out] as Jit.Value)
  t.next(caller)
}

/** An exception has left a generator. */
export function endGenerator(t: Tracer, gen: Jit.Value): void {
  ;(gen.concrete as W_Generator).frame.back = null
  t.r.setfield(gen, generators(t).phase, t.r.int(FINISHED))
}

/** The frame of a generator returns. */
export function finish(t: Tracer, frame: Frame, gen: Jit.Value, value: Jit.Value): boolean {
  const { r } = t
  const caller = t.top.caller as Shadow
  const { code } = caller.code
  const { pc } = caller.frame
  const kind = resumedBy(caller.frame)
  const arrives = (isCaught(t, caller) && staysStop(caller)) || askedForItem(caller) !== null
  if (kind === Return.stop && !arrives) return end(t)
  const stop = kind === Return.stop ? stopOf(t, value) : null
  r.setfield(gen, generators(t).phase, r.int(FINISHED))
  leave(t, frame)
  switch (kind) {
    case Return.next:
    case Return.numbered:
      caller.frame.pc = code[pc + 3]
      return true
    case Return.send:
      t.write(caller.frame, code[pc + 1], value)
      t.bound.add(t.top.values[code[pc + 1]] as Jit.Value)
      caller.frame.pc = code[pc + 4]
      return true
    case Return.otherwise:
      deliver(t, caller.frame, t.read(caller.frame, code[pc + 2] + 2))
      return true
    default:
      t.forgetCapture()
      return raise(t, stop as Jit.Value)
  }
}

/** Whether a StopIteration that is raised where a frame is gets to the frame that catches it, leaving no generator or map. */
function staysStop(caller: Shadow): boolean {
  for (let s: Shadow | null = caller; s !== null && !catches(s.frame); s = s.caller)
    if (s.generator !== null || s.isMapped) return false
  return true
}

/** Goes into the generator that a for loop, or an enumerate there, takes the next item of; false where it takes it of something else. */
export function resumeForLoop(t: Tracer, frame: Frame, iterator: Jit.Value): boolean {
  const { d, r } = t
  const w = iterator.concrete
  const isNumbered = w instanceof W_Enumerate && !w.shape.type.heap
  const gen = isNumbered ? w.iterator : w
  if (!(gen instanceof W_Generator) || gen.shape !== shapes.generator) return false
  if (!isNumbered) return resume(t, frame, iterator, r.ref(null))
  r.classOf(iterator, [d.enumerate])
  return resume(t, frame, r.getfield(iterator, d.enumerateIterator), r.ref(null))
}

/** Guards that what is awaited or delegated to is a generator that is suspended; goes on there. */
const send: Handler = (t, frame) => {
  const { code } = frame.code
  const { pc } = frame
  const iterator = t.read(frame, code[pc + 2])
  if (!(iterator.concrete instanceof W_Generator)) return end(t)
  return resume(t, frame, iterator, t.read(frame, code[pc + 3])) || end(t)
}

/** A generator is what `yield from` iterates over itself, and a coroutine what `await` drives. */
const driven =
  (isFor: (w: W_Generator) => boolean): Handler =>
  (t, frame) => {
    const value = t.read(frame, frame.code.code[frame.pc + 2])
    const w = value.concrete
    if (!(w instanceof W_Generator) || !isFor(w)) return residual(t, frame)
    t.r.classOf(value, [generators(t).of(w.frame, w.shape).generator])
    return t.done(frame, value)
  }

/** Whether a coroutine is awaited by nobody, and plain. */
const isAwaitable = (w: W_Generator): boolean => w.shape === shapes.coroutine && w.phase === CREATED

function end(t: Tracer): false {
  t.r.leave()
  return false
}

// Calls that resume: `next(g)`, `next(g, default)`, `g.send(value)`, `g.__next__()`.

/** Goes into a generator that a built-in function resumes; false for other calls. */
export function resumeByCall(t: Tracer, frame: Frame, callee: Jit.Value, args: readonly Jit.Value[]): boolean {
  const w = callee.concrete as Value
  const gen = args[0]?.concrete
  if (!(gen instanceof W_Generator) || gen.shape === shapes.asyncGenerator) return false
  const { code } = frame.code
  const isMethod = code[frame.pc] === Op.CALL_METHOD
  if (!isMethod && code[frame.pc] !== Op.CALL) return false
  let sent: Jit.Value
  if (w instanceof W_MethodDescriptor) {
    if (!isMethod) return false
    const type = gen.shape === shapes.generator ? generatorType : coroutineType
    if (w === type.lookup('send') && args.length === 2) sent = args[1]
    else if (w === generatorType.lookup('__next__') && args.length === 1) sent = t.r.ref(null)
    else return false
  } else {
    if (w !== standardBuiltins().getStr('next') || gen.shape !== shapes.generator) return false
    if (args.length > (isMethod ? 1 : 2)) return false
    sent = t.r.ref(null)
  }
  t.r.promote(callee)
  return resume(t, frame, args[0], sent)
}

// Generators that are made.

const SUSPENDS = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR

/**
 * Whether a function with such code, called where a frame is, only makes a generator that nobody has to be told of, or a coroutine that is awaited at
 * once: others have to be made, since a program is warned of those that it never awaits.
 */
export function makesPlain(code: W_Code, { code: { code: words }, pc }: Frame): boolean {
  if (closesWhenDropped(code)) return false
  const kind = code.flags & SUSPENDS
  if (kind !== CO_COROUTINE) return kind === CO_GENERATOR
  if (originTracking.depth > 0) return false
  const next = pc + Op.OPLEN[words[pc]]
  if (words[pc] === Op.GET_ANEXT) return words[next] === Op.COPY && words[next + Op.OPLEN[Op.COPY]] === Op.SEND
  return words[next] === Op.GET_AWAITABLE && words[next + 2] === words[pc + 1]
}

const returnGenerator: Handler = (t, frame) => {
  const { r } = t
  const { func, owner, values } = t.top
  const { code } = frame
  if (func === null || owner !== null || t.top.caller === null || !makesPlain(code, t.top.caller.frame)) return end(t)
  const kind = generators(t).of(frame, (code.flags & CO_COROUTINE) === 0 ? shapes.generator : shapes.coroutine)
  const registers = code.template.map((constant, i) => values[i] ?? r.ref(constant))
  const window = r.create(kind.window, registers)
  const made = r.create(kind.frame, [func, r.int(frame.pc), window, r.ref(null)])
  const gen = r.create(kind.generator, [made, r.int(CREATED), r.ref(null)])
  deliver(t, leave(t, frame), gen)
  return true
}

/** A coroutine is driven itself, and a generator that `__await__` in Python makes. */
const getAwaitable: Handler = (t, frame) => {
  const value = t.read(frame, frame.code.code[frame.pc + 2])
  const w = value.concrete as Value
  if (w instanceof W_Generator) return driven(isAwaitable)(t, frame)
  const method = typeOf(w).special(Special.await)
  if (!(method instanceof W_Function) || !(w instanceof W_Object) || (method.code.flags & SUSPENDS) !== CO_GENERATOR)
    return residual(t, frame)
  if (!t.mayEnter(method.code)) return residual(t, frame)
  guardShape(t, value)
  return follow(t, t.r.ref(method), [value]) ? t.enterFollowed(frame) : residual(t, frame)
}

/** `__anext__` that is a coroutine function is called like one. */
const getAnext: Handler = (t, frame) => {
  const iterator = t.read(frame, frame.code.code[frame.pc + 2])
  const method = typeOf(iterator.concrete as Value).special(Special.anext)
  if (!(method instanceof W_Function) || (method.code.flags & SUSPENDS) !== CO_COROUTINE) return residual(t, frame)
  if (!t.mayEnter(method.code)) return residual(t, frame)
  guardShape(t, iterator)
  return follow(t, t.r.ref(method), [iterator]) ? t.enterFollowed(frame) : residual(t, frame)
}

/** Puts the handlers of this file into the table. */
export function addGenerators(handlers: Handlers): void {
  handlers.set(Op.YIELD_VALUE, yieldValue)
  handlers.set(Op.RETURN_GENERATOR, returnGenerator)
  handlers.set(Op.SEND, send)
  handlers.set(Op.GET_ANEXT, getAnext)
  handlers.set(
    Op.GET_YIELD_FROM_ITER,
    driven((w) => w.shape === shapes.generator),
  )
  handlers.set(Op.GET_AWAITABLE, getAwaitable)
}
