import { expect, test } from 'vitest'

import { geomean, median, quantile, steadyState } from './statistics.ts'

test('the median of an even number is between the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(() => median([])).toThrow(RangeError)
})

test('quantiles lie between neighbours', () => {
  expect(quantile([4, 1, 2, 3, 5], 0.25)).toBe(2)
  expect(quantile([1, 2], 0.75)).toBe(1.75)
  expect(() => quantile([], 0.5)).toThrow(RangeError)
})

test('twice as fast and twice as slow cancel out', () => {
  expect(geomean([0.5, 2])).toBeCloseTo(1)
  expect(geomean([])).toBeUndefined()
})

test('the steady state looks at the last third, and at least at the last', () => {
  expect(steadyState([9, 9, 9, 9, 1, 3])).toBe(2)
  expect(steadyState([9, 9, 9, 1])).toBe(1)
  expect(steadyState([5])).toBe(5)
})
