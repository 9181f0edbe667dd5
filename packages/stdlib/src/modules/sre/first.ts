// Facts about sequences that let the engine skip work: how short a match can be, and which character it must start with.
import { type Charset, literalSet, Fold } from './charset.ts'
import { type Node, type Sequence, type Single, UNBOUNDED } from './tree.ts'

/** Least number of characters that a match of the sequence takes. */
export function minWidth(sequence: Sequence): number {
  let n = 0
  for (const node of sequence) n += nodeWidth(node)
  return Math.min(n, UNBOUNDED)
}

function nodeWidth(node: Node): number {
  switch (node.kind) {
    case 'char':
    case 'notChar':
    case 'any':
    case 'all':
    case 'set':
      return 1
    case 'repeat':
      return node.min === 0 ? 0 : node.min * minWidth(node.body)
    case 'branch':
      return node.alternatives.length === 0 ? UNBOUNDED : Math.min(...node.alternatives.map(minWidth))
    case 'conditional':
      return Math.min(minWidth(node.yes), minWidth(node.no))
    case 'atomic':
      return minWidth(node.body)
    case 'fail':
      return UNBOUNDED
    default:
      return 0
  }
}

/** The test that the first character of every match of sequence[from:] passes, or undefined when there is no one such test. */
export function firstTest(sequence: Sequence, from = 0): Single | undefined {
  for (let i = from; i < sequence.length; i++) {
    const node = sequence[i]
    switch (node.kind) {
      case 'char':
      case 'notChar':
      case 'any':
      case 'all':
      case 'set':
        return node
      case 'repeat':
        return node.min > 0 && minWidth(node.body) > 0 ? firstTest(node.body) : undefined
      case 'atomic':
        return minWidth(node.body) > 0 ? firstTest(node.body) : undefined
      case 'mark':
      case 'look':
      case 'at':
        break
      default:
        return undefined
    }
  }
  return undefined
}

/** Whether certainly no character passes both tests. */
export function areDisjoint(a: Single, b: Single): boolean {
  if (a.kind === 'char') return !passes(b, a.char)
  if (b.kind === 'char') return !passes(a, b.char)
  const x = asSet(a)
  const y = asSet(b)
  return x !== undefined && y !== undefined && x.isDisjointFrom(y)
}

function asSet(test: Single): Charset | undefined {
  return test.kind === 'set' ? test.set : test.kind === 'char' ? literalSet(test.char, Fold.NONE, false) : undefined
}

/** Whether the character passes the test. */
export function passes(test: Single, c: number): boolean {
  switch (test.kind) {
    case 'char': return c === test.char
    case 'notChar': return c !== test.char
    case 'any': return c !== 10
    case 'all': return true
    default: return test.set.has(c)
  }
}
