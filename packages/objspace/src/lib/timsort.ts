// Stable sorting by comparisons: a merge sort of natural runs that asks only "less than".

/**
 * Sorts in place, with binary insertion for short runs; `less(b, a)` is asked so that equal items keep their order. An exception
 * leaves the array in some order of its items.
 */
export function merge<T>(items: T[], less: (a: T, b: T) => boolean): void {
  const n = items.length
  if (n < 2) return
  // Short runs are made longer: all of a list of fewer than 64 items. CPython: Objects/listsort.txt
  let least = n
  let odd = 0
  while (least >= 64) {
    odd |= least & 1
    least >>= 1
  }
  least += odd
  // Natural runs are found first: sorted input takes n - 1 comparisons.
  const runs: number[] = [0]
  let i = 0
  while (i < n) {
    let end = runEnd(items, i, less)
    const stop = Math.min(i + least, n)
    while (end < stop) {
      const x = items[end]
      let lo = i
      let hi = end
      while (lo < hi) {
        const mid = (lo + hi) >> 1
        if (less(x, items[mid])) hi = mid
        else lo = mid + 1
      }
      for (let k = end; k > lo; k--) items[k] = items[k - 1]
      items[lo] = x
      end++
    }
    runs.push(end)
    i = end
  }
  const buffer: T[] = new Array<T>(n)
  while (runs.length > 2) {
    const merged: number[] = [0]
    for (let r = 0; r + 1 < runs.length; r += 2) {
      const mid = runs[r + 1]
      const end = r + 2 < runs.length ? runs[r + 2] : mid
      if (end > mid) mergeRuns(items, buffer, runs[r], mid, end, less)
      merged.push(end)
    }
    runs.length = 0
    runs.push(...merged)
  }
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

function mergeRuns<T>(
  items: T[],
  buffer: T[],
  lo: number,
  mid: number,
  hi: number,
  less: (a: T, b: T) => boolean,
): void {
  if (!less(items[mid], items[mid - 1])) return
  for (let k = lo; k < mid; k++) buffer[k] = items[k]
  let a = lo
  let b = mid
  let out = lo
  try {
    while (a < mid && b < hi) items[out++] = less(items[b], buffer[a]) ? items[b++] : buffer[a++]
  } finally {
    // After an exception every item is still there once.
    while (a < mid) items[out++] = buffer[a++]
  }
}
