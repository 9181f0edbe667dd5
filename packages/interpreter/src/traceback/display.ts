// What happens to exceptions that nobody catches: sys.excepthook shows them, or sys.unraisablehook where they cannot even
// be raised. lib: sys#sys.excepthook; CPython: Python/pythonrun.c (PyErr_PrintEx, PyErr_Display), Python/errors.c
import {
  call,
  call1,
  callMethod,
  findAttr,
  hooks,
  isError,
  qualifiedName,
  reprText,
  setattr,
  strFromText,
  strText,
  typeOf,
  type Value,
  W_BaseException,
} from '@typhon/objspace'
import { exceptionOf } from '../eval/unwind.ts'
import { W_Traceback } from '../objects/traceback.ts'
import { type Colors, colorsFor, NO_COLORS } from './colors.ts'
import { exceptionText } from './exception.ts'
import { SourceReader } from './sources.ts'
import { shownEntries, stackText } from './stack.ts'

const sysModule = (): Value => hooks.importModule('sys')

/** `sys.stderr`, null where there is none. */
function standardError(): Value {
  return findAttr(sysModule(), 'stderr') ?? null
}

function write(file: Value, text: string): void {
  callMethod(file, 'write', strFromText(text))
  const flush = findAttr(file, 'flush')
  if (flush !== undefined) call(flush, [], null)
}

/** Whether the environment is not to be asked, as `-E` and `-I` say. */
function ignoresEnvironment(): boolean {
  const flags = findAttr(sysModule(), 'flags')
  return flags !== undefined && Boolean(findAttr(flags, 'ignore_environment') ?? false)
}

function colors(file: Value): Colors {
  try {
    return colorsFor(file, ignoresEnvironment())
  } catch {
    return NO_COLORS
  }
}

/** What sys.excepthook does: shows an exception, with its causes, on sys.stderr. */
export function displayException(value: Value, traceback: Value = null): void {
  const file = standardError()
  if (file === null) return
  if (!(value instanceof W_BaseException)) {
    write(file, `TypeError: print_exception(): Exception expected for value, ${typeOf(value).name} found\n`)
    return
  }
  if (value.traceback === null && traceback instanceof W_Traceback) value.traceback = traceback
  write(file, exceptionText(value, colors(file)))
}

/** What is known of the last uncaught exception, for debuggers. */
function remember(e: W_BaseException): void {
  const sys = sysModule()
  setattr(sys, 'last_exc', e)
  setattr(sys, 'last_type', typeOf(e))
  setattr(sys, 'last_value', e)
  setattr(sys, 'last_traceback', e.traceback)
}

/**
 * Shows an exception that nobody caught, by sys.excepthook. A hook that fails is shown with what it should have shown.
 * Gives a SystemExit that the hook raised instead, which ends the program; else null.
 */
export function displayUncaught(e: W_BaseException): W_BaseException | null {
  remember(e)
  const hook = findAttr(sysModule(), 'excepthook')
  if (hook === undefined) {
    showText('sys.excepthook is missing\n')
    displayException(e)
    return null
  }
  try {
    hooks.audit?.('sys.excepthook', hook, typeOf(e), e, e.traceback)
    call(hook, [typeOf(e), e, e.traceback], null)
  } catch (failure) {
    const other = exceptionOf(failure)
    if (isError(other, 'SystemExit')) return other
    showText('Error in sys.excepthook:\n')
    displayException(other)
    showText('\nOriginal exception was:\n')
    displayException(e)
  }
  return null
}

function showText(text: string): void {
  const file = standardError()
  if (file !== null) write(file, text)
}

/** What sys.unraisablehook does. `message` says what was going on, `object` is where; either may be None. */
export function displayUnraisable(e: W_BaseException, traceback: Value, message: Value, object: Value): void {
  const file = standardError()
  if (file === null) return
  const said = message === null ? null : strText(message)
  let out = ''
  if (object !== null) {
    let name: string
    try {
      name = reprText(object)
    } catch {
      name = '<object repr() failed>'
    }
    out += said === null ? `Exception ignored in: ${name}\n` : `${said}: ${name}\n`
  } else if (said !== null) out += `${said}:\n`
  const entries = shownEntries(traceback)
  if (entries.length > 0)
    out += `Traceback (most recent call last):\n${stackText(entries, new SourceReader(), NO_COLORS, false)}`
  const name = qualifiedName(typeOf(e)).replace(/^__main__\./, '')
  let text: string
  try {
    text = strText(e)
  } catch {
    text = '<exception str() failed>'
  }
  write(file, `${out}${name}${text === '' ? '' : `: ${text}`}\n`)
}

/** Tells sys.unraisablehook, by an object that `argumentsOf` makes of the five fields, of an exception that cannot be raised. */
export function reportUnraisable(
  failure: unknown,
  where: string,
  object: Value,
  argumentsOf: (fields: Value[]) => Value,
): void {
  const e = exceptionOf(failure)
  const message = where === '' ? null : strFromText(where)
  const hook = findAttr(sysModule(), 'unraisablehook')
  if (hook === undefined || hook === null) {
    displayUnraisable(e, e.traceback, message, object)
    return
  }
  try {
    call1(hook, argumentsOf([typeOf(e), e, e.traceback, message, object]))
  } catch (second) {
    const other = exceptionOf(second)
    displayUnraisable(other, other.traceback, 'Exception ignored in sys.unraisablehook', hook)
  }
}
