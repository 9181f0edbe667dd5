// enumerate, zip, map, filter, reversed, and iter(callable, sentinel). lib: functions; CPython: Python/bltinmodule.c, Objects/enumobject.c
import { error, errorWith, isError } from '../../errors/exception.ts'
import { add } from '../../operations/binary.ts'
import { call, call0, call1, call2, callSpecial1 } from '../../operations/call.ts'
import { eqOrIs } from '../../operations/compare.ts'
import { index, isTrue, len, lengthHint } from '../../operations/convert.ts'
import { getitem } from '../../operations/item.ts'
import { hasItemsByIndex, iter, next } from '../../operations/iterate.ts'
import { W_Iterator } from '../../space/iterator.ts'
import { typeOf } from '../../space/kind.ts'
import type { Shape } from '../../space/shape.ts'
import { shapes } from '../../space/shapes.ts'
import { Special } from '../../space/special.ts'
import { type Layout, OBJECT_LAYOUT, type W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { bool } from '../../typedef/convert.ts'
import { defineType } from '../../typedef/define.ts'
import { arg, kw, opt, pos, rest } from '../../typedef/parameter.ts'
import { newGenericAlias } from '../generic-alias-value.ts'
import type { W_List } from '../list/list.ts'
import { strFromText } from '../str/wide.ts'
import { tupleOf, W_Pair, W_Tuple } from '../tuple-value.ts'
import { W_Calling } from './calling.ts'
import { iteratorMethods } from './methods.ts'
import { newListIterator, newTupleIterator, positionOf } from './items.ts'
import { madeAgainBy } from './reduce.ts'

const layout = (name: string): Layout => ({ name, base: OBJECT_LAYOUT })

/** Whether asking for the next item is a call of the host's `next` that runs no other code. */
const isQuiet = (w: Value): boolean => w instanceof W_Iterator && !w.shape.type.heap && w.isQuiet

// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_Enumerate extends W_Iterator {}

/** An iterator that counts what another gives. */
// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_Enumerate {
  declare readonly iterator: Value
  declare count: Value
  declare private readonly isOverQuiet: boolean
  constructor(iterator: Value, count: Value, shape: Shape) {
    this.shape = shape
    this.iterator = iterator
    this.count = count
    this.isOverQuiet = isQuiet(iterator)
  }

  get isQuiet(): boolean {
    return this.isOverQuiet
  }

  next(): Value | undefined {
    const x = next(this.iterator)
    if (x === undefined) return undefined
    const { count } = this
    this.count = add(count, 1)
    return new W_Pair(count, x)
  }
}
// As with W_Float: short enough to be put in the place of every call.
Object.setPrototypeOf(W_Enumerate.prototype, W_Iterator.prototype)
Object.setPrototypeOf(W_Enumerate, W_Iterator)

/** CPython: Objects/enumobject.c (enumerate_vectorcall) */
function checkEnumerate(args: readonly Value[], kwnames: readonly string[] | null): void {
  const all = args.length
  const named = kwnames === null ? 0 : kwnames.length
  if (all === 0 || all > 2) {
    throw error(
      'TypeError',
      all === named
        ? "enumerate() missing required argument 'iterable'"
        : `enumerate() takes at most 2 arguments (${all} given)`,
    )
  }
  if (kwnames === null) return
  const expected = kwnames[0] === 'start' && all === 2 ? ['start', 'iterable'] : ['iterable', 'start']
  const wrong = kwnames.find((name, i) => name !== (named < all ? 'start' : expected[i]))
  if (wrong !== undefined)
    throw errorWith('TypeError', strFromText(`'${wrong}' is an invalid keyword argument for enumerate()`))
}

export const enumerateType: W_Type = defineType<W_Enumerate>(
  'enumerate',
  { layout: layout('enumerate'), doc: 'Pairs of a running number and the items of an iterable.' },
  (t) => {
    t.new(
      [arg<Value>('iterable'), arg<Value>('start', null, 0)],
      (cls, iterable, start) => {
        const n = index(start)
        return new W_Enumerate(iter(iterable), n, cls.rootShape())
      },
      '(iterable, start=0)',
    )
    iteratorMethods(t)
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make the iterator again.',
      (self) => new W_Tuple([self.shape.type, new W_Tuple([self.iterator, self.count])]),
      null,
    )
    t.classMethod(
      '__class_getitem__',
      [pos('item')],
      'enumerate[item], as in annotations.',
      (cls, item) => newGenericAlias(cls, item),
      null,
    )
  },
)
// The first call of all is looked at, too.
enumerateType.vectorcall = checkEnumerate

// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_Zip extends W_Iterator {}

/** An iterator of tuples of what others give. */
// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_Zip {
  declare readonly iterators: Value[]
  declare strict: boolean
  declare private readonly isOverQuiet: boolean
  constructor(iterators: Value[], strict: boolean, shape: Shape) {
    this.shape = shape
    this.iterators = iterators
    this.strict = strict
    this.isOverQuiet =
      iterators.length === 2 ? isQuiet(iterators[0]) && isQuiet(iterators[1]) : iterators.every(isQuiet)
  }

  get isQuiet(): boolean {
    return this.isOverQuiet && !this.strict
  }

  next(): Value | undefined {
    const { iterators } = this
    const n = iterators.length
    if (n === 0) return undefined
    const items: Value[] = new Array<Value>(n)
    for (let i = 0; i < n; i++) {
      const x = next(iterators[i])
      if (x === undefined) {
        if (this.strict) this.check(i)
        return undefined
      }
      items[i] = x
    }
    return tupleOf(items)
  }

  /** Iterator `i` ended: the ones before it went on, so it must be the first, and the others must end too. */
  private check(i: number): void {
    if (i > 0)
      throw error('ValueError', `zip() argument ${i + 1} is shorter than argument${i === 1 ? ' ' : 's 1-'}${i}`)
    for (let j = 1; j < this.iterators.length; j++) {
      if (next(this.iterators[j]) !== undefined)
        throw error('ValueError', `zip() argument ${j + 1} is longer than argument${j === 1 ? ' ' : 's 1-'}${j}`)
    }
  }
}
// As with W_Float: short enough to be put in the place of every call.
Object.setPrototypeOf(W_Zip.prototype, W_Iterator.prototype)
Object.setPrototypeOf(W_Zip, W_Iterator)

/** `iter(w)`: of lists and tuples, which they mostly go over, without a look at what their class has. */
function iterOfItems(w: Value): Value {
  if (typeof w === 'object' && w !== null) {
    if (w.shape === shapes.list) return newListIterator(w as W_List)
    if (w.shape === shapes.tuple) return newTupleIterator(w as W_Tuple)
  }
  return iter(w)
}

/** `zip(a, b)` */
export const newZip = (a: Value, b: Value): W_Zip =>
  new W_Zip([iterOfItems(a), iterOfItems(b)], false, zipType.rootShape())

/** `enumerate(w)` */
export const newEnumerate = (w: Value): W_Enumerate => new W_Enumerate(iterOfItems(w), 0, enumerateType.rootShape())

export const zipType: W_Type = defineType<W_Zip>(
  'zip',
  {
    layout: layout('zip'),
    doc: "Tuples of one item of each iterable, until the shortest ends.\n\n>>> list(zip('ab', range(3)))\n[('a', 0), ('b', 1)]",
  },
  (t) => {
    t.new(
      [rest('iterables'), kw('strict', bool, false)],
      (cls, iterables, strict) => {
        return new W_Zip(iterables.map(iter), strict, cls.rootShape())
      },
      '(*iterables, strict=False)',
    )
    iteratorMethods(t)
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make the iterator again.',
      (self) =>
        new W_Tuple(
          self.strict
            ? [self.shape.type, new W_Tuple(self.iterators), true]
            : [self.shape.type, new W_Tuple(self.iterators)],
        ),
      null,
    )
    t.method(
      '__setstate__',
      [pos('state')],
      'Set whether the iterables must be of one length.',
      (self, state) => {
        self.strict = isTrue(state)
        return null
      },
      null,
    )
  },
)

export class W_Map extends W_Calling {
  readonly func: Value
  readonly iterators: Value[]
  constructor(func: Value, iterators: Value[], shape: Shape) {
    super(shape)
    this.func = func
    this.iterators = iterators
  }

  protected override step(): Value | undefined {
    const { iterators } = this
    const a = next(iterators[0])
    if (a === undefined) return undefined
    if (iterators.length === 1) return call1(this.func, a)
    const args: Value[] = [a]
    for (let i = 1; i < iterators.length; i++) {
      const x = next(iterators[i])
      if (x === undefined) return undefined
      args.push(x)
    }
    return args.length === 2 ? call2(this.func, a, args[1]) : call(this.func, args, null)
  }
}

export const mapType: W_Type = defineType<W_Map>(
  'map',
  { layout: layout('map'), doc: 'The results of a function on the items of iterables.' },
  (t) => {
    t.new(
      [opt('function'), rest('iterables')],
      (cls, func, iterables) => {
        if (func === undefined || iterables.length === 0)
          throw error('TypeError', 'map() must have at least two arguments.')
        return new W_Map(func, iterables.map(iter), cls.rootShape())
      },
      '(function, iterable, /, *iterables)',
    )
    iteratorMethods(t)
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make the iterator again.',
      (self) => new W_Tuple([self.shape.type, new W_Tuple([self.func, ...self.iterators])]),
      null,
    )
  },
)

class W_Filter extends W_Calling {
  readonly func: Value
  readonly iterator: Value
  constructor(func: Value, iterator: Value, shape: Shape) {
    super(shape)
    this.func = func
    this.iterator = iterator
  }

  protected override step(): Value | undefined {
    for (;;) {
      const x = next(this.iterator)
      if (x === undefined) return undefined
      if (isTrue(this.func === null ? x : call1(this.func, x))) return x
    }
  }
}

export const filterType: W_Type = defineType<W_Filter>(
  'filter',
  { layout: layout('filter'), doc: 'The items of an iterable for which a function (None: the item itself) is true.' },
  (t) => {
    t.new(
      [pos('function'), pos('iterable')],
      (cls, func, iterable) => new W_Filter(func, iter(iterable), cls.rootShape()),
      '(function, iterable, /)',
    )
    iteratorMethods(t)
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make the iterator again.',
      (self) => new W_Tuple([self.shape.type, new W_Tuple([self.func, self.iterator])]),
      null,
    )
  },
)

class W_Reversed extends W_Iterator {
  sequence: Value | undefined
  i: number
  constructor(sequence: Value, i: number, shape: Shape) {
    super(shape)
    this.sequence = sequence
    this.i = i
  }

  override next(): Value | undefined {
    if (this.sequence === undefined) return undefined
    if (this.i >= 0) {
      try {
        return getitem(this.sequence, this.i--)
      } catch (e) {
        if (!isError(e, 'IndexError') && !isError(e, 'StopIteration')) throw e
      }
    }
    this.sequence = undefined
    return undefined
  }
}

export const reversedType: W_Type = defineType<W_Reversed>(
  'reversed',
  { layout: layout('reversed'), doc: 'The items of a sequence from the last to the first.' },
  (t) => {
    t.new(
      [pos('object')],
      (cls, w) => {
        const type = typeOf(w)
        const method = type.special(Special.reversed)
        if (method !== undefined && method !== null) return callSpecial1(method, w)
        if (method === null || !hasItemsByIndex(type))
          throw error('TypeError', `'${type.fullName}' object is not reversible`)
        return new W_Reversed(w, len(w) - 1, cls.rootShape())
      },
      '(sequence, /)',
    )
    iteratorMethods(t)
    t.method(
      '__length_hint__',
      [],
      'How many items are left.',
      (self) => (self.sequence === undefined ? 0 : Math.max(0, Math.min(self.i, lengthHint(self.sequence) - 1) + 1)),
      null,
    )
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make the iterator again.',
      (self) =>
        new W_Tuple(
          self.sequence === undefined
            ? [self.shape.type, new W_Tuple([new W_Tuple([])])]
            : [self.shape.type, new W_Tuple([self.sequence]), self.i],
        ),
      null,
    )
    t.method(
      '__setstate__',
      [pos('state')],
      'Go to the given position.',
      (self, state) => {
        const place = positionOf(state)
        if (self.sequence !== undefined) self.i = Math.min(Math.max(place, -1), len(self.sequence) - 1)
        return null
      },
      null,
    )
  },
)

class W_CallableIterator extends W_Iterator {
  func: Value | undefined
  readonly sentinel: Value
  constructor(func: Value, sentinel: Value) {
    super(callableIteratorType.rootShape())
    this.func = func
    this.sentinel = sentinel
  }

  override next(): Value | undefined {
    if (this.func === undefined) return undefined
    let x: Value
    try {
      x = call0(this.func)
    } catch (e) {
      if (!isError(e, 'StopIteration')) throw e
      this.func = undefined
      return undefined
    }
    if (this.func === undefined) return undefined
    if (!eqOrIs(this.sentinel, x)) return x
    this.func = undefined
    return undefined
  }
}

const callableIteratorType: W_Type = defineType<W_CallableIterator>('callable_iterator', { final: true }, (t) => {
  iteratorMethods(t)
  t.method(
    '__reduce__',
    [],
    'What pickle needs to make the iterator again.',
    (self) =>
      madeAgainBy('iter', () => [
        new W_Tuple(self.func === undefined ? [new W_Tuple([])] : [self.func, self.sentinel]),
      ]),
    null,
  )
})

/** `iter(callable, sentinel)`. */
export function newCallableIterator(func: Value, sentinel: Value): W_Iterator {
  return new W_CallableIterator(func, sentinel)
}
