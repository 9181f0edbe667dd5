// String and number literals: from token text to constants. ref: lexical_analysis#string-and-bytes-literals, #numeric-literals
import { ComplexLiteral, Constant, type ConstantValue, FloatLiteral } from '../generated/ast.ts'
import { Tok } from '../tokens.ts'
import { fstring } from './fstrings.ts'
import type { expr, JoinedStr } from '../generated/ast.ts'
import { JoinedStr as JoinedStrNode, FormattedValue } from '../generated/ast.ts'
import type { Parser } from './parser.ts'
import { hasRawBytes, utf8Fault } from '../raw-bytes.ts'
import { isText, joinTexts, type Text } from './text.ts'

/** The value of a number token. */
export function numberValue(text: string): ConstantValue {
  const s = text.includes('_') ? text.replaceAll('_', '') : text
  const last = s.charCodeAt(s.length - 1) | 32
  const prefix = s.charCodeAt(0) === 48 ? s.charCodeAt(1) | 32 : 0
  if (prefix === 120 || prefix === 111 || prefix === 98) return small(s)
  if (last === 106) return new ComplexLiteral(Number(s.slice(0, -1)))
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i)
    if (c === 46 || (c | 32) === 101) return new FloatLiteral(Number(s))
  }
  return small(s)
}

function small(s: string): number | bigint {
  const n = Number(s)
  return Number.isSafeInteger(n) ? n : BigInt(s.replace(/^0+(?=\d)/, ''))
}

/** Parts of a string token: its prefix letters and where its body is. */
function partsOf(p: Parser, i: number): { prefix: string; raw: boolean; bytes: boolean; start: number; end: number } {
  const { text } = p.source
  const start = p.starts[i]
  let q = start
  while (text.charCodeAt(q) !== 34 && text.charCodeAt(q) !== 39) q++
  const prefix = text.slice(start, q)
  const quote = text.charCodeAt(q)
  const triple = text.charCodeAt(q + 1) === quote && text.charCodeAt(q + 2) === quote && p.ends[i] - q >= 6
  const n = triple ? 3 : 1
  return { prefix, raw: /r/i.test(prefix), bytes: /b/i.test(prefix), start: q + n, end: p.ends[i] - n }
}

const SIMPLE: Record<string, string> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\x0b',
}

/** Unicode names for \N{…}; handed in by whoever has the table. */
let nameLookup: (name: string) => string | null = () => null

/** Hands in the look-up of characters by name that `\N{…}` needs. */
export function setCharacterNames(lookup: (name: string) => string | null): void {
  nameLookup = lookup
}

/**
 * Decodes the escapes in a str literal's body, which is text.slice(start, end). The first that is no escape is warned of,
 * or told to `doubt`.
 */
export function decodeEscapes(
  p: Parser,
  start: number,
  end: number,
  token: number,
  doubt: (msg: string) => void = (msg) => p.warn(msg, token),
): Text {
  const { text } = p.source
  if (!p.source.ascii) refuseRawBytes(p, start, end, token)
  const first = text.indexOf('\\', start)
  if (first < 0 || first >= end) return text.slice(start, end)
  let out = text.slice(start, first)
  // What comes before a low surrogate that must not join the high one before it.
  let before: Text | null = null
  let isDoubted = false
  const warn = (msg: string): void => {
    if (!isDoubted) doubt(msg)
    isDoubted = true
  }
  let i = first
  const fail = (from: number, to: number, why: string): never => {
    throw p.errorAt(
      `(unicode error) 'unicodeescape' codec can't decode bytes in position ${bytesBefore(text, start, from)}-${bytesBefore(text, start, to)}: ${why}`,
      token,
    )
  }
  while (i < end) {
    const c = text[i]
    if (c !== '\\') {
      const next = text.indexOf('\\', i)
      const stop = next < 0 || next > end ? end : next
      out += text.slice(i, stop)
      i = stop
      continue
    }
    const e = text[i + 1]
    const simple = SIMPLE[e]
    if (simple !== undefined) {
      out += simple
      i += 2
      continue
    }
    if (e >= '0' && e <= '7') {
      const m = /^[0-7]{1,3}/.exec(text.slice(i + 1, Math.min(i + 4, end)))!
      const n = parseInt(m[0], 8)
      if (n > 0o377) warn(`invalid octal escape sequence '\\${m[0]}'`)
      out += String.fromCharCode(n)
      i += 1 + m[0].length
      continue
    }
    if (e === 'x' || e === 'u' || e === 'U') {
      const n = e === 'x' ? 2 : e === 'u' ? 4 : 8
      const hex = /^[0-9a-fA-F]*/.exec(text.slice(i + 2, Math.min(i + 2 + n, end)))![0]
      if (hex.length < n)
        fail(
          i,
          i + 1 + hex.length,
          e === 'x'
            ? 'truncated \\xXX escape'
            : e === 'u'
              ? 'truncated \\uXXXX escape'
              : 'truncated \\UXXXXXXXX escape',
        )
      const code = parseInt(hex, 16)
      if (code > 0x10ffff) fail(i, i + 9, 'illegal Unicode character')
      if (code >> 10 === 0x37 && out.charCodeAt(out.length - 1) >> 10 === 0x36) {
        before = before === null ? out : joinTexts(before, out)
        out = ''
      }
      out += code > 0xffff ? String.fromCodePoint(code) : String.fromCharCode(code)
      i += 2 + n
      continue
    }
    if (e === 'N') {
      const close = text.indexOf('}', i)
      const isNamed = text[i + 2] === '{'
      const stop = isNamed && close >= 0 && close < end ? close : end
      if (!isNamed || stop === end || stop === i + 3)
        fail(i, isNamed ? stop - 1 : i + 1, 'malformed \\N character escape')
      const found = nameLookup(text.slice(i + 3, close))
      if (found === null) fail(i, close, 'unknown Unicode character name')
      out += found
      i = close + 1
      continue
    }
    warn(`invalid escape sequence '\\${e}'`)
    out += `\\`
    i++
  }
  return before === null ? out : joinTexts(before, out)
}

/** Refuses bytes in a literal that are no UTF-8. Where it has escapes, characters beyond ASCII are decoded run by run. */
export function refuseRawBytes(p: Parser, start: number, end: number, token: number, isRaw = false): void {
  const body = p.source.text.slice(start, end)
  if (!hasRawBytes(body)) return
  const runs = isRaw || !body.includes('\\') ? [body] : (body.match(/[\u0080-\uffff]+/g) ?? [])
  throw p.errorAt(utf8Fault(runs.find(hasRawBytes) as string), token)
}

/** Place of an offset as CPython counts it, which has written characters beyond ASCII as `\\UXXXXXXXX` before. */
function bytesBefore(text: string, start: number, at: number): number {
  let n = 0
  for (let i = start; i < at; i++) {
    const c = text.charCodeAt(i)
    if (c < 0x80) n++
    else if (c < 0xdc00 || c > 0xdfff) {
      // A backslash before such a character is written as `\\u005c`.
      n += i > start && text[i - 1] === '\\' ? 15 : 10
    }
  }
  return n
}

function decodeBytes(p: Parser, start: number, end: number, raw: boolean, token: number): Uint8Array {
  const { text } = p.source
  const out = new Uint8Array(end - start)
  let n = 0
  let i = start
  let isDoubted = false
  const warn = (msg: string): void => {
    if (!isDoubted) p.warn(msg, token)
    isDoubted = true
  }
  while (i < end) {
    const c = text.charCodeAt(i)
    if (c > 127) throw p.errorAt('bytes can only contain ASCII literal characters', token)
    if (c !== 92 || raw) {
      out[n++] = c
      i++
      continue
    }
    const e = text[i + 1]
    const simple = SIMPLE[e]
    if (simple !== undefined) {
      if (simple !== '') out[n++] = simple.charCodeAt(0)
      i += 2
    } else if (e >= '0' && e <= '7') {
      const m = /^[0-7]{1,3}/.exec(text.slice(i + 1, Math.min(i + 4, end)))!
      const v = parseInt(m[0], 8)
      if (v > 0o377) warn(`invalid octal escape sequence '\\${m[0]}'`)
      out[n++] = v & 255
      i += 1 + m[0].length
    } else if (e === 'x') {
      const hex = /^[0-9a-fA-F]{2}/.exec(text.slice(i + 2, Math.min(i + 4, end)))
      if (hex === null) throw p.errorAt(`(value error) invalid \\x escape at position ${i - start}`, token)
      out[n++] = parseInt(hex[0], 16)
      i += 4
    } else {
      warn(`invalid escape sequence '\\${e}'`)
      out[n++] = 92
      i++
    }
  }
  return out.slice(0, n)
}

/** The text of a raw literal. */
function rawText(p: Parser, start: number, end: number): string {
  if (!p.source.ascii) refuseRawBytes(p, start, end, p.pos, true)
  return p.source.text.slice(start, end)
}

/** One or more adjacent string literals, f-strings among them. */
export function strings(p: Parser): expr {
  const first = p.pos
  const line = p.line()
  const col = p.col()
  if (p.kind === Tok.STRING && p.peek() !== Tok.STRING && p.peek() !== Tok.FSTRING_START) {
    const { prefix, raw, bytes, start, end } = partsOf(p, p.pos)
    const value = bytes
      ? decodeBytes(p, start, end, raw, p.pos)
      : raw
        ? rawText(p, start, end)
        : decodeEscapes(p, start, end, p.pos)
    p.advance()
    return new Constant(value, prefix === 'u' || prefix === 'U' ? 'u' : null, line, col, p.endLine(), p.endCol())
  }
  const parts: expr[] = []
  let bytes: boolean | null = null
  let joined = false
  let kindU = false
  let isMixed = false
  while (p.kind === Tok.STRING || p.kind === Tok.FSTRING_START) {
    if (p.kind === Tok.FSTRING_START) {
      joined = true
      isMixed ||= bytes === true
      bytes = false
      parts.push(fstring(p))
      continue
    }
    const l = p.line()
    const c = p.col()
    const part = partsOf(p, p.pos)
    isMixed ||= bytes !== null && bytes !== part.bytes
    bytes = part.bytes
    if (p.pos === first && (part.prefix === 'u' || part.prefix === 'U')) kindU = true
    const value = part.bytes
      ? decodeBytes(p, part.start, part.end, part.raw, p.pos)
      : part.raw
        ? rawText(p, part.start, part.end)
        : decodeEscapes(p, part.start, part.end, p.pos)
    p.advance()
    parts.push(
      new Constant(value, part.prefix === 'u' || part.prefix === 'U' ? 'u' : null, l, c, p.endLine(), p.endCol()),
    )
  }
  if (isMixed) throw p.errorAt('cannot mix bytes and nonbytes literals', first, p.pos - 1)
  const endLine = p.endLine()
  const endCol = p.endCol()
  if (bytes === true) {
    const all = parts.map((x) => (x as Constant).value as Uint8Array)
    const value = new Uint8Array(all.reduce((n, b) => n + b.length, 0))
    let at = 0
    for (const b of all) {
      value.set(b, at)
      at += b.length
    }
    return new Constant(value, null, line, col, endLine, endCol)
  }
  if (!joined) {
    let value: Text = ''
    for (const x of parts) value = joinTexts(value, (x as Constant).value as Text)
    return new Constant(value, kindU ? 'u' : null, line, col, endLine, endCol)
  }
  return concatenate(parts, line, col, endLine, endCol)
}

/** Adjacent literals with at least one f-string: one JoinedStr whose neighbouring constants are merged. */
function concatenate(parts: expr[], line: number, col: number, endLine: number, endCol: number): expr {
  const flat: expr[] = []
  for (const x of parts) {
    if (x instanceof JoinedStrNode) flat.push(...(x as JoinedStr).values)
    else flat.push(x)
  }
  const values: expr[] = []
  let i = 0
  while (i < flat.length) {
    const x = flat[i]
    if (!(x instanceof Constant) || !isText(x.value)) {
      values.push(x)
      i++
      continue
    }
    let text: Text = ''
    const from = i
    let last: Constant = x
    while (i < flat.length && flat[i] instanceof Constant && isText((flat[i] as Constant).value)) {
      last = flat[i] as Constant
      text = joinTexts(text, last.value as Text)
      i++
    }
    if (text === '') continue
    values.push(
      i - from === 1 ? x : new Constant(text, x.kind, x.lineno, x.col_offset, last.end_lineno, last.end_col_offset),
    )
  }
  void FormattedValue
  return new JoinedStrNode(values, line, col, endLine, endCol)
}
