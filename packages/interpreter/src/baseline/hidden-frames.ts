// The frames of what runs, compiled functions that built-in code keeps from being unwound included: of those the code and the
// place are known, but not the variables.
//
// differs: a caller that runs compiled and called this code through a built-in (a sort key, a special method), or awaits it, has a
// frame without local variables.
import { context } from '../eval/context.ts'
import { Frame, Return } from '../objects/frame.ts'
import { unparkFrame } from '../objects/generator.ts'
import { compiledAt, SITES } from './sites.ts'

/** The innermost frame. */
export function innermost(): Frame | null {
  const { frame, depth } = context
  return shown(depth > (frame === null ? 0 : frame.depth) ? hidden(depth, frame) : frame)
}

/** The frame that called a running one. */
export function callerOf(frame: Frame): Frame | null {
  unparkFrame(frame)
  return shown(isCallerHidden(frame) ? hidden(frame.depth - 1, frame.back) : frame.back)
}

/** The frame itself, or the nearest caller of one that stands for a built-in function. */
const shown = (frame: Frame | null): Frame | null => (frame !== null && frame.code.isInternal ? callerOf(frame) : frame)

/** Whether a compiled function called the running frame. */
export function isCallerHidden(frame: Frame): boolean {
  const { back, depth } = frame
  return depth - 1 > (back === null ? 0 : back.depth) && isRunning(frame)
}

function isRunning(frame: Frame): boolean {
  if (frame.kind === Return.shown) return true
  for (let f = context.frame; f !== null; f = f.back) if (f === frame) return true
  return false
}

/** Those made last, by depth: who asks again gets the same one. */
const made = new Map<number, Frame>()

/** Lets go of those whose function no longer runs where it did: they hold the frames that were around them. */
export function forgetPastFrames(): void {
  const depths = new Set<number>()
  for (let f = context.frame; f !== null; f = f.back) depths.add(f.depth)
  for (const [depth, frame] of made) {
    const isHere = depth <= context.depth && !depths.has(depth) && compiledAt(SITES[depth]).code === frame.code
    if (!isHere) made.delete(depth)
  }
}

function hidden(depth: number, back: Frame | null): Frame {
  const compiled = compiledAt(SITES[depth])
  const { code, globals, builtins, base } = compiled
  let frame = made.get(depth)
  if (frame === undefined || frame.code !== code || frame.back !== back) {
    frame = new Frame(code, code.window(), globals, builtins, null)
    made.set(depth, frame)
  }
  frame.pc = SITES[depth] - base
  frame.depth = depth
  frame.back = back
  frame.kind = Return.shown
  return frame
}
