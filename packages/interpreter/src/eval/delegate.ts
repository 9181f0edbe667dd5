// throw() and close() of generators that wait for another iterator: it gets the exception first. PEP 380; CPython: Objects/genobject.c
import { call, call0, errorWith, findAttr, hooks, isError, type Value, W_BaseException } from '@typhon/objspace'
import { close, SUSPENDED, type Step, throwInto, W_Generator, RUNNING } from '../objects/generator.ts'
import { Return } from '../objects/frame.ts'
import { context } from './context.ts'
import { continueFrame, push } from './enter.ts'
import { delegateOf, finishDelegation } from './resume.ts'

/**
 * Raises `e` where `gen` waits: inside what it delegates to, when that takes exceptions. What is no generator gets the arguments of
 * `throw` as they were given.
 */
export function throwThrough(gen: W_Generator, e: W_BaseException, given: readonly Value[] = [e]): Step {
  const inner = delegateOf(gen)
  if (inner === undefined) return throwInto(gen, e)
  if (isError(e, 'GeneratorExit')) {
    try {
      closeInner(gen, inner)
    } catch (other) {
      if (other instanceof W_BaseException) return throwInto(gen, other)
      throw other
    }
    return throwInto(gen, e)
  }
  let value: Value
  try {
    if (inner instanceof W_Generator) {
      const step = waiting(gen, () => throwThrough(inner, e, given))
      if (!step.done) return step
      value = step.value
    } else {
      const method = waiting(gen, () => findAttr(inner, 'throw'))
      if (method === undefined) {
        if (!isError(e, 'StopIteration')) return throwInto(gen, e)
        // Raised at a `yield from`, it is what the iterator would have ended with. CPython: CLEANUP_THROW
        throw e
      }
      return { done: false, value: waiting(gen, () => call(method, given.slice(), null)) }
    }
  } catch (other) {
    if (isError(other, 'StopIteration')) value = other.extra?.value ?? null
    else if (other instanceof W_BaseException) return throwInto(gen, other)
    else throw other
  }
  // The inner iterator ended: its value is that of the `yield from`.
  finishDelegation(gen, value)
  const result = continueFrame(gen)
  return { done: gen.state !== SUSPENDED, value: result }
}

/**
 * Calls `body` for a generator that waits for what it delegates to: it counts as running, and its frame as that of the caller. What the
 * generator handles is not handled there, as in CPython, which goes on with the generator only behind it.
 */
function waiting<T>(gen: W_Generator, body: () => T): T {
  const { frame } = gen
  push(frame, Return.toHost)
  const { handled } = frame
  frame.handled = null
  gen.state = RUNNING
  try {
    return body()
  } finally {
    gen.state = SUSPENDED
    frame.handled = handled
    context.depth--
    context.frame = frame.back
    frame.back = null
    context.handled = frame.outerHandled
    frame.outerHandled = null
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
