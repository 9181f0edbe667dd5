// Names in namespaces and cells: what instructions that load, store and delete them do. ref: executionmodel#naming-and-binding
import {
  delitem,
  error,
  getitem,
  isError,
  setitem,
  shapes,
  strFromKey,
  type Value,
  type W_BaseException,
  type W_Cell,
  W_Dict,
} from '@typhon/objspace'
import type { Frame } from '../../objects/frame.ts'
import { lateBuiltin, nameError, unboundLocal } from '../control.ts'

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
