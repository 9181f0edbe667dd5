/** Searching: long needles are found by another algorithm, which must find the same. */
import { describe, expect, it } from 'vitest'
import { find } from './units.ts'

describe('find', () => {
  const needle = 'a'.repeat(300) + 'b' + 'a'.repeat(300)
  const hay = 'a'.repeat(20000) + 'b' + 'a'.repeat(299) + 'c' + needle + 'a'.repeat(20000)

  it.each([
    [needle, 0, hay.length],
    [needle, 20001, hay.length],
    [needle, 20302, hay.length],
    [needle, 0, 20302 + needle.length - 1],
    [`${needle}b`, 0, hay.length],
    [hay.slice(5000, 30000), 0, hay.length],
  ])('finds a long needle where the host finds it (%#)', (sub, start, end) => {
    expect(find(hay, sub, start, end)).toBe(hay.slice(0, end).indexOf(sub, start))
    const bytes = (s: string): Uint8Array => new TextEncoder().encode(s)
    expect(find(bytes(hay), bytes(sub), start, end)).toBe(hay.slice(0, end).indexOf(sub, start))
  })

  it('takes time that grows with the lengths only', () => {
    const n = 300_000
    const a = 'a'.repeat(n)
    const b = 'b'.repeat(n)
    expect(find(a + a + b + a + a, a + b + b + a, 0, 5 * n)).toBe(-1)
    expect(find(a + a + b + a + a, a + b + a, 0, 5 * n)).toBe(n)
  })
})
