/** A program prints the same with the JIT off, with everything compiled at once, and with each guard failing once. */
import { describe, expect, it } from 'vitest'
import { generate } from './generate.ts'
import { newLua } from './lua.ts'

const EAGER = 'threshold=2,function_threshold=2,trace_eagerness=2,merge_eagerness=2'
const MODES = [
  EAGER,
  `${EAGER},stress=1`,
  'threshold=5,function_threshold=3,trace_eagerness=1,max_unroll_recursion=2,merge_eagerness=0',
]

function outputOf(source: string, params: string): string {
  const lua = newLua(params)
  lua.machine.execute(source)
  return lua.output.join('\n')
}

describe('random programs', () => {
  for (let block = 0; block < 6; block++) {
    it(`seeds ${block * 50} to ${block * 50 + 49}`, () => {
      for (let seed = block * 50; seed < block * 50 + 50; seed++) {
        const source = generate(seed)
        const expected = outputOf(source, 'off')
        for (const mode of MODES) expect(`${mode}\n${outputOf(source, mode)}`, source).toBe(`${mode}\n${expected}`)
      }
    })
  }
})
