import { describe, expect, it } from 'vitest'
import type { BinOp, Call, Constant, Expr, Module, Name, Node, Pass } from './generated/ast.ts'
import { NAMES } from './generated/ast.ts'
import { parse } from './index.ts'
import { unparse } from './unparse.ts'
import { NodeTransformer, NodeVisitor, iterChildNodes, walk } from './walk.ts'

const names = (nodes: Iterable<Node>): string[] => [...nodes].map((node) => NAMES[node.tag])

describe('walk', () => {
  it('finds all nodes, breadth first', () => {
    const tree = parse('f(a)\nb', { mode: 'exec' })
    expect(names(walk(tree))).toEqual([
      'Module',
      'Expr',
      'Expr',
      'Call',
      'Name',
      'Name',
      'Name',
      'Load',
      'Load',
      'Load',
    ])
  })

  it('gives the children of a node in order', () => {
    const tree = parse('{**a, 1: b}\ntry: pass\nexcept A: pass') as Module
    const [display, statement] = tree.body
    expect(names(iterChildNodes((display as Expr).value))).toEqual(['Constant', 'Name', 'Name'])
    expect(names(iterChildNodes(statement))).toEqual(['Pass', 'ExceptHandler'])
  })
})

describe('NodeVisitor', () => {
  class Seen extends NodeVisitor {
    readonly found: string[] = []
    visit_Name(node: Name): void {
      this.found.push(node.id)
    }
    visit_ExceptHandler(node: Node): void {
      this.found.push('except')
      this.genericVisit(node)
    }
    visit_Lambda(): void {}
  }

  it('calls the methods there are, and goes through the rest', () => {
    const visitor = new Seen()
    visitor.visit(parse('a(b, lambda: c)\ntry: d\nexcept e: f'))
    expect(visitor.found).toEqual(['a', 'b', 'd', 'except', 'e', 'f'])
  })
})

describe('NodeTransformer', () => {
  class Rewrite extends NodeTransformer {
    visit_Name(node: Name): Node {
      if (node.id === 'one') return (parse('1', { mode: 'eval' }) as unknown as { body: Constant }).body
      return node
    }
    visit_Pass(_node: Pass): null {
      return null
    }
    visit_Call(node: Call): Node {
      this.genericVisit(node)
      return node.args.length === 1 ? node.args[0] : node
    }
    visit_Global(_node: Node): Node[] {
      return (parse('a\nb') as Module).body
    }
  }

  it('replaces, removes and multiplies nodes', () => {
    const tree = new Rewrite().visit(parse('x = one + f(one)\npass\nglobal x\ndel y')) as Node
    expect(unparse(tree)).toBe('x = 1 + 1\na\nb\ndel y')
  })

  it('keeps absent parts absent', () => {
    const tree = new Rewrite().visit(parse('{**a}\nreturn_ = a[:one]')) as Node
    expect(unparse(tree)).toBe('{**a}\nreturn_ = a[:1]')
    expect((parse('a + b', { mode: 'eval' }) as unknown as { body: BinOp }).body.left).toBeDefined()
  })
})
