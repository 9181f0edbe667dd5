// Calls of Python functions that a trace knows and does not follow: they are entered as compiled code enters them, with a value for each parameter, and
// through their own trace where they have one (PyPy: call_assembler).
//
// What must stay true: the callee counts its depth from that of the frame that calls it. Frames of calls that were followed have none of their own in
// a trace, so the depth is raised by them for the time of the call, and `SITES` tells where they are.
import type * as Jit from '@typhon/jit'
import { owned, type Value } from '@typhon/objspace'
import { Compiled, SITES } from '../baseline/sites.ts'
import { context } from '../eval/context.ts'
import type { W_Code } from '../objects/code.ts'
import { W_Function } from '../objects/function.ts'
import { endInTrace } from '../prompt/traces.ts'
import { fixFunction, parameters, resultInTrace, resultOf } from './calls.ts'
import { isCaught } from './exceptions.ts'
import type { Tracer } from './tracer.ts'

/** What a function gave to a trace that sees to what it has raised. */
function givenInTrace(w: Value): Value {
  if (owned.live !== 0) endInTrace()
  return w
}

/** Frames of the trace are below the call. */
function descend(sites: Int32Array): void {
  let { depth } = context
  for (let i = 0; i < sites.length; i++) SITES[++depth] = sites[i]
  context.depth = depth
}

/** They are no more. */
function ascend(w: Value, levels: number): Value {
  context.depth -= levels
  return w
}

/** The compilations that sites are of, which have to live as long as the trace. */
const kept = new WeakMap<Int32Array, readonly Compiled[]>()

/** Where the frames are that the trace has not made, the outermost first. */
function sitesOf(t: Tracer): Int32Array {
  const sites: number[] = []
  const all: Compiled[] = []
  for (let shadow = t.top; shadow.caller !== null; shadow = shadow.caller) {
    const { code, frame } = shadow
    const compiled = code.compiled ?? new Compiled(code, frame.globals, frame.builtins)
    all.push(compiled)
    sites.unshift(compiled.base + frame.pc)
  }
  const found = Int32Array.from(sites)
  kept.set(found, all)
  return found
}

/** Calls from the frame that a trace begins in, by what is called: for traces that catch what it raises, and others. */
const direct: readonly WeakMap<W_Code, Jit.CallDescr>[] = [new WeakMap(), new WeakMap()]

/** The call of a function by its code; where the trace catches what it raises, it gives RAISED for that. */
function entering(t: Tracer, code: W_Code, catches: boolean): Jit.CallDescr {
  const isDeep = t.top.caller !== null
  const all = direct[catches ? 1 : 0]
  const known = isDeep ? undefined : all.get(code)
  if (known !== undefined) return known
  const finish = catches ? givenInTrace : resultInTrace
  const call = `.entry($0${Array.from({ length: code.parameters }, (_, i) => `, $${i + 1}`).join('')})`
  let text = new t.jit.Template(['', '(', `${call})`], [finish, code])
  if (isDeep) {
    const sites = sitesOf(t)
    const parts = ['(', '(', '), ', '(', '(', `${call}, ${sites.length})))`]
    text = new t.jit.Template(parts, [descend, sites, finish, ascend, code])
  }
  const recorded = (f: W_Function, ...values: Value[]): Value => {
    const w = code.entry(f, ...values)
    return catches ? w : resultOf(w)
  }
  const descr = new t.jit.CallDescr(code.unit.qualname, { text, recorded, result: 'r', throws: true })
  if (!isDeep) all.set(code, descr)
  return descr
}

/** A call of a Python function that is known; null for others. */
export function enterFunction(t: Tracer, callee: Jit.Value, args: readonly Jit.Value[]): Jit.Value | null {
  const w = callee.concrete as Value
  if (!(w instanceof W_Function) || !t.isConst(callee)) return null
  fixFunction(t, callee)
  const values = parameters(t, callee, args)
  return values === null ? null : t.call(entering(t, w.code, isCaught(t)), callee, ...values)
}
