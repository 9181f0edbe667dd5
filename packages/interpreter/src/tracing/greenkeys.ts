// Places that a program names as hooks of the JIT tell them, by code and offset: the heads of loops, and the starts of functions. PyPy: the jitcells
// of rpython/jit/metainterp/warmstate.py, where every offset may have one.
import type * as Jit from '@typhon/jit'
import { behindPrologue } from '../eval/prologue.ts'
import type { W_Code } from '../objects/code.ts'
import { lastiOf } from '../objects/cpython-view.ts'
import { jitDriver, placeOf, START } from './hot.ts'
import { headsOf } from './loops.ts'

/** What was told of them. */
const told = new WeakSet<Jit.Location>()

/** The place at an offset, which a program counts as CPython does; null where there is none, or nothing is traced. */
function placeAt(code: W_Code, offset: number): Jit.Location | null {
  for (const pc of headsOf(code).keys()) if (lastiOf(code.unit, pc) === offset) return placeOf(code, pc)
  return isStart(code, offset) ? placeOf(code, START) : null
}

const isStart = ({ unit, code }: W_Code, offset: number): boolean =>
  offset === 0 || offset === lastiOf(unit, behindPrologue(code))

/** Whether something is known of a place: it was recorded, in vain perhaps, or a program has told of it. */
export function hasCell(code: W_Code, offset: number): boolean {
  const place = placeAt(code, offset)
  if (place === null) return false
  return (place.tree !== null && place.tree.root !== null) || place.aborts > 0 || told.has(place)
}

/** Calls of the function that starts at a place are not followed. */
export function keepOut(code: W_Code, offset: number): void {
  if (note(code, offset) !== null && isStart(code, offset)) jitDriver()!.keepOut(code)
}

/** A place is recorded when it is next looked at, once there is time for traces. */
export function recordNext(code: W_Code, offset: number): void {
  const place = note(code, offset)
  if (place !== null && !place.isClosed && place.ready === null) place.heat = 0
}

/** No recording begins at a place any more. */
export function recordNever(code: W_Code, offset: number): void {
  const place = note(code, offset)
  if (place !== null && place.ready === null) jitDriver()!.dismiss(place)
}

function note(code: W_Code, offset: number): Jit.Location | null {
  const place = placeAt(code, offset)
  if (place !== null) told.add(place)
  return place
}
