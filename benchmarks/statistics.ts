/**
 * The few statistics that a benchmark report needs.
 *
 * Medians, not means: a shared machine adds time now and then, and never takes any away. Ratios are averaged
 * geometrically, so that twice as fast and twice as slow cancel out.
 */

export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('median of nothing')
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** What a share of the values is below, between two neighbours in proportion. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('quantile of nothing')
  const sorted = [...values].sort((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const below = sorted[Math.floor(at)]!
  return below + (sorted[Math.ceil(at)]! - below) * (at % 1)
}

/** undefined for an empty list: a set of programs of which none ran has no mean. */
export function geomean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined
  let sum = 0
  for (const value of values) sum += Math.log(value)
  return Math.exp(sum / values.length)
}

/** What an iteration costs once the program has warmed up: the median of the last third, at least one iteration. */
export function steadyState(iterations: readonly number[]): number {
  const count = Math.max(1, Math.floor(iterations.length / 3))
  return median(iterations.slice(iterations.length - count))
}
