// A validated code array as a tree: what the assembler and the translator to the host's expressions both start from.
//
// All tests of one character become four kinds (char, notChar, any, set), whatever case folding they came with. Groups stay
// what they are in the code, pairs of marks; the compiler writes both marks of a group into the same sequence.
import { Charset, categorySet, Fold, literalSet } from './charset.ts'
import { Info, MAXREPEAT, Op } from './opcodes.ts'

export type Node =
  | Single
  | { readonly kind: 'at'; readonly code: number }
  | { readonly kind: 'mark'; readonly index: number }
  | { readonly kind: 'backref'; readonly group: number; readonly fold: number }
  | { readonly kind: 'conditional'; readonly group: number; readonly yes: Sequence; readonly no: Sequence }
  | { readonly kind: 'branch'; readonly alternatives: readonly Sequence[] }
  | Repeat
  | { readonly kind: 'look'; readonly behind: number; readonly negated: boolean; readonly body: Sequence }
  | { readonly kind: 'atomic'; readonly body: Sequence }
  | { readonly kind: 'fail' }

/** A test of one character. */
export type Single =
  | { readonly kind: 'char'; readonly char: number }
  | { readonly kind: 'notChar'; readonly char: number }
  | { readonly kind: 'any' }
  | { readonly kind: 'all' }
  | { readonly kind: 'set'; readonly set: Charset }

export interface Repeat {
  readonly kind: 'repeat'
  readonly mode: 'greedy' | 'lazy' | 'possessive'
  readonly min: number
  /** UNBOUNDED where there is no upper bound. */
  readonly max: number
  readonly body: Sequence
  /** The body is one `Single`, and the code said so: the short forms of the repeat instructions. */
  readonly single: boolean
}

export type Sequence = readonly Node[]

/** Larger than any subject. */
export const UNBOUNDED = 0x7fffffff

/** What a pattern starts with, as far as its INFO block says. */
export interface Start {
  /** Characters that every match starts with; empty when unknown. */
  readonly prefix: Uint32Array
  /** The pattern is `prefix` and nothing else. */
  readonly literal: boolean
  /** The set of first characters, null when unknown. */
  readonly first: Charset | null
  /** Least length of a match. */
  readonly minWidth: number
}

export interface Pattern {
  readonly body: Sequence
  readonly start: Start
}

/** The tree of a validated code array. */
export function parse(code: Uint32Array): Pattern {
  return new Reader(code).pattern()
}

/** Whether the node tests exactly one character. */
export function isSingle(node: Node): node is Single {
  switch (node.kind) {
    case 'char':
    case 'notChar':
    case 'any':
    case 'all':
    case 'set':
      return true
    default:
      return false
  }
}

const ANYWHERE: Start = { prefix: new Uint32Array(0), literal: false, first: null, minWidth: 0 }

class Reader {
  private readonly code: Uint32Array
  private i = 0

  constructor(code: Uint32Array) {
    this.code = code
  }

  pattern(): Pattern {
    let start = ANYWHERE
    if (this.code[0] === Op.INFO) {
      start = this.info()
      this.i = 1 + this.code[1]
    }
    return { body: this.sequence(this.code.length - 1), start }
  }

  private info(): Start {
    const { code } = this
    const flags = code[2]
    const minWidth = bound(code[3])
    if ((flags & Info.PREFIX) !== 0) {
      return { prefix: code.slice(7, 7 + code[5]), literal: (flags & Info.LITERAL) !== 0, first: null, minWidth }
    }
    return { ...ANYWHERE, first: (flags & Info.CHARSET) !== 0 ? new Charset(code, 5, Fold.NONE) : null, minWidth }
  }

  /** The nodes up to code[end], or to a JUMP before it. */
  private sequence(end: number): Sequence {
    const out: Node[] = []
    while (this.i < end && this.code[this.i] !== Op.JUMP) {
      const node = this.node()
      if (node !== undefined) out.push(node)
    }
    return out
  }

  /** The nodes of a block that starts at `from` and ends in SUCCESS before `after`. */
  private nested(from: number, after: number): Sequence {
    this.i = from
    const body = this.sequence(after - 1)
    this.i = after
    return body
  }

  private node(): Node | undefined {
    const { code } = this
    const op = code[this.i++]
    switch (op) {
      case Op.FAILURE:
        return { kind: 'fail' }
      case Op.ANY:
        return { kind: 'any' }
      case Op.ANY_ALL:
        return { kind: 'all' }
      case Op.LITERAL:
        return { kind: 'char', char: code[this.i++] }
      case Op.NOT_LITERAL:
        return { kind: 'notChar', char: code[this.i++] }
      case Op.LITERAL_IGNORE:
      case Op.NOT_LITERAL_IGNORE:
        return { kind: 'set', set: literalSet(code[this.i++], Fold.ASCII, op === Op.NOT_LITERAL_IGNORE) }
      case Op.LITERAL_UNI_IGNORE:
      case Op.NOT_LITERAL_UNI_IGNORE:
        return { kind: 'set', set: literalSet(code[this.i++], Fold.UNICODE, op === Op.NOT_LITERAL_UNI_IGNORE) }
      case Op.LITERAL_LOC_IGNORE:
      case Op.NOT_LITERAL_LOC_IGNORE:
        return { kind: 'set', set: literalSet(code[this.i++], Fold.LOCALE, op === Op.NOT_LITERAL_LOC_IGNORE) }
      case Op.CATEGORY:
        return { kind: 'set', set: categorySet(code[this.i++]) }
      case Op.IN:
        return this.set(Fold.NONE)
      case Op.IN_IGNORE:
        return this.set(Fold.ASCII)
      case Op.IN_UNI_IGNORE:
        return this.set(Fold.UNICODE)
      case Op.IN_LOC_IGNORE:
        return this.set(Fold.LOCALE)
      case Op.AT:
        return { kind: 'at', code: code[this.i++] }
      case Op.MARK:
        return { kind: 'mark', index: code[this.i++] }
      case Op.GROUPREF:
        return { kind: 'backref', group: code[this.i++], fold: Fold.NONE }
      case Op.GROUPREF_IGNORE:
        return { kind: 'backref', group: code[this.i++], fold: Fold.ASCII }
      case Op.GROUPREF_UNI_IGNORE:
        return { kind: 'backref', group: code[this.i++], fold: Fold.UNICODE }
      case Op.GROUPREF_LOC_IGNORE:
        return { kind: 'backref', group: code[this.i++], fold: Fold.LOCALE }
      case Op.GROUPREF_EXISTS:
        return this.conditional()
      case Op.BRANCH:
        return this.branch()
      case Op.REPEAT_ONE:
        return this.repeat('greedy')
      case Op.MIN_REPEAT_ONE:
        return this.repeat('lazy')
      case Op.POSSESSIVE_REPEAT_ONE:
        return this.repeat('possessive')
      case Op.POSSESSIVE_REPEAT:
      case Op.REPEAT:
        return this.repeatUntil()
      case Op.ATOMIC_GROUP: {
        const after = this.i + code[this.i]
        return { kind: 'atomic', body: this.nested(this.i + 1, after) }
      }
      case Op.ASSERT:
      case Op.ASSERT_NOT: {
        const after = this.i + code[this.i]
        const behind = bound(code[this.i + 1])
        return { kind: 'look', behind, negated: op === Op.ASSERT_NOT, body: this.nested(this.i + 2, after) }
      }
      default:
        return undefined
    }
  }

  private set(fold: number): Node {
    const start = this.i + 1
    this.i += this.code[this.i]
    return { kind: 'set', set: new Charset(this.code, start, fold) }
  }

  private conditional(): Node {
    const { code } = this
    const group = code[this.i]
    const no = this.i + code[this.i + 1]
    this.i += 2
    const yes = this.sequence(no)
    if (this.i >= no) return { kind: 'conditional', group, yes, no: [] }
    const after = this.i + 1 + code[this.i + 1]
    this.i = no
    return { kind: 'conditional', group, yes, no: this.sequence(after) }
  }

  private branch(): Node {
    const { code } = this
    const alternatives: Sequence[] = []
    while (code[this.i] !== 0) {
      const next = this.i + code[this.i]
      this.i++
      alternatives.push(this.sequence(next - 2))
      this.i = next
    }
    this.i++
    return { kind: 'branch', alternatives }
  }

  private repeat(mode: Repeat['mode']): Node {
    const { code } = this
    const after = this.i + code[this.i]
    const min = bound(code[this.i + 1])
    const max = bound(code[this.i + 2])
    const body = this.nested(this.i + 3, after)
    return { kind: 'repeat', mode, min, max, body, single: body.length === 1 && isSingle(body[0]) }
  }

  /** A repeat of anything: its body is followed by the instruction that ends an iteration. */
  private repeatUntil(): Node {
    const { code } = this
    const after = this.i + code[this.i]
    const min = bound(code[this.i + 1])
    const max = bound(code[this.i + 2])
    this.i += 3
    const body = this.sequence(after)
    const mode = code[after] === Op.MAX_UNTIL ? 'greedy' : code[after] === Op.MIN_UNTIL ? 'lazy' : 'possessive'
    this.i = after + 1
    return { kind: 'repeat', mode, min, max, body, single: false }
  }
}

/** A count or width of the code, in which the largest word means "none". */
function bound(word: number): number {
  return word === MAXREPEAT || word > UNBOUNDED ? UNBOUNDED : word
}
