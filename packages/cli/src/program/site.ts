// The library's module `site`, which adds the folders of installed packages to sys.path and the names exit, quit, help,
// copyright, credits and license to the builtins. lib: site
//
// It is imported at the start only where somebody could tell: at the prompt, where a `.pth` file, a `sitecustomize`, a
// `usercustomize` or a virtual environment is to be found. Otherwise the folders are added here, and the module is imported as
// soon as one of its names is looked up and not found, or by a program itself: a plain start saves the five modules that it
// stands on.
//
// differs: where nothing is to be customised, `site` and `os` are not in sys.modules before the program imports them, and
// `dir(builtins)` does not list the names of `site` before one of them was used.
import {
  hooks,
  host,
  strFromText,
  strOrUndefined,
  textOfStr,
  type Value,
  type W_List,
  type W_Module,
} from '@typhon/objspace'
import type { Configuration } from '../command-line/configuration.ts'

/** What `site` adds to the builtins. */
const NAMES = new Set(['exit', 'quit', 'help', 'copyright', 'credits', 'license'])
const CUSTOM = ['sitecustomize', 'usercustomize']

/** The folders of packages that exist: the installation's, and the user's where it is wanted. */
function packageFolders(prefix: string, config: Configuration): string[] {
  const folders = [`${prefix}/lib/python3.13/site-packages`]
  const base = (config.ignoreEnvironment ? undefined : host().environment.get('PYTHONUSERBASE')) ?? userBase()
  if (!config.noUserSite && base !== undefined) folders.unshift(`${base}/lib/python3.13/site-packages`)
  return folders
}

function userBase(): string | undefined {
  const home = host().environment.get('HOME')
  return home === undefined || home === '' ? undefined : `${home}/.local`
}

/** The names in a folder, null where there is no such folder. */
function entriesOf(folder: string): string[] | null {
  try {
    return host()
      .files.listdir(folder)
      .map((name) => (typeof name === 'string' ? name : ''))
  } catch {
    return null
  }
}

/** Whether a folder holds something that only `site` itself can run. */
function isCustomised(entries: readonly string[]): boolean {
  return entries.some((name) => name.endsWith('.pth') || CUSTOM.includes(name.split('.', 1)[0]))
}

function exists(path: string): boolean {
  try {
    host().files.stat(path)
    return true
  } catch {
    return false
  }
}

/** Does what importing `site` would do; `isPrompt`: its names and its hook for the prompt are wanted for certain. */
export function startSite(
  sys: W_Module,
  executable: string,
  prefix: string,
  config: Configuration,
  isPrompt: boolean,
): void {
  if (config.noSite) return
  hooks.missingBuiltin = nothing
  const path = sys.dict.getStr('path') as W_List
  const folders: string[] = []
  let isNeeded = isPrompt || isVirtual(executable)
  for (const folder of packageFolders(prefix, config)) {
    const entries = entriesOf(folder)
    if (entries === null) continue
    isNeeded ||= isCustomised(entries)
    folders.push(folder)
  }
  isNeeded ||= path.items.some((w) => mayCustomise(w, prefix))
  if (isNeeded) {
    hooks.importModule('site')
    return
  }
  path.items.push(...folders.map(strFromText))
  hooks.missingBuiltin = (name) => {
    if (!NAMES.has(name)) return undefined
    hooks.missingBuiltin = nothing
    hooks.importModule('site')
    return hooks.builtin(name)
  }
}

const nothing = (): undefined => undefined

function isVirtual(executable: string): boolean {
  const folder = executable.replace(/\/[^/]*$/, '')
  return exists(`${folder}/pyvenv.cfg`) || exists(`${folder}/../pyvenv.cfg`)
}

/** Whether an entry of sys.path may hold a `sitecustomize` or `usercustomize`. Those of the library itself do not. */
function mayCustomise(w: Value, prefix: string): boolean {
  const s = strOrUndefined(w)
  if (s === undefined) return true
  const folder = textOfStr(s)
  if (folder.startsWith(`${prefix}/lib/`)) return false
  const entries = entriesOf(folder === '' ? '.' : folder)
  // What is no folder may be an archive.
  return entries === null ? exists(folder) : entries.some((name) => CUSTOM.includes(name.split('.', 1)[0]))
}
