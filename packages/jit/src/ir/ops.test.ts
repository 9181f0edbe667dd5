import { setFlagsFromString } from 'node:v8'
import { describe, expect, it } from 'vitest'
import { evaluate } from './evaluate.ts'
import { type OpName, OPS, SPECS } from './ops.ts'

const INTEGERS = [
  0,
  1,
  -1,
  2,
  7,
  -8,
  255,
  2 ** 31 - 1,
  -(2 ** 31),
  2 ** 32,
  12345678901234,
  -98765432109876,
  2 ** 53 - 1,
  -(2 ** 53) + 1,
]

/** What the operations on integers mean, on integers that have no size. */
const MEANING: Partial<Record<OpName, (a: bigint, b: bigint) => bigint>> = {
  int_add_ovf: (a, b) => a + b,
  int_sub_ovf: (a, b) => a - b,
  int_mul_ovf: (a, b) => a * b,
  int_floordiv: (a, b) => (a - (((a % b) + b) % b)) / b,
  int_mod: (a, b) => ((a % b) + b) % b,
  int_and: (a, b) => a & b,
  int_or: (a, b) => a | b,
  int_xor: (a, b) => a ^ b,
  int_neg: (a) => -a,
  int_invert: (a) => ~a,
  int_lt: (a, b) => BigInt(a < b),
  int_eq: (a, b) => BigInt(a === b),
  int_mul_low: (a, b) => BigInt.asIntN(32, a * b),
  int_and_low: (a, b) => BigInt.asIntN(32, a & b),
  int_or_low: (a, b) => BigInt.asIntN(32, a | b),
  int_xor_low: (a, b) => BigInt.asIntN(32, a ^ b),
  int_invert_low: (a) => BigInt.asIntN(32, ~a),
}

describe('operations', () => {
  it.each(Object.keys(MEANING) as OpName[])('%s means what it means for integers', (name) => {
    for (const a of INTEGERS) {
      for (const b of INTEGERS) {
        if (b === 0 && /div|mod/.test(name)) continue
        const expected = MEANING[name]!(BigInt(a), BigInt(b))
        const result = evaluate(name, [a, b])
        expect(Object.is(result, -0)).toBe(false)
        if (Number.isSafeInteger(Number(expected))) expect(BigInt(result), `${name}(${a}, ${b})`).toBe(expected)
        else expect(Number.isSafeInteger(result), `${name}(${a}, ${b})`).toBe(false)
      }
    }
  })

  it('shifts', () => {
    expect(evaluate('int_rshift', [-9, 1])).toBe(-5)
    expect(evaluate('int_rshift', [2 ** 40 + 1, 33])).toBe(128)
    expect(evaluate('int_lshift_ovf', [3, 40])).toBe(3 * 2 ** 40)
  })

  it('has a text for everything pure', () => {
    for (const name of Object.keys(OPS) as OpName[]) {
      if (SPECS[name].effect === 'pure' || SPECS[name].effect === 'overflow')
        expect(SPECS[name].text, name).not.toBe('')
    }
  })
})

describe('a small integer', () => {
  it('is one to V8 as well, so that arrays of integers stay such', () => {
    setFlagsFromString('--allow-natives-syntax')
    // oxlint-disable-next-line no-new-func
    const isSmall = new Function('x', 'return %HasSmiElements([x])') as (x: number) => boolean
    expect(isSmall(evaluate('int_and', [2 ** 40 + 5, 7]))).toBe(true)
    expect(isSmall(evaluate('int_xor', [2 ** 40, 2 ** 40 - 1]))).toBe(false)
    setFlagsFromString('--no-allow-natives-syntax')
  })
})
