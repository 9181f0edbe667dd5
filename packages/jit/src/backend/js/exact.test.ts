import { expect, it } from 'vitest'
import { CallDescr } from '../../ir/descr.ts'
import { compute, type Exact, exact, joinerOf, unknown, word } from './exact.ts'

const SMALLEST = -(2 ** 53 - 1)
const WIDE: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  big_add: (a, b) => a + b,
  big_sub: (a, b) => a - b,
  big_mul: (a, b) => a * b,
  big_and: (a, b) => a & b,
  big_or: (a, b) => a | b,
  big_xor: (a, b) => a ^ b,
  big_lshift: (a, b) => a << b,
}
const NAMES = Object.keys(WIDE)

const norm = (n: bigint): number | bigint =>
  BigInt(Number(n)) === n && Number.isSafeInteger(Number(n)) ? Number(n) : n
const join = joinerOf(new CallDescr('normal', { fn: norm, result: 'r', pure: true, meaning: 'same' }))

/** A generator of numbers that are the same in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** A tree of operations on `x`, `y` and `z`: what is made of it, and what it is. */
interface Tree {
  readonly exact: Exact
  readonly value: (variables: readonly bigint[]) => bigint
}

const leaf = (i: number, of: Exact): Tree => ({ exact: of, value: (variables) => variables[i] })

function random(pick: (below: number) => number, leaves: readonly Tree[], depth: number): Tree {
  if (depth === 0 || pick(6) === 0) return leaves[pick(leaves.length)]
  const name = NAMES[pick(NAMES.length)]
  const a = random(pick, leaves, depth - 1)
  const count = pick(40)
  if (name === 'big_xor' && pick(3) === 0) {
    const inverted = compute(name, a.exact, exact('(-1)', -1, -1), 'join')
    return inverted === null ? a : { exact: inverted, value: (variables) => ~a.value(variables) }
  }
  const b =
    name === 'big_lshift'
      ? { exact: exact(String(count), count, count), value: () => BigInt(count) }
      : random(pick, leaves, depth - 1)
  const made = compute(name, a.exact, b.exact, 'join')
  return made === null ? a : { exact: made, value: (variables) => WIDE[name](a.value(variables), b.value(variables)) }
}

it('is what wide integers are', () => {
  const pick = numbers(7)
  const leaves = [leaf(0, word('x')), leaf(1, exact('y', -5, 1000)), leaf(2, exact('z', SMALLEST, -SMALLEST))]
  const edges = [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]
  let halves = 0
  for (let n = 0; n < 4000; n++) {
    const { exact: made, value } = random(pick, leaves, 5)
    expect(made.isExact).toBe(true)
    if (made.text.includes('join')) halves++
    const run = new Function('join', 'x', 'y', 'z', `return ${made.text}`) as (...args: unknown[]) => unknown
    for (let round = 0; round < 8; round++) {
      const x = round < edges.length ? edges[round] : pick(2 ** 32)
      const y = pick(1006) - 5
      const z = [SMALLEST, -SMALLEST, 0, -1, -(2 ** 32), 2 ** 32 + 1, pick(2 ** 32), -pick(2 ** 32)][pick(8)]
      const wanted = norm(value([x, y, z].map(BigInt)))
      expect(run(join, x, y, z), `${made.text} of ${x}, ${y}, ${z}`).toBe(wanted)
      expect(made.lo <= Number(wanted) && Number(wanted) <= made.hi).toBe(true)
    }
  }
  expect(halves).toBeGreaterThan(100)
})

it('is not known of what may be wide', () => {
  const wide = unknown('w')
  for (const name of NAMES) {
    expect(compute(name, wide, word('x'), 'join')).toBeNull()
    if (name !== 'big_lshift') expect(compute(name, word('x'), wide, 'join')).toBeNull()
  }
  expect(compute('big_add', exact('x', 0, 2 ** 53 - 1), word('y'), 'join')).toBeNull()
  // Without wide integers, what may be none of the others has to be called.
  expect(compute('big_lshift', word('x'), exact('31', 31, 31), null)).toBeNull()
})
