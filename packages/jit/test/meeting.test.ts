/** Ways that meet again at once: what is written for them, and that it gives what branches give. */
import { describe, expect, it } from 'vitest'
import { type Datum, Double, execute, interpret, parse } from './integers.ts'

/** Executes a loop of so many rounds, and gives the text of the function that it became. */
function run(text: string, rounds: number, ...start: Datum[]): string {
  const program = { body: parse(text), start: [0, rounds, ...start] }
  const { values, texts } = execute(program, 'wasm=0,stint=5000')
  expect(values).toEqual(interpret(program))
  return texts.findLast((one) => one.includes('continue L1')) ?? ''
}

/** Next values of a generator, in v2. */
const LCG = 'v2 = v2 * 1103515245\nv2 = v2 + 12345\nv2 = v2 & 2147483647\n'

describe('a branch that nobody can foretell', () => {
  it.each([
    ['counts', 'if v2 < 1073741824\n  v3 = v3 + 1'],
    ['counts down', 'if v2 < 1073741824\n  v3 = v3 - 3'],
    ['adds what it has asked', 'if v2 < 1073741824\n  v3 = v3 + v2'],
    ['has another way each time', 'v4 = v4 + 2\nif v2 < 1073741824\n  v4 = v4 - 1'],
  ])('is none where it %s', (_, text) => {
    for (const seed of [1, 42, 2 ** 31 - 1]) expect(run(LCG + text, 3000, seed, 0, 7)).toContain('meet0: {')
  })

  it.each([2 ** 31 - 600, 2 ** 53 - 700, -(2 ** 31), 2n ** 60n])(
    'goes past the bounds of its numbers, from %d',
    (from) => {
      run(`${LCG}if v2 < 1073741824\n  v3 = v3 + 1`, 3000, 42, from)
    },
  )

  it('is as it was written where it chooses a double, or a dear operation', () => {
    expect(run(`${LCG}if v2 < 1073741824\n  v3 = v3 + 1.5`, 3000, 42, new Double(0))).not.toContain('meet')
    expect(run(`${LCG}if v2 < 1073741824\n  v3 = v2 % 1000`, 3000, 42, 0)).not.toContain('meet')
  })

  it.each([
    ['seldom', 'if v2 < 16777216'],
    ['nearly always', 'if v2 < 2130706432'],
  ])('is as it was written where it was taken %s before', (_, test) => {
    const branch = `${LCG}${test}\n  v3 = v3 + 1`
    expect(run(branch, 6000, 42, 0)).not.toContain('meet')
  })

  it('is as it was written where a counter decides', () => {
    expect(run('v2 = v0 & 1\nif v2 == 0\n  v3 = v3 + 1', 3000, 0, 0)).not.toContain('meet')
  })
})

describe('a guess that integers are small', () => {
  it('is not made of the bits of a mask, of which a guard found that they were few', () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const program = { body: parse(`${LCG}if v2 < 1073741824\n  v3 = v3 + 1`), start: [0, 3000, seed, 0] }
      expect(execute(program, 'wasm=0').texts.length).toBeLessThan(8)
    }
  })
})
