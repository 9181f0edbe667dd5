// The tokenizer: one pass over the source into a table of tokens. ref: lexical_analysis; CPython: Parser/lexer/lexer.c
//
// What must stay true: an error ends the tokens with ERROR; whoever gets there raises it. Errors are placed where reading
// stopped, which is the character behind the last one that was looked at.
import { PythonSyntaxError, type SyntaxErrorKind } from '../errors.ts'
import { hasRawBytes, utf8Fault } from '../raw-bytes.ts'
import { isPrintable } from '../repr.ts'
import type { Source } from '../source.ts'
import { KEYWORDS, Tok } from '../tokens.ts'
import { beginFString, endField, fieldAround, type FString, readMiddle } from './fstrings.ts'
import { isDigit, readNumber } from './numbers.ts'
import { operatorAt } from './operators.ts'
import { Tokens } from './token-table.ts'

const TABSIZE = 8
const MAXINDENT = 100
const MAXLEVEL = 200

const isIdentStart = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c >= 128
const isIdentPart = (c: number): boolean =>
  (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c >= 128 || (c >= 48 && c <= 57)

export interface TokenizerOptions {
  /** Report type comments as tokens. */
  typeComments?: boolean
  /** Report comments and blank lines' newlines. */
  extraTokens?: boolean
}

/** All tokens of a source. */
export function tokenizeSource(source: Source, options: TokenizerOptions = {}): Tokens {
  return new Tokenizer(source, options).run()
}

export class Tokenizer {
  readonly source: Source
  readonly s: string
  readonly out: Tokens
  readonly options: TokenizerOptions
  i = 0
  line = 1
  private readonly indents = [0]
  /** The same indents with tabs one column wide: both have to agree on what is deeper. */
  private readonly altIndents = [0]
  /** Offsets of the brackets that are open. */
  readonly brackets: number[] = []
  readonly fstrings: FString[] = []
  private failed = false

  constructor(source: Source, options: TokenizerOptions) {
    this.source = source
    this.s = source.text
    this.out = new Tokens(source)
    this.options = options
  }

  // Errors

  /** Ends the tokens with an error before the character at `end`, on the current line or the one given. */
  fail(msg: string, end: number, line = this.line): void {
    const column = this.source.characters(end, line)
    this.end({ kind: 'SyntaxError', msg, offset: column, end_offset: column, line, text: this.textOf(line) })
  }

  /** Ends the tokens with an error over characters. */
  failOver(msg: string, start: number, end: number): void {
    const { source, line } = this
    const offset = source.characters(start, line) + 1
    const end_offset = source.characters(end, line)
    this.end({ kind: 'SyntaxError', msg, offset, end_offset, line, text: this.textOf(line) })
  }

  /** Notes something doubtful about the token that comes next. */
  doubt(msg: string, end: number): void {
    this.out.doubts.push({ token: this.out.count, msg, line: this.line, end })
  }

  /** Ends the tokens with an error that is raised only where the parser gets to it. */
  private failLater(kind: SyntaxErrorKind, msg: string, offset: number, end_offset: number): void {
    const { source, line } = this
    const text = source.text.slice(source.starts[this.firstLine() - 1], source.endOf(line))
    this.end({ kind, msg, offset, end_offset, line, text })
    this.out.isErrorDeferred = true
  }

  private end(error: {
    kind: SyntaxErrorKind
    msg: string
    offset: number
    end_offset: number
    line: number
    text: string
  }): void {
    if (this.failed) return
    this.failed = true
    // Faults inside f-strings are not looked for either.
    this.out.isErrorDeferred = this.fstrings.length > 0
    const { kind, msg, offset, end_offset, line, text } = error
    const { filename } = this.source
    this.out.error = new PythonSyntaxError({
      kind,
      msg,
      filename,
      lineno: line,
      offset,
      end_lineno: line,
      end_offset,
      text,
    })
    this.out.push(Tok.ERROR, this.i, this.i, this.line)
  }

  private textOf(line: number): string {
    const text = this.source.line(line)
    return text.endsWith('\n') ? text.slice(0, -1) : text
  }

  /** Line of an offset; the end of the source is on its last line even behind a newline. */
  lineAt(i: number): number {
    const { s } = this
    return this.source.lineOf(i >= s.length && s.endsWith('\n') ? s.length - 1 : i)
  }

  // The whole

  run(): Tokens {
    const { s, out } = this
    const n = s.length
    let atLineStart = true
    let comment = -1
    while (!this.failed) {
      if (atLineStart) {
        atLineStart = false
        if (this.brackets.length === 0 && this.fstrings.length === 0) {
          if (this.indentation()) {
            atLineStart = true
            if (this.i >= n) break
            continue
          }
          if (this.failed || this.i >= n) break
        }
      }
      const c = s.charCodeAt(this.i)
      if (c === 32 || c === 9 || c === 12) {
        this.i++
        continue
      }
      if (this.i >= n) break
      if (c === 10) {
        if (this.brackets.length === 0) out.push(Tok.NEWLINE, comment < 0 ? this.i : comment, this.i + 1, this.line)
        else if (this.options.extraTokens) out.push(Tok.NL, this.i, this.i + 1, this.line)
        comment = -1
        this.i++
        this.line++
        atLineStart = true
        continue
      }
      if (c === 35) {
        // The end of a line begins with its comment.
        if (!this.options.extraTokens && !this.options.typeComments) comment = this.i
        this.comment()
        continue
      }
      if (c === 92) {
        if (!this.continuation()) break
        continue
      }
      this.token(c)
    }
    if (!this.failed) this.finish()
    return out
  }

  /** The line where the lines begin that backslashes join with this one, tokens being on each of them. */
  private firstLine(): number {
    const { source, out, s } = this
    let { line } = this
    let k = out.count - 1
    while (line > 1 && s.charCodeAt(source.starts[line - 1] - 2) === 92) {
      while (k >= 0 && out.starts[k] >= source.starts[line - 1]) k--
      if (k < 0 || out.ends[k] <= source.starts[line - 2] || out.kinds[k] === Tok.NEWLINE) break
      line--
    }
    return line
  }

  /** A backslash at the end of a line; false after an error. */
  private continuation(): boolean {
    const { s } = this
    if (s.charCodeAt(this.i + 1) === 10 && this.i + 2 < s.length) {
      this.i += 2
      this.line++
      return true
    }
    if (s.charCodeAt(this.i + 1) !== 10) {
      const column = this.i - this.source.starts[this.firstLine() - 1]
      const msg = 'unexpected character after line continuation character'
      this.failLater('SyntaxError', msg, this.i + 1 < s.length ? column + 2 : column + 1, 0)
      return false
    }
    if (this.brackets.length === 0) {
      const column = this.source.characters(this.i, this.line)
      this.failLater('SyntaxError', 'unexpected EOF while parsing', column + 2, -1)
      return false
    }
    this.i = s.length
    return true
  }

  private finish(): void {
    const { out } = this
    const n = this.s.length
    const lastLine = n === 0 ? 0 : this.lineAt(n)
    out.open.push(...this.brackets)
    // Of brackets in an f-string that is open too, nothing is said before the parser gets there.
    out.isErrorDeferred = this.fstrings.length > 0
    if (this.brackets.length === 0) {
      const last = out.count > 0 ? out.kinds[out.count - 1] : Tok.NEWLINE
      if (last !== Tok.NEWLINE && last !== Tok.DEDENT && last !== Tok.INDENT && last !== Tok.NL && last !== Tok.COMMENT)
        out.push(Tok.NEWLINE, n, n, this.line)
      else if (last === Tok.COMMENT && this.options.extraTokens) out.push(Tok.NL, n, n, this.line)
      for (let k = this.indents.length; k > 1; k--) out.push(Tok.DEDENT, n, n, lastLine)
    }
    out.push(Tok.END, n, n, lastLine)
  }

  /** Reads the white space at the start of a logical line; true for a blank or comment line, which is consumed. */
  private indentation(): boolean {
    const { s, out } = this
    const start = this.i
    let col = 0
    let alt = 0
    let continued = 0
    for (;;) {
      const c = s.charCodeAt(this.i)
      if (c === 32) {
        col++
        alt++
      } else if (c === 9) {
        col = (Math.floor(col / TABSIZE) + 1) * TABSIZE
        alt++
      } else if (c === 12) col = alt = 0
      else if (c === 92) {
        // Indentation that goes on on the next line is that of the first.
        if (continued === 0) continued = col
        if (!this.continuation()) return false
        continue
      } else break
      this.i++
    }
    const i = this.i
    if (i >= s.length) {
      if (i > start && this.options.extraTokens) out.push(Tok.NL, i, i, this.line)
      return false
    }
    const c = s.charCodeAt(i)
    if (c === 35 || c === 10) {
      const { count } = out
      if (c === 35) this.comment()
      // A type comment is a line of its own.
      const kind = out.count > count && out.kinds[count] === Tok.TYPE_COMMENT ? Tok.NEWLINE : Tok.NL
      if (this.i < s.length) {
        if (kind === Tok.NEWLINE || this.options.extraTokens) out.push(kind, this.i, this.i + 1, this.line)
        this.i++
        this.line++
      }
      return true
    }
    if (continued > 0) col = alt = continued
    const top = this.indents.length - 1
    if (col === this.indents[top]) {
      if (alt !== this.altIndents[top]) this.tabError()
    } else if (col > this.indents[top]) {
      if (this.indents.length >= MAXINDENT) this.failLater('IndentationError', 'too many levels of indentation', 1, 0)
      else if (alt <= this.altIndents[top]) this.tabError()
      else {
        this.indents.push(col)
        this.altIndents.push(alt)
        out.push(Tok.INDENT, start, i, this.line)
      }
    } else this.dedent(col, alt)
    return false
  }

  private dedent(col: number, alt: number): void {
    const { out, indents, altIndents, i } = this
    const { count } = out
    while (indents.length > 1 && col < indents[indents.length - 1]) {
      indents.pop()
      altIndents.pop()
      out.push(Tok.DEDENT, i, i, this.line)
    }
    if (col !== indents[indents.length - 1]) {
      out.count = count
      const { source, line } = this
      const end = source.characters(source.starts[line] ?? this.s.length, line)
      this.failLater('IndentationError', 'unindent does not match any outer indentation level', end, -1)
    } else if (alt !== altIndents[altIndents.length - 1]) this.tabError()
  }

  private tabError(): void {
    this.failLater('TabError', 'inconsistent use of tabs and spaces in indentation', 1, 0)
  }

  private comment(): void {
    const { s, out } = this
    const start = this.i
    const newline = s.indexOf('\n', start)
    const end = newline < 0 ? s.length : newline
    this.i = end
    if (this.options.extraTokens) out.push(Tok.COMMENT, start, end, this.line)
    else if (this.options.typeComments) {
      const m = /^#[ \t]*type:[ \t]*(.*)$/.exec(s.slice(start, end))
      if (m === null) return
      const ignore = /^ignore(?![A-Za-z0-9\u0080-\uffff])(.*)$/.exec(m[1])
      if (ignore !== null) out.typeIgnores.push({ line: this.line, tag: ignore[1] })
      else out.push(Tok.TYPE_COMMENT, end - m[1].length, end, this.line)
    }
  }

  private token(c: number): void {
    const { s } = this
    const start = this.i
    if (isIdentStart(c)) {
      let i = start + 1
      let next = s.charCodeAt(i)
      while (isIdentPart(next)) next = s.charCodeAt(++i)
      if ((next === 34 || next === 39) && i - start <= 2 && this.prefixed(start, i)) return
      this.name(start, i)
    } else if (isDigit(c) || (c === 46 && isDigit(s.charCodeAt(start + 1)))) readNumber(this)
    else if (c === 34 || c === 39) this.string(start, start)
    else this.operator(c)
  }

  private name(start: number, end: number): void {
    const text = this.s.slice(start, end)
    // oxlint-disable-next-line no-control-regex
    if (!this.source.ascii && /[^\x00-\x7f]/.test(text) && !/^[\p{XID_Start}_][\p{XID_Continue}]*$/u.test(text)) {
      this.wrongName(text, start)
      return
    }
    this.i = end
    this.out.push(end - start <= 8 ? (KEYWORDS.get(text) ?? Tok.NAME) : Tok.NAME, start, end, this.line)
  }

  /** Refuses the first character of a name that cannot be there. */
  private wrongName(text: string, start: number): void {
    if (hasRawBytes(text)) {
      const end = this.source.characters(start + text.length, this.line)
      this.failLater('SyntaxError', utf8Fault(text), end, -1)
      return
    }
    let end = start
    for (const ch of text) {
      const isRight = end === start ? /^[\p{XID_Start}_]$/u.test(ch) : /^\p{XID_Continue}$/u.test(ch)
      end += ch.length
      if (isRight) continue
      const code = ch.codePointAt(0)!
      const shown = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
      return this.fail(
        isPrintable(code) ? `invalid character '${ch}' (${shown})` : `invalid non-printable character ${shown}`,
        end,
      )
    }
  }

  /** Reads a string whose prefix is s.slice(start, quote); false when that is no prefix. */
  private prefixed(start: number, quote: number): boolean {
    const prefix = this.s.slice(start, quote).toLowerCase()
    switch (prefix) {
      case 'r':
      case 'b':
      case 'u':
      case 'br':
      case 'rb':
        this.string(start, quote)
        return true
      case 'f':
      case 'fr':
      case 'rf':
        beginFString(this, start, quote, prefix.length === 2)
        return true
      default:
        return false
    }
  }

  private string(start: number, quote: number): void {
    const { s } = this
    const q = s.charCodeAt(quote)
    const startLine = this.line
    const isTriple = s.charCodeAt(quote + 1) === q && s.charCodeAt(quote + 2) === q
    let hasEscapedQuote = false
    let i = isTriple ? quote + 3 : quote + 1
    for (;;) {
      const c = s.charCodeAt(i)
      if (c !== c || (c === 10 && !isTriple)) {
        this.line = startLine
        this.unterminated(start, q, isTriple, i, hasEscapedQuote)
        return
      }
      if (c === 92) {
        const next = s.charCodeAt(i + 1)
        if (next === 10) this.line++
        else if (next === q) hasEscapedQuote = true
        i += 2
        continue
      }
      if (c === 10) this.line++
      if (c === q && (!isTriple || (s.charCodeAt(i + 1) === q && s.charCodeAt(i + 2) === q))) {
        i += isTriple ? 3 : 1
        break
      }
      i++
    }
    this.i = i
    this.out.push(Tok.STRING, start, i, startLine)
  }

  private unterminated(start: number, quote: number, isTriple: boolean, stop: number, hasEscapedQuote: boolean): void {
    const f = this.fstrings[this.fstrings.length - 1]
    // The quote was meant to end the f-string around.
    if (f !== undefined && f.quote === quote && f.isTriple === isTriple)
      return this.fail("f-string: expecting '}'", start + 1)
    const what = isTriple ? 'triple-quoted string' : 'string'
    this.out.isErrorAtEnd = stop >= this.s.length
    const guess = hasEscapedQuote && !isTriple ? '; perhaps you escaped the end quote?' : ''
    this.fail(`unterminated ${what} literal (detected at line ${this.lineAt(stop)})${guess}`, start + 1)
  }

  /** Opens the bracket at an offset; false after an error. */
  open(i: number): boolean {
    if (this.brackets.length >= MAXLEVEL) {
      this.fail('too many nested parentheses', i + 1)
      return false
    }
    this.brackets.push(i)
    return true
  }

  private operator(c: number): void {
    const { s, out, i } = this
    switch (c) {
      case 40:
      case 91:
      case 123:
        if (!this.open(i)) return
        this.i = i + 1
        out.push(c === 40 ? Tok.LPAR : c === 91 ? Tok.LSQB : Tok.LBRACE, i, i + 1, this.line)
        return
      case 41:
      case 93:
      case 125:
        this.close(c)
        return
      case 58:
        if (this.fstrings.length > 0) {
          const f = fieldAround(this)
          if (f !== null) {
            out.push(Tok.COLON, i, i + 1, this.line)
            this.i++
            f.isInPlainSpec = true
            readMiddle(this)
            return
          }
        }
    }
    const found = operatorAt(s, i, c)
    if (found !== 0) {
      this.i = i + (found >> 8)
      out.push(found & 255, i, this.i, this.line)
      return
    }
    if (c < 32 || c === 127)
      return this.fail(`invalid non-printable character U+${c.toString(16).toUpperCase().padStart(4, '0')}`, i + 1)
    // A character that no token begins with. A list of tokens shows it; the parser has no use for it.
    this.i = i + 1
    out.push(this.options.extraTokens ? Tok.ERROR : Tok.STRAY, i, i + 1, this.line)
  }

  private close(c: number): void {
    const { s, out, i } = this
    const shown = s[i]
    if (this.fstrings.length > 0) {
      const f = fieldAround(this)
      if (f !== null && c === 125) return endField(this)
      if (f !== null) return this.fail(`f-string: unmatched '${shown}'`, i + 1)
    }
    const kind = c === 41 ? Tok.RPAR : c === 93 ? Tok.RSQB : Tok.RBRACE
    const open = this.brackets.pop()
    if (!this.options.extraTokens) {
      if (open === undefined) return this.fail(`unmatched '${shown}'`, i + 1)
      const o = s.charCodeAt(open)
      // The closing bracket is one or two characters behind the opening one.
      if (c - o !== 1 && c - o !== 2) {
        const line = this.source.lineOf(open)
        const where = line === this.line ? '' : ` on line ${line}`
        const msg = `closing parenthesis '${shown}' does not match opening parenthesis '${s[open]}'${where}`
        return this.fail(msg, i + 1)
      }
    }
    this.i = i + 1
    out.push(kind, i, i + 1, this.line)
  }
}
