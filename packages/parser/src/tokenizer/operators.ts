// Operators and delimiters: the longest that begins at a character. ref: lexical_analysis#operators
import { Tok } from '../tokens.ts'

/** What a character begins: alone, before `=`, doubled, and doubled before `=`. */
interface Operator {
  readonly alone: number
  readonly assigned: number
  readonly doubled: number
  readonly doubledAssigned: number
}

const TABLE: (Operator | undefined)[] = []
for (const [character, alone, assigned = 0, doubled = 0, doubledAssigned = 0] of [
  [',', Tok.COMMA],
  [';', Tok.SEMI],
  ['~', Tok.TILDE],
  ['.', Tok.DOT],
  [':', Tok.COLON, Tok.COLONEQUAL],
  ['+', Tok.PLUS, Tok.PLUSEQUAL],
  ['-', Tok.MINUS, Tok.MINEQUAL],
  ['*', Tok.STAR, Tok.STAREQUAL, Tok.DOUBLESTAR, Tok.DOUBLESTAREQUAL],
  ['/', Tok.SLASH, Tok.SLASHEQUAL, Tok.DOUBLESLASH, Tok.DOUBLESLASHEQUAL],
  ['%', Tok.PERCENT, Tok.PERCENTEQUAL],
  ['@', Tok.AT, Tok.ATEQUAL],
  ['&', Tok.AMPER, Tok.AMPEREQUAL],
  ['|', Tok.VBAR, Tok.VBAREQUAL],
  ['^', Tok.CIRCUMFLEX, Tok.CIRCUMFLEXEQUAL],
  ['<', Tok.LESS, Tok.LESSEQUAL, Tok.LEFTSHIFT, Tok.LEFTSHIFTEQUAL],
  ['>', Tok.GREATER, Tok.GREATEREQUAL, Tok.RIGHTSHIFT, Tok.RIGHTSHIFTEQUAL],
  ['=', Tok.EQUAL, Tok.EQEQUAL],
  ['!', Tok.EXCLAMATION, Tok.NOTEQUAL],
] as [string, number, number?, number?, number?][])
  TABLE[character.charCodeAt(0)] = { alone, assigned, doubled, doubledAssigned }

const EQUALS = 61

/** Kind of the operator at an offset plus its length times 256; 0 where none begins with this character. */
export function operatorAt(s: string, i: number, c: number): number {
  const operator = TABLE[c]
  if (operator === undefined) return 0
  const next = s.charCodeAt(i + 1)
  if (next === EQUALS) {
    if (operator.assigned !== 0) return operator.assigned + 512
  } else if (next === c) {
    if (operator.doubled !== 0) {
      return s.charCodeAt(i + 2) === EQUALS ? operator.doubledAssigned + 768 : operator.doubled + 512
    }
    if (c === 46 && s.charCodeAt(i + 2) === c) return Tok.ELLIPSIS + 768
  } else if (next === 62) {
    if (c === 45) return Tok.ARROW + 512
    if (c === 60) return Tok.NOTEQUAL + 512
  }
  return operator.alone + 256
}
