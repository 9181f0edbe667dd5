// The facts of the Unicode Character Database, read from data/unicode.txt.br when they are first asked for.
//
// The file is written by scripts/unicode-data.py. It has three parts. The first two, for Unicode 15.1 and 3.2, have each:
//  - the number of kinds, and a line for each: category, bidirectional class, combining class, width, whether mirrored;
//  - runs of code points of one kind from 0 on, as LENGTH.KIND;
//  - decompositions as DIFFERENCE:TEXT, where the difference is that to the code point before;
//  - numbers as DIFFERENCE:DECIMAL:DIGIT:VALUE.
// The third has the names: a line of words; a line of `DIFFERENCE WORD WORD…` (no difference means 1) separated by bars, but for
// the names that rules make; the ranges of ideographs, which are named by their numbers; and further names of characters and of
// sequences of them, as `POINT POINT…:NAME`. Numbers are hexadecimal.
import { createRequire } from 'node:module'
import { host, hooks, getattr, strOrUndefined, textOfStr } from '@typhon/objspace'

/** Properties that a run of characters shares. */
export interface Kind {
  readonly category: string
  readonly bidirectional: string
  readonly combining: number
  readonly width: string
  readonly mirrored: number
}

export interface NumericValue {
  readonly decimal: number | undefined
  readonly digit: number | undefined
  readonly value: number
}

/** One version of the database. */
export class Database {
  readonly version: string
  private readonly kinds: readonly Kind[]
  /** First code points of the runs, and the kind of each. */
  private readonly starts: Uint32Array
  private readonly runKinds: Uint16Array
  private readonly decompositions: ReadonlyMap<number, string>
  private readonly numbers: ReadonlyMap<number, NumericValue>

  constructor(version: string, lines: Iterator<string>) {
    const line = (): string => lines.next().value as string
    this.version = version
    this.kinds = Array.from({ length: Number(line()) }, () => {
      const [category, bidirectional, combining, width, mirrored] = line().split(' ')
      return {
        category,
        bidirectional: bidirectional === '-' ? '' : bidirectional,
        combining: Number(combining),
        width,
        mirrored: Number(mirrored),
      }
    })
    const runs = line().split(' ')
    this.starts = new Uint32Array(runs.length)
    this.runKinds = new Uint16Array(runs.length)
    let at = 0
    runs.forEach((run, i) => {
      const [length, kind] = run.split('.')
      this.starts[i] = at
      this.runKinds[i] = parseInt(kind, 16)
      at += parseInt(length, 16)
    })
    this.decompositions = sparse(line(), ([text]) => text)
    this.numbers = sparse(line(), ([decimal, digit, value]) => ({
      decimal: decimal === '' ? undefined : Number(decimal),
      digit: digit === '' ? undefined : Number(digit),
      value: Number(value),
    }))
  }

  kindOf(c: number): Kind {
    let low = 0
    let high = this.starts.length
    while (high - low > 1) {
      const mid = (low + high) >> 1
      if (this.starts[mid] <= c) low = mid
      else high = mid
    }
    return this.kinds[this.runKinds[low]]
  }

  decomposition(c: number): string {
    return this.decompositions.get(c) ?? ''
  }

  number(c: number): NumericValue | undefined {
    return this.numbers.get(c)
  }
}

/** A line of `DIFFERENCE:FIELD:FIELD…` as a map by code point. */
function sparse<T>(line: string, read: (fields: string[]) => T): Map<number, T> {
  const map = new Map<number, T>()
  let c = 0
  for (const entry of line.split('|')) {
    const [difference, ...fields] = entry.split(':')
    c += parseInt(difference, 16)
    map.set(c, read(fields))
  }
  return map
}

const HANGUL = 0xac00
const HANGUL_END = 0xd7a3
const LEADS = ['G', 'GG', 'N', 'D', 'DD', 'R', 'M', 'B', 'BB', 'S', 'SS', '', 'J', 'JJ', 'C', 'K', 'T', 'P', 'H']
const VOWELS = [
  'A',
  'AE',
  'YA',
  'YAE',
  'EO',
  'E',
  'YEO',
  'YE',
  'O',
  'WA',
  'WAE',
  'OE',
  'YO',
  'U',
  'WEO',
  'WE',
  'WI',
  'YU',
  'EU',
  'YI',
  'I',
]
const TAILS = [
  '',
  'G',
  'GG',
  'GS',
  'N',
  'NJ',
  'NH',
  'D',
  'L',
  'LG',
  'LM',
  'LB',
  'LS',
  'LT',
  'LP',
  'LH',
  'M',
  'B',
  'BS',
  'S',
  'SS',
  'NG',
  'J',
  'C',
  'K',
  'T',
  'P',
  'H',
]
const IDEOGRAPH = 'CJK UNIFIED IDEOGRAPH-'
const SYLLABLE = 'HANGUL SYLLABLE '

/** The names of characters. Unicode chapter 4.8 */
export class Names {
  private readonly words: readonly string[]
  private readonly entries: string
  private readonly ideographs: readonly (readonly [number, number])[]
  private byPoint: Map<number, string> | undefined
  private readonly furtherNames: string
  private byName: Map<string, number> | undefined
  private byFurtherName: Map<string, number[]> | undefined

  constructor(lines: Iterator<string>) {
    const line = (): string => lines.next().value as string
    this.words = line().split(' ')
    this.entries = line()
    this.ideographs = line()
      .split(' ')
      .map((range) => range.split('-').map((n) => parseInt(n, 16)) as [number, number])
    this.furtherNames = line()
  }

  /** Words by number, by code point. */
  private get points(): Map<number, string> {
    if (this.byPoint === undefined) {
      this.byPoint = new Map()
      let c = 0
      for (const entry of this.entries.split('|')) {
        const i = entry.indexOf(' ')
        c += i === 0 ? 1 : parseInt(entry.slice(0, i), 16)
        this.byPoint.set(c, entry.slice(i + 1))
      }
    }
    return this.byPoint
  }

  private spelled(numbers: string): string {
    return numbers
      .split(' ')
      .map((n) => this.words[parseInt(n, 16)])
      .join(' ')
  }

  nameOf(c: number): string | undefined {
    if (c >= HANGUL && c <= HANGUL_END) {
      const s = c - HANGUL
      return SYLLABLE + LEADS[Math.floor(s / 588)] + VOWELS[Math.floor((s % 588) / 28)] + TAILS[s % 28]
    }
    if (this.isIdeograph(c)) return IDEOGRAPH + c.toString(16).toUpperCase()
    const numbers = this.points.get(c)
    return numbers === undefined ? undefined : this.spelled(numbers)
  }

  private isIdeograph(c: number): boolean {
    return this.ideographs.some(([from, to]) => c >= from && c <= to)
  }

  /** The character of a name: in any case, where no rule makes the name. */
  find(name: string): number | undefined {
    if (name.startsWith(IDEOGRAPH)) {
      const digits = name.slice(IDEOGRAPH.length)
      const c = /^[0-9A-F]{4,5}$/.test(digits) ? parseInt(digits, 16) : -1
      return c.toString(16).toUpperCase() === digits && this.isIdeograph(c) ? c : undefined
    }
    if (name.startsWith(SYLLABLE)) return syllable(name.slice(SYLLABLE.length))
    if (this.byName === undefined) {
      this.byName = new Map()
      for (const [c, numbers] of this.points) this.byName.set(this.spelled(numbers), c)
    }
    return this.byName.get(name.toUpperCase())
  }

  /** The character of which this is an alias, or the sequence of characters that has this name. */
  findFurther(name: string): readonly number[] | undefined {
    if (this.byFurtherName === undefined) {
      this.byFurtherName = new Map()
      for (const entry of this.furtherNames.split('|')) {
        const [points, key] = entry.split(':')
        this.byFurtherName.set(
          key,
          points.split(' ').map((n) => parseInt(n, 16)),
        )
      }
    }
    return this.byFurtherName.get(name.toUpperCase())
  }
}

/** The Hangul syllable that letters spell. */
function syllable(letters: string): number | undefined {
  for (let lead = 0; lead < LEADS.length; lead++) {
    if (!letters.startsWith(LEADS[lead])) continue
    for (let vowel = 0; vowel < VOWELS.length; vowel++) {
      const head = LEADS[lead] + VOWELS[vowel]
      if (!letters.startsWith(head)) continue
      const tail = TAILS.indexOf(letters.slice(head.length))
      if (tail >= 0) return HANGUL + (lead * 21 + vowel) * 28 + tail
    }
  }
  return undefined
}

interface Facts {
  readonly current: Database
  readonly old: Database
  readonly names: Names
}

let facts: Facts | undefined

/** The facts, read at the first call. */
export function unicodeFacts(): Facts {
  if (facts === undefined) {
    const lines = readLines()[Symbol.iterator]()
    const current = new Database('15.1.0', lines)
    const old = new Database('3.2.0', lines)
    facts = { current, old, names: new Names(lines) }
  }
  return facts
}

function readLines(): string[] {
  const prefix = strOrUndefined(getattr(hooks.importModule('sys'), 'prefix'))
  const path = `${prefix === undefined ? '' : textOfStr(prefix)}/data/unicode.txt.br`
  const { files } = host()
  const fd = files.open(path, 0, 0)
  try {
    const bytes = new Uint8Array(Number(files.fstat(fd).size))
    for (let n = 0; n < bytes.length;) {
      const got = files.read(fd, bytes.subarray(n))
      if (got === 0) break
      n += got
    }
    const { brotliDecompressSync } = createRequire(import.meta.url)('node:zlib') as typeof import('node:zlib')
    return new TextDecoder().decode(brotliDecompressSync(bytes)).split('\n')
  } finally {
    files.close(fd)
  }
}

/** The character of a name as UTF-16 text, for `\N{…}` in literals; null where there is none. */
export function characterNamed(name: string): string | null {
  const { names } = unicodeFacts()
  const c = names.find(name)
  if (c !== undefined) return String.fromCodePoint(c)
  const further = names.findFurther(name)
  return further?.length === 1 ? String.fromCodePoint(further[0]) : null
}
