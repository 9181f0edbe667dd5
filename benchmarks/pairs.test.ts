import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { HEAD, means, type Pair, row, withValues } from './pairs.ts'

const pair = (a: number, b: number): Pair => [
  { iterations: a, process: a + 0.1 },
  { iterations: b, process: b + 0.1 },
]

test('the ratio of a program is the median of the ratios in pairs, not that of medians', () => {
  // The machine was twice as slow in the second pair.
  const pairs = [pair(0.1, 0.11), pair(0.2, 0.22), pair(0.1, 0.2)]
  expect(row('nbody', pairs)).toBe('| nbody | 100 | 200 | 1.100 | 1.10–1.55 | 200 | 300 | 1.067 | 1.06–1.28 |')
  expect(means([pairs, [pair(0.1, 0.1)]])).toBe('| **geomean (2)** | |  | **1.049** |  | |  | **1.033** |  |')
})

test('options of typhon may follow --a and --b', () => {
  expect(withValues(['--a', '--gc=host', '--b', '', '--pairs', '2'])).toEqual(['--a=--gc=host', '--b=', '--pairs', '2'])
})

test('runs programs with two sets of options', () => {
  const line = '--a --gc=host --b --jit_off --pairs 2 --programs int_loop,nqueens --size quick'.split(' ')
  line[line.indexOf('--jit_off')] = '--gc=prompt --jit off'
  const { stdout, status } = spawnSync(process.execPath, [join(import.meta.dirname, 'pairs.ts'), ...line], {
    encoding: 'utf8',
  })
  const lines = stdout.trim().split('\n')
  expect(lines.slice(0, 2)).toEqual(HEAD)
  expect(lines.slice(2).map((text) => text.split(' | ')[0])).toEqual(['| nqueens', '| int_loop', '| **geomean (2)**'])
  expect(status).toBe(0)
}, 120_000)

test('refuses what it does not know', () => {
  const run = (...args: string[]): number | null =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'pairs.ts'), ...args]).status
  expect(run('--programs', 'no_such')).toBe(2)
  expect(run('--pairs', '0')).toBe(2)
  expect(run('--help')).toBe(0)
})
