// Source text: bytes to text, lines, and columns. ref: lexical_analysis#encoding-declarations; PEP 263, PEP 3120
//
// The parser works on offsets into one JavaScript string whose line ends are all "\n". Positions in trees are UTF-8 byte
// columns, as CPython's; where a source is pure ASCII both are the same number.
import { PythonSyntaxError } from './errors.ts'
import { decodeLeniently } from './raw-bytes.ts'

const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/
const BLANK = /^[ \t\f]*(?:[#\r\n]|$)/

export class Source {
  readonly text: string
  readonly filename: string
  /** Offsets at which lines start; line n starts at `starts[n - 1]`. */
  readonly starts: number[]
  readonly ascii: boolean

  constructor(text: string, filename: string) {
    this.text = text
    this.filename = filename
    const starts = [0]
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1)
    this.starts = starts
    // oxlint-disable-next-line no-control-regex
    this.ascii = !/[^\x00-\x7f]/.test(text)
  }

  /** UTF-8 byte column of an offset on the given line. */
  column(offset: number, line: number): number {
    const start = this.starts[line - 1]
    return this.ascii ? offset - start : utf8Length(this.text, start, offset)
  }

  /** 1-based line of an offset. */
  lineOf(offset: number): number {
    const { starts } = this
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const mid = (low + high + 1) >> 1
      if (starts[mid] <= offset) low = mid
      else high = mid - 1
    }
    return low + 1
  }

  /** Offset behind a line and its line end. */
  endOf(n: number): number {
    return n < this.starts.length ? this.starts[n] : this.text.length
  }

  /** Text of a line with its line end. */
  line(n: number): string {
    const start = this.starts[n - 1]
    return start === undefined ? '' : this.text.slice(start, this.endOf(n))
  }

  /** Characters (not UTF-16 units) between the start of a line and an offset on it. */
  characters(offset: number, line: number): number {
    const start = this.starts[line - 1]
    if (this.ascii) return offset - start
    let n = 0
    for (let i = start; i < offset; i++) {
      const c = this.text.charCodeAt(i)
      if (c < 0xdc00 || c > 0xdfff || this.text.charCodeAt(i - 1) >> 10 !== 0x36) n++
    }
    return n
  }

  /** A syntax error between two offsets. */
  error(
    msg: string,
    start: number,
    end: number,
    kind: 'SyntaxError' | 'IndentationError' | 'TabError' = 'SyntaxError',
  ): PythonSyntaxError {
    const line = this.lineOf(start)
    const endLine = this.lineOf(end)
    return new PythonSyntaxError({
      kind,
      msg,
      filename: this.filename,
      lineno: line,
      offset: this.characters(start, line) + 1,
      end_lineno: endLine,
      end_offset: this.characters(end, endLine) + 1,
      text: this.line(line),
    })
  }
}

/** Bytes that UTF-8 takes for text.slice(from, to), in which bytes may be carried along. */
export function utf8Length(text: string, from: number, to: number): number {
  let n = 0
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i)
    if (c < 0x80) n++
    else if (c < 0x800) n += 2
    else if (c >= 0xd800 && c <= 0xdbff && i + 1 < to) {
      n += 4
      i++
    } else n += c >= 0xdc80 && c <= 0xdcff ? 1 : 3
  }
  return n
}

/** Characters that the first bytes of a text are. */
export function charactersIn(text: string, bytes: number): number {
  const encoded = new TextEncoder().encode(text)
  if (bytes > encoded.length) return [...text].length + 1
  return [...new TextDecoder().decode(encoded.subarray(0, bytes))].length
}

/** Makes all line ends "\n", the last one too when the text is to be `complete`, and refuses null characters. */
function normalise(text: string, filename: string, complete: boolean): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  const t = complete && !lines.endsWith('\n') ? `${lines}\n` : lines
  if (t.includes('\0'))
    throw new PythonSyntaxError({
      kind: 'SyntaxError',
      msg: 'source code string cannot contain null bytes',
      filename,
      lineno: null,
      offset: null,
      end_lineno: null,
      end_offset: null,
      text: null,
    })
  return t
}

/** The encoding that the first two lines declare, or null. */
export function declaredEncoding(bytes: Uint8Array): string | null {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  for (let n = 0; n < 2; n++) {
    let end = at
    while (end < bytes.length && bytes[end] !== 0x0a && bytes[end] !== 0x0d) end++
    const line = String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 2000)))
    const m = COOKIE.exec(line)
    if (m !== null) return m[1]
    if (!BLANK.test(line)) return null
    at = end + (bytes[end] === 0x0d && bytes[end + 1] === 0x0a ? 2 : 1)
  }
  return null
}

/** How bytes in an encoding other than UTF-8 become text; null where the encoding is unknown. */
export type Decode = (bytes: Uint8Array, encoding: string) => string | DecodeFailure | null

/** Why bytes cannot be decoded, in the words of the codec. */
export class DecodeFailure {
  readonly reason: string

  constructor(reason: string) {
    this.reason = reason
  }
}

const decodeByHost: Decode = (bytes, encoding) => {
  const name = encoding.toLowerCase().replaceAll('_', '-')
  if (/^(latin-?1|iso-?8859-?1|l1|8859)$/.test(name)) return latin1(bytes)
  if (/^(us-?)?ascii$/.test(name)) {
    const bad = bytes.findIndex((b) => b > 127)
    if (bad < 0) return latin1(bytes)
    const shown = bytes[bad].toString(16)
    return new DecodeFailure(`'ascii' codec can't decode byte 0x${shown} in position ${bad}: ordinal not in range(128)`)
  }
  try {
    return new TextDecoder(name, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function latin1(bytes: Uint8Array): string {
  let s = ''
  for (let i = 0; i < bytes.length; i += 4096) s += String.fromCharCode(...bytes.subarray(i, i + 4096))
  return s
}

/** The names of UTF-8 and Latin-1 that a declaration may use; other encodings are left alone. PEP 263 */
function normalName(encoding: string): string {
  const name = encoding.slice(0, 12).toLowerCase().replaceAll('_', '-')
  if (/^utf-8(-|$)/.test(name)) return 'utf-8'
  return /^(latin-1|iso-8859-1|iso-latin-1)(-|$)/.test(name) ? 'iso-8859-1' : encoding
}

/** The text of a source given as text or bytes; with `complete`, it ends with a newline. */
export function readSource(
  source: string | Uint8Array,
  filename: string,
  decode: Decode = decodeByHost,
  complete = false,
): Source {
  if (typeof source === 'string') {
    return new Source(normalise(source, filename, complete), filename)
  }
  const bom = source[0] === 0xef && source[1] === 0xbb && source[2] === 0xbf
  const bytes = bom ? source.subarray(3) : source
  const declared = declaredEncoding(bytes)
  const plain = (msg: string): PythonSyntaxError =>
    new PythonSyntaxError({
      kind: 'SyntaxError',
      msg,
      filename,
      lineno: 0,
      offset: -1,
      end_lineno: null,
      end_offset: null,
      text: null,
    })
  const isUtf8 = declared === null || /^utf[-_]?8(-.*)?$/i.test(declared)
  if (bom && declared !== null && normalName(declared) !== 'utf-8')
    throw plain(`encoding problem: ${normalName(declared)} with BOM`)
  if (isUtf8) {
    let text: string
    try {
      text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch {
      text = decodeLeniently(bytes)
    }
    return new Source(normalise(text, filename, complete), filename)
  }
  const text = decode(bytes, declared)
  if (text === null) throw plain(`unknown encoding: ${declared}`)
  if (text instanceof DecodeFailure) throw plain(text.reason)
  return new Source(normalise(text, filename, complete), filename)
}
