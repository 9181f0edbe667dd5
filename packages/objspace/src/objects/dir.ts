// The names that dir() shows: those of the object's dict, then of its class's and of its bases', each where it was met first. They are asked
// for as attributes, and keys need not be strs. lib: functions#dir; CPython: Objects/typeobject.c (object___dir___impl, merge_class_dict)
import { findAttr, getattr } from '../operations/attribute.ts'
import { len } from '../operations/convert.ts'
import { getitem } from '../operations/item.ts'
import type { Value } from '../space/value.ts'
import { W_Dict } from './dict/dict.ts'
import { updateFrom } from './dict/type.ts'
import { W_List } from './list/list.ts'
import { W_MappingProxy } from './mappingproxy-value.ts'

/** What object.__dir__ gives. */
export function namesOfObject(w: Value): W_List {
  const own = findAttr(w, '__dict__')
  const names = own instanceof W_Dict ? own.copy() : new W_Dict()
  const w_class = findAttr(w, '__class__')
  if (w_class !== undefined) addClass(w_class, names)
  return new W_List(names.liveKeys())
}

/** What type.__dir__ gives. */
export function namesOfClass(w_class: Value): W_List {
  const names = new W_Dict()
  addClass(w_class, names)
  return new W_List(names.liveKeys())
}

function addClass(w_class: Value, names: W_Dict): void {
  const own = findAttr(w_class, '__dict__')
  if (own instanceof W_MappingProxy && own.mapping instanceof W_Dict) updateFrom(names, own.mapping)
  else if (own !== undefined) {
    getattr(own, 'keys')
    updateFrom(names, own)
  }
  const bases = findAttr(w_class, '__bases__')
  if (bases === undefined) return
  for (let i = 0, n = len(bases); i < n; i++) addClass(getitem(bases, i), names)
}
