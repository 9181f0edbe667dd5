/**
 * Text becomes a function, by `new Function`, which costs about 50 µs per kilobyte. The parentheses have V8 compile it at once: it would be
 * parsed twice else.
 */
import type { Exits } from '../../driver/tree.ts'
import { LEFT } from '../../driver/tree.ts'
import type { Emitted } from './emit.ts'

/** The function of an emitted text. */
export function compile(emitted: Emitted, out: Exits, name: string): (...inputs: any[]) => any {
  const { text, held, leavings } = emitted
  const parameters = held.map((_, i) => `c${i}`)
  const source = `'use strict'\nconst values = out.values\nconst trace = (${text})\nreturn trace\n//# sourceURL=jit/${name.replaceAll(/\W+/g, '-')}`
  return new Function('out', 'LEFT', 'leavings', ...parameters, source)(out, LEFT, leavings, ...held) as () => unknown
}
