/**
 * Bounds: between which numbers an integer lies. They come from constants, masks, remainders, lengths, and from the comparisons that guards have
 * found true; they go through arithmetic. What is gained: additions that cannot overflow lose their guard, comparisons whose answer is known
 * fold, indices that are masks or remainders are not compared with the length of a table in each round, remainders of numbers that are not negative become `%`, and the backend may write int32 arithmetic. PyPy: optimizeopt/intbounds.py
 * and intutils.py.
 *
 * A product that may overflow is guessed to have 32 bits where it had in the recorded round: to ask that takes less than to ask whether it is safe, and what is
 * computed of it has 32 bits too. Where one has grown beyond, the trace is recorded anew without (`Location.grown`).
 *
 * What must stay true: `lo` and `hi` of a value hold from where the walk stands onwards; narrowing is only done behind a guard.
 */
import type { Tree } from '../driver/tree.ts'
import { MAX_INT, MIN_INT } from '../ir/ops.ts'
import { highest, type Input, int, Const, lowest, Op, type Snapshot, type Value } from '../ir/values.ts'
import { INT32_HIGH, INT32_LOW, isInt32 } from './int32.ts'
import { Pass } from './optimizer.ts'

const WORD = 2 ** 32
/** Half of the safe integers have a bit 52 that says no more than their sign: one less than the least of all has none set below its sign. */
const HALF = 2 ** 52
/** Longer arrays are not asked whether they have all places that an index can be. */
const LARGEST_TABLE = 2 ** 16
/** More items than an array of JavaScript can have. */
const LONGEST = 2 ** 32 - 1

export class Bounds extends Pass {
  /** The tree that the trace will be of. */
  private readonly tree: Tree
  /** A product that is guessed to have 32 bits; null where the overflow asked for next is none. */
  private guessed: Op | null = null

  constructor(tree: Tree) {
    super()
    this.tree = tree
  }

  override visit(op: Op): void {
    const [a, b] = op.args
    switch (op.name) {
      case 'int_add_ovf':
        return this.overflowing(op, 'int_add', lowest(a) + lowest(b), highest(a) + highest(b))
      case 'int_sub_ovf':
        return this.overflowing(op, 'int_sub', lowest(a) - highest(b), highest(a) - lowest(b))
      case 'int_mul_ovf':
        return this.overflowing(op, 'int_mul', ...product(a, b))
      case 'int_lshift_ovf':
        if (highest(b) > 52) break
        return this.overflowing(op, 'int_lshift', ...shifted(a, b))
      case 'int_add':
        set(op, lowest(a) + lowest(b), highest(a) + highest(b))
        break
      case 'int_sub':
        set(op, lowest(a) - highest(b), highest(a) - lowest(b))
        break
      case 'int_mul':
        set(op, ...product(a, b))
        break
      case 'int_lshift':
        if (highest(b) <= 52) set(op, ...shifted(a, b))
        break
      case 'int_neg':
        set(op, -highest(a), -lowest(a))
        break
      case 'int_invert':
        if (highest(a) === MAX_INT) op.lo = MIN_INT - 1
        set(op, -1 - highest(a), -1 - lowest(a))
        break
      case 'int_and':
        if (this.mask(op, a, b) || this.mask(op, b, a)) return
        if (lowest(a) >= 0 || lowest(b) >= 0) {
          set(op, 0, Math.min(lowest(a) >= 0 ? highest(a) : Infinity, lowest(b) >= 0 ? highest(b) : Infinity))
        } else if (isInt32(a) && isInt32(b)) set(op, INT32_LOW, INT32_HIGH)
        else if (lowest(a) < -HALF && lowest(b) < -HALF) op.lo = MIN_INT - 1
        break
      case 'int_or':
      case 'int_xor':
        if (lowest(a) >= 0 && lowest(b) >= 0) set(op, 0, 2 ** bitLength(Math.max(highest(a), highest(b))) - 1)
        else if (isInt32(a) && isInt32(b)) set(op, INT32_LOW, INT32_HIGH)
        else if (op.name === 'int_xor' && !(isHalf(a) && isHalf(b))) op.lo = MIN_INT - 1
        break
      case 'int_rshift':
        set(
          op,
          Math.floor(lowest(a) / (lowest(a) < 0 ? 2 ** lowest(b) : 2 ** highest(b))),
          Math.floor(highest(a) / (highest(a) < 0 ? 2 ** highest(b) : 2 ** lowest(b))),
        )
        break
      case 'int_mod':
        if (lowest(a) >= 0 && lowest(b) > 0) return this.optimizer.replace(op, 'uint_mod', a, b)
        if (lowest(b) > 0) set(op, 0, highest(b) - 1)
        break
      case 'uint_mod':
        if (highest(a) < lowest(b)) return this.optimizer.equate(op, a)
        set(op, 0, Math.min(highest(a), highest(b) - 1))
        break
      case 'int_floordiv':
        if (lowest(a) >= 0 && lowest(b) > 0) return this.optimizer.replace(op, 'uint_floordiv', a, b)
        if (lowest(b) > 0) set(op, lowest(a), Math.max(highest(a), 0))
        break
      case 'uint_floordiv':
        set(op, 0, Math.floor(highest(a) / lowest(b)))
        break
      case 'int_mul_low':
      case 'int_add_low':
      case 'int_sub_low':
      case 'int_and_low':
      case 'int_or_low':
      case 'int_xor_low':
      case 'int_invert_low':
        set(op, INT32_LOW, INT32_HIGH)
        break
      case 'arraylen_gc':
        set(op, 0, LONGEST)
        break
      case 'int_is_int32':
      case 'int_is_uint32':
        // Where it is known to have 32 bits, or not to, there is nothing to guess.
        if (isInt32(a) || (lowest(a) >= 0 && highest(a) < WORD) || lowest(a) >= WORD || highest(a) < INT32_LOW)
          return this.optimizer.equate(op, int(1))
        break
      case 'int_is_safe':
        if (lowest(a) >= MIN_INT) return this.optimizer.equate(op, int(1))
        break
      case 'guard_no_overflow':
        if (this.guessed === null) break
        return this.guess(this.guessed, op.snapshot!)
      case 'guard_true':
        if (this.asksLength(op)) return
        this.next(op)
        return learn(a, true)
      case 'guard_false':
        this.next(op)
        return learn(a, false)
    }
    if (op.spec.isTest) {
      const answer = decide(op)
      if (answer !== null) return this.optimizer.equate(op, int(answer ? 1 : 0))
      set(op, 0, 1)
    }
    this.next(op)
  }

  /** An operation that overflows, or another one where bounds say it cannot. */
  private overflowing(op: Op, name: Op['name'], lo: number, hi: number): void {
    this.guessed = null
    if (lo >= MIN_INT && hi <= MAX_INT) {
      this.optimizer.dropsOverflowGuard = true
      return this.optimizer.replace(op, name, ...op.args)
    }
    if (lo >= MIN_INT) op.side = 'above'
    else if (hi <= MAX_INT) op.side = 'below'
    set(op, lo, hi)
    if (name === 'int_mul' && (op.concrete | 0) === op.concrete && !this.tree.location.grown.has('products'))
      this.guessed = op
    this.next(op)
  }

  /** Instead of whether a product is safe it is asked whether it has 32 bits, as it had. */
  private guess(product: Op, snapshot: Snapshot): void {
    const guard = new Op('guard_true', [this.optimizer.result(new Op('int_is_int32', [product]))])
    guard.snapshot = snapshot
    this.optimizer.send(guard)
    if (guard.resume !== null) guard.resume.keeps = { what: 'products', tree: this.tree }
  }

  /**
   * Instead of whether an index is in an array, a guard asks whether the array has all places that the index can be, where it had them: that is the same in each round, and
   * nothing is left to ask of the next index into a table.
   */
  private asksLength(guard: Op): boolean {
    const [test] = guard.args
    if (!(test instanceof Op) || test.name !== 'int_lt' || guard.snapshot!.isOtherOutcome) return false
    const [index, length] = test.args
    if (index instanceof Const || highest(index) > LARGEST_TABLE || lowest(index) < 0) return false
    if (!(length instanceof Op) || length.name !== 'arraylen_gc' || !(length.concrete > highest(index))) return false
    guard.args = [this.optimizer.result(new Op('int_gt', [length, int(highest(index))]))]
    this.next(guard)
    test.forwarded = int(1)
    // Who comes to the loop by another way is asked as well.
    const { lo, hi } = length.inherent ?? length
    length.lo = Math.max(length.lo, highest(index) + 1)
    length.inherent = { lo: Math.max(lo, length.lo), hi }
    return true
  }

  /** `x & m` where the mask takes all bits that x can have. */
  private mask(op: Op, value: Value, mask: Value): boolean {
    if (!(mask instanceof Const) || mask.concrete < 0) return false
    const ones = 2 ** bitLength(mask.concrete) - 1
    if (mask.concrete !== ones || lowest(value) < 0 || highest(value) > ones) return false
    this.optimizer.equate(op, value)
    return true
  }
}

/** The result lies between these, and is a safe integer unless its operation may give the first that is none. */
function set(op: Op, lo: number, hi: number): void {
  op.lo = Math.max(op.lo, lo)
  op.hi = Math.min(op.hi, hi)
}

const isHalf = (value: Value): boolean => lowest(value) >= -HALF && highest(value) < HALF

function bitLength(value: number): number {
  let bits = 0
  while (2 ** bits <= value) bits++
  return bits
}

function product(a: Value, b: Value): [number, number] {
  const corners = [lowest(a) * lowest(b), lowest(a) * highest(b), highest(a) * lowest(b), highest(a) * highest(b)]
  return [Math.min(...corners), Math.max(...corners)]
}

function shifted(a: Value, b: Value): [number, number] {
  return [
    Math.min(lowest(a) * 2 ** lowest(b), lowest(a) * 2 ** highest(b)),
    Math.max(highest(a) * 2 ** lowest(b), highest(a) * 2 ** highest(b)),
  ]
}

/** The answer of a test, where bounds know it. */
function decide(op: Op): boolean | null {
  const [a, b] = op.args
  switch (op.name) {
    case 'int_lt':
      return less(a, b)
    case 'int_gt':
      return less(b, a)
    case 'int_ge':
      return not(less(a, b))
    case 'int_le':
      return not(less(b, a))
    case 'int_eq':
      return highest(a) < lowest(b) || highest(b) < lowest(a) ? false : null
    case 'int_ne':
      return highest(a) < lowest(b) || highest(b) < lowest(a) ? true : null
    case 'int_is_true':
      return lowest(a) > 0 || highest(a) < 0 ? true : null
    case 'int_is_zero':
      return lowest(a) > 0 || highest(a) < 0 ? false : null
    case 'float_ne':
      return isOtherDouble(a, b) || isOtherDouble(b, a) ? true : null
    case 'float_eq':
      return isOtherDouble(a, b) || isOtherDouble(b, a) ? false : null
  }
  return null
}

/** Whether one double was an integer that is certainly not the other, a constant. */
function isOtherDouble(a: Value, b: Value): boolean {
  if (!(b instanceof Const) || !(a instanceof Op) || a.name !== 'cast_int_to_float') return false
  const [integer] = a.args
  return lowest(integer) > b.concrete || highest(integer) < b.concrete
}

const not = (answer: boolean | null): boolean | null => (answer === null ? null : !answer)

function less(a: Value, b: Value): boolean | null {
  if (highest(a) < lowest(b)) return true
  return lowest(a) >= highest(b) ? false : null
}

/** A test has been found to hold or not: what that says of its operands. */
export function learn(test: Value, holds: boolean): void {
  if (test instanceof Const || !('name' in test)) return
  const [a, b] = test.args
  switch (test.name) {
    case 'int_lt':
      return holds ? order(a, b, 1) : order(b, a, 0)
    case 'int_le':
      return holds ? order(a, b, 0) : order(b, a, 1)
    case 'int_gt':
      return holds ? order(b, a, 1) : order(a, b, 0)
    case 'int_ge':
      return holds ? order(b, a, 0) : order(a, b, 1)
    case 'uint_le':
      if (holds && !(a instanceof Const)) narrow(a, Math.max(a.lo, 0), Math.min(a.hi, highest(b)))
      return
    case 'int_is_int32':
      if (holds && !(a instanceof Const)) narrow(a, Math.max(a.lo, INT32_LOW), Math.min(a.hi, INT32_HIGH))
      return
    case 'int_is_uint32':
      if (holds && !(a instanceof Const)) narrow(a, Math.max(a.lo, 0), Math.min(a.hi, WORD - 1))
      return
    case 'int_is_safe':
      if (holds && !(a instanceof Const)) narrow(a, Math.max(a.lo, MIN_INT), a.hi)
      return
    case 'int_eq':
    case 'int_ne':
      if (holds === (test.name === 'int_eq')) {
        order(a, b, 0)
        order(b, a, 0)
      }
  }
}

/** `a + distance <= b`. */
function order(a: Value, b: Value, distance: number): void {
  const hi = highest(b) - distance
  const lo = lowest(a) + distance
  if (!(a instanceof Const) && hi < a.hi) narrow(a, a.lo, hi)
  if (!(b instanceof Const) && lo > b.lo) narrow(b, lo, b.hi)
}

function narrow(value: Input | Op, lo: number, hi: number): void {
  value.inherent ??= { lo: value.lo, hi: value.hi }
  value.lo = lo
  value.hi = hi
}
