// Writing JSON: `_json.encode_basestring` and the encoder that json.encoder calls. lib: json; RFC 8259; CPython: Modules/_json.c
import {
  call,
  call1,
  callMethod,
  defineType,
  dictType,
  error,
  formatDouble,
  getattr,
  hooks,
  isTrue,
  itemsOf,
  intOrUndefined,
  OBJECT_LAYOUT,
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
  W_Object,
  W_Tuple,
  type W_Type,
  arg,
} from '@typhon/objspace'

const SHORT: Readonly<Record<number, string>> = {
  34: '\\"',
  92: '\\\\',
  8: '\\b',
  12: '\\f',
  10: '\\n',
  13: '\\r',
  9: '\\t',
}
// oxlint-disable-next-line no-control-regex
const PLAIN_ASCII = /^[ !#-[\]-~]*$/
// oxlint-disable-next-line no-control-regex
const PLAIN = /^[^"\\\x00-\x1f]*$/

/** Shorter texts are looked through faster by a loop. */
const LONG = 40

const escapeUnit = (u: number): string => SHORT[u] ?? `\\u${u.toString(16).padStart(4, '0')}`

/** A text in quotes, spelled in UTF-16, whose halves of characters are escaped one by one; all that is not ASCII is where `ascii`. */
function quoted(s: Str, ascii: boolean): string {
  const text = textOfStr(s)
  if (text.length > LONG && (ascii ? PLAIN_ASCII : PLAIN).test(text)) return `"${text}"`
  const top = ascii ? 126 : 0xffff
  let out = '"'
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const u = text.charCodeAt(i)
    if (u >= 32 && u <= top && u !== 34 && u !== 92) continue
    out += text.slice(from, i) + escapeUnit(u)
    from = i + 1
  }
  return from === 0 ? `"${text}"` : `${out}${text.slice(from)}"`
}

/** A text in quotes; all that is not ASCII is escaped where `ascii`. */
export function quote(s: Str, ascii: boolean): Str {
  return strFromText(quoted(s, ascii))
}

class W_Encoder extends W_Object {
  markers: Value = null
  default: Value = null
  encoder: Value = null
  /** The text of one level of indentation; undefined to write on one line. */
  indent: string | undefined = undefined
  /** Ends of lines, with the indentation of the next, by level. */
  private readonly lines: string[] = []
  keySeparator = ': '
  itemSeparator = ', '
  sortKeys = false
  skipKeys = false
  allowNan = true
  /** Escapes of strs, where the encoder is one of this module's functions. */
  ascii: boolean | undefined = undefined
  /** What is being written now, outermost first; looked through for circles where there are `markers`. */
  private readonly open = new Set<Value>()
  private depth = 0

  /** All of `w` as JSON, as it stands at `level` of indentation. */
  encode(w: Value, level: number): string {
    this.depth = 0
    this.open.clear()
    return this.text(w, level)
  }

  private text(w: Value, level: number): string {
    if (typeof w === 'string') return this.string(w, w)
    if (typeof w === 'number') return String(w)
    if (w === null) return 'null'
    if (typeof w === 'boolean') return w ? 'true' : 'false'
    const s = strOrUndefined(w)
    if (s !== undefined) return this.string(w, s)
    if (w instanceof W_Float) return this.float(w)
    if (intOrUndefined(w) !== undefined) return intText(w)
    this.enter(w)
    const out =
      w instanceof W_List || w instanceof W_Tuple
        ? this.array(w, level)
        : w instanceof W_Dict
          ? this.object(w, level)
          : this.text(call1(this.default, w), level)
    this.open.delete(w)
    this.depth--
    return out
  }

  private enter(w: Value): void {
    if (this.markers !== null) {
      if (this.open.has(w)) throw error('ValueError', 'Circular reference detected')
      this.open.add(w)
    }
    if (++this.depth > MAX_DEPTH)
      throw error('RecursionError', 'maximum recursion depth exceeded while encoding a JSON object')
  }

  private string(w: Value, s: Str): string {
    if (this.ascii !== undefined) return quoted(s, this.ascii)
    const r = strOrUndefined(call1(this.encoder, w))
    if (r === undefined) throw error('TypeError', `encoder() must return a string, not ${typeOf(w).name}`)
    return textOfStr(r)
  }

  private float(w: W_Float): string {
    if (Number.isFinite(w.v)) return floatText(w)
    if (!this.allowNan) throw error('ValueError', `Out of range float values are not JSON compliant: ${floatText(w)}`)
    return Number.isNaN(w.v) ? 'NaN' : w.v > 0 ? 'Infinity' : '-Infinity'
  }

  private array(w: Value, level: number): string {
    const items = itemsOf(w)
    if (items.length === 0) return '[]'
    const inner = this.newline(level + 1)
    const between = this.itemSeparator + inner
    let out = `[${inner}`
    for (let i = 0; i < items.length; i++) {
      if (i > 0) out += between
      const item = items[i]
      out += typeof item === 'number' ? item : this.text(item, level + 1)
    }
    return `${out}${this.newline(level)}]`
  }

  private object(w: W_Dict, level: number): string {
    if (w.size === 0) return '{}'
    const between = this.itemSeparator + this.newline(level + 1)
    const write = (key: Value, value: Value): void => {
      const name = this.key(key, level)
      if (name === undefined) return
      if (out !== '') out += between
      out += name + this.keySeparator + (typeof value === 'number' ? value : this.text(value, level + 1))
    }
    let out = ''
    const isPlain = typeOf(w) === dictType
    const keys = isPlain && this.sortKeys ? inOrder(w.liveKeys()) : undefined
    if (keys !== undefined) {
      const values = keys.map((key) => w.get(key) as Value)
      for (let i = 0; i < keys.length; i++) write(keys[i], values[i])
    } else if (isPlain && !this.sortKeys) {
      // As it is by now: what is called for values may change it.
      for (let i = 0; i < w.keys.length; i++) {
        const key = w.keys[i]
        if (key !== undefined) write(key, w.values[i] as Value)
      }
    } else {
      const items = callMethod(w, 'items')
      const pairs = itemsOf(
        this.sortKeys ? call(getattr(hooks.importModule('builtins'), 'sorted'), [items], null) : items,
      )
      for (const pair of pairs) {
        if (!(pair instanceof W_Tuple) || pair.items.length !== 2)
          throw error('ValueError', 'items must return 2-tuples')
        write(pair.items[0], pair.items[1])
      }
    }
    return `{${this.newline(level + 1)}${out}${this.newline(level)}}`
  }

  private newline(level: number): string {
    if (this.indent === undefined) return ''
    return (this.lines[level] ??= `\n${this.indent.repeat(level)}`)
  }

  /** A key as text in quotes; undefined for one that is to be left out. */
  private key(w: Value, level: number): string | undefined {
    const s = strOrUndefined(w)
    if (s !== undefined) return this.string(w, s)
    if (w === null || typeof w === 'boolean' || w instanceof W_Float || intOrUndefined(w) !== undefined) {
      const text = this.text(w, level)
      return this.string(text, text)
    }
    if (this.skipKeys) return undefined
    throw error('TypeError', `keys must be str, int, float, bool or None, not ${typeOf(w).name}`)
  }
}

const MAX_DEPTH = 20000

/** Keys in their order; undefined where they have to be compared by Python. */
function inOrder(keys: Value[]): Value[] | undefined {
  for (const key of keys) if (typeof key !== 'string') return undefined
  return keys.sort()
}

/** The text of argument number `n` of make_encoder. */
function separator(w: Value, n: number): string {
  const s = strOrUndefined(w)
  if (s === undefined) throw error('TypeError', `make_encoder() argument ${n} must be str, not ${typeOf(w).name}`)
  return textOfStr(s)
}

/** An int by int.__repr__, whatever a subclass says. */
function intText(w: Value): string {
  return String(intOrUndefined(w))
}

/** A float by float.__repr__, whatever a subclass says. */
function floatText(w: W_Float): string {
  return formatDouble(w.v, 'r', 0, false, true)
}

/** `_json.make_encoder`; `isOwn` tells which of the module's functions an encoder is. */
export function encoderType(isOwn: (encoder: Value) => boolean | undefined): W_Type {
  return defineType<W_Encoder>(
    'Encoder',
    { module: '_json', layout: { name: 'Encoder', base: OBJECT_LAYOUT }, final: true, doc: 'Writes JSON values.' },
    (t) => {
      const names = [
        'markers',
        'default',
        'encoder',
        'indent',
        'key_separator',
        'item_separator',
        'sort_keys',
        'skipkeys',
        'allow_nan',
      ]
      t.new(
        names.map((name) => arg(name)),
        (cls, ...options) => {
          const [markers, fallback, encoder, indent, keySeparator, itemSeparator, sortKeys, skipKeys, allowNan] =
            options as Value[]
          if (markers !== null && !(markers instanceof W_Dict))
            throw error('TypeError', `make_encoder() argument 1 must be dict or None, not ${typeOf(markers).name}`)
          const self = new W_Encoder(cls.rootShape())
          self.markers = markers
          self.default = fallback
          self.encoder = encoder
          self.indent = strOrUndefined(indent) === undefined ? undefined : textOfStr(strOrUndefined(indent) as Str)
          self.keySeparator = separator(keySeparator, 5)
          self.itemSeparator = separator(itemSeparator, 6)
          self.sortKeys = isTrue(sortKeys)
          self.skipKeys = isTrue(skipKeys)
          self.allowNan = isTrue(allowNan)
          self.ascii = encoder instanceof W_BuiltinFunction ? isOwn(encoder) : undefined
          return self
        },
        null,
        'make_encoder',
      )
      t.rawSpecial('__call__', (args) => {
        const text = (args[0] as W_Encoder).encode(args[1], Number(intOrUndefined(args[2]) ?? 0))
        return new W_Tuple([strFromText(text)])
      })
      const member = (name: string, get: (self: W_Encoder) => Value): void =>
        t.member(name, `The argument ${name} of the constructor.`, get)
      member('markers', (self) => self.markers)
      member('default', (self) => self.default)
      member('encoder', (self) => self.encoder)
      member('indent', (self) => (self.indent === undefined ? null : strFromText(self.indent)))
      member('key_separator', (self) => strFromText(self.keySeparator))
      member('item_separator', (self) => strFromText(self.itemSeparator))
      member('sort_keys', (self) => self.sortKeys)
      member('skipkeys', (self) => self.skipKeys)
    },
  )
}
