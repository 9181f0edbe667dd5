// Facts about sequences that let the engine skip work: how short a match can be, and which character it must start with.
import { type Charset, literalSet, Fold } from './charset.ts'
import { type Node, type Repeat, type Sequence, type Single, UNBOUNDED } from './tree.ts'

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
    case 'char':
      return c === test.char
    case 'notChar':
      return c !== test.char
    case 'any':
      return c !== 10
    case 'all':
      return true
    default:
      return test.set.has(c)
  }
}

/**
 * Tests of which the next character passes one when something goes on; `undefined` stands for any character or none. An empty
 * list means that nothing comes: a match ends there.
 */
export type Follow = readonly (Single | undefined)[]

/** Whether certainly no character passes both tests; undefined is passed by all. */
export function apart(a: Single | undefined, b: Single | undefined): boolean {
  return a !== undefined && b !== undefined && areDisjoint(a, b)
}

/** Of more alternatives it is not asked what each begins with. */
const MANY_WAYS = 32

/** Tests of which the first character of every match of sequence[from:] passes one. */
export function firstTests(sequence: Sequence, from = 0): Follow {
  for (let i = from; i < sequence.length; i++) {
    const node = sequence[i]
    switch (node.kind) {
      case 'mark':
      case 'look':
      case 'at':
        break
      case 'branch': {
        const ways = node.alternatives
        if (ways.length === 0 || ways.length > MANY_WAYS) return [undefined]
        return ways.flatMap((way) => (minWidth(way) > 0 ? firstTests(way) : [undefined]))
      }
      case 'repeat':
        return node.min > 0 && minWidth(node.body) > 0 ? firstTests(node.body) : [undefined]
      case 'atomic':
        return minWidth(node.body) > 0 ? firstTests(node.body) : [undefined]
      default:
        return [firstTest(sequence, i)]
    }
  }
  return [undefined]
}

/** What may come after nodes[from-1] in a sequence that `follow` may come after. */
export function after(nodes: Sequence, from: number, follow: Follow): Follow {
  const out: (Single | undefined)[] = []
  for (let i = from; i < nodes.length; i++) {
    const node = nodes[i]
    if (node.kind === 'mark' || node.kind === 'at' || node.kind === 'look') continue
    if (node.kind !== 'repeat' || node.min > 0) {
      out.push(...firstTests(nodes, i))
      return out
    }
    if (node.max > 0) out.push(...(minWidth(node.body) > 0 ? firstTests(node.body) : [undefined]))
  }
  out.push(...follow)
  return out
}

/** Whether the next character settles if a repeat goes on or what follows it begins, so that it never has to give back. */
export function isSettled(node: Repeat, nodes: Sequence, next: number, follow: Follow): boolean {
  const tests = firstTests(node.body)
  return after(nodes, next, follow).every((t) => tests.every((test) => apart(test, t)))
}

/**
 * The test of the unbounded run of single characters that a pattern starts with, when the run never has to give back. If such
 * a pattern does not match at the start of a run, it does not match further on in that run either: what follows the run
 * starts at the same place and, without references to groups, sees the same.
 */
export function leadingRun(body: Sequence): Single | undefined {
  if (hasReference(body)) return undefined
  for (let i = 0; i < body.length; i++) {
    const node = body[i]
    if (node.kind === 'mark') continue
    if (node.kind !== 'repeat' || !node.single || node.min === 0 || node.max !== UNBOUNDED) return undefined
    return isSettled(node, body, i + 1, [undefined]) ? (node.body[0] as Single) : undefined
  }
  return undefined
}

function hasReference(nodes: Sequence): boolean {
  return nodes.some((node) => {
    switch (node.kind) {
      case 'backref':
      case 'conditional':
        return true
      case 'branch':
        return node.alternatives.some(hasReference)
      case 'repeat':
      case 'look':
      case 'atomic':
        return hasReference(node.body)
      default:
        return false
    }
  })
}
