// int and bool. lib: stdtypes#numeric-types-int-float-complex, functions#int; CPython: Objects/longobject.c, boolobject.c
import { error, type W_BaseException } from '../../errors/exception.ts'
import { hashInt } from '../../lib/hash.ts'
import * as I from '../../lib/integer.ts'
import { callMethod, callSpecial1 } from '../../operations/call.ts'
import { EQ, GE, GT, LE, LT, NE } from '../../operations/compare.ts'
import { index, indexOrUndefined, type Int, intOrUndefined, isTrue, reprText, str } from '../../operations/convert.ts'
import { hooks } from '../../space/hooks.ts'
import { typeOf } from '../../space/kind.ts'
import { reserve } from '../../space/room.ts'
import { Special } from '../../space/special.ts'
import { OBJECT_LAYOUT, type W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { bool, ssize, shownType } from '../../typedef/convert.ts'
import { defineType } from '../../typedef/define.ts'
import { arg, kw, opt } from '../../typedef/parameter.ts'
import { bytesFrom, bytesOf, ownBytes, W_ByteArray, W_Bytes } from '../bytes/access.ts'
import { bufferIfAny } from '../bytes/buffer.ts'
import { SHORT, spelledBytes, spelling } from '../bytes/bytes-value.ts'
import { W_Float } from '../float-value.ts'
import { W_IntInstance } from '../int-value.ts'
import { NotImplemented } from '../singletons.ts'
import { strOrUndefined, textOfStr } from '../str/wide.ts'
import { tupleOf, W_Tuple } from '../tuple-value.ts'
import { formatInt } from './format.ts'
import { latin1Text } from '../codec/unicode.ts'
import { asciiDigits } from './text.ts'

/** Bits of the largest int that CPython could count the digits of, which have thirty each. */
const MOST_BITS = 30n * (2n ** 61n - 7n)

/** The int that `w` is as an operand, or undefined for anything but an int. */
const operand = intOrUndefined

/** Limit of digits in conversions between str and int other than by powers of two. PEP: sys.set_int_max_str_digits */
export const digitLimit = { value: 4300 }

let powerDigits = 0
let powerAtLimit = 0n

/** The smallest int with more digits than the limit. */
function limitPower(): bigint {
  if (powerDigits !== digitLimit.value) {
    powerDigits = digitLimit.value
    powerAtLimit = 10n ** BigInt(powerDigits)
  }
  return powerAtLimit
}

/** str(int) in base 10, within the digit limit. */
export function intText(n: Int): string {
  // Compared with a power of ten that is known: a number that is far too long costs nothing.
  if (typeof n === 'bigint' && digitLimit.value > 0) {
    const power = limitPower()
    if (n >= power || n <= -power)
      throw error(
        'ValueError',
        `Exceeds the limit (${digitLimit.value} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
      )
  }
  return n.toString()
}

/** The int that `text` stands for; null where it stands for none, or has more digits than are allowed. */
export function intIn(text: string, base: number): Int | null {
  if (base === 10) {
    const n = fromDigits(text)
    if (n >= 0) return n
    // No int begins with a character behind the digits, but with digits of other alphabets.
    const first = text.charCodeAt(0)
    if (first > 57 && first < 128) return null
  }
  const ascii = asciiDigits(text)
  if (ascii === null || excessOf(ascii, base) > 0) return null
  return I.parseInteger(ascii, base) ?? null
}

/** What is written in a few decimal digits alone, as most ints are; -1 for everything else. */
function fromDigits(text: string): number {
  const { length } = text
  if (length === 0 || length > 15) return -1
  let value = 0
  for (let i = 0; i < length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

/** The ValueError of a text that stands for no int. */
export function invalidInt(text: string, base: number, shown: () => string): W_BaseException {
  const ascii = asciiDigits(text)
  const n = ascii === null ? 0 : excessOf(ascii, base)
  return error(
    'ValueError',
    n === 0
      ? `invalid literal for int() with base ${base}: ${shown()}`
      : `Exceeds the limit (${digitLimit.value} digits) for integer string conversion: value has ${n} digits; use sys.set_int_max_str_digits() to increase the limit`,
  )
}

/** How many digits there are, where they are too many; else 0. */
function excessOf(ascii: string, base: number): number {
  if (digitLimit.value <= 0 || ascii.length <= digitLimit.value || (base & (base - 1)) === 0) return 0
  let n = 0
  for (let i = 0; i < ascii.length; i++) {
    const c = ascii.charCodeAt(i)
    if ((c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122)) n++
  }
  return n > digitLimit.value ? n : 0
}

/** int(text, base) */
export function intFromText(text: string, base: number, shown: () => string): Int {
  const n = intIn(text, base)
  if (n === null) throw invalidInt(text, base, shown)
  return n
}

/** The same of text in bytes, which is shown as bytes wherever it comes from. */
function intFromBytes(bytes: Uint8Array, base: number): Int {
  const shown = (): string => reprText(new W_Bytes(bytes.slice()))
  // White space beyond ASCII is none.
  if (bytes.some((b) => b > 127)) throw invalidInt('', base, shown)
  return intFromText(latin1Text(bytes), base, shown)
}

function convert(w: Value): Int {
  const exact = typeof w === 'object' ? undefined : operand(w)
  if (exact !== undefined) return exact
  const type = typeOf(w)
  const toInt = type.special(Special.int)
  if (
    toInt !== undefined &&
    toInt !== null &&
    !(w instanceof W_IntInstance && toInt === intType.special(Special.int))
  ) {
    const r = callSpecial1(toInt, w)
    const n = operand(r)
    if (n === undefined) throw error('TypeError', `__int__ returned non-int (type ${typeOf(r).fullName})`)
    if (typeof r === 'object' || typeof r === 'boolean')
      hooks.warn(
        'DeprecationWarning',
        `__int__ returned non-int (type ${typeOf(r).fullName}).  The ability to return an instance of a strict subclass of int is deprecated, and may not be supported in a future version of Python.`,
      )
    return n
  }
  const i = indexOrUndefined(w)
  if (i !== undefined) return i
  const trunc = type.special(Special.trunc)
  if (trunc !== undefined && trunc !== null) {
    hooks.warn('DeprecationWarning', 'The delegation of int() to __trunc__ is deprecated.')
    const r = callSpecial1(trunc, w)
    const n = indexOrUndefined(r)
    if (n === undefined) throw error('TypeError', `__trunc__ returned non-Integral (type ${typeOf(r).fullName})`)
    return n
  }
  const s = strOrUndefined(w)
  if (s !== undefined) return intFromText(textOfStr(s), 10, () => reprText(w))
  const buffer = bufferIfAny(w)
  if (buffer !== undefined) return intFromBytes(buffer, 10)
  throw error(
    'TypeError',
    `int() argument must be a string, a bytes-like object or a real number, not '${type.fullName}'`,
  )
}

function withBase(w: Value, base: Value): Int {
  const b = index(base)
  if (typeof b === 'bigint' || (b !== 0 && (b < 2 || b > 36)))
    throw error('ValueError', 'int() base must be >= 2 and <= 36, or 0')
  const s = strOrUndefined(w)
  if (s !== undefined) return intFromText(textOfStr(s), b, () => reprText(w))
  if (w instanceof W_Bytes || w instanceof W_ByteArray) return intFromBytes(bytesOf(w), b)
  throw error('TypeError', "int() can't convert non-string with explicit base")
}

const make = (cls: W_Type, n: Int): Value => (cls === intType ? n : new W_IntInstance(cls.rootShape(), n))

export const intType: W_Type = defineType<Int>(
  'int',
  {
    layout: { name: 'int', base: OBJECT_LAYOUT },
    shape: 'int',
    self: (w) => operand(w) as Int,
    doc: "int([x]) or int(x, base=10): an integer of any size.\n\n>>> int('z', 36)\n35",
  },
  (t) => {
    t.new(
      [opt('x'), optBase()],
      (cls, x, base) => {
        if (x === undefined) {
          if (base !== undefined) throw error('TypeError', 'int() missing string argument')
          return make(cls, 0)
        }
        return make(cls, base === undefined ? convert(x) : withBase(x, base))
      },
      null,
    )
    t.type.vectorcall = (args, kwnames) => {
      if (kwnames === null && args.length > 2)
        throw error('TypeError', `int expected at most 2 arguments, got ${args.length}`)
    }
    t.type.convert = (w) => (typeof w === 'number' ? w : convert(w))
    t.special('__repr__', (self) => intText(self))
    t.special('__hash__', (self) => hashInt(self))
    t.special('__bool__', (self) => self !== 0)
    t.special('__int__', (self) => self)
    t.special('__index__', (self) => self)
    t.special('__float__', (self) => new W_Float(toFloat(self)))
    t.special('__neg__', (self) => I.neg(self))
    t.special('__pos__', (self) => self)
    t.special('__abs__', (self) => (self < 0 ? I.neg(self) : self))
    t.special('__invert__', (self) => I.invert(self))
    const binary = (name: string, op: (a: Int, b: Int) => Value): void => {
      t.special(`__${name}__` as '__add__', (self, w: Value) => {
        const n = operand(w)
        return n === undefined ? NotImplemented : op(self, n)
      })
      t.special(`__r${name}__` as '__radd__', (self, w: Value) => {
        const n = operand(w)
        return n === undefined ? NotImplemented : op(n, self)
      })
    }
    const zero = (): never => {
      throw error('ZeroDivisionError', 'division by zero')
    }
    binary('add', I.add)
    binary('sub', I.sub)
    binary('mul', I.mul)
    binary('floordiv', (a, b) => (b === 0 ? zeroDivision('integer division or modulo by zero') : I.floordiv(a, b)))
    binary('mod', (a, b) => (b === 0 ? zeroDivision('integer modulo by zero') : I.mod(a, b)))
    binary('divmod', (a, b) => (b === 0 ? zeroDivision('integer division or modulo by zero') : tupleOf(I.divmod(a, b))))
    binary('truediv', (a, b) => {
      if (b === 0) zero()
      const d = I.truediv(a, b)
      if (!Number.isFinite(d)) throw error('OverflowError', 'integer division result too large for a float')
      return new W_Float(d)
    })
    binary('lshift', (a, b) => {
      if (b < 0) throw error('ValueError', 'negative shift count')
      if (a === 0) return 0
      if (b >= MOST_BITS) throw error('OverflowError', 'too many digits in integer')
      if (b > 2 ** 30) throw error('MemoryError')
      reserve(Number(b) / 8)
      return I.lshift(a, b)
    })
    binary('rshift', (a, b) => {
      if (b < 0) throw error('ValueError', 'negative shift count')
      if (typeof b === 'bigint' || b > 2 ** 30) return a < 0 ? -1 : 0
      return I.rshift(a, b)
    })
    binary('and', I.and)
    binary('or', I.or)
    binary('xor', I.xor)
    t.special(
      '__pow__',
      (self, w: Value, mod: Value | undefined) => {
        const n = operand(w)
        return n === undefined ? NotImplemented : power(self, n, mod ?? null)
      },
      { optional: 1 },
    )
    t.special(
      '__rpow__',
      (self, w: Value, mod: Value | undefined) => {
        const n = operand(w)
        return n === undefined ? NotImplemented : power(n, self, mod ?? null)
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
        const n = operand(w)
        if (n === undefined) return NotImplemented
        return op === LT
          ? self < n
          : op === LE
            ? self <= n
            : op === EQ
              ? self === n
              : op === NE
                ? self !== n
                : op === GT
                  ? self > n
                  : self >= n
      })
    }
    t.format('The int as text, by a format spec.', (self, spec, w) =>
      spec === '' ? str(w) : formatInt(self, spec, typeOf(w).fullName),
    )
    t.method(
      '__round__',
      [opt('ndigits')],
      'Round to a multiple of a power of ten.',
      (self, ndigits) => {
        if (ndigits === undefined) return self
        const n = index(ndigits)
        if (n >= 0) return self
        return typeof n === 'bigint' || -n > I.bitLength(self) + 1 ? 0 : I.roundTo(self, -n)
      },
      '($self, ndigits=<unrepresentable>, /)',
    )
    t.method('__trunc__', [], 'The int itself.', (self) => self)
    t.method('__floor__', [], 'The int itself.', (self) => self)
    t.method('__ceil__', [], 'The int itself.', (self) => self)
    t.method('__getnewargs__', [], 'What pickle passes to __new__.', (self) => new W_Tuple([self]))
    t.method(
      '__sizeof__',
      [],
      'Bytes of memory the int takes.',
      (self) => 24 + 4 * Math.max(1, Math.ceil(I.bitLength(self) / 30)),
    )
    t.method('conjugate', [], 'The int itself.', (self) => self)
    t.method('bit_length', [], 'How many bits the absolute value takes.\n\n>>> (-16).bit_length()\n5', (self) =>
      I.bitLength(self),
    )
    t.method('bit_count', [], 'How many ones the absolute value has in binary.\n\n>>> (10).bit_count()\n2', (self) =>
      I.bitCount(self),
    )
    t.method(
      'as_integer_ratio',
      [],
      'The pair (self, 1).\n\n>>> (7).as_integer_ratio()\n(7, 1)',
      (self) => new W_Tuple([self, 1]),
    )
    t.method('is_integer', [], 'True.', () => true)
    t.method(
      'to_bytes',
      [arg('length', ssize, 1), arg<Value>('byteorder', null, 'big'), kw('signed', bool, false)],
      'The int as bytes.',
      (self, length, order, signed) => {
        const little = isLittle(order, 'to_bytes')
        if (length < 0) throw error('ValueError', 'length argument must be non-negative')
        if (self < 0 && !signed) throw error('OverflowError', "can't convert negative int to unsigned")
        if (typeof self === 'number' && length <= SHORT) return shortBytes(self, length, signed, little)
        const bytes = I.toBytes(self, length, signed)
        if (bytes === undefined) throw error('OverflowError', 'int too big to convert')
        if (!little) bytes.reverse()
        return length <= SHORT ? spelledBytes(spelling(bytes, 0, length)) : new W_Bytes(bytes)
      },
    )
    t.classMethod(
      'from_bytes',
      [arg('bytes'), arg<Value>('byteorder', null, 'big'), kw('signed', bool, false)],
      'The int that bytes spell.',
      (cls, w, order, signed) => {
        const little = isLittle(order, 'from_bytes')
        if (typeOf(w).isSubtypeOf(intType))
          throw error('TypeError', `cannot convert '${typeOf(w).name}' object to bytes`)
        const isPlain = w instanceof W_Bytes && !w.shape.type.heap
        if (isPlain && cls === intType && w.text !== null && w.length <= few.length)
          return readFew(w.text, little, signed)
        const bytes = isPlain ? w.bytes : (ownBytes(w)?.bytes ?? bytesFrom(w))
        const n = I.fromBytes(little ? bytes : bytes.slice().reverse(), signed)
        return cls === intType ? n : callMethod(cls, '__call__', n)
      },
    )
    t.getset('real', 'The int itself.', (self) => self)
    t.getset('imag', 'Zero.', () => 0)
    t.getset('numerator', 'The int itself.', (self) => self)
    t.getset('denominator', 'One.', () => 1)
  },
)

function optBase(): ReturnType<typeof arg<Value | undefined>> {
  return { ...arg<Value | undefined>('base', null, undefined as never, '10') }
}

function zeroDivision(text: string): never {
  throw error('ZeroDivisionError', text)
}

/** float(int) */
export function toFloat(n: Int): number {
  const d = Number(n)
  if (!Number.isFinite(d)) throw error('OverflowError', 'int too large to convert to float')
  return d
}

const few = new Uint8Array(8)

const short = new Uint8Array(SHORT)

function shortBytes(n: number, length: number, signed: boolean, little: boolean): W_Bytes {
  if (!I.putBytes(n, length, signed, short)) throw error('OverflowError', 'int too big to convert')
  if (!little) {
    for (let i = 0, k = length - 1; i < k; i++, k--) {
      const b = short[i]
      short[i] = short[k]
      short[k] = b
    }
  }
  return spelledBytes(spelling(short, 0, length))
}

/** The int that a few bytes spell, which are given as characters. */
function readFew(text: string, little: boolean, signed: boolean): Int {
  const n = text.length
  for (let i = 0; i < n; i++) few[little ? i : n - 1 - i] = text.charCodeAt(i)
  return I.fromBytes(few, signed, n)
}

function isLittle(order: Value, method: string): boolean {
  const s = strOrUndefined(order)
  if (s === undefined) throw error('TypeError', `${method}() argument 'byteorder' must be str, not ${shownType(order)}`)
  if (s !== 'little' && s !== 'big') throw error('ValueError', "byteorder must be either 'little' or 'big'")
  return s === 'little'
}

function power(a: Int, b: Int, w_mod: Value): Value {
  if (w_mod !== null) {
    const m = operand(w_mod)
    if (m === undefined) return NotImplemented
    if (m === 0) throw error('ValueError', 'pow() 3rd argument cannot be 0')
    if (b >= 0) return I.powmod(a, b, m)
    const inverse = inverseMod(a, m)
    return I.powmod(inverse, I.neg(b), m)
  }
  if (b < 0) {
    const x = toFloat(a)
    if (x === 0) throw error('ZeroDivisionError', '0.0 cannot be raised to a negative power')
    return new W_Float(x ** toFloat(b))
  }
  if (typeof a === 'number' && (a === 0 || a === 1)) return b === 0 ? 1 : a
  if (a === -1) return BigInt(b) % 2n === 0n ? 1 : -1
  if (typeof b === 'bigint' || I.bitLength(a) * b > 2 ** 30) throw error('MemoryError')
  reserve((I.bitLength(a) * b) / 8)
  return I.pow(a, b)
}

function inverseMod(a: Int, m: Int): Int {
  const n = BigInt(m) < 0n ? -BigInt(m) : BigInt(m)
  let [r0, r1] = [((BigInt(a) % n) + n) % n, n]
  let [s0, s1] = [1n, 0n]
  while (r1 !== 0n) {
    const q = r0 / r1
    ;[r0, r1] = [r1, r0 - q * r1]
    ;[s0, s1] = [s1, s0 - q * s1]
  }
  if (r0 !== 1n) throw error('ValueError', 'base is not invertible for the given modulus')
  return I.norm(((s0 % n) + n) % n)
}

export const boolType: W_Type = defineType<boolean>(
  'bool',
  { base: intType, shape: 'bool', final: true, doc: 'True or False: whether the argument is true.' },
  (t) => {
    t.new([opt('object', null, 'False')], (_cls, w) => (w === undefined ? false : isTrue(w)))
    t.special('__repr__', (self) => (self ? 'True' : 'False'))
    t.special('__invert__', (self) => {
      hooks.warn(
        'DeprecationWarning',
        "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.",
      )
      return self ? -2 : -1
    })
    const logic = (name: string, op: (a: boolean, b: boolean) => boolean, int: (a: Int, b: Int) => Int): void => {
      t.special(`__${name}__` as '__and__', (self, w: Value) =>
        typeof w === 'boolean' ? op(self, w) : withInt(self, w, int),
      )
      t.special(`__r${name}__` as '__rand__', (self, w: Value) =>
        typeof w === 'boolean' ? op(self, w) : withInt(self, w, int),
      )
    }
    logic('and', (a, b) => a && b, I.and)
    logic('or', (a, b) => a || b, I.or)
    logic('xor', (a, b) => a !== b, I.xor)
  },
)

function withInt(self: boolean, w: Value, op: (a: Int, b: Int) => Int): Value {
  const n = operand(w)
  return n === undefined ? NotImplemented : op(self ? 1 : 0, n)
}
