// Checks a code array before anything runs it, so that the engine may trust offsets, group numbers and nesting.
// CPython: _validate in Modules/_sre/sre.c
//
// Only `_sre.compile` called by hand can hand over code that `re._compiler` did not write. The check is a descent over the
// structure: a block is a run of instructions with a known end; nested blocks end in SUCCESS, alternatives in a JUMP to the
// common end.
import { At, BITMAP_WORDS, CATEGORIES, CHUNK_TABLE_WORDS, Info, MAXREPEAT, Op } from './opcodes.ts'

/** Whether `code` is a program for a pattern with `groups` groups. */
export function isValid(code: Uint32Array, groups: number): boolean {
  const n = code.length
  if (n === 0 || code[n - 1] !== Op.SUCCESS) return false
  try {
    return !new Check(code, groups).block(0, n - 1)
  } catch (e) {
    if (e === INVALID) return false
    throw e
  }
}

const INVALID: unique symbol = Symbol('invalid')

class Check {
  private readonly code: Uint32Array
  private readonly groups: number

  constructor(code: Uint32Array, groups: number) {
    this.code = code
    this.groups = groups
  }

  private need(condition: boolean): void {
    if (!condition) throw INVALID
  }

  /** The word at `i`, which must lie before `end`. */
  private word(i: number, end: number): number {
    this.need(i < end)
    return this.code[i]
  }

  /** Where the relative offset stored at `i` points to; that must lie in the block. */
  private target(i: number, end: number): number {
    const skip = this.word(i, end)
    this.need(skip >= 1 && skip <= end - i)
    return i + skip
  }

  /** A run of instructions. Gives whether its last one is a JUMP, which only the yes part of a conditional may end in. */
  block(i: number, end: number): boolean {
    this.need(i <= end)
    while (i < end) {
      const op = this.code[i++]
      switch (op) {
        case Op.FAILURE:
        case Op.SUCCESS:
        case Op.ANY:
        case Op.ANY_ALL:
          break
        case Op.LITERAL:
        case Op.NOT_LITERAL:
        case Op.LITERAL_IGNORE:
        case Op.NOT_LITERAL_IGNORE:
        case Op.LITERAL_UNI_IGNORE:
        case Op.NOT_LITERAL_UNI_IGNORE:
        case Op.LITERAL_LOC_IGNORE:
        case Op.NOT_LITERAL_LOC_IGNORE:
          this.word(i++, end)
          break
        case Op.MARK:
          this.need(this.word(i++, end) < 2 * this.groups)
          break
        case Op.AT:
          this.need(this.word(i++, end) <= At.UNI_NON_BOUNDARY)
          break
        case Op.CATEGORY:
          this.need(this.word(i++, end) < CATEGORIES)
          break
        case Op.GROUPREF:
        case Op.GROUPREF_IGNORE:
        case Op.GROUPREF_UNI_IGNORE:
        case Op.GROUPREF_LOC_IGNORE:
          this.need(this.word(i++, end) < this.groups)
          break
        case Op.IN:
        case Op.IN_IGNORE:
        case Op.IN_UNI_IGNORE:
        case Op.IN_LOC_IGNORE: {
          const after = this.target(i, end)
          this.need(this.code[after - 1] === Op.FAILURE)
          this.set(i + 1, after - 1)
          i = after
          break
        }
        case Op.INFO:
          i = this.info(i, end)
          break
        case Op.BRANCH:
          i = this.branch(i, end)
          break
        case Op.REPEAT_ONE:
        case Op.MIN_REPEAT_ONE:
        case Op.POSSESSIVE_REPEAT_ONE: {
          const after = this.bounds(i, end)
          this.nested(i + 3, after)
          i = after
          break
        }
        case Op.REPEAT:
        case Op.POSSESSIVE_REPEAT: {
          const after = this.bounds(i, end)
          this.straight(i + 3, after)
          const until = this.word(after, end)
          this.need(op === Op.REPEAT ? until === Op.MAX_UNTIL || until === Op.MIN_UNTIL : until === Op.SUCCESS)
          i = after + 1
          break
        }
        case Op.ATOMIC_GROUP: {
          const after = this.target(i, end)
          this.nested(i + 1, after)
          i = after
          break
        }
        case Op.ASSERT:
        case Op.ASSERT_NOT: {
          const after = this.target(i, end)
          this.word(i + 1, end)
          this.need((this.code[i + 1] & 0x80000000) === 0)
          this.nested(i + 2, after)
          i = after
          break
        }
        case Op.GROUPREF_EXISTS:
          i = this.conditional(i, end)
          break
        case Op.JUMP:
          this.need(i + 1 === end)
          return true
        default:
          this.need(false)
      }
    }
    return false
  }

  /** A straight block: one without a JUMP. */
  private straight(i: number, end: number): void {
    this.need(!this.block(i, end))
  }

  /** A block that ends in SUCCESS just before `after`. */
  private nested(i: number, after: number): void {
    this.need(i < after && this.code[after - 1] === Op.SUCCESS)
    this.straight(i, after - 1)
  }

  /** Skip, minimum and maximum of a repeat; gives the end of its body. */
  private bounds(i: number, end: number): number {
    const after = this.target(i, end)
    const min = this.word(i + 1, end)
    const max = this.word(i + 2, end)
    this.need(min <= max && max <= MAXREPEAT)
    this.need(i + 3 <= after)
    return after
  }

  private branch(i: number, end: number): number {
    let common = -1
    for (;;) {
      if (this.word(i, end) === 0) break
      const next = this.target(i, end)
      this.need(next - 3 >= i && this.code[next - 2] === Op.JUMP)
      this.straight(i + 1, next - 2)
      const goal = this.target(next - 1, end)
      if (common < 0) common = goal
      this.need(goal === common)
      i = next
    }
    this.need(common === i + 1)
    return i + 1
  }

  /** The yes part, and the no part where the yes part ends in a JUMP over it. */
  private conditional(i: number, end: number): number {
    this.need(this.word(i, end) < this.groups)
    const skip = this.word(i + 1, end)
    const no = i + skip
    this.need(skip >= 2 && no <= end)
    if (!this.block(i + 2, no)) return no
    const after = this.target(no - 1, end)
    this.straight(no, after)
    return after
  }

  private info(i: number, end: number): number {
    const after = this.target(i, end)
    this.need(i === 1 && after - i >= 4)
    const flags = this.code[i + 1]
    this.need((flags & ~(Info.PREFIX | Info.LITERAL | Info.CHARSET)) === 0)
    this.need(!((flags & Info.PREFIX) !== 0 && (flags & Info.CHARSET) !== 0))
    this.need(!((flags & Info.LITERAL) !== 0 && (flags & Info.PREFIX) === 0))
    let at = i + 4
    if ((flags & Info.PREFIX) !== 0) {
      const length = this.word(at, after)
      const skip = this.word(at + 1, after)
      this.need(skip <= length)
      this.need(length <= after - at - 2)
      const overlap = at + 2 + length
      this.need(overlap + length <= after)
      for (let k = 0; k < length; k++) this.need(this.code[overlap + k] < length)
      at = overlap + length
    }
    if ((flags & Info.CHARSET) !== 0) {
      this.need(at < after && this.code[after - 1] === Op.FAILURE)
      this.set(at, after - 1)
    } else this.need(at === after)
    return after
  }

  private set(i: number, end: number): void {
    while (i < end) {
      switch (this.code[i++]) {
        case Op.NEGATE:
          break
        case Op.LITERAL:
          this.word(i++, end)
          break
        case Op.RANGE:
        case Op.RANGE_UNI_IGNORE:
          this.word(i + 1, end)
          i += 2
          break
        case Op.CHARSET:
          i += BITMAP_WORDS
          break
        case Op.BIGCHARSET: {
          const chunks = this.word(i, end)
          const table = i + 1
          this.need(chunks <= 256 && table + CHUNK_TABLE_WORDS <= end)
          for (let k = 0; k < 256; k++) this.need(((this.code[table + (k >> 2)] >>> ((k & 3) * 8)) & 0xff) < chunks)
          i = table + CHUNK_TABLE_WORDS + chunks * BITMAP_WORDS
          break
        }
        case Op.CATEGORY:
          this.need(this.word(i++, end) < CATEGORIES)
          break
        default:
          this.need(false)
      }
      this.need(i <= end)
    }
  }
}
