// What kind of value is this: shapes and types of every value, raw ones included.
import type { Shape } from './shape.ts'
import { shapes } from './shapes.ts'
import { W_Type } from './type.ts'
import type { W_Object } from './value.ts'
import { type Value } from './value.ts'

/** The shape of any value: one place for caches to ask. */
export function shapeOf(w: Value): Shape {
  switch (typeof w) {
    case 'object':
      return w === null ? shapes.none : w.shape
    case 'string':
      return shapes.str
    case 'boolean':
      return shapes.bool
    default:
      return shapes.int
  }
}

/** `type(w)`. */
export function typeOf(w: Value): W_Type {
  return (typeof w === 'object' && w !== null ? w.shape : shapeOf(w)).type
}

/** Whether `type(w)` is `type` or derives from it (no `__class__` tricks). */
export function isInstance(w: Value, type: W_Type): boolean {
  const t = typeOf(w)
  return t === type || t.isSubtypeOf(type)
}

/** Whether `w` is a class. */
export function isType(w: Value): w is W_Type {
  return w instanceof W_Type
}

/** Whether a value is a host object (not raw). */
export function isObject(w: Value): w is W_Object {
  return typeof w === 'object' && w !== null
}
