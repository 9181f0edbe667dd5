// The `_tokenize` module: the parser's own tokens, for the library's `tokenize`. lib: tokenize; CPython: Python/Python-tokenize.c
//
// differs: TokenizerIter reads all lines before it gives the first token.
import { syntaxError } from '@typhon/interpreter'
import {
  arg,
  asBool,
  bytesOrUndefined,
  call0,
  callMethod,
  defineModule,
  defineType,
  error,
  isError,
  iteratorMethods,
  kw,
  OBJECT_LAYOUT,
  type Shape,
  strFromText,
  strOrUndefined,
  textOfStr,
  type Value,
  W_Iterator,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import { PythonSyntaxError, scan, type TokenInfo } from '@typhon/parser'

/** The numbers of tokens that are no operators; keywords are names. CPython: Grammar/Tokens */
const NUMBERS: { readonly [kind: string]: number } = {
  END: 0,
  NAME: 1,
  NUMBER: 2,
  STRING: 3,
  NEWLINE: 4,
  INDENT: 5,
  DEDENT: 6,
  TYPE_COMMENT: 57,
  FSTRING_START: 59,
  FSTRING_MIDDLE: 60,
  FSTRING_END: 61,
  COMMENT: 62,
  NL: 63,
  ERROR: 55,
}

/** The exact numbers of operators, from LPAR = 7 on. */
const OPERATORS =
  '( ) [ ] : , ; + - * / | & < > = . % { } == != <= >= ~ ^ << >> ** += -= *= /= %= &= |= ^= <<= >>= **= // //= @ @= -> ... := !'.split(
    ' ',
  )
const FIRST_OPERATOR = 7
const OP = 55
const NAME = 1

class W_TokenizerIter extends W_Iterator {
  private readonly readline: Value
  private readonly encoding: string | null
  private readonly extra: boolean
  private tokens: readonly TokenInfo[] | null = null
  private lines: readonly string[] = []
  private failure: PythonSyntaxError | null = null
  private at = 0

  constructor(shape: Shape, readline: Value, encoding: string | null, extra: boolean) {
    super(shape)
    this.readline = readline
    this.encoding = encoding
    this.extra = extra
  }

  override next(): Value | undefined {
    const tokens = (this.tokens ??= this.scan())
    if (this.at < tokens.length) return this.token(tokens[this.at++])
    if (this.failure !== null) throw syntaxError(this.failure)
    return undefined
  }

  private scan(): readonly TokenInfo[] {
    const source = this.read()
    this.lines = source.split('\n').map((line, i, all) => (i < all.length - 1 ? `${line}\n` : line))
    try {
      const { tokens, error: failure } = scan(source, { filename: '<string>', extraTokens: this.extra })
      // Where wrong indentation ends is not told.
      this.failure =
        failure !== null && failure.kind !== 'SyntaxError'
          ? failure.moved({ end_lineno: null, end_offset: null, text: failure.text?.replace(/\n$/, '') ?? null })
          : failure
      return tokens
    } catch (e) {
      if (!(e instanceof PythonSyntaxError)) throw e
      this.failure = e
      return []
    }
  }

  private read(): string {
    let source = ''
    for (;;) {
      let w: Value
      try {
        w = call0(this.readline)
      } catch (e) {
        if (isError(e, 'StopIteration')) return source
        throw e
      }
      const line = this.line(w)
      if (line === '') return source
      source += line
    }
  }

  private line(w: Value): string {
    if (this.encoding === null) {
      const s = strOrUndefined(w)
      if (s === undefined) throw error('TypeError', 'readline() returned a non-string object')
      return textOfStr(s)
    }
    const bytes = bytesOrUndefined(w)
    if (bytes === undefined) throw error('TypeError', 'readline() returned a non-bytes object')
    return textOfStr(strOrUndefined(callMethod(w, 'decode', this.encoding)) ?? '')
  }

  private token(t: TokenInfo): Value {
    const number = this.number(t)
    let { text, line, column, endLine, endColumn } = t
    if (!this.extra && (t.kind === 'INDENT' || t.kind === 'DEDENT' || t.kind === 'END')) {
      // The parser's own tokens of these kinds are nowhere on their line.
      const last = this.lines.length - (this.lines.at(-1) === '' ? 1 : 0)
      const place = new W_Tuple([t.kind === 'INDENT' ? this.lineBehind(t) : Math.min(line, last), -1])
      return new W_Tuple([number, '', place, place, strFromText(this.lines.slice(line - 1, endLine).join(''))])
    }
    if (t.kind === 'NEWLINE' || t.kind === 'NL') {
      if (!this.extra) {
        text = ''
        endColumn = column
      } else if (text === '\n' && this.lines[line - 1]?.endsWith('\r\n')) {
        text = '\r\n'
        endColumn++
      }
    }
    // Line ends that the source does not have are a character wide; what comes after them is on a line of its own.
    if (this.extra && (t.kind === 'NEWLINE' || t.kind === 'NL') && text === '') endColumn++
    if ((t.kind === 'END' || t.kind === 'DEDENT') && column > 0 && line === this.lines.length && this.isLast(t)) {
      line = endLine = line + 1
      column = endColumn = 0
    }
    if (t.kind === 'FSTRING_MIDDLE') text = text.replace(/\{\{|\}\}/g, (braces) => braces[0])
    return new W_Tuple([
      number,
      strFromText(text),
      new W_Tuple([line, column]),
      new W_Tuple([endLine, endColumn]),
      strFromText(this.lines.slice(line - 1, endLine).join('')),
    ])
  }

  /** The line of the token behind one. */
  private lineBehind(t: TokenInfo): number {
    return this.tokens?.[this.at]?.line ?? t.line
  }

  /** Whether nothing but dedents and the end follows. */
  private isLast(t: TokenInfo): boolean {
    return t.kind === 'END' || this.tokens!.slice(this.at).every((x) => x.kind === 'DEDENT' || x.kind === 'END')
  }

  private number(t: TokenInfo): number {
    const known = NUMBERS[t.kind]
    if (known !== undefined) return known
    const place = OPERATORS.indexOf(t.text)
    return place < 0 && t.text !== '<>' ? NAME : this.extra ? OP : FIRST_OPERATOR + Math.max(place, 0)
  }
}

const tokenizerIterType: W_Type = defineType<W_TokenizerIter>(
  'TokenizerIter',
  { module: '_tokenize', layout: { name: 'TokenizerIter', base: OBJECT_LAYOUT }, final: true },
  (t) => {
    t.new(
      [arg('readline'), kw<Value>('encoding', null, null), kw('extra_tokens', asBool, false)],
      (cls, readline, encoding, extra) => {
        const name = encoding === null ? null : textOfStr(strOrUndefined(encoding) ?? 'utf-8')
        return new W_TokenizerIter(cls.rootShape(), readline, name, extra)
      },
      null,
      'tokenizeriter',
    )
    iteratorMethods(t)
  },
)

export const tokenizeModule = defineModule('_tokenize', null, (m) => m.type(tokenizerIterType))
