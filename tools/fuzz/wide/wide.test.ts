/** What the wide family of cases covers: every built-in type and member of the record, and every kind of node of the grammar. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ast, parse, setCharacterNames, walk } from '../../../packages/parser/src/index.ts'
import { RECORD } from '../../members/members.ts'
import { Choices } from '../choices.ts'
import { Interpreter } from '../interpreter.ts'
import { CALLED, isLeftOut, MODULES, recordedModules, recordedTypes, TYPES, UNCALLED, UNUSED } from './members.ts'
import { wideProgram } from './programs.ts'
import { LEFT_OUT, RECEIVERS } from './receivers.ts'
import { receiver, wideSteps } from './steps.ts'

const TYPHON = join(import.meta.dirname, '../../../packages/cli/bin/typhon')

describe('wide steps', () => {
  it('have values of every type, or a reason', () => {
    const covered = new Set(TYPES.map(({ name }) => name))
    expect(recordedTypes().filter(({ name }) => !covered.has(name) && !isLeftOut(name))).toEqual([])
    expect(Object.keys(RECEIVERS).filter((name) => !covered.has(name))).toEqual([])
  })

  it('call every module, or have a reason', () => {
    expect(
      recordedModules().filter((name) => !CALLED.includes(name) && !UNCALLED.some(([pattern]) => pattern.test(name))),
    ).toEqual([])
    expect(MODULES.filter(({ callables }) => callables.length === 0).map(({ name }) => name)).toEqual(['errno'])
  })

  it('leave nothing out that is not there', () => {
    const types = recordedTypes().map(({ name }) => name)
    expect(LEFT_OUT.filter(([pattern]) => !types.some((name) => pattern.test(name))).map(String)).toEqual([])
    expect([...LEFT_OUT, ...UNUSED, ...UNCALLED].filter(([, reason]) => reason === '')).toEqual([])
  })

  it('use every member of every type', () => {
    expect(TYPES.filter(({ members }) => members.length < 15)).toEqual([])
    const members = TYPES.reduce((n, each) => n + each.members.length, 0)
    expect(members).toBeGreaterThan(7500)
  })

  it('have values of the types that they stand for', { timeout: 120_000 }, async () => {
    const typhon = new Interpreter([TYPHON])
    // Of each type what a few decisions give.
    const asked = TYPES.flatMap((type) =>
      [0, 1, 2].map((n) => ({
        type: type.name.slice(type.name.lastIndexOf('.') + 1),
        source: receiver(type, new Choices([n, n, n])),
      })),
    )
    const answers = await typhon.answer(
      asked.map(({ source }) => ({
        kind: 'steps',
        source: `from wide.vocabulary import *\nx = ${source}\ntype(x).__name__`,
      })),
    )
    typhon.end()
    const wrong = asked.flatMap(({ type, source }, i) =>
      source.startsWith('weakref.proxy(') || answers[i] === `'${type}'` ? [] : [[type, source, answers[i]]],
    )
    expect(wrong).toEqual([])
  })
})

describe('wide programs', () => {
  const sources = Array.from({ length: 1500 }, (_, seed) => wideProgram(new Choices(seed)))
  setCharacterNames(() => '*')
  const trees = sources.flatMap((source) => {
    try {
      return [parse(source)]
    } catch {
      return []
    }
  })
  const nodes = trees.flatMap((tree) => [...walk(tree)])

  it('are nearly all of the grammar', () => expect(trees.length / sources.length).toBeGreaterThan(0.93))

  it('have every kind of node', () => {
    const found = new Set(nodes.map((node) => node.constructor.name.replace(/(?:Node|_)$/, '')))
    const kinds = [...readFileSync(RECORD, 'utf8').matchAll(/^type ast\.(\w+)\(ast\.(\w+)\)/gm)]
    const bases = new Set(kinds.map(([, , base]) => base))
    const missing = kinds.map(([, name]) => name).filter((name) => !found.has(name) && !bases.has(name))
    expect(missing).toEqual(MISSING)
  })

  it('have targets of every form in every statement that has some', () => {
    const found = new Set<string>()
    const add = (statement: string, target: ast.expr): void => {
      found.add(`${statement} ${target.constructor.name}`)
      if (target instanceof ast.Tuple || target instanceof ast.List)
        for (const each of target.elts) add(statement, each)
      if (target instanceof ast.Starred) add(`${statement} *`, target.value)
    }
    for (const node of nodes) {
      const name = node.constructor.name
      if (node instanceof ast.Assign || node instanceof ast.Delete) for (const each of node.targets) add(name, each)
      else if (
        node instanceof ast.AugAssign ||
        node instanceof ast.AnnAssign ||
        node instanceof ast.For ||
        node instanceof ast.AsyncFor ||
        node instanceof ast.comprehension
      )
        add(name, node.target)
      else if (node instanceof ast.With || node instanceof ast.AsyncWith)
        for (const each of node.items) if (each.optional_vars !== null) add(name, each.optional_vars)
    }
    const simple = ['Name', 'Attribute', 'Subscript']
    const nested = [...simple, 'Tuple', 'List']
    const wanted = [
      ...['AugAssign', 'AnnAssign'].flatMap((name) => simple.map((form) => `${name} ${form}`)),
      ...['Assign', 'For', 'With'].flatMap((name) =>
        [...nested, 'Starred', '* Name', '* Attribute', '* Subscript'].map((form) => `${name} ${form}`),
      ),
      ...['AsyncFor', 'AsyncWith'].flatMap((name) => [...nested, 'Starred'].map((form) => `${name} ${form}`)),
      ...nested.map((form) => `Delete ${form}`),
      ...['Name', 'Tuple', 'List', 'Attribute', 'Starred'].map((form) => `comprehension ${form}`),
    ]
    expect(wanted.filter((each) => !found.has(each))).toEqual([])
  })

  it('have every form of the parts that nodes are made of', () => {
    const all = sources.join('\n')
    const forms: Record<string, RegExp> = {
      'positional-only parameters': /def \w+\(a, \/|lambda a, \//,
      'keyword-only parameters without a default': /\*, u[,)]/,
      'a format in a format': /f["'][^"'\n]*\{[^{}\n]*:[^{}\n]*\{/,
      'a conversion': /![rsa][:}]/,
      'an f-string that shows its source': / ?= ?(?:![rsa])?[:}]/,
      'type parameters with bounds': /\[T: /,
      'type parameters with defaults': / = \*tuple\[|\*\*P = /,
      'a metaclass': /metaclass=/,
      'bases that are unpacked': /\(\*\[Base\]/,
      'keywords of classes': /\*\*\{"x": 1\}\)/,
      'private names': /self\.__y/,
      slots: /__slots__/,
      'super and __class__ in nested functions': /lambda: super\(\)|for _ in \(1,\)\]/,
      descriptors: /= Descriptor/,
      'a return in finally': /finally:\n(?: +log.*\n)? +return/,
      'send, throw and close': /\.send\(1\)[^]*\.throw\([^]*\.close\(\)/,
      'async generators that are closed': /\.aclose\(\)/,
      'exec with scopes': /exec\(.*globals\(\)/,
      'compile with flags': /compiler_flag/,
      tracing: /traces\(/,
      profiling: /profile\(/,
      monitoring: /monitored\(/,
      tracebacks: /report\(error\)/,
      warnings: /catch_warnings/,
      'source with mistakes': /broken\(/,
      'except*': /except\* /,
    }
    expect(
      Object.entries(forms)
        .filter(([, form]) => !form.test(all))
        .map(([name]) => name),
    ).toEqual([])
  })

  it('are the same again from their decisions', () => {
    for (let seed = 0; seed < 30; seed++) {
      const c = new Choices(seed)
      const source = wideProgram(c)
      expect(wideProgram(new Choices(c.taken))).toBe(source)
      const steps = new Choices(seed)
      const made = wideSteps(steps)
      expect(wideSteps(new Choices(steps.taken))).toBe(made)
    }
  })
})

/** Kinds of nodes that no program has: roots of other modes, and what the parser makes of comments alone. */
const MISSING: readonly string[] = ['Expression', 'FunctionType', 'Interactive', 'TypeIgnore']
