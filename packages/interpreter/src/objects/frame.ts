// Frames: plain data on the heap, so that generators, tracebacks, threads and debuggers can keep and move them.
// Python sees them as `frame` objects; the type's definition is in frame-type.ts.
//
// What must stay true:
//  - `pc` is the start of the instruction being executed, or waited on while a callee runs or a generator is suspended;
//  - `back` is the frame that is waiting for this one, null at the bottom and in a suspended generator;
//  - `kind` says what becomes of the value that the frame returns (see eval/loop);
//  - `handled` is the exception whose handler this frame is in, null when it is in none;
//  - `depth` is the number of calls below and including this one while the frame runs: where it is more than one above that of
//    `back`, compiled functions are between them;
//  - while `inCompiled`, compiled code goes on with the frame, and the registers are not up to date.
import type { W_Dict } from '@typhon/objspace'
import { shapes, type Value, type W_BaseException, W_Object } from '@typhon/objspace'
import type { Resumption, W_Code } from './code.ts'
import type { W_Function } from './function.ts'
import { CREATED, type W_Generator } from './generator.ts'

/** What becomes of a frame's result. */
export const Return = {
  /** To the host function that runs the loop. */
  toHost: 0,
  /** Into the `out` register of the caller's instruction. */
  value: 1,
  /** A class's `__init__`: must be None; the instance goes into the `out` register. */
  init: 2,
  /** A generator in a for loop: yields are items, the return ends the loop. */
  next: 3,
  /** A generator that another one waits for (`yield from`, `await`). */
  send: 4,
  /** To the compiled function that called it. */
  toCompiled: 5,
  /** The code of a module: None goes into the `out` register of the caller's instruction. */
  none: 6,
  /** A generator that `next` was called for: yields are the call's value, the return raises StopIteration. */
  stop: 7,
  /** A method that an operator called: the value of the caller's instruction, or NotImplemented, which others may know better. */
  operator: 8,
  /** A generator that `next` was called for with a default, which is the call's value where it returns. */
  otherwise: 9,
  /** A generator in an enumerate in a for loop: items are pairs. */
  numbered: 10,
  /** A function that a for loop calls for an item, a `__next__` or that of a map: its value is the item, a StopIteration that it raises ends the loop. */
  mapped: 12,
  /** An `__iter__`: must be an iterator. */
  iterator: 13,
  /** Nowhere: the frame was made to be looked at, of a compiled function that runs (see baseline/hidden-frames.ts). */
  shown: 11,
} as const

export class Frame extends W_Object {
  declare readonly code: W_Code
  /** The register window; a frame that only a traceback holds may be without the constants at its end. */
  declare regs: (Value | undefined)[]
  declare pc: number
  declare back: Frame | null
  declare kind: number
  declare readonly globals: W_Dict
  declare readonly builtins: W_Dict
  /** The namespace of a module or class body, null in functions. */
  declare locals: Value
  /** The function called, null for modules and `exec`. */
  declare readonly func: W_Function | null
  /** The instance that `__init__` works on, or the generator whose frame this is. */
  declare owner: W_Object | null
  declare handled: W_BaseException | null
  /** What the compiled functions between this frame and `back` handle. */
  declare outerHandled: W_BaseException | null
  declare depth: number
  /** A generator's: where it goes on that was suspended at the place this tells; see baseline/pieces.ts. */
  declare at: Resumption | null
  declare inCompiled: boolean
  /** Tracing and debugging state, made on demand. */
  declare debug: FrameDebug | null

  constructor(code: W_Code, regs: (Value | undefined)[], globals: W_Dict, builtins: W_Dict, func: W_Function | null) {
    super(shapes.frame)
    this.code = code
    this.regs = regs
    this.pc = 0
    this.back = null
    this.kind = 0
    this.globals = globals
    this.builtins = builtins
    this.locals = null
    this.func = func
    this.owner = null
    this.handled = null
    this.outerHandled = null
    this.depth = 0
    this.at = null
    this.inCompiled = false
    this.debug = null
  }
}

export const NOWHERE = -2

/** What only tracing, debugging and `f_locals` need of a frame. */
export interface FrameDebug {
  trace: Value
  traceLines: boolean
  traceOpcodes: boolean
  /** The instruction to show while a trace function is told of another; -1 on entering the code, else NOWHERE. */
  at: number
  /** The call has been told of. */
  started: boolean
  /** A generator's: no instruction of its body has been executed. */
  fresh: boolean
  /** The line and the instruction that were told of last. */
  line: number
  lastPc: number
  /** The instruction where a line was told of. */
  told: number
  /** The line of each instruction, when they are told of. */
  lines: Int32Array | null
  /** Names that `f_locals` was given beyond the function's variables. PEP 667 */
  extraLocals: W_Dict | null
  cleared: boolean
  /** The frame was moved while it yielded: it is to go on at its `pc`, not behind. */
  jumped: boolean
  /** The instruction executed last, -1 where control came from elsewhere. For events of sys.monitoring, like `calling`. */
  from: number
  /** What the frame's instruction calls that is no Python function, and its first argument, while tools are told of calls. */
  calling: readonly [Value, Value] | null
  /** Where a generator waited for another one when an exception was thrown into it, -1 for none. */
  thrownAt: number
  /** The call that was being executed when the frame was asked to tell of instructions, -1 for none. */
  waited: number
}

/** The debugging state of a frame, made when first asked for. */
export function debugOf(frame: Frame): FrameDebug {
  return (frame.debug ??= {
    trace: null,
    traceLines: true,
    traceOpcodes: false,
    at: NOWHERE,
    started: false,
    fresh: frame.pc === 0 || generatorOf(frame)?.state === CREATED,
    line: 0,
    lastPc: 0,
    told: -1,
    lines: null,
    extraLocals: null,
    cleared: false,
    jumped: false,
    thrownAt: -1,
    waited: -1,
    from: -1,
    calling: null,
  })
}

/** The generator whose frame this is, null for other frames. */
export function generatorOf(frame: Frame): W_Generator | null {
  return frame.kind !== Return.init && frame.owner !== null ? (frame.owner as W_Generator) : null
}

/** The exception being handled here: in this frame, or in the nearest caller that handles one. */
export function handledException(frame: Frame | null): W_BaseException | null {
  for (let f = frame; f !== null; f = f.back) {
    if (f.handled !== null) return f.handled
    if (f.outerHandled !== null) return f.outerHandled
  }
  return null
}
