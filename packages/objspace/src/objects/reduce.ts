// object.__reduce_ex__ and object.__getstate__: how pickle and copy take any object apart. lib: pickle#object.__reduce_ex__
// CPython: Objects/typeobject.c (object___reduce_ex___impl, object_getstate_default, reduce_newobj)
import { error } from '../errors/exception.ts'
import { findAttr, getattr, getDescriptor, instanceDict } from '../operations/attribute.ts'
import { call0, callMethod } from '../operations/call.ts'
import { iter } from '../operations/iterate.ts'
import { slotValue } from '../operations/slots.ts'
import { hooks } from '../space/hooks.ts'
import { isObject, isType, typeOf } from '../space/kind.ts'
import type { Value, W_Object } from '../space/value.ts'
import { W_Dict } from './dict/dict.ts'
import { W_List } from './list/list.ts'
import { objectNew, objectType } from '../space/roots.ts'
import { Special } from '../space/special.ts'
import { keyOfStr, strOrUndefined } from './str/wide.ts'
import { W_Tuple } from './tuple-value.ts'
import { W_SlotMember } from '../typedef/builtin.ts'

/** object.__getstate__: the instance's dict, or a pair of it and the values of its slots. */
export function objectState(w: Value, required = false): Value {
  const type = typeOf(w)
  if (required && type.layout !== objectType.layout && !type.heap)
    throw error('TypeError', `cannot pickle '${type.fullName}' object`)
  if (!isObject(w)) return null
  let state: Value = null
  if (type.hasDict) {
    const dict = instanceDict(w)
    if (dict.size > 0) state = dict
  }
  const slots = new W_Dict()
  const known = type.dict.getStr('__slotnames__')
  if (known instanceof W_List) {
    const names = known.items.slice()
    for (const w_name of names) {
      const name = strOrUndefined(w_name)
      const value = name === undefined ? undefined : findAttr(w, keyOfStr(name))
      if (name !== undefined && value !== undefined) slots.set(name, value)
    }
    return slots.size > 0 ? new W_Tuple([state, slots]) : state
  }
  for (const t of type.mro) {
    for (const name of t.slotNames) {
      const member = t.dict.getStr(name)
      if (!(member instanceof W_SlotMember)) continue
      const value = slotValue(w as W_Object, member.slot, w.shape)
      if (value !== undefined) slots.setStr(name, value)
    }
  }
  return slots.size > 0 ? new W_Tuple([state, slots]) : state
}

function stateOf(w: Value): Value {
  const getstate = getattr(w, '__getstate__')
  return call0(getstate)
}

/** A method as the class of `w` has it; undefined where it has none. */
function boundSpecial(w: Value, name: string): Value | undefined {
  const type = typeOf(w)
  const w_attr = type.lookup(name)
  return w_attr === undefined ? undefined : getDescriptor(w_attr, w, type)
}

/** object.__reduce_ex__(protocol). */
export function reduceObject(w: Value, protocol: number): Value {
  const copyreg = hooks.importModule('copyreg')
  if (protocol < 2) return callMethod(copyreg, '_reduce_ex', w, protocol)
  const type = typeOf(w)
  let args: Value | undefined
  let kwargs: Value | undefined
  const getnewargsEx = boundSpecial(w, '__getnewargs_ex__')
  if (getnewargsEx !== undefined) {
    const pair = call0(getnewargsEx)
    if (!(pair instanceof W_Tuple))
      throw error('TypeError', `__getnewargs_ex__ should return a tuple, not '${typeOf(pair).fullName}'`)
    if (pair.items.length !== 2)
      throw error('ValueError', `__getnewargs_ex__ should return a tuple of length 2, not ${pair.items.length}`)
    ;[args, kwargs] = pair.items
    if (!(args instanceof W_Tuple))
      throw error(
        'TypeError',
        `first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '${typeOf(args).fullName}'`,
      )
    if (!(kwargs instanceof W_Dict))
      throw error(
        'TypeError',
        `second item of the tuple returned by __getnewargs_ex__ must be a dict, not '${typeOf(kwargs).fullName}'`,
      )
  } else {
    const getnewargs = boundSpecial(w, '__getnewargs__')
    if (getnewargs !== undefined) {
      args = call0(getnewargs)
      if (!(args instanceof W_Tuple))
        throw error('TypeError', `__getnewargs__ should return a tuple, not '${typeOf(args).fullName}'`)
    }
  }
  const hasArgs = args !== undefined
  const ownState = type.lookup('__getstate__') !== objectType.lookup('__getstate__')
  if (!hasArgs && !ownState && w !== null && !isPlain(w))
    throw error(
      'TypeError',
      SIZED.has(type.fullName) ? `cannot pickle ${type.fullName} objects` : `cannot pickle '${type.fullName}' object`,
    )
  const items = args instanceof W_Tuple ? args.items : []
  let maker: Value
  let makerArgs: W_Tuple
  if (kwargs instanceof W_Dict && kwargs.size > 0) {
    maker = getattr(copyreg, '__newobj_ex__')
    makerArgs = new W_Tuple([type, new W_Tuple(items), kwargs])
  } else {
    maker = getattr(copyreg, '__newobj__')
    makerArgs = new W_Tuple([type, ...items])
  }
  const state = stateOf(w)
  const listItems = w instanceof W_List ? iter(w) : null
  const dictItems = w instanceof W_Dict ? iter(callMethod(w, 'items')) : null
  return new W_Tuple([maker, makerArgs, state, listItems, dictItems])
}

/** Whether an object is nothing but its attributes and items, so that `__new__` without arguments makes it. */
/** Types whose objects in C differ in size, of which is said so in other words (tp_itemsize). */
const SIZED = new Set(['code', 'frame', 'memoryview'])

function isPlain(w: Value): boolean {
  if (w instanceof W_List || w instanceof W_Dict) return true
  const type = typeOf(w)
  let t = type
  while (t.heap && t.base !== null) t = t.base
  if (t === objectType) return true
  // What Python code cannot make has no `__new__`, and cannot be made again.
  return t.special(Special.new) !== objectNew() && !isType(w) && PLAIN_LAYOUTS.has(t.layout.name)
}

/** Layouts of built-in classes whose instances hold no state that `__new__` without arguments would lose. */
const PLAIN_LAYOUTS = new Set(['object', 'set', 'frozenset', 'SimpleNamespace', 'BaseException', '_IOBase'])
