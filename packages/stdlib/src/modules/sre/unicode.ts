// Character properties beyond ASCII that regular expressions ask for, as Unicode 15.1 has them (CPython 3.13's version).
//
// Letters, numbers and case mappings are the host's own; the host may know a later Unicode, so the letters and digits that
// Unicode 16 and 17 added are taken out again. Answers are kept in pages of 256 characters, made when first asked for: the
// host's property tests cost 50 ns each, a page costs 15 µs once.

const ALNUM = 1
const DECIMAL = 2
const SPACE = 4
const LINEBREAK = 8

/** Letters and numbers assigned after Unicode 15.1, as pairs of first and last. */
const LATER = Uint32Array.from(
  (
    '88f-88f c5c-c5c cdc-cdc 1c89-1c8a a7cb-a7cf a7d2-a7d2 a7d4-a7d4 a7da-a7dc a7f1-a7f1 105c0-105f3 10940-10959 ' +
    '10d40-10d65 10d6f-10d85 10ec2-10ec7 11380-11389 1138b-1138b 1138e-1138e 11390-113b5 113b7-113b7 113d1-113d1 ' +
    '113d3-113d3 116d0-116e3 11bc0-11be0 11bf0-11bf9 11db0-11ddb 11de0-11de9 13460-143fa 16100-1611d 16130-16139 ' +
    '16d40-16d6c 16d70-16d79 16ea0-16eb8 16ebb-16ed3 16ff2-16ff6 187f8-187ff 18cff-18cff 18d09-18d1e 18d80-18df2 ' +
    '1ccf0-1ccf9 1e5d0-1e5ed 1e5f0-1e5fa 1e6c0-1e6de 1e6e0-1e6e2 1e6e4-1e6e5 1e6e7-1e6ed 1e6f0-1e6f4 1e6fe-1e6ff ' +
    '2b73a-2b73f 2cea2-2cead 323b0-33479'
  ).split(/[- ]/),
  (word) => parseInt(word, 16),
)

function isLater(c: number): boolean {
  if (c < LATER[0]) return false
  let low = 0
  let high = LATER.length >> 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (LATER[2 * middle] <= c) low = middle
    else high = middle
  }
  return c <= LATER[2 * low + 1]
}

const ALNUM_TEST = /[\p{L}\p{N}]/u
const DECIMAL_TEST = /\p{Nd}/u
const SPACE_TEST = /[\s\x1c-\x1f\x85]/u

const pages: (Uint8Array | undefined)[] = []

function flags(c: number): number {
  return (pages[c >> 8] ?? makePage(c >> 8))[c & 255]
}

function makePage(n: number): Uint8Array {
  const page = new Uint8Array(256)
  for (let i = 0; i < 256; i++) {
    const c = (n << 8) | i
    if (isLater(c)) continue
    const s = String.fromCodePoint(c)
    let f = 0
    if (ALNUM_TEST.test(s)) f |= ALNUM | (DECIMAL_TEST.test(s) ? DECIMAL : 0)
    else if (SPACE_TEST.test(s) && c !== 0xfeff) f |= SPACE
    if ((c >= 10 && c <= 13) || (c >= 0x1c && c <= 0x1e) || c === 0x85 || c === 0x2028 || c === 0x2029) f |= LINEBREAK
    page[i] = f
  }
  pages[n] = page
  return page
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
