// A str as a sequence of units: raw strings as they are, wide ones as arrays of code points, and strs made of their parts.
import { error } from '../../errors/exception.ts'
import { flat } from '../../lib/flat.ts'
import { compareUnits, repeatUnits, replaceUnits, splitOn, type Units } from '../../lib/units.ts'
import type { Str } from '../../operations/convert.ts'
import { reserve } from '../../space/room.ts'
import { pointsOf } from './concat.ts'
import { joinableText, strFromCodePoints, strFromText } from './wide.ts'

/** Length in characters. */
export function lengthOf(s: Str): number {
  return typeof s === 'string' ? s.length : s.cps.length
}

/** The code point at `i`. */
export function pointAt(s: Str, i: number): number {
  return typeof s === 'string' ? s.charCodeAt(i) : s.cps[i]
}

/** The units of a str by itself. */
export function unitsOf(s: Str): Units {
  return typeof s === 'string' ? s : s.cps
}

/** `sub` in the units of `s`; undefined where it can be no part of it. */
export function unitsLike(s: Str, sub: Str): Units | undefined {
  if (typeof s === 'string') return typeof sub === 'string' ? sub : undefined
  return pointsOf(sub)
}

/** s[start:end] */
export function sliceStr(s: Str, start: number, end: number): Str {
  if (typeof s === 'string') return s.slice(start, Math.max(start, end))
  if (start === 0 && end >= s.cps.length) return s
  return strFromCodePoints(s.cps.slice(start, Math.max(start, end)))
}

/** So many characters are put together at once. */
const PIECE = 1024

/** `count` characters of a raw string from `start` on, in steps. */
export function stepsOf(s: string, start: number, step: number, count: number): string {
  flat(s)
  let out = ''
  for (let k = 0, at = start; k < count;) {
    const units = new Array<number>(Math.min(PIECE, count - k))
    for (let i = 0; i < units.length; i++, at += step) units[i] = s.charCodeAt(at)
    out += String.fromCharCode.apply(null, units)
    k += units.length
  }
  return flat(out)
}

/** s[i] */
export function charAt(s: Str, i: number): Str {
  return typeof s === 'string' ? s[i] : strFromText(String.fromCodePoint(s.cps[i]))
}

/** Most units that a string of the host has. differs: longer ones, for which CPython may have the memory, are a MemoryError. */
export const MAX_LENGTH = 2 ** 29 - 24

/** s * n */
export function repeatStr(s: Str, n: number): Str {
  const length = lengthOf(s)
  if (n === 0 || length === 0) return ''
  if (n === 1) return s
  if (length * n > 2 ** 63 - 1) throw error('OverflowError', 'repeated string is too long')
  if (length * n > MAX_LENGTH) throw error('MemoryError')
  reserve(length * n)
  return typeof s === 'string' ? s.repeat(n) : strFromCodePoints(repeatUnits(s.cps, n))
}

/** A str with `from` replaced by `to`, `max` times at most. */
export function replaceStr(s: Str, from: Str, to: Str, max: number): Str {
  if (max === 0) return s
  if (typeof s === 'string' && typeof from === 'string' && typeof to === 'string') {
    if (from === '') {
      if (max >= s.length + 1) return s === '' ? to : to + s.split('').join(to) + to
      return (
        to +
        s
          .slice(0, max - 1)
          .split('')
          .map((c) => c + to)
          .join('') +
        s.slice(max - 1)
      )
    }
    if (max === Infinity) return replaceRaw(s, from, to)
    const cuts = splitOn(s, from, max)
    let out = s.slice(cuts[0], cuts[1])
    for (let k = 2; k < cuts.length; k += 2) out += to + s.slice(cuts[k], cuts[k + 1])
    return out
  }
  if (typeof s === 'string' && typeof from !== 'string') return s
  return strFromCodePoints(replaceUnits(pointsOf(s), pointsOf(from), pointsOf(to), max))
}

/** So many places are replaced one by one. */
const FEW = 16

function replaceRaw(s: string, from: string, to: string): string {
  let at = s.indexOf(from)
  if (at < 0) return s
  let out = ''
  let done = 0
  for (let n = 0; at >= 0; n++) {
    if (n === FEW) return out + s.slice(done).split(from).join(to)
    out += s.slice(done, at) + to
    done = at + from.length
    at = s.indexOf(from, done)
  }
  return out + s.slice(done)
}

/** Orders two strs by code points: negative, 0 or positive. */
export function compareStr(a: Str, b: Str): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  return compareUnits(pointsOf(a), pointsOf(b))
}

/** Whether two strs are equal. */
export function sameStr(a: Str, b: Str): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b
  return a.equals(b)
}

/** A str that grows at its end. */
export class StrBuilder {
  private text = ''
  private parts: Str[] | null = null

  add(s: Str): void {
    if (typeof s === 'string') this.text += s
    else {
      this.parts ??= []
      this.parts.push(this.text, s)
      this.text = ''
    }
  }

  done(): Str {
    return this.parts === null ? flat(this.text) : joinStrs([...this.parts, this.text], '')
  }
}

/** The texts of strs that are to be joined, where that joins no surrogates. */
function textsOf(parts: readonly Str[]): string[] | undefined {
  const texts: string[] = []
  for (let i = 0; i < parts.length; i++) {
    const text = joinableText(parts[i])
    if (text === undefined) return undefined
    texts.push(text)
  }
  return texts
}

/** The strs of an array with `separator` between them. */
export function joinStrs(parts: readonly Str[], separator: Str): Str {
  let raw = typeof separator === 'string'
  for (let i = 0; i < parts.length && raw; i++) raw = typeof parts[i] === 'string'
  if (raw) return (parts as string[]).join(separator as string)
  const texts = textsOf(parts)
  const gap = joinableText(separator)
  if (texts !== undefined && gap !== undefined) return strFromText(texts.join(gap))
  const between = pointsOf(separator)
  const all = parts.map(pointsOf)
  let n = between.length * Math.max(0, all.length - 1)
  for (const p of all) n += p.length
  const out = new Uint32Array(n)
  let at = 0
  for (let i = 0; i < all.length; i++) {
    if (i > 0) {
      out.set(between, at)
      at += between.length
    }
    out.set(all[i], at)
    at += all[i].length
  }
  return strFromCodePoints(out)
}
