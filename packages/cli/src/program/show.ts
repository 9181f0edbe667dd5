// `--show`: a program as the tokenizer, the parser, the analysis of names or the compiler sees it.
import { host, OSFailure, strerror, typeOf, W_BaseException } from '@typhon/objspace'
import { compileSource, disassemble } from '@typhon/interpreter'
import {
  analyze,
  type ast,
  CELL,
  dump,
  FREE,
  GLOBAL_EXPLICIT,
  GLOBAL_IMPLICIT,
  LOCAL,
  parse,
  PythonSyntaxError,
  resolution,
  type Scope,
  tokens,
} from '@typhon/parser'
import { readBytes, readStandardInput } from '../files.ts'
import type { Target, View } from '../command-line/options.ts'

/** What a view shows of a source. */
export function viewText(view: View, source: string | Uint8Array, filename: string, optimize = 0): string {
  switch (view) {
    case 'tokens':
      return tokenText(source, filename)
    case 'tree':
      return `${dump(parse(source, { filename }), { indent: 2 })}\n`
    case 'scopes':
      return scopeText(analyze(parse(source, { filename }) as ast.Module).top, 0)
    default:
      return `${disassemble(compileSource(source, { filename, optimize }).unit, { positions: true })}\n`
  }
}

function tokenText(source: string | Uint8Array, filename: string): string {
  let out = ''
  for (const { line, column, endLine, endColumn, kind, text } of tokens(source, { filename }))
    out += `${`${line},${column}-${endLine},${endColumn}:`.padEnd(20)}${kind.padEnd(15)}${JSON.stringify(text)}\n`
  return out
}

const RESOLUTIONS = new Map([
  [LOCAL, 'local'],
  [CELL, 'cell'],
  [FREE, 'free'],
  [GLOBAL_EXPLICIT, 'global'],
  [GLOBAL_IMPLICIT, 'global or builtin'],
])

function scopeText(scope: Scope, depth: number): string {
  const margin = '  '.repeat(depth)
  let out = `${margin}${scope.kind} ${scope.name}${scope.isInlined ? ' (in place)' : ''}\n`
  for (const [name, flags] of scope.symbols)
    out += `${margin}  ${name}: ${RESOLUTIONS.get(resolution(flags)) ?? 'unresolved'}\n`
  for (const child of scope.children) out += scopeText(child, depth + 1)
  return out
}

/** Shows the program that the command line names; gives the exit status. `write` prints to a descriptor. */
export function showTarget(
  view: View,
  target: Target,
  optimize: number,
  write: (fd: number, text: string) => void,
): number {
  let source: string | Uint8Array
  let filename: string
  try {
    if (target.kind === 'command') {
      source = target.source
      filename = '<string>'
    } else if (target.kind === 'module') {
      write(2, '--show needs a file, a command or standard input\n')
      return 2
    } else {
      filename = target.kind === 'file' ? target.path : '<stdin>'
      source = target.kind === 'file' ? readBytes(target.path) : readStandardInput()
    }
  } catch (e) {
    if (!(e instanceof OSFailure)) throw e
    const name = target.kind === 'file' ? target.path : '<stdin>'
    write(2, `can't open file '${name}': [Errno ${e.errno}] ${strerror(e.errno, host().platform)}\n`)
    return 2
  }
  try {
    write(1, viewText(view, source, filename, optimize))
    return 0
  } catch (e) {
    if (e instanceof PythonSyntaxError) write(2, `${filename}:${e.lineno}: ${e.kind}: ${e.msg}\n`)
    else if (e instanceof W_BaseException)
      write(2, `${filename}:${String(e.extra?.lineno)}: ${typeOf(e).name}: ${String(e.extra?.msg)}\n`)
    else throw e
    return 1
  }
}
