/**
 * `pnpm check`: everything about the sources that needs no run: types, arrows between packages, lint, format, and
 * generated files that are what their generators would write. All checks run; the exit status is 1 when one failed.
 *
 *     pnpm check                all
 *     pnpm check types lint     only these
 */
import { join } from 'node:path'
import { generate } from './generate.mjs'
import { ROOT, run, setup } from './setup.mjs'

const tool = (name, ...args) =>
  run(join(ROOT, 'node_modules/.bin', name), args, { shell: process.platform === 'win32' })

const CHECKS = {
  types: () => tool('tsc', '-p', '.'),
  build: () => tool('tsc', '-b', 'tsconfig.build.json'),
  boundaries: () => tool('turbo', 'boundaries', '--no-color'),
  lint: () => tool('oxlint'),
  format: () => tool('oxfmt', '--list-different'),
  generated: () => generate(['--check']),
}

setup()
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in CHECKS))
if (unknown.length > 0) {
  process.stderr.write(`check: no check ${unknown.join(', ')}; there are: ${Object.keys(CHECKS).join(', ')}\n`)
  process.exit(2)
}
const lines = []
for (const [name, check] of Object.entries(CHECKS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const started = Date.now()
  const status = check()
  lines.push(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  if (status !== 0) process.exitCode = 1
}
process.stdout.write(`\n${lines.join('\n')}\n`)
