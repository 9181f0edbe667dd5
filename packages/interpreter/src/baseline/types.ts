// What registers are known to hold, from what instructions give and from what they have met so far (see seen.ts): so that tests
// are made once, and numbers stay unboxed without asking.
//
// A state is a set of possibilities per register, one byte each:
//   INT    a JavaScript number; three bits: that it is one, that it may be outside of 0 … 2**32 - 1, and outside of -2**31 … 2**31 - 1
//   FLT    the marker: the float is in the variable f…, without a box
//   BOX    a box of exactly `float` whose number is in f… as well
//   BOOL   true or false
//   OTHER  any other value, or none
// The analysis goes forward over the blocks until nothing changes; where ways meet, possibilities are joined.
//
// What must stay true: `step` says of an instruction what its text (numbers.ts, emit.ts) guarantees behind it, no more. A guess
// (`Mode`) is guarded by text that leaves for the interpreter, at the start of the instruction, where it is wrong.
import { shapes, type Value, W_BuiltinFunction, W_Dict, W_Float, W_Module } from '@typhon/objspace'
import * as Op from '../generated/opcodes.ts'
import type { W_Code } from '../objects/code.ts'
import { type Block, type Graph, isInLoop } from './graph.ts'
import { findLowWords, type LowWord, Role } from './low-words.ts'
import { liveAt } from '../eval/liveness.ts'
import { known, loadsFloat, only, storesFloat } from './known.ts'
import { type NumberOp, numberOp, readsOf, writesOf } from './operands.ts'
import { BYTES_SEEN, LEFT_FLOAT, LEFT_INT, OTHER_SEEN, RIGHT_FLOAT, RIGHT_INT, WRONG } from './seen.ts'

const WIDE = 32
const LARGE = 64
export const INT = 1 | WIDE | LARGE
/** Ints of which so much is known: 32 bits without sign, with sign, and what is both. */
export const U32 = 1 | LARGE
export const I32 = 1 | WIDE
export const SMALL = 1
export const FLT = 2
export const BOX = 4
export const BOOL = 8
export const OTHER = 16
/** Any value of Python's. */
export const VALUE = INT | BOOL | OTHER

export type State = Uint8Array

/** Whether it is an int, of whatever size. */
export const isInt = (kind: number): boolean => kind !== 0 && (kind & ~INT) === 0

/** Whether it is an int that is one of 32 bits, with or without sign. */
export const isWord = (kind: number): boolean => isInt(kind) && (kind & INT) !== INT

/** Whether it is an int of 32 bits without sign. */
export const isNatural = (kind: number): boolean => isInt(kind) && (kind & WIDE) === 0

/** What is known of an int. */
export function kindOfInt(n: number): number {
  return SMALL | (n >= 0 && n <= 0xffffffff ? 0 : WIDE) | ((n | 0) === n ? 0 : LARGE)
}

/** Whether the number is in f…. */
export const isDouble = (kind: number): boolean => kind !== 0 && (kind & ~(FLT | BOX)) === 0

/** How an instruction on numbers is compiled: for two ints, for floats, or for everything. */
export const Mode = { int: 1, float: 2, any: 3 } as const

/** Operators that floats have in place. */
const FLOATS = new Set(['ADD', 'SUBTRACT', 'MULTIPLY', 'TRUE_DIVIDE', 'NEGATIVE', 'LT', 'LE', 'EQ', 'NE', 'GT', 'GE'])

export class Types {
  /** What is known where each block begins. */
  readonly entry = new Map<Block, State>()
  /** Functions of one double that calls probably call, by the place of the call. */
  readonly ofDoubles = new Map<number, W_BuiltinFunction>()
  /** The same of functions whose tuples of one item need not be made. */
  readonly ofTuples = new Map<number, W_BuiltinFunction>()
  /** Operations of which only low bits are wanted. */
  readonly low = new Map<number, LowWord>()
  /** What registers are taken for where a loop is entered, by its head; 0 for those that are not. */
  readonly taken = new Map<Block, State>()
  /** What is known at the end of each block. */
  readonly exit = new Map<Block, State>()
  /** Registers that may be floats without boxes somewhere. */
  readonly floats = new Set<number>()
  private readonly code: W_Code
  readonly guesses: boolean
  private readonly globals: W_Dict
  private readonly words: Int32Array
  private readonly count: number

  /**
   * `root` is what is known where the code begins; what turns out wrong there is widened in it. Without `guesses` only what
   * is certain counts.
   */
  constructor(code: W_Code, globals: W_Dict, graph: Graph, root: State, guesses: boolean) {
    this.code = code
    this.globals = globals
    this.guesses = guesses
    this.words = code.code
    this.count = code.unit.firstConst
    for (const block of graph.blocks) this.findFunctions(block)
    const source = { code, globalInt: (pc: number) => this.globalInt(pc) }
    if (guesses) for (const block of graph.blocks) findLowWords(source, block, this.low)
    this.widen(graph, root)
    this.solve(graph, root)
    for (const block of graph.blocks) {
      const state = (this.entry.get(block) as State).slice()
      this.collect(state)
      for (let pc = block.start; pc < block.end; pc += Op.OPLEN[this.words[pc]]) {
        this.step(state, pc)
        this.collect(state)
      }
    }
  }

  /** Of what no instruction writes nothing is known but what it is now. */
  private widen(graph: Graph, root: State): void {
    if (!root.includes(U32)) return
    const written = new Set<number>()
    for (const { start, end } of graph.blocks)
      for (let pc = start; pc < end; pc += Op.OPLEN[this.words[pc]])
        for (const r of writesOf(this.words, pc)) written.add(r)
    root.forEach((kind, r) => {
      if (kind === U32 && !written.has(r)) root[r] = INT
    })
  }

  private collect(state: State): void {
    for (let r = 0; r < state.length; r++) if ((state[r] & (FLT | BOX)) !== 0) this.floats.add(r)
  }

  /** Finds calls of functions of doubles, and of those that give tuples, by what their globals are now. */
  private findFunctions(block: Block): void {
    const { words } = this
    const held = new Map<number, Value | undefined>()
    for (let pc = block.start; pc < block.end; pc += Op.OPLEN[words[pc]]) {
      const op = words[pc]
      let w: Value | undefined
      if (op === Op.COPY) w = held.get(words[pc + 2])
      else if (op === Op.LOAD_GLOBAL) {
        const { owner, version, kind } = this.code.caches[words[pc + 3]]
        if (owner instanceof W_Dict && owner.layoutVersion === version) w = owner.values[kind]
      } else if (op === Op.LOAD_METHOD || op === Op.LOAD_ATTR) {
        const module = held.get(words[pc + 2])
        if (module instanceof W_Module) w = module.dict.getStr(this.code.names[words[pc + 3]])
      } else if (op === Op.CALL || op === Op.CALL_METHOD) {
        const f = held.get(words[pc + 2])
        if (f instanceof W_BuiltinFunction && !f.passesSelf) {
          if (f.code.onDoubles !== null && words[pc + 3] === 1) this.ofDoubles.set(pc, f)
          if (f.code.onlyItem !== null) this.ofTuples.set(pc, f)
        }
      }
      for (const r of writesOf(words, pc)) held.delete(r)
      if (w !== undefined) held.set(words[pc + 1], w)
    }
  }

  private solve(graph: Graph, root: State): void {
    do this.solveFrom(graph, root)
    while (this.guesses && this.takeForInts(graph))
  }

  private solveFrom(graph: Graph, root: State): void {
    for (;;) {
      this.entry.clear()
      this.entry.set(graph.root, root.slice())
      this.spread(graph)
      const found = this.entry.get(graph.root) as State
      let isRight = true
      for (let r = 0; r < this.count; r++)
        if (found[r] !== root[r] && root[r] !== VALUE) {
          root[r] = isInt(found[r]) && root[r] !== INT ? INT : VALUE
          isRight = false
        }
      if (isRight) return
    }
  }

  private spread(graph: Graph): void {
    const work = new Set<Block>([graph.root])
    while (work.size > 0) {
      // The first in the order that waits.
      let block: Block | null = null
      for (const b of work) if (block === null || b.order < block.order) block = b
      const b = block as Block
      work.delete(b)
      const state = (this.entry.get(b) as State).slice()
      if (b.handler !== null && this.join(b.handler, state)) work.add(b.handler)
      for (let pc = b.start; pc < b.last; pc += Op.OPLEN[this.words[pc]]) {
        this.step(state, pc)
        if (b.handler !== null && this.join(b.handler, state)) work.add(b.handler)
      }
      const before = state.slice()
      this.step(state, b.last)
      if (b.handler !== null) {
        const { exceptionTable: table } = this.code.unit
        const caught = state.slice()
        for (const at of [table[b.row + 3], table[b.row + 4]]) if (at >= 0) caught[at] |= VALUE
        if (this.join(b.handler, caught)) work.add(b.handler)
      }
      b.next.forEach((s, i) => {
        // A loop's end writes nothing.
        const given = i === 0 && this.words[b.last] === Op.FOR_ITER ? boxedBy(before, this.words, b.last) : state
        if (this.join(s, b.order < s.order ? this.entered(s, given) : given)) work.add(s)
      })
      this.exit.set(b, state)
    }
  }

  /** What is known where a block is entered from another before it: a loop's registers may be taken for ints. */
  private entered(block: Block, state: State): State {
    const taken = this.taken.get(block)
    if (taken === undefined) return state
    return state.map((kind, r) => (taken[r] === 0 ? kind : (kind & taken[r]) === 0 ? taken[r] : kind & taken[r]))
  }

  /**
   * Registers that hold ints at the end of each round of a loop, but anything where it is entered, are tested there: then V8 has a variable that
   * is always a number, which needs no box. Only where there are masks, whose numbers would need one. Gives whether something
   * changed: all is to be solved again.
   */
  private takeForInts(graph: Graph): boolean {
    if (this.low.size === 0) return false
    const isFirst = this.taken.size === 0
    let isChanged = false
    for (const head of graph.blocks) {
      if (!head.isLoopHead || head === graph.root || head.isHandler || (this.seenAt(head.start) & WRONG) !== 0) continue
      const back = new Uint8Array(this.count)
      for (const p of head.preds)
        if (p.order >= head.order) (this.exit.get(p) as State).forEach((kind, r) => (back[r] |= kind))
      let taken = this.taken.get(head)
      if (taken === undefined) {
        if (!isFirst) continue
        const entry = this.entry.get(head) as State
        const live = liveAt(this.code.unit, head.start)
        const words = back.some((kind) => kind === U32)
        taken = back.map((kind, r) => {
          if (!isInt(kind) || live[r] === 0 || (entry[r] & OTHER) === 0 || (entry[r] & (FLT | BOX)) !== 0) return 0
          return words && this.isWritten(graph, head, r) ? U32 : INT
        })
        if (taken.every((kind) => kind === 0)) continue
        this.taken.set(head, taken)
        isChanged = true
        continue
      }
      for (let r = 0; r < this.count; r++)
        if (taken[r] !== 0 && (back[r] & ~taken[r]) !== 0) {
          taken[r] = isInt(back[r]) ? INT : 0
          isChanged = true
        }
    }
    return isChanged
  }

  /** Whether a loop writes a register. */
  private isWritten(graph: Graph, head: Block, r: number): boolean {
    for (const block of graph.blocks)
      if (isInLoop(block, head))
        for (let pc = block.start; pc < block.end; pc += Op.OPLEN[this.words[pc]])
          if (writesOf(this.words, pc).includes(r)) return true
    return false
  }

  private join(block: Block, state: State): boolean {
    const known = this.entry.get(block)
    if (known === undefined) {
      this.entry.set(block, state.slice())
      return true
    }
    let isChanged = false
    for (let r = 0; r < known.length; r++) {
      const all = known[r] | state[r]
      if (all !== known[r]) {
        known[r] = all
        isChanged = true
      }
    }
    return isChanged
  }

  /** What the instruction at `pc` has met. */
  seenAt(pc: number): number {
    const { seen } = this.code
    return seen === null ? 0 : seen[pc]
  }

  /** The int that a global loaded at `pc` is, which is taken for constant; undefined for others. */
  globalInt(pc: number): number | bigint | undefined {
    if (!this.guesses || (this.seenAt(pc) & WRONG) !== 0) return undefined
    const cache = this.code.caches[this.words[pc + 3]]
    const { owner } = cache
    if (!(owner instanceof W_Dict) || owner.layoutVersion !== cache.version || owner !== this.globals) return undefined
    const w = owner.values[cache.kind]
    return typeof w === 'number' || typeof w === 'bigint' ? w : undefined
  }

  /** What an operand may be. */
  kind(state: State, r: number): number {
    if (r < this.count) return state[r]
    const w = this.code.template[r]
    if (typeof w === 'number') return kindOfInt(w)
    if (typeof w === 'boolean') return BOOL
    return w instanceof W_Float && w.shape === shapes.float ? BOX : OTHER
  }

  /** How the instruction on numbers at `pc` is compiled. */
  mode(state: State, pc: number, op: NumberOp): number {
    const left = this.kind(state, op.left)
    const right = this.kind(state, op.right)
    const seen = this.seenAt(pc)
    if (isInt(left) && isInt(right)) {
      if (op.name === 'TRUE_DIVIDE') return (seen & WRONG) === 0 ? Mode.float : Mode.any
      return (seen & (OTHER_SEEN | WRONG)) === 0 ? Mode.int : Mode.any
    }
    if (FLOATS.has(op.name)) {
      const numbers = (kind: number): boolean => isInt(kind) || isDouble(kind)
      // An int and a float are compared, and combined, as floats: every int that is a number is one exactly.
      if (numbers(left) && numbers(right)) return (seen & WRONG) === 0 ? Mode.float : Mode.any
    }
    if (!this.guesses || (seen & (OTHER_SEEN | WRONG)) !== 0) return Mode.any
    // Nothing else comes of a constant that is no number.
    if ([op.left, op.right].some((r) => r >= this.count && (this.kind(state, r) & (INT | BOX)) === 0)) return Mode.any
    if (!possible(left, seen, LEFT_FLOAT, LEFT_INT) || !possible(right, seen, RIGHT_FLOAT, RIGHT_INT)) return Mode.any
    if (seen === 0) {
      if (isDouble(left) || isDouble(right)) return FLOATS.has(op.name) ? Mode.float : Mode.any
      if (op.name === 'TRUE_DIVIDE') return Mode.any
      return (left & INT) !== 0 && (right & INT) !== 0 ? Mode.int : Mode.any
    }
    if (!FLOATS.has(op.name)) return Mode.any
    if (op.name === 'TRUE_DIVIDE' || op.form === 'JUMP_IF' || op.form === 'JUMP_UNLESS' || op.form === 'COMPARE')
      return Mode.float
    // Two ints would give an int.
    const isFloat = this.guess(state, pc, op, true) === BOX || this.guess(state, pc, op, false) === BOX
    return isFloat ? Mode.float : Mode.any
  }

  /** What an operand of an instruction for floats is taken for: INT or BOX; 0 where it may be either. */
  guess(state: State, pc: number, op: NumberOp, isLeft: boolean): number {
    const kind = this.kind(state, isLeft ? op.left : op.right)
    if (isInt(kind)) return INT
    if (isDouble(kind)) return BOX
    const seen = this.seenAt(pc)
    const [float, int] = isLeft ? [LEFT_FLOAT, LEFT_INT] : [RIGHT_FLOAT, RIGHT_INT]
    const isFloat = (seen & float) !== 0
    const wasInt = (seen & int) !== 0
    if (isFloat && wasInt) return 0
    if (wasInt) return INT
    return BOX
  }

  /** Changes the state to that behind the instruction. */
  step(state: State, pc: number): void {
    const { words } = this
    const op = words[pc]
    const low = this.low.get(pc)
    if (low !== undefined) {
      if (low.granted !== null) {
        for (const r of low.granted.ints) state[r] = asInt(state[r])
        for (const r of low.granted.counts.keys()) state[r] = SMALL
      }
      state[words[pc + 1]] = low.role === Role.part ? I32 : low.role === Role.count ? SMALL : kindOfInt(low.mask)
      return
    }
    const number = numberOp(words, pc)
    if (number !== null) {
      this.stepNumber(state, pc, number)
      return
    }
    if (op === Op.COPY) {
      state[words[pc + 1]] = this.kind(state, words[pc + 2])
      return
    }
    const value = this.storesFloat(pc) ? words[pc + 3] : -1
    const unboxed = this.unboxedItem(pc)
    for (const r of readsOf(words, pc)) if (r < this.count && r !== value && r !== unboxed) state[r] = valueOf(state[r])
    if (value >= 0 && value < this.count && !isDouble(state[value])) state[value] = (state[value] & FLT) | BOX
    for (const r of writesOf(words, pc)) state[r] = VALUE
    if (op === Op.LOAD_ATTR) state[words[pc + 1]] = this.attribute(pc)
    if (op === Op.BINARY_SUBSCR || op === Op.FOR_ITER) state[words[pc + 1]] = this.item(pc)
    if (op === Op.LOAD_GLOBAL) {
      const int = this.globalInt(pc)
      if (typeof int === 'number') state[words[pc + 1]] = kindOfInt(int)
    }
    if (this.ofDoubles.has(pc)) state[words[pc + 1]] = VALUE | FLT
    if (GIVES_BOOL.has(op)) state[words[pc + 1]] = BOOL
  }

  /** Whether the instruction at `pc` stores a float, without a box, or leaves for the interpreter. */
  storesFloat(pc: number): boolean {
    if (this.words[pc] !== Op.STORE_ATTR) return false
    const cache = only(this, pc, this.code.caches[this.words[pc + 4]])
    return cache !== null && storesFloat(cache)
  }

  /** The register of an item that the instruction at `pc` puts into a list, with or without a box; -1 for other instructions. */
  unboxedItem(pc: number): number {
    const { words } = this
    if (words[pc] === Op.STORE_SUBSCR) return words[pc + 3]
    return words[pc] === Op.LIST_APPEND ? words[pc + 2] : -1
  }

  /**
   * What the instruction at `pc` may take out of what it is given: surely a double, or possibly, where floats were taken out of lists that keep them so;
   * surely a byte where it has met nothing else that is noted.
   */
  item(pc: number): number {
    const seen = this.seenAt(pc)
    const isGuessed = this.words[pc] === Op.BINARY_SUBSCR && this.guesses && (seen & WRONG) === 0
    if ((seen & LEFT_FLOAT) === 0) return isGuessed && (seen & BYTES_SEEN) !== 0 ? SMALL : VALUE
    return isGuessed && (seen & BYTES_SEEN) === 0 ? FLT : VALUE | FLT
  }

  /** What the attribute may be that is loaded at `pc`. */
  private attribute(pc: number): number {
    const cache = this.code.caches[this.words[pc + 4]]
    const c = only(this, pc, cache)
    if (c !== null) return loadsFloat(c) ? FLT : VALUE
    return known(cache).some(loadsFloat) ? VALUE | FLT : VALUE
  }

  private stepNumber(state: State, pc: number, op: NumberOp): void {
    const { words } = this
    const mode = this.mode(state, pc, op)
    const left = this.kind(state, op.left)
    const right = this.kind(state, op.right)
    const mayGiveFloat = mode === Mode.any && this.hasFloats(state, pc, op)
    const set = (r: number, kind: number): void => {
      if (r < this.count) state[r] = kind
    }
    if (mode === Mode.int) {
      set(op.left, asInt(left))
      set(op.right, asInt(right))
    } else if (mode === Mode.float) {
      for (const isLeft of [true, false]) {
        const r = isLeft ? op.left : op.right
        if (r >= this.count) continue
        const guess = this.guess(state, pc, op, isLeft)
        if (guess === INT) state[r] = asInt(state[r])
        else if (guess === BOX && !isDouble(state[r])) state[r] = (state[r] & FLT) | BOX
      }
    } else for (const r of [op.left, op.right]) if (r < this.count && (state[r] & FLT) !== 0) state[r] |= BOX
    if (op.form === 'JUMP_IF' || op.form === 'JUMP_UNLESS') return
    const out = words[pc + 1]
    if (op.form === 'COMPARE') state[out] = mode === Mode.any ? VALUE : BOOL
    else if (mode === Mode.int) state[out] = this.result(op, asInt(left), asInt(right))
    else if (mode === Mode.float) state[out] = FLT
    else state[out] = mayGiveFloat ? VALUE | FLT : VALUE
  }

  /** What is known of the result of an operation on ints. */
  private result(op: NumberOp, left: number, right: number): number {
    const w = op.right < this.count ? undefined : this.code.template[op.right]
    const constant = typeof w === 'number' ? w : undefined
    switch (op.name) {
      case 'AND': {
        // Who is not negative makes the result so, and no greater.
        const natural = [left, right].filter((kind) => (kind & WIDE) === 0)
        if (natural.length > 0) return natural.includes(SMALL) ? SMALL : U32
        return left | right
      }
      case 'OR':
      case 'XOR':
        return left | right
      case 'INVERT':
        return left === SMALL ? I32 : left | WIDE
      case 'RSHIFT':
        return left === U32 && constant !== undefined && constant > 0 ? SMALL : left
      case 'FLOOR_DIVIDE':
        return constant !== undefined && constant > 0 && (left & WIDE) === 0 ? (constant > 1 ? SMALL : left) : INT
      case 'REMAINDER':
        return constant !== undefined && constant > 0 && constant <= 0x80000000 ? SMALL : INT
      default:
        return INT
    }
  }

  /** Whether an instruction compiled for everything has a case for floats. */
  hasFloats(state: State, pc: number, op: NumberOp): boolean {
    if (!FLOATS.has(op.name)) return false
    const seen = this.seenAt(pc)
    return (
      (seen & (LEFT_FLOAT | RIGHT_FLOAT)) !== 0 ||
      op.name === 'TRUE_DIVIDE' ||
      ((this.kind(state, op.left) | this.kind(state, op.right)) & (FLT | BOX)) !== 0
    )
  }
}

/** Whether an operand may be what was seen of it. */
function possible(kind: number, seen: number, float: number, int: number): boolean {
  if ((seen & float) !== 0 && (kind & (FLT | BOX | OTHER)) === 0) return false
  return !((seen & int) !== 0 && (seen & float) === 0 && (kind & INT) === 0)
}

/** What is known of an operand where it is an int. */
export const asInt = (kind: number): number => ((kind & INT) === 0 ? INT : kind & INT)

/** The same register as a value: without the marker. */
function valueOf(kind: number): number {
  return (kind & FLT) === 0 ? kind : (kind & ~FLT) | BOX
}

function boxedBy(state: State, code: Int32Array, pc: number): State {
  const after = state.slice()
  for (const r of readsOf(code, pc)) if (r < after.length) after[r] = valueOf(after[r])
  return after
}

const GIVES_BOOL = new Set([Op.IS_OP, Op.IS_NOT, Op.UNARY_NOT, Op.CONTAINS_OP, Op.NOT_CONTAINS])
