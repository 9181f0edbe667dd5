/**
 * Operations of traces as instructions of WebAssembly. Those on integers of any size give residues modulo 2^64; what asks for more than that asks for exact operands.
 *
 * What must stay true: no instruction traps.
 */
import type { CallDescr } from '../../ir/descr.ts'
import type { OpName } from '../../ir/ops.ts'
import { Const, type Op, type Value } from '../../ir/values.ts'
import { type Held, OUT, Unsupported, Values } from './held.ts'
import type { InstructionName } from './instructions.ts'
import type { Interval } from './intervals.ts'
import * as Span from './intervals.ts'

/** The largest integer that a number holds. */
export const LIMIT = 2 ** 53 - 1

export abstract class Operations extends Values {
  protected operation(op: Op): void {
    const [a, b] = op.args
    switch (op.name) {
      case 'debug_merge_point':
        return
      case 'int_add':
      case 'int_sub':
      case 'int_mul':
      case 'int_and':
      case 'int_or':
      case 'int_xor':
        this.binary(INTEGER[op.name], a, b)
        return this.small(op)
      case 'int_add_ovf':
      case 'int_sub_ovf':
      case 'int_mul_ovf':
        return this.arithmetic(op, OVERFLOWING[op.name])
      case 'int_lshift_ovf':
        return this.arithmetic(op, 'lshift')
      case 'int_neg':
        this.code.add('i64.const', 0n)
        this.push(a)
        this.code.add('i64.sub')
        return this.small(op)
      case 'int_invert':
        this.push(a)
        this.code.add('i64.const', -1n)
        this.code.add('i64.xor')
        return this.small(op)
      case 'int_lshift':
        this.push(a)
        this.push(b)
        this.code.add('i64.shl')
        return this.small(op)
      case 'int_rshift':
        this.push(a)
        this.shiftCount(b)
        this.code.add('i64.shr_s')
        return this.small(op)
      case 'int_floordiv':
      case 'int_mod':
      case 'uint_floordiv':
      case 'uint_mod':
        this.divide(op.name.endsWith('mod'), a, b)
        return this.small(op)
      case 'int_add_low':
      case 'int_sub_low':
      case 'int_mul_low':
      case 'int_and_low':
      case 'int_or_low':
      case 'int_xor_low':
        this.binary(LOW[op.name], a, b)
        this.code.add('i64.extend32_s')
        return this.small(op)
      case 'int_invert_low':
        this.push(a)
        this.code.add('i64.const', -1n)
        this.code.add('i64.xor')
        this.code.add('i64.extend32_s')
        return this.small(op)
      case 'int_to_ref':
      case 'same_as_i':
      case 'same_as_f':
      case 'same_as_r':
        return this.alias(op, a)
      case 'ref_to_int':
        return this.alias(op, a, Span.both(this.exact(a), Span.SAFE))
      case 'float_add':
      case 'float_sub':
      case 'float_mul':
      case 'float_truediv':
        this.binary(FLOAT[op.name], a, b)
        return this.double(op)
      case 'float_neg':
      case 'float_abs':
        this.push(a)
        this.code.add(op.name === 'float_neg' ? 'f64.neg' : 'f64.abs')
        return this.double(op)
      case 'cast_int_to_float':
        this.push(a)
        this.code.add('f64.convert_i64_s')
        return this.double(op)
      case 'cast_float_to_int':
        this.outUnlessSafe(() => this.push(a))
        this.push(a)
        this.code.add('i64.trunc_f64_s')
        return this.small(op)
      case 'call_i':
      case 'call_r':
        return this.call(op, op.descr as CallDescr)
      default:
        if (op.name in BIG) this.arithmetic(op, BIG[op.name]!)
        else if (op.spec.isTest) this.test(op)
        else throw new Unsupported()
    }
  }

  private double(op: Op): void {
    this.set(op, this.code.local('f64'), null)
  }

  private call(op: Op, descr: CallDescr): void {
    const { meaning } = descr
    if (meaning === 'same') return this.alias(op, op.args[0])
    if (meaning === 'poll') {
      this.code.add('i64.const', 0n)
      return this.integer(op, Span.point(0n))
    }
    if (meaning === 'modulo') {
      const [a] = op.args
      const span = this.span(a)
      return this.alias(op, a, Span.isWithin(span, Span.UNSIGNED) ? span : Span.UNSIGNED)
    }
    if (meaning === null) throw new Unsupported()
    if (meaning in COMPARISONS) return this.compare(op, meaning as keyof typeof COMPARISONS)
    this.arithmetic(op, BIG[meaning]!)
  }

  /** Arithmetic on integers of any size; of those that are small, the guard behind it says whether it remained so. */
  private arithmetic(op: Op, name: Arithmetic): void {
    const [a, b] = op.args
    const p = this.span(a)
    const q = this.span(b)
    const { code } = this
    switch (name) {
      case 'add':
      case 'sub':
      case 'mul': {
        this.binary(`i64.${name}`, a, b)
        const span = (name === 'add' ? Span.add : name === 'sub' ? Span.subtract : Span.multiply)(p, q)
        return this.integer(op, span, this.approximation(`f64.${name}`, a, b))
      }
      case 'and':
      case 'or':
      case 'xor':
        this.binary(`i64.${name}`, a, b)
        return this.integer(op, (name === 'and' ? Span.mask : Span.combine)(p, q))
      case 'lshift': {
        if (op.name === 'int_lshift_ovf' && q.lo >= 0n && q.hi <= 52n && q.lo !== q.hi) return this.shiftByVariable(op)
        const count = this.fixedCount(q)
        this.push(a)
        code.add('i64.const', count)
        code.add('i64.shl')
        return this.integer(op, Span.shiftLeft(p, count), this.scaled(a, 2 ** Number(count)))
      }
      case 'rshift': {
        const count = this.fixedCount(q)
        const span = this.exact(a)
        this.push(a)
        code.add('i64.const', count)
        code.add(Span.isWithin(span, Span.UNSIGNED) ? 'i64.shr_u' : 'i64.shr_s')
        return this.integer(op, Span.shiftRight(span, count))
      }
      case 'mod': {
        const whole = this.exact(a)
        const divisor = this.exact(b)
        if (divisor.lo === divisor.hi && divisor.lo > 0n && Span.isWithin(divisor, Span.SIGNED))
          this.divideBy(true, a, divisor.lo)
        else if (Span.isWithin(whole, Span.UNSIGNED) && Span.isWithin(divisor, Span.UNSIGNED)) {
          this.nonzero(b)
          this.binary('i64.rem_u', a, b)
        } else if (Span.isWithin(whole, Span.SAFE) && Span.isWithin(divisor, Span.SAFE)) this.divide(true, a, b)
        else if (divisor.lo >= 0n && Span.isWithin(divisor, Span.SIGNED) && Span.isWithin(whole, Span.SIGNED)) {
          this.nonzero(b)
          this.binary('i64.rem_s', a, b)
          this.raise(() => this.push(b))
        } else throw new Unsupported()
        const lo = divisor.lo < 0n ? divisor.lo + 1n : 0n
        return this.integer(op, { lo, hi: divisor.hi > 0n ? divisor.hi - 1n : 0n })
      }
    }
  }

  /** What a result is as a double, written where somebody asks for all of it; operands are looked at as they are known there. */
  private approximation(instruction: InstructionName, a: Value, b: Value): Held['approximate'] {
    if (!this.canBeExact(a) || !this.canBeExact(b)) return null
    return () => {
      for (const operand of [a, b]) this.pushNear(operand, instruction === 'f64.mul')
      this.code.add(instruction)
    }
  }

  private scaled(a: Value, factor: number): Held['approximate'] {
    if (!this.canBeExact(a)) return null
    return () => {
      this.pushNear(a, true)
      this.code.add('f64.const', factor)
      this.code.add('f64.mul')
    }
  }

  private canBeExact(value: Value): boolean {
    const { span, approximate } = this.get(value)
    return Span.isExact(span!) || approximate !== null
  }

  /** Pushes an operand as a double that is near enough to it: of sums, whose error is as large as that of their operands, these may be inexact. */
  private pushNear(value: Value, isFactor: boolean): void {
    if (isFactor || !Span.isWithin(this.span(value), Span.NEAR)) this.exact(value)
    this.pushDouble(value)
  }

  /** A shift to the left of which the guard behind it says whether the result is still small. */
  private shiftByVariable(op: Op): void {
    const { code } = this
    const [a, b] = op.args
    const { lo, hi } = this.span(b)
    this.binary('i64.shl', a, b)
    this.integer(op, Span.multiply(this.span(a), { lo: 1n << lo, hi: 1n << hi }), () => {
      this.pushDouble(a)
      code.add('i64.const', 1n)
      this.push(b)
      code.add('i64.shl')
      code.add('f64.convert_i64_s')
      code.add('f64.mul')
    })
  }

  private fixedCount({ lo, hi }: Interval): bigint {
    if (lo !== hi || lo < 0n || lo > 63n) throw new Unsupported()
    return lo
  }

  /** Pushes how far is shifted to the right: an i64 has no more than 63 bits to lose. */
  private shiftCount(value: Value): void {
    const { code } = this
    if (value instanceof Const) return code.add('i64.const', BigInt(Math.min(value.concrete, 63)))
    this.push(value)
    code.add('i64.const', 63n)
    this.push(value)
    code.add('i64.const', 63n)
    code.add('i64.lt_u')
    code.add('select')
  }

  private nonzero(value: Value): void {
    const { lo, hi } = this.span(value)
    if (lo > 0n || hi < 0n) return
    this.push(value)
    this.code.add('i64.eqz')
    this.code.add('br_if', OUT)
  }

  /** Division towards minus infinity. */
  private divide(isRemainder: boolean, a: Value, b: Value): void {
    const { code } = this
    const { lo, hi } = this.span(b)
    if (lo === hi && lo > 0n) return this.divideBy(isRemainder, a, lo)
    this.nonzero(b)
    if (Span.isWithin(this.span(a), Span.WORD) && Span.isWithin({ lo, hi }, Span.WORD)) {
      for (const operand of [a, b]) {
        this.push(operand)
        code.add('i32.wrap_i64')
      }
      code.add(isRemainder ? 'i32.rem_u' : 'i32.div_u')
      return code.add('i64.extend_i32_u')
    }
    // As in JavaScript: the quotient of two integers below 2^53 is rounded to no other side of an integer than it is on.
    if (isRemainder) this.push(a)
    for (const operand of [a, b]) {
      this.push(operand)
      code.add('f64.convert_i64_s')
    }
    code.add('f64.div')
    code.add('f64.floor')
    code.add('i64.trunc_f64_s')
    if (!isRemainder) return
    this.push(b)
    code.add('i64.mul')
    code.add('i64.sub')
  }

  /** The same by a constant, of which V8 makes a product. */
  private divideBy(isRemainder: boolean, a: Value, divisor: bigint): void {
    const { code } = this
    if ((divisor & (divisor - 1n)) === 0n) {
      this.push(a)
      code.add('i64.const', isRemainder ? divisor - 1n : BigInt(divisor.toString(2).length - 1))
      return code.add(isRemainder ? 'i64.and' : 'i64.shr_s')
    }
    const span = this.exact(a)
    const isUnsigned = span.lo >= 0n
    const suffix = isUnsigned ? 'u' : 's'
    const part = (name: 'rem' | 'div'): void => {
      this.push(a)
      code.add('i64.const', divisor)
      code.add(`i64.${name}_${suffix}`)
    }
    part(isRemainder ? 'rem' : 'div')
    if (isUnsigned) return
    // A remainder below zero belongs to the quotient before.
    if (isRemainder) return this.raise(() => code.add('i64.const', divisor))
    part('rem')
    code.add('i64.const', 63n)
    code.add('i64.shr_s')
    code.add('i64.add')
  }

  /** Of a remainder on the stack: those below zero and a divisor above make one that is not negative. */
  private raise(divisor: () => void): void {
    const { code } = this
    const remainder = code.local('i64')
    code.add('local.tee', remainder)
    code.add('local.get', remainder)
    code.add('i64.const', 63n)
    code.add('i64.shr_s')
    divisor()
    code.add('i64.and')
    code.add('i64.add')
  }

  private test(op: Op): void {
    const [a, b] = op.args
    const { code } = this
    switch (op.name) {
      case 'int_lt':
      case 'int_le':
      case 'int_eq':
      case 'int_ne':
      case 'int_gt':
      case 'int_ge':
        return this.compare(op, op.name)
      case 'int_is_true':
      case 'int_is_zero':
        this.get(a)
        this.tests.set(op, () => {
          this.push(a)
          code.add('i64.eqz')
          if (op.name === 'int_is_true') code.add('i32.eqz')
        })
        return
      case 'int_is_int32':
        this.exact(a)
        this.tests.set(op, () => {
          this.push(a)
          code.add('i64.extend32_s')
          this.push(a)
          code.add('i64.eq')
        })
        return
      case 'int_is_uint32':
        this.get(a)
        this.tests.set(op, () => {
          this.push(a)
          code.add('i64.const', 2n ** 32n)
          code.add('i64.lt_u')
        })
        return
      case 'uint_le':
        this.exact(a)
        this.exact(b)
        this.tests.set(op, () => {
          this.push(a)
          this.push(b)
          code.add('i64.le_u')
        })
        return
      case 'int_is_safe':
        this.get(a)
        this.tests.set(op, () => {
          this.push(a)
          code.add('i64.const', Span.SAFE.lo)
          code.add('i64.ge_s')
        })
        return
      case 'float_lt':
      case 'float_le':
      case 'float_eq':
      case 'float_ne':
      case 'float_gt':
      case 'float_ge': {
        const instruction = FLOAT[op.name]
        this.get(a)
        this.get(b)
        this.tests.set(op, () => this.binary(instruction, a, b))
        return
      }
    }
    throw new Unsupported()
  }

  private compare(op: Op, name: keyof typeof COMPARISONS): void {
    const [a, b] = op.args
    const p = this.exact(a)
    const q = this.exact(b)
    const isSigned = Span.isWithin(p, Span.SIGNED) && Span.isWithin(q, Span.SIGNED)
    if (!isSigned && !(Span.isWithin(p, Span.UNSIGNED) && Span.isWithin(q, Span.UNSIGNED))) throw new Unsupported()
    const instruction = COMPARISONS[name][isSigned ? 0 : 1]
    this.tests.set(op, () => this.binary(instruction, a, b))
  }

  private outUnlessSafe(push: () => void): void {
    const { code } = this
    push()
    code.add('f64.abs')
    code.add('f64.const', LIMIT)
    code.add('f64.le')
    code.add('i32.eqz')
    code.add('br_if', OUT)
  }
}

type Arithmetic = 'add' | 'sub' | 'mul' | 'and' | 'or' | 'xor' | 'lshift' | 'rshift' | 'mod'

const INTEGER = {
  int_add: 'i64.add',
  int_sub: 'i64.sub',
  int_mul: 'i64.mul',
  int_and: 'i64.and',
  int_or: 'i64.or',
  int_xor: 'i64.xor',
} as const

const LOW = {
  int_add_low: 'i64.add',
  int_sub_low: 'i64.sub',
  int_mul_low: 'i64.mul',
  int_and_low: 'i64.and',
  int_or_low: 'i64.or',
  int_xor_low: 'i64.xor',
} as const

const OVERFLOWING = { int_add_ovf: 'add', int_sub_ovf: 'sub', int_mul_ovf: 'mul' } as const

const BIG: Partial<Record<OpName, Arithmetic>> = {
  big_add: 'add',
  big_sub: 'sub',
  big_mul: 'mul',
  big_and: 'and',
  big_or: 'or',
  big_xor: 'xor',
  big_lshift: 'lshift',
  big_rshift: 'rshift',
  big_mod: 'mod',
}

const FLOAT = {
  float_add: 'f64.add',
  float_sub: 'f64.sub',
  float_mul: 'f64.mul',
  float_truediv: 'f64.div',
  float_lt: 'f64.lt',
  float_le: 'f64.le',
  float_eq: 'f64.eq',
  float_ne: 'f64.ne',
  float_gt: 'f64.gt',
  float_ge: 'f64.ge',
} as const

const COMPARISONS = {
  int_lt: ['i64.lt_s', 'i64.lt_u'],
  int_le: ['i64.le_s', 'i64.le_u'],
  int_eq: ['i64.eq', 'i64.eq'],
  int_ne: ['i64.ne', 'i64.ne'],
  int_gt: ['i64.gt_s', 'i64.gt_u'],
  int_ge: ['i64.ge_s', 'i64.ge_u'],
} as const
