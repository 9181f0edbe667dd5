// Archives in sys.path. lib: zipimport; CPython: Python/import.c (init_zipimport)
import {
  BuiltinCode,
  call,
  error,
  getattr,
  hooks,
  host,
  type Value,
  W_BuiltinFunction,
  type W_List,
  type W_Module,
} from '@typhon/objspace'

/**
 * Archives in sys.path: the first of the path hooks stands for the class `zipimport.zipimporter`, which takes its place as
 * soon as an entry of sys.path is a file, or lies in one.
 */
export function addArchiveHook(sys: W_Module): void {
  const path_hooks = sys.dict.getStr('path_hooks') as W_List
  let isImporting = false
  const find = (args: Value[]): Value => {
    const [path] = args
    // The import of zipimport asks again; it comes from the library.
    if (isImporting || typeof path !== 'string' || !liesInFile(path)) throw error('ImportError', 'not an archive')
    isImporting = true
    let importer: Value
    try {
      importer = getattr(hooks.importModule('zipimport'), 'zipimporter')
    } finally {
      isImporting = false
    }
    path_hooks.items.splice(path_hooks.items.indexOf(w_find), 1, importer)
    return call(importer, args, null)
  }
  const code = new BuiltinCode(
    'zipimporter',
    'zipimporter',
    [],
    false,
    'Find modules in archives.',
    null,
    find as never,
    find,
  )
  const w_find: Value = new W_BuiltinFunction(code, sys, 'zipimport', false)
  path_hooks.items.unshift(w_find)
}

/** Whether a path, or the longest part of it that exists, is a file. */
function liesInFile(path: string): boolean {
  for (let part = path; part !== '' && part !== '/'; part = part.replace(/\/?[^/]*$/, ''))
    try {
      return (host().files.stat(part).mode & 0o170000) === 0o100000
    } catch {
      // Not there: what it would lie in may be.
    }
  return false
}
