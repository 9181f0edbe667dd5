// Issuing a warning: whose fault it is, what the filters say, and how it is shown. lib: warnings#warnings.warn
// CPython: Python/_warnings.c
import {
  call1,
  callMethod,
  error,
  type ErrorName,
  exceptionTypes,
  hooks,
  isType,
  str,
  strFromText,
  strOrUndefined,
  strText,
  textOfStr,
  typeOf,
  type Value,
  W_BaseException,
  W_Dict,
  type W_Module,
  W_Tuple,
  type W_Type,
  call,
} from '@typhon/objspace'
import { callerOf, innermost, type Frame, lineOf, SourceReader } from '@typhon/interpreter'
import { actionFor, alreadyShown, isNews, sysValue, warningsAttribute } from './filters.ts'

/** Where a warning points. */
export interface Place {
  readonly filename: Value
  readonly line: number
  /** The module's name, null: made from the file's name. */
  readonly module: Value
  /** What was shown before, null where nothing is remembered. */
  readonly registry: W_Dict | null
  /** The line of source, undefined where it is to be looked up. */
  readonly source?: Value | undefined
  readonly frame?: Frame | null
}

/** The category of a warning: the message's own class, or the one given, or UserWarning. */
export function categoryOf(message: Value, category: Value): W_Type {
  if (message instanceof W_BaseException && typeOf(message).isSubtypeOf(exceptionTypes.Warning)) return typeOf(message)
  if (category === null) return exceptionTypes.UserWarning
  if (!isType(category) || !(category as W_Type).isSubtypeOf(exceptionTypes.Warning))
    throw error('TypeError', `category must be a Warning subclass, not '${typeOf(category).fullName}'`)
  return category as W_Type
}

/** Frames of the import system, which no warning is about. */
function isInternal(frame: Frame): boolean {
  const { filename } = frame.code.unit
  return filename.includes('importlib') && filename.includes('_bootstrap')
}

function callerAt(stacklevel: number, skipped: readonly string[]): Frame | null {
  let frame = innermost()
  let level = skipped.length > 0 ? Math.max(stacklevel, 2) : stacklevel
  if (frame === null) return null
  const all = level <= 0 || isInternal(frame)
  while (--level > 0 && frame !== null) {
    frame = callerOf(frame)
    if (all) continue
    while (frame !== null && (isInternal(frame) || skipped.some((s) => frame!.code.unit.filename.startsWith(s))))
      frame = callerOf(frame)
  }
  return frame
}

/** Warns about the caller `stacklevel` levels up. */
export function warnFrom(
  message: Value,
  category: W_Type,
  stacklevel: number,
  source: Value,
  skipped: readonly string[] = [],
): void {
  const frame = callerAt(stacklevel, skipped)
  const globals = frame === null ? (hooks.importModule('sys') as W_Module).dict : frame.globals
  let registry = globals.getStr('__warningregistry__')
  if (registry === undefined) {
    registry = new W_Dict()
    globals.setStr('__warningregistry__', registry)
  }
  const name = globals.getStr('__name__')
  warnAt(
    message,
    category,
    {
      filename: frame === null ? '<sys>' : strFromText(frame.code.unit.filename),
      line: frame === null ? 0 : lineOf(frame),
      module: name !== undefined && (name === null || strOrUndefined(name) !== undefined) ? name : '<string>',
      registry: registry instanceof W_Dict ? registry : null,
      frame,
    },
    source,
  )
}

function moduleOfFile(filename: Value): Value {
  const text = strText(filename)
  return text === '' ? '<unknown>' : strFromText(text.replace(/\.py$/, ''))
}

/** Warns about a place. */
export function warnAt(message: Value, category: W_Type, place: Place, source: Value): void {
  const isMade = message instanceof W_BaseException && typeOf(message).isSubtypeOf(exceptionTypes.Warning)
  const text = isMade ? str(message) : message
  const warning = isMade ? message : call1(category, message)
  const module = place.module ?? moduleOfFile(place.filename)
  const { registry } = place
  if (registry !== null && alreadyShown(registry, new W_Tuple([text, category, place.line]), false)) return
  const { action, filter } = actionFor(category, text, place.line, module)
  if (action === 'error') throw warning
  if (action === 'ignore') return
  if (isNews(action, filter, category, text, place.line, place.registry)) show(warning, category, text, place, source)
}

function show(warning: Value, category: W_Type, text: Value, place: Place, source: Value): void {
  // An object that was left open is described by the module, which is worth importing for it.
  if (source !== null) hooks.importModule('warnings')
  const display = warningsAttribute('_showwarnmsg')
  const kind = warningsAttribute('WarningMessage')
  if (display === undefined || kind === undefined) return showPlainly(category, text, place)
  call1(display, call(kind, [warning, category, place.filename, place.line, null, null, source], null))
}

/** Shows a warning before `warnings` has been imported. */
function showPlainly(category: W_Type, text: Value, place: Place): void {
  const file = sysValue('stderr')
  if (file === undefined || file === null) return
  const filename = strText(place.filename)
  let out = `${filename}:${place.line}: ${category.name}: ${strText(text)}\n`
  const given = place.source === undefined ? undefined : strOrUndefined(place.source)
  const line =
    given === undefined ? new SourceReader().line(filename, place.line, place.frame ?? null) : textOfStr(given)
  // oxlint-disable-next-line no-control-regex
  const shown = line.replace(/^[ \t\f]+/, '').trimEnd()
  if (shown !== '') out += `  ${shown}\n`
  callMethod(file, 'write', strFromText(out))
}

/** Issues a warning of a built-in category from built-in code. */
export function warnBuiltin(category: ErrorName, text: string, stacklevel = 1): void {
  warnFrom(strFromText(text), exceptionTypes[category], stacklevel, null)
}

/** Issues a warning of the compiler about a line of a source. */
export function warnSource(category: ErrorName, text: string, filename: string, line: number): void {
  const place: Place = { filename: strFromText(filename), line, module: null, registry: null }
  warnAt(strFromText(text), exceptionTypes[category], place, null)
}
