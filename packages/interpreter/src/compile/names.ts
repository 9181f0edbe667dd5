// Loading, storing and deleting names. ref: executionmodel#resolution-of-names
import { GLOBAL_IMPLICIT } from '@typhon/parser'
import * as Op from '../generated/opcodes.ts'
import type { Compiler } from './compiler.ts'

/** A register that holds the value of a name: the local's own where it is surely bound and cannot change meanwhile. */
export function loadName(c: Compiler, name: string, target: number | null): number {
  const home = c.home(name)
  const { b } = c
  if (home.kind === 'fast') {
    const mangled = c.mangle(name)
    if (c.bound !== null && !c.bound.has(mangled)) {
      b.emit(Op.CHECK_LOCAL, home.register, b.name(mangled))
      c.bind(mangled)
    }
    if (target === null) {
      if (!c.copies) return home.register
      const r = b.temp()
      b.emit(Op.COPY, r, home.register)
      return r
    }
    if (target !== home.register) b.emit(Op.COPY, target, home.register)
    return target
  }
  const out = target ?? b.temp()
  const mangled = c.mangle(name)
  if (home.kind === 'cell') {
    if (c.scope.kind === 'class' && c.inlined.length === 0)
      b.emit(Op.LOAD_FROM_DICT_OR_DEREF, out, loadLocals(c), home.register, b.name(mangled))
    else if (c.current.canSeeClassScope && name !== '__classdict__') {
      const dict = b.temp()
      b.emit(Op.LOAD_DEREF, dict, c.cellOf('__classdict__'), b.name('__classdict__'))
      b.emit(Op.LOAD_FROM_DICT_OR_DEREF, out, dict, home.register, b.name(mangled))
    } else b.emit(Op.LOAD_DEREF, out, home.register, b.name(mangled))
  } else if (home.kind === 'global') {
    if (c.current.canSeeClassScope && c.homes.has('__classdict__') && c.current.resolve(name) === GLOBAL_IMPLICIT) {
      const dict = b.temp()
      b.emit(Op.LOAD_DEREF, dict, c.cellOf('__classdict__'), b.name('__classdict__'))
      b.emit(Op.LOAD_FROM_DICT_OR_GLOBALS, out, dict, b.name(mangled))
    } else b.emit(Op.LOAD_GLOBAL, out, b.name(mangled), b.cache())
  } else b.emit(Op.LOAD_NAME, out, b.name(mangled))
  return out
}

function loadLocals(c: Compiler): number {
  const r = c.b.temp()
  c.b.emit(Op.LOAD_LOCALS, r)
  return r
}

/** name = value */
export function storeName(c: Compiler, name: string, value: number): void {
  const home = c.home(name)
  const { b } = c
  const mangled = c.mangle(name)
  switch (home.kind) {
    case 'fast':
      if (value !== home.register) b.emit(Op.COPY, home.register, value)
      c.bind(mangled)
      break
    case 'cell':
      b.emit(Op.STORE_DEREF, home.register, value)
      break
    case 'global':
      b.emit(Op.STORE_GLOBAL, b.name(mangled), value)
      break
    default:
      b.emit(Op.STORE_NAME, b.name(mangled), value)
  }
}

/** del name */
export function deleteName(c: Compiler, name: string): void {
  const home = c.home(name)
  const { b } = c
  const mangled = c.mangle(name)
  switch (home.kind) {
    case 'fast':
      if (c.bound !== null && !c.bound.has(mangled)) b.emit(Op.CHECK_LOCAL, home.register, b.name(mangled))
      b.emit(Op.DELETE_FAST, home.register, b.name(mangled))
      c.unbind(mangled)
      break
    case 'cell':
      b.emit(Op.DELETE_DEREF, home.register, b.name(mangled))
      break
    case 'global':
      b.emit(Op.DELETE_GLOBAL, b.name(mangled))
      break
    default:
      b.emit(Op.DELETE_NAME, b.name(mangled))
  }
}

/** The register of the local that `name` is, where a value can be computed straight into it; null otherwise. */
export function directTarget(c: Compiler, name: string): number | null {
  const home = c.home(name)
  return home.kind === 'fast' ? home.register : null
}
