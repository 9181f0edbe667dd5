import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { optimized, optimizedBridge } from './cases.ts'

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

  it('knows in a bridge what the guard has found', () => {
    const root = '[i0, r1]\ni2 = int_lt(i0, 10)\nguard_true(i2) [f@0: i0, r1]\nfinish(r1)'
    const bridge = `[i0, r1]
i2 = int_lt(i0, 10)
guard_false(i2) [f@0: i0, r1]
i3 = int_ge(i0, 5)
guard_true(i3) [f@4: i0, r1]
i4 = int_ge(i0, 20)
guard_false(i4) [f@8: i0, r1]
finish(r1)`
    expect(optimizedBridge(root, 1, bridge)).toBe(`[i0, r1]
i2 = int_ge(i0, 20)
guard_false(i2) [f@8: i0, r1]
finish(r1)
`)
  })

  it('gives up a trace that contradicts itself', () => {
    expect(() => optimized('[i0]\nguard_value(i0, 1) [f@0: i0]\nguard_value(i0, 2) [f@0: i0]\nfinish(null)')).toThrow(
      'a guard fails',
    )
  })
})
