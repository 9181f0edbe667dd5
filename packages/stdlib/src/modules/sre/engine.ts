// One compiled pattern, and who matches it: the machine (match.ts), or the host's own expressions (translate.ts).
//
// A pattern starts on the machine, which needs no preparation. One that is used again, or on a longer subject, is
// translated if it can be. The host answers with the texts of groups; where groups lie is found out when somebody asks, by
// matching once more at the known place with an expression that records positions (that costs three times as much). A
// pattern whose groups' positions are asked for often records them always.
import { passes } from './first.ts'
import { Machine } from './match.ts'
import { assemble, type Program } from './program.ts'
import { hasStretch, tableOf } from './stretches.ts'
import { latin1, type Subject } from './subject.ts'
import { translate, type Translation } from './translate.ts'
import { parse, type Single } from './tree.ts'

/** Uses after which a pattern is translated, and the length of subject with which that happens at once. */
const WARM = 2
const LONG = 200

/**
 * Longest subject for a translated pattern by its degree: beyond, only the machine, which can be interrupted. To have to
 * end at the end makes the last repeat one that may have to give back.
 */
const LONGEST = [0x7fffffff, 200_000, 20_000, 2_000, 500, 100, 50]
/** So many steps, as with degree 1, may be taken over a longer subject in whose stretches the repeats can give back less. */
const MOST_STEPS = LONGEST[1] ** 2

/** Requests for positions after which a translated pattern records them always. */
const OFTEN = 8

/** lastindex that has not been worked out yet. */
const UNKNOWN = -2

/** A match. */
export class Found {
  readonly start: number
  readonly end: number
  /** Text of each group by number, from the host; null when the machine matched. */
  private readonly texts: readonly (string | undefined)[] | null
  private spans: Int32Array | null
  private last: number
  private readonly native: Native | null
  private readonly text: string

  constructor(
    start: number,
    end: number,
    texts: readonly (string | undefined)[] | null,
    spans: Int32Array | null,
    last: number,
    native: Native | null,
    text: string,
  ) {
    this.start = start
    this.end = end
    this.texts = texts
    this.spans = spans
    this.last = last
    this.native = native
    this.text = text
  }

  /** Number of the group closed last, or -1. */
  get lastindex(): number {
    if (this.last === UNKNOWN) this.last = this.native!.lastGroup(this.texts!)
    return this.last
  }

  /** Whether group `g` (from 1) took part. */
  has(g: number): boolean {
    return this.texts !== null
      ? this.texts[g] !== undefined
      : this.spans![2 * g - 2] >= 0 && this.spans![2 * g - 1] >= 0
  }

  /** Text of group `g` where the host found it and the subject was a string; undefined where it must be cut out. */
  textOf(g: number): string | undefined {
    return this.texts === null ? undefined : this.texts[g]
  }

  /** Where group `g` starts, -1 when it took no part. */
  startOf(g: number): number {
    return g === 0 ? this.start : this.has(g) ? this.allSpans()[2 * g - 2] : -1
  }

  /** Where group `g` ends, -1 when it took no part. */
  endOf(g: number): number {
    return g === 0 ? this.end : this.has(g) ? this.allSpans()[2 * g - 1] : -1
  }

  private allSpans(): Int32Array {
    return (this.spans ??= this.native!.spansOf(this.texts!, this.text, this.start, this.end))
  }
}

/** The host expressions of a translated pattern, each made when first used. */
class Native {
  readonly degree: number
  private readonly source: string
  private readonly closing: readonly number[]
  private readonly run: string | undefined
  private readonly runTest: Single | undefined
  private readonly groups: number
  private readonly last: number
  private readonly given: readonly Single[]
  private table: Uint8Array | null = null
  /** How often positions had to be found out, and the flag that has them recorded. */
  private asked = 0
  private record = ''
  private finder: RegExp | null = null
  private all: RegExp | null = null
  private sticky: RegExp | null = null
  private whole: RegExp | null = null
  private recorder: RegExp | null = null
  private wholeRecorder: RegExp | null = null

  constructor(translation: Translation, groups: number, last: number, runTest: Single | undefined) {
    this.last = last
    this.given = translation.given
    this.runTest = runTest
    this.source = translation.source
    this.closing = translation.closing
    this.run = translation.run
    this.degree = translation.degree
    this.groups = groups
  }

  /** Whether the time for a long text, which has no characters beyond those that the expressions are for, is bounded by its short stretches. */
  servesLong(text: string): boolean {
    const longest = Math.floor((MOST_STEPS / text.length) ** (1 / this.degree))
    return longest > 1 && !hasStretch(text, (this.table ??= tableOf(this.given, this.last)), longest)
  }

  search(text: string, from: number): Found | null {
    const { run, runTest } = this
    if (
      runTest !== undefined &&
      from > 0 &&
      from < text.length &&
      passes(runTest, text.charCodeAt(from - 1)) &&
      passes(runTest, text.charCodeAt(from))
    ) {
      const here = this.match(text, from, false)
      if (here !== null) return here
    }
    const re = (this.finder ??= new RegExp(
      run === undefined ? this.source : `(?<!${run})(?:${this.source})`,
      `${this.record}g`,
    ))
    re.lastIndex = from
    const m = re.exec(text)
    if (m === null) return null
    return new Found(m.index, re.lastIndex, m, null, UNKNOWN, this, text)
  }

  match(text: string, at: number, full: boolean): Found | null {
    const re = full
      ? (this.whole ??= new RegExp(`(?:${this.source})$`, `${this.record}y`))
      : (this.sticky ??= new RegExp(this.source, `${this.record}y`))
    re.lastIndex = at
    if (this.groups === 0) return re.test(text) ? new Found(at, re.lastIndex, NO_TEXTS, null, -1, this, text) : null
    const m = re.exec(text)
    return m === null ? null : new Found(at, re.lastIndex, m, null, UNKNOWN, this, text)
  }

  /** An expression for the host's own replace, match and split, which go over a text at once. */
  get global(): RegExp {
    const re = (this.all ??= new RegExp(this.source, 'g'))
    re.lastIndex = 0
    return re
  }

  lastGroup(texts: readonly (string | undefined)[]): number {
    const { closing } = this
    for (let i = closing.length - 1; i >= 0; i--) if (texts[closing[i]] !== undefined) return closing[i]
    return -1
  }

  /** The spans of the groups of a match, which lies at text[start:end]; `m` is what the host said when it was found. */
  spansOf(m: readonly (string | undefined)[], text: string, start: number, end: number): Int32Array {
    let indices = (m as RegExpExecArray).indices
    if (indices === undefined) {
      indices = this.recorded(text, start, end)
      if (++this.asked === OFTEN) {
        // From now on positions are recorded at once, which costs less than to match twice.
        this.record = 'd'
        this.finder = null
        this.sticky = null
        this.whole = null
      }
    }
    const spans = new Int32Array(2 * this.groups).fill(-1)
    for (let g = 1; g <= this.groups; g++) {
      const span = indices[g]
      if (span !== undefined) {
        spans[2 * g - 2] = span[0]
        spans[2 * g - 1] = span[1]
      }
    }
    return spans
  }

  private recorded(text: string, start: number, end: number): RegExpIndicesArray {
    let re = (this.recorder ??= new RegExp(this.source, 'dy'))
    re.lastIndex = start
    let m = re.exec(text)
    if (m === null || re.lastIndex !== end) {
      // A full match may end where the first choice of the pattern would not.
      re = this.wholeRecorder ??= new RegExp(`(?:${this.source})$`, 'dy')
      re.lastIndex = start
      m = re.exec(text)
    }
    return m!.indices!
  }
}

const NO_TEXTS: readonly (string | undefined)[] = []

let poll: (() => void) | null = null
const idle: Machine[] = []

/** Sets what a long-running match calls now and then; it may throw. */
export function setPoll(callback: (() => void) | null): void {
  poll = callback
}

/** Keeps a machine for the next match, unless its stacks have grown large. */
function release(machine: Machine): void {
  if (!machine.isLarge) idle.push(machine)
}

const callPoll = (): void => {
  if (poll !== null) poll()
}

/** A compiled pattern. */
export class Engine {
  readonly groups: number
  private readonly program: Program
  /** Expressions for subjects up to U+00FF, and for others. */
  private narrow: Native | null = null
  private wide: Native | null = null
  private warm = false
  private uses = 0
  /** Only the machine can match the pattern. */
  private refused = false

  /** `code` must be valid (validate.ts). */
  constructor(code: Uint32Array, groups: number) {
    this.groups = groups
    this.program = assemble(parse(code), groups)
  }

  /** The first match in subject[from:end]. `advance`: one that starts at `from` must not be empty. */
  search(subject: Subject, from: number, end: number, advance = false): Found | null {
    if (from > end) return null
    const native = this.nativeFor(subject, end, false, from)
    if (native !== null) {
      const text = textOf(subject, end)
      if (advance && this.program.pattern.start.minWidth === 0) {
        const here = this.machine(subject, from, end, false, true)
        if (here !== null || from === end) return here
        from++
      }
      try {
        return native.search(text, from)
      } catch (e) {
        this.refuse(e)
      }
    }
    const machine = idle.pop() ?? new Machine(callPoll)
    try {
      const at = machine.search(this.program, subject, from, end, advance)
      return at < 0 ? null : this.found(machine, at)
    } finally {
      release(machine)
    }
  }

  /** A match that starts at `from` and, when `full`, ends at `end`. `advance`: it must not be empty. */
  match(subject: Subject, from: number, end: number, full = false, advance = false): Found | null {
    const native = advance || from > end ? null : this.nativeFor(subject, end, full, from)
    if (native !== null) {
      try {
        return native.match(textOf(subject, end), from, full)
      } catch (e) {
        this.refuse(e)
      }
    }
    return this.machine(subject, from, end, full, advance)
  }

  /**
   * Host expressions that find all matches of a text as we do, or null. The host goes on one character after an empty match,
   * Python looks for another one at the same place; so a pattern that can match nothing has none.
   */
  private globalFor(text: string): RegExp | null {
    if (this.program.pattern.start.minWidth === 0) return null
    const native = this.nativeFor(text, text.length, false, 0)
    return native === null ? null : native.global
  }

  /** The text with all matches replaced by another text, or undefined where that takes single matches. */
  replaceAll(text: string, replacement: string): string | undefined {
    const re = this.globalFor(text)
    if (re === null) return undefined
    try {
      return text.replace(re, replacement.includes('$') ? replacement.replaceAll('$', '$$$$') : replacement)
    } catch (e) {
      this.refuse(e)
      return undefined
    }
  }

  /** The texts of all matches, or undefined where that takes single matches. */
  allTexts(text: string): string[] | undefined {
    const re = this.globalFor(text)
    if (re === null) return undefined
    try {
      return text.match(re) ?? []
    } catch (e) {
      this.refuse(e)
      return undefined
    }
  }

  /** What is between the matches, and the texts of groups, or undefined where that takes single matches. */
  splitAll(text: string): (string | undefined)[] | undefined {
    const re = text === '' ? null : this.globalFor(text)
    if (re === null) return undefined
    try {
      return text.split(re)
    } catch (e) {
      this.refuse(e)
      return undefined
    }
  }

  private machine(subject: Subject, from: number, end: number, full: boolean, advance: boolean): Found | null {
    const machine = idle.pop() ?? new Machine(callPoll)
    try {
      return machine.match(this.program, subject, from, end, full, advance) ? this.found(machine, from) : null
    } finally {
      release(machine)
    }
  }

  private found(machine: Machine, at: number): Found {
    const { groups } = this
    const { registers } = machine
    return new Found(
      at,
      machine.end,
      null,
      groups === 0 ? NO_SPANS : registers.slice(0, 2 * groups),
      registers[2 * groups],
      null,
      '',
    )
  }

  /** The host expressions for the subject, null where the machine is to match. */
  private nativeFor(subject: Subject, end: number, full: boolean, from: number): Native | null {
    if (typeof subject !== 'string' || this.refused) return null
    if (!this.warm) {
      if (++this.uses <= WARM && subject.length < LONG) return null
      this.warm = true
    }
    const native = isWide(subject) ? (this.wide ??= this.translated(0xffff)) : (this.narrow ??= this.translated(0xff))
    if (native === null || end <= LONGEST[native.degree + (full ? 1 : 0)]) return native
    return !full && servesLong(native, subject, from) ? native : null
  }

  private translated(last: number): Native | null {
    const { body, start } = this.program.pattern
    const translation = start.literal ? undefined : translate(body, this.groups, last)
    if (translation !== undefined) return new Native(translation, this.groups, last, this.program.run)
    this.refused = true
    return null
  }

  /** After a failure of the host, which ran out of stack or found the expression too large: stay with the machine. */
  private refuse(e: unknown): void {
    if (!(e instanceof RangeError || e instanceof SyntaxError)) throw e
    this.refused = true
  }
}

const BEYOND_LATIN = /[^\x00-\xff]/
let lastTested = ''
let lastWide = false

/** Whether the text has a character above U+00FF. V8 knows without looking for texts that it keeps in bytes. */
function isWide(text: string): boolean {
  if (text !== lastTested) lastWide = BEYOND_LATIN.test(text)
  // Also where it has the same characters: the host compares the same string with itself at once.
  lastTested = text
  return lastWide
}

let lastLong = ''
/** Which expressions may go over that text. */
const serving = new Map<Native, boolean>()

/** Whether expressions may go over a long text. To find that out takes longer than a match that is near: not where a search goes on in a text. */
function servesLong(native: Native, text: string, from: number): boolean {
  if (text !== lastLong) serving.clear()
  // Also where it has the same characters: the host compares the same string with itself at once.
  lastLong = text
  const known = serving.get(native)
  if (known !== undefined) return known
  if (from > 0) return false
  const serves = native.servesLong(text)
  serving.set(native, serves)
  return serves
}

const NO_SPANS = new Int32Array(0)

function textOf(subject: Subject, end: number): string {
  const text = subject as string
  return end === text.length ? text : text.slice(0, end)
}

/** Longest bytes that become text for a single use; the text of longer ones must be worth its while. */
const SHORT_BYTES = 1000

let lastBytes: Uint8Array | null = null
let lastText: string | null = null

/**
 * Bytes that can not change, as the text that the host matches: one unit per byte. The text of the bytes asked for last is
 * kept. `once`: for one match only, so that longer bytes are converted when they come again.
 */
export function prepared(bytes: Uint8Array, once: boolean): Subject {
  if (bytes !== lastBytes) {
    if (once && bytes.length > SHORT_BYTES) {
      lastBytes = bytes
      lastText = null
      return bytes
    }
    const text = latin1(bytes)
    if (bytes.length > SHORT_BYTES) {
      lastBytes = bytes
      lastText = text
    }
    return text
  }
  return (lastText ??= latin1(bytes))
}

/** Gives signals and other threads their turn, in work that consists of many short matches. */
export function breathe(): void {
  callPoll()
}
