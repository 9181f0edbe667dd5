// What other modules tell the pickler: reducers and extension codes of copyreg, names of Python 2 in _compat_pickle.
// CPython: Modules/_pickle.c, PickleState
import {
  defineException,
  error,
  exceptionTypes,
  getattr,
  hooks,
  newException,
  strFromText,
  strOrUndefined,
  typeOf,
  type Value,
  W_Dict,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'

export const PickleError = defineException(
  '_pickle',
  'PickleError',
  exceptionTypes.Exception,
  'Base of the errors of pickle.',
)
export const PicklingError = defineException('_pickle', 'PicklingError', PickleError, 'An object cannot be pickled.')
export const UnpicklingError = defineException('_pickle', 'UnpicklingError', PickleError, 'Bytes are no pickle.')

const raise = (type: W_Type, text: string): unknown => newException(type, [strFromText(text)])
export const picklingError = (text: string): unknown => raise(PicklingError, text)
export const unpicklingError = (text: string): unknown => raise(UnpicklingError, text)

/** Dictionaries that are there for as long as the program runs. */
interface Registries {
  readonly dispatchTable: W_Dict
  readonly extensions: W_Dict
  readonly inverted: W_Dict
  readonly cache: W_Dict
  readonly nameMapping: W_Dict
  readonly importMapping: W_Dict
  readonly reverseNames: W_Dict
  readonly reverseImports: W_Dict
}

let found: Registries | undefined

function dictOf(module: string, name: string): W_Dict {
  const w = getattr(hooks.importModule(module), name)
  if (w instanceof W_Dict) return w
  throw error('RuntimeError', `${module}.${name} should be a dict, not ${typeOf(w).fullName}`)
}

export function registries(): Registries {
  return (found ??= {
    dispatchTable: dictOf('copyreg', 'dispatch_table'),
    extensions: dictOf('copyreg', '_extension_registry'),
    inverted: dictOf('copyreg', '_inverted_registry'),
    cache: dictOf('copyreg', '_extension_cache'),
    nameMapping: dictOf('_compat_pickle', 'NAME_MAPPING'),
    importMapping: dictOf('_compat_pickle', 'IMPORT_MAPPING'),
    reverseNames: dictOf('_compat_pickle', 'REVERSE_NAME_MAPPING'),
    reverseImports: dictOf('_compat_pickle', 'REVERSE_IMPORT_MAPPING'),
  })
}

/** A module and a name as Python 2 (or, of the reverse maps, Python 3) calls them. */
export function mapName(module: Value, name: Value, reverse: boolean): [Value, Value] {
  const { nameMapping, importMapping, reverseNames, reverseImports } = registries()
  const names = reverse ? reverseNames : nameMapping
  const pair = names.get(new W_Tuple([module, name]))
  const which = reverse ? 'REVERSE_NAME_MAPPING' : 'NAME_MAPPING'
  if (pair !== undefined) {
    if (!(pair instanceof W_Tuple) || pair.items.length !== 2)
      throw error('RuntimeError', `_compat_pickle.${which} values should be 2-tuples, not ${typeOf(pair).fullName}`)
    const [m, n] = pair.items
    if (strOrUndefined(m) === undefined || strOrUndefined(n) === undefined)
      throw error(
        'RuntimeError',
        `_compat_pickle.${which} values should be pairs of str, not (${typeOf(m).fullName}, ${typeOf(n).fullName})`,
      )
    return [m, n]
  }
  const mapped = (reverse ? reverseImports : importMapping).get(module)
  if (mapped === undefined) return [module, name]
  if (strOrUndefined(mapped) === undefined)
    throw error(
      'RuntimeError',
      `_compat_pickle.${reverse ? 'REVERSE_IMPORT_MAPPING' : 'IMPORT_MAPPING'} values should be strings, not ${typeOf(mapped).fullName}`,
    )
  return [mapped, name]
}
