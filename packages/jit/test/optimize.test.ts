import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { optimized } from './cases.ts'

const text = readFileSync(join(import.meta.dirname, 'optimize.cases'), 'utf8')
const CASES = text
  .split(/^## /m)
  .slice(1)
  .map((part) => {
    const [, name, before, after] = /^(.*)\n([\s\S]*)\n==>\n([\s\S]*)$/.exec(part.trim())!
    return { name, before, after }
  })

describe('the optimiser', () => {
  it.each(CASES)('$name', ({ before, after }) => {
    expect(optimized(before).trim()).toBe(after.trim())
  })

  it('leaves all but dead code as it is when it is told to', () => {
    const trace = '[i0]\ni1 = int_add(i0, 0)\nr2 = int_to_ref(i1)\nfinish(r2)\n'
    expect(optimized(trace, 'none')).toBe(trace)
  })

  it('gives up a trace that contradicts itself', () => {
    expect(() => optimized('[i0]\nguard_value(i0, 1) [f@0: i0]\nguard_value(i0, 2) [f@0: i0]\nfinish(null)')).toThrow(
      'a guard fails',
    )
  })
})
