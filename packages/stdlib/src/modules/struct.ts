// The `_struct` module: values packed into bytes by a format. lib: struct; CPython: Modules/_struct.c
//
// A format is compiled once into a list of fields (character, size, offset, repetitions) and kept, by its text. The first
// character chooses byte order and sizes: `@` native sizes with alignment, `=` `<` `>` `!` standard sizes without.
import {
  arg,
  bytesOf,
  contiguousBytes,
  defineException,
  defineModule,
  defineType,
  error,
  errorWith,
  exceptionTypes,
  index,
  indexOrUndefined,
  hash,
  isError,
  isTrue,
  type Int,
  newException,
  OBJECT_LAYOUT,
  pos,
  rest,
  strFromText,
  strOrUndefined,
  textOfStr,
  toDouble,
  typeOf,
  type Value,
  W_ByteArray,
  SHORT_BYTES,
  spelledBytes,
  spelling,
  W_Bytes,
  W_Float,
  W_Iterator,
  W_Object,
  tupleOf,
  W_Tuple,
  type W_Type,
  writableBuffer,
  iteratorMethods,
  opt,
  intOrUndefined,
  W_BaseException,
  shownType,
} from '@typhon/objspace'

/** struct.error. */
const structError: W_Type = defineException(
  'struct',
  'error',
  exceptionTypes.Exception,
  'A value or format that does not fit.',
)

const fail = (text: string): Value => newException(structError, [strFromText(text)])

interface Field {
  readonly code: string
  readonly size: number
  readonly offset: number
  /** How often; for `s` and `p` the length in bytes. */
  readonly repeat: number
}

/** A compiled format. */
export interface Layout {
  readonly fields: readonly Field[]
  readonly size: number
  /** Number of values. */
  readonly count: number
  readonly little: boolean
  /** Sizes, order and rules of the machine's C. */
  readonly native: boolean
  /** What the format is of, if that is one int of up to four bytes, as with most that are packed often. */
  readonly only: SmallInt | null
  /** What the values of an unpacked tuple are put into copies of, as far as they are few: an array that grows takes room for sixteen more. */
  readonly blank: readonly Value[]
}

const FEW = 64

/** Of so many bytes; its values are `least` and more below `limit`. */
interface SmallInt {
  readonly size: number
  readonly least: number
  readonly limit: number
}

const NATIVE: Record<string, number> = {
  x: 1,
  b: 1,
  B: 1,
  c: 1,
  s: 1,
  p: 1,
  h: 2,
  H: 2,
  i: 4,
  I: 4,
  l: 8,
  L: 8,
  n: 8,
  N: 8,
  P: 8,
  q: 8,
  Q: 8,
  '?': 1,
  e: 2,
  f: 4,
  d: 8,
}
const STANDARD: Record<string, number> = {
  x: 1,
  b: 1,
  B: 1,
  c: 1,
  s: 1,
  p: 1,
  h: 2,
  H: 2,
  i: 4,
  I: 4,
  l: 4,
  L: 4,
  q: 8,
  Q: 8,
  '?': 1,
  e: 2,
  f: 4,
  d: 8,
}
const BLANK = /[\s]/
const MAX_SIZE = 2 ** 63

const compiled = new Map<string, Layout>()

function compile(format: string): Layout {
  const known = compiled.get(format)
  if (known !== undefined) return known
  let i = 0
  let native = true
  let little = true
  if ('@=<>!'.includes(format[0] ?? ' ')) {
    native = format[0] === '@'
    little = format[0] !== '>' && format[0] !== '!'
    i = 1
  }
  const sizes = native ? NATIVE : STANDARD
  const fields: Field[] = []
  let size = 0
  let count = 0
  while (i < format.length) {
    if (BLANK.test(format[i])) {
      i++
      continue
    }
    let repeat = 1
    const start = i
    while (format[i] >= '0' && format[i] <= '9') i++
    if (i > start) {
      repeat = Number(format.slice(start, i))
      if (i === format.length) throw fail('repeat count given without format specifier')
      if (repeat >= MAX_SIZE) throw fail('overflow in item count')
    }
    const code = format[i++]
    const each = Object.hasOwn(sizes, code) ? sizes[code] : 0
    if (each === 0) throw fail(format.includes('\0') ? 'embedded null character' : 'bad char in struct format')
    if (native && each > 1) size = Math.ceil(size / each) * each
    if (code === 's' || code === 'p') {
      fields.push({ code, size: repeat, offset: size, repeat: 1 })
      count++
      size += repeat
    } else {
      if (code !== 'x' && repeat > 0) {
        fields.push({ code, size: each, offset: size, repeat })
        count += repeat
      }
      size += each * repeat
    }
    if (size >= MAX_SIZE) throw fail('total struct size too long')
  }
  const only = onlyInteger(fields, count, size)
  const blank: Value[] = []
  while (blank.length < Math.min(count, FEW)) blank.push(null)
  const layout = { fields, size, count, little, native, only, blank }
  if (compiled.size > 100) compiled.clear()
  compiled.set(format, layout)
  return layout
}

function formatText(w: Value, isCached = true): string {
  const s = strOrUndefined(w)
  // What is no format is looked up among those known all the same, and so must have a hash.
  if (isCached && s === undefined && !(w instanceof W_Bytes)) hash(w)
  if (s !== undefined) {
    const text = textOfStr(s)
    const at = [...text].findIndex((c) => c > '\x7f')
    if (at >= 0) throw errorWith('UnicodeEncodeError', 'ascii', s, at, at + 1, 'ordinal not in range(128)')
    return text
  }
  if (w instanceof W_Bytes) return String.fromCharCode(...w.bytes)
  throw error('TypeError', `Struct() argument 1 must be a str or bytes object, not ${typeOf(w).fullName}`)
}

/** The range of an integer format, for the message. */
function range(code: string, size: number): string {
  const bits = BigInt(size * 8)
  const signed = code === code.toLowerCase()
  const low = signed ? -(1n << (bits - 1n)) : 0n
  const high = signed ? (1n << (bits - 1n)) - 1n : (1n << bits) - 1n
  return `'${code}' format requires ${low} <= number <= ${high}`
}

function integer(w: Value): Int {
  if (typeof w === 'number') return w
  let n: Int | undefined
  try {
    n = indexOrUndefined(w)
  } catch (e) {
    if (!isError(e, 'TypeError')) throw e
  }
  if (n === undefined) throw fail('required argument is not an integer')
  return n
}

// A view of other bytes would have to be made each time: floats and wide ints go through this one.
const scratch = new DataView(new ArrayBuffer(8))
const scratchBytes = new Uint8Array(scratch.buffer)

const isSigned = (code: string): boolean => code.charCodeAt(0) > 96

function writeInteger(bytes: Uint8Array, at: number, field: Field, w: Value, little: boolean): void {
  const { code, size } = field
  const n = integer(w)
  const signed = isSigned(code)
  if (size < 8) {
    const limit = 2 ** (size * 8)
    const fits = typeof n === 'number' && (signed ? n >= -limit / 2 && n < limit / 2 : n >= 0 && n < limit)
    if (!fits) throw fail(range(code, size))
    let rest = (n as number) | 0
    for (let i = 0; i < size; i++, rest >>= 8) bytes[little ? at + i : at + size - 1 - i] = rest
    return
  }
  const big = BigInt(n)
  // A pointer may be written as a negative number, too.
  const fits =
    code === 'P' && big < 0n ? BigInt.asIntN(64, big) : signed ? BigInt.asIntN(64, big) : BigInt.asUintN(64, big)
  if (fits !== big) throw fail(code === 'P' ? 'int too large to convert' : range(code, size))
  scratch.setBigUint64(0, BigInt.asUintN(64, big), little)
  bytes.set(scratchBytes, at)
}

const small = (n: bigint): Int => (n >= -9007199254740991n && n <= 9007199254740991n ? Number(n) : n)

/** Takes bytes for `scratch` to read. */
function take(bytes: Uint8Array, at: number, size: number): void {
  for (let i = 0; i < size; i++) scratchBytes[i] = bytes[at + i]
}

function readInteger(bytes: Uint8Array, at: number, { code, size }: Field, little: boolean): Int {
  const signed = isSigned(code)
  if (size === 8) {
    take(bytes, at, 8)
    return small(signed ? scratch.getBigInt64(0, little) : scratch.getBigUint64(0, little))
  }
  let n = 0
  for (let i = 0; i < size; i++) n = (n << 8) | bytes[little ? at + size - 1 - i : at + i]
  const unused = 32 - 8 * size
  return signed ? (n << unused) >> unused : n >>> 0
}

const tooLarge = (w: Value, code: string): unknown =>
  intOrUndefined(w) === undefined
    ? error('OverflowError', `float too large to pack with ${code} format`)
    : fail('int too large to convert')

/** Leaves the bytes of a float in `scratch`. */
function writeFloat({ code, size }: Field, w: Value, { little, native }: Layout): void {
  let v: number
  try {
    v = toDouble(w)
  } catch (e) {
    throw e instanceof W_BaseException ? fail('required argument is not a float') : e
  }
  if (size === 8) scratch.setFloat64(0, v, little)
  else if (size === 4) {
    if (!native && Number.isFinite(v) && !Number.isFinite(Math.fround(v))) throw tooLarge(w, code)
    scratch.setFloat32(0, v, little)
  } else {
    if (Number.isFinite(v) && Math.abs(v) >= 65520) throw tooLarge(w, code)
    scratch.setFloat16(0, v, little)
  }
}

function writeBytes(bytes: Uint8Array, { code, size, offset }: Field, at: number, w: Value): void {
  const data = w instanceof W_Bytes ? w.bytes : w instanceof W_ByteArray ? w.data.subarray(0, w.length) : undefined
  if (data === undefined) throw fail(`argument for '${code}' must be a bytes object`)
  const from = at + offset
  if (code === 's') bytes.set(data.subarray(0, size), from)
  else if (size > 0) {
    const n = Math.min(data.length, size - 1)
    bytes[from] = Math.min(n, 255)
    bytes.set(data.subarray(0, n), from + 1)
  }
}

/** Packs values at `at` of zeroed bytes. */
function packInto(layout: Layout, bytes: Uint8Array, at: number, values: readonly Value[]): void {
  let k = 0
  for (const field of layout.fields) {
    const { code } = field
    for (let r = 0, place = at + field.offset; r < field.repeat; r++, place += field.size) {
      const w = values[k++]
      if (code === 's' || code === 'p') writeBytes(bytes, field, at, w)
      else if (code === 'c') {
        const b = w instanceof W_Bytes ? w.bytes : undefined
        if (b === undefined || b.length !== 1) throw fail('char format requires a bytes object of length 1')
        bytes[place] = b[0]
      } else if (code === '?') bytes[place] = isTrue(w) ? 1 : 0
      else if (code === 'e' || code === 'f' || code === 'd') {
        writeFloat(field, w, layout)
        for (let i = 0; i < field.size; i++) bytes[place + i] = scratchBytes[i]
      } else writeInteger(bytes, place, field, w, layout.little)
    }
  }
}

/** The value of a field at `place`. */
function valueAt(field: Field, bytes: Uint8Array, place: number, little: boolean): Value {
  const { code, size } = field
  switch (code) {
    case 's':
      return new W_Bytes(bytes.slice(place, place + size))
    case 'p': {
      const n = size === 0 ? 0 : Math.min(bytes[place], size - 1)
      return new W_Bytes(bytes.slice(place + 1, place + 1 + n))
    }
    case 'c':
      return new W_Bytes(bytes.slice(place, place + 1))
    case '?':
      return bytes[place] !== 0
    case 'd':
      take(bytes, place, size)
      return new W_Float(scratch.getFloat64(0, little))
    case 'f':
      take(bytes, place, size)
      return new W_Float(scratch.getFloat32(0, little))
    case 'e':
      take(bytes, place, size)
      return new W_Float(scratch.getFloat16(0, little))
    default:
      return readInteger(bytes, place, field, little)
  }
}

/** The values packed at `at`. */
function unpackFrom(layout: Layout, bytes: Uint8Array, at: number): W_Tuple {
  const out: Value[] = layout.blank.slice()
  let k = 0
  for (const field of layout.fields)
    for (let r = 0, place = at + field.offset; r < field.repeat; r++, place += field.size)
      out[k++] = valueAt(field, bytes, place, layout.little)
  return tupleOf(out)
}

function onlyInteger(fields: readonly Field[], count: number, size: number): SmallInt | null {
  if (count !== 1 || size > 4) return null
  const { code, size: own } = fields[0]
  if (own !== size || !'bBhHiIlL'.includes(code)) return null
  const limit = 2 ** (isSigned(code) ? size * 8 - 1 : size * 8)
  return { size, least: isSigned(code) ? -limit : 0, limit }
}

/** An int that fits, as text; null for what does not, or is no int. */
function spelledInteger({ size, least, limit }: SmallInt, w: Value, little: boolean): string | null {
  if (typeof w !== 'number' || w >= limit || w < least) return null
  const a = w & 255
  if (size === 1) return String.fromCharCode(a)
  const b = (w >> 8) & 255
  if (size === 2) return little ? String.fromCharCode(a, b) : String.fromCharCode(b, a)
  const c = (w >> 16) & 255
  const d = w >>> 24
  return little ? String.fromCharCode(a, b, c, d) : String.fromCharCode(d, c, b, a)
}

function integerIn({ size, least }: SmallInt, text: string, little: boolean): number {
  let n = 0
  for (let i = 0; i < size; i++) n = (n << 8) | text.charCodeAt(little ? size - 1 - i : i)
  const unused = 32 - 8 * size
  return least < 0 ? (n << unused) >> unused : n >>> 0
}

/** Where short bytes are packed and read, while nobody does. */
let packed: Uint8Array | null = null
const read = new Uint8Array(SHORT_BYTES)

function pack(layout: Layout, values: readonly Value[]): W_Bytes {
  if (values.length !== layout.count)
    throw fail(`pack expected ${layout.count} items for packing (got ${values.length})`)
  const { size, only } = layout
  const text = only === null ? null : spelledInteger(only, values[0], layout.little)
  if (text !== null) return spelledBytes(text)
  if (size <= SHORT_BYTES) {
    // Whoever `__index__` calls may pack, too.
    const bytes = packed ?? new Uint8Array(SHORT_BYTES)
    packed = null
    for (let i = 0; i < size; i++) bytes[i] = 0
    packInto(layout, bytes, 0, values)
    packed = bytes
    return spelledBytes(spelling(bytes, 0, size))
  }
  const bytes = new Uint8Array(size)
  packInto(layout, bytes, 0, values)
  return new W_Bytes(bytes)
}

function packIntoBuffer(layout: Layout, args: readonly Value[]): null {
  if (args.length < 1) throw fail('pack_into expected buffer argument')
  if (args.length < 2) throw fail('pack_into expected offset argument')
  const values = args.slice(2)
  if (values.length !== layout.count)
    throw fail(`pack_into expected ${layout.count} items for packing (got ${values.length})`)
  const [w_buffer, w_offset] = args
  const target = writableBuffer(w_buffer, `argument must be read-write bytes-like object, not ${shownType(w_buffer)}`)
  try {
    const bytes = contiguousBytes(target)
    const at = placeIn(layout, bytes.length, anyOffset(w_offset), 'pack_into', 'packing', 'pack')
    bytes.fill(0, at, at + layout.size)
    packInto(layout, bytes, at, values)
    return null
  } finally {
    target.release()
  }
}

/** An offset, which may be further than any buffer goes. */
function anyOffset(w: Value): Int {
  const n = index(w)
  if (typeof n === 'bigint' && BigInt.asIntN(64, n) !== n)
    throw error('OverflowError', 'Python int too large to convert to C ssize_t')
  return n
}

/** The place in a buffer that an offset means; raises struct.error where there is no room. */
function placeIn(layout: Layout, length: number, offset: Int, name: string, doing: string, verb: string): number {
  let at = Number(offset)
  if (at < 0) {
    if (at + layout.size > 0)
      throw fail(
        verb === 'pack'
          ? `no space to pack ${layout.size} bytes at offset ${offset}`
          : `not enough data to unpack ${layout.size} bytes at offset ${offset}`,
      )
    if (at + length < 0) throw fail(`offset ${at} out of range for ${length}-byte buffer`)
    at += length
  }
  if (length - at < layout.size)
    throw fail(
      `${name} requires a buffer of at least ${BigInt(layout.size) + BigInt(at < 0 ? at : offset)} bytes for ${doing} ${layout.size} bytes at offset ${offset} (actual buffer size is ${length})`,
    )
  return at
}

/** The bytes that short ones spell, to be read at once. */
function spelt(w: W_Bytes): Uint8Array {
  const { length } = w
  for (let i = 0; i < length; i++) read[i] = w.at(i)
  return read
}

/** The value of an unpacked tuple of one; undefined where there is not just one, or the bytes are not as many as it takes. */
function onlyValue(w_format: Value, w: Value): Value | undefined {
  const layout = typeof w_format === 'string' ? compiled.get(w_format) : undefined
  if (layout === undefined || layout.count !== 1 || !(w instanceof W_Bytes) || w.length !== layout.size)
    return undefined
  const { only, little } = layout
  if (w.text !== null && only !== null) return integerIn(only, w.text, little)
  const [field] = layout.fields
  return valueAt(field, w.text !== null && w.length <= SHORT_BYTES ? spelt(w) : w.bytes, field.offset, little)
}

function unpack(layout: Layout, w: Value): W_Tuple {
  if (w instanceof W_Bytes && w.text !== null && w.length === layout.size && layout.size <= SHORT_BYTES) {
    const { only } = layout
    return only === null ? unpackFrom(layout, spelt(w), 0) : new W_Tuple([integerIn(only, w.text, layout.little)])
  }
  const bytes = bytesOf(w)
  if (bytes.length !== layout.size) throw fail(`unpack requires a buffer of ${layout.size} bytes`)
  return unpackFrom(layout, bytes, 0)
}

function unpackAt(layout: Layout, bytes: Uint8Array, offset: Int): W_Tuple {
  return unpackFrom(layout, bytes, placeIn(layout, bytes.length, offset, 'unpack_from', 'unpacking', 'unpack'))
}

class W_UnpackIterator extends W_Iterator {
  private readonly layout: Layout
  private readonly bytes: Uint8Array
  private at = 0
  constructor(layout: Layout, w: Value) {
    super(iteratorType.rootShape())
    if (layout.size === 0) throw fail('cannot iteratively unpack with a struct of length 0')
    const bytes = bytesOf(w)
    if (bytes.length % layout.size !== 0)
      throw fail(`iterative unpacking requires a buffer of a multiple of ${layout.size} bytes`)
    this.layout = layout
    this.bytes = bytes
  }

  get left(): number {
    return (this.bytes.length - this.at) / this.layout.size
  }

  override next(): Value | undefined {
    if (this.at >= this.bytes.length) return undefined
    const w = unpackFrom(this.layout, this.bytes, this.at)
    this.at += this.layout.size
    return w
  }
}

const iteratorType: W_Type = defineType<W_UnpackIterator>(
  'unpack_iterator',
  { module: '_struct', final: true },
  (t) => {
    iteratorMethods(t)
    t.method('__length_hint__', [], 'How many tuples are left.', (self) => self.left, null)
  },
)

class W_Struct extends W_Object {
  format = ''
  layout: Layout | undefined = undefined
}

function ready(self: W_Struct): Layout {
  if (self.layout === undefined) throw error('RuntimeError', 'Struct object is not initialized')
  return self.layout
}

const structType: W_Type = defineType<W_Struct>(
  'Struct',
  {
    module: '_struct',
    layout: { name: 'Struct', base: OBJECT_LAYOUT },
    hasWeakref: true,
    doc: 'A compiled format.',
  },
  (t) => {
    t.rawNew((args) => new W_Struct((args[0] as W_Type).rootShape()))
    t.init([arg('format')], (self, w) => {
      const text = formatText(w, false)
      self.layout = compile(text)
      self.format = text
    })
    t.method('pack', [rest('values')], 'The values as bytes.', (self, values) => pack(ready(self), values), null)
    t.method(
      'pack_into',
      [rest('args')],
      'Put the values into a buffer at an offset.',
      (self, args) => packIntoBuffer(ready(self), args),
      null,
    )
    t.method('unpack', [pos('buffer')], 'The values that bytes hold.', (self, w) => unpack(ready(self), w))
    t.method(
      'unpack_from',
      [arg('buffer', bytesOf), arg<Int>('offset', anyOffset, 0)],
      'The values at an offset of a buffer.',
      (self, bytes, offset) => unpackAt(ready(self), bytes, offset),
    )
    t.method(
      'iter_unpack',
      [pos('buffer')],
      'Tuples of values, one after the other.',
      (self, w) => new W_UnpackIterator(ready(self), w),
    )
    t.method('__sizeof__', [], 'Bytes of memory the object takes.', (self) => 56 + 32 * (ready(self).fields.length + 1))
    t.getset('format', 'The format.', (self) => (ready(self), strFromText(self.format)))
    t.getset('size', 'Number of bytes of the format.', (self) => ready(self).size)
    t.special('__repr__', (self) => {
      ready(self)
      return strFromText(`${typeOf(self).name}('${self.format}')`)
    })
  },
)

function given(format: Value | undefined): Value {
  if (format === undefined) throw error('TypeError', 'missing format argument')
  return format
}

function layoutOf(w: Value): Layout {
  if (w instanceof W_Struct) return ready(w)
  return (typeof w === 'string' ? compiled.get(w) : undefined) ?? compile(formatText(w))
}

export const structModule = defineModule('_struct', 'Values packed into bytes by a format.', (m) => {
  m.type(structType)
  m.constant('error', structError)
  m.fn('calcsize', [pos('format')], 'Number of bytes of a format.', (w) => layoutOf(w).size)
  m.fn(
    'pack',
    [opt('format'), rest('values')],
    'The values as bytes.',
    (w, values) => pack(layoutOf(given(w)), values),
    null,
  )
  m.fn(
    'pack_into',
    [opt('format'), rest('args')],
    'Put values into a buffer at an offset.',
    (w, args) => packIntoBuffer(layoutOf(given(w)), args),
    null,
  )
  const w_unpack = m.fn('unpack', [pos('format'), pos('buffer')], 'The values that bytes hold.', (w, buffer) =>
    unpack(layoutOf(w), buffer),
  )
  w_unpack.code.onlyItem = onlyValue
  m.fn(
    'unpack_from',
    [pos('format', layoutOf), arg('buffer', bytesOf), arg<Int>('offset', anyOffset, 0)],
    'The values at an offset of a buffer.',
    (layout, bytes, offset) => unpackAt(layout, bytes, offset),
  )
  m.fn(
    'iter_unpack',
    [pos('format'), pos('buffer')],
    'Tuples of values, one after the other.',
    (w, buffer) => new W_UnpackIterator(layoutOf(w), buffer),
  )
  m.fn('_clearcache', [], 'Forget compiled formats.', () => {
    compiled.clear()
    return null
  })
})
