// "Did you mean": the closest of some names. CPython: Python/suggestions.c, Lib/traceback.py

const MAX_CANDIDATES = 750
const MAX_LENGTH = 40
const MOVE = 2
const CASE = 1

function substitution(a: string, b: string): number {
  if (a === b) return 0
  return a < '\x80' && a.toLowerCase() === b.toLowerCase() ? CASE : MOVE
}

/** Names are compared by the bytes of UTF-8, a character each. */
function utf8(name: string): string {
  // oxlint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(name)) return name
  return Array.from(new TextEncoder().encode(name), (byte) => String.fromCharCode(byte)).join('')
}

/** Edit distance where a changed case counts half, or a number above `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (a === b) return 0
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let endA = a.length
  let endB = b.length
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--
    endB--
  }
  let s = a.slice(start, endA)
  let t = b.slice(start, endB)
  if (s.length === 0 || t.length === 0) return (s.length + t.length) * MOVE
  if (s.length > MAX_LENGTH || t.length > MAX_LENGTH) return limit + 1
  if (t.length < s.length) [s, t] = [t, s]
  if ((t.length - s.length) * MOVE > limit) return limit + 1
  const row = Array.from(s, (_, i) => (i + 1) * MOVE)
  let result = 0
  for (let j = 0; j < t.length; j++) {
    let diagonal = j * MOVE
    result = j * MOVE
    let best = Infinity
    for (let i = 0; i < s.length; i++) {
      const replaced = diagonal + substitution(t[j], s[i])
      diagonal = row[i]
      result = Math.min(replaced, Math.min(result, diagonal) + MOVE)
      row[i] = result
      best = Math.min(best, result)
    }
    if (best > limit) return limit + 1
  }
  return result
}

/** The candidate closest to `name`, or null where none is close. */
export function closestName(name: string, candidates: readonly string[]): string | null {
  if (candidates.length >= MAX_CANDIDATES) return null
  const wanted = utf8(name)
  let best: string | null = null
  let bestDistance = Infinity
  for (const c of candidates) {
    if (c === name) continue
    const other = utf8(c)
    const limit = Math.min(Math.floor(((wanted.length + other.length + 3) * MOVE) / 6), bestDistance - 1)
    const d = distance(wanted, other, limit)
    if (d > limit) continue
    best = c
    bestDistance = d
  }
  return best
}
