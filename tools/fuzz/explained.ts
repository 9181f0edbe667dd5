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
    reason: 'the method of a repetition, called by its name, complains as the operator does, not as the C wrapper does',
    matches: ({ source }, cpython) =>
      /__[ir]?mul__\(/.test(source) && /cannot be interpreted as an integer/.test(cpython),
  },
  {
    reason: 'where a module comes from',
    matches: (_each, cpython, typhon) =>
      cpython.replaceAll(/<module '(\w+)'[^>]*>/g, '$1') === typhon.replaceAll(/<module '(\w+)'[^>]*>/g, '$1'),
  },
  {
    reason: 'OrderedDict is the one of the library in Python, whose type has another name in messages and other views',
    matches: ({ source }, cpython) => /OrderedDict/.test(source) && /OrderedDict|odict|need more than/.test(cpython),
  },
  {
    reason: '`__buffer__` and `__release_buffer__` of built-in types are not there',
    matches: ({ source }, _cpython, typhon) =>
      /buffer__/.test(source) && /no attribute '__(release_)?buffer__'/.test(typhon),
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
