// Python strings beyond raw JavaScript strings.
//
// A str is a raw JavaScript string when every character is a BMP scalar value, so that units are code points. A str with
// a character above U+FFFF or a lone surrogate is a W_WideStr, an array of code points. A W_WideStr always holds at least
// one such character: every place that makes a str decides once (`strFromCodePoints`, `strFromText`).
import type { Shape } from '../../space/shape.ts'
import { shapes } from '../../space/shapes.ts'
import { type Value, W_Object } from '../../space/value.ts'
import { type Key, KeyKind, keyKind } from '../dict/key.ts'

const SURROGATE = /[\ud800-\udfff]/

export class W_WideStr extends W_Object {
  readonly cps: Uint32Array
  private spelled: string | null = null

  constructor(cps: Uint32Array) {
    super(shapes.str)
    this.cps = cps
  }

  /** The UTF-16 spelling: key form, unique among strs (see keyFromCodePoints). */
  get key(): string {
    return (this.spelled ??= keyFromCodePoints(this.cps))
  }

  simpleKey(): Key {
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

  simpleKey(): Key | undefined {
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

/** A loop is faster than the expression for short texts. */
function hasSurrogate(text: string): boolean {
  if (text.length > 32) return SURROGATE.test(text)
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >>> 11 === 0x1b) return true
  return false
}

/** The str with the given UTF-16 text: surrogate pairs are characters, lone surrogates themselves. */
export function strFromText(text: string): string | W_WideStr {
  return hasSurrogate(text) ? new W_WideStr(codePointsOf(text)) : text
}

/** The str whose key form is given. */
export function strFromKey(key: string): string | W_WideStr {
  if (!hasSurrogate(key)) return key
  if (!key.startsWith(ESCAPE)) return new W_WideStr(codePointsOf(key))
  return new W_WideStr(Uint32Array.from(key.slice(ESCAPE.length).split(' '), (c) => parseInt(c, 16)))
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
  let s = ''
  for (let i = 0; i < w.cps.length; i++) s += String.fromCodePoint(w.cps[i])
  return s
}

/** The str behind `w` when it is a str or an instance of a subclass, else undefined. */
export function strOrUndefined(w: Value): string | W_WideStr | undefined {
  if (typeof w === 'string' || w instanceof W_WideStr) return w
  return w instanceof W_StrInstance ? w.value : undefined
}
