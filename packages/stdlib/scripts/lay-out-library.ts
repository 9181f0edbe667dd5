/**
 * Lays CPython's pure-Python library out as real files under `lib/python3.13/`, so that `sys.prefix` is this package's
 * folder in the workspace and in the published package alike.
 *
 *     node scripts/lay-out-library.ts [--force] [--quiet]
 *
 * The files come from the archive in the npm package `pyodide`, which is used as data only: none of its own modules are
 * taken, nor its build's configuration. Nothing of the library is committed; the modules that the archive lacks and that are
 * Typhon's own, in `python/`, are laid beside the others. The folder is made beside its place and then
 * renamed into it, so nobody sees half of it; a stamp inside it names the archive and this script, so that a run with
 * nothing to do costs one hash of 2.4 MB.
 */
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { readZip } from './zip-archive.ts'

const PACKAGE = dirname(import.meta.dirname)
const LIBRARY = join(PACKAGE, 'lib/python3.13')
const OWN = join(PACKAGE, 'python')
const STAMP = '.archive'

/** What belongs to the package that carries the library, not to the library. */
const LEFT_OUT = /^(?:_?pyodide\/|_sysconfigdata)/

/** What the package that carries the library has put into its files, and what stood there. */
const PUT_IN: Record<string, RegExp> = {
  'zoneinfo/_common.py':
    /^ +import sys\n +if "tzdata" not in sys\.modules:\n(?: +raise ZoneInfoNotFoundError\(\n)(?: +f?".*\n)+/m,
}

const LICENSES: readonly (readonly [from: string, to: string])[] = [
  ['PSF.txt', 'LICENSE.txt'],
  ['MPL-2.0.txt', 'LICENSE-pyodide.txt'],
]

function main(): void {
  const quiet = process.argv.includes('--quiet')
  const say = (text: string): void => void (quiet || process.stdout.write(`${text}\n`))
  const archive = readFileSync(join(dirname(createRequire(import.meta.url).resolve('pyodide')), 'python_stdlib.zip'))
  const hash = createHash('sha256').update(archive)
  for (const script of ['lay-out-library.ts', 'zip-archive.ts'])
    hash.update(readFileSync(join(import.meta.dirname, script)))
  const own = readdirSync(OWN, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(OWN, name)).isFile() && !name.includes('__pycache__'))
    .sort()
  for (const name of own) hash.update(name).update(readFileSync(join(OWN, name)))
  const stamp = hash.digest('hex')

  const stampFile = join(LIBRARY, STAMP)
  if (!process.argv.includes('--force') && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
    say(`${LIBRARY} is up to date`)
    return
  }
  mkdirSync(dirname(LIBRARY), { recursive: true })
  const fresh = mkdtempSync(join(dirname(LIBRARY), '.python3.13-'))
  try {
    const count = extractInto(fresh, archive)
    for (const name of own) {
      mkdirSync(dirname(join(fresh, name)), { recursive: true })
      copyFileSync(join(OWN, name), join(fresh, name))
    }
    for (const [from, to] of LICENSES) copyFileSync(join(PACKAGE, 'licenses', from), join(fresh, to))
    writeFileSync(join(fresh, STAMP), stamp)
    chmodSync(fresh, 0o755)
    rmSync(LIBRARY, { recursive: true, force: true })
    renameSync(fresh, LIBRARY)
    say(`${LIBRARY}: ${count + own.length} files`)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

function without(text: string, what: RegExp, name: string): string {
  if (!what.test(text)) throw new Error(`${name} has not what was put into it`)
  return text.replace(what, '')
}

function extractInto(folder: string, archive: Buffer): number {
  const made = new Set<string>()
  let count = 0
  for (const { name, contents } of readZip(archive)) {
    if (LEFT_OUT.test(name) || name.endsWith('/')) continue
    if (name.startsWith('/') || name.split('/').includes('..'))
      throw new Error(`the archive names a file outside of it: ${name}`)
    const path = join(folder, name)
    const parent = dirname(path)
    if (!made.has(parent)) {
      mkdirSync(parent, { recursive: true })
      made.add(parent)
    }
    writeFileSync(path, name in PUT_IN ? without(contents().toString('utf8'), PUT_IN[name], name) : contents())
    count += 1
  }
  return count
}

main()
