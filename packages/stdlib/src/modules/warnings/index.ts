// The `_warnings` module: the state that the pure-Python `warnings` shares with built-in code. lib: warnings; CPython: Python/_warnings.c
import {
  any,
  arg,
  asInt,
  asTuple,
  callMethod,
  defineModule,
  error,
  exceptionTypes,
  findAttr,
  getattr,
  hooks,
  isInstance,
  kw,
  optArg,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_Dict,
  W_List,
  W_Tuple,
} from '@typhon/objspace'
import { filtersChanged, onceRegistry, state } from './filters.ts'
import { categoryOf, type Place, warnAt, warnFrom } from './issue.ts'

/** The line of a module's source that its loader gives, undefined without a loader that can. */
function lineOfLoader(globals: Value, line: number): Value | undefined {
  if (!(globals instanceof W_Dict))
    throw error('TypeError', `module_globals must be a dict, not '${typeOf(globals).fullName}'`)
  const loader = callMethod(getattr(hooks.importSystem(), '_bootstrap_external'), '_bless_my_loader', globals)
  const name = globals.getStr('__name__')
  if (loader === null || name === undefined || findAttr(loader, 'get_source') === undefined) return undefined
  const source = callMethod(loader, 'get_source', name)
  if (source === null) return undefined
  const lines = callMethod(source, 'splitlines')
  return lines instanceof W_List ? lines.items[line - 1] : undefined
}

export const warningsModule = defineModule('_warnings', 'State of the warnings module.', (m) => {
  m.constant('filters', state.filters)
  m.constant('_defaultaction', 'default')
  m.constant('_onceregistry', onceRegistry)
  m.fn('_filters_mutated', [], 'The filters have changed.', () => {
    filtersChanged()
    return null
  })
  const warn = m.fn(
    'warn',
    [
      arg('message'),
      arg<Value>('category', any, null),
      arg('stacklevel', asInt, 1),
      arg<Value>('source', any, null),
      kw('skip_file_prefixes', asTuple, new W_Tuple([]), '()'),
    ],
    'Issue a warning, or raise it, or do nothing, as the filters say.',
    (message, category, stacklevel, source, prefixes) => {
      const skipped = prefixes.items.map((w) => {
        const s = strOrUndefined(w)
        if (s === undefined) throw error('TypeError', `Found non-str '${typeOf(w).name}' in skip_file_prefixes.`)
        return textOfStr(s)
      })
      warnFrom(message, categoryOf(message, category), stacklevel, source, skipped)
      return null
    },
    '($module, /, message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=<unrepresentable>)',
  )
  warn.code.seesCallers = true
  m.fn(
    'warn_explicit',
    [
      arg('message'),
      arg('category'),
      arg('filename'),
      arg('lineno', asInt),
      optArg<Value>('module'),
      arg<Value>('registry', any, null),
      arg<Value>('module_globals', any, null),
      arg<Value>('source', any, null),
    ],
    'Issue a warning for a place in a file.',
    (message, category, filename, lineno, module, registry, globals, source) => {
      if (registry !== null && !(registry instanceof W_Dict))
        throw error('TypeError', `'registry' must be a dict or None, not '${typeOf(registry).fullName}'`)
      if (category === null && !isInstance(message, exceptionTypes.Warning))
        throw error('TypeError', "'NoneType' object is not callable")
      // Modules that are gone have no names any more. CPython: warn_explicit
      if (module === null) return null
      const line = globals === null ? undefined : lineOfLoader(globals, lineno)
      const place: Place = { filename, line: lineno, module: module ?? null, registry, source: line }
      warnAt(message, categoryOf(message, category), place, source)
      return null
    },
  )
})
