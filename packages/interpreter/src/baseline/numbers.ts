// Arithmetic and comparison with the common cases in place: two ints that fit, two floats. Everything else is an operation of
// the object space. The paths are those of objspace's operations/binary.ts and compare.ts: a safe integer, never -0.
//
// A register that arithmetic writes may hold a float without a box: then the variable `r3` is FLT and `f3` is the number. Whoever
// wants a value asks `boxed` first; arithmetic and comparison take either form. So a chain of float operations, or a loop over
// floats, makes no objects.
//
// What must stay true: a register is FLT only where it is in `text.floats`; no FLT leaves the function.
import { shapes, W_Float } from '@typhon/objspace'
import * as Op from '../generated/opcodes.ts'
import { OPNAMES } from '../generated/opcodes.ts'
import type { W_Code } from '../objects/code.ts'
import type { Text } from './text.ts'

/** How two ints are combined: a test of the operands, the result in `t`, and a test of it. */
interface Fast {
  readonly when: string
  readonly value: string
  readonly fits: string
  readonly slow: string
}

const SAFE = 't <= 9007199254740991 && t >= -9007199254740991'
const INT32 = '(a | 0) === a && (b | 0) === b'

const INT: Readonly<Record<string, Fast>> = {
  ADD: { when: '', value: 'a + b', fits: SAFE, slow: 'add' },
  SUBTRACT: { when: '', value: 'a - b', fits: SAFE, slow: 'sub' },
  // A zero may be -0.
  MULTIPLY: { when: '', value: 'a * b', fits: `${SAFE} && t !== 0`, slow: 'mul' },
  // The quotient of positive safe integers, rounded, never reaches the next integer.
  FLOOR_DIVIDE: { when: 'a >= 0 && b > 0', value: 'Math.floor(a / b)', fits: '', slow: 'floordiv' },
  REMAINDER: { when: 'a >= 0 && b > 0', value: 'a % b', fits: '', slow: 'mod' },
  AND: { when: INT32, value: 'a & b', fits: '', slow: 'and_' },
  OR: { when: INT32, value: 'a | b', fits: '', slow: 'or_' },
  XOR: { when: INT32, value: 'a ^ b', fits: '', slow: 'xor' },
  LSHIFT: { when: '(a | 0) === a && b >= 0 && b < 22', value: 'a * (1 << b)', fits: '', slow: 'lshift' },
  RSHIFT: { when: '(a | 0) === a && b >= 0 && b < 32', value: 'a >> b', fits: '', slow: 'rshift' },
}

/** What two floats give, and a test of the right one. */
const FLOAT: Readonly<Record<string, { value: string; when: string; slow: string }>> = {
  ADD: { value: 'a + b', when: '', slow: 'add' },
  SUBTRACT: { value: 'a - b', when: '', slow: 'sub' },
  MULTIPLY: { value: 'a * b', when: '', slow: 'mul' },
  TRUE_DIVIDE: { value: 'a / b', when: 'b !== 0', slow: 'truediv' },
}

const COMPARISONS: Readonly<Record<string, readonly [string, number]>> = {
  LT: ['<', 0],
  LE: ['<=', 1],
  EQ: ['===', 2],
  NE: ['!==', 3],
  GT: ['>', 4],
  GE: ['>=', 5],
}

/** Registers that may hold floats without a box: what arithmetic gives, in code that looks as if it worked on floats. */
export function floatRegisters(code: W_Code, seen: boolean): Set<number> {
  const words = code.code
  const found = new Set<number>()
  let isLikely = seen || code.consts.some((w) => w instanceof W_Float)
  for (let pc = 0; pc < words.length; pc += Op.OPLEN[words[pc]]) {
    const name = OPNAMES[words[pc]].replace(/^(BINARY|INPLACE)_/, '')
    if (FLOAT[name] !== undefined || words[pc] === Op.UNARY_NEGATIVE) found.add(words[pc + 1])
    if (name === 'TRUE_DIVIDE') isLikely = true
  }
  if (!isLikely) return new Set()
  for (let before = -1; before !== found.size;) {
    before = found.size
    for (let pc = 0; pc < words.length; pc += Op.OPLEN[words[pc]])
      if (words[pc] === Op.COPY && found.has(words[pc + 2])) found.add(words[pc + 1])
  }
  return found
}

/** Whether an instruction takes floats without boxes: the others get values (see `boxed`). By opcode. */
export const TAKES_FLOATS: readonly boolean[] = OPNAMES.map((name) => {
  const operator = /^(?:BINARY|INPLACE)_(\w+)$/.exec(name)?.[1] ?? ''
  if (operator in INT || operator in FLOAT || name === 'COPY' || name === 'UNARY_NEGATIVE') return true
  const comparison = /^(?:COMPARE|JUMP_IF|JUMP_UNLESS)_(\w+)$/.exec(name)?.[1] ?? ''
  return comparison in COMPARISONS
})

function areNumbers(text: Text, left: number, right: number): string {
  const tests: string[] = []
  for (const r of [left, right])
    if (typeof text.constantIn(r) !== 'number') tests.push(`typeof ${text.reg(r)} === 'number'`)
  return tests.length === 0 ? 'true' : tests.join(' && ')
}

/** Whether the operand is a constant that is no number: the fast case cannot be. */
function isOther(text: Text, r: number): boolean {
  const w = text.constantIn(r)
  return w !== undefined && typeof w !== 'number'
}

/** How an operand is read as a float: a test, and the number; null where it is something else for sure. */
function asFloat(text: Text, r: number): { test: string; value: string } | null {
  const w = text.constantIn(r)
  if (w instanceof W_Float) return Number.isFinite(w.v) && !Object.is(w.v, -0) ? { test: '', value: `(${w.v})` } : null
  if (typeof w === 'number') return { test: '', value: text.reg(r) }
  if (w !== undefined) return null
  const v = text.reg(r)
  const isBox = `typeof ${v} === 'object' && ${v} !== null && ${v}.shape === ${text.constant(shapes.float)}`
  if (!text.floats.has(r)) return { test: isBox, value: `${v}.v` }
  return { test: `(${v} === FLT || ${isBox} && (f${r} = ${v}.v, true))`, value: `f${r}` }
}

/** The case of two floats; null where it cannot be. An int that is constant counts as a float. */
function twoFloats(text: Text, left: number, right: number): { test: string; a: string; b: string } | null {
  const a = asFloat(text, left)
  const b = asFloat(text, right)
  if (a === null || b === null || (a.test === '' && b.test === '')) return null
  return { test: [a.test, b.test].filter((t) => t !== '').join(' && '), a: a.value, b: b.value }
}

const fill = (pattern: string, a: string, b: string): string => pattern.replace(/\b[ab]\b/g, (x) => (x === 'a' ? a : b))

/** Gives the registers boxes where they hold floats without. */
export function boxed(text: Text, registers: readonly number[]): string {
  let all = ''
  for (const r of registers)
    if (text.floats.has(r))
      all += `if (r${r} === FLT) r${r} = new ${text.use('W_Float')}(f${r}, ${text.constant(shapes.float)})\n`
  return all
}

/** The value of a register, in a new box where it has none. */
export function boxedValue(text: Text, r: number): string {
  if (!text.floats.has(r)) return `r${r}`
  return `r${r} === FLT ? new ${text.use('W_Float')}(f${r}, ${text.constant(shapes.float)}) : r${r}`
}

/** `out` = a float. */
function give(text: Text, out: number, value: string): string {
  if (text.floats.has(out)) return `{ f${out} = ${value}; r${out} = FLT }`
  return `r${out} = new ${text.use('W_Float')}(${value}, ${text.constant(shapes.float)})`
}

/** The statement for `out = left op right` of an instruction called BINARY_… or INPLACE_…; undefined for other operators. */
export function arithmetic(text: Text, pc: number): string | undefined {
  const { code } = text.code
  const m = /^(BINARY|INPLACE)_(\w+)$/.exec(OPNAMES[code[pc]])
  if (m === null) return undefined
  const int = INT[m[2]] as Fast | undefined
  const float = FLOAT[m[2]]
  const slow = int?.slow ?? float?.slow
  if (slow === undefined) return undefined
  const out = code[pc + 1]
  const left = code[pc + 2]
  const right = code[pc + 3]
  const a = text.reg(left)
  const b = text.reg(right)
  let all = ''
  if (int !== undefined && !isOther(text, left) && !isOther(text, right)) {
    const tests = [areNumbers(text, left, right)]
    if (int.when !== '') tests.push(fill(int.when, a, b))
    if (int.fits === '') all += `if (${tests.join(' && ')}) r${out} = ${fill(int.value, a, b)}\nelse `
    else {
      tests.push(int.fits.replace('t ', `(t = ${fill(int.value, a, b)}) `))
      all += `if (${tests.join(' && ')}) r${out} = t\nelse `
    }
  }
  const floats = float === undefined ? null : twoFloats(text, left, right)
  if (floats !== null) {
    const when = float.when === '' ? '' : ` && ${fill(float.when, floats.a, floats.b)}`
    all += `if (${floats.test}${when}) ${give(text, out, fill(float.value, floats.a, floats.b))}\nelse `
  }
  if (m[2] === 'TRUE_DIVIDE' && !isOther(text, left) && !isOther(text, right))
    all += `if (${areNumbers(text, left, right)} && ${b} !== 0) ${give(text, out, `${a} / ${b}`)}\nelse `
  const name = m[1] === 'INPLACE' ? `i${slow.replace('_', '')}` : slow
  return `${all}{ ${boxed(text, [left, right])}${text.mark(pc)}; r${out} = ${text.use(name)}(${a}, ${b}) }\n`
}

/** `out = -value`, `out = value`. */
export function moved(text: Text, pc: number): string | undefined {
  const { code } = text.code
  const out = code[pc + 1]
  const from = code[pc + 2]
  if (code[pc] === Op.COPY) {
    const w = text.constantIn(from)
    if (w instanceof W_Float && text.floats.has(out) && Number.isFinite(w.v) && !Object.is(w.v, -0))
      return `f${out} = ${w.v}; r${out} = FLT\n`
    return text.floats.has(from) ? `f${out} = f${from}; r${out} = r${from}\n` : `r${out} = ${text.reg(from)}\n`
  }
  if (code[pc] !== Op.UNARY_NEGATIVE) return undefined
  const v = text.reg(from)
  const float = asFloat(text, from)
  let all = `if (typeof ${v} === 'number' && ${v} !== 0) r${out} = -${v}\nelse `
  if (float !== null && float.test !== '') all += `if (${float.test}) ${give(text, out, `-${float.value}`)}\nelse `
  return `${all}{ ${text.mark(pc)}; r${out} = ${text.use('neg')}(${v}) }\n`
}

/** The condition of JUMP_IF_… and JUMP_UNLESS_…, or the value of COMPARE_…; undefined for other instructions. */
export function comparison(text: Text, pc: number): string | undefined {
  const { code } = text.code
  const m = /^(COMPARE|JUMP_IF|JUMP_UNLESS)_(LT|LE|EQ|NE|GT|GE)$/.exec(OPNAMES[code[pc]])
  if (m === null) return undefined
  const [symbol, number] = COMPARISONS[m[2]]
  const at = m[1] === 'COMPARE' ? pc + 2 : pc + 1
  const left = code[at]
  const right = code[at + 1]
  const a = text.reg(left)
  const b = text.reg(right)
  const values = [left, right].map((r) => (text.floats.has(r) ? `(${boxedValue(text, r)})` : text.reg(r)))
  const compared = `${text.use('compare')}(${values[0]}, ${values[1]}, ${number})`
  const slow = `(${text.mark(pc)}, ${m[1] === 'COMPARE' ? compared : `${text.use('isTrue')}(${compared})`})`
  let all = slow
  const floats = twoFloats(text, left, right)
  if (floats !== null) all = `(${floats.test} ? ${floats.a} ${symbol} ${floats.b} : ${slow})`
  if (!isOther(text, left) && !isOther(text, right))
    all = `(${areNumbers(text, left, right)} ? ${a} ${symbol} ${b} : ${all})`
  return m[1] === 'JUMP_UNLESS' ? `!${all}` : all
}
