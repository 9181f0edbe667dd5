// The one file that names every layer: puts host, object space, interpreter and library together.
import {
  bytesWarning,
  call,
  callMethod,
  declareBuiltins,
  digitLimit,
  error,
  getattr,
  hooks,
  type Host,
  moduleType,
  setHashKey,
  setHashSeed,
  setHost,
  strFromText,
  type Value,
  W_Bytes,
  W_Cell,
  W_Dict,
  W_List,
  W_Module,
  W_Tuple,
} from '@typhon/objspace'
import {
  compilation,
  attending,
  context,
  eachHeldValue,
  innermost,
  requireFrames,
  declareBuiltinsModule,
  declareInternalReport,
  localsOf,
  magicNumber,
  runCode,
  setPending,
  typeParameters,
} from '@typhon/interpreter'
import type { Configuration } from './command-line/configuration.ts'
import { setCharacterNames } from '@typhon/parser'
import { addArchiveHook } from './program/archives.ts'
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

/** Puts an interpreter together. There is one in a JavaScript realm. */
export function compose(start: Start): Python {
  const { config } = start
  setHost(start.host)
  setCharacterNames(characterNamed)
  seedHashes(start.host, config.hashSeed)
  digitLimit.value = config.intMaxStrDigits
  bytesWarning.level = config.bytesWarning
  compilation.hasColumns = config.hasColumns
  settings.cpuCount = config.cpuCount
  settings.checkHashBasedPycs = config.checkHashBasedPycs
  hideFrozen(config.implementation.get('frozen_modules') === 'off')
  const builtins = createBuiltinModule('builtins') as W_Module
  declareBuiltinsModule(builtins)
  declareBuiltins((name) => builtins.dict.getStr(name) as Value)
  const sys = createBuiltinModule('sys') as W_Module
  declareSys(sys)
  declareBuiltinModules(createBuiltinModule, isBuiltinModule)
  const modules = sys.dict.getStr('modules') as W_Dict
  modules.setStr('sys', sys)
  modules.setStr('builtins', builtins)
  declareInternalReport((e) => {
    if (config.devMode) writeText(start.host, 2, `${e.stack ?? e.message}\n`)
  })
  fillSys(sys, start)
  setStreams(sys, config)
  setHooks(modules, builtins, start)
  const main = createModule('__main__')
  modules.setStr('__main__', main)
  setPending(start.host.signals.flags, attending(runSignalHandlers))
  start.host.signals.noteInterrupts()
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
  for (const name of ['prefix', 'exec_prefix', 'base_prefix', 'base_exec_prefix']) dict.setStr(name, text(start.prefix))
  dict.setStr('_stdlib_dir', text(`${start.prefix}/lib/python3.13`))
  dict.setStr('_framework', '')
  dict.setStr('path', list([...config.path, `${start.prefix}/lib/python3.13`]))
  dict.setStr('pycache_prefix', config.pycachePrefix === null ? null : text(config.pycachePrefix))
  if (config.dontWriteBytecode) dict.setStr('dont_write_bytecode', true)
  dict.setStr('builtin_module_names', new W_Tuple([...builtinModuleNames]))
  dict.setStr('flags', flagsOf(config))
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

function setHooks(modules: W_Dict, builtins: W_Module, start: Start): void {
  typeParameters.make = makeTypeParameter
  typeParameters.make2 = completeTypeParameter
  hooks.warn = warnBuiltin
  hooks.warnSource = warnSource
  hooks.unraisable = unraisable
  hooks.builtin = (name) => builtins.dict.getStr(name) as Value
  hooks.callerGlobals = () => innermost()?.globals ?? null
  hooks.callerLocals = () => {
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
  let bootstrap: Value | null = null
  hooks.importSystem = () => {
    if (bootstrap === null)
      startImports(modules, (b) => {
        bootstrap = b
        if (start.config.importTime) traceImportTimes(b, modules, (text) => writeText(start.host, 2, text))
      })
    return bootstrap
  }
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
  const self = first instanceof W_Cell ? first.value : first
  if (self === undefined) throw error('RuntimeError', 'super(): arg[0] deleted')
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
