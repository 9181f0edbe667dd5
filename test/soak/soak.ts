/**
 * Runs soak.py, which keeps hot loops busy while everything that compiled code takes for granted changes, with traces.
 *
 *     npm run soak -- [--rounds N] [--seed N] [--runs N] [--jit SETTINGS] [--python COMMAND]
 *
 * Several runs take one seed after the other. Exits with 1 where one fails.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const SCRIPT = join(import.meta.dirname, 'soak.py')
const TYPHON = join(import.meta.dirname, '../../packages/cli/bin/typhon')

/** What a run has written, and null, or how it ended where it failed. */
export function soak(
  jit: string,
  rounds: string,
  seed: string,
  python = TYPHON,
): { output: string; failure: string | null } {
  const env = { ...process.env, TYPHON_JIT: jit }
  const { stdout, stderr, status, signal } = spawnSync(python, [SCRIPT, rounds, seed], { env, encoding: 'utf8' })
  const isRight = status === 0 && stdout.endsWith('ok\n')
  return { output: stdout + stderr, failure: isRight ? null : `status ${signal ?? status}\n${stderr}` }
}

const HELP = `usage: npm run soak -- [options]

  --rounds N         rounds of loops (default 1000000)
  --seed N           what is done in which order (default 1)
  --runs N           so many seeds (default 1)
  --jit SETTINGS     settings of --jit (default traces)
  --python COMMAND   another Python than Typhon
`

function main(): number {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '1' },
      runs: { type: 'string', default: '1' },
      jit: { type: 'string', default: 'traces' },
      python: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) {
    process.stdout.write(HELP)
    return 0
  }
  let failed = 0
  for (let run = 0; run < Number(values.runs); run++) {
    const seed = String(Number(values.seed) + run)
    const { output, failure } = soak(values.jit, values.rounds, seed, values.python)
    process.stdout.write(`seed ${seed}\n${output}`)
    if (failure !== null) failed++
  }
  return failed > 0 ? 1 : 0
}

if (import.meta.main) process.exitCode = main()
