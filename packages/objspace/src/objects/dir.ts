// The names that dir() shows. lib: functions#dir
import { findAttr } from '../operations/attribute.ts'
import { isObject, isType } from '../space/kind.ts'
import type { W_Type } from '../space/type.ts'
import type { Value } from '../space/value.ts'
import { W_Dict } from './dict/dict.ts'
import { keyOfStr, strOrUndefined } from './str/wide.ts'

/** Names in the instance and along its class's bases: what object.__dir__ gives, unsorted. */
export function collectNames(w: Value): Set<string> {
  const names = new Set<string>()
  const own = findAttr(w, '__dict__')
  if (own !== undefined && own instanceof W_Dict) addKeys(own, names)
  const w_class = findAttr(w, '__class__')
  if (w_class !== undefined && isObject(w_class) && isType(w_class)) addClassNames(w_class, names)
  return names
}

/** Adds the names in a class and its bases. */
export function addClassNames(type: W_Type, names: Set<string>): void {
  for (const t of type.mro) addKeys(t.namespace(), names)
}

function addKeys(dict: W_Dict, names: Set<string>): void {
  for (const w of dict.liveKeys()) {
    const s = strOrUndefined(w)
    if (s !== undefined) names.add(keyOfStr(s))
  }
}
