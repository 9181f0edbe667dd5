// What is made of the exceptions, tracebacks and frames of a trace where somebody looks at them: in the trace, or where it is left.
//
// What must stay true: a frame that is made here is never run: it is what a traceback shows, and has no more than its variables.
import {
  allocateException,
  type Shape,
  type Value,
  type W_BaseException,
  type W_Dict,
  type W_Tuple,
} from '@typhon/objspace'
import { context } from '../eval/context.ts'
import type { W_Code } from '../objects/code.ts'
import { Frame } from '../objects/frame.ts'
import { W_Function } from '../objects/function.ts'

/** The frame that goes on where the trace of a compiled function was left. */
export const leaving: { frame: Frame | null } = { frame: null }

export function remakeException(
  shape: Shape,
  args: W_Tuple,
  cause: Value,
  before: Value,
  suppresses: boolean,
  traceback: Value,
): W_BaseException {
  const e = allocateException(shape.type, []) as W_BaseException
  e.shape = shape
  e.args = args
  e.cause = cause
  e.context = before
  e.suppressContext = suppresses
  e.traceback = traceback
  return e
}

/** The same of a class made in Python, with its first attributes. */
export function remakeOwnException(
  shape: Shape,
  args: W_Tuple,
  cause: Value,
  before: Value,
  suppresses: boolean,
  traceback: Value,
  ...fields: (Value | undefined)[]
): W_BaseException {
  const e = remakeException(shape, args, cause, before, suppresses, traceback) as W_BaseException & OwnFields
  e.f0 = fields[0]
  e.f1 = fields[1]
  e.f2 = fields[2]
  e.f3 = fields[3]
  return e
}

interface OwnFields {
  f0: Value | undefined
  f1: Value | undefined
  f2: Value | undefined
  f3: Value | undefined
}

/** The namespaces of a frame whose function is not known. */
interface Origin {
  readonly globals: W_Dict
  readonly builtins: W_Dict
}

/** `level` is how many calls the frame is above the one in which the trace began. */
export function remakeFrame(
  code: W_Code,
  origin: W_Function | Origin,
  values: (Value | undefined)[],
  pc: number,
  level: number,
  back: Frame | null,
): Frame {
  const { globals, builtins } = origin
  const frame = new Frame(code, values, globals, builtins, origin instanceof W_Function ? origin : null)
  frame.pc = pc
  // Of the frames below a compiled function nothing is known but the nearest that exists.
  const running = leaving.frame ?? context.frame
  const depth = leaving.frame?.depth ?? context.depth
  frame.depth = depth + level
  frame.back = back
  if (level === 0 && running !== null) frame.back = running.depth === depth ? running.back : running
  return frame
}
