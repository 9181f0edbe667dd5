// What compiled code asks where the caches that were put in place do not know an object: the interpreter's own functions, which
// fill the caches anew. What they knew before is kept beside it, so that the next compilation knows several shapes.
import {
  attributeError,
  comparesOwnKeys,
  isError,
  isGenericAccess,
  ownAttr,
  shapeOf,
  shapes,
  type Value,
  W_ItemsIterator,
  type W_Iterator,
  type W_Object,
} from '@typhon/objspace'
import { loadAttr, loadMethod } from '../eval/attribute-caches.ts'
import { loadGlobalSlow } from '../eval/control.ts'
import { loadSuperMethod, storeAttr } from '../eval/machine.ts'
import { type Cache, SHAPES } from '../objects/code.ts'
import type { Frame } from '../objects/frame.ts'
import { failed, S } from './leave.ts'
import { noteByte, noteItem } from './seen.ts'
import type { Compiled } from './sites.ts'
import { retire } from './tiers.ts'
import { itemOrRaised } from './tried.ts'

/** So many misses show that the caches were filled too early. */
const TOO_MANY = 300

const knows = (cache: Cache, w: Value): boolean =>
  cache.owner !== null && (cache.owner === w || cache.owner === shapeOf(w))

/** Before a cache learns of `w`: what it knows is kept beside that. */
function keep(compiled: Compiled, cache: Cache, w: Value): void {
  if (compiled.misses <= TOO_MANY && !knows(cache, w)) cache.keep()
}

/**
 * Counts a miss, where compiling again would spare it: the cache knows the object by now, and the text did not. What no cache can know
 * stays a miss however often the code is compiled.
 */
function count(compiled: Compiled, cache: Cache, w: Value): void {
  if (!knows(cache, w)) return
  const { inText } = cache
  if (inText !== null && (inText.length > SHAPES || inText.includes(cache.owner as object))) return
  if (++compiled.misses === TOO_MANY) retire(compiled)
}

export function globalMiss(compiled: Compiled, frame: Frame, name: string, cache: Cache): Value {
  const w = loadGlobalSlow(frame, name, cache)
  if (cache.owner !== null && ++compiled.misses === TOO_MANY) retire(compiled)
  return w
}

export function attrMiss(compiled: Compiled, w: Value, name: string, cache: Cache): Value {
  if (cache.fails && isMissing(w, name)) return failed(attributeError(w, name))
  keep(compiled, cache, w)
  let x: Value
  try {
    x = loadAttr(w, name, cache)
  } catch (e) {
    if (isError(e, 'AttributeError')) cache.fails = true
    throw e
  }
  count(compiled, cache, w)
  return x
}

/** Whether an object surely has no such attribute, as far as can be told without a call. */
function isMissing(w: Value, name: string): boolean {
  if (typeof w !== 'object' || w === null) return false
  const { type } = w.shape
  if (!isGenericAccess(type) || type.lookup(name) !== undefined) return false
  return !type.hasDict || (!comparesOwnKeys(w) && ownAttr(w, name) === undefined)
}

export function storeMiss(compiled: Compiled, w: Value, name: string, value: Value, cache: Cache): void {
  keep(compiled, cache, w)
  storeAttr(w, name, value, cache)
  count(compiled, cache, w)
}

/** `w[key]` where no list of floats was met before. */
export function itemMissed(compiled: Compiled, pc: number, w: Value, key: Value): Value {
  const isList = typeof w === 'object' && w !== null && w.shape === shapes.list && typeof key === 'number'
  if (isList && noteItem(compiled.code, pc, w) && ++compiled.misses === TOO_MANY) retire(compiled)
  const item = itemOrRaised(w, key)
  if (typeof item === 'number' && typeof key === 'number' && hasBytes(w)) noteByte(compiled.code, pc)
  return item
}

/** Whether what gave an item is exact bytes or an exact bytearray. */
function hasBytes(w: Value): boolean {
  const { shape } = w as W_Object
  return shape === shapes.bytes || shape === shapes.bytearray
}

/** The next of a built-in iterator where no list of floats was met before. */
export function nextMissed(compiled: Compiled, pc: number, w: W_Iterator): Value | undefined {
  if (w instanceof W_ItemsIterator && noteItem(compiled.code, pc, w) && ++compiled.misses === TOO_MANY) retire(compiled)
  return w.next()
}

/** A call of a class that is no longer what it was, or got something else than the floats that its instances were given before. */
export function classMiss(compiled: Compiled): void {
  if (++compiled.misses === TOO_MANY) retire(compiled)
}

const pair: (Value | undefined)[] = [undefined, undefined]

/** The method; `S.second` is the receiver, or undefined where the attribute is no method. */
export function methodMiss(compiled: Compiled, w: Value, name: string, cache: Cache): Value {
  keep(compiled, cache, w)
  loadMethod(pair, 0, w, name, cache)
  count(compiled, cache, w)
  return takePair()
}

/** The same of `super(class, self).name`. */
export function superMiss(
  compiled: Compiled,
  w_super: Value,
  w_class: Value,
  self: Value,
  name: string,
  given: number,
  cache: Cache,
): Value {
  keep(compiled, cache, self)
  loadSuperMethod(pair, 0, w_super, w_class, self, name, given, cache)
  count(compiled, cache, self)
  return takePair()
}

/** The first of the pair; the other is for `S.second`. */
function takePair(): Value {
  const method = pair[0] as Value
  S.second = pair[1]
  pair[0] = undefined
  pair[1] = undefined
  return method
}
