import { describe, expect, it } from 'vitest'
import { complete, DEFAULTS, MAXIMUM, readSize, settingsFrom } from './settings.ts'

describe('settings', () => {
  it.each([
    ['4096', 4096],
    ['512K', 512 * 1024],
    ['4MB', 4 << 20],
    ['1.5 GB', 1.5 * 2 ** 30],
    ['3mib', 3 << 20],
  ])('reads the size %s', (text, bytes) => {
    expect(readSize(text)).toBe(bytes)
  })

  it('refuses what is no size', () => {
    expect(() => readSize('much')).toThrow(/not a size: "much"/)
    expect(() => readSize('-1')).toThrow(RangeError)
  })

  it('reads the environment', () => {
    const environment = {
      TYPHON_GC: 'minimark',
      TYPHON_GC_NURSERY: '2M',
      TYPHON_GC_MAJOR_COLLECT: '1.5',
      TYPHON_GC_MAX: '64MB',
      TYPHON_GC_DEBUG: '2',
      TYPHON_GC_GROWTH: '',
    }
    expect(settingsFrom(environment)).toEqual({
      collector: 'minimark',
      nursery: 2 << 20,
      majorCollect: 1.5,
      maximum: 64 << 20,
      debug: 2,
    })
    expect(() => settingsFrom({ TYPHON_GC: 'best' })).toThrow(/no such collector: best/)
    expect(() => settingsFrom({ TYPHON_GC_GROWTH: '0.5' })).toThrow(/not a factor above 1/)
  })

  it('prefers what a program gives, and makes it fit', () => {
    const all = complete({ maximum: 2 << 20 }, { TYPHON_GC_MAX: '1GB', TYPHON_GC_NURSERY: '1MB' })
    expect(all).toMatchObject({
      maximum: 2 << 20,
      nursery: 256 * 1024,
      minimum: 2 << 20,
      collector: DEFAULTS.collector,
    })
    expect(complete({ maximum: 2 ** 40 }, {}).maximum).toBe(MAXIMUM)
    expect(() => complete({ nursery: 100 }, {})).toThrow(/at least 16 KB/)
    expect(() => complete({ maximum: 1000 }, {})).toThrow(/at least 1 MB/)
  })
})
