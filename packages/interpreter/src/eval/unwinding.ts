// Handing compiled code's state over to the interpreter. Compiled functions have no frames on the heap; whoever must see or move
// frames (sys._getframe, locals, signal handlers, turns of threads, trace functions) calls `requireFrames` first. Where there
// are compiled functions to be seen it throws UNWIND: each of them makes a frame of what it holds and is gone, the frames are
// linked, and the interpreter goes on with the innermost at the instruction that asked, which asks again and finds frames.
//
// Built-in code that runs Python code (a sort key, a special method) cannot be left and taken up again: unwinding ends there,
// and the frames above it are run to their end below it. Compiled functions underneath stay as they are; what can be known of
// them then is their code and place (`hiddenFrames`).
//
// What must stay true: `top` and `bottom` are the innermost and outermost frame made so far, both null before the first;
// the kind of `bottom` is `init` where its caller makes an instance, `send` where that awaits it, and its `back` is set by whoever
// comes next.
import type { Value } from '@typhon/objspace'
import { Return } from '../objects/frame.ts'
import type { Frame } from '../objects/frame.ts'
import { context } from './context.ts'

class Unwinding {
  /** Never told of as a fault of Typhon. */
  readonly passThrough = true
  top: Frame | null = null
  bottom: Frame | null = null

  /** Puts a frame below those made so far. */
  add(frame: Frame): void {
    if (this.bottom === null) this.top = frame
    else link(this.bottom, frame)
    this.bottom = frame
    frame.kind = Return.value
  }

  /** The same of the frame of a coroutine that is awaited where it was called. */
  addAwaited(frame: Frame): void {
    this.add(frame)
    frame.kind = Return.send
  }

  /** The innermost frame, when the outermost has been given its caller; the innermost runs then. */
  finish(caller: Frame | null): Frame {
    const { top, bottom } = this
    if (bottom === null || top === null) throw new Error('nothing was unwound')
    link(bottom, caller)
    this.top = null
    this.bottom = null
    context.frame = top
    context.depth = top.depth
    context.handled = null
    return top
  }
}

function link(frame: Frame, caller: Frame | null): void {
  frame.back = caller
  if (frame.kind === Return.send && caller !== null) {
    // The caller is at the SEND, but did not know the coroutine.
    const { code } = caller.code
    caller.regs[code[caller.pc + 2]] = frame.owner as Value
  } else if (frame.kind !== Return.init) frame.kind = Return.value
}

/** Thrown through compiled code. */
export const UNWIND = new Unwinding()

/** Leaves compiled code, as far as it can be left, so that all that runs has frames. */
export function requireFrames(): void {
  if (canUnwind()) throw UNWIND
}

/** Whether there are compiled functions above the innermost built-in that cannot be left. */
function canUnwind(): boolean {
  const { frame } = context
  if (context.depth !== (frame === null ? 0 : frame.depth)) return true
  for (let f = frame; f !== null; f = f.back) {
    if (f.inCompiled) return true
    if (f.kind === Return.toHost) return false
    if (f.kind === Return.toCompiled) return true
  }
  return false
}

/** UNWIND came to the loop that runs `frame`: whether compiled code called the loop and is to be unwound as well. */
export function leaveLoop(frame: Frame): boolean {
  let bottom = frame
  while (bottom.kind !== Return.toHost && bottom.kind !== Return.toCompiled) bottom = bottom.back as Frame
  if (bottom.kind === Return.toHost) return false
  UNWIND.top = frame
  UNWIND.bottom = bottom
  context.frame = bottom.back
  context.depth = bottom.depth - 1
  return true
}
