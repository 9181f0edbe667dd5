// Characters looked at one by one, for the machine (match.ts): tests of one character, runs of those that pass, places between two.
//
// What must stay true: a subject is a string or an array of numbers, and each loop is written for both, so that V8 compiles each for
// the kind it sees.
import { isWordAscii, isWordUnicode, lowerAscii, lowerUnicode } from './characters.ts'
import { type Charset, Fold } from './charset.ts'
import { passes as admits } from './first.ts'
import { At } from './opcodes.ts'
import { Test } from './program.ts'
import type { Subject } from './subject.ts'
import type { Single } from './tree.ts'

/** Whether character `c` passes the test. */
export function passes(kind: number, argument: number, sets: readonly Charset[], c: number): boolean {
  switch (kind) {
    case 0:
      return c === argument
    case 1:
      return c !== argument
    case 2:
      return c !== 10
    case 4:
      return sets[argument].has(c)
    default:
      return true
  }
}

/** End of the run of characters from `p` that pass the test, at most `stop`. */
export function skip(
  kind: number,
  argument: number,
  sets: readonly Charset[],
  subject: Subject,
  p: number,
  stop: number,
): number {
  switch (kind) {
    case 0:
      if (typeof subject === 'string') while (p < stop && subject.charCodeAt(p) === argument) p++
      else while (p < stop && subject[p] === argument) p++
      return p
    case 1:
    case 2: {
      const c = kind === 2 ? 10 : argument
      if (typeof subject === 'string') while (p < stop && subject.charCodeAt(p) !== c) p++
      else while (p < stop && subject[p] !== c) p++
      return p
    }
    case 4: {
      const set = sets[argument]
      const { low } = set
      if (typeof subject === 'string') {
        for (; p < stop; p++) {
          const c = subject.charCodeAt(p)
          if (c < 256 ? low[c] === 0 : !set.high(c)) break
        }
      } else {
        for (; p < stop; p++) {
          const c = subject[p]
          if (c < 256 ? low[c] === 0 : !set.high(c)) break
        }
      }
      return p
    }
    default:
      return stop
  }
}

/** The last place in low…p where a character passes the test, or low-1. */
export function back(
  kind: number,
  argument: number,
  sets: readonly Charset[],
  subject: Subject,
  p: number,
  low: number,
  end: number,
): number {
  if (kind === Test.NONE) return p
  if (p >= end) p = end - 1
  if (kind === Test.CHAR) {
    if (typeof subject === 'string') while (p >= low && subject.charCodeAt(p) !== argument) p--
    else while (p >= low && subject[p] !== argument) p--
    return p
  }
  while (p >= low && !passes(kind, argument, sets, typeof subject === 'string' ? subject.charCodeAt(p) : subject[p]))
    p--
  return p
}

/**
 * The first place in p…limit where what follows the lazy repeat before code[pc] may start, all characters up to it being
 * ones that the repeat takes; -1 when there is none.
 */
export function forth(
  code: Int32Array,
  pc: number,
  sets: readonly Charset[],
  subject: Subject,
  p: number,
  limit: number,
  end: number,
): number {
  const hint = code[pc - 2]
  if (hint === Test.NONE) return p
  const hintArgument = code[pc - 1]
  const kind = code[pc - 6]
  const argument = code[pc - 5]
  for (; p < end; p++) {
    const c = typeof subject === 'string' ? subject.charCodeAt(p) : subject[p]
    if (passes(hint, hintArgument, sets, c)) return p
    if (p >= limit || !passes(kind, argument, sets, c)) return -1
  }
  return -1
}

/** The first place in p…end-1 whose character passes the test, or `end`. */
export function find(test: Single, subject: Subject, p: number, end: number): number {
  if (test.kind === 'set') {
    const { set } = test
    const { low } = set
    if (typeof subject === 'string') {
      for (; p < end; p++) {
        const c = subject.charCodeAt(p)
        if (c < 256 ? low[c] === 1 : set.high(c)) return p
      }
    } else {
      for (; p < end; p++) {
        const c = subject[p]
        if (c < 256 ? low[c] === 1 : set.high(c)) return p
      }
    }
    return end
  }
  for (; p < end; p++) if (admits(test, typeof subject === 'string' ? subject.charCodeAt(p) : subject[p])) return p
  return end
}

/** The first place from `p` on whose character does not pass the test. */
export function endOfRun(test: Single, subject: Subject, p: number, end: number): number {
  while (p < end && admits(test, unit(subject, p))) p++
  return p
}

/** Whether subject[from:to] stands at `at` too, under a fold; there are enough characters. */
export function sameText(subject: Subject, from: number, to: number, at: number, fold: number): boolean {
  for (let p = from; p < to; p++, at++) {
    const a = typeof subject === 'string' ? subject.charCodeAt(p) : subject[p]
    const b = typeof subject === 'string' ? subject.charCodeAt(at) : subject[at]
    if (a === b) continue
    if (fold === Fold.NONE) return false
    if (fold === Fold.UNICODE ? lowerUnicode(a) !== lowerUnicode(b) : lowerAscii(a) !== lowerAscii(b)) return false
  }
  return true
}

/** Whether the position `p` satisfies AT `code`. */
export function isAt(code: number, subject: Subject, p: number, end: number): boolean {
  switch (code) {
    case At.BEGINNING:
    case At.BEGINNING_STRING:
      return p === 0
    case At.BEGINNING_LINE:
      return p === 0 || unit(subject, p - 1) === 10
    case At.END:
      return p === end || (p === end - 1 && unit(subject, p) === 10)
    case At.END_LINE:
      return p === end || unit(subject, p) === 10
    case At.END_STRING:
      return p === end
    default: {
      if (end === 0) return false
      const unicode = code >= At.UNI_BOUNDARY
      const before = p > 0 && isWord(unit(subject, p - 1), unicode)
      const after = p < end && isWord(unit(subject, p), unicode)
      return (before !== after) === (code === At.BOUNDARY || code === At.LOC_BOUNDARY || code === At.UNI_BOUNDARY)
    }
  }
}

function unit(subject: Subject, p: number): number {
  return typeof subject === 'string' ? subject.charCodeAt(p) : subject[p]
}

function isWord(c: number, unicode: boolean): boolean {
  return unicode ? isWordUnicode(c) : isWordAscii(c)
}
