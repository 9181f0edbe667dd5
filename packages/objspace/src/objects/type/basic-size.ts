// How many bytes CPython 3.13's objects take on 64 bits, by their built-in types: what `__basicsize__`, `__itemsize__` and `__sizeof__` tell.
// Programs compare these numbers and compute limits from them; the host's objects take others (docs/memory.md).
import type { W_Type } from '../../space/type.ts'

const SIZES: Readonly<Record<string, readonly [number, number] | undefined>> = {
  int: [24, 4],
  bool: [24, 4],
  float: [24, 0],
  complex: [32, 0],
  str: [64, 0],
  bytes: [33, 1],
  bytearray: [56, 0],
  tuple: [24, 8],
  list: [40, 0],
  dict: [48, 0],
  set: [200, 0],
  frozenset: [200, 0],
  type: [928, 40],
  range: [48, 0],
  slice: [40, 0],
  property: [64, 0],
  classmethod: [32, 0],
  staticmethod: [32, 0],
  super: [40, 0],
  memoryview: [144, 8],
  enumerate: [56, 0],
  filter: [32, 0],
  map: [32, 0],
  reversed: [32, 0],
  zip: [48, 0],
  function: [144, 0],
  method: [48, 0],
  generator: [144, 8],
  code: [200, 2],
  module: [56, 0],
  builtin_function_or_method: [56, 0],
  cell: [24, 0],
  traceback: [40, 0],
  mappingproxy: [24, 0],
  getset_descriptor: [48, 0],
  method_descriptor: [56, 0],
  wrapper_descriptor: [56, 0],
  member_descriptor: [48, 0],
  list_iterator: [32, 0],
  tuple_iterator: [32, 0],
  dict_keys: [24, 0],
  dict_values: [24, 0],
  dict_items: [24, 0],
  dict_keyiterator: [56, 0],
  set_iterator: [48, 0],
  BaseException: [72, 0],
  OSError: [112, 0],
  SyntaxError: [136, 0],
  ImportError: [104, 0],
  StopIteration: [80, 0],
  UnicodeDecodeError: [112, 0],
  UnicodeEncodeError: [112, 0],
}

/** The bytes of an instance without its items, and of an item. */
export function basicSizes(type: W_Type): readonly [number, number] {
  for (const base of type.mro) {
    const sizes = base.heap ? undefined : SIZES[base.name]
    if (sizes !== undefined) return [sizes[0] + 8 * type.slotCount, sizes[1]]
  }
  return [16 + 8 * type.slotCount, 0]
}

/** CPython keeps `__dict__` and the list of weak references of instances of classes made in Python before the object. */
export function bytesBefore(type: W_Type): number {
  if (!type.heap) return 0
  const builtin = type.mro.find((base) => !base.heap)
  return type.hasDict !== builtin?.hasDict || type.hasWeakref !== builtin.hasWeakref ? 16 : 0
}

/** The bytes of a dict of so many entries that was filled one by one; texts alone take less. CPython: Objects/dictobject.c (_PyDict_SizeOf). */
export function dictSize(entries: number, onlyTexts: boolean): number {
  if (entries === 0) return 48
  let slots = 8
  while (Math.floor((slots * 2) / 3) < entries) slots *= 2
  const index = slots < 256 ? 1 : slots < 65536 ? 2 : slots < 2 ** 32 ? 4 : 8
  return 48 + 32 + slots * index + Math.floor((slots * 2) / 3) * (onlyTexts ? 16 : 24)
}
