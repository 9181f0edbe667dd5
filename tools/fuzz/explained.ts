/**
 * Differences that stay, each with its reason; what no case shows any more goes.
 *
 * A reason takes the part of an answer away that it explains (`same`), so that several may explain one case and none hides
 * another difference; or, where only both answers together tell, it compares them (`matches`).
 */
import type { Case } from './interpreter.ts'

export interface Explained {
  readonly reason: string
  /** The answer without what differs for this reason. */
  same?(answer: string, each: Case): string
  /** Whether the answers, from which every `same` has taken its part, differ for this reason. */
  matches?(each: Case, cpython: string, typhon: string): boolean
}

/** Whether the floats of two answers differ by so many units in the last place at most, and nothing else does. */
function nearlySame(a: string, b: string, units: number): boolean {
  const number = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g
  if (a.replaceAll(number, '') !== b.replaceAll(number, '')) return false
  const others = b.match(number) ?? []
  return (a.match(number) ?? []).every((x, i) => {
    const other = others[i]
    if (x === other) return true
    const areFloats = /[.e]/.test(x) && /[.e]/.test(other)
    return areFloats && Math.abs(Number(x) - Number(other)) <= units * 2.3e-16 * Math.abs(Number(x))
  })
}

/** Functions of C's that are no arithmetic; operators that are one stand for themselves. */
const ELEMENTARY =
  /\bc?math(?:'\))?\.(acosh?|asinh?|atan[2h]?|cosh?|exp(?:2|m1)?|l?gamma|log(?:10|1p|2)?|pow|phase|polar|rect|sinh?|tanh?)\(|\*\*|pow/

/**
 * Calls whose answers are numbers of the interpreter: addresses, hashes that come of them, bytes of memory, counts of references, which
 * nobody counts.
 */
const OWN_NUMBERS = /\bid\(|hash(?:__)?\(|__sizeof__\(|getsizeof\(|getrefcount\(/g

/** The line that such a call gives, of a program or by itself. */
const OWN_NUMBER = /^(?:gives )?-?\d+$/

/** What a watched program returns, where such numbers are among it. */
const WATCHED = /^(?:monitored|trace|profile) /
const withoutLong = (line = ''): string => line.replaceAll(/(?<=\breturn |PY_RETURN <?\w+>? \[')-?\d{6,}/g, '')

/** The second answer, with the first one's ints in as many lines as such a call is made. */
function withOwnNumbers({ source }: Case, cpython: string, typhon: string): string {
  let left = (source.match(OWN_NUMBERS) ?? []).length
  if (left === 0) return typhon
  const lines = cpython.split('\n')
  return typhon
    .split('\n')
    .map((line, i) => {
      if (line === lines[i]) return line
      if (OWN_NUMBER.test(line) && OWN_NUMBER.test(lines[i])) return left-- > 0 ? lines[i] : line
      return WATCHED.test(line) && withoutLong(line) === withoutLong(lines[i]) ? lines[i] : line
    })
    .join('\n')
}

/** The parts of a text in some order. */
const partsOf = (text: string): string =>
  text
    .split(/[\s,[\](){}<>]+/)
    .sort()
    .join(' ')

/** Whether two answers have the same parts: what comes out of a set, be it by an iterator or one by one. */
const haveSameParts = (a: string, b: string): boolean => partsOf(a) === partsOf(b)

/** The parts of a text, each of them once. */
const distinct = (text: string): string => [...new Set(partsOf(text).split(' '))].join(' ')

/** Where a bracket that opens at `from` closes; strings are skipped. */
function closing(text: string, from: number): number {
  let depth = 0
  for (let i = from; i < text.length; i++) {
    const c = text[i]
    if (c === "'" || c === '"') {
      for (i++; i < text.length && text[i] !== c; i++) if (text[i] === '\\') i++
    } else if ('([{<'.includes(c)) depth++
    else if (')]}>'.includes(c) && --depth === 0) return i
  }
  return -1
}

/** The parts of a display between commas. */
function parts(inside: string): string[] {
  const found: string[] = []
  let start = 0
  for (let i = 0; i <= inside.length; i++) {
    const c = inside[i]
    if (c === ',' || c === undefined) {
      found.push(inside.slice(start, i).trim())
      start = i + 1
    } else if ('([{<\'"'.includes(c)) {
      const end = c === "'" || c === '"' ? closing(`(${inside.slice(i)})`, 0) : closing(inside, i)
      if (c !== "'" && c !== '"' && end > 0) i = end
      else for (i++; i < inside.length && inside[i] !== c; i++) if (inside[i] === '\\') i++
    }
  }
  return found
}

/** An answer in which the sets stand in order that hold something of which `hasNoPlace` says that its place tells nothing. */
function withSortedSets(answer: string, hasNoPlace: (part: string) => boolean): string {
  return answer.replaceAll(/^.*\b(?:set|frozenset|SubSet):.*$|^["']\{.*$/gm, (line) => {
    let text = line
    // From the innermost set to the outermost one.
    for (let i = text.lastIndexOf('{'); i >= 0; i = i > 0 ? text.lastIndexOf('{', i - 1) : -1) {
      const end = closing(text, i)
      if (end < 0 || !/(?:\bset:|Set\(|set\(|^["'])$/.test(text.slice(0, i))) continue
      const found = parts(text.slice(i + 1, end))
      if (found.some(hasNoPlace)) text = `${text.slice(0, i)}{${found.sort().join(', ')}}${text.slice(end + 1)}`
    }
    return text
  })
}

const withoutStrings = (part: string): string => part.replaceAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, "''")

/** Whether the hash of what is shown comes from an address. */
const isHashedByAddress = (part: string): boolean =>
  /[\w.]+\(|NotImplemented|Ellipsis|</.test(
    withoutStrings(part)
      .replaceAll(/\b(?:set|frozenset|complex|Decimal|Fraction|range|slice|Point|Hashed|Sub\w+|datetime\.\w+)\(/g, '')
      .replaceAll(/<(?:Colour|Flag)\.[^>]*>/g, ''),
  )

/** A set display with a string that looks like a name, be it computed as the code is compiled. */
const KNOWN_STRING = /\{[^{}]*'(?:\w{2,}'|\w' ?\*)[^{}]*\}/

export const EXPLAINED: readonly Explained[] = [
  {
    reason: 'a case that takes longer than worker.py allows, in either',
    matches: (_each, cpython, typhon) =>
      [cpython, typhon].some((answer) => /^\((too long|does not end)\)\s*$|TooLong\(\)/.test(answer)),
  },
  {
    reason: 'the method of a repetition, called by its name, complains as the operator does, not as the C wrapper does',
    matches: ({ source }, cpython) =>
      /__[ir]?mul__\(/.test(source) && /cannot be interpreted as an integer/.test(cpython),
  },
  {
    reason: 'a case by which CPython is ended, as it reads memory that it has given back',
    matches: (_each, cpython, typhon) => cpython === '(ends the process)' && typhon !== cpython,
  },
  {
    reason: 'a file that nobody closes and nothing refers to is noticed when memory is collected',
    same: (answer, { source }) =>
      /\bopen\(/.test(source)
        ? answer
            .split('\n')
            .filter((line) => !line.startsWith('ResourceWarning: unclosed <_io.'))
            .join('\n')
        : answer,
  },
  {
    reason: 'the C library, whose cbrt, erf and erfc are up to three units in the last place off',
    matches: ({ source }, cpython, typhon) =>
      /math(?:'\))?\.(cbrt|erfc?)\(/.test(source) && nearlySame(cpython, typhon, 3),
  },
  {
    reason:
      'the C library, whose other elementary functions give the second nearest double now and then, the power of 0.5 or 2 among them',
    matches: ({ source }, cpython, typhon) => ELEMENTARY.test(source) && nearlySame(cpython, typhon, 1),
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
    same: (answer, { source }) =>
      /time(?:'\))?\.(asctime|ctime|gmtime|localtime|strftime)\(/.test(source) ? answer.replaceAll(/\d+/g, '') : answer,
  },
  {
    reason:
      'classes of earlier cases, which are alive until memory is collected, and those of modules, which are made at other times',
    same: (answer, { source }) =>
      /__subclasses__/.test(source)
        ? answer.replaceAll(/^(?:\d+ in )?\[<class .*/gm, (line) =>
            line.endsWith(']')
              ? `[${(line.match(/<class '[^']*'>/g) ?? []).filter((each) => !/'(?!__main__)(?:(?:\w+|<locals>)\.)+\w+'/.test(each)).join()}]`
              : '',
          )
        : answer,
  },
  {
    reason: 'types in which only the C code of CPython holds something',
    same: (answer, { source }) =>
      /__subclasses__/.test(source)
        ? answer.replaceAll(
            /<class '(?:PyCapsule|instancemethod|moduledef|stderrprinter|_buffer_wrapper|hamt\w*|InstructionSequence|managedbuffer|EncodingMap)'>,?/g,
            '',
          )
        : answer,
  },
  {
    reason: 'the address of the memory of an array',
    same: (answer, { source }) =>
      /\.buffer_info\(/.test(source) ? answer.replaceAll(/^\(\d+, (\d+),\)$/gm, '(address, $1,)') : answer,
  },
  {
    reason: 'where a module comes from',
    same: (answer) => answer.replaceAll(/<module '(\w+)'[^>]*>/g, '<module $1>'),
  },
  {
    reason: 'the place of a NaN in a set, as its hash is its address',
    same: (answer) => withSortedSets(answer, (part) => /\bnan\b/.test(withoutStrings(part))),
  },
  {
    reason: 'the place of a NaN in a set that is iterated, as its hash is its address',
    matches: ({ source }, cpython, typhon) =>
      /set\(|\{[^{}:]*\}/.test(source) && /\bnan\b/.test(source) && haveSameParts(cpython, typhon),
  },
  {
    reason: 'a NaN in a complex number is the same as another, as the identity of numbers is their value',
    same: (answer, { source }) =>
      /complex\([^()]*nan/.test(source) ? answer.replaceAll(/^(True|False|[01])$/gm, '') : answer,
  },
  {
    reason: 'the places in a set of objects whose hash is their address',
    same: (answer) => withSortedSets(answer, isHashedByAddress),
  },
  {
    reason:
      'the order in which objects come out of a set whose hash is their address, be it by an iterator or one by one',
    matches: ({ source }, cpython, typhon) =>
      /\bset\(|\{[^{}:]*\}|\|=|\.pop\(|frozenset/.test(source) &&
      isHashedByAddress(cpython.replaceAll(/^\w+:/gm, '')) &&
      haveSameParts(cpython.replaceAll(/^\w+:/gm, ''), typhon.replaceAll(/^\w+:/gm, '')),
  },
  {
    reason:
      'text or bytes of more than 2 ** 28 characters, for which the host has no room: that is the first difference, and what was to be made is no name afterwards',
    matches: ({ source }, cpython, typhon) => {
      const [before, after] = [cpython.split('\n'), typhon.split('\n')]
      const at = after.findIndex((line, i) => line !== before[i])
      return (
        /^(?:fails )?MemoryError: ?$/.test(after[at] ?? '') &&
        !/MemoryError/.test(before[at] ?? '') &&
        countsIn(source).some((n) => n >= 2 ** 28 && n < 2 ** 48) &&
        after.slice(at).every((line, i) => line === before[at + i] || /^(?:fails )?(?:Memory|Name)Error: /.test(line))
      )
    },
  },
  {
    reason: 'a float is the same as another of its value, as the identity of numbers is their value',
    matches: ({ source }, cpython, typhon) => {
      const lines = typhon.split('\n')
      const others = cpython.split('\n').filter((line, i) => line !== lines[i])
      const compared =
        source.match(/\d\)* is |\bis (?:not )?(?:x\b|\(?-?\d)|\.__(?:eq|ne)__\(\(\d+\.\d+\)\.__\w+__\)/g) ?? []
      return (
        /\d(?:\.|e)\d/.test(source) &&
        lines.length === cpython.split('\n').length &&
        others.length <= compared.length &&
        others.every((line) => line === 'False' || line === 'True') &&
        lines.filter((line, i) => line !== cpython.split('\n')[i]).every((line) => line === 'True' || line === 'False')
      )
    },
  },
  {
    reason: 'text that looks like a name is interned, however it was made: strings have no identity of their own',
    same: (answer, { source }) =>
      /_is_interned\(/.test(source) ? answer.replaceAll(/^(?:gives )?(?:True|False)$/gm, '') : answer,
  },
  {
    reason: 'variables of a frame: CPython removes none before 3.13.1, and those that the function does not name since',
    same: (answer, { source }) =>
      /f_locals/.test(source)
        ? answer.replaceAll(/^(?:TypeError: cannot remove variables from FrameLocalsProxy|KeyError: .*)$/gm, 'KeyError')
        : answer,
  },
  {
    reason: 'a Struct that was never initialised, of which CPython reads what is beside None in memory',
    matches: ({ source }, cpython, typhon) => {
      const lines = cpython.split('\n')
      return (
        /Struct\b.*__new__\(/.test(source) &&
        typhon
          .split('\n')
          .every((line, i) => line === lines[i] || line.endsWith('RuntimeError: Struct object is not initialized'))
      )
    },
  },
  {
    reason: 'CPython 3.13.0 takes `!=` for the end of the text that `=` of an f-string shows',
    matches: ({ source }, cpython, typhon) => {
      const lines = typhon.split('\n')
      const others = cpython.split('\n')
      return (
        /\{[^{}]*!=[^{}]*=\s*(?:![rsa])?(?::(?:[^{}]|\{[^{}]*\})*)?\}/.test(source) &&
        lines.every((line, i) => line === others[i] || line.includes('!=') || line.length > 480)
      )
    },
  },
  {
    reason:
      'escapes in the text that `=` of an f-string shows: CPython 3.13 decodes them, and shows no longer what is written',
    matches: ({ source }, cpython, typhon) =>
      /=\s*(?:![rsa])?(?::[^{}]*)?\}/.test(source) && new RegExp(`^${withEscapesDecoded(typhon)}$`).test(cpython),
  },
  {
    reason: 'CPython 3.13.0 warns of escapes in the text that `=` of an f-string shows, be they of a raw string',
    same: (answer, { source }) =>
      /\{[^{}]*\\[^{}]*=\s*(?:![rsa])?(?::(?:[^{}]|\{[^{}]*\})*)?\}/.test(source)
        ? answer.replaceAll(/^SyntaxWarning: invalid escape sequence .*\n/gm, '')
        : answer,
  },
  {
    reason: 'CPython 3.13.0 ends the text that `=` of an f-string shows at the specification of an f-string in it',
    matches: ({ source }, cpython, typhon) => {
      const lines = typhon.split('\n')
      const others = cpython.split('\n')
      return (
        /\{[fFrR]{1,2}(?:'[^']*\{[^']*:[^']*\}[^']*'|"[^"]*\{[^"]*:[^"]*\}[^"]*") *= *(?:![rsa])?(?::[^{}]*)?\}/.test(
          source,
        ) && lines.every((line, i) => line === others[i] || /\{.*:.*\}.*=/.test(line) || line.length > 480)
      )
    },
  },
  {
    reason: 'the flags or traps of a decimal context beside something else, of which CPython reads what is in memory',
    matches: ({ source }, cpython, typhon) => {
      const lines = cpython.split('\n')
      return (
        /\.(?:flags|traps)\b/.test(source) &&
        typhon
          .split('\n')
          .every(
            (line, i) =>
              line === lines[i] ||
              (/^(?:fails )?ValueError: invalid signal dict$/.test(lines[i]) &&
                /^(?:gives )?(?:True|False)$|not supported between instances of/.test(line)),
          )
      )
    },
  },
  {
    reason:
      'calls that fit below a limit of recursion which is lower than what is running, as CPython counts those it has specialised otherwise',
    same: (answer, { source }) =>
      /setrecursionlimit\(/.test(source)
        ? answer.replaceAll(/^(?:None|RecursionError: maximum recursion depth exceeded)$/gm, '')
        : answer,
  },
  {
    reason: 'the places of strings in a set display: CPython builds it once more where such a string is known already',
    same: (answer, { source }) =>
      KNOWN_STRING.test(source) ? withSortedSets(answer, (part) => /^'\w{2,}'$/.test(part)) : answer,
  },
  {
    reason: 'the order in which such strings come out of a set display',
    matches: ({ source }, cpython, typhon) =>
      KNOWN_STRING.test(source) &&
      (haveSameParts(cpython, typhon) ||
        // Which of them come more often depends on their order.
        (/accumulate\(/.test(source) && haveSameParts(distinct(cpython), distinct(typhon)))),
  },
  {
    reason: 'CPython forgets that it was to fail, and says so',
    same: (answer) =>
      answer.replaceAll(
        "SystemError: <slot wrapper '__iter__' of 'memoryview' objects> returned a result with an exception set <- ",
        '',
      ),
  },
  {
    reason: 'the names of worker.py, whose modules are from elsewhere',
    same: (answer) => answer.replaceAll(/^\{'array': module:.*/gm, ''),
  },
  {
    reason: 'the place of a jump out of an except* block, which CPython loses where something else is left on the way',
    same: (answer) => answer.replaceAll(/(cannot appear in an except\* block \(<case>, line )-?\d+/g, '$1'),
  },
  {
    reason: 'CPython compiles a `finally` block twice and gives the warnings about code in it twice',
    same: (answer) => {
      const seen = new Set<string>()
      return `${answer}\n`.replaceAll(/^\w*Warning: .*(?:\n|$)/gm, (line) => {
        const warning = line.trimEnd()
        if (seen.has(warning)) return ''
        seen.add(warning)
        return `${warning}\n`
      })
    },
  },
  {
    reason:
      'variables of comprehensions that functions inside of them use are among the variables, too, and so come before other cells',
    same: (answer, { kind }) =>
      kind === 'program'
        ? answer.replaceAll(
            /^((f\d+) \2 .* )\(((?:'\w+', ?)*'\w+',|,)\) (\(.*\)) \(((?:'\w+', ?)*'\w+',)\)$/gm,
            (_, head: string, _name: string, variables: string, free: string, cells: string) => {
              const names = cells.split(/,\s*/).filter((each) => each !== '')
              const others = variables.split(/,\s*/).filter((each) => each !== '' && !names.includes(each))
              return `${head}(${others.join(', ')}) ${free} (${names.sort().join(', ')})`
            },
          )
        : answer,
  },
  {
    reason: 'variables that only code behind a return names stand in another order',
    same: (answer, { kind }) => (kind === 'program' ? answer.replaceAll(/^(f\d+) \1 .* \('.*/gm, partsOf) : answer),
  },
  {
    reason: 'what is dropped at once where references are counted, and later here: coroutines that nobody awaits',
    same: (answer) => answer.replaceAll(/^RuntimeWarning: coroutine .* was never awaited\n?/gm, '').trimEnd(),
  },
  {
    reason: 'the same of generators that wait when they are dropped: they are closed then',
    same: (answer, { kind }) =>
      kind === 'program' ? answer.replaceAll(/^(?:inner end|delegate close)\n?/gm, '').trimEnd() : answer,
  },
  {
    reason: 'the same of those that went on when they were closed, and are closed once more',
    same: (answer) =>
      answer.includes('ignored GeneratorExit')
        ? answer.replaceAll(/^(?:end .*|exit .*GeneratorExit.*)\n?/gm, '').trimEnd()
        : answer,
  },
  {
    reason: 'the same of what else they do when they are closed once more',
    matches: (_each, cpython, typhon) => {
      const lines = cpython.split('\n')
      return lines.some(
        (line, at) =>
          line.includes('ignored GeneratorExit') &&
          [1, 2, 3, 4, 5].some((n) => n <= at && lines.toSpliced(at - n, n).join('\n') === typhon),
      )
    },
  },
  {
    reason: 'the same of what only weak references lead to',
    matches: ({ source }, cpython, typhon) =>
      /weakref/.test(source) &&
      [cpython, typhon].map(withoutReferents).every((each, _i, all) => each === all[0]) &&
      /; dead>/.test(cpython),
  },
]

/** The ints of a source, powers and shifts of two of them as well. */
function countsIn(source: string): number[] {
  return [...source.matchAll(/\b(\d+)(?:\s*(\*\*|<<)\s*(\d+))?/g)].map(([, a, op, b]) =>
    op === '**' ? Number(a) ** Number(b) : op === '<<' ? Number(a) * 2 ** Number(b) : Number(a),
  )
}

// A small n with a brace behind it is a line break before a field.
const ESCAPE = /\\{1,2}(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|N\{[^}]+\}|[0-7]{1,3}|[abfnrtv\\'"])/g

/** A pattern of an answer in which each escape, or a repr of it, is itself or one character. */
function withEscapesDecoded(answer: string): string {
  const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  const escapes = (answer.match(ESCAPE) ?? []).map((each) => `(?:\\\\?[^]|${literal(each)})`)
  return answer
    .split(ESCAPE)
    .map((part, i) => literal(part) + (escapes[i] ?? ''))
    .join('')
}

/** An answer that does not say to what weak references lead. */
function withoutReferents(answer: string): string {
  return answer.replaceAll(/(?<=<weak(?:ref|proxy) at ; )(?:dead|to '[^']*' at (?: \(\w+\))?)(?=>)/g, '')
}

/** Whether two answers differ only for reasons of the list. */
export function explained(each: Case, cpython: string, typhon: string): boolean {
  const same = (answer: string): string =>
    EXPLAINED.reduce((text, explanation) => explanation.same?.(text, each) ?? text, answer)
  const [a, b] = [same(cpython), same(withOwnNumbers(each, cpython, typhon))]
  return a === b || EXPLAINED.some((explanation) => explanation.matches?.(each, a, b))
}
