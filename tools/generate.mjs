/**
 * `pnpm generate`: writes every generated file; with `--check` writes none and fails where one is not what its generator
 * would write.
 *
 * A package's generator is `scripts/generate.ts`, and it knows `--check` itself.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { node, ROOT, run, setup } from './setup.mjs'

export function generate(args) {
  const generators = readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}/scripts/generate.ts`)
  let status = 0
  for (const file of [...generators, 'tools/differences.ts']) {
    if (!existsSync(join(ROOT, file))) continue
    const flags = ['--conditions=@typhon/source', '--disable-warning=ExperimentalWarning']
    if (run(node(), [...flags, file, ...args]) !== 0) status = 1
  }
  return status
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  setup()
  process.exitCode = generate(process.argv.slice(2))
}
