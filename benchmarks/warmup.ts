#!/usr/bin/env node
/**
 * Draws how programs warm up: the time of each iteration from the first on, with what was compiled in it, on Typhon with and without traces,
 * PyPy and CPython.
 *
 *     node benchmarks/warmup.ts [--runs 3] [--name warm-up] [PROGRAM…]
 *
 * Iterations are small ones, so that what compilation costs is seen. Each is given its least time of some runs, each run a process
 * of its own, by CPU time, which adds up what several threads do at once. Writes results/NAME.svg and NAME.json.
 */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMissing, KEYS, locate } from './implementations.ts'
import { parseOptions } from './options.ts'
import { type Course, drawCourses, type Iteration } from './warmup-chart.ts'

const SCRIPT = join(import.meta.dirname, 'micro/warmup.py')

/** Programs, the sizes that make iterations of some hundredths of a second on CPython, and how many of these. */
const PROGRAMS: Readonly<Record<string, readonly [size: number, iterations: number]>> = {
  richards: [1, 60],
  deltablue: [800, 60],
  spectral_norm: [50, 60],
  polymorphic: [10, 60],
  template: [40, 60],
}

function measured(command: string, name: string, jit: string | undefined): Iteration[] {
  const [size, iterations] = PROGRAMS[name]
  const env = { ...process.env }
  if (jit === undefined) delete env.TYPHON_JIT
  else env.TYPHON_JIT = jit
  const args = [SCRIPT, name, String(iterations), String(size)]
  const { stdout, stderr, status } = spawnSync(command, args, { encoding: 'utf8', env })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: status ${status}\n${stderr}`)
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Iteration)
}

/** The least time of each iteration, with what the first run compiled. */
const best = (runs: readonly (readonly Iteration[])[]): Iteration[] =>
  runs[0].map((first, i) => ({ ...first, seconds: Math.min(...runs.map((run) => run[i].seconds)) }))

function main(): number {
  const { values, positionals } = parseOptions(import.meta.filename, {
    allowPositionals: true,
    options: { runs: { type: 'string', default: '3' }, name: { type: 'string', default: 'warm-up' } },
  })
  const names = positionals.length > 0 ? positionals : Object.keys(PROGRAMS)
  const unknown = names.find((name) => !Object.hasOwn(PROGRAMS, name))
  if (unknown !== undefined) {
    process.stderr.write(`warmup: no program '${unknown}'; there are ${Object.keys(PROGRAMS).join(', ')}\n`)
    return 2
  }
  const found = KEYS.map((key) => locate(key)).flatMap((each) => (isMissing(each) ? [] : [each]))
  const courses: Course[] = []
  for (const name of names) {
    for (const { key, path } of found) {
      const modes = key === 'typhon' ? ['baseline', undefined] : [undefined]
      for (const jit of modes) {
        const runs = Array.from({ length: Number(values.runs) }, () => measured(path, name, jit))
        const course: Course = {
          program: name,
          key,
          traces: key === 'typhon' && jit === undefined,
          iterations: best(runs),
        }
        courses.push(course)
        process.stdout.write(`${summary(course)}\n`)
      }
    }
  }
  const file = join(import.meta.dirname, 'results', values.name)
  writeFileSync(`${file}.svg`, drawCourses(courses))
  writeFileSync(`${file}.json`, `${JSON.stringify(courses)}\n`)
  process.stdout.write(`${file}.svg\n`)
  return 0
}

/** Milliseconds of the first iteration and the last ones, and how long the first ten took. */
function summary({ program, key, traces, iterations }: Course): string {
  const times = iterations.map(({ seconds }) => seconds * 1000)
  const ten = times.slice(0, 10).reduce((sum, time) => sum + time, 0)
  const last = Math.min(...times.slice(-10))
  const compiled = iterations.reduce((sum, { loops, bridges }) => sum + loops + bridges, 0)
  const title = `${key}${traces ? ' with traces' : ''}`
  const figures = [`first ${times[0].toFixed(1)}`, `first ten ${ten.toFixed(1)}`, `warm ${last.toFixed(2)} ms`]
  return `${program.padEnd(12)} ${title.padEnd(20)} ${figures.join(', ')}${compiled > 0 ? `, ${compiled} compiled` : ''}`
}

process.exitCode = main()
