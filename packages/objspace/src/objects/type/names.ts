// Names of types as messages and reprs show them.
import { encodeUtf8 } from '../codec/unicode.ts'
import { strOrUndefined, textOfStr, W_WideStr } from '../str/wide.ts'
import type { W_Type } from '../../space/type.ts'

/** `__module__` of a class as text, null where it is not a str. */
export function moduleName(type: W_Type): string | null {
  if (!type.heap) return type.module
  const s = strOrUndefined(type.dict.getStr('__module__') ?? null)
  return s === undefined ? null : textOfStr(s)
}

/** The same without `__main__`, too. CPython: PyType_GetFullyQualifiedName */
export function fullyQualifiedName(type: W_Type): string {
  return moduleName(type) === '__main__' ? type.qualname : qualifiedName(type)
}

/** `module.qualname`, without the module where it is `builtins`. */
export function qualifiedName(type: W_Type): string {
  const module = moduleName(type)
  return module === null || module === 'builtins' ? type.qualname : `${module}.${type.qualname}`
}

/** Names and docstrings of classes are UTF-8 inside of CPython. */
export function checkEncodable(s: string | W_WideStr): void {
  if (s instanceof W_WideStr) encodeUtf8(s, 'strict')
}
