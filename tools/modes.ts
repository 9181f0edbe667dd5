/**
 * Runs the behaviour tests of test/py, generated programs and modules of CPython's test suite with each way of compiling, and shows where outputs
 * or outcomes differ. What is expected is what the interpreter alone says (`--jit off`).
 *
 *     npm run modes -- [--cases N] [--seed N] [--list NAME] [--mode NAME] [--jobs N] [NAME…]
 *
 * What differs is run once more, so that what a busy machine, the clock or chance did is no difference. Exits with 1 where there are any.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { run } from '../test/py/run.ts'
import { findLibrary, listNames, readList, readReference, runModule } from './conformance/suite.ts'
import { Choices } from './fuzz/choices.ts'
import { steps } from './fuzz/expressions.ts'
import { type Case, Interpreter } from './fuzz/interpreter.ts'
import { program } from './fuzz/programs.ts'

const ROOT = join(import.meta.dirname, '..')
const TYPHON = join(ROOT, 'packages/cli/bin/typhon')
const SCRIPTS = join(ROOT, 'test/py')
const BATCH = 200

/**
 * Ways of compiling, as settings of `--jit`; the first is what the others are compared with. Where each guard that fails gets a bridge, nothing but `max_bridges` ends what a loop
 * of many ways takes.
 */
const MODES: Readonly<Record<string, string>> = {
  off: 'off',
  baseline: 'baseline,threshold=200',
  'eager baseline': 'baseline,threshold=2',
  traces: 'traces',
  'eager traces': 'traces,threshold=2,trace_eagerness=1,stress=1,stint=100,max_bridges=200',
  functions: 'traces,threshold=20,trace_eagerness=3,min_function=0,min_followed=0,min_per_call=0,max_strays=100',
}

const HELP = `usage: npm run modes -- [options] [NAME…]

  NAME           run only scripts of test/py, and modules of lists, whose name contains one of these
  --cases N      generated programs besides (default 1000; 0 for none)
  --seed N       which ones (default 1)
  --list NAME    the tests of CPython's modules in a list besides: ${listNames().join(', ')}; may be repeated
  --mode NAME    compare only this mode with the interpreter: ${Object.keys(MODES).slice(1).join(', ')}; may be repeated
  --jobs N       processes at a time (default 2)
  --timeout S    seconds per script or module (default 120)
  --no-scripts   none of the scripts of test/py
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    cases: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    list: { type: 'string', multiple: true, default: [] },
    mode: { type: 'string', multiple: true },
    jobs: { type: 'string', default: '2' },
    timeout: { type: 'string', default: '120' },
    scripts: { type: 'boolean', default: true },
    help: { type: 'boolean' },
  },
})

/** How many differences each mode has. */
const found = new Map<string, number>()
/** Scripts and modules for which the interpreter alone takes too long: there is nothing to compare with. */
const slow: string[] = []
const SLOW = `(no end after ${values.timeout} s)`

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
}

function differs(mode: string, what: string, expected: string, got: string): void {
  found.set(mode, (found.get(mode) ?? 0) + 1)
  const [left, right] = [expected.split('\n'), got.split('\n')]
  const at = left.findIndex((line, i) => line !== right[i])
  const line = (lines: readonly string[]): string => (lines[at < 0 ? left.length : at] ?? '(end)').slice(0, 200)
  progress('')
  process.stdout.write(`DIFFERS ${mode}: ${what}\n    off: ${line(left)}\n    ${mode}: ${line(right)}\n`)
}

/** What a script has said, without addresses. */
async function said(file: string, mode: string): Promise<string> {
  const { output, status, timedOut } = await run(TYPHON, file, Number(values.timeout), 'both', {
    TYPHON_JIT: MODES[mode],
  })
  return `${output.replaceAll(/0x[0-9a-f]+/g, '0x')}${timedOut ? SLOW : `(exit status ${status})`}`
}

const isWanted = (name: string): boolean => positionals.length === 0 || positionals.some((part) => name.includes(part))

/** Does a job for each name, some at a time. */
async function forEach(names: readonly string[], what: string, job: (name: string) => Promise<void>): Promise<void> {
  let done = 0
  const waiting = [...names]
  const work = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      await job(name)
      progress(`${++done} of ${names.length} ${what}`)
    }
  }
  await Promise.all(Array.from({ length: Number(values.jobs) }, work))
}

async function runScripts(modes: readonly string[]): Promise<number> {
  const names = readdirSync(SCRIPTS)
    .filter((name) => /^test_\w+\.py$/.test(name) && isWanted(name))
    .sort()
  await forEach(names, 'scripts', async (name) => {
    const file = join(SCRIPTS, name)
    const expected = await said(file, 'off')
    if (expected.endsWith(SLOW)) slow.push(name)
    else
      for (const mode of modes) {
        let got = await said(file, mode)
        if (got !== expected) got = await said(file, mode)
        if (got !== expected) differs(mode, name, expected, got)
      }
  })
  return names.length
}

/** How each test of a module of CPython's suite has ended, or null where the module did not come to its end. */
async function outcomes(module: string, mode: string, library: string): Promise<ReadonlyMap<string, string> | null> {
  const run = await runModule([TYPHON, '--jit', MODES[mode]], module, library, Number(values.timeout))
  return run.finished ? new Map([...run.outcomes].map(([id, { status }]) => [id, status])) : null
}

const UNFINISHED: ReadonlyMap<string, string> = new Map()

/** Compares how the tests of CPython's modules end: how many there are. */
async function runLists(modes: readonly string[], library: string): Promise<number> {
  const reference = readReference()
  const modules = [...new Set(values.list.flatMap(readList))].filter((name) => name in reference && isWanted(name))
  let tests = 0
  await forEach(modules, 'modules', async (module) => {
    const expected = await outcomes(module, 'off', library)
    if (expected === null) {
      slow.push(module)
      return
    }
    tests += expected.size
    for (const mode of modes) {
      const got = (await outcomes(module, mode, library)) ?? UNFINISHED
      const other = [...expected].filter(([id, status]) => got.get(id) !== status)
      if (other.length === 0) continue
      // A test that ends otherwise each time it is run, with nothing compiled too, is no difference.
      const [same, once] = [await outcomes(module, 'off', library), await outcomes(module, mode, library)]
      for (const [id, status] of other) {
        const ends = once?.get(id) ?? 'the module did not end'
        if (same?.get(id) === status && ends !== status) differs(mode, `${module} ${id}`, status, ends)
      }
    }
  })
  return tests
}

function makeCase(number: number): Case {
  const c = new Choices((Math.imul(Number(values.seed), 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)) >>> 0)
  // Loops and functions are in programs; a line of its own is compiled by the eager modes alone.
  return c.below(4) > 0 ? { kind: 'program', source: program(c) } : { kind: 'steps', source: steps(c) }
}

async function runCases(modes: readonly string[], count: number): Promise<void> {
  const interpreters = ['off', ...modes].map((mode) => new Interpreter([TYPHON], { TYPHON_JIT: MODES[mode] }))
  const answer = (cases: readonly Case[]): Promise<string[][]> =>
    Promise.all(interpreters.map((each) => each.answer(cases)))
  for (let done = 0; done < count; done += BATCH) {
    const cases = Array.from({ length: Math.min(BATCH, count - done) }, (_, i) => makeCase(done + i))
    const answers = await answer(cases)
    const suspicious = cases.flatMap((_, i) => (answers.some((each) => each[i] !== answers[0][i]) ? [i] : []))
    const again = await answer(suspicious.map((i) => cases[i]))
    suspicious.forEach((i, n) => {
      modes.forEach((mode, m) => {
        const [expected, got] = [again[0][n], again[m + 1][n]]
        if (got !== expected)
          differs(mode, `case ${done + i}\n${cases[i].source.replaceAll(/^/gm, '        ')}`, expected, got)
      })
    })
    progress(`${done + cases.length} of ${count} cases`)
  }
  for (const each of interpreters) each.end()
}

async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write(HELP)
    return 0
  }
  const modes = values.mode ?? Object.keys(MODES).slice(1)
  const unknown = modes.find((mode) => mode === 'off' || !Object.hasOwn(MODES, mode))
  if (unknown !== undefined) {
    process.stderr.write(`modes: no mode '${unknown}'\n${HELP}`)
    return 2
  }
  const noList = values.list.find((name) => !listNames().includes(name))
  const library = values.list.length > 0 ? findLibrary() : ''
  if (noList !== undefined || library === undefined) {
    const why =
      noList === undefined ? 'no CPython 3.13 library with its test package; set CPYTHON_LIB' : `no list '${noList}'`
    process.stderr.write(`modes: ${why}\n`)
    return 2
  }
  const started = performance.now()
  const scripts = values.scripts ? await runScripts(modes) : 0
  const cases = Number(values.cases)
  await runCases(modes, cases)
  const tests = await runLists(modes, library)
  progress('')
  for (const mode of modes)
    process.stdout.write(`${mode}: ${found.get(mode) ?? 0} of ${scripts + cases + tests} differ\n`)
  if (slow.length > 0)
    process.stdout.write(`not compared, no end in ${values.timeout} s with nothing compiled: ${slow.join(', ')}\n`)
  process.stdout.write(
    `${scripts} scripts, ${cases} cases, ${tests} tests of CPython in ${((performance.now() - started) / 1000).toFixed(0)} s\n`,
  )
  return found.size > 0 ? 1 : 0
}

process.exitCode = await main()
