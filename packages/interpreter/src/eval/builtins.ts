// The builtins that code with given globals sees: `__builtins__` in the globals, a module or a dict. CPython: _PyEval_BuiltinsFromGlobals
import { W_Dict, W_Module } from '@typhon/objspace'

let standard: W_Dict = new W_Dict()
let module: W_Module | null = null

/** Hands in the `builtins` module. */
export function declareBuiltinsModule(builtins: W_Module): void {
  module = builtins
  standard = builtins.dict
}

/** What globals without `__builtins__` get under that name. */
export function standardBuiltinsValue(): W_Module {
  return module as W_Module
}

/** The namespace of the `builtins` module. */
export function standardBuiltins(): W_Dict {
  return standard
}

/** The builtins of code that runs with `globals`. */
export function builtinsOf(globals: W_Dict): W_Dict {
  const w = globals.getStr('__builtins__')
  if (w === undefined) return standard
  if (w instanceof W_Module) return w.dict
  return w instanceof W_Dict ? w : standard
}
