// Bytes as ASCII text: case, padding, tabs, questions, tables, hexadecimal. What bytes and bytearray do alike.
// lib: stdtypes#bytes.center; CPython: Objects/bytes_methods.c, Python/pystrhex.c
import { error } from '../../errors/exception.ts'
import type { Value } from '../../space/value.ts'
import type { W_Type } from '../../space/type.ts'
import { call1 } from '../../operations/call.ts'
import { len } from '../../operations/convert.ts'
import { int, ssize, wrongType, shownType } from '../../typedef/convert.ts'
import type { TypeBuilder } from '../../typedef/define.ts'
import { arg, type Convert, pos } from '../../typedef/parameter.ts'
import { lengthOf, pointAt } from '../str/units.ts'
import { strOrUndefined } from '../str/wide.ts'
import { bytesOf, W_ByteArray, W_Bytes, zeros } from './access.ts'
import type { Kind } from './search.ts'
import { isBlank } from './split.ts'

const isUpper = (b: number): boolean => b >= 65 && b <= 90
const isLower = (b: number): boolean => b >= 97 && b <= 122
const isAlpha = (b: number): boolean => isUpper(b) || isLower(b)
const isDigit = (b: number): boolean => b >= 48 && b <= 57
const upper = (b: number): number => (isLower(b) ? b - 32 : b)
const lower = (b: number): number => (isUpper(b) ? b + 32 : b)

const fillbyte: Convert<number> = (w, where) => {
  const b = w instanceof W_Bytes ? w.bytes : w instanceof W_ByteArray ? w.data.subarray(0, w.length) : undefined
  if (b === undefined || b.length !== 1) throw wrongType(w, where, 'a byte string of length 1')
  return b[0]
}

function titled(bytes: Uint8Array): Uint8Array {
  let inWord = false
  return bytes.map((b) => {
    const c = inWord ? lower(b) : upper(b)
    inWord = isAlpha(b)
    return c
  })
}

function isTitled(bytes: Uint8Array): boolean {
  let found = false
  let inWord = false
  for (const b of bytes) {
    if (isUpper(b)) {
      if (inWord) return false
      found = inWord = true
    } else if (isLower(b)) {
      if (!inWord) return false
      found = true
    } else inWord = false
  }
  return found
}

function expandTabs(bytes: Uint8Array, tabsize: number): Uint8Array {
  const out: number[] = []
  let column = 0
  for (const b of bytes) {
    if (b === 9) {
      const spaces = tabsize > 0 ? tabsize - (column % tabsize) : 0
      if (out.length + spaces > 2 ** 31 - 1) throw error('OverflowError', 'result too long')
      for (let k = 0; k < spaces; k++) out.push(32)
      column += spaces
    } else {
      out.push(b)
      column = b === 10 || b === 13 ? 0 : column + 1
    }
  }
  return Uint8Array.from(out)
}

function translated(bytes: Uint8Array, w_table: Value, w_delete: Value | undefined): Uint8Array {
  const table = w_table === null ? null : bytesOf(w_table)
  if (table !== null && table.length !== 256) throw error('ValueError', 'translation table must be 256 characters long')
  const drop = new Uint8Array(256)
  if (w_delete !== undefined) for (const b of bytesOf(w_delete)) drop[b] = 1
  const out = new Uint8Array(bytes.length)
  let n = 0
  for (const b of bytes) if (drop[b] === 0) out[n++] = table === null ? b : table[b]
  return out.slice(0, n)
}

const HEX = Array.from({ length: 256 }, (_, b) => b.toString(16).padStart(2, '0'))

/** Bytes as hexadecimal digits, `sep` between groups of |group| bytes: counted from the right, from the left if negative. */
export function hexText(bytes: Uint8Array, w_sep: Value | undefined, group: number): string {
  let sep = ''
  if (w_sep !== undefined) {
    const s = strOrUndefined(w_sep)
    const raw = w_sep instanceof W_Bytes ? w_sep.bytes : undefined
    if (len(w_sep) !== 1) throw error('ValueError', 'sep must be length 1.')
    if (s === undefined && raw === undefined) throw error('TypeError', 'sep must be str or bytes.')
    const c = s === undefined ? raw![0] : pointAt(s, 0)
    if (c > 127) throw error('ValueError', 'sep must be ASCII.')
    sep = String.fromCharCode(c)
  }
  const size = Math.abs(group)
  let out = ''
  const offset = group > 0 ? bytes.length % size : 0
  for (let i = 0; i < bytes.length; i++) {
    if (i > 0 && size > 0 && (i - offset) % size === 0) out += sep
    out += HEX[bytes[i]]
  }
  return out
}

/** The bytes that hexadecimal digits spell; white space between bytes is passed over. */
export function bytesOfHex(w: Value): Uint8Array {
  const s = strOrUndefined(w)
  if (s === undefined) throw error('TypeError', `fromhex() argument must be str, not ${shownType(w)}`)
  const n = lengthOf(s)
  for (let i = 0; i < n; i++)
    if (pointAt(s, i) > 127) throw error('ValueError', `non-hexadecimal number found in fromhex() arg at position ${i}`)
  const out = new Uint8Array(n >> 1)
  let count = 0
  const digit = (i: number): number => {
    const c = i < n ? pointAt(s, i) : 0
    const v = isDigit(c) ? c - 48 : c >= 65 && c <= 70 ? c - 55 : c >= 97 && c <= 102 ? c - 87 : -1
    if (v < 0) throw error('ValueError', `non-hexadecimal number found in fromhex() arg at position ${i}`)
    return v
  }
  for (let i = 0; i < n;) {
    if (isBlank(pointAt(s, i))) i++
    else {
      out[count++] = digit(i) * 16 + digit(i + 1)
      i += 2
    }
  }
  return out.slice(0, count)
}

/** Declares the methods of this file; `own` is the type itself. */
export function layoutMethods<S>(t: TypeBuilder<S>, kind: Kind<S>, own: () => W_Type): void {
  const { read, make } = kind
  const pad = (self: S, left: number, right: number, fill: number): Value => {
    const bytes = read(self)
    if (left <= 0 && right <= 0) return kind.same(self)
    const out = zeros(bytes.length + left + right).fill(fill)
    out.set(bytes, left)
    return make(out)
  }
  const fill = () => pos('fillchar', fillbyte, 32, "b' '")
  t.method('center', [pos('width', ssize), fill()], 'The bytes in the middle of a field.', (self, width, b) => {
    const missing = Math.max(0, width - read(self).length)
    const left = Math.floor(missing / 2) + (missing & width & 1)
    return pad(self, left, missing - left, b)
  })
  t.method('ljust', [pos('width', ssize), fill()], 'The bytes at the left of a field.', (self, width, b) =>
    pad(self, 0, Math.max(0, width - read(self).length), b),
  )
  t.method('rjust', [pos('width', ssize), fill()], 'The bytes at the right of a field.', (self, width, b) =>
    pad(self, Math.max(0, width - read(self).length), 0, b),
  )
  t.method(
    'zfill',
    [pos('width', ssize)],
    'The bytes with zeros between sign and digits up to a width.',
    (self, width) => {
      const bytes = read(self)
      const missing = width - bytes.length
      if (missing <= 0) return kind.same(self)
      const out = zeros(width).fill(48)
      out.set(bytes, missing)
      if (bytes.length > 0 && (bytes[0] === 43 || bytes[0] === 45)) {
        out[0] = bytes[0]
        out[missing] = 48
      }
      return make(out)
    },
  )
  t.method('expandtabs', [arg('tabsize', int, 8)], 'The bytes with tabs made spaces.', (self, tabsize) =>
    make(expandTabs(read(self), tabsize)),
  )
  const convert = (name: string, doc: string, body: (bytes: Uint8Array) => Uint8Array): void =>
    t.method(name, [], doc, (self) => make(body(read(self))))
  convert('upper', 'The bytes with ASCII letters in upper case.', (b) => b.map(upper))
  convert('lower', 'The bytes with ASCII letters in lower case.', (b) => b.map(lower))
  convert('swapcase', 'The bytes with upper and lower case of ASCII letters exchanged.', (b) =>
    b.map((x) => (isUpper(x) ? x + 32 : upper(x))),
  )
  convert('capitalize', 'The bytes with the first letter in upper case and the rest in lower case.', (b) =>
    b.map((x, i) => (i === 0 ? upper(x) : lower(x))),
  )
  convert('title', 'The bytes with each ASCII word in title case.', titled)
  const question = (name: string, doc: string, body: (bytes: Uint8Array) => boolean): void =>
    t.method(name, [], doc, (self) => body(read(self)))
  const all =
    (test: (b: number) => boolean) =>
    (bytes: Uint8Array): boolean =>
      bytes.length > 0 && bytes.every(test)
  question('isalpha', 'Whether there are bytes and all are ASCII letters.', all(isAlpha))
  question('isdigit', 'Whether there are bytes and all are ASCII digits.', all(isDigit))
  question(
    'isalnum',
    'Whether there are bytes and all are ASCII letters or digits.',
    all((b) => isAlpha(b) || isDigit(b)),
  )
  question('isspace', 'Whether there are bytes and all are ASCII white space.', all(isBlank))
  question('isascii', 'Whether all bytes are below 128.', (bytes) => bytes.every((b) => b < 128))
  question(
    'islower',
    'Whether there are ASCII letters and all are in lower case.',
    (bytes) => bytes.some(isLower) && !bytes.some(isUpper),
  )
  question(
    'isupper',
    'Whether there are ASCII letters and all are in upper case.',
    (bytes) => bytes.some(isUpper) && !bytes.some(isLower),
  )
  question('istitle', 'Whether there are ASCII words and all are in title case.', isTitled)
  t.method(
    'translate',
    [pos('table'), { ...arg<Value | undefined>('delete', null, undefined, "b''"), required: false }],
    'The bytes replaced by those of a table of 256, without the deleted ones.',
    (self, table, drop) => make(translated(read(self), table, drop)),
    "($self, table, /, delete=b'')",
  )
  t.staticMethod('maketrans', [pos('frm'), pos('to')], 'A table for translate().', (frm, to) => {
    const from = bytesOf(frm)
    const into = bytesOf(to)
    if (from.length !== into.length) throw error('ValueError', 'maketrans arguments must have same length')
    const table = Uint8Array.from({ length: 256 }, (_, b) => b)
    from.forEach((b, i) => (table[b] = into[i]))
    return new W_Bytes(table)
  })
  t.method(
    'hex',
    [{ ...arg<Value | undefined>('sep', null, undefined), required: false }, arg('bytes_per_sep', int, 1)],
    `The bytes as hexadecimal digits, with a separator between groups of them.\n\n>>> ${t.type.name}(b'Typhon').hex('-', 2)\n'5479-7068-6f6e'`,
    (self, sep, group) => hexText(read(self), sep, group),
    '($self, /, sep=<unrepresentable>, bytes_per_sep=1)',
  )
  t.classMethod('fromhex', [pos('string')], 'The bytes that hexadecimal digits spell.', (cls, w) => {
    const w_bytes = make(bytesOfHex(w))
    return cls === own() ? w_bytes : call1(cls, w_bytes)
  })
}
