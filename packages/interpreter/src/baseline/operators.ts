// Operators on instances of classes made in Python, whose methods compiled code enters itself. What a place has met is noted by the
// interpreter, and by compiled code where it asks the object space; the next compilation tests for it.
//
// What must stay true: a method is entered where `dispatch` in objspace's operations/binary.ts would call it first, or after a built-in
// number that knows nothing of such objects; what it gives with NotImplemented is for `afterFirst` there. Callers of operators cannot be
// unwound, as the result may be NotImplemented: their frames are run to the end in place, as if built-in code had called the method.
import {
  afterFirst,
  BINARY,
  NotImplemented,
  owned,
  type Shape,
  shapes,
  SPECIALS,
  type Value,
  type W_BaseException,
  W_Object,
  type W_Type,
} from '@typhon/objspace'
import { finishUnwound } from '../eval/enter.ts'
import { UNWIND } from '../eval/unwinding.ts'
import type { W_Code } from '../objects/code.ts'
import type { Frame } from '../objects/frame.ts'
import { W_Function } from '../objects/function.ts'
import { hasShape } from './access.ts'
import { boxed, double, OPERATIONS } from './numbers.ts'
import type { Compiled } from './sites.ts'
import { retire } from './tiers.ts'
import type { Text } from './text.ts'
import { numberOp, type NumberOp } from './operands.ts'

/** A method that an operator calls for two operands. */
export interface Method {
  readonly left: Shape
  readonly right: Shape
  readonly func: W_Function
  /** The right operand's method is called. */
  readonly reflected: boolean
  /** Versions of the operands' types. */
  readonly versions: readonly [number, number]
}

/** So many pairs of operands are tested for. */
const PAIRS = 4
/** So many operations without a test show that it is worth another compilation. */
const TOO_MANY = 300

function isInstance(w: Value | undefined): w is W_Object {
  return w instanceof W_Object && w.shape.type.heap
}

/** An instruction has combined two values. */
export function noteOperands(code: W_Code, pc: number, left: Value | undefined, right: Value | undefined): void {
  if (!isInstance(left) && !isInstance(right)) return
  const op = numberOp(code.code, pc)
  if (op === null || !(op.form === 'BINARY' || op.form === 'INPLACE')) return
  const method = methodFor(op, left as Value, right as Value)
  if (method === null) return
  const known = ((code.methods ??= new Map<number, Method[]>()).get(pc) ?? []).filter(isCurrent)
  if (known.some((m) => m.left === method.left && m.right === method.right)) return
  if (known.length < PAIRS) known.push(method)
  code.methods.set(pc, known)
}

/** The same for compiled code that had no test for the two. */
export function operatorMiss(compiled: Compiled, pc: number, left: Value, right: Value): void {
  if (!isInstance(left) && !isInstance(right)) return
  if (++compiled.misses === TOO_MANY) retire(compiled)
  if (compiled.misses <= TOO_MANY) noteOperands(compiled.code, pc, left, right)
}

function isCurrent(m: Method): boolean {
  return m.left.type.version === m.versions[0] && m.right.type.version === m.versions[1]
}

function shapeOf(w: Value): Shape | null {
  if (typeof w === 'number') return shapes.int
  return w instanceof W_Object && (w.shape === shapes.float || isPlain(w.shape)) ? w.shape : null
}

/** An instance that is no number, sequence or anything else that operators know of. */
function isPlain(shape: Shape): boolean {
  return shape.type.heap && shape.inline > 0
}

/** The method that the operator at `pc` calls first for two operands; null where that is none made in Python, or not so simple. */
export function methodAt(code: W_Code, pc: number, a: Value, b: Value): Method | null {
  const op = numberOp(code.code, pc)
  return op === null || (op.form !== 'BINARY' && op.form !== 'INPLACE') ? null : methodFor(op, a, b)
}

/** What the operator that a frame waits at gives when the method that it called first has given `value`. */
export function operatorResult({ code, regs }: Frame, pc: number, value: Value): Value {
  if (value !== NotImplemented) return value
  const { name, form, left, right } = numberOp(code.code, pc) as NumberOp
  const [a, b] = [regs[left] as Value, regs[right] as Value]
  const first = shapeOf(a)
  return afterFirst(a, b, OPERATIONS[name], form === 'INPLACE', first === null || !isPlain(first))
}

function methodFor(op: NumberOp, a: Value, b: Value): Method | null {
  const [left, right] = [shapeOf(a), shapeOf(b)]
  if (left === null || right === null) return null
  const [, forward, reflected, inplace] = BINARY[OPERATIONS[op.name]]
  const of = (type: W_Type, name: (typeof SPECIALS)[number] | null): Value | undefined =>
    name === null ? undefined : type.special(SPECIALS.indexOf(name))
  const [ta, tb] = [left.type, right.type]
  if (op.form === 'INPLACE' && of(ta, inplace) !== undefined) return null
  // The right operand's method comes first where it is that of a subclass.
  if (ta !== tb && tb.isSubtypeOf(ta)) return null
  const isReflected = !isPlain(left)
  const func = isReflected ? of(tb, reflected) : of(ta, forward)
  if (!(func instanceof W_Function) || func.code.arity !== 2) return null
  return { left, right, func, reflected: isReflected, versions: [ta.version, tb.version] }
}

/** The cases of an operator for what its place has met, as starts of if statements; '' where there are none. */
export function methodCases(text: Text, pc: number, op: NumberOp): string {
  // Who looks after the objects of frames looks at calls.
  if (text.follows) return ''
  const known = (text.code.methods?.get(pc) ?? []).filter(isCurrent)
  return known.map((m) => methodCase(text, pc, op, m)).join('')
}

function methodCase(text: Text, pc: number, op: NumberOp, m: Method): string {
  const [a, b] = [text.reg(op.left), text.reg(op.right)]
  const f = text.constant(m.func)
  const tests = [is(text, op.left, m.left), is(text, op.right, m.right), `${f}.code === ${text.constant(m.func.code)}`]
  for (const [shape, version] of [
    [m.left, m.versions[0]],
    [m.right, m.versions[1]],
  ] as const) {
    const test = `${text.constant(shape.type)}.version === ${version}`
    if (shape.type.heap && !tests.includes(test)) tests.push(test)
  }
  const args = m.reflected ? [b, a] : [a, b]
  const after = `${text.use('afterFirst')}(${a}, ${b}, ${JSON.stringify(OPERATIONS[op.name])}, ${op.form === 'INPLACE'}, ${m.reflected})`
  const entered = `${text.constant(m.func.code)}.entry(${f}, ${args.join(', ')})`
  return `if (${tests.filter((test) => test !== '').join(' && ')}) {
${boxed(text, [op.left, op.right])}${text.mark(pc)}
c = C.handled
try { t = ${owned.enabled ? `${text.use('passed')}(${entered})` : entered} } catch (e) { t = ${text.use('methodLeft')}(e, c) }
if (t === ${text.constant(NotImplemented)}) t = ${after}
if (t === RAISED) ${text.failure}
r${text.code.code[pc + 1]} = t
} else `
}

function is(text: Text, r: number, shape: Shape): string {
  return shape === shapes.float ? (double(text, r)?.test ?? 'false') : hasShape(text, text.reg(r), shape)
}

/** A method that an operator called was left by a throw: gives what it gives in the end. */
export function methodLeft(e: unknown, handled: W_BaseException | null): Value {
  if (e === UNWIND) return finishUnwound(handled)
  throw e
}
