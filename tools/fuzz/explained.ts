/**
 * Differences that stay, each with its reason. A case counts as explained where one of them matches both answers; what no case
 * shows any more goes.
 */
import type { Case } from './interpreter.ts'

export interface Explained {
  readonly reason: string
  matches(each: Case, cpython: string, typhon: string): boolean
}

/** Whether the numbers of two answers differ by three units in the last place at most, and nothing else does. */
function nearlySame(a: string, b: string): boolean {
  const number = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g
  if (a.replaceAll(number, '') !== b.replaceAll(number, '')) return false
  const others = b.match(number) ?? []
  return (a.match(number) ?? []).every((x, i) => Math.abs(Number(x) - Number(others[i])) <= 8e-16 * Math.abs(Number(x)))
}

const withoutCases = (answer: string): string => answer.replaceAll(/(, )?<class 'case\.\w+'>/g, '')

export const EXPLAINED: readonly Explained[] = [
  {
    reason: 'a case that takes longer than worker.py allows, in either',
    matches: (_each, cpython, typhon) =>
      [cpython, typhon].some((answer) => /^\((too long|does not end)\)$/.test(answer)),
  },
  {
    reason: 'hashes that come from addresses',
    matches: ({ source }, cpython, typhon) =>
      /hash/.test(source) && cpython.replaceAll(/-?\d{5,}/g, '') === typhon.replaceAll(/-?\d{5,}/g, ''),
  },
  {
    reason: 'the method of a repetition, called by its name, complains as the operator does, not as the C wrapper does',
    matches: ({ source }, cpython) =>
      /__[ir]?mul__\(/.test(source) && /cannot be interpreted as an integer/.test(cpython),
  },
  {
    reason: 'the C library, which rounds the error and gamma functions up to three units in the last place off',
    matches: ({ source }, cpython, typhon) => /math\.(erfc?|l?gamma)\(/.test(source) && nearlySame(cpython, typhon),
  },
  {
    reason: 'the count of arguments of a constructor that is called by `__call__`, past the vectorcall of its type',
    matches: ({ source }, cpython, typhon) =>
      /\.__call__\(/.test(source) &&
      cpython.replaceAll(/\(\) takes at most (\d) arguments? \((\d+) given\)/g, ' expected at most $1') ===
        typhon.replaceAll(/(expected at most \d) arguments?, got \d+/g, '$1'),
  },
  {
    reason:
      'of several wrong arguments of datetime(), whose first may be a state that was pickled, a later one is told of',
    matches: ({ source }, cpython, typhon) =>
      /datetime\(/.test(source) &&
      [cpython, typhon].every((answer) => /object cannot be interpreted as an integer/.test(answer)) &&
      cpython.replaceAll(/'\w+' object/g, '') === typhon.replaceAll(/'\w+' object/g, ''),
  },
  {
    reason: 'the time of day, which goes on from one interpreter to the other',
    matches: ({ source }, cpython, typhon) =>
      /time\.(asctime|ctime|gmtime|localtime|strftime)\(/.test(source) &&
      cpython.replaceAll(/\d+/g, '') === typhon.replaceAll(/\d+/g, ''),
  },
  {
    reason: 'classes of earlier cases, which are alive until memory is collected',
    matches: ({ source }, cpython, typhon) =>
      /__subclasses__/.test(source) && withoutCases(cpython) === withoutCases(typhon),
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
