// Frozen modules: those that are found before any folder is searched, whose code names no file. They are CPython's: what the
// import system and the start need, and some that tests look at. CPython: Python/frozen.c
//
// The code is that of files of the library, under the name `<frozen …>`.
import type { W_Code } from '@typhon/interpreter'
import { errorWith, hooks, setattr, strFromText, type Value, type W_Module } from '@typhon/objspace'
import { cachedCode } from './cached-code.ts'

export interface FrozenModule {
  /** The module of the library that it is; '<' stands before that of a package's `__init__`; null for none. */
  readonly origin: string | null
  readonly isPackage: boolean
  /** Path of the source, below the library. */
  readonly file: string
}

const HELLO = '__hello__.py'

/** Modules that are frozen under their own names. */
const PLAIN = (
  'zipimport abc codecs io _collections_abc _sitebuiltins genericpath ntpath posixpath os.path os site stat importlib.util ' +
  'importlib.machinery runpy'
).split(' ')

function plain(name: string): [string, FrozenModule] {
  const origin = name === 'os.path' ? 'posixpath' : name
  return [name, { origin, isPackage: false, file: `${origin.replace('.', '/')}.py` }]
}

const FROZEN = new Map<string, FrozenModule>([
  ['_frozen_importlib', { origin: 'importlib._bootstrap', isPackage: false, file: 'importlib/_bootstrap.py' }],
  [
    '_frozen_importlib_external',
    { origin: 'importlib._bootstrap_external', isPackage: false, file: 'importlib/_bootstrap_external.py' },
  ],
  ...PLAIN.map(plain),
  ['__hello__', { origin: '__hello__', isPackage: false, file: HELLO }],
  ['__hello_alias__', { origin: '__hello__', isPackage: false, file: HELLO }],
  ['__phello_alias__', { origin: '__hello__', isPackage: true, file: HELLO }],
  ['__phello_alias__.spam', { origin: '__hello__', isPackage: false, file: HELLO }],
  ['__phello__', { origin: '__phello__', isPackage: true, file: '__phello__/__init__.py' }],
  ['__phello__.__init__', { origin: '<__phello__', isPackage: false, file: '__phello__/__init__.py' }],
  ['__phello__.ham', { origin: '__phello__.ham', isPackage: true, file: '__phello__/ham/__init__.py' }],
  ['__phello__.ham.__init__', { origin: '<__phello__.ham', isPackage: false, file: '__phello__/ham/__init__.py' }],
  ['__phello__.ham.eggs', { origin: '__phello__.ham.eggs', isPackage: false, file: '__phello__/ham/eggs.py' }],
  ['__phello__.spam', { origin: '__phello__.spam', isPackage: false, file: '__phello__/spam.py' }],
  ['__hello_only__', { origin: null, isPackage: false, file: HELLO }],
])

export const frozenNames = (): string[] => [...FROZEN.keys()]

/** Those that imports cannot do without. CPython: Python/import.c (use_frozen) */
const ESSENTIAL = new Set(['_frozen_importlib', '_frozen_importlib_external', 'zipimport'])
let onlyEssential = false

/** Hides the modules that imports can do without, or shows them again. */
export function hideFrozen(hide: boolean): void {
  onlyEssential = hide
}

/** The frozen module of a name, in key form, or undefined. */
export function findFrozen(name: string): FrozenModule | undefined {
  return onlyEssential && !ESSENTIAL.has(name) ? undefined : FROZEN.get(name)
}

export function noSuchFrozen(name: Value, shown: string): unknown {
  return importFailure(name, `No such frozen object named ${shown}`)
}

/** An ImportError about a module. */
export function importFailure(name: Value, message: string): unknown {
  const failure = errorWith('ImportError', strFromText(message))
  setattr(failure, 'name', name)
  return failure
}

export function frozenCode(name: string, frozen: FrozenModule): W_Code {
  const sys = hooks.loadedModule('sys') as W_Module
  return cachedCode(`${String(sys.dict.getStr('_stdlib_dir'))}/${frozen.file}`, `<frozen ${name}>`)
}
