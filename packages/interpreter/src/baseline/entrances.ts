// The text at the head of a loop that goes on in the loop's compiled trace, where there is one. Trace and function are two
// functions of JavaScript: the registers that the head of the loop needs go in as arguments, and most traces leave by the loop's own
// end, before anything of the round is done, or behind it. Then the registers come back in the values of the driver's `Exits`, and this code goes on at
// the head as if it had run the rounds itself; the same at the head of a loop around it. Where a trace is left otherwise, a frame is made
// and the interpreter goes on.
//
// Only behind every fourth round of an activation it is looked for a trace: a loop that goes round less often is done before the way in and out
// would pay, and a counter in a variable costs nothing. Where the trace has turned out to do much each time
// (`Location.isEarly`), it is entered before the first round. Where there is none, sixteen rounds at a time are taken off the heat, at the twelfth of the next sixteen:
// loops of 48 or 64 rounds are common, and a recording that began behind the last round would be given up. An activation with
// fewer than sixteen rounds is not counted so, that its loops can be unrolled where its function is followed.
//
// Loops with few rounds that are begun so often that nobody has unrolled them in the meantime become hot by that, and their traces are entered
// before the first round. Where they do too little for that, the driver gives them up as it does others. Their function is compiled anew to count them there: where
// that is done for another loop's trace, it is done for those that have been begun often by then as well, as V8 has to begin again with each new text.
//
// A trace that goes on to the end of the function gives what that returns. One of a loop in a generator that comes to a `yield` leaves there, and the
// code that has entered it ends as it does at any other: the values go into the frame. Loops that yield are entered for rounds that do not, so
// they are not counted for being begun often: where there are few such rounds, who goes through the generator has them in a trace of its own.
//
// What must stay true: nothing is run between the trace's return and the reading of its values; a register takes what the state at the
// head allows, or a frame is made from the values of the exit. A loop may begin a round in the handler of one exception and go on to the next:
// what a trace's first frame handles is known to the trace alone while it runs.
import { owned } from '@typhon/objspace'
import { heldRegisters } from '../eval/liveness.ts'
import { registersAt } from '../tracing/shadow.ts'
import type { Entrance } from '../tracing/hot.ts'
import { boxedValue, isBox, isOfKind } from './numbers.ts'
import type { Text } from './text.ts'
import { BOOL, BOX, FLT, INT, OTHER, type State, VALUE } from './types.ts'

/** The head of a loop that this code can go on at, or what is behind one. */
export interface Head {
  readonly pc: number
  readonly state: State
  /** The text that goes there; what follows is the first's. */
  readonly go: string
}

/** A `yield` at which this code ends. */
export interface Suspension {
  readonly pc: number
  /** The register of what it gives, and whether the frame is not to keep that. */
  readonly given: number
  readonly isOnlyGiven: boolean
  /** The registers that the code may have written and that the frame is to have. */
  readonly put: ReadonlySet<number>
  /** What follows once the frame has them. */
  readonly end: string
}

/** Where this code goes on by itself when a trace has been left: at heads of loops, of which the first is that of the trace, or by ending. */
export interface Homes {
  readonly heads: readonly Head[]
  readonly suspensions: readonly Suspension[]
}

/**
 * What is done before a trace, and where the code goes when a loop is to be traced, when a trace was left for the interpreter, and when it has
 * returned `c`: texts.
 */
export interface Ways {
  readonly before: string
  readonly hot: string
  readonly left: string
  readonly returned: string
}

/** After how many rounds an activation counts as one that begins a loop. */
const BEGUN = 3

/** The text at the end of a round: it counts, and a trace is recorded where that is due. */
export function countRound(text: Text, entrance: Entrance, pc: number, hot: string): string {
  const place = text.constant(entrance.place)
  const { every } = entrance
  const counted = every * every
  const may = mayTrace(text, pc)
  const isHot = `${text.mark(pc)}\n${hot}}\n`
  const due = `n >= ${counted}${may} && ${text.use('isDue')}(${place}, ${counted})`
  const isTime = counted === 1 ? 'n > 1' : `(n & ${counted - 1}) === ${counted - every}`
  if (entrance.place.ready !== null) return `n++\nif (${isTime} && ${place}.ready === null && ${due}) {\n${isHot}`
  if (entrance.place.isBrief || entrance.suspends) return `n++\nif (${isTime} && ${due}) {\n${isHot}`
  const begun = `n === ${Math.min(BEGUN, counted)}${may} && ${text.use('isBegunOften')}(${place})`
  return `n++\nif (${isTime} ? ${due} : ${begun}) {\n${isHot}`
}

/**
 * The text at the head of a loop with traces that goes on in a trace of it, and comes back at one of its homes. `b` tells that the round is the first of an activation; where that is not known it is 0.
 */
export function enterTrace(text: Text, entrance: Entrance, homes: Homes, ways: Ways): string {
  const { place: location, every } = entrance
  const place = text.constant(location)
  const [{ pc }] = homes.heads
  if (location.ready === null)
    return `if (b === 1) {
b = 0
if (${text.use('isBegunOften')}(${place})${mayTrace(text, pc)}) {\n${text.mark(pc)}\n${ways.hot}}
}
`
  const isFirst = location.isBrief ? 'b === 1 || ' : ''
  return `if (${isFirst}(n & ${every - 1}) === 0 && b === 0 && n > 0 || ${place}.isEarly) {
if ((t = ${place}.ready) !== null) {
${run(text, entrance, homes, ways)}}
}
b = 0
`
}

/** Whether a loop is looked for a trace of at its head, or soon will be. */
export const isEnteredAtHead = ({ place }: Entrance): boolean => place.isBrief || place.ready !== null

/** Goes on in the tree `t`. */
function run(text: Text, entrance: Entrance, { heads, suspensions }: Homes, ways: Ways): string {
  const out = text.constant(entrance.out)
  const [head] = heads
  const registers = registersAt(text.code, head.pc).map((r) =>
    (text.state[r] & FLT) === 0 ? text.reg(r) : boxedValue(text, r),
  )
  const left = text.constant(entrance.out.left)
  // Calls of the trace have said that the frame is elsewhere.
  const leave = `${text.mark(head.pc)}\n${ways.left}`
  const back = heads.map(
    ({ pc, state, go }, i) =>
      `if (s.home === ${pc} && --s.way.patience >= 0) {\ns = s.homeSlots\n${takeBack(text, entrance, pc, state, leave)}${go}${i === 0 ? 'break H\n' : ''}}\n`,
  )
  const gains = owned.enabled ? ` && ${text.use('L')}.live === 0` : ''
  const suspended = suspensions.map(
    (suspension) =>
      `if (s.home === ${suspension.pc}${gains} && --s.way.patience >= 0) {\ns = s.homeSlots\n${suspend(text, entrance, suspension)}}\n`,
  )
  return `H: if (C.limit > 0 && PENDING[0] === 0${mayTrace(text, head.pc)} && (--t.credit >= 0 || ${out}.judge(t))) {
${text.mark(head.pc)}
${ways.before}c = t.run(${['0', ...registers].join(', ')})
if (c === ${left}) {
s = ${out}.at
if (s.home < 0 || s.way.patience <= 0) {
c = ${out}.chase(t)
s = ${out}.at
}
}
if (c !== ${left}) {
${ways.returned}}
${back.join('')}${suspended.join('')}${leave}}
`
}

/** The rest of a test: traces do not look after what frames hold alone. */
function mayTrace(text: Text, pc: number): string {
  if (!text.follows) return ''
  const registers = registersAt(text.code, pc).filter((r) => (text.state[r] & OTHER) !== 0)
  const values = registers.map((r) => text.reg(r)).join(', ')
  return ` && (${text.use('L')}.live === 0 || ${text.use('isTraceable')}(d, [${values}]))`
}

/** Gives the frame what it is to have at a `yield`, where the code ends. */
function suspend(text: Text, { out }: Entrance, { pc, given, isOnlyGiven, put, end }: Suspension): string {
  const values = text.constant(out.values)
  const registers = registersAt(text.code, pc)
  let all = ''
  registers.forEach((r, i) => {
    if (!put.has(r)) return
    const place = r === given && isOnlyGiven ? 't' : `R[${r}]`
    all += `${place} = ${told(text, values, i)}\n`
  })
  // Iterators that nothing asks again are held to the end of their loops.
  const held = heldRegisters(text.code.unit, pc)
  for (const r of put) if (held[r] === 1 && !registers.includes(r)) all += `R[${r}] = ${boxedValue(text, r)}\n`
  const value =
    given >= text.code.unit.firstConst ? text.reg(given) : isOnlyGiven && put.has(given) ? 't' : `R[${given}]`
  return `${all}${end}return ${value}\n`
}

/** The value that the frame has in a place at a home, in which `s` tells the places. */
const told = (text: Text, values: string, i: number): string =>
  `(c = s[${i}]) & 3 ? ${text.use('asTold')}(${values}[c >> 2], c & 3) : ${values}[c >> 2]`

/** Gives the registers what they are at a head. */
function takeBack(text: Text, { out }: Entrance, pc: number, state: State, otherwise: string): string {
  const values = text.constant(out.values)
  let all = ''
  registersAt(text.code, pc).forEach((r, i) => {
    if (!text.hasVariable(r)) return
    const kind = state[r]
    const plain = `r${r} = ${told(text, values, i)}\n`
    // A float without a box stays without where that is one of the possibilities.
    all +=
      (kind & FLT) === 0
        ? plain
        : `if (((c = s[${i}]) & 3) === 1) { r${r} = FLT; f${r} = ${values}[c >> 2] }\nelse ${plain}`
    const test = allows(text, r, kind)
    if (test !== '') all += `if (!(${test})) {\n${otherwise}}\n`
  })
  return all
}

/** The test that what a register holds is one of the possibilities; '' where everything is. */
function allows(text: Text, r: number, kind: number): string {
  if ((kind & VALUE) === VALUE) return ''
  const tests: string[] = []
  if ((kind & FLT) !== 0) tests.push(`r${r} === FLT`)
  if ((kind & INT) !== 0) tests.push(isOfKind(`r${r}`, kind & INT))
  if ((kind & BOOL) !== 0) tests.push(`typeof r${r} === 'boolean'`)
  if ((kind & OTHER) !== 0) tests.push(`(typeof r${r} !== 'number' && typeof r${r} !== 'boolean')`)
  else if ((kind & (FLT | BOX)) !== 0) {
    const unboxed = (kind & BOX) === 0 ? `, r${r} = FLT` : ''
    tests.push(`(${isBox(text, r)} && (f${r} = r${r}.v${unboxed}, true))`)
  }
  return tests.join(' || ')
}
