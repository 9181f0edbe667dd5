// The frames that one call of the loop runs, at a place where their thread waits and cannot be left: JavaScript frames below belong
// to it. Frames are data, so another call of the loop, further up, can go on with them until the lowest has come to its end.
// The call of the loop that began with them learns of it when it is reached again.
//
// What must stay true: a segment is thrown through the loop that began with its frames, and through no other JavaScript frames.
import type { Value } from '@typhon/objspace'
import type { Frame } from '../objects/frame.ts'

export class Segment {
  /** The lowest frame, whose end is that of the call of the loop; null where the instruction cannot be executed again. */
  readonly bottom: Frame | null
  /** The places of compiled functions below. */
  readonly sites: Int32Array
  /** Another call of the loop has gone on with the frames. */
  begun = false
  /** What the lowest frame came to. */
  outcome: { value: Value } | { failure: unknown } | null = null

  constructor(bottom: Frame | null, sites: Int32Array) {
    this.bottom = bottom
    this.sites = sites
  }
}
