/**
 * Differences that stay, each with its reason. A case counts as explained where one of them matches both answers; what no case
 * shows any more goes.
 */
import type { Case } from './interpreter.ts'

export interface Explained {
  readonly reason: string
  matches(each: Case, cpython: string, typhon: string): boolean
}

export const EXPLAINED: readonly Explained[] = [
  {
    reason: 'a case that takes longer than worker.py allows, in either',
    matches: (_each, cpython, typhon) =>
      [cpython, typhon].some((answer) => /^\((too long|does not end)\)$/.test(answer)),
  },
  {
    reason: 'hashes that come from addresses',
    matches: ({ source }, cpython, typhon) =>
      /hash/.test(source) && cpython.replaceAll(/-?\d{10,}/g, '') === typhon.replaceAll(/-?\d{10,}/g, ''),
  },
  {
    reason: 'CPython compiles a `finally` block twice and gives the warnings about code in it twice',
    matches: (_each, cpython, typhon) => {
      const warning = /^\w*Warning: .*\n/gm
      return (
        cpython.replaceAll(warning, '') === typhon.replaceAll(warning, '') &&
        String([...new Set(cpython.match(warning))]) === String([...new Set(typhon.match(warning))])
      )
    },
  },
]
