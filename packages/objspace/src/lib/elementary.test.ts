// Values beside those of series with 400 digits, rounded to the nearest double.
import { describe, expect, it } from 'vitest'
import { acos, asin, atan, atan2, cbrt, cos, exp, expSum, log, log10, sin, tan, tanh } from './elementary.ts'

const VALUES: Record<string, readonly (readonly [number, number])[]> = {
  sin: [
    [2.5, 0.5984721441039565],
    [-0.1, -0.09983341664682815],
    [1e-5, 9.999999999833334e-6],
    [3.141592653589793, 1.2246467991473532e-16],
    [1000.0, 0.8268795405320025],
    [999999.5, -0.756251087561678],
    [1e22, -0.8522008497671888],
    [1.7e308, -0.5952560848632077],
    [-720.25, 0.7347393285574535],
  ],
  cos: [
    [0.1, 0.9950041652780258],
    [6.0, 0.960170286650366],
    [1.5707963267948966, 6.123233995736766e-17],
    [1000.0, 0.5623790762907029],
    [1000000000000000.0, -0.5131937377869703],
    [8.98846567431158e307, -0.826369834614148],
  ],
  tan: [
    [7.0, 0.8714479827243188],
    [-4.0, -1.1578212823495775],
    [37.0, -0.8407712554027597],
    [1e16, -1.2451734357184063],
    [1e22, -1.6287782256068988],
    [0.785, 0.9992039901050427],
  ],
  atan: [
    [0.1, 0.09966865249116204],
    [1.0, 0.7853981633974483],
    [-7.0, -1.4288992721907328],
    [0.55, 0.5028432109278609],
    [1000000.0, 1.5707953267948966],
  ],
  asin: [
    [0.5, 0.5235987755982989],
    [-0.99, -1.4292568534704693],
    [0.012, 0.012000288018664],
    [0.9999999999, 1.5707821846586878],
  ],
  acos: [
    [0.5, 1.0471975511965979],
    [-0.99, 3.000053180265366],
    [0.012, 1.5587960387762325],
    [-0.9999999999, 3.1415785114535844],
  ],
  exp: [
    [1.0, 2.718281828459045],
    [-1.0, 0.36787944117144233],
    [128.0, 3.887708405994595e55],
    [257.0, 4.10848635681094e111],
    [0.1, 1.1051709180756477],
    [-700.5, 5.980196118639791e-305],
    [709.5, 1.3549863193146328e308],
    [1e-9, 1.000000001],
  ],
  log: [
    [3.0, 1.0986122886681098],
    [0.999, -0.0010005003335835344],
    [1.001, 0.0009995003330834232],
    [10.0, 2.302585092994046],
    [1e100, 230.25850929940458],
    [1e-308, -709.1962086421661],
    [5e-324, -744.4400719213812],
    [1234.5, 7.118421308785234],
  ],
  cbrt: [
    [2.0, 1.2599210498948732],
    [-7.0, -1.9129311827723892],
    [1e30, 10000000000.0],
    [0.1, 0.4641588833612779],
    [1e308, 4.641588833612779e102],
    [5e-324, 1.7031839360032603e-108],
  ],
}

const FUNCTIONS = { acos, asin, atan, cbrt, cos, exp, log, sin, tan }

describe.each(Object.entries(FUNCTIONS))('%s', (name, f) => {
  const pairs = VALUES[name]
  it.each(pairs)('of %d', (x, y) => expect(f(x)).toBe(y))
  it('of no number', () => expect(f(NaN)).toBeNaN())
})

it('has the values at the ends', () => {
  expect([exp(Infinity), exp(-Infinity), exp(710), exp(-746), exp(-745), exp(0)]).toEqual([
    Infinity,
    0,
    Infinity,
    0,
    5e-324,
    1,
  ])
  expect([log(0), log(-1), log(Infinity), log(1), log10(1000), log10(1e-5)]).toEqual([
    -Infinity,
    NaN,
    Infinity,
    0,
    3,
    -5,
  ])
  expect([sin(-0), tan(-0), asin(-0), atan(-0), cbrt(-0)]).toEqual([-0, -0, -0, -0, -0])
  expect([cos(0), sin(Infinity), acos(1), acos(-1), acos(2), asin(1)]).toEqual([1, NaN, 0, Math.PI, NaN, Math.PI / 2])
  expect([atan(-Infinity), atan2(-0, -1), atan2(0, 0), atan2(1e-320, 1e300)]).toEqual([-Math.PI / 2, -Math.PI, 0, 0])
  expect([atan2(1e200, 1e200), atan2(-3e-200, 3e-200)]).toEqual([Math.PI / 4, -Math.PI / 4])
})

it('has tangents of a hyperbola as C libraries have them', () => {
  expect([tanh(2.609533180661261e-15), tanh(-0), tanh(1e-20)]).toEqual([2.6095331806612613e-15, -0, 1e-20])
  expect([tanh(-2), tanh(30), tanh(-Infinity), tanh(NaN)]).toEqual([-0.9640275800758169, 1, -1, NaN])
})

it('has two doubles of a power', () => {
  const [high, low] = expSum(1)
  expect(high).toBe(Math.E)
  expect(low).toBeCloseTo(1.4456468917292502e-16, 18)
})
