// sys.monitoring: tools that are told of events, of all code or of single code objects. PEP 669; lib: sys.monitoring
// CPython: Python/instrumentation.c
//
// While a tool watches anything, code runs in the loop that tells (tracing.ts); otherwise nothing here is asked.
//
// What must stay true: `watched` has a bit for each event that some tool wants, of all code or of some; `Tracing.update` is
// called for all threads when it becomes zero or leaves it. Nobody is told of what a callback does.
import { call, error, type Value, W_Object, objectType } from '@typhon/objspace'
import type { W_Code } from '../objects/code.ts'
import type { Frame } from '../objects/frame.ts'
import { bytesAt, lastiOf } from '../objects/cpython-view.ts'
import { context } from './context.ts'

/** Events by number; their sets are bits. The first ten can be watched in single code objects, and disabled at places. */
export const Event = {
  PY_START: 0,
  PY_RESUME: 1,
  PY_RETURN: 2,
  PY_YIELD: 3,
  CALL: 4,
  LINE: 5,
  INSTRUCTION: 6,
  JUMP: 7,
  BRANCH: 8,
  STOP_ITERATION: 9,
  RAISE: 10,
  EXCEPTION_HANDLED: 11,
  PY_UNWIND: 12,
  PY_THROW: 13,
  RERAISE: 14,
  C_RETURN: 15,
  C_RAISE: 16,
} as const

export const EVENT_NAMES = Object.keys(Event) as readonly (keyof typeof Event)[]
export const LOCAL_EVENTS = 10
/** Tools that programs can use; the numbers beyond are the interpreter's own. */
export const TOOLS = 6

class Monitoring {
  /** The events that anybody wants. */
  watched = 0
  readonly names: Value[] = new Array<Value>(TOOLS).fill(null)
  /** By tool. */
  readonly events = new Int32Array(TOOLS)
  /** By tool, then by event. */
  readonly callbacks: Value[][] = Array.from({ length: TOOLS }, () => new Array<Value>(EVENT_NAMES.length).fill(null))
  /** Of single code objects, by tool. */
  readonly local = new Map<W_Code, Int32Array>()
  /** What tools do not want to be told of any more: by code, then tool, event and place as one number. */
  disabled = new WeakMap<W_Code, Set<number>>()
  readonly disable = new W_Object(objectType.rootShape())
  readonly missing = new W_Object(objectType.rootShape())

  /** To be called after `events` or `local` changed. */
  update(): void {
    let all = 0
    for (const bits of this.events) all |= bits
    for (const [code, bits] of this.local) {
      if (bits.every((b) => b === 0)) this.local.delete(code)
      else for (const b of bits) all |= b
    }
    this.watched = withReturns(all)
  }
}

/** Who watches calls may be told how they end. */
function withReturns(bits: number): number {
  return (bits & (1 << Event.CALL)) === 0 ? bits : bits | (1 << Event.C_RETURN) | (1 << Event.C_RAISE)
}

export const monitoring = new Monitoring()

/** Whether any tool wants an event. */
export const wants = (event: number): boolean => (monitoring.watched & (1 << event)) !== 0

/** Tells of the instruction at `pc`: of each that CPython has for it. */
export function fireInstruction(frame: Frame, pc: number): void {
  if (!wants(Event.INSTRUCTION)) return
  for (const at of bytesAt(frame.code.unit, pc)) fire(Event.INSTRUCTION, frame, pc, [], at)
}

/** Tells the tools that want an event of the instruction at `pc`; `at` is the byte that they are told. */
export function fire(event: number, frame: Frame, pc: number, more: readonly Value[], at = -1): void {
  if ((monitoring.watched & (1 << event)) === 0 || context.tracing.busy > 0) return
  const { code } = frame
  if (code.isInternal) return
  const local = monitoring.local.get(code)
  // As in CPython, tools with high numbers are told first.
  for (let tool = TOOLS - 1; tool >= 0; tool--) {
    const bits = withReturns(monitoring.events[tool] | (local === undefined ? 0 : local[tool]))
    if ((bits & (1 << event)) === 0) continue
    const callback = monitoring.callbacks[tool][event]
    if (callback === null) continue
    const key =
      (at >= 0 ? at : pc + 1) * 256 +
      (event === Event.C_RETURN || event === Event.C_RAISE ? Event.CALL : event) * 8 +
      tool
    if (monitoring.disabled.get(code)?.has(key) === true) continue
    const place = event === Event.LINE ? [] : [at >= 0 ? at : lastiOf(code.unit, pc)]
    if (tell(callback, [code, ...place, ...more]) !== monitoring.disable) continue
    if (event < LOCAL_EVENTS || event >= Event.C_RETURN) {
      const known = monitoring.disabled.get(code)
      if (known === undefined) monitoring.disabled.set(code, new Set([key]))
      else known.add(key)
    } else {
      monitoring.callbacks[tool][event] = null
      throw error('ValueError', `Cannot disable ${EVENT_NAMES[event]} events. Callback removed.`)
    }
  }
}

function tell(callback: Value, args: Value[]): Value {
  const { tracing } = context
  tracing.pause()
  try {
    return call(callback, args, null)
  } finally {
    tracing.goOn()
  }
}
