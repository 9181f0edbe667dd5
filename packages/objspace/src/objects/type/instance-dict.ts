// The `__dict__` and `__weakref__` descriptors that a class statement puts into the namespace.
import { error } from '../../errors/exception.ts'
import { instanceDict, setInstanceDict } from '../../operations/attribute.ts'
import { typeOf } from '../../space/kind.ts'
import type { W_Type } from '../../space/type.ts'
import type { W_Object } from '../../space/value.ts'
import { W_GetSet } from '../../typedef/builtin.ts'
import { W_Dict } from '../dict/dict.ts'
import { firstWeakref } from '../weakref/registry.ts'

/** The `__dict__` attribute of instances of `owner`. */
export function dictGetSet(owner: W_Type): W_GetSet {
  return new W_GetSet(
    '__dict__',
    owner,
    'The attributes of the instance.',
    (w: W_Object) => instanceDict(w),
    (w: W_Object, value) => {
      if (!(value instanceof W_Dict))
        throw error('TypeError', `__dict__ must be set to a dictionary, not a '${typeOf(value).fullName}'`)
      setInstanceDict(w, value)
    },
    (w: W_Object) => {
      if (!owner.heap) throw error('TypeError', 'cannot delete __dict__')
      setInstanceDict(w, new W_Dict())
    },
  )
}

/** The `__weakref__` attribute of instances of `owner`: the first weak reference to the instance, or None. */
export function weakrefGetSet(owner: W_Type): W_GetSet {
  return new W_GetSet(
    '__weakref__',
    owner,
    'The weak references to the instance.',
    (w: W_Object) => firstWeakref(w),
    null,
    null,
  )
}
