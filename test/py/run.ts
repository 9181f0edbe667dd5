#!/usr/bin/env node
/**
 * Runs the behaviour tests of Python on an interpreter.
 *
 * `test_*.py` has to end with status 0 and to print nothing. `tracebacks/NAME.py` has to write to standard error what
 * `tracebacks/NAME.expected` says, the folder's own path left out, and to end with the status in its last line;
 * `--update` writes these files, and is meant for CPython 3.13, which decides what is expected.
 */

import { execFileSync, spawn } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const HELP = `usage: node test/py/run.ts [options] [NAME…]

  NAME                  run only files whose name contains one of these
  --interpreter PATH    default: packages/cli/bin/typhon; "cpython" looks for CPython 3.13 on PATH and under pyenv
  --each                go on after a failed assert and list them all (needs CPython 3.13 to rewrite the tests)
  --update              write the .expected files from what the interpreter says
  --timeout SECONDS     per file (default 60)
  --verbose             show the whole output of failed files
  --help                this text
`

const HERE = import.meta.dirname
const TRACEBACKS = join(HERE, 'tracebacks')

interface Outcome {
  readonly output: string
  readonly status: number | null
  readonly timedOut: boolean
}

export function run(
  interpreter: string,
  file: string,
  timeout: number,
  streams: 'both' | 'stderr',
  variables: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  return new Promise((fulfil, reject) => {
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      LC_ALL: 'C.UTF-8',
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONHASHSEED: '0',
      NO_COLOR: '1',
      ...variables,
    }
    delete env.PYTHONPATH
    delete env.PYTHONWARNINGS
    const child = spawn(interpreter, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    const chunks: Buffer[] = []
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      child.kill('SIGKILL')
    }, timeout * 1000)
    if (streams === 'both') child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    else child.stdout.resume()
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      // A shell reports death by a signal as 128 plus its number; an interrupt is the only one that a test asks for.
      fulfil({ output: Buffer.concat(chunks).toString('utf8'), status: signal === 'SIGINT' ? 130 : code, timedOut })
    })
  })
}

/** What a .expected file holds. */
export const transcript = ({ output, status }: Outcome): string =>
  `${output.replaceAll(`${TRACEBACKS}/`, '').replace(/\n?$/, '\n')}[exit status ${status}]\n`

export function findCPython(): string | undefined {
  const root = process.env.PYENV_ROOT ?? join(homedir(), '.pyenv')
  const question = "import sys; print(sys.implementation.name, '%d.%d' % sys.version_info[:2])"
  for (const path of ['python3.13', ...globSync(join(root, 'versions/3.13*/bin/python3.13'))]) {
    try {
      if (
        execFileSync(path, ['-c', question], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() ===
        'cpython 3.13'
      )
        return path
    } catch {
      // Not there, or a shim with nothing behind it.
    }
  }
  return undefined
}

/** Runs a rewritten copy of a test: how many of its asserts held, and what was wrong. */
async function runEach(
  rewriter: string,
  interpreter: string,
  file: string,
  timeout: number,
): Promise<{ held: string; lines: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'typhon-each-'))
  try {
    const copy = join(folder, basename(file))
    writeFileSync(copy, execFileSync(rewriter, [join(HERE, 'each_assert.py'), file]))
    const outcome = await run(interpreter, copy, timeout, 'both')
    const lines = outcome.output.trim().split('\n')
    const held = /^held (\d+) of (\d+)$/.exec(lines.at(-1)!)
    if (held) return { held: `${held[1]} of ${held[2]} asserts hold`, lines: lines.slice(0, -1) }
    const end = outcome.timedOut
      ? `no end after ${timeout} s`
      : `stops with exit status ${outcome.status}: ${lines.at(-1)}`
    return { held: end, lines: lines.filter((line) => line.startsWith('line ')).concat(end) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What separates the cases inside one file of many. */
const RULE = `${'-'.repeat(20)}\n`

/** The first line in which two texts differ, and how many of their cases do. */
function difference(expected: string, got: string): string {
  const left = expected.split('\n')
  const right = got.split('\n')
  let i = 0
  while (i < left.length && left[i] === right[i]) i++
  const cases = expected.split(RULE)
  const others = got.split(RULE)
  const wrong = cases.filter((text, k) => text !== others[k]).length
  const where = `${cases.length > 1 ? `${wrong} of ${cases.length} cases, ` : ''}line ${i + 1}`
  return `${where}\n      expected: ${left[i] ?? '(end)'}\n      got:      ${right[i] ?? '(end)'}`
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      interpreter: { type: 'string' },
      each: { type: 'boolean' },
      update: { type: 'boolean' },
      timeout: { type: 'string' },
      verbose: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) {
    process.stdout.write(HELP)
    return 0
  }
  const interpreter =
    values.interpreter === 'cpython'
      ? findCPython()
      : resolve(values.interpreter ?? join(HERE, '../../packages/cli/bin/typhon'))
  if (interpreter === undefined || (values.interpreter !== 'cpython' && !existsSync(interpreter))) {
    process.stderr.write(`run.ts: no interpreter ${interpreter ?? 'CPython 3.13'} found\n`)
    return 2
  }
  const timeout = Number(values.timeout ?? 60)
  const rewriter = values.each ? findCPython() : undefined
  if (values.each && rewriter === undefined) {
    process.stderr.write('run.ts: --each needs CPython 3.13\n')
    return 2
  }
  const wanted = (name: string): boolean => positionals.length === 0 || positionals.some((part) => name.includes(part))
  let passed = 0
  let failed = 0
  let skipped = 0
  const fail = (name: string, reason: string, output: string): void => {
    failed += 1
    process.stdout.write(`FAIL ${name}: ${reason}\n${values.verbose ? output.replace(/^/gm, '      ') + '\n' : ''}`)
  }

  for (const name of readdirSync(HERE)
    .filter((name) => /^test_\w+\.py$/.test(name) && wanted(name))
    .sort()) {
    if (rewriter !== undefined) {
      const { held, lines } = await runEach(rewriter, interpreter, join(HERE, name), timeout)
      process.stdout.write(`${name}: ${held}\n${lines.map((line) => `    ${line}\n`).join('')}`)
      if (lines.length > 0) failed += 1
      else passed += 1
      continue
    }
    const outcome = await run(interpreter, join(HERE, name), timeout, 'both')
    const last = outcome.output.trim().split('\n').at(-1)!
    if (outcome.timedOut) fail(name, `no end after ${timeout} s`, outcome.output)
    else if (outcome.status !== 0) fail(name, `exit status ${outcome.status}: ${last}`, outcome.output)
    else if (outcome.output !== '') fail(name, `prints ${JSON.stringify(last)}`, outcome.output)
    else passed += 1
  }
  for (const file of globSync(join(TRACEBACKS, '*.py'))
    .filter((file) => wanted(`tracebacks/${basename(file)}`))
    .sort()) {
    const name = `tracebacks/${basename(file)}`
    const outcome = await run(interpreter, file, timeout, 'stderr')
    const expectedFile = file.replace(/\.py$/, '.expected')
    const got = transcript(outcome)
    if (outcome.timedOut) {
      fail(name, `no end after ${timeout} s`, got)
    } else if (values.update) {
      writeFileSync(expectedFile, got)
      skipped += 1
    } else if (!existsSync(expectedFile)) {
      fail(name, 'has no .expected file', got)
    } else {
      const expected = readFileSync(expectedFile, 'utf8')
      if (expected === got) passed += 1
      else fail(name, difference(expected, got), got)
    }
  }
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`)
  return failed > 0 ? 1 : 0
}

if (import.meta.main) process.exitCode = await main()
