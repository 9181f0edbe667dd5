import { describe, expect, it } from 'vitest'
import { MODES, outputOf } from './compare.ts'
import { generate } from './generate.ts'

const BLOCKS = 8
const SEEDS = 15

describe('random programs print the same with and without the JIT', () => {
  for (let from = 0; from < BLOCKS * SEEDS; from += SEEDS) {
    it(`seeds ${from} to ${from + SEEDS - 1}`, () => {
      for (let seed = from; seed < from + SEEDS; seed++) {
        const source = generate(seed)
        const expected = outputOf(source, 'off')
        for (const mode of MODES) expect(`${mode}\n${outputOf(source, mode)}`, source).toBe(`${mode}\n${expected}`)
      }
    })
  }
})
