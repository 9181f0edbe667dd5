/**
 * Folding: operations on constants are computed, and algebra removes what has no effect: `x + 0`, `x * 1`, `x & -1`, `x == x`,
 * a cast and its way back. PyPy: optimizeopt/rewrite.py.
 *
 * Doubles are not numbers of mathematics: `x + 0.0` is not `x` for −0.0, `x * 0.0` is not 0.0 for NaN. What is left here holds for all of them.
 */
import { CallDescr } from '../ir/descr.ts'
import { evaluate } from '../ir/evaluate.ts'
import type { Kind } from '../ir/ops.ts'
import { Const, int, Op, sameValue, type Value } from '../ir/values.ts'
import { belongsTo, classOf, isNonNull } from './info.ts'
import { InvalidTrace, Pass } from './optimizer.ts'

const isConst = (value: Value): value is Const => value instanceof Const
const isInt = (value: Value, number: number): boolean => value instanceof Const && value.concrete === number

/** Casts, and what undoes them. */
const INVERSE: Record<string, string> = {
  int_to_ref: 'ref_to_int',
  ref_to_int: 'int_to_ref',
  float_to_ref: 'ref_to_float',
  ref_to_float: 'float_to_ref',
  bool_to_int: 'int_to_bool',
}

/** Operations on integers of any size that leave one as it is where the other, on the right or on either side, is 0. */
const SYMMETRIC: ReadonlySet<string> = new Set(['big_add', 'big_or', 'big_xor'])
const NEUTRAL: ReadonlySet<string> = new Set([...SYMMETRIC, 'big_sub', 'big_lshift', 'big_rshift'])

export class Fold extends Pass {
  override visit(op: Op): void {
    const { effect } = op.spec
    if (effect === 'pure' || effect === 'overflow') {
      const value = op.args.every(isConst) ? this.constant(op) : this.simpler(op)
      if (value !== null) {
        if (effect === 'overflow') this.optimizer.dropsOverflowGuard = true
        return this.optimizer.equate(op, value)
      }
    } else if (effect === 'guard') {
      if (this.holds(op)) return
    } else if (NEUTRAL.has(op.name) && isInt(op.args[1], 0)) return this.optimizer.equate(op, op.args[0])
    else if (SYMMETRIC.has(op.name) && isInt(op.args[0], 0)) return this.optimizer.equate(op, op.args[1])
    else if (effect === 'call' && op.descr instanceof CallDescr && op.args.every(isConst)) {
      const { descr } = op
      if ((descr.pure || op.name.startsWith('big_')) && !descr.throws && op.kind !== 'v') {
        const result = descr.apply(op.args.map((arg) => (arg as Const).concrete))
        return this.optimizer.equate(op, new Const(op.kind, result))
      }
    }
    this.next(op)
  }

  private constant(op: Op): Value | null {
    const result = evaluate(
      op.name,
      op.args.map((arg) => (arg as Const).concrete),
    )
    if (op.kind === 'i' && !Number.isSafeInteger(result)) return null
    return new Const(op.kind as Kind, result)
  }

  /** A value that the operation's result equals. */
  private simpler(op: Op): Value | null {
    const [a, b] = op.args
    switch (op.name) {
      case 'int_add_ovf':
      case 'int_add':
        if (isInt(b, 0)) return a
        return isInt(a, 0) ? b : this.sum(op, a, b, 1)
      case 'int_sub_ovf':
      case 'int_sub':
        if (sameValue(a, b)) return int(0)
        return isInt(b, 0) ? a : this.sum(op, a, b, -1)
      case 'int_mul_ovf':
      case 'int_mul':
        if (isInt(a, 0) || isInt(b, 0)) return int(0)
        if (isInt(b, 1)) return a
        return isInt(a, 1) ? b : null
      case 'int_floordiv':
      case 'uint_floordiv':
        return isInt(b, 1) ? a : null
      case 'int_and':
        if (isInt(a, 0) || isInt(b, 0)) return int(0)
        if (isInt(b, -1) || sameValue(a, b)) return a
        return isInt(a, -1) ? b : null
      case 'int_or':
        if (isInt(b, 0) || sameValue(a, b)) return a
        return isInt(a, 0) ? b : null
      case 'int_xor':
        if (sameValue(a, b)) return int(0)
        if (isInt(b, 0)) return a
        return isInt(a, 0) ? b : null
      case 'int_lshift':
      case 'int_lshift_ovf':
      case 'int_rshift':
        return isInt(b, 0) ? a : null
      case 'int_eq':
      case 'int_le':
      case 'int_ge':
        return sameValue(a, b) ? int(1) : null
      case 'int_ne':
      case 'int_lt':
      case 'int_gt':
        return sameValue(a, b) ? int(0) : null
      case 'int_is_true':
        return a instanceof Op && a.spec.isTest ? a : null
      case 'float_mul':
        if (isInt(b, 1)) return a
        return isInt(a, 1) ? b : null
      case 'float_truediv':
        return isInt(b, 1) ? a : null
      case 'float_neg':
        return a instanceof Op && a.name === 'float_neg' ? a.args[0] : null
      case 'ptr_eq':
      case 'ptr_ne':
        return this.identity(op, a, b)
    }
    if (a instanceof Op && INVERSE[op.name] === a.name && (op.name !== 'bool_to_int' || a.args[0] instanceof Op)) {
      // A boolean that was made of an integer other than 0 and 1 is not that integer.
      const [source] = a.args
      if (op.name !== 'bool_to_int' || (source instanceof Op && source.spec.isTest)) return source
    }
    return null
  }

  /** `(x + c) + d` and the like: constants meet. */
  private sum(op: Op, a: Value, b: Value, sign: 1 | -1): Value | null {
    if (
      !isConst(b) ||
      !(a instanceof Op) ||
      (a.name !== 'int_add' && a.name !== 'int_sub' && a.name !== 'int_add_ovf' && a.name !== 'int_sub_ovf')
    )
      return null
    const [x, c] = a.args
    if (!isConst(c)) return null
    const total = (a.name.startsWith('int_add') ? c.concrete : -c.concrete) + sign * b.concrete
    if (total === 0) return x
    // Only where the whole needs no guard of its own.
    if (op.spec.effect === 'overflow' || !Number.isSafeInteger(total)) return null
    return this.optimizer.result(total > 0 ? new Op('int_add', [x, int(total)]) : new Op('int_sub', [x, int(-total)]))
  }

  private identity(op: Op, a: Value, b: Value): Value | null {
    const same = op.name === 'ptr_eq' ? 1 : 0
    if (sameValue(a, b)) return int(same)
    const [value, constant] = isConst(a) ? [b, a] : [a, b]
    if (isConst(constant) && isAnother(value, constant)) return int(1 - same)
    return null
  }

  /** Whether a guard certainly holds. */
  private holds(op: Op): boolean {
    const [value, expected] = op.args
    switch (op.name) {
      case 'guard_true':
      case 'guard_false':
        if (!isConst(value)) return false
        return certain((value.concrete !== 0) === (op.name === 'guard_true'))
      case 'guard_value':
        return isConst(value) && certain(Object.is(value.concrete, (expected as Const).concrete))
      case 'guard_isnull':
        return isConst(value) && certain(value.concrete === null)
      case 'guard_nonnull':
        return isNonNull(value)
      case 'guard_class': {
        const belongs = belongsTo(value, op.descr as never)
        return belongs !== null && certain(belongs)
      }
      case 'guard_no_overflow':
      case 'guard_overflow': {
        const { dropsOverflowGuard } = this.optimizer
        this.optimizer.dropsOverflowGuard = false
        return dropsOverflowGuard && certain(op.name === 'guard_no_overflow')
      }
    }
    return false
  }
}

/** Whether a value is certainly not a constant: null, or nothing of its class. */
function isAnother(value: Value, constant: Const): boolean {
  if (constant.concrete === null && isNonNull(value)) return true
  if (value instanceof Op && (value.name === 'int_to_ref' || value.name === 'float_to_ref'))
    return typeof constant.concrete !== 'number'
  const known = classOf(value)
  return known !== null && !known.test.run(constant.concrete)
}

/** A guard that is known to fail means that the trace was never a way through the program. */
function certain(holds: boolean): true {
  if (!holds) throw new InvalidTrace('a guard fails in each round')
  return true
}
