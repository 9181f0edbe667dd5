// From source text to a code object, raising Python's own SyntaxError.
import {
  digitLimit,
  error,
  exceptionTypes,
  hooks,
  isError,
  newException,
  strFromText,
  type W_BaseException,
  W_Bytes,
  W_Tuple,
} from '@typhon/objspace'
import { type ast, parse, PythonSyntaxError } from '@typhon/parser'
import { compileTree } from './compile/compile.ts'
import { W_Code } from './objects/code.ts'
import type { CodeUnit } from './objects/code-unit.ts'

export interface SourceOptions {
  readonly filename: string
  readonly mode?: 'exec' | 'eval' | 'single' | 'func_type'
  readonly optimize?: number
  readonly flags?: number
  readonly allowTopLevelAwait?: boolean
  readonly typeComments?: boolean
  readonly allowIncomplete?: boolean
  readonly keepBlocksOpen?: boolean
  /** Minor version of the grammar to parse by. */
  readonly featureVersion?: number
}

/** How code is compiled, whoever asks for it. */
export const compilation = {
  /** Whether instructions know their columns; without, `-X no_debug_ranges`, there are no marks in tracebacks. */
  hasColumns: true,
}

/** Leaves nothing but lines in the positions of a unit and those inside. */
function withoutColumns(unit: CodeUnit): CodeUnit {
  const { positions } = unit
  for (let i = 0; i < positions.length; i += 5) {
    positions[i + 2] = positions[i + 1]
    positions[i + 3] = -1
    positions[i + 4] = -1
  }
  unit.units.forEach(withoutColumns)
  return unit
}

/** A parser's error as the Python exception. */
export function syntaxError(e: PythonSyntaxError): W_BaseException {
  const text = e.text === null ? null : strFromText(e.text)
  // An error without a place has no file either.
  if (e.lineno === null) return newException(exceptionTypes[e.kind], [strFromText(e.msg)])
  const where = new W_Tuple([strFromText(e.filename), e.lineno, e.offset, text, e.end_lineno, e.end_offset])
  return newException(exceptionTypes[e.kind], [strFromText(e.msg), where])
}

/** Runs `work`, turning the parser's errors into Python's. */
export function guardSyntax<T>(work: () => T): T {
  try {
    return work()
  } catch (e) {
    if (e instanceof PythonSyntaxError) throw syntaxError(e)
    if (e instanceof Error && 'kind' in e && e.kind === 'RecursionError') throw error('RecursionError', e.message)
    throw e
  }
}

/** Issues the warnings about a source. One that the filters make an error is a SyntaxError at its line. */
function warnAbout(filename: string, lineText: (n: number) => string | null) {
  return (category: string, message: string, line: number): void => {
    try {
      hooks.warnSource(category as 'SyntaxWarning', message, filename, line)
    } catch (e) {
      if (!isError(e, category as 'SyntaxWarning')) throw e
      const text = lineText(line)
      const where = [strFromText(filename), line, null, text === null ? null : strFromText(text)]
      throw newException(exceptionTypes.SyntaxError, [strFromText(message), new W_Tuple(where)])
    }
  }
}

/** Finds lines of a source, which is split when the first is asked for. */
function linesOf(source: string | Uint8Array | null): (n: number) => string | null {
  let lines: string[] | null = null
  return (n) => {
    lines ??= source === null ? [] : textOf(source).split(/\r\n?|\n/)
    return lines[n - 1] === undefined ? null : `${lines[n - 1]}\n`
  }
}

function textOf(source: string | Uint8Array): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source)
}

/** The tree of source text. */
export function parseSource(source: string | Uint8Array, options: SourceOptions): ast.mod {
  const { filename } = options
  if (hooks.audit !== null) {
    const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source
    hooks.audit('compile', new W_Bytes(bytes), strFromText(filename))
  }
  return guardSyntax(() =>
    parse(source, {
      filename,
      mode: options.mode ?? 'exec',
      typeComments: options.typeComments ?? false,
      allowIncomplete: options.allowIncomplete ?? false,
      keepBlocksOpen: options.keepBlocksOpen ?? false,
      featureVersion: options.featureVersion ?? 13,
      maxDigits: digitLimit.value,
      onWarning: warnAbout(filename, linesOf(source)),
    }),
  )
}

/** Compiles source text. */
export function compileSource(source: string | Uint8Array, options: SourceOptions): W_Code {
  return compileParsed(parseSource(source, options) as ast.Module, source, options)
}

/** Compiles a tree; `source` is what it was parsed from, if anything, for the lines in errors. */
export function compileParsed(
  tree: ast.Module | ast.Expression | ast.Interactive,
  source: string | Uint8Array | null,
  options: SourceOptions,
): W_Code {
  const lineText = linesOf(source)
  return guardSyntax(() => {
    const unit = compileTree(tree, {
      filename: options.filename,
      optimize: options.optimize ?? 0,
      flags: options.flags ?? 0,
      allowTopLevelAwait: options.allowTopLevelAwait ?? false,
      lineText,
      onWarning: warnAbout(options.filename, lineText),
    })
    return new W_Code(compilation.hasColumns ? unit : withoutColumns(unit))
  })
}
