// str.format: replacement fields. lib: string#format-string-syntax; CPython: Objects/stringlib/unicode_format.h
//
// `Markup` reads a format string as a sequence of (literal text, field); `FieldPath` reads the attribute and index accesses
// behind a field's first name. The `_string` module shows both to Python code (format-iterators.ts).
import { error, errorWith } from '../../errors/exception.ts'
import { flat } from '../../lib/flat.ts'
import { writingOf } from '../../lib/plain-format.ts'
import type { Filling, Writing } from '../../lib/writing.ts'
import { getattr } from '../../operations/attribute.ts'
import { format as formatValue, repr, type Str, str } from '../../operations/convert.ts'
import { getitem } from '../../operations/item.ts'
import type { Value } from '../../space/value.ts'
import { asciiText } from './concat.ts'
import { decimalValue, isDecimal } from './unicode.ts'
import { lengthOf, pointAt, sliceStr, StrBuilder } from './units.ts'
import { keyOfStr } from './wide.ts'

const OPEN = 0x7b
const CLOSE = 0x7d
const BRACKET = 0x5b
const BRACKET_END = 0x5d
const DOT = 0x2e
const COLON = 0x3a
const BANG = 0x21

/** Reads a format string field by field. */
export class Markup {
  private readonly s: Str
  private readonly end: number
  private i = 0
  literal: Str = ''
  /** Whether a field follows the literal. */
  hasField = false
  name: Str = ''
  spec: Str = ''
  /** Whether the spec has fields itself. */
  nested = false
  /** The character behind `!`, -1 where there is none. */
  conversion = -1

  constructor(s: Str) {
    this.s = s
    this.end = lengthOf(s)
  }

  /** Reads the next literal and field; false at the end. */
  next(): boolean {
    const { s, end } = this
    if (this.i >= end) return false
    const start = this.i
    let c = 0
    let brace = false
    while (this.i < end && !brace) {
      c = pointAt(s, this.i++)
      brace = c === OPEN || c === CLOSE
    }
    this.hasField = brace
    let stop = this.i
    if (brace) {
      const doubled = this.i < end && pointAt(s, this.i) === c
      if (c === CLOSE && !doubled) throw error('ValueError', "Single '}' encountered in format string")
      if (c === OPEN && this.i >= end) throw error('ValueError', "Single '{' encountered in format string")
      if (doubled) {
        this.i++
        this.hasField = false
      } else stop--
    }
    this.literal = sliceStr(s, start, stop)
    if (this.hasField) this.field()
    return true
  }

  private field(): void {
    const { s, end } = this
    const start = this.i
    this.spec = ''
    this.nested = false
    this.conversion = -1
    let c = 0
    scan: while (this.i < end) {
      c = pointAt(s, this.i++)
      switch (c) {
        case OPEN:
          throw error('ValueError', "unexpected '{' in field name")
        case BRACKET:
          while (this.i < end && pointAt(s, this.i) !== BRACKET_END) this.i++
          continue
        case CLOSE:
        case COLON:
        case BANG:
          break scan
      }
    }
    this.name = sliceStr(s, start, this.i - 1)
    if (c === CLOSE) return
    if (c !== BANG && c !== COLON) throw error('ValueError', "expected '}' before end of string")
    if (c === BANG) {
      if (this.i >= end) throw error('ValueError', 'end of string while looking for conversion specifier')
      this.conversion = pointAt(s, this.i++)
      if (this.i < end) {
        c = pointAt(s, this.i++)
        if (c === CLOSE) return
        if (c !== COLON) throw error('ValueError', "expected ':' after conversion specifier")
      }
    }
    const specStart = this.i
    let depth = 1
    while (this.i < end) {
      c = pointAt(s, this.i++)
      if (c === OPEN) {
        this.nested = true
        depth++
      } else if (c === CLOSE && --depth === 0) {
        this.spec = sliceStr(s, specStart, this.i - 1)
        return
      }
    }
    throw error('ValueError', "unmatched '{' in format spec")
  }
}

/** The number that decimal digits spell, or -1 where the text is anything else. */
function integerOf(s: Str): number {
  const n = lengthOf(s)
  if (n === 0) return -1
  let value = 0
  for (let i = 0; i < n; i++) {
    const c = pointAt(s, i)
    if (!isDecimal(c)) return -1
    value = value * 10 + decimalValue(c)
    if (value > 2 ** 63 - 1) throw error('ValueError', 'Too many decimal digits in format string')
  }
  return value
}

/** Reads a field name: what comes first, and the accesses behind it. */
export class FieldPath {
  readonly first: Str
  /** The number that `first` is, or -1. */
  readonly index: number
  private readonly s: Str
  private readonly end: number
  private i: number
  isAttribute = false
  key: Str = ''
  /** The number that `key` of an index access is, or -1. */
  keyIndex = -1

  constructor(s: Str) {
    this.s = s
    this.end = lengthOf(s)
    let i = 0
    while (i < this.end && pointAt(s, i) !== DOT && pointAt(s, i) !== BRACKET) i++
    this.i = i
    this.first = sliceStr(s, 0, i)
    this.index = integerOf(this.first)
  }

  /** Reads the next access; false at the end. */
  next(): boolean {
    const { s, end } = this
    if (this.i >= end) return false
    const c = pointAt(s, this.i++)
    const start = this.i
    if (c === DOT) {
      while (this.i < end && pointAt(s, this.i) !== DOT && pointAt(s, this.i) !== BRACKET) this.i++
      this.isAttribute = true
      this.key = sliceStr(s, start, this.i)
    } else if (c === BRACKET) {
      while (this.i < end && pointAt(s, this.i) !== BRACKET_END) this.i++
      if (this.i >= end) throw error('ValueError', "Missing ']' in format string")
      this.isAttribute = false
      this.key = sliceStr(s, start, this.i++)
      this.keyIndex = integerOf(this.key)
    } else throw error('ValueError', "Only '.' or '[' may follow ']' in format field specifier")
    if (lengthOf(this.key) === 0) throw error('ValueError', 'Empty attribute in format string')
    return true
  }
}

/** How the fields of one format call are numbered. */
class Numbering {
  private mode: 'open' | 'automatic' | 'manual' = 'open'
  private count = 0

  /** Whether fields have numbers after others had none, or the other way, which is wrong. */
  wouldSwitch({ first }: FieldPath): boolean {
    return this.mode !== 'open' && (this.mode === 'automatic') !== (lengthOf(first) === 0)
  }

  /** The number of a field whose name begins with `path.first`, -1 where that is no number. */
  number(path: FieldPath): number {
    const automatic = lengthOf(path.first) === 0
    if (!automatic && path.index < 0) return -1
    if (this.mode === 'open') this.mode = automatic ? 'automatic' : 'manual'
    if (this.mode === 'manual' && automatic)
      throw error('ValueError', 'cannot switch from manual field specification to automatic field numbering')
    if (this.mode === 'automatic' && !automatic)
      throw error('ValueError', 'cannot switch from automatic field numbering to manual field specification')
    return automatic ? this.count++ : path.index
  }
}

/** Applies `!r`, `!s` or `!a`. */
export function convertField(w: Value, conversion: number): Value {
  switch (conversion) {
    case -1:
      return w
    case 0x72:
      return repr(w)
    case 0x73:
      return str(w)
    case 0x61:
      return asciiText(repr(w))
  }
  throw error(
    'ValueError',
    conversion > 32 && conversion < 127
      ? `Unknown conversion specifier ${String.fromCharCode(conversion)}`
      : `Unknown conversion specifier \\x${conversion.toString(16)}`,
  )
}

/** An access behind the first name of a field. */
interface Access {
  readonly isAttribute: boolean
  readonly key: Str
  readonly keyIndex: number
}

/** A literal and the field behind it, as Markup and FieldPath read them; `path` is null where no field follows. */
interface Piece {
  readonly literal: Str
  readonly path: FieldPath | null
  readonly accesses: readonly Access[]
  readonly spec: Str
  readonly nested: boolean
  readonly conversion: number
}

/** Formats that were read before; null for those with mistakes, which show when their field's turn comes. */
const known = new Map<string, readonly Piece[] | null>()
const MOST_KNOWN = 1000

function piecesOf(s: string): readonly Piece[] | null {
  const found = known.get(s)
  if (found !== undefined) return found
  let pieces: Piece[] | null = []
  try {
    const markup = new Markup(s)
    while (markup.next()) {
      const { literal, hasField, spec, nested, conversion } = markup
      const path = hasField ? new FieldPath(markup.name) : null
      const accesses: Access[] = []
      while (path?.next() === true)
        accesses.push({ isAttribute: path.isAttribute, key: path.key, keyIndex: path.keyIndex })
      pieces.push({ literal, path, accesses, spec, nested, conversion })
    }
  } catch {
    pieces = null
  }
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(s, pieces)
  return pieces
}

/** How a raw str is filled by `count` arguments of format() in order; null where it does more than that with them, or is wrong. */
export function fillingOfFormat(s: string, count: number): Filling | null {
  const pieces = piecesOf(s)
  if (pieces === null) return null
  const texts: string[] = ['']
  const places: number[] = []
  const writings: Writing[] = []
  const numbering = new Numbering()
  for (const { literal, path, accesses, spec, nested, conversion } of pieces) {
    if (typeof literal !== 'string' || typeof spec !== 'string') return null
    texts[texts.length - 1] += literal
    if (path === null) continue
    if (accesses.length > 0 || nested || conversion !== -1) return null
    const isNumbered = lengthOf(path.first) === 0 || path.index >= 0
    if (!isNumbered || numbering.wouldSwitch(path)) return null
    const place = numbering.number(path)
    if (place >= count) return null
    places.push(place)
    writings.push(writingOf(spec))
    texts.push('')
  }
  return { texts, places, writings }
}

class Formatter {
  /** null: format_map, which has no positional arguments. */
  private readonly args: readonly Value[] | null
  private readonly mapping: Value | null
  private readonly numbering = new Numbering()

  constructor(args: readonly Value[] | null, mapping: Value | null) {
    this.args = args
    this.mapping = mapping
  }

  build(s: Str, depth: number): Str {
    if (depth <= 0) throw error('ValueError', 'Max string recursion exceeded')
    const pieces = typeof s === 'string' ? piecesOf(s) : null
    if (pieces !== null) return this.fill(pieces, depth)
    const out = new StrBuilder()
    const markup = new Markup(s)
    while (markup.next()) {
      out.add(markup.literal)
      if (!markup.hasField) continue
      const w = convertField(this.lookUp(markup.name), markup.conversion)
      const spec = markup.nested ? this.build(markup.spec, depth - 1) : markup.spec
      out.add(str(formatValue(w, spec)))
    }
    return out.done()
  }

  private fill(pieces: readonly Piece[], depth: number): Str {
    // Text that is wide begins a builder.
    let text = ''
    let out: StrBuilder | null = null
    for (let i = 0; i < pieces.length; i++) {
      const { literal, path, accesses, nested, conversion } = pieces[i]
      if (literal !== '') {
        if (typeof literal === 'string') text += literal
        else {
          out ??= new StrBuilder()
          out.add(text)
          out.add(literal)
          text = ''
        }
      }
      if (path === null) continue
      let w = this.start(path)
      for (let k = 0; k < accesses.length; k++) {
        const { isAttribute, key, keyIndex } = accesses[k]
        w = isAttribute ? getattr(w, keyOfStr(key)) : getitem(w, keyIndex >= 0 ? keyIndex : key)
      }
      if (conversion !== -1) w = convertField(w, conversion)
      const spec = nested ? this.build(pieces[i].spec, depth - 1) : pieces[i].spec
      const formatted = formatValue(w, spec)
      const part = typeof formatted === 'string' ? formatted : str(formatted)
      if (typeof part === 'string') text += part
      else {
        out ??= new StrBuilder()
        out.add(text)
        out.add(part)
        text = ''
      }
    }
    if (out === null) return flat(text)
    out.add(text)
    return out.done()
  }

  private lookUp(name: Str): Value {
    const path = new FieldPath(name)
    let w = this.start(path)
    while (path.next())
      w = path.isAttribute ? getattr(w, keyOfStr(path.key)) : getitem(w, path.keyIndex >= 0 ? path.keyIndex : path.key)
    return w
  }

  private start(path: FieldPath): Value {
    const i = this.numbering.number(path)
    if (i < 0) {
      if (this.mapping === null) throw errorWith('KeyError', path.first)
      return getitem(this.mapping, path.first)
    }
    if (this.args === null) throw error('ValueError', 'Format string contains positional fields')
    if (i >= this.args.length)
      throw error('IndexError', `Replacement index ${i} out of range for positional args tuple`)
    return this.args[i]
  }
}

/** str.format and str.format_map: `args` is null for the latter. */
export function formatFields(s: Str, args: readonly Value[] | null, mapping: Value | null): Str {
  return new Formatter(args, mapping).build(s, 2)
}
