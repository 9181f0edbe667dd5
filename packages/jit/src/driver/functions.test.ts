/** When a tree's function is made again, and with which bridges. */
import { expect, it, vi } from 'vitest'
import { bridgesBeforeLoop, Functions, isForetold, rareOnes } from './functions.ts'
import { Log } from './log.ts'
import { Params } from './params.ts'
import { type Bridge, Exits, type Tree } from './tree.ts'

const bridge = (entered: number, more: object = {}): Bridge =>
  ({
    isMerged: false,
    size: 10_000,
    entered,
    enteredBefore: 0,
    detoursBefore: 0,
    exit: { resume: {} },
    trace: { ops: [] },
    ...more,
  }) as unknown as Bridge

const treeOf = (bridges: readonly Bridge[], more: object = {}): Tree =>
  ({ text: '', root: { ops: [] }, bridges, hosts: new Set(), detours: 0, detoursFrom: 0, ...more }) as unknown as Tree

it('makes no function again that would be the same, where a bridge has no room in it', () => {
  const log = new Log()
  const functions = new Functions(new Params(), log, new Exits(), () => 0, null)
  const only = bridge(9)
  const run = (): void => {}
  const tree = treeOf([only], { text: ' '.repeat(145_000), detours: 9, run })
  functions.merge(tree)
  expect(tree.run).toBe(run)
  expect(tree.detours).toBe(0)
  expect(only.isMerged).toBe(false)
  expect(log.counters.merges).toBe(0)
})

/** Detours until a function is wanted again, with so much done between two of them; null where that does not come. */
function detoursUntilWanted(functions: Functions, out: Exits, tree: Tree, between: number): number | null {
  for (let i = 1; i < 50_000; i++) {
    out.work += between
    if (functions.wantsMerging(tree)) return i
  }
  return null
}

it('makes a function again soon where detours are much of what is done, later where its text is long, and never where they are little', () => {
  const out = new Exits()
  const functions = new Functions(new Params(), new Log(), out, () => 0, null)
  const fresh = (size: number): Tree => treeOf([bridge(0)], { text: ' '.repeat(size), detoursFrom: out.work })
  expect(detoursUntilWanted(functions, out, fresh(3000), 1000)).toBe(660)
  expect(detoursUntilWanted(functions, out, fresh(30_000), 1000)).toBe(6060)
  expect(detoursUntilWanted(functions, out, fresh(3000), 1_000_000)).toBeNull()
})

it('goes by what was done of late', () => {
  const out = new Exits()
  const functions = new Functions(new Params(), new Log(), out, () => 0, null)
  const tree = treeOf([bridge(0)], { text: ' '.repeat(3000), detoursFrom: out.work })
  expect(detoursUntilWanted(functions, out, tree, 1_000_000)).toBeNull()
  expect(detoursUntilWanted(functions, out, tree, 1000)).toBeLessThan(8000)
})

it('leaves bridges apart that are seldom entered, all of them together', () => {
  const often = bridge(5000)
  const seldom = [bridge(30), bridge(40), bridge(50)]
  const notSoSeldom = bridge(150)
  const tree = treeOf([seldom[0], often, ...seldom.slice(1), notSoSeldom], { detours: 5270 })
  expect([...rareOnes(tree)]).toEqual(seldom)
})

it('takes a bridge that was made just now for one that is entered often', () => {
  const tree = treeOf([bridge(1000), bridge(0, { detoursBefore: 995 })], { detours: 1000 })
  expect(rareOnes(tree).size).toBe(0)
})

it('counts the entries of bridges since the last time that the function was made', () => {
  const before = bridge(1000, { enteredBefore: 1000 })
  const tree = treeOf([before, bridge(500)], { detours: 500 })
  expect([...rareOnes(tree)]).toEqual([before])
})

/** A tree with a guard before its loop and one in it, and bridges from both and from the first bridge. */
function peeled() {
  const guards = { before: {}, within: {}, inBridge: {} }
  const from = (resume: object, ...resumes: object[]): Bridge =>
    bridge(100, { exit: { resume }, trace: { ops: resumes.map((one) => ({ resume: one })) } })
  const before = [from(guards.before, guards.inBridge), from(guards.inBridge)]
  const within = from(guards.within)
  const ops = [
    { name: 'guard_true', resume: guards.before },
    { name: 'label', resume: null },
    { name: 'guard_true', resume: guards.within },
  ]
  return { before, within, tree: treeOf([before[0], within, before[1]], { root: { ops }, detours: 300 }) }
}

it('tells the bridges before a loop from those within', () => {
  const { before, tree } = peeled()
  expect([...bridgesBeforeLoop(tree)]).toEqual(before)
  const { ops } = tree.root!
  const whole = (root: object): Tree => ({ ...tree, root }) as unknown as Tree
  expect(bridgesBeforeLoop(whole({ ops: ops.slice(1) })).size).toBe(0)
  // The trace of a function has no loop.
  expect(bridgesBeforeLoop(whole({ ops: ops.slice(0, 1) })).size).toBe(0)
})

it('merges the bridges within a loop first, and those before it where they are entered often once it has these', () => {
  const functions = new Functions(new Params(), new Log(), new Exits(), () => 0, null)
  const make = vi.spyOn(functions, 'make').mockImplementation(() => {})
  const { before, within, tree } = peeled()
  functions.merge(tree)
  expect([within, ...before].map(({ isMerged }) => isMerged)).toEqual([true, false, false])
  functions.merge(tree)
  expect(before.map(({ isMerged }) => isMerged)).toEqual([true, true])
  expect(make).toHaveBeenCalledTimes(2)
})

it('takes a branch for foretold by the rounds of the loop in which its bridge was entered', () => {
  const ops = [{ name: 'int_add' }, { name: 'label' }, ...Array.from({ length: 9 }, () => ({ name: 'int_add' }))]
  const tree = treeOf([], { root: { ops }, done: 11_000 })
  const foretold = (entered: number): boolean => isForetold(bridge(entered, { doneBefore: 1000 }), tree)
  expect([0, 50, 100, 1000, 10_000, 20_000].map(foretold)).toEqual([true, true, false, false, false, true])
})
