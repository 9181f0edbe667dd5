/**
 * What `dump.py` says of two interpreters, line by line, and where they differ.
 *
 *     npm run members                 differences from CPython 3.13 that allowed.txt does not name
 *     npm run members -- --all        those too
 *     npm run members -- --update     write what is left into not-yet.txt
 *     npm run members -- --record     write cpython-3.13.txt anew: needs CPython 3.13
 *
 * A difference is written `module math - gcd …` for a line that CPython has, `+` for one that Typhon has, and `type int order` where
 * members are the same in another order. A docstring where CPython has none is no difference.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runComparison } from './command.ts'

const DUMP = join(import.meta.dirname, 'dump.py')
export const RECORD = join(import.meta.dirname, 'cpython-3.13.txt')
export const NOT_YET = join(import.meta.dirname, 'not-yet.txt')
const ALLOWED = join(import.meta.dirname, 'allowed.txt')
const TYPHON = join(import.meta.dirname, '../../packages/cli/bin/typhon')

interface Section {
  readonly head: string
  /** Lines of members by name, in order. */
  readonly members: Map<string, string>
}

/** Sections of modules and types by their key: `module math`, `type builtins.int`. */
export function readDump(text: string): Map<string, Section> {
  const sections = new Map<string, Section>()
  let members = new Map<string, string>()
  for (const line of text.trimEnd().split('\n')) {
    if (line.startsWith('  ')) members.set(line.trim().split(' ')[0], line.trim())
    else {
      members = new Map()
      sections.set(line.replace(/^no /, '').split(/[ (]/, 2).join(' '), { head: line, members })
    }
  }
  return sections
}

/** Whether `other` says what `line` says, and perhaps has a docstring more. */
const agrees = (line: string, other: string): boolean =>
  line === other || line.replace(/(?<= )-(?= |$)/, 'doc') === other

/** Every difference of `actual` from `expected`, a line each. */
export function differences(expected: Map<string, Section>, actual: Map<string, Section>): string[] {
  const found: string[] = []
  for (const [key, { head, members }] of expected) {
    const other = actual.get(key)
    if (other === undefined || other.head.startsWith('no ')) {
      if (!head.startsWith('no ')) found.push(`${key} missing`)
      continue
    }
    if (!agrees(head, other.head))
      found.push(`${key} - ${head.slice(key.length)}`, `${key} + ${other.head.slice(key.length)}`)
    for (const [name, line] of members) {
      const line2 = other.members.get(name)
      if (line2 === undefined) found.push(`${key} - ${line}`)
      else if (!agrees(line, line2)) found.push(`${key} - ${line}`, `${key} + ${line2}`)
    }
    for (const [name, line] of other.members) if (!members.has(name)) found.push(`${key} + ${line}`)
    const shared = [...members.keys()].filter((name) => other.members.has(name))
    const there = [...other.members.keys()].filter((name) => members.has(name))
    if (key.startsWith('type') && shared.some((name, i) => there[i] !== name)) found.push(`${key} order`)
  }
  for (const key of actual.keys()) if (!expected.has(key)) found.push(`${key} too many`)
  return found
}

export interface Allowance {
  readonly reason: string
  readonly pattern: RegExp
}

/** The allowed differences: lines that begin a difference, `*` standing for anything, below the reason, a line that begins with `#`. */
export function readAllowed(text = readFileSync(ALLOWED, 'utf8')): Allowance[] {
  const allowed: Allowance[] = []
  let reason = ''
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) reason = line.slice(1).trim()
    else if (line !== '') {
      const escaped = line.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
      allowed.push({ reason, pattern: new RegExp(`^${escaped}(?: |$)`) })
    }
  }
  return allowed
}

export const dump = (interpreter: string): string =>
  execFileSync(interpreter, [DUMP], { encoding: 'utf8', maxBuffer: 1 << 26, timeout: 280_000 })

if (import.meta.main)
  runComparison(
    {
      record: RECORD,
      notYet: NOT_YET,
      ask: dump,
      compare: (a, b) => differences(readDump(a), readDump(b)),
      allowed: readAllowed,
    },
    TYPHON,
  )
