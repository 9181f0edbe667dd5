// `object` and `type`, each an instance of the other's kin: made together, before any other type. Their namespaces are
// filled by objects/object.ts and objects/type/type.ts.
import type { Shape } from './shape.ts'
import { type Layout, OBJECT_LAYOUT, W_Type } from './type.ts'
import { shapes } from './shapes.ts'
import { Special } from './special.ts'
import type { Value } from './value.ts'

export const TYPE_LAYOUT: Layout = { name: 'type', base: OBJECT_LAYOUT }

export const objectType = new W_Type(undefined as unknown as Shape, 'object', null, [], OBJECT_LAYOUT, false)
export const typeType = new W_Type(undefined as unknown as Shape, 'type', objectType, [objectType], TYPE_LAYOUT, false)
objectType.mro = [objectType]
typeType.mro = [typeType, objectType]
typeType.hasDict = true
typeType.hasWeakref = true
objectType.shape = typeType.rootShape()
typeType.shape = shapes.type = typeType.rootShape()

/** object's own `__new__` and `__init__`, for telling whether a class overrides them. */
export function objectNew(): Value | undefined {
  return objectType.special(Special.new)
}

export function objectInit(): Value | undefined {
  return objectType.special(Special.init)
}
