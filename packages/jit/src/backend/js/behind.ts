/**
 * Bridges that go around a loop: from where it is left to its next beginning, with most of its variables anew. They are written behind the loop, within the one that
 * looks around (emit.ts):
 *
 *     NL1: for (;;) {
 *       if (fuel < 0) { … }
 *       L1: for (;;) {
 *         if (fuel < 0) break
 *         if (i3 >= i8) { i9 = i8; break L1 }       what is known in the loop alone is handed out
 *         i3 = i7; continue L1
 *       }
 *       if (fuel < 0) continue
 *       …the bridge…; i3 = 0; r4 = r6; r5 = r2; continue NL1
 *     }
 *
 * V8 takes a variable that is assigned anywhere within a loop for one that changes with its rounds, and keeps all of them in registers, or stores and loads each in every
 * round where there are not enough. So a short loop in a nest did little else.
 *
 * What must stay true: a bridge that is put off is written with what was known at its guard.
 */
import type { TargetDescr } from '../../ir/descr.ts'
import type { Op, Trace, Value } from '../../ir/values.ts'
import type { Bridge, Tree } from '../../driver/tree.ts'
import type { Strip } from './strips.ts'

/** How many variables a bridge gives other values that the loop itself passes on, until it is written behind that. */
const MANY = 2

/** A loop that is being written, with the bridges that will stand behind it. */
export class OpenLoop {
  readonly target: TargetDescr
  /** The line at which the loop around it begins, and what writes each bridge; the line of its guard says which it is. */
  readonly line: number
  readonly putOff: { readonly line: number; readonly write: () => void }[] = []
  /** How it counts; null where it looks at its fuel in each round. */
  readonly strip: Strip | null
  /** The loop is written, and what is behind it is not. */
  isBehind = false

  constructor(target: TargetDescr, line: number, strip: Strip | null) {
    this.target = target
    this.line = line
    this.strip = strip
  }
}

/** Whether a bridge from within a loop goes around it: to its label with other values, or into a loop that will stand here (`leadsOn`). */
export function goesAround(
  { trace, exit }: Bridge,
  target: TargetDescr,
  originOf: (value: Value) => Value,
  leadsOn: (target: TargetDescr) => boolean,
): boolean {
  const jump = trace.ops.at(-1)!
  if (jump.name !== 'jump') return false
  if (jump.descr !== target) return leadsOn(jump.descr as TargetDescr)
  const passed = passedOnByRoot(target)
  if (passed === null) return false
  const { label, args } = passed
  const origins = new Map<Value, Value>()
  trace.inputs.forEach((input, i) => origins.set(input, originOf(exit.resume.live[i])))
  let anew = 0
  label.args.forEach((variable, i) => {
    if (args[i] !== variable) return
    const arg = jump.args[i]
    if ((origins.get(arg) ?? arg) !== variable) anew++
  })
  return anew >= MANY
}

/** Whether a bridge of a tree goes around the loop at a label of it. */
export function isAround(bridge: Bridge, target: TargetDescr): boolean {
  const origins = new Map<Value, Value>()
  for (const { trace, exit } of (target.tree as Tree).bridges)
    trace.inputs.forEach((input, i) => origins.set(input, exit.resume.live[i]))
  const originOf = (value: Value): Value => {
    const origin = origins.get(value)
    return origin === undefined ? value : originOf(origin)
  }
  return goesAround(bridge, target, originOf, () => false)
}

/** The label of a loop, and what its own rounds give its variables. */
function passedOnByRoot(target: TargetDescr): { readonly label: Op; readonly args: readonly Value[] } | null {
  const { ops } = (target.tree as Tree).root as Trace
  const label = ops.find(({ name, descr }) => name === 'label' && descr === target)
  const jump = ops.at(-1)!
  return label === undefined || jump.name !== 'jump' || jump.descr !== target ? null : { label, args: jump.args }
}
