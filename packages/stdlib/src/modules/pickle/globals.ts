// Names under which classes and functions are found again. CPython: Modules/_pickle.c, whichmodule, save_global
import {
  call,
  error,
  findAttr,
  getattr,
  getitem,
  hooks,
  isInitializing,
  keyOfStr,
  repr,
  strOrUndefined,
  textOfStr,
  type Value,
  W_Dict,
  W_Module,
} from '@typhon/objspace'

/** The parts of a dotted name in key form. AttributeError for names of local objects. */
export function dottedPath(name: Value, w?: Value): string[] {
  const path = keyOfStr(strOrUndefined(name)!).split('.')
  if (path.includes('<locals>'))
    throw error(
      'AttributeError',
      w === undefined
        ? `Can't get local object ${reprOf(name)}`
        : `Can't get local attribute ${reprOf(name)} on ${reprOf(w)}`,
    )
  return path
}

function reprOf(w: Value): string {
  return textOfStr(repr(w))
}

/** The object that a dotted path leads to and its parent; undefined where a step is missing. */
export function follow(w: Value, path: readonly string[]): [found: Value, parent: Value] | undefined {
  let found = w
  let parent: Value = null
  for (const name of path) {
    const next = findAttr(found, name)
    if (next === undefined) return undefined
    parent = found
    found = next
  }
  return [found, parent]
}

/** The name of the module that an object is found in. */
export function moduleOf(w: Value, path: readonly string[]): Value {
  const named = findAttr(w, '__module__')
  if (named !== undefined && named !== null) return named
  const modules = getattr(hooks.importModule('sys'), 'modules')
  if (modules instanceof W_Dict)
    for (const name of modules.liveKeys()) {
      if (name === '__main__' || name === '__mp_main__') continue
      const module = modules.get(name)
      if (module === undefined || module === null) continue
      if (follow(module, path)?.[0] === w) return name
    }
  return '__main__'
}

/** The module with an absolute name, imported when needed. */
export function importByName(name: Value): Value {
  const s = strOrUndefined(name)
  const key = s === undefined ? undefined : keyOfStr(s)
  const loaded = key === undefined ? undefined : hooks.loadedModule(key)
  // One that another thread is importing is waited for by the import system.
  if (loaded !== undefined && loaded !== null && !(loaded instanceof W_Module && isInitializing(loaded))) return loaded
  call(hooks.builtin('__import__'), [name], null)
  return getitem(getattr(hooks.importModule('sys'), 'modules'), name)
}
