// The names that generators, coroutines and asynchronous generators can be given. CPython: Objects/genobject.c (gen_getsetlist)
import { error, strFromText, strOrUndefined, textOfStr, type TypeBuilder, type Value } from '@typhon/objspace'
import type { W_Generator } from './generator.ts'

function text(name: string, w: Value | undefined): string {
  const s = w === undefined ? undefined : strOrUndefined(w)
  if (s === undefined) throw error('TypeError', `${name} must be set to a string object`)
  return textOfStr(s)
}

/** Defines `__name__` and `__qualname__`, which can be set and not deleted. */
export function defineNames(t: TypeBuilder<W_Generator>, kind: string): void {
  for (const [attribute, field, doc] of [
    ['__name__', 'name', `Name of the ${kind}: that of the function unless another was given.`],
    ['__qualname__', 'qualname', `Qualified name of the ${kind}: that of the function unless another was given.`],
  ] as const)
    t.getset(
      attribute,
      doc,
      (self) => strFromText(self[field]),
      (self, w) => {
        self[field] = text(attribute, w)
      },
      () => void text(attribute, undefined),
    )
}
