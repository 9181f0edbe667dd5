// The control flow graph of a code unit, as the baseline compiler sees it: basic blocks, dominators, loops.
//
// A block is a run of instructions that is entered at its first and left at its last. An instruction inside a protected range
// may leave for the range's handler, so a block lies in one range or in none, and the handler is one of its successors.
//
// What must stay true: `blocks` holds what can be reached from the root, in reverse postorder, the root first; a block's
// `idom` comes before it. Where a loop can be entered past its head (`isReducible` is false) nothing else is filled in.
//
// ref: Cooper, Harvey, Kennedy, "A Simple, Fast Dominance Algorithm" (2001)
import {
  JUMP,
  JUMP_BACKWARD,
  KINDS,
  OPLEN,
  POP_EXCEPT,
  PUSH_EXC_INFO,
  RAISE_VARARGS,
  RERAISE,
  RETURN_VALUE,
} from '../generated/opcodes.ts'
import { ROW } from '../eval/origin.ts'
import type { CodeUnit } from '../objects/code-unit.ts'

export class Block {
  readonly start: number
  /** The last instruction, and the offset behind it. */
  last = 0
  end = 0
  /** Where control goes from the last instruction: the target of its jump, then the instruction behind it. */
  readonly next: Block[] = []
  /** The row of the exception table that protects the block, -1 for none. */
  row = -1
  handler: Block | null = null
  /** Whether it is some block's handler. */
  isHandler = false
  readonly preds: Block[] = []
  /** Place in the reverse postorder. */
  order = -1
  idom: Block = this
  readonly children: Block[] = []
  isLoopHead = false
  /** The innermost loop the block is in, by its head; a head is in its own loop. */
  loop: Block | null = null
  /** Of a head: the loop around this one. */
  outer: Block | null = null

  constructor(start: number) {
    this.start = start
  }

  get successors(): readonly Block[] {
    return this.handler === null ? this.next : [...this.next, this.handler]
  }
}

export interface Graph {
  readonly root: Block
  readonly blocks: readonly Block[]
  readonly isReducible: boolean
}

/** Whether control never goes on behind the instruction. */
export function isFinal(op: number): boolean {
  return op === JUMP || op === JUMP_BACKWARD || op === RETURN_VALUE || op === RERAISE || op === RAISE_VARARGS
}

/** Whether another exception is being handled behind the instruction: it ends its block. */
function changesHandled(op: number): boolean {
  return op === PUSH_EXC_INFO || op === POP_EXCEPT
}

/** Where an instruction jumps to, -1 for one that does not. */
export function targetOf(code: Int32Array, pc: number): number {
  const k = LABEL[code[pc]]
  return k < 0 ? -1 : code[pc + 1 + k]
}

const LABEL = KINDS.map((kinds) => kinds.indexOf('label'))

/** The row of the exception table that applies at `pc`, -1 for none. */
export function rowAt(table: Int32Array, pc: number): number {
  for (let i = 0; i < table.length; i += ROW) if (pc >= table[i] && pc < table[i + 1]) return i
  return -1
}

/**
 * The graph of what runs when execution begins at `entry`. `stops` tells instructions that leave the code, `ignores` handlers
 * that somebody else enters.
 */
export function graphOf(
  unit: CodeUnit,
  entry: number,
  stops: (pc: number) => boolean,
  ignores: (handler: number) => boolean = () => false,
): Graph {
  const at = makeBlocks(unit, entry, stops, ignores)
  const root = at.get(entry) as Block
  const blocks = reversePostorder(root)
  for (const b of blocks) for (const s of b.successors) s.preds.push(b)
  for (const b of blocks) if (b.handler !== null) b.handler.isHandler = true
  findDominators(blocks)
  const isReducible = findLoops(blocks)
  return { root, blocks, isReducible }
}

function makeBlocks(
  unit: CodeUnit,
  entry: number,
  stops: (pc: number) => boolean,
  ignores: (handler: number) => boolean,
): Map<number, Block> {
  const { code, exceptionTable: table } = unit
  const leaders = new Set<number>([entry])
  for (let i = 0; i < table.length; i += ROW)
    leaders
      .add(table[i])
      .add(table[i + 1])
      .add(table[i + 2])
  for (let pc = 0; pc < code.length; pc += OPLEN[code[pc]]) {
    const target = targetOf(code, pc)
    if (target >= 0) leaders.add(target)
    if (target >= 0 || isFinal(code[pc]) || changesHandled(code[pc])) leaders.add(pc + OPLEN[code[pc]])
  }
  const at = new Map<number, Block>()
  const block = (pc: number): Block => {
    let b = at.get(pc)
    if (b === undefined) at.set(pc, (b = new Block(pc)))
    return b
  }
  const work = [block(entry)]
  const done = new Set<Block>()
  while (work.length > 0) {
    const b = work.pop() as Block
    if (done.has(b)) continue
    done.add(b)
    let pc = b.start
    while (!leaders.has(pc + OPLEN[code[pc]]) && !stops(pc)) pc += OPLEN[code[pc]]
    b.last = pc
    b.end = pc + OPLEN[code[pc]]
    b.row = rowAt(table, b.start)
    if (b.row >= 0 && ignores(table[b.row + 2])) b.row = -1
    if (b.row >= 0) b.handler = block(table[b.row + 2])
    if (!stops(pc)) {
      const target = targetOf(code, pc)
      if (target >= 0) b.next.push(block(target))
      if (!isFinal(code[pc])) b.next.push(block(b.end))
    }
    work.push(...b.successors)
  }
  return at
}

function reversePostorder(root: Block): Block[] {
  const order: Block[] = []
  const seen = new Set<Block>([root])
  const stack: { block: Block; successors: readonly Block[]; i: number }[] = [
    { block: root, successors: root.successors, i: 0 },
  ]
  while (stack.length > 0) {
    const top = stack[stack.length - 1]
    if (top.i < top.successors.length) {
      const s = top.successors[top.i++]
      if (seen.has(s)) continue
      seen.add(s)
      stack.push({ block: s, successors: s.successors, i: 0 })
    } else {
      order.push(top.block)
      stack.pop()
    }
  }
  order.reverse()
  order.forEach((b, i) => {
    b.order = i
  })
  return order
}

function findDominators(blocks: readonly Block[]): void {
  const known = new Set<Block>([blocks[0]])
  for (let isChanged = true; isChanged;) {
    isChanged = false
    for (const b of blocks) {
      if (b === blocks[0]) continue
      let idom: Block | null = null
      for (const p of b.preds) if (known.has(p)) idom = idom === null ? p : common(p, idom)
      if (known.has(b) && b.idom === idom) continue
      b.idom = idom as Block
      known.add(b)
      isChanged = true
    }
  }
  for (const b of blocks) if (b !== blocks[0]) b.idom.children.push(b)
}

function common(a: Block, b: Block): Block {
  let x = a
  let y = b
  while (x !== y) {
    while (x.order > y.order) x = x.idom
    while (y.order > x.order) y = y.idom
  }
  return x
}

function dominates(a: Block, b: Block): boolean {
  let x = b
  while (x.order > a.order) x = x.idom
  return x === a
}

/** Marks the natural loops; false where a loop has a second entrance. */
function findLoops(blocks: readonly Block[]): boolean {
  // Inner heads have higher numbers, so their loops are found first.
  for (let i = blocks.length - 1; i >= 0; i--) {
    const head = blocks[i]
    const latches = head.preds.filter((p) => p.order >= head.order)
    if (latches.length === 0) continue
    if (!latches.every((p) => dominates(head, p))) return false
    head.isLoopHead = true
    const work = [...latches]
    const body = new Set<Block>([head])
    while (work.length > 0) {
      const b = work.pop() as Block
      if (body.has(b)) continue
      body.add(b)
      work.push(...b.preds)
    }
    for (const b of body) {
      if (b.loop === null) b.loop = head
      else if (b !== head) {
        // Already in an inner loop: the outermost one known so far lies in this one.
        let inner = b.loop
        while (inner.outer !== null && inner.outer !== head) inner = inner.outer
        if (inner !== head) inner.outer = head
      }
    }
  }
  return true
}

/** Whether `block` belongs to the loop of `head`. */
export function isInLoop(block: Block, head: Block): boolean {
  for (let l = block.loop; l !== null; l = l.outer) if (l === head) return true
  return false
}

/** The exceptions that are being handled at the start of each block: registers, the innermost last; `first` are those at the root. */
export function handledIn(
  code: Int32Array,
  graph: Graph,
  first: readonly number[] = [],
): Map<Block, readonly number[]> {
  const states = new Map<Block, readonly number[]>([[graph.root, first]])
  for (const block of graph.blocks) {
    const state = states.get(block) as readonly number[]
    let after = state
    const op = code[block.last]
    if (op === PUSH_EXC_INFO) after = [...state, code[block.last + 2]]
    else if (op === POP_EXCEPT) after = state.slice(0, -1)
    for (const s of block.next) if (!states.has(s)) states.set(s, after)
    if (block.handler !== null && !states.has(block.handler)) states.set(block.handler, state)
  }
  return states
}
