/**
 * Random programs against a shadow heap, with the verifier, for long: `node -C @typhon/source packages/gc/scripts/torture.ts --allocations 1e8`.
 *
 * The allocations are shared out among all collectors on all models (`--collector`, `--model` pick some); every 100,000 (`--every`) the
 * whole heap is verified and compared. `none`, which never frees, gets a hundredth. A fault ends the run, with the seed that shows it.
 */
import { parseArgs } from 'node:util'
import { randomly, ShadowRun } from '../test/shadow.ts'
import { combinations, makeWorld } from '../test/worlds.ts'

const { values } = parseArgs({
  options: {
    allocations: { type: 'string', default: '1e6' },
    every: { type: 'string', default: '100000' },
    collector: { type: 'string' },
    model: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
})
const chosen = combinations().filter(
  ({ collector, model }) =>
    (values.collector === undefined || values.collector === collector) &&
    (values.model === undefined || values.model === model),
)
const RUN = 500_000
const share = Number(values.allocations) / Math.max(1, chosen.filter(({ collector }) => collector !== 'none').length)
const seeds = randomly(Number(values.seed))
const KB = 1024

console.log('| collector | model | allocations | verified and compared | minor | major | pieces | CPU s |')
console.log('|---|---|---:|---:|---:|---:|---:|---:|')
let total = 0
let allVerified = 0
for (const { collector, model } of chosen) {
  const wanted = collector === 'none' ? share / 100 : share
  const start = process.cpuUsage()
  const sum = { verified: 0, minor: 0, major: 0, steps: 0, made: 0 }
  while (sum.made < wanted) {
    const seed = Math.floor(seeds() * 2 ** 31)
    // Nurseries, steps and widths of all sizes.
    const size = 2 ** Math.floor(seeds() * 6)
    const world = makeWorld(model, {
      collector,
      nursery: 16 * KB * size,
      minimum: 64 * KB * size,
      incrementStep: 8 * KB * size,
      environment: {},
    })
    const allocations = Math.min(RUN, Math.ceil(wanted - sum.made))
    const run = new ShadowRun(world, {
      seed,
      allocations,
      compareEvery: Number(values.every),
      roots: 20 + Math.floor(seeds() * 2000),
      collects: collector !== 'none',
      widest: seeds() < 0.5 ? 3000 : 40,
      allocating: 0.55 + 0.4 * seeds(),
      linking: 0.4 * seeds(),
    })
    try {
      run.run()
    } catch (error) {
      console.error(`${collector} on ${model}, seed ${seed}, nursery ${16 * KB * size}:`)
      throw error
    }
    const { stats } = world.heap
    sum.verified += run.comparisons
    sum.minor += stats.minor
    sum.major += stats.major
    sum.steps += stats.steps
    sum.made += allocations
  }
  const { user, system } = process.cpuUsage(start)
  total += sum.made
  allVerified += sum.verified
  console.log(
    `| ${collector} | ${model} | ${sum.made.toLocaleString('en')} | ${sum.verified.toLocaleString('en')} | ${sum.minor.toLocaleString('en')} | ${sum.major.toLocaleString('en')} | ${sum.steps.toLocaleString('en')} | ${((user + system) / 1e6).toFixed(0)} |`,
  )
}
console.log(`\n${total.toLocaleString('en')} allocations, ${allVerified.toLocaleString('en')} comparisons, no fault.`)
