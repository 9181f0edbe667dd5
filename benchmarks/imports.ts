#!/usr/bin/env node
/**
 * Times imports of modules of the library on Typhon and CPython 3.13, and their starts.
 *
 *     node benchmarks/imports.ts [--runs K] [--modules a,b,…] [--typhon PATH] [--cpython PATH]
 *
 * Every figure is the median over K processes (default 15). The implementations take turns, module by module, so that what
 * else happens on the machine hits both alike. An import is timed inside of its process by `time.perf_counter` and by
 * `time.process_time`; the first process of each warms the caches and is not counted.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { isMissing, locate, type Key } from './implementations.ts'
import { parseOptions } from './options.ts'
import { median } from './statistics.ts'

const MODULES = ['json', 're', 'dataclasses', 'asyncio', 'typing', 'logging']

/** Milliseconds of an import: by the wall's clock, and of CPU time. */
function importTimes(python: string, name: string): [number, number] {
  const code = `
import time
wall, cpu = time.perf_counter(), time.process_time()
import ${name}
print(time.perf_counter() - wall, time.process_time() - cpu)`
  const [wall, cpu] = execFileSync(python, ['-c', code], { encoding: 'utf8' }).split(' ').map(Number)
  return [wall * 1000, cpu * 1000]
}

/** Milliseconds of CPU time of a process from its start to its end. */
function processTime(command: string, args: readonly string[]): number {
  const { stderr, status } = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="%U %S"; time "$@" >/dev/null', '-', command, ...args],
    {
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`)
  const [user, system] = stderr.trim().split(' ').map(Number)
  return (user + system) * 1000
}

function main(): void {
  const { values } = parseOptions(import.meta.filename, {
    options: {
      runs: { type: 'string', default: '15' },
      modules: { type: 'string', default: MODULES.join(',') },
      typhon: { type: 'string' },
      cpython: { type: 'string' },
    },
  })
  const runs = Number(values.runs)
  const path = (key: Key, given: string | undefined): string => {
    const found = locate(key, given)
    if (isMissing(found)) throw new Error(found.reason)
    return found.path
  }
  const pythons = { typhon: path('typhon', values.typhon), cpython: path('cpython', values.cpython) }
  const lines: string[] = []
  for (const name of values.modules.split(',')) {
    const times = { typhon: [] as [number, number][], cpython: [] as [number, number][] }
    for (let run = 0; run <= runs; run++)
      for (const key of run % 2 === 0 ? (['typhon', 'cpython'] as const) : (['cpython', 'typhon'] as const)) {
        const time = importTimes(pythons[key], name)
        if (run > 0) times[key].push(time)
      }
    const of = (key: 'typhon' | 'cpython', clock: 0 | 1): number => median(times[key].map((time) => time[clock]))
    const cells = ([0, 1] as const).flatMap((clock) => {
      const [t, c] = [of('typhon', clock), of('cpython', clock)]
      return [t.toFixed(1), c.toFixed(1), `${(t / c).toFixed(2)}×`]
    })
    lines.push(`| ${name} | ${cells.join(' | ')} |`)
  }
  const starts: readonly (readonly [string, string, readonly string[]])[] = [
    ['`node -e 0`', process.execPath, ['-e', '0']],
    ['`typhon -c pass`', pythons.typhon, ['-c', 'pass']],
    ["`typhon -c 'import json'`", pythons.typhon, ['-c', 'import json']],
    ['`python3.13 -c pass`', pythons.cpython, ['-c', 'pass']],
    ["`python3.13 -c 'import json'`", pythons.cpython, ['-c', 'import json']],
  ]
  const startTimes = starts.map((): number[] => [])
  for (let run = 0; run <= runs; run++)
    for (const [i, [, command, args]] of starts.entries()) {
      const time = processTime(command, args)
      if (run > 0) startTimes[i].push(time)
    }
  console.log(`${cpus()[0].model}, Node ${process.version}, medians of ${runs} interleaved processes, milliseconds.\n`)
  console.log('| import | Typhon wall | CPython wall | ratio | Typhon CPU | CPython CPU | ratio |')
  console.log('|---|---:|---:|---:|---:|---:|---:|')
  console.log(lines.join('\n'))
  console.log('\n| process | CPU |\n|---|---:|')
  for (const [i, [name]] of starts.entries()) console.log(`| ${name} | ${median(startTimes[i]).toFixed(0)} |`)
}

main()
