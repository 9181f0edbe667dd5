// The type Context, and what localcontext() gives. lib: decimal#context-objects
//
// The settings are attributes that the class's own `__setattr__` checks; flags and traps are in no namespace, so that
// dir(Context) does not show them.
import type { W_Type } from '@typhon/objspace'
import {
  arg,
  attributeError,
  cannotCreate,
  defineType,
  error,
  genericFind,
  genericSet,
  nameOf,
  OBJECT_LAYOUT,
  pos,
  rest,
  strFromText,
  type TypeBuilder,
  typeOf,
  type Value,
  W_List,
  W_Object,
  W_Tuple,
} from '@typhon/objspace'
import { decimalArgument, ofFloat, roundedNumber, roundingOf, setting } from './arguments.ts'
import * as A from './arithmetic.ts'
import * as C from './comparison.ts'
import { BINARY, type Binary, PREDICATES, type Unary, UNARY } from './decimal-type.ts'
import * as D from './digits.ts'
import { fromInt } from './number.ts'
import { power, powerModulo } from './power.ts'
import { MAX_EMAX, MAX_PREC, MIN_EMIN } from './settings.ts'
import { bitsOf, bitsOfList, newSignalDict } from './signal-dict.ts'
import { NAMES, SIGNALS } from './signals.ts'
import { toEngineering, toScientific } from './text.ts'
import { compute, contextTemplates, copyContext, run, setContext, types, W_Context, W_Decimal } from './values.ts'

/** Sets one of a context's attributes; false where there is no such attribute. */
function store(c: W_Context, name: string, w: Value): boolean {
  const { settings: s } = c
  switch (name) {
    case 'prec':
      s.prec = setting(w, 1, MAX_PREC, 'valid range for prec is [1, MAX_PREC]')
      return true
    case 'Emin':
      s.emin = setting(w, MIN_EMIN, 0, 'valid range for Emin is [MIN_EMIN, 0]')
      return true
    case 'Emax':
      s.emax = setting(w, 0, MAX_EMAX, 'valid range for Emax is [0, MAX_EMAX]')
      return true
    case 'rounding':
      s.rounding = roundingOf(w)
      return true
    case 'capitals':
      s.capitals = Number(setting(w, 0, 1, 'valid values for capitals are 0 or 1'))
      return true
    case 'clamp':
      s.clamp = Number(setting(w, 0, 1, 'valid values for clamp are 0 or 1'))
      return true
    case 'flags':
    case 'traps':
      s[name] = bitsOf(w)
      return true
    default:
      return false
  }
}

/** The settings in the order of the constructor's parameters. */
export const SETTINGS = ['prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp', 'flags', 'traps'] as const

function names(bits: number): string {
  const shown = NAMES.filter(([own]) => (own & bits) !== 0).map(([, name]) => name)
  return [...new Set(shown)].join(', ')
}

function signalList(bits: number): W_List {
  return new W_List(SIGNALS.filter((s) => (s.bits & bits) !== 0).map((s) => s.type))
}

const onlyDecimal = (w: Value): W_Decimal => {
  if (w instanceof W_Decimal) return w
  throw error('TypeError', 'argument must be a Decimal')
}

/** Operations that only contexts name. */
const MORE_UNARY: readonly (readonly [name: string, operation: Unary, doc: string])[] = [
  ['abs', A.absolute, 'The number without its sign.'],
  ['minus', A.negate, 'The number with the other sign.'],
  ['plus', A.plusSign, 'The number, rounded.'],
  ['to_integral', (a, s) => D.toIntegral(a, s.rounding, false, s), 'The nearest integer.'],
  ['to_integral_exact', (a, s) => D.toIntegral(a, s.rounding, true, s), 'The nearest integer.'],
  ['to_integral_value', (a, s) => D.toIntegral(a, s.rounding, false, s), 'The nearest integer.'],
  ['copy_abs', (a) => a.withSign(false), 'The number without its sign, unrounded.'],
  ['copy_decimal', (a) => a, 'The number as a Decimal.'],
  ['copy_negate', (a) => a.withSign(!a.negative), 'The number with the other sign, unrounded.'],
]

const MORE_BINARY: readonly (readonly [name: string, operation: Binary, doc: string])[] = [
  ['add', A.add, 'The sum.'],
  ['divide', A.divide, 'The quotient.'],
  ['divide_int', A.divideInteger, 'The integer part of the quotient.'],
  ['multiply', A.multiply, 'The product.'],
  ['quantize', D.quantize, 'The first number with the exponent of the second.'],
  ['remainder', A.remainder, 'What an integral quotient leaves.'],
  ['subtract', A.subtract, 'The difference.'],
]

const x = pos('x', decimalArgument)
const y = pos('y', decimalArgument)

function defineOperations(t: TypeBuilder<W_Context>): void {
  for (const [name, operation, doc] of [...UNARY, ...MORE_UNARY])
    t.method(name, [x], doc, (self, a) => run(self.settings, (s) => operation(a, s)))
  for (const [name, operation, doc] of [...BINARY, ...MORE_BINARY])
    t.method(name, [x, y], doc, (self, a, b) => run(self.settings, (s) => operation(a, b, s)))
  for (const [name, test, doc] of PREDICATES)
    t.method(name, [pos('x')], doc, (_self, w) =>
      test(name === 'is_canonical' ? onlyDecimal(w).value : (decimalArgument(w, x) as never)),
    )
  t.method('is_normal', [x], 'Whether it is neither zero nor subnormal.', (self, a) => C.isNormal(a, self.settings))
  t.method('is_subnormal', [x], 'Whether it is below the normal numbers.', (self, a) => C.isSubnormal(a, self.settings))
  t.method('same_quantum', [x, y], 'Whether both have the same exponent.', (_self, a, b) => C.sameQuantum(a, b))
  t.method('number_class', [x], 'Which kind of number it is.', (self, a) => C.numberClass(a, self.settings))
  t.method('canonical', [pos('x')], 'The number itself.', (_self, w) => onlyDecimal(w))
  t.method('to_sci_string', [x], 'The number in scientific notation.', (self, a) =>
    toScientific(a, self.settings.capitals),
  )
  t.method('to_eng_string', [x], 'The number in engineering notation.', (self, a) =>
    toEngineering(a, self.settings.capitals),
  )
  t.method('divmod', [x, y], 'Integral quotient and remainder.', (self, a, b) => {
    const [q, r] = compute(self.settings, (s) => A.divideModulo(a, b, s))
    return new W_Tuple([new W_Decimal(q), new W_Decimal(r)])
  })
  t.method('fma', [x, y, pos('z', decimalArgument)], 'x times y plus z, rounded once.', (self, a, b, c) =>
    run(self.settings, (s) => A.fma(a, b, c, s)),
  )
  t.method(
    'power',
    [arg('a', decimalArgument), arg('b', decimalArgument), arg<Value>('modulo', null, null)],
    'a to the power of b, modulo a third number where one is given.',
    (self, a, b, w) => {
      if (w === null) return run(self.settings, (s) => power(a, b, s))
      const m = decimalArgument(w, x)
      return run(self.settings, (s) => powerModulo(a, b, m, s))
    },
  )
  t.method('radix', [], 'Ten.', () => new W_Decimal(fromInt(10)))
  t.method('Etiny', [], 'The exponent of the smallest subnormal number.', (self) => self.settings.etiny)
  t.method('Etop', [], 'The largest exponent of a number with all digits.', (self) => self.settings.etop)
  t.method(
    'create_decimal',
    [pos<Value>('num', null, '0')],
    'A number, rounded.',
    (self, w) => new W_Decimal(roundedNumber(w, self.settings)),
    '($self, num="0", /)',
  )
  t.method('create_decimal_from_float', [pos('f')], 'The number of a float, rounded.', (self, w) => {
    const a = ofFloat(w)
    return run(self.settings, (s) => s.finish(a))
  })
  t.method('_apply', [pos('object')], 'The number, rounded.', (self, w) => {
    const value = decimalArgument(w, x)
    return run(self.settings, (s) => s.finish(value))
  })
}

function defineState(t: TypeBuilder<W_Context>): void {
  t.special('__getattribute__', (self, w: Value) => {
    const name = nameOf(w)
    if (name === 'flags') return (self.flags ??= newSignalDict(self.settings, 'flags'))
    if (name === 'traps') return (self.traps ??= newSignalDict(self.settings, 'traps'))
    const value = genericFind(self, name)
    if (value === undefined) throw attributeError(self, name)
    return value
  })
  t.special('__setattr__', (self, w: Value, value: Value) => {
    const name = nameOf(w)
    if (!store(self, name, value)) genericSet(self, name, value)
    return null
  })
  t.special('__delattr__', (_self, _w: Value) => {
    throw error('AttributeError', 'context attributes cannot be deleted')
  })
  t.getset('prec', 'Digits of results.', (self) => self.settings.prec)
  t.getset('Emax', 'The largest exponent.', (self) => self.settings.emax)
  t.getset('Emin', 'The smallest exponent.', (self) => self.settings.emin)
  t.getset('rounding', 'How results are rounded.', (self) => self.settings.rounding)
  t.getset('capitals', 'Whether exponents are shown by a capital letter.', (self) => self.settings.capitals)
  t.getset('clamp', 'Whether exponents are kept so low that all digits have room.', (self) => self.settings.clamp)
  t.special('__repr__', (self) => {
    const { settings: s } = self
    return strFromText(
      `Context(prec=${s.prec}, rounding=${s.rounding}, Emin=${s.emin}, Emax=${s.emax}, capitals=${s.capitals}, clamp=${s.clamp}, flags=[${names(s.flags)}], traps=[${names(s.traps)}])`,
    )
  })
  t.method('clear_flags', [], 'Forget all that operations have met.', (self) => ((self.settings.flags = 0), null))
  t.method('clear_traps', [], 'Raise nothing.', (self) => ((self.settings.traps = 0), null))
  t.method('copy', [], 'A context with the same settings and flags.', copyContext)
  t.method('__copy__', [], 'A context with the same settings and flags.', copyContext)
  t.method('__reduce__', [], 'What pickle needs to make the context again.', (self) => {
    const { settings: s } = self
    const state: Value[] = [s.prec, s.rounding, s.emin, s.emax, s.capitals, s.clamp]
    return new W_Tuple([typeOf(self), new W_Tuple([...state, signalList(s.flags), signalList(s.traps)])])
  })
}

/** The settings given to a constructor, or to localcontext(), in order. */
function configure(c: W_Context, values: readonly Value[]): void {
  SETTINGS.forEach((name, i) => {
    const w = values[i]
    if (w === null || w === undefined) return
    if ((name === 'flags' || name === 'traps') && w instanceof W_List) c.settings[name] = bitsOfList(w)
    else store(c, name, w)
  })
}

const options = SETTINGS.map((name) => arg<Value>(name, null, null))

export const contextType: W_Type = defineType<W_Context>(
  'Context',
  {
    module: 'decimal',
    layout: { name: 'decimal.Context', base: OBJECT_LAYOUT },
    doc: 'Precision, rounding and limits of decimal arithmetic, with the flags it sets and the signals it raises.',
  },
  (t) => {
    t.type.textSignature =
      '(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)'
    t.rawNew((args) => {
      const cls = args[0] as W_Type
      const { settings } = copyContext(contextTemplates().initial)
      settings.flags = 0
      return new W_Context(settings, cls.rootShape())
    })
    t.init(options, (self, ...values) => configure(self, values as Value[]))
    defineState(t)
    defineOperations(t)
  },
)
types.context = contextType

/** Sets a local context for the time of a `with` statement. */
class W_ContextManager extends W_Object {
  readonly local: W_Context
  readonly outer: W_Context
  constructor(local: W_Context, outer: W_Context) {
    super(managerType.rootShape())
    this.local = local
    this.outer = outer
  }
}

const managerType: W_Type = defineType<W_ContextManager>('ContextManager', { module: 'decimal', final: true }, (t) => {
  t.rawNew(() => {
    throw cannotCreate(managerType)
  })
  t.method('__enter__', [], 'Make the local context the current one.', (self) => {
    setContext(self.local)
    return self.local
  })
  t.method(
    '__exit__',
    [rest('args')],
    'Go back to the context before.',
    (self) => {
      setContext(self.outer)
      return false
    },
    null,
  )
})

/** The context manager of localcontext(): a copy of a context with other settings. */
export function localContext(c: W_Context, outer: W_Context, values: readonly Value[]): Value {
  const local = copyContext(c)
  configure(local, values)
  return new W_ContextManager(local, outer)
}
