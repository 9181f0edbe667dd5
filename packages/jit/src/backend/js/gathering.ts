/**
 * Doubles that a loop adds to an object one by one, which nobody else looks at meanwhile: they are put into an array that is there already, and all of them into the
 * object when the loop is left.
 *
 *     if (g0 === 16 || g0 === 4112) g0 = begin(r7, f71, g0)        for: r7.floats.push(f71)
 *     else { all[g0] = f71; g0 = (g0 + 1) | 0 }
 *     …
 *     if (!(i3 < i5)) { if (g0 > 16) g0 = end(r7, g0); …           a bridge
 *     …
 *     if (g0 > 16) end(r7, g0)                                     the end of the function
 *
 * An array that grows by `push` is made five times on the way to two hundred items, has room for half as many again, and asks at each item whether it is full. One that is
 * made of a part of another has the right size (spectral_norm, which is rows of 200: two thirds of the time).
 *
 * What must stay true: the array is one for all, so nothing that might gather as well is called before all is in the object.
 */
import { type CallDescr, CallDescr as Call, type TargetDescr } from '../../ir/descr.ts'
import type { Op, Trace, Value } from '../../ir/values.ts'

/** How many places there are before the first double, and behind the last. */
export const HEADROOM = 16
const END = HEADROOM + 4096

let all: number[] | null = null

/** The array that doubles are gathered in: V8 keeps nothing but doubles there. */
export function gathered(): number[] {
  if (all === null) {
    all = []
    for (let i = 0; i < END; i++) all.push(0.5)
  }
  return all
}

/** How one kind of object is given what was gathered. */
export interface Gatherer {
  readonly begin: (object: unknown, double: number, to: number) => number
  readonly end: (object: unknown, to: number) => number
}

const gatherers = new WeakMap<CallDescr, Gatherer>()

export function gathererOf(descr: CallDescr): Gatherer {
  let gatherer = gatherers.get(descr)
  if (gatherer === undefined) {
    const doubles = gathered()
    const gather = descr.gather!
    const end = (object: unknown, to: number): number => {
      gather(object, doubles, HEADROOM, to)
      return HEADROOM
    }
    const begin = (object: unknown, double: number, to: number): number => {
      if (to > HEADROOM) end(object, to)
      doubles[HEADROOM] = double
      return HEADROOM + 1
    }
    gatherers.set(descr, (gatherer = { begin, end }))
  }
  return gatherer
}

/** A loop that gathers. */
export interface Gathering {
  /** Its label, the variable of that which holds the object, and the number of that. */
  readonly target: TargetDescr
  readonly object: Value
  readonly index: number
  readonly descr: CallDescr
  /** The variable for how far the array is full. */
  readonly count: string
}

/** What the loop behind a label gathers in; null where it does not. */
export function gatheringOf(label: Op, ops: readonly Op[], count: string): Gathering | null {
  const call = ops.find((op) => op.name === 'call_n' && (op.descr as CallDescr).gather !== null)
  if (call === undefined) return null
  const index = label.args.indexOf(call.args[0])
  if (index < 0) return null
  const [object] = call.args
  const gathering = { target: label.descr as TargetDescr, object, index, descr: call.descr as CallDescr, count }
  return goesOn(gathering, ops, (value) => value) ? gathering : null
}

/** Whether a bridge leads back to the loop, and does no more with the object than the loop does. */
export const staysIn = (gathering: Gathering, { ops }: Trace, originOf: (value: Value) => Value): boolean =>
  goesOn(gathering, ops, originOf)

export const isGatheredIn = ({ object, descr }: Gathering, op: Op, originOf: (value: Value) => Value): boolean =>
  op.descr === descr && op.name === 'call_n' && originOf(op.args[0]) === object

function goesOn(gathering: Gathering, ops: readonly Op[], originOf: (value: Value) => Value): boolean {
  const { target, object, index } = gathering
  const last = ops.at(-1)!
  if (last.name !== 'jump' || last.descr !== target) return false
  return ops.every((op) => {
    if (op === last) return op.args.every((arg, i) => (originOf(arg) === object) === (i === index))
    if (isGatheredIn(gathering, op, originOf)) return originOf(op.args[1]) !== object
    if (op.name === 'label' || (op.spec.effect === 'call' && !isHarmless(op))) return false
    return op.args.every((arg) => originOf(arg) !== object)
  })
}

/** Whether a call comes to no code that gathers. */
function isHarmless({ name, descr }: Op): boolean {
  return (
    name.startsWith('big_') || (descr instanceof Call && !descr.invalidates && !descr.throws && descr.gather === null)
  )
}
