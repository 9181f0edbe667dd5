// Operations of which only the low 32 bits are wanted: what goes into a mask, as in `(x >> n | x << (32 - n)) & 0xffffffff` or
// `(a + b + ~c) & MASK`. Inside of such an expression everything is a word of the machine, however large the ints are that it
// stands for.
//
// An instruction is a *part* where its result is a temporary that is read by parts and masks alone: it leaves an int32 in its register
// that is congruent to the result modulo 2**32. Parts and masks up to where no part is waiting to be read make a *tree*.
//
// What must stay true: between the first and the last instruction of a tree nothing can run, raise or leave. So whatever the tree
// takes for granted (that what it begins with are ints, that globals are what they were) is tested before its first instruction.
import { liveAt } from '../eval/liveness.ts'
import * as Op from '../generated/opcodes.ts'
import type { W_Code } from '../objects/code.ts'
import type { Block } from './graph.ts'
import { type NumberOp, numberOp, readsOf, writesOf } from './operands.ts'
import { BOTH_BYTES, COMPLEX_SEEN, LEFT_FLOAT, RIGHT_FLOAT, STRS_SEEN, WRONG } from './seen.ts'

/** How an instruction of a tree is computed: as a part, as a mask with the exact result, or as the exact count of a shift. */
export const Role = { part: 1, mask: 2, count: 3 } as const

/** What is tested before a tree: registers that must hold ints, those that must be between 0 and a limit, loads of globals. */
export interface Granted {
  readonly ints: ReadonlySet<number>
  readonly counts: ReadonlyMap<number, number>
  readonly globals: readonly number[]
}

/** An instruction of a tree. */
export interface LowWord {
  readonly role: number
  readonly op: NumberOp
  /** Of a mask: the other operand, and the mask. */
  readonly masked: number
  readonly mask: number
  /** Of the first instruction of a tree, null for the others. */
  granted: Granted | null
}

/** The code that is looked at, and the int that a global loaded at `pc` is taken for. */
export interface Source {
  readonly code: W_Code
  readonly globalInt: (pc: number) => number | bigint | undefined
}

/** Operators whose low bits depend on low bits alone. */
const BITWISE = new Set(['ADD', 'SUBTRACT', 'MULTIPLY', 'AND', 'OR', 'XOR', 'NEGATIVE', 'INVERT', 'LSHIFT'])

const isShift = (op: NumberOp): boolean => op.name === 'LSHIFT' || op.name === 'RSHIFT'

/** The greatest count of a shift. */
const MOST = 63

// What is wanted of a register: the low bits, the small int that a shift's count is, or what it holds.
const NOTHING = 0
const LOW = 1
const COUNT = 2
const ALL = 3

type Ints = ReadonlyMap<number, number | bigint>

const isAnd = (op: number): boolean => op === Op.BINARY_AND || op === Op.INPLACE_AND

/** Whether code may have masks. */
export function hasMasks(words: Int32Array): boolean {
  for (let pc = 0; pc < words.length; pc += Op.OPLEN[words[pc]]) if (isAnd(words[pc])) return true
  return false
}

/** Finds the trees of a block. */
export function findLowWords(source: Source, block: Block, into: Map<number, LowWord>): void {
  const words = source.code.code
  for (let pc = block.start; pc < block.end; pc += Op.OPLEN[words[pc]])
    if (isAnd(words[pc])) {
      for (const [at, word] of new Finder(source, block).find()) into.set(at, word)
      return
    }
}

class Finder {
  private readonly source: Source
  private readonly block: Block
  private readonly words: Int32Array
  private readonly offsets: number[] = []
  /** What globals are in registers before each instruction. */
  private readonly globals = new Map<number, Ints>()
  /** Instructions that belong to no tree after all. */
  private readonly excluded = new Set<number>()
  /** Registers that are read for the last time by an instruction. */
  private readonly lastReads = new Map<number, number[]>()

  constructor(source: Source, block: Block) {
    this.source = source
    this.block = block
    this.words = source.code.code
    for (let pc = block.start; pc < block.end; pc += Op.OPLEN[this.words[pc]]) this.offsets.push(pc)
    this.findGlobals()
  }

  find(): ReadonlyMap<number, LowWord> {
    for (;;) {
      const chosen = this.choose()
      const found = chosen === null ? null : this.grow(chosen)
      if (found !== null) return found
    }
  }

  private findGlobals(): void {
    let held: Map<number, number | bigint> = new Map()
    for (const pc of this.offsets) {
      this.globals.set(pc, held)
      const int = this.words[pc] === Op.LOAD_GLOBAL ? this.source.globalInt(pc) : undefined
      const written = writesOf(this.words, pc)
      if (int === undefined && !written.some((r) => held.has(r))) continue
      held = new Map(held)
      for (const r of written) held.delete(r)
      if (int !== undefined) held.set(this.words[pc + 1], int)
    }
  }

  private isTemporary(r: number): boolean {
    const { unit } = this.source.code
    return r >= unit.varnames.length && r < unit.firstConst
  }

  /** The int that an operand is known to be at an instruction. */
  private constant(r: number, pc: number): number | bigint | undefined {
    const { unit, template } = this.source.code
    const w = r < unit.firstConst ? (this.globals.get(pc) as Ints).get(r) : template[r]
    return typeof w === 'number' || typeof w === 'bigint' ? w : undefined
  }

  /** Whether ints alone were met at an instruction. */
  private isOfInts(pc: number): boolean {
    const { seen, methods } = this.source.code
    if (this.excluded.has(pc) || methods?.has(pc)) return false
    return (
      seen === null || (seen[pc] & (LEFT_FLOAT | RIGHT_FLOAT | STRS_SEEN | COMPLEX_SEEN | BOTH_BYTES | WRONG)) === 0
    )
  }

  /** Whether an instruction does nothing but to load an int. */
  private isLoad(pc: number): boolean {
    return this.words[pc] === Op.LOAD_GLOBAL && this.source.globalInt(pc) !== undefined
  }

  /** Instructions that may belong to trees, going backward from what is wanted of registers; null where others were excluded. */
  private choose(): Map<number, LowWord> | null {
    const { words, offsets, block } = this
    const { unit } = this.source.code
    const chosen = new Map<number, LowWord>()
    const live = liveAt(unit, block.last)
    const wanted = new Uint8Array(unit.nregs)
    for (let r = 0; r < unit.firstConst; r++) wanted[r] = !this.isTemporary(r) || live[r] === 1 ? ALL : NOTHING
    // The masks that want the low bits of a register.
    const masks = new Map<number, Set<number>>()
    this.lastReads.clear()
    let isRight = true
    const want = (pc: number, r: number, what: number, by: ReadonlySet<number>): void => {
      if (wanted[r] === NOTHING) {
        const reads = this.lastReads.get(pc)
        if (reads === undefined) this.lastReads.set(pc, [r])
        else reads.push(r)
        masks.set(r, new Set(by))
        wanted[r] = what
      } else {
        for (const mask of by) masks.get(r)?.add(mask)
        if (wanted[r] !== what) wanted[r] = ALL
      }
    }
    const nobody = new Set<number>()
    for (let i = offsets.length - 1; i >= 0; i--) {
      const pc = offsets[i]
      const out = words[pc + 1]
      const op = pc === block.last ? null : numberOp(words, pc)
      if (op !== null && (op.form === 'BINARY' || op.form === 'INPLACE' || op.form === 'UNARY')) {
        const what = this.isTemporary(out) ? wanted[out] : ALL
        const by = what === LOW || what === COUNT ? (masks.get(out) as Set<number>) : nobody
        if (!this.isOfInts(pc)) {
          if (by.size > 0) isRight = false
          for (const mask of by) this.excluded.add(mask)
        } else {
          const masked = this.masked(op, pc)
          if (masked !== null) {
            wanted[out] = NOTHING
            chosen.set(pc, { role: Role.mask, op, ...masked, granted: null })
            want(pc, masked.masked, LOW, new Set([pc]))
            continue
          }
          const role = what === LOW ? Role.part : Role.count
          if ((what === LOW && this.isPart(op, pc)) || (what === COUNT && this.isCount(op, pc))) {
            wanted[out] = NOTHING
            chosen.set(pc, { role, op, masked: -1, mask: 0, granted: null })
            want(pc, op.left, role === Role.count || op.name === 'RSHIFT' ? ALL : LOW, by)
            if (op.form !== 'UNARY') want(pc, op.right, role === Role.count ? ALL : isShift(op) ? COUNT : LOW, by)
            continue
          }
        }
      }
      if (words[pc] === Op.COPY || this.isLoad(pc)) {
        wanted[out] = NOTHING
        if (words[pc] === Op.COPY) want(pc, words[pc + 2], ALL, nobody)
        continue
      }
      // Anything may happen here: temporaries hold what they stand for.
      for (let r = 0; r < unit.firstConst; r++) if (wanted[r] !== NOTHING) wanted[r] = ALL
      for (const r of writesOf(words, pc)) wanted[r] = NOTHING
      for (const r of readsOf(words, pc)) want(pc, r, ALL, nobody)
    }
    return isRight ? chosen : null
  }

  /** The operand of an AND whose other one is a mask of 32 bits. */
  private masked(op: NumberOp, pc: number): { masked: number; mask: number } | null {
    if (op.name !== 'AND') return null
    const [left, right] = [this.constant(op.left, pc), this.constant(op.right, pc)]
    const mask = left ?? right
    if ((left === undefined) === (right === undefined)) return null
    if (typeof mask !== 'number' || mask < 0 || mask > 0xffffffff) return null
    return { masked: left === undefined ? op.left : op.right, mask }
  }

  private isPart(op: NumberOp, pc: number): boolean {
    if (isShift(op)) {
      const n = this.constant(op.right, pc)
      if (op.left === op.right || typeof n === 'bigint' || (n !== undefined && (n < 0 || n > MOST))) return false
      return op.name === 'LSHIFT' || typeof this.constant(op.left, pc) !== 'bigint'
    }
    return BITWISE.has(op.name)
  }

  /** Whether it is what a small constant exceeds a register by, as in `x >> (32 - n)`. */
  private isCount(op: NumberOp, pc: number): boolean {
    const c = this.constant(op.left, pc)
    return (
      op.name === 'SUBTRACT' &&
      typeof c === 'number' &&
      c >= 0 &&
      c <= MOST &&
      this.constant(op.right, pc) === undefined
    )
  }

  /** Puts what was chosen together to trees, and finds what they take for granted; null where some was excluded. */
  private grow(chosen: ReadonlyMap<number, LowWord>): Map<number, LowWord> | null {
    const { words } = this
    const { unit } = this.source.code
    const found = new Map<number, LowWord>()
    /** Registers that hold parts, or counts, which are still to be read. */
    const waiting = new Set<number>()
    /** Registers in which the tree has put an int. */
    const ints = new Set<number>()
    const written = new Set<number>()
    let tree: Tree | null = null
    for (const pc of this.offsets) {
      const word = chosen.get(pc)
      const out = words[pc + 1]
      if (word === undefined) {
        const isPure = words[pc] === Op.COPY || this.isLoad(pc)
        if (!isPure) waiting.clear()
        if (waiting.size === 0 || tree === null) continue
        written.add(out)
        if (words[pc] === Op.COPY) ints.delete(out)
        else {
          tree.globals.push(pc)
          if (typeof this.source.globalInt(pc) === 'number') ints.add(out)
          else ints.delete(out)
        }
        continue
      }
      const { op, role } = word
      if (waiting.size === 0) {
        // A mask of what is no part is an operation like others.
        if (role === Role.mask) continue
        tree = new Tree(word)
        written.clear()
        ints.clear()
      }
      const grown = tree as Tree
      grown.members.push(pc)
      found.set(pc, word)
      const operands = role === Role.mask ? [word.masked] : op.form === 'UNARY' ? [op.left] : [op.left, op.right]
      for (const r of operands) {
        if (waiting.has(r)) continue
        const known = this.constant(r, pc)
        if (known !== undefined) continue
        if (r >= unit.firstConst) return this.exclude(grown)
        const isLimited = role === Role.count || (isShift(op) && r === op.right)
        if (isLimited) {
          if (written.has(r)) return this.exclude(grown)
          const limit = role === Role.count ? (this.constant(op.left, pc) as number) : MOST
          grown.counts.set(r, Math.min(limit, grown.counts.get(r) ?? MOST))
        } else if (!written.has(r)) grown.ints.add(r)
        else if (!ints.has(r)) return this.exclude(grown)
      }
      for (const r of this.lastReads.get(pc) ?? []) waiting.delete(r)
      written.add(out)
      if (role === Role.mask) {
        waiting.delete(out)
        ints.add(out)
      } else {
        waiting.add(out)
        ints.delete(out)
      }
      if (waiting.size === 0) tree = null
      else continue
      grown.close()
    }
    return found
  }

  private exclude(tree: Tree): null {
    for (const pc of tree.members) this.excluded.add(pc)
    return null
  }
}

class Tree {
  readonly members: number[] = []
  readonly ints = new Set<number>()
  readonly counts = new Map<number, number>()
  readonly globals: number[] = []

  constructor(first: LowWord) {
    first.granted = this
  }

  /** What must be a count need not be tested for an int. */
  close(): void {
    for (const r of this.counts.keys()) this.ints.delete(r)
  }
}
