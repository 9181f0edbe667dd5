/**
 * Whether compiled code is worth what it costs: entering a tree, going on with its bridges.
 */
import type { Recorder } from '../record/recorder.ts'
import type { Location } from './location.ts'
import type { Params } from './params.ts'
import type { Exit, Tree } from './tree.ts'

/** How many bridges begin within loops of functions that were followed, until it is clear that their rounds are not the same each time. */
const ASTRAY = 4

/** … where so much of a tree is in these: one in so many of its bridges. In a tree of many ways a few more cost less than recording all of them again. */
const ASTRAY_SHARE = 4

/**
 * … unless the tree has done so many operations since it got its last bridge, which are some dozen times what a bridge costs: then it has the ways that are taken
 * often, and is worth more than the calls that would come in the place of what it follows.
 */
const GROWN = 10_000_000

/** How many bridges the trace of a function may have with loops in it before it is asked whether they come to an end: each number of rounds is one, mostly. */
const OWN_WAYS = 8

/** … and how many operations they may have together: by then it has cost more than most functions give back. */
const MOST_OPERATIONS = 1500

/** With so many bridges, this divided by them is the part of the calls that may still go other ways: it shrinks faster where a few more are all. */
const OTHER_WAYS = 3.5

/** How many times fewer operations there are between calls where a tree is given up than where it is not begun. */
const RELUCTANCE = 4

/** After how many entries it is asked whether they were worth it, in multiples of what makes a bridge. */
const PROBATION = 16

/** How many times as much as it has to a tree does each time it is entered, where nobody waits some rounds before. */
const AMPLE = 4

/** From now on it is counted what entering a tree is worth. */
export function putOnProbation(tree: Tree, { trace_eagerness }: Params): void {
  tree.past += tree.work
  tree.work = 0
  tree.left = 0
  tree.strays = 0
  const probation = trace_eagerness * PROBATION
  tree.granted += probation - tree.credit
  tree.credit = probation
  tree.judgedWith = tree.changes
}

/** Whether entering a tree was worth it since this was asked last; one that has changed in the meantime is given the time again. */
export function isWorthEntering(tree: Tree, params: Params): boolean {
  const { work, left, strays, location } = tree
  const isSettled = tree.changes === tree.judgedWith
  const { min_work, min_work_home, min_work_brief, max_strays } = params
  const entries = params.trace_eagerness * PROBATION
  const atHome = entries - left
  const least = left * min_work + atHome * (location.isBrief ? min_work_brief : min_work_home)
  putOnProbation(tree, params)
  const wasEarly = location.isEarly
  if (isSettled || wasEarly) settleEntry(location, work >= least * AMPLE)
  const isWorthIt = location.isFunction ? strays * 100 <= entries * max_strays : work >= least
  return isWorthIt || !isSettled || wasEarly
}

/** One that does little where activations of few rounds enter it as well may do enough without them. */
function settleEntry(location: Location, doesAmple: boolean): void {
  if (location.isEarly && !doesAmple) location.staysLate = true
  location.isEarly = doesAmple && !location.staysLate
}

/** Whether too many rounds of loops in functions that were followed have gone other ways. */
export function isAstray({ tree, resume }: Exit): boolean {
  const { location, unrolled } = tree
  if (unrolled.size === 0 || tree.done - tree.grownAt > GROWN) return false
  const { frames } = resume
  const isFollowed = frames.slice(0, -1).some(({ code }) => unrolled.has(code as object))
  if (location.isFunction) return (isFollowed || unrolled.has(location.code as object)) && goesTooManyWays(tree)
  return isFollowed && ++tree.astray > ASTRAY && tree.astray * ASTRAY_SHARE > tree.bridges.length
}

/** Whether bridges of a function do not come to an end: with each of them about as many calls go other ways as before. */
function goesTooManyWays({ bridges, missed, entered, enteredFrom }: Tree): boolean {
  if (bridges.length < OWN_WAYS) return false
  const operations = bridges.reduce((sum, { trace }) => sum + trace.ops.length, 0)
  return operations > MOST_OPERATIONS || missed * bridges.length > (entered - enteredFrom) * OTHER_WAYS
}

/** Counts a round of a tree: whether there is so little between the calls in all of them that the loop gains nothing from its traces. */
export function callsTooOften(tree: Tree, { callsOut, trace }: Recorder, { min_per_call }: Params): boolean {
  tree.callsOut += callsOut
  tree.recorded += trace.ops.length
  // The tree has cost something already, and nobody knows how often this way is taken.
  return tree.callsOut * min_per_call > tree.recorded * RELUCTANCE
}

/** Whether the trace of a function gains nothing: it is short, or all that it does is in one function without loops to unroll, which runs as well without. */
export function doesTooLittle({ trace, tree, followed, unrolled }: Recorder, params: Params): boolean {
  const { min_function, min_followed } = params
  if (trace.ops.length < min_function) return true
  return followed < min_followed && !unrolled.has(tree!.code as object)
}
