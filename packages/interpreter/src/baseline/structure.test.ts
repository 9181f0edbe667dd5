// The structurer on graphs of real code: the text it makes is run and must visit the blocks that the graph says.
import { expect, test } from 'vitest'
import { type ast, parse } from '@typhon/parser'
import { compileTree } from '../compile/compile.ts'
import { type Block, graphOf } from './graph.ts'
import { structure } from './structure.ts'

/** The blocks of a function's graph, from its source. */
function graphOfSource(source: string) {
  const unit = compileTree(parse(source) as ast.Module, { filename: '<test>' }).units[0]
  return graphOf(unit, 0, () => false)
}

/** Walks at random by the graph and by the structured text, with the same choices; gives both sequences of blocks. */
function walk(source: string, seed: number): { direct: number[]; structured: number[] } {
  const graph = graphOfSource(source)
  const choices: number[] = []
  let state = seed
  for (let i = 0; i < 400; i++) {
    state = (state * 1103515245 + 12345) % 2147483648
    choices.push(state >> 8)
  }
  const direct: number[] = []
  let block: Block | undefined = graph.root
  for (let i = 0; i < choices.length && block !== undefined; i++) {
    direct.push(block.order)
    const successors: readonly Block[] = block.successors
    block = successors.length === 0 ? undefined : successors[choices[i] % successors.length]
  }
  const text = structure(graph, (b, go) => {
    const ways = b.successors
    let out = `if (i >= choices.length) return\nseen.push(${b.order})\nn = choices[i++]\n`
    ways.forEach((w, k) => {
      out += k === ways.length - 1 ? go(w) : `if (n % ${ways.length} === ${k}) {\n${go(w)}}\n`
    })
    return ways.length === 0 ? `${out}return\n` : out
  })
  const structured: number[] = []
  // oxlint-disable-next-line no-new-func
  new Function('choices', 'seen', `let i = 0, n\n${text}`)(choices, structured)
  return { direct, structured }
}

const SOURCES = {
  'nested loops with breaks': `
def f(n):
    for i in range(n):
        while n:
            if i: break
            if n > 2: continue
            n -= 1
        else:
            return 1
        for k in n:
            if k: break
    return 2
`,
  'try, except and finally in a loop': `
def f(n):
    while n:
        try:
            n = g(n)
        except ValueError as e:
            if e: continue
        except (KeyError, OSError):
            break
        else:
            n += 1
        finally:
            h(n)
    with n as m, m:
        return m
`,
  'conditions that share their ends': `
def f(a, b, c):
    if a and (b or c) or not (a or b and c):
        return 1
    x = a if b else c if a else b
    while a or b and c:
        a = b
    match x:
        case [1, *_] | {'a': 2}:
            return 2
        case str() if a:
            return 3
    return x
`,
}

for (const [name, source] of Object.entries(SOURCES)) {
  test(name, () => {
    expect(graphOfSource(source).isReducible).toBe(true)
    for (let seed = 1; seed < 60; seed++) {
      const { direct, structured } = walk(source, seed)
      expect(structured).toEqual(direct)
    }
  })
}

test('blocks come in an order that respects domination', () => {
  for (const source of Object.values(SOURCES)) {
    const { blocks, root } = graphOfSource(source)
    expect(blocks[0]).toBe(root)
    blocks.forEach((b, i) => expect(b.order).toBe(i))
    for (const b of blocks) if (b !== root) expect(b.idom.order).toBeLessThan(b.order)
  }
})
