/**
 * Loop peeling: the recorded round is optimised twice. The first time (the *preamble*) nothing is known; the second time (the *body*) everything
 * is that the first round has found out and the body itself keeps true: classes, bounds, boxes that stay virtual, fields
 * that were read. What is invariant thus happens once, before the loop, and a double in a box goes round as a double. PyPy: optimizeopt/unroll.py;
 * H. Ardö, C. F. Bolz, M. Fijałkowski, "Loop-aware optimizations in PyPy's tracing JIT" (DLS 2012).
 *
 *     preamble …  jump(x, descr=<loop 1.1>)
 *     label(i, descr=<loop 1.1>)  body …  jump(y, descr=<loop 1.1>)
 *
 * Of integers it is guessed besides that they stay small and on their side of zero, if they were in the recorded round; where the body keeps that, the
 * preamble tests it once, and the body computes in int32. Sums that go round are *held*: the body tests at its end that they are still small, since a sum of doubles
 * waits four times as long for that of the round before. Where one has grown beyond, the loop is recorded anew without (`Location.grown`).
 *
 * PyPy keeps the state of the preamble and makes jumps fit by a short preamble. Here the state is found as a fixed point: optimise the body under
 * it, make it weaker where the body's end does not keep it, and again until it does. Bridges that jump to the label add guards, and read what the
 * body takes for read. So the state asks for nothing that the body has no use for: neither of what inputs are that are only set anew, nor of objects that are
 * others in each round, but for what the body left out.
 *
 * What is yet to be written (heap.ts) is written before the label, but for fields of objects that are the same in each round: the state has them, and
 * they go round as variables.
 *
 * Whether the facts hold that the trace relies on is asked before the label, unless the body does something that might change them: nothing else can while
 * it runs.
 *
 * What must stay true: the state holds at the label on all ways there.
 */
import { type ClassDescr, type TargetDescr, WatchDescr } from '../ir/descr.ts'
import type { Tree } from '../driver/tree.ts'
import { Const, Input, Op, sameValue, Snapshot, type Trace, type Value } from '../ir/values.ts'
import type { PendingStore } from '../resume/resume.ts'
import type { Fact, Heap } from './heap.ts'
import type { Guards } from './guards.ts'
import { virtualOf } from './info.ts'
import { InvalidTrace, type Optimizer } from './optimizer.ts'
import { allows, enter, isBox, type KnownPlace, Leaf, leavesOf, type Node, type State, stateOf } from './state.ts'
import { Mismatch, Supplier } from './supplier.ts'
import { Guesser, Joiner, type Users } from './widen.ts'

/** An optimiser with fresh knowledge. */
export interface Walker {
  readonly optimizer: Optimizer
  readonly heap: Heap
  readonly guards: Guards
}

/** A state before its variables are chosen. */
type Wanted = Omit<State, 'leaves' | 'classes'>

/** How often the state is made weaker before the loop is left as it was recorded. */
const ROUNDS = 8
/** From this round on bounds that grow have none. */
const WIDENING = 2

interface Body {
  readonly walker: Walker
  readonly ends: readonly Value[]
  /** The places of its state that it relies on. */
  readonly places: readonly KnownPlace[]
}

/** Peels the loop that `trace` is, or gives null where no state can be found. */
export function peel(trace: Trace, newWalker: () => Walker, tree: Tree): Trace | null {
  const jump = trace.ops[trace.ops.length - 1]
  const preamble = newWalker()
  const inputs = freshInputs(trace)
  preamble.optimizer.walk(trace.ops.slice(0, -1))
  preamble.heap.flush(({ value }) => !goesRound(value, preamble.optimizer))
  const firstEnds = jump.args.map(preamble.optimizer.resolve)

  const snapshot = settled(jump.snapshot, preamble.optimizer)
  const found = stateOf(preamble.optimizer, inputs, firstEnds, preamble.heap)
  const guess = new Guesser()
  const isRead = readInputs(trace)
  const users = usersIn(preamble.optimizer.out)
  // What 0 was added to in this round, and nothing else is done with.
  const isSum = (i: number): boolean =>
    jump.args[i] !== trace.inputs[i] && firstEnds[i] === inputs[i] && !isComputedWith(inputs[i], users)
  const guessed = found.nodes.map((node, i) =>
    isRead[i] || !(node instanceof Leaf) || node.kind !== 'r'
      ? guess.node(node, jump.args[i].concrete, jump.args[i] !== trace.inputs[i], isSum(i))
      : new Leaf('r'),
  )
  const guesses = found.places.map((place, i) => guess.node(place.node, found.held[i].concrete))
  const nodes = found.nodes.map((node, i) => (guessed[i] === node ? guess.settled(node) : guessed[i]))
  const same = new Set(nodes.filter((_, i) => jump.args[i] === trace.inputs[i]))
  const places = found.places.map((place, i) => ({
    ...place,
    node: guesses[i] === place.node ? guess.settled(place.node) : guesses[i],
  }))
  const { isValid } = preamble.guards
  let state: Wanted = { nodes, places: lasting(reachable(places, nodes), same), isValid }
  for (let round = 0; round < ROUNDS; round++) {
    const body = walkBody(trace, newWalker, state)
    if (body === null) {
      state = beyondFirstRound(state, trace)
      continue
    }
    const weaker = weaken(state, body, round >= WIDENING, !tree.location.grown.has('sums'))
    if (weaker === null) {
      const snapshots = [snapshot, settled(jump.snapshot, body.walker.optimizer)] as const
      return { inputs, ops: finish(preamble, firstEnds, body, state, snapshots, tree, classesIn(trace)) }
    }
    state = weaker
  }
  return null
}

/** The operations of a walk that have a value as an operand, but for casts that nobody wants: found once somebody asks, which most loops do not. */
function usersIn(ops: readonly Op[]): Users {
  let users: Map<Value, Op[]> | null = null
  return (value) => (users ??= usersByValue(ops)).get(value) ?? []
}

function usersByValue(ops: readonly Op[]): Map<Value, Op[]> {
  const users = new Map<Value, Op[]>()
  for (const op of [...ops].reverse()) {
    if (op.name === 'int_to_ref' && !users.has(op)) continue
    for (const arg of op.args) {
      if (arg instanceof Const) continue
      const others = users.get(arg)
      if (others === undefined) users.set(arg, [op])
      else others.push(op)
    }
  }
  return users
}

/** Whether anything but its class is made of what a reference holds. */
const isComputedWith = (value: Value, users: Users): boolean =>
  users(value).some((op) => op.name !== 'guard_class' && (op.name !== 'ref_to_int' || users(op).length > 0))

/** The classes of boxed numbers that a round asks for. */
function classesIn({ ops }: Trace): State['classes'] {
  const classes = new Map<string, ClassDescr>()
  for (const { name, descr } of ops) {
    if (name !== 'guard_class') continue
    const { raw } = descr as ClassDescr
    if (raw !== null) classes.set(raw, descr as ClassDescr)
  }
  return classes
}

/** Which inputs the round does something with. The others are set anew in it: what the recorded round left there says nothing of what a bridge leaves. */
function readInputs({ inputs, ops }: Trace): boolean[] {
  const read = new Set<Value>()
  for (const { name, args } of ops) if (name !== 'jump') for (const arg of args) read.add(arg)
  return inputs.map((input) => read.has(input))
}

/** The places in objects that the nodes, or what other places hold, lead to. */
function reachable(places: readonly KnownPlace[], nodes: readonly Node[]): KnownPlace[] {
  const leaves = new Set<Node>(nodes.flatMap(leavesOf))
  return places.filter(({ object, node }) => {
    if (!(object instanceof Const) && !leaves.has(object)) return false
    for (const leaf of leavesOf(node)) leaves.add(leaf)
    return true
  })
}

/** Marks the places in objects that are the same in each round: those in `same`, and what these hold. */
function lasting(places: readonly KnownPlace[], same: Set<Node>): KnownPlace[] {
  return places.map((place) => {
    const isLasting = place.object instanceof Const || same.has(place.object)
    if (isLasting) same.add(place.node)
    return { ...place, isLasting, isPending: place.isPending && isLasting }
  })
}

/** A snapshot of what values have become in this walk: the next one makes something else of them. */
function settled(snapshot: Snapshot | null, optimizer: Optimizer): Snapshot | null {
  if (snapshot === null) return null
  const { code, pc, values, caller } = snapshot
  const copy = new Snapshot(code, pc, values.map(optimizer.resolve), settled(caller, optimizer))
  copy.isOtherOutcome = snapshot.isOtherOutcome
  copy.isInterpreters = snapshot.isInterpreters
  return copy
}

/** New inputs for a walk, since walks leave what they learn in values. */
export function freshInputs({ inputs }: Trace): Input[] {
  return inputs.map((input) => {
    const fresh = new Input(input.kind)
    input.forwarded = fresh
    return fresh
  })
}

/** Walks the round under a state; null where it contradicts that. */
function walkBody(trace: Trace, newWalker: () => Walker, state: Wanted): Body | null {
  const walker = newWalker()
  const { optimizer, heap, guards } = walker
  guards.isValid = state.isValid
  const { values, facts } = enter(optimizer, heap, state)
  trace.inputs.forEach((input, i) => (input.forwarded = values[i]))
  try {
    optimizer.walk(trace.ops.slice(0, -1))
  } catch (error) {
    if (!(error instanceof InvalidTrace)) throw error
    return null
  }
  const pending = facts.filter((_, i) => state.places[i].isPending)
  heap.flush((store) => !goesRound(store.value, optimizer) || !pending.some((fact) => isOf(store, fact, optimizer)))
  const ends = trace.ops[trace.ops.length - 1].args.map(optimizer.resolve)
  return { walker, ends, places: usedPlaces(state, facts) }
}

/** Whether a value that is yet to be written may be a variable of the loop: it is no object that is yet to be made, but for boxes. */
function goesRound(value: Value, { resolve }: Optimizer): boolean {
  const virtual = virtualOf(resolve(value))
  return virtual === null || isBox(virtual.descr)
}

/** Whether a write that waits is of the place that a fact is about. */
const isOf = (store: PendingStore, { descr, object }: Fact, { resolve }: Optimizer): boolean =>
  store.descr === descr && sameValue(resolve(store.object), resolve(object))

/** The places that the body relies on, and those that hold the objects which these are in. */
function usedPlaces({ places }: Wanted, facts: readonly Fact[]): KnownPlace[] {
  const used = new Set(places.filter((_, i) => facts[i].isUsed))
  for (const { object } of used) {
    for (const place of places) if (object instanceof Leaf && leavesOf(place.node).includes(object)) used.add(place)
  }
  return places.filter((place) => used.has(place))
}

/**
 * The state without what was not so of the values that the recorded round began with: `best = None` before a loop that looks for the best is None in the
 * first round alone, and it is the first that was recorded. Where all were so, the round contradicts itself in any case.
 */
function beyondFirstRound({ nodes: before, places, isValid }: Wanted, trace: Trace): Wanted {
  const { inputs, ops } = trace
  const { args: ends } = ops[ops.length - 1]
  const classes = classesIn(trace)
  const nodes = before.map((node, i) =>
    ends[i] === inputs[i] || allows(node, inputs[i].concrete, classes) ? node : new Leaf(inputs[i].kind),
  )
  if (nodes.every((node, i) => node === before[i])) throw new InvalidTrace()
  return { nodes, places: places.filter(({ object }) => keeps(object, before, nodes)), isValid }
}

/** The state that holds at the body's end too; null where it does already. */
function weaken(
  { nodes: before, isValid: wasValid }: Wanted,
  { walker, ends, places }: Body,
  widens: boolean,
  holds: boolean,
): Wanted | null {
  const isValid = wasValid && walker.guards.isValid
  const joiner = new Joiner(walker.optimizer, widens, holds, usersIn(walker.optimizer.out))
  const nodes = before.map((node, i) => joiner.join(node, ends[i]))
  if (joiner.hasChanged) return { nodes, places: places.filter((place) => keeps(place.object, before, nodes)), isValid }
  const supplier = new Supplier(walker.optimizer, null)
  nodes.forEach((node, i) => supplier.supply(node, ends[i]))
  const kept: KnownPlace[] = []
  let hasChanged = false
  for (const place of places) {
    const { descr, object, index, node, isLasting, isPending } = place
    const holder = object instanceof Const ? object : supplier.values.get(object)
    // Of an object that another place holds which has changed, nothing can be said this time.
    const value = holder === undefined ? undefined : walker.heap.find(descr, holder, index)
    const joined = value === undefined || value === null ? node : joiner.join(node, value)
    if (value === null || joined !== node) hasChanged = true
    else if (value !== undefined) supplier.supply(node, value)
    if (value !== null) kept.push({ descr, object, index, node: joined, isLasting, isPending })
  }
  return hasChanged || isValid !== wasValid ? { nodes, places: kept, isValid } : null
}

/** Whether a leaf is still the one that places know. */
function keeps(object: Node, before: readonly Node[], after: readonly Node[]): boolean {
  const index = before.indexOf(object)
  return index < 0 || after[index] === object
}

function finish(
  preamble: Walker,
  firstEnds: readonly Value[],
  body: Body,
  { nodes, isValid }: Wanted,
  [atFirst, atLast]: readonly [Snapshot | null, Snapshot | null],
  tree: Tree,
  classes: State['classes'],
): Op[] {
  const { places } = body
  const first = new Supplier(preamble.optimizer, atFirst, tree)
  const last = new Supplier(body.walker.optimizer, atLast, tree)
  nodes.forEach((node, i) => {
    first.supply(node, firstEnds[i])
    last.supply(node, body.ends[i])
  })
  for (const place of places) {
    first.place(place, preamble.heap)
    last.place(place, body.walker.heap)
  }
  writeOthers(preamble, places, first)
  const leaves = neededLeaves(body.walker.optimizer.out, last.values)
  const target = tree.newTarget()
  target.state = { nodes, places, leaves, isValid, classes } satisfies State
  return [
    ...preamble.optimizer.out,
    new Op(
      'jump',
      leaves.map((leaf) => preamble.optimizer.resolve(first.values.get(leaf)!)),
      target,
    ),
    new Op(
      'label',
      leaves.map((leaf) => leaf.input),
      target,
    ),
    ...body.walker.optimizer.out,
    new Op(
      'jump',
      leaves.map((leaf) => body.walker.optimizer.resolve(last.values.get(leaf)!)),
      target,
    ),
  ]
}

/** Writes what waits to be written before a label, but for the places that its state says. */
function writeOthers({ optimizer, heap }: Walker, places: readonly KnownPlace[], supplier: Supplier): void {
  const { resolve } = optimizer
  const pending = places.filter(({ isPending }) => isPending)
  heap.flush(
    (store) =>
      !pending.some(({ descr, object }) => {
        const holder = object instanceof Const ? object : supplier.values.get(object)!
        return store.descr === descr && sameValue(resolve(store.object), resolve(holder))
      }),
  )
}

/** The leaves whose variables the body reads, or that go round into such. */
function neededLeaves(ops: readonly Op[], ends: ReadonlyMap<Leaf, Value>): Leaf[] {
  const used = new Set<Value>()
  for (const op of ops) {
    for (const arg of op.args) used.add(arg)
    if (op.resume !== null) for (const value of op.resume.live) used.add(value)
  }
  const leaves = [...ends.keys()]
  const needed = new Set<Leaf>()
  for (let grows = true; grows;) {
    grows = false
    for (const leaf of leaves) {
      if (needed.has(leaf) || !used.has(leaf.input)) continue
      needed.add(leaf)
      used.add(ends.get(leaf)!)
      grows = true
    }
  }
  return leaves.filter((leaf) => needed.has(leaf))
}

/** Ends a walk with a jump to a label of another trace: to one whose state the values can be made to fit, or to the tree's start. `concretes`: what these were in the recorded round. */
export function jumpTo(walker: Walker, jump: Op, concretes: readonly unknown[]): Op {
  const { optimizer, heap } = walker
  const start = jump.descr as TargetDescr
  const inner = start.tree.targets.find((target) => target.state !== null)
  if (inner !== undefined && jump.snapshot !== null) {
    const { nodes, places, leaves, isValid, classes } = inner.state as State
    if (isValid) {
      // The other tree's facts hold where these do: it is in this one's function, or else asked when it is entered.
      const guard = new Op('guard_not_invalidated', [], new WatchDescr([]))
      guard.snapshot = jump.snapshot
      optimizer.send(guard)
    }
    heap.flush(({ value }) => !goesRound(value, optimizer))
    try {
      const supplier = new Supplier(optimizer, jump.snapshot, start.tree, classes)
      nodes.forEach((node, i) => supplier.supply(node, jump.args[i], concretes[i]))
      for (const place of places) supplier.place(place, heap)
      writeOthers(walker, places, supplier)
      return new Op(
        'jump',
        leaves.map((leaf) => optimizer.resolve(supplier.values.get(leaf)!)),
        inner,
      )
    } catch (error) {
      if (!(error instanceof Mismatch)) throw error
    }
  }
  heap.flush()
  return new Op(
    'jump',
    jump.args.map((arg) => optimizer.force(arg)),
    start,
  )
}
