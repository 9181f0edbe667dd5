// The parser's state: a cursor over the tokens, positions of nodes, and errors. The grammar is in the files beside this one,
// as functions from a Parser to a node. ref: grammar
//
// What must stay true: every function leaves the cursor behind what it took, or throws; `depth` counts nested constructs,
// so that hostile input gets CPython's error and not the host's.
import type { PythonSyntaxError } from '../errors.ts'
import type { Source } from '../source.ts'
import { Tok } from '../tokens.ts'
import type { Tokens } from '../tokenizer.ts'

const MAX_DEPTH = 1500

export interface ParseOptions {
  readonly typeComments: boolean
  /** Minor version whose grammar is to be parsed. */
  readonly featureVersion: number
  /** Told of invalid escape sequences and doubtful literals. */
  readonly onWarning: (category: string, message: string, lineno: number) => void
}

export class Parser {
  readonly source: Source
  readonly tokens: Tokens
  readonly kinds: Uint8Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly lines: Int32Array
  readonly options: ParseOptions
  pos = 0
  /** Kind of the token at `pos`. */
  kind: number
  depth = 0
  /** Whether a yield, await… has meaning here is scope analysis's affair; only the grammar's own contexts are kept. */
  inFString = 0

  constructor(tokens: Tokens, options: ParseOptions) {
    this.source = tokens.source
    this.tokens = tokens
    this.kinds = tokens.kinds
    this.starts = tokens.starts
    this.ends = tokens.ends
    this.lines = tokens.lines
    this.options = options
    this.kind = this.kinds[0]
  }

  /** Moves behind the current token. */
  advance(): void {
    this.kind = this.kinds[++this.pos]
  }

  peek(n = 1): number {
    return this.pos + n < this.tokens.count ? this.kinds[this.pos + n] : Tok.END
  }

  /** Goes back (or forth) to a token. */
  reset(pos: number): void {
    this.pos = pos
    this.kind = this.kinds[pos]
  }

  accept(kind: number): boolean {
    if (this.kind !== kind) return false
    this.kind = this.kinds[++this.pos]
    return true
  }

  expect(kind: number): void {
    if (this.kind !== kind) throw this.invalid()
    this.kind = this.kinds[++this.pos]
  }

  text(i = this.pos): string {
    return this.source.text.slice(this.starts[i], this.ends[i])
  }

  /** Whether the current token is the name `word` (a soft keyword). */
  isWord(word: string, at = this.pos): boolean {
    return (
      this.kinds[at] === Tok.NAME &&
      this.ends[at] - this.starts[at] === word.length &&
      this.source.text.startsWith(word, this.starts[at])
    )
  }

  // Positions: line and byte column of a token's start, and of the end of the last token taken.
  line(i = this.pos): number {
    return this.lines[i]
  }

  col(i = this.pos): number {
    return this.source.ascii
      ? this.starts[i] - this.source.starts[this.lines[i] - 1]
      : this.source.column(this.starts[i], this.lines[i])
  }

  endLine(i = this.pos - 1): number {
    const kind = this.kinds[i]
    return kind === Tok.STRING || kind === Tok.FSTRING_MIDDLE ? this.source.lineOf(this.ends[i]) : this.lines[i]
  }

  endCol(i = this.pos - 1): number {
    const line = this.endLine(i)
    return this.source.ascii ? this.ends[i] - this.source.starts[line - 1] : this.source.column(this.ends[i], line)
  }

  /** Index of the last token taken that is not white space: where a statement with a block ends. */
  lastSolid(): number {
    let i = this.pos - 1
    while (this.kinds[i] === Tok.NEWLINE || this.kinds[i] === Tok.DEDENT || this.kinds[i] === Tok.INDENT) i--
    return i
  }

  /** Line of the end of a statement with a block. */
  blockEndLine(): number {
    return this.endLine(this.lastSolid())
  }

  /** Byte column of the end of a statement with a block: behind its last `;` when it ends with one. */
  blockEndCol(): number {
    return this.endCol(this.lastSolid())
  }

  /** An identifier's text, in normal form NFKC. */
  identifier(i = this.pos): string {
    const text = this.text(i)
    // oxlint-disable-next-line no-control-regex
    return this.source.ascii || !/[^\x00-\x7f]/.test(text) ? text : text.normalize('NFKC')
  }

  enter(): void {
    if (++this.depth > MAX_DEPTH) throw this.errorAt('too many nested parentheses', this.pos)
  }

  leave(): void {
    this.depth--
  }

  /** A syntax error at a token. */
  errorAt(msg: string, i: number): PythonSyntaxError {
    return this.source.error(msg, this.starts[i], this.ends[i])
  }

  /** A syntax error from the start of a node (or token) to the end of another. */
  errorBetween(msg: string, start: number, end: number): PythonSyntaxError {
    return this.source.error(msg, start, end)
  }

  /** A syntax error over a node. */
  errorOn(
    msg: string,
    from: { lineno: number; col_offset: number },
    to: { end_lineno: number; end_col_offset: number } = from as never,
  ): PythonSyntaxError {
    return this.source.error(
      msg,
      this.offset(from.lineno, from.col_offset),
      this.offset(to.end_lineno, to.end_col_offset),
    )
  }

  /** Offset in the text of a position in a tree. */
  offset(line: number, col: number): number {
    const start = this.source.starts[line - 1]
    if (this.source.ascii) return start + col
    let i = start
    for (let n = 0; n < col; i++) {
      const c = this.source.text.charCodeAt(i)
      n += c < 0x80 ? 1 : c < 0x800 ? 2 : c >= 0xd800 && c <= 0xdbff ? 4 : 3
      if (c >= 0xd800 && c <= 0xdbff) i++
    }
    return i
  }

  /** The error for a token that fits nowhere. */
  invalid(at = this.pos): PythonSyntaxError {
    const { tokens } = this
    const kind = this.kinds[at]
    if (kind === Tok.ERROR) return tokens.error as PythonSyntaxError
    if (tokens.error !== null && tokens.error.kind === 'SyntaxError') {
      // An error further on that only the tokenizer sees is the more telling one.
      return tokens.error
    }
    if (tokens.error !== null) return tokens.error
    if (kind === Tok.INDENT) return this.indentError('unexpected indent', at)
    if (kind === Tok.DEDENT) return this.indentError('unexpected unindent', at)
    if (tokens.open.length > 0) {
      const o = tokens.open[tokens.open.length - 1]
      if (kind === Tok.END || o < this.starts[at]) {
        return this.source.error(`'${this.source.text[o]}' was never closed`, o, o + 1)
      }
    }
    return this.errorAt('invalid syntax', at)
  }

  private indentError(msg: string, at: number): PythonSyntaxError {
    const line = this.lines[at]
    const start = this.source.starts[line - 1]
    const end = start + this.source.line(line).replace(/\n$/, '').length
    const e = this.source.error(msg, this.ends[at], this.ends[at], 'IndentationError')
    void end
    return e
  }
}
