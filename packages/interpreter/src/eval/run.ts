// Runs frames by the loop that is wanted: the plain one, the one that finalizes what is dropped while frames have objects of their own (--gc=prompt), or the
// one that tells trace functions.
import { owned, type Value, type W_BaseException } from '@typhon/objspace'
import { runInstructions as runPlain } from '../generated/loop.ts'
import { runInstructions as runPrompt } from '../generated/prompt-loop.ts'
import { runInstructions as runTraced } from '../generated/traced-loop.ts'
import type { Frame } from '../objects/frame.ts'
import { Segment } from '../threads/segment.ts'
import { context } from './context.ts'

/** The loop that is wanted now. */
function loop(): typeof runPlain {
  return context.tracing.on ? runTraced : owned.live === 0 ? runPlain : runPrompt
}

/**
 * Runs `frame` (the context's innermost) until the innermost frame of kind toHost ends, or yields where it is a generator's.
 * `raised` is an exception to raise where the frame waits, which has its context.
 */
export function run(frame: Frame, raised: W_BaseException | null): Value {
  for (let f = frame, e = raised; ; e = null) {
    try {
      let value = loop()(f, e)
      // Absent: another loop is to go on.
      while (value === undefined) value = loop()(context.frame as Frame, null)
      return value
    } catch (thrown) {
      if (!(thrown instanceof Segment)) throw thrown
      const { outcome } = thrown
      if (outcome !== null) {
        if ('failure' in outcome) throw outcome.failure
        return outcome.value
      }
      f = context.frame as Frame
    }
  }
}
