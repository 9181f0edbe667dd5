// Constant folding, as CPython's AST optimiser does it: what is known at compile time is one constant.
//
// What must stay true: a folded expression gives what running it would give, and nothing that would raise is folded. Results
// that would be large are left to run time. Chains of operators are walked without recursion.
// CPython: Python/ast_opt.c
import { ast as A, CodePointString, ComplexLiteral, EllipsisLiteral, FloatLiteral } from '@typhon/parser'
import { ComplexConst, type Const, TupleConst } from '../objects/code-unit.ts'

const MAX_INT_BITS = 128
const MAX_STR = 4096
const MAX_TUPLE = 256

/** Finds the constants of one tree; what an operator or display came to is remembered. */
export class Folder {
  private readonly debug: boolean
  private readonly mayInvertBool: () => boolean
  private readonly known = new Map<A.expr, Const | undefined>()

  /** `debug` is the value of `__debug__`. */
  constructor(debug: boolean, mayInvertBool: () => boolean = () => false) {
    this.debug = debug
    this.mayInvertBool = mayInvertBool
  }

  /** The constant that an expression is known to be, or undefined. */
  constantOf(e: A.expr): Const | undefined {
    switch (e.tag) {
      case A.Tag.Constant:
        return (e as A.Constant).value as Const
      case A.Tag.Name:
        return (e as A.Name).id === '__debug__' ? this.debug : undefined
      case A.Tag.UnaryOp:
      case A.Tag.BinOp:
      case A.Tag.Tuple:
      case A.Tag.Subscript:
        break
      default:
        return undefined
    }
    if (this.known.has(e)) return this.known.get(e)
    let value: Const | undefined
    if (e.tag === A.Tag.BinOp) value = this.chain(e as A.BinOp)
    else if (e.tag === A.Tag.UnaryOp) value = this.unary(e as A.UnaryOp)
    else if (e.tag === A.Tag.Tuple) value = this.tuple(e as A.Tuple)
    else value = this.item(e as A.Subscript)
    this.known.set(e, value)
    return value
  }

  private unary({ op, operand }: A.UnaryOp): Const | undefined {
    const value = this.constantOf(operand)
    if (op === A.Invert && typeof value === 'boolean') return this.mayInvertBool() ? ~Number(value) : undefined
    return unary(op, value)
  }

  /** `a + b + c`, from the left. */
  private chain(e: A.BinOp): Const | undefined {
    const links = [e]
    let first = e.left
    while (first.tag === A.Tag.BinOp && !this.known.has(first)) {
      links.push(first as A.BinOp)
      first = (first as A.BinOp).left
    }
    let value = this.constantOf(first)
    for (let i = links.length - 1; i >= 0; i--) {
      if (value !== undefined) {
        const right = this.constantOf(links[i].right)
        value = right === undefined ? undefined : binary(value, right, links[i].op)
      }
      if (i > 0) this.known.set(links[i], value)
    }
    return value
  }

  private tuple(e: A.Tuple): Const | undefined {
    if (e.ctx !== A.Load) return undefined
    const items: Const[] = []
    for (const x of e.elts) {
      const v = this.constantOf(x)
      if (v === undefined) return undefined
      items.push(v)
    }
    return new TupleConst(items)
  }

  private item(e: A.Subscript): Const | undefined {
    if (e.ctx !== A.Load) return undefined
    const of = this.constantOf(e.value)
    if (typeof of !== 'string' && !(of instanceof TupleConst) && !(of instanceof Uint8Array)) return undefined
    const index = this.constantOf(e.slice)
    if (typeof index !== 'number') return undefined
    const items: ArrayLike<Const> = typeof of === 'string' ? [...of] : of instanceof TupleConst ? of.items : of
    return items[index < 0 ? index + items.length : index]
  }
}

function isInt(v: Const | undefined): v is number | bigint {
  return typeof v === 'number' || typeof v === 'bigint'
}

/** A bigint as an int constant. */
function int(v: bigint): number | bigint {
  const n = Number(v)
  return Number.isSafeInteger(n) ? n : v
}

function unary(op: A.unaryop, v: Const | undefined): Const | undefined {
  if (v === undefined) return undefined
  switch (op) {
    case A.USub:
      if (isInt(v)) return v === 0 ? 0 : typeof v === 'number' ? -v : int(-v)
      if (v instanceof ComplexLiteral) return new ComplexConst(-0, -v.imag)
      if (v instanceof ComplexConst) return new ComplexConst(-v.real, -v.imag)
      return v instanceof FloatLiteral ? new FloatLiteral(-v.value) : undefined
    case A.UAdd:
      return isInt(v) || v instanceof FloatLiteral ? v : undefined
    case A.Invert:
      return isInt(v) ? int(~BigInt(v)) : undefined
    case A.Not: {
      const t = truth(v)
      return t === undefined ? undefined : !t
    }
    default:
      return undefined
  }
}

/** Truth of a constant, undefined where it is not to be decided here. */
export function truth(v: Const): boolean | undefined {
  if (v === null) return false
  switch (typeof v) {
    case 'boolean':
      return v
    case 'number':
      return v !== 0
    case 'bigint':
      return true
    case 'string':
      return v !== ''
  }
  if (v instanceof CodePointString) return true
  if (v instanceof Uint8Array) return v.length > 0
  if (v instanceof FloatLiteral) return v.value !== 0
  if (v instanceof ComplexLiteral) return v.imag !== 0
  if (v instanceof ComplexConst) return v.real !== 0 || v.imag !== 0
  if (v instanceof TupleConst) return v.items.length > 0
  return v === EllipsisLiteral ? true : undefined
}

function binary(a: Const, b: Const, op: A.operator): Const | undefined {
  if (isInt(a) && isInt(b)) return integers(a, b, op)
  const x = a instanceof FloatLiteral ? a.value : isInt(a) ? Number(a) : undefined
  const y = b instanceof FloatLiteral ? b.value : isInt(b) ? Number(b) : undefined
  if (x !== undefined && y !== undefined) return floats(x, y, op)
  const [p, q] = [complexOf(a, x), complexOf(b, y)]
  if (p !== undefined && q !== undefined) return complexes(p, q, op)
  if (op === A.Add) return joined(a, b)
  if (op === A.Mult) {
    if (typeof b === 'number') return repeated(a, b)
    if (typeof a === 'number') return repeated(b, a)
  }
  return undefined
}

type Pair = readonly [real: number, imag: number]

function complexOf(v: Const, real: number | undefined): Pair | undefined {
  if (real !== undefined) return [real, 0]
  if (v instanceof ComplexConst) return [v.real, v.imag]
  return v instanceof ComplexLiteral ? [0, v.imag] : undefined
}

/** Sums and products, which every machine computes alike. */
function complexes([a, b]: Pair, [c, d]: Pair, op: A.operator): Const | undefined {
  const pair: Pair | undefined =
    op === A.Add
      ? [a + c, b + d]
      : op === A.Sub
        ? [a - c, b - d]
        : op === A.Mult
          ? [a * c - b * d, a * d + b * c]
          : undefined
  return pair?.every(Number.isFinite) ? new ComplexConst(...pair) : undefined
}

function floats(x: number, y: number, op: A.operator): Const | undefined {
  // An int too large for a float is an error.
  if (!Number.isFinite(x) || !Number.isFinite(y)) return undefined
  switch (op) {
    case A.Add:
      return new FloatLiteral(x + y)
    case A.Sub:
      return new FloatLiteral(x - y)
    case A.Mult:
      return new FloatLiteral(x * y)
    case A.Div:
      return y === 0 ? undefined : new FloatLiteral(x / y)
    case A.Pow:
      // Powers that are exact: others are for the operator, which knows how the last place is rounded.
      return x === 2 && Number.isInteger(y) && Math.abs(y) < 1000 ? new FloatLiteral(2 ** y) : undefined
    default:
      return undefined
  }
}

function joined(a: Const, b: Const): Const | undefined {
  if (typeof a === 'string')
    return typeof b === 'string' && a.length + b.length <= MAX_STR && !wouldPair(a, b) ? a + b : undefined
  if (a instanceof TupleConst)
    return b instanceof TupleConst && a.items.length + b.items.length <= MAX_TUPLE
      ? new TupleConst([...a.items, ...b.items])
      : undefined
  if (a instanceof Uint8Array)
    return b instanceof Uint8Array && a.length + b.length <= MAX_STR ? Uint8Array.of(...a, ...b) : undefined
  return undefined
}

/** Whether two surrogates that are characters of their own would become one in a JavaScript string. */
function wouldPair(a: string, b: string): boolean {
  return a.charCodeAt(a.length - 1) >> 10 === 0x36 && b.charCodeAt(0) >> 10 === 0x37
}

function repeated(v: Const, count: number): Const | undefined {
  const n = count < 0 ? 0 : count
  if (typeof v === 'string') return v.length * n <= MAX_STR && !wouldPair(v, v) ? v.repeat(n) : undefined
  if (v instanceof TupleConst)
    return v.items.length * n <= MAX_TUPLE
      ? new TupleConst(Array.from({ length: v.items.length * n }, (_, i) => v.items[i % v.items.length]))
      : undefined
  if (v instanceof Uint8Array)
    return v.length * n <= MAX_STR ? Uint8Array.from({ length: v.length * n }, (_, i) => v[i % v.length]) : undefined
  return undefined
}

const bits = (v: bigint): number => (v === 0n ? 0 : (v < 0n ? -v : v).toString(2).length)

function integers(left: number | bigint, right: number | bigint, op: A.operator): Const | undefined {
  const a = BigInt(left)
  const b = BigInt(right)
  switch (op) {
    case A.Add:
      return int(a + b)
    case A.Sub:
      return int(a - b)
    case A.Mult:
      return bits(a) + bits(b) > MAX_INT_BITS ? undefined : int(a * b)
    case A.FloorDiv:
      return b === 0n ? undefined : int((a - (((a % b) + b) % b)) / b)
    case A.Mod:
      return b === 0n ? undefined : int(((a % b) + b) % b)
    case A.Div:
      return b === 0n || bits(a) > 53 || bits(b) > 53 ? undefined : new FloatLiteral(Number(a) / Number(b))
    case A.Pow:
      return b < 0n || bits(a) * Number(b) > MAX_INT_BITS ? undefined : int(a ** b)
    case A.LShift:
      return b < 0n || bits(a) + Number(b) > MAX_INT_BITS ? undefined : int(a << b)
    case A.RShift:
      return b < 0n ? undefined : int(a >> b)
    case A.BitAnd:
      return int(a & b)
    case A.BitOr:
      return int(a | b)
    case A.BitXor:
      return int(a ^ b)
    default:
      return undefined
  }
}
