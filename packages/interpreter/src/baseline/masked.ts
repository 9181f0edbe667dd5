// Sums and products of which only the low bits count, up to 64 of them: `(x * a + c) & mask`, as hashes and generators of random
// numbers compute them. Where such a product has once been too large for a number, the operations up to the mask are one expression
// modulo 2**64, of which V8 makes machine arithmetic. Masks of 32 bits are those of low-words.ts.
//
// What must stay true: between the first operation and the mask nothing runs but what may leave for the interpreter, and who
// leaves there computes first what was put off; the temporaries between are read by nobody else.
import * as Op from '../generated/opcodes.ts'
import type { Block } from './graph.ts'
import { LEFT_INT, OTHER_SEEN, RIGHT_INT, WRONG } from './seen.ts'
import type { Text } from './text.ts'
import { numberOp } from './operands.ts'
import { isInt } from './types.ts'

const TWO32 = 0xffffffff
const TWO64 = 0xffffffffffffffffn

/** A part of a masked expression: one instruction. */
export interface Link {
  /** What the instruction does before the mask. */
  readonly name: string
  readonly inplace: boolean
  readonly left: number
  readonly right: number
  /** Which operand is what the link before computes, if any. */
  readonly from: 'left' | 'right' | null
  readonly chain: Chain
}

export interface Chain {
  readonly mask: number | bigint
  /** The register that the instruction before the present one put off, and its value as an expression modulo 2**64. */
  value: string
  /** What is computed by who leaves between. */
  exact: string
  temporaries: number
}

const LINKS = new Set(['ADD', 'SUBTRACT', 'MULTIPLY'])
const SLOW: Readonly<Record<string, string>> = { ADD: 'add', SUBTRACT: 'sub', MULTIPLY: 'mul' }

/** The masked expressions of a block, by instruction. `isDead` tells whether nobody reads a register at an instruction. */
export function findLinks(text: Text, block: Block, isDead: (r: number, pc: number) => boolean): Map<number, Link> {
  const { code } = text.code
  const links = new Map<number, Link>()
  for (let pc = block.start; pc < block.last; pc += Op.OPLEN[code[pc]]) {
    const op = numberOp(code, pc)
    if (op === null || !LINKS.has(op.name) || links.has(pc)) continue
    const seen = text.types.seenAt(pc)
    // It was two ints that gave too large a one, or a large one and another.
    if ((seen & OTHER_SEEN) === 0 || (seen & ~(OTHER_SEEN | LEFT_INT | RIGHT_INT)) !== 0 || !text.types.guesses)
      continue
    for (const [at, link] of follow(text, block, pc, isDead)) links.set(at, link)
  }
  return links
}

function follow(text: Text, block: Block, first: number, isDead: (r: number, pc: number) => boolean): [number, Link][] {
  const { code, unit } = text.code
  const isTemporary = (r: number): boolean => r >= unit.varnames.length && r < unit.firstConst
  const known = new Map<number, number | bigint>()
  const found: { pc: number; name: string; inplace: boolean; left: number; right: number; from: Link['from'] }[] = []
  let target = -1
  for (let pc = first; pc <= block.last; pc += Op.OPLEN[code[pc]]) {
    const op = numberOp(code, pc)
    if (op === null) {
      if (code[pc] !== Op.LOAD_GLOBAL || code[pc + 1] === target || pc === block.last) return []
      const w = text.globalAt(pc)
      if (typeof w === 'number' || typeof w === 'bigint') known.set(code[pc + 1], w)
      else known.delete(code[pc + 1])
      continue
    }
    if ((op.form !== 'BINARY' && op.form !== 'INPLACE') || (text.types.seenAt(pc) & WRONG) !== 0) return []
    if (text.types.low.has(pc)) return []
    const from: Link['from'] | undefined =
      target < 0 ? null : op.left === target ? 'left' : op.right === target ? 'right' : undefined
    if (from === undefined || (from !== null && op.left === op.right)) return []
    const out = code[pc + 1]
    const part = { pc, name: op.name, inplace: op.form === 'INPLACE', left: op.left, right: op.right, from }
    if (op.name === 'AND' && from !== null) {
      const other = from === 'left' ? op.right : op.left
      const mask = text.constantIn(other) ?? known.get(other)
      if ((typeof mask !== 'number' && typeof mask !== 'bigint') || mask <= TWO32 || mask > TWO64) return []
      if (out !== target && !isDead(target, pc + Op.OPLEN[code[pc]])) return []
      // What is more than a number must not be taken for one behind this.
      if (typeof mask === 'number' && (text.types.seenAt(pc) & OTHER_SEEN) === 0 && mask > Number.MAX_SAFE_INTEGER)
        return []
      const chain: Chain = { mask, value: '', exact: '', temporaries: 0 }
      return [...found, part].map(({ pc: at, ...rest }) => [at, { ...rest, chain }])
    }
    if (!LINKS.has(op.name) || !isTemporary(out) || pc === block.last) return []
    if (target >= 0 && out !== target && !isDead(target, pc + Op.OPLEN[code[pc]])) return []
    found.push(part)
    target = out
  }
  return []
}

/** The text of a link. */
export function masked(text: Text, pc: number, link: Link): string {
  const { chain, name, left, right, from } = link
  text.isPure = true
  if (name === 'AND') {
    text.putOff = ''
    const out = text.reg(text.code.code[pc + 1])
    const all = `BigInt.asUintN(64, ${chain.value})`
    const value = chain.mask === TWO64 ? all : `${all} & ${text.constant(BigInt(chain.mask))}`
    return `${out} = ${text.use('normalInt')}(${value})\n`
  }
  let before = ''
  const tests: string[] = []
  const leaf = (r: number): { value: string; exact: string } => {
    const constant = text.constantIn(r)
    if (typeof constant === 'number' || typeof constant === 'bigint') {
      const exact = typeof constant === 'bigint' ? text.constant(constant) : text.reg(r)
      const literal = typeof constant === 'number' ? `(${constant})` : exact
      return { value: text.constant(BigInt(constant)), exact: literal }
    }
    const v = text.reg(r)
    const m = `m${chain.temporaries++}`
    text.temporaries = Math.max(text.temporaries, chain.temporaries)
    if (!isInt(text.types.kind(text.state, r))) tests.push(`(typeof ${v} === 'number' || typeof ${v} === 'bigint')`)
    before += `${m} = ${v}\n`
    return { value: `(typeof ${m} === 'bigint' ? ${m} : BigInt(${m}))`, exact: m }
  }
  const a = from === 'left' ? { value: chain.value, exact: text.reg(left) } : leaf(left)
  const b =
    from === 'right'
      ? { value: chain.value, exact: text.reg(right) }
      : right === left && from === null
        ? a
        : leaf(right)
  const guard = tests.length === 0 ? '' : `if (!(${tests.join(' && ')})) ${text.leave(pc)}\n`
  const out = text.reg(text.code.code[pc + 1])
  text.putOff += `${out} = ${text.use(SLOW[name])}(${a.exact}, ${b.exact}); `
  chain.value = `(${a.value} ${{ ADD: '+', SUBTRACT: '-', MULTIPLY: '*' }[name]} ${b.value})`
  return guard + before
}
