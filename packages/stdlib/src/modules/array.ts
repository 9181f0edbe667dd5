// The `array` module: numbers of one kind side by side. lib: array; CPython: Modules/arraymodule.c
//
// The first `length` items lie in `data`, which has room for more. While a view is on it (`exports` > 0) it is not resized.
import {
  bufferMethods,
  type BufferExport,
  bytesOf,
  call,
  decode,
  callMethod,
  clipBound,
  COMPARISONS,
  contiguousBytes,
  defineModule,
  defineType,
  endUnusedLeases,
  error,
  exportOf,
  forEach,
  hooks,
  getattr,
  index,
  iter,
  iteratorMethods,
  lengthOf,
  newGenericAlias,
  NotImplemented,
  OBJECT_LAYOUT,
  findAttr,
  pos,
  pointAt,
  plainExport,
  readItem,
  compare,
  type Comparison,
  EQ,
  isTrue,
  NE,
  repetitions,
  reprText,
  sliceBound,
  spanOf,
  ssize,
  type Str,
  strFromCodePoints,
  strFromText,
  strOrUndefined,
  subscript,
  textOfStr,
  toDouble,
  typeOf,
  type Value,
  W_Bytes,
  W_ByteArray,
  W_Float,
  W_Iterator,
  W_List,
  W_Object,
  W_Slice,
  W_Tuple,
  W_Type,
  positionOf,
  builtinFunction,
  zeros,
  shownType,
  type Param,
  asInt,
  wrongType,
  type Int,
  asLong,
  intOrUndefined,
} from '@typhon/objspace'

/** Bytes of an item by type code. */
const SIZES: Readonly<Record<string, number>> = {
  b: 1,
  B: 1,
  u: 4,
  w: 4,
  h: 2,
  H: 2,
  i: 4,
  I: 4,
  l: 8,
  L: 8,
  q: 8,
  Q: 8,
  f: 4,
  d: 8,
}
const CODES = 'bBuwhHiIlLqQfd'

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

function isText(self: W_Array): boolean {
  return self.code === 'u' || self.code === 'w'
}

function read(self: W_Array, i: number): Value {
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
  if (w instanceof W_Float) throw error('TypeError', `'float' object cannot be interpreted as an integer`)
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

function resize(self: W_Array, length: number): void {
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
function replace(self: W_Array, start: number, count: number, items: Uint8Array): void {
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

function like(self: W_Array, bytes: Uint8Array): W_Array {
  const out = new W_Array(arrayType.rootShape())
  out.code = self.code
  out.size = self.size
  out.data = bytes
  out.length = bytes.length / self.size
  return out
}

function append(self: W_Array, w: Value): void {
  const n = self.length
  resize(self, n + 1)
  try {
    write(self, n, w)
  } catch (e) {
    self.length = n
    throw e
  }
}

function insert(self: W_Array, at: number, w: Value): void {
  const one = like(self, new Uint8Array(self.size))
  write(one, 0, w)
  replace(self, at, 0, one.data)
}

function extend(self: W_Array, w: Value): void {
  if (w instanceof W_Array) {
    if (w.code !== self.code) throw error('TypeError', 'can only extend with array of same kind')
    replace(self, self.length, 0, w.bytes)
    return
  }
  forEach(w, (x) => append(self, x))
}

function addBytes(self: W_Array, bytes: Uint8Array): void {
  if (bytes.length % self.size !== 0) throw error('ValueError', 'bytes length not a multiple of item size')
  replace(self, self.length, 0, bytes)
}

function addText(self: W_Array, s: Str): void {
  for (let i = 0; i < lengthOf(s); i++) append(self, strFromCodePoints(Uint32Array.of(pointAt(s, i))))
}

function placeOf(self: W_Array, key: Value, doing: string): number {
  const i = subscript(key)
  if (i === undefined) throw error('TypeError', 'array indices must be integers')
  const at = i < 0 ? i + self.length : i
  if (at < 0 || at >= self.length) throw error('IndexError', `array ${doing}index out of range`)
  return at
}

function getItem(self: W_Array, key: Value): Value {
  if (!(key instanceof W_Slice)) return read(self, placeOf(self, key, ''))
  const { start, step, count } = spanOf(key, () => self.length)
  const { size } = self
  const out = new Uint8Array(count * size)
  for (let k = 0, i = start; k < count; k++, i += step) out.set(self.data.subarray(i * size, (i + 1) * size), k * size)
  return like(self, out)
}

function setItem(self: W_Array, key: Value, value: Value | undefined): void {
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
function pointOf(c: number): number {
  if (c <= 0x10ffff) return c
  throw error('ValueError', `character U+${c.toString(16)} is not in range [U+0000; U+10ffff]`)
}

function items(self: W_Array): Value[] {
  return Array.from({ length: self.length }, (_, i) => read(self, i))
}

/** Items are made anew each time they are read, so that identity says nothing about a NaN. */
const equals = (a: Value, b: Value): boolean => isTrue(compare(a, b, EQ))

function compareArrays(self: W_Array, other: W_Array, op: Comparison): Value {
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

function findItem(self: W_Array, w: Value, start = 0, stop = Infinity): number {
  for (let i = start; i < stop && i < self.length; i++) if (equals(read(self, i), w)) return i
  return -1
}

/** What the items of a new array are taken from at once. */
const isContent = (w: Value): boolean =>
  w instanceof W_Bytes || w instanceof W_ByteArray || w instanceof W_Array || strOrUndefined(w) !== undefined

function newArray(cls: W_Type, args: readonly Value[]): W_Array {
  const s = strOrUndefined(args[0])
  if (s === undefined || lengthOf(s) !== 1)
    throw error(
      'TypeError',
      `array() argument 1 must be a unicode character, not ${args[0] === null ? 'None' : typeOf(args[0]).fullName}`,
    )
  const code = textOfStr(s)
  const initial = args[1]
  const self = new W_Array(cls.rootShape())
  if (initial !== undefined && code !== 'u' && code !== 'w') {
    if (strOrUndefined(initial) !== undefined)
      throw error('TypeError', `cannot use a str to initialize an array with typecode '${code}'`)
    if (initial instanceof W_Array && isText(initial))
      throw error('TypeError', `cannot use a unicode array to initialize an array with typecode '${code}'`)
  }
  // What is no bytes, str, array or list is asked for its items before the code is looked at.
  if (!CODES.includes(code) && initial !== undefined && !isContent(initial)) iter(initial)
  if (!CODES.includes(code)) throw error('ValueError', 'bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)')
  self.code = code
  self.size = SIZES[code]
  if (code === 'u')
    hooks.warn('DeprecationWarning', "The 'u' type code is deprecated and will be removed in Python 3.16")
  if (initial === undefined) return self
  const text = strOrUndefined(initial)
  if (text !== undefined) addText(self, text)
  else if (initial instanceof W_Bytes || initial instanceof W_ByteArray) addBytes(self, bytesOf(initial))
  else if (initial instanceof W_Array && initial.code === code) replace(self, 0, 0, initial.bytes)
  else if (initial instanceof W_Array) for (const x of items(initial)) append(self, x)
  else extend(self, initial)
  return self
}

/** Codes of machine formats for pickling. CPython: enum machine_format_code */
function machineFormat({ code, size }: W_Array): number {
  if (code === 'u' || code === 'w') return 20
  if (code === 'f') return 14
  if (code === 'd') return 16
  const signed = code === code.toLowerCase()
  return size === 1 ? (signed ? 1 : 0) : ({ 2: 2, 4: 6, 8: 10 }[size] as number) + (signed ? 2 : 0)
}

class W_ArrayIterator extends W_Iterator {
  array: W_Array | undefined
  i = 0
  constructor(array: W_Array) {
    super(iteratorType.rootShape())
    this.array = array
  }

  override next(): Value | undefined {
    const { array } = this
    if (array === undefined) return undefined
    if (this.i < array.length) return read(array, this.i++)
    this.array = undefined
    return undefined
  }
}

const iteratorType: W_Type = defineType<W_ArrayIterator>('arrayiterator', { module: 'array', final: true }, (t) => {
  iteratorMethods(t)
  t.method(
    '__reduce__',
    [],
    'What pickle needs to make the iterator again.',
    (self) =>
      self.array === undefined
        ? new W_Tuple([builtinFunction('iter'), new W_Tuple([new W_Tuple([])])])
        : new W_Tuple([builtinFunction('iter'), new W_Tuple([self.array]), self.i]),
    null,
  )
  t.method('__setstate__', [pos('state')], 'Go to the given position.', (self, state) => {
    if (self.array !== undefined) self.i = Math.min(Math.max(positionOf(state), 0), self.array.length)
    return null
  })
})

export const arrayType: W_Type = defineType<W_Array>(
  'array',
  {
    module: 'array',
    layout: { name: 'array', base: OBJECT_LAYOUT },
    hasWeakref: true,
    pattern: 1,
    doc: 'Numbers of one kind, which a type code names, side by side.',
  },
  (t) => {
    t.rawNew((args, kwnames) => {
      if (kwnames !== null && !(args[0] as W_Type).heap)
        throw error('TypeError', 'array.array() takes no keyword arguments')
      const given = args.slice(1, args.length - (kwnames?.length ?? 0))
      if (given.length < 1) throw error('TypeError', 'array() takes at least 1 argument (0 given)')
      if (given.length > 2) throw error('TypeError', `array() takes at most 2 arguments (${given.length} given)`)
      return newArray(args[0] as W_Type, given)
    })
    t.attribute('__hash__', null)
    bufferMethods(t)
    t.special('__len__', (self) => self.length)
    t.special('__iter__', (self) => new W_ArrayIterator(self))
    t.special('__contains__', (self, w: Value) => findItem(self, w) >= 0)
    t.special('__getitem__', getItem)
    t.special('__setitem__', (self, key: Value, w: Value) => (setItem(self, key, w), null))
    t.special('__delitem__', (self, key: Value) => (setItem(self, key, undefined), null))
    const same = (self: W_Array, w: Value): W_Array => {
      if (!(w instanceof W_Array))
        throw error('TypeError', `can only append array (not "${typeOf(w).fullName}") to array`)
      if (w.code !== self.code) throw error('TypeError', 'bad argument type for built-in operation')
      return w
    }
    t.special(
      '__add__',
      (self, w: Value) => {
        const out = like(self, self.bytes.slice())
        replace(out, out.length, 0, same(self, w).bytes)
        return out
      },
      { sequence: true },
    )
    t.special(
      '__iadd__',
      (self, w: Value) => {
        if (!(w instanceof W_Array))
          throw error('TypeError', `can only extend array with array (not "${typeOf(w).fullName}")`)
        extend(self, w)
        return self
      },
      { sequence: true },
    )
    const times = (self: W_Array, w: Value): Uint8Array => {
      const n = repetitions(w)
      if (n === undefined)
        throw error('TypeError', `can't multiply sequence by non-int of type '${typeOf(w).fullName}'`)
      const { bytes } = self
      if (bytes.length === 0) return bytes.slice()
      const out = zeros(bytes.length * n)
      for (let k = 0; k < n; k++) out.set(bytes, k * bytes.length)
      return out
    }
    t.special('__mul__', (self, w: Value) => like(self, times(self, w)), { sequence: true })
    t.special('__rmul__', (self, w: Value) => like(self, times(self, w)), { sequence: true })
    t.special(
      '__imul__',
      (self, w: Value) => {
        replace(self, 0, self.length, times(self, w))
        return self
      },
      { sequence: true },
    )
    for (const [name, op] of COMPARISONS)
      t.special(name, (self, w: Value) => (w instanceof W_Array ? compareArrays(self, w, op) : NotImplemented))
    t.special('__repr__', (self) => {
      const name = typeOf(self).name
      if (self.length === 0) return strFromText(`${name}('${self.code}')`)
      const shown = isText(self) ? reprText(callMethod(self, 'tounicode')) : reprText(new W_List(items(self)))
      return strFromText(`${name}('${self.code}', ${shown})`)
    })
    t.method('append', [pos('v')], 'Add an item at the end.', (self, w) => (append(self, w), null))
    t.method('extend', [pos('bb')], 'Add items at the end.', (self, w) => (extend(self, w), null))
    t.method('insert', [pos('i', ssize), pos('v')], 'Put an item before the given index.', (self, i, w) => {
      insert(self, i < 0 ? Math.max(0, i + self.length) : Math.min(i, self.length), w)
      return null
    })
    t.method(
      'pop',
      [pos('i', ssize, -1)],
      'Remove the item at an index (the last one by default) and return it.',
      (self, i) => {
        if (self.length === 0) throw error('IndexError', 'pop from empty array')
        const at = i < 0 ? i + self.length : i
        if (at < 0 || at >= self.length) throw error('IndexError', 'pop index out of range')
        const w = read(self, at)
        replace(self, at, 1, new Uint8Array(0))
        return w
      },
    )
    t.method('remove', [pos('v')], 'Remove the first item equal to v.', (self, w) => {
      const at = findItem(self, w)
      if (at < 0) throw error('ValueError', 'array.remove(x): x not in array')
      replace(self, at, 1, new Uint8Array(0))
      return null
    })
    t.method('clear', [], 'Remove all items.', (self) => (resize(self, 0), null))
    t.method('count', [pos('v')], 'How often v is in the array.', (self, w) => {
      let n = 0
      for (let i = 0; i < self.length; i++) if (equals(read(self, i), w)) n++
      return n
    })
    t.method(
      'index',
      [pos('v'), pos('start', sliceBound, 0), pos('stop', sliceBound, Infinity, 'sys.maxsize')],
      'First place of v in [start:stop].',
      (self, w, start, stop) => {
        const n = self.length
        const at = findItem(self, w, clipBound(start, n, 0), clipBound(stop, n, n))
        if (at < 0) throw error('ValueError', 'array.index(x): x not in array')
        return at
      },
    )
    t.method('reverse', [], 'Reverse the items in place.', (self) => {
      const { size, length } = self
      const old = self.bytes.slice()
      for (let i = 0; i < length; i++) self.data.set(old.subarray(i * size, (i + 1) * size), (length - 1 - i) * size)
      return null
    })
    t.method('byteswap', [], 'Reverse the bytes of each item.', (self) => {
      const { size } = self
      for (let at = 0; at < self.length * size; at += size) self.data.subarray(at, at + size).reverse()
      return null
    })
    t.method('tobytes', [], 'The items as bytes.', (self) => new W_Bytes(self.bytes.slice()))
    t.method('frombytes', [pos('buffer')], 'Add the items that bytes hold.', (self, w) => {
      const exported = strOrUndefined(w) === undefined ? exportOf(w, 0) : undefined
      if (exported === undefined)
        throw error('TypeError', `a bytes-like object is required, not '${typeOf(w).fullName}'`)
      const bytes = contiguousBytes(exported).slice()
      exported.release()
      addBytes(self, bytes)
      return null
    })
    t.method('tolist', [], 'The items as a list.', (self) => new W_List(items(self)))
    t.method('fromlist', [pos('list')], 'Add the items of a list.', (self, w) => {
      if (!(w instanceof W_List)) throw error('TypeError', 'arg must be list')
      const before = self.length
      try {
        for (const x of w.items) append(self, x)
      } catch (e) {
        self.length = before
        throw e
      }
      return null
    })
    t.method('tounicode', [], 'The text of an array of characters.', (self) => {
      if (!isText(self)) throw error('ValueError', "tounicode() may only be called on unicode type arrays ('u' or 'w')")
      if (self.code === 'w') return decode(self.bytes, 'utf-32-le', 'strict')
      return strFromCodePoints(
        Uint32Array.from({ length: self.length }, (_, i) => pointOf(readItem(self.data, i * 4, 'I') as number)),
      )
    })
    t.method('fromunicode', [pos('ustr')], 'Add the characters of a text.', (self, w) => {
      const s = strOrUndefined(w)
      if (s === undefined) throw error('TypeError', `fromunicode() argument must be str, not ${shownType(w)}`)
      if (!isText(self))
        throw error('ValueError', "fromunicode() may only be called on unicode type arrays ('u' or 'w')")
      addText(self, s)
      return null
    })
    t.method('fromfile', [pos('f'), pos('n', ssize)], 'Read n items from a file.', (self, f, n) => {
      if (n < 0) throw error('ValueError', 'negative count')
      const w = callMethod(f, 'read', n * self.size)
      if (!(w instanceof W_Bytes)) throw error('TypeError', "read() didn't return bytes")
      addBytes(self, w.bytes.subarray(0, w.bytes.length - (w.bytes.length % self.size)))
      if (w.bytes.length < n * self.size) throw error('EOFError', "read() didn't return enough bytes")
      return null
    })
    t.method('tofile', [pos('f')], 'Write the items to a file.', (self, f) => {
      callMethod(f, 'write', new W_Bytes(self.bytes.slice()))
      return null
    })
    t.method(
      'buffer_info',
      [],
      'A number for the memory, and the number of items.',
      (self) => new W_Tuple([call(getattr(hooks.importModule('builtins'), 'id'), [self], null), self.length]),
    )
    t.method('__copy__', [], 'A copy.', (self) => like(self, self.bytes.slice()))
    t.method('__deepcopy__', [pos('unused')], 'A copy.', (self) => like(self, self.bytes.slice()))
    t.method(
      '__reduce_ex__',
      [pos('value', protocolNumber)],
      'What pickle needs to make the array again.',
      (self, protocol) => {
        const state = findAttr(self, '__dict__') ?? null
        if (protocol < 3)
          return new W_Tuple([
            typeOf(self),
            new W_Tuple([self.code, isText(self) ? callMethod(self, 'tounicode') : new W_List(items(self))]),
            state,
          ])
        const make = getattr(hooks.importModule('array'), '_array_reconstructor')
        return new W_Tuple([
          make,
          new W_Tuple([typeOf(self), self.code, machineFormat(self), new W_Bytes(self.bytes.slice())]),
          state,
        ])
      },
    )
    t.method('__sizeof__', [], 'Bytes of memory the array takes.', (self) => 80 + self.data.length)
    t.classMethod(
      '__class_getitem__',
      [pos('item')],
      'array[item], as in annotations.',
      (cls, item) => newGenericAlias(cls, item),
      null,
    )
    t.getset('typecode', 'The type code.', (self) => self.code)
    t.getset('itemsize', 'Bytes of an item.', (self) => self.size)
  },
)

/** Formats by machine format code, little-endian forms; a code of the other byte order is one higher. */
const FORMATS = ['B', 'b', 'H', 'H', 'h', 'h', 'I', 'I', 'i', 'i', 'Q', 'Q', 'q', 'q', 'f', 'f', 'd', 'd']

/** The codes of text. */
const UTF_16 = 18
const UTF_32 = 20

/** A str of one character. */
function character(w: Value, where: Param<unknown>): Str {
  const s = strOrUndefined(w)
  if (s === undefined || lengthOf(s) !== 1) throw wrongType(w, where, 'a unicode character')
  return s
}

/** The number of a protocol of pickle. */
function protocolNumber(w: Value): Int {
  const n = intOrUndefined(w)
  if (n === undefined) throw error('TypeError', '__reduce_ex__ argument should be an integer')
  return asLong(n)
}

function reconstruct(cls: Value, code: Str, format: number, w: Value): Value {
  if (!(cls instanceof W_Type))
    throw error('TypeError', `first argument must be a type object, not ${typeOf(cls).name}`)
  if (!cls.isSubtypeOf(arrayType)) throw error('TypeError', `${cls.name} is not a subtype of array.array`)
  if (!CODES.includes(textOfStr(code))) throw error('ValueError', 'second argument must be a valid type code')
  if (format < 0 || format > 21) throw error('ValueError', 'third argument must be a valid machine format code.')
  if (!(w instanceof W_Bytes)) throw error('TypeError', `fourth argument should be bytes, not ${typeOf(w).name}`)
  const self = call(cls, [code as Value], null) as W_Array
  if (format >= UTF_16) {
    const encoding = format < UTF_32 ? 'utf-16' : 'utf-32'
    addText(self, decode(w.bytes, `${encoding}-${format % 2 === 0 ? 'le' : 'be'}`, 'strict'))
    return self
  }
  const from = FORMATS[format]
  const size = SIZES[from] ?? 4
  const bytes = w.bytes.slice()
  if (bytes.length % size !== 0) throw error('ValueError', 'bytes length not a multiple of item size')
  if (format > 1 && format % 2 === 1)
    for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse()
  if (from.toLowerCase() === self.code.toLowerCase()) addBytes(self, bytes)
  else for (let at = 0; at + size <= bytes.length; at += size) append(self, readItem(bytes, at, from))
  return self
}

export const arrayModule = defineModule('array', 'Numbers of one kind side by side.', (m) => {
  m.type(arrayType)
  m.constant('ArrayType', arrayType)
  m.constant('typecodes', CODES)
  m.fn(
    '_array_reconstructor',
    [pos('arraytype'), pos('typecode', character), pos('mformat_code', asInt), pos('items')],
    'An array as pickle kept it.',
    reconstruct,
  )
  // As CPython's module does when it is first imported.
  callMethod(getattr(hooks.importModule('collections.abc'), 'MutableSequence'), 'register', arrayType)
})
