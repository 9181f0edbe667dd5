// How callables are called in messages.
import { findAttr, strOrUndefined, textOfStr, type Value } from '@typhon/objspace'

/** `module.qualname()`, as errors about calls name a callable. CPython: _PyObject_FunctionStr */
export function callFailure(w: Value): string {
  const qualname = findAttr(w, '__qualname__')
  const q = qualname === undefined ? undefined : strOrUndefined(qualname)
  if (q === undefined) return 'object'
  const module = findAttr(w, '__module__')
  const m = module === undefined || module === null ? undefined : strOrUndefined(module)
  return m === undefined || m === 'builtins' ? `${textOfStr(q)}()` : `${textOfStr(m)}.${textOfStr(q)}()`
}
