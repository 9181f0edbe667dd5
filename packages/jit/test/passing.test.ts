/** Boxes that a loop within another one only passes on: they are made where it is left. */
import { describe, expect, it } from 'vitest'
import { compile } from '../src/backend/js/compile.ts'
import { emitTree } from '../src/backend/js/emit.ts'
import { Exits, LEFT, type Tree } from '../src/driver/tree.ts'
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
