/**
 * Symbol tables, against text recorded from CPython 3.13's `_symtable` (`test/record-cases.py`), and what a compiler
 * asks of them.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ClassDef, Expr, FunctionDef, ListComp, Module, Name } from '../generated/ast.ts'
import { parse } from '../index.ts'
import { analyze } from './analyze.ts'
import { mangle } from './mangle.ts'
import { CELL, FREE, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, LOCAL, SCOPE_OFFSET, type Scope, resolution } from './scope.ts'
import type { ScopeTable } from './scope.ts'

const PLACES = ['', 'LOCAL', 'GLOBAL_EXPLICIT', 'GLOBAL_IMPLICIT', 'FREE', 'CELL']

const cases = readFileSync(new URL('scopes.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n-----\n')
  .map((text) => text.split('\n==>\n'))

function show(scope: Scope, depth = 0): string {
  const symbols = [...scope.symbols]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, flags]) => `${name} ${flags & ((1 << SCOPE_OFFSET) - 1)}/${PLACES[resolution(flags)]}`)
  const nested = scope.isNested ? ' nested' : ''
  const head = `${scope.kind} ${scope.name}${nested} @ ${scope.lineno} (${scope.varnames.join(' ')})`
  const line = `${'  '.repeat(depth)}${head}: ${symbols.join(', ')}`.trimEnd()
  return [line, ...scope.children.map((child) => show(child, depth + 1))].join('\n')
}

function analyzed(source: string): { tree: Module; table: ScopeTable } {
  const tree = parse(source) as Module
  return { tree, table: analyze(tree) }
}

describe('symbol tables', () => {
  it.each(cases)('%s', (source, expected) => {
    expect(show(analyzed(source).table.top)).toBe(expected)
  })
})

describe('ScopeTable', () => {
  it('resolves names as written, mangled where private', () => {
    const { tree, table } = analyzed('class A:\n  def f(self, __x):\n    global g\n    return lambda: (__x, g, h)')
    const scope = table.of((tree.body[0] as ClassDef).body[0])
    expect(scope.symbols.has('_A__x')).toBe(true)
    expect(scope.resolve('__x')).toBe(CELL)
    expect(scope.resolve('g')).toBe(GLOBAL_EXPLICIT)
    expect(scope.resolve('nothing')).toBe(0)
    const [lambda] = scope.children
    expect(lambda.resolve('__x')).toBe(FREE)
    expect(lambda.resolve('h')).toBe(GLOBAL_IMPLICIT)
    expect(lambda.freeNames()).toEqual(['_A__x'])
  })

  it('mangles only the type parameters around a generic class', () => {
    const { tree, table } = analyzed('class A[__T: __b](__c): pass')
    const scope = table.typeParams(tree.body[0])
    expect(scope.mangle('__T')).toBe('_A__T')
    expect(scope.mangle('__c')).toBe('__c')
    expect(table.of(tree.body[0]).mangle('__c')).toBe('_A__c')
  })

  it('finds inlined comprehensions, which are no children', () => {
    const { tree, table } = analyzed('def f(a):\n  [(x, lambda: y) for x in a for y in b if (z := x)]')
    const node = tree.body[0] as FunctionDef
    const outer = table.of(node)
    const scope = table.of((node.body[0] as Expr).value as ListComp)
    expect(scope.isInlined).toBe(true)
    expect(scope.parent).toBe(outer)
    expect(outer.children.map((child) => child.name)).toEqual(['lambda'])
    expect(scope.isolatedNames().sort()).toEqual(['x', 'y'])
    expect(outer.resolve('x')).toBe(LOCAL)
    expect(outer.resolve('y')).toBe(CELL)
    expect(outer.resolve('z')).toBe(LOCAL)
  })

  it('does not inline generators, nor comprehensions in annotation scopes of a class', () => {
    const { tree, table } = analyzed('class A:\n  type B = [x for x in y]\n(x for x in y)')
    const [alias] = (tree.body[0] as ClassDef).body
    expect(table.of(alias).children.map((child) => child.isInlined)).toEqual([false])
    expect(table.of((tree.body[1] as Expr).value).isInlined).toBe(false)
  })

  it('tells what a class needs', () => {
    const { tree, table } = analyzed(
      'class A:\n  def f(self): super()\nclass B:\n  def f[T](self): pass\nclass C: pass',
    )
    const needs = tree.body.map((node) => [table.of(node).needsClassClosure, table.of(node).needsClassDict])
    expect(needs).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ])
  })

  it('tells bounds and defaults of type parameters apart', () => {
    const { tree, table } = analyzed('def f[T: int = str](): pass')
    const [param] = (tree.body[0] as FunctionDef).type_params
    expect(table.of(param).symbols.has('int')).toBe(true)
    expect(table.defaultOf(param).symbols.has('str')).toBe(true)
    expect(() => table.of(tree.body[0]).resolve('int')).not.toThrow()
    expect(() => table.typeParams(param)).toThrow(TypeError)
  })

  it('marks generators, coroutines and what they return', () => {
    const kinds = (source: string): boolean[] => {
      const { tree, table } = analyzed(source)
      const { isGenerator, isCoroutine, returnsValue, hasVarargs, hasVarkeywords } = table.of(tree.body[0])
      return [isGenerator, isCoroutine, returnsValue, hasVarargs, hasVarkeywords]
    }
    expect(kinds('def f(*a): yield')).toEqual([true, false, false, true, false])
    expect(kinds('async def f(**k): return 1')).toEqual([false, true, true, false, true])
    expect(kinds('async def f(): yield')).toEqual([true, true, false, false, false])
    expect(kinds('def f(): return')).toEqual([false, false, false, false, false])
  })

  it('takes future features from the source and from the caller', () => {
    const annotations = (source: string, futureFlags = 0): boolean =>
      analyze(parse(source) as Module, '<test>', { futureFlags }).futures.annotations
    expect(annotations('from __future__ import annotations')).toBe(true)
    expect(annotations('"doc"\nfrom __future__ import division, annotations as a')).toBe(true)
    expect(annotations('x')).toBe(false)
    expect(annotations('x', 0x1000000)).toBe(true)
  })

  it('works on expressions', () => {
    const tree = parse('[x for x in y]', { mode: 'eval' })
    expect(analyze(tree as never).top.resolve('y')).toBe(GLOBAL_IMPLICIT)
    expect((parse('y', { mode: 'eval' }) as unknown as { body: Name }).body.id).toBe('y')
  })
})

describe('mangle', () => {
  it.each([
    ['__x', 'A', '_A__x'],
    ['__x', '__A', '_A__x'],
    ['__x', '___', '__x'],
    ['__x__', 'A', '__x__'],
    ['__', 'A', '__'],
    ['___', 'A', '___'],
    ['_x', 'A', '_x'],
    ['__x.y', 'A', '__x.y'],
    ['__x', null, '__x'],
  ])('%s in %s is %s', (name, inside, mangled) => {
    expect(mangle(name, inside)).toBe(mangled)
  })
})
