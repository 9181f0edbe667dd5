// range. lib: stdtypes#range; CPython: Objects/rangeobject.c
import { error } from '../errors/exception.ts'
import { hashTuple } from '../lib/hash.ts'
import { norm } from '../lib/integer.ts'
import { callMethod } from '../operations/call.ts'
import { eq, hash, lt } from '../operations/compare.ts'
import { long } from '../typedef/convert.ts'
import { index, indexOrUndefined, type Int, intOrUndefined, reprText } from '../operations/convert.ts'
import { forEach } from '../operations/iterate.ts'
import { typeOf } from '../space/kind.ts'
import { OBJECT_LAYOUT } from '../space/type.ts'
import type { Value } from '../space/value.ts'
import { defineType } from '../typedef/define.ts'
import { pos, rest } from '../typedef/parameter.ts'
import { iteratorMethods } from './iterators/methods.ts'
import { builtinFunction } from './iterators/reduce.ts'
import { W_LongRangeIterator, W_Range, W_RangeIterator } from './range-value.ts'
import { NotImplemented } from './singletons.ts'
import { W_Slice } from './slice-value.ts'
import { strFromText } from './str/wide.ts'
import { W_Tuple } from './tuple-value.ts'

/** A range of ints; raises ValueError for step 0. */
export function newRange(start: Int, stop: Int, step: Int): W_Range {
  if (step === 0) throw error('ValueError', 'range() arg 3 must not be zero')
  return new W_Range(start, stop, step, rangeLength(start, stop, step))
}

function rangeLength(start: Int, stop: Int, step: Int): Int {
  if (
    typeof start === 'number' &&
    typeof stop === 'number' &&
    typeof step === 'number' &&
    Number.isSafeInteger(stop - start)
  ) {
    if (step > 0) return start < stop ? Math.floor((stop - start - 1) / step) + 1 : 0
    return start > stop ? Math.floor((start - stop - 1) / -step) + 1 : 0
  }
  const a = BigInt(start)
  const b = BigInt(stop)
  const s = BigInt(step)
  if (s > 0n) return a < b ? norm((b - a - 1n) / s + 1n) : 0
  return a > b ? norm((a - b - 1n) / -s + 1n) : 0
}

/** The i-th item, `i` within the length. */
function itemAt(r: W_Range, i: Int): Int {
  if (typeof r.start === 'number' && typeof r.step === 'number' && typeof i === 'number') {
    const n = r.start + i * r.step
    if (Number.isSafeInteger(n)) return n + 0
  }
  return norm(BigInt(r.start) + BigInt(i) * BigInt(r.step))
}

export function newRangeIterator(r: W_Range): W_RangeIterator | W_LongRangeIterator {
  const { start, step, length } = r
  if (typeof start === 'number' && typeof step === 'number' && typeof length === 'number') {
    const distance = length * step
    const end = start + distance
    if (Number.isSafeInteger(distance) && Number.isSafeInteger(end))
      return new W_RangeIterator(start, step, end, rangeIteratorType.rootShape())
  }
  return new W_LongRangeIterator(BigInt(start), BigInt(step), BigInt(length), longRangeIteratorType.rootShape())
}

/** `iter(range(start, stop, step))`; raises ValueError for step 0. */
export function iterOfRange(start: number, stop: number, step: number): W_RangeIterator | W_LongRangeIterator {
  if (step === 1 && Number.isSafeInteger(stop - start))
    return new W_RangeIterator(start, 1, stop < start ? start : stop, rangeIteratorType.rootShape())
  return newRangeIterator(newRange(start, stop, step))
}

function reversed(r: W_Range): Value {
  const last = norm(BigInt(r.start) + (BigInt(r.length) - 1n) * BigInt(r.step))
  const step = norm(-BigInt(r.step))
  return newRangeIterator(new W_Range(last, norm(BigInt(r.start) + BigInt(step)), step, r.length))
}

export const rangeType = defineType<W_Range>(
  'range',
  {
    layout: { name: 'range', base: OBJECT_LAYOUT },
    shape: 'range',
    final: true,
    pattern: 1,
    doc: 'range(stop) or range(start, stop[, step]): an immutable sequence of ints.',
  },
  (t) => {
    t.new(
      [rest('args')],
      (_cls, args) => {
        if (args.length === 0) throw error('TypeError', 'range expected at least 1 argument, got 0')
        if (args.length > 3) throw error('TypeError', `range expected at most 3 arguments, got ${args.length}`)
        if (args.length === 1) return newRange(0, index(args[0]), 1)
        return newRange(index(args[0]), index(args[1]), args.length === 3 ? index(args[2]) : 1)
      },
      null,
    )
    t.special('__repr__', (self) =>
      strFromText(
        self.step === 1 ? `range(${self.start}, ${self.stop})` : `range(${self.start}, ${self.stop}, ${self.step})`,
      ),
    )
    t.special('__len__', (self) => {
      if (typeof self.length === 'bigint' && BigInt.asIntN(64, self.length) !== self.length)
        throw error('OverflowError', 'Python int too large to convert to C ssize_t')
      return self.length
    })
    t.special('__bool__', (self) => self.length !== 0)
    t.special('__iter__', (self) => newRangeIterator(self))
    t.method('__reversed__', [], 'Iterate from the end.', (self) => reversed(self), null)
    t.special('__hash__', (self) => {
      const parts: Value[] =
        self.length === 0
          ? [self.length, null, null]
          : self.length === 1
            ? [self.length, self.start, null]
            : [self.length, self.start, self.step]
      return hashTuple(parts.map(hash))
    })
    t.special('__eq__', (self, w: Value) => (w instanceof W_Range ? same(self, w) : NotImplemented))
    t.special('__ne__', (self, w: Value) => (w instanceof W_Range ? !same(self, w) : NotImplemented))
    for (const name of ['__lt__', '__le__', '__gt__', '__ge__'] as const)
      t.special(name, (_self, _w: Value) => NotImplemented)
    t.special('__contains__', (self, w: Value) => {
      const n = exactInt(w)
      return n !== undefined ? positionOf(self, n) !== undefined : search(self, w) >= 0
    })
    t.special('__getitem__', (self, key: Value) => {
      if (key instanceof W_Slice) return slice(self, key)
      const n = indexOrUndefined(key)
      if (n === undefined)
        throw error('TypeError', `range indices must be integers or slices, not ${typeOf(key).fullName}`)
      const i = n < 0 ? norm(BigInt(n) + BigInt(self.length)) : n
      if (i < 0 || i >= self.length) throw error('IndexError', 'range object index out of range')
      return itemAt(self, i)
    })
    t.method(
      'count',
      [pos('value')],
      'How often value is in the range.',
      (self, w) => {
        const n = exactInt(w)
        if (n !== undefined) return positionOf(self, n) === undefined ? 0 : 1
        let count = 0
        forEach(self, (x) => {
          if (eq(x, w)) count++
        })
        return count
      },
      null,
    )
    t.method(
      'index',
      [pos('value')],
      'The place of value; ValueError where it is not in the range.',
      (self, w) => {
        const n = exactInt(w)
        const i = n !== undefined ? positionOf(self, n) : search(self, w)
        if (i === undefined || i === -1)
          throw error(
            'ValueError',
            n === undefined ? 'sequence.index(x): x not in sequence' : `${reprText(w)} is not in range`,
          )
        return i
      },
      null,
    )
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make the range again.',
      (self) => new W_Tuple([rangeType, new W_Tuple([self.start, self.stop, self.step])]),
      null,
    )
    t.member('start', null, (self) => self.start)
    t.member('stop', null, (self) => self.stop)
    t.member('step', null, (self) => self.step)
  },
)

function exactInt(w: Value): Int | undefined {
  return typeof w === 'object' ? undefined : intOrUndefined(w)
}

function same(a: W_Range, b: W_Range): boolean {
  if (a.length !== b.length) return false
  return a.length === 0 || (a.start === b.start && (a.length === 1 || a.step === b.step))
}

function positionOf(r: W_Range, n: Int): Int | undefined {
  const d = BigInt(n) - BigInt(r.start)
  const step = BigInt(r.step)
  if (d % step !== 0n) return undefined
  const i = d / step
  return i >= 0n && i < BigInt(r.length) ? norm(i) : undefined
}

function search(r: W_Range, w: Value): number {
  let i = 0
  let found = -1
  forEach(r, (x) => {
    if (eq(x, w)) found = i
    i++
    return found < 0
  })
  return found
}

function slice(r: W_Range, key: W_Slice): Value {
  const parts = callMethod(key, 'indices', r.length) as W_Tuple
  const [a, b, s] = parts.items as Int[]
  const start = norm(BigInt(r.start) + BigInt(a) * BigInt(r.step))
  const stop = norm(BigInt(r.start) + BigInt(b) * BigInt(r.step))
  return newRange(start, stop, norm(BigInt(s) * BigInt(r.step)))
}

function remaining<S extends W_RangeIterator | W_LongRangeIterator>(self: S): W_Range {
  const stop = norm(BigInt(self.value) + BigInt(self.step) * BigInt(self.left))
  return newRange(norm(BigInt(self.value)), stop, norm(BigInt(self.step)))
}

export const rangeIteratorType = defineType<W_RangeIterator>('range_iterator', { final: true }, (t) => {
  iteratorMethods(t)
  t.method('__length_hint__', [], 'How many items are left.', (self) => self.left, null)
  t.method(
    '__reduce__',
    [],
    'What pickle needs to make the iterator again.',
    (self) => new W_Tuple([builtinFunction('iter'), new W_Tuple([remaining(self)]), null]),
    null,
  )
  t.method(
    '__setstate__',
    [pos('state')],
    'Go forward by the given number of items.',
    (self, state) => {
      const n = Math.min(Math.max(Number(long(state)), 0), self.left)
      self.value += n * self.step
      return null
    },
    null,
  )
})

export const longRangeIteratorType = defineType<W_LongRangeIterator>('longrange_iterator', { final: true }, (t) => {
  iteratorMethods(t)
  t.method('__length_hint__', [], 'How many items are left.', (self) => norm(self.left), null)
  t.method(
    '__reduce__',
    [],
    'What pickle needs to make the iterator again.',
    (self) => new W_Tuple([builtinFunction('iter'), new W_Tuple([remaining(self)]), null]),
    null,
  )
  t.method(
    '__setstate__',
    [pos('state')],
    'Go forward by the given number of items.',
    (self, state) => {
      // It is compared with zero before anything else is done with it.
      lt(state, 0)
      const n = BigInt(index(state))
      const k = n < 0n ? 0n : n > self.left ? self.left : n
      self.value += k * self.step
      self.left -= k
      return null
    },
    null,
  )
})
