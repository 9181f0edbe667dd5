/**
 * The programs of programs.ts on every kind of heap: `node -C @typhon/source packages/gc/scripts/bench.ts`, with `--program`, `--rounds`,
 * and `--chart FILE.svg` for the chart of the README.
 *
 * Each pair runs in a process of its own, so that V8 optimises for one kind of heap, as in a real program. Times are CPU times of the process, the
 * median of the rounds after a first one. `longest` is the longest pause of the collector, for plain JavaScript that of V8's; `peak` is the
 * most memory that the heap held, for JavaScript's objects the most that the process grew.
 */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { PerformanceObserver } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import type { CollectorName, Heap } from '@typhon/gc'
import { Bench } from 'tinybench'
import { combinations } from '../test/worlds.ts'
import { chart } from './chart.ts'
import { hostKit, type Kit, linearKit, plainKit, PROGRAMS } from './programs.ts'

export interface Result {
  program: string
  heap: string
  ms: number
  longest: number
  peak: number
  answer: number
}

const MB = 2 ** 20
const { values } = parseArgs({
  options: {
    program: { type: 'string' },
    heap: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    chart: { type: 'string' },
    one: { type: 'boolean', default: false },
  },
})

function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

async function measure(program: string, name: string): Promise<Result> {
  const [collector, model] = name.split(' on ') as [CollectorName, string]
  const options = { collector, clock: cpuTime, environment: {} }
  let longest = 0
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longest = Math.max(longest, entry.duration)
  })
  if (name === 'plain') observer.observe({ entryTypes: ['gc'] })
  const before = process.resourceUsage().maxRSS
  let kit: Kit<unknown>
  let heap: Heap<unknown> | undefined
  if (name === 'plain') kit = plainKit() as Kit<unknown>
  else [kit, heap] = (model === 'linear' ? linearKit(options) : hostKit(options)) as [Kit<unknown>, Heap<unknown>]
  let answer = 0
  const bench = new Bench({
    now: cpuTime,
    time: 0,
    iterations: Number(values.rounds),
    warmupTime: 0,
    warmupIterations: 1,
  })
  bench.add(program, () => {
    answer = PROGRAMS[program](kit)
  })
  await bench.run()
  await new Promise((resolve) => setTimeout(resolve, 50))
  const { result } = bench.tasks[0]
  if (!('latency' in result))
    throw new Error(`${program} on ${name} has no result`, { cause: 'error' in result && result.error })
  const grown = process.resourceUsage().maxRSS * 1024 - before * 1024
  return {
    program,
    heap: name,
    ms: result.latency.p50,
    longest: heap === undefined ? longest : heap.stats.pauses.longest,
    peak: (model === 'linear' ? heap!.model.peak : grown) / MB,
    answer,
  }
}

function measureApart(program: string, heap: string): Result | undefined {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [...process.execArgv, process.argv[1], '--one', '--program', program, '--heap', heap, '--rounds', values.rounds],
    { encoding: 'utf8' },
  )
  try {
    return JSON.parse(stdout) as Result
  } catch {
    console.error(`${program}, ${heap}: ${stderr.split('\n').find((line) => /Error/.test(line)) ?? stderr}`)
    return undefined
  }
}

if (values.one) {
  console.log(JSON.stringify(await measure(values.program!, values.heap!)))
} else {
  const heaps = ['plain', ...combinations().map(({ name }) => name)]
  const results: Result[] = []
  for (const program of Object.keys(PROGRAMS)) {
    if (values.program !== undefined && values.program !== program) continue
    console.log(`\n**${program}**\n\n| heap | CPU ms | longest pause ms | peak MB |\n|---|---:|---:|---:|`)
    for (const heap of heaps) {
      if (values.heap !== undefined && values.heap !== heap) continue
      const result = measureApart(program, heap)
      if (result === undefined) continue
      if (results.some((other) => other.program === program && other.answer !== result.answer))
        throw new Error(`${heap} answers ${result.answer} to ${program}`)
      results.push(result)
      console.log(`| ${heap} | ${result.ms.toFixed(0)} | ${result.longest.toFixed(1)} | ${result.peak.toFixed(0)} |`)
    }
  }
  if (values.chart !== undefined) writeFileSync(values.chart, chart(results))
}
