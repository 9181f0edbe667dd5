// The text of arithmetic and comparison. What the operands are is known, guessed, or asked (see types.ts): an instruction on two
// ints or on floats is one operation behind tests of what was guessed; the others have the common cases in place, and
// everything else is an operation of the object space. The paths are those of objspace's operations/binary.ts and compare.ts: a
// safe integer, never -0.
//
// A register may hold a float without a box: then the variable `r3` is FLT and `f3` is the number. Whoever wants a value asks
// `boxed` first. So a chain of float operations, or a loop over floats, makes no objects.
//
// What must stay true: a register is FLT only where it is in `text.types.floats`; no FLT leaves the function; where a guess is
// wrong, nothing has been done yet.
import { type BinaryName, shapes, W_Bytes, W_Float } from '@typhon/objspace'
import { methodCases } from './operators.ts'
import type { Text } from './text.ts'
import { BOTH_BYTES, COMPLEX_SEEN, STRS_SEEN } from './seen.ts'
import { type NumberOp, numberOp } from './operands.ts'
import { asInt, BOX, FLT, I32, INT, isDouble, isInt, isNatural, isWord, Mode, OTHER, SMALL, U32 } from './types.ts'

const MAX = 9007199254740991
const fits = (value: string): string => `(t = ${value}) <= ${MAX} && t >= -${MAX}`

const isInt32 = (a: string): string => `(${a} | 0) === ${a}`
const isUint32 = (a: string): string => `(${a} >>> 0) === ${a}`

/** Two ints where everything is possible: a test of the operands, the result, whether it may not fit. */
const INTS: Readonly<Record<string, (a: string, b: string) => { when: string; value: string; fits: boolean }>> = {
  ADD: (a, b) => ({ when: '', value: `${a} + ${b}`, fits: false }),
  SUBTRACT: (a, b) => ({ when: '', value: `${a} - ${b}`, fits: false }),
  // A zero may be -0.
  MULTIPLY: (a, b) => ({ when: '', value: `${a} * ${b} + 0`, fits: false }),
  // The quotient of positive safe integers, rounded, never reaches the next integer.
  FLOOR_DIVIDE: (a, b) => ({ when: `${a} >= 0 && ${b} > 0`, value: `Math.floor(${a} / ${b})`, fits: true }),
  REMAINDER: (a, b) => ({ when: `${a} >= 0 && ${b} > 0`, value: `${a} % ${b}`, fits: true }),
  AND: (a, b) => ({ when: `${isInt32(a)} && ${isInt32(b)}`, value: `${a} & ${b}`, fits: true }),
  OR: (a, b) => ({ when: `${isInt32(a)} && ${isInt32(b)}`, value: `${a} | ${b}`, fits: true }),
  XOR: (a, b) => ({ when: `${isInt32(a)} && ${isInt32(b)}`, value: `${a} ^ ${b}`, fits: true }),
  LSHIFT: (a, b) =>
    /^\d+$/.test(b)
      ? { when: Number(b) < 53 ? '' : 'false', value: `${a} * ${2 ** Number(b)}`, fits: false }
      : { when: `${isInt32(a)} && ${b} >= 0 && ${b} < 22`, value: `${a} * (1 << ${b})`, fits: true },
  RSHIFT: (a, b) => ({ when: `${isInt32(a)} && ${b} >= 0 && ${b} < 32`, value: `${a} >> ${b}`, fits: true }),
}

const FLOATS: Readonly<Record<string, string>> = { ADD: '+', SUBTRACT: '-', MULTIPLY: '*', TRUE_DIVIDE: '/' }

/** The parts of a result of two complex numbers. */
const COMPLEX: Readonly<Record<string, (a: string, b: string) => string>> = {
  ADD: (a, b) => `${a}.re + ${b}.re, ${a}.im + ${b}.im`,
  SUBTRACT: (a, b) => `${a}.re - ${b}.re, ${a}.im - ${b}.im`,
  MULTIPLY: (a, b) => `${a}.re * ${b}.re - ${a}.im * ${b}.im, ${a}.re * ${b}.im + ${a}.im * ${b}.re`,
}

/** What the object space calls the operators. */
export const OPERATIONS: Readonly<Record<string, BinaryName>> = {
  ADD: 'add',
  SUBTRACT: 'sub',
  MULTIPLY: 'mul',
  TRUE_DIVIDE: 'truediv',
  FLOOR_DIVIDE: 'floordiv',
  REMAINDER: 'mod',
  AND: 'and_',
  OR: 'or_',
  XOR: 'xor',
  LSHIFT: 'lshift',
  RSHIFT: 'rshift',
}

const COMPARISONS: Readonly<Record<string, readonly [string, number]>> = {
  LT: ['<', 0],
  LE: ['<=', 1],
  EQ: ['===', 2],
  NE: ['!==', 3],
  GT: ['>', 4],
  GE: ['>=', 5],
}

/** The kind of a register before the instruction that is being written. */
const kindOf = (text: Text, r: number): number => text.types.kind(text.state, r)

/** The test that an operand is an int; '' where it is known to be one. */
function isNumber(text: Text, r: number): string {
  return isInt(kindOf(text, r)) ? '' : `typeof ${text.reg(r)} === 'number'`
}

/** The test that something is an int of which so much is known. */
export function isOfKind(w: string, kind: number): string {
  const is = `typeof ${w} === 'number'`
  if ((kind & INT) === INT) return is
  if ((kind & INT) === SMALL) return `${is} && (${w} & 0x7fffffff) === ${w}`
  return `${is} && ${isNatural(kind) ? isUint32(w) : isInt32(w)}`
}

const all = (...tests: readonly string[]): string => tests.filter((test) => test !== '').join(' && ')

/** The number that is constant in a register, as an expression; undefined for variables and other constants. */
function literal(text: Text, r: number): string | undefined {
  const w = text.constantIn(r)
  if (typeof w === 'number') return text.reg(r)
  return w instanceof W_Float && w.shape === shapes.float ? numberOf(text, w) : undefined
}

/** The number of a float that the text knows. */
function numberOf(text: Text, w: W_Float): string {
  return Number.isFinite(w.v) && !Object.is(w.v, -0) ? `(${w.v})` : `${text.constant(w)}.v`
}

const box = (text: Text, r: number): string => `new ${text.use('W_Float')}(f${r}, ${text.constant(shapes.float)})`

/** The test that a register holds a box of exactly `float`. */
export const isBox = (text: Text, r: number): string => text.isOf(`r${r}`, shapes.float)

/** A test that a variable is a float, after which the number is in `f`. */
function isFloat(text: Text, r: number): string {
  const kind = kindOf(text, r)
  if (isDouble(kind)) return ''
  const boxed_ = `${isBox(text, r)} && (f${r} = r${r}.v, true)`
  return (kind & FLT) === 0 ? boxed_ : `(r${r} === FLT || ${boxed_})`
}

/** A value that has to be a float which is no NaN: a test, '' where it is one, and the double. */
export function floatOf(text: Text, w: unknown): { test: string; value: string } {
  const isFloat = w instanceof W_Float && w.shape === shapes.float && w.v === w.v
  return { test: isFloat ? '' : 'false', value: isFloat ? numberOf(text, w) : '0' }
}

/** Whether a register may hold a float whose number is known, or is a constant one. */
export function mayBeDouble(text: Text, r: number): boolean {
  const w = text.constantIn(r)
  return w instanceof W_Float
    ? floatOf(text, w).test === ''
    : r < text.state.length && (text.state[r] & (FLT | BOX)) !== 0
}

/** A register that has to hold such a float. */
export function floatIn(text: Text, r: number): { test: string; value: string } {
  if (r >= text.state.length) return floatOf(text, text.constantIn(r))
  if (!text.types.floats.has(r)) return { test: `${isBox(text, r)} && r${r}.v === r${r}.v`, value: `r${r}.v` }
  return { test: all(isFloat(text, r), `f${r} === f${r}`), value: `f${r}` }
}

/** An operand as a double: a test, and the number. `spare` is a variable for what has no variable of its own. */
function asDouble(text: Text, pc: number, op: NumberOp, isLeft: boolean): { test: string; value: string } {
  const r = isLeft ? op.left : op.right
  const constant = literal(text, r)
  if (constant !== undefined) return { test: '', value: constant }
  switch (text.types.guess(text.state, pc, op, isLeft)) {
    case INT:
      return { test: isNumber(text, r), value: `r${r}` }
    case BOX:
      return { test: isFloat(text, r), value: `f${r}` }
    default: {
      const spare = isLeft ? 'x' : 'y'
      const marked = (kindOf(text, r) & FLT) === 0 ? '' : `r${r} === FLT ? (${spare} = f${r}, true) : `
      return {
        test: `(${marked}typeof r${r} === 'number' ? (${spare} = r${r}, true) : ${isBox(text, r)} && (${spare} = r${r}.v, true))`,
        value: spare,
      }
    }
  }
}

/** Gives the registers boxes where they hold floats without. */
export function boxed(text: Text, registers: readonly number[]): string {
  let out = ''
  for (const r of new Set(registers)) {
    const kind = r < text.state.length ? text.state[r] : 0
    if (kind === FLT) out += `r${r} = ${box(text, r)}\n`
    else if ((kind & FLT) !== 0) out += `if (r${r} === FLT) r${r} = ${box(text, r)}\n`
  }
  return out
}

/** The value of a register wherever the function is, in a new box where it has none. */
export function boxedValue(text: Text, r: number): string {
  return text.types.floats.has(r) ? `r${r} === FLT ? ${box(text, r)} : r${r}` : `r${r}`
}

/** `out = left op right` and `out = -value`; undefined for other instructions. */
export function arithmetic(text: Text, pc: number): string | undefined {
  const { code } = text.code
  const op = numberOp(code, pc)
  if (op === null || op.form === 'COMPARE' || op.form === 'JUMP_IF' || op.form === 'JUMP_UNLESS') return undefined
  const out = code[pc + 1]
  const mode = text.types.mode(text.state, pc, op)
  text.isPure = mode !== Mode.any
  if (op.form === 'UNARY') return negative(text, pc, op, mode)
  if (mode === Mode.int) return ofInts(text, pc, op)
  if (mode === Mode.float) {
    const a = asDouble(text, pc, op, true)
    const b = asDouble(text, pc, op, false)
    const when = op.name === 'TRUE_DIVIDE' ? `${b.value} !== 0` : ''
    const test = all(a.test, b.test, when)
    const guard = test === '' ? '' : `if (!(${test})) ${text.leave(pc)}\n`
    return `${guard}f${out} = ${a.value} ${FLOATS[op.name]} ${b.value}; r${out} = FLT\n`
  }
  return ofAny(text, pc, op)
}

/** Two ints, known or guessed. */
function ofInts(text: Text, pc: number, op: NumberOp): string {
  const out = `r${text.code.code[pc + 1]}`
  const a = text.reg(op.left)
  const b = text.reg(op.right)
  const test = all(isNumber(text, op.left), isNumber(text, op.right))
  const c = text.constantIn(op.right)
  const power = typeof c === 'number' && c > 0 && c <= 0x40000000 ? Math.log2(c) : NaN
  const guarded = (value: string): string =>
    `${test === '' ? '' : `if (!(${test})) ${text.leave(pc)}\n`}${out} = ${value}\n`
  const slow = (name: string): string => `(${text.mark(pc)}, ${text.use(name)}(${a}, ${b}))`
  const [left, right] = [kindOf(text, op.left), kindOf(text, op.right)]
  const words = isWord(left) && isWord(right)
  switch (op.name) {
    case 'ADD':
    case 'SUBTRACT':
    case 'MULTIPLY': {
      const value = INTS[op.name](a, b).value
      const known = c ?? (op.name === 'ADD' ? text.constantIn(op.left) : undefined)
      if (typeof known === 'number' && op.name !== 'MULTIPLY' && !words) {
        // Such a sum can be too large in one direction only.
        const isLess = op.name === 'ADD' ? known < 0 : known > 0
        const test_ = isLess ? `(t = ${value}) >= -${MAX}` : `(t = ${value}) <= ${MAX}`
        return `if (!(${all(test, test_)})) ${text.leave(pc)}\n${out} = t\n`
      }
      if (words && op.name !== 'MULTIPLY') return `${out} = ${value}\n`
      return `if (!(${all(test, fits(value))})) ${text.leave(pc)}\n${out} = t\n`
    }
    case 'LSHIFT': {
      const value = typeof c === 'number' ? `${a} * ${2 ** c}` : `${a} * (1 << ${b})`
      const when = typeof c === 'number' ? (c >= 0 && c < 53 ? '' : 'false') : `${b} >= 0 && ${b} < 31`
      return `if (!(${all(test, when, fits(value))})) ${text.leave(pc)}\n${out} = t\n`
    }
    case 'RSHIFT':
      if (typeof c === 'number' && c >= 0 && c < 32 && isWord(left))
        return guarded(`${a} ${isNatural(left) ? '>>>' : '>>'} ${c}`)
      if (typeof c === 'number' && c >= 0 && c < 32)
        return guarded(`${isInt32(a)} ? ${a} >> ${c} : Math.floor(${a} / ${2 ** c})`)
      return guarded(`${isInt32(a)} && ${b} >= 0 && ${b} < 32 ? ${a} >> ${b} : ${slow('rshift')}`)
    case 'FLOOR_DIVIDE':
      // The shift rounds down as well.
      if (Number.isInteger(power)) return guarded(`${isInt32(a)} ? ${a} >> ${power} : Math.floor(${a} / ${b})`)
      if (typeof c === 'number' && c > 0)
        return guarded(`${isInt32(a)} && ${a} >= 0 ? (${a} / ${b}) | 0 : ${slow('floordiv')}`)
      return guarded(`${a} >= 0 && ${b} > 0 ? Math.floor(${a} / ${b}) : ${slow('floordiv')}`)
    case 'REMAINDER':
      // Two's complement, also of what is no 32-bit int.
      if (Number.isInteger(power)) return guarded(`${a} & ${(c as number) - 1}`)
      return guarded(`${a} >= 0 && ${b} > 0 ? ${a} % ${b} : ${slow('mod')}`)
    default: {
      const mask = [op.left, op.right].find((r) => isMask(text.constantIn(r)))
      if (op.name === 'AND' && mask !== undefined) {
        const other = text.reg(mask === op.left ? op.right : op.left)
        return guarded(text.constantIn(mask) === 0xffffffff ? `${other} >>> 0` : `${other} & ${text.reg(mask)}`)
      }
      const value = ofWords(op.name, a, left, b, right)
      if (value !== null) return guarded(value)
      // Only -2**53 is no number.
      return `if (!(${all(test, `typeof (t = ${bits(text, op, slow(OPERATIONS[op.name]))}) === 'number'`)})) ${text.leave(pc)}\n${out} = t\n`
    }
  }
}

/** Operators on words. */
const BITS: Readonly<Record<string, string>> = { AND: '&', OR: '|', XOR: '^' }

/** An operation on the bits of ints of which so much is known; null where that is too little. */
function ofWords(name: string, a: string, left: number, b: string, right: number): string | null {
  const value = `${a} ${BITS[name]} ${b}`
  const both = asInt(left) | asInt(right)
  if ((both & I32) === both) return value
  // Who is not negative has no bits above: only the low word of the other one counts.
  if (name === 'AND' && (isNatural(asInt(left)) || isNatural(asInt(right))))
    return asInt(left) === SMALL || asInt(right) === SMALL ? value : `(${value}) >>> 0`
  return both === U32 ? `(${value}) >>> 0` : null
}

/** An operation on the bits of ints of unknown size: of 32 bits with sign, without, or any; as an expression. */
function bits(text: Text, op: NumberOp, slow: string): string {
  const value = `${text.reg(op.left)} ${BITS[op.name]} ${text.reg(op.right)}`
  const both = (is: (w: string) => string, mayBe: (kind: number) => boolean): string =>
    all(...[op.left, op.right].map((r) => (mayBe(asInt(kindOf(text, r))) ? '' : is(text.reg(r)))))
  const signed = both(isInt32, (kind) => (kind & I32) === kind)
  const natural = both(isUint32, isNatural)
  return `${signed} ? ${value} : ${natural} ? (${value}) >>> 0 : ${slow}`
}

/** Whether only the low word of the other operand counts, and the result is not negative. */
function isMask(w: unknown): boolean {
  return typeof w === 'number' && w >= 0 && (w <= 0x7fffffff || w === 0xffffffff)
}

/** Whether two raw strings are probable: they were seen, or one is constant; two constants are for nobody to wait for. */
function areStrs(text: Text, pc: number, op: NumberOp): boolean {
  const [a, b] = [op.left, op.right].map((r) => typeof text.constantIn(r) === 'string')
  if (a || b) return a !== b && (kindOf(text, a ? op.right : op.left) & OTHER) !== 0
  return (text.types.seenAt(pc) & STRS_SEEN) !== 0
}

/** Whether two exact bytes are probable: they were seen, or one is constant. */
function areBytes(text: Text, pc: number, op: NumberOp): boolean {
  return (
    [op.left, op.right].some((r) => text.constantIn(r) instanceof W_Bytes) || (text.types.seenAt(pc) & BOTH_BYTES) !== 0
  )
}

/** The test that an operand is exact bytes; '' where it is known to be. */
function isBytes(text: Text, r: number): string {
  return text.constantIn(r) instanceof W_Bytes ? '' : text.isOf(text.reg(r), shapes.bytes)
}

/** The test that an operand is a raw string; '' where it is known to be one. */
function isStr(text: Text, r: number): string {
  return typeof text.constantIn(r) === 'string' ? '' : `typeof ${text.reg(r)} === 'string'`
}

/** Whatever the operands are. */
function ofAny(text: Text, pc: number, op: NumberOp): string {
  const out = text.code.code[pc + 1]
  const a = text.reg(op.left)
  const b = text.reg(op.right)
  const left = kindOf(text, op.left)
  const right = kindOf(text, op.right)
  let cases = ''
  if ((left & INT) !== 0 && (right & INT) !== 0) {
    const numbers = all(isNumber(text, op.left), isNumber(text, op.right))
    const ints = INTS[op.name]
    if (ints !== undefined) {
      const { when, value, fits: isSafe } = ints(a, b)
      const test = all(numbers, when, isSafe ? '' : fits(value))
      cases += `if (${test}) r${out} = ${isSafe ? value : 't'}\nelse `
    } else if (op.name === 'TRUE_DIVIDE')
      cases += `if (${all(numbers, `${b} !== 0`)}) { f${out} = ${a} / ${b}; r${out} = FLT }\nelse `
  }
  if (text.types.hasFloats(text.state, pc, op)) {
    const x = double(text, op.left)
    const y = double(text, op.right)
    // Two ints are no floats, be it that floats were seen here.
    const isWhole = (r: number): boolean => typeof text.constantIn(r) === 'number' || isInt(kindOf(text, r))
    if (x !== null && y !== null && !(isWhole(op.left) && isWhole(op.right))) {
      const test = all(x.test, y.test, op.name === 'TRUE_DIVIDE' ? `${y.value} !== 0` : '')
      const then = `{ f${out} = ${x.value} ${FLOATS[op.name]} ${y.value}; r${out} = FLT }\n`
      if (test === '') return cases + then
      cases += `if (${test}) ${then}else `
    }
  }
  if (op.name === 'ADD' && areStrs(text, pc, op))
    cases += `if (${all(isStr(text, op.left), isStr(text, op.right))}) r${out} = ${text.use('concatRaw')}(${a}, ${b})\nelse `
  if (op.name === 'ADD' && areBytes(text, pc, op))
    cases += `if (${all(isBytes(text, op.left), isBytes(text, op.right)) || 'true'}) { ${text.mark(pc)}; r${out} = ${a}.plus(${b}) }\nelse `
  if (COMPLEX[op.name] !== undefined && (text.types.seenAt(pc) & COMPLEX_SEEN) !== 0) {
    const shape = text.constant(shapes.complex)
    const parts = COMPLEX[op.name](a, b)
    cases += `if (${text.isOf(a, shapes.complex)} && ${text.isOf(b, shapes.complex)}) r${out} = new ${text.use('W_Complex')}(${parts}, ${shape})\nelse `
  }
  const name = op.form === 'INPLACE' ? `i${OPERATIONS[op.name].replace('_', '')}` : OPERATIONS[op.name]
  cases += methodCases(text, pc, op)
  const note = text.follows ? '' : `; ${text.use('operatorMiss')}(U, ${pc}, ${a}, ${b})`
  return `${cases}{ ${boxed(text, [op.left, op.right])}${text.mark(pc)}${note}; r${out} = ${text.use(name)}(${a}, ${b}) }\n`
}

/** An operand as a double where everything is possible; null where it can be no float. A constant int counts as one. */
export function double(text: Text, r: number): { test: string; value: string } | null {
  const constant = literal(text, r)
  if (constant !== undefined) return { test: '', value: constant }
  if (r >= text.state.length) return null
  const kind = kindOf(text, r)
  if (isInt(kind)) return { test: '', value: `r${r}` }
  if ((kind & (FLT | BOX | OTHER)) === 0) return null
  return text.types.floats.has(r)
    ? { test: isFloat(text, r), value: `f${r}` }
    : { test: isBox(text, r), value: `r${r}.v` }
}

function negative(text: Text, pc: number, op: NumberOp, mode: number): string {
  const out = text.code.code[pc + 1]
  const v = text.reg(op.left)
  const isNot = op.name === 'INVERT'
  const least = isNot ? `(t = -1 - ${v}) >= -${MAX}` : ''
  if (mode === Mode.int) {
    const test = all(isNumber(text, op.left), isWord(kindOf(text, op.left)) ? '' : least)
    const guard = test === '' ? '' : `if (!(${test})) ${text.leave(pc)}\n`
    return `${guard}r${out} = ${isNot ? '-1' : '0'} - ${v}\n`
  }
  if (mode === Mode.float) {
    const a = asDouble(text, pc, op, true)
    return `${a.test === '' ? '' : `if (!(${a.test})) ${text.leave(pc)}\n`}f${out} = -${a.value}; r${out} = FLT\n`
  }
  let cases = ''
  if ((kindOf(text, op.left) & INT) !== 0)
    cases += `if (${all(`typeof ${v} === 'number'`, least)}) r${out} = ${isNot ? 't' : `0 - ${v}`}\nelse `
  const x = text.types.hasFloats(text.state, pc, op) ? double(text, op.left) : null
  if (x !== null && x.test !== '') cases += `if (${x.test}) { f${out} = -${x.value}; r${out} = FLT }\nelse `
  return `${cases}{ ${boxed(text, [op.left])}${text.mark(pc)}; r${out} = ${text.use(isNot ? 'invert' : 'neg')}(${v}) }\n`
}

/** `out = value`. */
export function copied(text: Text, pc: number): string {
  const { code } = text.code
  const out = code[pc + 1]
  const from = code[pc + 2]
  const kind = kindOf(text, from)
  if ((kind & (FLT | BOX)) === 0) return `r${out} = ${text.reg(from)}\n`
  return `f${out} = ${literal(text, from) ?? `f${from}`}; r${out} = ${text.reg(from)}\n`
}

/** What stands before a comparison, and its condition; undefined for other instructions. JUMP_UNLESS_… has its contrary. */
export function comparison(text: Text, pc: number): { before: string; condition: string } | undefined {
  const { code } = text.code
  const op = numberOp(code, pc)
  if (op === null || (op.form !== 'COMPARE' && op.form !== 'JUMP_IF' && op.form !== 'JUMP_UNLESS')) return undefined
  const [symbol, number] = COMPARISONS[op.name]
  const mode = text.types.mode(text.state, pc, op)
  text.isPure = mode !== Mode.any
  let before = ''
  let condition: string
  const guarded = (test: string, a: string, b: string): void => {
    if (test !== '') before = `if (!(${test})) ${text.leave(pc)}\n`
    condition = `${a} ${symbol} ${b}`
  }
  const a = text.reg(op.left)
  const b = text.reg(op.right)
  if (mode === Mode.int) guarded(all(isNumber(text, op.left), isNumber(text, op.right)), a, b)
  else if (mode === Mode.float) {
    const x = asDouble(text, pc, op, true)
    const y = asDouble(text, pc, op, false)
    guarded(all(x.test, y.test), x.value, y.value)
  } else {
    const values = [op.left, op.right].map((r) =>
      (kindOf(text, r) & FLT) !== 0 ? `(${boxedValue(text, r)})` : text.reg(r),
    )
    const compared = `${text.use('compare')}(${values[0]}, ${values[1]}, ${number})`
    const slow = op.form === 'COMPARE' ? compared : `${text.use('isTrue')}(${compared})`
    condition = `(${text.mark(pc)}, ${slow})`
    if (text.types.hasFloats(text.state, pc, op)) {
      const x = double(text, op.left)
      const y = double(text, op.right)
      const test = x === null || y === null ? '' : all(x.test, y.test)
      if (test !== '') condition = `(${test} ? ${x!.value} ${symbol} ${y!.value} : ${condition})`
    }
    const numbers = all(isNumber(text, op.left), isNumber(text, op.right))
    // Raw strings have no surrogates: their units are in the order of code points.
    if (areStrs(text, pc, op))
      condition = `(${all(isStr(text, op.left), isStr(text, op.right))} ? ${a} ${symbol} ${b} : ${condition})`
    if (((kindOf(text, op.left) & INT) !== 0 && kindOf(text, op.right) & INT) !== 0 && numbers !== '')
      condition = `(${numbers} ? ${a} ${symbol} ${b} : ${condition})`
  }
  condition = condition!
  return { before, condition: op.form === 'JUMP_UNLESS' ? `!(${condition})` : condition }
}
