// Functions of complex numbers with finite parts. lib: cmath; W. Kahan, "Branch Cuts for Complex Elementary Functions", 1987
//
// The arcus and area functions are Kahan's, in terms of square roots, so that zeros keep their signs along the branch cuts.
// `undefined` is a pole: a domain error.

import { elementary } from '@typhon/objspace'

export interface Complex {
  readonly re: number
  readonly im: number
}

/** From here on sums of squares or doubles could be out of range. */
const LARGE = Number.MAX_VALUE / 4
const SQRT_LARGE = Math.sqrt(LARGE)
const LOG_LARGE = Math.log(LARGE)
const LEAST_NORMAL = 2 ** -1022
const SQRT_LEAST = Math.sqrt(LEAST_NORMAL)
const { LN2, PI } = Math

const isNegative = (x: number): boolean => x < 0 || Object.is(x, -0)
const copysign = (x: number, y: number): number => (isNegative(x) === isNegative(y) ? x : -x)

/** log |z|, also where |z| itself is out of range. */
const logOfLarge = (x: number, y: number): number => elementary.log(elementary.hypot(x / 2, y / 2)) + 2 * LN2

export function sqrt(x: number, y: number): Complex {
  if (x === 0 && y === 0) return { re: 0, im: y }
  let ax = Math.abs(x)
  const ay = Math.abs(y)
  let s: number
  if (ax < LEAST_NORMAL && ay < LEAST_NORMAL && (ax > 0 || ay > 0)) {
    ax *= 2 ** 53
    s = Math.sqrt(ax + elementary.hypot(ax, ay * 2 ** 53)) * 2 ** -27
  } else {
    ax /= 8
    s = 2 * Math.sqrt(ax + elementary.hypot(ax, ay / 8))
  }
  const d = ay / (2 * s)
  return x >= 0 ? { re: s, im: copysign(d, y) } : { re: d, im: copysign(s, y) }
}

export function acos(x: number, y: number): Complex {
  if (Math.abs(x) > LARGE || Math.abs(y) > LARGE)
    return { re: elementary.atan2(Math.abs(y), x), im: -copysign(logOfLarge(x, y), y) }
  const a = sqrt(1 - x, -y)
  const b = sqrt(1 + x, y)
  return { re: 2 * elementary.atan2(a.re, b.re), im: elementary.asinh(b.re * a.im - b.im * a.re) }
}

export function acosh(x: number, y: number): Complex {
  if (Math.abs(x) > LARGE || Math.abs(y) > LARGE) return { re: logOfLarge(x, y), im: elementary.atan2(y, x) }
  const a = sqrt(x - 1, y)
  const b = sqrt(x + 1, y)
  return { re: elementary.asinh(a.re * b.re + a.im * b.im), im: 2 * elementary.atan2(a.im, b.re) }
}

export function asinh(x: number, y: number): Complex {
  if (Math.abs(x) > LARGE || Math.abs(y) > LARGE)
    return { re: copysign(logOfLarge(x, y), x), im: elementary.atan2(y, Math.abs(x)) }
  const a = sqrt(1 + y, -x)
  const b = sqrt(1 - y, x)
  return { re: elementary.asinh(a.re * b.im - b.re * a.im), im: elementary.atan2(y, a.re * b.re - a.im * b.im) }
}

export function atanh(x: number, y: number): Complex | undefined {
  if (isNegative(x)) {
    const r = atanh(-x, -y)
    return r === undefined ? undefined : { re: -r.re, im: -r.im }
  }
  const ay = Math.abs(y)
  if (x > SQRT_LARGE || ay > SQRT_LARGE) {
    const h = elementary.hypot(x / 2, y / 2)
    return { re: x / 4 / h / h, im: -copysign(PI / 2, -y) }
  }
  if (x === 1 && ay < SQRT_LEAST) {
    if (ay === 0) return undefined
    return {
      re: -elementary.log(Math.sqrt(ay) / Math.sqrt(elementary.hypot(ay, 2))),
      im: copysign(elementary.atan2(2, -ay) / 2, y),
    }
  }
  return {
    re: Math.log1p((4 * x) / ((1 - x) * (1 - x) + ay * ay)) / 4,
    im: -elementary.atan2(-2 * y, (1 - x) * (1 + x) - ay * ay) / 2,
  }
}

/** f(x, y) for functions of e**x, whose parts may be in range where e**x is not. */
function scaled(x: number, f: (x: number, factor: number) => Complex): Complex {
  return Math.abs(x) > LOG_LARGE ? f(x - copysign(1, x), Math.E) : f(x, 1)
}

export function cosh(x: number, y: number): Complex {
  return scaled(x, (v, e) => ({
    re: elementary.cos(y) * elementary.cosh(v) * e,
    im: elementary.sin(y) * elementary.sinh(v) * e,
  }))
}

export function sinh(x: number, y: number): Complex {
  return scaled(x, (v, e) => ({
    re: elementary.cos(y) * elementary.sinh(v) * e,
    im: elementary.sin(y) * elementary.cosh(v) * e,
  }))
}

export function exp(x: number, y: number): Complex {
  const far = x > LOG_LARGE
  const l = elementary.exp(far ? x - 1 : x)
  const e = far ? Math.E : 1
  return { re: l * elementary.cos(y) * e, im: l * elementary.sin(y) * e }
}

export function tanh(x: number, y: number): Complex {
  if (Math.abs(x) > LOG_LARGE)
    return { re: copysign(1, x), im: 4 * elementary.sin(y) * elementary.cos(y) * elementary.exp(-2 * Math.abs(x)) }
  const tx = elementary.tanh(x)
  const ty = elementary.tan(y)
  const cx = 1 / elementary.cosh(x)
  const t = tx * ty
  const d = 1 + t * t
  return { re: (tx * (1 + ty * ty)) / d, im: (ty / d) * cx * cx }
}

export function log(x: number, y: number): Complex | undefined {
  const ax = Math.abs(x)
  const ay = Math.abs(y)
  let re: number
  if (ax > LARGE || ay > LARGE) re = elementary.log(elementary.hypot(ax / 2, ay / 2)) + LN2
  else if (ax < LEAST_NORMAL && ay < LEAST_NORMAL) {
    if (ax === 0 && ay === 0) return undefined
    re = elementary.log(elementary.hypot(ax * 2 ** 53, ay * 2 ** 53)) - 53 * LN2
  } else {
    const h = elementary.hypot(ax, ay)
    if (h >= 0.71 && h <= 1.73) {
      const max = Math.max(ax, ay)
      const min = Math.min(ax, ay)
      re = Math.log1p((max - 1) * (max + 1) + min * min) / 2
    } else re = elementary.log(h)
  }
  return { re, im: elementary.atan2(y, x) }
}

export function rect(r: number, phi: number): Complex {
  return phi === 0 ? { re: r, im: r * phi } : { re: r * elementary.cos(phi), im: r * elementary.sin(phi) }
}
