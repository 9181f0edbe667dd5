// Generators, coroutines and asynchronous generators: a frame that is run a piece at a time.
// ref: datamodel#generator-functions, #coroutine-objects; PEP 342, 380, 492, 525; CPython: Objects/genobject.c
//
// What must stay true: `frame.back` is null while the generator is suspended; `state` tells where it is; a frame whose
// `owner` is a generator is run only through `resume` below or by the loop, which does the same inline.
//
// Generators that wait for one another in `yield from` or `await` may be *parked* (see eval/step.ts): the outermost goes on at the
// innermost end, and those between stay linked with each other, be they suspended or running. Their `phase` is PARKED; who asks for
// their `state` ends that.
import {
  error,
  errorWith,
  isError,
  owned,
  type Shape,
  shapes,
  type Value,
  type W_BaseException,
  W_Object,
  watchNew,
} from '@typhon/objspace'
import { Intrinsic1 } from '../compile/intrinsics.ts'
import { INTRINSIC_1 } from '../generated/opcodes.ts'
import { context } from '../eval/context.ts'
import { ROW } from '../eval/origin.ts'
import { throwUnchained } from '../eval/unwind.ts'
import { letGo } from '../prompt/keep.ts'
import { pushed, throwIntoFrame } from '../eval/enter.ts'
import { resumeFrame } from '../eval/step.ts'
import { isTraced, traceThrowAtStart } from '../eval/tracing.ts'
import { CO_ASYNC_GENERATOR, CO_COROUTINE } from './code-flags.ts'
import type { Called, W_Code } from './code.ts'
import type { CodeUnit } from './code-unit.ts'
import { W_Traceback } from './traceback.ts'
import type { Frame } from './frame.ts'

export const CREATED = 0
export const SUSPENDED = 1
export const RUNNING = 2
export const FINISHED = 3
const PARKED = 4

export class W_Generator extends W_Object {
  declare readonly frame: Frame
  /** The state, but for generators that are parked. Everything but the innermost ways of going on asks for `state`. */
  declare phase: number
  /** Of the outermost of generators that are parked: the frame of the innermost of those that are; else null. */
  declare last: Frame | null
  declare called: Called
  constructor(frame: Frame, shape: Shape) {
    super(shape)
    this.frame = frame
    this.phase = CREATED
    this.last = null
    this.called = calledAs(frame)
    frame.owner = this
  }

  get name(): string {
    return this.called.name
  }

  set name(name: string) {
    this.called = { ...this.called, name }
  }

  get qualname(): string {
    return this.called.qualname
  }

  set qualname(qualname: string) {
    this.called = { ...this.called, qualname }
  }

  /** Coroutines: where they were made (cr_origin), when origin tracking is on. */
  get origin(): Value {
    return this.called.origin
  }

  set origin(origin: Value) {
    this.called = { ...this.called, origin }
  }

  get state(): number {
    if (this.phase === PARKED) unpark(outermost(this))
    return this.phase
  }

  set state(state: number) {
    if (this.last !== null && state === RUNNING) unpark(this)
    this.phase = state
  }

  /** `generator`, `coroutine` or `async generator`, as messages call it. */
  get kindName(): string {
    const { flags } = this.frame.code
    return (flags & CO_ASYNC_GENERATOR) !== 0
      ? 'async generator'
      : (flags & CO_COROUTINE) !== 0
        ? 'coroutine'
        : 'generator'
  }
}

/** What a new generator is called: as the one before, unless the function was given another name meanwhile. */
function calledAs({ code, func }: Frame): Called {
  const { called } = code
  const { name, qualname } = func ?? code.unit
  if (called !== null && called.name === name && called.qualname === qualname) return called
  return (code.called = { name, qualname, origin: null })
}

/** The generator that is resumed when a parked one is to go on. */
function outermost(gen: W_Generator): W_Generator {
  let outer = gen
  while (outer.phase === PARKED) outer = (outer.frame.back as Frame).owner as W_Generator
  return outer
}

/** Those that are parked between this generator and the innermost end are suspended or running like others. */
export function unpark(outer: W_Generator): void {
  const isRunning = outer.phase === RUNNING
  let frame = outer.last
  outer.last = null
  while (frame !== null && frame !== outer.frame) {
    const { back } = frame
    ;(frame.owner as W_Generator).phase = isRunning ? RUNNING : SUSPENDED
    if (!isRunning) frame.back = null
    frame = back
  }
}

/** Parks a generator that waits for another, on behalf of one that waits for it. */
export function park(gen: W_Generator): void {
  gen.phase = PARKED
}

/** The generator whose frame is the innermost parked one goes on by itself. */
export function leavePark(outer: W_Generator, frame: Frame): void {
  outer.last = frame.back === outer.frame ? null : frame.back
  ;(frame.owner as W_Generator).phase = RUNNING
}

/** A frame that is suspended has no caller: so one that is parked is told. */
export function unparkFrame({ owner }: Frame): void {
  if (owner instanceof W_Generator && owner.phase === PARKED) unpark(outermost(owner))
}

/** Whether a trace has resumed the generator whose frame this is: then the frame waits for being rebuilt. */
export function isInTrace(frame: Frame): boolean {
  const { back, owner } = frame
  if (back !== null || !(owner instanceof W_Generator) || owner.phase !== RUNNING) return false
  for (let f = context.frame; f !== null; f = f.back) if (f === frame) return false
  return true
}

export class W_AsyncGenerator extends W_Generator {
  /** The hooks were called; a running asend/athrow; closed. */
  hooksInitialised = false
  runningAsync = false
  closed = false
  finalizer: Value = null
}

/** How many callers coroutines remember of where they were made. */
export const originTracking = { depth: 0 }

/** Told of each new coroutine (see unawaited.ts). */
let noteCoroutine: (coroutine: W_Generator) => void = () => {}

export function declareCoroutineNote(note: (coroutine: W_Generator) => void): void {
  noteCoroutine = note
}

/** The generator object of a frame that has reached RETURN_GENERATOR. */
export function newGenerator(frame: Frame): W_Generator {
  const gen = generatorFor(frame)
  if ((frame.code.flags & CO_COROUTINE) !== 0) noteCoroutine(gen)
  return gen
}

/** The same of a frame that may have run already. */
export function generatorFor(frame: Frame): W_Generator {
  const kind = frame.code.flags & (CO_COROUTINE | CO_ASYNC_GENERATOR)
  const gen =
    kind === 0
      ? new W_Generator(frame, shapes.generator)
      : kind === CO_COROUTINE
        ? new W_Generator(frame, shapes.coroutine)
        : new W_AsyncGenerator(frame, shapes.asyncGenerator)
  // The generator keeps its arguments.
  if (owned.live !== 0) frame.regs.forEach(letGo)
  if (closesWhenDropped(frame.code)) {
    watchNew(gen)
    if (owned.live !== 0) owned.given = gen
  }
  return gen
}

/** Whether generators with a code have something to do when they are dropped. */
export const closesWhenDropped = (code: W_Code): boolean => (code.closes ??= closes(code.unit))

/** Whether an exception has a handler somewhere in a generator's code, the one that ends every generator aside. */
function closes({ exceptionTable, code }: CodeUnit): boolean {
  for (let i = 2; i < exceptionTable.length; i += ROW) if (isHandler(code, exceptionTable[i])) return true
  return false
}

/** Whether a handler is not the one that ends every generator. */
export function isHandler(code: Int32Array, at: number): boolean {
  return code[at] !== INTRINSIC_1 || code[at + 3] !== Intrinsic1.STOPITERATION_ERROR
}

/** Told when the frame of a generator ends, by return or exception. */
export function leaveGenerator(frame: Frame): void {
  ;(frame.owner as W_Generator).state = FINISHED
}

/** What a host call of a generator came to: it yielded `value`, or returned it (`done`). */
export interface Step {
  done: boolean
  value: Value
}

/** The TypeError or ValueError of resuming a generator that cannot be resumed now; undefined when it can. */
export function cannotResume(gen: W_Generator, sent: Value): W_BaseException | undefined {
  if (gen.state === RUNNING) return error('ValueError', `${gen.kindName} already executing`)
  if (gen.state === FINISHED && (gen.frame.code.flags & CO_COROUTINE) !== 0)
    return error('RuntimeError', 'cannot reuse already awaited coroutine')
  if (gen.state === CREATED && sent !== null)
    return error('TypeError', `can't send non-None value to a just-started ${gen.kindName}`)
  return undefined
}

/** Sends a value into a generator. */
export function send(gen: W_Generator, value: Value): Step {
  const refused = cannotResume(gen, value)
  if (refused !== undefined) throw refused
  if (gen.state === FINISHED) return { done: true, value: null }
  const result = resumeFrame(gen, value)
  return { done: (gen.state as number) === FINISHED, value: result }
}

/** Sends a value into a generator for a call of the program: gives what it yields, its end is a StopIteration. */
export function sendFor(gen: W_Generator, value: Value): Value {
  if (gen.phase !== SUSPENDED) {
    const refused = cannotResume(gen, value)
    if (refused !== undefined) throw refused
    if (gen.state === FINISHED) throw stopIteration(null)
  }
  const w = resumeFrame(gen, value)
  if (gen.phase === FINISHED) throw stopIteration(w)
  return w
}

/** Raises an exception inside a generator at the place where it waits. */
export function throwInto(gen: W_Generator, e: W_BaseException): Step {
  if (gen.state === RUNNING) throw error('ValueError', `${gen.kindName} already executing`)
  if (gen.state === FINISHED) {
    if ((gen.frame.code.flags & CO_COROUTINE) !== 0)
      throw error('RuntimeError', 'cannot reuse already awaited coroutine')
    // There is no frame in which it would be raised. CPython: Objects/genobject.c (gen_send_ex2)
    throwUnchained(e)
  }
  if (gen.state === CREATED) {
    gen.state = FINISHED
    // It is raised at the head of the function.
    e.traceback = new W_Traceback(e.traceback, gen.frame, 0, gen.frame.code.unit.firstlineno, 0)
    throwUnchained(isTraced() ? pushed(gen.frame, () => traceThrowAtStart(gen.frame, e)) : e)
  }
  let result: Value
  try {
    result = throwIntoFrame(gen, e)
  } catch (left) {
    // What the caller handles is none of the generator's business: only what that handles itself becomes a context.
    if (left === e) throwUnchained(e)
    throw left
  }
  return { done: (gen.state as number) === FINISHED, value: result }
}

/** The StopIteration that a generator's `return value` becomes. */
export function stopIteration(value: Value): W_BaseException {
  return value === null ? errorWith('StopIteration') : errorWith('StopIteration', value)
}

/** Whether an exception raised where the frame waits has a handler in it, the one that ends every generator aside. */
function isProtected(frame: Frame): boolean {
  const { exceptionTable, code } = frame.code.unit
  for (let i = 0; i < exceptionTable.length; i += ROW) {
    if (frame.pc < exceptionTable[i] || frame.pc >= exceptionTable[i + 1]) continue
    if (isHandler(code, exceptionTable[i + 2])) return true
  }
  return false
}

/** generator.close(): GeneratorExit inside; the value it returns, or None. One that waits at a `yield from` is always told. */
export function close(gen: W_Generator, isDelegating = false): Value {
  if (gen.state === CREATED) {
    gen.state = FINISHED
    return null
  }
  if (gen.state === FINISHED) return null
  if (gen.state === SUSPENDED && !isDelegating && !isProtected(gen.frame)) {
    // Nothing would see the exception. CPython: Objects/genobject.c (gen_close)
    gen.state = FINISHED
    return null
  }
  let step: Step
  try {
    step = throwInto(gen, errorWith('GeneratorExit'))
  } catch (e) {
    if (isError(e, 'GeneratorExit')) return null
    if (isError(e, 'StopIteration')) return e.extra?.value ?? null
    throw e
  }
  if (!step.done) throw error('RuntimeError', `${gen.kindName} ignored GeneratorExit`)
  return step.value
}
