/**
 * The bounds of a state (state.ts): narrower at first than is known, by a guess, and then weaker until the loop's own end keeps them. Integers are guessed to stay
 * small, and on their side of zero, as they were in the recorded round; a sum may be *held*, which the loop then asks for at the end of each round. One that nothing else is
 * computed of is asked for int32, which V8 asks of it in any case: a comparison with less took a third of a short round.
 *
 * What must stay true: a node is only made weaker, so that this comes to an end.
 */
import { MAX_INT, MIN_INT, type OpName } from '../ir/ops.ts'
import { Const, highest, Input, lowest, Op, sameConst, type Value } from '../ir/values.ts'
import { belongsTo, classOf, isNonNull, treeOf } from './info.ts'
import { INT32_HIGH, INT32_LOW, isInt32 } from './int32.ts'
import type { Optimizer } from './optimizer.ts'
import { CastNode, hasMade, isBox, Leaf, type Node, uncast, VirtualNode } from './state.ts'

/** Beyond this integers are not guessed to be; it leaves room for steps below 2^31. */
const SMALL = 2 ** 30

/** The greatest integer of 32 bits: what masks leave may be as large, and is never larger. */
const WORD = 2 ** 32 - 1

/** Makes bounds of integers narrower than is known, by what they were in the recorded round: those of all nodes, and then of what they hold. */
export class Guesser {
  private readonly seen = new Map<Node, Node>()
  private readonly made = new Map<Node, Node>()

  /** `isNew`: the round has computed it, so what it always is may show. `isSum`: other rounds add to it, and this one makes nothing of it. */
  node(node: Node, concrete: unknown, isNew = false, isSum = false): Node {
    let guessed = this.seen.get(node)
    if (guessed === undefined) {
      guessed = this.newNode(node, concrete, isNew, isSum)
      this.seen.set(node, guessed)
    }
    return guessed
  }

  /** A node in which all leaves are what they were guessed to be: one that a virtual object holds, too, stays one with others. */
  settled(node: Node): Node {
    if (node instanceof Const) return node
    let settled = this.made.get(node)
    if (settled === undefined) {
      settled = this.settledNew(node)
      this.made.set(node, settled)
    }
    return settled
  }

  private settledNew(node: Exclude<Node, Const>): Node {
    const guessed = this.seen.get(node) ?? node
    if (node instanceof Leaf || guessed !== node) return guessed
    if (node instanceof CastNode) {
      const content = this.settled(node.content)
      return content === node.content ? node : new CastNode(node.name, content)
    }
    const contents = node.contents.map((content) => this.settled(content))
    return contents.every((content, i) => content === node.contents[i]) ? node : new VirtualNode(node.descr, contents)
  }

  private newNode(node: Node, concrete: unknown, isNew: boolean, isSum: boolean): Node {
    if (node instanceof CastNode) {
      const content = this.node(node.content, concrete, isNew, isSum)
      return content === node.content ? node : new CastNode(node.name, content)
    }
    if (!(node instanceof Leaf) || node.kind !== 'i') return node
    if (typeof concrete !== 'number') return node
    if (Math.abs(concrete) > SMALL) {
      if (!isNew || concrete < 0 || concrete > WORD) return node
      return new Leaf('i', null, false, Math.max(node.lo, 0), Math.min(node.hi, WORD), true)
    }
    if (isSum) return new Leaf('i', null, false, Math.max(node.lo, INT32_LOW), Math.min(node.hi, INT32_HIGH), true)
    return new Leaf('i', null, false, Math.max(node.lo, concrete >= 0 ? 0 : -SMALL), Math.min(node.hi, SMALL), true)
  }
}

/** The operations that have a value as an operand. */
export type Users = (value: Value) => readonly Op[]

/** Makes states weaker, so that they hold for other values too. */
export class Joiner {
  hasChanged = false
  private readonly optimizer: Optimizer
  private readonly widens: boolean
  private readonly holds: boolean
  private readonly users: Users | null
  private readonly seen = new Map<Node, readonly [Value, Node]>()

  /** `holds`: what a guess says of sums may be asked at the end of each round; `users`: what the body does with a value. */
  constructor(optimizer: Optimizer, widens: boolean, holds = false, users: Users | null = null) {
    this.optimizer = optimizer
    this.widens = widens
    this.holds = holds
    this.users = users
  }

  /** The node that holds for what it held for, and for `end`. */
  join(node: Node, end: Value): Node {
    const value = this.optimizer.resolve(end)
    if (node instanceof Const) {
      if (value instanceof Const && sameConst(node, value)) return node
      this.hasChanged = true
      return this.common(node, value)
    }
    const before = this.seen.get(node)
    if (before !== undefined) {
      if (before[0] === value || (before[0] instanceof Const && value instanceof Const && sameConst(before[0], value)))
        return before[1]
      // Two values that were one in the first round are two in others.
      this.hasChanged = true
      return new Joiner(this.optimizer, this.widens, this.holds, this.users).join(copyOf(node), value)
    }
    const joined = this.joinNew(node, value)
    this.seen.set(node, [value, joined])
    return joined
  }

  private joinNew(node: Exclude<Node, Const>, value: Value): Node {
    if (node instanceof Leaf) return this.joinLeaf(node, value)
    if (node instanceof CastNode) {
      const content = uncast(node.name, value)
      if (content !== null)
        return this.with(node, [node.content], [content], ([joined]) => new CastNode(node.name, joined))
      if (classOf(value)?.raw === node.name) {
        return this.with(
          node,
          [node.content],
          [new Input(node.name === 'int_to_ref' ? 'i' : 'f')],
          ([joined]) => new CastNode(node.name, joined),
        )
      }
    } else {
      const virtual = treeOf(value)
      if (virtual !== null && virtual.descr === node.descr && virtual.contents.length === node.contents.length) {
        return this.with(node, node.contents, virtual.contents, (joined) => new VirtualNode(node.descr, joined))
      }
      if (virtual === null && isBox(node.descr) && classOf(value) === node.descr) {
        const unknown = node.descr.fields.map((field) => new Input(field.kind))
        return this.with(node, node.contents, unknown, (joined) => new VirtualNode(node.descr, joined))
      }
    }
    this.hasChanged = true
    const descr =
      node instanceof VirtualNode && hasMade(node.descr) && belongsTo(value, node.descr) === true ? node.descr : null
    return new Leaf('r', descr, isNonNull(value))
  }

  private with(node: Node, contents: readonly Node[], values: readonly Value[], make: (joined: Node[]) => Node): Node {
    const joined = contents.map((content, i) => this.join(content, values[i]))
    return joined.every((content, i) => content === contents[i]) ? node : make(joined)
  }

  private joinLeaf(leaf: Leaf, value: Value): Leaf {
    const descr = leaf.descr !== null && belongsTo(value, leaf.descr) === true ? leaf.descr : null
    const nonNull = leaf.isNonNull && isNonNull(value)
    let { lo, hi, isHeld } = leaf
    if (leaf.kind === 'i' && (isHeld || (leaf.isGuess && hi <= SMALL && this.mayHold(value)))) {
      if (lowest(value) < lo) lo = Math.min(lo, -SMALL)
      if (!isHeld && (lowest(value) < lo || highest(value) > hi)) {
        isHeld = true
        if (this.isAlone(leaf, value)) [lo, hi] = [INT32_LOW, INT32_HIGH]
      }
    } else if (leaf.kind === 'i') {
      const { low, high } = leaf.isGuess ? rangeOf(value) : { low: lowest(value), high: highest(value) }
      if (low < lo) lo = this.widens ? MIN_INT : low
      if (high > hi) hi = this.widens && (high !== WORD || lo < 0) ? MAX_INT : high
      // Of a guess that this branch lets sink, another branch may not keep the other side, and no operation gains from that alone.
      if (leaf.isGuess && lo === MIN_INT) hi = MAX_INT
    }
    if (
      descr === leaf.descr &&
      nonNull === leaf.isNonNull &&
      lo === leaf.lo &&
      hi === leaf.hi &&
      isHeld === leaf.isHeld
    )
      return leaf
    this.hasChanged = true
    return new Leaf(leaf.kind, descr, nonNull, lo, hi, leaf.isGuess, isHeld)
  }

  /** Whether a value is computed in int32 if a test in each round keeps the variable small. */
  private mayHold(value: Value): boolean {
    return this.holds && value instanceof Op && SUMS.has(value.name) && isInt32(value)
  }

  /** Whether nothing in the loop is computed of a variable but the sum that it is in the next round: no operation gains from bounds narrower than those of int32. */
  private isAlone(leaf: Leaf, sum: Value): boolean {
    const { users } = this
    return users !== null && users(sum).length === 0 && users(leaf.input).every((user) => user === sum)
  }

  /** What a constant and another value have in common. */
  private common(constant: Const, value: Value): Node {
    if (constant.kind === 'i') {
      const lo = Math.min(constant.concrete, lowest(value))
      const hi = Math.max(constant.concrete, highest(value))
      return new Leaf(
        'i',
        null,
        false,
        this.widens && lo < constant.concrete ? MIN_INT : lo,
        this.widens && hi > constant.concrete ? MAX_INT : hi,
      )
    }
    if (constant.kind === 'f') return new Leaf('f')
    const content = value instanceof Op && value.name === 'int_to_ref' ? uncast('int_to_ref', constant) : null
    if (content !== null) return new CastNode('int_to_ref', this.common(content as Const, (value as Op).args[0]))
    const descr = classOf(value)
    return new Leaf(
      'r',
      descr !== null && belongsTo(constant, descr) === true ? descr : null,
      isNonNull(value) && constant.concrete !== null,
    )
  }
}

/**
 * What lies between the bounds of an integer that a body ends with. The bits of a mask, and remainders, come in all sizes: that a guard found one to be small says
 * which way this round went, and each other round would fail a guess that they all are.
 */
function rangeOf(value: Value): { low: number; high: number } {
  const { inherent } = value instanceof Op ? value : { inherent: null }
  const isOfAllSizes = value instanceof Op && SIZES.has(value.name) && value.args[1] instanceof Const
  if (inherent === null || !isOfAllSizes) return { low: lowest(value), high: highest(value) }
  return { low: inherent.lo, high: inherent.hi }
}

const SIZES = new Set<OpName>(['int_and', 'int_and_low', 'int_mod', 'uint_mod'])

/** They wait for those of the round before, four times as long where they are doubles: worth a test in each round that keeps them small. */
const SUMS = new Set<OpName>(['int_add', 'int_sub'])

/** The same node with leaves of its own. */
function copyOf(node: Node): Node {
  if (node instanceof Const) return node
  if (node instanceof Leaf)
    return new Leaf(node.kind, node.descr, node.isNonNull, node.lo, node.hi, node.isGuess, node.isHeld)
  if (node instanceof CastNode) return new CastNode(node.name, copyOf(node.content))
  return new VirtualNode(node.descr, node.contents.map(copyOf))
}
