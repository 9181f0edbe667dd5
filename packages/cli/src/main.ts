// The command line, from arguments to exit status. lib: using/cmdline; CPython: Modules/main.c
import { existsSync } from 'node:fs'
import { callMethod, errorWith, findAttr, hooks, setHost, strFromText, type W_List } from '@typhon/objspace'
import { chooseCollector, collection, takeCensus, COLLECTORS, readSettings, settingsHelp } from '@typhon/interpreter'
import { Params } from '@typhon/jit'
import { VERSION, VERSION_TEXT } from '@typhon/stdlib'
import { configure as begin, prepare, type Prepared, type Python, writeText } from './compose.ts'
import { type Configuration, ConfigurationError, configure } from './command-line/configuration.ts'
import { helpText, usageHint } from './command-line/help.ts'
import { type Options, readOptions, UsageError } from './command-line/options.ts'
import { viewJit } from './jit-view/command.ts'
import { nodeHost } from './host/index.ts'
import { dieInterrupted, endWith, type Ending, finish, SUCCESS } from './program/exit.ts'
import { runPrompt } from './program/prompt.ts'
import { firstPath, importedPath, runStartup, runTarget } from './program/run.ts'
import { showTarget } from './program/show.ts'
import { startSite } from './program/site.ts'

const write = (fd: number, text: string): void => writeText(nodeHost, fd, text)

/**
 * Runs a program; gives the exit status. `prepared`: an interpreter that was made ahead. A fault of Typhon outside of running
 * code is told as one, not as a JavaScript stack.
 */
export function main(args: readonly string[], executable: string, prefix: string, prepared?: Prepared): number {
  try {
    return start(args, executable, prefix, prepared)
  } catch (e) {
    if (!(e instanceof Error)) throw e
    const isDeveloping = args.some((arg, i) => arg === '-Xdev' || (arg === 'dev' && args[i - 1] === '-X'))
    const detail = isDeveloping ? (e.stack ?? e.message) : `${e.message} (-X dev shows where)`
    write(2, `typhon: internal error: ${detail}\n`)
    return 1
  }
}

function start(args: readonly string[], executable: string, prefix: string, prepared: Prepared | undefined): number {
  let options: Options
  let config: Configuration
  if (args[0] === 'jitview' && !existsSync(args[0])) return viewJit(args.slice(1), write)
  try {
    options = readOptions(args)
    if (options.help !== null) {
      write(1, helpText(options.help, executable))
      return 0
    }
    if (options.counts.V > 0) {
      write(1, `Python ${options.counts.V > 1 ? VERSION_TEXT : VERSION.join('.')}\n`)
      return 0
    }
    config = configure(options, (name) => nodeHost.environment.get(name))
  } catch (e) {
    if (e instanceof UsageError) {
      write(2, `${e.message}\n${usageHint(executable)}`)
      return 2
    }
    if (!(e instanceof ConfigurationError)) throw e
    const state = e.origin.startsWith('preconfig') ? 'preinitializing' : 'preinitialized'
    write(2, `Fatal Python error: ${e.origin}: ${e.message}\nPython runtime state: ${state}\n\n`)
    return 1
  }
  if (options.jit === 'help') {
    write(1, settingsHelp())
    return 0
  }
  const complaint = config.jit === null ? null : readSettings(config.jit, (setting) => new Params().parse(setting))
  if (complaint !== null) {
    write(2, `--jit: ${complaint}\n${usageHint(executable)}`)
    return 2
  }
  if (!chooseCollector(config.gc)) {
    write(2, `--gc must be one of ${COLLECTORS.join(', ')}\n${usageHint(executable)}`)
    return 2
  }
  if (options.show !== null) {
    setHost(nodeHost)
    return showTarget(options.show, options.target, config.optimize, write)
  }
  const begun = { host: nodeHost, executable, prefix, argv: options.argv, args, config }
  const python = begin(prepared ?? prepare(nodeHost, prefix), begun)
  // What is there before the program is not counted.
  if (collection.counts) takeCensus(-1)
  const ending = runProgram(python, options, config, executable, prefix)
  const status = finish(ending.status)
  if (config.gcStats) writeText(nodeHost, 2, nodeHost.memory.report())
  if (ending.isInterrupted) dieInterrupted()
  return ending.isInterrupted ? 130 : status
}

function runProgram(
  python: Python,
  options: Options,
  config: Configuration,
  executable: string,
  prefix: string,
): Ending {
  const { target } = options
  const isTerminal = config.interactive > 0 || nodeHost.terminals.isatty(0)
  const isPrompt = target.kind === 'stdin' && isTerminal
  hooks.runStandardInput = () => {
    const ending = isTerminal ? runPrompt(python, config.optimize) : runTarget(python, { kind: 'stdin' }, config, false)
    if (ending.isExit) throw errorWith('SystemExit', ending.status)
  }
  try {
    if (config.tellsFaults) callMethod(hooks.importModule('faulthandler'), 'enable')
    if (config.tracemalloc > 0) callMethod(hooks.importModule('_tracemalloc'), 'start', config.tracemalloc)
    if (config.gcStats) nodeHost.memory.watchCollections()
    startSite(python.sys, executable, prefix, config, isTerminal && (isPrompt || config.inspect > 0))
    if (config.warnOptions.length > 0) hooks.importModule('warnings')
    // A folder or archive is put first whatever -P says; see runTarget.
    if (!config.safePath && importedPath(target) === undefined)
      (python.sys.dict.getStr('path') as W_List).items.unshift(strFromText(firstPath(target)))
  } catch (e) {
    return endWith(e)
  }
  if (isTerminal && (isPrompt || config.verbose > 0) && !config.quiet) greet(python, config)
  if (isPrompt) {
    if (config.startup !== null) runStartup(python, config.startup, config)
    prepareInteraction(python, config)
    return runPrompt(python, config.optimize)
  }
  const ending = runTarget(python, target, config, config.inspect > 0)
  return staysForPrompt(config) && isTerminal && ending.status !== 2 ? afterwards(python, config, ending) : ending
}

/** Whether a prompt follows the program, which may have asked for it itself. */
function staysForPrompt(config: Configuration): boolean {
  if (config.inspect > 0) return true
  const wish = config.ignoreEnvironment ? undefined : nodeHost.environment.get('PYTHONINSPECT')
  return wish !== undefined && wish !== ''
}

function afterwards(python: Python, config: Configuration, ending: Ending): Ending {
  if (ending.isExit) return ending
  prepareInteraction(python, config)
  const last = runPrompt(python, config.optimize)
  return last.isExit ? last : SUCCESS
}

/** Runs what `site` has prepared for the prompt. */
function prepareInteraction(python: Python, config: Configuration): void {
  const hook = findAttr(python.sys, '__interactivehook__')
  if (config.isolated || hook === undefined) return
  try {
    callMethod(python.sys, '__interactivehook__')
  } catch (e) {
    python.complain('Failed calling sys.__interactivehook__\n')
    endWith(e, true)
  }
}

function greet(python: Python, config: Configuration): void {
  const help = 'Type "help", "copyright", "credits" or "license" for more information.\n'
  python.complain(`Python ${VERSION_TEXT} on ${nodeHost.platform}\n${config.noSite ? '' : help}`)
}
