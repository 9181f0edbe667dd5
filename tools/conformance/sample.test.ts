/** A sample of CPython's test suite: no module may pass fewer tests than it has before. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findLibrary, listNames, readExpectations, readList, readReference, runModule, score } from './suite.ts'

const TYPHON = join(import.meta.dirname, '../../packages/cli/bin/typhon')
const SAMPLE = ['test_bool', 'test_unary', 'test_generators', 'test_dict', 'test_patma', 'test_json', 'test_re']

const library = findLibrary()
const reference = readReference()
const expectations = readExpectations()

describe.skipIf(library === undefined)('a sample of CPython’s own test suite', () => {
  for (const module of SAMPLE) {
    const before = expectations[module] ?? 0
    // A module of which nothing passes yet expects nothing; a skipped test says so.
    it.skipIf(before === 0)(
      `${module}: at least ${before} of ${reference[module].length}`,
      { timeout: 120_000 },
      async () => {
        const { passed, missed, tail } = score(
          module,
          await runModule([TYPHON], module, library!, 100),
          reference[module],
        )
        const why = [...missed.slice(0, 10).map(({ id, status, note }) => `${status} ${id} ${note}`), tail].join('\n')
        expect(passed, why).toBeGreaterThanOrEqual(before)
      },
    )
  }
})

describe('the lists', () => {
  it.each(listNames())('%s names modules that the reference has, once each', (name) => {
    const modules = readList(name)
    expect(new Set(modules).size).toBe(modules.length)
    if (name !== 'excluded') expect(modules.filter((module) => !(module in reference))).toEqual([])
  })

  it('expect no more than CPython passes', () => {
    for (const [module, count] of Object.entries(expectations)) {
      expect(count, module).toBeLessThanOrEqual(reference[module].length)
    }
  })
})
