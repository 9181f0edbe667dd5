/**
 * Errors and warnings found after parsing, against a table recorded from CPython 3.13 (`test/record-cases.py`).
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PythonSyntaxError } from '../errors.ts'
import type { Module } from '../generated/ast.ts'
import { parse } from '../index.ts'
import { analyze } from './analyze.ts'
import { validate } from './validate.ts'

const cases = readFileSync(new URL('faults.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n\n')
  .map((text) => {
    const lines = text.split('\n')
    const isExpectation = (line: string): boolean => line.startsWith('==> ')
    return {
      source: lines.filter((line) => !isExpectation(line)).join('\n'),
      expected: lines.filter(isExpectation).map((line) => line.slice(4)),
    }
  })

function complaints(source: string, allowTopLevelAwait = false): string[] {
  const said: string[] = []
  try {
    const tree = parse(source, { filename: '<case>' }) as Module
    validate(tree, analyze(tree, '<case>'), {
      allowTopLevelAwait,
      onWarning: (category, message, lineno) => said.push(`${category}: ${message} @ ${lineno}`),
    })
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) throw error
    const { kind, msg, lineno, offset, end_lineno, end_offset } = error
    said.push(`${kind}: ${msg} @ ${lineno}:${offset}-${end_lineno}:${end_offset ?? '?'}`)
  }
  return said.length > 0 ? said : ['ok']
}

describe('errors after parsing', () => {
  it.each(cases)('$source', ({ source, expected }) => {
    expect(complaints(source)).toEqual(expected)
  })

  it('has a table that is worth the name', () => {
    expect(cases.length).toBeGreaterThan(800)
  })

  it('shows the line where the caller knows it', () => {
    const source = 'x = 1\nreturn x\n'
    const tree = parse(source, { filename: 'a.py' }) as Module
    const lineText = (lineno: number): string => source.split('\n')[lineno - 1] + '\n'
    expect(() => validate(tree, analyze(tree, 'a.py'), { lineText })).toThrow(
      expect.objectContaining({ filename: 'a.py', text: 'return x\n', lineno: 2 }),
    )
  })

  it('keeps the place of a jump out of a with block in except*', () => {
    const source = 'def f():\n  try: pass\n  except* A:\n    with x: return'
    expect(complaints(source)).toEqual([
      "SyntaxError: 'break', 'continue' and 'return' cannot appear in an except* block @ 4:13-4:19",
    ])
  })
})

describe('await in the module itself', () => {
  it.each([
    'await x',
    'async for x in y: pass',
    'async with x: pass',
    '[x async for x in y]',
    'def f(x=await y): pass',
  ])('allows %s on request', (source) => {
    expect(complaints(source, true)).toEqual(['ok'])
    expect(complaints(source)).not.toEqual(['ok'])
  })

  it.each(['class A: await x', 'lambda: await x', 'def f(): await x'])('never allows %s', (source) => {
    expect(complaints(source, true)).not.toEqual(['ok'])
  })
})

describe('deep trees', () => {
  it.each([
    ['operators', '1' + ' + x'.repeat(5000)],
    ['attributes', 'x' + '.y'.repeat(5000)],
    ['calls', 'x' + '()'.repeat(5000)],
    ['elif', 'if a: b' + '\nelif a: b'.repeat(1500)],
  ])('walks %s without much stack', (_, source) => {
    expect(complaints(source)).toEqual(['ok'])
  })
})
