/**
 * Runs what runs programs with each collector of `--gc`: the behaviour tests of test/py and the tests that start the command.
 *
 *     npm run collectors -- [--gc NAME]… [--scripts-only] [NAME…]
 *
 * NAME runs only scripts of test/py whose name contains one of these, and no other tests. Exits with 1 where a test fails.
 */
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const ROOT = join(import.meta.dirname, '..')
const COLLECTORS = ['host', 'prompt', 'marksweep', 'generation', 'incminimark']

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    gc: { type: 'string', multiple: true },
    'scripts-only': { type: 'boolean' },
    timeout: { type: 'string', default: '300' },
  },
})

/** Test files that start the command; this collector's own choice, and what runs test/py a second time, are left out. */
function testsOfCommand(): string[] {
  const files = globSync('{packages,docs,test,tools}/**/*.test.ts', {
    cwd: ROOT,
    exclude: (name) => name.includes('node_modules'),
  })
  return files
    .filter(
      (file) => file !== 'test/py/python.test.ts' && readFileSync(join(ROOT, file), 'utf8').includes('bin/typhon'),
    )
    .sort()
}

function run(gc: string, command: string, args: readonly string[]): boolean {
  const env = { ...process.env, TYPHON_GC: gc }
  const { status } = spawnSync(command, args, { cwd: ROOT, env, stdio: 'inherit' })
  return status === 0
}

const failed: string[] = []
for (const gc of values.gc ?? COLLECTORS) {
  console.log(`--gc=${gc}`)
  if (!run(gc, process.execPath, ['test/py/run.ts', '--timeout', values.timeout, ...positionals]))
    failed.push(`${gc}: test/py`)
  if (positionals.length > 0 || values['scripts-only']) continue
  const vitest = ['--', 'vitest', 'run', '--testTimeout', `${Number(values.timeout) * 1000}`, ...testsOfCommand()]
  if (!run(gc, 'npx', vitest)) failed.push(`${gc}: tests of the command`)
}
console.log(failed.length === 0 ? 'all pass' : `failed: ${failed.join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1
