/**
 * The values of a trace in a function of WebAssembly: integers in i64, exact where their interval says so (`intervals.ts`), and doubles. Each has a local that is set
 * once, where it is computed, but for the variables of the loop.
 *
 * What must stay true: an operation that turns out to be impossible leaves nothing behind, so that others may be tried in its place.
 */
import { Const, type Op, type Value } from '../../ir/values.ts'
import { Code } from './code.ts'
import type { InstructionName } from './instructions.ts'
import type { Interval } from './intervals.ts'
import * as Span from './intervals.ts'

/** Something cannot be written so. */
export class Unsupported extends Error {}

/** A value of the trace that is an integer or a double. */
export interface Held {
  readonly local: string
  /** Null for a double. */
  readonly span: Interval | null
  /** Of an integer that may be inexact: what computes it approximately, as a double. */
  readonly approximate: (() => void) | null
}

/** So far a double may be from the integer that it approximates, relatively, after a few operations. */
const MARGIN = 1 - 2 ** -30

/** What is less as a double may be below zero: see `Span.NEAR`. */
const UNCERTAIN = 2 ** 34

/** The block that is left for JavaScript. */
export const OUT = 'out'

export abstract class Values {
  protected readonly code = new Code()
  protected readonly held = new Map<Value, Held>()
  /** What was held before, since the beginning. */
  protected readonly before: [Value, Held | undefined][] = []
  /** Tests push their outcome where it is asked for. */
  protected readonly tests = new Map<Value, () => void>()

  /** A variable of the loop; null where the value is none that can be held. */
  protected abstract variable(value: Value): Held | null

  protected hold(value: Value, held: Held): Held {
    this.before.push([value, this.held.get(value)])
    this.held.set(value, held)
    return held
  }

  protected forget(mark: number): void {
    const { before, held } = this
    while (before.length > mark) {
      const [value, known] = before.pop()!
      if (known === undefined) held.delete(value)
      else held.set(value, known)
    }
  }

  protected get(value: Value): Held {
    const known = this.held.get(value)
    if (known !== undefined) return known
    if (value instanceof Const) return this.constant(value)
    const test = this.tests.get(value)
    if (test !== undefined) {
      const local = this.code.local('i64')
      test()
      this.code.add('i64.extend_i32_u')
      return this.set(value, local, { lo: 0n, hi: 1n })
    }
    const variable = this.variable(value)
    if (variable === null) throw new Unsupported()
    return this.hold(value, variable)
  }

  protected constant({ kind, concrete }: Const): Held {
    if (kind === 'f') return { local: '', span: null, approximate: () => this.code.add('f64.const', concrete) }
    if (typeof concrete !== 'bigint' && !Number.isSafeInteger(concrete)) throw new Unsupported()
    return { local: '', span: Span.point(BigInt(concrete)), approximate: null }
  }

  /** Puts a value on the stack. */
  protected push(value: Value): void {
    const held = this.get(value)
    if (held.local !== '') this.code.add('local.get', held.local)
    else if (held.span === null) held.approximate!()
    else this.code.add('i64.const', BigInt.asIntN(64, held.span.lo))
  }

  protected span(value: Value): Interval {
    const { span } = this.get(value)
    if (span === null) throw new Unsupported()
    return span
  }

  /** The value on the stack is that of `value`. */
  protected set(value: Value, local: string, span: Interval | null, approximate: Held['approximate'] = null): Held {
    this.code.add('local.set', local)
    return this.hold(value, { local, span, approximate })
  }

  protected integer(op: Op, span: Interval, approximate: Held['approximate'] = null): void {
    this.set(op, this.code.local('i64'), span, approximate)
  }

  /** An integer of the trace's kind `i`, with the bounds that it has from the beginning. */
  protected small(op: Op): void {
    const { lo, hi } = op.inherent ?? op
    this.integer(op, { lo: BigInt(lo), hi: BigInt(hi) })
  }

  protected alias(op: Op, value: Value, span?: Interval): void {
    const held = this.get(value)
    this.hold(op, span === undefined ? held : { ...held, span })
  }

  /** Which integer a value is has to be told by its 64 bits: left where it may be told by more. */
  protected exact(value: Value): Interval {
    const { local, span, approximate } = this.get(value)
    if (span === null) throw new Unsupported()
    if (Span.isExact(span)) return span
    if (approximate === null) throw new Unsupported()
    const { code } = this
    // A difference is taken to be below zero as rarely as its operands make it.
    const isUnsigned = -span.lo < span.hi
    approximate()
    if (isUnsigned && span.lo < 0n) {
      const double = code.local('f64')
      code.add('local.tee', double)
      code.add('f64.const', UNCERTAIN)
      code.add('f64.lt')
      code.add('br_if', OUT)
      code.add('local.get', double)
    } else code.add('f64.abs')
    code.add('f64.const', (isUnsigned ? 2 ** 64 : 2 ** 63) * MARGIN)
    code.add('f64.ge')
    code.add('br_if', OUT)
    const narrower = Span.both(span, isUnsigned ? Span.UNSIGNED : Span.SIGNED)
    this.hold(value, { local, span: narrower, approximate: null })
    return narrower
  }

  /** Puts an integer on the stack as a double: exactly where it is small, else approximately. */
  protected pushDouble(value: Value): void {
    const { span, approximate } = this.get(value)
    if (span === null) return this.push(value)
    if (Span.isExact(span)) {
      this.push(value)
      this.code.add(Span.isWithin(span, Span.SIGNED) ? 'f64.convert_i64_s' : 'f64.convert_i64_u')
    } else if (approximate === null) throw new Unsupported()
    else approximate()
  }

  protected binary(instruction: InstructionName, a: Value, b: Value): void {
    this.push(a)
    this.push(b)
    this.code.add(instruction)
  }

  /** Pushes whether an exact integer is no safe one. */
  protected unsafe(value: Value): void {
    const { code } = this
    const span = this.span(value)
    this.push(value)
    if (span.lo >= 0n) {
      code.add('i64.const', Span.SAFE.hi)
      return code.add('i64.gt_u')
    }
    code.add('i64.const', Span.SAFE.hi)
    code.add('i64.add')
    code.add('i64.const', 2n * Span.SAFE.hi)
    code.add('i64.gt_u')
  }
}
