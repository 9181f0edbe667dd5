/**
 * What a loop only passes on: variables of its label that are the same each time it is come back to. A box that goes into such a variable, as a double does that is the
 * language's variable around a nest of loops, need not be made before the loop: nobody looks at it but who goes on where the loop is left.
 *
 * What must stay true: of a loop that may hold others, which lead back to its label, nothing is known.
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
