// The import statement. ref: simple_stmts#import; `__import__` itself is packages/stdlib/src/modules/builtins/imports.ts
import {
  call,
  callMethod,
  error,
  exceptionTypes,
  findAttr,
  getattr,
  hooks,
  keyOfStr,
  originOf,
  strFromKey,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  unpack,
  type Value,
} from '@typhon/objspace'
import type { Frame } from '../../objects/frame.ts'
import { storeName } from './names.ts'

export function importName(frame: Frame, name: string, fromlist: Value, level: Value): Value {
  const w_import = frame.builtins.getStr('__import__')
  if (w_import === undefined) throw error('ImportError', '__import__ not found')
  return call(w_import, [strFromKey(name), frame.globals, frame.locals, fromlist, level], null)
}

export function importFrom(_frame: Frame, module: Value, name: string): Value {
  const found = findAttr(module, name)
  if (found !== undefined) return found
  // A submodule that is being imported is in sys.modules before it is an attribute.
  const w_package = findAttr(module, '__name__')
  const p = w_package === undefined ? undefined : strOrUndefined(w_package)
  if (p !== undefined) {
    const w = hooks.loadedModule(`${keyOfStr(p)}.${name}`)
    if (w !== undefined) return w
  }
  const shown = p === undefined ? '<unknown module name>' : textOfStr(p)
  const { file, isInitializing } = originOf(findAttr(module, '__spec__') ?? null, w_package ?? null)
  const own = file === undefined ? (findAttr(module, '__file__') ?? null) : strFromText(file)
  const path = own !== null && strOrUndefined(own) !== undefined ? own : null
  const where = path === null ? 'unknown location' : textOfStr(strOrUndefined(path)!)
  const e = error(
    'ImportError',
    isInitializing
      ? `cannot import name '${name}' from partially initialized module '${shown}' (most likely due to a circular import) (${where})`
      : `cannot import name '${name}' from '${shown}' (${where})`,
  )
  e.extra = { ...e.extra, name: p === undefined ? null : p, path, name_from: strFromKey(name) }
  throw e
}

export function importStar(frame: Frame, module: Value): void {
  const all = findAttr(module, '__all__')
  let names: Value[]
  let skip = false
  if (all !== undefined) names = unpack(all)
  else {
    const dict = findAttr(module, '__dict__')
    if (dict === undefined) throw error('ImportError', 'from-import-* object has no __dict__ and no __all__')
    names = unpack(callMethod(dict, 'keys'))
    skip = true
  }
  for (const w of names) {
    const s = strOrUndefined(w)
    if (s === undefined) {
      const name = textOfStr(strOrUndefined(findAttr(module, '__name__') ?? '') ?? '')
      throw error(
        'TypeError',
        skip
          ? `Key in ${name}.__dict__ must be str, not ${typeOf(w).fullName}`
          : `Item in ${name}.__all__ must be str, not ${typeOf(w).fullName}`,
      )
    }
    const key = keyOfStr(s)
    if (skip && key.startsWith('_')) continue
    storeName(frame, key, getattr(module, key))
  }
}

export function loadBuildClass(frame: Frame): Value {
  const w = frame.builtins.getStr('__build_class__')
  if (w === undefined) throw error('NameError', '__build_class__ not found')
  return w
}

export function assertionError(): Value {
  return exceptionTypes.AssertionError
}
