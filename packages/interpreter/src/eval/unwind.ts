// What an exception does to the frames: find a handler in the innermost one, else leave it and go on with its caller.
// ref: executionmodel#exceptions; CPython: Python/ceval.c (exception_unwind), Python/errors.c (_PyErr_SetObject)
import { addNote, error, exceptionTypes, type Value, W_BaseException } from '@typhon/objspace'
import { IMPORT_NAME, OPLEN } from '../generated/opcodes.ts'
import { type Frame, handledException, Return } from '../objects/frame.ts'
import { addTraceback, moveStandIn } from '../objects/traceback.ts'
import { trimImportFrames } from '../traceback/import-frames.ts'
import { context } from './context.ts'
import { originOf, ROW } from './origin.ts'
import { traceCleanUps, traceException, traceHandled, traceRaise, traceUnwind } from './tracing.ts'
import { leaveGenerator } from '../objects/generator.ts'

/** An error of the host as the Python exception it stands for. Anything that must not be caught by Python code is thrown on. */
export function exceptionOf(e: unknown): W_BaseException {
  if (e instanceof W_BaseException) return e
  if (e instanceof RangeError && e.message.includes('call stack'))
    return error('RecursionError', 'maximum recursion depth exceeded')
  if (
    e instanceof RangeError &&
    /(Invalid (array|string|typed array) length|Array buffer allocation|Maximum BigInt size|(Map|Set) maximum size)/.test(
      e.message,
    )
  )
    return error('MemoryError')
  if (e instanceof Error && !('passThrough' in e)) return internalError(e)
  throw e
}

let reportInternal: (e: Error) => void = () => {}

/** Hands in what is done with the JavaScript stack of an internal error (shown under -X dev). */
export function declareInternalReport(report: (e: Error) => void): void {
  reportInternal = report
}

function internalError(e: Error): W_BaseException {
  reportInternal(e)
  const failure = error('SystemError', `internal error: ${e.message}`)
  addNote(failure, 'This is a fault of Typhon, not of the program; with -X dev its JavaScript stack is shown.')
  return failure
}

/** Sets `__context__` to the exception being handled, cutting a cycle that this would close. */
export function setContext(e: W_BaseException, frame: Frame | null): void {
  chain(e, handledException(frame))
}

/** Throws an exception that does not get a context on its way, through however many frames. */
export function throwUnchained(e: W_BaseException): never {
  e.isUnchained = e.traceback === null || e.context === null
  throw e
}

/** A statement raises the exception: what is being handled becomes its context. */
export function mayChain(e: W_BaseException): void {
  e.isUnchained = false
}

/**
 * The context of an exception that is thrown into a generator: what that handles, and nothing that its callers do.
 * CPython: Python/errors.c (_PyErr_ChainStackItem)
 */
export function chainThrown(e: W_BaseException, handled: W_BaseException | null): void {
  mayChain(e)
  chain(e, handled)
}

/** Makes the exception that was being handled the context of one that was raised meanwhile. */
export function chain(e: W_BaseException, handled: W_BaseException | null): void {
  if (handled === null || handled === e || e.isUnchained) return
  let o: Value = handled
  let slow: Value = handled
  let step = false
  while (o instanceof W_BaseException) {
    const next: Value = o.context
    if (next === e) {
      o.context = null
      break
    }
    o = next
    if (step) slow = (slow as W_BaseException).context
    step = !step
    if (o !== null && o === slow) break
  }
  e.context = handled
}

/**
 * Unwinds from `frame`, where `e` was raised at `frame.pc`, up to the frame whose result goes to the host. Gives the frame that
 * handles it, its pc at the handler and the exception in the handler's register; or null when that last frame was left.
 */
export function unwind(frame: Frame, failure: W_BaseException, keepLine: boolean, traced = false): Frame | null {
  let f = frame
  let e = failure
  let keep = keepLine
  frames: for (;;) {
    const { exceptionTable } = f.code.unit
    const isAgain = keep
    if (!keep) addTraceback(e, f, f.pc)
    if (traced) {
      e = told(e, () => traceRaise(f, e, isAgain))
      if (!isAgain) e = told(e, () => traceException(f, e))
    }
    keep = false
    const { pc } = f
    let isTold = !traced
    for (let i = 0; i < exceptionTable.length; i += ROW) {
      if (pc >= exceptionTable[i] && pc < exceptionTable[i + 1]) {
        if (!isTold) {
          isTold = true
          e = told(e, () => traceCleanUps(f, e, exceptionTable[i], exceptionTable[i + 1]))
        }
        f.regs[exceptionTable[i + 3]] = e
        if (exceptionTable[i + 4] >= 0) f.regs[exceptionTable[i + 4]] = originOf(f, pc)
        f.pc = exceptionTable[i + 2]
        context.frame = f
        if (traced) {
          const other = told(e, () => traceHandled(f, e))
          if (other !== e) {
            e = other
            continue frames
          }
        }
        return f
      }
    }
    if (!isTold) e = told(e, () => traceCleanUps(f, e, 0, f.code.code.length))
    f.pc = originOf(f, pc)
    if (isAgain) moveStandIn(e, f)
    if (traced) e = told(e, () => traceUnwind(f, e))
    const { back, kind } = f
    context.depth--
    context.frame = back
    if (f.owner !== null && f.kind !== Return.init) {
      leaveGenerator(f)
      f.back = null
    }
    if (kind === Return.toHost || kind === Return.toCompiled || back === null) {
      if (e !== failure) throw e
      return null
    }
    f = back
    context.frame = f
    if (kind === Return.mapped && isStopIteration(e)) {
      f.pc = f.code.code[f.pc + 3]
      return f
    }
    if (f.code.code[f.pc] === IMPORT_NAME) trimImportFrames(e)
  }
}

/**
 * Makes `frame` the innermost one again, where built-in code has thrown: there may be frames that it had entered but not begun to run, since
 * JavaScript's stack had no room left.
 */
export function backTo(frame: Frame): void {
  for (let f = context.frame; f !== null && f !== frame;) {
    const { back } = f
    if (f.owner !== null && f.kind !== Return.init) {
      leaveGenerator(f)
      f.back = null
    }
    f = back
  }
  context.frame = frame
  context.depth = frame.depth
}

/** Calls a trace function on the way; an exception of its own takes the place of `e`. */
function told(e: W_BaseException, tell: () => void): W_BaseException {
  try {
    tell()
  } catch (thrown) {
    const other = exceptionOf(thrown)
    if (other !== e && other.context === null) other.context = e
    return other
  }
  return e
}

/** Where execution of a frame goes on after the instruction it waits at. */
export function afterInstruction(frame: Frame): number {
  const { code } = frame.code
  return frame.pc + OPLEN[code[frame.pc]]
}

export const isStopIteration = (e: W_BaseException): boolean => e.shape.type.isSubtypeOf(exceptionTypes.StopIteration)
