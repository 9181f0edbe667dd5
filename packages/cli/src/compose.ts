// The one file that names every layer: puts host, object space, interpreter and library together.
import {
  callMethod,
  declareBuiltins,
  error,
  hooks,
  type Host,
  setHost,
  strFromText,
  type Value,
  W_Cell,
  W_Dict,
  W_List,
  type W_Module,
  W_Tuple,
} from '@typhon/objspace'
import {
  compileSource,
  context,
  declareBuiltinsModule,
  declareInternalReport,
  localsOf,
  runCode,
  setPending,
} from '@typhon/interpreter'
import { readText } from './files.ts'
import {
  builtinModuleNames,
  createBuiltinModule,
  declareBuiltinModules,
  declareSys,
  flagsSequence,
  isBuiltinModule,
  runSignalHandlers,
  unraisable,
  W_TextStream,
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
  readonly argv: readonly string[]
  readonly optimize: number
  readonly devMode: boolean
}

/** A ready interpreter. */
export interface Python {
  readonly sys: W_Module
  readonly main: W_Module
  readonly stdout: W_TextStream
  readonly stderr: W_TextStream
}

/** Puts an interpreter together. There is one in a JavaScript realm. */
export function compose(start: Start): Python {
  setHost(start.host)
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
    if (start.devMode) process.stderr.write(`${e.stack ?? e.message}\n`)
  })
  const [stdout, stderr] = fillSys(sys, start)
  setHooks(modules, builtins)
  const main = createModule('__main__')
  modules.setStr('__main__', main)
  setPending(start.host.signals.flags, runSignalHandlers)
  start.host.signals.noteInterrupts()
  main.dict.setStr('__builtins__', builtins)
  return { sys, main, stdout, stderr }
}

function createModule(name: string): W_Module {
  const module = createBuiltinModule('sys') as W_Module
  module.dict.clear()
  module.dict.setStr('__name__', name)
  for (const k of ['__doc__', '__package__', '__loader__', '__spec__']) module.dict.setStr(k, null)
  return module
}

function fillSys(sys: W_Module, start: Start): [W_TextStream, W_TextStream] {
  const { dict } = sys
  const text = (s: string): Value => strFromText(s)
  dict.setStr('argv', new W_List(start.argv.map(text)))
  dict.setStr('orig_argv', new W_List([text(start.executable), ...start.argv.map(text)]))
  dict.setStr('executable', text(start.executable))
  dict.setStr('_base_executable', text(start.executable))
  for (const name of ['prefix', 'exec_prefix', 'base_prefix', 'base_exec_prefix']) dict.setStr(name, text(start.prefix))
  dict.setStr('_stdlib_dir', text(`${start.prefix}/lib/python3.13`))
  dict.setStr('_framework', '')
  dict.setStr('path', new W_List([text(`${start.prefix}/lib/python3.13`)]))
  dict.setStr('builtin_module_names', new W_Tuple([...builtinModuleNames]))
  dict.setStr(
    'flags',
    flagsSequence.make([0, 0, 0, start.optimize, 1, 0, 1, 0, 0, 0, 0, 1, 0, start.devMode, 1, 0, false, 4300]),
  )
  const tty = (fd: number): boolean => start.host.terminals.isatty(fd)
  const stdin = new W_TextStream(0, '<stdin>', 'r', 'strict', tty(0))
  const stdout = new W_TextStream(1, '<stdout>', 'w', 'strict', tty(1))
  const stderr = new W_TextStream(2, '<stderr>', 'w', 'backslashreplace', true)
  for (const [name, w] of [
    ['stdin', stdin],
    ['stdout', stdout],
    ['stderr', stderr],
  ] as const) {
    dict.setStr(name, w)
    dict.setStr(`__${name}__`, w)
  }
  return [stdout, stderr]
}

function setHooks(modules: W_Dict, builtins: W_Module): void {
  hooks.warn = warnBuiltin
  hooks.warnSource = warnSource
  hooks.unraisable = unraisable
  hooks.builtin = (name) => builtins.dict.getStr(name) as Value
  hooks.callerGlobals = () => context.frame?.globals ?? null
  hooks.callerLocals = () => {
    if (context.frame === null) throw error('SystemError', 'frame does not exist')
    return localsOf(context.frame)
  }
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
      })
    return bootstrap
  }
}

/** The class and the first argument that super() without arguments means. CPython: super_init_without_args */
function superArguments(): [Value, Value] {
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
function startImports(modules: W_Dict, ready: (bootstrap: Value) => void): void {
  const sys = modules.getStr('sys') as W_Module
  const prefix = sys.dict.getStr('_stdlib_dir') as string
  const load = (file: string, name: string): W_Module => {
    const path = `${prefix}/importlib/${file}`
    const module = createModule(name)
    modules.setStr(name, module)
    module.dict.setStr('__builtins__', modules.getStr('builtins') as Value)
    module.dict.setStr('__file__', path)
    module.dict.setStr('__package__', 'importlib')
    runCode(
      compileSource(readText(path), { filename: `<frozen importlib.${file.slice(0, -3)}>` }),
      module.dict,
      module.dict,
    )
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
  callMethod(bootstrap, '_install_external_importers')
}
