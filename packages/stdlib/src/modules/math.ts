// The `math` module. lib: math; CPython: Modules/mathmodule.c
//
// Not here yet: gamma, erf, erfc, fsum, sumprod, fma.
import {
  asDouble,
  callSpecial1,
  defineModule,
  error,
  forEach,
  index,
  kw,
  mul,
  norm,
  pos,
  rest,
  Special,
  truncated,
  typeOf,
  type Value,
  W_Float,
  unpack,
  W_Tuple,
} from '@typhon/objspace'

const domain = (): unknown => error('ValueError', 'math domain error')

/** A function of a double: a NaN from anything else is a domain error, an infinity from finite arguments a range error. */
function unary(f: (x: number) => number): (x: number) => Value {
  return (x) => {
    const r = f(x)
    if (r !== r && x === x) throw domain()
    if (!Number.isFinite(r) && Number.isFinite(x)) throw error('OverflowError', 'math range error')
    return new W_Float(r)
  }
}

/** Functions that have poles: the argument there is a domain error too. */
function poled(f: (x: number) => number): (x: number) => Value {
  return (x) => {
    const r = f(x)
    if ((r !== r && x === x) || (!Number.isFinite(r) && Number.isFinite(x))) throw domain()
    return new W_Float(r)
  }
}

/** The logarithm of an int of any size. */
function logOf(w: Value, log: (x: number) => number, ln2: number): number {
  if (typeof w === 'bigint') {
    if (w <= 0n) throw domain()
    const bits = w.toString(2).length
    const shift = Math.max(0, bits - 1000)
    return log(Number(w >> BigInt(shift))) + shift * ln2
  }
  const x = asDouble(w, NO_PLACE)
  if (x <= 0 && x === x) throw domain()
  return log(x)
}

const NO_PLACE = pos('x')

function rounded(name: 'floor' | 'ceil' | 'trunc', f: (x: number) => number): (w: Value) => Value {
  return (w) => {
    if (!(w instanceof W_Float)) {
      const method = typeOf(w).special(Special[name])
      if (method !== undefined && method !== null) return callSpecial1(method, w)
      if (name === 'trunc') throw error('TypeError', `type ${typeOf(w).fullName} doesn't define __trunc__ method`)
    }
    return truncated(f(asDouble(w, NO_PLACE)))
  }
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a
  let y = b < 0n ? -b : b
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

function isqrt(n: bigint): bigint {
  if (n < 2n) return n
  let x = 1n << BigInt((n.toString(2).length + 1) >> 1)
  for (;;) {
    const y = (x + n / x) >> 1n
    if (y >= x) return x
    x = y
  }
}

function natural(w: Value, what: string): bigint {
  const n = BigInt(index(w))
  if (n < 0n) throw error('ValueError', `${what} must be a non-negative integer`)
  return n
}

/** n (n-1) … (n-k+1) */
function falling(n: bigint, k: bigint): bigint {
  let r = 1n
  for (let i = 0n; i < k; i++) r *= n - i
  return r
}

// Lanczos' approximation with g = 7 and nine terms: good to about 1e-15.
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** Logarithm of the absolute value of the gamma function. */
function lgamma(x: number): number {
  if (!Number.isFinite(x)) return x === x ? Infinity : x
  if (x <= 0 && Number.isInteger(x)) return Infinity
  if (x === 1 || x === 2) return 0
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - lgamma(1 - x)
  const z = x - 1
  let sum = LANCZOS[0]
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i] / (z + i)
  const t = z + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum)
}

const float =
  (f: (x: number, y: number) => number) =>
  (x: number, y: number): Value =>
    new W_Float(f(x, y))

export const mathModule = defineModule('math', 'Functions of real numbers.', (m) => {
  m.constant('pi', new W_Float(Math.PI))
  m.constant('e', new W_Float(Math.E))
  m.constant('tau', new W_Float(2 * Math.PI))
  m.constant('inf', new W_Float(Infinity))
  m.constant('nan', new W_Float(NaN))
  const one = (name: string, doc: string, f: (x: number) => Value): void => {
    m.fn(name, [pos('x', asDouble)], doc, f)
  }
  for (const name of [
    'sin',
    'cos',
    'tan',
    'asin',
    'acos',
    'atan',
    'sinh',
    'cosh',
    'tanh',
    'asinh',
    'acosh',
    'exp',
    'expm1',
    'cbrt',
    'sqrt',
  ] as const)
    one(name, `The function ${name} of x.`, unary(Math[name]))
  one('atanh', 'The function atanh of x.', poled(Math.atanh))
  one('log1p', 'Natural logarithm of 1 + x.', poled(Math.log1p))
  one('lgamma', 'Logarithm of the absolute value of the gamma function.', poled(lgamma))
  one(
    'exp2',
    '2 to the power x.',
    unary((x) => 2 ** x),
  )
  one('fabs', 'Absolute value as a float.', (x) => new W_Float(Math.abs(x)))
  one('degrees', 'Radians to degrees.', (x) => new W_Float(x * (180 / Math.PI)))
  one('radians', 'Degrees to radians.', (x) => new W_Float(x * (Math.PI / 180)))
  one('isnan', 'Whether x is not a number.', (x) => x !== x)
  one('isinf', 'Whether x is infinite.', (x) => x === Infinity || x === -Infinity)
  one('isfinite', 'Whether x is finite.', (x) => Number.isFinite(x))
  m.fn('floor', [pos('x')], 'Largest integer not above x.', rounded('floor', Math.floor))
  m.fn('ceil', [pos('x')], 'Smallest integer not below x.', rounded('ceil', Math.ceil))
  m.fn('trunc', [pos('x')], 'Integer part of x.', rounded('trunc', Math.trunc))
  m.fn(
    'log',
    [pos('x'), rest('base')],
    'Logarithm of x to a base, e by default.',
    (x, base) => {
      const n = logOf(x, Math.log, Math.LN2)
      if (base.length === 0) return new W_Float(n)
      const d = logOf(base[0], Math.log, Math.LN2)
      if (d === 0) throw error('ZeroDivisionError', 'division by zero')
      return new W_Float(n / d)
    },
    null,
  )
  m.fn('log2', [pos('x')], 'Logarithm of x to base 2.', (x) => new W_Float(logOf(x, Math.log2, 1)))
  m.fn('log10', [pos('x')], 'Logarithm of x to base 10.', (x) => new W_Float(logOf(x, Math.log10, Math.log10(2))))
  m.fn('atan2', [pos('y', asDouble), pos('x', asDouble)], 'Angle of the point (x, y).', float(Math.atan2))
  m.fn(
    'copysign',
    [pos('x', asDouble), pos('y', asDouble)],
    'x with the sign of y.',
    float((x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x))),
  )
  m.fn('fmod', [pos('x', asDouble), pos('y', asDouble)], 'Remainder with the sign of x.', (x, y) => {
    if ((!Number.isFinite(x) && x === x && y === y) || (y === 0 && x === x)) throw domain()
    return new W_Float(x % y)
  })
  m.fn('pow', [pos('x', asDouble), pos('y', asDouble)], 'x to the power y, as floats.', (x, y) => {
    if (x === 1 || y === 0) return new W_Float(1)
    if (x === 0 && y < 0 && y !== -Infinity) throw domain()
    if (x < 0 && Number.isFinite(x) && Number.isFinite(y) && !Number.isInteger(y)) throw domain()
    if (x === -1 && !Number.isFinite(y) && y === y) return new W_Float(1)
    const r = x ** y
    if (!Number.isFinite(r) && Number.isFinite(x) && Number.isFinite(y))
      throw error('OverflowError', 'math range error')
    return new W_Float(r)
  })
  m.fn(
    'hypot',
    [rest('coordinates')],
    'Length of a vector.',
    (xs) => new W_Float(Math.hypot(...xs.map((x) => asDouble(x, NO_PLACE)))),
  )
  m.fn('dist', [pos('p'), pos('q')], 'Distance of two points.', (p, q) => {
    const a = unpack(p)
    const b = unpack(q)
    if (a.length !== b.length) throw error('ValueError', 'both points must have the same number of dimensions')
    return new W_Float(Math.hypot(...a.map((x, i) => asDouble(x, NO_PLACE) - asDouble(b[i], NO_PLACE))))
  })
  m.fn('ldexp', [pos('x', asDouble), pos('i')], 'x times 2 to the power i.', (x, i) => {
    const n = Number(index(i))
    let r = x
    for (let left = n; left !== 0 && r !== 0 && Number.isFinite(r);) {
      const step = Math.max(-1000, Math.min(1000, left))
      r *= 2 ** step
      left -= step
    }
    if (!Number.isFinite(r) && Number.isFinite(x)) throw error('OverflowError', 'math range error')
    return new W_Float(r)
  })
  m.fn('frexp', [pos('x', asDouble)], 'Fraction and exponent: x = fraction * 2**exponent.', (x) => {
    if (x === 0 || !Number.isFinite(x)) return new W_Tuple([new W_Float(x), 0])
    let f = x
    let e = 0
    while (Math.abs(f) >= 1) {
      f /= 2
      e++
    }
    while (Math.abs(f) < 0.5) {
      f *= 2
      e--
    }
    return new W_Tuple([new W_Float(f), e])
  })
  m.fn('modf', [pos('x', asDouble)], 'Fraction and integer part, both with the sign of x.', (x) => {
    const whole = Math.trunc(x)
    const fraction = Number.isFinite(x) ? x - whole : x === x ? 0 : x
    return new W_Tuple([new W_Float(x < 0 || Object.is(x, -0) ? -Math.abs(fraction) : fraction), new W_Float(whole)])
  })
  m.fn(
    'isclose',
    [pos('a', asDouble), pos('b', asDouble), kw('rel_tol', asDouble, 1e-9, '1e-09'), kw('abs_tol', asDouble, 0, '0.0')],
    'Whether two numbers are close.',
    (a, b, rel, abs) => {
      if (rel < 0 || abs < 0) throw error('ValueError', 'tolerances must be non-negative')
      if (a === b) return true
      if (!Number.isFinite(a) || !Number.isFinite(b)) return false
      const d = Math.abs(a - b)
      return d <= Math.abs(rel * b) || d <= Math.abs(rel * a) || d <= abs
    },
  )
  m.fn('gcd', [rest('integers')], 'Largest integer that divides every argument.', (xs) =>
    norm(xs.reduce<bigint>((r, x) => gcd(r, BigInt(index(x))), 0n)),
  )
  m.fn('lcm', [rest('integers')], 'Smallest integer that every argument divides.', (xs) =>
    norm(
      xs.reduce<bigint>((r, x) => {
        const n = BigInt(index(x))
        if (n === 0n || r === 0n) return 0n
        const v = (r / gcd(r, n)) * n
        return v < 0n ? -v : v
      }, 1n),
    ),
  )
  m.fn('isqrt', [pos('n')], 'Integer part of the square root.', (w) => {
    const n = BigInt(index(w))
    if (n < 0n) throw error('ValueError', 'isqrt() argument must be nonnegative')
    return norm(isqrt(n))
  })
  m.fn('factorial', [pos('n')], 'Product of the integers from 1 to n.', (w) => {
    const n = BigInt(index(w))
    if (n < 0n) throw error('ValueError', 'factorial() not defined for negative values')
    return norm(falling(n, n))
  })
  m.fn('comb', [pos('n'), pos('k')], 'Ways to choose k of n things.', (wn, wk) => {
    const n = natural(wn, 'n')
    let k = natural(wk, 'k')
    if (k > n) return 0
    if (n - k < k) k = n - k
    return norm(falling(n, k) / falling(k, k))
  })
  m.fn('perm', [pos('n'), pos<Value>('k', null, null)], 'Ways to order k of n things.', (wn, wk) => {
    const n = natural(wn, 'n')
    const k = wk === null ? n : natural(wk, 'k')
    return k > n ? 0 : norm(falling(n, k))
  })
  m.fn('prod', [pos('iterable'), kw<Value>('start', null, 1)], 'Product of the items.', (w, start) => {
    let r: Value = start
    forEach(w, (x) => {
      r = mul(r, x)
    })
    return r
  })
})
