// How a value is found in a dict.
//
// Most keys are *simple*: a JavaScript value that a Map compares as Python compares the key (strings by content, numbers
// by value, other objects by identity). Structured keys (tuples, bytes, frozensets, complex numbers…) are found by hash
// and equality, and never equal a simple key. A *custom* key, whose class defines `__eq__` or `__hash__` in Python, may
// equal anything: a dict that meets one is searched by hash from then on (`general` in dict.ts).
import type { W_Object } from '../../space/value.ts'
import { type Value } from '../../space/value.ts'
import type { W_Type } from '../../space/type.ts'
import { Special } from '../../space/special.ts'

/** A simple key: str in key form, int or float as number or bigint, null for None, the object itself where identity decides. */
export type Key = string | number | bigint | null | W_Object

/** How instances of a type behave as keys. */
export const KeyKind = { identity: 1, structured: 2, custom: 3 } as const

/** Methods that mean "by identity", and built-in types whose own hash and equality mean "structured"; set up by the object space. */
let identityEq: Value | undefined
let identityHash: Value | undefined

export function declareIdentity(eq: Value, hash: Value): void {
  identityEq = eq
  identityHash = hash
}

const equalsOthers = new WeakSet<W_Type>()

/** Tells that values of a built-in type may equal those of any other: dicts look for them by hash alone. */
export function declareEqualsOthers(type: W_Type): void {
  equalsOthers.add(type)
}

/** The kind of key that instances of `type` make where they do not know their own simple key. */
export function keyKind(type: W_Type): number {
  if (type.keyVersion === type.version) return type.keyKind
  const kind = kindOf(type)
  type.keyKind = kind
  type.keyVersion = type.version
  return kind
}

function kindOf(type: W_Type): number {
  const eq = type.special(Special.eq)
  const hash = type.special(Special.hash)
  if (eq === identityEq && hash === identityHash) return KeyKind.identity
  if (!type.heap) return equalsOthers.has(type) ? KeyKind.custom : KeyKind.structured
  const base = type.mro.find((t) => !t.heap && t.base !== null)
  const inherits =
    base !== undefined &&
    !equalsOthers.has(base) &&
    base.special(Special.eq) === eq &&
    base.special(Special.hash) === hash
  return inherits ? KeyKind.structured : KeyKind.custom
}

/** Whether `w` is found by identity for ever: its type is built in, and cannot get a comparison of its own. */
export function isFoundByIdentity(w: Value): boolean {
  if (typeof w !== 'object' || w === null) return false
  const { type } = w.shape
  return !type.heap && keyKind(type) === KeyKind.identity
}

/** The simple key of `w`, or undefined when it is found by hash. */
export function simpleKey(w: Value): Key | undefined {
  switch (typeof w) {
    case 'string':
    case 'number':
    case 'bigint':
      return w
    case 'boolean':
      return w ? 1 : 0
    default:
      if (w === null) return null
      // Host classes that know their own key (floats, wide strings, boxed ints and strs of subclasses) have types whose keys are never
      // found by identity.
      return keyKind(w.shape.type) === KeyKind.identity ? w : w.simpleKey()
  }
}
