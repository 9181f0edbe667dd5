import { expect, it } from 'vitest'
import { divmod, floordiv, mod, pow } from './float-arithmetic.ts'
import { bitsOf, cpython, doubleOf, NO_CPYTHON } from './test/cpython.ts'

it('floors the quotient and keeps the sign of the divisor', () => {
  expect(divmod(7, -2)).toEqual([-4, -1])
  expect(divmod(-7, 2)).toEqual([-4, 1])
  expect(floordiv(-1, Infinity)).toBe(-1)
  expect(mod(-1, Infinity)).toBe(Infinity)
  expect(floordiv(1, 0.1)).toBe(9)
  expect([divmod(-0, 5), divmod(0, -5), divmod(-0, -5)].map((p) => p.map(bitsOf))).toEqual(
    [
      [-0, 0],
      [-0, -0],
      [0, -0],
    ].map((p) => p.map(bitsOf)),
  )
  expect(divmod(NaN, 1)).toEqual([NaN, NaN])
})

it('has powers that JavaScript calls NaN', () => {
  expect([pow(1, NaN), pow(1, Infinity), pow(-1, -Infinity), pow(NaN, 0), pow(2, -1074)]).toEqual([1, 1, 1, 1, 5e-324])
  expect(pow(-2, Infinity)).toBe(Infinity)
})

it('agrees with CPython on random doubles', ({ skip }) => {
  const rows = cpython<string[][]>(`
import json, random, struct
random.seed(5)
bits = lambda v: struct.pack('>d', v).hex()
def value(): return random.choice([0.0, -0.0, random.uniform(-9, 9), random.randrange(-50, 50) / 4, struct.unpack('>d', random.randbytes(8))[0], float('inf'), -float('inf')])
rows = []
for i in range(5000):
    v, w = value(), value()
    if v == v and w == w and w and v - v == 0: rows.append([*map(bits, (v, w, *divmod(v, w)))])
print(json.dumps(rows))`)
  if (rows === undefined) return skip(NO_CPYTHON)
  for (const row of rows) {
    const [v, w] = row.map(doubleOf)
    expect([v, w, ...divmod(v, w).map(bitsOf)]).toEqual([v, w, row[2], row[3]])
  }
})
