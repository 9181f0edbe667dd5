// Calls of Python functions that a trace knows and does not follow: they are entered as compiled code enters them, with a value for each parameter, and
// through their own trace where they have one (PyPy: call_assembler).
//
// What must stay true: the callee counts its depth from that of the frame that calls it (see standing.ts).
import type * as Jit from '@typhon/jit'
import type { Value } from '@typhon/objspace'
import type { W_Code } from '../objects/code.ts'
import { W_Function } from '../objects/function.ts'
import { fixFunction, givenInTrace, parameters, resultInTrace, resultOf } from './calls.ts'
import { isCaught } from './exceptions.ts'
import { fromStanding } from './standing.ts'
import type { Tracer } from './tracer.ts'

/** The call of a function by its code; where the trace catches what it raises, it gives RAISED for that. */
function entering(t: Tracer, code: W_Code, catches: boolean): Jit.CallDescr {
  const call = `.entry($0${Array.from({ length: code.parameters }, (_, i) => `, $${i + 1}`).join('')}))`
  const text = fromStanding(t, new t.jit.Template(['', '(', call], [catches ? givenInTrace : resultInTrace, code]))
  const recorded = (f: W_Function, ...values: Value[]): Value => {
    const w = code.entry(f, ...values)
    return catches ? w : resultOf(w)
  }
  return new t.jit.CallDescr(code.unit.qualname, { text, recorded, result: 'r', throws: true })
}

/** A call of a Python function that is known; null for others. */
export function enterFunction(t: Tracer, callee: Jit.Value, args: readonly Jit.Value[]): Jit.Value | null {
  const w = callee.concrete as Value
  if (!(w instanceof W_Function) || !t.isConst(callee)) return null
  fixFunction(t, callee)
  const values = parameters(t, callee, args)
  return values === null ? null : t.call(entering(t, w.code, isCaught(t)), callee, ...values)
}
