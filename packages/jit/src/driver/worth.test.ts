import { expect, it } from 'vitest'
import { Driver } from './driver.ts'
import { type Bridge, type Exit, Tree } from './tree.ts'
import { isAstray, putOnProbation } from './worth.ts'

const FUNCTION = {}

/** A tree that has unrolled loops of FUNCTION, which the code `around` has called. */
function treeOf(isFunction: boolean) {
  const driver = new Driver<null>({} as never)
  const location = driver.location(isFunction ? FUNCTION : {}, 0, 'f', [], isFunction)
  const tree = new Tree(1, location, () => null)
  tree.unrolled.add(FUNCTION)
  const exit = { tree, resume: { frames: [{ code: FUNCTION }, { code: {} }] } } as unknown as Exit
  return { tree, exit, params: driver.params }
}

it('a tree is given up for bridges in the loops of functions that were followed', () => {
  const { exit } = treeOf(false)
  expect(Array.from({ length: 6 }, () => isAstray(exit))).toEqual([false, false, false, false, true, true])
})

it('one that has done much since its last bridge is not', () => {
  const { tree, exit, params } = treeOf(false)
  for (let i = 0; i < 4; i++) isAstray(exit)
  tree.work = 6_000_000
  putOnProbation(tree, params)
  tree.work = 6_000_000
  expect([isAstray(exit), isAstray(exit)]).toEqual([false, false])
  tree.grownAt = tree.done
  expect(isAstray(exit)).toBe(true)
})

it('the same of the trace of a function, of which each bridge leaves as many calls that go other ways', () => {
  const { tree, params } = treeOf(true)
  tree.granted = 100
  tree.missed = 50
  const exit = { tree, resume: { frames: [{ code: FUNCTION }] } } as unknown as Exit
  expect(isAstray(exit)).toBe(false)
  const bridges = (length: number, operations: number) =>
    Array.from({ length }, () => ({ trace: { ops: Array(operations) } }) as unknown as Bridge)
  tree.bridges = bridges(7, 50)
  expect(isAstray(exit)).toBe(false)
  tree.bridges = bridges(8, 50)
  expect(isAstray(exit)).toBe(true)
  tree.missed = 25
  expect(isAstray(exit)).toBe(false)
  // Those that do come to an end may be many, but not if they are long.
  tree.missed = 0
  tree.bridges = bridges(30, 50)
  expect(isAstray(exit)).toBe(false)
  tree.bridges = bridges(8, 200)
  expect(isAstray(exit)).toBe(true)
  tree.work = 12_000_000
  expect(isAstray(exit)).toBe(false)
  putOnProbation(tree, params)
  expect(isAstray(exit)).toBe(false)
})
