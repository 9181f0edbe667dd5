/**
 * Compiles CPython 3.13's library and checks what comes out: every unit verifies, and survives being stored and read back.
 *
 *     node -C @typhon/source test/compile-library.ts [--places] [--quiet] [COUNT | FILE…]
 *
 * With --places, compares names of code objects, and where their instructions come from, with CPython's own. Needs
 * `python3.13` on PATH, or `TYPHON_CPYTHON`; says so and does nothing where there is none. Exits with 1 if a
 * unit is wrong; differences to CPython are counted.
 */
import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type ast, parse, PythonSyntaxError } from '@typhon/parser'
import { compileTree } from '../src/compile/compile.ts'
import { disassemble } from '../src/compile/dis.ts'
import { readUnit, writeUnit } from '../src/compile/marshal-unit.ts'
import { verifyUnit } from '../src/compile/verify.ts'
import type { CodeUnit } from '../src/objects/code-unit.ts'
import { describeUnits, type Described, differences } from './places.ts'

export interface Outcome {
  files: number
  /** Code objects, that is. */
  units: number
  bytes: number
  stored: number
  milliseconds: number
  /** What must not be. */
  wrong: string[]
  /** Differences to CPython. */
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

/** Paths of Python files in CPython's library: all, or about `count` of them, evenly chosen. */
export function libraryFiles(command: string, count: number | null): string[] {
  const { stdout } = spawnSync(command, ['-c', "import sysconfig; print(sysconfig.get_path('stdlib'))"], {
    encoding: 'utf8',
  })
  const files: string[] = []
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) {
        if (entry.name !== 'site-packages' && entry.name !== '__pycache__') visit(join(folder, entry.name))
      } else if (entry.name.endsWith('.py')) files.push(join(folder, entry.name))
    }
  }
  visit(stdout.trim())
  files.sort()
  const step = count === null ? 1 : Math.max(1, Math.floor(files.length / count))
  return files.filter((_, i) => i % step === 0)
}

/** The unit of a file; null where it does not parse or compile as Python. */
function compileFile(source: Uint8Array): CodeUnit | null {
  try {
    return compileTree(parse(source, { filename: '<file>' }) as ast.Module, { filename: '<file>' })
  } catch (e) {
    if (e instanceof PythonSyntaxError) return null
    throw e
  }
}

/** Compiles and checks files; `expected` gives CPython's description of each where places are compared. */
export async function checkFiles(files: readonly string[], expected: AsyncIterator<string> | null): Promise<Outcome> {
  const outcome: Outcome = { files: 0, units: 0, bytes: 0, stored: 0, milliseconds: 0, wrong: [], differences: [] }
  for (const file of files) {
    const source = readFileSync(file)
    const line = expected === null ? null : ((await expected.next()).value as string)
    const described = line === null ? null : (JSON.parse(line) as Described[] | null)
    let unit: CodeUnit | null
    const start = performance.now()
    try {
      unit = compileFile(source)
    } catch (e) {
      outcome.wrong.push(`${file}: ${e instanceof Error ? (e.stack ?? e.message) : String(e)}`)
      continue
    }
    outcome.milliseconds += performance.now() - start
    if (unit === null) {
      if (described !== null) outcome.differences.push(`${file}: does not compile`)
      continue
    }
    outcome.files++
    outcome.bytes += source.length
    for (const fault of verifyUnit(unit)) outcome.wrong.push(`${file}: ${fault}`)
    const stored = writeUnit(unit)
    outcome.stored += stored.length
    const back = readUnit(stored)
    if (back === undefined || disassemble(back, { positions: true }) !== disassemble(unit, { positions: true }))
      outcome.wrong.push(`${file}: is not the same when read back`)
    const own = describeUnits(unit)
    outcome.units += own.length
    if (described !== null)
      for (const difference of differences(described, own)) outcome.differences.push(`${file}: ${difference}`)
  }
  return outcome
}

/** CPython's description of files, a line each. */
export function describeFiles(command: string, files: readonly string[]): AsyncIterator<string> {
  const script = fileURLToPath(new URL('describe-code.py', import.meta.url))
  const child = spawn(command, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(`${files.join('\n')}\n`)
  return createInterface({ input: child.stdout })[Symbol.asyncIterator]()
}

async function main(): Promise<void> {
  const args = process.argv.slice(2)
  const named = args.filter((a) => !a.startsWith('--') && !/^\d+$/.test(a))
  const number = args.find((a) => /^\d+$/.test(a))
  const command = findCPython()
  if (command === null) {
    console.log('skipped: no CPython 3.13 here')
    return
  }
  const files = named.length > 0 ? named : libraryFiles(command, number === undefined ? null : Number(number))
  const outcome = await checkFiles(files, args.includes('--places') ? describeFiles(command, files) : null)
  if (!args.includes('--quiet')) for (const text of [...outcome.wrong, ...outcome.differences]) console.log(text)
  const megabytes = outcome.bytes / 1e6
  console.log(
    `${outcome.files} files, ${outcome.units} code objects, ${megabytes.toFixed(1)} MB, ${Math.round(outcome.milliseconds)} ms, ${(outcome.stored / 1e6).toFixed(1)} MB stored; ${outcome.wrong.length} wrong, ${outcome.differences.length} differences`,
  )
  if (outcome.wrong.length > 0) process.exitCode = 1
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main()
