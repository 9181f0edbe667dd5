// Functions with traces of their own: what counts the calls of a compiled function until its trace is recorded, and what stands before the function
// from then on. That is a short one, which V8 puts into the callers: it enters the trace, and the function itself where that may not be.
//
// What must stay true: the trace is left by what it is entered with, `SITES` and the depth as in a compiled function; nothing is run between its
// return and the reading of the driver's `Exits`. What a trace throws has not happened in it: it gives on nothing that a call throws.
import { owned, type Value } from '@typhon/objspace'
import { runForCompiled } from '../eval/enter.ts'
import { context } from '../eval/context.ts'
import { behindPrologue, executePrologue } from '../eval/prologue.ts'
import { MAKE_CELL, OPLEN } from '../generated/opcodes.ts'
import type { Entry } from '../objects/code.ts'
import type { W_Function } from '../objects/function.ts'
import { leaveCall, recordCall, startOf } from '../tracing/hot.ts'
import { registersAt } from '../tracing/shadow.ts'
import type * as Jit from '@typhon/jit'
import type { Emitted } from './emit.ts'
import { frameToGoOn } from './leave.ts'
import { type Compiled, SITES } from './sites.ts'
import { nameFor, type Text } from './text.ts'
import type { Target } from './traced-text.ts'

/** At the start of a function: counts a call. */
export function countedCall(text: Text, { code, globals, base }: Target, parameters: readonly string[]): string {
  const start = text.follows ? null : startOf(code, globals)
  if (start === null) return ''
  const place = text.constant(start.place)
  return `if (--${place}.heat < 0 && ${text.use('L')}.live === 0 && ${text.use('isCalledOften')}(${place})) {
SITES[d] = ${base}
return ${text.use('callRecorded')}(U, FN, d, [${parameters.join(', ')}])
}
`
}

/** The text of what enters a function's trace, `entry` where that may not be. */
export function tracedCall({ code, base }: Compiled, entry: Entry, place: Jit.Location, out: Jit.Exits): Emitted {
  const parameters = Array.from({ length: code.parameters }, (_, i) => `r${i}`)
  const cells = new Map<number, string>()
  const words = code.code
  const start = behindPrologue(words)
  for (let pc = 0; pc < start; pc += OPLEN[words[pc]]) {
    const first = words[pc + 1]
    if (words[pc] === MAKE_CELL) cells.set(first, `new W_Cell(${first < code.parameters ? `r${first}` : 'undefined'})`)
    else for (let i = 0; i < words[pc + 2]; i++) cells.set(first + i, `FN.closure.at(${i})`)
  }
  const register = (r: number): string => (cells.has(r) ? `c${r}` : r < code.parameters ? `r${r}` : 'undefined')
  const registers = registersAt(code, start).map(register)
  const last = Math.max(code.parameters - 1, ...cells.keys())
  const all = Array.from({ length: last + 1 }, (_, r) => register(r))
  const made = [...cells].map(([r, value]) => `const c${r} = ${value}\n`).join('')
  const source = `return (function ${nameFor(code.unit.name)}(${['FN', ...parameters].join(', ')}) {
let t
if (FN.globals === G && L.live === 0 && PENDING[0] === 0 && (t = k0.ready) !== null && (--t.credit >= 0 || k1.judge(t))) {
const d = ++C.depth
if (d <= C.limit) {
${made}SITES[d] = ${base + start}
t = k0.ready.run(${['0', ...registers].join(', ')})
if (t === k2 || L.live !== 0) return callLeft(U, FN, d, t, k1, k0, [${all.join(', ')}])
C.depth = d - 1
return t
}
C.depth = d - 1
}
return k3(${['FN', ...parameters].join(', ')})
})`
  const used = new Set(['L', 'callLeft', ...(made.includes('W_Cell') ? ['W_Cell'] : [])])
  return { source, constants: [place, out, out.left, entry], used, handled: null, cold: new Set() }
}

/** The run-time support. */
export const tracedCallSupport = {
  /** A call is recorded, in a frame. */
  callRecorded(compiled: Compiled, func: W_Function, d: number, values: (Value | undefined)[]): Value {
    const frame = frameToGoOn(compiled, func, d, null, values)
    executePrologue(frame)
    return runForCompiled(frame, recordCall)
  },

  /** A function's trace was left, or has `result` while frames have objects of their own. */
  callLeft(
    compiled: Compiled,
    func: W_Function,
    d: number,
    result: unknown,
    out: Jit.Exits,
    place: Jit.Location,
    values: (Value | undefined)[],
  ): Value {
    const given = result === out.left && place.ready !== null ? out.chase(place.ready) : result
    if (given !== out.left) {
      if (owned.live === 0) {
        context.depth = d - 1
        return given as Value
      }
      out.returned = given
    }
    SITES[d] = compiled.base + behindPrologue(compiled.code.code)
    return runForCompiled(frameToGoOn(compiled, func, d, null, values), leaveCall)
  },
}
