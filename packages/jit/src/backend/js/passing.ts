/**
 * What a loop only passes on: variables of its label that are the same each time it is come back to. A box that goes into such a variable, as a double does that is the
 * language's variable around a nest of loops, need not be made before the loop: nobody looks at it but who goes on where the loop is left.
 *
 * A loop that holds others, or has ways from one of its ends to its head, is given another box now and then, which is what it was before as often: a variable that is only
 * passed on there has a second one beside it for what the box would hold, and is a mark as long as that counts (`Postponed`).
 *
 * What must stay true: of a loop that may hold others, which lead back to its label, `passedOn` knows nothing.
 */
import type { ClassDescr, TargetDescr } from '../../ir/descr.ts'
import { Op, type Trace, type Value } from '../../ir/values.ts'
import type { Tree } from '../../driver/tree.ts'

/** Whether an operation makes a box around one double, of which no one can say whether it is another one. */
export const isBox = (value: Value): boolean =>
  value instanceof Op && value.name === 'new_with_vtable' && (value.descr as ClassDescr).isBare

/** By variable of a label: whether the loop passes it on, with the bridges that are merged. `open` are the labels around it. */
export function passedOn(target: TargetDescr, open: ReadonlyMap<TargetDescr, unknown>): readonly boolean[] {
  const tree = target.tree as Tree
  const root = tree.root!
  const label = root.ops.find(({ name, descr }) => name === 'label' && descr === target)
  if (label === undefined) return []
  const passed = label.args.map(() => true)
  const origins = new Map<Value, Value>()
  const leadsOn = ({ ops }: Trace): boolean => {
    const { name, descr, args } = ops.at(-1)!
    if (name !== 'jump') return true
    if (descr !== target) return open.has(descr as TargetDescr) || (descr as TargetDescr).tree === tree
    args.forEach((arg, i) => (passed[i] &&= (origins.get(arg) ?? arg) === label.args[i]))
    return true
  }
  let isKnown = leadsOn(root)
  for (const { isMerged, trace, exit } of tree.bridges) {
    if (!isMerged) continue
    trace.inputs.forEach((input, i) => {
      const live = exit.resume.live[i]
      origins.set(input, origins.get(live) ?? live)
    })
    isKnown &&= leadsOn(trace)
  }
  return isKnown ? passed : label.args.map(() => false)
}

/** A variable of a loop that is a box, or the mark of one that was not made: what that would hold is in a variable of its own. */
export interface Postponed {
  readonly variable: string
  readonly content: string
  readonly mark: string
  readonly descr: ClassDescr
}

/** By variable of a label: the class of the boxes that it is given, if nothing looks at them there. */
export function postponedAt(target: TargetDescr): readonly (ClassDescr | null)[] {
  const tree = target.tree as Tree
  const label = tree.root?.ops.find(({ name, descr }) => name === 'label' && descr === target)
  if (label === undefined) return []
  const boxes: (ClassDescr | null)[] = label.args.map(() => null)
  for (const { ops } of leadingTo(tree)) {
    const { name, descr, args } = ops.at(-1)!
    if (name !== 'jump' || descr !== target) continue
    args.forEach((arg, i) => {
      if (isBox(arg) && label.args[i].kind === 'r') boxes[i] = (arg as Op).descr as ClassDescr
    })
  }
  if (boxes.every((box) => box === null)) return []
  const used = lookedAt(tree, target, label)
  return boxes.map((box, i) => (used.has(label.args[i]) ? null : box))
}

/** The traces of a tree, and of those that it goes on to. */
function leadingTo(tree: Tree): readonly Trace[] {
  const traces: Trace[] = []
  const trees = new Set([tree])
  for (const other of trees) {
    for (const trace of tracesOf(other)) {
      traces.push(trace)
      const { name, descr } = trace.ops.at(-1)!
      if (name === 'jump') trees.add((descr as TargetDescr).tree as Tree)
    }
  }
  return traces
}

function tracesOf({ root, bridges }: Tree): readonly Trace[] {
  if (root === null) return []
  return [root, ...bridges.filter(({ isMerged }) => isMerged).map(({ trace }) => trace)]
}

/** What a tree does something with: more than to hand it out, or to come back to `target` with it in its place. */
function lookedAt(tree: Tree, target: TargetDescr, label: Op): ReadonlySet<Value> {
  const used = new Set<Value>()
  const origins = new Map<Value, Value>()
  const originOf = (value: Value): Value => origins.get(value) ?? value
  const look = ({ ops }: Trace): void => {
    for (const op of ops) {
      if (op === label) continue
      const isBack = op.name === 'jump' && op.descr === target
      op.args.forEach((arg, i) => {
        if (!isBack || originOf(arg) !== label.args[i]) used.add(originOf(arg))
      })
      if (op.resume === null) continue
      const { live, stores } = op.resume
      for (const { object, value } of stores)
        for (const source of [object, value]) if (source >= 0) used.add(originOf(live[source]))
    }
  }
  look(tree.root!)
  for (const { isMerged, trace, exit } of tree.bridges) {
    if (!isMerged) continue
    trace.inputs.forEach((input, i) => origins.set(input, originOf(exit.resume.live[i])))
    look(trace)
  }
  return used
}

const openers = new WeakMap<ClassDescr, (held: unknown, content: unknown) => unknown>()

/** Makes a box of what is beside its mark. */
export function openerOf(descr: ClassDescr): (held: unknown, content: unknown) => unknown {
  let opener = openers.get(descr)
  if (opener === undefined) {
    const make = descr.make!.run
    opener = (held, content) => (held === descr ? make(content) : held)
    openers.set(descr, opener)
  }
  return opener
}
