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
 * A start from here ends by making a snapshot of the heap with an interpreter in it, from which the launcher starts Node the
 * next time. There are two: `bare`, and `library`, in which modules of the library have been imported. `typhon.start` names them and
 * what they were made from, a line each (Node, its version, V8's flags, the bundle, the snapshots), and the launcher compares. Node loads a snapshot or ends, so
 * what it was made from has to be exactly what is there; in the workspace the launcher looks for newer sources as well. That Node is
 * still the one that was asked for its version is seen by its time, which is between those of `typhon.start.from` and `.to`.
 * TYPHON_SNAPSHOT=off does without.
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
/** What is run once in the process that makes a snapshot. */
const REHEARSAL = path.join(__dirname, 'rehearsal.py')
/** What makes snapshots, besides the bundle. */
const MAKERS = [__filename, path.join(__dirname, 'blob.cjs'), REHEARSAL]
const ENTRY = path.join(PACKAGE, 'src/bin.ts')
/** The launcher looks for this name, beside the bundle and in the user's caches. */
const POINTER = 'typhon.start'
/** This process makes a snapshot. */
const isBuilding = process.env.TYPHON_SNAPSHOT === 'build'

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
  const text = source.toString('latin1')
  if (isBuilding) prepare(text)
  else run(text)
}

/** Whether a source of the bundle is newer than it. */
function isStale() {
  const inputs = read(INPUTS)
  if (inputs === undefined) return false
  const built = fs.statSync(INPUTS).mtimeMs
  for (const line of inputs.toString().split('\n').slice(1)) {
    const status = fs.statSync(path.join(PACKAGE, line.replace(/ \\$/, '')), { throwIfNoEntry: false })
    if (status === undefined || status.mtimeMs > built) return true
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
  const hash = hashOf(source)
  const caches = placesFor(`typhon-${hash}-${madeFor()}.cache`)
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
  if (!process.env.TYPHON_WARM_UP && process.env.TYPHON_SNAPSHOT !== 'off') process.on('exit', () => makeSnapshot(hash))
  evaluate(script.runInThisContext())
}

/** Calls the function that the bundle is; gives what it exports. */
function evaluate(bundle) {
  const { createRequire } = require('node:module')
  const { pathToFileURL } = require('node:url')
  return bundle(isBuilding ? require : createRequire(BUNDLE), BUNDLE, DIST, pathToFileURL(BUNDLE).href)
}

/** The hash of a bundle, from its first line. */
function hashOf(source) {
  return /^\/\/ (\w+)/.exec(source)[1]
}

/** Makes what is written into the snapshot: an interpreter, and what a process does that begins with it. */
function prepare(source) {
  const vm = require('node:vm')
  const { setFlagsFromString, startupSnapshot } = require('node:v8')
  for (const flag of OWN_FORGOTTEN) setFlagsFromString(flag)
  const { ahead } = evaluate(new vm.Script(source, { filename: BUNDLE }).runInThisContext())
  if (ahead === undefined) throw new Error('the bundle cannot be started from a snapshot')
  if (!startupSnapshot.isBuildingSnapshot()) return
  forgetCode()
  ahead.rehearse(REHEARSAL)
  startupSnapshot.setDeserializeMainFunction(() => {
    // The launcher's, see there: neither the program nor its children are to find it.
    if (process.env.GLIBC_TUNABLES?.startsWith('glibc.malloc.hugetlb=0x1:')) delete process.env.GLIBC_TUNABLES
    ahead.start()
  })
}

/**
 * Flags of V8 for a process that makes a snapshot: Node's own functions that run before the first of ours, which are those that
 * every start calls, get code of V8's baseline compiler when they are first called. V8 does not forget the bytecode of functions that
 * have such code (forgetCode), which itself stays out of snapshots.
 */
const KEEPING_NODE_COMPILED = ['--invocation-count-for-feedback-allocation=0', '--no-baseline-batch-compilation']

/** What `prepare` sets for functions of ours: no such code, and V8's default of calls before it gathers feedback, which takes a tenth of the time. */
const OWN_FORGOTTEN = ['--no-sparkplug', '--invocation-count-for-feedback-allocation=8']

/**
 * Has V8 forget the bytecode of functions, most of which have been called for the last time by now. What is compiled from
 * here on stays in the snapshot. Where V8 does not know these flags, it stays larger.
 */
function forgetCode() {
  const { queryObjects, setFlagsFromString } = require('node:v8')
  setFlagsFromString('--stress-flush-code')
  // Collects garbage before it counts.
  queryObjects(class {}, { format: 'count' })
  setFlagsFromString('--no-stress-flush-code')
  setFlagsFromString('--no-flush-bytecode')
}

/**
 * Has a child make a snapshot, where there is none for this bundle, and tells the launcher of it. A snapshot that cannot be
 * made leaves everything as it is.
 */
function makeSnapshot(hash) {
  const flags = process.execArgv.join(' ')
  if (typeof process.execve !== 'function' || process.env.NODE_OPTIONS || !USUAL_FLAGS.test(flags)) return
  const { createHash } = require('node:crypto')
  // A snapshot knows where everything is.
  const place = createHash('sha256').update(`${process.execPath}\n${BUNDLE}`).digest('hex').slice(0, 8)
  const makers = createHash('sha256')
  for (const file of MAKERS) makers.update(fs.readFileSync(file))
  const version = `${hash}-${makers.digest('hex').slice(0, 8)}`
  for (const pointer of placesFor(POINTER)) {
    if (!isWritable(pointer)) continue
    const blobs = ['bare', 'library'].map((kind) => {
      const name = `typhon-${version}-${place}-${madeFor()}-${kind}.blob`
      return { kind, blob: path.join(path.dirname(pointer), name) }
    })
    // One that the launcher was told to forget (src/program/outdated.ts) is made again.
    const isKnown = fs.existsSync(pointer)
    const isThere = ({ kind, blob }) => (isKnown && fs.existsSync(blob)) || buildSnapshot(blob, kind)
    if (!blobs.every(isThere)) return
    const lines = [process.execPath, process.version, flags, BUNDLE, ...blobs.map(({ blob }) => blob)]
    // In this order, as another process may be about to start: times of one Node with the version of another would end it.
    if (replace(pointer, lines.map((line) => `${line}\n`).join(''))) markTime(pointer)
    const isOfThisPlace = (name) => name.endsWith('.blob') && name.includes(`-${place}-${madeFor()}-`)
    removeOlder(path.dirname(pointer), (name) => isOfThisPlace(name) && !name.includes(version))
    return
  }
}

/** No Node that is new enough is older: files of an earlier time were given it by what installed them, all versions the same. */
const FIRST_TIME_MS = Date.UTC(2025, 6)

/**
 * Leaves two empty files for the launcher, with times a second before and a second after that of Node: a shell sees no more of it, and
 * some shells no more than seconds.
 */
function markTime(pointer) {
  const timeOf = () => fs.statSync(process.execPath).mtimeMs
  try {
    const time = timeOf()
    // Whether the file has become another one since this process started from it.
    const { stdout } = require('node:child_process').spawnSync(process.execPath, ['-v'], { encoding: 'utf8' })
    const isKnown = time > FIRST_TIME_MS && stdout.trim() === process.version && timeOf() === time
    for (const [name, shift] of [
      ['from', -1000],
      ['to', 1000],
    ]) {
      const mark = `${pointer}.${name}`
      if (isKnown) {
        replace(mark, '', new Date(time + shift))
      } else {
        fs.rmSync(mark, { force: true })
      }
    }
  } catch {
    // The launcher asks Node each time.
  }
}

/** Removes snapshots of bundles that were here before, but for those that a process might just be starting from. */
function removeOlder(folder, isOlder) {
  try {
    for (const name of fs.readdirSync(folder).filter(isOlder)) {
      const file = path.join(folder, name)
      if (Date.now() - fs.statSync(file).mtimeMs > MAKING_MS) fs.rmSync(file)
    }
  } catch {
    // They take room, and do no harm.
  }
}

/** The launcher's flags where the stack is not a small one: for others no snapshot is made. */
const USUAL_FLAGS = /^--stack-size=6000( --[a-z-]+=[\w*-]+)* --disable-sigusr1$/

/** How Node ends where it, or its V8, does not know an option. */
const UNKNOWN_OPTION = 9

/** A snapshot takes a second or two; whoever finds one being made lets it be. */
const MAKING_MS = 60_000

function buildSnapshot(blob, kind) {
  const temporary = `${blob}.new`
  const begun = fs.statSync(temporary, { throwIfNoEntry: false })
  if (begun !== undefined && Date.now() - begun.mtimeMs < MAKING_MS) return false
  try {
    fs.writeFileSync(temporary, '', { flag: begun === undefined ? 'wx' : 'w' })
    const args = ['--snapshot-blob', temporary, '--build-snapshot', __filename, process.argv[1], kind]
    // Nothing of this process's environment gets into a file.
    const env = { TZ: 'UTC', TYPHON_SNAPSHOT: 'build' }
    if (process.env.LD_LIBRARY_PATH) env.LD_LIBRARY_PATH = process.env.LD_LIBRARY_PATH
    const child = require('node:child_process')
    // In the workspace the compiler may have changed: what modules are then compiled to is larger than what is read from caches,
    // function by function, where a first process has left it.
    if (kind === 'library' && fs.existsSync(INPUTS)) {
      child.spawnSync(process.execPath, [...process.execArgv, __filename, process.argv[1], kind], {
        env,
        stdio: 'ignore',
      })
    }
    const statusWith = (flags) => {
      const all = [...process.execArgv, ...flags, ...args]
      return child.spawnSync(process.execPath, all, { env, stdio: 'ignore', timeout: MAKING_MS }).status
    }
    let status = statusWith(KEEPING_NODE_COMPILED)
    if (status === UNKNOWN_OPTION) status = statusWith([])
    if (status !== 0 || fs.statSync(temporary).size === 0) {
      // What is left says for a minute that there is no use in trying.
      return false
    }
    leaveOutCodeCaches(temporary, { ...env, TYPHON_SNAPSHOT: '' })
    fs.renameSync(temporary, blob)
    return true
  } catch {
    return false
  }
}

/** Makes a snapshot's file shorter, where Node then starts from it as well. */
function leaveOutCodeCaches(blob, env) {
  const { withoutCodeCaches } = require('./blob.cjs')
  const trial = `${blob}.shorter`
  try {
    const shorter = withoutCodeCaches(fs.readFileSync(blob))
    if (shorter === undefined) return
    fs.writeFileSync(trial, shorter)
    const args = [...process.execArgv, '--snapshot-blob', trial, process.argv[1], '-I', '-c', 'print(6 * 7)']
    const { status, stdout } = require('node:child_process').spawnSync(process.execPath, args, {
      env,
      encoding: 'utf8',
      timeout: MAKING_MS,
    })
    if (status === 0 && stdout === '42\n') fs.renameSync(trial, blob)
  } catch {
    // No room for another file: the longer one does.
  } finally {
    fs.rmSync(trial, { force: true })
  }
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
  // Its program is not the user's: their log is not its.
  delete env.TYPHONLOG
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

/** What caches are made for, beside the bundle. */
function madeFor() {
  // Of each flag the first letters of its words, and its value.
  const flags = process.execArgv.map((flag) => flag.replace(/([a-z])[a-z]*/g, '$1').replace(/\W+/g, '')).join('-')
  return `${process.version}-${process.arch}-${flags}`
}

/** Where a cache may be: beside the bundle, or with the user's caches where that folder cannot be written. */
function placesFor(name) {
  const { XDG_CACHE_HOME, HOME } = process.env
  const user = XDG_CACHE_HOME || (HOME ? path.join(HOME, '.cache') : DIST)
  return [path.join(DIST, name), path.join(user, 'typhon', name)]
}

function writeCache(caches, data) {
  // Not writable: the next place, or no cache at all, which is slower and nothing worse.
  caches.some((file) => replace(file, data))
}

/** Writes a file at once, of that time if one is given; false where that cannot be. */
function replace(file, data, time) {
  const temporary = `${file}.${process.pid}`
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(temporary, data)
    if (time !== undefined) fs.utimesSync(temporary, time, time)
    fs.renameSync(temporary, file)
    return true
  } catch {
    return false
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
