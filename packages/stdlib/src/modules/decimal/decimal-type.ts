// The type Decimal. lib: decimal#decimal-objects; CPython: Modules/_decimal/_decimal.c
import {
  arg,
  call,
  declareEqualsOthers,
  defineType,
  EQ,
  error,
  getattr,
  hooks,
  identity,
  intOrUndefined,
  isTrue,
  builtinFunction,
  NE,
  NEGATIVE_NAN,
  newComplex,
  norm,
  NotImplemented,
  OBJECT_LAYOUT,
  pos,
  rest,
  strFromText,
  strOrUndefined,
  textOfStr,
  type TypeBuilder,
  typeOf,
  type Value,
  W_Complex,
  W_Dict,
  W_Float,
  W_Tuple,
  type W_Type,
  GE,
  GT,
  LE,
  LT,
  type Comparison,
  opt,
  refuseSurrogates,
} from '@typhon/objspace'
import {
  contextArgument,
  decimalArgument,
  exactNumber,
  fromDouble,
  noteFloat,
  ofFloat,
  operand,
  roundingArgument,
  settingsOf,
} from './arguments.ts'
import * as A from './arithmetic.ts'
import * as C from './comparison.ts'
import * as D from './digits.ts'
import { formatDecimal, type Marks, SpecError } from './format.ts'
import type { Dec } from './number.ts'
import { finite, fromInt, Kind, minus, pow10, strip } from './number.ts'
import { power, powerModulo } from './power.ts'
import { Flag, type Rounding, type Settings } from './settings.ts'
import { toEngineering, toScientific } from './text.ts'
import { exp, ln, log10 } from './transcendental.ts'
import { compute, currentContext, run, runBinary, settle, types, W_Decimal } from './values.ts'

export type Unary = (a: Dec, s: Settings) => Dec
export type Binary = (a: Dec, b: Dec, s: Settings) => Dec

/** Operations that are methods of both Decimal and Context, with what they do. */
export const UNARY: readonly (readonly [name: string, operation: Unary, doc: string])[] = [
  ['exp', exp, 'e to the power of the number.'],
  ['ln', ln, 'The natural logarithm.'],
  ['log10', log10, 'The logarithm to the base of ten.'],
  ['logb', D.logb, 'The exponent of the first digit.'],
  ['logical_invert', D.logicalInvert, 'Every digit, 0 or 1, as the other.'],
  ['next_minus', C.nextMinus, 'The largest number below.'],
  ['next_plus', C.nextPlus, 'The smallest number above.'],
  ['normalize', A.normalize, 'The number without zeros at its end.'],
  ['sqrt', A.squareRootOf, 'The square root.'],
]

export const BINARY: readonly (readonly [name: string, operation: Binary, doc: string])[] = [
  ['compare', C.compare, 'The order of two numbers: -1, 0, 1 or NaN.'],
  ['compare_signal', C.compareSignal, 'As compare, but all NaNs signal.'],
  ['compare_total', C.compareTotal, 'The order of two representations.'],
  ['compare_total_mag', C.compareTotalMagnitudes, 'The order of two representations without their signs.'],
  ['copy_sign', (a, b) => a.withSign(b.negative), 'The number with the sign of another.'],
  ['logical_and', D.logicalAnd, 'The logical and of digits.'],
  ['logical_or', D.logicalOr, 'The logical or of digits.'],
  ['logical_xor', D.logicalXor, 'The exclusive or of digits.'],
  ['max', C.max, 'The larger of two numbers.'],
  ['max_mag', C.maxMagnitude, 'The one of two numbers that is larger without its sign.'],
  ['min', C.min, 'The smaller of two numbers.'],
  ['min_mag', C.minMagnitude, 'The one of two numbers that is smaller without its sign.'],
  ['next_toward', C.nextToward, 'The neighbour on the side of another number.'],
  ['remainder_near', A.remainderNear, 'What the nearest integral quotient leaves.'],
  ['rotate', D.rotate, 'Digits moved left, round the end.'],
  ['scaleb', D.scaleb, 'The number with an exponent that is so much larger.'],
  ['shift', D.shift, 'Digits moved left.'],
]

/** Questions to a number. */
export const PREDICATES: readonly (readonly [name: string, test: (a: Dec) => boolean, doc: string])[] = [
  ['is_canonical', () => true, 'Always true.'],
  ['is_finite', (a) => a.isFinite, 'Whether it is neither infinite nor a NaN.'],
  ['is_infinite', (a) => a.kind === Kind.infinite, 'Whether it is an infinity.'],
  ['is_nan', (a) => a.isNaN, 'Whether it is a NaN of any kind.'],
  ['is_qnan', (a) => a.kind === Kind.quiet, 'Whether it is a quiet NaN.'],
  ['is_signed', (a) => a.negative, 'Whether it has a minus sign.'],
  ['is_snan', (a) => a.kind === Kind.signaling, 'Whether it is a signaling NaN.'],
  ['is_zero', (a) => a.isZero, 'Whether it is zero.'],
]

/** Operators: name of the method, operation. */
const OPERATORS: readonly (readonly [name: string, operation: Binary])[] = [
  ['add', A.add],
  ['sub', A.subtract],
  ['mul', A.multiply],
  ['truediv', A.divide],
  ['floordiv', A.divideInteger],
  ['mod', A.remainder],
]

/** An int of a number, rounded; ValueError and OverflowError for those that are none. */
function toInt(a: Dec, rounding: Rounding): Value {
  if (a.isNaN) throw error('ValueError', 'cannot convert NaN to integer')
  if (a.kind === Kind.infinite) throw error('OverflowError', 'cannot convert Infinity to integer')
  const { settings } = currentContext()
  return norm(compute(settings, () => D.truncate(D.toIntegral(a, rounding, false, settings))))
}

/** The nearest double. */
function toDouble(a: Dec): number {
  if (a.kind === Kind.signaling) throw error('ValueError', 'cannot convert signaling NaN to float')
  if (a.kind === Kind.quiet) return a.negative ? NEGATIVE_NAN : NaN
  if (a.kind === Kind.infinite) return a.negative ? -Infinity : Infinity
  return Number(toScientific(a))
}

const MODULUS = (1n << 61n) - 1n
const HASH_INFINITY = 314159

function powerMod(base: bigint, n: bigint): bigint {
  let r = 1n
  let b = base
  for (let e = n; e > 0n; e >>= 1n) {
    if ((e & 1n) === 1n) r = (r * b) % MODULUS
    b = (b * b) % MODULUS
  }
  return r
}

/** The hash that equal numbers of all types have. ref: stdtypes#hashing-of-numeric-types */
function hashOf(self: W_Decimal): Value {
  const a = self.value
  if (a.kind === Kind.signaling) throw error('TypeError', 'Cannot hash a signaling NaN value')
  if (a.kind === Kind.quiet) return identity(self)
  if (a.kind === Kind.infinite) return a.negative ? -HASH_INFINITY : HASH_INFINITY
  const e = BigInt(a.exponent)
  // The order of 10 divides MODULUS - 1, so that 10**-n is 10**(MODULUS - 1 - n).
  const scale = powerMod(10n, e >= 0n ? e : MODULUS - 1n - (-e % (MODULUS - 1n)))
  const h = ((a.coefficient % MODULUS) * scale) % MODULUS
  const signed = a.negative ? -h : h
  return norm(signed === -1n ? -2n : signed)
}

/** A fraction in lowest terms. */
function ratio(a: Dec): Value {
  if (a.isNaN) throw error('ValueError', 'cannot convert NaN to integer ratio')
  if (a.kind === Kind.infinite) throw error('OverflowError', 'cannot convert Infinity to integer ratio')
  if (a.coefficient === 0n) return new W_Tuple([0, 1])
  const { settings } = currentContext()
  const [n, d] = compute(settings, () => {
    const [c, zeros] = strip(a.coefficient, a.digits)
    const e = minus(a.exponent, -zeros)
    if (e >= 0) return [c * pow10(Number(e)), 1n]
    const places = Number(minus(0, e))
    let n = c
    let twos = BigInt(places)
    let fives = BigInt(places)
    while (twos > 0n && (n & 1n) === 0n) {
      n >>= 1n
      twos--
    }
    while (fives > 0n && n % 5n === 0n) {
      n /= 5n
      fives--
    }
    return [n, (5n ** fives) << twos]
  })
  return new W_Tuple([norm(a.negative ? -n : n), norm(d)])
}

let tupleClass: Value | undefined

/** The named tuple of as_tuple(), made on first use. */
export function decimalTuple(): Value {
  if (tupleClass !== undefined) return tupleClass
  const named = getattr(hooks.importModule('collections'), 'namedtuple')
  return (tupleClass = call(named, ['DecimalTuple', 'sign digits exponent', 'decimal'], ['module']))
}

function asTuple(a: Dec): Value {
  const digits = (text: string): Value => new W_Tuple([...text].map(Number))
  const payload = a.coefficient === 0n ? '' : String(a.coefficient)
  const [shown, exponent]: [Value, Value] =
    a.kind === Kind.finite
      ? [digits(String(a.coefficient)), a.exponent]
      : a.kind === Kind.infinite
        ? [digits('0'), 'F']
        : [digits(payload), a.kind === Kind.quiet ? 'n' : 'N']
  return call(decimalTuple(), [a.negative ? 1 : 0, shown, exponent], null)
}

let rationalClass: Value | undefined

/** Both sides of a comparison; undefined where the other is no number that can be compared with. */
function comparable(self: W_Decimal, w: Value, op: Comparison, s: Settings): [Dec, Dec] | undefined {
  const a = self.value
  const b = operand(w)
  if (b !== undefined) return [a, b]
  const equality = op === EQ || op === NE
  if (w instanceof W_Float) {
    if (equality) s.flags |= Flag.FloatOperation
    else noteFloat(s)
    return [a, fromDouble(w.v)]
  }
  if (w instanceof W_Complex) {
    if (!equality || w.im !== 0) return undefined
    s.flags |= Flag.FloatOperation
    return [a, fromDouble(w.re)]
  }
  if (typeof w === 'string' || w === null) return undefined
  rationalClass ??= getattr(hooks.importModule('numbers'), 'Rational')
  if (!isTrue(call(builtinFunction('isinstance'), [w, rationalClass], null))) return undefined
  const part = (name: string): bigint => {
    const n = intOrUndefined(getattr(w, name))
    if (n === undefined) throw error('TypeError', `${name} must be an integer`)
    return BigInt(n)
  }
  const numerator = fromInt(part('numerator'))
  if (a.kind !== Kind.finite) return [a, numerator]
  return [finite(a.negative, a.coefficient * part('denominator'), a.exponent), numerator]
}

function compareWith(self: W_Decimal, w: Value, op: Comparison): Value {
  const s = currentContext().settings
  const pair = comparable(self, w, op, s)
  if (pair === undefined) return NotImplemented
  const [a, b] = pair
  if (a.isNaN || b.isNaN) {
    if ((op !== EQ && op !== NE) || a.kind === Kind.signaling || b.kind === Kind.signaling) {
      s.status = Flag.InvalidOperation
      settle(s)
    }
    return op === NE
  }
  const n = C.order(a, b)
  switch (op) {
    case LT:
      return n < 0
    case LE:
      return n <= 0
    case EQ:
      return n === 0
    case NE:
      return n !== 0
    case GT:
      return n > 0
    default:
      return n >= 0
  }
}

function round(self: W_Decimal, args: Value[]): Value {
  if (args.length > 1) throw error('TypeError', `function takes at most 1 argument (${args.length} given)`)
  if (args.length === 0) return toInt(self.value, 'ROUND_HALF_EVEN')
  const n = intOrUndefined(args[0])
  if (n === undefined) throw error('TypeError', 'optional arg must be an integer')
  if (BigInt.asIntN(64, BigInt(n)) !== BigInt(n))
    throw error('OverflowError', 'Python int too large to convert to C ssize_t')
  return run(settingsOf(null), (s) => D.quantize(self.value, finite(false, 1n, minus(0, n)), s))
}

/** The marks that an override dict names. */
function marksOf(w: Value, fallback: Marks): Marks {
  if (!(w instanceof W_Dict)) throw error('TypeError', 'optional argument must be a dict')
  const text = (key: string, otherwise: string): string => {
    const value = w.getStr(key)
    if (value === undefined) return otherwise
    const s = strOrUndefined(value)
    if (s === undefined) throw error('TypeError', 'bad argument type for built-in operation')
    return textOfStr(s)
  }
  const marks = {
    point: text('decimal_point', fallback.point),
    separator: text('thousands_sep', fallback.separator),
    grouping: text('grouping', fallback.grouping),
  }
  const bytes = (s: string): number => new TextEncoder().encode(s).length
  if (
    marks.point === '' ||
    bytes(marks.point) > 4 ||
    bytes(marks.separator) > 4 ||
    [...marks.grouping].some((ch) => ch > '\x7f')
  )
    throw error('ValueError', 'invalid override dict')
  return marks
}

function formatValue(self: W_Decimal, spec: Value, override: Value | undefined): Value {
  const text = strOrUndefined(spec)
  if (text === undefined) throw error('TypeError', 'format arg must be str')
  refuseSurrogates(textOfStr(text), spec)
  const s = settingsOf(null)
  const warn = (): void => hooks.warn('DeprecationWarning', "Format specifier 'N' is deprecated")
  try {
    const marks = override === undefined ? undefined : marksOf(override, { point: '.', separator: '', grouping: '' })
    return strFromText(compute(s, () => formatDecimal(self.value, textOfStr(text), s, warn, marks)))
  } catch (e) {
    if (e instanceof SpecError) throw error('ValueError', e.message)
    throw e
  }
}

const context = arg('context', contextArgument, null)
/** Numbers are converted by the method, after the context was looked at. */
const other = arg('other')
const third = arg('third')

function defineOperators(t: TypeBuilder<W_Decimal>): void {
  for (const [name, operation] of OPERATORS) {
    t.special(`__${name}__` as '__add__', (self, w: Value) => {
      const b = operand(w)
      return b === undefined ? NotImplemented : runBinary(operation, self.value, b)
    })
    t.special(`__r${name}__` as '__radd__', (self, w: Value) => {
      const a = operand(w)
      return a === undefined ? NotImplemented : runBinary(operation, a, self.value)
    })
  }
  const divmod = (a: Dec, b: Dec): Value => {
    const s = settingsOf(null)
    const [q, r] = compute(s, () => A.divideModulo(a, b, s))
    return new W_Tuple([new W_Decimal(q), new W_Decimal(r)])
  }
  t.special('__divmod__', (self, w: Value) => {
    const b = operand(w)
    return b === undefined ? NotImplemented : divmod(self.value, b)
  })
  t.special('__rdivmod__', (self, w: Value) => {
    const a = operand(w)
    return a === undefined ? NotImplemented : divmod(a, self.value)
  })
  const raise = (w_a: Value, w_b: Value, w_m: Value | undefined): Value => {
    const a = operand(w_a)
    const b = operand(w_b)
    if (a === undefined || b === undefined) return NotImplemented
    if (w_m === undefined || w_m === null) return runBinary(power, a, b)
    const m = operand(w_m)
    return m === undefined ? NotImplemented : run(settingsOf(null), (s) => powerModulo(a, b, m, s))
  }
  t.special('__pow__', (self, w: Value, mod: Value | undefined) => raise(self, w, mod), { optional: 1 })
  t.special('__rpow__', (self, w: Value, mod: Value | undefined) => raise(w, self, mod), { optional: 1 })
  t.special('__neg__', (self) => run(settingsOf(null), (s) => A.negate(self.value, s)))
  t.special('__pos__', (self) => run(settingsOf(null), (s) => A.plusSign(self.value, s)))
  t.special('__abs__', (self) => run(settingsOf(null), (s) => A.absolute(self.value, s)))
  const comparisons: readonly (readonly [name: string, op: Comparison])[] = [
    ['__lt__', LT],
    ['__le__', LE],
    ['__eq__', EQ],
    ['__ne__', NE],
    ['__gt__', GT],
    ['__ge__', GE],
  ]
  for (const [name, op] of comparisons) t.special(name as '__lt__', (self, w: Value) => compareWith(self, w, op))
}

function defineConversions(t: TypeBuilder<W_Decimal>): void {
  const scientific = (self: W_Decimal): string => toScientific(self.value, settingsOf(null).capitals)
  t.special('__repr__', (self) => `Decimal('${scientific(self)}')`)
  t.special('__str__', scientific)
  t.special('__hash__', hashOf)
  t.special('__bool__', (self) => !self.value.isZero)
  t.special('__int__', (self) => toInt(self.value, 'ROUND_DOWN'))
  t.special('__float__', (self) => new W_Float(toDouble(self.value)))
  t.method('__complex__', [], 'The number as a complex one.', (self) => newComplex(toDouble(self.value), 0))
  t.method('__trunc__', [], 'The integer part.', (self) => toInt(self.value, 'ROUND_DOWN'))
  t.method('__floor__', [], 'The largest integer that is not above.', (self) => toInt(self.value, 'ROUND_FLOOR'))
  t.method('__ceil__', [], 'The smallest integer that is not below.', (self) => toInt(self.value, 'ROUND_CEILING'))
  t.method(
    '__round__',
    [rest('ndigits')],
    'The nearest integer, or the number with so many digits behind the point.',
    round,
    null,
  )
  t.method(
    '__format__',
    [pos('format_spec'), opt('override')],
    'The number as text, by a format spec.',
    formatValue,
    null,
  )
  t.method('as_integer_ratio', [], 'The number as a fraction in lowest terms.', (self) => ratio(self.value))
  t.method('as_tuple', [], 'Sign, digits and exponent.', (self) => asTuple(self.value))
  t.method(
    '__reduce__',
    [],
    'What pickle needs to make the number again.',
    (self) => new W_Tuple([typeOf(self), new W_Tuple([scientific(self)])]),
  )
  t.method('__copy__', [], 'The number itself.', (self) => self)
  t.method('__deepcopy__', [pos('object')], 'The number itself.', (self) => self)
  t.method('__sizeof__', [], 'Bytes of memory the number takes.', (self) => {
    // Four words of 19 digits are part of the object.
    const words = Math.ceil(self.value.digits / 19)
    return 104 + (words > 4 ? words * 8 : 0)
  })
  t.getset('real', 'The number itself.', (self) => self)
  t.getset('imag', 'Zero.', () => new W_Decimal(fromInt(0)))
}

function defineMethods(t: TypeBuilder<W_Decimal>): void {
  for (const [name, operation, doc] of UNARY)
    t.method(
      name,
      [context],
      doc,
      (self, c) => run(settingsOf(c), (s) => operation(self.value, s)),
      '($self, /, context=None)',
    )
  for (const [name, operation, doc] of BINARY)
    t.method(name, [other, context], doc, (self, w, c) => {
      const b = decimalArgument(w, other)
      return run(settingsOf(c), (s) => operation(self.value, b, s))
    })
  for (const [name, test, doc] of PREDICATES) t.method(name, [], doc, (self) => test(self.value))
  t.method('is_normal', [context], 'Whether it is neither zero nor subnormal.', (self, c) =>
    C.isNormal(self.value, settingsOf(c)),
  )
  t.method('is_subnormal', [context], 'Whether it is below the normal numbers.', (self, c) =>
    C.isSubnormal(self.value, settingsOf(c)),
  )
  t.method('same_quantum', [other, context], 'Whether both have the same exponent.', (self, b) =>
    C.sameQuantum(self.value, decimalArgument(b, other)),
  )
  t.method('number_class', [context], 'Which kind of number it is.', (self, c) =>
    C.numberClass(self.value, settingsOf(c)),
  )
  t.method('to_eng_string', [context], 'The number in engineering notation.', (self, c) =>
    toEngineering(self.value, settingsOf(c).capitals),
  )
  t.method('adjusted', [], 'The exponent of the first digit, 0 where there is none.', (self) =>
    self.value.isFinite ? self.value.adjusted : 0,
  )
  t.method('canonical', [], 'The number itself.', (self) => self)
  t.method('conjugate', [], 'The number itself.', (self) => self)
  t.method('radix', [], 'Ten.', () => new W_Decimal(fromInt(10)))
  t.method('copy_abs', [], 'The number without its sign.', (self) => new W_Decimal(self.value.withSign(false)))
  t.method(
    'copy_negate',
    [],
    'The number with the other sign.',
    (self) => new W_Decimal(self.value.withSign(!self.value.negative)),
  )
  t.method(
    'fma',
    [other, third, context],
    'The number times another, plus a third, rounded once.',
    (self, w_b, w_c, w) => {
      const b = decimalArgument(w_b, other)
      const c = decimalArgument(w_c, third)
      return run(settingsOf(w), (s) => A.fma(self.value, b, c, s))
    },
  )
  const rounding = arg<Value>('rounding', null, null)
  t.method(
    'quantize',
    [arg('exp'), rounding, context],
    'The number with the exponent of another.',
    (self, w_b, w_mode, w) => {
      const mode = roundingArgument(w_mode, rounding)
      const b = decimalArgument(w_b, rounding)
      return run(settingsOf(w), (s) => withRounding(s, mode, () => D.quantize(self.value, b, s)))
    },
  )
  for (const [name, exact] of [
    ['to_integral', false],
    ['to_integral_value', false],
    ['to_integral_exact', true],
  ] as const)
    t.method(name, [rounding, context], 'The nearest integer.', (self, w_mode, w) => {
      const mode = roundingArgument(w_mode, rounding)
      return run(settingsOf(w), (s) => D.toIntegral(self.value, mode ?? s.rounding, exact, s))
    })
  t.classMethod('from_float', [pos('f')], 'The exact number of a float.', (cls, w) => ofClass(cls, ofFloat(w)))
}

/** An operation with another rounding than that of the settings. */
function withRounding(s: Settings, rounding: Rounding | null, operation: () => Dec): Dec {
  const { rounding: before } = s
  if (rounding !== null) s.rounding = rounding
  try {
    return operation()
  } finally {
    s.rounding = before
  }
}

/** The number as an instance of a class, which is called when it is not Decimal itself. */
function ofClass(cls: W_Type, a: Dec): Value {
  const w = new W_Decimal(a)
  return cls === decimalType ? w : call(cls, [w], null)
}

export const decimalType: W_Type = defineType<W_Decimal>(
  'Decimal',
  {
    module: 'decimal',
    layout: { name: 'Decimal', base: OBJECT_LAYOUT },
    doc: 'Construct a new Decimal object: a decimal number of any precision, from text, a number or a tuple.',
  },
  (t) => {
    t.new(
      [arg<Value>('value', null, '0'), context],
      (cls, w, c) => {
        const s = settingsOf(c)
        if (w instanceof W_Decimal && cls === decimalType && w.shape.type === decimalType) return w
        return new W_Decimal(exactNumber(w, s), cls.rootShape())
      },
      '(value="0", context=None)',
    )
    defineOperators(t)
    defineConversions(t)
    defineMethods(t)
  },
)
types.decimal = decimalType
declareEqualsOthers(decimalType)
