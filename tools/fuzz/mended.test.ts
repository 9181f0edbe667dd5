/** Cases that once had another answer than CPython 3.13's, which stands beside each: mended.jsonl, a line each. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findCPython } from '../../test/py/run.ts'
import { Choices } from './choices.ts'
import { type Case, Interpreter } from './interpreter.ts'
import { program } from './programs.ts'
import { shrink } from './shrink.ts'

const TYPHON = join(import.meta.dirname, '../../packages/cli/bin/typhon')

const kept = readFileSync(join(import.meta.dirname, 'mended.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Case & { answer: string })

function answers(name: string, interpreter: Interpreter | undefined): void {
  describe.skipIf(interpreter === undefined)(name, () => {
    const found: string[] = []
    beforeAll(async () => void found.push(...(await interpreter!.answer(kept))), 120_000)
    afterAll(() => interpreter!.end())
    it.each(kept.map((each, i) => ({ ...each, i })))('$source', ({ answer, i }) => expect(found[i]).toBe(answer))
  })
}

const cpython = findCPython()
answers('Typhon', new Interpreter([TYPHON]))
answers('CPython 3.13', cpython === undefined ? undefined : new Interpreter([cpython]))

describe('cases', () => {
  it('are the same again from their decisions', () => {
    for (let seed = 0; seed < 50; seed++) {
      const c = new Choices(seed)
      const source = program(c)
      expect(program(new Choices(c.taken))).toBe(source)
    }
  })

  it('become small', async () => {
    const make = (decisions: readonly number[]): { decisions: readonly number[]; made: string } => {
      const c = new Choices(decisions)
      const made = c.many(0, 9, () => c.pick(['a', 'b', 'c'])).join('')
      return { decisions: c.taken, made }
    }
    const start = make([1, 0, 1, 1, 1, 2, 1, 0, 1, 0, 1, 2, 1, 1, 1, 0, 1, 0])
    const { made } = await shrink(
      start,
      make,
      (text) => text.length,
      async (texts) => texts.map((text) => /c.*b/.test(text)),
    )
    expect(start.made).toBe('abcaacbaa')
    expect(made).toBe('cb')
  })
})
