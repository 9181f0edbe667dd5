// Where the frames of calls stand that a trace has followed, while it calls what may run Python code. Such code can ask for its callers:
// `sys._getframe`, warnings that are meant for the caller's line, names of functions in logs. The trace has no frames of the functions that it is in, so it
// tells where they are as compiled functions do, in SITES, one depth for each. The frame that it began in is there, or in SITES, already, and is told
// where it is in the way of who entered the trace.
//
// What must stay true: behind the call the depth is what it was before it. Where the call is left by an exception, whoever goes on sees to that.
// Who enters a trace says where the frame is once more when the trace was left.
import type * as Jit from '@typhon/jit'
import { W_Iterator, W_Method, W_Object } from '@typhon/objspace'
import { S } from '../baseline/leave.ts'
import { Compiled, compiledAt, SITES } from '../baseline/sites.ts'
import { context } from '../eval/context.ts'
import { W_Function } from '../objects/function.ts'
import { W_Generator } from '../objects/generator.ts'
import type { Shadow } from './shadow.ts'
import type { Tracer } from './tracer.ts'

/** Where the frame that the trace began in is at a call. */
class Standing {
  private readonly pc: number
  private readonly length: number
  /** The first site of the compilation that was met last. */
  private base: number
  /** Where the others are, the outermost first. */
  readonly sites: Int32Array

  constructor({ code, frame }: Shadow, sites: Int32Array) {
    this.pc = frame.pc
    this.length = code.code.length
    this.base = -this.length
    this.sites = sites
  }

  settle(): void {
    const { frame, depth } = context
    // What compiled code has called last is not what the instruction calls.
    S.callee = null
    if (frame !== null && frame.depth === depth) frame.pc = this.pc
    else {
      const place = SITES[depth] - this.base
      if (place < 0 || place >= this.length) ({ base: this.base } = compiledAt(SITES[depth]))
      SITES[depth] = this.base + this.pc
    }
  }
}

/** The first frame is at the call. */
function settle(standing: Standing): void {
  standing.settle()
}

/** The frames are below the call. */
function descend(standing: Standing): void {
  standing.settle()
  const { sites } = standing
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
const kept = new WeakMap<Standing, readonly Compiled[]>()

function standingOf(t: Tracer): Standing {
  const sites: number[] = []
  const all: Compiled[] = []
  let shadow = t.top
  for (; shadow.caller !== null; shadow = shadow.caller) {
    const { code, frame } = shadow
    const compiled = code.compiled ?? new Compiled(code, frame.globals, frame.builtins)
    all.push(compiled)
    sites.unshift(compiled.base + frame.pc)
  }
  const standing = new Standing(shadow, Int32Array.from(sites))
  kept.set(standing, all)
  return standing
}

/** A call that is made where the frames are. */
export function fromStanding(t: Tracer, call: Jit.Template): Jit.Template {
  const standing = standingOf(t)
  const { length } = standing.sites
  const [first, ...more] = call.parts
  if (length === 0) {
    const parts = ['(', '(', `), ${first}`, ...more]
    parts[parts.length - 1] += ')'
    return new t.jit.Template(parts, [settle, standing, ...call.held])
  }
  const parts = ['(', '(', '), ', `(${first}`, ...more]
  parts[parts.length - 1] += `, ${length}))`
  return new t.jit.Template(parts, [descend, standing, ascend, ...call.held])
}

/** Whether a value is code of the program, or may lead there: a function, a generator, an instance of its classes, an iterator that calls one. */
function isOfProgram(w: unknown): boolean {
  if (w instanceof W_Iterator) return !w.isQuiet
  if (w instanceof W_Generator) return true
  return w instanceof W_Object && (w.shape.type.heap || w instanceof W_Function || w instanceof W_Method)
}

/** The same call as `descr`; where what it is given may run code of the program, or where it `seesCallers` itself, it is made where the frames are. */
export function placed(
  t: Tracer,
  descr: Jit.CallDescr,
  args: readonly Jit.Value[],
  seesCallers = false,
): Jit.CallDescr {
  const { name, fn, result, writes, throws, invalidates } = descr
  if (writes !== null || !(seesCallers || args.some(({ concrete }) => isOfProgram(concrete)))) return descr
  const call = descr.text ?? new t.jit.Template(['', `(${args.map((_, i) => `$${i}`).join(', ')})`], [fn])
  const recorded = (...values: unknown[]): unknown => descr.apply(values)
  return new t.jit.CallDescr(name, { text: fromStanding(t, call), recorded, result, throws, invalidates })
}
