// Reading JSON: `_json.scanstring` and the scanner that json.decoder calls. lib: json; RFC 8259; CPython: Modules/_json.c
//
// Positions are those of characters in the str. Where no value begins StopIteration with the position is raised, which
// json.decoder turns into "Expecting value".
import {
  call,
  call1,
  defineType,
  errorWith,
  error,
  getattr,
  hooks,
  isTrue,
  lengthOf,
  OBJECT_LAYOUT,
  pointAt,
  pos,
  ssize,
  type Str,
  StrBuilder,
  sliceStr,
  strFromCodePoints,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_Dict,
  W_Float,
  W_List,
  W_Object,
  W_Tuple,
  W_Type,
} from '@typhon/objspace'

/** A value, and the position behind it. */
interface Scanned<T = Value> {
  readonly value: T
  readonly end: number
}

function decodeError(text: string, s: Str, at: number): unknown {
  return call(getattr(hooks.importModule('json.decoder'), 'JSONDecodeError'), [strFromText(text), s, at], null)
}

const QUOTE = 34
const BACKSLASH = 92
const ESCAPES: Readonly<Record<number, string>> = {
  34: '"',
  92: '\\',
  47: '/',
  98: '\b',
  102: '\f',
  110: '\n',
  114: '\r',
  116: '\t',
}

/** Four hexadecimal digits at `at`, or -1. */
function hex4(s: Str, at: number): number {
  if (at + 4 > lengthOf(s)) return -1
  let n = 0
  for (let i = at; i < at + 4; i++) {
    const c = pointAt(s, i)
    const d = c >= 48 && c <= 57 ? c - 48 : (c | 32) >= 97 && (c | 32) <= 102 ? (c | 32) - 87 : -1
    if (d < 0) return -1
    n = n * 16 + d
  }
  return n
}

// oxlint-disable-next-line no-control-regex
const SPECIAL = /["\\\x00-\x1f]/g

/** The text of a string whose first character is at `begin`, behind the quote. */
export function scanString(s: Str, begin: number, strict: boolean): Scanned<Str> {
  const n = lengthOf(s)
  if (begin < 0 || begin > n) throw error('ValueError', 'end is out of bounds')
  const start = begin - 1
  const out = new StrBuilder()
  let from = begin
  for (;;) {
    let i = from
    if (typeof s === 'string') {
      SPECIAL.lastIndex = from
      i = SPECIAL.exec(s)?.index ?? n
    } else while (i < n && s.cps[i] !== QUOTE && s.cps[i] !== BACKSLASH && s.cps[i] > 0x1f) i++
    if (i >= n) throw decodeError('Unterminated string starting at', s, start)
    const c = pointAt(s, i)
    if (c === QUOTE) {
      if (from === begin) return { value: sliceStr(s, begin, i), end: i + 1 }
      out.add(sliceStr(s, from, i))
      return { value: out.done(), end: i + 1 }
    }
    if (c !== BACKSLASH) {
      if (strict) throw decodeError('Invalid control character at', s, i)
      out.add(sliceStr(s, from, i + 1))
      from = i + 1
      continue
    }
    out.add(sliceStr(s, from, i))
    if (i + 1 >= n) throw decodeError('Unterminated string starting at', s, start)
    const e = pointAt(s, i + 1)
    if (e !== 117) {
      const text = ESCAPES[e]
      if (text === undefined) throw decodeError('Invalid \\escape', s, i)
      out.add(text)
      from = i + 2
      continue
    }
    let point = hex4(s, i + 2)
    if (point < 0) throw decodeError('Invalid \\uXXXX escape', s, i + 1)
    from = i + 6
    if (
      point >= 0xd800 &&
      point <= 0xdbff &&
      from + 6 <= n &&
      pointAt(s, from) === BACKSLASH &&
      pointAt(s, from + 1) === 117
    ) {
      const low = hex4(s, from + 2)
      if (low >= 0xdc00 && low <= 0xdfff) {
        point = ((point - 0xd7c0) << 10) + (low & 0x3ff)
        from += 6
      }
    }
    out.add(strFromCodePoints(Uint32Array.of(point)))
  }
}

/** The position behind white space. */
function skip(s: Str, at: number): number {
  const n = lengthOf(s)
  let i = at
  while (i < n) {
    const c = pointAt(s, i)
    if (c !== 32 && c !== 10 && c !== 13 && c !== 9) break
    i++
  }
  return i
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y
const MAX_DEPTH = 20000

class W_Scanner extends W_Object {
  strict = true
  objectHook: Value = null
  pairsHook: Value = null
  parseFloat: Value = null
  parseInt: Value = null
  parseConstant: Value = null
  private keys = new Map<string, string>()
  private depth = 0

  run(s: Str, at: number): Scanned {
    if (at < 0) throw error('ValueError', 'idx cannot be negative')
    this.depth = 0
    try {
      return this.value(s, at)
    } finally {
      this.keys.clear()
    }
  }

  private value(s: Str, at: number): Scanned {
    if (at >= lengthOf(s)) throw errorWith('StopIteration', at)
    switch (pointAt(s, at)) {
      case QUOTE:
        return scanString(s, at + 1, this.strict)
      case 123:
        return this.nested(() => this.object(s, at + 1), 'object')
      case 91:
        return this.nested(() => this.array(s, at + 1), 'array')
    }
    for (const [word, value] of WORDS) if (startsWith(s, word, at)) return { value, end: at + word.length }
    for (const word of CONSTANTS)
      if (startsWith(s, word, at)) return { value: call1(this.parseConstant, word), end: at + word.length }
    return this.number(s, at)
  }

  private nested(scan: () => Scanned, what: string): Scanned {
    if (++this.depth > MAX_DEPTH)
      throw error(
        'RecursionError',
        `maximum recursion depth exceeded while decoding a JSON ${what} from a unicode string`,
      )
    try {
      return scan()
    } finally {
      this.depth--
    }
  }

  private object(s: Str, from: number): Scanned {
    const n = lengthOf(s)
    const pairs: Value[] = []
    const dict = new W_Dict()
    let at = skip(s, from)
    if (at >= n || pointAt(s, at) !== 125) {
      for (;;) {
        if (at >= n || pointAt(s, at) !== QUOTE)
          throw decodeError('Expecting property name enclosed in double quotes', s, at)
        const key = scanString(s, at + 1, this.strict)
        at = skip(s, key.end)
        if (at >= n || pointAt(s, at) !== 58) throw decodeError("Expecting ':' delimiter", s, at)
        const item = this.value(s, skip(s, at + 1))
        if (this.pairsHook !== null) pairs.push(new W_Tuple([this.shared(key.value), item.value]))
        else dict.set(this.shared(key.value), item.value)
        at = skip(s, item.end)
        if (at < n && pointAt(s, at) === 125) break
        if (at >= n || pointAt(s, at) !== 44) throw decodeError("Expecting ',' delimiter", s, at)
        const comma = at
        at = skip(s, at + 1)
        if (at < n && pointAt(s, at) === 125) throw decodeError('Illegal trailing comma before end of object', s, comma)
      }
    }
    const end = at + 1
    if (this.pairsHook !== null) return { value: call1(this.pairsHook, new W_List(pairs)), end }
    return { value: this.objectHook === null ? dict : call1(this.objectHook, dict), end }
  }

  /** One str for all keys that are equal. */
  private shared(key: Str): Str {
    if (typeof key !== 'string') return key
    const known = this.keys.get(key)
    if (known !== undefined) return known
    this.keys.set(key, key)
    return key
  }

  private array(s: Str, from: number): Scanned {
    const n = lengthOf(s)
    const items: Value[] = []
    let at = skip(s, from)
    if (at >= n || pointAt(s, at) !== 93) {
      for (;;) {
        const item = this.value(s, at)
        items.push(item.value)
        at = skip(s, item.end)
        if (at < n && pointAt(s, at) === 93) break
        if (at >= n || pointAt(s, at) !== 44) throw decodeError("Expecting ',' delimiter", s, at)
        const comma = at
        at = skip(s, at + 1)
        if (at < n && pointAt(s, at) === 93) throw decodeError('Illegal trailing comma before end of array', s, comma)
      }
    }
    return { value: new W_List(items), end: at + 1 }
  }

  private number(s: Str, at: number): Scanned {
    const text = typeof s === 'string' ? s : textOfStr(sliceStr(s, at, Math.min(lengthOf(s), at + 5000)))
    NUMBER.lastIndex = typeof s === 'string' ? at : 0
    const match = NUMBER.exec(text)
    if (match === null) throw errorWith('StopIteration', at)
    const [digits, fraction, exponent] = match
    const end = at + digits.length
    if (fraction !== undefined || exponent !== undefined) {
      const plain = this.parseFloat instanceof W_Type && this.parseFloat.name === 'float' && !this.parseFloat.heap
      return { value: plain ? new W_Float(Number(digits)) : call1(this.parseFloat, digits), end }
    }
    const plain =
      digits.length < 16 && this.parseInt instanceof W_Type && this.parseInt.name === 'int' && !this.parseInt.heap
    // -0 is 0.
    return { value: plain ? Number(digits) + 0 : call1(this.parseInt, digits), end }
  }
}

const WORDS: readonly (readonly [string, Value])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
]
const CONSTANTS = ['NaN', 'Infinity', '-Infinity']

function startsWith(s: Str, word: string, at: number): boolean {
  if (typeof s === 'string') return s.startsWith(word, at)
  for (let i = 0; i < word.length; i++) if (s.cps[at + i] !== word.charCodeAt(i)) return false
  return true
}

/** `_json.make_scanner`: takes its options from a JSONDecoder. */
export const scannerType: W_Type = defineType<W_Scanner>(
  'Scanner',
  { module: '_json', layout: { name: 'Scanner', base: OBJECT_LAYOUT }, doc: 'Reads JSON values.' },
  (t) => {
    t.type.textSignature = '(context)'
    t.new([pos('context')], (cls, context) => {
      const self = new W_Scanner(cls.rootShape())
      self.strict = isTrue(getattr(context, 'strict'))
      self.objectHook = getattr(context, 'object_hook')
      self.pairsHook = getattr(context, 'object_pairs_hook')
      self.parseFloat = getattr(context, 'parse_float')
      self.parseInt = getattr(context, 'parse_int')
      self.parseConstant = getattr(context, 'parse_constant')
      return self
    })
    t.rawSpecial('__call__', (args) => {
      const s = strOrUndefined(args[1])
      if (s === undefined) throw error('TypeError', `first argument must be a string, not ${typeOf(args[1]).name}`)
      const { value, end } = (args[0] as W_Scanner).run(s, ssize(args[2] ?? 0, undefined as never))
      return new W_Tuple([value, end])
    })
    t.getset('strict', 'Whether control characters in strings are refused.', (self) => self.strict)
    t.getset('object_hook', 'Called with each dict.', (self) => self.objectHook)
    t.getset('object_pairs_hook', 'Called with the pairs of each object.', (self) => self.pairsHook)
    t.getset('parse_float', 'Makes numbers with a fraction or exponent.', (self) => self.parseFloat)
    t.getset('parse_int', 'Makes other numbers.', (self) => self.parseInt)
    t.getset('parse_constant', 'Makes NaN and infinities.', (self) => self.parseConstant)
  },
)
