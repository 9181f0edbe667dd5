/**
 * Wide integers made narrow. `(x * 1103515245 + 12345) & 0x7fffffff` has a product of 61 bits, which no number of JavaScript holds; recorded, it is an
 * overflow, two operations on bigints, and a mask. But only 31 bits of it are asked for, and the low bits of sums and
 * products depend on the low bits of operands alone. So everything that is only asked for its low bits is computed modulo 2^32, in
 * `Math.imul` and `| 0`: no overflow, no bigint, no guard on which of both it was.
 *
 * Demanded bits, from the end of the trace to its start: a mask below 2^32, or a remainder by a power of two, demands low bits; a value of which all
 * users demand low bits passes that on to its operands. Guards that only decided between the ways of computing it (`guard_no_overflow`, a class
 * of its result, whether that is safe) go with it, and so may stand in the way of nothing. Whatever else appears in a snapshot that stays, or is used otherwise, is computed in full.
 *
 * What frames alone would need besides is told to them as an object that is not made (virtuals.ts): of a class of which `make` computes the integer. So
 * `s = x >> 7 | x << 25`, which is masked in the next line, is no bigint because a variable holds it. It is, where the round goes on with it.
 *
 * What must stay true: the language promises (`Language.widens`) that an overflow is followed by the same operation on wider integers,
 * never by an error, and that those are congruent to the true integers modulo 2^32.
 */
import { type CallDescr, ClassDescr, FieldDescr } from '../ir/descr.ts'
import type { BigName } from '../ir/ops.ts'
import { js, Template } from '../ir/template.ts'
import { Const, type Input, int, Op, ref, type Trace, type Value } from '../ir/values.ts'

const WORD = 2 ** 32

/** What an operation is when only the low bits of its result are wanted. */
const LOW = {
  int_add_ovf: 'int_add_low',
  int_sub_ovf: 'int_sub_low',
  int_mul_ovf: 'int_mul_low',
  int_lshift_ovf: 'int_mul_low',
  big_lshift: 'int_mul_low',
  big_add: 'int_add_low',
  big_sub: 'int_sub_low',
  big_mul: 'int_mul_low',
  int_and: 'int_and_low',
  int_or: 'int_or_low',
  int_xor: 'int_xor_low',
  big_and: 'int_and_low',
  big_or: 'int_or_low',
  big_xor: 'int_xor_low',
  int_invert: 'int_invert_low',
} as const

/** What it is when all of it is wanted. */
const FULL = {
  int_add_ovf: 'big_add',
  int_sub_ovf: 'big_sub',
  int_mul_ovf: 'big_mul',
  int_lshift_ovf: 'big_lshift',
  big_lshift: 'big_lshift',
  big_add: 'big_add',
  big_sub: 'big_sub',
  big_mul: 'big_mul',
  int_and: 'big_and',
  int_or: 'big_or',
  int_xor: 'big_xor',
  big_and: 'big_and',
  big_or: 'big_or',
  big_xor: 'big_xor',
  int_invert: 'big_xor',
} as const

/** What computes integers of any size, by name; null where the language has none for this. */
type Big = ((name: BigName) => CallDescr) | null

const classes = new WeakMap<CallDescr, ClassDescr>()

/** The class of results of a call. */
function resultsOf(call: CallDescr): ClassDescr {
  let descr = classes.get(call)
  if (descr === undefined) {
    const { name, fn, text } = call
    descr = new ClassDescr(`result of ${name}`, {
      test: js`false`,
      make: text ?? new Template(['', '($0, $1)'], [fn]),
      fields: [new FieldDescr(`${name}.left`, 'r'), new FieldDescr(`${name}.right`, 'r')],
      computes: name as BigName,
    })
    classes.set(call, descr)
  }
  return descr
}

const isLowName = (name: string): name is keyof typeof LOW => name in LOW
const isCast = ({ name }: Op): boolean => name === 'int_to_ref' || name === 'ref_to_int'

/** `closes`: the trace is a loop, at whose end the inputs become what the jump says. */
export function narrow(trace: Trace, big: Big = null, closes = false): Trace {
  const { inputs, ops } = trace
  if (!ops.some((op) => maskOf(op) !== null)) return trace
  const spared = closes && big !== null ? setOnly(inputs, ops) : new Set<number>()
  const low = findLow(ops, big, spared)
  if (low.size === 0) return trace
  return {
    inputs,
    ops: new Rewriter(low, integerReferences(ops), big).rewrite(
      ops,
      big === null ? new Set() : wanted(ops, low, spared),
    ),
  }
}

/** The inputs that a loop sets, by number, and does nothing with. */
function setOnly(inputs: readonly Input[], ops: readonly Op[]): Set<number> {
  const used = new Set<Value>(ops.slice(0, -1).flatMap(({ args }) => args))
  return new Set([...inputs.keys()].filter((i) => !used.has(inputs[i])))
}

/** Whether a frame is told what a value is that only has low bits in the trace. Of a mask these are all. */
const isTold = (value: Value, big: Big): boolean =>
  big !== null && value.kind === 'r' && !(value instanceof Op && isMask(value))

const isMask = (op: Op): boolean =>
  maskOf(op.name === 'int_to_ref' && op.args[0] instanceof Op ? op.args[0] : op) !== null

/** What is told to frames, and what that is computed of. */
function wanted(ops: readonly Op[], low: ReadonlySet<Op>, spared: ReadonlySet<number>): Set<Op> {
  const found = new Set<Op>()
  const want = (value: Value): void => {
    if (!(value instanceof Op) || !low.has(value) || found.has(value)) return
    found.add(value)
    value.args.forEach(want)
  }
  for (const [i, op] of ops.entries()) {
    if (low.has(op) || isDropped(op, ops[i - 1], low)) continue
    for (let frame = op.snapshot; frame !== null; frame = frame.caller) frame.values.forEach(want)
    if (op.name === 'jump') op.args.forEach((arg, k) => spared.has(k) && want(arg))
  }
  return found
}

/** The constant of which an operation asks its other operand the bits: a mask, of `x % 2^n` too; null where there is none. */
function maskOf(op: Op): number | null {
  const constant = op.args[1] as Value | undefined
  if (!(constant instanceof Const) || (typeof constant.concrete !== 'number' && typeof constant.concrete !== 'bigint'))
    return null
  const number = Number(constant.concrete)
  switch (op.name) {
    case 'int_and':
    case 'big_and':
      return number >= 0 && number < WORD ? number : null
    case 'int_mod':
    case 'big_mod':
      return number > 0 && number <= WORD && Number.isInteger(Math.log2(number)) ? number - 1 : null
  }
  return null
}

/** References that guards have shown to be integers that fit a number. */
function integerReferences(ops: readonly Op[]): Set<Value> {
  const found = new Set<Value>()
  for (const op of ops) {
    if (op.name === 'guard_class' && (op.descr as ClassDescr).raw === 'int_to_ref') found.add(op.args[0])
  }
  return found
}

/** The operations of which only low bits are wanted: the greatest set that fits the rules. */
function findLow(ops: readonly Op[], big: Big, spared: ReadonlySet<number>): Set<Op> {
  const integers = integerReferences(ops)
  const low = new Set<Op>(ops.filter((op) => isLowName(op.name) || isCast(op)))
  for (let shrinks = true; shrinks;) {
    shrinks = false
    const reject = (value: Value): void => {
      if (value instanceof Op && low.delete(value)) shrinks = true
    }
    ops.forEach((op, i) => {
      if (isGuess(op)) return
      if (low.has(op)) {
        if (
          !op.args.every(
            (arg, k) => hasLowBits(arg, low, integers) && !(k === 1 && isShiftName(op.name) && !isShift(arg)),
          )
        )
          reject(op)
        return
      }
      if (isDropped(op, ops[i - 1], low)) return
      // A guard that it is not safe stays, and so does what it asks.
      if (op.name === 'guard_false' && isSafety(op.args[0])) reject(op.args[0].args[0])
      if (maskOf(op) === null)
        op.args.forEach((arg, k) => {
          if (op.name !== 'jump' || !spared.has(k) || !isTold(arg, big)) reject(arg)
        })
      for (let frame = op.snapshot; frame !== null; frame = frame.caller) {
        for (const value of frame.values) if (!isTold(value, big)) reject(value)
        if (frame.raised !== null) reject(frame.raised)
      }
    })
  }
  // A cast alone gains nothing.
  return [...low].some((op) => isLowName(op.name)) ? low : new Set()
}

/** That an integer has 32 bits, or the guard that says so: where they stand in the way of anything they go. */
const isGuess = (op: Op): boolean => {
  const test = op.name === 'guard_true' ? op.args[0] : op
  return test instanceof Op && (test.name === 'int_is_int32' || test.name === 'int_is_uint32')
}

const isSafety = (test: Value): test is Op => test instanceof Op && test.name === 'int_is_safe'

const isShiftName = (name: string): boolean => name === 'int_lshift_ovf' || name === 'big_lshift'
const isShift = (value: Value): boolean => value instanceof Const && value.concrete < 32

/** Whether the low bits of an operand can be had. */
function hasLowBits(value: Value, low: ReadonlySet<Op>, integers: ReadonlySet<Value>): boolean {
  if (value instanceof Const) return Number.isSafeInteger(value.concrete) || typeof value.concrete === 'bigint'
  if (value.kind === 'i' || (value instanceof Op && (low.has(value) || value.name === 'int_to_ref'))) return true
  return value.kind === 'r' && integers.has(value)
}

/** Whether a guard goes because what it is about is computed in low bits. */
function isDropped(op: Op, before: Op | undefined, low: ReadonlySet<Op>): boolean {
  switch (op.name) {
    case 'guard_no_overflow':
    case 'guard_overflow':
      return low.has(before!)
    case 'guard_class':
    case 'int_is_safe':
      return op.args[0] instanceof Op && low.has(op.args[0])
    case 'guard_true': {
      const test = op.args[0]
      return isSafety(test) && isDropped(test, undefined, low)
    }
  }
  return false
}

class Rewriter {
  private readonly low: ReadonlySet<Op>
  private readonly integers: ReadonlySet<Value>
  private readonly bits = new Map<Value, Value>()
  private readonly out: Op[] = []
  private readonly big: Big

  constructor(low: ReadonlySet<Op>, integers: ReadonlySet<Value>, big: Big) {
    this.low = low
    this.integers = integers
    this.big = big
  }

  rewrite(ops: readonly Op[], told: ReadonlySet<Op>): Op[] {
    ops.forEach((op, i) => {
      if (this.isVain(op)) return
      if (this.low.has(op)) {
        this.compute(op)
        if (told.has(op)) this.tell(op)
      } else if (isDropped(op, ops[i - 1], this.low)) return
      else if (this.isMaskOfLow(op)) this.mask(op)
      else this.out.push(op)
    })
    return this.out
  }

  /** A guess about low bits, or one for which frames would need them. */
  private isVain(op: Op): boolean {
    if (!isGuess(op)) return false
    const isLow = (value: Value): boolean => value instanceof Op && this.low.has(value)
    if ((op.isGuard ? (op.args[0] as Op) : op).args.some(isLow)) return true
    for (let frame = op.snapshot; frame !== null; frame = frame.caller)
      if (frame.values.some((value) => isLow(value) && !isTold(value, this.big))) return true
    return false
  }

  private isMaskOfLow(op: Op): boolean {
    return maskOf(op) !== null && op.args[0] instanceof Op && this.low.has(op.args[0])
  }

  private compute(op: Op): void {
    if (isCast(op)) this.bits.set(op, this.bitsOf(op.args[0]))
    else {
      const [a, b] = op.args
      const args = [this.bitsOf(a)]
      if (isShiftName(op.name)) args.push(int((2 ** (b as Const).concrete) | 0))
      else if (op.args.length > 1) args.push(this.bitsOf(b))
      this.bits.set(op, this.add(new Op(LOW[op.name as keyof typeof LOW], args)))
    }
  }

  /** From here on frames find the whole of a value of which the trace has low bits. */
  private tell(op: Op): void {
    const [a, b] = op.args
    if (isCast(op)) {
      op.forwarded = this.whole(a)
      return
    }
    const name = FULL[op.name as keyof typeof FULL]
    const call = op.name.startsWith('big_') ? (op.descr as CallDescr) : this.big!(name)
    const other = op.name === 'int_invert' ? ref(-1) : this.whole(b)
    op.forwarded = this.add(new Op('new_with_vtable', [this.whole(a), other], resultsOf(call)))
  }

  /** A value as a reference. */
  private whole(value: Value): Value {
    if (value instanceof Const) return ref(value.concrete)
    if (value instanceof Op && this.low.has(value)) return value.forwarded!
    return value.kind === 'r' ? value : this.add(new Op('int_to_ref', [value]))
  }

  /** An integer with the same low bits. */
  private bitsOf(value: Value): Value {
    if (value instanceof Const) {
      return int(typeof value.concrete === 'bigint' ? Number(BigInt.asIntN(32, value.concrete)) : value.concrete)
    }
    const known = this.bits.get(value)
    if (known !== undefined || value.kind === 'i') return known ?? value
    const bits = this.add(new Op('ref_to_int', [value]))
    if (this.integers.has(value)) this.bits.set(value, bits)
    return bits
  }

  private mask(op: Op): void {
    const bits = this.add(new Op('int_and', [this.bitsOf(op.args[0]), int(maskOf(op)!)]))
    op.forwarded = op.kind === 'i' ? bits : this.add(new Op('int_to_ref', [bits]))
  }

  private add(op: Op): Op {
    this.out.push(op)
    return op
  }
}
