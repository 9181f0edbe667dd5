#!/usr/bin/env node
/**
 * Compares two sets of options of the command `typhon`, or two builds of it, on the benchmark programs: what does it cost to have B in place of A?
 *
 *     node benchmarks/pairs.ts --a --gc=host --b --gc=prompt --pairs 20
 *
 * A pair is one process with A and one with B, run directly after each other, first the one and in the next pair the other. Only the ratio within
 * a pair is looked at, so that what else happens on the machine meanwhile changes both; a program's figure is the median of its ratios. All by
 * CPU time.
 */
import { join, resolve } from 'node:path'
import { PROGRAMS } from './catalogue.ts'
import { measure } from './measure.ts'
import { parseOptions } from './options.ts'
import { geomean, median, quantile } from './statistics.ts'

const HELP = `usage: node benchmarks/pairs.ts --a OPTIONS --b OPTIONS [options]

Runs benchmark programs with two sets of options of typhon in turn, and prints a Markdown table of B's CPU time divided by A's.

  --a OPTIONS, --b OPTIONS   what typhon is started with, separated by spaces ('' for nothing, which is what is not named)
  --typhon-a PATH, --typhon-b PATH
                             another command than this workspace's
  --pairs N                  pairs for each program (default 10)
  --programs a,b,…           programs, or "foundation" or "all" (default: all)
  --iterations N             iterations in each process (default 1)
  --size quick|N             another problem size than the programs' own
  --timeout SECONDS          for a process (default 300)
`

const TYPHON = join(import.meta.dirname, '../packages/cli/bin/typhon')
const HARNESS = join(import.meta.dirname, 'programs/harness.py')

/** One of the two that are compared. */
interface Side {
  readonly command: string
  readonly options: readonly string[]
}

/** CPU time of a process, in seconds: of its iterations and of the whole. */
export interface Used {
  readonly iterations: number
  readonly process: number
}

export type Pair = readonly [a: Used, b: Used]

const KINDS = ['iterations', 'process'] as const

/** Caches of compiled code are written and read as for any user; the order of sets is the same in all processes. */
const ENVIRONMENT: NodeJS.ProcessEnv = { ...process.env, PYTHONHASHSEED: '0' }
delete ENVIRONMENT.PYTHONDONTWRITEBYTECODE

/** The figures of one program: medians over its pairs. */
export function row(program: string, pairs: readonly Pair[]): string {
  const cells: string[] = []
  for (const kind of KINDS) {
    const ratios = pairs.map(([a, b]) => b[kind] / a[kind])
    const milliseconds = (side: 0 | 1): string => (median(pairs.map((pair) => pair[side][kind])) * 1000).toFixed(0)
    cells.push(milliseconds(0), milliseconds(1), median(ratios).toFixed(3))
    cells.push(`${quantile(ratios, 0.25).toFixed(2)}–${quantile(ratios, 0.75).toFixed(2)}`)
  }
  return `| ${program} | ${cells.join(' | ')} |`
}

/** The last row: geometric means of the medians. */
export function means(all: readonly (readonly Pair[])[]): string {
  const cells = KINDS.map((kind) => {
    const medians = all.map((pairs) => median(pairs.map(([a, b]) => b[kind] / a[kind])))
    return ` |  | **${(geomean(medians) as number).toFixed(3)}** |  |`
  })
  return `| **geomean (${all.length})** |${cells.join('')}`
}

export const HEAD = [
  '| program | iterations: A, ms | B, ms | B / A | half of them | process: A, ms | B, ms | B / A | half of them |',
  '|---|--:|--:|--:|:-:|--:|--:|--:|:-:|',
]

/** Node takes a value that begins with a dash for a forgotten one. */
export function withValues(argv: readonly string[]): string[] {
  const args: string[] = []
  for (let i = 0; i < argv.length; i++) {
    if ((argv[i] === '--a' || argv[i] === '--b') && i + 1 < argv.length) args.push(`${argv[i]}=${argv[++i]}`)
    else args.push(argv[i])
  }
  return args
}

/** Programs by their names and those of sets, in the catalogue's order; undefined for a name that none has. */
function chosen(text: string): string[] | undefined {
  const wanted = new Set<string>()
  for (const word of text.split(',')) {
    const found = PROGRAMS.filter((p) => word === 'all' || p.name === word || (word === 'foundation' && p.foundation))
    if (found.length === 0) return undefined
    for (const { name } of found) wanted.add(name)
  }
  return PROGRAMS.map(({ name }) => name).filter((name) => wanted.has(name))
}

async function used({ command, options }: Side, args: readonly string[], timeout: number): Promise<Used> {
  const line = [...options, HARNESS, ...args]
  const { cost, status, stdout, stderr } = await measure(command, line, ENVIRONMENT, timeout)
  const cpu = Array.from(stdout.matchAll(/"cpu": ([\d.]+)/g), (match) => Number(match[1]))
  if (status !== 0 || !stdout.includes('"done"'))
    throw new Error(`${command} ${line.join(' ')}: status ${status}\n${stderr}`)
  if (cost.cpu === undefined) throw new Error('CPU time of processes is told by bash, which is not there')
  return { iterations: cpu.reduce((sum, seconds) => sum + seconds, 0), process: cost.cpu }
}

async function main(argv: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const
  const options = {
    a: text,
    b: text,
    'typhon-a': text,
    'typhon-b': text,
    pairs: text,
    programs: text,
    iterations: text,
    size: text,
    timeout: text,
  }
  const { values } = parseOptions(import.meta.filename, { args: withValues(argv), options }, HELP)
  const programs = chosen(values.programs ?? 'all')
  const count = Number(values.pairs ?? 10)
  if (programs === undefined || !(count >= 1)) {
    process.stderr.write(HELP)
    return 2
  }
  const side = (options = '', command = TYPHON): Side => ({
    command: resolve(command),
    options: options.split(' ').filter(Boolean),
  })
  const sides = [side(values.a, values['typhon-a']), side(values.b, values['typhon-b'])] as const
  const timeout = Number(values.timeout ?? 300)
  console.log(HEAD.join('\n'))
  const all: Pair[][] = []
  for (const program of programs) {
    const args = [program, values.iterations ?? '1', ...(values.size === undefined ? [] : [values.size])]
    // Neither has to write what is kept for later processes.
    for (const each of sides) await used(each, [program, '1', 'quick'], timeout)
    const pairs: Pair[] = []
    for (let n = 0; n < count; n++) {
      const first = n % 2 === 0 ? 0 : 1
      const one = await used(sides[first], args, timeout)
      const other = await used(sides[1 - first], args, timeout)
      pairs.push(first === 0 ? [one, other] : [other, one])
    }
    console.log(row(program, pairs))
    all.push(pairs)
  }
  console.log(means(all))
  return 0
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2))
