// The text of str literals: a JavaScript string, or code points where surrogates that are characters of their own stand in
// the order of a pair. What must stay true: a CodePointString holds at least one such pair, so equal texts look equal.
import { CodePointString } from '../generated/ast.ts'

export type Text = string | CodePointString

/** Whether a value of a constant is a str's. */
export function isText(value: unknown): value is Text {
  return typeof value === 'string' || value instanceof CodePointString
}

/** One text behind the other. */
export function joinTexts(a: Text, b: Text): Text {
  if (typeof a === 'string' && typeof b === 'string') {
    if (a.charCodeAt(a.length - 1) >> 10 !== 0x36 || b.charCodeAt(0) >> 10 !== 0x37) return a + b
  }
  return new CodePointString([...codePoints(a), ...codePoints(b)])
}

function codePoints(text: Text): readonly number[] {
  return typeof text === 'string' ? Array.from(text, (c) => c.codePointAt(0)!) : text.codePoints
}
