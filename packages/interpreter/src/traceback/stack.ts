// The frames of a traceback as text, outermost first; a line that repeats itself is shown three times and counted.
// lib: traceback#traceback.StackSummary.format; sys#sys.tracebacklimit
import { findAttr, hooks, intOrUndefined, type Value } from '@typhon/objspace'
import { type Position, positionAt } from '../objects/positions.ts'
import { W_Traceback } from '../objects/traceback.ts'
import type { Colors } from './colors.ts'
import { entryText } from './entry.ts'
import type { SourceReader } from './sources.ts'

/** How often the same line is shown in a row. */
const REPEATS = 3

/** The entries that a report shows of a traceback. */
export function shownEntries(traceback: Value): W_Traceback[] {
  const entries: W_Traceback[] = []
  for (let t = traceback; t instanceof W_Traceback; t = t.next) entries.push(t)
  const limit = findAttr(hooks.importModule('sys'), 'tracebacklimit')
  // As in CPython a limit above the number of entries is a slice from a negative index: it counts from the end.
  const n = limit === undefined ? undefined : intOrUndefined(limit)
  return n === undefined ? entries : entries.slice(entries.length - Math.max(Number(n), 0))
}

/** The position that an entry stands for; its line may have been set by hand. */
function positionOf(t: W_Traceback): Position {
  if (t.pc < 0) return { line: t.lineno, endLine: t.lineno, column: -1, endColumn: -1 }
  return positionAt(t.frame.code.unit, t.pc)
}

/** The text of some entries. Without marks, the source is no more than the first line of what failed. */
export function stackText(
  entries: readonly W_Traceback[],
  sources: SourceReader,
  colors: Colors,
  hasMarks = true,
): string {
  let out = ''
  let last = ''
  let count = 0
  const repeated = (): string =>
    count > REPEATS ? `  [Previous line repeated ${count - REPEATS} more time${count - REPEATS > 1 ? 's' : ''}]\n` : ''
  for (const t of entries) {
    const { filename, name } = t.frame.code.unit
    const place = positionOf(t)
    const position = hasMarks ? place : { ...place, column: -1, endColumn: -1 }
    const key = `${filename}\n${position.line}\n${name}`
    if (key !== last) {
      out += repeated()
      last = key
      count = 0
    }
    if (++count > REPEATS) continue
    const lines: string[] = []
    for (let n = position.line; n <= position.endLine; n++) lines.push(sources.line(filename, n, t.frame))
    out += entryText({ filename, name, position, lines }, colors)
  }
  return out + repeated()
}
