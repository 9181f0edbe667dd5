// How a program ends: what an exception that nobody caught means for the process, what is done at the end, the exit status.
// lib: sys#sys.exit, atexit; CPython: Python/pythonrun.c (handle_system_exit), Python/pylifecycle.c (Py_FinalizeEx)
import {
  call,
  callMethod,
  error,
  findAttr,
  hooks,
  host,
  isError,
  isTrue,
  type Value,
  W_BaseException,
  W_Module,
  strFromText,
  strText,
} from '@typhon/objspace'
import { displayUncaught, exceptionOf, finalizeAll, warnOfUnawaited } from '@typhon/interpreter'
import { runExitFunctions } from '@typhon/stdlib'
import { flushFiles } from '@typhon/stdlib'

/** What the last statement of a program came to. */
export interface Ending {
  readonly status: number
  /** The exception was KeyboardInterrupt: the process is to die of SIGINT, so that a shell knows. */
  readonly isInterrupted: boolean
  /** The exception was SystemExit: there is no prompt afterwards. */
  readonly isExit: boolean
}

export const SUCCESS: Ending = { status: 0, isInterrupted: false, isExit: false }

const sysAttr = (name: string): Value => findAttr(hooks.importModule('sys'), name) ?? null

/** What was printed so far comes before what is said about an exception. */
function flushOutput(): void {
  try {
    const stdout = sysAttr('stdout')
    if (stdout !== null) callMethod(stdout, 'flush')
  } catch {
    // The end of the program flushes again and says what is wrong.
  }
}

/** The exit status that a SystemExit asks for; anything but a number is printed. */
function exitStatus(e: W_BaseException): number {
  let code: Value = findAttr(e, 'code') ?? null
  if (code === null) return 0
  if (typeof code === 'number' || typeof code === 'boolean') return Number(code) & 0xff
  const int = findAttr(code, '__index__') === undefined ? undefined : callMethod(code, '__index__')
  if (typeof int === 'number') return int & 0xff
  if (int !== undefined) return 0xff
  const file = sysAttr('stderr')
  if (file !== null) {
    code = strFromText(`${strText(code)}\n`)
    callMethod(file, 'write', code)
    const flush = findAttr(file, 'flush')
    if (flush !== undefined) call(flush, [], null)
  }
  return 1
}

/** Deals with what was thrown: shows it, or ends quietly. `stays`: a prompt follows, SystemExit is shown like any other. */
export function endWith(thrown: unknown, stays = false): Ending {
  const e = exceptionOf(thrown)
  flushOutput()
  if (isError(e, 'SystemExit') && !stays) return { status: exitStatus(e), isInterrupted: false, isExit: true }
  const exit = displayUncaught(e)
  if (exit !== null) return endWith(exit)
  return { status: 1, isInterrupted: isError(e, 'KeyboardInterrupt'), isExit: false }
}

/** What is done at the end: threads are waited for, functions of `atexit` run, output is written. Gives the exit status. */
export function finish(status: number): number {
  attempt(() => {
    const threading = hooks.loadedModule('threading')
    if (threading instanceof W_Module) callMethod(threading, '_shutdown')
  }, 'Exception ignored on threading shutdown')
  runExitFunctions()
  warnOfUnawaited(true)
  finalizeAll()
  let isLost = false
  for (const name of ['stdout', 'stderr'])
    try {
      const file = sysAttr(name)
      if (file !== null && !isClosed(file)) callMethod(file, 'flush')
    } catch (e) {
      if (name === 'stdout') {
        isLost = true
        hooks.unraisable(e, 'Exception ignored on flushing sys.stdout', null)
      }
    }
  flushFiles()
  return isLost ? 120 : status
}

function isClosed(file: Value): boolean {
  return isTrue(findAttr(file, 'closed') ?? false)
}

function attempt(work: () => void, what: string): void {
  try {
    work()
  } catch (e) {
    hooks.unraisable(e, what, null)
  }
}

const SIGINT = 2

/** Ends the process as SIGINT does; returns only where that is impossible. */
export function dieInterrupted(): void {
  const { signals } = host()
  try {
    signals.setAction(SIGINT, 'default')
    signals.raise(SIGINT)
  } catch (e) {
    if (e instanceof W_BaseException) throw error('SystemError', 'SIGINT could not be raised')
  }
}
