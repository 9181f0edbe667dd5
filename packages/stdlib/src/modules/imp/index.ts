// The `_imp` module: what importlib asks of the interpreter about built-in modules. CPython: Python/import.c
import { moveUnit, runCode, W_Code } from '@typhon/interpreter'
import {
  arg,
  asBool,
  call1,
  hooks,
  kw,
  memoryviewType,
  reprText,
  textOfStr,
  W_Tuple,
  asInt,
  asStr,
  bytesOf,
  defineModule,
  error,
  getattr,
  keyedHash,
  keyOfStr,
  onRestart,
  pos,
  type Value,
  W_Bytes,
  W_List,
  type W_Module,
  type Convert,
  opt,
  wrongType,
} from '@typhon/objspace'
import { settings } from '../sys/settings.ts'
import { rlockType, W_RLock } from '../thread/lock.ts'
import { findFrozen, frozenCode, frozenNames, hideFrozen, importFailure, noSuchFrozen } from './frozen.ts'

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

/** The code that marshalled data is of. */
function unmarshalled(name: Value, data: Value): Value {
  let code: Value
  try {
    code = call1(getattr(hooks.importModule('marshal'), 'loads'), data)
  } catch {
    throw importFailure(name, `Frozen object named ${reprText(name)} is invalid`)
  }
  if (code instanceof W_Code) return code
  throw error('TypeError', `frozen object ${reprText(name)} is not a code object`)
}

const asCode: Convert<W_Code> = (w, where) => {
  if (!(w instanceof W_Code)) throw wrongType(w, where, 'code')
  return w
}

export const impModule = defineModule('_imp', 'What importlib asks of the interpreter.', (m) => {
  const setCheck = (): void => m.constant('check_hash_based_pycs', settings.checkHashBasedPycs)
  setCheck()
  onRestart(setCheck)
  const lock = new W_RLock(rlockType.rootShape())
  m.fn('lock_held', [], 'Whether the import lock is held.', () => lock.count > 0)
  m.fn('acquire_lock', [], 'Take the import lock.', () => {
    lock.acquire(undefined, 'acquire_lock')
    return null
  })
  m.fn('release_lock', [], 'Give the import lock back.', () => {
    if (!lock.owned) throw error('RuntimeError', 'not holding the import lock')
    lock.release()
    return null
  })
  m.fn('extension_suffixes', [], 'Suffixes of extension modules: there are none.', () => new W_List([]))
  m.fn('is_builtin', [pos('name', asStr)], '1 for a built-in module, 0 for any other.', (name) =>
    known(keyOfStr(name)) ? 1 : 0,
  )
  m.fn(
    'is_frozen',
    [pos('name', asStr)],
    'Whether a module is frozen.',
    (name) => findFrozen(keyOfStr(name)) !== undefined,
  )
  m.fn('is_frozen_package', [pos('name', asStr)], 'Whether a frozen module is a package.', (name) => {
    const frozen = findFrozen(keyOfStr(name))
    if (frozen === undefined) throw noSuchFrozen(name, reprText(name))
    return frozen.isPackage
  })
  m.fn(
    'find_frozen',
    [pos('name', asStr), kw('withdata', asBool, false)],
    'Data, whether it is a package, and original name of a frozen module; or None.',
    (name, withData) => {
      const key = keyOfStr(name)
      const frozen = findFrozen(key)
      if (frozen === undefined) return null
      const data = withData ? call1(getattr(hooks.importModule('marshal'), 'dumps'), frozenCode(key, frozen)) : null
      return new W_Tuple([data === null ? null : call1(memoryviewType, data), frozen.isPackage, frozen.origin])
    },
  )
  m.fn(
    'get_frozen_object',
    [pos('name', asStr), pos<Value>('data', null, null)],
    'The code of a frozen module, or the code in the data given.',
    (name, data) => {
      if (data !== null) return unmarshalled(name, data)
      const key = keyOfStr(name)
      const frozen = findFrozen(key)
      if (frozen === undefined) throw noSuchFrozen(name, reprText(name))
      return frozenCode(key, frozen)
    },
  )
  m.fn('init_frozen', [pos('name', asStr)], 'A new module of a frozen one, executed; or None.', (name) => {
    const key = keyOfStr(name)
    const frozen = findFrozen(key)
    if (frozen === undefined) return null
    const module = call1(getattr(hooks.importModule('types'), 'ModuleType'), name) as W_Module
    if (frozen.isPackage) module.dict.setStr('__path__', new W_List([]))
    module.dict.setStr('__origname__', frozen.origin)
    runCode(frozenCode(key, frozen), module.dict, module.dict)
    return module
  })
  m.fn('create_builtin', [pos('spec')], 'A new built-in module.', (spec): Value => {
    const name = getattr(spec, 'name')
    const module = create(typeof name === 'string' ? name : '')
    if (module === undefined) throw error('ImportError', `no built-in module named ${String(name)}`)
    return module
  })
  m.fn('exec_builtin', [pos('mod')], '0: built-in modules are ready when they are made.', () => 0)
  m.fn(
    'create_dynamic',
    [pos('spec'), opt('file')],
    'Not possible: extension modules are machine code for CPython.',
    (spec) => {
      throw error('ImportError', `extension modules are not supported: ${String(getattr(spec, 'name'))}`)
    },
    '($module, spec, file=<unrepresentable>, /)',
  )
  m.fn('exec_dynamic', [pos('mod')], '0.', () => 0)
  m.fn(
    '_fix_co_filename',
    [pos('code', asCode), pos('path', asStr)],
    'Name the file of a code object anew.',
    (code, path) => {
      moveUnit(code.unit, textOfStr(path))
      return null
    },
  )
  m.fn(
    '_override_frozen_modules_for_tests',
    [pos('override', asInt)],
    'Hide frozen modules where the number is negative.',
    (override) => {
      hideFrozen(override < 0)
      return null
    },
  )
  m.fn('_override_multi_interp_extensions_check', [pos('override')], 'Nothing to override.', () => 0)
  m.fn('_frozen_module_names', [], 'Names of the frozen modules.', () => new W_List(frozenNames()))
  m.fn(
    'source_hash',
    [arg('key', asInt), arg('source')],
    'What tells a source from others, eight bytes.',
    (key, source) => new W_Bytes(keyedHash(key, bytesOf(source))),
  )
})
