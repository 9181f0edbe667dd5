/**
 * Strips: a loop that counts goes round without looking at its fuel. How many rounds that buys is known where it looks around, and the test by which the loop ends
 * is of the end of so many rounds, or of the loop, whichever comes first (strip mining, which HotSpot does to have no safepoint in a loop that counts):
 *
 *     NL1: for (;;) {
 *       s0 = i3
 *       if (fuel < 0) { … }                                     looks around, see fuel.ts
 *       s0 = i5 - i3 > 400 ? (i3 + 400) | 0 : i5
 *       fuel = (fuel - Math.imul(s0 - i3, 10)) | 0              pays for all of them
 *       if (i3 < s0) {
 *         L1: for (;;) {
 *           …
 *           if (i7 < s0) { i3 = i7; continue L1 }               for: guard_true(i3 < i5); i7 is i3 + 1
 *           r2 = r8; i3 = i7; break L1                          nothing within a round uses r2
 *         }
 *       }
 *       fuel = (fuel + Math.imul(s0 - i3, 10)) | 0              gets back what was not done
 *       s0 = i3
 *       if (i3 < i5) continue NL1
 *       …what follows where the guard fails…
 *     }
 *
 * The fuel was a variable, a test of it and a difference in each round: a quarter of the time of a short one. The loop is left at the end of a round alone, so variables that
 * are *idle* within, like what the round before has left in the program's own, are assigned there. V8 keeps those in memory that have no register, the counter among them,
 * and each round waited for that.
 *
 * What must stay true: a jump that gives the counter, or what it is compared with, other values than the next round's goes to the outer loop (`goesOn`). Wherever the function
 * is left, the rounds up to `s0` are paid for and not done.
 */
import type { TargetDescr } from '../../ir/descr.ts'
import { Const, Input, Op, type Value } from '../../ir/values.ts'
import { burn } from './fuel.ts'

/** The steps that are taken: a strip of many rounds stays within 32 bits. */
const LONGEST_STEP = 1 << 12

/** How the loop goes on, by the test that a guard wants to hold. */
export const ORDERS: Readonly<Record<string, Order>> = { int_lt: '<', int_le: '<=', int_gt: '>', int_ge: '>=' }
const OPPOSITES: Readonly<Record<Order, Order>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' }
const MIRRORED: Readonly<Record<Order, Order>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

type Order = '<' | '<=' | '>' | '>='

/** A loop that counts. */
export interface Strip {
  readonly target: TargetDescr
  /** The guard by which it ends, the first of a round. */
  readonly guard: Op
  /** The variable that counts, and by how much; what it is compared with, and how where the loop goes on. */
  readonly counter: Input
  readonly step: number
  readonly end: Value
  readonly order: Order
  /** Where both stand among what the label names; the end is -1 where it is constant. */
  readonly index: number
  readonly endIndex: number
  /** The places of those that rounds change and make no use of. */
  readonly idle: ReadonlySet<number>
  /** Operations of a round. */
  readonly cost: number
  /** Tells its variable from those of other strips. */
  readonly number: number
}

/** How the loop behind a label counts; null where it does not, or not first of all. */
export function stripOf(label: Op, ops: readonly Op[], number: number): Strip | null {
  const [test, guard] = ops
  const jump = ops.at(-1)!
  if (jump.name !== 'jump' || jump.descr !== label.descr || !(test.name in ORDERS)) return null
  if ((guard.name !== 'guard_true' && guard.name !== 'guard_false') || guard.args[0] !== test) return null
  if (ops.some((op, i) => i > 1 && op.args.includes(test))) return null
  const wanted = ORDERS[test.name]
  const order = guard.name === 'guard_true' ? wanted : OPPOSITES[wanted]
  const [a, b] = test.args
  return countedBy(a, b, order) ?? countedBy(b, a, MIRRORED[order])

  function countedBy(counter: Value, end: Value, order: Order): Strip | null {
    const index = label.args.indexOf(counter)
    const endIndex = label.args.indexOf(end)
    if (index < 0 || !(counter instanceof Input) || !counter.isInt32) return null
    if (endIndex < 0 ? !isWord(end) : !(end as Input).isInt32 || jump.args[endIndex] !== end) return null
    const step = stepOf(jump.args[index], counter)
    if (step === 0 || step > 0 !== order.startsWith('<') || Math.abs(step) > LONGEST_STEP) return null
    const target = label.descr as TargetDescr
    const used = new Set(ops.flatMap((op) => (op === guard ? [] : [...op.args, ...(op.resume?.live ?? [])])))
    const idle = new Set([...label.args.keys()].filter((i) => !used.has(label.args[i])))
    return { target, guard, counter, step, end, order, index, endIndex, idle, cost: ops.length, number }
  }
}

/** Whether a jump to the label goes on with the next round. */
export function goesOn(
  { counter, step, end, index, endIndex }: Strip,
  args: readonly Value[],
  originOf: (value: Value) => Value,
): boolean {
  if (endIndex >= 0 && originOf(args[endIndex]) !== end) return false
  return stepOf(originOf(args[index]), counter, originOf) === step
}

/** By how much a value is more than a counter; 0 where it is anything else. */
function stepOf(value: Value, counter: Value, originOf = (of: Value): Value => of): number {
  if (!(value instanceof Op)) return 0
  const [a, b] = value.args
  const isSum = value.name === 'int_add' || value.name === 'int_add_ovf'
  if (isSum && b instanceof Const && originOf(a) === counter) return b.concrete
  if (isSum && a instanceof Const && originOf(b) === counter) return a.concrete
  const isDifference = value.name === 'int_sub' || value.name === 'int_sub_ovf'
  return isDifference && b instanceof Const && originOf(a) === counter ? -b.concrete : 0
}

const isWord = (value: Value): boolean => value instanceof Const && (value.concrete | 0) === value.concrete

/** The text of a strip, with the names of its variables, and so many operations between two looks. */
export class StripText {
  private readonly strip: Strip
  private readonly counter: string
  private readonly end: string
  private readonly most: number

  constructor(strip: Strip, names: (value: Value) => string, most: number) {
    this.strip = strip
    this.counter = names(strip.counter)
    this.end = names(strip.end)
    this.most = most
  }

  private get stop(): string {
    return `s${this.strip.number}`
  }

  get declaration(): string {
    return `${this.stop} = 0`
  }

  /** No round is paid for. */
  get empty(): string {
    return `${this.stop} = ${this.counter}`
  }

  get bound(): readonly string[] {
    const { strip, counter, end, stop } = this
    const length = Math.max(1, Math.floor(this.most / strip.cost)) * Math.abs(strip.step)
    const [rest, sign] = strip.step > 0 ? [`${end} - ${counter}`, '+'] : [`${counter} - ${end}`, '-']
    return [`${stop} = ${rest} > ${length} ? (${counter} ${sign} ${length}) | 0 : ${end}`, burn(this.rounds)]
  }

  /** Whether there is a round to be done with a counter, and whether there is one behind the strip. */
  hasRound(counter = this.counter): string {
    return `${counter} ${this.strip.order} ${this.stop}`
  }

  get goesOn(): string {
    return `${this.counter} ${this.strip.order} ${this.end}`
  }

  /** Gives the fuel back that rounds which were not done were to take. */
  get refund(): string {
    return `fuel = (fuel + ${this.rounds}) | 0`
  }

  private get rounds(): string {
    const { step, cost } = this.strip
    const way = `${this.stop} - ${this.counter}`
    return `Math.imul(${step === 1 ? way : `(${way}) / ${step}`}, ${cost})`
  }
}
