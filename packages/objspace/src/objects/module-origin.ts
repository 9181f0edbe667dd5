// Where a module comes from, and what follows for the messages about names that it does not have: it is still being imported, or
// it hides another module of the same name. CPython: Objects/moduleobject.c (_Py_module_getattro_impl)
import { contains } from '../operations/item.ts'
import { findAttr } from '../operations/attribute.ts'
import { isTrue } from '../operations/convert.ts'
import { isError } from '../errors/exception.ts'
import { host } from '../host.ts'
import { hooks } from '../space/hooks.ts'
import type { Value } from '../space/value.ts'
import { W_List } from './list/list.ts'
import type { W_Module } from './module-value.ts'
import { W_AnySet } from './set/set.ts'
import { strOrUndefined, textOfStr } from './str/wide.ts'

/** What is to be told of a module that lacks a name. */
export interface Origin {
  /** The file that the import system found it in, if it says one. */
  readonly file: string | undefined
  /** Its import has not ended yet. */
  readonly isInitializing: boolean
  /** It lies where the program is, so that it may hide another one… */
  readonly mayShadow: boolean
  /** …which is a module of the library. */
  readonly shadowsLibrary: boolean
}

export function originOf(spec: Value, name: Value): Origin {
  const file = fileOf(spec)
  const mayShadow = file !== undefined && isBesideProgram(file)
  const shadowsLibrary = mayShadow && isInLibrary(name)
  return { file, isInitializing: isFlagSet(spec, '_initializing'), mayShadow, shadowsLibrary }
}

/** Whether an attribute of a spec is there and true; what goes wrong in asking means no. */
function isFlagSet(spec: Value, flag: string): boolean {
  if (spec === null) return false
  try {
    const w = findAttr(spec, flag)
    return w !== undefined && isTrue(w)
  } catch (e) {
    if (isError(e, 'Exception')) return false
    throw e
  }
}

function fileOf(spec: Value): string | undefined {
  if (!isFlagSet(spec, 'has_location')) return undefined
  const w = findAttr(spec, 'origin')
  const s = w === undefined ? undefined : strOrUndefined(w)
  return s === undefined ? undefined : textOfStr(s)
}

/** Whether the module's import has not ended yet. */
export function isInitializing(module: W_Module): boolean {
  return isFlagSet(module.dict.getStr('__spec__') ?? null, '_initializing')
}

const sysAttr = (name: string): Value => {
  const sys = hooks.loadedModule('sys') as W_Module | undefined
  return sys?.dict.getStr(name) ?? null
}

/** Whether a file lies in the folder that sys.path begins with: that of the program, unless that was left out. */
function isBesideProgram(file: string): boolean {
  const flags = sysAttr('flags')
  if (flags !== null && isTrue(findAttr(flags, 'safe_path') ?? false)) return false
  const path = sysAttr('path')
  const first = path instanceof W_List && path.items.length > 0 ? strOrUndefined(path.items[0]) : undefined
  if (first === undefined) return false
  const folder = file.replace(/(?:\/__init__\.py)?$/, '').replace(/\/[^/]*$/, '')
  const cwd = (): string => String(host().files.getcwd())
  return folder === (textOfStr(first) === '' ? cwd() : textOfStr(first))
}

function isInLibrary(name: Value): boolean {
  const names = sysAttr('stdlib_module_names')
  return names instanceof W_AnySet && contains(names, name)
}

/** The message of an AttributeError about a module. */
export function missingAttribute(module: W_Module, name: string): string {
  const own = module.dict.getStr('__name__')
  const s = own === undefined ? undefined : strOrUndefined(own)
  if (own === undefined || s === undefined) return `module has no attribute '${name}'`
  const shown = textOfStr(s)
  const plain = `module '${shown}' has no attribute '${name}'`
  const spec = module.dict.getStr('__spec__') ?? null
  const { file, isInitializing, mayShadow, shadowsLibrary } = originOf(spec, own)
  if (shadowsLibrary) return `${plain} ${renaming(file!, shown)}`
  if (isInitializing) {
    if (mayShadow) return `${plain} ${renaming(file!)}`
    const from = file === undefined ? '' : ` from '${file}'`
    return `partially initialized module '${shown}'${from} has no attribute '${name}' (most likely due to a circular import)`
  }
  return isSubmoduleOnItsWay(spec, name)
    ? `cannot access submodule '${name}' of module '${shown}' (most likely due to a circular import)`
    : plain
}

/** The advice about a file that hides a module of the library, or may hide one of somebody else's. */
function renaming(file: string, library?: string): string {
  return library === undefined
    ? `(consider renaming '${file}' if it has the same name as a third-party module you intended to import)`
    : `(consider renaming '${file}' since it has the same name as the standard library module named '${library}' and the import system gives it precedence)`
}

/** Whether a package is importing a submodule of this name. CPython: _PyModuleSpec_IsUninitializedSubmodule */
function isSubmoduleOnItsWay(spec: Value, name: string): boolean {
  if (spec === null) return false
  const pending = findAttr(spec, '_uninitialized_submodules')
  return pending !== undefined && contains(pending, name)
}
