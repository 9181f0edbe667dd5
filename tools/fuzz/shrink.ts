/**
 * Makes a case smaller while it still shows what it showed: by leaving out decisions and by taking simpler ones.
 *
 * Many lists are tried at once, so that the interpreters answer them in one go; the smallest good one is where it goes on:
 * shorter source first, then fewer and smaller decisions.
 */
export interface Candidate<T> {
  readonly decisions: readonly number[]
  readonly made: T
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

/** Whether `a` is a smaller case than `b`. */
function smaller<T>(a: Candidate<T>, b: Candidate<T>, size: (made: T) => number): boolean {
  const difference = size(a.made) - size(b.made)
  if (difference !== 0) return difference < 0
  if (a.decisions.length !== b.decisions.length) return a.decisions.length < b.decisions.length
  return sum(a.decisions) < sum(b.decisions)
}

/** Lists that are somewhat simpler than the one given. */
function* simpler(decisions: readonly number[]): Generator<number[]> {
  const n = decisions.length
  for (
    let block = Math.max(1, 2 ** Math.floor(Math.log2(Math.max(n / 2, 1))));
    block >= 1;
    block = Math.floor(block / 2)
  ) {
    for (let at = 0; at < n; at += block) yield [...decisions.slice(0, at), ...decisions.slice(at + block)]
    for (let at = 0; at < n; at += block) {
      if (decisions.slice(at, at + block).some((each) => each !== 0))
        yield [
          ...decisions.slice(0, at),
          ...decisions.slice(at, at + block).map(() => 0),
          ...decisions.slice(at + block),
        ]
    }
  }
  for (let at = 0; at < n; at++) {
    for (const less of [decisions[at] >> 1, decisions[at] - 1]) {
      if (less > 0) yield [...decisions.slice(0, at), less, ...decisions.slice(at + 1)]
    }
  }
}

/** Lists that are tried at once, and in all. */
const AT_ONCE = 48
const PATIENCE = 4000

/** The smallest case found from `start`; `good` says of many cases which still show it. */
export async function shrink<T>(
  start: Candidate<T>,
  make: (decisions: readonly number[]) => Candidate<T>,
  size: (made: T) => number,
  good: (made: readonly T[]) => Promise<boolean[]>,
): Promise<Candidate<T>> {
  let best = start
  let tried = 0
  let lists = simpler(best.decisions)
  while (tried < PATIENCE) {
    const candidates: Candidate<T>[] = []
    for (let next = lists.next(); !next.done; next = lists.next()) {
      const candidate = make(next.value)
      if (smaller(candidate, best, size)) candidates.push(candidate)
      if (candidates.length === AT_ONCE) break
    }
    if (candidates.length === 0) break
    tried += candidates.length
    candidates.sort((a, b) => (smaller(a, b, size) ? -1 : 1))
    const found = candidates[(await good(candidates.map(({ made }) => made))).indexOf(true)]
    if (found === undefined) continue
    best = found
    lists = simpler(best.decisions)
  }
  return best
}
