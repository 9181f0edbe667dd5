// The iterators of itertools that go through their input once. lib: itertools; CPython: Modules/itertoolsmodule.c
import {
  add,
  arg,
  asBool,
  call,
  call1,
  call2,
  defineType,
  eqOrIs,
  error,
  isTrue,
  iter,
  iteratorMethods,
  kw,
  type Layout,
  next,
  OBJECT_LAYOUT,
  pos,
  rest,
  type Shape,
  ssize,
  strFromText,
  reprText,
  type TypeBuilder,
  type Value,
  W_Iterator,
  W_Tuple,
  type W_Type,
  newGenericAlias,
  unpack,
  indexOrUndefined,
} from '@typhon/objspace'
import { isNumeric } from './number.ts'

const layout = (name: string): Layout => ({ name, base: OBJECT_LAYOUT })

/** Declares an iterator type of the module. */
function iteratorType<S extends W_Iterator>(name: string, doc: string, fill: (t: TypeBuilder<S>) => void): W_Type {
  return defineType<S>(name, { module: 'itertools', layout: layout(name), doc }, (t) => {
    iteratorMethods(t)
    fill(t)
  })
}

class W_Count extends W_Iterator {
  value: Value
  readonly step: Value
  constructor(value: Value, step: Value, shape: Shape) {
    super(shape)
    this.value = value
    this.step = step
  }

  override next(): Value {
    const { value, step } = this
    this.value =
      typeof value === 'number' && step === 1 && value < Number.MAX_SAFE_INTEGER ? value + 1 : add(value, step)
    return value
  }
}

export const countType = iteratorType<W_Count>('count', 'Numbers from start on, step apart, without end.', (t) => {
  t.new([arg<Value>('start', null, 0), arg<Value>('step', null, 1)], (cls, start, step) => {
    for (const w of [start, step])
      if (indexOrUndefined(w) === undefined && !isNumeric(w)) throw error('TypeError', 'a number is required')
    return new W_Count(start, step, cls.rootShape())
  })
  t.special('__repr__', (self) =>
    strFromText(
      self.step === 1
        ? `${self.shape.type.name}(${reprText(self.value)})`
        : `${self.shape.type.name}(${reprText(self.value)}, ${reprText(self.step)})`,
    ),
  )
  t.method(
    '__reduce__',
    [],
    'What pickle needs to make the iterator again.',
    (self) => new W_Tuple([self.shape.type, new W_Tuple(self.step === 1 ? [self.value] : [self.value, self.step])]),
    null,
  )
})

class W_Cycle extends W_Iterator {
  source: Value | null
  readonly saved: Value[] = []
  i = 0
  constructor(source: Value, shape: Shape) {
    super(shape)
    this.source = source
  }

  override next(): Value | undefined {
    if (this.source !== null) {
      const x = next(this.source)
      if (x !== undefined) {
        this.saved.push(x)
        return x
      }
      this.source = null
    }
    if (this.saved.length === 0) return undefined
    const x = this.saved[this.i]
    this.i = this.i + 1 === this.saved.length ? 0 : this.i + 1
    return x
  }
}

export const cycleType = iteratorType<W_Cycle>('cycle', 'The items of an iterable over and over.', (t) => {
  t.new([pos('iterable')], (cls, w) => new W_Cycle(iter(w), cls.rootShape()))
})

class W_Repeat extends W_Iterator {
  readonly object: Value
  /** -1: without end. */
  left: number
  constructor(object: Value, left: number, shape: Shape) {
    super(shape)
    this.object = object
    this.left = left
  }

  override next(): Value | undefined {
    if (this.left === 0) return undefined
    if (this.left > 0) this.left--
    return this.object
  }
}

export const repeatType = iteratorType<W_Repeat>(
  'repeat',
  'An object the given number of times, or without end.',
  (t) => {
    t.new(
      [arg('object'), arg<number | undefined>('times', ssize as never, undefined, '<unrepresentable>')],
      (cls, object, times) => new W_Repeat(object, times === undefined ? -1 : Math.max(0, times), cls.rootShape()),
      null,
    )
    t.special('__repr__', (self) =>
      strFromText(
        self.left < 0 ? `repeat(${reprText(self.object)})` : `repeat(${reprText(self.object)}, ${self.left})`,
      ),
    )
    t.method(
      '__length_hint__',
      [],
      'How many items are left.',
      (self) => {
        if (self.left < 0) throw error('TypeError', 'len() of unsized object')
        return self.left
      },
      null,
    )
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make the iterator again.',
      (self) => new W_Tuple([self.shape.type, new W_Tuple(self.left < 0 ? [self.object] : [self.object, self.left])]),
      null,
    )
  },
)

class W_Accumulate extends W_Iterator {
  readonly source: Value
  readonly func: Value
  total: Value | undefined
  initial: Value | undefined
  constructor(source: Value, func: Value, initial: Value | undefined, shape: Shape) {
    super(shape)
    this.source = source
    this.func = func
    this.initial = initial
    this.total = undefined
  }

  override next(): Value | undefined {
    if (this.initial !== undefined) {
      this.total = this.initial
      this.initial = undefined
      return this.total
    }
    const x = next(this.source)
    if (x === undefined) return undefined
    this.total =
      this.total === undefined ? x : this.func === null ? add(this.total, x) : call2(this.func, this.total, x)
    return this.total
  }
}

export const accumulateType = iteratorType<W_Accumulate>(
  'accumulate',
  'Running totals of an iterable, by a function or by addition.',
  (t) => {
    t.new(
      [arg('iterable'), arg<Value>('func', null, null), kw<Value>('initial', null, null)],
      (cls, w, func, initial) =>
        new W_Accumulate(iter(w), func, initial === null ? undefined : initial, cls.rootShape()),
    )
  },
)

class W_Chain extends W_Iterator {
  source: Value | null
  active: Value | null = null
  constructor(source: Value, shape: Shape) {
    super(shape)
    this.source = source
  }

  override next(): Value | undefined {
    while (this.source !== null) {
      if (this.active === null) {
        const w = next(this.source)
        if (w === undefined) {
          this.source = null
          return undefined
        }
        this.active = iter(w)
      }
      const x = next(this.active)
      if (x !== undefined) return x
      this.active = null
    }
    return undefined
  }
}

export const chainType = iteratorType<W_Chain>('chain', 'The items of one iterable after the other.', (t) => {
  t.new([rest('iterables')], (cls, iterables) => new W_Chain(iter(new W_Tuple(iterables)), cls.rootShape()), null)
  t.classMethod(
    'from_iterable',
    [pos('iterable')],
    'A chain of the iterables in an iterable.',
    (cls, w) => new W_Chain(iter(w), cls.rootShape()),
  )
  t.classMethod(
    '__class_getitem__',
    [pos('item')],
    'chain[item], as in annotations.',
    (cls, item) => newGenericAlias(cls, item),
    null,
  )
})

class W_Compress extends W_Iterator {
  readonly data: Value
  readonly selectors: Value
  constructor(data: Value, selectors: Value, shape: Shape) {
    super(shape)
    this.data = data
    this.selectors = selectors
  }

  override next(): Value | undefined {
    for (;;) {
      const x = next(this.data)
      if (x === undefined) return undefined
      const s = next(this.selectors)
      if (s === undefined) return undefined
      if (isTrue(s)) return x
    }
  }
}

export const compressType = iteratorType<W_Compress>('compress', 'The items whose selector is true.', (t) => {
  t.new(
    [arg('data'), arg('selectors')],
    (cls, data, selectors) => new W_Compress(iter(data), iter(selectors), cls.rootShape()),
  )
})

class W_DropWhile extends W_Iterator {
  readonly func: Value
  readonly source: Value
  started = false
  constructor(func: Value, source: Value, shape: Shape) {
    super(shape)
    this.func = func
    this.source = source
  }

  override next(): Value | undefined {
    for (;;) {
      const x = next(this.source)
      if (x === undefined || this.started) return x
      if (!isTrue(call1(this.func, x))) {
        this.started = true
        return x
      }
    }
  }
}

export const dropwhileType = iteratorType<W_DropWhile>(
  'dropwhile',
  'The items from the first one on for which a function is false.',
  (t) => {
    t.new([pos('predicate'), pos('iterable')], (cls, func, w) => new W_DropWhile(func, iter(w), cls.rootShape()))
  },
)

class W_TakeWhile extends W_Iterator {
  readonly func: Value
  readonly source: Value
  stopped = false
  constructor(func: Value, source: Value, shape: Shape) {
    super(shape)
    this.func = func
    this.source = source
  }

  override next(): Value | undefined {
    if (this.stopped) return undefined
    const x = next(this.source)
    if (x === undefined) return undefined
    if (isTrue(call1(this.func, x))) return x
    this.stopped = true
    return undefined
  }
}

export const takewhileType = iteratorType<W_TakeWhile>(
  'takewhile',
  'The items up to the first one for which a function is false.',
  (t) => {
    t.new([pos('predicate'), pos('iterable')], (cls, func, w) => new W_TakeWhile(func, iter(w), cls.rootShape()))
  },
)

class W_FilterFalse extends W_Iterator {
  readonly func: Value
  readonly source: Value
  constructor(func: Value, source: Value, shape: Shape) {
    super(shape)
    this.func = func
    this.source = source
  }

  override next(): Value | undefined {
    for (;;) {
      const x = next(this.source)
      if (x === undefined) return undefined
      if (!isTrue(this.func === null ? x : call1(this.func, x))) return x
    }
  }
}

export const filterfalseType = iteratorType<W_FilterFalse>(
  'filterfalse',
  'The items for which a function (None: the item itself) is false.',
  (t) => {
    t.new([pos('function'), pos('iterable')], (cls, func, w) => new W_FilterFalse(func, iter(w), cls.rootShape()))
  },
)

class W_StarMap extends W_Iterator {
  readonly func: Value
  readonly source: Value
  constructor(func: Value, source: Value, shape: Shape) {
    super(shape)
    this.func = func
    this.source = source
  }

  override next(): Value | undefined {
    const x = next(this.source)
    return x === undefined ? undefined : call(this.func, unpack(x), null)
  }
}

export const starmapType = iteratorType<W_StarMap>('starmap', 'The results of a function on argument tuples.', (t) => {
  t.new([pos('function'), pos('iterable')], (cls, func, w) => new W_StarMap(func, iter(w), cls.rootShape()))
})

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
  if (typeof n !== 'number' || n < least) throw error('ValueError', message)
  return n
}

export const isliceType = iteratorType<W_ISlice>(
  'islice',
  'islice(iterable, stop) or islice(iterable, start, stop[, step]): some of the items.',
  (t) => {
    t.new(
      [pos('iterable'), rest('args')],
      (cls, w, args) => {
        if (args.length < 1) throw error('TypeError', 'islice expected at least 2 arguments, got 1')
        if (args.length > 3) throw error('TypeError', `islice expected at most 4 arguments, got ${args.length + 1}`)
        const single = args.length === 1
        const indices = 'Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.'
        const stop = sliceArgument(
          single ? args[0] : args[1],
          Infinity,
          single
            ? 'Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.'
            : typeof args[0] === 'number' && args[0] >= 0
              ? 'Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.'
              : indices,
        )
        const start = single ? 0 : sliceArgument(args[0], 0, indices)
        const step = sliceArgument(args[2] ?? null, 1, 'Step for islice() must be a positive integer or None.', 1)
        return new W_ISlice(iter(w), start, stop, step, cls.rootShape())
      },
      null,
    )
  },
)

class W_Pairwise extends W_Iterator {
  source: Value | null
  old: Value | undefined = undefined
  constructor(source: Value, shape: Shape) {
    super(shape)
    this.source = source
  }

  override next(): Value | undefined {
    if (this.source === null) return undefined
    if (this.old === undefined) {
      this.old = next(this.source)
      if (this.old === undefined) {
        this.source = null
        return undefined
      }
    }
    const { old } = this
    const x = next(this.source)
    if (x === undefined) {
      this.source = null
      return undefined
    }
    this.old = x
    return new W_Tuple([old, x])
  }
}

export const pairwiseType = iteratorType<W_Pairwise>(
  'pairwise',
  'Overlapping pairs of the items of an iterable.',
  (t) => {
    t.new([pos('iterable')], (cls, w) => new W_Pairwise(iter(w), cls.rootShape()))
  },
)

class W_Batched extends W_Iterator {
  source: Value | null
  readonly size: number
  readonly strict: boolean
  constructor(source: Value, size: number, strict: boolean, shape: Shape) {
    super(shape)
    this.source = source
    this.size = size
    this.strict = strict
  }

  override next(): Value | undefined {
    if (this.source === null) return undefined
    const items: Value[] = []
    while (items.length < this.size) {
      const x = next(this.source)
      if (x === undefined) break
      items.push(x)
    }
    if (items.length < this.size) {
      this.source = null
      if (items.length === 0) return undefined
      if (this.strict) throw error('ValueError', 'batched(): incomplete batch')
    }
    return new W_Tuple(items)
  }
}

export const batchedType = iteratorType<W_Batched>(
  'batched',
  'Tuples of n items each; the last may be shorter.',
  (t) => {
    t.new([arg('iterable'), arg('n', ssize), kw('strict', asBool, false)], (cls, w, n, strict) => {
      if (n < 1) throw error('ValueError', 'n must be at least one')
      return new W_Batched(iter(w), n, strict, cls.rootShape())
    })
  },
)

class W_ZipLongest extends W_Iterator {
  readonly iterators: (Value | null)[]
  readonly fill: Value
  active: number
  constructor(iterators: Value[], fill: Value, shape: Shape) {
    super(shape)
    this.iterators = iterators
    this.fill = fill
    this.active = iterators.length
  }

  override next(): Value | undefined {
    if (this.active === 0) return undefined
    const items: Value[] = []
    for (let i = 0; i < this.iterators.length; i++) {
      const it = this.iterators[i]
      if (it === null) {
        items.push(this.fill)
        continue
      }
      const x = next(it)
      if (x === undefined) {
        if (--this.active === 0) return undefined
        this.iterators[i] = null
        items.push(this.fill)
      } else items.push(x)
    }
    return new W_Tuple(items)
  }
}

export const ziplongestType = iteratorType<W_ZipLongest>(
  'zip_longest',
  'Tuples of one item of each iterable, until the longest ends.',
  (t) => {
    t.new(
      [rest('iterables'), kw<Value>('fillvalue', null, null)],
      (cls, iterables, fill) => new W_ZipLongest(iterables.map(iter), fill, cls.rootShape()),
      null,
    )
  },
)

class W_GroupBy extends W_Iterator {
  readonly source: Value
  readonly key: Value
  targetKey: Value | undefined = undefined
  currentKey: Value | undefined = undefined
  current: Value | undefined = undefined
  group: W_Grouper | null = null
  constructor(source: Value, key: Value, shape: Shape) {
    super(shape)
    this.source = source
    this.key = key
  }

  /** Takes the next item of the source; false at the end. */
  step(): boolean {
    const x = next(this.source)
    if (x === undefined) return false
    this.currentKey = this.key === null ? x : call1(this.key, x)
    this.current = x
    return true
  }

  override next(): Value | undefined {
    this.group = null
    for (;;) {
      if (this.currentKey === undefined) {
        if (!this.step()) return undefined
        break
      }
      if (this.targetKey === undefined || !eqOrIs(this.targetKey, this.currentKey)) break
      if (!this.step()) return undefined
    }
    this.targetKey = this.currentKey
    this.group = new W_Grouper(this, this.targetKey as Value)
    return new W_Tuple([this.currentKey as Value, this.group])
  }
}

class W_Grouper extends W_Iterator {
  readonly parent: W_GroupBy
  readonly target: Value
  constructor(parent: W_GroupBy, target: Value) {
    super(grouperType.rootShape())
    this.parent = parent
    this.target = target
  }

  override next(): Value | undefined {
    const { parent } = this
    if (parent.group !== this) return undefined
    if (parent.current === undefined && !parent.step()) return undefined
    if (!eqOrIs(this.target, parent.currentKey as Value)) return undefined
    const x = parent.current
    parent.current = undefined
    return x
  }
}

export const groupbyType = iteratorType<W_GroupBy>(
  'groupby',
  'Pairs of a key and an iterator over the run of items that have it.',
  (t) => {
    t.new(
      [arg('iterable'), arg<Value>('key', null, null)],
      (cls, w, key) => new W_GroupBy(iter(w), key, cls.rootShape()),
    )
  },
)

export const grouperType = iteratorType<W_Grouper>('_grouper', 'One run of groupby.', () => {})
