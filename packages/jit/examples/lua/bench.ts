/**
 * The small Lua with and without its JIT, in processor time, taking turns in one process each: `node packages/jit/examples/lua/bench.ts [PROGRAM…]`.
 * Where there is a twin in JavaScript it shows what the machine could do. Both runs have to give the same result.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { newLua } from './lua.ts'
import { TWINS } from './twins.ts'
import { show } from './values.ts'

const FOLDER = join(import.meta.dirname, 'programs')
const ROUNDS = 2

interface Measured {
  readonly result: string
  readonly ms: number
}

const now = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** One run in this process. */
function measure(program: string, params: string): Measured {
  const start = now()
  const result =
    params === 'twin'
      ? String(TWINS[program]())
      : show(newLua(params).machine.execute(readFileSync(join(FOLDER, `${program}.lua`), 'utf8')))
  return { result, ms: now() - start }
}

/** The best of some runs, each in a process of its own: what a program takes that is run once, warm-up and all. */
function best(program: string, params: string): Measured {
  let least: Measured | null = null
  for (let round = 0; round < ROUNDS; round++) {
    const { stdout, stderr } = spawnSync(process.execPath, [import.meta.filename, '--one', program, params], {
      encoding: 'utf8',
    })
    if (stdout === '') throw new Error(stderr)
    const measured = JSON.parse(stdout) as Measured
    if (least === null || measured.ms < least.ms) least = measured
  }
  return least!
}

const args = process.argv.slice(2)
if (args[0] === '--one') process.stdout.write(JSON.stringify(measure(args[1], args[2])))
else {
  const programs = args.length > 0 ? args : readdirSync(FOLDER).map((name) => name.replace('.lua', ''))
  process.stdout.write('program         without      with     times   twin in JavaScript\n')
  for (const program of programs) {
    const without = best(program, 'off')
    const withJit = best(program, '')
    if (without.result !== withJit.result)
      throw new Error(`${program}: ${without.result} without, ${withJit.result} with the JIT`)
    const twin = program in TWINS ? `${best(program, 'twin').ms.toFixed(0)} ms` : ''
    const columns = [`${without.ms.toFixed(0)} ms`, `${withJit.ms.toFixed(0)} ms`, (without.ms / withJit.ms).toFixed(1)]
    process.stdout.write(`${program.padEnd(12)}${columns.map((text) => text.padStart(10)).join('')}   ${twin}\n`)
  }
}
