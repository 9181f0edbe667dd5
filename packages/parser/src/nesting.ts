/**
 * Trees nested too deeply for the host's stack.
 *
 * Walks over trees recurse where the source nests. Where the stack ends is the host's affair; Python's answer is a
 * RecursionError, so the host's error is turned into one that says so.
 *
 * lib: exceptions#RecursionError
 */

/** Python's RecursionError for a walk over a tree. */
export class NestingError extends Error {
  readonly kind: 'RecursionError'

  constructor(message: string) {
    super(message)
    this.name = 'NestingError'
    this.kind = 'RecursionError'
  }
}

/** Runs a recursive walk; `activity` completes the message ("maximum recursion depth exceeded …"). */
export function guardNesting<T>(activity: string, walk: () => T): T {
  try {
    return walk()
  } catch (error) {
    if (error instanceof RangeError && error.message.includes('call stack')) {
      throw new NestingError(`maximum recursion depth exceeded${activity}`)
    }
    throw error
  }
}
