// Quoted-printable text, as `binascii` has it. ref: RFC 2045 section 6.7, RFC 2047 for headers; CPython: Modules/binascii.c

const EQUALS = 61
const UNDERSCORE = 95
const SPACE = 32
const TAB = 9
const LF = 10
const CR = 13
const DOT = 46
/** Longest line, without its end. */
const LINE = 76

function hexDigit(v: number): number {
  return v < 10 ? 48 + v : 55 + v
}

function hexValue(c: number): number {
  if (c >= 48 && c <= 57) return c - 48
  const lower = c | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}

/** `=XX` is a byte, `=` at the end of a line nothing; anything else stays. `_` is a space in headers. */
export function decodeQuoted(data: Uint8Array, header: boolean): Uint8Array {
  const out: number[] = []
  let i = 0
  while (i < data.length) {
    const c = data[i]
    if (c === EQUALS) {
      i++
      if (i >= data.length) break
      if (data[i] === LF || data[i] === CR) {
        // A soft line end: everything up to the newline.
        if (data[i] !== LF) while (i < data.length && data[i] !== LF) i++
        if (i < data.length) i++
      } else if (data[i] === EQUALS) {
        // Broken encoders write two.
        out.push(EQUALS)
        i++
      } else if (i + 1 < data.length && hexValue(data[i]) >= 0 && hexValue(data[i + 1]) >= 0) {
        out.push((hexValue(data[i]) << 4) | hexValue(data[i + 1]))
        i += 2
      } else out.push(EQUALS)
    } else {
      out.push(header && c === UNDERSCORE ? SPACE : c)
      i++
    }
  }
  return Uint8Array.from(out)
}

/**
 * Lines end as the first line of the data does. Without `istext` line ends are quoted like other bytes; spaces and tabs are quoted at
 * the end of a line, everywhere with `quotetabs`; with `header` a space is `_`.
 */
export function encodeQuoted(data: Uint8Array, quotetabs: boolean, istext: boolean, header: boolean): Uint8Array {
  const first = data.indexOf(LF)
  const isCrlf = first > 0 && data[first - 1] === CR
  const out: number[] = []
  let column = 0
  const softBreak = (): void => {
    out.push(EQUALS)
    if (isCrlf) out.push(CR)
    out.push(LF)
    column = 0
  }
  const quote = (c: number): void => {
    out.push(EQUALS, hexDigit(c >> 4), hexDigit(c & 15))
  }
  const { length } = data
  let i = 0
  while (i < length) {
    const c = data[i]
    const isLast = i + 1 === length
    const mustQuote =
      c > 126 ||
      c === EQUALS ||
      (header && c === UNDERSCORE) ||
      (c === DOT && column === 0 && (isLast || data[i + 1] === LF || data[i + 1] === CR || data[i + 1] === 0)) ||
      (!istext && (c === CR || c === LF)) ||
      ((c === TAB || c === SPACE) && isLast) ||
      (c < 33 && c !== CR && c !== LF && (quotetabs || (c !== TAB && c !== SPACE)))
    if (mustQuote) {
      if (column + 3 >= LINE) softBreak()
      quote(c)
      i++
      column += 3
    } else if (istext && (c === LF || (c === CR && !isLast && data[i + 1] === LF))) {
      column = 0
      // White space at the end of a line is quoted.
      const before = out[out.length - 1]
      if (out.length > 0 && (before === SPACE || before === TAB)) {
        out.pop()
        quote(before)
      }
      if (isCrlf) out.push(CR)
      out.push(LF)
      i += c === CR ? 2 : 1
    } else {
      if (!isLast && data[i + 1] !== LF && column + 1 >= LINE) softBreak()
      column++
      out.push(header && c === SPACE ? UNDERSCORE : c)
      i++
    }
  }
  return Uint8Array.from(out)
}
