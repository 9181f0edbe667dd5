/**
 * Set-up: from a fresh copy of the repository to a workspace that runs, on a machine with Node 20 and npm alone.
 *
 *     node tools/setup.mjs
 *
 * Four steps, each skipped when its result is there: install the packages (they carry a newer Node), lay out the Python
 * library, build the command line, compile the library. `npm start` and `npm test` begin with the first two. This file and its neighbours
 * `*.mjs` run on the Node that happens to be there, so they are plain JavaScript for Node 20.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
export const TYPHON = join(ROOT, 'packages/cli/bin/typhon')

const MODULES = join(ROOT, 'node_modules')
const INSTALLED = join(MODULES, '.typhon-installed')
const ATTEMPTS = 3

const isWindows = process.platform === 'win32'
const say = (text) => process.stderr.write(`typhon: ${text}\n`)

/** Installs the packages and lays out the library, as far as they are not there. */
export function setup() {
  install()
  const lay = run(node(), [join(ROOT, 'packages/stdlib/scripts/lay-out-library.ts'), '--quiet'])
  if (lay !== 0) fail('the Python library could not be laid out')
  compileLibrary()
}

/**
 * Compiles the library, so that programs need not: what is there for this compiler and these sources is left as it is. Not
 * more than a comfort, so a failure is not one of the set-up.
 */
function compileLibrary() {
  if (isWindows) return
  const library = join(ROOT, 'packages/stdlib/lib/python3.13')
  const status = run(TYPHON, ['-I', '-m', 'compileall', '-q', library], { stdio: ['ignore', 'ignore', 2] })
  if (status !== 0) say('the Python library is not compiled; programs start slower')
}

/** The Node that runs the workspace: `TYPHON_NODE`, else the one that the packages carry, else this one. */
export function node() {
  if (process.env.TYPHON_NODE) return resolve(process.env.TYPHON_NODE)
  const own = join(MODULES, '.bin/node')
  if (existsSync(own)) return own
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 22 || (major === 22 && minor < 18)) {
    fail(`Node 22.18 or newer is needed here: there is no package with one for ${process.platform}-${process.arch}`)
  }
  return process.execPath
}

/** Runs a program to its end in the workspace, with `node()` and the packages' commands first on its PATH. */
export function run(command, args, options = {}) {
  const PATH = [existsSync(MODULES) ? dirname(node()) : '', join(MODULES, '.bin'), process.env.PATH]
    .filter(Boolean)
    .join(delimiter)
  const env = { ...process.env, ...options.env, PATH, TURBO_TELEMETRY_DISABLED: '1' }
  const { status, signal, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options, env })
  if (error) say(`${command}: ${error.message}`)
  return signal === 'SIGINT' ? 130 : (status ?? 1)
}

function install() {
  const wanted = fingerprint()
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === wanted) return
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const started = Date.now()
  // A first run on empty caches has been seen to fail and the second to pass.
  for (let attempt = 1; ; attempt++) {
    say(attempt === 1 ? `installing packages with ${packageManager} …` : `trying again (${attempt} of ${ATTEMPTS}) …`)
    const { status } = spawnSync('npx', ['--yes', packageManager, 'install', '--frozen-lockfile'], {
      cwd: ROOT,
      stdio: ['ignore', 2, 2],
      shell: isWindows,
    })
    if (status === 0) break
    if (attempt === ATTEMPTS) fail('the packages could not be installed; see above')
  }
  writeFileSync(INSTALLED, wanted)
  say(`packages installed in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

/** What decides which packages have to be there. */
function fingerprint() {
  const packages = readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}/package.json`)
  const hash = createHash('sha256')
  for (const file of [
    'package.json',
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'benchmarks/package.json',
    ...packages,
  ]) {
    if (existsSync(join(ROOT, file))) hash.update(readFileSync(join(ROOT, file)))
  }
  return hash.digest('hex')
}

function fail(reason) {
  say(reason)
  process.exit(1)
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  setup()
  // The launcher builds its bundle when a source is newer, and its first start writes the code cache.
  if (!isWindows && run(TYPHON, ['-c', 'pass']) !== 0) fail('packages/cli/bin/typhon does not run; see above')
  say(`ready: ${TYPHON}`)
}
