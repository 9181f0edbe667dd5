// What a frame alone holds: objects with something to do before they go (endings.ts) that have not got anywhere but into the registers of the
// frame that made them, and of functions that it called with them. Such an object is finalized as soon as the frame lets go of it
// (`--gc=prompt`; packages/interpreter/src/prompt). Without that option the lists here are empty.
//
// An object belongs to a frame by the frame's depth. It is *fresh* from when it was made, or returned by the function that had it, until
// the call that gives it has ended: then it is the caller's, or was given by something that may have kept it as well.
//
// What must stay true: an object is let go of (`escape`) before anything but registers refers to it, and what a frame had is gone from the
// lists when the frame ends or is suspended; depths only grow in the list.
import { endings, watchEnd } from './endings.ts'
import type { Value, W_Object } from './value.ts'

/** So many are followed at most. */
const MOST = 200

class Owned {
  enabled = false
  /** How many there are, and the depth of the last one's frame; -1 for none. */
  live = 0
  top = -1
  objects: W_Object[] = []
  depths: number[] = []
  isFresh: boolean[] = []
  weights: number[] = []
  /** What a function returned last, where that was its caller's own. */
  returned: W_Object | null = null
  /** What the last function that ended gave to its caller. */
  given: W_Object | null = null
  /** The same, where the caller was built-in code. */
  passed: W_Object | null = null
  /** The depth of the running frame, -1 where nothing is followed. */
  depth = (): number => -1
}

export const owned = new Owned()

/** Follows a new object; false where that is not to be done. */
export function follow(w: W_Object, weight: number): boolean {
  if (!owned.enabled) return false
  if (owned.live > 0 && owned.objects.includes(w)) return true
  const depth = owned.depth()
  if (depth < 0 || owned.live === MOST) return false
  if (depth < owned.top) escapeFrom(depth + 1)
  owned.objects.push(w)
  owned.depths.push(depth)
  owned.isFresh.push(true)
  owned.weights.push(weight)
  owned.live++
  owned.top = depth
  return true
}

/** Takes an object off the list, by its place. */
export function remove(at: number): void {
  owned.objects.splice(at, 1)
  owned.depths.splice(at, 1)
  owned.isFresh.splice(at, 1)
  owned.weights.splice(at, 1)
  owned.live = owned.objects.length
  owned.top = owned.live === 0 ? -1 : owned.depths[owned.live - 1]
}

/** From here on the collector looks after the object at this place. */
export function release(at: number): void {
  const w = owned.objects[at]
  const weight = owned.weights[at]
  remove(at)
  watchEnd(w, weight)
}

/** Something but a register may refer to the value from here on. */
export function escape(w: Value | undefined): void {
  if (typeof w !== 'object' || w === null) return
  const at = owned.objects.indexOf(w)
  if (at >= 0) release(at)
}

/** Frames at this depth and above do not end as frames do that return: what they have may be seen, or be in use elsewhere. */
export function escapeFrom(depth: number): void {
  settleReturned()
  for (let i = owned.live - 1; i >= 0 && owned.depths[i] >= depth; i--) release(i)
}

/** Somebody looks at the frames that run. */
export function escapeAll(): void {
  if (owned.live > 0) escapeFrom(0)
}

/** What was returned to its owner by another way than a call's result may be anywhere. */
export function settleReturned(): void {
  const { returned } = owned
  if (returned === null) return
  owned.returned = null
  escape(returned)
}

/** Nothing is on its way from one function to another. */
export function settleGiven(): void {
  settleReturned()
  owned.given = owned.passed = null
}

/** What a function gave has come to built-in code, which may keep it. */
export function passToBuiltin(): void {
  owned.passed = owned.given
  owned.given = null
}

/** Another thread's lists take the place of these. */
export interface OwnedLists {
  readonly objects: W_Object[]
  readonly depths: number[]
  readonly isFresh: boolean[]
  readonly weights: number[]
}

export function takeOwned(): OwnedLists | null {
  if (owned.live === 0) return null
  settleReturned()
  const { objects, depths, isFresh, weights } = owned
  putOwned(null)
  return { objects, depths, isFresh, weights }
}

export function putOwned(lists: OwnedLists | null): void {
  owned.objects = lists?.objects ?? []
  owned.depths = lists?.depths ?? []
  owned.isFresh = lists?.isFresh ?? []
  owned.weights = lists?.weights ?? []
  owned.live = owned.objects.length
  owned.top = owned.live === 0 ? -1 : owned.depths[owned.live - 1]
  owned.given = owned.passed = null
}

endings.follow = follow
