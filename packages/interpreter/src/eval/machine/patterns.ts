// Patterns of `match`. ref: compound_stmts#match; CPython: Python/ceval.c (match_keys, match_class)
import {
  call2,
  dictUpdateFrom,
  error,
  findAttr,
  getattr,
  hooks,
  isTrue,
  isType,
  keyOfStr,
  reprText,
  strOrUndefined,
  typeOf,
  type Value,
  W_Dict,
  W_Tuple,
} from '@typhon/objspace'

export const matchMapping = (w: Value): boolean => typeOf(w).patternFlags === 2
export const matchSequence = (w: Value): boolean => typeOf(w).patternFlags === 1

export function matchKeys(w: Value, keys: W_Tuple): Value {
  const seen = new W_Dict()
  const values: Value[] = []
  const missing = new W_Tuple([])
  const getter = keys.items.length > 0 ? getattr(w, 'get') : null
  for (const key of keys.items) {
    if (seen.has(key)) throw error('ValueError', `mapping pattern checks duplicate key (${reprText(key)})`)
    seen.set(key, true)
    const value = call2(getter, key, missing)
    if (value === missing) return null
    values.push(value)
  }
  return new W_Tuple(values)
}

export function matchRest(w: Value, keys: W_Tuple): Value {
  const rest = new W_Dict()
  dictUpdateFrom(rest, w)
  for (const key of keys.items) rest.pop(key)
  return rest
}

export function matchClass(w: Value, cls: Value, count: number, names: W_Tuple): Value {
  if (!isType(cls)) throw error('TypeError', 'called match pattern must be a class')
  if (!isTrue(call2(hooks.builtin('isinstance'), w, cls))) return null
  const seen = new Set<string>()
  const values: Value[] = []
  const attribute = (name: string): boolean => {
    if (seen.has(name)) throw error('TypeError', `${cls.name}() got multiple sub-patterns for attribute '${name}'`)
    seen.add(name)
    const value = findAttr(w, name)
    if (value === undefined) return false
    values.push(value)
    return true
  }
  if (count > 0) {
    const args = findAttr(cls, '__match_args__')
    let selfMatch = false
    let items: readonly Value[] = []
    if (args !== undefined) {
      if (!(args instanceof W_Tuple))
        throw error('TypeError', `${cls.name}.__match_args__ must be a tuple (got ${typeOf(args).fullName})`)
      items = args.items
    } else selfMatch = SELF_MATCHING.some((n) => cls.mro.some((t) => !t.heap && t.name === n))
    const allowed = selfMatch ? 1 : items.length
    if (count > allowed)
      throw error(
        'TypeError',
        `${cls.name}() accepts ${allowed} positional sub-pattern${allowed === 1 ? '' : 's'} (${count} given)`,
      )
    if (selfMatch) values.push(w)
    else {
      for (let i = 0; i < count; i++) {
        const s = strOrUndefined(items[i])
        if (s === undefined)
          throw error('TypeError', `__match_args__ elements must be strings (got ${typeOf(items[i]).fullName})`)
        if (!attribute(keyOfStr(s))) return null
      }
    }
  }
  for (const name of names.items) if (!attribute(keyOfStr(strOrUndefined(name)!))) return null
  return new W_Tuple(values)
}

/** Built-in classes whose one positional pattern matches the object itself. */
const SELF_MATCHING = ['bool', 'bytearray', 'bytes', 'dict', 'float', 'frozenset', 'int', 'list', 'set', 'str', 'tuple']
