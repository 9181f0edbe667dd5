// Frames that the program has got hold of: who has a frame can read its variables at any time, so what such a frame has is never its own.
import { escapeAll, owned } from '@typhon/objspace'
import type { Frame } from '../objects/frame.ts'

const seen = new WeakSet<Frame>()

export function isSeen(frame: Frame): boolean {
  return seen.has(frame)
}

/** The program gets a frame. */
export function showFrame<T extends Frame | null>(frame: T): T {
  if (owned.enabled && frame !== null) {
    escapeAll()
    seen.add(frame)
  }
  return frame
}

/** The program is told of what its frames do, from here on: nothing is followed any more. */
export function showAllFrames(): void {
  escapeAll()
  owned.enabled = false
}
