import { describe, expect, it } from 'vitest'
import { isPrintable, reprBytes, reprComplex, reprFloat, reprStr } from './repr.ts'

describe('repr', () => {
  it.each([
    [0, '0.0'],
    [-0, '-0.0'],
    [1, '1.0'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [1.5e16, '1.5e+16'],
    [123456.789, '123456.789'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [5e-324, '5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [Infinity, 'inf'],
    [-Infinity, '-inf'],
    [NaN, 'nan'],
  ])('writes the float %d as %s', (value, text) => {
    expect(reprFloat(value)).toBe(text)
  })

  it.each([
    [0, 1, '1j'],
    [0, -0, '-0j'],
    [-0, 1, '(-0+1j)'],
    [1.5, -2, '(1.5-2j)'],
    [0, Infinity, 'infj'],
    [1, NaN, '(1+nanj)'],
  ])('writes the complex number %d, %d as %s', (real, imag, text) => {
    expect(reprComplex(real, imag)).toBe(text)
  })

  it('chooses quotes and escapes for strings', () => {
    expect(reprStr("it's")).toBe('"it\'s"')
    expect(reprStr('\'"')).toBe("'\\'\"'")
    expect(reprStr('\n\r\t\\\x00\x7f\xa0é€😀\ud800')).toBe("'\\n\\r\\t\\\\\\x00\\x7f\\xa0é€😀\\ud800'")
    expect(reprBytes(new Uint8Array([0, 39, 92, 97, 200]))).toBe('b"\\x00\'\\\\a\\xc8"')
  })

  it('knows the characters of Unicode 15.1 only', () => {
    expect(isPrintable(0x897)).toBe(false)
    expect(isPrintable(0x31ef)).toBe(true)
    expect(isPrintable(0x2ebf0)).toBe(true)
    expect(isPrintable(0x1fae9)).toBe(false)
    expect(isPrintable(0x3000)).toBe(false)
    expect(isPrintable(0x10ffff)).toBe(false)
  })
})
