import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Engine } from './engine.ts'
import type { Case } from './test/cases.ts'
import { translate } from './translate.ts'
import { parse } from './tree.ts'

const cases = JSON.parse(readFileSync(new URL('./test/cases.json', import.meta.url), 'utf8')) as Case[]
const find = (pattern: string): Case => cases.find((c) => c[0] === pattern)!
const sourceOf = (pattern: string, last = 0xff): string | undefined => {
  const c = find(pattern)
  return translate(parse(Uint32Array.from(c[3])).body, c[2], last)?.source
}

describe('translation', () => {
  it('keeps what both languages share', () => {
    expect(sourceOf('ab|a|b')).toBe('(?:ab|a|b)')
    expect(sourceOf('a{1,2}?b')).toBe('a{1,2}?b')
    expect(sourceOf('(?<=a)b')).toBe('(?<=a)b')
    expect(sourceOf('\\d+', 0xff)).toBe('[0-9]+')
  })

  it('refuses what they do not', () => {
    for (const pattern of [
      '(?:(a)|b)*',
      '(a*)*',
      '(a)?\\1',
      '(a)?(?(1)b|a)',
      '(?>a*)b',
      'a*+a',
      '(|a)+',
      '(a(b)?)+',
      '(?<=(a))b',
    ]) {
      expect([pattern, sourceOf(pattern)]).toEqual([pattern, undefined])
    }
  })

  it('refuses what could take exponential time', () => {
    for (const pattern of ['(?:a.?)*b', '(a.?)*?b', '(?:a|ab)++b'])
      expect([pattern, sourceOf(pattern)]).toEqual([pattern, undefined])
    expect(sourceOf('"(?:[^"\\\\]|\\\\.)*"')).toBeDefined()
    expect(sourceOf('(?:\\w+\\s)*\\w+')).toBeDefined()
  })
})

describe('an engine', () => {
  it('answers alike before and after it is warm', () => {
    const c = find('(\\w+)\\s*=\\s*(\\w+)')
    const engine = new Engine(Uint32Array.from(c[3]), c[2])
    const answers = Array.from({ length: 6 }, () => {
      const m = engine.search('  key = value', 0, 13)!
      return [m.start, m.end, m.lastindex, m.startOf(1), m.endOf(1), m.startOf(2), m.endOf(2), m.has(1)]
    })
    expect(new Set(answers.map((a) => JSON.stringify(a)))).toEqual(
      new Set([JSON.stringify([2, 13, 2, 2, 5, 8, 13, true])]),
    )
  })

  it('finds a run in the middle of which the search begins', () => {
    const c = find('(\\w+)\\s*=\\s*(\\w+)')
    const engine = new Engine(Uint32Array.from(c[3]), c[2])
    for (let i = 0; i < 5; i++) expect(engine.search('key=v', 1, 5)!.start).toBe(1)
  })

  it('looks behind pos and not beyond endpos', () => {
    const c = find('(?<=a)b')
    const engine = new Engine(Uint32Array.from(c[3]), c[2])
    for (let i = 0; i < 5; i++) {
      expect(engine.search('ab', 1, 2)!.start).toBe(1)
      expect(engine.search('ab', 0, 1)).toBe(null)
    }
  })
})
