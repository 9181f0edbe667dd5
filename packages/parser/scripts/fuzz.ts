/**
 * Parses mutated sources: none may crash or take long. With --compare, their errors are compared with CPython's.
 *
 *     node scripts/fuzz.ts [--seed N] [--count N] [--compare] [FILE…]
 *
 * Sources are those of test/errors.jsonl and the top-level statements of the files. --compare needs CPython 3.13
 * (`python3.13` on PATH, or `TYPHON_CPYTHON`). Exits with 1 when something is wrong.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { findCPython } from '../test/compare-library.ts'
import { errorOf, readErrors } from '../test/error-table.ts'
import { mutate, nestedSources, randomNumbers } from '../test/mutate.ts'

/** Milliseconds that a source may take. */
const LIMIT = 1000

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string' }, count: { type: 'string' }, compare: { type: 'boolean' } },
  allowPositionals: true,
})
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const count = Number(values.count ?? 10_000)

const table = new URL('../test/errors.jsonl', import.meta.url)
const bases = readErrors(readFileSync(table, 'utf8'))
  .filter(({ mode, source }) => mode === 'exec' && source.length < 400)
  .map(({ source }) => source)
for (const path of positionals) bases.push(...readFileSync(path, 'utf8').split(/\n(?=[A-Za-z@])/))

const random = randomNumbers(seed)
const sources = Array.from({ length: count }, () => mutate(bases[random(bases.length)], random))
const nested = [10, 150, 1000, 20_000].flatMap((depth) => nestedSources(depth))
let wrong = 0

function complain(source: string, what: string): void {
  wrong++
  console.log(`${JSON.stringify(source.slice(0, 300))}\n    ${what}`)
}

function timed(source: string): string {
  const start = performance.now()
  let found: string
  try {
    found = JSON.stringify(errorOf('exec', source))
  } catch (error) {
    if (error instanceof Error && 'kind' in error) return `"${String(error.kind)}"`
    complain(source, `crashed: ${String(error)}`)
    return 'crashed'
  }
  const taken = performance.now() - start
  if (taken > LIMIT) complain(source, `took ${taken.toFixed(0)} ms`)
  return found
}

console.log(`seed ${seed}, ${bases.length} sources to start from, ${count} mutated, ${nested.length} nested`)
for (const [name, source] of nested) {
  const start = performance.now()
  timed(source)
  if (performance.now() - start > LIMIT) console.log(`    that was ${name}`)
}
const found = sources.map(timed)
if (values.compare === true) {
  const command = findCPython()
  if (command === null) throw new Error('no CPython 3.13 found (python3.13 on PATH, or TYPHON_CPYTHON)')
  const script = fileURLToPath(new URL('../test/record-cases.py', import.meta.url))
  const lines = sources.map((source) => JSON.stringify(['exec', source])).join('\n')
  const { stdout } = spawnSync(command, [script, '--print-errors'], {
    input: lines,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  })
  stdout
    .trimEnd()
    .split('\n')
    .forEach((line, i) => {
      const expected = JSON.stringify(JSON.parse(line))
      // CPython cannot compile half a surrogate pair, or a docstring with one.
      if (expected === '"UnicodeEncodeError"') return
      if (found[i] !== expected && found[i] !== 'crashed') complain(sources[i], `${found[i]}\n    ${expected}`)
    })
}
console.log(`${wrong} wrong`)
if (wrong > 0) process.exitCode = 1
