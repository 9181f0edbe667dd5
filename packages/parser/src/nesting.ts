/**
 * Trees nested too deeply for the host's stack.
 *
 * Walks over trees recurse where the source nests. Where the stack ends is the host's affair; Python's answer is a
 * RecursionError, so the host's error is turned into one that says so.
 *
 * lib: exceptions#RecursionError
 */

/** Python's RecursionError for a walk over a tree, or its MemoryError for a source that cannot be parsed. */
export class NestingError extends Error {
  readonly kind: 'RecursionError' | 'MemoryError'

  constructor(message: string, kind: 'RecursionError' | 'MemoryError' = 'RecursionError') {
    super(message)
    this.name = 'NestingError'
    this.kind = kind
  }
}

/** The error for a source that nests too deeply for the parser. CPython: Parser/pegen.c */
export function tooComplex(): NestingError {
  return new NestingError('Parser stack overflowed - Python source too complex to parse', 'MemoryError')
}

/** Whether an error says that the host's stack is full. */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack')
}

/** Runs a recursive walk; `activity` completes the message ("maximum recursion depth exceeded …"). */
export function guardNesting<T>(activity: string, walk: () => T): T {
  try {
    return walk()
  } catch (error) {
    if (isStackOverflow(error)) {
      throw new NestingError(`maximum recursion depth exceeded${activity}`)
    }
    throw error
  }
}
