// Number literals. ref: lexical_analysis#numeric-literals
//
// An error is placed where reading stopped; the one for leading zeros, up to the first other digit.
import { Tok } from '../tokens.ts'
import type { Tokenizer } from './tokenizer.ts'

export const isDigit = (c: number): boolean => c >= 48 && c <= 57
const isBinary = (c: number): boolean => c === 48 || c === 49
const isOctal = (c: number): boolean => c >= 48 && c <= 55
const isHexadecimal = (c: number): boolean => isDigit(c) || ((c | 32) >= 97 && (c | 32) <= 102)

/** Reads the number at the cursor of a tokenizer. */
export function readNumber(t: Tokenizer): void {
  const { s } = t
  const start = t.i
  let c = s.charCodeAt(start)
  if (c === 48) {
    const x = s.charCodeAt(start + 1) | 32
    if (x === 120) return radix(t, 'hexadecimal', isHexadecimal)
    if (x === 111) return radix(t, 'octal', isOctal)
    if (x === 98) return radix(t, 'binary', isBinary)
  }
  let i = start
  if (c !== 46) {
    i = digits(t, i)
    if (i < 0) return
  }
  c = s.charCodeAt(i)
  const isWhole = c !== 46 && (c | 32) !== 101 && (c | 32) !== 106
  if (isWhole && s.charCodeAt(start) === 48 && !t.options.extraTokens && hasLeadingZeros(t, start, i)) return
  if (c === 46) {
    i++
    if (isDigit(s.charCodeAt(i))) {
      i = digits(t, i)
      if (i < 0) return
    }
    c = s.charCodeAt(i)
  }
  if ((c | 32) === 101) {
    const sign = s.charCodeAt(i + 1)
    if (sign === 43 || sign === 45) {
      if (!isDigit(s.charCodeAt(i + 2))) return t.fail('invalid decimal literal', i + 2)
      i = digits(t, i + 2)
    } else if (isDigit(sign)) i = digits(t, i + 1)
    else return end(t, start, i, 'decimal')
    if (i < 0) return
    c = s.charCodeAt(i)
  }
  if ((c | 32) === 106) return end(t, start, i + 1, 'imaginary')
  end(t, start, i, 'decimal')
}

/** The end of digits with single underscores between; -1 after an error. */
function digits(t: Tokenizer, from: number): number {
  const { s } = t
  let i = from
  for (;;) {
    while (isDigit(s.charCodeAt(i))) i++
    if (s.charCodeAt(i) !== 95) return i
    i++
    if (!isDigit(s.charCodeAt(i))) {
      t.fail('invalid decimal literal', i)
      return -1
    }
  }
}

function radix(t: Tokenizer, what: string, isOne: (c: number) => boolean): void {
  const { s } = t
  let i = t.i + 2
  do {
    if (s.charCodeAt(i) === 95) i++
    const c = s.charCodeAt(i)
    if (!isOne(c)) {
      if (isDigit(c)) return t.fail(`invalid digit '${s[i]}' in ${what} literal`, i + 1)
      return t.fail(`invalid ${what} literal`, i)
    }
    while (isOne(s.charCodeAt(i))) i++
  } while (s.charCodeAt(i) === 95)
  if (isDigit(s.charCodeAt(i))) return t.fail(`invalid digit '${s[i]}' in ${what} literal`, i + 1)
  end(t, t.i, i, what)
}

/** Whether a whole number that begins with 0 is not zero, which is an error. */
function hasLeadingZeros(t: Tokenizer, start: number, stop: number): boolean {
  const { s } = t
  let i = start
  while (i < stop && (s.charCodeAt(i) === 48 || s.charCodeAt(i) === 95)) i++
  if (i === stop) return false
  t.failOver(
    'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
    start,
    i + 1,
  )
  return true
}

/** A number may be followed by some keywords (`1if x else y`), which is doubtful, but by no other name. */
function end(t: Tokenizer, start: number, stop: number, what: string): void {
  const { s } = t
  const c = s.charCodeAt(stop)
  if (t.options.extraTokens) {
    // A list of tokens shows what follows as a name.
  } else if ((c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || isDigit(c)) {
    if (!/^(?:(?:and|else|for|or|not)(?![\w\u0080-\uffff])|i[fns])/.test(s.slice(stop, stop + 5)))
      return t.fail(`invalid ${what} literal`, stop)
    t.doubt(`invalid ${what} literal`, stop)
  }
  t.i = stop
  t.out.push(Tok.NUMBER, start, stop, t.line)
}
