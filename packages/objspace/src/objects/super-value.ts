// W_Super and the lookup it does: the MRO of the object's class after a given class. Its type's definition is in super.ts.
// lib: functions#super; CPython: Objects/typeobject.c (super_getattro)
import { bindHeld, getDescriptor, getClassAttr } from '../operations/attribute.ts'
import { isType } from '../space/kind.ts'
import type { Shape } from '../space/shape.ts'
import type { W_Type } from '../space/type.ts'
import { type Value, W_Object } from '../space/value.ts'
import { W_Callable } from '../typedef/builtin.ts'

export class W_Super extends W_Object {
  /** The class after which the search starts, undefined before `__init__`. */
  thisClass: W_Type | undefined = undefined
  /** The bound object and the class whose MRO is searched, undefined in an unbound super. */
  self: Value | undefined = undefined
  selfClass: W_Type | undefined = undefined
  constructor(shape: Shape) {
    super(shape)
  }
}

/**
 * The attribute `name` that `super(thisClass, self)` gives, where `self` is an instance of `selfClass` or that class itself. `isHeld`: a
 * bound method is only kept where a frame's own objects are looked for.
 */
export function superFind(
  thisClass: W_Type,
  self: Value,
  selfClass: W_Type,
  name: string,
  isHeld = false,
): Value | undefined {
  const w = superLookup(thisClass, selfClass, name)
  if (w === undefined) return undefined
  if (isHeld && w instanceof W_Callable && w.bindsSelf && self !== selfClass) return bindHeld(w, self)
  return self === selfClass && isType(self) ? getClassAttr(w, selfClass) : getDescriptor(w, self, selfClass)
}

/** What a name is in the namespaces of the classes that come behind `thisClass` in the order of `selfClass`. */
export function superLookup(thisClass: W_Type, selfClass: W_Type, name: string): Value | undefined {
  const { mro } = selfClass
  for (let i = mro.indexOf(thisClass) + 1; i < mro.length; i++) {
    const w = mro[i].namespace().getStr(name)
    if (w !== undefined) return w
  }
  return undefined
}
