// Two arrays, one behind the other. V8's own `concat` looks for what makes an array special each time, which takes longer than to copy
// the few items that most arrays have.

/** So many items are copied one by one. */
const FEW = 32

export function concatenate<T>(first: readonly T[], second: readonly T[]): T[] {
  if (second.length > FEW) return first.concat(second)
  const all = first.slice()
  for (let i = 0; i < second.length; i++) all.push(second[i])
  return all
}
