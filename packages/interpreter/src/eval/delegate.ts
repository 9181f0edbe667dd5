// throw() and close() of generators that wait for another iterator: it gets the exception first. PEP 380; CPython: Objects/genobject.c
import { call0, call1, errorWith, findAttr, isError, type Value, W_BaseException } from '@typhon/objspace'
import { close, SUSPENDED, type Step, throwInto, W_Generator, RUNNING } from '../objects/generator.ts'
import { continueFrame } from './enter.ts'
import { delegateOf, finishDelegation } from './resume.ts'

/** Raises `e` where `gen` waits: inside what it delegates to, when that takes exceptions. */
export function throwThrough(gen: W_Generator, e: W_BaseException): Step {
  const inner = delegateOf(gen)
  if (inner === undefined) return throwInto(gen, e)
  if (isError(e, 'GeneratorExit')) {
    gen.state = RUNNING
    try {
      closeAny(inner)
    } catch (other) {
      gen.state = SUSPENDED
      if (other instanceof W_BaseException) return throwInto(gen, other)
      throw other
    }
    gen.state = SUSPENDED
    return throwInto(gen, e)
  }
  let value: Value
  try {
    gen.state = RUNNING
    if (inner instanceof W_Generator) {
      const step = throwThrough(inner, e)
      gen.state = SUSPENDED
      if (!step.done) return step
      value = step.value
    } else {
      const method = findAttr(inner, 'throw')
      gen.state = SUSPENDED
      if (method === undefined) return throwInto(gen, e)
      gen.state = RUNNING
      const yielded = call1(method, e)
      gen.state = SUSPENDED
      return { done: false, value: yielded }
    }
  } catch (other) {
    gen.state = SUSPENDED
    if (isError(other, 'StopIteration')) value = other.extra?.value ?? null
    else if (other instanceof W_BaseException) return throwInto(gen, other)
    else throw other
  }
  // The inner iterator ended: its value is that of the `yield from`.
  finishDelegation(gen, value)
  const result = continueFrame(gen)
  return { done: gen.state !== SUSPENDED, value: result }
}

/** generator.close() */
export function closeThrough(gen: W_Generator): Value {
  const inner = delegateOf(gen)
  if (inner !== undefined) {
    gen.state = RUNNING
    try {
      closeAny(inner)
    } catch (e) {
      gen.state = SUSPENDED
      if (!(e instanceof W_BaseException)) throw e
      const step = throwInto(gen, e)
      if (!step.done) throw errorWith('RuntimeError', `${gen.kindName} ignored GeneratorExit`)
      return step.value
    }
    gen.state = SUSPENDED
  }
  return close(gen)
}

function closeAny(w: Value): void {
  if (w instanceof W_Generator) {
    closeThrough(w)
    return
  }
  const method = findAttr(w, 'close')
  if (method !== undefined) call0(method)
}
