// Plain instances of Python classes: their attributes are written as they lie, without making the `__dict__` that a call of
// `__getstate__` would ask for. What is written is what object.__reduce_ex__ says from protocol 2 on.
import {
  isGenericAccess,
  OBJECT_LAYOUT,
  objectType,
  readSlot,
  slotValue,
  strFromKey,
  type Value,
  W_Dict,
  type W_Object,
  type W_Type,
} from '@typhon/objspace'
import * as OP from './opcodes.ts'
import type { PickleWriter } from './pickler.ts'

const known = new WeakMap<W_Type, { version: number; plain: boolean }>()

/** Methods by which a class has its own way of being pickled. */
const OWN = ['__reduce_ex__', '__reduce__', '__getstate__', '__getnewargs_ex__', '__getnewargs__', '__class__']

function isPlain(type: W_Type): boolean {
  const cached = known.get(type)
  if (cached !== undefined && cached.version === type.version) return cached.plain
  const plain =
    type.heap &&
    type.hasDict &&
    type.layout === OBJECT_LAYOUT &&
    type.slotCount === 0 &&
    isGenericAccess(type) &&
    OWN.every((name) => type.lookup(name) === objectType.lookup(name))
  known.set(type, { version: type.version, plain })
  return plain
}

/** Writes a plain instance; false where it is none. */
export function savePlainInstance(p: PickleWriter, w: W_Object): boolean {
  const { shape } = w
  const { type } = shape
  if (!isPlain(type)) return false
  const { out } = p
  p.save(type)
  out.byte(OP.EMPTY_TUPLE)
  out.byte(OP.NEWOBJ)
  p.memoize(w)
  if (shape.dictMode) {
    const dict = readSlot(w, shape.count - 1, shape.inline) as W_Dict
    if (dict.size === 0) return true
    p.save(dict)
    out.byte(OP.BUILD)
    return true
  }
  const names = shape.names()
  if (names.length === 0) return true
  out.byte(OP.EMPTY_DICT)
  // Nothing can refer to the dict, which is there for its number.
  p.memoize(new W_Dict())
  if (names.length > 1) out.byte(OP.MARK)
  for (let i = 0; i < names.length; i++) {
    p.save(strFromKey(names[i]))
    p.save(slotValue(w, i, shape) as Value)
  }
  out.byte(names.length > 1 ? OP.SETITEMS : OP.SETITEM)
  out.byte(OP.BUILD)
  return true
}
