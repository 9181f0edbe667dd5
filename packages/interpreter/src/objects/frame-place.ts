// Where a frame is, as Python code sees it: the instruction, and its line.
import { type Frame, NOWHERE } from './frame.ts'
import { entryLine, shownLine } from './positions.ts'

/** The instruction a frame is at, -1 where it is being entered. */
export function placeOf(frame: Frame): number {
  const { debug } = frame
  return debug === null || debug.at === NOWHERE ? frame.pc : debug.at
}

/** The line a frame is at. */
export function lineOf(frame: Frame): number {
  const { unit } = frame.code
  const place = placeOf(frame)
  return place < 0 ? entryLine(unit) : shownLine(unit, place)
}
