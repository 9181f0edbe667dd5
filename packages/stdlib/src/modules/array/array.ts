// An array: numbers of one kind side by side, read and written as values. CPython: Modules/arraymodule.c
//
// The first `length` items lie in `data`, which has room for more. While a view is on it (`exports` > 0) it is not resized.
import {
  type BufferExport,
  endUnusedLeases,
  error,
  forEach,
  index,
  lengthOf,
  pointAt,
  plainExport,
  readItem,
  compare,
  type Comparison,
  EQ,
  isTrue,
  ITEM_SIZES,
  NE,
  spanOf,
  type Str,
  strFromCodePoints,
  strOrUndefined,
  subscript,
  toDouble,
  typeOf,
  type Value,
  W_Float,
  W_Object,
  W_Slice,
  zeros,
} from '@typhon/objspace'
import { arrayType } from './type.ts'

/** Bytes of an item by type code. */
export const SIZES: Readonly<Record<string, number>> = { ...ITEM_SIZES, u: 4, w: 4 }
export const CODES = 'bBuwhHiIlLqQfd'

export class W_Array extends W_Object {
  code = 'b'
  size = 1
  data: Uint8Array = new Uint8Array(0)
  length = 0
  exports = 0

  get bytes(): Uint8Array {
    return this.data.subarray(0, this.length * this.size)
  }

  override exportBuffer(): BufferExport {
    this.exports++
    let held = true
    const format = this.code === 'u' || this.code === 'w' ? 'w' : this.code
    const release = (): void => {
      if (held) this.exports--
      held = false
    }
    return {
      ...plainExport(this.bytes, false, release),
      format,
      itemsize: this.size,
      shape: [this.length],
      strides: [this.size],
    }
  }
}

export function isText(self: W_Array): boolean {
  return self.code === 'u' || self.code === 'w'
}

export function read(self: W_Array, i: number): Value {
  if (isText(self)) {
    const c = readItem(self.data, i * 4, 'I') as number
    if (c > 0x10ffff) throw error('ValueError', 'chr() arg not in range(0x110000)')
    return strFromCodePoints(Uint32Array.of(c))
  }
  return readItem(self.data, i * self.size, self.code)
}

function write(self: W_Array, i: number, w: Value): void {
  const { code, data, size } = self
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const at = i * size
  if (isText(self)) {
    const s = strOrUndefined(w)
    if (s === undefined || lengthOf(s) !== 1) throw error('TypeError', 'array item must be unicode character')
    view.setUint32(at, pointAt(s, 0), true)
    return
  }
  if (code === 'd' || code === 'f') {
    const v = toDouble(w)
    if (code === 'd') view.setFloat64(at, v, true)
    else view.setFloat32(at, v, true)
    return
  }
  if (w instanceof W_Float)
    throw error('TypeError', `'${typeOf(w).fullName}' object cannot be interpreted as an integer`)
  const n = index(w)
  const bits = size * 8
  const signed = code === code.toLowerCase()
  const big = BigInt(n)
  if ((signed ? BigInt.asIntN(bits, big) : BigInt.asUintN(bits, big)) !== big) throw outOfRange(code, big)
  for (let k = 0; k < size; k++) data[at + k] = Number((big >> BigInt(8 * k)) & 0xffn)
}

/** The OverflowError for an int that does not fit, in CPython's words, which tell how C converts each type. */
function outOfRange(code: string, n: bigint): unknown {
  const say = (text: string): unknown => error('OverflowError', text)
  if (code === 'q') return say('int too big to convert')
  if (code === 'Q') return say(n < 0n ? "can't convert negative int to unsigned" : 'int too big to convert')
  if (code === 'L' || code === 'I') {
    if (n < 0n) return say("can't convert negative value to unsigned int")
    if (BigInt.asUintN(64, n) !== n) return say('Python int too large to convert to C unsigned long')
    return say('unsigned int is greater than maximum')
  }
  if (BigInt.asIntN(64, n) !== n) return say('Python int too large to convert to C long')
  const way = n < 0n ? 'less than minimum' : 'greater than maximum'
  // Bytes are converted by way of a short, shorts by way of an int.
  const wide = (limit: number): boolean => BigInt.asIntN(limit, n) !== n
  if (code === 'b') return say(wide(16) ? `signed short integer is ${way}` : `signed char is ${way}`)
  if (code === 'B') return say(`unsigned byte integer is ${way}`)
  if (code === 'h') return say(`signed short integer is ${way}`)
  if (code === 'H') return say(wide(32) ? `signed integer is ${way}` : `unsigned short is ${way}`)
  return say(`signed integer is ${way}`)
}

function checkResizable(self: W_Array): void {
  if (self.exports > 0 && endUnusedLeases(self) && self.exports === 0) self.data = self.data.slice()
  if (self.exports > 0) throw error('BufferError', 'cannot resize an array that is exporting buffers')
}

export function resize(self: W_Array, length: number): void {
  if (length === self.length) return
  checkResizable(self)
  const need = length * self.size
  if (need > self.data.length) {
    const data = zeros(Math.max(need, Math.ceil(self.data.length * 1.5), 8 * self.size))
    data.set(self.bytes)
    self.data = data
  }
  self.length = length
}

/** Puts items, given as bytes, in the place of `count` items from `start` on. */
export function replace(self: W_Array, start: number, count: number, items: Uint8Array): void {
  const { size } = self
  const source = items.buffer === self.data.buffer ? items.slice() : items
  const old = self.length
  const length = old - count + source.length / size
  if (length !== old) checkResizable(self)
  if (length > old) resize(self, length)
  self.data.copyWithin(start * size + source.length, (start + count) * size, old * size)
  self.data.set(source, start * size)
  if (length < old) resize(self, length)
}

export function like(self: W_Array, bytes: Uint8Array): W_Array {
  const out = new W_Array(arrayType.rootShape())
  out.code = self.code
  out.size = self.size
  out.data = bytes
  out.length = bytes.length / self.size
  return out
}

export function append(self: W_Array, w: Value): void {
  const n = self.length
  resize(self, n + 1)
  try {
    write(self, n, w)
  } catch (e) {
    self.length = n
    throw e
  }
}

export function insert(self: W_Array, at: number, w: Value): void {
  const one = like(self, new Uint8Array(self.size))
  write(one, 0, w)
  replace(self, at, 0, one.data)
}

export function extend(self: W_Array, w: Value): void {
  if (w instanceof W_Array) {
    if (w.code !== self.code) throw error('TypeError', 'can only extend with array of same kind')
    replace(self, self.length, 0, w.bytes)
    return
  }
  forEach(w, (x) => append(self, x))
}

export function addBytes(self: W_Array, bytes: Uint8Array): void {
  if (bytes.length % self.size !== 0) throw error('ValueError', 'bytes length not a multiple of item size')
  replace(self, self.length, 0, bytes)
}

export function addText(self: W_Array, s: Str): void {
  for (let i = 0; i < lengthOf(s); i++) append(self, strFromCodePoints(Uint32Array.of(pointAt(s, i))))
}

function placeOf(self: W_Array, key: Value, doing: string): number {
  const i = subscript(key)
  if (i === undefined) throw error('TypeError', 'array indices must be integers')
  const at = i < 0 ? i + self.length : i
  if (at < 0 || at >= self.length) throw error('IndexError', `array ${doing}index out of range`)
  return at
}

export function getItem(self: W_Array, key: Value): Value {
  if (!(key instanceof W_Slice)) return read(self, placeOf(self, key, ''))
  const { start, step, count } = spanOf(key, () => self.length)
  const { size } = self
  const out = new Uint8Array(count * size)
  for (let k = 0, i = start; k < count; k++, i += step) out.set(self.data.subarray(i * size, (i + 1) * size), k * size)
  return like(self, out)
}

export function setItem(self: W_Array, key: Value, value: Value | undefined): void {
  if (!(key instanceof W_Slice)) {
    const at = placeOf(self, key, 'assignment ')
    if (value === undefined) replace(self, at, 1, new Uint8Array(0))
    else write(self, at, value)
    return
  }
  let items = new Uint8Array(0)
  const s = spanOf(key, () => self.length)
  if (value !== undefined) {
    if (!(value instanceof W_Array))
      throw error('TypeError', `can only assign array (not "${typeOf(value).fullName}") to array slice`)
    if (value.code !== self.code) throw error('TypeError', 'bad argument type for built-in operation')
    items = value.bytes.slice()
  }
  const { size } = self
  if (s.step === 1) {
    replace(self, s.start, s.count, items)
    return
  }
  if (value === undefined) {
    const gone = new Set<number>()
    for (let k = 0, i = s.start; k < s.count; k++, i += s.step) gone.add(i)
    let to = 0
    if (gone.size > 0) checkResizable(self)
    for (let i = 0; i < self.length; i++) if (!gone.has(i)) self.data.copyWithin(to++ * size, i * size, (i + 1) * size)
    resize(self, to)
    return
  }
  if (items.length / size !== s.count)
    throw error(
      'ValueError',
      `attempt to assign array of size ${items.length / size} to extended slice of size ${s.count}`,
    )
  for (let k = 0, i = s.start; k < s.count; k++, i += s.step)
    self.data.set(items.subarray(k * size, (k + 1) * size), i * size)
}

/** A character's code point, as an item has it. */
export function pointOf(c: number): number {
  if (c <= 0x10ffff) return c
  throw error('ValueError', `character U+${c.toString(16)} is not in range [U+0000; U+10ffff]`)
}

export function items(self: W_Array): Value[] {
  return Array.from({ length: self.length }, (_, i) => read(self, i))
}

/** Items are made anew each time they are read, so that identity says nothing about a NaN. */
export const equals = (a: Value, b: Value): boolean => isTrue(compare(a, b, EQ))

export function compareArrays(self: W_Array, other: W_Array, op: Comparison): Value {
  if (self.length !== other.length && (op === EQ || op === NE)) return op === NE
  // Characters beside each other are compared as numbers, whether there are such characters or not.
  const item =
    isText(self) && self.code === other.code
      ? (from: W_Array, i: number) => readItem(from.data, i * 4, 'I') as number
      : read
  for (let i = 0; i < self.length && i < other.length; i++) {
    const [a, b] = [item(self, i), item(other, i)]
    if (!equals(a, b)) return op === EQ || op === NE ? op === NE : compare(a, b, op)
  }
  return compare(self.length, other.length, op)
}

export function findItem(self: W_Array, w: Value, start = 0, stop = Infinity): number {
  for (let i = start; i < stop && i < self.length; i++) if (equals(read(self, i), w)) return i
  return -1
}
