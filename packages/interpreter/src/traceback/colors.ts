// Colours of tracebacks on a terminal. lib: using/cmdline#controlling-color
import { callMethod, findAttr, host, isTrue, type Value } from '@typhon/objspace'

/** Escape sequences of what a traceback consists of; all empty where there are no colours. */
export interface Colors {
  /** Names of files, lines and functions; the text of a message. */
  readonly place: string
  /** The class of an exception. */
  readonly kind: string
  /** What is marked by `^`, and by `~`. */
  readonly strong: string
  readonly weak: string
  readonly reset: string
}

export const COLORS: Colors = {
  place: '\x1b[35m',
  kind: '\x1b[1;35m',
  strong: '\x1b[1;31m',
  weak: '\x1b[31m',
  reset: '\x1b[0m',
}

export const NO_COLORS: Colors = { place: '', kind: '', strong: '', weak: '', reset: '' }

/** The colours for a Python file: none unless it is a terminal, or the environment says otherwise. */
export function colorsFor(file: Value, ignoreEnvironment: boolean): Colors {
  return wantsColor(file, ignoreEnvironment) ? COLORS : NO_COLORS
}

function wantsColor(file: Value, ignoreEnvironment: boolean): boolean {
  const variable = (name: string): string => host().environment.get(name) ?? ''
  if (!ignoreEnvironment) {
    const choice = variable('PYTHON_COLORS')
    if (choice === '0') return false
    if (choice === '1') return true
  }
  if (variable('NO_COLOR') !== '') return false
  if (variable('FORCE_COLOR') !== '') return true
  if (variable('TERM') === 'dumb') return false
  if (findAttr(file, 'fileno') === undefined) return false
  try {
    return host().terminals.isatty(callMethod(file, 'fileno') as number)
  } catch {
    try {
      return isTrue(callMethod(file, 'isatty'))
    } catch {
      return false
    }
  }
}
