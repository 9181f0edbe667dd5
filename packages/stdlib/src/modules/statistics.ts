// The `_statistics` module: the inverse of the normal distribution. lib: statistics; CPython: Modules/_statisticsmodule.c
//
// Wichura's algorithm AS241 (Applied Statistics 37, 1988): a rational function in the middle, two more in the tails, with
// about 16 digits. Coefficients are in rising order of powers.
import { asDouble, defineModule, error, pos, W_Float } from '@typhon/objspace'

const MIDDLE = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
]
const NEAR = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
]
const FAR = [
  [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
]

function quotient([above, below]: readonly number[][], x: number): number {
  let n = 0
  let d = 0
  for (let i = above.length - 1; i >= 0; i--) {
    n = n * x + above[i]
    d = d * x + below[i]
  }
  return n / d
}

function inverse(p: number, mu: number, sigma: number): number {
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) return mu + q * quotient(MIDDLE, 0.180625 - q * q) * sigma
  const r = Math.sqrt(-Math.log(q <= 0 ? p : 1 - p))
  const x = r <= 5 ? quotient(NEAR, r - 1.6) : quotient(FAR, r - 5)
  return mu + (q < 0 ? -x : x) * sigma
}

export const statisticsModule = defineModule('_statistics', 'What statistics wants to be fast.', (m) => {
  m.fn(
    '_normal_dist_inv_cdf',
    [pos('p', asDouble), pos('mu', asDouble), pos('sigma', asDouble)],
    'The value that a normal variable is below of with probability p.',
    (p, mu, sigma) => {
      if (!(p > 0 && p < 1)) throw error('ValueError', 'inv_cdf undefined for these parameters')
      return new W_Float(inverse(p, mu, sigma))
    },
  )
})
