#!/usr/bin/env node
/**
 * Compares the collectors that `typhon --gc=NAME` chooses on two programs that make garbage.
 *
 *     node benchmarks/collectors.ts [--iterations 5] [--gc host --gc generation]
 *
 * Prints a table: CPU time of an iteration, the median without the first; the longest pause of V8's; the most memory that the
 * process took; and how many objects with `__del__` wait to be finalized at most, while 200,000 are made and dropped.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { median } from './statistics.ts'

const TYPHON = join(import.meta.dirname, '../packages/cli/bin/typhon')
const HARNESS = join(import.meta.dirname, 'programs/harness.py')
const COLLECTORS = ['host', 'prompt', 'marksweep', 'generation', 'incminimark']
const PROGRAMS = ['gcbench', 'binary_trees']

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
  const kinds = report.slice(report.indexOf('# collections')).split('\n').slice(1)
  const pauses = kinds.map((line) => Number(line.trim().split(/\s+/).at(-1))).filter((ms) => ms > 0)
  const memory = row(report, 'most in memory')[0] / 2 ** 20
  return [median(cpu.slice(1)).toFixed(0), Math.max(...pauses).toFixed(0), memory.toFixed(0)]
}

const { values } = parseArgs({
  options: { iterations: { type: 'string', default: '5' }, gc: { type: 'string', multiple: true } },
})
const titles = PROGRAMS.flatMap((name) => [`${name}: CPU ms`, 'longest pause ms', 'most MB'])
console.log(`| collector | ${titles.join(' | ')} | waiting for \`__del__\` at most |`)
console.log(`|---|${'---|'.repeat(titles.length + 1)}`)
for (const gc of values.gc ?? COLLECTORS) {
  const cells = PROGRAMS.flatMap((name) => measure(gc, name, Number(values.iterations)))
  const waiting = typhon(gc, ['-c', PROMPTNESS]).out.trim()
  console.log(`| \`${gc}\` | ${cells.join(' | ')} | ${waiting} |`)
}
