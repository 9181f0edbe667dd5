// throw() and close() of generators that wait for another iterator: it gets the exception first. PEP 380; CPython: Objects/genobject.c
import { call, call0, errorWith, findAttr, hooks, isError, type Value, W_BaseException } from '@typhon/objspace'
import { close, SUSPENDED, type Step, stopIteration, throwInto, W_Generator, RUNNING } from '../objects/generator.ts'
import { continueFrame, pushed } from './enter.ts'
import { delegateOf, finishDelegation } from './resume.ts'
import { isTraced, traceThrownStop } from './tracing.ts'

/** What `throw` was given. Only a generator in which it is raised makes an exception of that, or finds that there is none to make. */
export interface Thrown {
  /** The arguments, for what is waited for and is no generator. */
  readonly given: readonly Value[]
  /** Whether that is closed instead: of GeneratorExit. */
  readonly closes: boolean
  make(): W_BaseException
}

/** Raises what was thrown where `gen` waits: inside what it delegates to, when that takes exceptions. */
export function throwThrough(gen: W_Generator, thrown: Thrown): Step {
  const inner = delegateOf(gen)
  if (inner === undefined) return throwInto(gen, thrown.make())
  if (thrown.closes) {
    try {
      closeInner(gen, inner)
    } catch (other) {
      if (other instanceof W_BaseException) return throwInto(gen, other)
      throw other
    }
    return throwInto(gen, thrown.make())
  }
  const method = inner instanceof W_Generator ? null : waiting(gen, () => findAttr(inner, 'throw'))
  if (method === undefined) {
    const e = thrown.make()
    // Raised at a `yield from`, it is what the iterator would have ended with. CPython: CLEANUP_THROW
    return isError(e, 'StopIteration') ? endWait(gen, e.extra?.value ?? null) : throwInto(gen, e)
  }
  let value: Value
  try {
    if (inner instanceof W_Generator) {
      const step = waiting(gen, () => throwThrough(inner, thrown))
      if (!step.done) return step
      value = step.value
    } else return { done: false, value: waiting(gen, () => call(method, thrown.given.slice(), null)) }
  } catch (other) {
    if (isError(other, 'StopIteration')) value = other.extra?.value ?? null
    else if (other instanceof W_BaseException) return throwInto(gen, other)
    else throw other
  }
  return endWait(gen, value)
}

/** The iterator that `gen` waits for ended as something was thrown: its value is that of the `yield from`. */
function endWait(gen: W_Generator, value: Value): Step {
  const result = continueFrame(gen, (frame) => {
    const failure = isTraced() ? traceThrownStop(frame, stopIteration(value)) : null
    finishDelegation(gen, value)
    return failure
  })
  return { done: gen.state !== SUSPENDED, value: result }
}

/**
 * Calls `body` for a generator that waits for what it delegates to: it counts as running, and its frame as that of the caller. What the
 * generator handles is not handled there, as in CPython, which goes on with the generator only behind it.
 */
function waiting<T>(gen: W_Generator, body: () => T): T {
  const { frame } = gen
  const { handled } = frame
  frame.handled = null
  gen.state = RUNNING
  try {
    return pushed(frame, body)
  } finally {
    gen.state = SUSPENDED
    frame.handled = handled
  }
}

/** Closes what `gen` waits for; as in CPython, the generator is not seen as the caller. */
function closeInner(gen: W_Generator, inner: Value): void {
  gen.state = RUNNING
  try {
    closeAny(inner)
  } finally {
    gen.state = SUSPENDED
  }
}

/** generator.close() */
export function closeThrough(gen: W_Generator): Value {
  const inner = delegateOf(gen)
  if (inner !== undefined) {
    try {
      closeInner(gen, inner)
    } catch (e) {
      if (!(e instanceof W_BaseException)) throw e
      const step = throwInto(gen, e)
      if (!step.done) throw errorWith('RuntimeError', `${gen.kindName} ignored GeneratorExit`)
      return step.value
    }
  }
  return close(gen, inner !== undefined)
}

function closeAny(w: Value): void {
  if (w instanceof W_Generator) {
    closeThrough(w)
    return
  }
  let method: Value | undefined
  try {
    method = findAttr(w, 'close')
  } catch (e) {
    // CPython: gen_close_iter
    if (!(e instanceof W_BaseException)) throw e
    hooks.unraisable(e, '', w)
  }
  if (method !== undefined) call0(method)
}
