import { expect, it } from 'vitest'
import { Pauses } from './stats.ts'

it('tells percentiles of pauses within 6 %', () => {
  const pauses = new Pauses()
  for (let i = 1; i <= 1000; i++) pauses.add(i / 100)
  expect(pauses).toMatchObject({ count: 1000, longest: 10 })
  for (const share of [0.1, 0.5, 0.9, 0.99, 0.999]) {
    expect(pauses.percentile(share)).toBeGreaterThanOrEqual(share * 10)
    expect(pauses.percentile(share)).toBeLessThan(share * 10 * 1.06)
  }
  expect(pauses.percentile(1)).toBe(10)
})
