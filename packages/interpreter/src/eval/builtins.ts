// The builtins that code with given globals sees: `__builtins__` in the globals, a module, a dict, or what else has items.
// CPython: _PyEval_BuiltinsFromGlobals
import { innermost } from '../baseline/hidden-frames.ts'
import { error, getitem, isError, shapes, strFromKey, type Value, W_Dict, W_Module } from '@typhon/objspace'

/** Builtins that are no dict, or of a class that may compute its items: a dict without entries that asks for each. */
export class W_ComputedBuiltins extends W_Dict {
  readonly mapping: Value
  constructor(mapping: Value) {
    super()
    this.mapping = mapping
  }

  override getStr(name: string): Value | undefined {
    try {
      return getitem(this.mapping, strFromKey(name))
    } catch (e) {
      if (isError(e, 'KeyError')) return undefined
      throw e
    }
  }
}

/** `f_builtins`, `__builtins__` of a function. */
export const builtinsValue = (builtins: W_Dict): Value =>
  builtins instanceof W_ComputedBuiltins ? builtins.mapping : builtins

let standard: W_Dict = new W_Dict()

/** Hands in the `builtins` module. */
export function declareBuiltinsModule(builtins: W_Module): void {
  standard = builtins.dict
}

/** The namespace of the `builtins` module. */
export function standardBuiltins(): W_Dict {
  return standard
}

/** What running code sees by the name of a builtin. CPython: _PyEval_GetBuiltin */
export function runningBuiltin(name: string): Value {
  const w = (innermost()?.builtins ?? standard).getStr(name)
  if (w === undefined) throw error('AttributeError', name)
  return w
}

/** The builtins of code that runs with `globals`: without `__builtins__` those of the code that asks. */
export function builtinsFor(globals: W_Dict): W_Dict {
  const w = globals.getStr('__builtins__')
  if (w === undefined) return innermost()?.builtins ?? standard
  if (w instanceof W_Module) return w.dict
  return w instanceof W_Dict && w.shape === shapes.dict ? w : new W_ComputedBuiltins(w)
}
