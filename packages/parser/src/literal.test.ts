/**
 * `literalEval`, against values recorded from CPython 3.13 (`test/record-cases.py`).
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FloatLiteral } from './generated/ast.ts'
import { LiteralError, TupleValue, literalEval, reprLiteral } from './literal.ts'
import { parse } from './index.ts'

const cases = readFileSync(new URL('literal.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split(' ==> '))

function said(source: string): string {
  try {
    return reprLiteral(literalEval(source))
  } catch (error) {
    if (error instanceof LiteralError) return `${error.kind}: ${error.message}`
    throw error
  }
}

describe('literalEval', () => {
  it.each(cases)('%s is %s', (source, expected) => {
    expect(said(source)).toBe(expected)
  })

  it('gives JS values', () => {
    expect(literalEval('[None, True, 1, "a", b"b"]')).toEqual([null, true, 1, 'a', new Uint8Array([98])])
    expect(literalEval('9007199254740993')).toBe(9007199254740993n)
    expect(literalEval('-9007199254740991')).toBe(-9007199254740991)
    expect(literalEval('1.0')).toEqual(new FloatLiteral(1))
    expect(literalEval('(1, 2)')).toEqual(new TupleValue([1, 2]))
    expect(literalEval('{"a": [1]}')).toEqual(new Map([['a', [1]]]))
    expect(literalEval('{1, 2}')).toEqual(new Set([1, 2]))
  })

  it('takes trees', () => {
    expect(literalEval(parse('[1]', { mode: 'eval' }))).toEqual([1])
  })

  it('has the syntax errors of the parser', () => {
    expect(() => literalEval('1 +')).toThrow('invalid syntax')
    expect(() => literalEval('x = 1')).toThrow('invalid syntax')
  })
})
