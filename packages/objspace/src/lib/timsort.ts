// Stable sorting by comparisons: a merge sort of natural runs that asks only "less than". CPython: Objects/listsort.txt; Munro and Wild,
// "Nearly-Optimal Mergesorts", 2018 (which runs are merged when)
//
// Runs are found from the left, and wait to be merged with what comes behind them. Two neighbours are merged as soon as the next run
// shows that they lie deeper in the tree of merges than it does: so they are mostly still in the processor's caches, and of similar size.
// A merge takes item by item, until one side has won so often in a row that it looks for how many more it wins, in growing steps.
//
// What must stay true: who is asked, and in which order, is what CPython asks, since comparisons may be functions of the program; after an
// exception every item is still there once.

/** So often in a row one side wins before it is asked how long it goes on winning; less often where that paid. */
const GALLOP = 7

/**
 * Sorts in place, with binary insertion for short runs; `less(b, a)` is asked so that equal items keep their order. An exception
 * leaves the array in some order of its items.
 */
export function merge<T>(items: T[], less: (a: T, b: T) => boolean): void {
  const n = items.length
  if (n < 2) return
  // Short runs are made longer: all of a list of fewer than 64 items.
  let least = n
  let odd = 0
  while (least >= 64) {
    odd |= least & 1
    least >>= 1
  }
  least += odd
  const runs = new Runs(items, less)
  // Natural runs are found first: sorted input takes n - 1 comparisons.
  for (let i = 0; i < n;) {
    let end = runEnd(items, i, less)
    const stop = Math.min(i + least, n)
    while (end < stop) insert(items, i, end++, less)
    runs.add(i, end)
    i = end
  }
  runs.mergeAll()
}

/** Puts the item behind a run into it. */
function insert<T>(items: T[], from: number, end: number, less: (a: T, b: T) => boolean): void {
  const x = items[end]
  let lo = from
  let hi = end
  while (lo < hi) {
    const mid = (lo + hi) >> 1
    if (less(x, items[mid])) hi = mid
    else lo = mid + 1
  }
  for (let k = end; k > lo; k--) items[k] = items[k - 1]
  items[lo] = x
}

/** Where the run that begins at `from` ends; one that goes down is reversed, with equal items in their order. CPython: count_run */
function runEnd<T>(items: T[], from: number, less: (a: T, b: T) => boolean): number {
  const n = items.length
  const isLess = (end: number): boolean => less(items[end], items[end - 1])
  let end = from + 1
  while (end < n && !isLess(end)) end++
  if (end === n) return end
  if (end > from + 1) {
    if (less(items[from], items[end - 1])) return end
    // All are equal so far, and less ones follow.
    reverse(items, from, end)
  }
  end++
  let equal = 0
  for (; end < n; end++) {
    if (isLess(end)) {
      if (equal > 0) reverse(items, end - equal - 1, end)
      equal = 0
    } else if (less(items[end - 1], items[end])) break
    else equal++
  }
  if (equal > 0) reverse(items, end - equal - 1, end)
  reverse(items, from, end)
  while (end < n && !isLess(end)) end++
  return end
}

function reverse<T>(items: T[], from: number, to: number): void {
  for (let a = from, b = to - 1; a < b; a++, b--) {
    const x = items[a]
    items[a] = items[b]
    items[b] = x
  }
}

/**
 * How deep in the tree of merges two neighbours meet that begin at `from`, `mid` and end at `end` of `n` items: the first binary digit
 * in which their middles, as parts of the whole, differ.
 */
function depthOf(from: number, mid: number, end: number, n: number): number {
  let a = from + mid
  let b = mid + end
  for (let depth = 1; ; depth++) {
    if (a >= n) {
      a -= n
      b -= n
    } else if (b >= n) return depth
    a *= 2
    b *= 2
  }
}

/** How many of the `n` sorted items from `at` on are less than `x`, looked for in growing steps from item `hint` on. */
function countLess<T>(x: T, items: T[], at: number, n: number, hint: number, less: (a: T, b: T) => boolean): number {
  let lo: number
  let hi: number
  let before = 0
  let step = 1
  if (less(items[at + hint], x)) {
    const most = n - hint
    while (step < most && less(items[at + hint + step], x)) {
      before = step
      step = step * 2 + 1
    }
    lo = hint + before + 1
    hi = hint + Math.min(step, most)
  } else {
    const most = hint + 1
    while (step < most && !less(items[at + hint - step], x)) {
      before = step
      step = step * 2 + 1
    }
    lo = hint - Math.min(step, most) + 1
    hi = hint - before
  }
  while (lo < hi) {
    const mid = (lo + hi) >> 1
    if (less(items[at + mid], x)) lo = mid + 1
    else hi = mid
  }
  return hi
}

/** How many of the `n` sorted items from `at` on are not greater than `x`, looked for in the same way. */
function countNotGreater<T>(
  x: T,
  items: T[],
  at: number,
  n: number,
  hint: number,
  less: (a: T, b: T) => boolean,
): number {
  let lo: number
  let hi: number
  let before = 0
  let step = 1
  if (less(x, items[at + hint])) {
    const most = hint + 1
    while (step < most && less(x, items[at + hint - step])) {
      before = step
      step = step * 2 + 1
    }
    lo = hint - Math.min(step, most) + 1
    hi = hint - before
  } else {
    const most = n - hint
    while (step < most && !less(x, items[at + hint + step])) {
      before = step
      step = step * 2 + 1
    }
    lo = hint + before + 1
    hi = hint + Math.min(step, most)
  }
  while (lo < hi) {
    const mid = (lo + hi) >> 1
    if (less(x, items[at + mid])) hi = mid
    else lo = mid + 1
  }
  return hi
}

/** The runs that wait, one behind the other from the start of the items. */
class Runs<T> {
  private readonly items: T[]
  private readonly less: (a: T, b: T) => boolean
  private readonly starts: number[] = []
  /** How deep each meets the one behind it. */
  private readonly depths: number[] = []
  private end = 0
  private readonly buffer: T[] = []
  private gallop = GALLOP

  constructor(items: T[], less: (a: T, b: T) => boolean) {
    this.items = items
    this.less = less
  }

  /** One more run, behind the others. */
  add(from: number, to: number): void {
    const { starts, depths } = this
    if (starts.length > 0) {
      const depth = depthOf(starts[starts.length - 1], from, to, this.items.length)
      while (starts.length > 1 && depths[starts.length - 2] > depth) this.mergeAt(starts.length - 2)
      depths[starts.length - 1] = depth
    }
    starts.push(from)
    this.end = to
  }

  mergeAll(): void {
    const { starts } = this
    while (starts.length > 1) {
      const last = starts.length - 1
      // The shorter neighbour first.
      const hasShorter = last > 1 && starts[last - 1] - starts[last - 2] < this.end - starts[last]
      this.mergeAt(hasShorter ? last - 2 : last - 1)
    }
  }

  /** Merges run `k` with the next. */
  private mergeAt(k: number): void {
    const { items, starts, less } = this
    let lo = starts[k]
    const mid = starts[k + 1]
    let hi = k + 2 < starts.length ? starts[k + 2] : this.end
    starts.splice(k + 1, 1)
    // What is in its place already.
    lo += countNotGreater(items[mid], items, lo, mid - lo, 0, less)
    if (lo === mid) return
    hi = mid + countLess(items[mid - 1], items, mid, hi - mid, hi - mid - 1, less)
    if (hi === mid) return
    if (mid - lo <= hi - mid) this.mergeUp(lo, mid, hi)
    else this.mergeDown(lo, mid, hi)
  }

  /** Merges from below, with the lower run, which ends with the greatest item, in the buffer. */
  private mergeUp(lo: number, mid: number, hi: number): void {
    const { items, buffer, less } = this
    const n = mid - lo
    for (let k = 0; k < n; k++) buffer[k] = items[lo + k]
    let a = 0
    let b = mid
    let out = lo
    let { gallop } = this
    items[out++] = items[b++]
    try {
      while (b < hi && a < n - 1) {
        // In a row: how often the upper run won, or the lower one.
        let upper = 0
        let lower = 0
        do {
          if (less(items[b], buffer[a])) {
            items[out++] = items[b++]
            upper++
            lower = 0
          } else {
            items[out++] = buffer[a++]
            lower++
            upper = 0
          }
        } while (b < hi && a < n - 1 && upper < gallop && lower < gallop)
        if (b === hi || a >= n - 1) break
        gallop++
        do {
          if (gallop > 1) gallop--
          this.gallop = gallop
          lower = countNotGreater(items[b], buffer, a, n - a, 0, less)
          for (const end = a + lower; a < end;) items[out++] = buffer[a++]
          if (a >= n - 1) break
          items[out++] = items[b++]
          if (b === hi) break
          upper = countLess(buffer[a], items, b, hi - b, 0, less)
          for (const end = b + upper; b < end;) items[out++] = items[b++]
          if (b === hi) break
          items[out++] = buffer[a++]
        } while (a < n - 1 && (lower >= GALLOP || upper >= GALLOP))
        if (b < hi && a < n - 1) this.gallop = ++gallop
      }
      // The last of the lower run is behind all others.
      if (a === n - 1) while (b < hi) items[out++] = items[b++]
    } finally {
      while (a < n) items[out++] = buffer[a++]
    }
  }

  /** Merges from above, with the upper run, which begins with the least item, in the buffer. */
  private mergeDown(lo: number, mid: number, hi: number): void {
    const { items, buffer, less } = this
    const n = hi - mid
    for (let k = 0; k < n; k++) buffer[k] = items[mid + k]
    let a = mid - 1
    let b = n - 1
    let out = hi - 1
    let { gallop } = this
    items[out--] = items[a--]
    try {
      while (a >= lo && b > 0) {
        let upper = 0
        let lower = 0
        do {
          if (less(buffer[b], items[a])) {
            items[out--] = items[a--]
            lower++
            upper = 0
          } else {
            items[out--] = buffer[b--]
            upper++
            lower = 0
          }
        } while (a >= lo && b > 0 && upper < gallop && lower < gallop)
        if (a < lo || b <= 0) break
        gallop++
        do {
          if (gallop > 1) gallop--
          this.gallop = gallop
          const from = lo + countNotGreater(buffer[b], items, lo, a - lo + 1, a - lo, less)
          lower = a + 1 - from
          while (a >= from) items[out--] = items[a--]
          if (a < lo) break
          items[out--] = buffer[b--]
          if (b <= 0) break
          const least = countLess(items[a], buffer, 0, b + 1, b, less)
          upper = b + 1 - least
          while (b >= least) items[out--] = buffer[b--]
          if (b <= 0) break
          items[out--] = items[a--]
        } while (a >= lo && (lower >= GALLOP || upper >= GALLOP))
        if (a >= lo && b > 0) this.gallop = ++gallop
      }
      // The first of the upper run is before all others.
      if (b === 0) while (a >= lo) items[out--] = items[a--]
    } finally {
      while (b >= 0) items[out--] = buffer[b--]
    }
  }
}
