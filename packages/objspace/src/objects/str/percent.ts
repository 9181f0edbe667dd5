// `%` formatting of strs. ref: stdtypes#printf-style-string-formatting; CPython: Objects/unicodeobject.c (PyUnicode_Format)
import { error } from '../../errors/exception.ts'
import { callSpecial1 } from '../../operations/call.ts'
import { indexOrUndefined, repr, type Str, str } from '../../operations/convert.ts'
import { getitem } from '../../operations/item.ts'
import { isObject, typeOf } from '../../space/kind.ts'
import { Special } from '../../space/special.ts'
import type { Value } from '../../space/value.ts'
import { toDouble } from '../../typedef/convert.ts'
import { formatDouble } from '../../lib/float-format.ts'
import { W_Dict } from '../dict/dict.ts'
import { intText } from '../numbers/int.ts'
import { asciiText } from './concat.ts'
import { strFromCodePoints, strFromText, strOrUndefined, textOfStr } from './wide.ts'
import { W_Tuple } from '../tuple-value.ts'

/** template % values */
export function percentFormat(template: Str, values: Value): Str {
  const text = textOfStr(template)
  const isTuple = values instanceof W_Tuple
  const args: readonly Value[] = isTuple ? values.items : [values]
  const isMapping =
    !isTuple &&
    strOrUndefined(values) === undefined &&
    (values instanceof W_Dict || (isObject(values) && typeOf(values).special(Special.getitem) !== undefined))
  let next = 0
  let named = false
  const take = (): Value => {
    if (next >= args.length) throw error('TypeError', 'not enough arguments for format string')
    return args[next++]
  }
  let out = ''
  let i = 0
  while (i < text.length) {
    const at = text.indexOf('%', i)
    if (at < 0) break
    out += text.slice(i, at)
    i = at + 1
    let w: Value | undefined
    if (text[i] === '(') {
      if (!isMapping) throw error('TypeError', 'format requires a mapping')
      let depth = 1
      const start = ++i
      while (i < text.length && depth > 0) {
        if (text[i] === '(') depth++
        else if (text[i] === ')') depth--
        i++
      }
      if (depth > 0) throw error('ValueError', 'incomplete format key')
      w = getitem(values, strFromText(text.slice(start, i - 1)))
      named = true
    }
    let flags = ''
    while (i < text.length && '-+ #0'.includes(text[i])) flags += text[i++]
    const number = (): number => {
      if (text[i] === '*') {
        i++
        const n = take()
        if (typeof n !== 'number') throw error('TypeError', '* wants int')
        return n
      }
      const start = i
      while (text[i] >= '0' && text[i] <= '9') i++
      return i === start ? -1 : Number(text.slice(start, i))
    }
    let width = number()
    let precision = -1
    if (text[i] === '.') {
      i++
      precision = Math.max(0, number())
    }
    if (width < -1) {
      flags += '-'
      width = -width
    }
    while (text[i] === 'h' || text[i] === 'l' || text[i] === 'L') i++
    if (i >= text.length) throw error('ValueError', 'incomplete format')
    const code = String.fromCodePoint(text.codePointAt(i)!)
    if (code === '%') {
      out += '%'
      i++
      continue
    }
    if (w === undefined) w = take()
    out += field(code, w, flags, width, precision, i)
    i += code.length
  }
  out += text.slice(i)
  if (!named && !isMapping && next < args.length)
    throw error('TypeError', 'not all arguments converted during string formatting')
  return strFromText(out)
}

function field(code: string, w: Value, flags: string, width: number, precision: number, at: number): string {
  switch (code) {
    case 's':
    case 'r':
    case 'a': {
      const s = textOfStr(code === 's' ? str(w) : code === 'r' ? repr(w) : (asciiText(repr(w)) as Str))
      return justify(precision >= 0 ? Array.from(s).slice(0, precision).join('') : s, flags, width)
    }
    case 'c':
      return justify(character(w), flags, width)
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return numeric(integer(w, code), flags, width, precision, code)
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': {
      const v = toDouble(w)
      return padNumber(
        formatDouble(v, code, precision < 0 ? 6 : precision, flags.includes('#')),
        '',
        flags,
        width,
        Number.isFinite(v),
      )
    }
    default: {
      const c = code.codePointAt(0)!
      throw error(
        'ValueError',
        `unsupported format character '${c >= 32 && c < 127 ? code : '?'}' (0x${c.toString(16)}) at index ${at}`,
      )
    }
  }
}

function justify(s: string, flags: string, width: number): string {
  const missing = width - Array.from(s).length
  if (missing <= 0) return s
  return flags.includes('-') ? s + ' '.repeat(missing) : ' '.repeat(missing) + s
}

function character(w: Value): string {
  const s = strOrUndefined(w)
  if (s !== undefined) {
    const text = textOfStr(s)
    if (Array.from(text).length !== 1) throw error('TypeError', '%c requires int or char')
    return text
  }
  const n = indexOrUndefined(w)
  if (n === undefined) throw error('TypeError', '%c requires int or char')
  if (n < 0 || n > 0x10ffff) throw error('OverflowError', '%c arg not in range(0x110000)')
  return textOfStr(strFromCodePoints(Uint32Array.of(Number(n))))
}

function integer(w: Value, code: string): number | bigint {
  const n = indexOrUndefined(w)
  if (n !== undefined) return n
  const wanted = code === 'o' || code === 'x' || code === 'X' ? 'an integer is required' : 'a real number is required'
  const method = wanted.startsWith('a real') ? typeOf(w).special(Special.int) : undefined
  if (method === undefined || method === null)
    throw error('TypeError', `%${code} format: ${wanted}, not ${typeOf(w).fullName}`)
  const r = indexOrUndefined(callSpecial1(method, w))
  if (r === undefined) throw error('TypeError', `%${code} format: ${wanted}, not ${typeOf(w).fullName}`)
  return r
}

function numeric(n: number | bigint, flags: string, width: number, precision: number, code: string): string {
  const base = code === 'o' ? 8 : code === 'x' || code === 'X' ? 16 : 10
  let digits = base === 10 ? intText(n < 0 ? -n : n) : (n < 0 ? -n : n).toString(base)
  if (precision > digits.length) digits = digits.padStart(precision, '0')
  let prefix = flags.includes('#') && base !== 10 ? (base === 8 ? '0o' : '0x') : ''
  if (code === 'X') {
    digits = digits.toUpperCase()
    prefix = prefix.toUpperCase()
  }
  return padNumber((n < 0 ? '-' : '') + digits, prefix, flags, width, true)
}

/** Sign, prefix and zeros of a number whose text may begin with `-`. */
function padNumber(text: string, prefix: string, flags: string, width: number, zeros: boolean): string {
  const negative = text.startsWith('-')
  const digits = negative ? text.slice(1) : text
  const sign = negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : ''
  const missing = width - sign.length - prefix.length - digits.length
  if (missing <= 0) return sign + prefix + digits
  if (flags.includes('-')) return sign + prefix + digits + ' '.repeat(missing)
  if (flags.includes('0') && zeros) return sign + prefix + '0'.repeat(missing) + digits
  return ' '.repeat(missing) + sign + prefix + digits
}
