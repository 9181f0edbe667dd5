/**
 * Common subexpressions: a pure operation on the same operands has the same result, wherever it stands. Calls that are declared pure count.
 * PyPy: optimizeopt/pure.py.
 *
 * An overflowing operation that was guarded before cannot overflow this time; an operation that commutes is looked up with its operands in one order.
 */
import { CallDescr } from '../ir/descr.ts'
import { Const, type Op, type Value } from '../ir/values.ts'
import { Pass } from './optimizer.ts'

const COMMUTES = new Set([
  'int_add',
  'int_add_ovf',
  'int_mul',
  'int_mul_ovf',
  'int_and',
  'int_or',
  'int_xor',
  'int_eq',
  'int_ne',
  'float_add',
  'float_mul',
  'float_eq',
  'float_ne',
  'ptr_eq',
  'ptr_ne',
])

export class Pure extends Pass {
  private readonly known = new Map<string, Op>()
  private readonly numbers = new Map<unknown, number>()

  override visit(op: Op): void {
    const { effect } = op.spec
    const isCall = effect === 'call' && (op.name.startsWith('big_') || (op.descr instanceof CallDescr && op.descr.pure))
    if (effect !== 'pure' && effect !== 'overflow' && !(isCall && op.kind !== 'v')) return this.next(op)
    const key = this.key(op)
    const same = this.known.get(key)
    if (same !== undefined) {
      if (effect === 'overflow') this.optimizer.dropsOverflowGuard = true
      return this.optimizer.equate(op, this.optimizer.resolve(same))
    }
    this.known.set(key, op)
    this.next(op)
  }

  private key(op: Op): string {
    const numbers = op.args.map((arg) => this.number(arg))
    if (COMMUTES.has(op.name)) numbers.sort()
    const descr = op.descr === null ? '' : this.numberOf(op.descr)
    return `${op.name}(${numbers.join(',')})${descr}`
  }

  private number(value: Value): string {
    if (!(value instanceof Const)) return String(this.numberOf(value))
    const { kind, concrete } = value
    const isHeld = (typeof concrete === 'object' && concrete !== null) || typeof concrete === 'function'
    if (isHeld) return String(this.numberOf(concrete))
    return `${kind}${typeof concrete}:${Object.is(concrete, -0) ? '-0' : JSON.stringify(String(concrete))}`
  }

  private numberOf(thing: unknown): number {
    let number = this.numbers.get(thing)
    if (number === undefined) {
      number = this.numbers.size
      this.numbers.set(thing, number)
    }
    return number
  }
}
