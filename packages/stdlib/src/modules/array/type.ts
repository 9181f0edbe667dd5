// The types `array` and `arrayiterator`. lib: array; CPython: Modules/arraymodule.c
import {
  basicSizes,
  bufferMethods,
  bytesOf,
  call,
  decode,
  callMethod,
  clipBound,
  COMPARISONS,
  contiguousBytes,
  defineType,
  error,
  exportOf,
  hooks,
  getattr,
  iter,
  iteratorMethods,
  lengthOf,
  newGenericAlias,
  NotImplemented,
  OBJECT_LAYOUT,
  findAttr,
  pos,
  readItem,
  repetitions,
  reprText,
  sliceBound,
  Special,
  ssize,
  strFromCodePoints,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_Bytes,
  W_ByteArray,
  W_Iterator,
  W_List,
  W_Tuple,
  type W_Type,
  positionOf,
  madeAgainBy,
  zeros,
  shownType,
  type Int,
  asLong,
  intOrUndefined,
} from '@typhon/objspace'
import {
  CODES,
  SIZES,
  W_Array,
  addBytes,
  addText,
  append,
  compareArrays,
  equals,
  extend,
  findItem,
  getItem,
  insert,
  isText,
  items,
  like,
  pointOf,
  read,
  replace,
  resize,
  setItem,
} from './array.ts'
import { machineFormat } from './pickling.ts'

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

/** The number of a protocol of pickle. */
function protocolNumber(w: Value): Int {
  const n = intOrUndefined(w)
  if (n === undefined) throw error('TypeError', '__reduce_ex__ argument should be an integer')
  return asLong(n)
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
      madeAgainBy('iter', () =>
        self.array === undefined ? [new W_Tuple([new W_Tuple([])])] : [new W_Tuple([self.array]), self.i],
      ),
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
      if (kwnames !== null && (args[0] as W_Type).special(Special.init) === arrayType.special(Special.init))
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
      if (exported.itemsize !== 1) throw error('TypeError', 'a bytes-like object is required')
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
      if (self.length > 0) callMethod(f, 'write', new W_Bytes(self.bytes.slice()))
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
        if (protocol < 3) return new W_Tuple([typeOf(self), new W_Tuple([self.code, new W_List(items(self))]), state])
        const make = getattr(hooks.importModule('array'), '_array_reconstructor')
        return new W_Tuple([
          make,
          new W_Tuple([typeOf(self), self.code, machineFormat(self), new W_Bytes(self.bytes.slice())]),
          state,
        ])
      },
    )
    t.method(
      '__sizeof__',
      [],
      'Bytes of memory the array takes.',
      (self) => basicSizes(self.shape.type)[0] + self.length * self.size,
    )
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
