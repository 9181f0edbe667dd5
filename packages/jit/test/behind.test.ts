/** Bridges that go around a loop: they stand behind it. */
import { describe, expect, it } from 'vitest'
import { compile } from '../src/backend/js/compile.ts'
import { emitTree } from '../src/backend/js/emit.ts'
import { Exits, LEFT, type Tree } from '../src/driver/tree.ts'
import { Const, Op, type Value } from '../src/ir/values.ts'
import { lead, treeOf } from './cases.ts'

/** A loop around this one counts in `i3`, which the guard at 8 hands out with 100 added. */
const INNER = `[i0, r1, r2, i3]
i4 = int_lt(i3, 4)
guard_true(i4) [f@2: i0, r1, r2, i3]
i5 = int_add(i3, 100)
i6 = int_lt(i0, 10)
guard_true(i6) [f@8: i0, r1, r2, i3, i5]
i7 = int_eq(i0, 7)
guard_false(i7) [f@12: i0, r1, r2, i3]
i8 = int_add(i0, 1)
jump(i8, r1, r2, i3)`

function operation(ops: Op[], name: 'int_add' | 'int_sub', value: Value, by: number): Op {
  const op = new Op(name, [value, new Const('i', by)], null, 0)
  ops.push(op)
  return op
}

const around = (tree: Tree): void =>
  lead(tree, 8, ([, r1, r2, , sum], ops) => [new Const('i', 0), r2, r1, operation(ops, 'int_sub', sum, 99)])

const elsewhere = (tree: Tree): void =>
  lead(tree, 12, ([i0, r1, r2, i3], ops) => [
    operation(ops, 'int_add', i0, 3),
    r2,
    r1,
    operation(ops, 'int_add', i3, 1),
  ])

function leave(
  tree: Tree,
  ...values: readonly unknown[]
): { readonly text: string; readonly live: readonly unknown[] } {
  const emitted = emitTree(tree)
  const out = new Exits()
  expect(compile(emitted, out, 'test')(0, ...values)).toBe(LEFT)
  return { text: emitted.text, live: out.live }
}

describe('a bridge that goes around a loop', () => {
  it('stands behind it, with what was known in the loop', () => {
    const tree = treeOf(INNER.replace('i7 = int_eq(i0, 7)', 'i7 = int_eq(i0, 17)'))
    around(tree)
    const { text, live } = leave(tree, 3, 'a', 'b', 1)
    expect(live).toEqual([0, 'b', 'a', 4])
    expect(text).toMatch(/NL1: for/)
    expect(text.indexOf('continue NL1')).toBeGreaterThan(text.indexOf('continue L1'))
  })

  it('is told from another one behind the same loop', () => {
    const tree = treeOf(INNER)
    around(tree)
    elsewhere(tree)
    const { text, live } = leave(tree, 3, 'a', 'b', 0)
    expect(live).toEqual([0, 'a', 'b', 4])
    expect(text.match(/continue NL1/g)).toHaveLength(2)
    expect(text).toContain('if (way === 0)')
  })

  it('is gone on with where the fuel of the loop is spent', () => {
    const tree = treeOf(INNER.replace('int_lt(i3, 4)', 'int_lt(i3, 5001)'))
    around(tree)
    elsewhere(tree)
    expect(leave(tree, 3, 'a', 'b', 0).live).toEqual([10, 'b', 'a', 5001])
  })
})

describe('a bridge that is another way through a round', () => {
  it('stands at its guard', () => {
    const tree = treeOf(INNER)
    lead(tree, 12, ([i0, r1, r2, i3], ops) => [operation(ops, 'int_add', i0, 3), r1, r2, i3])
    const { text, live } = leave(tree, 3, 'a', 'b', 0)
    expect(text).not.toContain('NL1')
    expect(live.slice(0, 4)).toEqual([10, 'a', 'b', 0])
  })
})
