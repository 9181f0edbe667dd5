/** When a tree's function is made again. */
import { expect, it } from 'vitest'
import { Functions } from './functions.ts'
import { Log } from './log.ts'
import { Params } from './params.ts'
import { type Bridge, Exits, type Tree } from './tree.ts'

it('makes no function again that would be the same, where a bridge has no room in it', () => {
  const log = new Log()
  const functions = new Functions(new Params(), log, new Exits(), () => 0, null)
  const bridge = { isMerged: false, size: 10_000 } as Bridge
  const run = (): void => {}
  const tree = { text: ' '.repeat(145_000), bridges: [bridge], hosts: new Set(), detours: 9, run } as unknown as Tree
  functions.merge(tree)
  expect(tree.run).toBe(run)
  expect(tree.detours).toBe(0)
  expect(bridge.isMerged).toBe(false)
  expect(log.counters.merges).toBe(0)
})
