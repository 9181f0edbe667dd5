// Searching and cutting sequences of units: what str, bytes and bytearray do alike. lib: stdtypes#str.split; CPython: Objects/stringlib
//
// A sequence is a raw string (its units are characters), bytes, or an array of code points. The sequences of one call are of
// the same kind. Cuts are given as flat pairs of bounds: [start0, end0, start1, end1, …].

export type Units = string | Uint8Array | Uint32Array
export type UnitArray = Uint8Array | Uint32Array
export type Predicate = (unit: number) => boolean

/** The unit at `i`. */
export function unitAt(s: Units, i: number): number {
  return typeof s === 'string' ? s.charCodeAt(i) : s[i]
}

function matchesAt(s: UnitArray, sub: UnitArray, at: number): boolean {
  for (let k = 0; k < sub.length; k++) if (s[at + k] !== sub[k]) return false
  return true
}

/** From these sizes on, a search whose worst case is their product is not left to the host. */
const LONG_NEEDLE = 256
const LONG_WORK = 1e7

/** Whether a search could take time that grows with the product of the lengths. */
function isLong(s: Units, sub: Units, start: number): boolean {
  return sub.length >= LONG_NEEDLE && (s.length - start) * sub.length >= LONG_WORK
}

/** The first place of `sub` in time that grows with the sum of the lengths. Knuth, Morris and Pratt, 1977 */
function findLong(s: Units, sub: Units, start: number, end: number): number {
  const n = sub.length
  // border[k]: length of the longest proper prefix of sub[:k] that is also its suffix.
  const border = new Int32Array(n + 1)
  border[0] = -1
  for (let i = 0, k = -1; i < n;) {
    while (k >= 0 && unitAt(sub, i) !== unitAt(sub, k)) k = border[k]
    border[++i] = ++k
  }
  for (let i = start, k = 0; i < end; i++) {
    const u = unitAt(s, i)
    while (k >= 0 && unitAt(sub, k) !== u) k = border[k]
    if (++k === n) return i + 1 - n
  }
  return -1
}

/** The first place of `sub` inside s[start:end], or -1. Bounds are within the length, but start may exceed end. */
export function find(s: Units, sub: Units, start: number, end: number): number {
  if (end - start < sub.length) return -1
  if (isLong(s, sub, start)) return findLong(s, sub, start, end)
  if (typeof s === 'string') {
    if (end === s.length) return s.indexOf(sub as string, start)
    const i = s.slice(start, end).indexOf(sub as string)
    return i < 0 ? -1 : i + start
  }
  const needle = sub as UnitArray
  if (needle.length === 0) return start
  const last = end - needle.length
  const first = needle[0]
  for (let i = s.indexOf(first, start); i >= 0 && i <= last; i = s.indexOf(first, i + 1))
    if (matchesAt(s, needle, i)) return i
  return -1
}

/** The last place of `sub` inside s[start:end], or -1. */
export function findLast(s: Units, sub: Units, start: number, end: number): number {
  if (end - start < sub.length) return -1
  if (typeof s === 'string') {
    const i = s.lastIndexOf(sub as string, end - sub.length)
    return i < start ? -1 : i
  }
  for (let i = end - sub.length; i >= start; i--) if (matchesAt(s, sub as UnitArray, i)) return i
  return -1
}

/** How often `sub` is inside s[start:end], without overlaps. */
export function countOf(s: Units, sub: Units, start: number, end: number): number {
  if (end < start) return 0
  if (sub.length === 0) return end - start + 1
  const text = typeof s === 'string' && end < s.length ? s.slice(0, end) : s
  let n = 0
  if (typeof text === 'string' && !isLong(text, sub, start)) {
    const part = sub as string
    for (let i = text.indexOf(part, start); i >= 0; i = text.indexOf(part, i + part.length)) n++
    return n
  }
  for (let i = find(text, sub, start, end); i >= 0; i = find(text, sub, i + sub.length, end)) n++
  return n
}

/** Whether `sub` stands at `at`. */
export function standsAt(s: Units, sub: Units, at: number): boolean {
  if (at < 0 || at + sub.length > s.length) return false
  return typeof s === 'string' ? s.startsWith(sub as string, at) : matchesAt(s, sub as UnitArray, at)
}

/** The pieces between separators, at most `max` cuts from the left. */
export function splitOn(s: Units, sep: Units, max: number): number[] {
  const out: number[] = []
  let from = 0
  for (let cuts = 0; cuts < max; cuts++) {
    const i = find(s, sep, from, s.length)
    if (i < 0) break
    out.push(from, i)
    from = i + sep.length
  }
  out.push(from, s.length)
  return out
}

/** The pieces between separators, at most `max` cuts from the right. */
export function splitOnLast(s: Units, sep: Units, max: number): number[] {
  const out: number[] = []
  let to = s.length
  for (let cuts = 0; cuts < max; cuts++) {
    const i = findLast(s, sep, 0, to)
    if (i < 0) break
    out.push(to, i + sep.length)
    to = i
  }
  out.push(to, 0)
  return out.reverse()
}

/** The words between blanks, at most `max` cuts from the left; the rest keeps its trailing blanks. */
export function splitBlank(s: Units, isBlank: Predicate, max: number): number[] {
  const out: number[] = []
  const n = s.length
  let i = 0
  for (let cuts = 0; ; cuts++) {
    while (i < n && isBlank(unitAt(s, i))) i++
    if (i === n) return out
    const from = i
    if (cuts >= max) {
      out.push(from, n)
      return out
    }
    while (i < n && !isBlank(unitAt(s, i))) i++
    out.push(from, i)
  }
}

/** The words between blanks, at most `max` cuts from the right; the rest keeps its leading blanks. */
export function splitBlankLast(s: Units, isBlank: Predicate, max: number): number[] {
  const out: number[] = []
  let i = s.length
  for (let cuts = 0; ; cuts++) {
    while (i > 0 && isBlank(unitAt(s, i - 1))) i--
    if (i === 0) return out.reverse()
    const to = i
    if (cuts >= max) {
      out.push(to, 0)
      return out.reverse()
    }
    while (i > 0 && !isBlank(unitAt(s, i - 1))) i--
    out.push(to, i)
  }
}

/** The lines; CR LF is one break. */
export function splitLines(s: Units, isBreak: Predicate, keepEnds: boolean): number[] {
  const out: number[] = []
  const n = s.length
  let i = 0
  while (i < n) {
    const from = i
    while (i < n && !isBreak(unitAt(s, i))) i++
    const to = i
    if (i < n) i += unitAt(s, i) === 13 && i + 1 < n && unitAt(s, i + 1) === 10 ? 2 : 1
    out.push(from, keepEnds ? i : to)
  }
  return out
}

/** Where s starts when units that satisfy `drop` are left off in front. */
export function leftEdge(s: Units, drop: Predicate): number {
  let i = 0
  while (i < s.length && drop(unitAt(s, i))) i++
  return i
}

/** Where s ends when units that satisfy `drop` are left off behind, not before `from`. */
export function rightEdge(s: Units, drop: Predicate, from: number): number {
  let i = s.length
  while (i > from && drop(unitAt(s, i - 1))) i--
  return i
}

/** A new array of the kind of `like`. */
export function newUnits<T extends UnitArray>(like: T, length: number): T {
  return (like instanceof Uint8Array ? new Uint8Array(length) : new Uint32Array(length)) as T
}

/** a + b */
export function concatUnits<T extends UnitArray>(a: T, b: T): T {
  const out = newUnits(a, a.length + b.length)
  out.set(a)
  out.set(b, a.length)
  return out
}

/** s * n */
export function repeatUnits<T extends UnitArray>(s: T, n: number): T {
  const out = newUnits(s, s.length * n)
  if (s.length === 1) return out.fill(s[0]) as T
  if (out.length === 0) return out
  out.set(s)
  for (let filled = s.length; filled < out.length; filled *= 2)
    out.copyWithin(filled, 0, Math.min(filled, out.length - filled))
  return out
}

/** `s` with the first `max` places of `from` replaced by `to`; `s` itself where there is none. */
export function replaceUnits<T extends UnitArray>(s: T, from: T, to: T, max: number): T {
  if (from.length === 0) return interleave(s, to, max)
  const cuts = splitOn(s, from, max)
  const n = cuts.length / 2 - 1
  if (n === 0) return s
  const out = newUnits(s, s.length + n * (to.length - from.length))
  let at = 0
  for (let k = 0; k < cuts.length; k += 2) {
    if (k > 0) {
      out.set(to, at)
      at += to.length
    }
    out.set(s.subarray(cuts[k], cuts[k + 1]), at)
    at += cuts[k + 1] - cuts[k]
  }
  return out
}

/** `to` before each of the units of s and behind the last, `max` times at most. */
function interleave<T extends UnitArray>(s: T, to: T, max: number): T {
  const n = Math.min(max, s.length + 1)
  const out = newUnits(s, s.length + n * to.length)
  let at = 0
  for (let i = 0; i <= s.length; i++) {
    if (i < n) {
      out.set(to, at)
      at += to.length
    }
    if (i < s.length) out[at++] = s[i]
  }
  return out
}

/** Orders two arrays: negative, 0 or positive. */
export function compareUnits(a: UnitArray, b: UnitArray): number {
  const n = Math.min(a.length, b.length)
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return a[i] - b[i]
  return a.length - b.length
}

/** Whether two arrays hold the same. */
export function sameUnits(a: UnitArray, b: UnitArray): boolean {
  return a.length === b.length && matchesAt(a, b, 0)
}
