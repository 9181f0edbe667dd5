// How callables are called in messages.
import { findAttr, str, strOrUndefined, textOfStr, type Value } from '@typhon/objspace'

/** `module.qualname()`, as errors about calls name a callable, or what its str() is. CPython: _PyObject_FunctionStr */
export function callFailure(w: Value): string {
  const qualname = findAttr(w, '__qualname__')
  if (qualname === undefined) return textOfStr(str(w))
  const q = textOfStr(str(qualname))
  const module = findAttr(w, '__module__')
  if (module === undefined || module === null) return `${q}()`
  const m = strOrUndefined(module)
  return m === 'builtins' ? `${q}()` : `${textOfStr(str(module))}.${q}()`
}
