/**
 * What collections have cost and brought. Pauses are kept in a histogram with steps of 1/16 of a power of two, so that percentiles over any number
 * of collections are at hand, within 6 %, in 4 KB.
 */
export type Pause = 'minor' | 'major' | 'step' | 'cycles'

const STEPS = 16
const LOWEST = -10 // 2 ** -10 ms

export class Pauses {
  count = 0
  total = 0
  longest = 0
  private readonly buckets = new Uint32Array(STEPS * 32)

  add(ms: number): void {
    this.count++
    this.total += ms
    if (ms > this.longest) this.longest = ms
    const bucket = Math.floor((Math.log2(Math.max(ms, 2 ** LOWEST)) - LOWEST) * STEPS)
    this.buckets[Math.min(bucket, this.buckets.length - 1)]++
  }

  /** The length that a share of all pauses (0.999: all but one in a thousand) does not exceed. */
  percentile(share: number): number {
    const wanted = Math.ceil(share * this.count)
    let seen = 0
    for (let i = 0; i < this.buckets.length; i++) {
      seen += this.buckets[i]
      if (seen >= wanted) return Math.min(this.longest, 2 ** (LOWEST + (i + 1) / STEPS))
    }
    return this.longest
  }
}

export class Stats {
  readonly pauses = new Pauses()
  minor = 0
  major = 0
  steps = 0
  /** Bytes that were moved out of a nursery. */
  promoted = 0
  /** Weak references cleared and finalizers called. */
  cleared = 0
  finalized = 0
}
