// Whether a loop of short-lived objects holds memory flat, from samples of it (loop.py).
//
// V8's heap grows and shrinks by itself, and the loop's code is compiled in the first rounds. So the largest values of the two halves are compared, the
// first sample left out, and a little is allowed: what leaks grows with every object.

/** A line of loop.py. */
export interface Sample {
  /** Objects that were made, and how often something was done for one that went. */
  readonly made: number
  readonly done: number
  /** Bytes in use before and after gc.collect(), and bytes of the process. */
  readonly before: number
  readonly after: number
  readonly process: number
  /** Seconds of CPU time. */
  readonly cpu: number
}

const MB = 2 ** 20
/** What may come on top: of what is in use after a collection, and of what the process has, of which V8 keeps some in reserve. */
const MORE = 3 * MB
const MORE_OF_PROCESS = 48 * MB
/**
 * What may be missing: what compiled code has passed through may be held for a while, and a reference that the program drops meanwhile
 * calls nothing.
 */
const MISSING = 20
const SHARE_MISSING = 1e-4
/** In each round of twenty objects, something is done so often. */
export const DONE_OF_TWENTY = 11

/** What is wrong; nothing where memory is flat and all is done. */
export function faults(samples: readonly Sample[]): string[] {
  const found: string[] = []
  const settled = samples.slice(1)
  const half = Math.ceil(settled.length / 2)
  const most = (part: readonly Sample[], of: 'after' | 'process'): number => Math.max(...part.map((s) => s[of]))
  for (const [of, what, more] of [
    ['after', 'in use after collections', MORE],
    ['process', 'the process', MORE_OF_PROCESS],
  ] as const) {
    const [first, second] = [most(settled.slice(0, half), of), most(settled.slice(half), of)]
    if (second > first * 1.05 + more)
      found.push(`${what}: ${(first / MB).toFixed(1)} MB in the first half, ${(second / MB).toFixed(1)} in the second`)
  }
  const { made, done } = samples[samples.length - 1]
  const expected = (made / 20) * DONE_OF_TWENTY
  if (done > expected || done < expected * (1 - SHARE_MISSING) - MISSING)
    found.push(`something was done ${done} times instead of ${expected}`)
  return found
}
