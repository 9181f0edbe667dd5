// "Did you mean": what an AttributeError, NameError or ImportError may have wanted. CPython: Lib/traceback.py
//
// Hints are looked for when an exception is shown, never when it is raised.
import {
  call1,
  callMethod,
  closestName,
  contains,
  findAttr,
  getitem,
  hooks,
  isError,
  isTrue,
  itemsOf,
  keyOfStr,
  strFromText,
  strOrUndefined,
  textOfStr,
  type Value,
  type W_BaseException,
  W_Dict,
  W_Tuple,
} from '@typhon/objspace'
import type { Frame } from '../objects/frame.ts'
import { localsOf } from '../objects/frame-type.ts'
import { W_Traceback } from '../objects/traceback.ts'

/** What is added to the message of an exception, '' where there is nothing to suggest. */
export function hintText(e: W_BaseException, traceback: Value): string {
  const isImport = isError(e, 'ImportError')
  const isName = isError(e, 'NameError')
  if (!isImport && !isName && !isError(e, 'AttributeError')) return ''
  const wrong = findAttr(e, isImport ? 'name_from' : 'name') ?? null
  if (wrong === null) return ''
  const s = strOrUndefined(wrong)
  const name = s === undefined ? undefined : textOfStr(s)
  const close = name === undefined ? null : suggestion(e, name, innermost(traceback))
  let hint = close === null || close === '' ? '' : `. Did you mean: '${close}'?`
  if (isName && isLibraryModule(wrong))
    hint += `${hint === '' ? '. Did' : ' Or did'} you forget to import '${name as string}'?`
  return hint
}

function innermost(traceback: Value): Frame | null {
  let t = traceback
  while (t instanceof W_Traceback && t.next instanceof W_Traceback) t = t.next
  return t instanceof W_Traceback ? t.frame : null
}

function suggestion(e: W_BaseException, name: string, frame: Frame | null): string | null {
  if (isError(e, 'NameError')) return frame === null ? null : closestVariable(name, frame)
  try {
    let names: string[]
    if (isError(e, 'AttributeError')) {
      const obj = findAttr(e, 'obj') ?? null
      names = namesIn(call1(hooks.builtin('dir'), obj))
      if (!name.startsWith('_') && !isSelf(frame, obj)) names = names.filter((n) => !n.startsWith('_'))
    } else {
      const module = callMethod(hooks.importModule('builtins'), '__import__', findAttr(e, 'name') ?? null)
      names = namesIn(call1(hooks.builtin('dir'), module))
      if (!name.startsWith('_')) names = names.filter((n) => !n.startsWith('_'))
    }
    return closestName(name, names)
  } catch {
    // Whatever goes wrong in somebody's __dir__ or __getattr__ must not hide the exception that is shown.
    return null
  }
}

/** Names in a namespace or a list. */
function namesIn(w: Value): string[] {
  const names: string[] = []
  for (const item of w instanceof W_Dict ? w.liveKeys() : itemsOf(w)) {
    const s = strOrUndefined(item)
    if (s !== undefined) names.push(textOfStr(s))
  }
  return names
}

/** Whether `obj` is the `self` of the method that failed, whose private names may be suggested. */
function isSelf(frame: Frame | null, obj: Value): boolean {
  return frame !== null && variable(frame, 'self') === obj
}

function variable(frame: Frame, name: string): Value | undefined {
  const locals = localsOf(frame)
  if (locals instanceof W_Dict) return locals.getStr(name)
  return contains(locals, name) ? getitem(locals, name) : undefined
}

function closestVariable(name: string, frame: Frame): string | null {
  const self = variable(frame, 'self')
  if (self !== undefined && findAttr(self, keyOfStr(strFromText(name))) !== undefined) return `self.${name}`
  return closestName(name, [...namesIn(localsOf(frame)), ...namesIn(frame.globals), ...namesIn(frame.builtins)])
}

function isLibraryModule(name: Value): boolean {
  const names = findAttr(hooks.importModule('sys'), 'stdlib_module_names')
  if (names === undefined) return false
  if (names instanceof W_Tuple) return names.items.includes(name)
  return isTrue(contains(names, name))
}
