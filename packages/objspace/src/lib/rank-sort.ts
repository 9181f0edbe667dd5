// Stable sorting by numbers: what stands for a list of keys whose order the host knows.
//
// A `rank` function gives a number for each key of a range; keys whose numbers are equal are told apart by its next step
// (further characters of strings, further items of tuples), asked for their range alone. Ranks are spread over 2^b buckets in
// two passes by their digits, which takes no comparisons; what falls into one bucket is compared.
//
// What must stay true: a rank function gives numbers that are not NaN, in the order of the keys; `less` is only asked in ranges
// for which a rank function has no answer.
import { merge } from './timsort.ts'

/** Equal ranks are equal keys. */
export const FINAL = -1
/** There are no ranks for these keys: they have to be compared. */
export const UNRANKED = -2

/**
 * Sets `ranks[i]` for the keys `order[i]`, lo <= i < hi, which are equal up to `step` (0 at first). The answer is FINAL, UNRANKED,
 * or the step that tells equal ranks apart.
 */
export type Rank = (order: Int32Array, ranks: Float64Array, lo: number, hi: number, step: number) => number

/** Ranges up to this length are sorted by insertion. */
const SHORT = 24

class RankSort {
  readonly order: Int32Array
  private readonly rank: Rank
  private readonly less: (a: number, b: number) => boolean
  private readonly ranks: Float64Array
  private readonly otherOrder: Int32Array
  private readonly otherRanks: Float64Array
  private digits: Int32Array | null = null

  constructor(n: number, rank: Rank, less: (a: number, b: number) => boolean) {
    this.rank = rank
    this.less = less
    this.order = new Int32Array(n)
    this.otherOrder = new Int32Array(n)
    this.ranks = new Float64Array(n)
    this.otherRanks = new Float64Array(n)
    for (let i = 0; i < n; i++) this.order[i] = i
  }

  sort(lo: number, hi: number, step: number): void {
    const { ranks, order } = this
    const next = this.rank(order, ranks, lo, hi, step)
    if (next === UNRANKED) {
      const part = Array.from(order.subarray(lo, hi))
      merge(part, this.less)
      order.set(part, lo)
      return
    }
    this.byRank(lo, hi)
    if (next === FINAL) return
    for (let a = lo; a < hi;) {
      let b = a + 1
      const r = ranks[a]
      while (b < hi && ranks[b] === r) b++
      if (b - a > 1) this.sort(a, b, next)
      a = b
    }
  }

  private byRank(lo: number, hi: number): void {
    const { ranks } = this
    let ups = 1
    let downs = 1
    let least = ranks[lo]
    let most = least
    for (let i = lo + 1, before = least; i < hi; i++) {
      const r = ranks[i]
      if (r < before) {
        downs++
        if (r < least) least = r
      } else {
        if (r > before) ups++
        if (r > most) most = r
      }
      before = r
    }
    if (downs === 1) return
    if (hi - lo <= SHORT) this.insert(lo, hi)
    else if (downs === hi - lo) this.reverse(lo, hi)
    // What goes up or down nearly everywhere is of few runs.
    else if (downs * 16 < hi - lo || ups * 16 < hi - lo || most - least === Infinity) this.byMerging(lo, hi)
    else this.byDigits(lo, hi, least, most)
  }

  private insert(lo: number, hi: number): void {
    const { ranks, order } = this
    for (let i = lo + 1; i < hi; i++) {
      const r = ranks[i]
      if (r >= ranks[i - 1]) continue
      const x = order[i]
      let k = i
      do {
        ranks[k] = ranks[k - 1]
        order[k] = order[k - 1]
        k--
      } while (k > lo && r < ranks[k - 1])
      ranks[k] = r
      order[k] = x
    }
  }

  private reverse(lo: number, hi: number): void {
    this.ranks.subarray(lo, hi).reverse()
    this.order.subarray(lo, hi).reverse()
  }

  /** Natural runs, which are lengthened by insertion where they are short, merged two by two. */
  private byMerging(lo: number, hi: number): void {
    const { ranks } = this
    let runs = [lo]
    for (let i = lo; i < hi;) {
      let end = i + 1
      if (end < hi && ranks[end] < ranks[i]) {
        while (end < hi && ranks[end] < ranks[end - 1]) end++
        this.reverse(i, end)
      } else while (end < hi && ranks[end] >= ranks[end - 1]) end++
      if (end - i < SHORT) {
        end = Math.min(i + SHORT, hi)
        this.insert(i, end)
      }
      runs.push(end)
      i = end
    }
    while (runs.length > 2) {
      const merged = [lo]
      for (let r = 0; r + 1 < runs.length; r += 2) {
        const end = r + 2 < runs.length ? runs[r + 2] : runs[r + 1]
        if (r + 2 < runs.length) this.mergeRuns(runs[r], runs[r + 1], end)
        merged.push(end)
      }
      runs = merged
    }
  }

  private mergeRuns(lo: number, mid: number, hi: number): void {
    const { ranks, order, otherRanks, otherOrder } = this
    if (ranks[mid - 1] <= ranks[mid]) return
    for (let k = lo; k < mid; k++) {
      otherRanks[k] = ranks[k]
      otherOrder[k] = order[k]
    }
    let a = lo
    let b = mid
    let out = lo
    while (a < mid && b < hi) {
      const fromB = ranks[b] < otherRanks[a]
      ranks[out] = fromB ? ranks[b] : otherRanks[a]
      order[out++] = fromB ? order[b++] : otherOrder[a++]
    }
    for (; a < mid; a++, out++) {
      ranks[out] = otherRanks[a]
      order[out] = otherOrder[a]
    }
  }

  /** Two passes by half of the bits of a number that grows with the rank; then each bucket of equal numbers. */
  private byDigits(lo: number, hi: number, least: number, most: number): void {
    const { ranks, order, otherRanks, otherOrder } = this
    const n = hi - lo
    // So many bits that few ranks share a bucket.
    const half = Math.min(13, Math.max(4, Math.ceil((32 - Math.clz32(n) + 6) / 2)))
    const size = 1 << half
    const mask = size - 1
    const buckets = size * size
    // Whole numbers, as far as three of them tell, may have a bucket each.
    const exact =
      most - least < buckets && Number.isInteger(least) && Number.isInteger(most) && Number.isInteger(ranks[lo])
    const factor = exact ? 1 : (buckets - 1) / (most - least)
    const lows = new Int32Array(size)
    const highs = new Int32Array(size)
    if (this.digits === null || this.digits.length < 2 * hi) this.digits = new Int32Array(2 * hi)
    const { digits } = this
    for (let i = lo; i < hi; i++) {
      const d = ((ranks[i] - least) * factor) | 0
      digits[i] = d
      lows[d & mask]++
      highs[d >> half]++
    }
    for (let b = 0, low = lo, high = lo; b < size; b++) {
      const l = lows[b]
      lows[b] = low
      low += l
      const h = highs[b]
      highs[b] = high
      high += h
    }
    const moved = digits.length >> 1
    for (let i = lo; i < hi; i++) {
      const d = digits[i]
      const to = lows[d & mask]++
      otherRanks[to] = ranks[i]
      otherOrder[to] = order[i]
      digits[moved + to] = d
    }
    for (let i = lo; i < hi; i++) {
      const d = digits[moved + i]
      const to = highs[d >> half]++
      ranks[to] = otherRanks[i]
      order[to] = otherOrder[i]
      digits[to] = d
    }
    if (exact) {
      let whole = true
      for (let i = lo; i < hi && whole; i++) whole = ranks[i] - least === digits[i]
      if (whole) return
    }
    for (let a = lo; a < hi;) {
      const d = digits[a]
      let b = a + 1
      while (b < hi && digits[b] === d) b++
      if (b - a > SHORT) this.byMerging(a, b)
      else if (b - a > 1) this.insert(a, b)
      a = b
    }
  }
}

/** The order in which `n` keys are sorted: the indices of the keys. */
export function rankedOrder(n: number, rank: Rank, less: (a: number, b: number) => boolean): Int32Array {
  const all = new RankSort(n, rank, less)
  all.sort(0, n, 0)
  return all.order
}
