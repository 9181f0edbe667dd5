import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Growing } from '../src/resume/resume.ts'
import { optimized, optimizedBridge, optimizedRound } from './cases.ts'

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

  it('asks once whether a reference is there and of which class it is', () => {
    const trace = `[r0]
guard_class(r0, descr=<Pair>) [f@0: r0]
r1 = getfield_gc_r(r0, descr=<Pair.car>)
i2 = ptr_eq(r1, undefined)
guard_false(i2) [f@4: r0]
guard_class(r1, descr=<Box>) [f@8: r0, r1]
finish(r1)`
    expect(optimized(trace)).toBe(`[r0]
guard_class(r0, descr=<Pair>) [f@0: r0]
r1 = getfield_gc_r(r0, descr=<Pair.car>)
guard_class(r1, descr=<Box>) [f@0: r0]
finish(r1)
`)
    // Where the program decides something in between it may be of another class on the other way.
    const decided = trace.replace(
      'guard_class(r1',
      'i3 = ptr_eq(r1, r0)\nguard_false(i3) [f@6: r0, r1]\nguard_class(r1',
    )
    expect(optimized(decided)).toContain('guard_false(i2) [f@0: r0]')
  })

  it('knows in a bridge what places held at the guard', () => {
    const root = `[r0, i1]
guard_class(r0, descr=<Pair>) [f@0: r0, i1]
r2 = getfield_gc_r(r0, descr=<Pair.car>)
guard_value(r2, #7) [f@2: r0, i1]
r3 = getfield_gc_r(r0, descr=<Pair.cdr>)
i4 = int_lt(i1, 10)
guard_true(i4) [f@4: r0, i1, r3]
finish(r3)`
    const bridge = `[r0, i1, r2]
r3 = getfield_gc_r(r0, descr=<Pair.car>)
guard_value(r3, #7) [f@4: r0, i1, r2]
r4 = getfield_gc_r(r0, descr=<Pair.cdr>)
r5 = call_r(r3, r4, descr=<anything>)
r6 = getfield_gc_r(r0, descr=<Pair.cdr>)
finish(r6)`
    expect(optimizedBridge(root, 5, bridge)).toBe(`[r0, i1, r2]
r3 = call_r(#7, r2, descr=<anything>)
r4 = getfield_gc_r(r0, descr=<Pair.cdr>)
finish(r4)
`)
  })

  /** What is in a pair is a pair with a box in it. */
  const nested = `[r0, i1, r2]
guard_class(r0, descr=<Pair>) [f@0: r0, i1, r2]
r3 = getfield_gc_r(r0, descr=<Pair.car>)
guard_class(r3, descr=<Pair>) [f@0: r0, i1, r2]
r4 = getfield_gc_r(r3, descr=<Pair.cdr>)
guard_class(r4, descr=<Box>) [f@0: r0, i1, r2]
i5 = int_lt(i1, 10)
guard_true(i5) [f@4: r0, i1, r2]
finish(r0)`

  /** A bridge from there that looks at the same, behind something else. */
  const again = (other: string): string => `[r0, i1, r2]
${other}r3 = getfield_gc_r(r0, descr=<Pair.car>)
guard_class(r3, descr=<Pair>) [f@5: r0, i1, r2]
r4 = getfield_gc_r(r3, descr=<Pair.cdr>)
guard_class(r4, descr=<Box>) [f@6: r0, i1, r2]
r5 = getfield_gc_r(r0, descr=<Pair.car>)
r6 = call_r(r3, r4, r5, descr=<anything>)
finish(r6)`

  it('has a bridge read what it was not given, and knows what that is', () => {
    expect(optimizedBridge(nested, 6, again(''))).toBe(`[r0, i1, r2]
r3 = getfield_gc_r(r0, descr=<Pair.car>)
r4 = getfield_gc_r(r3, descr=<Pair.cdr>)
r5 = call_r(r3, r4, r3, descr=<anything>)
finish(r5)
`)
  })

  it('knows nothing of what may have been written before a bridge reads it', () => {
    const written = 'guard_class(r2, descr=<Pair>) [f@5: r0, i1, r2]\nsetfield_gc(r2, r0, descr=<Pair.cdr>)\n'
    expect(optimizedBridge(nested, 6, again(written))).toBe(`[r0, i1, r2]
guard_class(r2, descr=<Pair>) [f@5: r0, i1, r2]
r3 = getfield_gc_r(r0, descr=<Pair.car>)
setfield_gc(r2, r0, descr=<Pair.cdr>)
r4 = getfield_gc_r(r3, descr=<Pair.cdr>)
guard_class(r4, descr=<Box>) [f@6: r0, i1, r2]
r5 = call_r(r3, r4, r3, descr=<anything>)
finish(r5)
`)
    expect(optimizedBridge(nested, 6, again('r9 = call_r(r0, descr=<anything>)\n'))).toContain('guard_class(r4')
  })

  it('has a guard give what it has compared', () => {
    const root = `[r0, i1]
guard_class(r0, descr=<Pair>) [f@0: r0, i1]
i2 = getfield_gc_i(r0, descr=<Counter.next>)
i3 = int_lt(i1, i2)
guard_true(i3) [f@4: r0, i1]
finish(r0)`
    const bridge = `[r0, i1, i2]
i3 = getfield_gc_i(r0, descr=<Counter.next>)
i4 = int_lt(i1, i3)
guard_false(i4) [f@5: r0, i1]
r5 = call_r(i3, descr=<anything>)
finish(r5)`
    expect(optimizedBridge(root, 3, bridge)).toBe(`[r0, i1, i2]
r3 = call_r(i2, descr=<anything>)
finish(r3)
`)
  })

  /** A loop over items, of which the last is one of two classes. */
  const overItems = `[r0, i1, r2]
guard_class(r0, descr=<Pair>) [f@0: r0, i1, r2]
r3 = getfield_gc_r(r0, descr=<Pair.car>)
i4 = arraylen_gc(r3, descr=<items>)
i5 = int_lt(i1, i4)
guard_true(i5) [f@1: r0, i1, r2]
r6 = getarrayitem_gc_r(r3, i1, descr=<items>)
guard_class(r6, descr=<Pair>) [f@2: r0, i1, r6]
r7 = getfield_gc_r(r6, descr=<Pair.cdr>)
guard_value(r7, #7) [f@3: r0, i1, r6]
i8 = int_add(i1, 1)
jump(r0, i8, r6)`

  /** A bridge from the class of the item in the peeled round, which does something else and goes round. */
  const round = (other: string): string => `[r0, i1, r2, r3, i4]
${other}i5 = int_add(i1, 1)
jump(r0, i5, r2)`

  it('lets a bridge go on in the peeled loop with what its guard knew', () => {
    const other = 'guard_class(r2, descr=<Box>) [f@2: r0, i1, r2]\n'
    expect(optimizedBridge(overItems, 15, round(other))).toBe(`[r0, i1, r2, r3, i4]
guard_class(r2, descr=<Box>) [f@2: r0, i1, r2]
i5 = int_add(i1, 1)
jump(r0, i5, r2, r3, i4, descr=<loop 1.1>) [f@0: r0, i5, r2]
`)
  })

  it('has a bridge read lengths for the peeled loop where it has called something', () => {
    const other = 'r9 = call_r(r0, descr=<anything>)\n'
    expect(optimizedBridge(overItems, 15, round(other))).toBe(`[r0, i1, r2, r3, i4]
r5 = call_r(r0, descr=<anything>)
i6 = int_add(i1, 1)
r7 = getfield_gc_r(r0, descr=<Pair.car>)
guard_nonnull(r7) [f@0: r0, i6, r2]
i8 = arraylen_gc(r7, descr=<items>)
jump(r0, i6, r2, r7, i8, descr=<loop 1.1>) [f@0: r0, i6, r2]
`)
  })

  /** A loop that counts in a field. */
  const counting = `[r0, i1]
guard_not_invalidated() [f@0: r0, i1]
guard_class(r0, descr=<Pair>) [f@0: r0, i1]
i2 = getfield_gc_i(r0, descr=<Counter.next>)
i3 = int_add_ovf(i2, 1)
guard_no_overflow() [f@1: r0, i1]
setfield_gc(r0, i3, descr=<Counter.next>)
i4 = int_lt(i1, 10)
guard_true(i4) [f@2: r0, i1]
i5 = int_add(i1, 1)
jump(r0, i5)`

  it('has a bridge leave to the loop what is yet to be written', () => {
    const other = '[r0, i1, i2]\nsetfield_gc(r0, i2, descr=<Counter.next>)\ni3 = int_neg(i1)\njump(r0, i3)'
    expect(optimizedBridge(counting, 13, other)).toBe(`[r0, i1, i2]
i3 = int_neg(i1)
jump(r0, i3, i2, descr=<loop 1.1>) [f@0: r0, i3 sets r0.next = i2]
`)
  })

  it('has a bridge write before it calls, and ask whether the facts hold then', () => {
    const other = `[r0, i1, i2]
setfield_gc(r0, i2, descr=<Counter.next>)
r3 = call_r(r0, descr=<anything>)
i4 = int_neg(i1)
jump(r0, i4)`
    expect(optimizedBridge(counting, 13, other)).toBe(`[r0, i1, i2]
setfield_gc(r0, i2, descr=<Counter.next>)
r3 = call_r(r0, descr=<anything>)
i4 = int_neg(i1)
guard_not_invalidated() [f@0: r0, i4]
i5 = getfield_gc_i(r0, descr=<Counter.next>)
i6 = int_ge(i5, -9007199254740990)
guard_true(i6) [f@0: r0, i4]
jump(r0, i4, i5, descr=<loop 1.1>) [f@0: r0, i4]
`)
  })

  it('lets a bridge go to the start of a loop that takes an item for read of what has no length', () => {
    const loop = `[r0, i1]
r2 = getarrayitem_gc_r(r0, 9, descr=<own>)
i3 = ptr_eq(r2, r0)
guard_false(i3) [f@0: r0, i1]
r4 = call_r(i1, descr=<look>)
guard_nonnull(r4) [f@1: r0, i1]
i5 = int_add(i1, 1)
jump(r0, i5)`
    const bridge = '[r0, i1, r2]\nr3 = call_r(r0, descr=<anything>)\ni4 = int_add(i1, 1)\njump(r0, i4)'
    expect(optimizedBridge(loop, 11, bridge)).toContain('jump(r0, i4, descr=<loop 1>)')
  })

  it('asks in a bridge what the loop takes for granted of a reference, where it was so in the recorded round', () => {
    const loop = `[i0, r1]
i2 = int_lt(i0, 100)
guard_true(i2) [f@0: i0, r1]
guard_class(r1, descr=<Int>) [f@2: i0, r1]
i3 = ref_to_int(r1)
i4 = int_add_ovf(i0, i3)
guard_no_overflow() [f@4: i0, r1]
jump(i4, r1)`
    const bridge = '[i0, r1]\ni2 = int_neg(i0)\njump(i2, r1)'
    expect(optimizedBridge(loop, 1, bridge, 7)).toContain('guard_class(r1, descr=<Int>) [f@0: i2, r1]')
    expect(optimizedBridge(loop, 1, bridge, 7)).toContain('descr=<loop 1.1>')
    expect(optimizedBridge(loop, 1, bridge, null)).toContain('jump(i2, r1, descr=<loop 1>)')
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

  it('guesses that places hold small integers, and forgets a guess that one branch lets sink', () => {
    const counter = `[r0, i1]
i2 = getfield_gc_i(r0, descr=<Counter.next>)
i3 = getfield_gc_i(r0, descr=<Counter.end>)
i4 = int_lt(i2, i3)
guard_true(i4) [f@0: r0, i1]
i5 = int_add(i2, 1)
setfield_gc(r0, i5, descr=<Counter.next>)
i6 = int_mod(i2, 999)
i7 = int_sub_ovf(i1, i6)
guard_no_overflow() [f@4: r0, i1]
jump(r0, i7)
`
    const lines = optimizedRound(counter, 5, 'sums').split('\n')
    const preamble = lines.slice(
      0,
      lines.findIndex((line) => line.startsWith('label')),
    )
    const body = lines.slice(preamble.length)
    // The preamble asks whether both places are small, and nothing of the sum, which sinks without end.
    expect(preamble.filter((line) => line.includes('1073741824'))).toHaveLength(2)
    expect(body.join('\n')).toContain('uint_mod')
    expect(preamble.join('\n')).not.toContain('uint_mod')
  })

  it('guesses that products have 32 bits, which what is computed of them then has too', () => {
    const halves = (...grown: Growing[]): string =>
      optimizedRound(
        `[i0, i1]
i2 = int_mul_ovf(i0, i1)
guard_no_overflow() [f@2: i0, i1]
i3 = int_floordiv(i2, 2)
i4 = int_add_ovf(i3, 1)
guard_no_overflow() [f@4: i0, i1]
r5 = int_to_ref(i4)
finish(r5)`,
        5,
        ...grown,
      )
    expect(halves()).toBe(`[i0, i1]
i2 = int_mul_ovf(i0, i1)
i3 = int_is_int32(i2)
guard_true(i3) [f@2: i0, i1]
i4 = int_floordiv(i2, 2)
i5 = int_add(i4, 1)
r6 = int_to_ref(i5)
finish(r6)
`)
    expect(halves('products')).not.toContain('int_is_int32')
  })

  it('asks once whether a table has all places that an index can be', () => {
    const lookup = (length: number): string =>
      optimizedRound(
        `[i0, r1]
i2 = int_and(i0, 3)
i3 = arraylen_gc(r1, descr=<items>)
i4 = int_lt(i2, i3)
guard_true(i4) [f@2: i0, r1]
r5 = getarrayitem_gc_r(r1, i2, descr=<items>)
i6 = int_add(i0, 1)
jump(i6, r1)`,
        length,
      )
    const [before, loop] = lookup(4).split('label')
    expect(before).toContain('i3 = int_gt(i2, 3)\nguard_true(i3) [f@2: i0, r1]')
    expect(before).not.toContain('int_lt')
    expect(loop).not.toContain('int_lt')
    // It had not in the recorded round.
    expect(lookup(3).split('label')[1]).toContain('int_lt')
  })

  it('asks once whether what a bridge gives a loop is within both of its bounds', () => {
    const root = `[i0, i1]
i2 = int_and(i0, 255)
i3 = int_and(i1, 1023)
i4 = int_is_true(i2)
guard_true(i4) [f@2: i2, i3]
jump(i2, i3)`
    const lines = optimized(root).split('\n')
    const label = lines.findIndex((line) => line.startsWith('label'))
    const guard = lines.findIndex((line, i) => i > label && line.startsWith('guard_true')) - 1
    const bridge = (by: number): string =>
      optimizedBridge(root, guard, `[i0, i1]\ni2 = int_mul(i1, ${by})\ni3 = int_sub(i2, 100)\njump(i0, i3)`, 5)
    expect(bridge(3)).toContain('i4 = uint_le(i3, 1023)\nguard_true(i4)')
    expect(bridge(2 ** 30)).not.toContain('uint_le')
  })

  it('resumes where the guards before it do, where a product has more', () => {
    const square = optimizedRound(
      `[r0, i1]
guard_class(r0, descr=<Int>) [f@0: r0, i1]
i2 = int_mul_ovf(i1, i1)
guard_no_overflow() [f@4: r0, i1, i1]
finish(r0)`,
      5,
    )
    expect(square).toContain('guard_true(i3) [f@0: r0, i1]')
  })

  it('holds a sum small by a test at the end of each round', () => {
    const sum = (addend: string, user = ''): string[] => {
      const text = optimizedRound(
        `[i0, r1]
${user}i2 = getfield_gc_i(r1, descr=<Counter.next>)
i3 = int_and(i2, 255)
i4 = int_mul_ovf(i2, i2)
guard_no_overflow() [f@2: i0, r1]
i5 = int_add_ovf(i0, ${addend})
guard_no_overflow() [f@4: i0, r1]
jump(i5, r1)
`,
        5,
      )
      return text.slice(text.indexOf('label')).split('\n')
    }
    const asked = (lines: string[], what: string): void => {
      const test = lines.findIndex((line) => line.includes(what))
      expect(lines[test + 1]).toMatch(/^guard_true\(\w+\) \[f@0: /)
      expect(lines.filter((line) => line.includes('int_add_ovf'))).toEqual([])
    }
    // Nothing else is computed of it: 32 bits will do, which the host asks for anyway.
    asked(sum('i3'), '= int_is_int32(')
    asked(
      sum(
        'i3',
        'i9 = int_add_ovf(i0, 7)\nguard_no_overflow() [f@0: i0, r1]\nsetfield_gc(r1, i9, descr=<Counter.next>)\n',
      ),
      ', 1073741824)',
    )
    // One that would be computed in doubles all the same is not worth it.
    const free = sum('i4')
    expect(free.filter((line) => line.includes('int_add_ovf'))).toHaveLength(1)
    expect(free.filter((line) => line.includes('1073741824'))).toEqual([])
  })

  it('takes a truth value that the round has set for one of many, and one that it has asked for as it is', () => {
    const flags = (ends: string): string =>
      optimized(`[i0, r1, r2]
guard_value(r2, false) [f@0: i0, r1, r2]
i3 = int_add(i0, 1)
i4 = int_lt(i3, 1000)
guard_true(i4) [f@2: i3, r1, r2]
jump(i3, ${ends})
`)
    const live = (text: string): string => /guard_true\(\w+\) \[f@2: (.*)\]/.exec(text.slice(text.indexOf('label')))![1]
    expect(live(flags('true, r2'))).toMatch(/^i\d+, r\d+, false$/)
    expect(live(flags('null, r2'))).toMatch(/^i\d+, r\d+, false$/)
  })

  it('gives up a trace that contradicts itself', () => {
    expect(() => optimized('[i0]\nguard_value(i0, 1) [f@0: i0]\nguard_value(i0, 2) [f@0: i0]\nfinish(null)')).toThrow(
      'a guard fails',
    )
  })
})
