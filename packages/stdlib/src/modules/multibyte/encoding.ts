// What an encoding of several bytes a character is, and text run through it with the error handlers. CPython:
// Modules/cjkcodecs/multibytecodec.c
//
// An encoding does a step: it gives how much it has used, `MORE` where what is there may be the beginning of something, or a
// negative number: so many bytes or characters are wrong. Those with a state keep it in eight bytes, which programs can see.
import { ByteBuilder, fixDecoding, fixEncoding, pointsOf, type Str } from '@typhon/objspace'
import { PointBuilder } from '../codecs/points.ts'

export const MORE = 0
export const ILLEGAL = -1

export type State = Uint8Array<ArrayBuffer>

export interface Encoding {
  readonly name: string
  /** Decodes what stands at `i`. */
  decode(bytes: Uint8Array, i: number, out: PointBuilder, state: State): number
  /** Encodes what stands at `i`; `isLast`: nothing will follow `points`. */
  encode(points: Uint32Array, i: number, out: ByteBuilder, state: State, isLast: boolean): number
  /** Sets a state to the beginning. */
  start?(state: State): void
  /** Writes what brings the text back to its beginning. */
  finish?(out: ByteBuilder, state: State): void
  /** What a decoder's reset leaves of a state. */
  resetDecoding?(state: State): void
}

export function newState(encoding: Encoding): State {
  const state = new Uint8Array(8)
  encoding.start?.(state)
  return state
}

/** Decodes; what may be the beginning of something is left at the end unless `isLast`. */
export function decodeText(
  encoding: Encoding,
  bytes: Uint8Array,
  errors: string,
  state: State,
  isLast: boolean,
): { text: Str; consumed: number } {
  const out = new PointBuilder(bytes.length)
  let i = 0
  while (i < bytes.length) {
    const n = encoding.decode(bytes, i, out, state)
    if (n > 0) {
      i += n
      continue
    }
    if (n === MORE && !isLast) break
    const end = n === MORE ? bytes.length : i - n
    const reason = n === MORE ? 'incomplete multibyte sequence' : 'illegal multibyte sequence'
    const fix = fixDecoding(errors, encoding.name, bytes, i, end, reason)
    out.add(fix.text)
    i = fix.next
  }
  return { text: out.done(), consumed: i }
}

/** Encodes; what may be the beginning of something is left at the end unless `isLast`. */
export function encodeText(
  encoding: Encoding,
  s: Str,
  errors: string,
  state: State,
  isLast: boolean,
): { bytes: Uint8Array; consumed: number } {
  const points = pointsOf(s)
  const out = new ByteBuilder(points.length * 2)
  let i = 0
  while (i < points.length) {
    const n = encoding.encode(points, i, out, state, isLast)
    if (n > 0) {
      i += n
      continue
    }
    if (n === MORE && !isLast) break
    const end = n === MORE ? points.length : i - n
    const reason = n === MORE ? 'incomplete multibyte sequence' : 'illegal multibyte sequence'
    const fix = fixEncoding(errors, encoding.name, s, i, end, reason)
    if (fix.text instanceof Uint8Array) out.add(fix.text)
    else putReplacement(encoding, fix.text, errors, out, state)
    i = fix.next
  }
  if (isLast) encoding.finish?.(out, state)
  return { bytes: out.done(), consumed: i }
}

/** Text that stands for what could not be encoded has to be encodable itself; but a question mark is one in any case. */
function putReplacement(encoding: Encoding, s: Str, errors: string, out: ByteBuilder, state: State): void {
  const points = pointsOf(s)
  for (let i = 0; i < points.length;) {
    const n = encoding.encode(points, i, out, state, true)
    if (n > 0) i += n
    else if (errors === 'replace') {
      out.push(0x3f)
      i++
    } else fixEncoding('strict', encoding.name, s, i, n === MORE ? points.length : i - n, 'illegal multibyte sequence')
  }
}
