import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Engine } from './engine.ts'
import { Machine } from './match.ts'
import { assemble, Code } from './program.ts'
import { type Case, differences, machineEngine, translatedEngine, widened } from './test/cases.ts'
import { parse } from './tree.ts'
import { isValid } from './validate.ts'

const cases = JSON.parse(readFileSync(new URL('./test/cases.json', import.meta.url), 'utf8')) as Case[]
const code = (c: Case): Uint32Array => Uint32Array.from(c[3])
const named = (pattern: string): Case => cases.find((c) => c[0] === pattern)!

describe('what CPython matches', () => {
  it('has enough cases', () => {
    expect(cases.reduce((n, c) => n + c[4].length, 0)).toBeGreaterThan(3000)
  })

  it('accepts the code of every pattern', () => {
    expect(cases.filter((c) => !isValid(code(c), c[2])).map((c) => c[0])).toEqual([])
  })

  it('matches alike on the machine, whatever form the subject has', () => {
    const found = cases.flatMap((c) => {
      const engine = machineEngine(assemble(parse(code(c)), c[2]))
      return [...differences(c, engine), ...differences(c, engine, widened)]
    })
    expect(found).toEqual([])
  })

  it('matches alike through host expressions', () => {
    let translated = 0
    const found = cases.flatMap((c) => {
      const engine = translatedEngine(code(c), c[2])
      if (engine === undefined) return []
      translated++
      return differences(c, engine)
    })
    expect(found).toEqual([])
    expect(translated).toBeGreaterThan(120)
  })
})

describe('the machine', () => {
  it('has the labels that the table of instructions gives', () => {
    const source = readFileSync(new URL('./match.ts', import.meta.url), 'utf8')
    const labels = Object.fromEntries(
      Array.from(source.matchAll(/^        case (\d+):(?: \{)?\s+\/\/ ([A-Z_]+)$/gm), (m) => [m[2], Number(m[1])]),
    )
    expect(labels).toEqual(Code)
  })

  it('needs no host stack for long subjects', () => {
    const n = 300_000
    for (const pattern of ['(a|b)*', '(?:(a)|b)*', '(a*)*', '(?:a*?b)*?a']) {
      const c = named(pattern)
      const machine = new Machine(null)
      expect(machine.match(assemble(parse(code(c)), c[2]), 'a'.repeat(n), 0, n, false, false)).toBe(true)
    }
  })

  it('can be interrupted', () => {
    const c = named('(a*)*?')
    const program = assemble(parse(code(c)), c[2])
    let polls = 0
    const machine = new Machine(() => {
      if (++polls === 3) throw new Error('interrupted')
    })
    // Exponential: takes forever if nobody stops it.
    expect(() => machine.match(program, 'a'.repeat(60) + 'b', 0, 61, true, false)).toThrow('interrupted')
    expect(machine.match(program, 'aa', 0, 2, true, false)).toBe(true)
  })

  it('polls while a search walks over a long subject', () => {
    const c = named('(?=a)')
    let polls = 0
    const machine = new Machine(() => void polls++)
    const text = 'b'.repeat(1_000_000)
    expect(machine.search(assemble(parse(code(c)), c[2]), text, 0, text.length, false)).toBe(-1)
    expect(polls).toBeGreaterThan(5)
  })

  it('lets a poll match something else meanwhile', () => {
    const c = named('(a*)*?')
    const other = new Engine(code(named('(a|b)*')), 1)
    const program = assemble(parse(code(c)), c[2])
    let polls = 0
    const machine = new Machine(() => {
      expect(other.match('abab', 0, 4)!.end).toBe(4)
      if (++polls === 2) throw new Error('enough')
    })
    expect(() => machine.match(program, 'a'.repeat(60) + 'b', 0, 61, true, false)).toThrow('enough')
  })
})
