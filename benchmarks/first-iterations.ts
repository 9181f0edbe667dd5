#!/usr/bin/env node
/**
 * Compares the first iterations of the benchmark programs, in which functions and loops are compiled, with those that nothing is compiled in: is
 * there one that compiling makes slower, and by how much?
 *
 *     node benchmarks/first-iterations.ts [--iterations 5] [--runs 2] [--programs a,b,…] [--size quick|N] [--timeout SECONDS] [--typhon PATH]
 *
 * Each iteration is divided by the one of the same number under `--jit off`, both the least of some runs. A run is a process, and the two
 * kinds take turns. All by CPU time, which adds up what several threads do at once. Prints a Markdown table with the worst at the top, and ends with
 * status 1 if one takes more than twice as long.
 */
import { join, resolve } from 'node:path'
import { PROGRAMS } from './catalogue.ts'
import { measure } from './measure.ts'
import { parseOptions } from './options.ts'

const TYPHON = join(import.meta.dirname, '../packages/cli/bin/typhon')
const HARNESS = join(import.meta.dirname, 'programs/harness.py')

/** How much of its time without compilation an iteration may take. */
const MOST = 2

const ENVIRONMENT: NodeJS.ProcessEnv = { ...process.env, PYTHONHASHSEED: '0' }
delete ENVIRONMENT.PYTHONDONTWRITEBYTECODE
delete ENVIRONMENT.TYPHON_JIT

/** Seconds of a program's iterations, from the first on. */
type Iterations = readonly number[]

export interface Row {
  readonly program: string
  readonly off: Iterations
  readonly on: Iterations
}

/** Of each iteration the least time of some runs. */
export const least = (runs: readonly Iterations[]): Iterations =>
  runs[0]!.map((_, i) => Math.min(...runs.map((run) => run[i]!)))

const ratios = ({ off, on }: Row): number[] => on.map((seconds, i) => seconds / off[i]!)

export const worst = (row: Row): number => Math.max(...ratios(row))

/** The worst at the top. */
export function table(rows: readonly Row[]): string {
  const count = rows[0]?.on.length ?? 0
  const numbers = Array.from({ length: count }, (_, i) => ` ${i + 1} |`).join('')
  const lines = [`| program | --jit off, first, ms |${numbers} worst |`, `|---|${'--:|'.repeat(count + 2)}`]
  for (const row of [...rows].sort((a, b) => worst(b) - worst(a))) {
    const cells = [(row.off[0]! * 1000).toFixed(0), ...[...ratios(row), worst(row)].map((ratio) => ratio.toFixed(2))]
    lines.push(`| ${row.program} | ${cells.join(' | ')} |`)
  }
  return `${lines.join('\n')}\n`
}

async function main(): Promise<void> {
  const { values } = parseOptions(import.meta.filename, {
    options: {
      iterations: { type: 'string', default: '5' },
      runs: { type: 'string', default: '2' },
      programs: { type: 'string', default: PROGRAMS.map(({ name }) => name).join(',') },
      size: { type: 'string' },
      timeout: { type: 'string', default: '300' },
      typhon: { type: 'string', default: TYPHON },
    },
  })
  const command = resolve(values.typhon)
  const more = values.size === undefined ? [] : [values.size]
  const iterationsOf = async (program: string, options: readonly string[]): Promise<Iterations> => {
    const args = [...options, HARNESS, program, values.iterations, ...more]
    const { status, timedOut, stdout, stderr } = await measure(command, args, ENVIRONMENT, Number(values.timeout))
    if (status !== 0 || timedOut) throw new Error(`${program} ${options.join(' ')}: status ${status}\n${stderr}`)
    const times = stdout.split('\n').filter((line) => line.startsWith('{"seconds"'))
    return times.map((line) => (JSON.parse(line) as { cpu: number }).cpu)
  }
  const rows: Row[] = []
  for (const program of values.programs.split(',')) {
    const off: Iterations[] = []
    const on: Iterations[] = []
    for (let run = 0; run < Number(values.runs); run++) {
      off.push(await iterationsOf(program, ['--jit', 'off']))
      on.push(await iterationsOf(program, []))
    }
    const row = { program, off: least(off), on: least(on) }
    rows.push(row)
    process.stderr.write(`${program}: ${worst(row).toFixed(2)}\n`)
  }
  process.stdout.write(table(rows))
  if (rows.some((row) => worst(row) > MOST)) process.exitCode = 1
}

if (import.meta.main) await main()
