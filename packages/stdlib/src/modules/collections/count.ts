// What Counter counts by. lib: collections#collections.Counter; CPython: Modules/_collectionsmodule.c (_collections__count_elements)
//
// A dict whose class leaves `get` and `__setitem__` alone is worked on directly.
import {
  add,
  call2,
  dictType,
  forEach,
  getattr,
  iter,
  setitem,
  Special,
  typeOf,
  type Value,
  W_Dict,
} from '@typhon/objspace'

export function countElements(mapping: Value, iterable: Value): null {
  if (mapping instanceof W_Dict && isPlain(mapping)) {
    forEach(iterable, (w) => {
      const known = mapping.get(w)
      mapping.set(w, known === undefined ? 1 : add(known, 1))
    })
    return null
  }
  const items = iter(iterable)
  const get = getattr(mapping, 'get')
  forEach(items, (w) => {
    setitem(mapping, w, add(call2(get, w, 0), 1))
  })
  return null
}

function isPlain(w: W_Dict): boolean {
  const type = typeOf(w)
  return (
    type.lookup('get') === dictType.lookup('get') && type.special(Special.setitem) === dictType.special(Special.setitem)
  )
}
