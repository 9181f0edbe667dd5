// Converters of posix arguments: descriptors, ids, offsets, sequences of strings. CPython: Modules/posixmodule.c
import {
  asInt,
  bytesOf,
  call0,
  callMethod,
  type Convert,
  error,
  findAttr,
  hooks,
  index,
  indexOrUndefined,
  isIndex,
  itemsOf,
  type Param,
  type Path,
  size,
  typeOf,
  type Value,
  W_ByteArray,
  W_Float,
  W_List,
  W_Tuple,
  writableBuffer,
} from '@typhon/objspace'
import { fsencode } from '../system/path.ts'

const INT_MAX = 0x7fffffff

const NOWHERE: Param<unknown> = {
  name: '',
  kind: 'positional',
  convert: null,
  required: true,
  default: undefined,
  shown: null,
  owner: '',
  place: 0,
}

/** An int of C out of a value that is no argument itself. */
export const intOf = (w: Value): number => asInt(w, NOWHERE)

/** dir_fd: a descriptor, or None (undefined). */
export const dirFd: Convert<number | undefined> = (w) => {
  if (w === null) return undefined
  if (typeof w === 'boolean') hooks.warn('RuntimeWarning', 'bool is used as a file descriptor', 1)
  if (!isIndex(w)) throw error('TypeError', `argument should be integer or None, not ${typeOf(w).name}`)
  const n = index(w)
  if (typeof n === 'bigint' || n > INT_MAX) throw error('OverflowError', 'fd is greater than maximum')
  if (n < -INT_MAX - 1) throw error('OverflowError', 'fd is less than minimum')
  return n
}

/** A descriptor, or an object with a fileno() method. CPython: PyObject_AsFileDescriptor */
export const fildes: Convert<number> = (w) => descriptorOf(w)

/** See `fildes`. */
export function descriptorOf(w: Value): number {
  if (typeof w === 'boolean') hooks.warn('RuntimeWarning', 'bool is used as a file descriptor', 1)
  let n = typeof w === 'boolean' ? Number(w) : indexIfInt(w)
  if (n === undefined) {
    const method = findAttr(w, 'fileno')
    if (method === undefined) throw error('TypeError', 'argument must be an int, or have a fileno() method.')
    n = indexIfInt(call0(method))
    if (n === undefined) throw error('TypeError', 'fileno() returned a non-integer')
  }
  if (n < 0) throw error('ValueError', `file descriptor cannot be a negative integer (${n})`)
  return n
}

function indexIfInt(w: Value): number | undefined {
  const n = indexOrUndefined(w)
  if (typeof n === 'bigint' || (n !== undefined && (n > INT_MAX || n < -INT_MAX - 1)))
    throw error('OverflowError', 'Python int too large to convert to C int')
  return n
}

/** A file offset or length. */
export const offset: Convert<number> = (w) => {
  const n = index(w)
  if (typeof n === 'bigint' && BigInt.asIntN(64, n) !== n)
    throw error('OverflowError', 'Python int too large to convert to C long')
  return Number(n)
}

/** A user or group id; -1 means "leave it". */
function id(what: string): (w: Value) => number {
  return (w) => {
    const n = indexOrUndefined(w)
    if (n === undefined) throw error('TypeError', `${what} should be integer, not ${typeOf(w).name}`)
    if (n < -1) throw error('OverflowError', `${what} is less than minimum`)
    if (n > 0xffffffff) throw error('OverflowError', `${what} is greater than maximum`)
    return Number(n)
  }
}

export const uid = id('uid')
export const gid = id('gid')

/** An unsigned int. */
export const unsigned: Convert<number> = (w) => {
  const n = index(w)
  if (n < 0) throw error('ValueError', 'value must be positive')
  if (n > 0xffffffff) throw error('OverflowError', 'Python int too large for C unsigned int')
  return Number(n)
}

/** A sequence of program arguments. */
export function stringsOf(w: Value, complaint: string): Path[] {
  if (!(w instanceof W_Tuple) && !(w instanceof W_List)) throw error('TypeError', complaint)
  return itemsOf(w).map(fsencode)
}

/** The `NAME=value` strings of an environment mapping. */
export function environmentOf(w: Value, owner: string): Path[] {
  if (findAttr(w, 'keys') === undefined || findAttr(w, 'values') === undefined)
    throw error('TypeError', `${owner}: environment must be a mapping object`)
  const keys = itemsOf(callMethod(w, 'keys'))
  const values = itemsOf(callMethod(w, 'values'))
  return keys.map((key, i) => {
    const name = fsencode(key)
    const value = fsencode(values[i])
    if (name.length === 0 || hasEquals(name)) throw error('ValueError', 'illegal environment variable name')
    return joined(name, value)
  })
}

/** Whether a variable's name contains '=' where it may not: after the first character. */
function hasEquals(name: Path): boolean {
  return typeof name === 'string' ? name.indexOf('=', 1) >= 0 : name.indexOf(0x3d, 1) >= 0
}

const encoder = new TextEncoder()

function joined(name: Path, value: Path): Path {
  if (typeof name === 'string' && typeof value === 'string') return `${name}=${value}`
  const parts = [name, '=', value].map((p) => (typeof p === 'string' ? encoder.encode(p) : p))
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const p of parts) {
    out.set(p, at)
    at += p.length
  }
  return out
}

/** A list of buffers to write from. */
export function buffersOf(w: Value, owner: string): Uint8Array[] {
  return sequenceOf(w, `${owner}() arg 2 must be a sequence`).map(bytesOf)
}

/** A list of buffers to read into. */
export function writableBuffersOf(w: Value, owner: string): Uint8Array[] {
  return sequenceOf(w, `${owner}() arg 2 must be a sequence`).map(writableBytesOf)
}

/** The storage of a writable bytes-like object. */
export function writableBytesOf(w: Value): Uint8Array {
  if (w instanceof W_ByteArray) return w.data.subarray(0, w.length)
  const got = writableBuffer(w, 'read-write bytes-like object expected')
  got.release()
  return got.bytes.subarray(got.offset, got.offset + got.shape.reduce((n, k) => n * k, got.itemsize))
}

/** The items of a list or tuple. */
export function sequenceOf(w: Value, complaint: string): readonly Value[] {
  if (w instanceof W_Tuple || w instanceof W_List) return itemsOf(w)
  throw error('TypeError', complaint)
}

const SECOND = 1_000_000_000n

/** A point in time in seconds (int or float) as nanoseconds, rounded down. CPython: _PyTime_ObjectToTimespec, _PyTime_ROUND_FLOOR */
export function nanoseconds(w: Value): bigint {
  if (w instanceof W_Float) {
    if (Number.isNaN(w.v)) throw error('ValueError', 'Invalid value NaN (not a number)')
    const whole = Math.floor(w.v)
    if (!(Math.abs(whole) < 2 ** 63)) throw error('OverflowError', 'timestamp out of range for platform time_t')
    return BigInt(whole) * SECOND + BigInt(Math.floor((w.v - whole) * 1e9))
  }
  const n = BigInt(index(w))
  if (BigInt.asIntN(64, n) !== n) throw error('OverflowError', 'timestamp out of range for platform time_t')
  return n * SECOND
}

/** The size of a read: refuses negative ones as the system does. */
export const length: Convert<number> = (w) => size(w)
