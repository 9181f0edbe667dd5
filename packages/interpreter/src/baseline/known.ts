// What the interpreter's caches have learnt of attributes, as compiled code counts on it.
import { type Shape, shapes, W_GetSet, W_Type } from '@typhon/objspace'
import { KIND } from '../eval/attribute-caches.ts'
import type { Cache } from '../objects/code.ts'
import { WRONG } from './seen.ts'
import type { Types } from './types.ts'

/** What the cache knows, the newest first, and the text from now on. */
export function known(cache: Cache): Cache[] {
  const all = cache.owner === null ? [] : [cache]
  for (const c of cache.others ?? []) if (c.owner !== cache.owner) all.push(c)
  const valid = all.filter((c) => c.version === (c.owner instanceof W_Type ? c.owner : (c.owner as Shape).type).version)
  cache.inText = valid.map((c) => c.owner as object)
  return valid
}

/** The one thing that the cache knows, where other objects may leave for the interpreter. */
export function only(types: Types, pc: number, cache: Cache): Cache | null {
  const all = known(cache)
  if (all.length !== 1 || all[0] !== cache || !types.guesses) return null
  if (cache.others !== null && cache.others.some((c) => c.owner !== cache.owner)) return null
  return (types.seenAt(pc) & WRONG) === 0 ? cache : null
}

/** Whether a cache of a load knows what is a double. */
export function loadsFloat(cache: Cache): boolean {
  return (cache.kind === KIND.slot && (cache.owner as Shape).isFloat(cache.index)) || complexPart(cache) !== null
}

/** Which part of a complex number a cache of a load knows, null for other attributes. */
export function complexPart({ kind, owner, value }: Cache): 're' | 'im' | null {
  if (kind !== KIND.getter || owner !== shapes.complex || !(value instanceof W_GetSet)) return null
  return value.name === 'real' ? 're' : value.name === 'imag' ? 'im' : null
}

/** Whether a cache of a store knows a field that is a double, or becomes one. */
export function storesFloat(cache: Cache): boolean {
  const after = cache.kind === KIND.slot ? cache.owner : cache.value
  return (after as unknown as Shape).isFloat(cache.index)
}
