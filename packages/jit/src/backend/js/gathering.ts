/**
 * Doubles that a loop adds to an object one by one, which nobody else looks at meanwhile: they are put into an array that is there already, and all of them into the
 * object when the loop is left.
 *
 *     if (fuel < 0) {
 *       if (g0 > 4112) g0 = end(r7, g0)                            no room for what is added until the next look around (fuel.ts)
 *     …
 *     all[g0] = f71; g0 = (g0 + 1) | 0                             for: r7.floats.push(f71)
 *     …
 *     if (!(i3 < i5)) { if (g0 > 16) g0 = end(r7, g0); …           a bridge
 *     …
 *     if (g0 > 16) end(r7, g0, e === 5)                            the end of the function, and whether the loop was over
 *
 * An array that grows by `push` is made five times on the way to two hundred items, has room for half as many again, and asks at each item whether it is full. One that is
 * made of a part of another has the right size (spectral_norm, which is rows of 200: two thirds of the time). Nothing is called within the loop: behind a call V8 has to look anew at
 * every array that the loop reads (a third of the time of such a loop).
 *
 * A bridge whose first use of the object is to ask something of all that is in it (`withGathered` of `CallDescr`), and the last as well, asks the array, and nothing is put into the object.
 *
 *     const f9 = sum(r7, g0)                                       for: sum(r7)
 *     g0 = 16                                                      behind the last guard with the object
 *
 * Where that can be done double by double (`fold`), each round does it, while it waits for others of its operations anyway:
 *
 *     NL1: for (;;) {
 *       if (g0 === 16) { g0a = start(r7); g0b = 0 }                where the object is another, or was given what was gathered
 *       L1: for (;;) {
 *         g0b = …; g0a = g0a + f71; all[g0] = f71; …
 *       }
 *       const f9 = g0 > 16 && g0a === g0a ? g0a + g0b : sum(r7, g0)
 *
 * What must stay true: the array is one for all, so nothing that might gather as well is called before all is in the object.
 */
import { type CallDescr, CallDescr as Call, type Fold, type TargetDescr } from '../../ir/descr.ts'
import type { Input, Op, Trace, Value } from '../../ir/values.ts'

/** How many places there are before the first double. */
export const HEADROOM = 16
/** Where a loop that looks around begins anew: what it adds until it does so again has room behind it. */
export const FULL = HEADROOM + 4096
const ROOM = 4096

let all: number[] | null = null

/** The array that doubles are gathered in: V8 keeps nothing but doubles there. */
export function gathered(): number[] {
  if (all === null) {
    all = []
    for (let i = 0; i < FULL + ROOM; i++) all.push(0.5)
  }
  return all
}

/** Gives one kind of object what was gathered, up to a place, and whether there will be no more; where the next double goes then. */
type Ending = (object: unknown, to: number, isAll?: boolean) => number

const endings = new WeakMap<CallDescr, Ending>()

export function endingOf(descr: CallDescr): Ending {
  let ending = endings.get(descr)
  if (ending === undefined) {
    const doubles = gathered()
    const gather = descr.gather!
    ending = (object, to, isAll) => {
      gather(object, doubles, HEADROOM, to, isAll)
      return HEADROOM
    }
    endings.set(descr, ending)
  }
  return ending
}

const questions = new WeakMap<CallDescr, (object: unknown, to: number) => unknown>()

/** Asks of an object what a call would, with what is gathered up to a place. */
export function questionOf(descr: CallDescr): (object: unknown, to: number) => unknown {
  let question = questions.get(descr)
  if (question === undefined) {
    const doubles = gathered()
    const ask = descr.withGathered!
    questions.set(descr, (question = (object, to) => ask(object, doubles, HEADROOM, to)))
  }
  return question
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
  /** What will be asked of all, double by double; null where it is not known yet that something will. */
  readonly fold: Fold | null
}

/** What the loop behind a label gathers in; null where it does not. */
export function gatheringOf(
  label: Op,
  ops: readonly Op[],
  count: string,
  bridgeAt: (op: Op) => Trace | null,
): Gathering | null {
  const call = ops.find((op) => op.name === 'call_n' && (op.descr as CallDescr).gather !== null)
  if (call === undefined) return null
  const index = label.args.indexOf(call.args[0])
  if (index < 0) return null
  const [object] = call.args
  const gathering = {
    target: label.descr as TargetDescr,
    object,
    index,
    descr: call.descr as CallDescr,
    count,
    fold: null,
  }
  if (!goesOn(gathering, ops, (value) => value)) return null
  for (const op of ops) {
    const bridge = op.isGuard ? bridgeAt(op) : null
    if (bridge === null) continue
    const originOf = (value: Value): Value => op.resume!.live[bridge.inputs.indexOf(value as Input)] ?? value
    if (lengthOfUse(gathering, bridge, originOf) < 0) continue
    const question = bridge.ops.find((asking) => asksOf(gathering, asking, originOf))!
    return { ...gathering, fold: (question.descr as CallDescr).fold }
  }
  return gathering
}

/** Whether a bridge leads back to the loop, and does no more with the object than the loop does. */
export const staysIn = (gathering: Gathering, { ops }: Trace, originOf: (value: Value) => Value): boolean =>
  goesOn(gathering, ops, originOf)

/** Behind how many operations of a bridge nobody knows the object any more, of which it has only asked something; -1 where it does more. */
export function lengthOfUse(gathering: Gathering, { ops }: Trace, originOf: (value: Value) => Value): number {
  const isObject = (value: Value): boolean => originOf(value) === gathering.object
  const first = ops.findIndex((op) => op.args.some(isObject))
  if (first < 0 || !asksOf(gathering, ops[first], originOf)) return -1
  if (ops.slice(first + 1).some((op) => op.args.some(isObject))) return -1
  const length = 1 + ops.findLastIndex((op, i) => i === first || (op.resume !== null && op.resume.live.some(isObject)))
  const staysIn = (op: Op): boolean =>
    op.name !== 'label' && op.name !== 'jump' && (op.spec.effect !== 'call' || isHarmless(op))
  return ops.slice(0, length).every(staysIn) ? length : -1
}

/** Whether an operation asks something of all that was added to the object. */
export const asksOf = ({ object }: Gathering, { descr, args }: Op, originOf: (value: Value) => Value): boolean =>
  descr instanceof Call && descr.withGathered !== null && originOf(args[0]) === object

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
