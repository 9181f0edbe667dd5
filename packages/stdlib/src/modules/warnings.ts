// The `_warnings` module: the state that the pure-Python `warnings` shares with built-in code. lib: warnings; CPython: Python/_warnings.c
import { arg, defineModule, exceptionTypes, hooks, optArg, type Value, W_Dict, W_List, W_Tuple } from '@typhon/objspace'

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

export const warningsModule = defineModule('_warnings', 'State of the warnings module.', (m) => {
  m.constant('filters', initialFilters())
  m.constant('_defaultaction', 'default')
  m.constant('_onceregistry', new W_Dict())
  m.fn('_filters_mutated', [], 'The filters have changed.', () => null)
  m.fn(
    'warn',
    [
      arg('message'),
      arg<Value>('category', null, null),
      arg<Value>('stacklevel', null, 1),
      optArg<Value>('source'),
      optArg<Value>('skip_file_prefixes'),
    ],
    'Issue a warning.',
    (message, category) => {
      hooks.issueWarning(message, category)
      return null
    },
    null,
  )
  m.fn(
    'warn_explicit',
    [
      arg('message'),
      arg('category'),
      arg('filename'),
      arg('lineno'),
      optArg<Value>('module'),
      optArg<Value>('registry'),
    ],
    'Issue a warning for a place.',
    (message, category) => {
      hooks.issueWarning(message, category)
      return null
    },
    null,
  )
})
