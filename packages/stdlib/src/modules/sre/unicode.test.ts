import { describe, expect, it } from 'vitest'
import { isCasedUnicode, lowerUnicode, upperUnicode } from './characters.ts'
import { isAlnum, isDecimal, isLineBreak, isSpace } from './unicode.ts'

/** As CPython 3.13's str methods and _sre.unicode_iscased count them. */
const COUNTS = { alnum: 138557, decimal: 680, space: 29, breaks: 10, cased: 2927 }

describe('character properties', () => {
  it('are those of Unicode 15.1', () => {
    let alnum = 0
    let decimal = 0
    let space = 0
    let breaks = 0
    let cased = 0
    for (let c = 0; c < 0x110000; c++) {
      if (isAlnum(c)) alnum++
      if (isDecimal(c)) decimal++
      if (isSpace(c)) space++
      if (isLineBreak(c)) breaks++
      if (isCasedUnicode(c)) cased++
    }
    expect({ alnum, decimal, space, breaks, cased }).toEqual(COUNTS)
  })

  it('map case by the first character of the full mapping', () => {
    expect(lowerUnicode(0x130)).toBe(0x69)
    expect(upperUnicode(0xdf)).toBe(0x53)
    expect(upperUnicode(0x264)).toBe(0x264)
    expect(lowerUnicode(0x1e9e)).toBe(0xdf)
  })
})
