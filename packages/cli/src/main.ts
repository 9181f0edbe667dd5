// The command line: options, what to run, and how the program ends. lib: using/cmdline; CPython: Modules/main.c
import { isError, OSFailure, strFromText, strText, W_BaseException, type W_List } from '@typhon/objspace'
import { compileSource, displayUncaught, exceptionOf, registerSource, runCode } from '@typhon/interpreter'
import { VERSION } from '@typhon/stdlib'
import { compose, type Python } from './compose.ts'
import { readBytes } from './files.ts'
import { nodeHost } from './host/index.ts'

const USAGE = `usage: typhon [option] ... [-c cmd | file | -] [arg] ...
Options:
-c cmd : program passed in as string (ends the options)
-O     : drop asserts; -OO also docstrings
-X dev : show the JavaScript stack of internal errors
-V     : print the version and exit (also --version)
-h     : print this help and exit (also --help)
file   : program read from a file
-      : program read from standard input
`

interface Command {
  readonly kind: 'command' | 'file' | 'stdin'
  readonly text: string
  readonly argv: string[]
  readonly optimize: number
  readonly devMode: boolean
}

/** Reads the arguments; a number is an exit status: there is nothing to run. */
function parseArguments(args: readonly string[]): Command | number {
  let optimize = 0
  let devMode = false
  for (let i = 0; i < args.length; i++) {
    const a = args[i]
    if (a === '-V' || a === '--version') {
      process.stdout.write(`Python ${VERSION.join('.')}\n`)
      return 0
    }
    if (a === '-h' || a === '--help' || a === '-?') {
      process.stdout.write(USAGE)
      return 0
    }
    if (a === '-c') {
      if (i + 1 >= args.length) {
        process.stderr.write(`Argument expected for the -c option\n${USAGE}`)
        return 2
      }
      return { kind: 'command', text: args[i + 1], argv: ['-c', ...args.slice(i + 2)], optimize, devMode }
    }
    if (a === '-O') optimize = Math.min(2, optimize + 1)
    else if (a === '-OO') optimize = 2
    else if (a === '-X') devMode ||= args[++i] === 'dev'
    else if (a === '-') return { kind: 'stdin', text: '', argv: ['-', ...args.slice(i + 1)], optimize, devMode }
    else if (a.startsWith('-')) {
      process.stderr.write(`Unknown option: ${a}\n${USAGE}`)
      return 2
    } else return { kind: 'file', text: a, argv: args.slice(i), optimize, devMode }
  }
  return { kind: 'stdin', text: '', argv: [''], optimize, devMode }
}

/** Runs a program; gives the exit status. */
export function main(args: readonly string[], executable: string, prefix: string): number {
  const command = parseArguments(args)
  if (typeof command === 'number') return command
  const python = compose({
    host: nodeHost,
    executable,
    prefix,
    argv: command.argv,
    optimize: command.optimize,
    devMode: command.devMode,
  })
  let status: number
  try {
    execute(python, command)
    status = 0
  } catch (e) {
    // An internal error outside of running code (in the compiler, say) is a SystemError like any other.
    status = uncaught(python, exceptionOf(e))
  }
  try {
    python.stdout.flush()
    python.stderr.flush()
  } catch (e) {
    if (!(e instanceof W_BaseException)) throw e
    status = isError(e, 'BrokenPipeError') ? 120 : 1
  }
  return status
}

function execute(python: Python, command: Command): void {
  const { dict } = python.main
  const path = python.sys.dict.getStr('path') as W_List
  let source: string | Uint8Array
  let filename: string
  if (command.kind === 'command') {
    filename = '<string>'
    source = command.text
    path.items.unshift('')
  } else if (command.kind === 'stdin') {
    filename = '<stdin>'
    source = readBytes('/dev/stdin')
    path.items.unshift('')
  } else {
    filename = command.text
    try {
      source = readBytes(filename)
    } catch (e) {
      if (!(e instanceof OSFailure)) throw e
      process.stderr.write(
        `${String(python.sys.dict.getStr('executable'))}: can't open file '${filename}': [Errno ${e.errno}] No such file or directory\n`,
      )
      process.exit(2)
    }
    dict.setStr('__file__', strFromText(filename))
    path.items.unshift(strFromText(filename.includes('/') ? filename.replace(/\/[^/]*$/, '') || '/' : ''))
  }
  if (typeof source === 'string') registerSource(filename, source)
  runCode(compileSource(source, { filename, optimize: command.optimize }), dict, dict)
}

/** What an exception that nobody caught does to the process: SystemExit ends it quietly. */
function uncaught(python: Python, e: W_BaseException): number {
  python.stdout.flush()
  if (isError(e, 'SystemExit')) {
    const code = e.extra?.code ?? null
    if (code === null) return 0
    if (typeof code === 'number' || typeof code === 'boolean') return Number(code) & 0xff
    process.stderr.write(`${strText(code)}\n`)
    return 1
  }
  const exit = displayUncaught(e)
  if (exit !== null) return uncaught(python, exit)
  return isError(e, 'KeyboardInterrupt') ? 130 : 1
}
