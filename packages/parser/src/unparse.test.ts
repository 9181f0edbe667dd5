/**
 * `unparse`, against text recorded from CPython 3.13 (`test/record-cases.py`).
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dump, parse } from './index.ts'
import { unparse } from './unparse.ts'

const cases = readFileSync(new URL('unparse/sources.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n-----\n')
  .map((text) => text.split('\n==>\n'))

describe('unparse', () => {
  it.each(cases)('%s', (source, expected) => {
    expect(unparse(parse(source, { typeComments: true }))).toBe(expected)
  })

  it.each(cases.filter(([source]) => !source.includes('# type')))('gives an equal tree back: %s', (source) => {
    const tree = parse(source)
    expect(dump(parse(unparse(tree)))).toBe(dump(tree))
  })

  it('prints single expressions, statements and interactive input', () => {
    expect(unparse(parse('a+(b)', { mode: 'eval' }))).toBe('a + b')
    expect(unparse(parse('x=1;y=2\n', { mode: 'single' }))).toBe('x = 1\ny = 2')
    expect(unparse(parse('(int, *str) -> bool', { mode: 'func_type' }))).toBe('(int, str) -> bool')
  })
})
