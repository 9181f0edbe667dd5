// bytearray. What it does like bytes is in the files beside this one. lib: stdtypes#bytearray-objects; CPython: Objects/bytearrayobject.c
//
// While a view is on the storage (`exports` > 0) it must not be resized: every change of length goes through `resize`.
import { error, isError } from '../../errors/exception.ts'
import { concatUnits } from '../../lib/units.ts'
import { indexOrUndefined, lengthHint } from '../../operations/convert.ts'
import { iterOr, next } from '../../operations/iterate.ts'
import { typeOf } from '../../space/kind.ts'
import { shapes } from '../../space/shapes.ts'
import { Special } from '../../space/special.ts'
import { OBJECT_LAYOUT, type W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { ssize, cText } from '../../typedef/convert.ts'
import { defineType } from '../../typedef/define.ts'
import { optArg, pos } from '../../typedef/parameter.ts'
import { decode } from '../codec/codec.ts'
import { latin1Text } from '../codec/unicode.ts'
import { objectState } from '../reduce.ts'
import { guardedRepr, repetitions, subscript } from '../sequence.ts'
import { W_List } from '../list/list.ts'
import { NotImplemented } from '../singletons.ts'
import { spanOf, W_Slice } from '../slice-value.ts'
import { lengthOf } from '../str/units.ts'
import { strOrUndefined } from '../str/wide.ts'
import { W_Tuple } from '../tuple-value.ts'
import { byteOf, bytesFrom, bytesOfInts, encodedText, zeros } from './access.ts'
import { bufferIfAny, hasBuffer, readItems } from './buffer.ts'
import { bufferMethods } from './buffer-methods.ts'
import { W_Bytes } from './bytes-value.ts'
import { W_ByteArray } from './bytearray-value.ts'
import { comparisons, quotedBytes, sliceBytes, timesBytes } from './bytes.ts'
import { newByteIterator } from './iterator.ts'
import { layoutMethods } from './layout.ts'
import { percentBytes } from './percent.ts'
import { containsBytes, type Kind, searchMethods } from './search.ts'
import { splitMethods } from './split.ts'
import { endUnusedLeases } from './lease.ts'
import { warnOfText } from './warning.ts'

const live = (self: W_ByteArray): Uint8Array => self.data.subarray(0, self.length)

const kind: Kind<W_ByteArray> = {
  read: live,
  make: (bytes) => new W_ByteArray(bytes),
  same: (self) => new W_ByteArray(live(self).slice()),
}

/** Sets the length; what is new is zero. */
function resize(self: W_ByteArray, length: number): void {
  if (length === self.length) return
  checkResizable(self)
  if (length > self.data.length) {
    const data = zeros(Math.max(length, self.data.length * 2))
    data.set(live(self))
    self.data = data
  } else if (length < self.length) self.data.fill(0, length, self.length)
  self.length = length
}

/** Puts `more` in the place of the bytes [start, start + count). */
function replace(self: W_ByteArray, start: number, count: number, more: Uint8Array): void {
  const source = more.buffer === self.data.buffer ? more.slice() : more
  const old = self.length
  const length = old - count + source.length
  if (length !== old) checkResizable(self)
  if (length > old) resize(self, length)
  self.data.copyWithin(start + source.length, start + count, old)
  self.data.set(source, start)
  if (length < old) resize(self, length)
}

/** Up to so many bytes are copied one by one. */
const FEW = 64

function grow(self: W_ByteArray, more: Uint8Array): void {
  const { length } = more
  const at = self.length
  if (length > FEW || more.buffer === self.data.buffer) return replace(self, at, 0, more)
  resize(self, at + length)
  const { data } = self
  for (let i = 0; i < length; i++) data[at + i] = more[i]
}

/** Adds the ints of a list that are bytes all of them; false for others, where nothing was done. */
function growByList(self: W_ByteArray, w: Value): boolean {
  if (!(w instanceof W_List) || w.shape !== shapes.list || w.floats !== undefined) return false
  const { array } = w
  const { length } = array
  for (let i = 0; i < length; i++) {
    const b = array[i]
    if (typeof b !== 'number' || b < 0 || b > 255) return false
  }
  const at = self.length
  resize(self, at + length)
  const { data } = self
  for (let i = 0; i < length; i++) data[at + i] = array[i] as number
  return true
}

/** Takes the memory from views that nobody uses any more. */
function endUnused(self: W_ByteArray): void {
  if (self.exports > 0 && endUnusedLeases(self) && self.exports === 0) self.data = self.data.slice()
}

function checkResizable(self: W_ByteArray): void {
  endUnused(self)
  if (self.exports > 0) throw error('BufferError', 'Existing exports of data: object cannot be re-sized')
}

function getItem(self: W_ByteArray, key: Value): Value {
  const i = subscript(key)
  if (i !== undefined) {
    const at = i < 0 ? i + self.length : i
    if (at < 0 || at >= self.length) throw error('IndexError', 'bytearray index out of range')
    return self.data[at]
  }
  if (!(key instanceof W_Slice))
    throw error('TypeError', `bytearray indices must be integers or slices, not ${typeOf(key).fullName}`)
  const s = spanOf(key, () => self.length)
  return new W_ByteArray(sliceBytes(live(self), s))
}

/** self[key] = value; undefined deletes. */
function setItem(self: W_ByteArray, key: Value, value: Value | undefined): void {
  const i = subscript(key)
  if (i !== undefined) {
    const b = value === undefined ? 0 : byteOf(value)
    const at = i < 0 ? i + self.length : i
    if (at < 0 || at >= self.length) throw error('IndexError', 'bytearray index out of range')
    if (value === undefined) replace(self, at, 1, new Uint8Array(0))
    else self.data[at] = b
    return
  }
  if (!(key instanceof W_Slice))
    throw error('TypeError', `bytearray indices must be integers or slices, not ${typeOf(key).fullName}`)
  // The slice is looked at before the bytes are, and once more after it.
  spanOf(key, () => self.length)
  const more = value === undefined ? new Uint8Array(0) : assigned(value)
  const s = spanOf(key, () => self.length)
  if (s.step === 1) {
    replace(self, s.start, Math.max(0, s.count), more)
    return
  }
  if (value === undefined) {
    if (s.count === 0) return
    checkResizable(self)
    const gone = new Uint8Array(self.length)
    for (let k = 0, at = s.start; k < s.count; k++, at += s.step) gone[at] = 1
    const rest = live(self).filter((_, at) => gone[at] === 0)
    self.data.set(rest)
    resize(self, rest.length)
    return
  }
  if (more.length === 0) return setItem(self, key, undefined)
  if (more.length !== s.count)
    throw error('ValueError', `attempt to assign bytes of size ${more.length} to extended slice of size ${s.count}`)
  const source = more.buffer === self.data.buffer ? more.slice() : more
  for (let k = 0, at = s.start; k < s.count; k++, at += s.step) self.data[at] = source[k]
}

const hasNumber = (w: Value): boolean =>
  [Special.int, Special.float, Special.complex].some((s) => (typeOf(w).special(s) ?? null) !== null)

/** The bytes that are assigned to a slice. */
function assigned(value: Value): Uint8Array {
  const b = readItems(value)
  if (b !== undefined) return b
  const isNumber = indexOrUndefined(value) !== undefined || hasNumber(value)
  if (isNumber || strOrUndefined(value) !== undefined)
    throw error('TypeError', 'can assign only bytes, buffers, or iterables of ints in range(0, 256)')
  return bytesFrom(value, 'bytearray')
}

/** The memory of what has some; TypeError where it is not to be had, or its items do not lie side by side. */
function sideBySide(w: Value): Uint8Array {
  const b = bufferIfAny(w)
  if (b === undefined) throw error('TypeError', `can't set bytearray slice from ${typeOf(w).fullName}`)
  return b
}

function extended(w: Value): Uint8Array {
  // Like a list, it asks how many there will be; what fails there ends it.
  lengthHint(w, 32)
  const s = strOrUndefined(w)
  if (s !== undefined) {
    // An empty one has no character that is no integer.
    if (lengthOf(s) === 0) return new Uint8Array(0)
    throw error('TypeError', "expected iterable of integers; got: 'str'")
  }
  const complaint = `can't extend bytearray with ${typeOf(w).fullName}`
  const ints = bytesOfInts(w, 'byte', complaint)
  if (ints === undefined) throw error('TypeError', complaint)
  return ints
}

/** What pickle needs: text of Latin-1 characters up to protocol 2, bytes behind. */
function reduced(self: W_ByteArray, protocol: number): Value {
  const bytes = live(self)
  const args = bytes.length === 0 ? [] : protocol < 3 ? [latin1Text(bytes), 'latin-1'] : [new W_Bytes(bytes.slice())]
  return new W_Tuple([typeOf(self), new W_Tuple(args), objectState(self)])
}

/** Whether a source is asked for its items, one by one. What fails to be an index with a TypeError is none. */
function isItems(w: Value): boolean {
  if (bufferIfAny(w) !== undefined || (typeOf(w).special(Special.iter) ?? null) === null) return false
  try {
    return indexOrUndefined(w) === undefined
  } catch (e) {
    if (isError(e, 'TypeError')) return true
    throw e
  }
}

export const bytearrayType: W_Type = defineType<W_ByteArray>(
  'bytearray',
  {
    layout: { name: 'bytearray', base: OBJECT_LAYOUT },
    shape: 'bytearray',
    doc: 'A mutable sequence of bytes: of ints, of the bytes of another object, of encoded text, or zeros.',
  },
  (t) => {
    t.rawNew((args) => new W_ByteArray(new Uint8Array(0), (args[0] as W_Type).rootShape()))
    t.init([optArg('source'), optArg('encoding', cText), optArg('errors', cText)], (self, source, encoding, errors) => {
      checkResizable(self)
      // What there was goes first, whatever the source is then.
      if (self.length > 0) resize(self, 0)
      const encoded = encodedText(source, encoding, errors)
      if (encoded === undefined && source !== undefined && isItems(source)) {
        // The iterator may look at what there is by now.
        const w_iter = iterOr(source, `cannot convert '${typeOf(source).fullName}' object to bytearray`)
        for (let w = next(w_iter); w !== undefined; w = next(w_iter)) {
          const b = byteOf(w)
          resize(self, self.length + 1)
          self.data[self.length - 1] = b
        }
        return
      }
      const data = encoded ?? (source === undefined ? new Uint8Array(0) : bytesFrom(source, 'bytearray').slice())
      self.data = data
      self.length = data.length
    })
    t.attribute('__hash__', null)
    bufferMethods(t)
    t.special('__len__', (self) => self.length)
    t.special('__iter__', (self) => newByteIterator(self))
    t.special('__contains__', (self, w: Value) => containsBytes(live(self), w))
    t.special('__getitem__', getItem)
    t.special('__setitem__', (self, key: Value, value: Value) => (setItem(self, key, value), null))
    t.special('__delitem__', (self, key: Value) => (setItem(self, key, undefined), null))
    const concatenated = (self: W_ByteArray, w: Value): Uint8Array => {
      const b = bufferIfAny(w)
      if (b === undefined) throw error('TypeError', `can't concat ${typeOf(w).fullName} to ${typeOf(self).fullName}`)
      return b
    }
    t.special('__add__', (self, w: Value) => new W_ByteArray(concatUnits(live(self), concatenated(self, w))), {
      sequence: true,
    })
    t.special(
      '__iadd__',
      (self, w: Value) => {
        // The operand is being looked at meanwhile.
        if (w === self && self.length > 0)
          throw error('BufferError', 'Existing exports of data: object cannot be re-sized')
        grow(self, concatenated(self, w))
        return self
      },
      { sequence: true },
    )
    t.special('__mul__', (self, w: Value) => new W_ByteArray(timesBytes(live(self), w)), { sequence: true })
    t.special('__rmul__', (self, w: Value) => new W_ByteArray(timesBytes(live(self), w)), { sequence: true })
    t.special(
      '__imul__',
      (self, w: Value) => {
        if (repetitions(w) === undefined) return NotImplemented
        replace(self, 0, self.length, timesBytes(live(self), w))
        return self
      },
      { sequence: true },
    )
    t.special('__mod__', (self, w: Value) => new W_ByteArray(percentBytes(live(self), w)))
    t.special('__rmod__', (self, w: Value) =>
      w instanceof W_ByteArray ? new W_ByteArray(percentBytes(live(w), self)) : NotImplemented,
    )
    comparisons(t, 'bytearray', live)
    const shown = (self: W_ByteArray): string =>
      guardedRepr(self, 'bytearray(...)', () => `${typeOf(self).name}(b${quotedBytes(live(self), true)})`)
    t.special('__repr__', shown)
    t.special('__str__', (self) => {
      warnOfText('bytearray')
      return shown(self)
    })
    searchMethods(t, kind)
    splitMethods(t, kind)
    layoutMethods(t, kind, () => bytearrayType)
    t.method(
      'decode',
      [optArg('encoding', cText, "'utf-8'"), optArg('errors', cText, "'strict'")],
      'The text that the bytes spell in an encoding.',
      (self, encoding, errors) => decode(live(self), encoding, errors),
    )
    t.method('append', [pos('item')], 'Add a byte at the end.', (self, item) => {
      const b = byteOf(item)
      resize(self, self.length + 1)
      self.data[self.length - 1] = b
      return null
    })
    t.method('extend', [pos('iterable_of_ints')], 'Add bytes at the end.', (self, w) => {
      endUnused(self)
      if (growByList(self, w)) return null
      grow(self, hasBuffer(w) ? sideBySide(w) : extended(w))
      return null
    })
    t.method('insert', [pos('index', ssize), pos('item')], 'Put a byte before the given index.', (self, i, item) => {
      const b = byteOf(item)
      const at = i < 0 ? Math.max(0, i + self.length) : Math.min(i, self.length)
      replace(self, at, 0, Uint8Array.of(b))
      return null
    })
    t.method(
      'pop',
      [pos('index', ssize, -1)],
      'Remove the byte at index (the last one by default) and return it.',
      (self, i) => {
        if (self.length === 0) throw error('IndexError', 'pop from empty bytearray')
        const at = i < 0 ? i + self.length : i
        if (at < 0 || at >= self.length) throw error('IndexError', 'pop index out of range')
        checkResizable(self)
        const b = self.data[at]
        replace(self, at, 1, new Uint8Array(0))
        return b
      },
    )
    t.method('remove', [pos('value')], 'Remove the first byte of the given value.', (self, value) => {
      const at = live(self).indexOf(byteOf(value))
      if (at < 0) throw error('ValueError', 'value not found in bytearray')
      replace(self, at, 1, new Uint8Array(0))
      return null
    })
    t.method('clear', [], 'Remove all bytes.', (self) => {
      resize(self, 0)
      return null
    })
    t.method('copy', [], 'A copy.', kind.same)
    t.method('reverse', [], 'Reverse the bytes in place.', (self) => {
      live(self).reverse()
      return null
    })
    t.method(
      '__alloc__',
      [],
      'How many bytes there is room for.',
      (self) => (self.data.length === 0 ? 0 : self.data.length + 1),
      null,
    )
    t.method('__reduce__', [], 'What pickle needs to make the object again.', (self) => reduced(self, 2))
    t.method(
      '__reduce_ex__',
      [pos('proto', ssize, 0)],
      'What pickle needs to make the object again.',
      (self, protocol) => reduced(self, protocol),
    )
    t.method(
      '__sizeof__',
      [],
      'Bytes of memory the object takes.',
      (self) => 56 + self.data.length + (self.data.length > 0 ? 1 : 0),
    )
  },
)
