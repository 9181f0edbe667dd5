// The text of operations of which only the low 32 bits are wanted (see low-words.ts).
import { intGlobal } from './access.ts'
import { type LowWord, Role } from './low-words.ts'
import { isOfKind } from './numbers.ts'
import type { Text } from './text.ts'
import { INT, isInt, isNatural, isWord } from './types.ts'

const OPERATORS: Readonly<Record<string, string>> = { AND: '&', OR: '|', XOR: '^' }

export function lowWord(text: Text, pc: number, word: LowWord): string {
  const { op, role, mask } = word
  const before = word.granted === null ? '' : granted(text, pc, word)
  text.isPure = true
  const out = text.reg(text.code.code[pc + 1])
  if (role === Role.count) return `${before}${out} = ${text.reg(op.left)} - ${text.reg(op.right)}\n`
  if (role === Role.mask) {
    const a = plain(text, word.masked)
    return `${before}${out} = ${mask === 0xffffffff ? `${a} >>> 0` : mask > 0x7fffffff ? `(${a} & ${mask}) >>> 0` : `${a} & ${mask}`}\n`
  }
  return `${before}${out} = ${part(text, word)}\n`
}

/** An int32 that is congruent to the result. */
function part(text: Text, { op }: LowWord): string {
  const a = plain(text, op.left)
  const b = op.form === 'UNARY' ? '' : plain(text, op.right)
  switch (op.name) {
    case 'ADD':
      return `${exact(text, op.left)} + ${exact(text, op.right)} | 0`
    case 'SUBTRACT':
      return `${exact(text, op.left)} - ${exact(text, op.right)} | 0`
    case 'MULTIPLY':
      return `Math.imul(${a}, ${b})`
    case 'NEGATIVE':
      return `0 - ${exact(text, op.left)} | 0`
    case 'INVERT':
      return `~${a}`
    case 'LSHIFT': {
      const n = text.constantIn(op.right)
      if (typeof n === 'number') return n < 32 ? `${a} << ${n}` : '0'
      return `${b} < 32 ? ${a} << ${b} : 0`
    }
    case 'RSHIFT':
      return shifted(text, op.left, op.right)
    default:
      return `${a} ${OPERATORS[op.name]} ${b}`
  }
}

/** The low bits of a shift to the right of what is no part. */
function shifted(text: Text, left: number, right: number): string {
  const n = text.constantIn(right)
  const a = text.reg(left)
  const b = text.reg(right)
  const kind = text.types.kind(text.state, left)
  if (isWord(kind)) {
    const shift = isNatural(kind) ? '>>>' : '>>'
    if (typeof n === 'number') return n < 32 ? `${a} ${shift} ${n}` : shift === '>>' ? `${a} >> 31` : '0'
    return `${b} < 32 ? ${a} ${shift} ${b} : ${shift === '>>' ? `${a} >> 31` : '0'}`
  }
  if (typeof n === 'number') return `Math.floor(${a} / ${2 ** n}) | 0`
  return `${b} < 32 && (${a} >>> 0) === ${a} ? ${a} >>> ${b} : Math.floor(${a} / 2 ** ${b}) | 0`
}

/** An operand of an operation that takes the low bits by itself. */
function plain(text: Text, r: number): string {
  const w = text.constantIn(r)
  if (typeof w === 'number' || typeof w === 'bigint') return `(${Number(BigInt.asIntN(32, BigInt(w)))})`
  return text.reg(r)
}

/** An operand small enough that a sum of two is exact. */
function exact(text: Text, r: number): string {
  const w = plain(text, r)
  return text.constantIn(r) !== undefined || isWord(text.types.kind(text.state, r)) ? w : `(${w} | 0)`
}

/** What an operand is tested for before the first instruction of a tree, and which globals are what they were. */
function granted(text: Text, pc: number, { granted: all }: LowWord): string {
  if (all === null) return ''
  const tests: string[] = []
  for (const r of all.ints) if (!isInt(text.types.kind(text.state, r))) tests.push(isOfKind(text.reg(r), INT))
  for (const [r, limit] of all.counts) {
    const v = text.reg(r)
    if (!isInt(text.types.kind(text.state, r))) tests.push(isOfKind(v, INT))
    tests.push(`${v} >= 0 && ${v} <= ${limit}`)
  }
  for (const at of all.globals) {
    const { test } = intGlobal(text, at)
    if (text.fresh.has(test)) continue
    text.fresh.add(test)
    tests.push(test)
  }
  return tests.length === 0 ? '' : `if (!(${tests.join(' && ')})) ${text.leave(pc)}\n`
}
