// What compiled code asks where the caches that were put in place do not know an object: the interpreter's own functions, which
// fill the caches anew. What they knew before is kept beside it, so that the next compilation knows several shapes.
import { shapeOf, type Value } from '@typhon/objspace'
import { loadAttr, loadGlobalSlow, loadMethod } from '../eval/control.ts'
import { loadSuperMethod, storeAttr } from '../eval/machine.ts'
import type { Cache } from '../objects/code.ts'
import type { Frame } from '../objects/frame.ts'
import { S } from './leave.ts'
import type { Compiled } from './sites.ts'
import { retire } from './tiers.ts'

/** So many misses show that the caches were filled too early. */
const TOO_MANY = 300

function miss(compiled: Compiled, cache: Cache, w: Value): void {
  const known = cache.owner
  if (known !== null && (known === w || known === shapeOf(w))) return
  if (++compiled.misses === TOO_MANY) retire(compiled)
  if (compiled.misses <= TOO_MANY) cache.keep()
}

export function globalMiss(compiled: Compiled, frame: Frame, name: string, cache: Cache): Value {
  if (++compiled.misses === TOO_MANY) retire(compiled)
  return loadGlobalSlow(frame, name, cache)
}

export function attrMiss(compiled: Compiled, w: Value, name: string, cache: Cache): Value {
  miss(compiled, cache, w)
  return loadAttr(w, name, cache)
}

export function storeMiss(compiled: Compiled, w: Value, name: string, value: Value, cache: Cache): void {
  miss(compiled, cache, w)
  storeAttr(w, name, value, cache)
}

/** A call of a class that is no longer what it was, or got something else than the floats that its instances were given before. */
export function classMiss(compiled: Compiled): void {
  if (++compiled.misses === TOO_MANY) retire(compiled)
}

const pair: (Value | undefined)[] = [undefined, undefined]

/** The method; `S.second` is the receiver, or undefined where the attribute is no method. */
export function methodMiss(compiled: Compiled, w: Value, name: string, cache: Cache): Value {
  miss(compiled, cache, w)
  loadMethod(pair, 0, w, name, cache)
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
  miss(compiled, cache, self)
  loadSuperMethod(pair, 0, w_super, w_class, self, name, given, cache)
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
