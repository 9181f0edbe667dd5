#!/usr/bin/env node
/**
 * Measures how many bytes Python objects take on Typhon and CPython 3.13.
 *
 *     node benchmarks/memory.ts [--cpython PATH]
 *
 * `micro/kept.py` makes many objects of a kind and keeps them; the figure is by how much the memory in use has grown, divided by their
 * number. On Typhon V8 says what is in use after each collection (--trace-gc), on CPython tracemalloc. Ends with status 1 where a
 * case takes more than its target.
 */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { isMissing, locate } from './implementations.ts'
import { parseOptions } from './options.ts'

const SCRIPT = join(import.meta.dirname, 'micro/kept.py')
const CLI = join(import.meta.dirname, '../packages/cli/bin')
/** As in kept.py. */
const COUNT = 1_000_000

/** Name, what it is, and the bytes it may take. */
const CASES: readonly (readonly [string, string, number?])[] = [
  ['instances', 'instance with three attributes', 64],
  ['ints', 'int in a list', 8],
  ['floats', 'float in a list', 8],
  ['strs_in_dict', 'entry of a dict, without the str that is its key', 80],
  ['ints_in_dict', 'entry of a dict with int keys'],
  ['ints_in_set', 'int in a set'],
  ['pairs', 'tuple of two', 48],
  ['slots', 'tuple of three'],
  ['small_lists', 'list of three'],
  ['small_dicts', 'dict of three', 248],
  ['grown_dicts', 'dict of three that were stored one by one', 264],
]

function onTyphon(name: string): number {
  const flags = ['--stack-size=6000', '--max-optimized-bytecode-size=1000000', '--trace-gc']
  const text = execFileSync(process.execPath, [...flags, join(CLI, 'boot.cjs'), join(CLI, 'typhon'), SCRIPT, name], {
    encoding: 'utf8',
    env: { ...process.env, TYPHON_SNAPSHOT: 'off' },
    maxBuffer: 2 ** 26,
  })
  return ((usedAt(text, 'behind') - usedAt(text, 'before')) * 2 ** 20) / COUNT
}

/** Megabytes in use after the last collection that the program had asked for when it printed a line. */
function usedAt(text: string, line: string): number {
  const end = text.indexOf(`\n${line}\n`)
  const collections = /Mark-Compact(?: \([^)]*\))? [\d.]+ \([\d.]+\) -> ([\d.]+) \([\d.]+\) MB.*testing/g
  const used = Array.from(text.slice(0, end).matchAll(collections), (match) => Number(match[1]))
  if (end < 0 || used.length === 0) throw new Error(`no collection before '${line}'\n${text}`)
  return used.at(-1) as number
}

const onCPython = (path: string, name: string): number =>
  Number(execFileSync(path, [SCRIPT, name, 'traced'], { encoding: 'utf8' }).trim().split('\n').at(-1))

function main(): void {
  const { values } = parseOptions(import.meta.filename, { options: { cpython: { type: 'string' } } })
  const cpython = locate('cpython', values.cpython)
  console.log('| bytes of one | Typhon | CPython | target |\n|---|--:|--:|--:|')
  for (const [name, title, target] of CASES) {
    const ours = onTyphon(name)
    const theirs = isMissing(cpython) ? '' : onCPython(cpython.path, name).toFixed(0)
    // The process itself grows a little meanwhile, by less than a byte for each.
    const missed = target !== undefined && Math.floor(ours) > target
    if (missed) process.exitCode = 1
    console.log(`| ${title} | ${ours.toFixed(0)} | ${theirs} | ${target ?? ''}${missed ? ', missed' : ''} |`)
  }
}

main()
