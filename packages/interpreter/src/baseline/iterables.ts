// Instances that a program's classes have made are iterated over by what their `__iter__` gives, which is mostly a generator: `iter` and
// `yield from` in compiled text remember the class they met last and the method, and make its generator at once.
//
// What must stay true: what is remembered holds for one version of the class; everything else is asked for as ever.
import { iter, shapes, Special, type Value, W_Object } from '@typhon/objspace'
import { yieldFromIter } from '../eval/machine/functions.ts'
import { generatorOf1 } from '../eval/step.ts'
import { Cache } from '../objects/code.ts'
import { CO_COROUTINE, CO_GENERATOR } from '../objects/code-flags.ts'
import type { Frame } from '../objects/frame.ts'
import { W_Function } from '../objects/function.ts'
import type { Text } from './text.ts'

/**
 * What such an instruction gives for the value in `w`, whose shape goes into `t` first: a generator itself, and `usual` where the class is not
 * remembered.
 */
export function ownIterator(text: Text, w: string, usual: (cache: string) => string, isAlone: boolean): string {
  const k = text.constant(new Cache())
  const test = `t !== undefined && t === ${k}.owner && t.type.version === ${k}.version${isAlone ? ' && L.live === 0' : ''}`
  return `(t = ${w}?.shape) === ${text.constant(shapes.generator)} ? ${w} : ${test} ? ${text.use('generatorOf1')}(${k}.value, ${w}) : ${usual(k)}`
}

/** `iter(w)`, of which a cache remembers what it can. */
export function iterOf(cache: Cache, w: Value): Value {
  const w_iter = iter(w)
  remember(cache, w, w_iter)
  return w_iter
}

/** The same of `yield from w`. */
export function yieldFromOf(cache: Cache, frame: Frame, w: Value): Value {
  const w_iter = yieldFromIter(frame, w)
  remember(cache, w, w_iter)
  return w_iter
}

function remember(cache: Cache, w: Value, w_iter: Value): void {
  if (!(w_iter instanceof W_Object) || w_iter.shape !== shapes.generator || w_iter === w || !(w instanceof W_Object))
    return
  const { type } = w.shape
  const method = type.special(Special.iter)
  if (!(method instanceof W_Function) || method.shape !== shapes.function || method.code.arity !== 1) return
  if ((method.code.flags & (CO_GENERATOR | CO_COROUTINE)) !== CO_GENERATOR) return
  cache.owner = w.shape
  cache.version = type.version
  cache.value = method
}

/** What compiled text names. */
export const iterables = { iterOf, yieldFromOf, generatorOf1 }
