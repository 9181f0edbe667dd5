// slice. lib: functions#slice; CPython: Objects/sliceobject.c
import { error, isError } from '../errors/exception.ts'
import { hashTuple } from '../lib/hash.ts'
import { norm } from '../lib/integer.ts'
import { hash } from '../operations/compare.ts'
import { index, type Int, reprText } from '../operations/convert.ts'
import { OBJECT_LAYOUT } from '../space/type.ts'
import type { Value } from '../space/value.ts'
import { defineType } from '../typedef/define.ts'
import { pos, rest } from '../typedef/parameter.ts'
import { compareItems, COMPARISONS } from './sequence.ts'
import { NotImplemented } from './singletons.ts'
import { W_Slice } from './slice-value.ts'
import { strFromText } from './str/wide.ts'
import { W_Tuple } from './tuple-value.ts'

/** As a tuple's, but without its length. CPython: Objects/sliceobject.c (slicehash) */
function hashOfSlice(hashes: Int[]): bigint {
  const r = BigInt.asIntN(64, BigInt(hashTuple(hashes)) - (3n ^ 2870177450012600261n ^ 3527539n))
  return r === -1n ? 1546275796n : r
}

export const sliceType = defineType<W_Slice>(
  'slice',
  {
    layout: { name: 'slice', base: OBJECT_LAYOUT },
    shape: 'slice',
    final: true,
    doc: 'slice(stop) or slice(start, stop[, step]): a set of indices.',
  },
  (t) => {
    t.new(
      [rest('args')],
      (_cls, args) => {
        if (args.length === 0) throw error('TypeError', 'slice expected at least 1 argument, got 0')
        if (args.length > 3) throw error('TypeError', `slice expected at most 3 arguments, got ${args.length}`)
        return args.length === 1 ? new W_Slice(null, args[0], null) : new W_Slice(args[0], args[1], args[2] ?? null)
      },
      null,
    )
    const parts = (self: W_Slice): Value[] => [self.start, self.stop, self.step]
    t.special('__repr__', (self) => strFromText(`slice(${parts(self).map(reprText).join(', ')})`))
    t.special('__hash__', (self) => hashOfSlice(parts(self).map(hash)))
    for (const [name, op] of COMPARISONS)
      t.special(name, (self, w: Value) =>
        w instanceof W_Slice ? compareItems(parts(self), parts(w), op) : NotImplemented,
      )
    t.member('start', null, (self) => self.start)
    t.member('stop', null, (self) => self.stop)
    t.member('step', null, (self) => self.step)
    t.method(
      'indices',
      [pos('length')],
      'Start, stop and step on a sequence of the given length, as range() takes them.',
      (self, w) => indices(self, w),
      null,
    )
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make the slice again.',
      (self) => new W_Tuple([sliceType, new W_Tuple(parts(self))]),
      null,
    )
  },
)

/** slice.indices, with ints of any size. */
function indices(self: W_Slice, w: Value): Value {
  const length = BigInt(index(w))
  if (length < 0n) throw error('ValueError', 'length should not be negative')
  const part = (p: Value): bigint | undefined => {
    if (p === null) return undefined
    try {
      return BigInt(index(p))
    } catch (e) {
      if (isError(e, 'TypeError'))
        throw error('TypeError', 'slice indices must be integers or None or have an __index__ method')
      throw e
    }
  }
  const step = part(self.step) ?? 1n
  if (step === 0n) throw error('ValueError', 'slice step cannot be zero')
  const low = step > 0n ? 0n : -1n
  const high = step > 0n ? length : length - 1n
  const clip = (b: bigint): bigint => {
    const n = b < 0n ? b + length : b
    return n < low ? low : n > high ? high : n
  }
  const start = part(self.start)
  const stop = part(self.stop)
  const a = start === undefined ? (step > 0n ? 0n : length - 1n) : clip(start)
  const b = stop === undefined ? (step > 0n ? length : -1n) : clip(stop)
  return new W_Tuple([norm(a), norm(b), norm(step)])
}
