// Where the frames of calls stand that a trace has followed, while it calls what may run Python code. Such code can ask for its callers:
// `sys._getframe`, warnings that are meant for the caller's line, names of functions in logs. The trace has no frames of the functions that it is in, so it
// tells where they are as compiled functions do, in SITES, one depth for each. The frame that it began in is there, or in SITES, already.
//
// What must stay true: behind the call the depth is what it was before it. Where the call is left by an exception, whoever goes on sees to that.
//
// differs: the frame that the trace began in is shown at the head of its loop.
import type * as Jit from '@typhon/jit'
import { W_Iterator, W_Method, W_Object } from '@typhon/objspace'
import { Compiled, SITES } from '../baseline/sites.ts'
import { context } from '../eval/context.ts'
import { W_Function } from '../objects/function.ts'
import type { Tracer } from './tracer.ts'

/** The frames are below the call. */
function descend(sites: Int32Array): void {
  let { depth } = context
  for (let i = 0; i < sites.length; i++) SITES[++depth] = sites[i]
  context.depth = depth
}

/** They are no more. */
function ascend(w: unknown, levels: number): unknown {
  context.depth -= levels
  return w
}

/** The compilations that sites are of, which have to live as long as the trace. */
const kept = new WeakMap<Int32Array, readonly Compiled[]>()

/** Where the frames are, the outermost first. */
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

/** A call that is made where the frames are. */
export function fromStanding(t: Tracer, call: Jit.Template): Jit.Template {
  if (t.top.caller === null) return call
  const sites = sitesOf(t)
  const [first, ...more] = call.parts
  const parts = ['(', '(', '), ', `(${first}`, ...more]
  parts[parts.length - 1] += `, ${sites.length}))`
  return new t.jit.Template(parts, [descend, sites, ascend, ...call.held])
}

/** Whether a value is code of the program, or may lead there: a function, an instance of its classes, an iterator that calls one. */
function isOfProgram(w: unknown): boolean {
  if (w instanceof W_Iterator) return !w.isQuiet
  return w instanceof W_Object && (w.shape.type.heap || w instanceof W_Function || w instanceof W_Method)
}

/** The same call as `descr`; where what it is given may run code of the program, it is made where the frames are. */
export function placed(t: Tracer, descr: Jit.CallDescr, args: readonly Jit.Value[]): Jit.CallDescr {
  const { name, fn, result, writes, throws, invalidates } = descr
  if (t.top.caller === null || writes !== null || !args.some(({ concrete }) => isOfProgram(concrete))) return descr
  const call = descr.text ?? new t.jit.Template(['', `(${args.map((_, i) => `$${i}`).join(', ')})`], [fn])
  const recorded = (...values: unknown[]): unknown => descr.apply(values)
  return new t.jit.CallDescr(name, { text: fromStanding(t, call), recorded, result, throws, invalidates })
}
