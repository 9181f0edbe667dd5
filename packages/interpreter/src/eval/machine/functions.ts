// Functions as they are made; what `yield from`, `await` and `async for` wait for.
import {
  callSpecial1,
  error,
  isError,
  iter,
  shapes,
  Special,
  typeOf,
  type Value,
  W_BaseException,
  type W_Dict,
  type W_Tuple,
} from '@typhon/objspace'
import { W_AsyncGenValue, W_AsyncStep } from '../../objects/async-generator-value.ts'
import { CO_ITERABLE_COROUTINE } from '../../objects/code-flags.ts'
import type { Frame } from '../../objects/frame.ts'
import { W_Function } from '../../objects/function.ts'
import { SUSPENDED, W_Generator } from '../../objects/generator.ts'
import { delegateOf } from '../resume.ts'

export function makeFunction(
  frame: Frame,
  unit: number,
  defaults: Value | undefined,
  kwdefaults: Value | undefined,
  annotations: Value | undefined,
  closure: Value | undefined,
): Value {
  const f = new W_Function(frame.code.child(unit), frame.globals, frame.builtins)
  if (defaults !== undefined) f.defaults = (defaults as W_Tuple).items
  if (kwdefaults !== undefined) f.kwdefaults = kwdefaults as W_Dict
  if (annotations !== undefined) f.annotations = annotations
  if (closure !== undefined) f.closure = closure as W_Tuple
  return f
}

export function setTypeParams(f: Value, params: Value): void {
  if (f instanceof W_Function) f.typeParams = params
}

export function yieldFromIter(frame: Frame, w: Value): Value {
  // A test of a host class takes longer where it is not met.
  const shape = typeof w === 'object' && w !== null ? w.shape : null
  if (shape === shapes.generator) return w
  if (shape !== shapes.coroutine) return iter(w)
  if ((frame.code.flags & (0x80 | CO_ITERABLE_COROUTINE)) === 0)
    throw error('TypeError', "cannot 'yield from' a coroutine object in a non-coroutine generator")
  return w
}

/** The iterator that `await w` drives. */
export function getAwaitable(w: Value, where: number): Value {
  if (w instanceof W_Generator) {
    if (w.shape === shapes.coroutine) {
      if (w.state === SUSPENDED && delegateOf(w) !== undefined)
        throw error('RuntimeError', 'coroutine is being awaited already')
      return w
    }
    if ((w.frame.code.flags & CO_ITERABLE_COROUTINE) !== 0) return w
  }
  if (w instanceof W_AsyncStep) return w
  const method = typeOf(w).special(Special.await)
  if (method === undefined || method === null) {
    if (where > 0)
      throw error(
        'TypeError',
        `'async with' received an object from __a${where === 1 ? 'enter' : 'exit'}__ that does not implement __await__: ${typeOf(w).fullName}`,
      )
    throw error('TypeError', `object ${typeOf(w).fullName} can't be used in 'await' expression`)
  }
  const it = callSpecial1(method, w)
  if (it instanceof W_Generator) {
    if (it.shape === shapes.coroutine) throw error('TypeError', '__await__() returned a coroutine')
    return it
  }
  if (typeOf(it).special(Special.next) === undefined)
    throw error('TypeError', `__await__() returned non-iterator of type '${typeOf(it).fullName}'`)
  return it
}

export function getAiter(w: Value): Value {
  const method = typeOf(w).special(Special.aiter)
  if (method === undefined || method === null)
    throw error('TypeError', `'async for' requires an object with __aiter__ method, got ${typeOf(w).fullName}`)
  const it = callSpecial1(method, w)
  if (typeOf(it).special(Special.anext) === undefined)
    throw error(
      'TypeError',
      `'async for' received an object from __aiter__ that does not implement __anext__: ${typeOf(it).fullName}`,
    )
  return it
}

export function getAnext(w: Value): Value {
  const method = typeOf(w).special(Special.anext)
  if (method === undefined || method === null)
    throw error('TypeError', `'async for' requires an iterator with __anext__ method, got ${typeOf(w).fullName}`)
  const awaitable = callSpecial1(method, w)
  try {
    return getAwaitable(awaitable, 0)
  } catch (e) {
    if (!(e instanceof W_BaseException)) throw e
    const other = error(
      'TypeError',
      `'async for' received an invalid object from __anext__: ${typeOf(awaitable).fullName}`,
    )
    other.cause = e
    other.context = e
    throw other
  }
}

export const isStopAsync = (e: Value): boolean => isError(e, 'StopAsyncIteration')
export const asyncGenWrap = (w: Value): Value => new W_AsyncGenValue(w)
