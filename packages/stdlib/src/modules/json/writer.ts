// Writing JSON: texts in quotes, and values with those they hold. lib: json; RFC 8259; CPython: Modules/_json.c
//
// Whether it has characters of two units is known from what was written, and not looked for.
import {
  call,
  call1,
  callMethod,
  dictType,
  doubleText,
  error,
  flat,
  getattr,
  hooks,
  intOrUndefined,
  itemsOf,
  type Str,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_BuiltinFunction,
  W_Dict,
  W_Float,
  W_List,
  W_MethodDescriptor,
  W_Tuple,
  W_Type,
} from '@typhon/objspace'
import { Form, type Forms, formsAt, levelsOf, type Spelling } from './forms.ts'

// oxlint-disable-next-line no-control-regex
const PLAIN_ASCII = /^[ !#-[\]-~]*$/
// oxlint-disable-next-line no-control-regex
const PLAIN = /^[^"\\\x00-\x1f]*$/

const SHORT: Readonly<Record<number, string>> = {
  34: '\\"',
  92: '\\\\',
  8: '\\b',
  12: '\\f',
  10: '\\n',
  13: '\\r',
  9: '\\t',
}

/** Shorter texts are looked through faster by a loop. */
const LONG = 40

/** Escapes that were written before. */
const escapes = new Map<number, string>()

function escapeUnit(u: number): string {
  let text = escapes.get(u)
  if (text === undefined) escapes.set(u, (text = SHORT[u] ?? `\\u${u.toString(16).padStart(4, '0')}`))
  return text
}

/** A text in quotes, spelled in UTF-16, whose halves of characters are escaped one by one; all that is not ASCII is where `ascii`. */
function quoted(s: Str, ascii: boolean): string {
  const text = textOfStr(s)
  if (text.length > LONG ? (ascii ? PLAIN_ASCII : PLAIN).test(text) : !ascii && isPlain(text)) return `"${text}"`
  // JSON.stringify escapes no more than Python but halves of characters alone.
  if (!ascii) return typeof s === 'string' || text.isWellFormed() ? JSON.stringify(text) : quotedPieces(text)
  let out = '"'
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const u = text.charCodeAt(i)
    if (u >= 32 && u <= 126 && u !== 34 && u !== 92) continue
    out += text.slice(from, i) + escapeUnit(u)
    from = i + 1
  }
  return from === 0 ? `"${text}"` : `${out}${text.slice(from)}"`
}

/** Whether nothing of a text is escaped. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const u = text.charCodeAt(i)
    if (u < 32 || u === 34 || u === 92) return false
  }
  return true
}

/** A text in quotes in which halves of characters stand as they are. */
function quotedPieces(text: string): string {
  let out = '"'
  for (const c of text) out += PLAIN.test(c) ? c : JSON.stringify(c).slice(1, -1)
  return `${out}"`
}

/** A text in quotes; all that is not ASCII is escaped where `ascii`. */
export function quote(s: Str, ascii: boolean): Str {
  return strFromText(quoted(s, ascii))
}

/** How values are written. */
export interface Options extends Spelling {
  /** Null where circles are not looked for. */
  readonly markers: Value
  readonly default: Value
  readonly encoder: Value
  /** Whether separators or the indentation have characters of two units. */
  readonly isWide: boolean
  readonly skipKeys: boolean
  readonly allowNan: boolean
}

/** As deep as CPython goes. */
const MAX_DEPTH = 9999

const circle = (): unknown => error('ValueError', 'Circular reference detected')

/** Keys in their order; undefined where they have to be compared by Python. */
function inOrder(keys: Value[]): Value[] | undefined {
  for (const key of keys) if (typeof key !== 'string') return undefined
  return keys.sort()
}

/** Circles are looked for among so many by comparing with each. */
const FEW = 16

/** An int by int.__repr__, whatever a subclass says. */
function intText(w: Value): string {
  return String(intOrUndefined(w))
}

/** Writes one value. */
export class Writer {
  private readonly options: Options
  /** Ends of lines, with the indentation of the next, by level. */
  private readonly lines: string[] = []
  /** What is being written now, outermost first; looked through for circles where there are `markers`. */
  private readonly open: Value[] = []
  /** Those behind the first few. */
  private deeper: Set<Value> | null = null
  private depth = 0
  private out = ''
  /** Forms of dicts by levels; null where keys are not written by this module. */
  private readonly forms: Forms[] | null
  /** Whether a str with characters of two units is among them. */
  private isWide: boolean

  constructor(options: Options) {
    this.options = options
    this.isWide = options.isWide
    this.forms = options.ascii === undefined ? null : levelsOf(options)
  }

  /** All of `w` as JSON, as it stands at `level` of indentation. */
  encode(w: Value, level: number): Str {
    this.write(w, level)
    return this.isWide ? strFromText(this.out) : flat(this.out)
  }

  private write(w: Value, level: number): void {
    if (typeof w === 'string') this.out += this.string(w, w)
    else if (w instanceof W_Float) this.out += this.float(w.v)
    else if (w instanceof W_Dict) {
      this.enter(w)
      this.object(w, level)
      this.leave(w)
    } else if (w instanceof W_List || w instanceof W_Tuple) {
      this.enter(w)
      this.array(w, level)
      this.leave(w)
    } else {
      const text = this.plain(w)
      if (text !== undefined) this.out += text
      else {
        this.enter(w)
        this.write(this.substitute(w), level)
        this.leave(w)
      }
    }
  }

  /** The text of a value that holds no others; undefined where it is none. */
  private plain(w: Value): string | undefined {
    if (typeof w === 'number') return String(w)
    if (w === null) return 'null'
    if (typeof w === 'boolean') return w ? 'true' : 'false'
    const s = strOrUndefined(w)
    if (s !== undefined) return this.string(w, s)
    if (w instanceof W_Float) return this.float(w.v)
    return intOrUndefined(w) === undefined ? undefined : intText(w)
  }

  /** What the function that was given for such values makes of one. At the limit it is the one that is called too deep. */
  private substitute(w: Value): Value {
    const f = this.options.default
    const isBuiltIn =
      f instanceof W_BuiltinFunction || f instanceof W_MethodDescriptor || (f instanceof W_Type && !f.heap)
    if (this.depth < (isBuiltIn ? MAX_DEPTH : MAX_DEPTH - 1)) return call1(f, w)
    throw error(
      'RecursionError',
      `maximum recursion depth exceeded${isBuiltIn ? ' while calling a Python object' : ''}`,
    )
  }

  private enter(w: Value): void {
    const depth = this.depth++
    if (this.options.markers !== null) {
      const { open } = this
      const first = depth < FEW ? depth : FEW
      for (let i = 0; i < first; i++) if (open[i] === w) throw circle()
      if (depth < FEW) open[depth] = w
      else {
        this.deeper ??= new Set()
        if (this.deeper.has(w)) throw circle()
        this.deeper.add(w)
      }
    }
    if (depth >= MAX_DEPTH)
      throw error('RecursionError', 'maximum recursion depth exceeded while encoding a JSON object')
  }

  private leave(w: Value): void {
    if (--this.depth >= FEW) this.deeper?.delete(w)
  }

  private string(w: Value, s: Str): string {
    const { ascii } = this.options
    if (ascii !== undefined) {
      if (typeof s !== 'string' && !ascii) this.isWide = true
      return quoted(s, ascii)
    }
    const r = strOrUndefined(call1(this.options.encoder, w))
    if (r === undefined) throw error('TypeError', `encoder() must return a string, not ${typeOf(w).name}`)
    if (typeof r !== 'string') this.isWide = true
    return textOfStr(r)
  }

  private float(v: number): string {
    if (v - v === 0) return doubleText(v)
    if (!this.options.allowNan)
      throw error('ValueError', `Out of range float values are not JSON compliant: ${doubleText(v)}`)
    return Number.isNaN(v) ? 'NaN' : v > 0 ? 'Infinity' : '-Infinity'
  }

  private array(w: Value, level: number): void {
    if (w instanceof W_List && !w.shape.type.heap && w.floats !== undefined && w.floats.length > 0)
      return this.floats(w.floats, level)
    const items = itemsOf(w)
    if (items.length === 0) {
      this.out += '[]'
      return
    }
    const inner = this.newline(level + 1)
    const between = this.options.itemSeparator + inner
    this.out += `[${inner}`
    let numbers = 0
    while (numbers < items.length && typeof items[numbers] === 'number') numbers++
    if (numbers === items.length) this.out += items.join(between)
    else
      for (let i = 0; i < items.length; i++) {
        if (i > 0) this.out += between
        this.write(items[i], level + 1)
      }
    this.out += `${this.newline(level)}]`
  }

  /** The items of a list of floats, which nothing changes meanwhile. */
  private floats(floats: readonly number[], level: number): void {
    const inner = this.newline(level + 1)
    const between = this.options.itemSeparator + inner
    let text = `[${inner}${this.float(floats[0])}`
    for (let i = 1; i < floats.length; i++) text += between + this.float(floats[i])
    this.out += `${text}${this.newline(level)}]`
  }

  private object(w: W_Dict, level: number): void {
    if (w.size === 0) {
      this.out += '{}'
      return
    }
    const isPlain = typeOf(w) === dictType
    const form = isPlain ? this.formOf(w, level) : null
    if (form !== null) this.formed(w, form, level)
    else {
      const inner = this.newline(level + 1)
      const between = this.options.itemSeparator + inner
      this.out += `{${inner}`
      const keys = isPlain && this.options.sortKeys ? inOrder(w.liveKeys()) : undefined
      if (keys !== undefined) {
        const values = keys.map((key) => w.get(key) as Value)
        let count = 0
        for (let i = 0; i < keys.length; i++) count = this.entry(keys[i], values[i], level, between, count)
      } else if (isPlain && !this.options.sortKeys) this.entries(w, 0, level, between, 0)
      else this.pairs(w, level, between)
    }
    this.out += `${this.newline(level)}}`
  }

  /** The form of a dict, null where it is to be written entry by entry. */
  private formOf(w: W_Dict, level: number): Form | null {
    if (this.forms === null) return null
    const forms = formsAt(this.forms, level, this.options.indent !== undefined)
    const form = forms === undefined ? null : Form.of(forms, w.keys)
    if (form !== null && form.leads === null) this.spell(form, level)
    return form
  }

  /** The texts of a form. */
  private spell(form: Form, level: number): void {
    const { itemSeparator, keySeparator, sortKeys } = this.options
    const inner = this.newline(level + 1)
    const keys = form.keys as string[]
    const order = Array.from(keys.keys())
    if (sortKeys) {
      order.sort((a, b) => (keys[a] < keys[b] ? -1 : 1))
      form.order = order
    }
    form.leads = order.map((place, i) =>
      flat(`${i === 0 ? '{' : itemSeparator}${inner}${this.string(keys[place], keys[place])}${keySeparator}`),
    )
  }

  /** The entries of a dict of a known form, with the brace before them. */
  private formed(w: W_Dict, form: Form, level: number): void {
    const { order } = form
    const leads = form.leads as string[]
    const n = leads.length
    if (order !== null) {
      const values = w.values.slice()
      for (let i = 0; i < n; i++) {
        this.out += leads[i]
        this.member(values[order[i]] as Value, level)
      }
      return
    }
    const { layoutVersion } = w
    for (let i = 0; i < n; i++) {
      // What is called for values may change the dict.
      if (w.layoutVersion !== layoutVersion)
        return this.entries(w, i, level, this.options.itemSeparator + this.newline(level + 1), i)
      this.out += leads[i]
      this.member(w.values[i] as Value, level)
    }
  }

  /** The entries from place `from` on, behind `count` others, as they are by now: what is called for values may change them. */
  private entries(w: W_Dict, from: number, level: number, between: string, count: number): void {
    let n = count
    for (let i = from; i < w.keys.length; i++) {
      const key = w.keys[i]
      if (key !== undefined) n = this.entry(key, w.values[i] as Value, level, between, n)
    }
  }

  /** The entries that `items()` gives. */
  private pairs(w: W_Dict, level: number, between: string): void {
    const items = callMethod(w, 'items')
    const pairs = itemsOf(
      this.options.sortKeys ? call(getattr(hooks.importModule('builtins'), 'sorted'), [items], null) : items,
    )
    let count = 0
    for (const pair of pairs) {
      if (!(pair instanceof W_Tuple) || pair.items.length !== 2) throw error('ValueError', 'items must return 2-tuples')
      count = this.entry(pair.items[0], pair.items[1], level, between, count)
    }
  }

  /** The value of an entry in a dict at `level`. */
  private member(value: Value, level: number): void {
    if (typeof value === 'number') this.out += value
    else this.write(value, level + 1)
  }

  /** Writes an entry behind `count` others; how many there are then. */
  private entry(w_key: Value, value: Value, level: number, between: string, count: number): number {
    const name = this.key(w_key)
    if (name === undefined) return count
    if (count > 0) this.out += between
    this.out += name + this.options.keySeparator
    this.member(value, level)
    return count + 1
  }

  private newline(level: number): string {
    const { indent } = this.options
    return indent === undefined ? '' : (this.lines[level] ??= `\n${indent.repeat(level)}`)
  }

  /** A key as text in quotes; undefined for one that is to be left out. */
  private key(w: Value): string | undefined {
    const s = strOrUndefined(w)
    if (s !== undefined) return this.string(w, s)
    if (w === null || typeof w === 'boolean' || w instanceof W_Float || intOrUndefined(w) !== undefined) {
      const text = this.plain(w) as string
      return this.string(text, text)
    }
    if (this.options.skipKeys) return undefined
    throw error('TypeError', `keys must be str, int, float, bool or None, not ${typeOf(w).name}`)
  }
}
