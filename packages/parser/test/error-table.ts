/** The table of wrong sources and their errors, and what Typhon says of them. */
import { PythonSyntaxError } from '../src/errors.ts'
import type { Module } from '../src/generated/ast.ts'
import { analyze, parse, validate } from '../src/index.ts'

/** How a source is compiled: a mode of `compile`, or bytes (one character each) as a module. */
type Mode = 'exec' | 'eval' | 'single' | 'bytes'

/** What an error has: class, msg, lineno, offset, end_lineno, end_offset, text. Null where there is none. */
type ErrorRow = readonly (string | number | null)[] | null

export interface Case {
  readonly mode: Mode
  readonly source: string
  readonly error: ErrorRow
}

export function readErrors(table: string): Case[] {
  return table
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [mode, source, error] = JSON.parse(line) as [Mode, string, ErrorRow]
      return { mode, source, error }
    })
}

/** The error of compiling a source. */
export function errorOf(mode: Mode, source: string): ErrorRow {
  const given = mode === 'bytes' ? Uint8Array.from(source, (c) => c.charCodeAt(0)) : source
  const filename = '<case>'
  try {
    const tree = parse(given, { filename, mode: mode === 'bytes' ? 'exec' : mode })
    if (mode !== 'eval') validate(tree as Module, analyze(tree as Module, filename))
    return null
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) throw error
    const { kind, msg, lineno, offset, end_lineno, end_offset, text } = error
    return [kind, msg, lineno, offset, end_lineno, end_offset, text]
  }
}
