/** Doubles that a loop adds to an object one by one: they are gathered, and the object is given many at once. */
import { describe, expect, it } from 'vitest'
import { compile } from '../src/backend/js/compile.ts'
import { emitTree } from '../src/backend/js/emit.ts'
import { Exits, LEFT } from '../src/driver/tree.ts'
import { treeOf } from './cases.ts'

const HEAD = `[i0, i1, r2]
i3 = int_lt(i0, i1)
guard_true(i3) [f@4: i0, r2]
f4 = cast_int_to_float(i0)
f5 = float_mul(f4, 0.5)
`
const ADD = `call_n(r2, f5, descr=<gather>)
`
const TAIL = `i6 = int_add_ovf(i0, 1)
guard_no_overflow() [f@8: i0, r2]
jump(i6, i1, r2)`

class Doubles {
  car: unknown = null
  readonly doubles: number[] = []
}

function added(loop: string, rounds: number, held = new Doubles()): { readonly text: string; readonly held: Doubles } {
  const emitted = emitTree(treeOf(loop))
  const out = new Exits()
  expect(compile(emitted, out, 'test')(0, 0, rounds, held)).toBe(LEFT)
  expect(out.live).toEqual([rounds, held])
  // What the part before the loop adds is added there.
  const loopText = emitted.text.slice(emitted.text.indexOf('L1:'))
  return { text: loopText, held }
}

const halves = (rounds: number): number[] => Array.from({ length: rounds }, (_, i) => i / 2)

describe('doubles that a loop adds to an object', () => {
  it.each([0, 1, 2, 20, 4096, 4097, 4098, 10_000])('are there in order when it is left after %i rounds', (rounds) => {
    const { text, held } = added(`${HEAD}${ADD}${TAIL}`, rounds)
    expect(held.doubles).toEqual(halves(rounds))
    expect(text).not.toContain('push')
  })

  it('are there when it is entered again', () => {
    const held = new Doubles()
    added(`${HEAD}${ADD}${TAIL}`, 100, held)
    added(`${HEAD}${ADD}${TAIL}`, 100, held)
    expect(held.doubles).toEqual([...halves(100), ...halves(100)])
  })

  it('are added at once where the loop looks at the object', () => {
    const looks = `r7 = getfield_gc_r(r2, descr=<Pair.car>)
guard_isnull(r7) [f@6: i0, r2]
`
    const { text, held } = added(`${HEAD}${ADD}${looks}${TAIL}`, 300)
    expect(held.doubles).toEqual(halves(300))
    expect(text).toContain('push')
  })

  it('are added at once where it calls what may gather as well', () => {
    const calls = `r7 = call_r(i0, descr=<anything>)
`
    const { text, held } = added(`${HEAD}${ADD}${calls}${TAIL}`, 300)
    expect(held.doubles).toEqual(halves(300))
    expect(text).toContain('push')
  })
})
