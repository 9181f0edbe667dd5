/**
 * The state of values at a label: what may be taken for granted by the code behind it, and so has to be seen to by whoever jumps there. PyPy:
 * optimizeopt/virtualstate.py.
 *
 * A state is a tree of nodes per value of the language's frame: a constant; a *leaf*, which becomes a variable of the loop, of a known class or
 * between known bounds; a cast of a node, so that an integer goes round as an integer; a virtual object with nodes for contents, so that a box
 * goes round as what is in it. *Facts* are places in the heap whose contents are known at the label, and become variables too.
 *
 * What must stay true: the state holds on each way to the label. `Joiner` (widen.ts) makes it weaker until it holds for the loop's own end as well; `Supplier`
 * (supplier.ts) gives the variables their values on one way.
 */
import type { ArrayDescr, ClassDescr, FieldDescr } from '../ir/descr.ts'
import { type Kind, MAX_INT, MIN_INT } from '../ir/ops.ts'
import { Const, Input, int, Op, sameConst, type Value } from '../ir/values.ts'
import type { Fact, Heap } from './heap.ts'
import { classOf, isNonNull, Known, treeOf } from './info.ts'
import { isInt32, isUint32 } from './int32.ts'
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

/** A cast of a node. */
export class CastNode {
  readonly name: 'int_to_ref' | 'float_to_ref'
  readonly content: Node

  constructor(name: 'int_to_ref' | 'float_to_ref', content: Node) {
    this.name = name
    this.content = content
  }
}

/** A virtual object. */
export class VirtualNode {
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

/** Whether what the box holds may be read at any time. */
export const isBox = (descr: ClassDescr | ArrayDescr): descr is ClassDescr =>
  'make' in descr && descr.fields.length > 0 && descr.fields.every((field) => field.immutable)

export const hasMade = (descr: ClassDescr | ArrayDescr): descr is ClassDescr => 'make' in descr

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

/** The leaves in a node. */
export function leavesOf(node: Node): Leaf[] {
  if (node instanceof Const) return []
  if (node instanceof Leaf) return [node]
  return node instanceof CastNode ? leavesOf(node.content) : node.contents.flatMap(leavesOf)
}

/** The value that a cast gives `value` of, or null where it is none. */
export function uncast(name: 'int_to_ref' | 'float_to_ref', value: Value): Value | null {
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
