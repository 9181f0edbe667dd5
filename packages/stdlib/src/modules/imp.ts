// The `_imp` module: what importlib asks of the interpreter about built-in modules. CPython: Python/import.c
import {
  arg,
  asInt,
  asStr,
  bytesOf,
  defineModule,
  error,
  errorWith,
  getattr,
  keyedHash,
  keyOfStr,
  pos,
  rest,
  type Value,
  W_Bytes,
  W_List,
  type W_Module,
} from '@typhon/objspace'
import { settings } from './sys/settings.ts'

/** Makes built-in modules by name; handed in by the table of modules. */
let create: (name: string) => W_Module | undefined = () => undefined

/** Hands in how built-in modules are made. */
export function declareBuiltinModules(
  make: (name: string) => W_Module | undefined,
  exists: (name: string) => boolean,
): void {
  create = make
  known = exists
}
let known: (name: string) => boolean = () => false

export const impModule = defineModule('_imp', 'What importlib asks of the interpreter.', (m) => {
  m.constant('check_hash_based_pycs', settings.checkHashBasedPycs)
  m.fn('lock_held', [], 'Whether the import lock is held.', () => false)
  m.fn('acquire_lock', [], 'Take the import lock.', () => null)
  m.fn('release_lock', [], 'Give the import lock back.', () => null)
  m.fn('extension_suffixes', [], 'Suffixes of extension modules: there are none.', () => new W_List([]))
  m.fn('is_builtin', [pos('name', asStr)], '1 for a built-in module, 0 for any other.', (name) =>
    known(keyOfStr(name)) ? 1 : 0,
  )
  m.fn('is_frozen', [pos('name')], 'False: no module is frozen.', () => false)
  m.fn('is_frozen_package', [pos('name')], 'Always an error: no module is frozen.', (name) => {
    throw errorWith('ImportError', name)
  })
  m.fn('find_frozen', [pos('name'), rest('more')], 'None: no module is frozen.', () => null, null)
  m.fn(
    'get_frozen_object',
    [pos('name'), rest('data')],
    'Always an error: no module is frozen.',
    (name) => {
      throw errorWith('ImportError', name)
    },
    null,
  )
  m.fn('init_frozen', [pos('name')], 'None: no module is frozen.', () => null)
  m.fn('create_builtin', [pos('spec')], 'A new built-in module.', (spec): Value => {
    const name = getattr(spec, 'name')
    const module = create(typeof name === 'string' ? name : '')
    if (module === undefined) throw error('ImportError', `no built-in module named ${String(name)}`)
    return module
  })
  m.fn('exec_builtin', [pos('mod')], '0: built-in modules are ready when they are made.', () => 0)
  m.fn(
    'create_dynamic',
    [pos('spec'), rest('file')],
    'Not possible: extension modules are machine code for CPython.',
    (spec) => {
      throw error('ImportError', `extension modules are not supported: ${String(getattr(spec, 'name'))}`)
    },
    null,
  )
  m.fn('exec_dynamic', [pos('mod')], '0.', () => 0)
  m.fn(
    '_fix_co_filename',
    [pos('code'), pos('path')],
    'Nothing to mend: code objects are compiled where they are.',
    () => null,
  )
  m.fn('_override_frozen_modules_for_tests', [pos('override')], 'Nothing to override.', () => null)
  m.fn('_override_multi_interp_extensions_check', [pos('override')], 'Nothing to override.', () => 0)
  m.fn('_frozen_module_names', [], 'Names of the frozen modules: none.', () => new W_List([]))
  m.fn(
    'source_hash',
    [arg('key', asInt), arg('source')],
    'What tells a source from others, eight bytes.',
    (key, source) => new W_Bytes(keyedHash(key, bytesOf(source))),
  )
})
