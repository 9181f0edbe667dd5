// W_BaseException: every Python exception is one, so that JavaScript's `throw` carries it as it is.
//
// Built-in code raises by `throw error('ValueError', '…')`. Nothing here is a JavaScript Error: making one would walk the
// stack, which costs more than the whole of a Python raise. The traceback is built by the interpreter as frames unwind.
import type { Shape } from '../space/shape.ts'
import type { W_Type } from '../space/type.ts'
import { type Value, W_Object } from '../space/value.ts'
import type { W_Tuple } from '../objects/tuple-value.ts'
import type { ErrorName } from './table.ts'
import { strFromText } from '../objects/str/wide.ts'

export class W_BaseException extends W_Object {
  /** `args`. */
  declare args: W_Tuple
  declare cause: Value
  declare context: Value
  declare suppressContext: boolean
  /** The traceback object, null before the exception was raised. */
  declare traceback: Value
  /** Fields of the class's own (`value` of StopIteration, `errno` of OSError…), by name. */
  declare extra: Record<string, Value | undefined> | null
  /** It was raised just as it is, whatever is being handled, and gets no context until a statement raises it again. */
  declare isUnchained: boolean

  constructor(shape: Shape, args: W_Tuple) {
    super(shape)
    this.args = args
    this.cause = null
    this.context = null
    this.suppressContext = false
    this.traceback = null
    this.extra = null
    this.isUnchained = false
  }
}

/** Filled by objects/exceptions: the type of each built-in exception. */
export const exceptionTypes = {} as Record<ErrorName, W_Type>

let instantiate: (type: W_Type, args: Value[]) => W_BaseException

/** Told by objects/exceptions how an exception of a built-in class is made. */
export function declareInstantiate(make: (type: W_Type, args: Value[]) => W_BaseException): void {
  instantiate = make
}

/** A new exception with one text argument; `throw error('TypeError', '…')` raises it. */
export function error(name: ErrorName, text?: string): W_BaseException {
  return instantiate(exceptionTypes[name], text === undefined ? [] : [strFromText(text)])
}

/** A new exception with any arguments. */
export function errorWith(name: ErrorName, ...args: Value[]): W_BaseException {
  return instantiate(exceptionTypes[name], args)
}

/** A new instance of the exception type `type`, made as by a call with `args` from built-in code. */
export function newException(type: W_Type, args: Value[]): W_BaseException {
  return instantiate(type, args)
}

/** Whether something that was caught is a Python exception of class `name`. */
export function isError(e: unknown, name: ErrorName): e is W_BaseException {
  return e instanceof W_BaseException && e.shape.type.isSubtypeOf(exceptionTypes[name])
}
