/** A sample of `scripts/fuzz.ts`: mutated and deeply nested sources neither crash the parser nor take long. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { NestingError } from '../src/nesting.ts'
import { parse } from '../src/parse.ts'
import { errorOf, readErrors } from './error-table.ts'
import { mutate, nestedSources, randomNumbers } from './mutate.ts'

const bases = readErrors(readFileSync(new URL('errors.jsonl', import.meta.url), 'utf8'))
  .filter(({ mode, source }) => mode === 'exec' && source.length < 400)
  .map(({ source }) => source)

/** What compiling a source says; fails on anything but errors of Python. */
function outcome(source: string): string {
  try {
    return errorOf('exec', source)?.[0] as string
  } catch (error) {
    if (error instanceof NestingError) return error.kind
    throw error
  }
}

describe('the parser', () => {
  it('survives mutated sources', () => {
    const random = randomNumbers(20_250_101)
    const started = performance.now()
    for (let n = 0; n < 1500; n++) {
      const source = mutate(bases[random(bases.length)], random)
      expect(() => outcome(source), source).not.toThrow()
    }
    expect(performance.now() - started).toBeLessThan(20_000)
  })

  it.each(nestedSources(300))('survives nested %s', (_, source) => {
    const started = performance.now()
    outcome(source)
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it.each(['-', 'not ', 'x**', 'lambda: ', 'a if b else '])(
    'calls %s too complex when it nests too deeply',
    (piece) => {
      expect(() => parse(`${piece.repeat(7000)}1`)).toThrow(
        expect.objectContaining({ kind: 'MemoryError', message: expect.stringContaining('too complex to parse') }),
      )
      expect(() => parse(`${piece.repeat(500)}1`)).not.toThrow()
    },
  )

  it('says where too many brackets nest', () => {
    expect(() => parse('('.repeat(300))).toThrow(
      expect.objectContaining({ msg: 'too many nested parentheses', lineno: 1, offset: 201 }),
    )
  })
})
