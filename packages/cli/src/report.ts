// Uncaught exceptions as text. lib: traceback; CPython: Python/traceback.c, Lib/traceback.py
import {
  groupItems,
  isError,
  isGroup,
  ownAttr,
  qualifiedName,
  strText,
  textOfStr,
  strOrUndefined,
  typeOf,
  type Value,
  W_BaseException,
  W_List,
} from '@typhon/objspace'
import { positionAt, W_Traceback } from '@typhon/interpreter'
import { readText } from './files.ts'

const sources = new Map<string, string[]>()

function sourceLine(file: string, line: number): string | undefined {
  let lines = sources.get(file)
  if (lines === undefined) {
    try {
      lines = readText(file).split('\n')
    } catch {
      lines = []
    }
    sources.set(file, lines)
  }
  return lines[line - 1]
}

/** Gives the text of a source that is no file, `<string>` say. */
export function rememberSource(file: string, text: string): void {
  sources.set(file, text.split('\n'))
}

const REPEATS = 3

/** The entries of a traceback, innermost last. */
function frames(tb: Value): string {
  let out = ''
  let last = ''
  let count = 0
  const more = (): string =>
    count > REPEATS ? `  [Previous line repeated ${count - REPEATS} more time${count - REPEATS > 1 ? 's' : ''}]\n` : ''
  for (let t = tb; t instanceof W_Traceback; t = t.next) {
    const { unit } = t.frame.code
    const p = positionAt(unit, t.pc)
    const head = `  File "${unit.filename}", line ${p.line}, in ${unit.name}\n`
    if (head === last) count++
    else {
      out += more()
      last = head
      count = 1
    }
    if (count > REPEATS) continue
    out += head
    const line = sourceLine(unit.filename, p.line)
    if (line === undefined || line.trim() === '') continue
    const indent = line.length - line.trimStart().length
    out += `    ${line.trim()}\n`
    const bytes = new TextEncoder().encode(line)
    const column = (b: number): number => new TextDecoder().decode(bytes.subarray(0, b)).length
    const start = column(p.column)
    const end = p.endLine === p.line ? column(p.endColumn) : line.trimEnd().length
    if (end > start && !(start <= indent && end >= line.trimEnd().length))
      out += `    ${' '.repeat(Math.max(0, start - indent))}${'^'.repeat(end - start)}\n`
  }
  return out + more()
}

function syntaxLines(e: W_BaseException): string {
  const x = e.extra ?? {}
  const file =
    x.filename === undefined || x.filename === null ? '<string>' : textOfStr(strOrUndefined(x.filename) ?? '')
  if (typeof x.lineno !== 'number') return ''
  let out = `  File "${file}", line ${x.lineno}\n`
  const text = x.text === undefined || x.text === null ? undefined : textOfStr(strOrUndefined(x.text) ?? '')
  if (text === undefined) return out
  const line = text.replace(/\n+$/, '')
  const stripped = line.trimStart()
  out += `    ${stripped.trimEnd()}\n`
  const offset = typeof x.offset === 'number' ? x.offset : 0
  if (offset < 1) return out
  const indent = line.length - stripped.length
  const sameLine = x.end_lineno === x.lineno || x.end_lineno === null || x.end_lineno === undefined
  let end = sameLine ? (typeof x.end_offset === 'number' && x.end_offset > 0 ? x.end_offset : offset) : line.length + 1
  if (end === offset) end = offset + 1
  const from = offset - 1 - indent
  if (from >= 0)
    out += `    ${stripped.slice(0, from).replace(/[^\t]/g, ' ')}${'^'.repeat(Math.max(1, end - offset))}\n`
  return out
}

/** The last line (or lines) of a report: class and message. */
function message(e: W_BaseException): string {
  const name = qualifiedName(typeOf(e)).replace(/^__main__\./, '__main__.')
  if (isError(e, 'SyntaxError')) {
    const msg = e.extra?.msg
    return `${syntaxLines(e)}${name}: ${msg === undefined || msg === null ? '<no detail available>' : strText(msg)}\n`
  }
  let text: string
  try {
    text = strText(e)
  } catch {
    text = '<exception str() failed>'
  }
  let out = text === '' ? `${name}\n` : `${name}: ${text}\n`
  const notes = ownAttr(e, '__notes__')
  if (notes instanceof W_List) for (const n of notes.items) out += `${strText(n)}\n`
  return out
}

/** An exception with its causes, as the interpreter prints it when nobody catches it. */
export function report(e: W_BaseException, seen = new Set<W_BaseException>()): string {
  seen.add(e)
  let out = ''
  const { cause, context } = e
  if (cause instanceof W_BaseException) {
    if (!seen.has(cause))
      out += `${report(cause, seen)}\nThe above exception was the direct cause of the following exception:\n\n`
  } else if (context instanceof W_BaseException && !e.suppressContext && !seen.has(context)) {
    out += `${report(context, seen)}\nDuring handling of the above exception, another exception occurred:\n\n`
  }
  if (isExceptionGroup(e)) return out + group(e, seen)
  if (e.traceback !== null) out += `Traceback (most recent call last):\n${frames(e.traceback)}`
  return out + message(e)
}

/** Whether an exception is a group, without narrowing its type. */
function isExceptionGroup(e: W_BaseException): boolean {
  return isGroup(e)
}

function group(e: W_BaseException, seen: Set<W_BaseException>): string {
  let out =
    e.traceback !== null
      ? `  + Exception Group Traceback (most recent call last):\n${indented(frames(e.traceback))}`
      : ''
  out += indented(message(e)).replace(/^ {2}\| /, e.traceback === null ? '  + ' : '  | ')
  const items = groupItems(e)
  items.forEach((x, i) => {
    out += `  +-+---------------- ${i + 1} ----------------\n`.replace('+-+', i === 0 ? '+-+' : '  +')
    out += report(x as W_BaseException, seen)
      .split('\n')
      .slice(0, -1)
      .map((l) => `    | ${l}\n`)
      .join('')
  })
  return `${out}    +------------------------------------\n`
}

function indented(text: string): string {
  return text
    .split('\n')
    .slice(0, -1)
    .map((l) => `  | ${l}\n`)
    .join('')
}
