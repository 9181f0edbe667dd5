#!/usr/bin/env node
/**
 * Compares small loops with what somebody would write for them in JavaScript, once both are warm.
 *
 *     node benchmarks/kernels/kernels.ts [--jit traces] [--times 12] [--rounds 1] [--pairs 1] [--markdown] [NAME…]
 *
 * Each is a process of its own, run in turn with its twin, `pairs` times; a figure is the least CPU time of the later half of `times` calls. `--rounds` is a factor.
 * What is asked: loops of numbers in at most one and a half times, loops of objects in at most the time of the twin.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseOptions } from '../options.ts'

const TYPHON = join(import.meta.dirname, '../../packages/cli/bin/typhon')
const SCRIPT = join(import.meta.dirname, 'kernels.py')
const TWINS = join(import.meta.dirname, 'twins.ts')

/** Rounds by name. */
const NUMBERS = {
  int_sum: 20_000_000,
  int_mixed: 10_000_000,
  collatz: 60_000,
  float_series: 10_000_000,
  mandelbrot: 200_000,
  sieve: 1_000_000,
  prefix_sums: 10_000_000,
}
const OBJECTS = {
  vectors: 5_000_000,
  counters: 10_000_000,
  shapes: 10_000_000,
  chains: 10_000_000,
  closures: 10_000_000,
}
const ASKED = { numbers: 1.5, objects: 1 }

interface Timed {
  readonly seconds: number
  readonly result: number
}

/** The least time of the later half of the calls. */
function time(command: string, args: readonly string[], jit: string): Timed {
  const { stdout, stderr, status } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, TYPHON_JIT: jit },
  })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: status ${status}\n${stderr}`)
  const calls = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Timed)
  const late = calls.slice(calls.length >> 1)
  return { seconds: Math.min(...late.map(({ seconds }) => seconds)), result: late[0].result }
}

function main(): number {
  const { values, positionals } = parseOptions(import.meta.filename, {
    allowPositionals: true,
    options: {
      jit: { type: 'string', default: 'traces' },
      times: { type: 'string', default: '12' },
      rounds: { type: 'string', default: '1' },
      pairs: { type: 'string', default: '1' },
      markdown: { type: 'boolean' },
    },
  })
  const lines: (readonly string[])[] = [['kernel', 'Typhon, ms', 'JavaScript, ms', 'times', 'asked']]
  const kinds = [
    ['numbers', NUMBERS],
    ['objects', OBJECTS],
  ] as const
  for (const [kind, kernels] of kinds) {
    const ratios: number[] = []
    for (const [name, rounds] of Object.entries(kernels)) {
      if (positionals.length > 0 && !positionals.includes(name)) continue
      const args = [name, String(Math.ceil(rounds * Number(values.rounds))), values.times]
      const owns: number[] = []
      const twins: number[] = []
      for (let pair = 0; pair < Number(values.pairs); pair++) {
        const own = time(TYPHON, [SCRIPT, ...args], values.jit)
        const twin = time(process.execPath, [TWINS, ...args], values.jit)
        if (own.result !== twin.result) throw new Error(`${name}: ${own.result}, and in JavaScript ${twin.result}`)
        owns.push(own.seconds)
        twins.push(twin.seconds)
      }
      const [own, twin] = [Math.min(...owns), Math.min(...twins)]
      const ratio = own / twin
      ratios.push(ratio)
      const figures = [own, twin].map((seconds) => (seconds * 1000).toFixed(1))
      lines.push([name, ...figures, ratio.toFixed(2), ASKED[kind].toFixed(1)])
    }
    if (ratios.length === 0) continue
    const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length)
    lines.push([`${kind}, geometric mean`, '', '', mean.toFixed(2), ASKED[kind].toFixed(1)])
  }
  const text = lines.map((line) =>
    values.markdown
      ? `| ${line.join(' | ')} |`
      : line.map((cell, i) => (i === 0 ? cell.padEnd(26) : cell.padStart(15))).join(''),
  )
  if (values.markdown) text.splice(1, 0, '|---|--:|--:|--:|--:|')
  process.stdout.write(`${text.join('\n')}\n`)
  return 0
}

process.exitCode = main()
