/** A short sample of scripts/torture.ts: other sizes than the suite's, and other mixtures. */
import { expect, it } from 'vitest'
import { ShadowRun } from './shadow.ts'
import { combinations, makeWorld } from './worlds.ts'

it.each(combinations())('$name: 30,000 allocations under the verifier', ({ model, collector }) => {
  const world = makeWorld(model, {
    collector,
    nursery: 16_384,
    minimum: 65_536,
    incrementStep: 8192,
    pause: 0,
    environment: {},
  })
  const run = new ShadowRun(world, {
    seed: 77,
    allocations: 30_000,
    compareEvery: 5000,
    roots: 300,
    collects: collector !== 'none',
    widest: 3000,
    allocating: 0.8,
    linking: 0.3,
  })
  run.run()
  expect(run.comparisons).toBe(7)
})
