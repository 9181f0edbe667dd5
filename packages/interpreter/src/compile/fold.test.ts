/** Constant folding: what is one constant at compile time, and what is left to run time. */
import { type ast, ComplexLiteral, FloatLiteral, parse } from '@typhon/parser'
import { describe, expect, it } from 'vitest'
import type { Const } from '../objects/code-unit.ts'
import { constantText } from './constant-text.ts'
import { Folder } from './fold.ts'

function fold(source: string): Const | undefined {
  return new Folder(true).constantOf((parse(source, { mode: 'eval' }) as ast.Expression).body)
}

describe('folded', () => {
  it.each([
    ['1 + 2 * 3', '7'],
    ['2 ** 10', '1024'],
    ['7 // -2', '-4'],
    ['-7 % 3', '2'],
    ['7 / 2', '3.5'],
    ['1 << 60', '1152921504606846976'],
    ['~5', '-6'],
    ['-0', '0'],
    ['- -1', '1'],
    ['9007199254740991 + 1', '9007199254740992'],
    ['-9007199254740993 + 9007199254740993', '0'],
    ['1.5 + 1', '2.5'],
    ['-0.0', '-0.0'],
    ['0.0 * -1', '-0.0'],
    ['"a" + "b" * 3', "'abbb'"],
    ['b"a" + b"b"', "b'ab'"],
    ['(1, 2) + (3,)', '(1, 2, 3)'],
    ['(1, "a") * 2', "(1, 'a', 1, 'a')"],
    ['"a" * -1', "''"],
    ['3 * "ab"', "'ababab'"],
    ['"abc"[1]', "'b'"],
    ['(1, 2)[-1]', '2'],
    ['b"abc"[0]', '97'],
    ['"😀x"[1]', "'x'"],
    ['not 0', 'True'],
    ['not "a"', 'False'],
    ['__debug__', 'True'],
    ['not __debug__', 'False'],
    ['(None, ..., (True,))', '(None, Ellipsis, (True,))'],
    ['6 & 3 | 8 ^ 1', '11'],
    ['-5 >> 1', '-3'],
  ])('%s', (source, expected) => {
    expect(constantText(fold(source) as Const)).toBe(expected)
  })

  it('takes long chains without recursion', () => {
    expect(fold(Array(3000).fill('1').join(' + '))).toBe(3000)
  })
})

describe('left to run time', () => {
  it.each([
    '1 // 0',
    '1 / 0',
    '1 % 0',
    '1.0 / 0',
    '2 ** 1000',
    '1 << 1000',
    '1 << -1',
    '"a" * 5000',
    '(1,) * 500',
    '10 ** 400 * 1.0',
    '"abc"[3]',
    '(1,)["a"]',
    'a + 1',
    '(1, a)',
    '[1, 2]',
    '"a" + 1',
    '-"a"',
    '2 ** -1',
    '[1][0]',
    'a[0]',
  ])('%s', (source) => {
    expect(fold(source)).toBeUndefined()
  })
})

describe('constantText', () => {
  it.each([
    [new FloatLiteral(1e16), '1e+16'],
    [new FloatLiteral(1e-5), '1e-05'],
    [new FloatLiteral(Infinity), 'inf'],
    [new FloatLiteral(0.1), '0.1'],
    [new ComplexLiteral(2), '2j'],
    ['it\'s "so"', `'it\\'s "so"'`],
    ["it's", `"it's"`],
    ['\n\t\u0001é', "'\\n\\t\\x01é'"],
    [Uint8Array.of(0, 255, 65), "b'\\x00\\xffA'"],
    [123456789012345678901n, '123456789012345678901'],
  ] as [Const, string][])('%o', (value, expected) => {
    expect(constantText(value)).toBe(expected)
  })
})
