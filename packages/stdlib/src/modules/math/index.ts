// The `math` module. lib: math; CPython: Modules/mathmodule.c
import {
  counted,
  add,
  asDouble,
  callSpecial1,
  defineModule,
  elementary,
  error,
  forEach,
  index,
  intOrUndefined,
  iter,
  kw,
  mul,
  next,
  norm,
  opt,
  pos,
  rest,
  signBit,
  Special,
  truncated,
  typeOf,
  type Value,
  type W_BuiltinFunction,
  W_Float,
  W_Tuple,
  arg,
} from '@typhon/objspace'
import { gcd, isqrt, product } from './integers.ts'
import { erf, erfc, gamma, lgamma } from './special.ts'
import { fma, fsum, length, nextAfter, DotProduct } from './sums.ts'

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

/** The logarithm of an int of any size. CPython: Modules/mathmodule.c (loghelper) */
function logOf(w: Value, f: (x: number) => number): number {
  if (typeof w === 'bigint') {
    if (w <= 0n) throw domain()
    const n = Number(w)
    if (n < Infinity) return f(n)
    // A fraction between 0.5 and 1, rounded once, and its exponent.
    const bits = w.toString(16).length * 4
    const shift = BigInt(bits - 64)
    const first = w >> shift
    const fraction = Number(first << shift === w ? first : first | 1n) / 2 ** 64
    const below = Math.floor(Math.log2(fraction)) + 1
    return f(fraction * 2 ** -below) + f(2) * (bits + below)
  }
  const x = asDouble(w, NO_PLACE)
  if (x <= 0 && x === x) throw domain()
  return f(x)
}

const NO_PLACE = pos('x')

function rounded(name: 'floor' | 'ceil' | 'trunc', f: (x: number) => number): (w: Value) => Value {
  return (w) => {
    if (!(w instanceof W_Float) || w.shape.type.heap) {
      const method = typeOf(w).special(Special[name])
      if (method !== undefined && method !== null) return callSpecial1(method, w)
      if (name === 'trunc') throw error('TypeError', `type ${typeOf(w).fullName} doesn't define __trunc__ method`)
    }
    return truncated(f(asDouble(w, NO_PLACE)))
  }
}

const MAX_C = 9223372036854775807n

/** The sum of products: exact for ints, rounded once for floats, by Python's operators for anything else. */
function sumprod(w_p: Value, w_q: Value): Value {
  const p = iter(w_p)
  const q = iter(w_q)
  let sum: Value = 0
  // Ints come first, then floats, with ints among them; what is neither, and all behind it, is multiplied and added one by one.
  let ints = true
  let dot: DotProduct | undefined
  let doubles = true
  const addFloats = (): void => {
    doubles = false
    if (dot !== undefined) sum = add(sum, new W_Float(dot.value()))
  }
  for (;;) {
    const x = next(p)
    const y = next(q)
    if ((x === undefined) !== (y === undefined)) throw error('ValueError', 'Inputs are not the same length')
    if (x === undefined || y === undefined) {
      if (doubles) addFloats()
      return sum
    }
    if (ints && isInt(x) && isInt(y)) {
      sum = add(sum, mul(x, y))
      continue
    }
    ints = false
    if (doubles) {
      const a = factor(x)
      const b = factor(y)
      if ((isFloat(x) || isFloat(y)) && a !== undefined && b !== undefined) {
        dot ??= new DotProduct()
        if (dot.add(a, b)) continue
      }
      addFloats()
    }
    sum = add(sum, mul(x, y))
  }
}

const isInt = (w: Value): boolean => typeof w === 'number' || typeof w === 'bigint'
const isFloat = (w: Value): w is W_Float => w instanceof W_Float && !w.shape.type.heap

/** A factor as a double, where it is a float, or an int or bool that is one. */
function factor(w: Value): number | undefined {
  if (isFloat(w)) return w.v
  const n = typeof w === 'boolean' ? Number(w) : isInt(w) ? Number(w) : NaN
  return Number.isFinite(n) ? n : undefined
}

function naturals(wn: Value, wk: Value): [n: bigint, k: bigint] {
  const n = BigInt(index(wn))
  const k = BigInt(index(wk))
  if (n < 0n) throw error('ValueError', 'n must be a non-negative integer')
  if (k < 0n) throw error('ValueError', 'k must be a non-negative integer')
  return [n, k]
}

const float =
  (f: (x: number, y: number) => number) =>
  (x: number, y: number): Value =>
    new W_Float(f(x, y))

function factorial(w: Value): Value {
  const n = BigInt(index(w))
  if (n < 0n) throw error('ValueError', 'factorial() not defined for negative values')
  if (n > MAX_C) throw error('OverflowError', 'factorial() argument should not exceed 9223372036854775807')
  return norm(product(0n, n))
}

export const mathModule = defineModule('math', 'Functions of real numbers.', (m) => {
  m.constant('pi', new W_Float(Math.PI))
  m.constant('e', new W_Float(Math.E))
  m.constant('tau', new W_Float(2 * Math.PI))
  m.constant('inf', new W_Float(Infinity))
  m.constant('nan', new W_Float(NaN))
  const one = (name: string, doc: string, f: (x: number) => Value): W_BuiltinFunction =>
    m.fn(name, [pos('x', asDouble)], doc, f)
  const onDoubles = (name: string, doc: string, f: (x: number) => number): void => {
    one(name, doc, unary(f)).code.onDoubles = f
  }
  const { expm1, sqrt } = Math
  const { acos, acosh, asin, asinh, atan, atan2, cbrt, cos, cosh, exp, log, log10, sin, sinh, tan, tanh } = elementary
  const functions = { acos, acosh, asin, asinh, atan, cbrt, cos, cosh, exp, expm1, sin, sinh, sqrt, tan, tanh }
  for (const [name, f] of Object.entries(functions)) onDoubles(name, `The function ${name} of x.`, f)
  one('atanh', 'The function atanh of x.', poled(Math.atanh))
  one('log1p', 'Natural logarithm of 1 + x.', poled(Math.log1p))
  one('lgamma', 'Logarithm of the absolute value of the gamma function.', (x) => {
    if (Number.isInteger(x) && x <= 0) throw domain()
    const r = lgamma(x)
    if (r === Infinity && Number.isFinite(x)) throw error('OverflowError', 'math range error')
    return new W_Float(r)
  })
  one('gamma', 'The gamma function.', (x) => {
    if (x === 0) throw domain()
    return unary(gamma)(x)
  })
  one('erf', 'The error function.', (x) => new W_Float(erf(x)))
  one('erfc', 'One minus the error function.', (x) => new W_Float(erfc(x)))
  one('ulp', 'The value of the last bit of x.', (x) => {
    if (!Number.isFinite(x)) return new W_Float(Math.abs(x))
    const size = Math.abs(x)
    const above = nextAfter(size, Infinity, 1n)
    return new W_Float(above === Infinity ? size - nextAfter(size, 0, 1n) : above - size)
  })
  one(
    'exp2',
    '2 to the power x.',
    unary((x) => 2 ** x),
  )
  one('fabs', 'Absolute value as a float.', (x) => new W_Float(Math.abs(x))).code.onDoubles = Math.abs
  one('degrees', 'Radians to degrees.', (x) => new W_Float(x * (180 / Math.PI)))
  one('radians', 'Degrees to radians.', (x) => new W_Float(x * (Math.PI / 180)))
  one('isnan', 'Whether x is not a number.', (x) => x !== x)
  one('isinf', 'Whether x is infinite.', (x) => x === Infinity || x === -Infinity)
  one('isfinite', 'Whether x is finite.', (x) => Number.isFinite(x))
  m.fn('floor', [pos('x')], 'Largest integer not above x.', rounded('floor', Math.floor))
  m.fn('ceil', [pos('x')], 'Smallest integer not below x.', rounded('ceil', Math.ceil))
  m.fn('trunc', [pos('x')], 'Integer part of x.', rounded('trunc', Math.trunc))
  const w_log = m.fn(
    'log',
    [pos('x'), opt('base')],
    'Logarithm of x to a base, e by default.',
    (x, base) => {
      const n = logOf(x, log)
      if (base === undefined) return new W_Float(n)
      const d = logOf(base, log)
      if (d === 0) throw error('ZeroDivisionError', 'division by zero')
      return new W_Float(n / d)
    },
    null,
  )
  w_log.code.onDoubles = log
  m.fn('log2', [pos('x')], 'Logarithm of x to base 2.', (x) => new W_Float(logOf(x, Math.log2)))
  m.fn('log10', [pos('x')], 'Logarithm of x to base 10.', (x) => new W_Float(logOf(x, log10)))
  m.fn('atan2', [pos('y', asDouble), pos('x', asDouble)], 'Angle of the point (x, y).', float(atan2))
  m.fn(
    'copysign',
    [pos('x', asDouble), pos('y', asDouble)],
    'x with the sign of y.',
    float((x, y) => (signBit(y) ? -Math.abs(x) : Math.abs(x))),
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
    (xs) => new W_Float(length(xs.map((x) => asDouble(x, NO_PLACE)))),
    null,
  )
  m.fn('dist', [pos('p'), pos('q')], 'Distance of two points.', (p, q) => {
    const a = p instanceof W_Tuple ? p.items : counted(p)
    const b = q instanceof W_Tuple ? q.items : counted(q)
    if (a.length !== b.length) throw error('ValueError', 'both points must have the same number of dimensions')
    return new W_Float(length(a.map((x, i) => asDouble(x, NO_PLACE) - asDouble(b[i], NO_PLACE))))
  })
  m.fn('fsum', [pos('seq')], 'The sum of floats, rounded once.', (w) => {
    const xs: number[] = []
    forEach(w, (x) => {
      xs.push(asDouble(x, NO_PLACE))
    })
    const r = fsum(xs)
    if (r === 'overflow') throw error('OverflowError', 'intermediate overflow in fsum')
    if (r === 'invalid') throw error('ValueError', '-inf + inf in fsum')
    return new W_Float(r)
  })
  m.fn('sumprod', [pos('p'), pos('q')], 'The sum of the products of two sequences.', sumprod)
  m.fn(
    'fma',
    [pos('x', asDouble), pos('y', asDouble), pos('z', asDouble)],
    'x times y plus z, rounded once.',
    (x, y, z) => {
      const r = fma(x, y, z)
      if (r !== r && x === x && y === y && z === z) throw error('ValueError', 'invalid operation in fma')
      if (Math.abs(r) === Infinity && [x, y, z].every(Number.isFinite)) throw error('OverflowError', 'overflow in fma')
      return new W_Float(r)
    },
  )
  m.fn('remainder', [pos('x', asDouble), pos('y', asDouble)], 'What the nearest multiple of y leaves of x.', (x, y) => {
    if (x !== x || y !== y) return new W_Float(x + y)
    if (!Number.isFinite(x) || y === 0) throw domain()
    if (!Number.isFinite(y)) return new W_Float(x)
    const size = Math.abs(y)
    const left = Math.abs(x) % size
    const other = size - left
    // Of two that are as near, the even multiple: twice the modulus tells which that is.
    let r: number
    if (left < other) r = left
    else if (left > other) r = -other
    else r = left - 2 * ((0.5 * (Math.abs(x) - left)) % size)
    return new W_Float(x < 0 || Object.is(x, -0) ? -r : r)
  })
  m.fn(
    'nextafter',
    [pos('x', asDouble), pos('y', asDouble), kw<Value>('steps', null, null)],
    'The float that is so many steps from x towards y.',
    (x, y, w) => {
      const steps = w === null ? 1n : BigInt(index(w))
      if (steps < 0n) throw error('ValueError', 'steps must be a non-negative integer')
      const r = nextAfter(x, y, steps)
      // One step to zero keeps the sign, as the C library has it.
      return new W_Float(w === null && r === 0 && x < 0 ? -0 : w === null && x > 0 ? r + 0 : r)
    },
  )
  m.fn('ldexp', [pos('x', asDouble), pos('i')], 'x times 2 to the power i.', (x, i) => {
    const exponent = intOrUndefined(i)
    if (exponent === undefined) throw error('TypeError', 'Expected an int as second argument to ldexp.')
    const n = Number(exponent)
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
    [arg('a', asDouble), arg('b', asDouble), kw('rel_tol', asDouble, 1e-9, '1e-09'), kw('abs_tol', asDouble, 0, '0.0')],
    'Whether two numbers are close.',
    (a, b, rel, abs) => {
      if (rel < 0 || abs < 0) throw error('ValueError', 'tolerances must be non-negative')
      if (a === b) return true
      if (!Number.isFinite(a) || !Number.isFinite(b)) return false
      const d = Math.abs(a - b)
      return d <= Math.abs(rel * b) || d <= Math.abs(rel * a) || d <= abs
    },
  )
  m.fn(
    'gcd',
    [rest('integers')],
    'Largest integer that divides every argument.',
    (xs) => norm(xs.reduce<bigint>((r, x) => gcd(r, BigInt(index(x))), 0n)),
    '($module, *integers)',
  )
  m.fn(
    'lcm',
    [rest('integers')],
    'Smallest integer that every argument divides.',
    (xs) =>
      norm(
        xs.reduce<bigint>((r, x) => {
          const n = BigInt(index(x))
          if (n === 0n || r === 0n) return 0n
          const v = (r / gcd(r, n)) * n
          return v < 0n ? -v : v
        }, 1n),
      ),
    '($module, *integers)',
  )
  m.fn('isqrt', [pos('n')], 'Integer part of the square root.', (w) => {
    const n = BigInt(index(w))
    if (n < 0n) throw error('ValueError', 'isqrt() argument must be nonnegative')
    return norm(isqrt(n))
  })
  m.fn('factorial', [pos('n')], 'Product of the integers from 1 to n.', factorial)
  m.fn('comb', [pos('n'), pos('k')], 'Ways to choose k of n things.', (wn, wk) => {
    const [n, chosen] = naturals(wn, wk)
    let k = chosen
    if (k > n) return 0
    if (n - k < k) k = n - k
    if (k > MAX_C) throw error('OverflowError', `min(n - k, k) must not exceed ${MAX_C}`)
    return norm(product(n - k, n) / product(0n, k))
  })
  m.fn('perm', [pos('n'), pos<Value>('k', null, null)], 'Ways to order k of n things.', (wn, wk) => {
    if (wk === null) return factorial(wn)
    const [n, k] = naturals(wn, wk)
    if (k > n) return 0
    if (k > MAX_C) throw error('OverflowError', `k must not exceed ${MAX_C}`)
    return norm(product(n - k, n))
  })
  m.fn('prod', [pos('iterable'), kw<Value>('start', null, 1)], 'Product of the items.', (w, start) => {
    let r: Value = start
    forEach(w, (x) => {
      r = mul(r, x)
    })
    return r
  })
})
