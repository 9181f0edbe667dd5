// Which warnings are shown, raised or dropped: the filters, and the registries of what has been shown before.
// lib: warnings#the-warnings-filter; CPython: Python/_warnings.c
//
// The lists live in the pure-Python `warnings` once that is imported, and may be replaced there; before, they are those of
// `_warnings`. A registry is a dict in the globals of each module; it is emptied when the filters have changed since.
import {
  callMethod,
  error,
  exceptionTypes,
  findAttr,
  hooks,
  isTrue,
  isType,
  reprText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_Dict,
  W_List,
  W_Module,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'

/** The filters before `warnings` has been imported: as without options. */
function initialFilters(): W_List {
  const filter = (action: string, category: Value, module: Value): W_Tuple =>
    new W_Tuple([action, null, category, module, 0])
  return new W_List([
    filter('default', exceptionTypes.DeprecationWarning, '__main__'),
    filter('ignore', exceptionTypes.DeprecationWarning, null),
    filter('ignore', exceptionTypes.PendingDeprecationWarning, null),
    filter('ignore', exceptionTypes.ImportWarning, null),
    filter('ignore', exceptionTypes.ResourceWarning, null),
  ])
}

export const state = {
  filters: initialFilters(),
  /** Counts changes of the filters. */
  version: 0,
}

export const onceRegistry = new W_Dict()

export function filtersChanged(): void {
  state.version++
}

/** An attribute of `warnings` where it has been imported. */
export function warningsAttribute(name: string): Value | undefined {
  const module = hooks.loadedModule('warnings')
  return module instanceof W_Module ? module.dict.getStr(name) : undefined
}

/** A field of a filter matches: None does, a str that is equal, a pattern that finds itself at the start. */
function matches(pattern: Value, w: Value): boolean {
  if (pattern === null) return true
  const exact = strOrUndefined(pattern)
  if (exact !== undefined && typeOf(pattern).name === 'str') {
    const s = strOrUndefined(w)
    return s !== undefined && textOfStr(s) === textOfStr(exact)
  }
  return isTrue(callMethod(pattern, 'match', w))
}

/** Whether a category is below another, or below one of a tuple of them. */
function isSubclass(category: W_Type, w: Value): boolean {
  if (w instanceof W_Tuple) return w.items.some((one) => isSubclass(category, one))
  return isType(w) && category.isSubtypeOf(w as W_Type)
}

/** What the filters say of a warning, and the filter that said it. */
export function actionFor(
  category: W_Type,
  text: Value,
  line: number,
  module: Value,
): { action: string; filter: Value } {
  // A list of filters is kept here, for when the module has none any more.
  const filters = warningsAttribute('filters') ?? state.filters
  if (filters instanceof W_List) state.filters = filters
  if (!(filters instanceof W_List)) throw error('ValueError', '_warnings.filters must be a list')
  for (let i = 0; i < filters.items.length; i++) {
    const filter = filters.items[i]
    if (!(filter instanceof W_Tuple) || filter.items.length !== 5)
      throw error('ValueError', `_warnings.filters item ${i} isn't a 5-tuple`)
    const [action, message, kind, where, lineno] = filter.items
    const name = strOrUndefined(action)
    if (name === undefined) throw error('TypeError', `action must be a string, not '${typeOf(action).fullName}'`)
    const isHere = lineno === 0 || lineno === line
    if (isHere && isSubclass(category, kind) && matches(message, text) && matches(where, module))
      return { action: textOfStr(name), filter }
  }
  const fallback = warningsAttribute('defaultaction') ?? 'default'
  const name = strOrUndefined(fallback)
  if (name === undefined)
    throw error('TypeError', `_warnings.defaultaction must be a string, not '${typeOf(fallback).fullName}'`)
  return { action: textOfStr(name), filter: null }
}

/** Whether a registry holds `key`; empties it first when the filters are newer, and remembers the key where asked to. */
export function alreadyShown(registry: W_Dict, key: W_Tuple, remember: boolean): boolean {
  if (registry.getStr('version') === state.version) {
    const known = registry.get(key)
    if (known !== undefined && isTrue(known)) return true
  } else {
    registry.clear()
    registry.setStr('version', state.version)
  }
  if (remember) registry.set(key, true)
  return false
}

/** Whether a warning is to be shown, given what was shown before; `error` is the caller's to handle. */
export function isNews(
  action: string,
  filter: Value,
  category: W_Type,
  text: Value,
  line: number,
  registry: W_Dict | null,
): boolean {
  if (action === 'always' || action === 'all') return true
  const key = new W_Tuple([text, category, line])
  if (registry !== null) {
    if (alreadyShown(registry, key, false)) return false
    registry.set(key, true)
  }
  const shared = new W_Tuple([text, category])
  if (action === 'once') {
    const once = registry ?? warningsAttribute('onceregistry') ?? onceRegistry
    if (!(once instanceof W_Dict))
      throw error('TypeError', `_warnings.onceregistry must be a dict, not '${typeOf(once).fullName}'`)
    return !alreadyShown(once, shared, true)
  }
  if (action === 'module') return registry === null || !alreadyShown(registry, shared, true)
  if (action === 'default') return true
  throw error('RuntimeError', `Unrecognized action (${reprText(action)}) in warnings.filters:\n ${reprText(filter)}`)
}

/** `sys.name`, undefined where it is missing. */
export function sysValue(name: string): Value | undefined {
  return findAttr(hooks.importModule('sys'), name)
}
