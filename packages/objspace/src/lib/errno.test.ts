import { constants } from 'node:os'
import { describe, expect, it } from 'vitest'
import { aliases, errnoName, errnoNumber, errnos, strerror } from './errno.ts'

describe.each(['linux', 'darwin'] as const)('errnos of %s', (platform) => {
  it('are in order, each number and name once', () => {
    const rows = errnos(platform)
    expect(rows.map((r) => r[0])).toEqual([...new Set(rows.map((r) => r[0]))].sort((a, b) => a - b))
    expect(new Set(rows.map((r) => r[1])).size).toBe(rows.length)
  })

  it('are found by name, alias and number', () => {
    for (const [number, name, text] of errnos(platform)) {
      expect(errnoNumber(name, platform)).toBe(number)
      expect(errnoName(number, platform)).toBe(name)
      expect(strerror(number, platform)).toBe(text)
    }
    for (const [name, number] of Object.entries(aliases(platform))) {
      expect(errnoNumber(name, platform)).toBe(number)
      expect(errnoName(number, platform)).not.toBe(name)
    }
    expect(errnoNumber('ENONSENSE', platform)).toBeUndefined()
    expect(errnoName(9999, platform)).toBeUndefined()
  })
})

it('agrees with the system this runs on', ({ skip }) => {
  const { platform } = process
  if (platform !== 'linux' && platform !== 'darwin') return skip()
  for (const [name, number] of Object.entries(constants.errno))
    expect([name, errnoNumber(name, platform)]).toEqual([name, number])
})

it('has texts for what is no errno', () => {
  expect(strerror(0, 'linux')).toBe('Success')
  expect(strerror(41, 'linux')).toBe('Unknown error 41')
  expect(strerror(-1, 'linux')).toBe('Unknown error -1')
  expect(strerror(0, 'darwin')).toBe('Undefined error: 0')
  expect(strerror(9999, 'darwin')).toBe('Unknown error: 9999')
})
