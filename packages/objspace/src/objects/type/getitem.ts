// `C[x]` on a class: `__class_getitem__`. ref: datamodel#object.__class_getitem__; PEP 560
import { error } from '../../errors/exception.ts'
import { findAttr } from '../../operations/attribute.ts'
import { call1 } from '../../operations/call.ts'
import type { W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { newGenericAlias } from '../generic-alias-value.ts'
import { typeType } from '../../space/roots.ts'

/** `type[key]`. */
export function classGetitem(type: W_Type, key: Value): Value {
  if (type === typeType) return newGenericAlias(type, key)
  const method = findAttr(type, '__class_getitem__')
  if (method === undefined || method === null) throw error('TypeError', `type '${type.name}' is not subscriptable`)
  return call1(method, key)
}
