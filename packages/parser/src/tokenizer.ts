// The tokenizer: one pass over the source into parallel arrays. ref: lexical_analysis; PEP 701; CPython: Parser/lexer/lexer.c
//
// What must stay true: tokens are in source order; `start` and `end` are offsets into the text; a token's line is found from
// the lines array. An f-string is FSTRING_START, then FSTRING_MIDDLE (which may be empty) and the tokens of the replacement
// fields, then FSTRING_END. An error ends the tokens with ERROR: whoever gets there raises it.
import type { PythonSyntaxError } from './errors.ts'
import type { Source } from './source.ts'
import { KEYWORDS, Tok } from './tokens.ts'

const TABSIZE = 8
const MAXINDENT = 100
const MAXLEVEL = 200
const MAXFSTRINGLEVEL = 150

/** An f-string that is being read. */
interface FString {
  readonly quote: number
  readonly triple: boolean
  readonly raw: boolean
  readonly start: number
  /** Bracket level outside the replacement field being read, per nested field. */
  readonly levels: number[]
  /** The innermost field is in its format spec. */
  spec: boolean[]
}

const isIdentStart = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c >= 128
const isIdentPart = (c: number): boolean =>
  (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c >= 128 || (c >= 48 && c <= 57)
const isDigit = (c: number): boolean => c >= 48 && c <= 57

export interface TokenizerOptions {
  /** Report type comments as tokens. */
  typeComments?: boolean
  /** Report comments and blank lines' newlines. */
  extraTokens?: boolean
}

export class Tokens {
  readonly source: Source
  kinds = new Uint8Array(1024)
  starts = new Int32Array(1024)
  ends = new Int32Array(1024)
  lines = new Int32Array(1024)
  count = 0
  error: PythonSyntaxError | null = null
  /** Brackets that were never closed: offsets, outermost first. */
  readonly open: number[] = []
  /** `# type: ignore` comments: line and what follows. */
  readonly typeIgnores: { line: number; tag: string }[] = []

  constructor(source: Source) {
    this.source = source
  }

  push(kind: number, start: number, end: number, line: number): void {
    const n = this.count
    if (n === this.kinds.length) this.grow()
    this.kinds[n] = kind
    this.starts[n] = start
    this.ends[n] = end
    this.lines[n] = line
    this.count = n + 1
  }

  text(i: number): string {
    return this.source.text.slice(this.starts[i], this.ends[i])
  }

  private grow(): void {
    const size = this.kinds.length * 2
    const kinds = new Uint8Array(size)
    const starts = new Int32Array(size)
    const ends = new Int32Array(size)
    const lines = new Int32Array(size)
    kinds.set(this.kinds)
    starts.set(this.starts)
    ends.set(this.ends)
    lines.set(this.lines)
    this.kinds = kinds
    this.starts = starts
    this.ends = ends
    this.lines = lines
  }
}

/** All tokens of a source. */
export function tokenizeSource(source: Source, options: TokenizerOptions = {}): Tokens {
  return new Tokenizer(source, options).run()
}

class Tokenizer {
  private readonly source: Source
  private readonly s: string
  private readonly out: Tokens
  private readonly options: TokenizerOptions
  private i = 0
  private line = 1
  private readonly indents = [0]
  private readonly altIndents = [0]
  private readonly brackets: number[] = []
  private readonly fstrings: FString[] = []
  private failed = false

  constructor(source: Source, options: TokenizerOptions) {
    this.source = source
    this.s = source.text
    this.out = new Tokens(source)
    this.options = options
  }

  private fail(
    msg: string,
    start: number,
    end = start,
    kind: 'SyntaxError' | 'IndentationError' | 'TabError' = 'SyntaxError',
  ): void {
    if (this.failed) return
    this.failed = true
    this.out.error = this.source.error(msg, start, end, kind)
    this.out.push(Tok.ERROR, start, end, this.line)
  }

  run(): Tokens {
    const { s, out } = this
    const n = s.length
    let atLineStart = true
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
        if (this.inFieldOfSingle()) break
        if (this.brackets.length === 0) out.push(Tok.NEWLINE, this.i, this.i + 1, this.line)
        else if (this.options.extraTokens) out.push(Tok.NL, this.i, this.i + 1, this.line)
        this.i++
        this.line++
        atLineStart = true
        continue
      }
      if (c === 35) {
        this.comment()
        continue
      }
      if (c === 92) {
        if (s.charCodeAt(this.i + 1) === 10) {
          this.i += 2
          this.line++
          if (this.i >= n) {
            this.fail('unexpected EOF while parsing', this.i - 1, this.i)
          }
          continue
        }
        this.fail(
          this.i + 1 >= n ? 'unexpected EOF while parsing' : 'unexpected character after line continuation character',
          this.i,
          this.i + 1,
        )
        break
      }
      this.token(c)
    }
    if (!this.failed) this.finish()
    return out
  }

  /** A newline in a replacement field of a single-quoted f-string ends it wrongly. */
  private inFieldOfSingle(): boolean {
    return false
  }

  private finish(): void {
    const { out } = this
    const n = this.s.length
    out.open.push(...this.brackets)
    if (this.fstrings.length > 0) {
      const f = this.fstrings[this.fstrings.length - 1]
      this.fail("f-string: expecting '}'", f.start, f.start + 1)
      return
    }
    if (this.brackets.length === 0) {
      const last = out.count > 0 ? out.kinds[out.count - 1] : Tok.NEWLINE
      if (last !== Tok.NEWLINE && last !== Tok.DEDENT && last !== Tok.INDENT && last !== Tok.NL && last !== Tok.COMMENT)
        out.push(Tok.NEWLINE, n, n, this.line)
      else if (last === Tok.COMMENT && this.options.extraTokens) out.push(Tok.NL, n, n, this.line)
      for (let k = this.indents.length; k > 1; k--) out.push(Tok.DEDENT, n, n, this.source.starts.length)
    }
    out.push(Tok.END, n, n, this.source.starts.length)
  }

  /** Reads the white space at the start of a logical line; true for a blank or comment line, which is consumed. */
  private indentation(): boolean {
    const { s, out } = this
    const start = this.i
    let col = 0
    let alt = 0
    let i = this.i
    let continued = -1
    for (;;) {
      const c = s.charCodeAt(i)
      if (c === 32) {
        col++
        alt++
      } else if (c === 9) {
        col = (Math.floor(col / TABSIZE) + 1) * TABSIZE
        alt++
      } else if (c === 12) col = alt = 0
      else if (c === 92 && s.charCodeAt(i + 1) === 10) {
        continued = continued < 0 ? col : continued
        i++
        this.line++
      } else break
      i++
    }
    this.i = i
    const c = s.charCodeAt(i)
    if (i >= s.length) return false
    if (c === 35 || c === 10) {
      if (c === 35) this.comment()
      if (this.i < s.length) {
        if (this.options.extraTokens) out.push(Tok.NL, this.i, this.i + 1, this.line)
        this.i++
        this.line++
      }
      return true
    }
    if (continued >= 0) {
      col = continued > 0 ? continued : col
      alt = col
    }
    const top = this.indents.length - 1
    if (col === this.indents[top]) {
      if (alt !== this.altIndents[top]) this.tabError(start)
    } else if (col > this.indents[top]) {
      if (this.indents.length >= MAXINDENT)
        return this.fail('too many levels of indentation', start, i, 'IndentationError') as never
      if (alt <= this.altIndents[top]) return this.tabError(start) as never
      this.indents.push(col)
      this.altIndents.push(alt)
      out.push(Tok.INDENT, start, i, this.line)
    } else {
      while (this.indents.length > 1 && col < this.indents[this.indents.length - 1]) {
        this.indents.pop()
        this.altIndents.pop()
        out.push(Tok.DEDENT, i, i, this.line)
      }
      if (col !== this.indents[this.indents.length - 1]) {
        out.count--
        this.fail(
          'unindent does not match any outer indentation level',
          this.endOfLine(i),
          this.endOfLine(i),
          'IndentationError',
        )
      } else if (alt !== this.altIndents[this.altIndents.length - 1]) this.tabError(start)
    }
    return false
  }

  private endOfLine(i: number): number {
    const e = this.s.indexOf('\n', i)
    return e < 0 ? this.s.length : e
  }

  private tabError(start: number): void {
    const e = this.endOfLine(start)
    this.fail('inconsistent use of tabs and spaces in indentation', e, e, 'TabError')
  }

  private comment(): void {
    const { s } = this
    const start = this.i
    const end = this.endOfLine(start)
    this.i = end
    if (this.options.extraTokens) this.out.push(Tok.COMMENT, start, end, this.line)
    else if (this.options.typeComments) {
      const m = /^# *type: *(.*)$/.exec(s.slice(start, end))
      if (m === null) return
      const ignore = /^ignore(?![A-Za-z0-9_\u0080-\uffff])(.*)$/.exec(m[1])
      if (ignore !== null) {
        this.out.typeIgnores.push({ line: this.line, tag: ignore[1] })
        return
      }
      this.out.push(Tok.TYPE_COMMENT, end - m[1].length, end, this.line)
    }
  }

  private token(c: number): void {
    const { s } = this
    const start = this.i
    if (isIdentStart(c)) {
      let i = start + 1
      let next = s.charCodeAt(i)
      while (isIdentPart(next)) next = s.charCodeAt(++i)
      if ((next === 34 || next === 39) && i - start <= 2 && this.stringPrefix(start, i)) return
      this.name(start, i)
      return
    }
    if (isDigit(c) || (c === 46 && isDigit(s.charCodeAt(start + 1)))) {
      this.number(start)
      return
    }
    if (c === 34 || c === 39) {
      this.string(start, start, false)
      return
    }
    this.operator(c)
  }

  private name(start: number, end: number): void {
    const text = this.s.slice(start, end)
    // oxlint-disable-next-line no-control-regex
    if (
      !this.source.ascii &&
      /[^\x00-\x7f]/.test(text) &&
      !/^[\p{XID_Start}_][\p{XID_Continue}]*$/u.test(text.normalize('NFKC'))
    ) {
      let k = start
      for (const ch of text) {
        const whole = text.slice(0, k - start) + ch
        if (!/^[\p{XID_Start}_][\p{XID_Continue}]*$/u.test(whole.normalize('NFKC'))) {
          const code = ch.codePointAt(0)!
          const shown = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
          if (/[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(ch))
            this.fail(`invalid character '${ch}' (${shown})`, k, k + ch.length)
          else this.fail(`invalid non-printable character ${shown}`, k, k + ch.length)
          return
        }
        k += ch.length
      }
    }
    this.i = end
    this.out.push(end - start <= 8 ? (KEYWORDS.get(text) ?? Tok.NAME) : Tok.NAME, start, end, this.line)
  }

  /** Reads a string whose prefix is s.slice(start, quote); false when that is no prefix. */
  private stringPrefix(start: number, quote: number): boolean {
    const prefix = this.s.slice(start, quote).toLowerCase()
    switch (prefix) {
      case 'r':
      case 'b':
      case 'u':
      case 'br':
      case 'rb':
        this.string(start, quote, false)
        return true
      case 'f':
      case 'fr':
      case 'rf':
        this.fstring(start, quote, prefix.length === 2)
        return true
      default:
        return false
    }
  }

  private string(start: number, quote: number, _f: boolean): void {
    const { s } = this
    const q = s.charCodeAt(quote)
    const startLine = this.line
    const triple = s.charCodeAt(quote + 1) === q && s.charCodeAt(quote + 2) === q
    let i = triple ? quote + 3 : quote + 1
    for (;;) {
      const c = s.charCodeAt(i)
      if (c !== c || (c === 10 && !triple)) {
        if (triple) {
          this.fail(
            `unterminated triple-quoted string literal (detected at line ${this.source.lineOf(s.length > 0 && s.endsWith('\n') ? s.length - 1 : s.length)})`,
            start,
            start,
          )
        } else if (
          this.fstrings.length > 0 &&
          this.fstrings[this.fstrings.length - 1].quote === q &&
          !this.fstrings[this.fstrings.length - 1].triple
        ) {
          this.fail("f-string: expecting '}'", start, start + 1)
        } else {
          this.line = startLine
          this.fail(`unterminated string literal (detected at line ${this.source.lineOf(i)})`, start, start)
        }
        return
      }
      if (c === 92) {
        if (s.charCodeAt(i + 1) === 10) this.line++
        i += 2
        continue
      }
      if (c === 10) this.line++
      if (c === q && (!triple || (s.charCodeAt(i + 1) === q && s.charCodeAt(i + 2) === q))) {
        i += triple ? 3 : 1
        break
      }
      i++
    }
    this.i = i
    this.out.push(Tok.STRING, start, i, startLine)
  }

  private fstring(start: number, quote: number, raw: boolean): void {
    const { s } = this
    const q = s.charCodeAt(quote)
    const triple = s.charCodeAt(quote + 1) === q && s.charCodeAt(quote + 2) === q
    this.i = triple ? quote + 3 : quote + 1
    this.out.push(Tok.FSTRING_START, start, this.i, this.line)
    if (this.fstrings.length >= MAXFSTRINGLEVEL) {
      this.fail('too many nested f-strings', start, start)
      return
    }
    this.fstrings.push({ quote: q, triple, raw, start, levels: [], spec: [] })
    this.middle()
  }

  /** Reads the literal part of the innermost f-string up to a replacement field or the end. */
  private middle(): void {
    const { s, out } = this
    const f = this.fstrings[this.fstrings.length - 1]
    const inSpec = f.levels.length > 0
    const start = this.i
    const startLine = this.line
    let i = start
    for (;;) {
      const c = s.charCodeAt(i)
      if (c !== c || (c === 10 && !f.triple)) {
        if (inSpec && c === 10) {
          // A format spec of a single-quoted f-string ends at the line's end: the field's `}` is missed there.
          this.i = i
          if (i > start) out.push(Tok.FSTRING_MIDDLE, start, i, startLine)
          this.fail("f-string: expecting '}'", f.start, f.start + 1)
          return
        }
        this.line = this.source.lineOf(f.start)
        const end = this.source.lineOf(c !== c && s.endsWith('\n') ? i - 1 : i)
        this.fail(
          f.triple
            ? `unterminated triple-quoted f-string literal (detected at line ${end})`
            : `unterminated f-string literal (detected at line ${end})`,
          f.start,
          f.start,
        )
        return
      }
      if (c === f.quote && (!f.triple || (s.charCodeAt(i + 1) === c && s.charCodeAt(i + 2) === c))) {
        if (inSpec) {
          // The string ends inside a field.
          this.i = i
          if (i > start) out.push(Tok.FSTRING_MIDDLE, start, i, startLine)
          this.fail("f-string: expecting '}'", f.start, f.start + 1)
          return
        }
        if (i > start) out.push(Tok.FSTRING_MIDDLE, start, i, startLine)
        const end = i + (f.triple ? 3 : 1)
        out.push(Tok.FSTRING_END, i, end, this.line)
        this.i = end
        this.fstrings.pop()
        return
      }
      if (c === 123) {
        if (s.charCodeAt(i + 1) === 123 && !inSpec) {
          i += 2
          continue
        }
        if (i > start) out.push(Tok.FSTRING_MIDDLE, start, i, startLine)
        out.push(Tok.LBRACE, i, i + 1, this.line)
        this.i = i + 1
        f.levels.push(this.brackets.length)
        f.spec.push(false)
        this.brackets.push(i)
        if (f.levels.length > 3) this.fail('f-string: expressions nested too deeply', i, i)
        return
      }
      if (c === 125) {
        if (inSpec) {
          if (i > start) out.push(Tok.FSTRING_MIDDLE, start, i, startLine)
          this.i = i
          this.endField()
          return
        }
        if (s.charCodeAt(i + 1) === 125) {
          i += 2
          continue
        }
        this.i = i
        this.fail("f-string: single '}' is not allowed", i, i)
        return
      }
      if (c === 92) {
        const next = s.charCodeAt(i + 1)
        if (!f.raw && next === 78 && s.charCodeAt(i + 2) === 123) {
          const close = s.indexOf('}', i)
          const stop = s.indexOf('\n', i)
          if (close > 0 && (stop < 0 || close < stop)) {
            i = close + 1
            continue
          }
        }
        // A backslash does not protect a brace.
        if (next === 123 || next === 125) {
          i++
          continue
        }
        if (next === 10) this.line++
        i += 2
        continue
      }
      if (c === 10) this.line++
      i++
    }
  }

  /** The `}` that ends a replacement field. */
  private endField(): void {
    const f = this.fstrings[this.fstrings.length - 1]
    this.out.push(Tok.RBRACE, this.i, this.i + 1, this.line)
    this.i++
    this.brackets.length = f.levels.pop()!
    f.spec.pop()
    this.middle()
  }

  private number(start: number): void {
    const { s } = this
    let i = start
    const digits = (test: (c: number) => boolean): boolean => {
      for (;;) {
        if (!test(s.charCodeAt(i))) return false
        while (test(s.charCodeAt(i))) i++
        if (s.charCodeAt(i) !== 95) return true
        i++
      }
    }
    const bad = (what: string): void => {
      const c = s.charCodeAt(i)
      if (isDigit(c)) this.fail(`invalid digit '${s[i]}' in ${what} literal`, i, i + 1)
      else this.fail(`invalid ${what} literal`, start, i)
    }
    if (s.charCodeAt(i) === 48 && i + 1 < s.length) {
      const x = s.charCodeAt(i + 1) | 32
      const base = x === 120 ? 16 : x === 111 ? 8 : x === 98 ? 2 : 10
      if (base !== 10) {
        const what = base === 16 ? 'hexadecimal' : base === 8 ? 'octal' : 'binary'
        const test =
          base === 16
            ? (c: number) => isDigit(c) || ((c | 32) >= 97 && (c | 32) <= 102)
            : base === 8
              ? (c: number) => c >= 48 && c <= 55
              : (c: number) => c === 48 || c === 49
        i += 2
        if (s.charCodeAt(i) === 95) i++
        if (!digits(test)) return bad(what)
        if (isDigit(s.charCodeAt(i))) return bad(what)
        return this.endNumber(start, i, what)
      }
      const nonzero = (): boolean => {
        // A leading zero is allowed only in zero itself and before a fraction, exponent or j.
        let k = i
        while (s.charCodeAt(k) === 48 || s.charCodeAt(k) === 95) k++
        return isDigit(s.charCodeAt(k))
      }
      if (nonzero()) {
        let k = i
        while (isDigit(s.charCodeAt(k)) || s.charCodeAt(k) === 95) k++
        const after = s.charCodeAt(k)
        if (after !== 46 && (after | 32) !== 101 && (after | 32) !== 106) {
          let z = i
          while (s.charCodeAt(z) === 48 || s.charCodeAt(z) === 95) z++
          this.fail(
            'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
            start,
            z,
          )
          return
        }
      }
    }
    if (s.charCodeAt(i) !== 46 && !digits(isDigit)) return bad('decimal')
    let kind = 'decimal'
    if (s.charCodeAt(i) === 46) {
      i++
      if (isDigit(s.charCodeAt(i)) && !digits(isDigit)) return bad('decimal')
      kind = 'decimal'
    }
    if ((s.charCodeAt(i) | 32) === 101) {
      const e = i
      i++
      const sign = s.charCodeAt(i)
      if (sign === 43 || sign === 45) {
        i++
        if (!isDigit(s.charCodeAt(i))) {
          this.fail('invalid decimal literal', start, i - 1)
          return
        }
      }
      if (isDigit(s.charCodeAt(i))) {
        if (!digits(isDigit)) return bad('decimal')
      } else i = e
    }
    if ((s.charCodeAt(i) | 32) === 106) {
      i++
      kind = 'imaginary'
    }
    this.endNumber(start, i, kind)
  }

  /** A number may be followed by a keyword (`1if x else y`), but by no other name. */
  private endNumber(start: number, end: number, what: string): void {
    const { s } = this
    const c = s.charCodeAt(end)
    if (isIdentStart(c)) {
      const word = /^(?:and|else|for|if|in|is|not|or)/.test(s.slice(end, end + 4))
      if (!word) {
        this.fail(`invalid ${what} literal`, start, end)
        return
      }
    }
    this.i = end
    this.out.push(Tok.NUMBER, start, end, this.line)
  }

  private operator(c: number): void {
    const { s, out } = this
    const i = this.i
    const c1 = s.charCodeAt(i + 1)
    const c2 = s.charCodeAt(i + 2)
    const f = this.fstrings.length > 0 ? this.fstrings[this.fstrings.length - 1] : null
    const outer = f !== null && f.levels.length > 0 && this.brackets.length === f.levels[f.levels.length - 1] + 1
    let kind: number = Tok.ERROR
    let n = 1
    switch (c) {
      case 40:
      case 91:
      case 123:
        if (this.brackets.length >= MAXLEVEL) {
          this.fail('too many nested parentheses', i, i)
          return
        }
        this.brackets.push(i)
        kind = c === 40 ? Tok.LPAR : c === 91 ? Tok.LSQB : Tok.LBRACE
        break
      case 41:
      case 93:
      case 125: {
        if (outer && c === 125) {
          this.endField()
          return
        }
        const open = this.brackets.pop()
        if (f !== null && open === undefined) {
          this.fail(`f-string: unmatched '${s[i]}'`, i, i + 1)
          return
        }
        if (open === undefined && this.options.extraTokens) {
          kind = c === 41 ? Tok.RPAR : c === 93 ? Tok.RSQB : Tok.RBRACE
          break
        }
        if (open === undefined) {
          this.fail(`unmatched '${s[i]}'`, i, i + 1)
          return
        }
        const o = s.charCodeAt(open)
        if ((o === 40 && c !== 41) || (o === 91 && c !== 93) || (o === 123 && c !== 125)) {
          const line = this.source.lineOf(open)
          const where = line === this.line ? '' : ` on line ${line}`
          if (f !== null && outer) this.fail(`f-string: unmatched '${s[i]}'`, i, i + 1)
          else
            this.fail(
              `${f !== null ? 'f-string: ' : ''}closing parenthesis '${s[i]}' does not match opening parenthesis '${s[open]}'${where}`,
              i,
              i + 1,
            )
          return
        }
        kind = c === 41 ? Tok.RPAR : c === 93 ? Tok.RSQB : Tok.RBRACE
        break
      }
      case 58:
        if (outer) {
          out.push(Tok.COLON, i, i + 1, this.line)
          this.i++
          f.spec[f.spec.length - 1] = true
          this.middle()
          return
        }
        if (c1 === 61) {
          kind = Tok.COLONEQUAL
          n = 2
        } else kind = Tok.COLON
        break
      case 44:
        kind = Tok.COMMA
        break
      case 59:
        kind = Tok.SEMI
        break
      case 46:
        if (c1 === 46 && c2 === 46) {
          kind = Tok.ELLIPSIS
          n = 3
        } else kind = Tok.DOT
        break
      case 43:
        if (c1 === 61) {
          kind = Tok.PLUSEQUAL
          n = 2
        } else kind = Tok.PLUS
        break
      case 45:
        if (c1 === 62) {
          kind = Tok.ARROW
          n = 2
        } else if (c1 === 61) {
          kind = Tok.MINEQUAL
          n = 2
        } else kind = Tok.MINUS
        break
      case 42:
        if (c1 === 42) {
          if (c2 === 61) {
            kind = Tok.DOUBLESTAREQUAL
            n = 3
          } else {
            kind = Tok.DOUBLESTAR
            n = 2
          }
        } else if (c1 === 61) {
          kind = Tok.STAREQUAL
          n = 2
        } else kind = Tok.STAR
        break
      case 47:
        if (c1 === 47) {
          if (c2 === 61) {
            kind = Tok.DOUBLESLASHEQUAL
            n = 3
          } else {
            kind = Tok.DOUBLESLASH
            n = 2
          }
        } else if (c1 === 61) {
          kind = Tok.SLASHEQUAL
          n = 2
        } else kind = Tok.SLASH
        break
      case 37:
        if (c1 === 61) {
          kind = Tok.PERCENTEQUAL
          n = 2
        } else kind = Tok.PERCENT
        break
      case 64:
        if (c1 === 61) {
          kind = Tok.ATEQUAL
          n = 2
        } else kind = Tok.AT
        break
      case 38:
        if (c1 === 61) {
          kind = Tok.AMPEREQUAL
          n = 2
        } else kind = Tok.AMPER
        break
      case 124:
        if (c1 === 61) {
          kind = Tok.VBAREQUAL
          n = 2
        } else kind = Tok.VBAR
        break
      case 94:
        if (c1 === 61) {
          kind = Tok.CIRCUMFLEXEQUAL
          n = 2
        } else kind = Tok.CIRCUMFLEX
        break
      case 126:
        kind = Tok.TILDE
        break
      case 60:
        if (c1 === 60) {
          if (c2 === 61) {
            kind = Tok.LEFTSHIFTEQUAL
            n = 3
          } else {
            kind = Tok.LEFTSHIFT
            n = 2
          }
        } else if (c1 === 61) {
          kind = Tok.LESSEQUAL
          n = 2
        } else if (c1 === 62) {
          kind = Tok.NOTEQUAL
          n = 2
        } else kind = Tok.LESS
        break
      case 62:
        if (c1 === 62) {
          if (c2 === 61) {
            kind = Tok.RIGHTSHIFTEQUAL
            n = 3
          } else {
            kind = Tok.RIGHTSHIFT
            n = 2
          }
        } else if (c1 === 61) {
          kind = Tok.GREATEREQUAL
          n = 2
        } else kind = Tok.GREATER
        break
      case 61:
        if (c1 === 61) {
          kind = Tok.EQEQUAL
          n = 2
        } else kind = Tok.EQUAL
        break
      case 33:
        if (c1 === 61) {
          kind = Tok.NOTEQUAL
          n = 2
        } else kind = Tok.EXCLAMATION
        break
      default:
        if (c < 32 || c === 127) {
          this.fail(`invalid non-printable character U+${c.toString(16).toUpperCase().padStart(4, '0')}`, i, i + 1)
          return
        }
        // A list of tokens has characters that no token begins with, as operators.
        if (this.options.extraTokens) break
        this.fail('invalid syntax', i, i + 1)
        return
    }
    this.i = i + n
    out.push(kind, i, i + n, this.line)
  }
}
