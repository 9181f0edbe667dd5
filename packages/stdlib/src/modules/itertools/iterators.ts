// The iterators of itertools that go through their input once. lib: itertools; CPython: Modules/itertoolsmodule.c
import {
  add,
  arg,
  asBool,
  asInt,
  call,
  call1,
  call2,
  callMethod,
  Special,
  typeOf,
  W_List,
  error,
  isTrue,
  iter,
  kw,
  next,
  pos,
  rest,
  type Shape,
  ssize,
  strFromText,
  reprText,
  type Value,
  W_Calling,
  W_Iterator,
  tupleOf,
  W_Pair,
  W_Tuple,
  newGenericAlias,
  unpack,
  isIndex,
  intOrUndefined,
  shownType,
  keywords,
} from '@typhon/objspace'
import { isliceType } from './islice.ts'
import { isNumeric } from './number.ts'
import { reduceBy, restoreBy, stateItems } from './pickling.ts'
import { iteratorType } from './type.ts'

class W_Count extends W_Iterator {
  value: Value
  readonly step: Value
  constructor(value: Value, step: Value, shape: Shape) {
    super(shape)
    // Ints that are counted one by one are C's.
    const isPlain = (step === 1 || step === true) && intOrUndefined(value) !== undefined
    this.value = isPlain && typeof value === 'boolean' ? Number(value) : value
    this.step = isPlain ? 1 : step
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
    for (const w of [start, step]) if (!isIndex(w) && !isNumeric(w)) throw error('TypeError', 'a number is required')
    return new W_Count(start, step, cls.rootShape())
  })
  t.special('__repr__', (self) =>
    strFromText(
      self.step === 1
        ? `${self.shape.type.name}(${reprText(self.value)})`
        : `${self.shape.type.name}(${reprText(self.value)}, ${reprText(self.step)})`,
    ),
  )
  reduceBy(t, (self) => [
    self.step === 1 && typeof self.value !== 'object' && !(typeof self.value === 'bigint')
      ? [self.value]
      : [self.value, self.step],
  ])
})

class W_Cycle extends W_Iterator {
  source: Value | null
  /** Those that copies share. */
  saved = new W_List([])
  /** The items were saved already: a state says so of an iterator that goes on in the middle. */
  started = false
  i = 0
  constructor(source: Value, shape: Shape) {
    super(shape)
    this.source = source
  }

  override next(): Value | undefined {
    if (this.source !== null) {
      const x = next(this.source)
      if (x !== undefined) {
        if (!this.started) this.saved.items.push(x)
        return x
      }
      this.source = null
    }
    const { items } = this.saved
    if (items.length === 0) return undefined
    const x = items[this.i]
    this.i = this.i + 1 >= items.length ? 0 : this.i + 1
    return x
  }
}

export const cycleType = iteratorType<W_Cycle>('cycle', 'The items of an iterable over and over.', (t) => {
  t.new([pos('iterable')], (cls, w) => new W_Cycle(iter(w), cls.rootShape()))
  reduceBy(t, (self) => {
    if (self.source !== null) return [[self.source], new W_Tuple([self.saved, self.started])]
    const rest = iter(self.saved)
    if (self.i > 0) callMethod(rest, '__setstate__', self.i)
    return [[rest], new W_Tuple([self.saved, true])]
  })
  restoreBy(t, (self, state) => {
    const [saved, started] = stateItems(state, 2, 2)
    if (!(saved instanceof W_List)) throw error('TypeError', `argument 1 must be list, not ${shownType(saved)}`)
    self.saved = saved
    self.started = asInt(started, pos('started')) !== 0
    self.i = 0
  })
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
    reduceBy(t, (self) => [self.left < 0 ? [self.object] : [self.object, self.left]])
  },
)

class W_Accumulate extends W_Calling {
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

  protected override step(): Value | undefined {
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
    reduceBy(t, (self) => {
      const { source, func, initial, total } = self
      if (initial !== undefined) {
        const whole = call(chainType, [new W_List([initial]), source], null)
        return [[whole, func], null]
      }
      if (total !== null) return [[source, func], total ?? null]
      // A total of None is no state: the None is put in front, and passed over again.
      const whole = call(chainType, [new W_List([null]), source], null)
      const again = call(typeOf(self), [whole, func], null)
      return new W_Tuple([isliceType, new W_Tuple([again, 1, null])])
    })
    restoreBy(t, (self, state) => {
      self.total = state
    })
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
  t.new(
    [rest('iterables')],
    (cls, iterables) => new W_Chain(iter(new W_Tuple(iterables)), cls.rootShape()),
    '(*iterables)',
  )
  reduceBy(t, (self) => {
    if (self.source === null) return [[]]
    return [[], new W_Tuple(self.active === null ? [self.source] : [self.source, self.active])]
  })
  restoreBy(t, (self, state) => {
    const items = stateItems(state, 1, 2)
    for (const w of items) {
      const method = typeOf(w).special(Special.next)
      if (method === undefined || method === null) throw error('TypeError', 'Arguments must be iterators.')
    }
    self.source = items[0]
    self.active = items[1] ?? null
  })
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
  reduceBy(t, (self) => [[self.data, self.selectors]])
})

class W_DropWhile extends W_Calling {
  readonly func: Value
  readonly source: Value
  started = false
  constructor(func: Value, source: Value, shape: Shape) {
    super(shape)
    this.func = func
    this.source = source
  }

  protected override step(): Value | undefined {
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
    reduceBy(t, (self) => [[self.func, self.source], self.started ? 1 : 0])
    restoreBy(t, (self, state) => {
      self.started = isTrue(state)
    })
  },
)

class W_TakeWhile extends W_Calling {
  readonly func: Value
  readonly source: Value
  stopped = false
  constructor(func: Value, source: Value, shape: Shape) {
    super(shape)
    this.func = func
    this.source = source
  }

  protected override step(): Value | undefined {
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
    reduceBy(t, (self) => [[self.func, self.source], self.stopped ? 1 : 0])
    restoreBy(t, (self, state) => {
      self.stopped = isTrue(state)
    })
  },
)

class W_FilterFalse extends W_Calling {
  readonly func: Value
  readonly source: Value
  constructor(func: Value, source: Value, shape: Shape) {
    super(shape)
    this.func = func
    this.source = source
  }

  protected override step(): Value | undefined {
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
    reduceBy(t, (self) => [[self.func, self.source]])
  },
)

class W_StarMap extends W_Calling {
  readonly func: Value
  readonly source: Value
  constructor(func: Value, source: Value, shape: Shape) {
    super(shape)
    this.func = func
    this.source = source
  }

  protected override step(): Value | undefined {
    const x = next(this.source)
    return x === undefined ? undefined : call(this.func, unpack(x), null)
  }
}

export const starmapType = iteratorType<W_StarMap>('starmap', 'The results of a function on argument tuples.', (t) => {
  t.new([pos('function'), pos('iterable')], (cls, func, w) => new W_StarMap(func, iter(w), cls.rootShape()))
  reduceBy(t, (self) => [[self.func, self.source]])
})

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
    // Asking for the first item may have asked this iterator for all of them.
    if (this.source === null) return undefined
    const x = next(this.source)
    if (x === undefined) {
      this.source = null
      return undefined
    }
    this.old = x
    return new W_Pair(old, x)
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
    return tupleOf(items)
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
  fill: Value
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
    return tupleOf(items)
  }
}

export const ziplongestType = iteratorType<W_ZipLongest>(
  'zip_longest',
  'Tuples of one item of each iterable, until the longest ends.',
  (t) => {
    t.new(
      [rest('iterables'), keywords('kwargs')],
      (cls, iterables, kwargs) => {
        const fill = kwargs.size === 0 ? null : kwargs.getStr('fillvalue')
        if (fill === undefined || kwargs.size > 1)
          throw error('TypeError', 'zip_longest() got an unexpected keyword argument')
        return new W_ZipLongest(iterables.map(iter), fill, cls.rootShape())
      },
      '(*iterables, fillvalue=None)',
    )
    reduceBy(t, (self) => [self.iterators.map((w) => w ?? new W_Tuple([])), self.fill])
    restoreBy(t, (self, state) => {
      self.fill = state
    })
  },
)
