// Forms of JSON objects that are written. Most dicts have the keys of others in the same order: what stands before each of their values,
// from the brace or the comma to the separator behind the key, is put together once for all of them, and so is the order of sorted keys.
//
// What must stay true: texts are those of one set of options and one indentation, that of the Forms they are kept in.
import type { Value } from '@typhon/objspace'

/** What the texts of a form depend on. */
export interface Spelling {
  /** Escapes of strs, where the encoder is one of the module's functions. */
  readonly ascii: boolean | undefined
  /** The text of one level of indentation; undefined to write on one line. */
  readonly indent: string | undefined
  readonly keySeparator: string
  readonly itemSeparator: string
  readonly sortKeys: boolean
}

/** Dicts with more keys have no form, nor those with longer keys. */
const MOST_KEYS = 64
const LONGEST = 64

/** So many forms are remembered before they begin anew. */
const MOST = 256

/** The keys of dicts, all of them raw strings. */
export class Form {
  readonly keys: readonly Value[]
  /** What stands before each value, in the order of writing; null until such a dict is met again. */
  leads: string[] | null = null
  /** The places of the keys in this order; null where it is that of the dict. */
  order: number[] | null = null

  constructor(keys: readonly Value[]) {
    this.keys = keys
  }

  private hasKeys(keys: readonly (Value | undefined)[]): boolean {
    const own = this.keys
    if (own.length !== keys.length) return false
    for (let i = 0; i < own.length; i++) if (own[i] !== keys[i]) return false
    return true
  }

  /** The form of these keys, found by the first; null where it is not known, and met for the first time. */
  static of(forms: Forms, keys: readonly (Value | undefined)[]): Form | null {
    const first = keys[0]
    if (typeof first !== 'string' || keys.length > MOST_KEYS) return null
    const form = forms.get(first)
    if (form !== undefined && form.hasKeys(keys)) return form
    for (const key of keys) if (typeof key !== 'string' || key.length > LONGEST) return null
    if (forms.size >= MOST) forms.clear()
    forms.set(first, new Form(keys.slice() as Value[]))
    return null
  }
}

/** Forms by their first keys. */
export type Forms = Map<string, Form>

/** Deeper levels of indentation have no forms. */
const DEEPEST = 16

/** The spellings met last, and the forms of each by levels of indentation. */
const spellings: [spelling: Spelling, levels: Forms[]][] = []
const MOST_SPELLINGS = 8

/** The forms of a spelling by levels. */
export function levelsOf(s: Spelling): Forms[] {
  for (const [known, levels] of spellings)
    if (
      known.ascii === s.ascii &&
      known.indent === s.indent &&
      known.keySeparator === s.keySeparator &&
      known.itemSeparator === s.itemSeparator &&
      known.sortKeys === s.sortKeys
    )
      return levels
  if (spellings.length === MOST_SPELLINGS) spellings.shift()
  const { ascii, indent, keySeparator, itemSeparator, sortKeys } = s
  const levels: Forms[] = []
  spellings.push([{ ascii, indent, keySeparator, itemSeparator, sortKeys }, levels])
  return levels
}

/** Those at a level of indentation, which are the same at all levels of what is written on one line. */
export function formsAt(levels: Forms[], level: number, isIndented: boolean): Forms | undefined {
  const at = isIndented ? level : 0
  return at >= DEEPEST || at < 0 ? undefined : (levels[at] ??= new Map())
}
