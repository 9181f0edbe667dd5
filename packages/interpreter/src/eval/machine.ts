// The machine that opcode bodies are written against, as the interpreter has it: operations of the object space, and of frames.
import { W_AnySet, type W_Cell, type W_Set } from '@typhon/objspace'
import {
  add,
  and_,
  call,
  call1,
  call2,
  call3,
  callMethod,
  callSpecial1,
  compare,
  contains,
  delattr,
  delitem,
  dictMergeFrom,
  dictUpdateFrom,
  error,
  exceptionTypes,
  findAttr,
  floordiv,
  format,
  forEach,
  getattr,
  hasItemsByIndex,
  getitem,
  groupItems,
  hooks,
  iadd,
  iand,
  ifloordiv,
  ilshift,
  imatmul,
  imod,
  imul,
  invert,
  ior,
  ipow,
  irshift,
  is,
  isError,
  isGenericStore,
  isGroup,
  isTrue,
  isType,
  isub,
  iter,
  itruediv,
  ixor,
  keyOfStr,
  len,
  lshift,
  matmul,
  mod,
  mul,
  neg,
  newSet,
  or_,
  positive,
  pow,
  repr,
  reprText,
  rshift,
  setattr,
  setitem,
  shapes,
  Special,
  splitGroup,
  str,
  strFromKey,
  strFromText,
  strOrUndefined,
  sub,
  superFind,
  superClass,
  textOfStr,
  truediv,
  typeOf,
  type Value,
  W_BaseException,
  W_Dict,
  W_List,
  W_Object,
  W_SlotMember,
  W_Slice,
  W_Super,
  W_Tuple,
  W_Type,
  addSlot,
  isPlainFloat,
  storeSlot,
  xor,
  concatStr,
  asciiText,
  originOf,
  extend,
  unpack,
} from '@typhon/objspace'
import { Intrinsic1 } from '../compile/intrinsics.ts'
import type { Cache } from '../objects/code.ts'
import { CO_ITERABLE_COROUTINE } from '../objects/code-flags.ts'
import type { Frame } from '../objects/frame.ts'
import { W_Function } from '../objects/function.ts'
import { W_AsyncGenValue } from '../objects/async-generator-value.ts'
import { W_Generator } from '../objects/generator.ts'
import { delegateOf } from './resume.ts'
import { KIND, lateBuiltin, nameError, unboundLocal } from './control.ts'
import { callFailure } from './failures.ts'
import { typeParameters } from './type-parameters.ts'

export {
  add,
  and_,
  compare,
  contains,
  delattr,
  delitem,
  floordiv,
  getitem,
  iadd,
  iand,
  ifloordiv,
  ilshift,
  imatmul,
  imod,
  imul,
  invert,
  ior,
  ipow,
  irshift,
  is,
  isTrue,
  isub,
  iter,
  itruediv,
  ixor,
  len,
  lshift,
  matmul,
  mod,
  mul,
  neg,
  or_,
  pow,
  rshift,
  setitem,
  shapes,
  sub,
  truediv,
  xor,
}
export { positive as pos }

// Names

/** A name in a class or module body: local namespace, globals, builtins. */
export function loadName(frame: Frame, name: string): Value {
  const { locals, globals } = frame
  if (locals instanceof W_Dict && locals.shape === shapes.dict) {
    const w = locals.getStr(name)
    if (w !== undefined) return w
  } else if (locals !== null) {
    const w = itemOrAbsent(locals, name)
    if (w !== undefined) return w
  }
  // Of globals that are of a subclass of dict, a plain name asks for no item.
  const global = globals.getStr(name)
  return global === undefined ? builtinOf(frame, name) : global
}

function builtinOf(frame: Frame, name: string): Value {
  const w = frame.builtins.getStr(name)
  return w === undefined ? lateBuiltin(frame, name) : w
}

function builtinOr(globals: W_Dict, frame: Frame, name: string): Value {
  const w = globals.shape === shapes.dict ? globals.getStr(name) : itemOrAbsent(globals, name)
  return w === undefined ? builtinOf(frame, name) : w
}

function itemOrAbsent(w: Value, name: string): Value | undefined {
  try {
    return getitem(w, strFromKey(name))
  } catch (e) {
    if (isError(e, 'KeyError')) return undefined
    throw e
  }
}

export function storeName(frame: Frame, name: string, value: Value): void {
  const { locals } = frame
  if (locals instanceof W_Dict && locals.shape === shapes.dict) locals.setStr(name, value)
  else if (locals === null) {
    // The body of a module that is called as a function.
    frame.locals = frame.globals
    storeName(frame, name, value)
  } else setitem(locals, strFromKey(name), value)
}

export function deleteName(frame: Frame, name: string): void {
  const { locals } = frame
  if (locals instanceof W_Dict && locals.shape === shapes.dict) {
    if (!locals.deleteStr(name)) throw nameError(frame, name)
    return
  }
  try {
    delitem(locals, strFromKey(name))
  } catch (e) {
    if (isError(e, 'KeyError')) throw nameError(frame, name)
    throw e
  }
}

export function storeGlobal(frame: Frame, name: string, value: Value): void {
  frame.globals.setStr(name, value)
}

export function deleteGlobal(frame: Frame, name: string): void {
  if (!frame.globals.deleteStr(name)) throw nameError(frame, name)
}

export function localsOf(frame: Frame): Value {
  return frame.locals
}

export function raiseUnbound(name: string): never {
  throw unboundLocal(name)
}

function unboundCell(frame: Frame, cell: W_Cell, name: string): W_BaseException {
  const { unit } = frame.code
  return unboundVariable(
    name,
    unit.freeRegs.some((r) => frame.regs[r] === cell),
  )
}

/** The error of a variable in a cell that has no value. */
export function unboundVariable(name: string, isFree: boolean): W_BaseException {
  if (!isFree) return unboundLocal(name)
  const e = error(
    'NameError',
    `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
  )
  e.extra = { name: strFromKey(name) }
  return e
}

export function loadDeref(frame: Frame, cell: W_Cell, name: string): Value {
  const { value } = cell
  if (value === undefined) throw unboundCell(frame, cell, name)
  return value
}

export function storeDeref(cell: W_Cell, value: Value): void {
  cell.value = value
}

export function deleteDeref(frame: Frame, cell: W_Cell, name: string): void {
  if (cell.value === undefined) throw unboundCell(frame, cell, name)
  cell.value = undefined
}

export function loadFromDictOrDeref(frame: Frame, namespace: Value, cell: W_Cell, name: string): Value {
  const w =
    namespace instanceof W_Dict && namespace.shape === shapes.dict
      ? namespace.getStr(name)
      : itemOrAbsent(namespace, name)
  return w === undefined ? loadDeref(frame, cell, name) : w
}

export function loadFromDictOrGlobals(frame: Frame, namespace: Value, name: string): Value {
  const w =
    namespace instanceof W_Dict && namespace.shape === shapes.dict
      ? namespace.getStr(name)
      : itemOrAbsent(namespace, name)
  return w === undefined ? builtinOr(frame.globals, frame, name) : w
}

export function setupAnnotations(frame: Frame): void {
  const { locals } = frame
  if (locals instanceof W_Dict && locals.shape === shapes.dict) {
    if (locals.getStr('__annotations__') === undefined) locals.setStr('__annotations__', new W_Dict())
  } else if (itemOrAbsent(locals, '__annotations__') === undefined) setitem(locals, '__annotations__', new W_Dict())
}

// Attributes

const { slot: SLOT } = KIND

/** object.name = value, with a cache for attributes kept in the instance. */
export function storeAttr(w: Value, name: string, value: Value, cache: Cache): void {
  if (typeof w === 'object' && w !== null) {
    const { shape } = w
    if (shape === cache.owner && shape.type.version === cache.version) {
      // Where the attribute is new, the object takes the next shape.
      if (cache.kind === SLOT) storeSlot(w, cache.index, shape, value)
      else addSlot(w, cache.value as unknown as typeof shape, value)
      return
    }
    fillStore(w, name, value, cache)
  }
  setattr(w, name, value)
}

/** Fills the cache of a store with the slot that the attribute is or gets, where it has one. */
export function fillStore(w: W_Object, name: string, value: Value, cache: Cache): void {
  const { shape } = w
  const { type } = shape
  if (cache.owner !== shape) cache.keep()
  if (!type.heap || shape.dictMode || !isGenericStore(type)) return
  const w_attr = type.lookup(name)
  if (w_attr instanceof W_SlotMember) remember(cache, shape, type, SLOT, w_attr.slot)
  else if (type.hasDict && (w_attr === undefined || !(w_attr instanceof W_Object) || plain(w_attr))) {
    const slot = shape.find(name)
    if (slot >= 0) remember(cache, shape, type, SLOT, slot)
    else if (shape.count < 60) {
      // This may change the type's version.
      const next = shape.extendFor(name, isPlainFloat(value))
      remember(cache, shape, type, 2, shape.count)
      cache.value = next as unknown as Value
    }
  }
}

function plain(w_attr: W_Object): boolean {
  const { type } = w_attr.shape
  return type.special(Special.set) === undefined && type.special(Special.delete) === undefined
}

function remember(cache: Cache, shape: object, type: W_Type, kind: number, at: number): void {
  cache.owner = shape
  cache.version = type.version
  cache.kind = kind
  cache.index = at
}

/** super(class, self).name; a `super` that is not the built-in one is called, with as many of them as the program has given. */
export function loadSuperAttr(w_super: Value, w_class: Value, self: Value, name: string, given: number): Value {
  if (w_super instanceof W_Type && !w_super.heap && w_super.name === 'super' && w_class instanceof W_Type) {
    const selfClass = superClass(w_class, self)
    if (name !== '__class__') {
      const found = superFind(w_class, self, selfClass, name, true)
      if (found !== undefined) return found
    }
    const w = new W_Super(w_super.rootShape())
    w.thisClass = w_class
    w.self = self
    w.selfClass = selfClass
    return getattr(w, name)
  }
  return getattr(call(w_super, given === 0 ? [] : [w_class, self], null), name)
}

export function newSlice(start: Value, stop: Value, step: Value): Value {
  return new W_Slice(start, stop, step)
}

// Imports

export function importName(frame: Frame, name: string, fromlist: Value, level: Value): Value {
  const w_import = frame.builtins.getStr('__import__')
  if (w_import === undefined) throw error('ImportError', '__import__ not found')
  return call(w_import, [strFromKey(name), frame.globals, frame.locals, fromlist, level], null)
}

export function importFrom(_frame: Frame, module: Value, name: string): Value {
  const found = findAttr(module, name)
  if (found !== undefined) return found
  // A submodule that is being imported is in sys.modules before it is an attribute.
  const w_package = findAttr(module, '__name__')
  const p = w_package === undefined ? undefined : strOrUndefined(w_package)
  if (p !== undefined) {
    const w = hooks.loadedModule(`${keyOfStr(p)}.${name}`)
    if (w !== undefined) return w
  }
  const shown = p === undefined ? '<unknown module name>' : textOfStr(p)
  const { file, isInitializing } = originOf(findAttr(module, '__spec__') ?? null, w_package ?? null)
  const own = file === undefined ? (findAttr(module, '__file__') ?? null) : strFromText(file)
  const path = own !== null && strOrUndefined(own) !== undefined ? own : null
  const where = path === null ? 'unknown location' : textOfStr(strOrUndefined(path)!)
  const e = error(
    'ImportError',
    isInitializing
      ? `cannot import name '${name}' from partially initialized module '${shown}' (most likely due to a circular import) (${where})`
      : `cannot import name '${name}' from '${shown}' (${where})`,
  )
  e.extra = { ...e.extra, name: p === undefined ? null : p, path, name_from: strFromKey(name) }
  throw e
}

export function importStar(frame: Frame, module: Value): void {
  const all = findAttr(module, '__all__')
  let names: Value[]
  let skip = false
  if (all !== undefined) names = unpack(all)
  else {
    const dict = findAttr(module, '__dict__')
    if (dict === undefined) throw error('ImportError', 'from-import-* object has no __dict__ and no __all__')
    names = unpack(callMethod(dict, 'keys'))
    skip = true
  }
  for (const w of names) {
    const s = strOrUndefined(w)
    if (s === undefined) {
      const name = textOfStr(strOrUndefined(findAttr(module, '__name__') ?? '') ?? '')
      throw error(
        'TypeError',
        skip
          ? `Key in ${name}.__dict__ must be str, not ${typeOf(w).fullName}`
          : `Item in ${name}.__all__ must be str, not ${typeOf(w).fullName}`,
      )
    }
    const key = keyOfStr(s)
    if (skip && key.startsWith('_')) continue
    storeName(frame, key, getattr(module, key))
  }
}

export function loadBuildClass(frame: Frame): Value {
  const w = frame.builtins.getStr('__build_class__')
  if (w === undefined) throw error('NameError', '__build_class__ not found')
  return w
}

export function assertionError(): Value {
  return exceptionTypes.AssertionError
}

// Displays

export const newTuple = (items: Value[]): Value => new W_Tuple(items)
export const newList = (items: Value[]): Value => new W_List(items)
export const newSetOf = (items: Value[]): Value => newSet(items)

export function newMap(regs: (Value | undefined)[], first: number, count: number): Value {
  const d = new W_Dict()
  for (let i = 0; i < count; i++) d.set(regs[first + 2 * i] as Value, regs[first + 2 * i + 1] as Value)
  if (count > 0) d.trim()
  return d
}

export function joinStrings(regs: (Value | undefined)[], first: number, count: number): Value {
  let s: Value = ''
  for (let i = 0; i < count; i++) {
    const part = regs[first + i] as Value
    s = typeof s === 'string' && typeof part === 'string' ? s + part : concatStr(s, part)
  }
  return s
}

/** format(value, spec) after a conversion, which is the character's code or -1. */
export function formatValue(value: Value, conversion: number, spec: Value | undefined): Value {
  const w =
    conversion === -1
      ? value
      : conversion === 115
        ? str(value)
        : conversion === 114
          ? repr(value)
          : asciiText(repr(value))
  if (spec === undefined) return typeof w === 'string' ? w : format(w, '')
  return format(w, spec)
}

export function listAppend(list: W_List, value: Value): void {
  list.items.push(value)
}

export function setAdd(set: W_Set, value: Value): void {
  set.add(value)
}

export function mapAdd(dict: W_Dict, key: Value, value: Value): void {
  dict.set(key, value)
}

export function listExtend(list: W_List, iterable: Value): void {
  const t = typeOf(iterable)
  if (t.special(Special.iter) === undefined && !hasItemsByIndex(t))
    throw error('TypeError', `Value after * must be an iterable, not ${t.fullName}`)
  extend(list, iterable)
}

export function setUpdate(set: W_Set, iterable: Value): void {
  if (iterable instanceof W_AnySet) return set.merge(iterable)
  forEach(iterable, (x) => {
    set.add(x)
  })
}

export function dictUpdate(dict: W_Dict, mapping: Value): void {
  const keyed = mapping instanceof W_Dict || findAttr(mapping, 'keys') !== undefined
  try {
    if (keyed) return dictUpdateFrom(dict, mapping)
  } catch (e) {
    if (!isError(e, 'AttributeError')) throw e
  }
  throw error('TypeError', `'${typeOf(mapping).fullName}' object is not a mapping`)
}

/** The `**` arguments of a call, none of which may be given twice. What else is wrong is told as CPython does. */
export function dictMerge(dict: W_Dict, mapping: Value, func: Value): void {
  try {
    dictMergeFrom(dict, mapping)
  } catch (e) {
    if (isError(e, 'AttributeError')) {
      throw error(
        'TypeError',
        `${callFailure(func)} argument after ** must be a mapping, not ${typeOf(mapping).fullName}`,
      )
    }
    if (!isError(e, 'KeyError') || e.args.items.length !== 1) throw e
    const key = str(e.args.items[0])
    throw error('TypeError', `${callFailure(func)} got multiple values for keyword argument '${textOfStr(key)}'`)
  }
}

export const listToTuple = (list: W_List): Value => new W_Tuple(list.items.slice())

// Patterns

export const matchMapping = (w: Value): boolean => typeOf(w).patternFlags === 2
export const matchSequence = (w: Value): boolean => typeOf(w).patternFlags === 1

export function matchKeys(w: Value, keys: W_Tuple): Value {
  const seen = new W_Dict()
  const values: Value[] = []
  const missing = new W_Tuple([])
  const getter = keys.items.length > 0 ? getattr(w, 'get') : null
  for (const key of keys.items) {
    if (seen.has(key)) throw error('ValueError', `mapping pattern checks duplicate key (${reprText(key)})`)
    seen.set(key, true)
    const value = call2(getter, key, missing)
    if (value === missing) return null
    values.push(value)
  }
  return new W_Tuple(values)
}

export function matchRest(w: Value, keys: W_Tuple): Value {
  const rest = new W_Dict()
  dictUpdateFrom(rest, w)
  for (const key of keys.items) rest.pop(key)
  return rest
}

export function matchClass(w: Value, cls: Value, count: number, names: W_Tuple): Value {
  if (!isType(cls)) throw error('TypeError', 'called match pattern must be a class')
  if (!isTrue(call2(hooks.builtin('isinstance'), w, cls))) return null
  const seen = new Set<string>()
  const values: Value[] = []
  const attribute = (name: string): boolean => {
    if (seen.has(name)) throw error('TypeError', `${cls.name}() got multiple sub-patterns for attribute '${name}'`)
    seen.add(name)
    const value = findAttr(w, name)
    if (value === undefined) return false
    values.push(value)
    return true
  }
  if (count > 0) {
    const args = findAttr(cls, '__match_args__')
    let selfMatch = false
    let items: readonly Value[] = []
    if (args !== undefined) {
      if (!(args instanceof W_Tuple))
        throw error('TypeError', `${cls.name}.__match_args__ must be a tuple (got ${typeOf(args).fullName})`)
      items = args.items
    } else selfMatch = SELF_MATCHING.some((n) => cls.mro.some((t) => !t.heap && t.name === n))
    const allowed = selfMatch ? 1 : items.length
    if (count > allowed)
      throw error(
        'TypeError',
        `${cls.name}() accepts ${allowed} positional sub-pattern${allowed === 1 ? '' : 's'} (${count} given)`,
      )
    if (selfMatch) values.push(w)
    else {
      for (let i = 0; i < count; i++) {
        const s = strOrUndefined(items[i])
        if (s === undefined)
          throw error('TypeError', `__match_args__ elements must be strings (got ${typeOf(items[i]).fullName})`)
        if (!attribute(keyOfStr(s))) return null
      }
    }
  }
  for (const name of names.items) if (!attribute(keyOfStr(strOrUndefined(name)!))) return null
  return new W_Tuple(values)
}

/** Built-in classes whose one positional pattern matches the object itself. */
const SELF_MATCHING = ['bool', 'bytearray', 'bytes', 'dict', 'float', 'frozenset', 'int', 'list', 'set', 'str', 'tuple']

// Functions and generators

export function makeFunction(
  frame: Frame,
  unit: number,
  defaults: Value | undefined,
  kwdefaults: Value | undefined,
  annotations: Value | undefined,
  closure: Value | undefined,
): Value {
  const f = new W_Function(frame.code.child(unit), frame.globals, frame.builtins)
  if (defaults !== undefined) f.defaults = (defaults as W_Tuple).items
  if (kwdefaults !== undefined) f.kwdefaults = kwdefaults as W_Dict
  if (annotations !== undefined) f.annotations = annotations
  if (closure !== undefined) f.closure = closure as W_Tuple
  return f
}

export function setTypeParams(f: Value, params: Value): void {
  if (f instanceof W_Function) f.typeParams = params
}

export function yieldFromIter(frame: Frame, w: Value): Value {
  if (w instanceof W_Generator) {
    if (w.kindName === 'coroutine' && (frame.code.flags & (0x80 | CO_ITERABLE_COROUTINE)) === 0)
      throw error('TypeError', "cannot 'yield from' a coroutine object in a non-coroutine generator")
    if (w.kindName !== 'async generator') return w
  }
  return iter(w)
}

/** The iterator that `await w` drives. */
export function getAwaitable(w: Value, where: number): Value {
  if (w instanceof W_Generator && (w.kindName === 'coroutine' || (w.frame.code.flags & CO_ITERABLE_COROUTINE) !== 0)) {
    if (w.kindName === 'coroutine' && delegateOf(w) !== undefined)
      throw error('RuntimeError', 'coroutine is being awaited already')
    return w
  }
  const method = typeOf(w).special(Special.await)
  if (method === undefined || method === null) {
    if (where > 0)
      throw error(
        'TypeError',
        `'async with' received an object from __a${where === 1 ? 'enter' : 'exit'}__ that does not implement __await__: ${typeOf(w).fullName}`,
      )
    throw error('TypeError', `object ${typeOf(w).fullName} can't be used in 'await' expression`)
  }
  const it = callSpecial1(method, w)
  if (it instanceof W_Generator && it.kindName === 'coroutine')
    throw error('TypeError', '__await__() returned a coroutine')
  if (typeOf(it).special(Special.next) === undefined)
    throw error('TypeError', `__await__() returned non-iterator of type '${typeOf(it).fullName}'`)
  return it
}

export function getAiter(w: Value): Value {
  const method = typeOf(w).special(Special.aiter)
  if (method === undefined || method === null)
    throw error('TypeError', `'async for' requires an object with __aiter__ method, got ${typeOf(w).fullName}`)
  const it = callSpecial1(method, w)
  if (typeOf(it).special(Special.anext) === undefined)
    throw error(
      'TypeError',
      `'async for' received an object from __aiter__ that does not implement __anext__: ${typeOf(it).fullName}`,
    )
  return it
}

export function getAnext(w: Value): Value {
  const method = typeOf(w).special(Special.anext)
  if (method === undefined || method === null)
    throw error('TypeError', `'async for' requires an iterator with __anext__ method, got ${typeOf(w).fullName}`)
  const awaitable = callSpecial1(method, w)
  try {
    return getAwaitable(awaitable, 0)
  } catch (e) {
    if (!(e instanceof W_BaseException)) throw e
    const other = error(
      'TypeError',
      `'async for' received an invalid object from __anext__: ${typeOf(awaitable).fullName}`,
    )
    other.cause = e
    other.context = e
    throw other
  }
}

export const isStopAsync = (e: Value): boolean => isError(e, 'StopAsyncIteration')
export const asyncGenWrap = (w: Value): Value => new W_AsyncGenValue(w)

// Exceptions

export function exceptionMatches(e: Value, type: Value): boolean {
  if (isType(type)) {
    if (!type.isSubtypeOf(exceptionTypes.BaseException)) throw notAClass()
    return typeOf(e).isSubtypeOf(type)
  }
  if (type instanceof W_Tuple) {
    for (const t of type.items) if (!isType(t) || !t.isSubtypeOf(exceptionTypes.BaseException)) throw notAClass()
    return type.items.some((t) => typeOf(e).isSubtypeOf(t as W_Type))
  }
  throw notAClass()
}

function notAClass(): W_BaseException {
  return error('TypeError', 'catching classes that do not inherit from BaseException is not allowed')
}

/** What is raised after the except* clauses: exceptions they raised, and what none of them took. CPython: _PyExc_PrepReraiseStar */
export function prepReraiseStar(original: Value, raised: W_List): Value {
  const items = raised.items.filter((x) => x !== null) as W_BaseException[]
  if (items.length === 0) return null
  if (!isGroup(original)) return items[0]
  const isPart = (e: W_BaseException): boolean =>
    isGroup(e) &&
    e.context === (original as W_BaseException).context &&
    e.traceback === (original as W_BaseException).traceback &&
    e.cause === (original as W_BaseException).cause
  const fresh = items.filter((e) => !isPart(e))
  const kept = items.filter(isPart)
  if (fresh.length === 0 && kept.length === 1) return keptPart(original as W_BaseException, kept)
  const rest = kept.length === 0 ? null : keptPart(original as W_BaseException, kept)
  if (fresh.length === 0) return rest
  const all: Value[] = rest === null ? fresh : [...fresh, rest]
  return all.length === 1 ? all[0] : call2(exceptionTypes.BaseExceptionGroup, '', new W_List(all))
}

/** The part of a group that has the exceptions of the given parts. */
function keptPart(original: W_BaseException, parts: W_BaseException[]): Value {
  const leaves = new Set<Value>()
  const collect = (e: Value): void => {
    if (isGroup(e)) groupItems(e).forEach(collect)
    else leaves.add(e)
  }
  parts.forEach(collect)
  return splitGroup(original, (e) => leaves.has(e)).match
}

export function withExceptStart(exit: Value, e: W_BaseException): Value {
  return call3(exit, typeOf(e), e, e.traceback)
}

export function cleanupThrow(e: W_BaseException): Value {
  if (isError(e, 'StopIteration')) return e.extra?.value ?? null
  throw e
}

function displayhook(): Value {
  const w = findAttr(hooks.importModule('sys'), 'displayhook')
  if (w === undefined) throw error('RuntimeError', 'lost sys.displayhook')
  return w
}

export function intrinsic1(frame: Frame, w: Value, which: number): Value {
  switch (which) {
    case Intrinsic1.PRINT:
      return call1(displayhook(), w)
    case Intrinsic1.STOPITERATION_ERROR:
      return stopIterationError(frame, w as W_BaseException)
    default:
      return typeParameters.make(which, w)
  }
}

export function intrinsic2(a: Value, b: Value, which: number): Value {
  return typeParameters.make2(which, a, b)
}

/** A StopIteration that would leave a generator becomes a RuntimeError. PEP 479 */
function stopIterationError(frame: Frame, e: W_BaseException): Value {
  const isAsync = (frame.code.flags & 0x200) !== 0
  const kind = isAsync ? 'async generator' : (frame.code.flags & 0x80) !== 0 ? 'coroutine' : 'generator'
  const which = isError(e, 'StopIteration')
    ? 'StopIteration'
    : isAsync && isError(e, 'StopAsyncIteration')
      ? 'StopAsyncIteration'
      : null
  if (which === null) return e
  const r = error('RuntimeError', `${kind} raised ${which}`)
  r.cause = e
  r.context = e
  r.suppressContext = true
  return r
}
