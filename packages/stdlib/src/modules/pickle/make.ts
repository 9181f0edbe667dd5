// Objects that pickles ask for: instances without and with calls, and their state. CPython: Modules/_pickle.c, load_build
import {
  call,
  call1,
  call2,
  call3,
  error,
  findAttr,
  getattr,
  isCallable,
  keyOfStr,
  setattr,
  setitem,
  setOwnAttr,
  Special,
  strOrUndefined,
  typeOf,
  type Value,
  W_Dict,
  W_GetSet,
  W_Object,
  W_Tuple,
  W_Type,
} from '@typhon/objspace'
import { unpicklingError } from './registries.ts'

/** What the opcode `op` makes of a class: cls.__new__(cls, *args, **kwargs). */
export function newObject(op: string, cls: Value, args: Value, kwargs: Value | undefined): Value {
  if (!(cls instanceof W_Type))
    throw unpicklingError(`${op} class argument must be a type, not ${typeOf(cls).fullName}`)
  const make = cls.special(Special.new)
  if (make === undefined || make === null)
    throw unpicklingError(`${op} class argument '${cls.fullName}' doesn't have __new__`)
  if (!(args instanceof W_Tuple))
    throw unpicklingError(`${op} args argument must be a tuple, not ${typeOf(args).fullName}`)
  if (kwargs !== undefined && !(kwargs instanceof W_Dict))
    throw unpicklingError(`${op} kwargs argument must be a dict, not ${typeOf(kwargs).fullName}`)
  const new_ = getattr(cls, '__new__')
  if (kwargs === undefined || kwargs.size === 0) return call(new_, [cls, ...args.items], null)
  const names = kwargs.liveKeys().map((k) => keyOfStr(strOrUndefined(k)!))
  return call(new_, [cls, ...args.items, ...kwargs.liveValues()], names)
}

/** Gives an object its state: by its `__setstate__`, else its attributes, and those of its slots behind them. */
export function giveState(w: Value, given: Value): void {
  const setstate = findAttr(w, '__setstate__')
  if (setstate !== undefined) {
    call1(setstate, given)
    return
  }
  let state = given
  let slots: Value = null
  if (given instanceof W_Tuple && given.items.length === 2) [state, slots] = given.items
  if (state !== null) {
    if (!(state instanceof W_Dict)) throw unpicklingError('state is not a dictionary')
    setState(w, state)
  }
  if (slots !== null) {
    if (!(slots instanceof W_Dict)) throw unpicklingError('slot state is not a dictionary')
    for (const [key, value] of entries(slots)) setattr(w, keyOfStr(strOrUndefined(key)!), value)
  }
}

function* entries(dict: W_Dict): Generator<[Value, Value]> {
  for (let i = 0; i < dict.keys.length; i++)
    if (dict.keys[i] !== undefined) yield [dict.keys[i] as Value, dict.values[i] as Value]
}

/** inst.__dict__.update(state) */
function setState(w: Value, state: W_Dict): void {
  const type = typeOf(w)
  if (w instanceof W_Object && type.heap && type.hasDict && type.lookup('__dict__') instanceof W_GetSet) {
    const { keys, values } = state
    let plain = true
    for (let i = 0; i < keys.length && plain; i++) plain = keys[i] === undefined || typeof keys[i] === 'string'
    if (plain) {
      for (let i = 0; i < keys.length; i++) {
        const key = keys[i]
        if (key !== undefined) setOwnAttr(w, key as string, values[i] as Value)
      }
      return
    }
  }
  const dict = getattr(w, '__dict__')
  for (const [key, value] of entries(state)) setitem(dict, key, value)
}

/** `callable(*args)` of the opcode REDUCE. */
export function apply(callable: Value, args: Value): Value {
  if (!(args instanceof W_Tuple)) {
    if (!isCallable(callable)) throw error('TypeError', `'${typeOf(callable).fullName}' object is not callable`)
    throw error('TypeError', `argument list must be a tuple`)
  }
  const { items } = args
  if (items.length === 1) return call1(callable, items[0])
  if (items.length === 2) return call2(callable, items[0], items[1])
  if (items.length === 3) return call3(callable, items[0], items[1], items[2])
  return call(callable, items.slice(), null)
}

/** An instance as protocols 0 and 1 make it: without a call where there are no arguments. */
export function instantiate(cls: Value, args: Value[]): Value {
  if (args.length === 0 && cls instanceof W_Type && findAttr(cls, '__getinitargs__') === undefined)
    return call1(getattr(cls, '__new__'), cls)
  return call(cls, args, null)
}
