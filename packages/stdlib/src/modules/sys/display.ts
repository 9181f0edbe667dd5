// What shows the value of an expression at the prompt, and remembers it as `builtins._`. lib: sys#sys.displayhook
// CPython: Python/sysmodule.c (sys_displayhook)
import {
  callMethod,
  error,
  getattr,
  hooks,
  isError,
  repr,
  strFromText,
  strOrUndefined,
  textOfStr,
  type Value,
  W_Module,
} from '@typhon/objspace'
import { sysAttribute } from './attributes.ts'

/** sys.displayhook */
export function display(w: Value): Value {
  const builtins = hooks.loadedModule('builtins')
  if (!(builtins instanceof W_Module)) throw error('RuntimeError', 'lost builtins module')
  if (w === null) return null
  // While the value is being shown, its own code must not see the one before.
  builtins.dict.setStr('_', null)
  const out = sysAttribute('stdout')
  if (out === undefined || out === null) throw error('RuntimeError', 'lost sys.stdout')
  const text = repr(w)
  try {
    callMethod(out, 'write', text)
  } catch (e) {
    if (!isError(e, 'UnicodeEncodeError')) throw e
    writeEscaped(out, text)
  }
  callMethod(out, 'write', '\n')
  builtins.dict.setStr('_', w)
  return null
}

/** Writes text with escapes for the characters that the file's encoding does not have. */
function writeEscaped(out: Value, text: Value): void {
  const encoding = getattr(out, 'encoding')
  const bytes = callMethod(text, 'encode', encoding, 'backslashreplace')
  const s = strOrUndefined(callMethod(bytes, 'decode', encoding, 'strict'))
  callMethod(out, 'write', strFromText(s === undefined ? '' : textOfStr(s)))
}
