/**
 * Loads the bundled command line with its code cache: the second half of the launcher.
 *
 *     node FLAGS boot.cjs LAUNCHER ARGUMENT…
 *
 * The program sees `process.argv` as [Node, LAUNCHER, ARGUMENT…]. `dist/typhon.js` is one function expression whose first
 * line carries a hash of the rest, and V8's code cache for it is a file beside it. V8 itself compares no more than the
 * length of a source with its cache, so the hash is part of the cache's name; Node's version and flags are as well.
 *
 * In the workspace `dist/typhon.inputs` lists the sources of the bundle: one that is newer makes a new bundle first. The
 * published package has no such list. With TYPHON_SOURCE the sources run as they are.
 *
 * Plain CommonJS because a script that Node loads without its ES module loader starts 2 ms sooner.
 */
'use strict'

const fs = require('node:fs')
const path = require('node:path')

const PACKAGE = path.dirname(__dirname)
const DIST = path.join(PACKAGE, 'dist')
const BUNDLE = path.join(DIST, 'typhon.js')
const INPUTS = path.join(DIST, 'typhon.inputs')
const ENTRY = path.join(PACKAGE, 'src/bin.ts')

function main() {
  const [major, minor] = process.versions.node.split('.')
  if (+major < 22 || (+major === 22 && +minor < 18)) {
    refuse(`Node 22.18 or newer is needed, and ${process.execPath} is ${process.version}`)
  }
  process.argv.splice(1, 2, path.resolve(process.argv[2]))
  if (process.env.TYPHON_SOURCE) {
    if (!fs.existsSync(ENTRY)) refuse('TYPHON_SOURCE is set, and there are no sources in a published package')
    require(ENTRY)
    return
  }
  let source = read(BUNDLE)
  if (source === undefined ? fs.existsSync(ENTRY) : isStale()) {
    rebuild()
    source = read(BUNDLE)
  }
  if (source === undefined) refuse(`${BUNDLE} is missing`)
  run(source.toString('latin1'))
}

/** Whether a source of the bundle is newer than it. */
function isStale() {
  const inputs = read(INPUTS)
  if (inputs === undefined) return false
  const [built, ...files] = inputs.toString().split('\n')
  for (const file of files) {
    const status = fs.statSync(PACKAGE + '/' + file, { throwIfNoEntry: false })
    if (status === undefined || status.mtimeMs > +built) return true
  }
  return false
}

function rebuild() {
  const script = path.join(PACKAGE, 'scripts/bundle.ts')
  const { status } = require('node:child_process').spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script],
    { stdio: ['ignore', 2, 2] },
  )
  if (status !== 0) refuse('the bundle could not be built; TYPHON_SOURCE=1 runs the sources')
}

function run(source) {
  const vm = require('node:vm')
  const { createRequire } = require('node:module')
  const { pathToFileURL } = require('node:url')
  const caches = cacheFiles(/^\/\/ (\w+)/.exec(source)[1])
  const cachedData = read(caches[0]) ?? read(caches[1])
  const script = new vm.Script(source, {
    filename: BUNDLE,
    cachedData,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  if (cachedData === undefined || script.cachedDataRejected) {
    // Made at the end, when the functions that were called have been compiled and can be cached too.
    if (process.env.TYPHON_WARM_UP) process.on('exit', () => writeCache(caches, script.createCachedData()))
    else if (caches.some(isWritable)) process.on('exit', warmUp)
  }
  script.runInThisContext()(createRequire(BUNDLE), BUNDLE, DIST, pathToFileURL(BUNDLE).href)
}

/**
 * What most programs need of Typhon: imports. A larger program here would make a larger cache, and each megabyte of it costs
 * every start 12 ms.
 */
const WARM_UP = 'import json'

/**
 * Runs a small program that leaves the code cache: the functions in it are those that programs need, whatever the first one is.
 */
function warmUp() {
  const args = [...process.execArgv, __filename, process.argv[1], '-I', '-c', WARM_UP]
  const env = { ...process.env, TYPHON_WARM_UP: '1' }
  require('node:child_process').spawnSync(process.execPath, args, { env, stdio: 'ignore', timeout: 20000 })
}

function isWritable(file) {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.accessSync(path.dirname(file), fs.constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Where a code cache may be: beside the bundle, or with the user's caches where that folder cannot be written. */
function cacheFiles(hash) {
  const flags = process.execArgv.join('').replace(/\W+/g, '').slice(-80)
  const name = `typhon-${hash}-${process.version}-${process.arch}-${flags}.cache`
  const { XDG_CACHE_HOME, HOME } = process.env
  const user = XDG_CACHE_HOME || (HOME ? path.join(HOME, '.cache') : DIST)
  return [path.join(DIST, name), path.join(user, 'typhon', name)]
}

function writeCache(caches, data) {
  for (const file of caches) {
    const temporary = `${file}.${process.pid}`
    try {
      fs.mkdirSync(path.dirname(file), { recursive: true })
      fs.writeFileSync(temporary, data)
      fs.renameSync(temporary, file)
      return
    } catch {
      // Not writable: the next place, or no cache at all, which is slower and nothing worse.
    }
  }
}

function read(file) {
  try {
    return fs.readFileSync(file)
  } catch {
    return undefined
  }
}

function refuse(reason) {
  process.stderr.write(`typhon: ${reason}\n`)
  process.exit(1)
}

main()
