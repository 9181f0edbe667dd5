/** Scores an interpreter on CPython 3.13's own test suite; see suite.ts for what counts. */
import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import {
  EXPECTATIONS,
  findLibrary,
  listNames,
  readExpectations,
  readList,
  readReference,
  REFERENCE,
  runModule,
  type Score,
  score,
} from './suite.ts'

const HELP = `usage: pnpm conformance [options] [MODULE…]

  MODULE                modules of CPython's test suite, such as test_int; none and no list: all that are recorded
  --list NAME           a list of modules: ${listNames().join(', ')} (may be repeated)
  --interpreter COMMAND default: packages/cli/bin/typhon; words are separated by spaces
  --timeout SECONDS     for one module (default 300)
  --jobs N              how many modules run at a time (default 2)
  --failures            print each counted test that did not pass, and why
  --json FILE           write the whole result
  --at-least FRACTION   exit 1 when the total is below this
  --check               exit 1 when a module passes fewer tests than expectations.json says
  --update              raise expectations.json to what passed; it is never lowered
  --record              write the reference: needs CPython 3.13
  --help                this text

CPython's own library with its test package is needed: CPYTHON_LIB names it, else it is looked for.
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'string', multiple: true },
    interpreter: { type: 'string' },
    timeout: { type: 'string', default: '300' },
    jobs: { type: 'string', default: '2' },
    failures: { type: 'boolean' },
    json: { type: 'string' },
    'at-least': { type: 'string' },
    check: { type: 'boolean' },
    update: { type: 'boolean' },
    record: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
})

/** Runs a job for every module, some at a time; results are handed on in the order of the modules. */
async function inOrder<T>(
  modules: readonly string[],
  job: (module: string) => Promise<T>,
  done: (result: T) => void,
): Promise<void> {
  const running: Promise<T>[] = []
  let next = 0
  const start = async (): Promise<void> => {
    while (next < modules.length) {
      const i = next++
      running[i] = job(modules[i])
      await running[i]
    }
  }
  const workers = Array.from({ length: Math.max(1, Number(values.jobs)) }, start)
  for (let i = 0; i < modules.length; i++) {
    while (running[i] === undefined) await new Promise((wake) => setTimeout(wake, 20))
    done(await running[i])
  }
  await Promise.all(workers)
}

const percent = (passed: number, counted: number): string => `${((100 * passed) / Math.max(counted, 1)).toFixed(1)}%`

function print({ module, passed, counted, finished, missed, tail }: Score): void {
  const end = finished ? '' : `  (did not finish: ${tail.split(/\s+/).join(' ').slice(-100)})`
  const figures = `${String(passed).padStart(5)} / ${String(counted).padStart(5)}  ${percent(passed, counted).padStart(6)}`
  process.stdout.write(`${module.padEnd(32)} ${figures}${end}\n`)
  if (values.failures) {
    for (const { id, status, note } of missed) process.stdout.write(`    ${status.padEnd(7)} ${id}  ${note}\n`)
  }
}

async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write(HELP)
    return 0
  }
  const library = findLibrary()
  if (library === undefined) {
    process.stderr.write('conformance: no CPython 3.13 library with its test package; set CPYTHON_LIB\n')
    return 2
  }
  const unknown = (values.list ?? []).filter((name) => !listNames().includes(name))
  if (unknown.length > 0) {
    process.stderr.write(`conformance: no list ${unknown.join(', ')}; there are: ${listNames().join(', ')}\n`)
    return 2
  }
  const reference = existsSync(REFERENCE) ? readReference() : {}
  let modules = [...positionals, ...(values.list ?? []).flatMap(readList)]
  if (modules.length === 0) modules = Object.keys(reference)
  const seconds = Number(values.timeout)

  if (values.record) {
    const python = join(library, '../../bin/python3.13')
    await inOrder(
      modules,
      async (module) => ({ module, run: await runModule([python], module, library, seconds) }),
      ({ module, run }) => {
        const passed = [...run.outcomes].filter(([, { status }]) => status === 'pass').map(([id]) => id)
        process.stdout.write(
          `${module.padEnd(32)} ${passed.length} passed of ${run.outcomes.size}${run.finished ? '' : '  (not finished)'}\n`,
        )
        if (passed.length > 0) reference[module] = passed.sort()
      },
    )
    const sorted = Object.fromEntries(Object.entries(reference).sort(([a], [b]) => (a < b ? -1 : 1)))
    writeFileSync(REFERENCE, `${JSON.stringify(sorted, null, 1).replaceAll(/\n +/g, '\n')}\n`)
    return 0
  }

  const words = (values.interpreter ?? join(import.meta.dirname, '../../packages/cli/bin/typhon')).split(' ')
  const command = words.map((word) => (existsSync(word) ? resolve(word) : word))
  const expected = readExpectations()
  const scores: Score[] = []
  const worse: string[] = []
  for (const module of modules.filter((module) => !(module in reference))) {
    process.stdout.write(`${module.padEnd(32)} not in the reference\n`)
  }
  await inOrder(
    modules.filter((module) => module in reference),
    async (module) => score(module, await runModule(command, module, library, seconds), reference[module]),
    (result) => {
      print(result)
      scores.push(result)
      const before = expected[result.module] ?? 0
      if (result.passed < before) worse.push(`${result.module}: ${result.passed} passed, ${before} did before`)
      else expected[result.module] = result.passed
    },
  )
  const passed = scores.reduce((sum, one) => sum + one.passed, 0)
  const counted = scores.reduce((sum, one) => sum + one.counted, 0)
  process.stdout.write(`TOTAL ${passed} / ${counted}  ${((100 * passed) / Math.max(counted, 1)).toFixed(2)}%\n`)
  if (values.json !== undefined) {
    writeFileSync(
      values.json,
      JSON.stringify(Object.fromEntries(scores.map(({ module, ...rest }) => [module, rest])), null, 1),
    )
  }
  if (values.update) {
    const sorted = Object.fromEntries(Object.entries(expected).sort(([a], [b]) => (a < b ? -1 : 1)))
    writeFileSync(EXPECTATIONS, `${JSON.stringify(sorted, null, 2)}\n`)
  }
  if (values.check) for (const line of worse) process.stdout.write(`WORSE ${line}\n`)
  const tooLow = values['at-least'] !== undefined && passed < counted * Number(values['at-least'])
  return tooLow || (values.check && worse.length > 0) ? 1 : 0
}

process.exitCode = await main()
