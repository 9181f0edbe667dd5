// The `cmath` module: functions of complex numbers. lib: cmath; CPython: Modules/cmathmodule.c
import type { W_Complex } from '@typhon/objspace'
import {
  elementary,
  asDouble,
  type Convert,
  defineModule,
  error,
  kw,
  newComplex,
  opt,
  pos,
  toComplex,
  truediv,
  typeOf,
  type Value,
  W_Float,
  W_Tuple,
} from '@typhon/objspace'
import * as F from './functions.ts'
import type { Complex } from './functions.ts'
import { specialValue, type TABLES } from './special-values.ts'

const complex: Convert<Complex> = (w) => {
  const z = toComplex(w)
  if (z === undefined) throw error('TypeError', `must be real number, not ${typeOf(w).fullName}`)
  return z
}
const z = pos('z', complex)

const domain = (): unknown => error('ValueError', 'math domain error')
const range = (): unknown => error('OverflowError', 'math range error')
const isFinite = ({ re, im }: Complex): boolean => Number.isFinite(re) && Number.isFinite(im)
const wrap = ({ re, im }: Complex): Value => newComplex(re, im)

type Table = keyof typeof TABLES

/** Functions whose results grow as e**x: an infinite real part gives an angle the imaginary part decides. */
const EXPONENTIAL: Partial<Record<Table, (x: number, y: number) => Complex>> = {
  exp: (x, y) => {
    const size = x > 0 ? Infinity : 0
    return { re: elementary.cos(y) < 0 ? -size : size, im: elementary.sin(y) < 0 ? -size : size }
  },
  cosh: (x, y) => ({ re: elementary.cos(y) * Infinity, im: elementary.sin(y) * x }),
  sinh: (x, y) => ({ re: elementary.cos(y) * x, im: elementary.sin(y) * Infinity }),
  tanh: (x, y) => ({ re: Math.sign(x), im: elementary.sin(y) * elementary.cos(y) < 0 ? -0 : 0 }),
  rect: (x, y) => ({ re: x * elementary.cos(y), im: x * elementary.sin(y) }),
}

function evaluate(name: Table, f: (x: number, y: number) => Complex | undefined, x: number, y: number): Complex {
  if (Number.isFinite(x) && Number.isFinite(y)) {
    const r = f(x, y)
    if (r === undefined) throw domain()
    if (!isFinite(r)) throw range()
    return r
  }
  const exponential = EXPONENTIAL[name]
  if (exponential !== undefined && Number.isFinite(y) && y !== 0 && x === x) return exponential(x, y)
  const r = specialValue(name, x, y)
  if (r === undefined) throw domain()
  return r
}

type Function = (z: Complex) => Complex

const direct =
  (name: Table, f: (x: number, y: number) => Complex | undefined): Function =>
  ({ re, im }) =>
    evaluate(name, f, re, im)

/** f(z) = -i g(iz) */
const turned =
  (name: Table, f: (x: number, y: number) => Complex | undefined): Function =>
  ({ re, im }) => {
    const r = evaluate(name, f, -im, re)
    return { re: r.im, im: -r.re }
  }

const FUNCTIONS: readonly (readonly [name: string, f: Function, doc: string])[] = [
  ['acos', direct('acos', F.acos), 'The arc cosine.'],
  ['acosh', direct('acosh', F.acosh), 'The inverse hyperbolic cosine.'],
  ['asin', turned('asinh', F.asinh), 'The arc sine.'],
  ['asinh', direct('asinh', F.asinh), 'The inverse hyperbolic sine.'],
  ['atan', turned('atanh', F.atanh), 'The arc tangent.'],
  ['atanh', direct('atanh', F.atanh), 'The inverse hyperbolic tangent.'],
  ['cos', ({ re, im }) => evaluate('cosh', F.cosh, -im, re), 'The cosine.'],
  ['cosh', direct('cosh', F.cosh), 'The hyperbolic cosine.'],
  ['exp', direct('exp', F.exp), 'e to the power z.'],
  ['log10', log10, 'The logarithm to base 10.'],
  ['sin', turned('sinh', F.sinh), 'The sine.'],
  ['sinh', direct('sinh', F.sinh), 'The hyperbolic sine.'],
  ['sqrt', direct('sqrt', F.sqrt), 'The square root.'],
  ['tan', turned('tanh', F.tanh), 'The tangent.'],
  ['tanh', direct('tanh', F.tanh), 'The hyperbolic tangent.'],
]

const log = direct('log', F.log)

function log10(w: Complex): Complex {
  const r = log(w)
  return { re: r.re / Math.LN10, im: r.im / Math.LN10 }
}

function absolute(w: Complex): number {
  const r = elementary.hypot(w.re, w.im)
  if (r === Infinity && isFinite(w)) throw range()
  return r
}

function isClose(a: Complex, b: Complex, relative: number, least: number): boolean {
  if (relative < 0 || least < 0) throw error('ValueError', 'tolerances must be non-negative')
  if (a.re === b.re && a.im === b.im) return true
  const infinite = ({ re, im }: Complex): boolean => Math.abs(re) === Infinity || Math.abs(im) === Infinity
  if (infinite(a) || infinite(b)) return false
  const d = elementary.hypot(a.re - b.re, a.im - b.im)
  return d <= relative * elementary.hypot(b.re, b.im) || d <= relative * elementary.hypot(a.re, a.im) || d <= least
}

export const cmathModule = defineModule('cmath', 'Functions of complex numbers.', (m) => {
  for (const [name, value] of Object.entries({ pi: Math.PI, e: Math.E, tau: 2 * Math.PI, inf: Infinity, nan: NaN }))
    m.constant(name, new W_Float(value))
  m.constant('infj', newComplex(0, Infinity))
  m.constant('nanj', newComplex(0, NaN))
  for (const [name, f, doc] of FUNCTIONS) m.fn(name, [z], doc, (w) => wrap(f(w)))
  m.fn(
    'log',
    [z, opt('base', complex)],
    'The logarithm of z to a base, e by default.',
    (w, base) => {
      const r = wrap(log(w))
      if (base === undefined) return r
      const b = log(base)
      if (b.re === 0 && b.im === 0) throw domain()
      return truediv(r, wrap(b)) as W_Complex
    },
    '($module, z, base=<unrepresentable>, /)',
  )
  m.fn('phase', [z], 'The angle of a number.', ({ re, im }) => new W_Float(elementary.atan2(im, re)))
  m.fn('polar', [z], 'Distance from zero, and angle.', (w) => {
    const r = absolute(w)
    return new W_Tuple([new W_Float(r), new W_Float(elementary.atan2(w.im, w.re))])
  })
  m.fn(
    'rect',
    [pos('r', asDouble), pos('phi', asDouble)],
    'The number with this distance from zero and this angle.',
    (r, phi) => wrap(evaluate('rect', F.rect, r, phi)),
  )
  m.fn('isfinite', [z], 'Whether both parts are finite.', isFinite)
  m.fn('isnan', [z], 'Whether a part is not a number.', ({ re, im }) => re !== re || im !== im)
  m.fn(
    'isinf',
    [z],
    'Whether a part is infinite.',
    ({ re, im }) => Math.abs(re) === Infinity || Math.abs(im) === Infinity,
  )
  const a = { ...z, name: 'a', kind: 'either' as const }
  m.fn(
    'isclose',
    [a, { ...a, name: 'b' }, kw('rel_tol', asDouble, 1e-9, '1e-09'), kw('abs_tol', asDouble, 0, '0.0')],
    'Whether two numbers are close.',
    isClose,
  )
})
