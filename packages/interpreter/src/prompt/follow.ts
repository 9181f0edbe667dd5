// --gc=prompt: files, sockets, generators and instances with `__del__` that only frames hold are finalized as soon as they are dropped.
//
// Objects are noted in `owned` (packages/objspace/src/space/owned.ts) when they are made. The interpreter's loop for this option looks before
// each instruction, while there are any (step.ts); compiled code has a test where it could matter (baseline/prompt.ts). What is
// passed on to where it may be kept is let go of (instructions.ts, calls.ts): the collector looks after it then, as without the option.
// What stays is finalized when no register of its frame holds it any more (drops.ts).
//
// What must stay true: nothing is finalized that can still be reached. Who is not known to leave an object alone is taken to keep it.
import { owned } from '@typhon/objspace'
import { withoutTraces } from '../baseline/settings.ts'
import { context } from '../eval/context.ts'
import { finalizePromptly } from '../eval/run.ts'

/** From here on, what frames drop is finalized. */
export function followOwned(): void {
  owned.enabled = true
  owned.depth = () => (context.tracing.on ? -1 : context.depth)
  withoutTraces()
  finalizePromptly()
}
