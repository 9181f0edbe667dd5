/** The tutorial's code is the example's: each block names its file, and stands in it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')
const text = readFileSync(join(ROOT, 'docs/how-to/add-a-jit-to-your-interpreter.md'), 'utf8')
const BLOCKS = [...text.matchAll(/^```ts (\S+)\n([\s\S]*?)^```$/gm)].map(([, file, code]) => ({ file, code }))

describe('docs/how-to/add-a-jit-to-your-interpreter.md', () => {
  it('has code', () => {
    expect(BLOCKS.length).toBeGreaterThan(10)
  })

  it.each(BLOCKS)('quotes $file', ({ file, code }) => {
    expect(readFileSync(join(ROOT, file), 'utf8')).toContain(code)
  })

  it('names files that are there', () => {
    for (const [, name] of text.matchAll(/`(\w[\w-]*\.ts)`/g)) {
      expect(() => readFileSync(join(ROOT, 'packages/jit/examples/lua', name)), name).not.toThrow()
    }
  })
})
