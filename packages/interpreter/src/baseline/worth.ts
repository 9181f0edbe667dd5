// Which code is worth compiling.
import { KINDS, LOAD_ATTR, LOAD_GLOBAL, LOAD_METHOD, OPLEN } from '../generated/opcodes.ts'
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

/** Which operand of an instruction is a name, -1 for none. */
const NAMED = KINDS.map((kinds) => kinds.indexOf('name'))

/** Whether code names what it would have to be left for, but where it has never been executed: asyncio does so where it debugs. */
export function looksAtFrames(code: W_Code): boolean {
  return namesFrames(code) && !isNamedInVain(code)
}

/** Whether code has a name of what looks at frames. */
export const namesFrames = (code: W_Code): boolean => code.names.some((name) => LOOKS_AT_FRAMES.has(name))

/** Whether all that is named so is loaded by instructions that were not executed: a global that was never looked up tells. */
function isNamedInVain({ code: words, names, caches }: W_Code): boolean {
  let isCold = false
  for (let pc = 0; pc < words.length; pc += OPLEN[words[pc]]) {
    const op = words[pc]
    const isAttribute = op === LOAD_ATTR || op === LOAD_METHOD
    const isGlobal = op === LOAD_GLOBAL
    if (isGlobal) isCold = caches.length > 0 && caches[words[pc + 3]].owner === null
    const usesName = NAMED[op] >= 0 && LOOKS_AT_FRAMES.has(names[words[pc + 1 + NAMED[op]]])
    if (usesName && !(isCold && (isGlobal || isAttribute))) return false
    if (!isGlobal) isCold = false
  }
  return true
}
