/** Doubles that a loop adds to an object one by one: they are gathered, and the object is given many at once. */
import { describe, expect, it } from 'vitest'
import { compile } from '../src/backend/js/compile.ts'
import { emitTree } from '../src/backend/js/emit.ts'
import { Bridge, Exits, LEFT } from '../src/driver/tree.ts'
import { bridgeOf, treeOf } from './cases.ts'

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
  asked = 0
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

/** A loop around this one makes the sum of what the inner loop adds to an object, and goes on with another until a sum is no smaller than the last. */
const SUMMED = `[i0, i1, r2, r3, f9]
i4 = int_lt(i0, i1)
guard_true(i4) [f@4: i0, r2, r3, f9]
f4 = cast_int_to_float(i0)
f5 = float_mul(f4, 0.5)
call_n(r2, f5, descr=<gather>)
i6 = int_add_ovf(i0, 1)
guard_no_overflow() [f@8: i0, r2, r3, f9]
jump(i6, i1, r2, r3, f9)`

const summing = (behind: string, live: string, next = 'r2'): string => `[i0, r1, r2, f3]
f4 = call_f(r1, descr=<total>)
${behind}i5 = float_lt(f4, f3)
guard_true(i5) [f@20: f4${live}]
jump(0, 3, ${next}, r2, f4)`

function summed(bridge: string, rounds: number): { text: string; live: unknown[]; first: Doubles; second: Doubles } {
  const tree = treeOf(SUMMED)
  const label = tree.root!.ops.findIndex(({ name }) => name === 'label')
  const place = tree.root!.ops.findIndex(({ resume }, i) => i > label && resume?.frames[0].pc === 4)
  const exit = tree.exitOf(tree.root!.ops[place])
  exit.bridge = new Bridge(exit, bridgeOf(tree, place, bridge), 1)
  exit.bridge.isMerged = true
  tree.bridges.push(exit.bridge)
  const emitted = emitTree(tree)
  const out = new Exits()
  const [first, second] = [new Doubles(), new Doubles()]
  expect(compile(emitted, out, 'test')(0, 0, rounds, first, second, Infinity)).toBe(LEFT)
  return { text: emitted.text, live: out.live, first, second }
}

const sum = (doubles: readonly number[]): number => doubles.reduce((all, v) => all + v, 0)

describe('what is asked of all that a loop adds to an object', () => {
  it('is asked where it is gathered, and nothing is put into an object that nobody knows any more', () => {
    const { text, live, first, second } = summed(summing('', ''), 300)
    expect(live).toEqual([1.5])
    // What the part before the loop adds is added there.
    expect([first.doubles, second.doubles]).toEqual([[0], []])
    expect(text).toContain('g0 = 16')
  })

  it('is put into it where a guard fails that has it', () => {
    const { live, second } = summed(summing('', ', r1'), 300)
    expect(live).toEqual([1.5, second])
    expect(second.doubles).toEqual(halves(3))
  })

  it('is put into it first where it is used again', () => {
    const again = `call_n(r1, 7.0, descr=<gather>)
`
    const { live, first, second } = summed(summing(again, ''), 300)
    expect(live[0]).toBe(1.5 + 7 + 1.5)
    expect(first.doubles).toEqual([...halves(300), 7])
    expect(second.doubles).toEqual([...halves(3), 7, ...halves(3), 7])
  })

  it('is put into it first where something is called that may gather as well, as long as it is known', () => {
    const calls = `r8 = call_r(i0, descr=<anything>)
`
    const { live, second } = summed(summing(calls, ', r1'), 300)
    expect(live).toEqual([3, second])
    expect(second.doubles).toEqual([...halves(3), ...halves(3)])
  })

  it.each([1, 2, 4097, 20_000])('is right after %i rounds', (rounds) => {
    const { live } = summed(summing('', '').replace('f3)', '-1.0)'), rounds)
    expect(live).toEqual([sum(halves(rounds))])
  })

  const fold = (bridge: string, object = 'r1'): string =>
    bridge.replace(`${object}, descr=<total>`, `${object}, descr=<folded total>`)

  it('is asked double by double', () => {
    const { live, first, second } = summed(fold(summing('', '')), 300)
    expect(live).toEqual([1.5])
    expect([first.doubles, second.doubles]).toEqual([[0], []])
    expect([first.asked, second.asked]).toEqual([0, 0])
  })

  it.each([1, 2, 4097, 20_000])(
    'is right double by double after %i rounds, be it that the object was given some between',
    (rounds) => {
      const { live, first } = summed(fold(summing('', '')).replace('f3)', '-1.0)'), rounds)
      expect(live).toEqual([sum(halves(rounds))])
      // Where nothing was added since, or there was much before.
      expect(first.asked).toBe(rounds === 1 || rounds === 20_000 ? 1 : 0)
    },
  )

  it('is asked once more where a bridge has done something else with the object', () => {
    const again = `call_n(r1, 7.0, descr=<gather>)
`
    const { live, second } = summed(fold(summing(again, '')), 300)
    expect(live[0]).toBe(1.5 + 7 + 1.5)
    expect(second.doubles).toEqual([...halves(3), 7, ...halves(3), 7])
  })
})
