// Character properties beyond ASCII that regular expressions ask for, as Unicode 15.1 has them (CPython 3.13's version).
//
// Letters, numbers and case mappings are the host's own; the host may know a later Unicode, so the letters and digits that
// Unicode 16 and 17 added are taken out again. Answers are kept in tables, made when first asked for; they are found as
// runs in the text of all characters, since a test per character costs 50 ns.

import { isLater, laterRanges } from '@typhon/objspace'

const ALNUM = 1
const DECIMAL = 2
const SPACE = 4
const LINEBREAK = 8

const RUNS: readonly [RegExp, number][] = [
  [/[\p{L}\p{N}]+/gu, ALNUM],
  [/\p{Nd}+/gu, DECIMAL],
  [/[\t-\r\x1c-\x20\x85\xa0\p{Zs}\u2028\u2029]+/gu, SPACE],
  [/[\n-\r\x1c-\x1e\x85\u2028\u2029]+/gu, LINEBREAK],
]

/** Flags of the characters below 256, of the BMP, and of other blocks of 256 by their number. */
let latin: Uint8Array | null = null
let bmp: Uint8Array | null = null
const pages: (Uint8Array | undefined)[] = []

function flags(c: number): number {
  if (c < 256) return (latin ??= scan(0, 256))[c]
  if (c < 0x10000) return (bmp ??= scan(0, 0x10000))[c]
  return (pages[c >> 8] ??= scan(c & ~255, 256))[c & 255]
}

/** Flags of `count` characters from `first` on; surrogates have none. */
function scan(first: number, count: number): Uint8Array {
  const out = new Uint8Array(count)
  const units = first > 0xffff ? 2 : 1
  const text = textOf(first, count)
  for (const [re, flag] of RUNS) {
    for (const m of text.matchAll(re)) {
      const from = m.index / units
      const to = from + m[0].length / units
      for (let i = from; i < to; i++) out[i] |= flag
    }
  }
  const later = laterRanges()
  for (let k = 0; k < later.length; k += 2) {
    if (later[k] < first + count && later[k + 1] >= first)
      out.fill(0, Math.max(later[k] - first, 0), later[k + 1] - first + 1)
  }
  return out
}

/** The characters in a row. A surrogate becomes U+FFFD, which is as long. */
function textOf(first: number, count: number): string {
  let units: Uint16Array
  if (first > 0xffff) {
    units = new Uint16Array(2 * count)
    for (let i = 0; i < count; i++) {
      const c = first + i - 0x10000
      units[2 * i] = 0xd800 | (c >> 10)
      units[2 * i + 1] = 0xdc00 | (c & 0x3ff)
    }
  } else {
    units = new Uint16Array(count)
    for (let i = 0; i < count; i++) units[i] = first + i
  }
  return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(units)
}

/** `str.isalnum` of one character. */
export function isAlnum(c: number): boolean {
  return (flags(c) & ALNUM) !== 0
}

/** `str.isdecimal` of one character. */
export function isDecimal(c: number): boolean {
  return (flags(c) & DECIMAL) !== 0
}

/** `str.isspace` of one character. */
export function isSpace(c: number): boolean {
  return (flags(c) & SPACE) !== 0
}

/** Whether `str.splitlines` ends a line at the character. */
export function isLineBreak(c: number): boolean {
  return (flags(c) & LINEBREAK) !== 0
}

const lowerPages: (Uint32Array | undefined)[] = []
const upperPages: (Uint32Array | undefined)[] = []

function makeCasePage(n: number, map: (s: string) => string): Uint32Array {
  const page = new Uint32Array(256)
  for (let i = 0; i < 256; i++) {
    const c = (n << 8) | i
    const m = map(String.fromCodePoint(c)).codePointAt(0)!
    page[i] = isLater(c) || isLater(m) ? c : m
  }
  return page
}

/** First character of the lower-case mapping. */
export function lowerFirst(c: number): number {
  return (lowerPages[c >> 8] ??= makeCasePage(c >> 8, (s) => s.toLowerCase()))[c & 255]
}

/** First character of the upper-case mapping. */
export function upperFirst(c: number): number {
  return (upperPages[c >> 8] ??= makeCasePage(c >> 8, (s) => s.toUpperCase()))[c & 255]
}
