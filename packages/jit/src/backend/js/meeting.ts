/**
 * Two ways that meet again at once: a test in a loop of which each outcome does a little arithmetic and goes on at the same label, with other numbers. Both are
 * computed and one is chosen, without a branch:
 *
 *     meet0: {                                  if (!(i5 < 7)) {            the same with a branch, which stands behind it
 *       const m0 = i2 + 1                         const i9 = i2 + 1
 *       if (!(m0 <= 9007199254740991)) break meet0
 *       const m1 = -(!(i5 < 7) | 0)               i2 = i9
 *       i2 = (i2 + ((m0 - i2) & m1)) | 0          continue L1
 *       continue L1                             }
 *     }                                         continue L1
 *
 * A branch that a processor cannot foretell costs 15 to 20 cycles where it is wrong, each other round: as much as twenty such operations. Where it
 * foretells the branch, a counter decides mostly (`isForetold`), or nearly all rounds went the same way before the bridge was merged (`Bridge.isForetold`). V8 keeps branches as they are written, but makes none of a test whose outcome is a number.
 *
 * What must stay true: nothing is done before all of both ways is known to be possible, so that what stands behind can do it all again. There is neither a read nor
 * a call: what the other outcome would have kept from it has not been asked.
 */
import type { OpName } from '../../ir/ops.ts'
import { Const, type Input, Op, type Trace, type Value } from '../../ir/values.ts'
import { guardCondition, heapExpression, pureExpression } from './expressions.ts'
import { type Fuel, isPoll } from './fuel.ts'
import type { Names } from './names.ts'

/** How many operations both ways have together that do not only ask. */
const MOST = 12

/** What takes longer than a branch that is foretold wrongly, mostly. */
const DEAR = new Set<OpName>(['int_floordiv', 'int_mod', 'uint_floordiv', 'uint_mod', 'float_truediv'])

/** The guards that need nothing but the value that they ask. */
const ASKS = new Set<OpName>([
  'guard_true',
  'guard_false',
  'guard_class',
  'guard_value',
  'guard_nonnull',
  'guard_isnull',
  'guard_no_overflow',
])

/**
 * Whether a test depends on nothing but counters of the loop, so that a processor foretells its outcome: both ways would only take longer. `variables` are those of the
 * loop, `next` what they are in the next round, `origins` what inputs of bridges are.
 */
export function isForetold(
  test: Value,
  variables: readonly Value[],
  next: readonly Value[],
  origins: ReadonlyMap<Value, Value>,
): boolean {
  const origin = (value: Value): Value => (origins.has(value) ? origin(origins.get(value)!) : value)
  const isCounter = (value: Value): boolean => {
    const following = next[variables.indexOf(value)]
    if (following === undefined) return false
    const after = origin(following)
    if (after === value) return true
    return (
      after instanceof Op && STEPS.has(after.name) && origin(after.args[0]) === value && after.args[1] instanceof Const
    )
  }
  const isKnown = (value: Value): boolean => {
    const at = origin(value)
    if (at instanceof Const) return true
    if (!(at instanceof Op)) return isCounter(at)
    return at.spec.effect === 'pure' && at.args.every(isKnown)
  }
  return isKnown(test)
}

const STEPS = new Set<OpName>(['int_add', 'int_sub', 'int_add_ovf', 'int_sub_ovf'])

/** Both ways as text. */
export interface Meeting {
  /** What computes both, and goes to `label` if that cannot be. */
  readonly lines: readonly string[]
  /** What the operands of the jump are. */
  readonly values: readonly string[]
  /** -1 where the guard fails, else 0. */
  readonly chosen: string
}

/** The operations of a way but for its jump; null where there are others than may be. */
function arithmeticOf(ops: readonly Op[]): readonly Op[] | null {
  const last = ops.at(-1)
  if (last === undefined || last.name !== 'jump') return null
  const way = ops.slice(0, -1)
  return way.every(mayBeDone) ? way : null
}

function mayBeDone(op: Op): boolean {
  const { name, spec } = op
  const { effect } = spec
  if (effect === 'pure' || effect === 'overflow') return !DEAR.has(name)
  return effect === 'guard' ? ASKS.has(name) : isPoll(op)
}

/**
 * What follows when a guard holds, `rest`, and when it fails, `bridge`, where the two meet: null where they do not. `fails` is the condition under which it fails,
 * and `live` the inputs of the bridge.
 */
export function meetingOf(
  rest: readonly Op[],
  bridge: Trace,
  live: readonly Value[],
  fails: string,
  label: string,
  names: Names,
  fuel: Fuel,
): Meeting | null {
  const one = arithmeticOf(rest)
  const other = arithmeticOf(bridge.ops)
  if (one === null || other === null || rest.at(-1)!.descr !== bridge.ops.at(-1)!.descr) return null
  if ([...one, ...other].filter(({ isGuard, spec }) => !isGuard && !spec.isTest).length > MOST) return null
  const both = new Both(label, names, fuel)
  bridge.inputs.forEach((input, i) => both.alias(input, live[i]))
  const asks = both.compute(one, true)
  both.compute(other, !asks)
  const chosen = both.define(`-(${fails} | 0)`)
  const values: string[] = []
  const instead = bridge.ops.at(-1)!.args
  for (const [i, value] of rest.at(-1)!.args.entries()) {
    const text = both.choose(value, instead[i], chosen)
    if (text === null) return null
    values.push(text)
  }
  return { lines: both.lines, values, chosen }
}

class Both {
  readonly lines: string[] = []
  private readonly label: string
  private readonly names: Names
  private readonly fuel: Fuel
  private readonly texts = new Map<Value, string>()
  /** Tests, as conditions. */
  private readonly tests = new Map<Value, string>()
  /** By what holds a reference: the integer that it is. */
  private readonly integers = new Map<string, string>()
  private count = 0

  constructor(label: string, names: Names, fuel: Fuel) {
    this.label = label
    this.names = names
    this.fuel = fuel
  }

  alias(input: Input, value: Value): void {
    this.texts.set(input, this.names.of(value))
  }

  define(text: string): string {
    const name = `m${this.count++}`
    this.lines.push(`const ${name} = ${text}`)
    return name
  }

  private of(value: Value): string {
    const test = this.tests.get(value)
    return test === undefined ? (this.texts.get(value) ?? this.names.of(value)) : `(${test} ? 1 : 0)`
  }

  /** Writes the operations of a way; whether there was a poll among them, which both need not ask. */
  compute(ops: readonly Op[], polls: boolean): boolean {
    let asks = false
    ops.forEach((op, i) => {
      const { name, args, spec } = op
      if (isPoll(op)) asks = true
      const isPolled = args.length > 0 && args[0] instanceof Op && isPoll(args[0])
      if (!polls && (isPoll(op) || (op.isGuard && isPolled))) return
      const operands = args.map((arg) => this.of(arg))
      if (op.isGuard) this.need(this.condition(op, operands, ops[i - 1]))
      else if (spec.effect === 'call') {
        const text = heapExpression(op, operands, this.names)
        this.texts.set(op, this.fuel.answer(text) ?? this.define(text))
      } else if (spec.isTest) this.tests.set(op, pureExpression(op, operands, this.names))
      else if (name === 'int_to_ref') {
        this.texts.set(op, operands[0])
        this.integers.set(operands[0], operands[0])
      } else this.texts.set(op, this.define(pureExpression(op, operands, this.names)))
      if (name === 'ref_to_int') this.integers.set(operands[0], this.of(op))
    })
    return asks
  }

  private need(condition: string): void {
    this.lines.push(`if (!(${condition})) break ${this.label}`)
  }

  private condition(guard: Op, operands: readonly string[], before: Op): string {
    const [value] = guard.args
    switch (guard.name) {
      case 'guard_true':
        return this.tests.get(value) ?? `${operands[0]} !== 0`
      case 'guard_false':
        return `!(${this.tests.get(value) ?? `${operands[0]} !== 0`})`
      case 'guard_no_overflow': {
        const text = this.of(before)
        const tests: string[] = []
        if (before.side !== 'above') tests.push(`${text} >= ${Number.MIN_SAFE_INTEGER}`)
        if (before.side !== 'below') tests.push(`${text} <= ${Number.MAX_SAFE_INTEGER}`)
        return tests.join(' && ')
      }
      default:
        return guardCondition(guard, operands, this.names)
    }
  }

  /** `value`, or `other` where that is chosen; null where that cannot be without a branch. */
  choose(value: Value, other: Value, chosen: string): string | null {
    const a = this.of(value)
    const b = this.of(other)
    if (a === b) return a
    for (const one of this.sums(value))
      for (const two of this.sums(other)) {
        if (one.base !== two.base) continue
        return one.more === two.more ? a : this.define(`${one.base} + ${among(one.more, two.more, chosen)}`)
      }
    if (!isInt32(value) || !isInt32(other)) return null
    return this.define(among(this.integer(value)!, this.integer(other)!, chosen))
  }

  /** As which sums an integer may be written, of which the second operand is int32. */
  private sums(value: Value): Sum[] {
    const base = this.integer(value)
    if (base === null) return []
    const sums: Sum[] = [{ base, more: '0' }]
    const op = value instanceof Op && value.name === 'int_to_ref' ? value.args[0] : value
    if (!(op instanceof Op)) return sums
    const [a, b] = op.args
    if (op.name === 'int_add' || op.name === 'int_add_ovf') {
      if (isInt32(b)) sums.push({ base: this.of(a), more: this.of(b) })
      if (isInt32(a)) sums.push({ base: this.of(b), more: this.of(a) })
    } else if (op.name === 'int_sub' || op.name === 'int_sub_ovf') {
      if (b instanceof Const && isInt32(b)) sums.push({ base: this.of(a), more: this.names.constant(0 - b.concrete) })
    }
    return sums
  }

  /** What an integer is as a number; null for what is none. */
  private integer(value: Value): string | null {
    if (value.kind === 'i') return this.of(value)
    if (value instanceof Op && value.name === 'int_to_ref') return this.of(value.args[0])
    return this.integers.get(this.of(value)) ?? null
  }
}

interface Sum {
  readonly base: string
  readonly more: string
}

/** One of two numbers that are int32. */
const among = (one: string, two: string, chosen: string): string =>
  one === '0' ? `(${two} & ${chosen})` : `((${one} + ((${two} - ${one}) & ${chosen})) | 0)`

/** Whether an integer is int32 for certain. */
function isInt32(value: Value): boolean {
  if (value instanceof Op && value.name === 'int_to_ref') return isInt32(value.args[0])
  if (value.kind !== 'i') return false
  if (value instanceof Const) return (value.concrete | 0) === value.concrete
  return value.isInt32 || (value instanceof Op && value.name.endsWith('_low'))
}
