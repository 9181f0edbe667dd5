/**
 * One way to a label: the values that the variables of its state (state.ts) get there, with guards where they may not fit, and reads of places which the state takes
 * for known.
 *
 * What must stay true: without a frame for guards to go on at, values have to fit as they are.
 */
import { type ArrayDescr, type ClassDescr, FieldDescr, type TargetTree } from '../ir/descr.ts'
import type { OpName } from '../ir/ops.ts'
import { Const, highest, int, lowest, Op, sameConst, type Snapshot, type Value } from '../ir/values.ts'
import { type Heap, readOf } from './heap.ts'
import { belongsTo, classOf, isNonNull, treeOf, virtualOf } from './info.ts'
import type { Kept } from '../resume/resume.ts'
import { INT32_HIGH, INT32_LOW } from './int32.ts'
import type { Optimizer } from './optimizer.ts'
import { CastNode, isBox, type KnownPlace, Leaf, type Node, type State, uncast, type VirtualNode } from './state.ts'

/** The casts back. */
const CASTS = { int_to_ref: 'ref_to_int', float_to_ref: 'ref_to_float' } as const

/** Integers that are nearer to the bounds of a leaf than this can be asked for both at once. */
const WORD = 2 ** 32

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
    return this.optimizer.result(readOf(descr, this.optimizer.force(holder), null, descr.kind))
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
    return this.optimizer.result(readOf(descr, array, index, descr.kind))
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

  private test(name: OpName, value: Value, bound?: number): Value {
    return this.optimizer.result(new Op(name, bound === undefined ? [value] : [value, int(bound)]))
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
function missedBounds(value: Value, { lo, hi }: Leaf): readonly [OpName, number?][] {
  const missed: [OpName, number][] = []
  if (lowest(value) < lo) missed.push(['int_ge', lo])
  if (highest(value) > hi) missed.push(['int_le', hi])
  // Of what is on one side of zero that would be a guess, which may be left out (bounds.ts).
  const isOnBothSides = lowest(value) < 0 && highest(value) >= 0
  if (missed.length > 0 && lo === INT32_LOW && hi === INT32_HIGH && isOnBothSides) return [['int_is_int32']]
  const isNear = lowest(value) > hi - WORD && highest(value) < WORD
  return missed.length === 2 && lo === 0 && isNear ? [['uint_le', hi]] : missed
}
