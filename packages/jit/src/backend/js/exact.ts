/**
 * Integers of any size that are computed where a trace is left, of operands that are small: as JavaScript's own arithmetic, on a double while the result is a safe integer, on
 * two halves of 32 bits where only bits are moved about. Calls for each operation on wide integers are what remains.
 *
 *     x >> 7 | x << 25        (x of 32 bits)        joined(x >>> 7, (i7 | x << 25) >>> 0)
 *
 * Variables that a loop no longer wants are told to the frame each time it is left, so this is done at the end of each activation of a short loop that rotates words.
 *
 * What must stay true: no text has a zero with a sign.
 */
import type { CallDescr } from '../../ir/descr.ts'
import { MAX_INT, MIN_INT } from '../../ir/ops.ts'

/** An integer of 64 bits without a sign. */
interface Halves {
  readonly high: string
  readonly low: string
}

/** An integer: its text, between which bounds it is, and its halves, where they can be had. */
export interface Exact {
  readonly text: string
  readonly lo: number
  readonly hi: number
  readonly halves: Halves | null
  /** Nothing is called for it but what makes it of its halves. */
  readonly isExact: boolean
}

const WORD = 2 ** 32

export const isWord = ({ lo, hi }: Pick<Exact, 'lo' | 'hi'>): boolean => lo >= 0 && hi < WORD
const isSafe = ({ lo, hi }: Exact): boolean => lo >= MIN_INT && hi <= MAX_INT

/** An integer between bounds. */
export function exact(text: string, lo: number, hi: number): Exact {
  const halves = isWord({ lo, hi }) ? { high: '0', low: text } : null
  return { text, lo, hi, halves, isExact: true }
}

/** An integer of 32 bits without a sign. */
export const word = (text: string): Exact => exact(text, 0, WORD - 1)

/** One of which nothing is known. */
export const unknown = (text: string): Exact => ({ text, lo: -Infinity, hi: Infinity, halves: null, isExact: false })

/** The result of an operation (`big_…`); null where it has to be called. `joined` names what makes an integer of two halves. */
export function compute(name: string, a: Exact, b: Exact, joined: string | null): Exact | null {
  const narrow = computeNarrow(name, a, b)
  const halves = computeHalves(name, a, b)
  if (narrow !== null) return halves === null ? narrow : { ...narrow, halves }
  if (halves === null || joined === null) return null
  return { text: `${joined}(${halves.high}, ${halves.low})`, lo: 0, hi: Infinity, halves, isExact: true }
}

/** The result as a double. */
function computeNarrow(name: string, a: Exact, b: Exact): Exact | null {
  const safe = (text: string, lo: number, hi: number): Exact | null =>
    lo >= MIN_INT && hi <= MAX_INT ? exact(text, lo, hi) : null
  switch (name) {
    case 'big_add':
      return safe(`(${a.text} + ${b.text})`, a.lo + b.lo, a.hi + b.hi)
    case 'big_sub':
      return safe(`(${a.text} - ${b.text})`, a.lo - b.hi, a.hi - b.lo)
    case 'big_mul':
      return a.lo < 0 || b.lo < 0 ? null : safe(`(${a.text} * ${b.text})`, a.lo * b.lo, a.hi * b.hi)
    case 'big_lshift': {
      const factor = 2 ** b.lo
      return a.lo < 0 || b.lo !== b.hi || b.lo < 0
        ? null
        : safe(`(${a.text} * ${factor})`, a.lo * factor, a.hi * factor)
    }
    case 'big_and':
      if (!isSafe(a) || !isSafe(b) || !(isWord(a) || isWord(b))) return null
      return exact(`((${a.text} & ${b.text}) >>> 0)`, 0, Math.min(...[a, b].filter(isWord).map(({ hi }) => hi)))
    case 'big_or':
    case 'big_xor':
      // What `~` is.
      if (name === 'big_xor' && b.lo === -1 && b.hi === -1) return safe(`(-1 - ${a.text})`, -1 - a.hi, -1 - a.lo)
      return isWord(a) && isWord(b) ? word(`((${a.text} ${SIGNS[name]} ${b.text}) >>> 0)`) : null
  }
  return null
}

const SIGNS = { big_and: '&', big_or: '|', big_xor: '^' } as const

function computeHalves(name: string, a: Exact, b: Exact): Halves | null {
  if (a.halves === null) return null
  if (name === 'big_lshift') {
    const { high, low } = a.halves
    const count = b.lo
    if (high !== '0' || count !== b.hi || count < 1 || count > 31) return null
    return { high: `(${low} >>> ${32 - count})`, low: `(${low} << ${count} >>> 0)` }
  }
  if (!(name in SIGNS) || b.halves === null) return null
  const sign = SIGNS[name as keyof typeof SIGNS]
  return { high: bitwise(sign, a.halves.high, b.halves.high), low: bitwise(sign, a.halves.low, b.halves.low) }
}

function bitwise(sign: string, a: string, b: string): string {
  if (a !== '0' && b !== '0') return `((${a} ${sign} ${b}) >>> 0)`
  return sign === '&' ? '0' : a === '0' ? b : a
}

type Joiner = (high: number, low: number) => unknown

const joiners = new WeakMap<CallDescr, Joiner>()
const both = new DataView(new ArrayBuffer(8))

/** Makes an integer of two halves: a double, or else what a language makes of a bigint. */
export function joinerOf(normal: CallDescr): Joiner {
  let joiner = joiners.get(normal)
  if (joiner === undefined) {
    joiner = (high, low) => {
      if (high < 2 ** 21) return high * WORD + low
      both.setUint32(0, high)
      both.setUint32(4, low)
      return normal.run([both.getBigUint64(0)])
    }
    joiners.set(normal, joiner)
  }
  return joiner
}
