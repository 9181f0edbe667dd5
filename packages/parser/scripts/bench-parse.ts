/**
 * Times `parse` on CPython's library beside CPython's own `ast.parse`, in one process each, and prints the ratio.
 *
 *     node scripts/bench-parse.ts [ROUNDS]
 *
 * Needs CPython 3.13 (`python3.13` on PATH, or `TYPHON_CPYTHON`) for the library and the comparison. Both read all files
 * first and take the best of ROUNDS rounds; the first round, in which the engine warms up, is shown as well.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse, setCharacterNames } from '../src/index.ts'

const command = process.env.TYPHON_CPYTHON ?? 'python3.13'
const script = fileURLToPath(new URL('bench-parse.py', import.meta.url))
const rounds = Number(process.argv[2] ?? 5)
const run = (argument: string): string =>
  execFileSync(command, [script, argument], { encoding: 'utf8', maxBuffer: 1 << 26 })

setCharacterNames(() => '?')
const files = run('list')
  .trim()
  .split('\n')
  .map((path) => readFileSync(path))
const bytes = files.reduce((sum, file) => sum + file.length, 0)
const times: number[] = []
for (let round = 0; round < rounds; round++) {
  const start = performance.now()
  for (const file of files) parse(file)
  times.push((performance.now() - start) / 1000)
}
const ours = Math.min(...times)
const theirs = Number(run(String(rounds)))
const rate = (seconds: number): string => `${seconds.toFixed(3)} s, ${(bytes / 1e6 / seconds).toFixed(1)} MB/s`
console.log(`${files.length} files, ${(bytes / 1e6).toFixed(1)} MB`)
console.log(`parse      first round ${rate(times[0])}; best ${rate(ours)}`)
console.log(`ast.parse  best ${rate(theirs)}`)
console.log(`ratio      ${(ours / theirs).toFixed(3)} (first round ${(times[0] / theirs).toFixed(3)})`)
