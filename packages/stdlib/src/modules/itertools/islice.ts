// islice. lib: itertools#itertools.islice
import {
  error,
  iter,
  next,
  rest,
  ssize,
  type Shape,
  type Value,
  W_Iterator,
  W_List,
  indexOrUndefined,
  intOrUndefined,
} from '@typhon/objspace'
import { reduceBy, restoreBy } from './pickling.ts'
import { iteratorType } from './type.ts'

class W_ISlice extends W_Iterator {
  source: Value | null
  nextIndex: number
  readonly stop: number
  readonly step: number
  count = 0
  constructor(source: Value, start: number, stop: number, step: number, shape: Shape) {
    super(shape)
    this.source = source
    this.nextIndex = start
    this.stop = stop
    this.step = step
  }

  override next(): Value | undefined {
    if (this.source === null) return undefined
    const limit = Math.min(this.nextIndex, this.stop)
    while (this.count < limit) {
      const x = next(this.source)
      if (x === undefined) {
        this.source = null
        return undefined
      }
      this.count++
    }
    if (this.count >= this.stop) {
      this.source = null
      return undefined
    }
    const x = next(this.source)
    if (x === undefined) {
      this.source = null
      return undefined
    }
    this.count++
    this.nextIndex = Math.min(this.nextIndex + this.step, this.stop)
    return x
  }
}

function sliceArgument(w: Value, absent: number, message: string, least = 0): number {
  if (w === null) return absent
  let n: number | bigint | undefined
  try {
    n = indexOrUndefined(w)
  } catch {
    n = undefined
  }
  if (n === undefined || n < least || n > 0x7fffffffffffffffn) throw error('ValueError', message)
  return Number(n)
}

/** How many items were given out: an int. CPython: Objects/longobject.c (PyLong_AsSsize_t) */
function countOf(w: Value): number {
  if (intOrUndefined(w) === undefined) throw error('TypeError', 'an integer is required')
  return ssize(w)
}

export const isliceType = iteratorType<W_ISlice>(
  'islice',
  'islice(iterable, stop) or islice(iterable, start, stop[, step]): some of the items.',
  (t) => {
    t.new(
      [rest('args')],
      (cls, [w, ...args]) => {
        const n = w === undefined ? 0 : args.length + 1
        if (n < 2) throw error('TypeError', `islice expected at least 2 arguments, got ${n}`)
        if (n > 4) throw error('TypeError', `islice expected at most 4 arguments, got ${n}`)
        const single = args.length === 1
        const stopMessage = 'Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.'
        const indices = 'Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.'
        const stop = sliceArgument(single ? args[0] : args[1], Infinity, stopMessage, -Infinity)
        if (stop === -1) throw error('ValueError', stopMessage)
        const start = single ? 0 : sliceArgument(args[0], 0, indices)
        if (stop < 0) throw error('ValueError', indices)
        const step = sliceArgument(args[2] ?? null, 1, 'Step for islice() must be a positive integer or None.', 1)
        return new W_ISlice(iter(w), start, stop, step, cls.rootShape())
      },
      null,
    )
    reduceBy(t, (self) => {
      const { source, nextIndex, stop, step, count } = self
      if (source === null) return [[iter(new W_List([])), 0], 0]
      return [[source, nextIndex, stop === Infinity ? null : stop, step], count]
    })
    restoreBy(t, (self, state) => {
      self.count = countOf(state)
    })
  },
)
