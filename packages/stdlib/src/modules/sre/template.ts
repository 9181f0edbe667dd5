// Replacement templates: the text of `sub` and `expand` with group references, parsed by `re._parser`.
// CPython: _sre_template_impl, expand_template in Modules/_sre/sre.c
//
// The parser hands over a list: text, group number, text, group number, …, text.
import type { W_List } from '@typhon/objspace'
import {
  bytesOrUndefined,
  call2,
  defineType,
  error,
  getattr,
  hooks,
  intOrUndefined,
  isError,
  OBJECT_LAYOUT,
  strOrUndefined,
  typeOf,
  type Value,
  W_Bytes,
  W_Object,
  type W_Type,
} from '@typhon/objspace'
import type { Found } from './engine.ts'
import { type Input, joined } from './input.ts'

const LAYOUT = { name: 'SRE_Template', base: OBJECT_LAYOUT }

/** A parsed template. */
export class W_Template extends W_Object {
  /** Text before the first group. */
  readonly literal: Value
  readonly groups: readonly number[]
  /** Text after each group. */
  readonly texts: readonly Value[]

  constructor(literal: Value, groups: readonly number[], texts: readonly Value[]) {
    super(templateType.rootShape())
    this.literal = literal
    this.groups = groups
    this.texts = texts
  }

  /** The text that stands for a match. */
  expand(input: Input, found: Found, groups: number): Value {
    if (this.groups.length === 0) return this.literal
    const parts: Value[] = []
    this.expandInto(parts, input, found, groups)
    return joined(parts, input.str !== null)
  }

  /** Adds the pieces of the text that stands for a match. */
  private expandInto(parts: Value[], input: Input, found: Found, groups: number): void {
    parts.push(this.literal)
    for (let i = 0; i < this.groups.length; i++) {
      if (this.groups[i] > groups) throw error('IndexError', 'no such group')
      const text = input.group(found, this.groups[i], null)
      if (text !== null) parts.push(text)
      if (!isEmpty(this.texts[i])) parts.push(this.texts[i])
    }
  }
}

function isEmpty(w: Value): boolean {
  return w === '' || (w instanceof W_Bytes && w.length === 0)
}

export const templateType: W_Type = defineType<W_Template>(
  'SRE_Template',
  { module: '_sre', layout: LAYOUT, final: true },
  () => {},
)

/** `_sre.template`. */
export function newTemplate(list: W_List): W_Template {
  const { items } = list
  if ((items.length & 1) === 0) throw invalid()
  const groups: number[] = []
  const texts: Value[] = []
  for (let i = 1; i < items.length; i += 2) {
    const n = intOrUndefined(items[i])
    if (n === undefined) throw error('TypeError', 'an integer is required')
    if (n < 0 || typeof n === 'bigint') throw invalid()
    groups.push(n)
    texts.push(items[i + 1])
  }
  return new W_Template(items[0], groups, texts)
}

function invalid(): unknown {
  return error('TypeError', 'invalid template')
}

/** What replaces matches: itself when it has no backslash, else what `re._compile_template` makes of it. */
export function replacementOf(w_pattern: Value, w_text: Value): Value {
  const str = strOrUndefined(w_text)
  if (str !== undefined) {
    if (typeof str === 'string' ? !str.includes('\\') : !str.cps.includes(92)) return w_text
  } else if (bytesOrUndefined(w_text)?.includes(92) === false) return w_text
  const template = compiledTemplate(w_pattern, w_text)
  return template.groups.length === 0 ? template.literal : template
}

/** The template with the given source. */
export function compiledTemplate(w_pattern: Value, w_text: Value): W_Template {
  const compile = getattr(hooks.importModule('re'), '_compile_template')
  let w: Value
  try {
    w = call2(compile, w_pattern, w_text)
  } catch (e) {
    // The cache of compiled templates takes hashable sources only.
    const bytes = w_text instanceof W_Bytes ? undefined : bytesOrUndefined(w_text)
    if (bytes === undefined || !isError(e, 'TypeError')) throw e
    w = call2(compile, w_pattern, new W_Bytes(bytes.slice()))
  }
  if (!(w instanceof W_Template))
    throw error('TypeError', `the result of compiling a replacement string is ${typeOf(w).fullName}, not Template`)
  return w
}
