/**
 * What the compiler makes of sources, as text: `cases/*.txt` hold a source and its disassembly, in pairs.
 *
 * After a change that is meant, `TYPHON_UPDATE_CASES=1` writes the files anew; the difference is then to be read.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { ast, parse } from '@typhon/parser'
import { describe, expect, it } from 'vitest'
import type { CodeUnit } from '../objects/code-unit.ts'
import { compileTree } from './compile.ts'
import { disassemble } from './dis.ts'
import { readUnit, writeUnit } from './marshal-unit.ts'
import { verifyUnit } from './verify.ts'

const FOLDER = new URL('cases/', import.meta.url)
const update = process.env.TYPHON_UPDATE_CASES === '1'

function compile(source: string, optimize = 0, mode: 'exec' | 'eval' | 'single' = 'exec'): CodeUnit {
  return compileTree(parse(source, { mode }) as ast.Module, { filename: '<case>', optimize })
}

for (const file of readdirSync(FOLDER).toSorted()) {
  const url = new URL(file, FOLDER)
  const positions = file === 'positions.txt'
  const cases = readFileSync(url, 'utf8')
    .trimEnd()
    .split('\n-----\n')
    .map((text) => text.split('\n==>\n'))
  if (update)
    writeFileSync(
      url,
      `${cases.map(([source]) => `${source}\n==>\n${disassemble(compile(source), { positions })}`).join('\n-----\n')}\n`,
    )
  describe.skipIf(update)(file, () => {
    it.each(cases)('%s', (source, expected) => {
      const unit = compile(source)
      expect(disassemble(unit, { positions })).toBe(expected)
      expect(verifyUnit(unit)).toEqual([])
      expect(disassemble(readUnit(writeUnit(unit)) as CodeUnit, { positions })).toBe(expected)
    })
  })
}

describe('options', () => {
  const source = '"doc"\nassert a\nif __debug__: b\ndef f(): "d"; return 1'

  it('leaves out assertions under -O, documentation under -OO', () => {
    expect(disassemble(compile(source))).toContain('LOAD_ASSERTION_ERROR')
    expect(disassemble(compile(source, 1))).not.toContain('LOAD_ASSERTION_ERROR')
    expect(compile(source, 1).units[0].consts[0]).toBe('d')
    expect(disassemble(compile(source, 1))).toContain("STORE_NAME .__doc__, 'doc'")
    expect(disassemble(compile(source, 2))).not.toContain('__doc__')
    expect(compile(source, 2).units[0].consts).not.toContain('d')
  })

  it('gives the value of an expression, and shows those of an interactive line', () => {
    expect(disassemble(compile('a + 1', 0, 'eval'))).toBe(
      '<module>()\n     LOAD_NAME %0, .a\n     BINARY_ADD %0, %0, 1\n     RETURN_VALUE %0',
    )
    expect(disassemble(compile('a\n', 0, 'single'))).toContain('INTRINSIC_1')
  })
})

describe('depth', () => {
  it.each([
    ['operators', `x = ${Array(4000).fill('a').join(' + ')}`],
    ['constants', `x = ${Array(4000).fill('"a"').join(' + ')}`],
    ['alternatives', `if a: b\n${'elif a: b\n'.repeat(1000)}`],
    ['calls', `x = a${'()'.repeat(800)}`],
    ['items', `x = [${'a, '.repeat(20000)}]`],
  ])('takes long chains: %s', (_name, source) => {
    const unit = compile(source)
    expect(verifyUnit(unit)).toEqual([])
    expect(unit.nregs).toBeLessThan(40)
  })

  it('says so where a tree is too deep', () => {
    const tree = parse('-a', { mode: 'eval' }) as ast.Expression
    const { op, lineno, col_offset, end_lineno, end_col_offset } = tree.body as ast.UnaryOp
    for (let depth = 0; depth < 60_000; depth++)
      tree.body = new ast.UnaryOp(op, tree.body, lineno, col_offset, end_lineno, end_col_offset)
    expect(() => compileTree(tree, { filename: 'x' })).toThrow('maximum recursion depth exceeded during compilation')
  })
})
