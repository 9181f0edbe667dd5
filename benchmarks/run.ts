#!/usr/bin/env node
/**
 * Runs the benchmark programs on Typhon, CPython 3.13 and PyPy, interleaved, and reports ratios.
 *
 * Every (round, program, implementation) is a process of its own, and the implementations take turns program by
 * program, in an order that rotates from round to round: what else happens on the machine meanwhile hits them all
 * alike. A number is only believed beside the others' in the same session.
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, platform, release } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { PROGRAMS } from './catalogue.ts'
import { chart } from './chart.ts'
import { isMissing, KEYS, locate, TITLES } from './implementations.ts'
import type { Implementation, Key, Missing } from './implementations.ts'
import { measure, measuringTools } from './measure.ts'
import { markdown } from './report.ts'
import { CLOCKS } from './results.ts'
import type { Clock, Sample, Session } from './results.ts'

const HELP = `usage: node benchmarks/run.ts [options]

Runs benchmark programs on Typhon, CPython 3.13 and PyPy, interleaved; prints a Markdown table of ratios on standard
output and writes NAME.json, NAME.md and NAME.svg to the results folder. What is not installed is skipped and said so.

  --programs a,b,…      programs to run, or the sets "foundation" and "all" (default: all); --list shows them
  --iterations N        iterations per process (default 10)
  --runs K              rounds: processes per program and implementation (default 3)
  --size quick|N        another problem size than each program's own ("quick" only checks that the programs work)
  --implementations …   of typhon,cpython,pypy (default: all that are found)
  --typhon PATH, --cpython PATH, --pypy PATH
                        executables to use instead of searching
  --clock wall|cpu      which clock the iterations are read by in the report (both are recorded; default wall)
  --timeout SECONDS     per process (default 300)
  --startups N          start-up processes per implementation, 0 for none (default 10)
  --output FOLDER       where results go (default: benchmarks/results)
  --name NAME           their name (default: date and time)
  --from FILE           report on a recorded session again instead of running anything
  --list                list the programs
  --help                this text

Exit status: 0 when every program ran and checked its result, 1 when one failed, 2 for a wrong command line.
`

class UsageError extends Error {}

interface Options {
  readonly programs: readonly string[]
  readonly iterations: number
  readonly runs: number
  readonly size: string
  readonly keys: readonly Key[]
  /** Whether the implementations were named: then one that is missing is an error. */
  readonly named: boolean
  readonly paths: Readonly<Partial<Record<Key, string>>>
  readonly clock: Clock
  readonly timeout: number
  readonly startUps: number
  readonly output: string
  readonly name: string
  readonly from: string | undefined
  readonly list: boolean
  readonly help: boolean
}

function parseOptions(argv: readonly string[]): Options {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  let values
  try {
    ;({ values } = parseArgs({
      args: [...argv],
      options: {
        programs: text,
        iterations: text,
        runs: text,
        size: text,
        implementations: text,
        typhon: text,
        cpython: text,
        pypy: text,
        clock: text,
        timeout: text,
        startups: text,
        output: text,
        name: text,
        from: text,
        list: flag,
        help: { ...flag, short: 'h' },
      },
    }))
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
  const paths: Partial<Record<Key, string>> = {}
  for (const key of KEYS) if (values[key] !== undefined) paths[key] = values[key]
  const size = values.size ?? ''
  if (size !== '' && size !== 'quick') count('--size', size, 1)
  return {
    programs: chosenPrograms(values.programs ?? 'all'),
    iterations: count('--iterations', values.iterations ?? '10', 1),
    runs: count('--runs', values.runs ?? '3', 1),
    size,
    keys:
      values.implementations === undefined ? KEYS : oneOf('--implementations', values.implementations.split(','), KEYS),
    named: values.implementations !== undefined,
    paths,
    clock: oneOf('--clock', [values.clock ?? 'wall'], CLOCKS)[0]!,
    timeout: count('--timeout', values.timeout ?? '300', 1),
    startUps: count('--startups', values.startups ?? '10', 0),
    output: resolve(values.output ?? join(import.meta.dirname, 'results')),
    name: values.name ?? new Date().toISOString().slice(0, 19).replaceAll(':', '-'),
    from: values.from,
    list: values.list ?? false,
    help: values.help ?? false,
  }
}

function count(option: string, text: string, least: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least)
    throw new UsageError(`${option} takes an integer of at least ${least}, not '${text}'`)
  return value
}

function oneOf<T extends string>(option: string, given: readonly string[], allowed: readonly T[]): T[] {
  for (const each of given) {
    if (!(allowed as readonly string[]).includes(each))
      throw new UsageError(`${option} takes ${allowed.join(', ')}, not '${each}'`)
  }
  return given as T[]
}

/** Names and sets, in the catalogue's order. */
function chosenPrograms(text: string): string[] {
  const wanted = new Set<string>()
  for (const word of text.split(',').filter(Boolean)) {
    const members = PROGRAMS.filter(
      ({ name, foundation }) => word === 'all' || name === word || (word === 'foundation' && foundation),
    )
    if (members.length === 0) throw new UsageError(`no program '${word}'; --list shows them`)
    for (const { name } of members) wanted.add(name)
  }
  return PROGRAMS.map(({ name }) => name).filter((name) => wanted.has(name))
}

/** Progress on standard error: one line that rewrites itself on a terminal, one line per process elsewhere. */
class Progress {
  readonly #terminal = process.stderr.isTTY === true
  readonly #colours = this.#terminal && !process.env.NO_COLOR
  readonly #total: number
  #done = 0

  constructor(total: number) {
    this.#total = total
  }

  start(title: string): void {
    this.#done += 1
    if (this.#terminal) process.stderr.write(`\r\x1b[K${this.#counter()} ${title} …`)
  }

  end(title: string, outcome: string, failed: boolean): void {
    const shown = this.#colours ? `\x1b[${failed ? 31 : 32}m${outcome}\x1b[0m` : outcome
    process.stderr.write(`${this.#terminal ? '\r\x1b[K' : ''}${this.#counter()} ${title}: ${shown}\n`)
  }

  #counter(): string {
    return `[${String(this.#done).padStart(String(this.#total).length)}/${this.#total}]`
  }
}

const HARNESS = join(import.meta.dirname, 'programs/harness.py')

/** Nothing is cached between processes and string hashes are the same in all of them. */
const ENVIRONMENT: NodeJS.ProcessEnv = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONHASHSEED: '0' }

async function runProgram(
  implementation: Implementation,
  program: string,
  round: number,
  options: Options,
): Promise<Sample> {
  const args = [HARNESS, program, String(options.iterations)]
  if (options.size !== '') args.push(options.size)
  const wall: number[] = []
  const cpu: number[] = []
  let done = false
  const run = await measure(implementation.path, args, ENVIRONMENT, options.timeout, (line) => {
    if (!line.startsWith('{')) return
    let report: { seconds?: number; cpu?: number; done?: boolean }
    try {
      report = JSON.parse(line)
    } catch {
      return // Not the harness speaking; the missing `done` will tell.
    }
    if (report.done === true) done = true
    if (report.seconds !== undefined) {
      wall.push(report.seconds)
      cpu.push(report.cpu ?? 0)
    }
  })
  let failure: string | null = null
  if (run.timedOut) failure = `no end after ${options.timeout} s and ${wall.length} iterations`
  else if (run.status !== 0) failure = run.stderr.trim().split('\n').at(-1) || `exit status ${run.status}`
  else if (!done) failure = 'ended early with exit status 0'
  const { cost } = run
  return {
    program,
    implementation: implementation.key,
    round,
    wall,
    cpu,
    process: { wall: cost.wall, cpu: cost.cpu ?? null, peak: cost.peak ?? null },
    failure,
  }
}

async function runStartUp(
  session: Session,
  found: readonly Implementation[],
  options: Options,
  progress: Progress,
): Promise<void> {
  const commands: [Key | 'node', string, string[]][] = [['node', process.execPath, ['-e', '0']]]
  for (const { key, path } of found) commands.push([key, path, ['-c', 'pass']])
  // The first of each warms the disk cache and is not counted.
  for (let round = -1; round < options.startUps; round++) {
    progress.start('start-up')
    for (const [what, command, args] of commands) {
      const { cost, status } = await measure(command, args, ENVIRONMENT, options.timeout)
      if (status !== 0) {
        process.stderr.write(`start-up of ${what} ended with status ${status}: not counted\n`)
        continue
      }
      if (round >= 0)
        session.startUp.push({ what, round, wall: cost.wall, cpu: cost.cpu ?? null, peak: cost.peak ?? null })
    }
    progress.end('start-up', 'ok', false)
  }
}

async function runSession(options: Options): Promise<Session> {
  const located = options.keys.map((key) => locate(key, options.paths[key]))
  const found = located.filter((each): each is Implementation => !isMissing(each))
  const skipped = located.filter((each): each is Missing => isMissing(each))
  for (const { key, reason } of skipped) process.stderr.write(`${TITLES[key]} skipped: ${reason}\n`)
  if (found.length === 0 || (options.named && skipped.length > 0))
    throw new UsageError('an implementation to measure is missing')
  const { bash, gnuTime } = measuringTools()
  if (!bash) process.stderr.write('no bash: CPU time of processes is not measured\n')
  if (!gnuTime) process.stderr.write('no GNU time at /usr/bin/time: peak memory is not measured\n')

  const session: Session = {
    date: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model.trim() ?? 'unknown CPU',
      cores: availableParallelism(),
      system: `${platform()} ${release()}`,
      node: process.versions.node,
    },
    iterations: options.iterations,
    rounds: options.runs,
    size: options.size === '' ? 'as in the programs' : options.size,
    implementations: found.map(({ key, version }) => ({ key, version })),
    skipped,
    samples: [],
    startUp: [],
  }
  const progress = new Progress(
    options.runs * options.programs.length * found.length + (options.startUps > 0 ? options.startUps + 1 : 0),
  )
  if (options.startUps > 0) await runStartUp(session, found, options, progress)
  for (let round = 0; round < options.runs; round++) {
    for (const program of options.programs) {
      for (let i = 0; i < found.length; i++) {
        const implementation = found[(i + round) % found.length]!
        const title = `${program}, ${TITLES[implementation.key]}`
        progress.start(title)
        const sample = await runProgram(implementation, program, round, options)
        session.samples.push(sample)
        progress.end(title, sample.failure ?? `${sample.process.wall.toFixed(2)} s`, sample.failure !== null)
      }
    }
  }
  return session
}

async function main(): Promise<number> {
  let options: Options
  try {
    options = parseOptions(process.argv.slice(2))
    if (options.help) {
      process.stdout.write(HELP)
      return 0
    }
    if (options.list) {
      for (const { name, about, foundation } of PROGRAMS)
        process.stdout.write(`${name.padEnd(16)} ${foundation ? '*' : ' '} ${about}\n`)
      process.stdout.write('\n* in the foundation set\n')
      return 0
    }
    const session =
      options.from !== undefined
        ? (JSON.parse(readFileSync(options.from, 'utf8')) as Session)
        : await runSession(options)
    const report = markdown(session, options.clock)
    if (options.from === undefined) {
      mkdirSync(options.output, { recursive: true })
      const stem = join(options.output, options.name)
      writeFileSync(`${stem}.json`, JSON.stringify(session) + '\n')
      writeFileSync(`${stem}.md`, report)
      writeFileSync(`${stem}.svg`, chart(session, options.clock))
      process.stderr.write(`written: ${stem}.{json,md,svg}\n`)
    }
    process.stdout.write(report)
    return session.samples.some(({ failure }) => failure !== null) ? 1 : 0
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`run.ts: ${error.message}\nTry 'node benchmarks/run.ts --help'.\n`)
    return 2
  }
}

process.exitCode = await main()
