// Python strings beyond raw JavaScript strings.
//
// A str is a raw JavaScript string when every character is a BMP scalar value, so that units are code points. A str with
// a character above U+FFFF or a lone surrogate is a W_WideStr: an array of code points, or the UTF-16 spelling, and each is made of the
// other when it is asked for. Text that is read, joined and written on needs no array. A W_WideStr always holds at least
// one such character: every place that makes a str decides once (`strFromCodePoints`, `strFromText`).
import { compareUnits } from '../../lib/units.ts'
import type { Shape } from '../../space/shape.ts'
import { shapes } from '../../space/shapes.ts'
import { type Value, W_Object } from '../../space/value.ts'
import { type Key, KeyKind, keyKind } from '../dict/key.ts'

const SURROGATE = /[\ud800-\udfff]/

export class W_WideStr extends W_Object {
  /** Null until somebody asks, where there is a spelling. */
  private points: Uint32Array | null
  private spelled: string | null
  private joinable: boolean | undefined

  /** `isJoinable` where it is known to be so. */
  constructor(points: Uint32Array | null, spelled: string | null = null, isJoinable?: boolean) {
    super(shapes.str)
    this.points = points
    this.spelled = spelled
    this.joinable = isJoinable
  }

  /**
   * Whether the spelling of this behind another is that of the two joined: where it begins with the second half of a pair, it could
   * make a character of two. Asking the spelling would make one piece of a text that is a tree.
   */
  get isJoinable(): boolean {
    return (this.joinable ??= this.key.charCodeAt(0) >>> 10 !== 0x37)
  }

  get cps(): Uint32Array {
    return (this.points ??= pointsOfKey(this.spelled as string))
  }

  /** The UTF-16 spelling: key form, unique among strs (see keyFromCodePoints). */
  get key(): string {
    return (this.spelled ??= keyFromCodePoints(this.points as Uint32Array))
  }

  /** Whether the two are the same text. */
  equals(other: W_WideStr): boolean {
    if (this.points === null || other.points === null) return this.key === other.key
    return compareUnits(this.points, other.points) === 0
  }

  /** Strs have no identity but their text, as raw ones have none. */
  override sameAs(other: W_Object): boolean {
    return this.equals(other as W_WideStr)
  }

  override simpleKey(): Key {
    return this.key
  }
}

/** An instance of a Python subclass of str: the str it is, in a box that can have attributes. */
export class W_StrInstance extends W_Object {
  readonly value: string | W_WideStr
  constructor(shape: Shape, value: string | W_WideStr) {
    super(shape)
    this.value = value
  }

  override simpleKey(): Key | undefined {
    return keyKind(this.shape.type) === KeyKind.custom ? undefined : keyOfStr(this.value)
  }
}

/** Starts the key form of the strs whose plain UTF-16 spelling would be that of another str. */
const ESCAPE = '\udfff\udfff'

/**
 * UTF-16 spelling of code points, but where a high surrogate that is itself a character stands before a low one (which
 * would spell an astral character) or the spelling starts like an escape: then the escape and the code points in hex.
 */
function keyFromCodePoints(cps: Uint32Array): string {
  let ambiguous = cps.length > 1 && cps[0] === 0xdfff && cps[1] === 0xdfff
  for (let i = 0; i + 1 < cps.length; i++) {
    if (cps[i] >>> 10 === 0x36 && cps[i + 1] >>> 10 === 0x37) ambiguous = true
  }
  if (ambiguous) return ESCAPE + Array.from(cps, (c) => c.toString(16)).join(' ')
  let s = ''
  for (let i = 0; i < cps.length; i++) s += String.fromCodePoint(cps[i])
  return s
}

/**
 * A loop is faster than the expression for short texts; what is longer may be a part of another text, whose characters cost the host five
 * times as much one by one.
 */
function hasSurrogate(text: string): boolean {
  if (text.length > 8) return SURROGATE.test(text)
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >>> 11 === 0x1b) return true
  return false
}

/** The str with the given UTF-16 text: surrogate pairs are characters, lone surrogates themselves. */
export function strFromText(text: string): string | W_WideStr {
  return hasSurrogate(text) ? wideFromText(text) : text
}

/** The same for a text that is known to have surrogates. */
export function wideFromText(text: string): W_WideStr {
  return isEscaped(text) ? new W_WideStr(codePointsOf(text)) : new W_WideStr(null, text)
}

/** Whether a spelling is, or would be taken for, an escape. */
function isEscaped(text: string): boolean {
  return text.charCodeAt(0) === 0xdfff && text.startsWith(ESCAPE)
}

/** The UTF-16 text of a str that is to be joined with others, undefined where the texts must not be joined; no escape begins it. */
export function joinableText(w: string | W_WideStr): string | undefined {
  return typeof w === 'string' ? w : w.isJoinable ? w.key : undefined
}

/** The str whose key form is given. */
export function strFromKey(key: string): string | W_WideStr {
  return hasSurrogate(key) ? new W_WideStr(null, key) : key
}

/** The code points of a key form. */
function pointsOfKey(key: string): Uint32Array {
  if (!isEscaped(key)) return codePointsOf(key)
  return Uint32Array.from(key.slice(ESCAPE.length).split(' '), (c) => parseInt(c, 16))
}

/** Key form of a str. */
export function keyOfStr(w: string | W_WideStr): string {
  return typeof w === 'string' ? w : w.key
}

/** Code points of a UTF-16 text. */
export function codePointsOf(text: string): Uint32Array {
  let pairs = 0
  for (let i = 0; i + 1 < text.length; i++)
    if (text.charCodeAt(i) >>> 10 === 0x36 && text.charCodeAt(i + 1) >>> 10 === 0x37) pairs++
  const out = new Uint32Array(text.length - pairs)
  for (let i = 0, n = 0; n < out.length; i++, n++) {
    const c = text.charCodeAt(i)
    const next = c >>> 10 === 0x36 ? text.charCodeAt(i + 1) : 0
    if (next >>> 10 === 0x37) {
      i++
      out[n] = ((c - 0xd7c0) << 10) + (next & 0x3ff)
    } else out[n] = c
  }
  return out
}

/** The str with the given code points. */
export function strFromCodePoints(cps: Uint32Array): string | W_WideStr {
  for (let i = 0; i < cps.length; i++) {
    const c = cps[i]
    if (c > 0xffff || (c >= 0xd800 && c <= 0xdfff)) return new W_WideStr(cps)
  }
  let s = ''
  for (let i = 0; i < cps.length; i += 4096)
    s += String.fromCharCode.apply(null, cps.subarray(i, i + 4096) as unknown as number[])
  return s
}

/** UTF-16 text of a str value (lone surrogates stay). */
export function textOfStr(w: string | W_WideStr): string {
  if (typeof w === 'string') return w
  const { key } = w
  if (!isEscaped(key)) return key
  let s = ''
  for (let i = 0; i < w.cps.length; i++) s += String.fromCodePoint(w.cps[i])
  return s
}

/** The str behind `w` when it is a str or an instance of a subclass, else undefined. */
export function strOrUndefined(w: Value): string | W_WideStr | undefined {
  if (typeof w === 'string' || w instanceof W_WideStr) return w
  return w instanceof W_StrInstance ? w.value : undefined
}
