/** Short samples of `npm run leaks`. */
import { describe, expect, it } from 'vitest'
import { COLLECTORS, runLoop } from './leaks.ts'
import { faults, type Sample } from './samples.ts'

const MB = 2 ** 20

const samples = (after: (i: number) => number, done = 11): Sample[] =>
  Array.from({ length: 20 }, (_, i) => ({
    made: 1000 * (i + 1),
    done: 50 * done * (i + 1),
    before: 90 * MB,
    after: after(i),
    process: 200 * MB,
    cpu: i,
  }))

describe('leaks', () => {
  it('are what grows', () => {
    expect(faults(samples(() => 30 * MB))).toEqual([])
    expect(faults(samples((i) => (i === 0 ? 60 : 30 + (i % 3)) * MB))).toEqual([])
    expect(faults(samples((i) => (30 + i) * MB))).toEqual([
      'in use after collections: 40.0 MB in the first half, 49.0 in the second',
    ])
    expect(faults(samples(() => 30 * MB, 10))).toEqual(['something was done 10000 times instead of 11000'])
  })

  it.each(COLLECTORS)(
    '%s has none',
    async (gc) => {
      expect(faults(await runLoop(gc, '1e5', 10))).toEqual([])
    },
    150_000,
  )
})
