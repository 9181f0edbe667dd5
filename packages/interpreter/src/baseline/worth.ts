// Which code is worth compiling.
import type { W_Code } from '../objects/code.ts'

/** Code that asks for frames, or local variables by name: it would be unwound each time. */
const LOOKS_AT_FRAMES = new Set([
  '_getframe',
  'locals',
  'vars',
  'dir',
  'eval',
  'exec',
  'settrace',
  'setprofile',
  'set_events',
  'set_local_events',
])

/** Whether code names what it would have to be left for. */
export function looksAtFrames(code: W_Code): boolean {
  return code.names.some((name) => LOOKS_AT_FRAMES.has(name))
}
