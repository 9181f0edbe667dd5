// complex. lib: functions#complex; CPython: Objects/complexobject.c
import { declareEqualsOthers } from '../dict/key.ts'
import { error } from '../../errors/exception.ts'
import { parseFloat, repr } from '../../lib/float-format.ts'
import { atan2, cos, exp, log, sin } from '../../lib/elementary.ts'
import { hypot } from '../../lib/float-arithmetic.ts'
import { hashComplex, hashFloat } from '../../lib/hash.ts'
import { compareDouble } from '../../lib/integer.ts'
import { callSpecial1 } from '../../operations/call.ts'
import { intOrUndefined, reprText, str } from '../../operations/convert.ts'
import { identity } from '../../operations/identity.ts'
import { typeOf } from '../../space/kind.ts'
import { hooks } from '../../space/hooks.ts'
import { Special } from '../../space/special.ts'
import { OBJECT_LAYOUT, type W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { defineType } from '../../typedef/define.ts'
import { doubleBy, toDouble } from '../../typedef/convert.ts'
import { optArg } from '../../typedef/parameter.ts'
import { W_Float } from '../float-value.ts'
import { NotImplemented } from '../singletons.ts'
import { strFromText, strOrUndefined, textOfStr } from '../str/wide.ts'
import { W_Tuple } from '../tuple-value.ts'
import { newComplex, W_Complex } from './complex-value.ts'
import { formatComplex } from './format.ts'
import { toFloat } from './int.ts'
import { asciiDigits, withoutBlanks } from './text.ts'

interface Pair {
  re: number
  im: number
}

function operand(w: Value): Pair | undefined {
  if (w instanceof W_Complex) return w
  if (w instanceof W_Float) return { re: w.v, im: 0 }
  const n = intOrUndefined(w)
  return n === undefined ? undefined : { re: toFloat(n), im: 0 }
}

/** The complex number that `w` stands for, by `__complex__`, `__float__` or `__index__`; undefined where it has none. */
export function toComplex(w: Value): Pair | undefined {
  if (w instanceof W_Complex && !w.shape.type.heap) return w
  return bySpecial(w) ?? (w instanceof W_Complex ? w : isRealNumber(w) ? { re: real(w), im: 0 } : undefined)
}

/** What `__complex__` gives, where there is one. CPython: Objects/complexobject.c (try_complex_special_method) */
function bySpecial(w: Value): W_Complex | undefined {
  const method = typeOf(w).special(Special.complex)
  if (method === undefined || method === null) return undefined
  const r = callSpecial1(method, w)
  const told = `__complex__ returned non-complex (type ${typeOf(r).fullName})`
  if (!(r instanceof W_Complex)) throw error('TypeError', told)
  if (r.shape.type !== complexType)
    hooks.warn(
      'DeprecationWarning',
      `${told}.  The ability to return an instance of a strict subclass of complex is deprecated, and may be removed in a future version of Python.`,
    )
  return r
}

function isRealNumber(w: Value): boolean {
  const type = typeOf(w)
  return (type.special(Special.float) ?? null) !== null || (type.special(Special.index) ?? null) !== null
}

/** The double that a number is that is not complex. */
function real(w: Value): number {
  const method = w instanceof W_Float && !w.shape.type.heap ? undefined : typeOf(w).special(Special.float)
  if (typeOf(w).heap && method !== undefined && method !== null) return doubleBy(method, w)
  return toDouble(w)
}

/**
 * complex(real, imag): what can be no number is told of before either is converted, and the first may be complex by its
 * `__complex__`. CPython: Objects/complexobject.c (complex_new_impl)
 */
function fromParts(w_real: Value, w_imag: Value | undefined): Pair {
  const first = w_real instanceof W_Complex && !w_real.shape.type.heap ? w_real : (bySpecial(w_real) ?? w_real)
  if (!(first instanceof W_Complex) && !isRealNumber(first))
    throw error('TypeError', `complex() first argument must be a string or a number, not '${typeOf(first).fullName}'`)
  if (w_imag !== undefined && !(w_imag instanceof W_Complex) && !isRealNumber(w_imag))
    throw error('TypeError', `complex() second argument must be a number, not '${typeOf(w_imag).fullName}'`)
  const a = first instanceof W_Complex ? first : real(first)
  const b = w_imag === undefined || w_imag instanceof W_Complex ? w_imag : real(w_imag)
  // The part that a real argument does not have is no zero that could change a sign.
  const re = typeof a === 'number' ? a : a.re
  const im = typeof b === 'number' ? b : b?.re
  return {
    re: typeof b === 'object' ? re - b.im : re,
    im: typeof a === 'number' ? (im ?? 0) : im === undefined ? a.im : a.im + im,
  }
}

function fromText(text: string): W_Complex {
  const malformed = (): unknown => error('ValueError', 'complex() arg is a malformed string')
  const ascii = asciiDigits(text)
  if (text.includes('_') && /(?<!\d)_|_(?!\d)/.test(ascii ?? text))
    throw error('ValueError', `could not convert string to complex: ${reprText(strFromText(text))}`)
  if (ascii === null) throw malformed()
  let s = ascii
  if (s.startsWith('(') && s.endsWith(')')) s = withoutBlanks(s.slice(1, -1))
  const number = '(?:(?:\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)(?:e[+-]?\\d[\\d_]*)?|inf(?:inity)?|nan)'
  const m = new RegExp(`^([+-]?${number})?(?:([+-]${number}?|(?<![\\s\\S])${number}?)[jJ])?$`, 'i').exec(s)
  const whole = new RegExp(`^([+-]?${number}?)[jJ]$`, 'i').exec(s)
  const value = (t: string): number => {
    const v = t === '' || t === '+' ? 1 : t === '-' ? -1 : parseFloat(t)
    if (v === undefined) throw malformed()
    return v
  }
  if (s === '') throw malformed()
  if (whole !== null) return newComplex(0, value(whole[1]))
  if (m === null) throw malformed()
  return newComplex(m[1] === undefined ? 0 : value(m[1]), m[2] === undefined ? 0 : value(m[2]))
}

const product = (a: Pair, b: Pair): Pair => ({ re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re })

function quotient(a: Pair, b: Pair): Pair {
  if (b.re === 0 && b.im === 0) throw error('ZeroDivisionError', 'complex division by zero')
  if (Math.abs(b.re) >= Math.abs(b.im)) {
    const ratio = b.im / b.re
    const d = b.re + b.im * ratio
    return { re: (a.re + a.im * ratio) / d, im: (a.im - a.re * ratio) / d }
  }
  if (Math.abs(b.im) >= Math.abs(b.re)) {
    const ratio = b.re / b.im
    const d = b.re * ratio + b.im
    return { re: (a.re * ratio + a.im) / d, im: (a.im * ratio - a.re) / d }
  }
  return { re: NaN, im: NaN }
}

function power(a: Pair, b: Pair): Pair {
  if (b.re === 0 && b.im === 0) return { re: 1, im: 0 }
  const isZero = a.re === 0 && a.im === 0
  if (isZero && (b.im !== 0 || b.re < 0)) throw error('ZeroDivisionError', '0.0 to a negative or complex power')
  if (b.im === 0 && Number.isInteger(b.re) && Math.abs(b.re) <= 100) {
    let r: Pair = { re: 1, im: 0 }
    let x = a
    for (let n = Math.abs(b.re); n > 0; n = Math.floor(n / 2)) {
      if (n % 2 === 1) r = product(r, x)
      x = product(x, x)
    }
    return b.re < 0 ? quotient({ re: 1, im: 0 }, r) : r
  }
  if (isZero) return { re: 0, im: 0 }
  const abs = hypot(a.re, a.im)
  const angle = atan2(a.im, a.re)
  let len = abs ** b.re
  let phase = angle * b.re
  if (b.im !== 0) {
    len *= exp(-angle * b.im)
    phase += b.im * log(abs)
  }
  return { re: len * cos(phase), im: len * sin(phase) }
}

function text(v: number): string {
  return repr(v).replace(/\.0$/, '')
}

export const complexType: W_Type = defineType<W_Complex>(
  'complex',
  {
    layout: { name: 'complex', base: OBJECT_LAYOUT },
    shape: 'complex',
    doc: 'A complex number, from its parts or from text.',
  },
  (t) => {
    t.new(
      [optArg<Value>('real', null, '0'), optArg<Value>('imag', null, '0')],
      (cls, real, imag) => {
        if (real instanceof W_Complex && real.shape.type === complexType && imag === undefined && cls === complexType)
          return real
        const s = real === undefined ? undefined : strOrUndefined(real)
        if (s !== undefined) {
          if (imag !== undefined) throw error('TypeError', "complex() can't take second arg if first is a string")
          const c = fromText(textOfStr(s))
          return new W_Complex(c.re, c.im, cls.rootShape())
        }
        if (imag !== undefined && strOrUndefined(imag) !== undefined)
          throw error('TypeError', "complex() second arg can't be a string")
        const c = fromParts(real === undefined ? 0 : real, imag)
        return new W_Complex(c.re, c.im, cls.rootShape())
      },
      '(real=0, imag=0)',
    )
    t.special('__repr__', (self) => {
      const { re, im } = self
      if (re === 0 && !Object.is(re, -0)) return `${text(im)}j`
      const i = text(im)
      return `(${text(re)}${i.startsWith('-') ? '' : '+'}${i}j)`
    })
    t.special('__hash__', (self) => hashComplex(part(self.re, self), part(self.im, self)))
    t.special('__bool__', (self) => self.re !== 0 || self.im !== 0)
    t.special('__complex__', (self) => (self.shape.type === complexType ? self : newComplex(self.re, self.im)))
    t.special('__neg__', (self) => newComplex(-self.re, -self.im))
    t.special('__pos__', (self) => newComplex(self.re, self.im))
    t.special('__abs__', (self) => {
      const v = hypot(self.re, self.im)
      if (v === Infinity && Number.isFinite(self.re) && Number.isFinite(self.im))
        throw error('OverflowError', 'absolute value too large')
      return new W_Float(v)
    })
    const binary = (name: string, op: (a: Pair, b: Pair) => Pair): void => {
      t.special(`__${name}__` as '__add__', (self, w: Value) => {
        const b = operand(w)
        if (b === undefined) return NotImplemented
        const r = op(self, b)
        return newComplex(r.re, r.im)
      })
      t.special(`__r${name}__` as '__radd__', (self, w: Value) => {
        const a = operand(w)
        if (a === undefined) return NotImplemented
        const r = op(a, self)
        return newComplex(r.re, r.im)
      })
    }
    binary('add', (a, b) => ({ re: a.re + b.re, im: a.im + b.im }))
    binary('sub', (a, b) => ({ re: a.re - b.re, im: a.im - b.im }))
    binary('mul', product)
    binary('truediv', quotient)
    const raise = (a: Pair, b: Pair, mod: Value | undefined): Value => {
      if (mod !== undefined && mod !== null) throw error('ValueError', 'complex modulo')
      const r = power(a, b)
      if (Math.abs(r.re) === Infinity || Math.abs(r.im) === Infinity)
        throw error('OverflowError', 'complex exponentiation')
      return newComplex(r.re, r.im)
    }
    t.special(
      '__pow__',
      (self, w: Value, mod: Value | undefined) => {
        const b = operand(w)
        return b === undefined ? NotImplemented : raise(self, b, mod)
      },
      { optional: 1 },
    )
    t.special(
      '__rpow__',
      (self, w: Value, mod: Value | undefined) => {
        const a = operand(w)
        return a === undefined ? NotImplemented : raise(a, self, mod)
      },
      { optional: 1 },
    )
    const equal = (self: W_Complex, w: Value): boolean | undefined => {
      if (w instanceof W_Complex) return self.re === w.re && self.im === w.im
      if (w instanceof W_Float) return self.im === 0 && self.re === w.v
      const n = intOrUndefined(w)
      return n === undefined ? undefined : self.im === 0 && compareDouble(n, self.re) === 0
    }
    t.special('__eq__', (self, w: Value) => equal(self, w) ?? NotImplemented)
    t.special('__ne__', (self, w: Value) => {
      const r = equal(self, w)
      return r === undefined ? NotImplemented : !r
    })
    for (const name of ['__lt__', '__le__', '__gt__', '__ge__'] as const)
      t.special(name, (_self, _w: Value) => NotImplemented)
    t.format('The number as text, by a format spec.', (self, spec, w) =>
      spec === '' ? str(w) : formatComplex(self.re, self.im, spec, typeOf(w).fullName),
    )
    t.method(
      '__getnewargs__',
      [],
      'What pickle passes to __new__.',
      (self) => new W_Tuple([new W_Float(self.re), new W_Float(self.im)]),
    )
    t.method('conjugate', [], 'The number with the sign of its imaginary part changed.', (self) =>
      newComplex(self.re, -self.im),
    )
    t.member('real', 'The real part.', (self) => new W_Float(self.re))
    t.member('imag', 'The imaginary part.', (self) => new W_Float(self.im))
  },
)
// 1j * -1j is the same key as 1.
declareEqualsOthers(complexType)

function part(v: number, self: W_Complex): number | bigint {
  return v === v ? hashFloat(v) : identity(self)
}
