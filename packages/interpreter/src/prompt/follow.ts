// --gc=prompt: files, sockets, generators and instances with `__del__` that only frames hold are finalized as soon as they are dropped.
//
// Objects are noted in `owned` (packages/objspace/src/space/owned.ts) when they are made. While there are any, a loop of the interpreter runs that looks
// before each instruction (step.ts), or compiled code that has a test where it could matter (baseline/prompt.ts). What is
// passed on to where it may be kept is let go of (instructions.ts, calls.ts): the collector looks after it then, as without the option.
// What stays is finalized when no register of its frame holds it any more (drops.ts).
//
// Mostly there are none, and the plain loop runs, or compiled code that looks only where a frame can get one (baseline/gains.ts): where a call
// ends. Both are left then, and not entered before the last one is gone.
//
// What must stay true: nothing is finalized that can still be reached. Who is not known to leave an object alone is taken to keep it.
import { owned } from '@typhon/objspace'
import { context } from '../eval/context.ts'

/** Whether from here on what frames drop is finalized. */
export function followOwned(isFollowed: boolean): void {
  owned.enabled = isFollowed
  owned.depth = () => (context.tracing.on ? -1 : context.depth)
}
