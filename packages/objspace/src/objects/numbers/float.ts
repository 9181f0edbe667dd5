// float. lib: functions#float, stdtypes#additional-methods-on-float; CPython: Objects/floatobject.c
import { error, type W_BaseException } from '../../errors/exception.ts'
import { cos, sin } from '../../lib/elementary.ts'
import * as F from '../../lib/float-format.ts'
import { hashFloat } from '../../lib/hash.ts'
import { compareDouble, norm } from '../../lib/integer.ts'
import { call1 } from '../../operations/call.ts'
import { EQ, GE, GT, LE, LT, NE } from '../../operations/compare.ts'
import { index, indexOrUndefined, intOrUndefined, reprText, str } from '../../operations/convert.ts'
import { identity } from '../../operations/identity.ts'
import { typeOf } from '../../space/kind.ts'
import { Special } from '../../space/special.ts'
import { OBJECT_LAYOUT, type W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { cText, doubleBy, refuseSurrogates } from '../../typedef/convert.ts'
import { defineType } from '../../typedef/define.ts'
import { opt, pos } from '../../typedef/parameter.ts'
import { bufferIfAny } from '../bytes/buffer.ts'
import { newComplex } from './complex-value.ts'
import { W_Float } from '../float-value.ts'
import { NotImplemented } from '../singletons.ts'
import { strOrUndefined, textOfStr } from '../str/wide.ts'
import { W_Pair, W_Tuple } from '../tuple-value.ts'
import { formatFloat } from './format.ts'
import { toFloat } from './int.ts'
import { latin1Text } from '../codec/unicode.ts'
import { asciiDigits } from './text.ts'

/** The double that `w` is as an operand: a float, or an int that fits; undefined for anything else. */
function operand(w: Value): number | undefined {
  if (w instanceof W_Float) return w.v
  const n = intOrUndefined(w)
  return n === undefined ? undefined : toFloat(n)
}

/** The double that the text `s` of `w` stands for, or the ValueError of a text that stands for none. */
export function readFloat(s: string, w: Value): number | W_BaseException {
  const ascii = asciiDigits(s)
  const v = ascii === null ? undefined : F.parseFloat(ascii)
  return v ?? error('ValueError', `could not convert string to float: ${reprText(w)}`)
}

function fromText(s: string, w: Value): number {
  const v = readFloat(s, w)
  if (typeof v === 'object') throw v
  return v
}

/** float(w) as a double. */
export function toDoubleByFloat(w: Value): number {
  if (w instanceof W_Float && !w.shape.type.heap) return w.v
  const s = strOrUndefined(w)
  const type = typeOf(w)
  // A subclass of str may have a `__float__` of its own.
  const method = s !== undefined && !type.heap ? undefined : type.special(Special.float)
  if (method !== undefined && method !== null) return doubleBy(method, w)
  if (s !== undefined) return fromText(textOfStr(s), w)
  const i = indexOrUndefined(w)
  if (i !== undefined) return toFloat(i)
  const bytes = bufferIfAny(w)
  if (bytes !== undefined) {
    // Bytes are ASCII; white space beyond it is none.
    if (bytes.some((b) => b > 127)) throw error('ValueError', `could not convert string to float: ${reprText(w)}`)
    return fromText(latin1Text(bytes), w)
  }
  throw error('TypeError', `float() argument must be a string or a real number, not '${type.fullName}'`)
}

export const floatType: W_Type = defineType<W_Float>(
  'float',
  {
    layout: { name: 'float', base: OBJECT_LAYOUT },
    shape: 'float',
    doc: 'A floating-point number, from a number or from text.',
  },
  (t) => {
    t.new([opt('x', null, '0')], (cls, x) => {
      if (x instanceof W_Float && x.shape.type === floatType && cls === floatType) return x
      return new W_Float(x === undefined ? 0 : toDoubleByFloat(x), cls.rootShape())
    })
    t.type.convert = (w) => (w instanceof W_Float && w.shape.type === floatType ? w : new W_Float(toDoubleByFloat(w)))
    t.special('__repr__', (self) => F.repr(self.v))
    t.special('__hash__', (self) => (self.v === self.v ? hashFloat(self.v) : identity(self)))
    t.special('__bool__', (self) => self.v !== 0)
    t.special('__int__', (self) => truncated(self.v))
    t.special('__float__', exact)
    t.special('__neg__', (self) => new W_Float(-self.v))
    t.special('__pos__', exact)
    t.special('__abs__', (self) => new W_Float(Math.abs(self.v)))
    const binary = (name: string, op: (a: number, b: number) => Value): void => {
      t.special(`__${name}__` as '__add__', (self, w: Value) => {
        const x = operand(w)
        return x === undefined ? NotImplemented : op(self.v, x)
      })
      t.special(`__r${name}__` as '__radd__', (self, w: Value) => {
        const x = operand(w)
        return x === undefined ? NotImplemented : op(x, self.v)
      })
    }
    binary('add', (a, b) => new W_Float(a + b))
    binary('sub', (a, b) => new W_Float(a - b))
    binary('mul', (a, b) => new W_Float(a * b))
    binary('truediv', (a, b) => (b === 0 ? zero('float division by zero') : new W_Float(a / b)))
    binary('floordiv', (a, b) => (b === 0 ? zero('float floor division by zero') : new W_Float(F.divmod(a, b)[0])))
    binary('mod', (a, b) => (b === 0 ? zero('float modulo by zero') : new W_Float(F.divmod(a, b)[1])))
    binary('divmod', (a, b) => {
      if (b === 0) zero('float divmod()')
      const [q, r] = F.divmod(a, b)
      return new W_Pair(new W_Float(q), new W_Float(r))
    })
    const refuseModulus = (mod: Value | undefined): void => {
      if (mod !== undefined && mod !== null)
        throw error('TypeError', 'pow() 3rd argument not allowed unless all arguments are integers')
    }
    t.special(
      '__pow__',
      (self, w: Value, mod: Value | undefined) => {
        refuseModulus(mod)
        const x = operand(w)
        return x === undefined ? NotImplemented : floatPower(self.v, x)
      },
      { optional: 1 },
    )
    t.special(
      '__rpow__',
      (self, w: Value, mod: Value | undefined) => {
        refuseModulus(mod)
        const x = operand(w)
        return x === undefined ? NotImplemented : floatPower(x, self.v)
      },
      { optional: 1 },
    )
    for (const [name, op] of [
      ['__lt__', LT],
      ['__le__', LE],
      ['__eq__', EQ],
      ['__ne__', NE],
      ['__gt__', GT],
      ['__ge__', GE],
    ] as const) {
      t.special(name, (self, w: Value) => {
        if (w instanceof W_Float) {
          const a = self.v
          const b = w.v
          return op === LT
            ? a < b
            : op === LE
              ? a <= b
              : op === EQ
                ? a === b
                : op === NE
                  ? a !== b
                  : op === GT
                    ? a > b
                    : a >= b
        }
        const n = intOrUndefined(w)
        if (n === undefined) return NotImplemented
        const d = -compareDouble(n, self.v)
        return op === LT
          ? d < 0
          : op === LE
            ? d <= 0
            : op === EQ
              ? d === 0
              : op === NE
                ? d !== 0
                : op === GT
                  ? d > 0
                  : d >= 0
      })
    }
    t.format('The float as text, by a format spec.', (self, spec, w) =>
      spec === '' ? str(w) : formatFloat(self.v, spec, typeOf(w).fullName),
    )
    t.method(
      '__round__',
      [opt<Value>('ndigits', null, 'None')],
      'Round to an int, or to ndigits after the decimal point.',
      (self, ndigits) => {
        const { v } = self
        if (ndigits === undefined || ndigits === null) return roundHalfEven(v)
        const n = index(ndigits)
        if (!Number.isFinite(v)) return self
        const r = F.roundTo(v, typeof n === 'bigint' ? (n < 0n ? -1000 : 1000) : n)
        if (!Number.isFinite(r)) throw error('OverflowError', 'rounded value too large to represent')
        return new W_Float(r)
      },
    )
    t.method('__trunc__', [], 'The integer part.', (self) => truncated(self.v))
    t.method('__floor__', [], 'Largest integer not above.', (self) => truncated(Math.floor(self.v)))
    t.method('__ceil__', [], 'Smallest integer not below.', (self) => truncated(Math.ceil(self.v)))
    t.method('__getnewargs__', [], 'What pickle passes to __new__.', (self) => new W_Tuple([new W_Float(self.v)]))
    t.classMethod('__getformat__', [pos('typestr', cText)], 'How the host keeps doubles and floats.', (_cls, which) => {
      if (which !== 'double' && which !== 'float')
        throw error('ValueError', "__getformat__() argument 1 must be 'double' or 'float'")
      return 'IEEE, little-endian'
    })
    t.method(
      'as_integer_ratio',
      [],
      'The float exactly, as a pair of ints.\n\n>>> (2.5).as_integer_ratio()\n(5, 2)',
      (self) => {
        if (self.v !== self.v) throw error('ValueError', 'cannot convert NaN to integer ratio')
        if (!Number.isFinite(self.v)) throw error('OverflowError', 'cannot convert Infinity to integer ratio')
        const [n, d] = F.asIntegerRatio(self.v)
        return new W_Tuple([norm(n), norm(d)])
      },
    )
    t.method('is_integer', [], 'Whether the float has no fraction.', (self) => Number.isInteger(self.v))
    t.method('conjugate', [], 'The float itself.', exact)
    t.method('hex', [], "The float exactly, in hexadecimal.\n\n>>> (10.0).hex()\n'0x1.4000000000000p+3'", (self) =>
      F.hex(self.v),
    )
    t.classMethod(
      'fromhex',
      [pos('string')],
      "The float that a hexadecimal spelling means.\n\n>>> float.fromhex('0x1.8p1')\n3.0",
      (cls, w) => {
        const s = strOrUndefined(w)
        if (s === undefined) throw error('TypeError', 'bad argument type for built-in operation')
        refuseSurrogates(textOfStr(s), w)
        const v = F.fromHex(textOfStr(s))
        if (v === undefined) throw error('ValueError', 'invalid hexadecimal floating-point string')
        if (v === 'overflow') throw error('OverflowError', 'hexadecimal value too large to represent as a float')
        return cls === floatType ? new W_Float(v) : call1(cls, new W_Float(v))
      },
    )
    t.getset('real', 'The float itself.', exact)
    t.getset('imag', 'Zero.', () => new W_Float(0))
  },
)

/** A float of the built-in type. */
function exact(self: W_Float): W_Float {
  return self.shape.type === floatType ? self : new W_Float(self.v)
}

function zero(message: string): never {
  throw error('ZeroDivisionError', message)
}

/** The integer part of a double as an int. */
export function truncated(v: number): Value {
  if (v !== v) throw error('ValueError', 'cannot convert float NaN to integer')
  if (!Number.isFinite(v)) throw error('OverflowError', 'cannot convert float infinity to integer')
  const n = Math.trunc(v)
  return Number.isSafeInteger(n) ? n + 0 : BigInt(n)
}

function roundHalfEven(v: number): Value {
  if (!Number.isFinite(v)) return truncated(v)
  const r = Math.round(v)
  return truncated(Math.abs(v - Math.trunc(v)) === 0.5 ? 2 * Math.round(v / 2) : r)
}

/** a ** b of doubles, complex where the result is. */
export function floatPower(a: number, b: number): Value {
  if (b === 0 || a === 1) return new W_Float(1)
  if (a === 0 && b === -Infinity) return new W_Float(Infinity)
  if (a === 0 && b < 0) throw error('ZeroDivisionError', '0.0 cannot be raised to a negative power')
  if (a === -1 && !Number.isFinite(b) && b === b) return new W_Float(1)
  if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && !Number.isInteger(b)) {
    const r = Math.abs(a) ** b
    const angle = Math.PI * b
    const [re, im] = [r * cos(angle), r * sin(angle)]
    if (Math.abs(re) === Infinity || Math.abs(im) === Infinity) throw error('OverflowError', 'complex exponentiation')
    return newComplex(re, im)
  }
  const r = a ** b
  if (!Number.isFinite(r) && Number.isFinite(a) && Number.isFinite(b))
    throw error('OverflowError', "(34, 'Numerical result out of range')")
  return new W_Float(r)
}
