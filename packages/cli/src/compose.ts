// The one file that names every layer: puts host, object space, interpreter and library together.
import {
  bytesWarning,
  codecChecking,
  call,
  callMethod,
  declareBuiltins,
  digitLimit,
  error,
  getattr,
  hooks,
  type Host,
  moduleType,
  objectType,
  setHashKey,
  setHashSeed,
  restart,
  setHost,
  settleGiven,
  strFromText,
  type Value,
  W_Bytes,
  W_Cell,
  W_Dict,
  W_List,
  W_Module,
  W_Tuple,
  escape,
  escapeAll,
} from '@typhon/objspace'
import {
  compilation,
  endTracing,
  attending,
  context,
  eachHeldValue,
  forgetBodies,
  forgetReady,
  forgetViews,
  innermost,
  requireFrames,
  declareBuiltinsModule,
  runningBuiltin,
  declareInternalReport,
  localsOf,
  magicNumber,
  maturing,
  readSettings,
  rememberBodies,
  rememberReady,
  runCode,
  setJit,
  setPending,
  typeParameters,
} from '@typhon/interpreter'
import type { Configuration } from './command-line/configuration.ts'
import * as jit from '@typhon/jit'
import { setCharacterNames } from '@typhon/parser'
import { giveWay, optimizeInterpreter } from './host/optimizer.ts'
import { addArchiveHook } from './program/archives.ts'
import { forgetSnapshot } from './program/outdated.ts'
import { Sleepers } from './program/sleepers.ts'
import { logJit } from './program/jit-log.ts'
import { prepareWakingUp } from './program/wake-up.ts'
import { traceImportTimes } from './program/import-time.ts'
import {
  builtinModuleNames,
  cachedCode,
  characterNamed,
  completeTypeParameter,
  createBuiltinModule,
  declareBuiltinModules,
  declareSys,
  flagsSequence,
  hideFrozen,
  isBuiltinModule,
  makeTypeParameter,
  runSignalHandlers,
  settings,
  standardStreams,
  unraisable,
  warnBuiltin,
  warnSource,
} from '@typhon/stdlib'

/** How the program was started. */
export interface Start {
  readonly host: Host
  /** `sys.executable`. */
  readonly executable: string
  /** Folder that holds `lib/python3.13`. */
  readonly prefix: string
  /** `sys.argv`, and all arguments as they were given. */
  readonly argv: readonly string[]
  readonly args: readonly string[]
  readonly config: Configuration
}

/** A ready interpreter. */
export interface Python {
  readonly sys: W_Module
  readonly main: W_Module
  /** Writes out what sys.stdout and sys.stderr keep back, as well as that is possible. */
  flush(): void
  /** Says something on the process's standard error. */
  complain(text: string): void
}

/** The layers put together, before anything is known of how the program was started. */
export interface Prepared {
  readonly sys: W_Module
  readonly builtins: W_Module
  readonly modules: W_Dict
  /** How the program was started, once that is known. */
  start: Start | null
  /** `_frozen_importlib`, once the import system has started. */
  bootstrap: W_Module | null
  /** Modules of the library that were imported ahead. */
  sleepers: Sleepers | null
}

/** Puts an interpreter together. There is one in a JavaScript realm. */
export function compose(start: Start): Python {
  return configure(prepare(start.host, start.prefix), start)
}

/** The part of composing that is the same however the program is started. */
export function prepare(host: Host, prefix: string): Prepared {
  setHost(host)
  setCharacterNames(characterNamed)
  const builtins = createBuiltinModule('builtins') as W_Module
  declareBuiltinsModule(builtins)
  declareBuiltins(runningBuiltin)
  const sys = createBuiltinModule('sys') as W_Module
  declareSys(sys)
  const modules = sys.dict.getStr('modules') as W_Dict
  modules.setStr('sys', sys)
  modules.setStr('builtins', builtins)
  const prepared: Prepared = { sys, builtins, modules, start: null, bootstrap: null, sleepers: null }
  declareBuiltinModules((name) => prepared.sleepers?.builtin(name) ?? createBuiltinModule(name), isBuiltinModule)
  declareInternalReport((e) => {
    if (prepared.start?.config.devMode) writeText(host, 2, `${e.stack ?? e.message}\n`)
  })
  describeInstallation(sys, prefix)
  setHooks(prepared)
  return prepared
}

/**
 * The same with the import system running, for a process that is not this one: what starts from here has less to do. `start` is
 * one without arguments and variables; `hasLibrary`: modules of the library are imported and put to sleep. Nothing of this process may get in that `configure` does not set again.
 */
export function prepareAhead(start: Start, hasLibrary: boolean): Prepared {
  const prepared = prepare(start.host, start.prefix)
  fillSys(prepared.sys, start)
  if (!hasLibrary) return prepared
  rememberBodies()
  rememberReady()
  hooks.importSystem()
  prepared.sleepers = new Sleepers(prepared.sys, prepared.bootstrap as unknown as W_Module, forgetSnapshot)
  prepareWakingUp()
  // What is compiled here would be carried by every process, whether it calls it or not.
  readSettings('enabled=0')
  prepared.sleepers.layDown(IMPORTED_OFTEN, prepared.builtins)
  readSettings('enabled=1')
  forgetBodies()
  forgetReady()
  return prepared
}

/** Lets go of a program that was run before a snapshot is made, and of what was made of it. */
export function forgetProgram({ modules }: Prepared): void {
  modules.deleteStr('__main__')
  hooks.runStandardInput = () => {}
  settleGiven()
  endTracing()
  forgetViews()
  objectType.forgetLookups()
}

/**
 * Modules of the library that programs import often. All that they import sleeps with them; each megabyte of the snapshot
 * costs every start 3 ms.
 */
const IMPORTED_OFTEN = ['json', 're', 'dataclasses', 'typing', 'logging', 'asyncio']

/** Whether modules that were executed without options and variables are those that the process wants. */
function usesSleepers(config: Configuration): boolean {
  const {
    optimize,
    verbose,
    importTime,
    devMode,
    hasColumns,
    bytesWarning,
    warnDefaultEncoding,
    warnOptions,
    cpuCount,
    implementation,
  } = config
  return (
    optimize + verbose + bytesWarning + warnDefaultEncoding === 0 &&
    !importTime &&
    !devMode &&
    hasColumns &&
    warnOptions.length === 0 &&
    cpuCount < 0 &&
    !implementation.has('frozen_modules')
  )
}

/** The part of composing that depends on how the program was started. */
export function configure(prepared: Prepared, start: Start): Python {
  const { sys, builtins, modules } = prepared
  const { config } = start
  prepared.start = start
  if (!usesSleepers(config)) prepared.sleepers?.switchOff()
  seedHashes(start.host, config.hashSeed)
  digitLimit.value = config.intMaxStrDigits
  bytesWarning.level = config.bytesWarning
  codecChecking.names = config.devMode
  compilation.hasColumns = config.hasColumns
  settings.cpuCount = config.cpuCount
  settings.checkHashBasedPycs = config.checkHashBasedPycs
  hideFrozen(config.implementation.get('frozen_modules') === 'off')
  restart()
  fillSys(sys, start)
  setStreams(sys, config)
  if (prepared.bootstrap !== null) watchImports(prepared)
  const main = createModule('__main__')
  modules.setStr('__main__', main)
  setMainLoader(modules)
  const { clock } = start.host
  setJit(jit, clock)
  maturing.begin(() => clock.executed(), optimizeInterpreter, giveWay)
  if (process.env.TYPHONLOG) logJit(process.env.TYPHONLOG)
  setPending(start.host.signals.flags, attending(runSignalHandlers))
  start.host.signals.noteInterrupts()
  if (config.memoryLimit !== undefined) start.host.memory.setLimit(config.memoryLimit)
  main.dict.setStr('__builtins__', builtins)
  const flush = (): void => flushStreams(sys)
  return {
    sys,
    main,
    flush,
    complain(text) {
      flush()
      writeText(start.host, 2, text)
    },
  }
}

/** A random key for the hashes of str and bytes, or the one that a seed stands for. */
function seedHashes(host: Host, seed: number | undefined): void {
  if (seed !== undefined) setHashSeed(seed)
  else {
    const key = new Uint8Array(16)
    host.system.random(key)
    setHashKey(key)
  }
}

/** Writes text to a descriptor, past Python's own streams. */
export function writeText(host: Host, fd: number, text: string): void {
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length;) at += host.files.write(fd, bytes.subarray(at))
}

function flushStreams(sys: W_Module): void {
  for (const name of ['stdout', 'stderr'])
    try {
      const file = sys.dict.getStr(name)
      if (file !== undefined && file !== null) callMethod(file, 'flush')
    } catch {
      // Whoever writes next finds out.
    }
}

function createModule(name: string): W_Module {
  return call(moduleType, [strFromText(name)], null) as W_Module
}

function fillSys(sys: W_Module, start: Start): void {
  const { dict } = sys
  const { config } = start
  const text = (s: string): Value => strFromText(s)
  const list = (items: readonly string[]): W_List => new W_List(items.map(text))
  dict.setStr('argv', list(start.argv))
  dict.setStr('orig_argv', list([start.executable, ...start.args]))
  dict.setStr('warnoptions', list(config.warnOptions))
  const options = new W_Dict()
  for (const [name, value] of config.implementation)
    options.set(text(name), typeof value === 'string' ? text(value) : value)
  dict.setStr('_xoptions', options)
  dict.setStr('executable', text(start.executable))
  dict.setStr('_base_executable', text(start.executable))
  dict.setStr('path', list([...config.path, `${start.prefix}/lib/python3.13`]))
  dict.setStr('pycache_prefix', config.pycachePrefix === null ? null : text(config.pycachePrefix))
  if (config.dontWriteBytecode) dict.setStr('dont_write_bytecode', true)
  dict.setStr('flags', flagsOf(config))
}

/** What sys knows of Typhon itself and the place where it is. */
function describeInstallation({ dict }: W_Module, prefix: string): void {
  const names = ['prefix', 'exec_prefix', 'base_prefix', 'base_exec_prefix']
  for (const name of names) dict.setStr(name, strFromText(prefix))
  dict.setStr('_stdlib_dir', strFromText(`${prefix}/lib/python3.13`))
  dict.setStr('_framework', '')
  dict.setStr('_home', null)
  dict.setStr('builtin_module_names', new W_Tuple([...builtinModuleNames]))
}

function flagsOf(config: Configuration): Value {
  return flagsSequence.make([
    config.debug,
    config.inspect,
    config.interactive,
    config.optimize,
    config.dontWriteBytecode,
    config.noUserSite,
    config.noSite,
    config.ignoreEnvironment,
    config.verbose,
    config.bytesWarning,
    config.quiet,
    config.hashSeed === 0 ? 0 : 1,
    config.isolated,
    config.devMode,
    config.utf8Mode,
    config.warnDefaultEncoding,
    config.safePath,
    config.intMaxStrDigits,
    1,
  ])
}

function setStreams(sys: W_Module, { ioEncoding, unbuffered }: Configuration): void {
  for (const [name, w] of Object.entries(standardStreams({ ...ioEncoding, unbuffered }))) {
    sys.dict.setStr(name, w)
    sys.dict.setStr(`__${name}__`, w)
  }
}

function setHooks(prepared: Prepared): void {
  const { modules, builtins } = prepared
  typeParameters.make = makeTypeParameter
  typeParameters.make2 = completeTypeParameter
  hooks.warn = warnBuiltin
  hooks.warnSource = warnSource
  hooks.unraisable = unraisable
  hooks.builtin = (name) => builtins.dict.getStr(name) as Value
  hooks.callerGlobals = () => innermost()?.globals ?? null
  hooks.callerLocals = () => {
    escapeAll()
    requireFrames()
    if (context.frame === null) throw error('SystemError', 'frame does not exist')
    return localsOf(context.frame)
  }
  hooks.eachHeldValue = eachHeldValue
  hooks.loadedModule = (name) => modules.getStr(name)
  hooks.importModule = (name) =>
    modules.getStr(name) ??
    callMethod(builtins, '__import__', strFromText(name), new W_Dict(), null, new W_Tuple(['*']), 0)
  hooks.superArguments = () => superArguments()
  hooks.importSystem = () => {
    if (prepared.bootstrap === null)
      startImports(modules, (bootstrap) => {
        prepared.bootstrap = bootstrap
        watchImports(prepared)
      })
    return prepared.bootstrap
  }
}

/** Times imports where that is wanted. */
function watchImports({ start, bootstrap, modules }: Prepared): void {
  if (start?.config.importTime && bootstrap !== null)
    traceImportTimes(bootstrap, modules, (text) => writeText(start.host, 2, text))
}

/** The class and the first argument that super() without arguments means. CPython: super_init_without_args */
function superArguments(): [Value, Value] {
  requireFrames()
  const { frame } = context
  if (frame === null) throw error('RuntimeError', 'super(): no current frame')
  const { unit } = frame.code
  if (unit.argcount === 0) throw error('RuntimeError', 'super(): no arguments')
  const i = unit.freevars.indexOf('__class__')
  if (i < 0) throw error('RuntimeError', 'super(): __class__ cell not found')
  const cell = frame.regs[unit.freeRegs[i]] as W_Cell
  if (cell.value === undefined) throw error('RuntimeError', 'super(): empty __class__ cell')
  const first = frame.regs[0]
  // A cell may also be what the argument is.
  const self = first instanceof W_Cell && unit.cellvars.includes(unit.varnames[0]) ? first.value : first
  if (self === undefined) throw error('RuntimeError', 'super(): arg[0] deleted')
  escape(self)
  return [cell.value, self]
}

/** Runs importlib's two bootstrap files as the modules they are known by, and lets them install themselves. */
function startImports(modules: W_Dict, ready: (bootstrap: W_Module) => void): void {
  const sys = modules.getStr('sys') as W_Module
  const prefix = sys.dict.getStr('_stdlib_dir') as string
  const load = (file: string, name: string): W_Module => {
    const path = `${prefix}/importlib/${file}`
    const module = createModule(name)
    modules.setStr(name, module)
    module.dict.setStr('__builtins__', modules.getStr('builtins') as Value)
    const origin = `importlib.${file.slice(0, -3)}`
    module.dict.setStr('__origname__', origin)
    module.dict.setStr('__package__', 'importlib')
    runCode(cachedCode(path, `<frozen ${origin}>`), module.dict, module.dict)
    return module
  }
  const bootstrap = load('_bootstrap.py', '_frozen_importlib')
  const imp = createBuiltinModule('_imp') as W_Module
  modules.setStr('_imp', imp)
  callMethod(bootstrap, '_install', sys, imp)
  // The second file imports modules itself, by the first.
  ready(bootstrap)
  const external = load('_bootstrap_external.py', '_frozen_importlib_external')
  external.dict.setStr('_bootstrap', bootstrap)
  const frozen = bootstrap.dict.getStr('FrozenImporter') as Value
  callMethod(bootstrap, '_init_module_attrs', callMethod(bootstrap, '_spec_from_module', external, frozen), external)
  callMethod(frozen, '_fix_up_module', external)
  const magic = magicNumber()
  if (magic !== null) {
    external.dict.setStr('MAGIC_NUMBER', new W_Bytes(magic))
    external.dict.setStr('_RAW_MAGIC_NUMBER', new DataView(magic.buffer).getUint32(0, true))
  }
  callMethod(bootstrap, '_install_external_importers')
  addArchiveHook(sys)
  setMainLoader(modules)
}

/**
 * Gives `__main__` its `__loader__`, as soon as there are loaders: the import system starts with the first import.
 * differs: a program that imports nothing sees None there.
 */
export function setMainLoader(modules: W_Dict): void {
  const main = modules.getStr('__main__')
  const files = modules.getStr('_frozen_importlib_external')
  if (!(main instanceof W_Module) || !(files instanceof W_Module)) return
  const file = main.dict.getStr('__file__')
  const loader =
    file === undefined
      ? getattr(modules.getStr('_frozen_importlib') as Value, 'BuiltinImporter')
      : call(getattr(files, 'SourceFileLoader'), ['__main__', file], null)
  main.dict.setStr('__loader__', loader)
}
