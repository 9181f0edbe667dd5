// What the object space needs from the layers above it, handed in by whoever composes them. PyPy's space asks its
// interpreter the same questions; here the arrow of the imports stays downward.
import type { Value } from './value.ts'
import type { ErrorName } from '../errors/table.ts'

export const hooks = {
  /** Issues a warning of a built-in category, as warnings.warn(text, category, stacklevel) from the calling Python code. */
  warn: (_category: ErrorName, _text: string, _stacklevel = 1): void => {},
  /** Tells the audit hooks of an event; null while there is none. PEP 578 */
  audit: null as ((event: string, ...args: Value[]) => void) | null,
  /** Issues a warning of the compiler about a line of a source. */
  warnSource: (_category: ErrorName, _text: string, _filename: string, _line: number): void => {},
  /** The globals of the innermost Python frame, null where none runs. */
  callerGlobals: (): Value => null,
  /** The class and first argument that super() without arguments takes from the calling Python function. */
  superArguments: (): [Value, Value] => [null, null],
  /** Reports an exception that cannot be raised (in `__del__`, a callback): sys.unraisablehook. */
  unraisable: (_e: unknown, _where: string, _object: Value): void => {},
  /** The module that implements imports, importlib._bootstrap. */
  importSystem: (): Value => null,
  /** `sys.modules[name]`, or undefined. */
  loadedModule: (_name: string): Value | undefined => undefined,
  /** The function `name` of the `builtins` module. */
  builtin: (_name: string): Value => null,
  /** A builtin that was looked up and is not there, where a module that has not been imported yet would have added it. */
  missingBuiltin: (_name: string): Value | undefined => undefined,
  /** `locals()` of the innermost Python frame. */
  callerLocals: (): Value => null,
  /** Shows `see` every value that running Python code has in a variable or is about to use. */
  eachHeldValue: (_see: (w: Value) => void): void => {},
  /** Runs what standard input has: at a terminal the prompt, else a program. */
  runStandardInput: (): void => {},
  /** `__import__`-like: the module with this absolute name, imported when needed. */
  importModule: (_name: string): Value => null,
}
