/** Boxes that a loop within another one only passes on: they are made where it is left. */
import { describe, expect, it } from 'vitest'
import { compile } from '../src/backend/js/compile.ts'
import { emitTree } from '../src/backend/js/emit.ts'
import { Bridge, Exits, LEFT, type Tree } from '../src/driver/tree.ts'
import { ClassDescr, FieldDescr } from '../src/ir/descr.ts'
import { js } from '../src/ir/template.ts'
import { Const, Input, Op } from '../src/ir/values.ts'
import { treeOf } from './cases.ts'

class Boxed {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
}

const VALUE = new FieldDescr('Boxed.value', 'f', { immutable: true })
const BOX = new ClassDescr('Boxed', {
  test: js`$0 instanceof ${Boxed}`,
  make: js`new ${Boxed}($0)`,
  fields: [VALUE],
  isBare: true,
})

/** A tree that boxes a double and goes on at the label of another loop, with 0. */
function into(loop: string): Tree {
  const tree = treeOf('[i0]\nfinish(null)')
  const [double, reference] = [new Input('f', 1), new Input('r', null)]
  const box = new Op('new_with_vtable', [double], BOX)
  const other = treeOf(loop)
  const jump = new Op('jump', [new Const('i', 0), box, reference], other.targets[1])
  tree.root = { inputs: [double, reference], ops: [box, jump] }
  return tree
}

function leave(tree: Tree): { readonly text: string; readonly live: readonly unknown[] } {
  const emitted = emitTree(tree)
  const out = new Exits()
  expect(compile(emitted, out, 'test')(0, 2.5, 'other')).toBe(LEFT)
  return { text: emitted.text, live: out.live }
}

const COUNT = `[i0, r1, r2]
i3 = int_lt(i0, 10)
guard_true(i3) [f@4: i0, r1, r2]
i4 = int_add(i0, 1)
`

describe('a box that goes into a loop', () => {
  it('is made where the loop is left, if that only passes it on', () => {
    const { text, live } = leave(into(`${COUNT}jump(i4, r1, r2)`))
    expect(live).toEqual([10, new Boxed(2.5), 'other'])
    expect(text).not.toContain('new ')
  })

  it('is made before the loop where that gives its variable something else', () => {
    const { text, live } = leave(into(`${COUNT}jump(i4, r2, r1)`))
    expect(live).toEqual([10, new Boxed(2.5), 'other'])
    expect(text).toContain('new ')
  })
})

describe('a box that a way back to a loop gives it', () => {
  const ODD = `[i0, r1, r2]
i3 = int_lt(i0, 10)
guard_true(i3) [f@4: i0, r1, r2]
i4 = int_add(i0, 1)
i5 = int_and(i4, 1)
i6 = int_eq(i5, 0)
guard_true(i6) [f@8: i4, r1, r2]
`
  /** The loop, and a bridge for odd numbers that puts a half of them into a box. */
  function halving(loop: string): { readonly text: string; readonly live: readonly unknown[] } {
    const tree = treeOf(loop)
    for (const guard of tree.root!.ops.filter(
      ({ name, resume }) => name === 'guard_true' && resume!.frames[0].pc === 8,
    )) {
      const exit = tree.exitOf(guard)
      const inputs = exit.kinds.map((kind) => new Input(kind, null))
      const number = inputs.find(({ kind }) => kind === 'i')!
      const others = inputs.filter(({ kind }) => kind === 'r')
      const half = new Op('float_mul', [new Op('cast_int_to_float', [number]), new Const('f', 0.5)])
      const box = new Op('new_with_vtable', [half], BOX)
      const jump = new Op('jump', [number, box, others[1]], tree.targets[1])
      exit.bridge = new Bridge(exit, { inputs, ops: [half.args[0] as Op, half, box, jump] }, 1)
      exit.bridge.isMerged = true
      tree.bridges.push(exit.bridge)
    }
    const emitted = emitTree(tree)
    const out = new Exits()
    expect(compile(emitted, out, 'test')(0, 0, 'first', 'other')).toBe(LEFT)
    return { text: emitted.text.slice(emitted.text.indexOf('L1:')), live: out.live }
  }

  it('is made where the loop is left, if that only passes it on', () => {
    const { text, live } = halving(`${ODD}jump(i4, r1, r2)`)
    expect(live).toEqual([10, new Boxed(4.5), 'other'])
    expect(text).not.toContain('new ')
  })

  it('is made at once where the loop does something with it', () => {
    const { text, live } = halving(`${ODD}r7 = call_r(r1, descr=<anything>)\njump(i4, r1, r2)`)
    expect(live).toEqual([10, new Boxed(4.5), 'other'])
    expect(text).toContain('new ')
  })
})
