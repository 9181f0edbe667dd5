import { expect, test } from 'vitest'

import { chart } from './chart.ts'
import { markdown } from './report.ts'
import type { Sample, Session } from './results.ts'

const sample = (
  program: string,
  implementation: Sample['implementation'],
  seconds: number[],
  failure: string | null = null,
): Sample => ({
  program,
  implementation,
  round: 0,
  wall: seconds,
  cpu: seconds.map((each) => each * 2),
  process: { wall: 3, cpu: 2, peak: 10e6 },
  failure,
})

const session = (samples: Sample[]): Session => ({
  date: '2026-11-20T00:00:00.000Z',
  machine: { cpu: 'A', cores: 2, system: 'linux 6', node: '24.0.0' },
  iterations: 3,
  rounds: 1,
  size: 'as in the programs',
  implementations: [
    { key: 'typhon', version: 'Python 3.13.2' },
    { key: 'cpython', version: 'Python 3.13.0' },
  ],
  skipped: [{ key: 'pypy', reason: 'no pypy3 on PATH found' }],
  samples,
  startUp: [
    { what: 'node', round: 0, wall: 0.04, cpu: 0.04, peak: 40e6 },
    { what: 'typhon', round: 0, wall: 0.08, cpu: 0.06, peak: 70e6 },
  ],
})

test('a table of ratios to CPython, with means', () => {
  const text = markdown(
    session([
      sample('richards', 'cpython', [0.4, 0.2, 0.2]),
      sample('richards', 'typhon', [0.8, 0.2, 0.1]),
      sample('nbody', 'cpython', [0.1, 0.1, 0.1]),
      sample('nbody', 'typhon', [0.2, 0.2, 0.2]),
    ]),
    'wall',
  )
  expect(text).toContain('| richards | 400 | 200 | 2.00 | 10.0 | 2.00 | 0.50 | 1.00 | 1.00 | 1.00 |')
  expect(text).toContain('| **geomean, all (2)** |  |  |  |  | **2.00** | **1.00** |')
  expect(text).toContain('**PyPy skipped:** no pypy3 on PATH found.')
  expect(text).toContain('| Typhon `-c pass` | 60.0 | 80.0 | 70.0 | 1.50 | 2.00 | +30.0 |')
})

test('a program that failed is no ratio, and the mean says how many it is of', () => {
  const text = markdown(
    session([
      sample('richards', 'cpython', [0.4]),
      sample('richards', 'typhon', [], 'AssertionError: 3'),
      sample('nbody', 'cpython', [0.1]),
      sample('nbody', 'typhon', [0.2]),
      sample('fannkuch', 'cpython', [0.1]),
      sample('fannkuch', 'typhon', [0.2]),
    ]),
    'wall',
  )
  expect(text).toContain('| richards | 400 | 400 | 2.00 | 10.0 | failed | – | – | – | – |')
  expect(text).toContain('| **geomean, all (3)** |  |  |  |  | **2.00** (2) |')
  expect(text).toContain('- richards on Typhon: AssertionError: 3')
})

test('the clock of the iterations is chosen when reporting', () => {
  const text = markdown(session([sample('nbody', 'cpython', [0.1]), sample('nbody', 'typhon', [0.2])]), 'cpu')
  expect(text).toContain('| nbody | 200 | 200 |')
})

test('the chart has one bar per ratio and one for the mean', () => {
  const svg = chart(
    session([
      sample('richards', 'cpython', [0.4]),
      sample('richards', 'typhon', [0.8]),
      sample('nbody', 'cpython', [0.1]),
      sample('nbody', 'typhon', [0.2]),
    ]),
    'wall',
  )
  expect(svg.match(/<title>/g)).toHaveLength(3)
  expect(svg).toContain('<title>geometric mean, Typhon: steady 2.00, first 2.00</title>')
})
