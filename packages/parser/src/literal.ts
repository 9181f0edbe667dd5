/**
 * `literalEval`: the value of a Python literal, without running anything.
 *
 * Python value → what comes back:
 *
 *     None, True, False   null, true, false
 *     int                 number up to ±(2^53 - 1), bigint beyond
 *     float, complex      FloatLiteral, ComplexValue
 *     str, bytes, ...     string, Uint8Array, EllipsisLiteral; CodePointString for `'\ud83d\ude00'`
 *     list, tuple         Array, TupleValue
 *     dict, set           Map, Set
 *
 * Keys of a Map and members of a Set are distinct in Python's sense (`1`, `1.0` and `True` are one key, equal tuples
 * are one key): as in Python the first of several equal keys stays, with the last value.
 *
 * lib: ast#ast.literal_eval
 */
import { CodePointString, ComplexLiteral, EllipsisLiteral, FloatLiteral, NAMES, Tag } from './generated/ast.ts'
import type { ConstantValue, Expression, Node, expr } from './generated/ast.ts'
import { parse } from './parse.ts'
import { guardNesting } from './nesting.ts'
import { reprBytes, reprCodePoints, reprComplex, reprFloat, reprStr } from './repr.ts'

/** A complex number; literals can add a real part. */
export class ComplexValue {
  readonly real: number
  readonly imag: number

  constructor(real: number, imag: number) {
    this.real = real
    this.imag = imag
  }
}

/** A tuple. */
export class TupleValue {
  readonly items: readonly LiteralValue[]

  constructor(items: readonly LiteralValue[]) {
    this.items = items
  }
}

export type LiteralValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | CodePointString
  | Uint8Array
  | FloatLiteral
  | ComplexValue
  | typeof EllipsisLiteral
  | TupleValue
  | LiteralValue[]
  | Map<LiteralValue, LiteralValue>
  | Set<LiteralValue>

type Numeric = number | bigint | FloatLiteral | ComplexValue

/** What `ast.literal_eval` raises for a source or tree that is no literal; `kind` is Python's exception type. */
export class LiteralError extends Error {
  readonly kind: 'ValueError' | 'TypeError' | 'OverflowError'

  constructor(kind: 'ValueError' | 'TypeError' | 'OverflowError', message: string) {
    super(message)
    this.name = 'LiteralError'
    this.kind = kind
  }
}

/**
 * The value of a literal given as source or as a tree. Throws a `LiteralError` for anything but literals, and the
 * parser's errors for what is no expression.
 */
export function literalEval(source: string | Node): LiteralValue {
  if (typeof source !== 'string') return literalOf(source)
  return literalOf(parse(source.replace(/^[ \t]+/, ''), { filename: '<unknown>', mode: 'eval' }))
}

/** The value of an expression that consists of literals only. */
export function literalOf(node: Node): LiteralValue {
  return guardNesting('', () => convert(node.tag === Tag.Expression ? (node as Expression).body : (node as expr)))
}

function convert(node: expr | null): LiteralValue {
  if (node === null) throw malformed(node)
  switch (node.tag) {
    case Tag.Constant:
      return constantValue(node.value)
    case Tag.Tuple:
      return new TupleValue(node.elts.map(convert))
    case Tag.List:
      return node.elts.map(convert)
    case Tag.Set:
      return setOf(node.elts.map(convert))
    case Tag.Call:
      if (node.func.tag === Tag.Name && node.func.id === 'set' && node.args.length + node.keywords.length === 0) {
        return new Set()
      }
      break
    case Tag.Dict:
      if (node.keys.length !== node.values.length) throw malformed(node)
      return mapOf(node.keys, node.values)
    case Tag.BinOp:
      if (node.op.tag === Tag.Add || node.op.tag === Tag.Sub) {
        const left = signedNumber(node.left)
        const right = unsignedNumber(node.right)
        if (!(left instanceof ComplexValue) && right instanceof ComplexValue) {
          const real = realPart(left)
          return node.op.tag === Tag.Add
            ? new ComplexValue(real + right.real, 0 + right.imag)
            : new ComplexValue(real - right.real, 0 - right.imag)
        }
      }
  }
  return signedNumber(node)
}

function constantValue(value: ConstantValue): LiteralValue {
  return value instanceof ComplexLiteral ? new ComplexValue(0, value.imag) : value
}

// Numbers

function unsignedNumber(node: expr): Numeric {
  if (node.tag === Tag.Constant) {
    const { value } = node
    if (typeof value === 'number' || typeof value === 'bigint' || value instanceof FloatLiteral) return value
    if (value instanceof ComplexLiteral) return new ComplexValue(0, value.imag)
  }
  throw malformed(node)
}

function signedNumber(node: expr): Numeric {
  if (node.tag !== Tag.UnaryOp) return unsignedNumber(node)
  if (node.op.tag === Tag.UAdd) return unsignedNumber(node.operand)
  if (node.op.tag === Tag.USub) return negated(unsignedNumber(node.operand))
  throw malformed(node)
}

function negated(value: Numeric): Numeric {
  if (typeof value === 'number') return 0 - value
  if (typeof value === 'bigint') return -value
  if (value instanceof FloatLiteral) return new FloatLiteral(-value.value)
  return new ComplexValue(-value.real, -value.imag)
}

function realPart(value: number | bigint | FloatLiteral): number {
  if (value instanceof FloatLiteral) return value.value
  const real = Number(value)
  if (!Number.isFinite(real)) throw new LiteralError('OverflowError', 'int too large to convert to float')
  return real
}

// Sets and dicts

function setOf(values: readonly LiteralValue[]): Set<LiteralValue> {
  const members = new Map<string, LiteralValue>()
  for (const value of values) {
    const identity = identityOf(value)
    if (!members.has(identity)) members.set(identity, value)
  }
  return new Set(members.values())
}

function mapOf(keys: readonly (expr | null)[], values: readonly expr[]): Map<LiteralValue, LiteralValue> {
  const known = new Map<string, LiteralValue>()
  const result = new Map<LiteralValue, LiteralValue>()
  keys.forEach((node, index) => {
    let key = convert(node)
    const value = convert(values[index])
    const identity = identityOf(key)
    if (known.has(identity)) key = known.get(identity)!
    else known.set(identity, key)
    result.set(key, value)
  })
  return result
}

let nans = 0

/** A text that two values share if and only if Python finds them equal; throws for values that cannot be keys. */
export function identityOf(value: LiteralValue): string {
  if (value === null) return 'None'
  switch (typeof value) {
    case 'boolean':
      return value ? '1' : '0'
    case 'number':
    case 'bigint':
      return String(value)
    case 'string':
      return `s${value.length}:${value}`
  }
  if (value instanceof CodePointString) return `p${value.codePoints.join()}`
  if (value instanceof FloatLiteral) return realIdentity(value.value)
  if (value instanceof ComplexValue) {
    return value.imag === 0 ? realIdentity(value.real) : `${realIdentity(value.real)}+${realIdentity(value.imag)}j`
  }
  if (value instanceof Uint8Array) return `b${value.join()}`
  if (value instanceof TupleValue) return `(${value.items.map(identityOf).join(',')})`
  if (value === EllipsisLiteral) return '...'
  const type = Array.isArray(value) ? 'list' : value instanceof Map ? 'dict' : 'set'
  throw new LiteralError('TypeError', `unhashable type: '${type}'`)
}

function realIdentity(value: number): string {
  if (Number.isInteger(value)) return String(BigInt(value))
  return Number.isNaN(value) ? `nan${nans++}` : `f${value}`
}

/** Python's `repr` of a literal value. */
export function reprLiteral(value: LiteralValue): string {
  if (value === null) return 'None'
  switch (typeof value) {
    case 'boolean':
      return value ? 'True' : 'False'
    case 'number':
    case 'bigint':
      return String(value)
    case 'string':
      return reprStr(value)
  }
  if (value instanceof CodePointString) return reprCodePoints(value.codePoints)
  if (value instanceof FloatLiteral) return reprFloat(value.value)
  if (value instanceof ComplexValue) return reprComplex(value.real, value.imag)
  if (value instanceof Uint8Array) return reprBytes(value)
  if (value instanceof TupleValue) {
    return value.items.length === 1 ? `(${reprLiteral(value.items[0])},)` : `(${reprLiterals(value.items)})`
  }
  if (Array.isArray(value)) return `[${reprLiterals(value)}]`
  if (value === EllipsisLiteral) return 'Ellipsis'
  if (value instanceof Set) return value.size === 0 ? 'set()' : `{${reprLiterals([...value])}}`
  return `{${reprItems(value as Map<LiteralValue, LiteralValue>)}}`
}

function reprItems(items: ReadonlyMap<LiteralValue, LiteralValue>): string {
  return [...items].map(([key, value]) => `${reprLiteral(key)}: ${reprLiteral(value)}`).join(', ')
}

function reprLiterals(values: readonly LiteralValue[]): string {
  return values.map(reprLiteral).join(', ')
}

function malformed(node: expr | null): LiteralError {
  if (node === null) return new LiteralError('ValueError', 'malformed node or string: None')
  const line = node.lineno ? ` on line ${node.lineno}` : ''
  return new LiteralError('ValueError', `malformed node or string${line}: <ast.${NAMES[node.tag]} object>`)
}
