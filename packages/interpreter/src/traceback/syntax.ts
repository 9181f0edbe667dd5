// SyntaxError as it is shown: its place, its line with marks, its message. lib: traceback; CPython: Lib/traceback.py
import { findAttr, strOrUndefined, strText, textOfStr, type Value, type W_BaseException } from '@typhon/objspace'
import type { Colors } from './colors.ts'

const textOf = (w: Value): string | undefined => {
  const s = strOrUndefined(w)
  return s === undefined ? undefined : textOfStr(s)
}

/** The text of a SyntaxError whose class is shown as `kind`. */
export function syntaxText(e: W_BaseException, kind: string, colors: Colors): string {
  const field = (name: string): Value => findAttr(e, name) ?? null
  const filename = field('filename')
  const line = field('lineno')
  const { place, reset } = colors
  let out = ''
  let suffix = ''
  const name = filename === null ? '' : strText(filename)
  if (line !== null)
    out += `  File ${place}"${name === '' ? '<string>' : name}"${reset}, line ${place}${strText(line)}${reset}\n`
  else if (filename !== null) suffix = ` (${name})`
  const text = textOf(field('text'))
  if (text !== undefined) out += sourceText(text, field, colors)
  const msg = field('msg')
  const message = msg === null || msg === '' ? '<no detail available>' : strText(msg)
  return `${out}${colors.kind}${kind}${reset}: ${place}${message}${reset}${suffix}\n`
}

/** The line, and marks under it. Columns count characters from 1. */
function sourceText(text: string, field: (name: string) => Value, colors: Colors): string {
  const whole = Array.from(text.replace(/\n+$/, ''))
  const line = Array.from(whole.join('').replace(/^[ \n\f]+/, ''))
  const plain = `    ${line.join('')}\n`
  let start = field('offset')
  if (typeof start !== 'number') return start === null ? plain : ''
  const endField = field('end_offset')
  let end = whole.length + 1
  if (sameLine(field('lineno'), field('end_lineno')))
    end = typeof endField === 'number' && endField !== 0 ? endField : start
  const length = Array.from(text).length
  if (length > 0 && start > length) start = whole.length + 1
  if (length > 0 && end > length) end = whole.length + 1
  if (start >= end || end < 0) end = start + 1
  const blanks = whole.length - line.length
  const from = start - 1 - blanks
  const to = end - 1 - blanks
  if (from < 0) return plain
  // Tabs and their like are kept, so that the marks stand where the text does.
  const before = line
    .slice(0, from)
    .map((c) => (/\s/.test(c) ? c : ' '))
    .join('')
  const { strong, reset } = colors
  const part = (a: number, b?: number): string => line.slice(a, b).join('')
  return `    ${part(0, from)}${strong}${part(from, to)}${reset}${part(Math.max(to, 0))}\n    ${before}${strong}${'^'.repeat(to - from)}${reset}\n`
}

function sameLine(a: Value, b: Value): boolean {
  return (a === null ? null : strText(a)) === (b === null ? null : strText(b))
}
