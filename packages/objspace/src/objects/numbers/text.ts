// Numbers in text: white space around them, and decimal digits of any script.

/** The text without white space around it, its decimal digits made ASCII; null where it has other characters. */
export function asciiDigits(text: string): string | null {
  const graphic = (unit: number): boolean => unit > 32 && unit < 127
  const s =
    graphic(text.charCodeAt(0)) && graphic(text.charCodeAt(text.length - 1))
      ? text
      : text.replace(/^[\s\x1c-\x1f\x85]+|[\s\x1c-\x1f\x85]+$/gu, '')
  let i = 0
  while (i < s.length && s.charCodeAt(i) < 128) i++
  if (i === s.length) return s
  let out = ''
  for (const ch of s) {
    if (ch < '\x80') out += ch
    else if (/\p{Nd}/u.test(ch)) out += digitValue(ch)
    else return null
  }
  return out
}

/** Decimal digits come in runs of ten that start at a multiple of ten from the first of the run. */
function digitValue(ch: string): string {
  const c = ch.codePointAt(0)!
  let n = 0
  while (n < 9 && /\p{Nd}/u.test(String.fromCodePoint(c - n - 1))) n++
  // Some scripts' runs adjoin: the mathematical digits start at U+1D7CE.
  return String(c >= 0x1d7ce && c <= 0x1d7ff ? (c - 0x1d7ce) % 10 : n)
}
