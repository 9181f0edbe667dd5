#!/usr/bin/env node
/**
 * Compares the collectors that `typhon --gc=NAME` chooses on two programs that make garbage.
 *
 *     node benchmarks/collectors.ts [--iterations 5] [--gc host --gc generation]
 *
 * Prints a table: CPU time of an iteration, the median without the first; the most memory that the process took; how often and how long a third
 * program stands still, in CPU time of its thread; and how many objects with `__del__` wait to be finalized at most, while 200,000 are made and dropped.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseOptions } from './options.ts'
import { median } from './statistics.ts'

const TYPHON = join(import.meta.dirname, '../packages/cli/bin/typhon')
const HARNESS = join(import.meta.dirname, 'programs/harness.py')
const COLLECTORS = ['host', 'prompt', 'marksweep', 'generation', 'incminimark']
const PROGRAMS = ['gcbench', 'binary_trees']

/** How long the program stands still, in CPU time of its thread: a round of ten objects beside the usual one, 40 MB living. */
const PAUSES = `
import time
class Node:
    def __init__(self, next): self.next = next; self.value = [next]
class Closing(Node):
    def __del__(self): pass
living = [Node(None) for i in range(200000)]
closing = [Closing(None) for i in range(2000)]
clock = time.thread_time
def work(rounds):
    gaps = []
    last = clock()
    for i in range(rounds):
        for k in range(9): living[(i * 7919 + k) % 200000] = Node(None)
        Closing(None)
        now = clock()
        gaps.append(now - last)
        last = now
    return sorted(gaps)
work(20000)
gaps = work(100000)
usual = gaps[len(gaps) // 2]
longest = [1000 * (gap - usual) for gap in gaps if gap - usual > 0.001]
print(len(longest), round(longest[len(longest) // 2]), round(longest[-1]))
`

const PROMPTNESS = `
class D:
    made = dead = worst = 0
    def __init__(self):
        D.made += 1
        if D.made - D.dead > D.worst: D.worst = D.made - D.dead
    def __del__(self): D.dead += 1
def work():
    for i in range(200000): D()
work()
print(D.worst)
`

function typhon(gc: string, args: readonly string[]): { out: string; report: string } {
  const { stdout, stderr, status } = spawnSync(TYPHON, [`--gc=${gc}`, '-X', 'gc-stats', ...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`--gc=${gc} ${args.join(' ')}: status ${status}\n${stderr}`)
  return { out: stdout, report: stderr }
}

/** The numbers of a row of -X gc-stats. */
function row(report: string, name: string): number[] {
  const line = report.split('\n').find((text) => text.startsWith(name)) ?? ''
  return line
    .slice(name.length)
    .trim()
    .split(/\s+/)
    .map((text) => Number(text.replaceAll(',', '')))
}

function measure(gc: string, program: string, iterations: number): string[] {
  const { out, report } = typhon(gc, [HARNESS, program, String(iterations)])
  const cpu = Array.from(out.matchAll(/"cpu": ([\d.]+)/g), (match) => Number(match[1]) * 1000)
  const memory = row(report, 'most in memory')[0] / 2 ** 20
  return [median(cpu.slice(1)).toFixed(0), memory.toFixed(0)]
}

const { values } = parseOptions(import.meta.filename, {
  options: { iterations: { type: 'string', default: '5' }, gc: { type: 'string', multiple: true } },
})
const titles = [
  ...PROGRAMS.flatMap((name) => [`${name}: CPU ms`, 'most MB']),
  'pauses of more than 1 ms of CPU',
  'median ms',
  'longest ms',
]
console.log(`| collector | ${titles.join(' | ')} | waiting for \`__del__\` at most |`)
console.log(`|---|${'---|'.repeat(titles.length + 1)}`)
for (const gc of values.gc ?? COLLECTORS) {
  const cells = PROGRAMS.flatMap((name) => measure(gc, name, Number(values.iterations)))
  cells.push(...typhon(gc, ['-c', PAUSES]).out.trim().split(' '))
  const waiting = typhon(gc, ['-c', PROMPTNESS]).out.trim()
  console.log(`| \`${gc}\` | ${cells.join(' | ')} | ${waiting} |`)
}
