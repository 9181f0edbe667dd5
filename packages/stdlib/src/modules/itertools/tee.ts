// tee: iterators that share what they have read. lib: itertools#itertools.tee; CPython: Modules/itertoolsmodule.c
//
// Values that one of the iterators has read are in blocks of 57, each of which knows the next; an iterator is a block and
// an index into it. A block that all iterators have left is garbage. Pickles show the blocks, so their length is CPython's.
import {
  defineType,
  error,
  iter,
  ITEM_SIZE,
  reserve,
  iteratorMethods,
  type Layout,
  next,
  OBJECT_LAYOUT,
  pos,
  type Shape,
  typeOf,
  type Value,
  W_Iterator,
  W_List,
  W_Object,
  tupleOf,
  W_Tuple,
  type W_Type,
  shownType,
} from '@typhon/objspace'
import { reduceBy, restoreBy, stateItems } from './pickling.ts'

const layout = (name: string): Layout => ({ name, base: OBJECT_LAYOUT })

const BLOCK = 57

class W_TeeData extends W_Object {
  readonly iterator: Value
  readonly values: Value[]
  following: W_TeeData | null = null
  private running = false
  constructor(iterator: Value, values: Value[]) {
    super(teeDataType.rootShape())
    this.iterator = iterator
    this.values = values
  }

  /** The value at an index, which is read where nobody has read so far; undefined at the end. */
  at(i: number): Value | undefined {
    const { values } = this
    if (i < values.length) return values[i]
    if (this.running) throw error('RuntimeError', 'cannot re-enter the tee iterator')
    this.running = true
    try {
      const x = next(this.iterator)
      if (x !== undefined) values.push(x)
      return x
    } finally {
      this.running = false
    }
  }

  nextBlock(): W_TeeData {
    return (this.following ??= new W_TeeData(this.iterator, []))
  }
}

export const teeDataType: W_Type = defineType<W_TeeData>(
  '_tee_dataobject',
  {
    module: 'itertools',
    layout: layout('_tee_dataobject'),
    final: true,
    doc: 'Values that iterators of one tee share.',
  },
  (t) => {
    t.rawNew((args, kwnames) => {
      if (kwnames !== null && kwnames.length > 0) throw error('TypeError', 'teedataobject() takes no keyword arguments')
      if (args.length !== 4) throw error('TypeError', `teedataobject expected 3 arguments, got ${args.length - 1}`)
      const [, iterator, values, following] = args
      if (!(values instanceof W_List))
        throw error('TypeError', `teedataobject() argument 2 must be list, not ${shownType(values)}`)
      const data = new W_TeeData(iterator, values.items.slice())
      if (following instanceof W_TeeData) data.following = following
      if (
        values.items.length > BLOCK ||
        following !== data.following ||
        (following !== null && data.values.length < BLOCK)
      )
        throw error('ValueError', 'Invalid arguments')
      return data
    })
    reduceBy(
      t,
      (self) =>
        new W_Tuple([typeOf(self), new W_Tuple([self.iterator, new W_List(self.values.slice()), self.following])]),
    )
  },
)

class W_Tee extends W_Iterator {
  data: W_TeeData
  index: number
  constructor(data: W_TeeData, index: number, shape: Shape) {
    super(shape)
    this.data = data
    this.index = index
  }

  override next(): Value | undefined {
    if (this.index >= BLOCK) {
      this.data = this.data.nextBlock()
      this.index = 0
    }
    const x = this.data.at(this.index)
    if (x !== undefined) this.index++
    return x
  }
}

const over = (it: Value, shape: Shape): W_Tee =>
  it instanceof W_Tee ? new W_Tee(it.data, it.index, shape) : new W_Tee(new W_TeeData(it, []), 0, shape)

export const teeType: W_Type = defineType<W_Tee>(
  '_tee',
  {
    module: 'itertools',
    layout: layout('_tee'),
    final: true,
    hasWeakref: true,
    doc: 'One of the iterators that tee() gives.',
  },
  (t) => {
    t.new([pos('iterable')], (cls, w) => over(iter(w), cls.rootShape()))
    iteratorMethods(t)
    t.method(
      '__copy__',
      [],
      'An independent iterator at the same place.',
      (self) => new W_Tee(self.data, self.index, self.shape),
      null,
    )
    reduceBy(t, (self) => [[new W_Tuple([])], new W_Tuple([self.data, self.index])])
    restoreBy(t, (self, state) => {
      const [data, index] = stateItems(state, 2, 2)
      if (!(data instanceof W_TeeData))
        throw error('TypeError', `argument 1 must be itertools._tee_dataobject, not ${shownType(data)}`)
      if (typeof index !== 'number')
        throw error('TypeError', `'${typeOf(index).fullName}' object cannot be interpreted as an integer`)
      if (index < 0 || index > BLOCK) throw error('ValueError', 'Index out of range')
      self.data = data
      self.index = index
    })
  },
)

/** tee(iterable, n) */
export function tee(w: Value, n: number): Value {
  if (n < 0) throw error('ValueError', 'n must be >= 0')
  if (n === 0) return new W_Tuple([])
  // The tuple is made first.
  reserve(n * ITEM_SIZE)
  const it = iter(w)
  const first = it instanceof W_Tee ? it : over(it, teeType.rootShape())
  const all: Value[] = [first]
  for (let i = 1; i < n; i++) all.push(over(first, first.shape))
  return tupleOf(all)
}
