#!/usr/bin/env node
/**
 * Times small programs that a function of sys.settrace or sys.setprofile watches, on Typhon, CPython 3.13 and PyPy.
 *
 *     node benchmarks/watched.ts [--runs K] [--typhon PATH] [--cpython PATH] [--pypy PATH]
 *
 * The figures are CPU time, medians over K processes of each (default 5), which take turns; `micro/watched.py` is what they run.
 * Typhon may take twice CPython's time; it ends with status 1 where that is missed.
 */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { type Implementation, isMissing, type Key, KEYS, locate, TITLES } from './implementations.ts'
import { parseOptions } from './options.ts'
import { median } from './statistics.ts'

const SCRIPT = join(import.meta.dirname, 'micro/watched.py')
const MOST = 2

function main(): void {
  const { values } = parseOptions(import.meta.filename, {
    options: {
      runs: { type: 'string', default: '5' },
      typhon: { type: 'string' },
      cpython: { type: 'string' },
      pypy: { type: 'string' },
    },
  })
  const found = KEYS.map((key) => locate(key, values[key]))
  const there = found.filter((one): one is Implementation => !isMissing(one))
  for (const one of found) if (isMissing(one)) console.log(`${TITLES[one.key]} is left out: ${one.reason}`)
  /** By program, of each implementation in turn: the milliseconds of each run. */
  const times = new Map<string, number[][]>()
  for (let run = 0; run < Number(values.runs); run++)
    for (const [which, { path }] of there.entries())
      for (const line of execFileSync(path, [SCRIPT], { encoding: 'utf8' }).trim().split('\n')) {
        const at = line.lastIndexOf('|')
        const name = line.slice(0, at)
        if (!times.has(name))
          times.set(
            name,
            there.map(() => []),
          )
        times.get(name)![which].push(Number(line.slice(at + 1)))
      }
  console.log(`| watcher | program |${there.map(({ key }) => ` ${TITLES[key]}, ms |`).join('')} Typhon / CPython |`)
  console.log(`|---|---|${'--:|'.repeat(there.length + 1)}`)
  const at = (key: Key): number => there.findIndex((one) => one.key === key)
  for (const [name, all] of times) {
    const middle = all.map(median)
    const ratio = middle[at('typhon')] / (middle[at('cpython')] ?? Number.NaN)
    if (ratio > MOST) process.exitCode = 1
    const cells = middle.map((ms) => ` ${ms.toFixed(1)} |`).join('')
    console.log(`| ${name.replace('|', ' | ')} |${cells} ${Number.isNaN(ratio) ? '' : ratio.toFixed(2)} |`)
  }
}

main()
