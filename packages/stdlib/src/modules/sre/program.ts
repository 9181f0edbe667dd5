// The machine's own instructions, and how a pattern becomes a program of them.
//
// The code of `re._compiler` nests: an assertion or a repeated body ends in SUCCESS, and who is to go on is known from the
// call stack of CPython's engine. The machine (match.ts) has no such stack, so the assembler lays the tree out flat: every
// instruction knows where to go next, and what CPython keeps per activation lives in registers.
//
// Registers: 2 per group (its marks), the index of the group closed last, then those of repeats and assertions. An
// instruction of the tree is never active twice at once (patterns do not recurse), so each has registers of its own.
//
// Repeats whose body takes at least one character and that need no count become plain loops: the check for an empty
// iteration (CPython's last_ptr) can not fire there. The rest count in registers as CPython does.
import type { Charset } from './charset.ts'
import { apart, firstTest, type Follow, isSettled, leadingRun, minWidth } from './first.ts'
import type { Node, Pattern, Repeat, Sequence, Single } from './tree.ts'
import { UNBOUNDED } from './tree.ts'

/** Instructions and their operands. `a` is an address, `k` the number of a set, `r` a register; TEST is two words, kind and argument. */
export const Code = {
  /** Match. */
  SUCCEED: 0,
  FAIL: 1,
  /** c */
  CHAR: 2,
  /** c */
  NOT_CHAR: 3,
  ANY: 4,
  ALL: 5,
  /** k */
  SET: 6,
  /** position code */
  AT: 7,
  /** mark: start of a group */
  OPEN: 8,
  /** mark: end of a group */
  CLOSE: 9,
  /** group fold */
  BACKREF: 10,
  /** group a: to `a` unless the group has matched */
  UNLESS_GROUP: 11,
  /** a */
  JUMP: 12,
  /** a: go on; on failure continue at `a` */
  SPLIT: 13,
  /** TEST a: to `a` unless the next character passes */
  UNLESS: 14,
  /** TEST a: UNLESS, and where it passes SPLIT */
  SPLIT_UNLESS: 15,
  /** TEST min max: takes as many characters as there are and keeps them */
  RUN: 16,
  /** TEST min max TEST: takes as many as there are; on failure one less, where the second test passes what follows */
  GREEDY: 17,
  /** the other half of GREEDY, behind it */
  GREEDY_RETRY: 18,
  /** TEST min max TEST: takes as few as may be */
  LAZY: 19,
  LAZY_RETRY: 20,
  /** r: a counted repeat begins; r counts iterations, r+1 is where the last one began */
  REPEAT: 21,
  /** r min max a: another iteration at `a`, or on */
  MAX_UNTIL: 22,
  /** r min max a */
  MIN_UNTIL: 23,
  /** the other half of MIN_UNTIL, behind it */
  MIN_UNTIL_RETRY: 24,
  /** r behind: an assertion begins `behind` characters back */
  LOOK: 25,
  /** r: it holds; back to where it began */
  LOOK_END: 26,
  /** r behind a: to `a` when the assertion does not hold */
  LOOK_NOT: 27,
  /** r: it holds, so the negated one fails */
  LOOK_NOT_END: 28,
  /** r: what can be tried again up to CUT will not be */
  ATOMIC: 29,
  /** r */
  CUT: 30,
  /** r min max a: an iteration of a possessive repeat, or to `a` */
  POSSESSIVE: 31,
  /** r a: end of an iteration; back to `a` */
  POSSESSIVE_NEXT: 32,
} as const

/** Kinds of TEST. NONE is passed everywhere, at the end of the subject too. */
export const Test = { CHAR: 0, NOT_CHAR: 1, ANY: 2, ALL: 3, SET: 4, NONE: 5 } as const

export interface Program {
  readonly code: Int32Array
  readonly sets: readonly Charset[]
  readonly groups: number
  readonly registers: number
  readonly pattern: Pattern
  /** The prefix of the pattern as text, null where it has astral characters. */
  readonly prefixText: string | null
  /** What the first character of a match passes, where that is known. */
  readonly first: Single | undefined
  /** See leadingRun. */
  readonly run: Single | undefined
}

/** Lays a pattern out as a program. */
export function assemble(pattern: Pattern, groups: number): Program {
  const assembler = new Assembler(groups)
  assembler.sequence(pattern.body)
  assembler.emit(Code.SUCCEED)
  const { prefix, first } = pattern.start
  return {
    code: Int32Array.from(assembler.code),
    sets: assembler.sets,
    groups,
    registers: assembler.registers,
    pattern,
    prefixText: prefix.some((c) => c > 0xffff) ? null : Array.from(prefix, (c) => String.fromCharCode(c)).join(''),
    first: first === null ? firstTest(pattern.body) : { kind: 'set', set: first },
    run: leadingRun(pattern.body),
  }
}

/** At the end of a sequence the assembler does not know what comes. */
const ANYTHING: Follow = [undefined]

class Assembler {
  readonly code: number[] = []
  readonly sets: Charset[] = []
  registers: number

  constructor(groups: number) {
    this.registers = 2 * groups + 1
  }

  emit(...words: number[]): void {
    for (const w of words) this.code.push(w)
  }

  private get here(): number {
    return this.code.length
  }

  /** Emits an instruction whose last word is an address to be filled in later; gives the place of that word. */
  private emitOpen(...words: number[]): number {
    this.emit(...words, 0)
    return this.here - 1
  }

  private close(place: number): void {
    this.code[place] = this.here
  }

  private register(count: number): number {
    const r = this.registers
    this.registers += count
    return r
  }

  private setNumber(set: Charset): number {
    const k = this.sets.indexOf(set)
    return k >= 0 ? k : this.sets.push(set) - 1
  }

  private test(test: Single): [number, number] {
    switch (test.kind) {
      case 'char':
        return [Test.CHAR, test.char]
      case 'notChar':
        return [Test.NOT_CHAR, test.char]
      case 'any':
        return [Test.ANY, 0]
      case 'all':
        return [Test.ALL, 0]
      default:
        return [Test.SET, this.setNumber(test.set)]
    }
  }

  sequence(nodes: Sequence): void {
    for (let i = 0; i < nodes.length; i++) this.node(nodes[i], nodes, i + 1)
  }

  /** One node; what follows it in its sequence is rest[next:]. */
  private node(node: Node, rest: Sequence, next: number): void {
    switch (node.kind) {
      case 'char':
        return this.emit(Code.CHAR, node.char)
      case 'notChar':
        return this.emit(Code.NOT_CHAR, node.char)
      case 'any':
        return this.emit(Code.ANY)
      case 'all':
        return this.emit(Code.ALL)
      case 'set':
        return this.emit(Code.SET, this.setNumber(node.set))
      case 'at':
        return this.emit(Code.AT, node.code)
      case 'mark':
        return this.emit((node.index & 1) === 0 ? Code.OPEN : Code.CLOSE, node.index)
      case 'backref':
        return this.emit(Code.BACKREF, node.group, node.fold)
      case 'fail':
        return this.emit(Code.FAIL)
      case 'conditional': {
        const toNo = this.emitOpen(Code.UNLESS_GROUP, node.group)
        this.sequence(node.yes)
        if (node.no.length === 0) return this.close(toNo)
        const toEnd = this.emitOpen(Code.JUMP)
        this.close(toNo)
        this.sequence(node.no)
        return this.close(toEnd)
      }
      case 'branch':
        return this.branch(node.alternatives)
      case 'repeat':
        return this.repeat(node, rest, next)
      case 'atomic': {
        const r = this.register(1)
        this.emit(Code.ATOMIC, r)
        this.sequence(node.body)
        return this.emit(Code.CUT, r)
      }
      case 'look': {
        const r = this.register(2)
        if (node.negated) {
          const toTail = this.emitOpen(Code.LOOK_NOT, r, node.behind)
          this.sequence(node.body)
          this.emit(Code.LOOK_NOT_END, r)
          return this.close(toTail)
        }
        this.emit(Code.LOOK, r, node.behind)
        this.sequence(node.body)
        return this.emit(Code.LOOK_END, r)
      }
    }
  }

  private branch(alternatives: readonly Sequence[]): void {
    const toEnd: number[] = []
    const tests = alternatives.map((a) => firstTest(a))
    const last = alternatives.length - 1
    if (last < 0) this.emit(Code.FAIL)
    for (let i = 0; i <= last; i++) {
      if (i === last) {
        this.sequence(alternatives[i])
        break
      }
      const test = tests[i]
      // Where the first character decides between this alternative and all later ones, nothing is left to try again.
      const decided = test !== undefined && tests.every((t, j) => j <= i || apart(test, t))
      const toNext =
        test === undefined
          ? this.emitOpen(Code.SPLIT)
          : this.emitOpen(decided ? Code.UNLESS : Code.SPLIT_UNLESS, ...this.test(test))
      this.sequence(alternatives[i])
      toEnd.push(this.emitOpen(Code.JUMP))
      this.close(toNext)
    }
    for (const place of toEnd) this.close(place)
  }

  private repeat(node: Repeat, rest: Sequence, next: number): void {
    const { min, max } = node
    if (max === 0) return
    if (node.single) return this.repeatSingle(node, rest, next)
    if (min === 1 && max === 1 && node.mode !== 'possessive') return this.sequence(node.body)
    if (node.mode === 'possessive') return this.repeatPossessive(node)
    const plain = max === UNBOUNDED && min <= 1 && minWidth(node.body) > 0
    if (min === 0 && max === 1) return this.optional(node, rest, next)
    if (plain) return this.loop(node, rest, next)
    const r = this.register(2)
    this.emit(Code.REPEAT, r)
    const toUntil = this.emitOpen(Code.JUMP)
    const body = this.here
    this.sequence(node.body)
    this.close(toUntil)
    if (node.mode === 'greedy') this.emit(Code.MAX_UNTIL, r, min, max, body)
    else this.emit(Code.MIN_UNTIL, r, min, max, body, Code.MIN_UNTIL_RETRY)
  }

  private optional(node: Repeat, rest: Sequence, next: number): void {
    if (node.mode === 'greedy') {
      const toTail = this.choose(node, rest, next)
      this.sequence(node.body)
      return this.close(toTail)
    }
    const toBody = this.emitOpen(Code.SPLIT)
    const toTail = this.emitOpen(Code.JUMP)
    this.close(toBody)
    this.sequence(node.body)
    this.close(toTail)
  }

  /** `*` and `+` of a body that takes at least one character. */
  private loop(node: Repeat, rest: Sequence, next: number): void {
    const greedy = node.mode === 'greedy'
    const start = this.here
    if (node.min === 1) {
      this.sequence(node.body)
      if (greedy) {
        const toTail = this.choose(node, rest, next)
        this.emit(Code.JUMP, start)
        return this.close(toTail)
      }
      return this.emit(Code.SPLIT, start)
    }
    if (greedy) {
      const toTail = this.choose(node, rest, next)
      this.sequence(node.body)
      this.emit(Code.JUMP, start)
      return this.close(toTail)
    }
    const toTail = this.emitOpen(Code.JUMP)
    const body = this.here
    this.sequence(node.body)
    this.close(toTail)
    this.emit(Code.SPLIT, body)
  }

  /** A choice between an iteration and the tail rest[next:], the iteration first. Gives the place of the tail's address. */
  private choose(node: Repeat, rest: Sequence, next: number): number {
    const test = minWidth(node.body) > 0 ? firstTest(node.body) : undefined
    if (test === undefined) return this.emitOpen(Code.SPLIT)
    return this.emitOpen(isSettled(node, rest, next, ANYTHING) ? Code.UNLESS : Code.SPLIT_UNLESS, ...this.test(test))
  }

  private repeatSingle(node: Repeat, rest: Sequence, next: number): void {
    const test = node.body[0] as Single
    const { min, max } = node
    if (min === 1 && max === 1) return this.node(test, rest, next)
    const [kind, argument] = this.test(test)
    if (node.mode === 'possessive' || min === max || isSettled(node, rest, next, ANYTHING))
      return this.emit(Code.RUN, kind, argument, min, max)
    const after = firstTest(rest, next)
    const hint = after === undefined ? [Test.NONE, 0] : this.test(after)
    if (node.mode === 'greedy') this.emit(Code.GREEDY, kind, argument, min, max, ...hint, Code.GREEDY_RETRY)
    else this.emit(Code.LAZY, kind, argument, min, max, ...hint, Code.LAZY_RETRY)
  }

  private repeatPossessive(node: Repeat): void {
    const r = this.register(3)
    this.emit(Code.REPEAT, r, Code.ATOMIC, r + 2)
    const start = this.here
    const toTail = this.emitOpen(Code.POSSESSIVE, r, node.min, node.max)
    this.sequence(node.body)
    this.emit(Code.POSSESSIVE_NEXT, r, start)
    this.close(toTail)
  }
}
