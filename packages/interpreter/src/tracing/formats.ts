// Formats in traces: f-strings, `%`, str.format() and str() of ints, floats and strings. The trace knows the format, so that what is left of it is a call
// for each field that is more than the value itself, and one that puts the pieces together; nobody reads the format, nor makes a tuple of the values.
//
// What must stay true: all of these calls but those that put texts together are pure, and take values of the kinds that their writings are for: guards come before.
import type * as Jit from '@typhon/jit'
import {
  concatRaw,
  type Filling,
  fillingOfFormat,
  fillingOfPercent,
  flat,
  shapes,
  type Value,
  W_Float,
  W_Tuple,
  type Writing,
  writingOf,
} from '@typhon/objspace'
import * as machine from '../eval/machine.ts'
import * as Op from '../generated/opcodes.ts'
import type { Handler, Handlers } from './instruction.ts'
import { sequence } from './items.ts'
import { callOf, residual } from './residual.ts'
import type { Tracer } from './tracer.ts'

/** Longer formats are filled by the functions that do it. */
const MOST_PIECES = 40

const PURE_TEXT: Partial<Jit.CallOptions> = { pure: true, throws: false }
/** There may be no room for it. */
const NEW_TEXT: Partial<Jit.CallOptions> = { writes: [], reads: [] }

/** `a + b` of two strs; null for others. */
export function concatenated(t: Tracer, a: Jit.Value, b: Jit.Value): Jit.Value | null {
  if (typeof a.concrete !== 'string' || typeof b.concrete !== 'string') return null
  t.r.classOf(a, [t.d.str])
  t.r.classOf(b, [t.d.str])
  return t.r.call(callOf(t, 'concatRaw', concatRaw, NEW_TEXT), a, b)
}

const isExactFloat = (w: unknown): boolean => w instanceof W_Float && w.shape === shapes.float

/** Whether a writing is for values like this one. */
function takes({ int, text, double }: Writing, w: Value): boolean {
  if (typeof w === 'number') return int !== undefined
  if (typeof w === 'string') return text !== undefined
  return double !== undefined && isExactFloat(w)
}

/** A value that a writing takes as what is written of: an integer, a str or a double; it is guarded to be of its kind. */
function raw(t: Tracer, value: Jit.Value): Jit.Value {
  if (typeof value.concrete !== 'string') return (t.int(value) ?? t.float(value)) as Jit.Value
  t.r.classOf(value, [t.d.str])
  return value
}

/** The text of a raw value; `name` tells the writing from others. */
function written(
  t: Tracer,
  name: string,
  { int, text, double }: Writing,
  { concrete: w }: Jit.Value,
  value: Jit.Value,
) {
  const [kind, write] = typeof w === 'number' ? ['int', int] : typeof w === 'string' ? ['str', text] : ['float', double]
  if (typeof write === 'function') return t.r.call(callOf(t, `${kind} as ${name}`, write, PURE_TEXT), value)
  return kind === 'int' ? digits(t, value) : value
}

/** The decimal digits of an integer. */
function digits(t: Tracer, value: Jit.Value): Jit.Value {
  return t.r.call(callOf(t, 'digits', undefined, { ...PURE_TEXT, text: new t.jit.Template(['`${$0}`'], []) }), value)
}

/** Texts put together. */
function joined(t: Tracer, texts: readonly Jit.Value[]): Jit.Value {
  const { r } = t
  const parts: Jit.Value[] = []
  for (const part of texts) {
    const last = parts.at(-1)
    if (t.isConst(part) && last !== undefined && t.isConst(last))
      parts.splice(-1, 1, r.ref(last.concrete + part.concrete))
    else if (!t.isConst(part) || part.concrete !== '') parts.push(part)
  }
  if (parts.length === 0) return r.ref('')
  if (parts.length === 1) return parts[0]
  const sum = parts.map((_, i) => `$${i}`).join(' + ')
  const text = new t.jit.Template(['', `(${sum})`], [flat])
  return r.call(callOf(t, `join of ${parts.length}`, undefined, { ...NEW_TEXT, text }), ...parts)
}

/** A format filled by values; null where one is not of the plain kinds. */
function filled(t: Tracer, name: string, { texts, places, writings }: Filling, values: readonly Jit.Value[]) {
  if (texts.length > MOST_PIECES) return null
  for (let i = 0; i < places.length; i++) if (!takes(writings[i], values[places[i]].concrete as Value)) return null
  // All guards first.
  const raws = values.map((value, i) => (places.includes(i) ? raw(t, value) : value))
  const parts: Jit.Value[] = [t.r.ref(texts[0])]
  places.forEach((place, i) => {
    parts.push(written(t, `${name} (${i})`, writings[i], values[place], raws[place]))
    parts.push(t.r.ref(texts[i + 1]))
  })
  return joined(t, parts)
}

/** `format % values` of a format that is known; null for others. */
export function percent(t: Tracer, format: Jit.Value, given: Jit.Value): Jit.Value | null {
  const s = format.concrete
  if (typeof s !== 'string' || !t.isConst(format)) return null
  const filling = fillingOfPercent(s)
  const w = given.concrete
  if (filling === null) return null
  const { length } = filling.places
  if (!(w instanceof W_Tuple)) return length === 1 ? filled(t, s, filling, [given]) : null
  if (w.items.length !== length || w.items.some((item, i) => !takes(filling.writings[i], item))) return null
  const found = sequence(t, given)
  if (found === null || !t.r.isTrue(t.r.pure('int_eq', found.length, t.r.int(length)))) return null
  const values = w.items.map((_, i) => t.r.getitem(found.items, t.r.int(i), found.array))
  return filled(t, s, filling, values)
}

/** `format.format(values)` of a format that is known; null for others. */
export function format(t: Tracer, [s, ...values]: readonly Jit.Value[]): Jit.Value | null {
  if (s === undefined || typeof s.concrete !== 'string' || !t.isConst(s)) return null
  const filling = fillingOfFormat(s.concrete, values.length)
  return filling === null ? null : filled(t, `format ${s.concrete}`, filling, values)
}

/** `str(value)`; null for other values than plain ones. */
export function str(t: Tracer, [value, ...more]: readonly Jit.Value[]): Jit.Value | null {
  const writing = writingOf('')
  if (value === undefined || more.length > 0 || !takes(writing, value.concrete as Value)) return null
  return written(t, 'it is', writing, value, raw(t, value))
}

/** format(value, spec) of an f-string. */
const formatValue: Handler = (t, frame) => {
  const { code } = frame.code
  const { pc } = frame
  const value = t.read(frame, code[pc + 2])
  const spec = code[pc + 4] < 0 ? t.r.ref('') : t.read(frame, code[pc + 4])
  const text = spec.concrete
  if (code[pc + 3] !== -1 || typeof text !== 'string' || !t.isConst(spec)) return residual(t, frame)
  const writing = writingOf(text)
  if (!takes(writing, value.concrete as Value)) return residual(t, frame)
  return t.done(frame, written(t, text === '' ? 'it is' : `:${text}`, writing, value, raw(t, value)))
}

const joinStrings = (...values: Value[]): Value => machine.joinStrings(values, 0, values.length)

/** The pieces of an f-string, put together. */
const buildString: Handler = (t, frame) => {
  const { code } = frame.code
  const first = code[frame.pc + 2]
  const pieces = Array.from({ length: code[frame.pc + 3] }, (_, i) => t.read(frame, first + i))
  if (pieces.length > MOST_PIECES || pieces.some(({ concrete }) => typeof concrete !== 'string'))
    return t.done(frame, t.r.call(callOf(t, 'joinStrings', joinStrings), ...pieces))
  for (const piece of pieces) t.r.classOf(piece, [t.d.str])
  return t.done(frame, joined(t, pieces))
}

/** Puts the handlers of this file into the table. */
export function addFormats(handlers: Handlers): void {
  handlers.set(Op.FORMAT_VALUE, formatValue)
  handlers.set(Op.BUILD_STRING, buildString)
}
