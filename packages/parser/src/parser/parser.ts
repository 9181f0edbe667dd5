// The parser's state: a cursor over the tokens, positions of nodes, and errors. The grammar is in the files beside this one,
// as functions from a Parser to a node. ref: grammar
//
// What must stay true: every function leaves the cursor behind what it took, or throws; `depth` counts nested constructs,
// so that hostile input gets CPython's error and not the host's.
import { PythonSyntaxError, type SyntaxErrorKind } from '../errors.ts'
import { tooComplex } from '../nesting.ts'
import { type Source, utf8Length } from '../source.ts'
import { Tok } from '../tokens.ts'
import type { Tokens } from '../tokenizer/token-table.ts'

/** How deep constructs may nest, some of which count more than one. CPython: Parser/pegen.h (MAXSTACK) */
const MAX_DEPTH = 6000

/** Told of doubtful literals; `error` is what there is to raise if a warning is to be an error. */
export type WarningSink = (category: 'SyntaxWarning', message: string, lineno: number, error: PythonSyntaxError) => void

export interface ParseOptions {
  readonly typeComments: boolean
  /** Minor version whose grammar is to be parsed. */
  readonly featureVersion: number
  /** Inequality is spelled `<>`, and not `!=`. PEP 401 */
  readonly isFlufl: boolean
  /** Most digits that a decimal int may have; 0 for no limit. */
  readonly maxDigits: number
  readonly onWarning: WarningSink
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
  /** How many doubts of the tokenizer have been told. */
  private told = 0
  /** Where the last statement of the file begins that was begun. */
  statementStart = 0

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
    if (this.kind !== kind) throw FAILURE
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

  /** The line where the physical lines begin that a token ends on: further up behind line ends in tokens or a backslash. */
  firstLine(i: number): number {
    const { source } = this
    let line = this.endLine(i)
    for (let k = i; k >= 0 && this.endLine(k) >= line; k--) {
      if (this.lines[k] < line && this.endLine(k) === line) line = this.lines[k]
      while (k > 0 && this.endLine(k - 1) < line && source.text[source.starts[line - 1] - 2] === '\\') {
        if (this.endLine(k - 1) < line - 1) return line
        line--
      }
    }
    return line
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

  enter(levels = 1): void {
    this.depth += levels
    if (this.depth > MAX_DEPTH) throw tooComplex()
  }

  leave(levels = 1): void {
    this.depth -= levels
  }

  /** Warns, once, of what the tokenizer found doubtful up to the current token, or another one. */
  tellDoubts(last = this.pos): void {
    const { source } = this
    const { doubts } = this.tokens
    for (; this.told < doubts.length && doubts[this.told].token <= last; this.told++) {
      const { msg, line, end } = doubts[this.told]
      const error = source.error(msg, end, end)
      const offset = source.characters(end, line)
      const text = source.line(line).replace(/\n$/, '')
      this.options.onWarning('SyntaxWarning', msg, line, error.moved({ offset, end_offset: offset, text }))
    }
  }

  /** Warns of a literal that is doubtful. */
  warn(msg: string, token: number): void {
    this.options.onWarning('SyntaxWarning', msg, this.lines[token], this.errorAt(msg, token))
  }

  /** Whether a token that means inequality is spelled as it has to be; raises what PEP 401 has to say. */
  isInequality(at: number): boolean {
    const isOld = this.source.text[this.starts[at]] === '<'
    if (this.options.isFlufl && !isOld) throw this.errorAt("with Barry as BDFL, use '<>' instead of '!='", at)
    return isOld === this.options.isFlufl
  }

  /** The identifier at the cursor, which is moved behind it. */
  name(): string {
    if (this.kind !== Tok.NAME) throw FAILURE
    const name = this.identifier()
    this.advance()
    return name
  }

  /** Refuses what older Pythons do not have; `what` begins the message. */
  requireVersion(minor: number, what: string): void {
    if (this.options.featureVersion < minor)
      throw this.errorAt(`${what} only supported in Python 3.${minor} and greater`, this.pos)
  }

  /** A syntax error over tokens. */
  errorAt(msg: string, first: number, last = first, kind: SyntaxErrorKind = 'SyntaxError'): PythonSyntaxError {
    const { source } = this
    const lineno = this.lines[first]
    const end_lineno = this.endLine(last)
    const offset = this.isPlaceless(first) ? 0 : source.characters(this.starts[first], lineno) + 1
    const end_offset = this.isPlaceless(last) ? 0 : source.characters(this.ends[last], end_lineno) + 1
    const { filename } = source
    const text = source.line(lineno)
    return new PythonSyntaxError({ kind, msg, filename, lineno, offset, end_lineno, end_offset, text })
  }

  /** A syntax error from a token to where the tokenizer stands, which has read up to `last`. */
  errorFrom(msg: string, first: number, last: number): PythonSyntaxError {
    const { source } = this
    const line = this.endLine(last)
    const stands = this.isPlaceless(last) ? source.endOf(line) : this.ends[last]
    return this.errorAt(msg, first, last).moved({ end_offset: source.characters(stands, line) })
  }

  /** A syntax error at the last token that was read: where that has no place of its own, where the tokenizer stands. */
  errorHere(msg: string, at: number, kind: SyntaxErrorKind = 'SyntaxError'): PythonSyntaxError {
    const error = this.errorAt(msg, at, at, kind)
    if (!this.isPlaceless(at)) return error
    const { source } = this
    const line = this.lines[at]
    const isIndent = this.kinds[at] === Tok.INDENT || this.kinds[at] === Tok.DEDENT
    const stands = isIndent && this.ends[at] < source.text.length ? this.ends[at] : source.endOf(line)
    return error.moved({ offset: source.characters(stands, line), end_offset: -1 })
  }

  /** Whether a token is no text: changes of indentation, and what the end of the source brings. */
  private isPlaceless(at: number): boolean {
    const kind = this.kinds[at]
    if (kind === Tok.NEWLINE) return this.starts[at] === this.ends[at]
    return kind === Tok.INDENT || kind === Tok.DEDENT || kind === Tok.END
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
      n += utf8Length(this.source.text, i, i + 2 > this.source.text.length || c >> 10 !== 0x36 ? i + 1 : i + 2)
      if (c >= 0xd800 && c <= 0xdbff) i++
    }
    return i
  }

  /** What is thrown where the source is wrong; what is wrong with it is found out afterwards. */
  wrong(): Failure {
    return FAILURE
  }
}

/** Thrown where the source cannot be parsed: diagnose.ts looks for the error. */
export class Failure {}

const FAILURE = new Failure()
