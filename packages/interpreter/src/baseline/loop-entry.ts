// Where a loop is entered, what its registers are taken for (see `takeForInts` in types.ts).
import type { Block } from './graph.ts'
import { isOfKind } from './numbers.ts'
import type { Text } from './text.ts'
import { isInt, isWord, type State } from './types.ts'

/** Leaves where a register is something else than the loop of `head` takes it for; '' where nothing has to be tested. */
export function intoLoop(text: Text, from: Block, head: Block): string {
  const taken = from.order < head.order ? text.types.taken.get(head) : undefined
  if (taken === undefined) return ''
  const state = text.types.exit.get(from) as State
  const tests: string[] = []
  let after = ''
  for (let r = 0; r < taken.length; r++) {
    if (taken[r] === 0 || (isInt(state[r]) && (state[r] & ~taken[r]) === 0)) continue
    tests.push(isOfKind(`r${r}`, taken[r]))
    // Which tells V8 how to keep it.
    if (isWord(taken[r])) after += `r${r} = r${r} >>> 0\n`
  }
  return tests.length === 0 ? '' : `if (!(${tests.join(' && ')})) ${text.leave(head.start)}\n${after}`
}
