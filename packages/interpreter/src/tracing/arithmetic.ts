// Arithmetic, comparisons and branches on ints, floats, strings and truth values. The cases are those of objspace's
// operations/binary.ts and compare.ts; what is none of them is a call of these.
import type * as Jit from '@typhon/jit'
import {
  type Shape,
  shapes,
  Special,
  type Value,
  W_Complex,
  W_Dict,
  W_Float,
  W_List,
  W_Object,
  W_Tuple,
} from '@typhon/objspace'
import { methodAt } from '../baseline/operators.ts'
import * as machine from '../eval/machine.ts'
import * as Op from '../generated/opcodes.ts'
import { OPNAMES } from '../generated/opcodes.ts'
import type { Frame } from '../objects/frame.ts'
import { joinBytes } from './bytes.ts'
import { concatenated, percent } from './formats.ts'
import type { Handler, Handlers } from './instruction.ts'
import { joinTuples, sequence } from './items.ts'
import { guardShape, isOfPassing } from './names.ts'
import { callOf, compareByCall, residual, truthByCall } from './residual.ts'
import { lengthOfSet } from './sets.ts'
import type { Tracer } from './tracer.ts'

type Binary = (t: Tracer, a: Jit.Value, b: Jit.Value) => Jit.Value | null

const overflowing =
  (name: Jit.OverflowName): Binary =>
  (t, a, b) =>
    t.r.overflowing(name, a, b)

const pure =
  (name: Jit.PureName): Binary =>
  (t, a, b) =>
    t.r.pure(name, a, b)

/** For operations that are not defined where the right operand is 0. */
const nonzero =
  (name: Jit.PureName): Binary =>
  (t, a, b) =>
    t.r.isTrue(t.r.pure(b.kind === 'i' ? 'int_ne' : 'float_ne', b, b.kind === 'i' ? t.r.int(0) : t.r.float(0)))
      ? t.r.pure(name, a, b)
      : null

/** Bits of ints that are no longer than those of the host's operators, as they were in this round. */
const bitwise =
  (name: 'int_and' | 'int_or' | 'int_xor'): Binary =>
  (t, a, b) => {
    const { r } = t
    const isMask = (v: Jit.Value): boolean => t.isConst(v) && v.concrete >= 0 && v.concrete < 2 ** 32
    const isMasked = name === 'int_and' && (isMask(a) || isMask(b))
    const isWord = !isMasked && guessWord(t, [a, b])
    const result = r.pure(name, a, b)
    return isMasked || isWord || name === 'int_or' ? result : r.safe(result)
  }

/** Takes it that ints are no longer than those of the host's operators, where they are in this round; whether they are. */
function guessWord({ r }: Tracer, values: readonly Jit.Value[]): boolean {
  const concrete = values.map((v) => v.concrete as number)
  const [least, most] = [Math.min(...concrete), Math.max(...concrete)]
  const guess = least >= 0 ? 'int_is_uint32' : 'int_is_int32'
  const isWord = most < 2 ** (guess === 'int_is_int32' ? 31 : 32) && least >= -(2 ** 31)
  if (isWord) for (const v of values) r.isTrue(r.pure(guess, v))
  return isWord
}

/** How far ints are shifted in place. */
const SHORT_SHIFT = 52

const shift =
  (name: Jit.OverflowName | Jit.PureName): Binary =>
  (t, a, b) => {
    const { r } = t
    if (!r.isTrue(r.pure('int_ge', b, r.int(0))) || !r.isTrue(r.pure('int_le', b, r.int(SHORT_SHIFT)))) return null
    if (name === 'int_rshift') guessWord(t, [a])
    return name === 'int_lshift_ovf' ? r.overflowing(name, a, b) : r.pure(name as Jit.PureName, a, b)
  }

const INT: Readonly<Record<string, Binary>> = {
  ADD: overflowing('int_add_ovf'),
  SUBTRACT: overflowing('int_sub_ovf'),
  MULTIPLY: overflowing('int_mul_ovf'),
  FLOOR_DIVIDE: nonzero('int_floordiv'),
  REMAINDER: nonzero('int_mod'),
  AND: bitwise('int_and'),
  OR: bitwise('int_or'),
  XOR: bitwise('int_xor'),
  LSHIFT: shift('int_lshift_ovf'),
  RSHIFT: shift('int_rshift'),
  POWER: (t, a, b) => power(t, a, b),
}

const FLOAT: Readonly<Record<string, Binary>> = {
  ADD: pure('float_add'),
  SUBTRACT: pure('float_sub'),
  MULTIPLY: pure('float_mul'),
  TRUE_DIVIDE: nonzero('float_truediv'),
  // What is not finite may be an error or complex.
  POWER: (t, a, b) => finite(t, t.r.call(callOf(t, 'float power', Math.pow, PURE_DOUBLE), a, b)),
}

/** A double where it is finite: of others the difference is a NaN. */
export function finite({ r }: Tracer, value: Jit.Value): Jit.Value | null {
  return r.isTrue(r.pure('float_eq', r.pure('float_sub', value, value), r.float(0))) ? value : null
}

export const PURE_DOUBLE: Partial<Jit.CallOptions> = { result: 'f', pure: true, throws: false }

/** Squares and cubes; other powers of ints are called. */
const power: Binary = (t, a, b) => {
  const exponent = b.concrete as number
  if (exponent !== 2 && exponent !== 3) return null
  t.r.promote(b)
  const square = t.r.overflowing('int_mul_ovf', a, a)
  return square === null || exponent === 2 ? square : t.r.overflowing('int_mul_ovf', square, a)
}

/** On the parts of complex numbers. */
const COMPLEX: Readonly<Record<string, (t: Tracer, a: Parts, b: Parts) => Parts>> = {
  ADD: ({ r }, [a, b], [c, d]) => [r.pure('float_add', a, c), r.pure('float_add', b, d)],
  SUBTRACT: ({ r }, [a, b], [c, d]) => [r.pure('float_sub', a, c), r.pure('float_sub', b, d)],
  MULTIPLY: ({ r }, [a, b], [c, d]) => [
    r.pure('float_sub', r.pure('float_mul', a, c), r.pure('float_mul', b, d)),
    r.pure('float_add', r.pure('float_mul', a, d), r.pure('float_mul', b, c)),
  ],
}

type Parts = readonly [Jit.Value, Jit.Value]

/** The parts of a complex number, or of a real one. */
function parts(t: Tracer, value: Jit.Value): Parts {
  if (!isComplex(value.concrete)) return [t.number(value) as Jit.Value, t.r.float(0)]
  t.r.classOf(value, [t.d.complex])
  return [t.r.getfield(value, t.d.complexReal), t.r.getfield(value, t.d.complexImaginary)]
}

/** Operations on ints of any size that cannot raise (a remainder cannot where the divisor is not 0), and what computes them. */
const WIDE: Readonly<Record<string, [Jit.BigName, (a: Value, b: Value) => Value]>> = {
  ADD: ['big_add', machine.add],
  SUBTRACT: ['big_sub', machine.sub],
  MULTIPLY: ['big_mul', machine.mul],
  AND: ['big_and', machine.and_],
  OR: ['big_or', machine.or_],
  XOR: ['big_xor', machine.xor],
  LSHIFT: ['big_lshift', machine.lshift],
  RSHIFT: ['big_rshift', machine.rshift],
  REMAINDER: ['big_mod', machine.mod],
}

/** The call that is one of them. */
export function bigCall(t: Pick<Tracer, 'jit'>, big: Jit.BigName): Jit.CallDescr {
  const [, fn] = Object.values(WIDE).find(([name]) => name === big)!
  return callOf(t, big, fn, { pure: true, throws: false })
}

/** How far wide ints are shifted without looking at each count. */
const WIDE_SHIFT = 64

/** Whether an int is not 0; a wide one never is. */
function isNonzero(t: Tracer, value: Jit.Value): boolean {
  if (typeof value.concrete === 'bigint') return true
  const i = t.int(value) as Jit.Value
  return t.r.isTrue(t.r.pure('int_ne', i, t.r.int(0)))
}

const isWide = (w: Value | undefined): boolean => typeof w === 'number' || typeof w === 'bigint'

/** The result as an int of any size, which may become narrow where only its low bits are wanted. */
function wide(t: Tracer, name: string, a: Jit.Value, b: Jit.Value): Jit.Value | null {
  if (WIDE[name] === undefined) return null
  const [big] = WIDE[name]
  if (name.endsWith('SHIFT')) {
    const count = b.concrete
    if (typeof count !== 'number' || count < 0 || count > WIDE_SHIFT) return null
    t.r.promote(b)
  }
  if (name === 'REMAINDER' && !isNonzero(t, b)) return null
  const classes = [t.d.int, t.d.wide]
  t.r.classOf(a, classes)
  t.r.classOf(b, classes)
  return t.r.big(big, bigCall(t, big), a, b)
}

const isFloat = (w: Value | undefined): boolean => w instanceof W_Float && !w.shape.type.heap
const isNumber = (w: Value | undefined): boolean => typeof w === 'number' || isFloat(w)
const isComplex = (w: Value | undefined): boolean => w instanceof W_Complex && w.shape === shapes.complex

/** Whether one is a bool, and the other a bool or an int that is not wide. */
const isTruth = (x: Value | undefined, y: Value | undefined): boolean =>
  (typeof x === 'boolean' && isWhole(y)) || (typeof x === 'number' && typeof y === 'boolean')

/** Whether one is a bool, and the other a wide int. */
const isWideTruth = (x: Value | undefined, y: Value | undefined): boolean =>
  (typeof x === 'boolean' && typeof y === 'bigint') || (typeof x === 'bigint' && typeof y === 'boolean')

const isWhole = (w: Value | undefined): boolean => typeof w === 'number' || typeof w === 'boolean'

/** Operators that make a bool of two. */
const OF_TRUTHS = new Set(['AND', 'OR', 'XOR'])

/** A bool or an int as an integer. */
const whole = (t: Tracer, value: Jit.Value): Jit.Value => (t.bool(value) ?? t.int(value)) as Jit.Value

/** A bool as an int that is an object; another value as it is. */
function unbool(t: Tracer, value: Jit.Value): Jit.Value {
  const truth = t.bool(value)
  return truth === null ? value : t.r.pure('int_to_ref', truth)
}

/** The result in place, or null where the operation has to be called. */
function arithmetic(t: Tracer, name: string, a: Jit.Value, b: Jit.Value): Jit.Value | null {
  const x = a.concrete
  const y = b.concrete
  if (typeof x === 'number' && typeof y === 'number') {
    if (name === 'TRUE_DIVIDE') return FLOAT.TRUE_DIVIDE(t, t.number(a) as Jit.Value, t.number(b) as Jit.Value)
    return INT[name]?.(t, t.int(a) as Jit.Value, t.int(b) as Jit.Value) ?? wide(t, name, a, b)
  }
  if (isWide(x) && isWide(y)) return wide(t, name, a, b)
  if (isWideTruth(x, y) && WIDE[name] !== undefined) return wide(t, name, unbool(t, a), unbool(t, b))
  if (INT[name] !== undefined && isTruth(x, y)) {
    const value = INT[name](t, whole(t, a), whole(t, b))
    const isTest = typeof x === typeof y && OF_TRUTHS.has(name) && value !== null
    return isTest ? t.r.pure('int_to_bool', value) : value
  }
  if (FLOAT[name] !== undefined && isNumber(x) && isNumber(y))
    return FLOAT[name](t, t.number(a) as Jit.Value, t.number(b) as Jit.Value)
  const areComplex = (isComplex(x) && (isComplex(y) || isNumber(y))) || (isComplex(y) && isNumber(x))
  if (COMPLEX[name] !== undefined && areComplex)
    return t.r.create(t.d.complex, COMPLEX[name](t, parts(t, a), parts(t, b)))
  if (name === 'REMAINDER' && typeof x === 'string') return percent(t, a, b)
  if (name === 'ADD' && typeof x === 'string') return concatenated(t, a, b)
  if (name === 'ADD' && x instanceof W_Tuple && y instanceof W_Tuple) return joinTuples(t, a, b)
  if (name === 'ADD') return joinBytes(t, a, b)
  return null
}

/** Goes into the method of an operator; false where that is none made in Python. */
function followMethod(t: Tracer, frame: Frame, a: Jit.Value, b: Jit.Value): boolean {
  const method = methodAt(frame.code, frame.pc, a.concrete, b.concrete)
  if (method === null || !method.func.code.simple || isOfPassing(t, a) || isOfPassing(t, b)) return false
  if (!t.mayEnter(method.func.code)) return false
  guardShape(t, a)
  guardShape(t, b)
  return t.enter(frame, t.r.ref(method.func), method.reflected ? [b, a] : [a, b], true)
}

const binary =
  (name: string): Handler =>
  (t, frame) => {
    const { code } = frame.code
    const { pc } = frame
    const [a, b] = [t.read(frame, code[pc + 2]), t.read(frame, code[pc + 3])]
    const value = arithmetic(t, name, a, b)
    if (value !== null) return t.done(frame, value)
    return followMethod(t, frame, a, b) || residual(t, frame)
  }

/** Operators of comparisons, and what each is on integers and doubles. */
const COMPARISONS = ['lt', 'le', 'eq', 'ne', 'gt', 'ge'] as const

const OPERATORS = { lt: '<', le: '<=', eq: '===', ne: '!==', gt: '>', ge: '>=' } as const

/** A comparison by the host's operator. */
const testOf = (t: Tracer, name: (typeof COMPARISONS)[number]): Partial<Jit.CallOptions> => ({
  text: new t.jit.Template([`($0 ${OPERATORS[name]} $1 ? 1 : 0)`], []),
  result: 'i',
})

/** The host compares its numbers and wide integers with each other; equal ones are of the same kind. */
function comparisonOfWide(t: Tracer, name: (typeof COMPARISONS)[number], a: Jit.Value, b: Jit.Value): Jit.Value {
  const classes = [t.d.int, t.d.wide]
  t.r.classOf(a, classes)
  t.r.classOf(b, classes)
  const options: Partial<Jit.CallOptions> = { ...testOf(t, name), pure: true, throws: false, meaning: `int_${name}` }
  return t.r.call(callOf(t, `wide ${name}`, undefined, options), a, b)
}

/** A comparison as 0 or 1; null where it has to be called. */
function comparison(t: Tracer, name: (typeof COMPARISONS)[number], a: Jit.Value, b: Jit.Value): Jit.Value | null {
  const x = a.concrete
  const y = b.concrete
  if (typeof x === 'number' && typeof y === 'number')
    return t.r.pure(`int_${name}`, t.int(a) as Jit.Value, t.int(b) as Jit.Value)
  if (isTruth(x, y)) return t.r.pure(`int_${name}`, whole(t, a), whole(t, b))
  if (isWide(x) && isWide(y)) return comparisonOfWide(t, name, a, b)
  if (isNumber(x) && isNumber(y)) return t.r.pure(`float_${name}`, t.number(a) as Jit.Value, t.number(b) as Jit.Value)
  if (typeof x === 'string' && typeof y === 'string') {
    t.r.classOf(a, [t.d.str])
    t.r.classOf(b, [t.d.str])
    if (name === 'eq' || name === 'ne') return t.r.pure(name === 'eq' ? 'ptr_eq' : 'ptr_ne', a, b)
    // Each of their units is a character.
    return t.r.call(callOf(t, `str.${name}`, undefined, { ...testOf(t, name), pure: true, throws: false }), a, b)
  }
  return null
}

const compare =
  (name: (typeof COMPARISONS)[number]): Handler =>
  (t, frame) => {
    const { code } = frame.code
    const { pc } = frame
    const test = comparison(t, name, t.read(frame, code[pc + 2]), t.read(frame, code[pc + 3]))
    return test === null ? residual(t, frame) : t.done(frame, t.r.pure('int_to_bool', test))
  }

/** A comparison and a jump in one; `wanted` is the outcome that jumps. */
const compareAndJump =
  (name: (typeof COMPARISONS)[number], wanted: boolean): Handler =>
  (t, frame) => {
    const { code } = frame.code
    const { pc } = frame
    const a = t.read(frame, code[pc + 1])
    const b = t.read(frame, code[pc + 2])
    const test = comparison(t, name, a, b)
    if (test !== null) return t.branch(frame, test, wanted)
    return t.branchAfterCall(frame, truthByCall(t, compareByCall(t, name, a, b)), wanted)
  }

/** Whether a value is true, as 0 or 1; null where it has to be asked. */
export function truth(t: Tracer, value: Jit.Value): Jit.Value | null {
  const w = value.concrete
  if (w === null) {
    t.r.isNull(value)
    return t.r.int(0)
  }
  if (typeof w === 'number') return t.r.pure('int_is_true', t.int(value) as Jit.Value)
  if (typeof w === 'string') {
    t.r.classOf(value, [t.d.str])
    return t.r.pure('ptr_ne', value, t.r.ref(''))
  }
  if (typeof w === 'boolean' && !(value instanceof t.jit.Op && value.name === 'int_to_bool')) {
    // One guard where its class and what it is would be two.
    t.r.promote(value)
    return t.r.int(w ? 1 : 0)
  }
  if (w instanceof W_List || w instanceof W_Tuple) {
    const found = sequence(t, value)
    if (found !== null) return t.r.pure('int_is_true', found.length)
  }
  if (w instanceof W_Dict && w.shape === shapes.dict) {
    guardShape(t, value)
    return t.r.pure('int_is_true', t.r.getfield(value, t.d.dictSize))
  }
  if (isAlwaysTrue(w) && !isOfPassing(t, value)) {
    guardShape(t, value)
    return t.r.int(1)
  }
  const f = t.float(value)
  if (f !== null) return t.r.pure('float_ne', f, t.r.float(0))
  const size = lengthOfSet(t, value)
  return size === null ? t.bool(value) : t.r.pure('int_is_true', size)
}

/** Instances of classes made in Python that say nothing of it. */
function isAlwaysTrue(w: Value): boolean {
  if (!(w instanceof W_Object) || !w.shape.type.heap) return false
  const { type } = w.shape
  return type.special(Special.bool) === undefined && type.special(Special.len) === undefined
}

/** `bool(value)`. */
export const asBool = (t: Tracer, value: Jit.Value): Jit.Value =>
  t.r.pure('int_to_bool', truth(t, value) ?? truthByCall(t, value))

const jumpIf =
  (wanted: boolean): Handler =>
  (t, frame) => {
    const value = t.read(frame, frame.code.code[frame.pc + 1])
    const test = truth(t, value)
    return test === null ? t.branchAfterCall(frame, truthByCall(t, value), wanted) : t.branch(frame, test, wanted)
  }

/** The shapes of objects whose identity is that of their value. */
const valueShapes = (): readonly Shape[] => [shapes.float, shapes.complex, shapes.str, shapes.tuple, shapes.bytes]

/** `a is b` as 0 or 1; null where one may be a wide int, or an object whose identity is that of its value. */
function identity(t: Tracer, a: Jit.Value, b: Jit.Value): Jit.Value | null {
  const plain = (w: Value): boolean => w === null || typeof w === 'boolean'
  if (!isConstant(t, a, plain) && !isConstant(t, b, plain)) {
    const w = a.concrete
    if (typeof w !== 'object' || w === null || valueShapes().includes(w.shape)) return null
    // Objects that are none of these are told apart by what they are.
    const { heap } = w.shape.type
    t.r.classOf(a, [heap ? t.d.object : t.d.ofShape(w.shape)])
    if (heap)
      for (const shape of valueShapes()) t.r.isTrue(t.r.pure('ptr_ne', t.r.getfield(a, t.d.shape), t.r.ref(shape)))
  }
  return t.r.pure('ptr_eq', a, b)
}

const isConstant = (t: Tracer, value: Jit.Value, what: (w: Value) => boolean): boolean =>
  t.isConst(value) && what(value.concrete)

const isOp =
  (wanted: boolean): Handler =>
  (t, frame) => {
    const { code } = frame.code
    const { pc } = frame
    const same = identity(t, t.read(frame, code[pc + 2]), t.read(frame, code[pc + 3]))
    if (same === null) return residual(t, frame)
    return t.done(frame, t.r.pure('int_to_bool', wanted ? same : t.r.pure('int_is_zero', same)))
  }

const jumpIfIs =
  (wanted: boolean): Handler =>
  (t, frame) => {
    const { code } = frame.code
    const { pc } = frame
    const same = identity(t, t.read(frame, code[pc + 1]), t.read(frame, code[pc + 2]))
    return same === null ? residual(t, frame) : t.branch(frame, same, wanted)
  }

const not: Handler = (t, frame) => {
  const value = t.read(frame, frame.code.code[frame.pc + 2])
  const test = truth(t, value) ?? truthByCall(t, value)
  return t.done(frame, t.r.pure('int_to_bool', t.r.pure('int_is_zero', test)))
}

const negative: Handler = (t, frame) => {
  const value = t.read(frame, frame.code.code[frame.pc + 2])
  if (typeof value.concrete === 'number') return t.done(frame, t.r.pure('int_neg', t.int(value) as Jit.Value))
  const f = t.float(value)
  return f === null ? residual(t, frame) : t.done(frame, t.r.pure('float_neg', f))
}

const invert: Handler = (t, frame) => {
  const value = t.read(frame, frame.code.code[frame.pc + 2])
  // Of a bool it is warned.
  const i = t.int(value)
  const inverted = i === null ? null : t.r.safe(t.r.pure('int_invert', i))
  return inverted === null ? residual(t, frame) : t.done(frame, inverted)
}

/** Puts the handlers of this file into the table. */
export function addArithmetic(handlers: Handlers): void {
  const number = (name: string): number => OPNAMES.indexOf(name)
  for (const name of new Set([...Object.keys(INT), ...Object.keys(FLOAT)])) {
    handlers.set(number(`BINARY_${name}`), binary(name))
    handlers.set(number(`INPLACE_${name}`), binary(name))
  }
  for (const name of COMPARISONS) {
    const upper = name.toUpperCase()
    handlers.set(number(`COMPARE_${upper}`), compare(name))
    handlers.set(number(`JUMP_IF_${upper}`), compareAndJump(name, true))
    handlers.set(number(`JUMP_UNLESS_${upper}`), compareAndJump(name, false))
  }
  handlers.set(Op.JUMP_IF_TRUE, jumpIf(true))
  handlers.set(Op.JUMP_IF_FALSE, jumpIf(false))
  handlers.set(Op.IS_OP, isOp(true))
  handlers.set(Op.IS_NOT, isOp(false))
  handlers.set(Op.JUMP_IF_IS, jumpIfIs(true))
  handlers.set(Op.JUMP_UNLESS_IS, jumpIfIs(false))
  handlers.set(Op.UNARY_NOT, not)
  handlers.set(Op.UNARY_NEGATIVE, negative)
  handlers.set(Op.UNARY_INVERT, invert)
}
