// Arithmetic and comparison with the case of two ints that fit in place; everything else is an operation of the object space.
// The paths are those of objspace's operations/binary.ts and compare.ts: a safe integer, never -0.
import { OPNAMES } from '../generated/opcodes.ts'
import type { Text } from './text.ts'

/** How two numbers `a` and `b` are combined: a test of the operands, the result in `t`, and a test of it. */
interface Fast {
  readonly when: string
  readonly value: string
  readonly fits: string
  readonly slow: string
}

const SAFE = 't <= 9007199254740991 && t >= -9007199254740991'
const INT32 = '(a | 0) === a && (b | 0) === b'

const FAST: Readonly<Record<string, Fast>> = {
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

const COMPARISONS: Readonly<Record<string, readonly [string, number]>> = {
  LT: ['<', 0],
  LE: ['<=', 1],
  EQ: ['===', 2],
  NE: ['!==', 3],
  GT: ['>', 4],
  GE: ['>=', 5],
}

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

/** The statement for `out = left op right` of an instruction called BINARY_… or INPLACE_…; undefined for other operators. */
export function arithmetic(text: Text, pc: number): string | undefined {
  const { code } = text.code
  const m = /^(BINARY|INPLACE)_(\w+)$/.exec(OPNAMES[code[pc]])
  const fast = m === null ? undefined : FAST[m[2]]
  if (m === null || fast === undefined) return undefined
  const out = text.reg(code[pc + 1])
  const left = code[pc + 2]
  const right = code[pc + 3]
  const name = m[1] === 'INPLACE' ? `i${fast.slow.replace('_', '')}` : fast.slow
  const slow = `{ ${text.mark(pc)}; ${out} = ${text.use(name)}(${text.reg(left)}, ${text.reg(right)}) }`
  if (isOther(text, left) || isOther(text, right)) return `${slow}\n`
  const fill = (s: string): string => s.replace(/\b[ab]\b/g, (x) => (x === 'a' ? text.reg(left) : text.reg(right)))
  const tests = [areNumbers(text, left, right)]
  if (fast.when !== '') tests.push(fill(fast.when))
  if (fast.fits === '') return `if (${tests.join(' && ')}) ${out} = ${fill(fast.value)}\nelse ${slow}\n`
  tests.push(fast.fits.replace('t ', `(t = ${fill(fast.value)}) `))
  return `if (${tests.join(' && ')}) ${out} = t\nelse ${slow}\n`
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
  const compared = `${text.use('compare')}(${a}, ${b}, ${number})`
  const slow = `(${text.mark(pc)}, ${m[1] === 'COMPARE' ? compared : `${text.use('isTrue')}(${compared})`})`
  const not = m[1] === 'JUMP_UNLESS' ? '!' : ''
  if (isOther(text, left) || isOther(text, right)) return `${not}${slow}`
  return `${not}(${areNumbers(text, left, right)} ? ${a} ${symbol} ${b} : ${slow})`
}
