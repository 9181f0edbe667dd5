import { describe, expect, it } from 'vitest'
import { least, table, worst } from './first-iterations.ts'

describe('first iterations', () => {
  it('take the least of some runs, each for itself', () => {
    expect(
      least([
        [3, 1, 2],
        [2, 4, 2.5],
      ]),
    ).toEqual([2, 1, 2])
  })

  it('are compared with those of the same number, and the worst program comes first', () => {
    const quick = { program: 'quick', off: [0.5, 0.4], on: [0.25, 0.1] }
    const slow = { program: 'slow', off: [0.1, 0.1], on: [0.15, 0.225] }
    expect([worst(quick), worst(slow)]).toEqual([0.5, 2.25])
    expect(table([quick, slow])).toBe(`\
| program | --jit off, first, ms | 1 | 2 | worst |
|---|--:|--:|--:|--:|
| slow | 100 | 1.50 | 2.25 | 2.25 |
| quick | 500 | 0.50 | 0.25 | 0.50 |
`)
  })
})
