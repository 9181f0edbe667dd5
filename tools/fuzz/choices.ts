/**
 * Where generators get their decisions from.
 *
 * A case is a function of a list of numbers, so a case is made smaller by making its list smaller (shrink.ts): no generator
 * knows how to shrink, as long as its decision 0 is the simplest one. Numbers that are missing are 0, numbers that are too
 * large wrap around: every list gives a case.
 */
export class Choices {
  /** The decisions that were taken, each below its own limit. */
  readonly taken: number[] = []
  private readonly given: readonly number[] | undefined
  private state: number

  /** From a seed, or again from decisions taken before. */
  constructor(source: number | readonly number[]) {
    this.given = typeof source === 'number' ? undefined : source
    this.state = typeof source === 'number' ? source >>> 0 : 0
  }

  /** A number from 0 to `limit` - 1. */
  below(limit: number): number {
    const at = this.taken.length
    const n = this.given === undefined ? this.random() : (this.given[at] ?? 0)
    const decision = n % limit
    this.taken.push(decision)
    return decision
  }

  /** True `percent` times in a hundred; false is the simple case. */
  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]
  }

  /** A list of `least` to `most` things that `make` makes; whether another comes is decided before each, so that one can be left out. */
  many<T>(least: number, most: number, make: () => T): T[] {
    const made: T[] = []
    while (made.length < least || (made.length < most && this.below(most - made.length + 1) > 0)) made.push(make())
    return made
  }

  /** mulberry32. */
  private random(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  }
}
