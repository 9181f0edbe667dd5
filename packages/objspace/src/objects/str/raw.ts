// Raw strings, cut and changed with the host's own operations: most texts are these, and short, so that what counts is how little is
// done for each. A raw string has no characters beyond U+FFFF; each of its units is a character.
import { flat } from '../../lib/flat.ts'
import { isLineBreak, isSpace } from './unicode.ts'

/** Whether a character is white space. */
function isBlank(c: number): boolean {
  return c === 32 || (c < 14 && c > 8) || ((c < 32 || c > 126) && isSpace(c))
}

// Longer texts may be parts of others, whose characters cost the host five times as much one by one: expressions go over them.
const SHORT = 12
/** All characters but white space, as isBlank has it. */
const WORDS = /[^\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g
/** What ends a line beside `\n`. */
const OTHER_BREAK = /[\r\v\f\x1c-\x1e\x85\u2028\u2029]/

/** The words between white space, with at most `max` cuts from the left; the rest keeps the white space behind it. */
export function wordsOf(s: string, max: number): string[] {
  if (s.length > SHORT && max >= s.length) return s.match(WORDS) ?? []
  const out: string[] = []
  const n = s.length
  for (let i = 0, cuts = 0; ; cuts++) {
    while (i < n && isBlank(s.charCodeAt(i))) i++
    if (i === n) return out
    const from = i
    if (cuts >= max) {
      out.push(s.slice(from))
      return out
    }
    do i++
    while (i < n && !isBlank(s.charCodeAt(i)))
    out.push(s.slice(from, i))
  }
}

/** The lines; CR LF is one break. */
export function linesOf(s: string, keepEnds: boolean): string[] {
  if (s.length > SHORT && !keepEnds && !OTHER_BREAK.test(s)) {
    const lines = s.split('\n')
    if (lines[lines.length - 1] === '') lines.pop()
    return lines
  }
  const out: string[] = []
  const n = s.length
  for (let i = 0; i < n;) {
    const from = i
    let c = 0
    while (i < n) {
      c = s.charCodeAt(i)
      if ((c < 32 || c > 126) && isLineBreak(c)) break
      i++
    }
    const to = i
    if (i < n) i += c === 13 && s.charCodeAt(i + 1) === 10 ? 2 : 1
    out.push(s.slice(from, keepEnds ? i : to))
  }
  return out
}

/** Without white space at the ends. */
export function trimmed(s: string, left: boolean, right: boolean): string {
  let from = 0
  let to = s.length
  if (left) while (from < to && isBlank(s.charCodeAt(from))) from++
  if (right) while (to > from && isBlank(s.charCodeAt(to - 1))) to--
  return to - from === s.length ? s : s.slice(from, to)
}

/** Which characters of ASCII are in `marked`, the text that was asked about last: programs go over many texts with the same one. */
const marks = new Uint8Array(128)
let marked = ''
/** Whether there are others in it. */
let hasMore = false

function mark(chars: string): void {
  marks.fill(0)
  hasMore = false
  for (let i = 0; i < chars.length; i++) {
    const c = chars.charCodeAt(i)
    if (c < 128) marks[c] = 1
    else hasMore = true
  }
  marked = chars
}

const isMarked = (c: number): boolean => (c < 128 ? marks[c] === 1 : hasMore && marked.includes(String.fromCharCode(c)))

/** Without the given characters at the ends. */
export function trimmedOf(s: string, chars: string, left: boolean, right: boolean): string {
  if (chars !== marked) mark(chars)
  let from = 0
  let to = s.length
  if (left) while (from < to && isMarked(s.charCodeAt(from))) from++
  if (right) while (to > from && isMarked(s.charCodeAt(to - 1))) to--
  return to - from === s.length ? s : s.slice(from, to)
}

const NO_ASCII = -1
const NOTHING = 0
const SOME = 1

// oxlint-disable-next-line no-control-regex
const BEYOND_ASCII = /[^\x00-\x7f]/
const CAPITAL = /[A-Z]/
const SMALL = /[a-z]/

/** Whether all characters are ASCII, and if so, whether some are from `first` to `last`, which `range` has. */
function look(s: string, first: number, last: number, range: RegExp): number {
  if (s.length > SHORT) return BEYOND_ASCII.test(s) ? NO_ASCII : range.test(s) ? SOME : NOTHING
  let found = NOTHING
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i)
    if (c > 127) return NO_ASCII
    if (c >= first && c <= last) found = SOME
  }
  return found
}

export function isAscii(s: string): boolean {
  if (s.length > SHORT) return !BEYOND_ASCII.test(s)
  for (let i = 0; i < s.length; i++) if (s.charCodeAt(i) > 127) return false
  return true
}

/** ASCII text in lower case; undefined for other text. */
export function lowerAscii(s: string): string | undefined {
  const found = look(s, 65, 90, CAPITAL)
  return found === SOME ? s.toLowerCase() : found === NOTHING ? s : undefined
}

/** So many characters are put together at once. */
const PIECE = 1024

/** ASCII text with a capital at the start of each word. */
export function titleAscii(s: string): string {
  let out = ''
  let inWord = false
  for (let from = 0; from < s.length; from += PIECE) {
    const units = new Array<number>(Math.min(PIECE, s.length - from))
    for (let i = 0; i < units.length; i++) {
      const c = s.charCodeAt(from + i)
      const isSmall = c >= 97 && c <= 122
      const isCapital = c >= 65 && c <= 90
      units[i] = isSmall && !inWord ? c - 32 : isCapital && inWord ? c + 32 : c
      inWord = isSmall || isCapital
    }
    out += String.fromCharCode.apply(null, units)
  }
  return flat(out)
}

/** ASCII text with small letters for capitals and capitals for small ones. */
export function swapAscii(s: string): string {
  let out = ''
  for (let from = 0; from < s.length; from += PIECE) {
    const units = new Array<number>(Math.min(PIECE, s.length - from))
    for (let i = 0; i < units.length; i++) {
      const c = s.charCodeAt(from + i)
      const small = c | 32
      units[i] = small >= 97 && small <= 122 ? c ^ 32 : c
    }
    out += String.fromCharCode.apply(null, units)
  }
  return flat(out)
}

/** ASCII text in upper case; undefined for other text. */
export function upperAscii(s: string): string | undefined {
  const found = look(s, 97, 122, SMALL)
  return found === SOME ? s.toUpperCase() : found === NOTHING ? s : undefined
}
