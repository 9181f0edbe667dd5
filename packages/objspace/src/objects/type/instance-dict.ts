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
    (w: W_Object) => {
      const own = builtInDict(w)
      return own === undefined || own.owner === owner || own.get === null ? instanceDict(w) : own.get(w)
    },
    (w: W_Object, value) => {
      checkReplaceable(w)
      if (!(value instanceof W_Dict))
        throw error('TypeError', `__dict__ must be set to a dictionary, not a '${typeOf(value).fullName}'`)
      setInstanceDict(w, value)
    },
    (w: W_Object) => {
      checkReplaceable(w)
      if (builtInDict(w) !== undefined) throw error('TypeError', 'cannot delete __dict__')
      setInstanceDict(w, new W_Dict())
    },
  )
}

/** The `__dict__` of the built-in type of `w`, where that has one. CPython: Objects/typeobject.c (subtype_dict) */
function builtInDict(w: W_Object): W_GetSet | undefined {
  let type: W_Type = w.shape.type
  while (type.heap && type.base !== null) type = type.base
  const own = type.lookup('__dict__')
  return own instanceof W_GetSet ? own : undefined
}

/** Raises where that is always the same, as those of classes and modules are. */
function checkReplaceable(w: W_Object): void {
  const own = builtInDict(w)
  if (own !== undefined && own.set === null)
    throw error(
      'AttributeError',
      own.member ? 'readonly attribute' : `attribute '__dict__' of '${own.owner.name}' objects is not writable`,
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
