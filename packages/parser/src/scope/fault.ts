/**
 * Errors that a tree shows without its source text: scope analysis and validation know nodes, not lines.
 *
 * Offsets are UTF-8 byte columns plus one, and the end is that of the node, as CPython reports errors found after
 * parsing. The source line is shown where the caller can give it.
 */
import { PythonSyntaxError } from '../errors.ts'
import type { Location } from './scope.ts'

/** Where a tree comes from. */
export interface Origin {
  readonly filename: string
  /** The text of a line, with its line end; null where unknown. */
  readonly lineText: ((lineno: number) => string | null) | null
}

/** A SyntaxError at `at`. */
export function fault(message: string, at: Location, origin: Origin): PythonSyntaxError {
  const { lineno, col_offset, end_lineno, end_col_offset } = at
  return new PythonSyntaxError({
    kind: 'SyntaxError',
    msg: message,
    filename: origin.filename,
    lineno,
    offset: col_offset + 1,
    end_lineno: end_lineno ?? lineno,
    end_offset: end_col_offset === null ? null : end_col_offset + 1,
    text: origin.lineText === null ? null : origin.lineText(lineno),
  })
}
