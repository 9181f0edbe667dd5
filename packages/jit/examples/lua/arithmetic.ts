/** Arithmetic of the small Lua: integers of 64 bits that wrap, floats, and both together. */
import { LFloat, LTable, LuaError, show } from './values.ts'

/** A bigint as a Lua integer. */
export function wrapped(value: bigint): number | bigint {
  const low = BigInt.asIntN(64, value)
  return low >= -9007199254740991n && low <= 9007199254740991n ? Number(low) : low
}

const isInteger = (x: any): boolean => typeof x === 'number' || typeof x === 'bigint'

export function floatOf(x: any, what: string): number {
  if (typeof x === 'number') return x
  if (x instanceof LFloat) return x.value
  if (typeof x === 'bigint') return Number(x)
  throw new LuaError(`attempt to ${what} a ${x === null ? 'nil' : typeof x} value`)
}

type Arithmetic = (x: any, y: any) => any

/** An operator with a fast case for small integers, one for integers of any size, and one for floats. */
function operator(
  name: string,
  small: Arithmetic,
  big: (x: bigint, y: bigint) => bigint,
  float: Arithmetic,
): Arithmetic {
  return (x, y) => {
    if (typeof x === 'number' && typeof y === 'number') {
      const result = small(x, y)
      if (Number.isSafeInteger(result)) return result + 0
    }
    if (isInteger(x) && isInteger(y)) return wrapped(big(BigInt(x), BigInt(y)))
    return new LFloat(float(floatOf(x, name), floatOf(y, name)))
  }
}

const floorDivide = (x: bigint, y: bigint): bigint => {
  if (y === 0n) throw new LuaError('attempt to perform n//0')
  const quotient = x / y
  return quotient * y !== x && x < 0n !== y < 0n ? quotient - 1n : quotient
}

const modulo = (x: number, y: number): number => {
  if (!Number.isFinite(y) && Number.isFinite(x)) return x === 0 || x > 0 === y > 0 ? x : y
  const rest = x % y
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest
}

export const add = operator(
  'add',
  (x, y) => x + y,
  (x, y) => x + y,
  (x, y) => x + y,
)
export const sub = operator(
  'sub',
  (x, y) => x - y,
  (x, y) => x - y,
  (x, y) => x - y,
)
export const mul = operator(
  'mul',
  (x, y) => x * y,
  (x, y) => x * y,
  (x, y) => x * y,
)
export const idiv = operator(
  'idiv',
  (x, y) => (y === 0 ? NaN : Math.floor(x / y)),
  floorDivide,
  (x, y) => Math.floor(x / y),
)
export const mod = operator(
  'mod',
  (x, y) => (y === 0 ? NaN : modulo(x, y)),
  (x, y) => x - floorDivide(x, y) * y,
  modulo,
)

export function div(x: any, y: any): any {
  return new LFloat(floatOf(x, 'div') / floatOf(y, 'div'))
}

function bitwise(apply: (x: bigint, y: bigint) => bigint): Arithmetic {
  return (x, y) => wrapped(apply(bits(x), bits(y)))
}

function bits(x: any): bigint {
  if (isInteger(x)) return BigInt(x)
  if (x instanceof LFloat && Number.isInteger(x.value)) return BigInt(x.value)
  throw new LuaError(`attempt to perform bitwise operation on ${show(x)}`)
}

const shift = (x: bigint, by: bigint): bigint => {
  if (by <= -64n || by >= 64n) return 0n
  return by >= 0n ? x << by : BigInt.asUintN(64, x) >> -by
}

export const band = bitwise((x, y) => x & y)
export const bor = bitwise((x, y) => x | y)
export const bxor = bitwise((x, y) => x ^ y)
export const shl = bitwise(shift)
export const shr = bitwise((x, y) => shift(x, -y))

export function neg(x: any): any {
  return x instanceof LFloat ? new LFloat(-x.value) : sub(0, x)
}

export function equal(x: any, y: any): boolean {
  if (x === y) return true
  if (x instanceof LFloat) return y instanceof LFloat ? x.value === y.value : isInteger(y) && x.value === Number(y)
  return y instanceof LFloat && isInteger(x) && y.value === Number(x)
}

export function less(x: any, y: any): boolean {
  if (typeof x === 'string' && typeof y === 'string') return x < y
  if (isInteger(x) && isInteger(y)) return x < y
  return floatOf(x, 'compare') < floatOf(y, 'compare')
}

export function lessOrEqual(x: any, y: any): boolean {
  if (typeof x === 'string' && typeof y === 'string') return x <= y
  if (isInteger(x) && isInteger(y)) return x <= y
  return floatOf(x, 'compare') <= floatOf(y, 'compare')
}

export function concat(x: any, y: any): string {
  return text(x) + text(y)
}

function text(x: any): string {
  if (typeof x === 'string' || isInteger(x) || x instanceof LFloat) return show(x)
  throw new LuaError('attempt to concatenate')
}

export function length(x: any): number {
  if (typeof x === 'string') return x.length
  if (x instanceof LTable) return x.items.length
  throw new LuaError('attempt to get length')
}
