/**
 * CPython 3.13's own test suite as a measure: which of its tests pass on an interpreter.
 *
 * A test counts where CPython's recorded run passed it (`cpython-3.13.json`) and the interpreter does not skip it as an
 * implementation detail of CPython. A crash, a hang and an import error lose every test of the module that was not
 * reported. Each module runs in a process and a folder of its own by `worker.py`, which prints a line per test.
 */
import { spawn } from 'node:child_process'
import { existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

const LISTS = join(import.meta.dirname, 'lists')
const WORKER = join(import.meta.dirname, 'worker.py')
export const REFERENCE = join(import.meta.dirname, 'cpython-3.13.json')
export const EXPECTATIONS = join(import.meta.dirname, 'expectations.json')

/** Reasons for a skip that say: this tests CPython itself. */
const IMPLEMENTATION =
  /implementation detail|cpython_only|(?:requires|need) _test|requires specialized|No module named '_test|CPython[ -]specific|only for CPython/

type Status = 'pass' | 'fail' | 'error' | 'skip' | 'missing'

interface Outcome {
  readonly status: Status
  readonly note: string
}

interface Run {
  readonly outcomes: ReadonlyMap<string, Outcome>
  /** Whether the module came to its end. */
  readonly finished: boolean
  /** The last of what it printed beside its reports. */
  readonly tail: string
}

export interface Score {
  readonly module: string
  readonly passed: number
  readonly counted: number
  readonly finished: boolean
  readonly missed: readonly (Outcome & { readonly id: string })[]
  readonly tail: string
}

/** The ids of the tests that CPython passes, by module. */
export const readReference = (): Record<string, string[]> => JSON.parse(readFileSync(REFERENCE, 'utf8'))

/** How many tests of a module have passed before: a number may only grow. */
export const readExpectations = (): Record<string, number> =>
  existsSync(EXPECTATIONS) ? JSON.parse(readFileSync(EXPECTATIONS, 'utf8')) : {}

export const listNames = (): string[] => readdirSync(LISTS).map((name) => name.replace(/\.txt$/, ''))

/** The modules of a list: one per line, `#` begins a comment. */
export const readList = (name: string): string[] =>
  readFileSync(join(LISTS, `${name}.txt`), 'utf8')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter(Boolean)

/** The folder that holds CPython's `test` package: `CPYTHON_LIB`, else where a CPython 3.13 usually is. */
export function findLibrary(): string | undefined {
  const pyenv = process.env.PYENV_ROOT ?? join(homedir(), '.pyenv')
  const places = [
    process.env.CPYTHON_LIB,
    ...globSync(join(pyenv, 'versions/3.13.*/lib/python3.13')),
    '/usr/lib/python3.13',
    '/usr/local/lib/python3.13',
    '/Library/Frameworks/Python.framework/Versions/3.13/lib/python3.13',
  ]
  return places.find((place) => place !== undefined && existsSync(join(place, 'test/test_int.py')))
}

/** Runs one module of the suite. */
export async function runModule(
  command: readonly string[],
  module: string,
  library: string,
  seconds: number,
): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'typhon-conformance-'))
  try {
    const path = join(folder, 'path')
    mkdirSync(path)
    symlinkSync(join(library, 'test'), join(path, 'test'))
    const { output, late } = await runToEnd([...command, WORKER, module], folder, path, seconds)
    const outcomes = new Map<string, Outcome>()
    let finished = false
    const rest: string[] = []
    for (const line of output.split('\n')) {
      if (!line.startsWith('@@ ')) {
        if (line !== '') rest.push(line)
        continue
      }
      const [status, id = '', note = ''] = line.slice(3).split('\t')
      if (status === 'end') finished = true
      else outcomes.set(id, { status: status as Status, note })
    }
    if (late) rest.push('timed out')
    return { outcomes, finished, tail: rest.join('\n').slice(-600) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function runToEnd(
  command: readonly string[],
  cwd: string,
  path: string,
  seconds: number,
): Promise<{ output: string; late: boolean }> {
  return new Promise((fulfil, reject) => {
    const child = spawn(command[0], command.slice(1), {
      cwd,
      env: { ...process.env, PYTHONPATH: path, PYTHONDONTWRITEBYTECODE: '1', PYTHONHASHSEED: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    const chunks: Buffer[] = []
    let late = false
    // The module runs in a group of its own, so that whatever it left running ends with it and closes the pipes.
    const end = (): void => {
      try {
        process.kill(-child.pid!, 'SIGKILL')
      } catch {
        // Nothing is left.
      }
    }
    const timer = setTimeout(() => {
      late = true
      end()
    }, seconds * 1000)
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', reject)
    child.on('exit', end)
    child.on('close', () => {
      clearTimeout(timer)
      fulfil({ output: Buffer.concat(chunks).toString('utf8'), late })
    })
  })
}

/** Compares a run with what CPython passes. */
export function score(module: string, run: Run, reference: readonly string[]): Score {
  const missed: (Outcome & { id: string })[] = []
  let passed = 0
  for (const id of reference) {
    const { status, note } = run.outcomes.get(id) ?? { status: 'missing', note: '' }
    if (status === 'pass') passed += 1
    else if (status !== 'skip' || !IMPLEMENTATION.test(note)) missed.push({ id, status, note })
  }
  return { module, passed, counted: passed + missed.length, finished: run.finished, missed, tail: run.tail }
}
