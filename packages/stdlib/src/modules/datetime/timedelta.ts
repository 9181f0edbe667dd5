// timedelta: days, seconds and microseconds. lib: datetime#timedelta-objects
//
// 0 <= seconds < 86400 and 0 <= microseconds < 1000000; only days are negative. Products and quotients are those of the whole
// duration in microseconds, an integer.
import {
  callMethod,
  defineType,
  EQ,
  error,
  GE,
  GT,
  hash,
  intOrUndefined,
  LE,
  LT,
  NE,
  norm,
  NotImplemented,
  OBJECT_LAYOUT,
  optArg,
  strFromText,
  truediv,
  type TypeBuilder,
  typeOf,
  type Value,
  W_Float,
  W_Tuple,
  type W_Type,
  type Comparison,
} from '@typhon/objspace'
import { newDelta, types, W_TimeDelta } from './values.ts'

const DAY = 86_400_000_000n
const SECOND = 1_000_000n

/** The whole duration in microseconds. */
export function microsecondsOf(d: W_TimeDelta): bigint {
  return (BigInt(d.days) * 86400n + BigInt(d.seconds)) * SECOND + BigInt(d.microseconds)
}

export function fromMicroseconds(us: bigint, cls: W_Type = types.timedelta): W_TimeDelta {
  let days = us / DAY
  let rest = us % DAY
  if (rest < 0n) {
    rest += DAY
    days--
  }
  if (days > 999999999n || days < -999999999n) {
    // A C int is what the number of days has to fit first.
    if (BigInt.asIntN(32, days) !== days) throw error('OverflowError', 'Python int too large to convert to C int')
    throw error('OverflowError', `days=${days}; must have magnitude <= 999999999`)
  }
  const n = Number(rest)
  const seconds = Math.floor(n / 1e6)
  return new W_TimeDelta(Number(days), seconds, n - seconds * 1e6, cls.rootShape())
}

/** n / d rounded half to even. */
function nearest(n: bigint, d: bigint): bigint {
  if (d === 0n) throw error('ZeroDivisionError', 'integer division or modulo by zero')
  const negative = n < 0n !== d < 0n
  const a = n < 0n ? -n : n
  const b = d < 0n ? -d : d
  let q = a / b
  const twice = (a - q * b) * 2n
  if (twice > b || (twice === b && (q & 1n) === 1n)) q++
  return negative ? -q : q
}

function floorDivision(n: bigint, d: bigint, modulo = false): [bigint, bigint] {
  if (d === 0n)
    throw error('ZeroDivisionError', modulo ? 'integer modulo by zero' : 'integer division or modulo by zero')
  let q = n / d
  let r = n - q * d
  if (r !== 0n && r < 0n !== d < 0n) {
    q--
    r += d
  }
  return [q, r]
}

/** A float as a fraction, by the method that a subclass may have its own of. */
function ratioOf(w: W_Float): [bigint, bigint] {
  const pair = callMethod(w, 'as_integer_ratio')
  if (!(pair instanceof W_Tuple))
    throw error(
      'TypeError',
      `unexpected return type from as_integer_ratio(): expected tuple, got '${typeOf(pair).fullName}'`,
    )
  if (pair.items.length !== 2) throw error('ValueError', 'as_integer_ratio() must return a 2-tuple')
  return [BigInt(pair.items[0] as number), BigInt(pair.items[1] as number)]
}

/** Units of the constructor's arguments in the order they are added up. */
const UNITS: readonly (readonly [name: string, microseconds: bigint])[] = [
  ['microseconds', 1n],
  ['milliseconds', 1000n],
  ['seconds', SECOND],
  ['minutes', 60n * SECOND],
  ['hours', 3600n * SECOND],
  ['days', DAY],
  ['weeks', 7n * DAY],
]

/** The sum of the constructor's arguments; what is less than a microsecond is added up as a float and rounded at the end. */
function total(args: Readonly<Record<string, Value | undefined>>): bigint {
  let sum = 0n
  let left = 0
  for (const [name, unit] of UNITS) {
    const w = args[name]
    if (w === undefined) continue
    const n = intOrUndefined(w)
    if (n !== undefined) sum += BigInt(n) * unit
    else if (w instanceof W_Float) {
      if (w.v !== w.v) throw error('ValueError', 'cannot convert float NaN to integer')
      if (!Number.isFinite(w.v)) throw error('OverflowError', 'cannot convert float infinity to integer')
      const whole = Math.trunc(w.v)
      sum += BigInt(whole) * unit
      const product = Number(unit) * (w.v - whole)
      const part = Math.trunc(product)
      sum += BigInt(part)
      left += product - part
    } else throw error('TypeError', `unsupported type for timedelta ${name} component: ${typeOf(w).fullName}`)
  }
  if (left === 0) return sum
  let whole = roundAway(left)
  if (Math.abs(whole - left) === 0.5) {
    const odd = (sum & 1n) === 1n ? 1 : 0
    whole = 2 * roundAway((left + odd) * 0.5) - odd
  }
  return sum + BigInt(whole)
}

const roundAway = (x: number): number => (x < 0 ? -Math.floor(0.5 - x) : Math.floor(x + 0.5)) + 0

export function compareDeltas(a: W_TimeDelta, b: W_TimeDelta): number {
  return a.days - b.days || a.seconds - b.seconds || a.microseconds - b.microseconds
}

export function addDeltas(a: W_TimeDelta, b: W_TimeDelta, sign = 1): W_TimeDelta {
  return newDelta(a.days + sign * b.days, a.seconds + sign * b.seconds, a.microseconds + sign * b.microseconds)
}

export function negateDelta(a: W_TimeDelta): W_TimeDelta {
  return newDelta(-a.days, -a.seconds, -a.microseconds)
}

export function compared(c: number, op: Comparison): boolean {
  return op === LT ? c < 0 : op === LE ? c <= 0 : op === EQ ? c === 0 : op === NE ? c !== 0 : op === GT ? c > 0 : c >= 0
}

export const COMPARISON_METHODS: readonly (readonly [name: '__lt__', op: Comparison])[] = [
  ['__lt__', LT],
  ['__le__' as '__lt__', LE],
  ['__eq__' as '__lt__', EQ],
  ['__ne__' as '__lt__', NE],
  ['__gt__' as '__lt__', GT],
  ['__ge__' as '__lt__', GE],
]

export function hashDelta(d: W_TimeDelta): Value {
  return hash(new W_Tuple([d.days, d.seconds, d.microseconds]))
}

const two = (n: number): string => String(n).padStart(2, '0')

function text(d: W_TimeDelta): string {
  const { days, seconds, microseconds } = d
  const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  const fraction = microseconds === 0 ? '' : `.${String(microseconds).padStart(6, '0')}`
  return `${days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `}${clock}${fraction}`
}

function shown(d: W_TimeDelta): Value {
  const parts: string[] = []
  if (d.days !== 0) parts.push(`days=${d.days}`)
  if (d.seconds !== 0) parts.push(`seconds=${d.seconds}`)
  if (d.microseconds !== 0) parts.push(`microseconds=${d.microseconds}`)
  return strFromText(`${typeOf(d).fullName}(${parts.length === 0 ? '0' : parts.join(', ')})`)
}

function times(d: W_TimeDelta, w: Value): Value {
  const n = intOrUndefined(w)
  if (n !== undefined) return fromMicroseconds(microsecondsOf(d) * BigInt(n))
  if (!(w instanceof W_Float)) return NotImplemented
  const [a, b] = ratioOf(w)
  return fromMicroseconds(nearest(microsecondsOf(d) * a, b))
}

function defineArithmetic(t: TypeBuilder<W_TimeDelta>): void {
  t.special('__add__', (self, w: Value) => (w instanceof W_TimeDelta ? addDeltas(self, w) : NotImplemented))
  t.special('__radd__', (self, w: Value) => (w instanceof W_TimeDelta ? addDeltas(w, self) : NotImplemented))
  t.special('__sub__', (self, w: Value) => (w instanceof W_TimeDelta ? addDeltas(self, w, -1) : NotImplemented))
  t.special('__rsub__', (self, w: Value) => (w instanceof W_TimeDelta ? addDeltas(w, self, -1) : NotImplemented))
  t.special('__mul__', times)
  t.special('__rmul__', times)
  t.special('__truediv__', (self, w: Value) => {
    const us = microsecondsOf(self)
    if (w instanceof W_TimeDelta) return truediv(norm(us), norm(microsecondsOf(w)))
    const n = intOrUndefined(w)
    if (n !== undefined) return fromMicroseconds(nearest(us, BigInt(n)))
    if (!(w instanceof W_Float)) return NotImplemented
    const [a, b] = ratioOf(w)
    return fromMicroseconds(nearest(us * b, a))
  })
  t.special('__floordiv__', (self, w: Value) => {
    const us = microsecondsOf(self)
    if (w instanceof W_TimeDelta) return norm(floorDivision(us, microsecondsOf(w))[0])
    const n = intOrUndefined(w)
    if (n === undefined) return NotImplemented
    return fromMicroseconds(floorDivision(us, BigInt(n))[0])
  })
  const remainder = (a: W_TimeDelta, b: W_TimeDelta): Value =>
    fromMicroseconds(floorDivision(microsecondsOf(a), microsecondsOf(b), true)[1])
  const both = (a: W_TimeDelta, b: W_TimeDelta): Value => {
    const [q, r] = floorDivision(microsecondsOf(a), microsecondsOf(b))
    return new W_Tuple([norm(q), fromMicroseconds(r)])
  }
  t.special('__mod__', (self, w: Value) => (w instanceof W_TimeDelta ? remainder(self, w) : NotImplemented))
  t.special('__divmod__', (self, w: Value) => (w instanceof W_TimeDelta ? both(self, w) : NotImplemented))
  // Only durations are divided by a duration.
  t.special('__rtruediv__', (self, w: Value) =>
    w instanceof W_TimeDelta ? truediv(norm(microsecondsOf(w)), norm(microsecondsOf(self))) : NotImplemented,
  )
  t.special('__rfloordiv__', (self, w: Value) =>
    w instanceof W_TimeDelta ? norm(floorDivision(microsecondsOf(w), microsecondsOf(self))[0]) : NotImplemented,
  )
  t.special('__rmod__', (self, w: Value) => (w instanceof W_TimeDelta ? remainder(w, self) : NotImplemented))
  t.special('__rdivmod__', (self, w: Value) => (w instanceof W_TimeDelta ? both(w, self) : NotImplemented))
  t.special('__neg__', negateDelta)
  t.special('__pos__', (self) => new W_TimeDelta(self.days, self.seconds, self.microseconds))
  t.special('__abs__', (self) =>
    self.days < 0 ? negateDelta(self) : new W_TimeDelta(self.days, self.seconds, self.microseconds),
  )
  t.special('__bool__', (self) => self.days !== 0 || self.seconds !== 0 || self.microseconds !== 0)
}

export const timedeltaType: W_Type = defineType<W_TimeDelta>(
  'timedelta',
  {
    module: 'datetime',
    layout: { name: 'timedelta', base: OBJECT_LAYOUT },
    doc: 'A duration: the difference of two points in time.',
  },
  (t) => {
    t.new(
      [
        optArg('days'),
        optArg('seconds'),
        optArg('microseconds'),
        optArg('milliseconds'),
        optArg('minutes'),
        optArg('hours'),
        optArg('weeks'),
      ],
      (cls, days, seconds, microseconds, milliseconds, minutes, hours, weeks) =>
        fromMicroseconds(total({ days, seconds, microseconds, milliseconds, minutes, hours, weeks }), cls),
      null,
      '__new__',
    )
    defineArithmetic(t)
    for (const [name, op] of COMPARISON_METHODS)
      t.special(name, (self, w: Value) =>
        w instanceof W_TimeDelta ? compared(compareDeltas(self, w), op) : NotImplemented,
      )
    t.special('__hash__', hashDelta)
    t.special('__repr__', shown)
    t.special('__str__', text)
    t.method('total_seconds', [], 'The whole duration in seconds.', (self) =>
      truediv(norm(microsecondsOf(self)), 1_000_000),
    )
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make the duration again.',
      (self) => new W_Tuple([typeOf(self), new W_Tuple([self.days, self.seconds, self.microseconds])]),
    )
    t.member('days', 'Days; the only part that can be negative.', (self) => self.days)
    t.member('seconds', 'Seconds beside the days.', (self) => self.seconds)
    t.member('microseconds', 'Microseconds beside the seconds.', (self) => self.microseconds)
    t.attribute('resolution', new W_TimeDelta(0, 0, 1))
    t.attribute('min', new W_TimeDelta(-999999999, 0, 0))
    t.attribute('max', new W_TimeDelta(999999999, 86399, 999999))
  },
)
types.timedelta = timedeltaType
