// The tokens of a source as parallel arrays.
//
// What must stay true: tokens are in source order; `start` and `end` are offsets into the text, `line` is where a token starts.
import type { PythonSyntaxError } from '../errors.ts'
import type { Source } from '../source.ts'

/** Something that is warned of when the parser gets to a token; as an error, it is placed before the character at `end`. */
export interface Doubt {
  readonly token: number
  readonly msg: string
  readonly line: number
  readonly end: number
}

export class Tokens {
  readonly source: Source
  kinds = new Uint8Array(1024)
  starts = new Int32Array(1024)
  ends = new Int32Array(1024)
  lines = new Int32Array(1024)
  count = 0
  /** What ended the tokens, the last of which is then ERROR. */
  error: PythonSyntaxError | null = null
  /** The error, or that brackets are open, is raised only when the parser gets there. */
  isErrorDeferred = false
  /** The error is that the source ends in a string. */
  isErrorAtEnd = false
  /** Brackets that were never closed: offsets, outermost first. */
  readonly open: number[] = []
  /** `# type: ignore` comments: line and what follows. */
  readonly typeIgnores: { line: number; tag: string }[] = []
  /** What is doubtful, in order. */
  readonly doubts: Doubt[] = []

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

/** The error for the innermost bracket that was never closed. */
export function neverClosed(tokens: Tokens): PythonSyntaxError {
  const open = tokens.open[tokens.open.length - 1]
  const { source } = tokens
  return source.error(`'${source.text[open]}' was never closed`, open, open).moved({ end_offset: 0 })
}
