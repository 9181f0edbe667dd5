/**
 * How long collections stop a program: `node -C @typhon/source packages/gc/scripts/pauses.ts [--megabytes 200] [--collectors incminimark,minimark]`.
 *
 * A linear heap is filled with so many megabytes of living objects: an index of large arrays, records with a string and a link each. Then a
 * program replaces random records, follows links, and makes short-lived objects, until it has allocated ten times as much again. Pauses are
 * measured in CPU time of the process, so that a busy machine counts less; whoever was
 * interrupted by another process still comes back to caches full of that one's data, so the pauses in which that did not happen are shown, too.
 */
import { parseArgs } from 'node:util'
import { type CollectorName, Heap, LinearModel, Pauses, readSize } from '@typhon/gc'
import { randomly } from '../test/shadow.ts'

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '200' },
    nursery: { type: 'string', default: '256K' },
    times: { type: 'string', default: '10' },
    collectors: { type: 'string', default: 'incminimark,minimark,generation,marksweep,markcompact,semispace' },
  },
})
const MB = 2 ** 20
const living = Number(values.megabytes) * MB

/** Milliseconds; those of a thread alone come in ticks of 4. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function measure(collector: CollectorName): string {
  const model = new LinearModel()
  const Record = model.struct('Record', { key: 'i32', weight: 'f64', link: 'ref', text: 'ref' })
  const Text = model.string('Text')
  const Table = model.array('Table', 'ref')
  const heap = new Heap(model, { collector, clock: cpuTime, nursery: readSize(values.nursery), environment: {} })
  const random = randomly(7)
  const { key, link, text } = Record.fields
  const TABLE = 1 << 14

  // A record takes 32 bytes, its text 40 to 100, its place in a table 4.
  const count = Math.floor(living / 108)
  const tables = Math.ceil(count / TABLE)
  heap.roots.push(Table.allocate(tables))
  const slots = tables * TABLE
  for (let i = 0; i < tables; i++) {
    const table = Table.allocate(TABLE)
    Table.set(heap.roots.get(0), i, table)
  }
  const at = (i: number): number => Table.get(Table.get(heap.roots.get(0), i >> 14), i & (TABLE - 1))
  const insert = (i: number): void => {
    heap.roots.push(Text.allocate(28 + Math.floor(random() * 60)))
    const p = Record.allocate()
    key.set(p, i)
    text.set(p, heap.roots.pop())
    link.set(p, at(Math.floor(random() * slots)))
    Table.set(Table.get(heap.roots.get(0), i >> 14), i & (TABLE - 1), p)
  }
  for (let i = 0; i < slots; i++) insert(i)
  // Links make chains of dead records live on: cut those that are there.
  const cut = (i: number): void => {
    const p = at(i)
    const next = link.get(p)
    if (next !== 0) link.set(next, 0)
  }
  heap.collect()
  const full = heap.bytes
  const { stats } = heap
  const undisturbed = new Pauses()
  let switches = 0
  let since = 0
  heap.hooks.before = () => {
    switches = process.resourceUsage().involuntaryContextSwitches
    since = cpuTime()
  }
  heap.hooks.after = () => {
    const length = cpuTime() - since
    if (process.resourceUsage().involuntaryContextSwitches === switches) undisturbed.add(length)
  }
  const before = { count: stats.pauses.count, major: stats.major }
  Object.assign(stats.pauses, { count: 0, total: 0, longest: 0 })
  stats.pauses['buckets'].fill(0)

  const start = cpuTime()
  const times = Number(values.times)
  for (let i = 0; i < slots * times * 0.3; i++) {
    const victim = Math.floor(random() * slots)
    cut(victim)
    insert(victim)
    for (let k = 0; k < 5; k++) {
      const p = Record.allocate()
      key.set(p, k)
      link.set(p, at(Math.floor(random() * slots)))
    }
  }
  const elapsed = cpuTime() - start
  const { pauses } = stats
  const ms = (share: number): string => pauses.percentile(share).toFixed(2)
  return `| ${collector} | ${(full / MB).toFixed(0)} | ${pauses.count.toLocaleString('en')} | ${stats.major - before.major} | ${ms(0.5)} | ${ms(0.99)} | ${ms(0.999)} | ${undisturbed.percentile(0.999).toFixed(2)} | ${pauses.longest.toFixed(2)} | ${((100 * pauses.total) / elapsed).toFixed(0)} % | ${(heap.model.peak / MB).toFixed(0)} |`
}

console.log(
  '| collector | living MB | pauses | major | median ms | 99 % | 99.9 % | 99.9 % undisturbed | longest | of all time | peak MB |',
)
console.log('|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|')
for (const collector of values.collectors.split(',')) console.log(measure(collector as CollectorName))
