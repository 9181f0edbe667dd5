// Running what the command line names: a command, a module, a file, a folder or archive, standard input.
// lib: using/cmdline#interface-options; CPython: Modules/main.c
import {
  call,
  callMethod,
  error,
  exceptionTypes,
  getattr,
  hooks,
  host,
  isError,
  newException,
  OSFailure,
  strerror,
  strFromText,
  strText,
  reprText,
  type Value,
  type W_BaseException,
  type W_Dict,
  type W_List,
  W_Tuple,
} from '@typhon/objspace'
import { compileSource, registerSource, runCode, type W_Code } from '@typhon/interpreter'
import { declaredEncoding, firstInvalidByte } from '@typhon/parser'
import type { Configuration } from '../command-line/configuration.ts'
import type { Target } from '../command-line/options.ts'
import { type Python, setMainLoader } from '../compose.ts'
import { readBytes, readStandardInput } from '../files.ts'
import { endWith, type Ending, SUCCESS } from './exit.ts'

/** Where a program that is a folder or an archive is found; undefined for one that is a file. */
export function importedPath(target: Target): string | undefined {
  if (target.kind !== 'file') return undefined
  return isFolder(target.path) || isArchive(target.path) ? absolute(target.path) : undefined
}

const DIRECTORY = 0o040000
const FORMAT = 0o170000

function isFolder(path: string): boolean {
  try {
    return (host().files.stat(path).mode & FORMAT) === DIRECTORY
  } catch {
    return false
  }
}

/** Whether a file ends as zip archives do: with the record that says where its directory is. */
function isArchive(path: string): boolean {
  let fd = -1
  try {
    fd = host().files.open(path, 0, 0)
    const head = new Uint8Array(2)
    const size = host().files.lseek(fd, 0, 2)
    host().files.pread(fd, head, 0)
    // Most programs are plain text: what an archive starts with, or a line for the system before it, is looked at first.
    const isLikely = (head[0] === 0x50 && head[1] === 0x4b) || (head[0] === 0x23 && head[1] === 0x21)
    if (!isLikely) return false
    const tail = new Uint8Array(Math.min(size, 22 + 65535))
    host().files.pread(fd, tail, size - tail.length)
    for (let i = tail.length - 22; i >= 0; i--)
      if (tail[i] === 0x50 && tail[i + 1] === 0x4b && tail[i + 2] === 5 && tail[i + 3] === 6) return true
    return false
  } catch {
    return false
  } finally {
    if (fd >= 0) host().files.close(fd)
  }
}

/** A path as the system sees it from anywhere. */
function absolute(path: string): string {
  if (path.startsWith('/')) return path
  const cwd = host().files.getcwd()
  const folder = typeof cwd === 'string' ? cwd : new TextDecoder().decode(cwd)
  return `${folder}/${path.startsWith('./') ? path.slice(2) : path}`
}

/** The first entry of sys.path: where the program is. CPython: Python/pathconfig.c (_PyPathConfig_ComputeSysPath0) */
export function firstPath(target: Target): string {
  switch (target.kind) {
    case 'module':
      return absolute('.').replace(/\/\.$/, '')
    case 'file':
      return folderOf(realPath(target.path))
    default:
      return ''
  }
}

function folderOf(path: string): string {
  const i = path.lastIndexOf('/')
  return i < 0 ? '' : path.slice(0, i) || '/'
}

function realPath(path: string): string {
  let resolved = ''
  let rest = absolute(path).split('/')
  for (let links = 0; rest.length > 0 && links < 40;) {
    const [part, ...others] = rest
    rest = others
    if (part === '' || part === '.') continue
    if (part === '..') {
      resolved = resolved.replace(/\/[^/]*$/, '')
      continue
    }
    const next = `${resolved}/${part}`
    const link = linkOf(next)
    if (link === undefined) {
      resolved = next
      continue
    }
    links++
    rest = [...link.split('/'), ...rest]
    if (link.startsWith('/')) resolved = ''
  }
  return resolved
}

function linkOf(path: string): string | undefined {
  try {
    const link = host().files.readlink(path)
    return typeof link === 'string' ? link : new TextDecoder().decode(link)
  } catch {
    return undefined
  }
}

/** Runs the program. `stays`: a prompt follows. */
export function runTarget(python: Python, target: Target, config: Configuration, stays: boolean): Ending {
  try {
    const folder = importedPath(target)
    if (folder !== undefined) {
      ;(python.sys.dict.getStr('path') as W_List).items.unshift(strFromText(folder))
      runModule('__main__', false)
    } else if (target.kind === 'module') runModule(target.name, true)
    else if (target.kind === 'command') {
      registerSource('<string>', target.source)
      runMain(python, compileSource(target.source, { filename: '<string>', optimize: config.optimize }))
    } else if (target.kind === 'file') return runFile(python, target.path, config)
    else runMain(python, codeOf('<stdin>', readStandardInput(), config))
    return SUCCESS
  } catch (e) {
    return endWith(e, stays)
  }
}

function runMain(python: Python, code: W_Code): void {
  const { dict } = python.main
  runCode(code, dict, dict)
}

/** Runs a module as the program, by the library's runpy. */
function runModule(name: string, setArgv: boolean): void {
  callMethod(hooks.importModule('runpy'), '_run_module_as_main', strFromText(name), setArgv)
}

function runFile(python: Python, path: string, config: Configuration): Ending {
  const filename = absolute(path)
  let source: Uint8Array
  try {
    source = readBytes(filename)
  } catch (e) {
    if (!(e instanceof OSFailure)) throw e
    const program = String(python.sys.dict.getStr('executable'))
    const shown = reprText(strFromText(filename))
    const why = strerror(e.errno, host().platform)
    python.complain(`${program}: can't open file ${shown}: [Errno ${e.errno}] ${why}\n`)
    return { status: 2, isInterrupted: false, isExit: true }
  }
  const { dict } = python.main
  dict.setStr('__file__', strFromText(filename))
  dict.setStr('__cached__', null)
  setMainLoader(python.sys.dict.getStr('modules') as W_Dict)
  runMain(python, codeOf(filename, source, config))
  return SUCCESS
}

function codeOf(filename: string, source: Uint8Array, config: Configuration): W_Code {
  if (filename.endsWith('.pyc')) {
    const loader = getattr(hooks.importModule('importlib.machinery'), 'SourcelessFileLoader')
    return callMethod(call(loader, ['__main__', strFromText(filename)], null), 'get_code', '__main__') as W_Code
  }
  const refused = withNull(filename, source) ?? notUtf8(filename, source)
  if (refused !== null) throw refused
  const text = config.skipFirstLine ? withoutFirstLine(source) : source
  try {
    return compileSource(text, { filename, optimize: config.optimize })
  } catch (e) {
    throw undecodable(e) ?? e
  }
}

/**
 * The error of a program's file that is no text in its encoding, undefined for any other. Where compile() is given bytes it
 * says so in other words. CPython: Parser/tokenizer/file_tokenizer.c
 */
function undecodable(e: unknown): W_BaseException | undefined {
  if (!isError(e, 'SyntaxError')) return undefined
  const message = strText(e.extra?.msg ?? null)
  const encoding = /^unknown encoding: (.*)/.exec(message)
  if (encoding !== null) return error('SyntaxError', `encoding problem: ${encoding[1]}`)
  return undefined
}

/** The error of a program's file that holds a null byte: at the line it is in, which ends there. CPython: tok_underflow_file */
function withNull(filename: string, source: Uint8Array): W_BaseException | null {
  const at = source.indexOf(0)
  if (at < 0) return null
  const lines = new TextDecoder().decode(source.subarray(0, at)).split(/\r\n?|\n/)
  const text = strFromText(lines[lines.length - 1])
  const where = new W_Tuple([strFromText(filename), lines.length, 0, text, lines.length, 0])
  return newException(exceptionTypes.SyntaxError, ['source code cannot contain null bytes', where])
}

/** The error of a program's file that declares no encoding and is no UTF-8, be it in a comment. */
function notUtf8(filename: string, source: Uint8Array): W_BaseException | null {
  const invalid = declaredEncoding(source) === null ? firstInvalidByte(source) : null
  if (invalid === null) return null
  return error(
    'SyntaxError',
    `Non-UTF-8 code starting with '\\x${invalid.byte.toString(16)}' in file ${filename} on line ${invalid.line}, but no encoding declared; ` +
      'see https://peps.python.org/pep-0263/ for details',
  )
}

/** A source whose first line is empty, so that the others keep their numbers. */
function withoutFirstLine(source: Uint8Array): Uint8Array {
  const end = source.indexOf(10)
  return end < 0 ? new Uint8Array(0) : source.subarray(end)
}

/** Runs the file that PYTHONSTARTUP names, before the prompt; what goes wrong in it is shown. */
export function runStartup(python: Python, path: string, config: Configuration): void {
  try {
    const source = readBytes(path)
    const { dict } = python.main
    const file: Value = strFromText(path)
    dict.setStr('__file__', file)
    runCode(compileSource(source, { filename: path, optimize: config.optimize }), dict, dict)
    dict.deleteStr('__file__')
  } catch (e) {
    if (!(e instanceof OSFailure)) {
      endWith(e, true)
      return
    }
    python.complain('Could not open PYTHONSTARTUP\n')
    const why = strFromText(strerror(e.errno, host().platform))
    endWith(call(exceptionTypes.OSError, [e.errno, why, strFromText(path)], null), true)
  }
}
