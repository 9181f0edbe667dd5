/**
 * What one operation costs: `node -C @typhon/source packages/gc/scripts/allocate.ts [collector…]`. Nanoseconds of CPU time, everything of the collector
 * included: a pair of references that dies at once, a write into a young pair and into an old one, a read; beside V8's own objects.
 */
import { COLLECTORS, type CollectorName, Heap, LinearModel } from '@typhon/gc'

const N = 30_000_000

function time(work: () => unknown): string {
  work()
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (((user + system) * 1000) / N).toFixed(1)
}

function linear(collector: CollectorName): void {
  const model = new LinearModel()
  const Pair = model.struct('Pair', { car: 'ref', cdr: 'ref' })
  const heap = new Heap(model, { collector, environment: {} })
  const { car } = Pair.fields
  const old = heap.keep(Pair.allocate())
  heap.collect()
  const target = old.ref
  const allocation = time(() => {
    for (let i = 0; i < N; i++) Pair.allocate()
  })
  const young = heap.keep(Pair.allocate()).ref
  const inYoung = time(() => {
    for (let i = 0; i < N; i++) car.set(young, target)
  })
  const inOld = time(() => {
    for (let i = 0; i < N; i++) car.set(target, target)
  })
  let sum = 0
  const read = time(() => {
    for (let i = 0; i < N; i++) sum += car.get(target)
  })
  if (sum === 0) throw new Error('nothing was read')
  console.log(`| ${collector} | ${allocation} | ${inYoung} | ${inOld} | ${read} |`)
}

function plain(): void {
  class Pair {
    car: Pair | null = null
    cdr: Pair | null = null
  }
  // What is seen from outside is really made.
  const ring: (Pair | null)[] = new Array(16).fill(null)
  const allocation = time(() => {
    for (let i = 0; i < N; i++) ring[i & 15] = new Pair()
  })
  const pair = ring[0]!
  const write = time(() => {
    for (let i = 0; i < N; i++) pair.car = ring[i & 15]
  })
  let seen = 0
  const read = time(() => {
    for (let i = 0; i < N; i++) if (ring[i & 15]!.car !== null) seen++
  })
  console.log(`| plain JavaScript | ${allocation} | ${write} | ${write} | ${read} |`, seen < 0 ? seen : '')
}

const wanted = process.argv.slice(2)
console.log('| heap | allocate | write, young | write, old | read |\n|---|---:|---:|---:|---:|')
plain()
for (const collector of wanted.length > 0 ? (wanted as CollectorName[]) : COLLECTORS)
  if (collector !== 'none') linear(collector)
