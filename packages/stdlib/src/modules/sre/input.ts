// What a pattern is applied to: a str or bytes as Python has it, and as the engine reads it.
import {
  bytesOrUndefined,
  error,
  sliceStr,
  type Str,
  strFromCodePoints,
  strOrUndefined,
  typeOf,
  type Value,
  W_ByteArray,
  W_Bytes,
} from '@typhon/objspace'
import { type Found, prepared } from './engine.ts'
import type { Subject } from './subject.ts'

export class Input {
  /** The object that was given, of whatever class. */
  readonly value: Value
  /** The str, null for bytes. */
  readonly str: Str | null
  /** The bytes, null for a str. */
  readonly bytes: Uint8Array | null
  readonly subject: Subject

  constructor(value: Value, str: Str | null, bytes: Uint8Array | null, subject: Subject) {
    this.value = value
    this.str = str
    this.bytes = bytes
    this.subject = subject
  }

  get length(): number {
    return this.subject.length
  }

  /**
   * Keeps a bytearray from being resized while matches are looked for, or lets go of it again. CPython: the buffer that the
   * engine's state holds
   */
  hold(change: 1 | -1): void {
    if (this.value instanceof W_ByteArray) this.value.exports += change
  }

  /**
   * The same input for a walk that may never end: a bytearray is copied.
   * differs: CPython's scanner holds the bytearray until it is deallocated, a moment that does not exist here.
   */
  forWalk(): Input {
    if (!(this.value instanceof W_ByteArray)) return this
    const bytes = this.bytes!.slice()
    return new Input(this.value, null, bytes, bytes)
  }

  /** The characters from `from` to `end`: an exact str or bytes. */
  slice(from: number, end: number): Value {
    const { str, bytes } = this
    if (str !== null) return typeof str === 'string' ? str.substring(from, end) : sliceStr(str, from, end)
    const { value } = this
    // The text of a group in a bytearray is what stands there by now.
    if (value instanceof W_ByteArray)
      return new W_Bytes(value.data.slice(Math.min(from, value.length), Math.min(end, value.length)))
    if (from === 0 && end === bytes!.length && value instanceof W_Bytes && !value.shape.type.heap) return value
    return new W_Bytes(bytes!.slice(from, end))
  }

  /** The text of group `g` of a match, or `otherwise` when it took no part. */
  group(found: Found, g: number, otherwise: Value): Value {
    const text = found.textOf(g)
    if (text === undefined) {
      if (g === 0) return this.slice(found.start, found.end)
      return found.has(g) ? this.slice(found.startOf(g), found.endOf(g)) : otherwise
    }
    return this.str !== null ? text : bytesOfText(text)
  }
}

function bytesOfText(text: string): W_Bytes {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i)
  return new W_Bytes(bytes)
}

/** Flavour of a pattern: what it may be applied to. */
export const Flavour = { ANY: 0, STR: 1, BYTES: 2 } as const

/** The flavour of a pattern's source; None has none. */
export function flavourOf(w_pattern: Value): number {
  if (w_pattern === null) return Flavour.ANY
  if (strOrUndefined(w_pattern) !== undefined) return Flavour.STR
  if (bytesOrUndefined(w_pattern) !== undefined) return Flavour.BYTES
  throw notText(w_pattern)
}

function notText(w: Value): unknown {
  return error('TypeError', `expected string or bytes-like object, got '${typeOf(w).fullName}'`)
}

/**
 * What a pattern of the given flavour is applied to. `once`: for a single match, where the preparation of a row of them
 * would not pay.
 */
export function inputOf(w: Value, flavour: number, once: boolean): Input {
  if (typeof w === 'string') {
    if (flavour === Flavour.BYTES) throw bytesPattern()
    return new Input(w, w, null, w)
  }
  const str = strOrUndefined(w)
  if (str !== undefined) {
    if (flavour === Flavour.BYTES) throw bytesPattern()
    return new Input(w, str, null, typeof str === 'string' ? str : str.cps)
  }
  const bytes = bytesOrUndefined(w)
  if (bytes === undefined) throw notText(w)
  if (flavour === Flavour.STR) throw error('TypeError', 'cannot use a string pattern on a bytes-like object')
  if (w instanceof W_Bytes) return new Input(w, null, bytes, prepared(bytes, once))
  return new Input(w, null, bytes, bytes)
}

function bytesPattern(): unknown {
  return error('TypeError', 'cannot use a bytes pattern on a string-like object')
}

/** The parts in a row, as `join` of an empty str or bytes makes them. */
export function joined(parts: readonly Value[], isStr: boolean): Value {
  return isStr ? joinedStr(parts) : joinedBytes(parts)
}

function joinedStr(parts: readonly Value[]): Value {
  let raw = true
  for (let i = 0; i < parts.length; i++) {
    if (typeof parts[i] === 'string') continue
    raw = false
    if (strOrUndefined(parts[i]) === undefined) {
      throw error('TypeError', `sequence item ${i}: expected str instance, ${typeOf(parts[i]).fullName} found`)
    }
  }
  if (raw) return (parts as readonly string[]).join('')
  const strs = parts.map((w) => strOrUndefined(w)!)
  const out = new Uint32Array(strs.reduce((n, s) => n + (typeof s === 'string' ? s.length : s.cps.length), 0))
  let at = 0
  for (const s of strs) {
    if (typeof s === 'string') for (let i = 0; i < s.length; i++) out[at++] = s.charCodeAt(i)
    else {
      out.set(s.cps, at)
      at += s.cps.length
    }
  }
  return strFromCodePoints(out)
}

function joinedBytes(parts: readonly Value[]): Value {
  if (parts.length === 1 && parts[0] instanceof W_Bytes && !parts[0].shape.type.heap) return parts[0]
  let length = 0
  const all = parts.map((w, i) => {
    const bytes = bytesOrUndefined(w)
    if (bytes === undefined)
      throw error('TypeError', `sequence item ${i}: expected a bytes-like object, ${typeOf(w).fullName} found`)
    length += bytes.length
    return bytes
  })
  const out = new Uint8Array(length)
  let at = 0
  for (const bytes of all) {
    out.set(bytes, at)
    at += bytes.length
  }
  return new W_Bytes(out)
}
