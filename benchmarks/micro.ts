#!/usr/bin/env node
/**
 * Times single operations of built-in types on Typhon, CPython 3.13 and PyPy (`micro/operations.py`), and shows the
 * outliers.
 *
 *     node benchmarks/micro.ts [--runs K] [--words str,dict,…] [--typhon PATH] [--cpython PATH] [--pypy PATH] [--output FILE]
 *
 * Every implementation times all operations in one process, K times (default 1) in turns; the least of the K figures counts.
 * Multiples are of CPython's time, the worst of Typhon's first. One process for all operations is what programs do: what the
 * host has learnt of one operation is what it has to run the next with.
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { isMissing, type Key, KEYS, locate, TITLES } from './implementations.ts'
import { parseOptions } from './options.ts'

const SCRIPT = join(import.meta.dirname, 'micro/operations.py')

/** Nanoseconds by operation. */
type Times = Map<string, number>

function timesOf(python: string, words: readonly string[]): Times {
  const text = execFileSync(python, [SCRIPT, ...words], { encoding: 'utf8' })
  const times: Times = new Map()
  for (const line of text.trim().split('\n')) {
    const [name, time] = line.split('\t')
    times.set(name, Number(time))
  }
  return times
}

function keepLeast(all: Times, more: Times): void {
  for (const [name, time] of more) all.set(name, Math.min(time, all.get(name) ?? Infinity))
}

const ratio = (time: number | undefined, base: number): string => (time === undefined ? '' : (time / base).toFixed(2))

function report(times: Record<Key, Times>): string {
  const { typhon, cpython, pypy } = times
  const names = [...typhon.keys()].filter((name) => cpython.has(name))
  const multiple = (name: string): number => typhon.get(name)! / cpython.get(name)!
  names.sort((a, b) => multiple(b) - multiple(a))
  const mean = (of: Times): string => {
    const known = names.filter((name) => of.has(name))
    const sum = known.reduce((total, name) => total + Math.log(of.get(name)! / cpython.get(name)!), 0)
    return known.length === 0 ? '' : Math.exp(sum / known.length).toFixed(2)
  }
  const slow = names.filter((name) => multiple(name) > 2).length
  return [
    `${cpus()[0].model}, Node ${process.version}. ${names.length} operations, ${slow} above twice CPython's time.\n`,
    `| operation | CPython ns | ${TITLES.typhon} | ${TITLES.pypy} |`,
    '|---|--:|--:|--:|',
    `| **geomean** |  | **${mean(typhon)}** | **${mean(pypy)}** |`,
    ...names.map((name) => {
      const base = cpython.get(name)!
      return `| ${name} | ${base.toFixed(0)} | ${multiple(name).toFixed(2)} | ${ratio(pypy.get(name), base)} |`
    }),
  ].join('\n')
}

function main(): void {
  const { values } = parseOptions(import.meta.filename, {
    options: {
      runs: { type: 'string', default: '1' },
      words: { type: 'string', default: '' },
      output: { type: 'string' },
      typhon: { type: 'string' },
      cpython: { type: 'string' },
      pypy: { type: 'string' },
    },
  })
  const words = values.words.split(',').filter(Boolean)
  const times: Record<Key, Times> = { typhon: new Map(), cpython: new Map(), pypy: new Map() }
  for (let run = 0; run < Number(values.runs); run++)
    for (const key of KEYS) {
      const found = locate(key, values[key])
      if (isMissing(found)) {
        console.error(`${TITLES[key]} is left out: ${found.reason}`)
        continue
      }
      keepLeast(times[key], timesOf(found.path, words))
    }
  const text = report(times)
  console.log(text)
  if (values.output !== undefined) writeFileSync(values.output, `${text}\n`)
}

main()
