// What the trace does not look into: calls of the functions that the interpreter itself would call. For an instruction that is declared
// with a body, the body is what is called.
//
// What must stay true: the call is the last thing its instruction records, but for `guard_no_exception`; where it raises, or asks for
// frames, the instruction is the one that the frames are at.
import type * as Jit from '@typhon/jit'
import * as machine from '../eval/machine.ts'
import { BODIES } from '../generated/bodies.ts'
import { KINDS, OPNAMES, UNARY_INVERT } from '../generated/opcodes.ts'
import type { W_Code } from '../objects/code.ts'
import { Frame } from '../objects/frame.ts'
import { placed } from './standing.ts'
import type { Tracer } from './tracer.ts'

/** Calls, by name; made when first needed. */
const calls = new Map<string, Jit.CallDescr>()

/**
 * A function of the host that may do anything, and raise; or the text of one, among the options. It is kept by its name, so it is not to be made where something
 * of the recording is at hand: the host would keep that with it.
 */
export function callOf(
  t: Pick<Tracer, 'jit'>,
  name: string,
  fn: ((...args: any[]) => unknown) | undefined,
  options: Partial<Jit.CallOptions> = {},
): Jit.CallDescr {
  let descr = calls.get(name)
  if (descr === undefined) {
    descr = new t.jit.CallDescr(name, { fn, result: 'r', throws: true, ...options })
    calls.set(name, descr)
  }
  return descr
}

type Operations = Readonly<Record<string, (...args: any[]) => unknown>>

/** Stands for the frame in bodies that only want its namespaces. */
const FRAME = 'F'

/** The body of an opcode as a function of its operands; the frame is the last. */
function bodyOf(op: number): (...args: any[]) => unknown {
  const { params, text } = BODIES[op] as { params: readonly string[]; text: string }
  const source = text
    .replace(/\bm\.isNumber\(([^()]+)\)/g, "typeof $1 === 'number'")
    .replace(/\bm\.isSafe\(([^()]+)\)/g, 'Number.isSafeInteger($1)')
    .replace(/\bm\.frame\b/g, FRAME)
  // oxlint-disable-next-line no-new-func
  return new Function('m', `return (${[...params, FRAME].join(', ')}) => { return ${source} }`)(
    machine as unknown as Operations,
  ) as () => unknown
}

/** Frames that stand for those of a code object in bodies that only want its namespaces and the code inside. */
const stands = new WeakMap<W_Code, Frame>()

function standFor(frame: Frame): Frame {
  let stand = stands.get(frame.code)
  if (stand === undefined || stand.globals !== frame.globals) {
    stand = new Frame(frame.code, [], frame.globals, frame.builtins, frame.func)
    stands.set(frame.code, stand)
  }
  return stand
}

/** Bodies that do more with the frame than look at its globals. */
const NEEDS_FRAME =
  /m\.(loadName|storeName|deleteName|localsOf|setupAnnotations|loadFromDict|loadDeref|deleteDeref|importName|importStar|loadBuildClass|intrinsic1)|m\.regs/

/** An instruction as a call of its body; one that has none, or needs its frame, ends the trace. */
export function residual(t: Tracer, frame: Frame): boolean {
  const { code, names, caches } = frame.code
  const { pc } = frame
  const op = code[pc]
  const body = BODIES[op]
  if (body === null || NEEDS_FRAME.test(body.text)) {
    t.r.leave(OPNAMES[op])
    return false
  }
  const kinds = KINDS[op]
  const args: Jit.Value[] = []
  kinds.forEach((kind, i) => {
    const operand = code[pc + 1 + i]
    if (kind === 'reg') args.push(t.read(frame, operand))
    else if (kind === 'opt') args.push(operand < 0 ? t.r.ref(undefined) : t.read(frame, operand))
    else if (kind === 'name') args.push(t.r.ref(names[operand]))
    else if (kind === 'cache') args.push(t.r.ref(caches[operand]))
    else if (kind !== 'out' && kind !== 'label') args.push(t.r.ref(operand))
  })
  args.push(t.r.ref(standFor(frame)))
  // Of a bool it is warned, which names the line.
  const descr = placed(t, callOf(t, OPNAMES[op], bodyOf(op)), args, op === UNARY_INVERT)
  if (kinds.includes('label')) return t.branchAfterCall(frame, t.r.pure('bool_to_int', t.r.call(descr, ...args)), true)
  const result = t.call(descr, ...args)
  return kinds[0] === 'out' ? t.done(frame, result) : t.next(frame)
}

/** Whether a value is true, by asking it. */
export function truthByCall(t: Tracer, value: Jit.Value): Jit.Value {
  return t.r.pure('bool_to_int', t.r.call(placed(t, callOf(t, 'isTrue', machine.isTrue), [value]), value))
}

const NUMBERS = { lt: 0, le: 1, eq: 2, ne: 3, gt: 4, ge: 5 } as const

export function compareByCall(t: Tracer, name: keyof typeof NUMBERS, a: Jit.Value, b: Jit.Value): Jit.Value {
  const args = [a, b, t.r.ref(NUMBERS[name])]
  return t.r.call(placed(t, callOf(t, 'compare', machine.compare), args), ...args)
}
