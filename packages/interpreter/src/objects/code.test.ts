/** Code that is made ready to be called, and what of that can be let go of. */
import { type ast, parse } from '@typhon/parser'
import { afterEach, describe, expect, it } from 'vitest'
import { compileTree } from '../compile/compile.ts'
import { forgetReady, rememberReady, W_Code } from './code.ts'

const SOURCE = `
def plain(x): return x.name + 7.5
def generator(x): yield x.name
`

function codes(): W_Code[] {
  const module = new W_Code(compileTree(parse(SOURCE) as ast.Module, { filename: 'm.py' }))
  return [0, 1].map((i) => module.child(i))
}

describe('code', () => {
  afterEach(forgetReady)

  it('is made ready again after its window and caches were let go of', () => {
    const [plain] = codes()
    rememberReady()
    const window = plain.window()
    const { length } = plain.caches
    expect(length).toBeGreaterThan(0)
    forgetReady()
    expect(plain.caches).toHaveLength(0)
    expect(plain.window()).toEqual(window)
    expect(plain.caches).toHaveLength(length)
  })

  it('keeps them where suspended frames may go on with them, and where nobody noted them', () => {
    const [plain, generator] = codes()
    plain.ready()
    rememberReady()
    generator.ready()
    const before = [plain.caches, generator.caches]
    forgetReady()
    expect([plain.caches, generator.caches]).toEqual(before)
    expect(plain.caches).toBe(before[0])
    expect(generator.caches).toBe(before[1])
  })
})
