/**
 * Python types of expressions that show them in the source.
 *
 * The compiler's warnings about suspicious operands see the tree after constant folding: `-1`, `(1, 2)` and `1 + 1` are
 * constants there. What folding would make of an expression is asked here without folding it.
 *
 * CPython: Python/ast_opt.c, Python/compile.c (infer_type)
 */
import { CodePointString, ComplexLiteral, FloatLiteral, Tag } from '../generated/ast.ts'
import type { BinOp, ConstantValue, Subscript, UnaryOp, expr } from '../generated/ast.ts'

/** Names of Python types, as in messages. */
export type TypeName = string

const NUMBERS: readonly TypeName[] = ['bool', 'int', 'float', 'complex']
const SEQUENCES: readonly TypeName[] = ['str', 'bytes', 'tuple']

/** The type of a constant. */
export function typeOfConstant(value: ConstantValue): TypeName {
  switch (typeof value) {
    case 'string':
      return 'str'
    case 'boolean':
      return 'bool'
    case 'number':
    case 'bigint':
      return 'int'
  }
  if (value === null) return 'NoneType'
  if (value instanceof CodePointString) return 'str'
  if (value instanceof FloatLiteral) return 'float'
  if (value instanceof ComplexLiteral) return 'complex'
  return value instanceof Uint8Array ? 'bytes' : 'ellipsis'
}

/** The type of what an expression folds to; null if it is not constant. */
export function constantType(node: expr): TypeName | null {
  switch (node.tag) {
    case Tag.Constant:
      return typeOfConstant(node.value)
    case Tag.Name:
      return node.id === '__debug__' ? 'bool' : null
    case Tag.Tuple:
      return node.ctx.tag === Tag.Load && node.elts.every((element) => constantType(element) !== null) ? 'tuple' : null
    case Tag.UnaryOp:
      return unaryType(node)
    case Tag.BinOp:
      return binaryType(node)
    case Tag.Subscript:
      return itemType(node)
  }
  return null
}

/** The type an expression is sure to have; null if only running it can tell. */
export function inferredType(node: expr): TypeName | null {
  switch (node.tag) {
    case Tag.Tuple:
      return 'tuple'
    case Tag.List:
    case Tag.ListComp:
      return 'list'
    case Tag.Dict:
    case Tag.DictComp:
      return 'dict'
    case Tag.Set:
    case Tag.SetComp:
      return 'set'
    case Tag.GeneratorExp:
      return 'generator'
    case Tag.Lambda:
      return 'function'
    case Tag.JoinedStr:
    case Tag.FormattedValue:
      return 'str'
  }
  return constantType(node)
}

function unaryType(node: UnaryOp): TypeName | null {
  const operand = constantType(node.operand)
  if (operand === null) return null
  if (node.op.tag === Tag.Not) return 'bool'
  if (!NUMBERS.includes(operand)) return null
  if (node.op.tag === Tag.Invert) return operand === 'int' || operand === 'bool' ? 'int' : null
  return operand === 'bool' ? 'int' : operand
}

function binaryType(node: BinOp): TypeName | null {
  const left = constantType(node.left)
  const right = constantType(node.right)
  if (left === null || right === null) return null
  const isNumeric = NUMBERS.includes(left) && NUMBERS.includes(right)
  switch (node.op.tag) {
    case Tag.Add:
      if (left === right && SEQUENCES.includes(left)) return left
      return isNumeric ? widest(left, right) : null
    case Tag.Mult:
      if (SEQUENCES.includes(left)) return isRepeated(node.left, left, node.right, right) ? left : null
      if (SEQUENCES.includes(right)) return isRepeated(node.right, right, node.left, left) ? right : null
      return isNumeric && !isLongProduct(node) ? widest(left, right) : null
    case Tag.Sub:
      return isNumeric ? widest(left, right) : null
    case Tag.Pow: {
      if (!isNumeric) return null
      const type = widest(left, right)
      if (type !== 'int') return type
      return isNegative(node.right) ? 'float' : isLarge(node.left, node.right) ? null : type
    }
    case Tag.Div:
      if (!isNumeric || isZero(node.right)) return null
      return widest(left, right) === 'complex' ? 'complex' : 'float'
    case Tag.FloorDiv:
    case Tag.Mod: {
      const type = widest(left, right)
      return !isNumeric || isZero(node.right) || type === 'complex' ? null : type
    }
    case Tag.BitAnd:
    case Tag.BitOr:
    case Tag.BitXor:
      if (left === 'bool' && right === 'bool') return 'bool'
      return isNumeric && widest(left, right) === 'int' ? 'int' : null
    case Tag.LShift:
    case Tag.RShift:
      return isNumeric && widest(left, right) === 'int' && isShifted(node) ? 'int' : null
  }
  return null
}

function widest(left: TypeName, right: TypeName): TypeName {
  return NUMBERS[Math.max(NUMBERS.indexOf(left), NUMBERS.indexOf(right), 1)]
}

/** Whether a power of two literals is left to run time, as it has more than 128 bits. CPython: Python/ast_opt.c (safe_power) */
function isLarge(base: expr, exponent: expr): boolean {
  if (base.tag !== Tag.Constant || exponent.tag !== Tag.Constant) return false
  const [a, b] = [base.value, exponent.value]
  if ((typeof a !== 'number' && typeof a !== 'bigint') || (typeof b !== 'number' && typeof b !== 'bigint')) return false
  return b > 0 && a.toString(2).length > Math.floor(128 / Number(b))
}

const bitsOf = (n: bigint): number => (n < 0n ? -n : n).toString(2).length

/** Whether a product of two ints is left to run time, as it may have more than 128 bits. CPython: Python/ast_opt.c (safe_multiply) */
function isLongProduct({ left, right }: BinOp): boolean {
  const [a, b] = [intOf(left), intOf(right)]
  return a !== null && b !== null && a !== 0n && b !== 0n && bitsOf(a) + bitsOf(b) > 128
}

/** Whether a shift is made at once: it is left to run time where it fails, or gives more than 128 bits. CPython: Python/ast_opt.c (safe_lshift) */
function isShifted({ left, op, right }: BinOp): boolean {
  const by = intOf(right)
  const n = intOf(left)
  if (by === null) return !isNegative(right) && (op.tag === Tag.RShift || n === 0n)
  if (by < 0n) return false
  if (op.tag === Tag.RShift || by === 0n) return true
  return n === 0n || (by <= 128n && (n === null || bitsOf(n) + Number(by) <= 128))
}

/** Whether a repetition is made at once: it is left to run time where it is long. CPython: Python/ast_opt.c (safe_multiply) */
function isRepeated(node: expr, type: TypeName, count: expr, countType: TypeName): boolean {
  if (countType !== 'int' && countType !== 'bool') return false
  const length = lengthOf(node)
  const times = intOf(count)
  return length === 0 || times === null || (times >= 0n && length * Number(times) <= (type === 'tuple' ? 256 : 4096))
}

/** The length of the constant that an expression comes to. */
function lengthOf(node: expr): number {
  if (node.tag === Tag.Tuple) return node.elts.length
  if (node.tag === Tag.Constant) {
    const { value } = node
    if (typeof value === 'string') return [...value].length
    return value instanceof CodePointString ? value.codePoints.length : value instanceof Uint8Array ? value.length : 1
  }
  if (node.tag !== Tag.BinOp) return 1
  const { left, right } = node
  if (node.op.tag === Tag.Add) return lengthOf(left) + lengthOf(right)
  if (node.op.tag !== Tag.Mult) return 1
  return lengthOf(left) * lengthOf(right) * Number(intOf(left) ?? intOf(right) ?? 1)
}

function isZero(node: expr): boolean {
  if (node.tag === Tag.UnaryOp && node.op.tag !== Tag.Invert) return isZero(node.operand)
  if (node.tag !== Tag.Constant) return intOf(node) === 0n
  const { value } = node
  if (value instanceof FloatLiteral) return value.value === 0
  return value instanceof ComplexLiteral ? value.imag === 0 : value === 0 || value === false
}

/** The int that arithmetic with small ints comes to; null of anything else. */
function intOf(node: expr): bigint | null {
  if (node.tag === Tag.Constant) {
    const { value } = node
    return typeof value === 'boolean' || (typeof value === 'number' && Math.abs(value) < 2 ** 32) ? BigInt(value) : null
  }
  if (node.tag === Tag.UnaryOp) {
    const n = intOf(node.operand)
    if (n === null) return null
    return node.op.tag === Tag.USub ? -n : node.op.tag === Tag.Invert ? ~n : node.op.tag === Tag.UAdd ? n : null
  }
  if (node.tag !== Tag.BinOp) return null
  const [a, b] = [intOf(node.left), intOf(node.right)]
  if (a === null || b === null) return null
  switch (node.op.tag) {
    case Tag.Add:
      return a + b
    case Tag.Sub:
      return a - b
    case Tag.Mult:
      return a * b
    case Tag.FloorDiv:
      return b === 0n ? null : (a - modulo(a, b)) / b
    case Tag.Mod:
      return b === 0n ? null : modulo(a, b)
    case Tag.BitAnd:
      return a & b
    case Tag.BitOr:
      return a | b
    case Tag.BitXor:
      return a ^ b
    case Tag.LShift:
      return isShifted(node) ? a << b : null
    case Tag.RShift:
      return isShifted(node) ? a >> b : null
  }
  return null
}

const modulo = (a: bigint, b: bigint): bigint => ((a % b) + b) % b

function isNegative(node: expr): boolean {
  return node.tag === Tag.UnaryOp && node.op.tag === Tag.USub && !isNegative(node.operand) && !isZero(node.operand)
}

function itemType(node: Subscript): TypeName | null {
  const { value, slice } = node
  if (node.ctx.tag !== Tag.Load || slice.tag !== Tag.Constant || typeof slice.value !== 'number') return null
  const index = slice.value
  if (value.tag === Tag.Tuple) {
    return constantType(value) !== null && index < value.elts.length ? constantType(value.elts[index]) : null
  }
  if (value.tag !== Tag.Constant) return null
  if (typeof value.value === 'string') return index < [...value.value].length ? 'str' : null
  return value.value instanceof Uint8Array && index < value.value.length ? 'int' : null
}
