// What V8's compilers are told while a program runs.
// Node: v8.setFlagsFromString
import { createRequire } from 'node:module'

const load = createRequire(import.meta.url)

/**
 * Maglev may compile the interpreter's loops, which bin/typhon has told it to leave alone. Not in a process that leaves a snapshot or a
 * code cache: V8 compares the flags that those were made with.
 */
export function optimizeInterpreter(): void {
  if (process.env.TYPHON_SNAPSHOT === 'build' || process.env.TYPHON_WARM_UP) return
  const v8 = load('node:v8') as typeof import('node:v8')
  v8.setFlagsFromString('--maglev-filter=*')
}
