// From source text to a code object, raising Python's own SyntaxError.
import {
  callMethod,
  digitLimit,
  error,
  exceptionTypes,
  hooks,
  invert,
  isError,
  newException,
  str,
  strFromText,
  textOfStr,
  type W_BaseException,
  W_Bytes,
  W_Tuple,
  type W_WideStr,
} from '@typhon/objspace'
import {
  analyze,
  type ast,
  DecodeFailure,
  NestingError,
  parse,
  PythonSyntaxError,
  type ScopeTable,
} from '@typhon/parser'
import { compileTree } from './compile/compile.ts'
import { W_Code } from './objects/code.ts'
import { CO_FUTURE_BARRY_AS_BDFL } from './objects/code-flags.ts'
import { lineOfFile } from './traceback/sources.ts'
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

/** The code object of a unit, as it is to be in this process. */
export function codeOf(unit: CodeUnit): W_Code {
  return new W_Code(compilation.hasColumns ? unit : withoutColumns(unit))
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
    if (e instanceof NestingError) throw error(e.kind, e.message)
    throw e
  }
}

/** Issues the warnings about a source. One that the filters make an error is a SyntaxError. */
function warnAbout(filename: string) {
  return (category: 'SyntaxWarning', message: string, line: number, refusal: PythonSyntaxError): void => {
    try {
      hooks.warnSource(category, message, filename, line)
    } catch (e) {
      throw isError(e, category) ? refusal : e
    }
  }
}

/** The warning about `~True`, of which compilation is told as running it would be; an error is left to that. */
function mayInvertBool(): boolean {
  try {
    invert(true)
    return true
  } catch (e) {
    if (isError(e, 'Exception')) return false
    throw e
  }
}

/** Decodes a source by the codec of the encoding that it declares. */
function decodeSource(bytes: Uint8Array, encoding: string): string | DecodeFailure {
  try {
    return textOfStr(callMethod(new W_Bytes(bytes), 'decode', strFromText(encoding)) as string | W_WideStr)
  } catch (e) {
    if (!isError(e, 'LookupError') && !isError(e, 'UnicodeError')) throw e
    return new DecodeFailure(textOfStr(str(e)))
  }
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
      isFlufl: ((options.flags ?? 0) & CO_FUTURE_BARRY_AS_BDFL) !== 0,
      maxDigits: digitLimit.value,
      onWarning: warnAbout(filename),
      decode: decodeSource,
    }),
  )
}

/** The scopes of source text. */
export function scopesOfSource(source: string | Uint8Array, options: SourceOptions): ScopeTable {
  const tree = parseSource(source, options) as ast.Module
  const { filename } = options
  return guardSyntax(() => analyze(tree, filename, { lineText: lineOfFile(filename), futureFlags: options.flags ?? 0 }))
}

/** Compiles source text. */
export function compileSource(source: string | Uint8Array, options: SourceOptions): W_Code {
  return compileParsed(parseSource(source, options) as ast.Module, options)
}

/** Compiles a tree. What is wrong with it is shown with the line of the file that it says it is from, if there is one. */
export function compileParsed(tree: ast.Module | ast.Expression | ast.Interactive, options: SourceOptions): W_Code {
  return guardSyntax(() => {
    const unit = compileTree(tree, {
      filename: options.filename,
      optimize: options.optimize ?? 0,
      flags: options.flags ?? 0,
      allowTopLevelAwait: options.allowTopLevelAwait ?? false,
      lineText: lineOfFile(options.filename),
      onWarning: warnAbout(options.filename),
      mayInvertBool,
    })
    return codeOf(unit)
  })
}
