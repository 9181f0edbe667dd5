/**
 * The state of values at a label: what may be taken for granted by the code behind it, and so has to be seen to by whoever jumps there. PyPy:
 * optimizeopt/virtualstate.py.
 *
 * A state is a tree of nodes per value of the language's frame: a constant; a *leaf*, which becomes a variable of the loop, of a known class or
 * between known bounds; a cast of a node, so that an integer goes round as an integer; a virtual object with nodes for contents, so that a box
 * goes round as what is in it. *Facts* are places in the heap whose contents are known at the label, and become variables too.
 *
 * What must stay true: the state holds on each way to the label. `join` makes it weaker until it holds for the loop's own end as well; `Supplier` gives the
 * variables their values on one way.
 */
import { type ArrayDescr, type ClassDescr, FieldDescr, type TargetTree } from '../ir/descr.ts'
import { type Kind, MAX_INT, MIN_INT, type OpName } from '../ir/ops.ts'
import { Const, highest, Input, int, lowest, Op, sameConst, type Snapshot, type Value } from '../ir/values.ts'
import type { Fact, Heap } from './heap.ts'
import { belongsTo, classOf, isNonNull, Known, treeOf, virtualOf } from './info.ts'
import { isInt32, isUint32 } from './int32.ts'
import type { Kept } from '../resume/resume.ts'
import type { Optimizer } from './optimizer.ts'

/** A variable of the loop. */
export class Leaf {
  readonly kind: Kind
  readonly descr: ClassDescr | null
  readonly isNonNull: boolean
  readonly lo: number
  readonly hi: number
  /** Its bounds were guessed. */
  readonly isGuess: boolean
  /** Each round asks at its end whether they still hold. */
  readonly isHeld: boolean
  /** The variable, in the loop that was made last. */
  input: Input

  constructor(
    kind: Kind,
    descr: ClassDescr | null = null,
    nonNull = false,
    lo = MIN_INT,
    hi = MAX_INT,
    isGuess = false,
    isHeld = false,
  ) {
    this.kind = kind
    this.isGuess = isGuess
    this.isHeld = isHeld
    this.descr = descr
    this.isNonNull = nonNull || (descr !== null && !descr.holdsNull)
    this.lo = lo
    this.hi = hi
    this.input = new Input(kind)
  }
}

class CastNode {
  readonly name: 'int_to_ref' | 'float_to_ref'
  readonly content: Node

  constructor(name: 'int_to_ref' | 'float_to_ref', content: Node) {
    this.name = name
    this.content = content
  }
}

class VirtualNode {
  readonly descr: ClassDescr | ArrayDescr
  readonly contents: readonly Node[]

  constructor(descr: ClassDescr | ArrayDescr, contents: readonly Node[]) {
    this.descr = descr
    this.contents = contents
  }
}

export type Node = Const | Leaf | CastNode | VirtualNode

/** A place of the heap that is known at a label. */
export interface KnownPlace {
  readonly descr: FieldDescr | ArrayDescr
  readonly object: Const | Leaf
  readonly index: Const | 'length' | null
  readonly node: Node
  /** In an object that is the same in each round. */
  readonly isLasting: boolean
  /** It is yet to be written. Where it is written already that does no harm. */
  readonly isPending: boolean
}

/** Everything known at a label, and the leaves that are variables there. */
export interface State {
  readonly nodes: readonly Node[]
  readonly places: readonly KnownPlace[]
  readonly leaves: readonly Leaf[]
  /** All facts hold that the tree relies on. */
  readonly isValid: boolean
  /** By the casts that make references of integers and doubles, the classes that the loop asks references for. */
  readonly classes: ReadonlyMap<string, ClassDescr>
}

const CASTS = { int_to_ref: 'ref_to_int', float_to_ref: 'ref_to_float' } as const

/** Whether what the box holds may be read at any time. */
export const isBox = (descr: ClassDescr | ArrayDescr): descr is ClassDescr =>
  'make' in descr && descr.fields.length > 0 && descr.fields.every((field) => field.immutable)

const hasMade = (descr: ClassDescr | ArrayDescr): descr is ClassDescr => 'make' in descr

/** The state of values at the end of a walk, which were `begun` at its start, and what each of its places holds there. */
export function stateOf(
  optimizer: Optimizer,
  begun: readonly Value[],
  values: readonly Value[],
  heap: Heap | null,
): Pick<State, 'nodes' | 'places'> & { readonly held: readonly Value[] } {
  const nodes = new Map<Value, Node>()
  const nodeOf = (value: Value): Node => {
    const resolved = optimizer.resolve(value)
    if (resolved instanceof Const) return resolved
    let node = nodes.get(resolved)
    if (node === undefined) {
      node = newNode(resolved, nodeOf)
      nodes.set(resolved, node)
    }
    return node
  }
  const list = values.map((value, i) => general(nodeOf(value), optimizer.resolve(begun[i])))
  const places: KnownPlace[] = []
  const held: Value[] = []
  let facts = heap?.all ?? []
  // What a place holds may be an object of which other places are known.
  for (let before = -1; before !== facts.length;) {
    before = facts.length
    facts = facts.filter(({ descr, object, index, value }) => {
      const holder = optimizer.resolve(object)
      const known = holder instanceof Const ? holder : nodes.get(holder)
      const at = index === null || index === 'length' ? index : optimizer.resolve(index)
      if (!(known instanceof Const || known instanceof Leaf) || (at instanceof Object && !(at instanceof Const)))
        return true
      const isPending = index === null && heap!.isPending(descr, holder)
      places.push({
        descr,
        object: known,
        index: at as Const | 'length' | null,
        node: nodeOf(value),
        isLasting: false,
        isPending,
      })
      held.push(optimizer.resolve(value))
      return false
    })
  }
  return { nodes: list, places, held }
}

/**
 * A number that the round ended with is one of many: a variable that is set back to 0 before an inner loop is not 0 when a bridge comes from inside it.
 * So are truth values and nulls that this round has set: others have not, and would never get to the loop (go_playouts had a thousand bridges).
 */
function general(node: Node, begun: Value): Node {
  if (!(node instanceof Const)) return node
  const isFlag = node.kind === 'r' && (node.concrete === null || typeof node.concrete === 'boolean')
  if (isFlag && !(begun instanceof Const && sameConst(begun, node))) return new Leaf('r')
  if (node.kind === 'i') return new Leaf('i')
  if (node.kind === 'f') return new Leaf('f')
  return uncast('int_to_ref', node) === null ? node : new CastNode('int_to_ref', new Leaf('i'))
}

function newNode(value: Input | Op, nodeOf: (value: Value) => Node): Node {
  if (value instanceof Op && (value.name === 'int_to_ref' || value.name === 'float_to_ref')) {
    return new CastNode(value.name, nodeOf(value.args[0]))
  }
  const virtual = treeOf(value)
  if (virtual !== null) return new VirtualNode(virtual.descr, virtual.contents.map(nodeOf))
  const descr = classOf(value)
  if (descr?.raw === 'int_to_ref' || descr?.raw === 'float_to_ref')
    return new CastNode(descr.raw, new Leaf(descr.raw === 'int_to_ref' ? 'i' : 'f'))
  // What guards have found is where this round went: others come to the label from other branches.
  const { lo, hi } = value.inherent ?? value
  return new Leaf(value.kind as Kind, descr, isNonNull(value), lo, hi)
}

/** Beyond this integers are not guessed to be; it leaves room for steps below 2^31. */
const SMALL = 2 ** 30

/** The greatest integer of 32 bits: what masks leave may be as large, and is never larger. */
const WORD = 2 ** 32 - 1

/** Makes bounds of integers narrower than is known, by what they were in the recorded round: those of all nodes, and then of what they hold. */
export class Guesser {
  private readonly seen = new Map<Node, Node>()
  private readonly made = new Map<Node, Node>()

  /** `isNew`: the round has computed it, so what it always is may show. */
  node(node: Node, concrete: unknown, isNew = false): Node {
    let guessed = this.seen.get(node)
    if (guessed === undefined) {
      guessed = this.newNode(node, concrete, isNew)
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

  private newNode(node: Node, concrete: unknown, isNew: boolean): Node {
    if (node instanceof CastNode) {
      const content = this.node(node.content, concrete, isNew)
      return content === node.content ? node : new CastNode(node.name, content)
    }
    if (!(node instanceof Leaf) || node.kind !== 'i') return node
    if (typeof concrete !== 'number') return node
    if (Math.abs(concrete) > SMALL) {
      if (!isNew || concrete < 0 || concrete > WORD) return node
      return new Leaf('i', null, false, Math.max(node.lo, 0), Math.min(node.hi, WORD), true)
    }
    return new Leaf('i', null, false, Math.max(node.lo, concrete >= 0 ? 0 : -SMALL), Math.min(node.hi, SMALL), true)
  }
}

/** Makes states weaker, so that they hold for other values too. */
export class Joiner {
  hasChanged = false
  private readonly optimizer: Optimizer
  private readonly widens: boolean
  private readonly holds: boolean
  private readonly seen = new Map<Node, readonly [Value, Node]>()

  /** `holds`: what a guess says of sums may be asked at the end of each round. */
  constructor(optimizer: Optimizer, widens: boolean, holds = false) {
    this.optimizer = optimizer
    this.widens = widens
    this.holds = holds
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
      return new Joiner(this.optimizer, this.widens, this.holds).join(copyOf(node), value)
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
      if (lowest(value) < lo) lo = -SMALL
      isHeld ||= lowest(value) < lo || highest(value) > hi
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

/** The leaves in a node. */
export function leavesOf(node: Node): Leaf[] {
  if (node instanceof Const) return []
  if (node instanceof Leaf) return [node]
  return node instanceof CastNode ? leavesOf(node.content) : node.contents.flatMap(leavesOf)
}

/** The same node with leaves of its own. */
function copyOf(node: Node): Node {
  if (node instanceof Const) return node
  if (node instanceof Leaf)
    return new Leaf(node.kind, node.descr, node.isNonNull, node.lo, node.hi, node.isGuess, node.isHeld)
  if (node instanceof CastNode) return new CastNode(node.name, copyOf(node.content))
  return new VirtualNode(node.descr, node.contents.map(copyOf))
}

/** The value that a cast gives `value` of, or null where it is none. */
function uncast(name: 'int_to_ref' | 'float_to_ref', value: Value): Value | null {
  if (value instanceof Op && value.name === name) return value.args[0]
  if (
    name === 'int_to_ref' &&
    value instanceof Const &&
    Number.isSafeInteger(value.concrete) &&
    !Object.is(value.concrete, -0)
  )
    return int(value.concrete)
  return null
}

/** Whether a node may stand for a value that was seen; `classes`: those of boxed numbers, by their casts. */
export function allows(node: Node, concrete: unknown, classes: State['classes']): boolean {
  if (node instanceof Const) return sameConst(node, new Const(node.kind, concrete))
  const isThere = concrete !== null && concrete !== undefined
  if (node instanceof CastNode) return classes.get(node.name)?.test.run(concrete) ?? isThere
  const { descr } = node
  if (descr !== null && 'test' in descr) return descr.test.run(concrete)
  return isThere || !(node instanceof Leaf && node.isNonNull)
}

/** The values that a state stands for, at the start of the code behind the label, and what is known of its places. */
export function enter(
  optimizer: Optimizer,
  heap: Heap,
  state: Pick<State, 'nodes' | 'places'>,
): { values: Value[]; facts: Fact[] } {
  const made = new Map<Node, Value>()
  const valueOf = (node: Node): Value => {
    if (node instanceof Const) return node
    let value = made.get(node)
    if (value === undefined) {
      if (node instanceof Leaf) value = newInput(node)
      else if (node instanceof CastNode) value = optimizer.result(new Op(node.name, [valueOf(node.content)]))
      else {
        const name = hasMade(node.descr) ? 'new_with_vtable' : 'new_array'
        value = optimizer.result(new Op(name, node.contents.map(valueOf), node.descr))
      }
      made.set(node, value)
    }
    return value
  }
  const values = state.nodes.map(valueOf)
  const facts = state.places.map(({ descr, object, index, node, isLasting, isPending }): Fact => {
    const fact = {
      descr,
      object: valueOf(object),
      index,
      value: valueOf(node),
      isAssumed: true,
      isLasting,
      isUsed: isPending,
    }
    heap.add(fact)
    if (isPending) heap.wait({ descr: descr as FieldDescr, object: fact.object, value: fact.value })
    return fact
  })
  return { values, facts }
}

function newInput(leaf: Leaf): Input {
  const input = new Input(leaf.kind)
  input.lo = leaf.lo
  input.hi = leaf.hi
  input.isInt32 = leaf.kind === 'i' && isInt32(input)
  input.isUint32 = leaf.kind === 'i' && !input.isInt32 && isUint32(input)
  if (leaf.kind === 'r' && (leaf.isNonNull || leaf.descr !== null)) input.info = new Known(leaf.descr)
  leaf.input = input
  return input
}

/** The values do not fit the state. */
export class Mismatch extends Error {}

/** Gives the leaves of a state their values on one way to the label. */
export class Supplier {
  readonly values = new Map<Leaf, Value>()
  private readonly optimizer: Optimizer
  /** Where guards go on that make values fit; without it values have to fit. */
  private readonly snapshot: Snapshot | null
  private readonly virtuals = new Map<VirtualNode, Value>()
  private readonly classes: State['classes'] | null
  /** Whose state it is; guards that keep its sums small are told. */
  private readonly tree: TargetTree | null

  constructor(
    optimizer: Optimizer,
    snapshot: Snapshot | null,
    tree: TargetTree | null = null,
    classes: State['classes'] | null = null,
  ) {
    this.optimizer = optimizer
    this.snapshot = snapshot
    this.tree = tree
    this.classes = classes
  }

  /** `concrete`: what was given in the recorded round, where that is known. */
  supply(node: Node, given: Value, concrete?: unknown): void {
    const value = this.optimizer.resolve(given)
    if (node instanceof Const) {
      if (value instanceof Const && sameConst(node, value)) return
      if (value instanceof Const || value.kind === 'f') throw new Mismatch()
      this.guard('guard_value', [value, node])
    } else if (node instanceof Leaf) this.supplyLeaf(node, value)
    else if (node instanceof CastNode) {
      let content = uncast(node.name, value)
      if (content === null) {
        if (classOf(value)?.raw !== node.name) this.ask(node.name, value, concrete)
        content = this.optimizer.result(new Op(CASTS[node.name], [value]))
      }
      this.supply(node.content, content)
    } else this.supplyVirtual(node, value)
  }

  /** Asks for the class of a reference of which nothing is known, where it was of that in the recorded round: the others would never get to the label. */
  private ask(name: string, value: Value, concrete: unknown): void {
    const descr = this.classes?.get(name)
    const isUnknown = descr !== undefined && virtualOf(value) === null && belongsTo(value, descr) === null
    if (!isUnknown || !descr.test.run(concrete)) throw new Mismatch()
    this.guard('guard_class', [value], descr)
  }

  /** A place of the heap: `value` is what it is known to hold. */
  place(place: KnownPlace, heap: Heap): void {
    const { descr, object, index, node } = place
    const holder = object instanceof Const ? object : this.values.get(object)
    if (holder === undefined) throw new Mismatch()
    const known = heap.find(descr, holder, index)
    if (known !== null) return this.supply(node, known)
    if (this.snapshot === null) throw new Mismatch()
    this.supply(node, descr instanceof FieldDescr ? this.field(descr, holder, object) : this.item(descr, holder, index))
  }

  /** A field may be read here as well as in the first round. */
  private field(descr: FieldDescr, holder: Value, object: Const | Leaf): Value {
    if (object instanceof Leaf && object.descr === null) throw new Mismatch()
    const name = descr.kind === 'i' ? 'getfield_gc_i' : descr.kind === 'f' ? 'getfield_gc_f' : 'getfield_gc_r'
    return this.optimizer.result(new Op(name, [this.optimizer.force(holder)], descr))
  }

  /** The length of an array, or an item behind a test that there is one. */
  private item(descr: ArrayDescr, holder: Value, index: KnownPlace['index']): Value {
    if (descr.unsized) throw new Mismatch()
    const array = this.optimizer.force(holder)
    if (!isNonNull(array)) this.guard('guard_nonnull', [array])
    if (descr.optional) {
      const test = new Op('ptr_ne', [array, new Const('r', undefined)])
      this.guard('guard_true', [this.optimizer.result(test)])
    }
    const length = this.optimizer.result(new Op('arraylen_gc', [array], descr))
    if (!(index instanceof Const)) return length
    if (lowest(length) <= index.concrete) this.guard('guard_true', [this.test('int_gt', length, index.concrete)])
    const name =
      descr.kind === 'i' ? 'getarrayitem_gc_i' : descr.kind === 'f' ? 'getarrayitem_gc_f' : 'getarrayitem_gc_r'
    return this.optimizer.result(new Op(name, [array, index], descr))
  }

  private supplyLeaf(leaf: Leaf, value: Value): void {
    const before = this.values.get(leaf)
    if (before !== undefined) {
      if (
        this.optimizer.resolve(before) !== value &&
        !(before instanceof Const && value instanceof Const && sameConst(before, value))
      )
        throw new Mismatch()
      return
    }
    if (leaf.kind !== value.kind) throw new Mismatch()
    if (leaf.descr !== null && belongsTo(value, leaf.descr) !== true) {
      if (belongsTo(value, leaf.descr) === false) throw new Mismatch()
      this.guard('guard_class', [value], leaf.descr)
    } else if (leaf.isNonNull && !isNonNull(value)) this.guard('guard_nonnull', [value])
    if (leaf.kind === 'i' && !(leaf.isHeld && this.snapshot === null)) {
      const keeps: Kept | null = leaf.isHeld ? { what: 'sums', tree: this.tree! } : null
      for (const [name, bound] of missedBounds(value, leaf))
        this.guard('guard_true', [this.test(name, value, bound)], null, keeps)
    }
    this.values.set(leaf, this.optimizer.force(value))
  }

  private supplyVirtual(node: VirtualNode, value: Value): void {
    const before = this.virtuals.get(node)
    if (before !== undefined) {
      if (before !== value) throw new Mismatch()
      return
    }
    this.virtuals.set(node, value)
    const virtual = treeOf(value)
    if (virtual !== null) {
      if (virtual.descr !== node.descr || virtual.contents.length !== node.contents.length) throw new Mismatch()
      node.contents.forEach((content, i) => this.supply(content, virtual.contents[i]))
      return
    }
    if (!isBox(node.descr)) throw new Mismatch()
    if (belongsTo(value, node.descr) !== true) {
      if (belongsTo(value, node.descr) === false) throw new Mismatch()
      this.guard('guard_class', [value], node.descr)
    }
    node.descr.fields.forEach((field, i) => {
      const name = field.kind === 'i' ? 'getfield_gc_i' : field.kind === 'f' ? 'getfield_gc_f' : 'getfield_gc_r'
      this.supply(node.contents[i], this.optimizer.result(new Op(name, [value], field)))
    })
  }

  private test(name: OpName, value: Value, bound: number): Value {
    return this.optimizer.result(new Op(name, [value, int(bound)]))
  }

  private guard(name: Op['name'], args: Value[], descr: ClassDescr | null = null, keeps: Kept | null = null): void {
    if (this.snapshot === null) throw new Mismatch()
    if (args[0] instanceof Const) {
      if (name === 'guard_true' && args[0].concrete === 0) throw new Mismatch()
      if (name === 'guard_true') return
    }
    const op = new Op(name, args, descr)
    op.snapshot = this.snapshot
    this.optimizer.send(op)
    if (op.resume !== null) op.resume.keeps = keeps
  }
}

/** What is to be asked of an integer that is to have the bounds of a leaf: one question for both where that can be. */
function missedBounds(value: Value, { lo, hi }: Leaf): readonly [OpName, number][] {
  const missed: [OpName, number][] = []
  if (lowest(value) < lo) missed.push(['int_ge', lo])
  if (highest(value) > hi) missed.push(['int_le', hi])
  const isNear = lowest(value) >= hi - WORD && highest(value) <= WORD
  return missed.length === 2 && lo === 0 && isNear ? [['uint_le', hi]] : missed
}
