// One frame of a traceback as text: where it is, its source, and marks under the part that failed.
// lib: traceback#traceback.StackSummary.format_frame_summary; PEP 657
//
// A statement of many lines is shown by its first and last line and those around the operator or bracket that is marked;
// what lies between is counted.
import type { Position } from '../objects/positions.ts'
import { type Anchors, anchorsOf, isPlainCall } from './anchors.ts'
import type { Colors } from './colors.ts'
import { characterColumn, dedent, indent, splitLines } from './lines.ts'
import { displayWidth } from './width.ts'

/** What an entry shows. */
export interface Entry {
  readonly filename: string
  readonly name: string
  readonly position: Position
  /** The source from the first to the last line of the position, without blanks at the ends of lines; lines may be ''. */
  readonly lines: readonly string[]
}

/** The text of an entry, ending in a newline. */
export function entryText(entry: Entry, colors: Colors): string {
  const { place, reset } = colors
  const shown = entry.filename.startsWith('<stdin>-') ? '<stdin>' : entry.filename
  const { line } = entry.position
  const head = `  File ${place}"${shown}"${reset}, line ${place}${line}${reset}, in ${place}${entry.name}${reset}\n`
  const source = `${entry.lines.join('\n')}\n`
  if (source.trim() === '') return head
  if (entry.position.column < 0 || entry.position.endColumn < 0) return `${head}    ${entry.lines[0].trim()}\n`
  return head + indent(dedent(new Marked(entry, dedent(source)).text(colors)), '    ')
}

/** A piece of source with marks. Columns are those of the terminal, counted in the lines as they are shown. */
class Marked {
  private readonly lines: readonly string[]
  private readonly characters: readonly (readonly string[])[]
  /** Columns of the terminal where what failed starts, on the first line, and ends, on the last. */
  private readonly start: number
  private readonly end: number
  private readonly anchors: Anchors | null
  /** Columns of the terminal of the anchors. */
  private readonly anchorStart: number = 0
  private readonly anchorEnd: number = 0
  private readonly hasMarks: boolean

  constructor(entry: Entry, dedented: string) {
    const { column, endColumn } = entry.position
    this.lines = splitLines(dedented).slice(0, entry.lines.length)
    this.characters = this.lines.map((line) => Array.from(line))
    const last = this.characters.length - 1
    const original = Array.from(entry.lines[0])
    const margin = original.length - this.characters[0].length
    const start = Math.max(0, characterColumn(original, column) - margin)
    const end = Math.max(0, characterColumn(Array.from(entry.lines[last]), endColumn) - margin)
    this.start = displayWidth(this.characters[0], start)
    this.end = displayWidth(this.characters[last], end)
    const all = Array.from(this.lines.join('\n'))
    this.anchors = anchorsOf(all.slice(start, all.length - (this.characters[last].length - end)).join(''))
    if (this.anchors !== null) {
      const { startLine, startColumn, endLine, endColumn: anchorEnd } = this.anchors
      // On the first line, anchors count from where what failed starts.
      this.anchorStart = displayWidth(this.characters[startLine], startColumn + (startLine === 0 ? start : 0))
      this.anchorEnd = displayWidth(this.characters[endLine], anchorEnd + (endLine === 0 ? start : 0))
    }
    this.hasMarks = this.needsMarks(start, end)
  }

  private needsMarks(start: number, end: number): boolean {
    if (isPlainCall(this.lines, start, end) === true) return false
    if (this.anchors !== null) return true
    const before = this.characters[0].slice(0, start).join('')
    const after = this.characters[this.characters.length - 1].slice(end).join('')
    return before.trim() !== '' || after.trim() !== ''
  }

  text(colors: Colors): string {
    let out = ''
    let before = -1
    for (const line of this.shown()) {
      const skipped = line - before - 1
      if (skipped === 1) out += this.line(line - 1, colors)
      else if (skipped > 1) out += `...<${skipped} lines>...\n`
      out += this.line(line, colors)
      before = line
    }
    return out
  }

  /** Numbers of the lines that must be seen. */
  private shown(): number[] {
    const last = this.lines.length - 1
    const wanted = new Set([0, last])
    if (this.anchors !== null)
      for (const line of [this.anchors.startLine, this.anchors.endLine])
        for (const near of [line - 1, line, line + 1]) if (near >= 0 && near <= last) wanted.add(near)
    return [...wanted].sort((a, b) => a - b)
  }

  /** A line of source and, below it, its marks. */
  private line(n: number, colors: Colors): string {
    if (!this.hasMarks) return `${this.lines[n]}\n`
    const characters = this.characters[n]
    const blanks = characters.length - Array.from(this.lines[n].trimStart()).length
    const width = n === this.lines.length - 1 ? this.end : displayWidth(characters)
    const marks: string[] = []
    for (let column = 0; column < width; column++)
      marks.push(column < blanks || (n === 0 && column < this.start) ? ' ' : this.mark(n, column))
    if (colors.reset === '') return `${this.lines[n]}\n${marks.join('')}\n`
    return colored(characters, marks, colors)
  }

  private mark(line: number, column: number): string {
    const { anchors } = this
    if (anchors === null) return '^'
    const isBehindStart = line > anchors.startLine || (line === anchors.startLine && column >= this.anchorStart)
    const isBeforeEnd = line < anchors.endLine || (line === anchors.endLine && column < this.anchorEnd)
    return isBehindStart && isBeforeEnd ? '^' : '~'
  }
}

/** A line and its marks, both in the colours of the marks. */
function colored(characters: readonly string[], marks: readonly string[], colors: Colors): string {
  let source = ''
  let below = ''
  // The newline counts as a character without a mark.
  const all = [...characters, '\n']
  for (let i = 0; i < Math.max(all.length, marks.length);) {
    const mark = marks[i] ?? ''
    let end = i + 1
    while (end < Math.max(all.length, marks.length) && (marks[end] ?? '') === mark) end++
    const color = mark === '^' ? colors.strong : mark === '~' ? colors.weak : ''
    const reset = color === '' ? '' : colors.reset
    source += color + all.slice(i, end).join('') + reset
    below += color + marks.slice(i, end).join('') + reset
    i = end
  }
  return `${source}${below}\n`
}
