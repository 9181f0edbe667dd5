/**
 * Compares scope analysis, validation and `unparse` with CPython 3.13 on its library.
 *
 *     node test/compare-library.ts [COUNT]
 *
 * Needs `python3.13` on PATH, or `TYPHON_CPYTHON`; says so and does nothing where there is none. With COUNT, only about
 * so many files. Exits with 1 if anything differs.
 */
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { PythonSyntaxError } from '../src/errors.ts'
import type { Module } from '../src/generated/ast.ts'
import { parse, setCharacterNames } from '../src/index.ts'
import { analyze } from '../src/scope/analyze.ts'
import { SCOPE_TYPE, type Scope, type ScopeTable } from '../src/scope/scope.ts'
import { validate } from '../src/scope/validate.ts'
import { unparse } from '../src/unparse.ts'

type Table = [string, number, number, boolean, string[], [string, number][], Table[]]

interface Description {
  path: string
  names: Record<string, string>
  scopes: Table | null
  unparsed: string
  error: [string, number, number, number, number] | null
}

export interface Comparison {
  files: number
  differences: string[]
}

/** The command of CPython 3.13; null where there is none. */
export function findCPython(): string | null {
  for (const command of [process.env.TYPHON_CPYTHON, 'python3.13']) {
    if (command === undefined) continue
    const { stdout } = spawnSync(command, ['-V'], { encoding: 'utf8' })
    if (stdout?.startsWith('Python 3.13')) return command
  }
  return null
}

/** Compares all files, or about `count` of them. */
export async function compareLibrary(command: string, count: number | null): Promise<Comparison> {
  const script = fileURLToPath(new URL('describe-library.py', import.meta.url))
  const child = spawn(command, [script, ...(count === null ? [] : [String(count)])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const result: Comparison = { files: 0, differences: [] }
  for await (const line of createInterface({ input: child.stdout })) {
    const description = JSON.parse(line) as Description
    result.files++
    for (const difference of compare(description)) result.differences.push(`${description.path}: ${difference}`)
  }
  return result
}

function* compare({ path, names, scopes, unparsed, error }: Description): Generator<string> {
  setCharacterNames((name) => names[name] ?? null)
  let tree: Module
  try {
    tree = parse(readFileSync(path), { filename: path }) as Module
  } catch (thrown) {
    if (!(thrown instanceof PythonSyntaxError)) throw thrown
    return yield `not parsed: ${thrown.message}`
  }
  const text = unparse(tree)
  if (text !== unparsed) yield firstDifference(text, unparsed)
  let found: Description['error'] = null
  let table: ScopeTable | null = null
  try {
    table = analyze(tree, path)
    validate(tree, table)
  } catch (thrown) {
    if (!(thrown instanceof PythonSyntaxError)) throw thrown
    found = [thrown.msg, thrown.lineno, thrown.offset, thrown.end_lineno, thrown.end_offset] as Description['error']
  }
  if (JSON.stringify(found) !== JSON.stringify(error)) yield `error ${found}, in CPython ${error}`
  if (table !== null && scopes !== null) {
    const difference = compareScopes(table.top, scopes, 'top')
    if (difference !== null) yield difference
  }
}

function firstDifference(text: string, expected: string): string {
  const ours = text.split('\n')
  const theirs = expected.split('\n')
  const index = ours.findIndex((line, at) => line !== theirs[at])
  return `unparse, line ${index + 1}\n    ${ours[index]}\n    ${theirs[index]}`
}

function compareScopes(scope: Scope, table: Table, where: string): string | null {
  const [name, type, lineno, nested, varnames, symbols, children] = table
  const differs =
    scope.name !== name ||
    SCOPE_TYPE[scope.kind] !== type ||
    scope.lineno !== lineno ||
    scope.isNested !== nested ||
    scope.varnames.join() !== varnames.join()
  if (differs) return `scope ${where} differs: ${scope.kind} ${scope.name} (${scope.varnames.join()})`
  for (const [symbol, flags] of symbols) {
    const found = scope.symbols.get(symbol)
    if (found !== flags) return `scope ${where}: ${symbol} has flags ${found}, in CPython ${flags}`
  }
  if (scope.symbols.size !== symbols.length) return `scope ${where}: more names than in CPython`
  if (scope.children.length !== children.length) return `scope ${where}: other children than in CPython`
  for (let index = 0; index < children.length; index++) {
    const child = scope.children[index]
    const difference = compareScopes(child, children[index], `${where}.${child.name}`)
    if (difference !== null) return difference
  }
  return null
}

async function main(argument: string | undefined): Promise<void> {
  const command = findCPython()
  if (command === null) {
    console.log('skipped: no CPython 3.13 found (python3.13 on PATH, or TYPHON_CPYTHON)')
    return
  }
  const { files, differences } = await compareLibrary(command, argument === undefined ? null : Number(argument))
  for (const difference of differences.slice(0, 50)) console.log(difference)
  console.log(`${files} files, ${differences.length} differences`)
  if (differences.length > 0 || files === 0) process.exitCode = 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv[2])
