/**
 * Private name mangling: inside `class Ham`, `__spam` stands for `_Ham__spam`.
 *
 * ref: expressions#private-name-mangling
 */

/**
 * The stored form of `name` inside the class `privateName` (null outside any class). `only`, when given, restricts
 * mangling to those names: around a generic class, its own type parameters.
 */
export function mangle(name: string, privateName: string | null, only: ReadonlySet<string> | null = null): string {
  if (privateName === null || !name.startsWith('__')) return name
  if (only !== null && !only.has(name)) return name
  // Special names, and dotted names of imports, are never private.
  if (name.endsWith('__') || name.includes('.')) return name
  let start = 0
  while (start < privateName.length && privateName.charCodeAt(start) === 0x5f) start++
  if (start === privateName.length) return name
  return '_' + privateName.slice(start) + name
}
