// The syntax errors of Python, as a JavaScript exception with the attributes of Python's. lib: exceptions#SyntaxError

export type SyntaxErrorKind = 'SyntaxError' | 'IndentationError' | 'TabError' | '_IncompleteInputError'

export interface SyntaxErrorDetails {
  readonly kind: SyntaxErrorKind
  readonly msg: string
  readonly filename: string
  /** 1-based line; 0 or null where none is known. */
  readonly lineno: number | null
  /** 1-based column in characters, 0 or null where none is known. */
  readonly offset: number | null
  readonly end_lineno: number | null
  readonly end_offset: number | null
  /** The source line, with its line end; null where unknown. */
  readonly text: string | null
}

/** An error in Python source. */
export class PythonSyntaxError extends Error {
  readonly kind: SyntaxErrorKind
  readonly msg: string
  readonly filename: string
  readonly lineno: number | null
  readonly offset: number | null
  readonly end_lineno: number | null
  readonly end_offset: number | null
  readonly text: string | null

  constructor(details: SyntaxErrorDetails) {
    super(`${details.msg} (${details.filename}, line ${details.lineno})`)
    this.name = details.kind
    this.kind = details.kind
    this.msg = details.msg
    this.filename = details.filename
    this.lineno = details.lineno
    this.offset = details.offset
    this.end_lineno = details.end_lineno
    this.end_offset = details.end_offset
    this.text = details.text
  }

  /** The same error elsewhere. */
  moved(place: Partial<SyntaxErrorDetails>): PythonSyntaxError {
    const { kind, msg, filename, lineno, offset, end_lineno, end_offset, text } = this
    return new PythonSyntaxError({ kind, msg, filename, lineno, offset, end_lineno, end_offset, text, ...place })
  }
}
