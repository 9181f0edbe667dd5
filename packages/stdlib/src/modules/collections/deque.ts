// collections.deque and its iterators. lib: collections#collections.deque; CPython: Modules/_collectionsmodule.c
import {
  basicSizes,
  call1,
  call2,
  clipBound,
  compareItems,
  COMPARISONS,
  EQ,
  NE,
  defineType,
  eqOrIs,
  error,
  guardedRepr,
  index as asIndex,
  intOrUndefined,
  ITEM_SIZE,
  iter,
  iteratorMethods,
  joinReprs,
  type Layout,
  newGenericAlias,
  next,
  NotImplemented,
  OBJECT_LAYOUT,
  objectState,
  opt,
  pos,
  repetitions,
  reprText,
  reserve,
  sliceBound,
  ssize,
  strFromText,
  taking,
  type Shape,
  typeOf,
  type Value,
  W_Iterator,
  W_Tuple,
  type W_Type,
  shownType,
} from '@typhon/objspace'
import { W_Deque } from './deque-value.ts'

const layout = (name: string): Layout => ({ name, base: OBJECT_LAYOUT })

class W_DequeIterator extends W_Iterator {
  readonly deque: W_Deque
  readonly step: 1 | -1
  readonly version: number
  /** The place of the next item. */
  i: number
  left: number
  constructor(deque: W_Deque, step: 1 | -1, shape: Shape) {
    super(shape)
    this.deque = deque
    this.step = step
    this.version = deque.version
    this.i = step === 1 ? 0 : deque.length - 1
    this.left = deque.length
  }

  override next(): Value | undefined {
    const { deque } = this
    if (this.version !== deque.version) {
      this.left = 0
      throw error('RuntimeError', 'deque mutated during iteration')
    }
    if (this.left === 0) return undefined
    this.left--
    const x = deque.at(this.i)
    this.i += this.step
    return x
  }
}

function asDeque(w: Value): W_Deque {
  if (!(w instanceof W_Deque)) throw error('TypeError', `argument 1 must be collections.deque, not ${shownType(w)}`)
  return w
}

function iteratorType(name: string, step: 1 | -1): W_Type {
  return defineType<W_DequeIterator>(name, { module: 'collections', layout: layout(name), final: true }, (t) => {
    const constructor = t.new(
      [pos('deque', asDeque), pos('index', ssize, 0)],
      (cls, deque, skip) => {
        const it = new W_DequeIterator(deque, step, cls.rootShape())
        for (let k = 0; k < skip && it.next() !== undefined; k++);
        return it
      },
      null,
    )
    constructor.ignoresKeywords = () => true
    iteratorMethods(t)
    t.method('__length_hint__', [], 'How many items are left.', (self) => self.left)
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make the iterator again.',
      (self) => new W_Tuple([self.shape.type, new W_Tuple([self.deque, self.deque.length - self.left])]),
    )
  })
}

export const dequeIteratorType = iteratorType('_deque_iterator', 1)
export const dequeReverseIteratorType = iteratorType('_deque_reverse_iterator', -1)

function extend(self: W_Deque, w: Value): void {
  const source = w === self ? iter(new W_Tuple(self.items())) : iter(w)
  for (let x = next(source), n = 0; x !== undefined; x = next(source)) {
    self.push(x)
    taking(++n)
  }
}

function place(self: W_Deque, key: Value): number {
  const n = asIndex(key)
  if (typeof n === 'bigint' && BigInt.asIntN(64, n) !== n)
    throw error('OverflowError', `cannot fit '${typeOf(key).fullName}' into an index-sized integer`)
  const i = Number(n)
  const at = i < 0 ? i + self.length : i
  if (at < 0 || at >= self.length) throw error('IndexError', 'deque index out of range')
  return at
}

/** The first place of `x` in [start, stop), or -1; raises `changed` where the comparison changed the deque. */
function find(self: W_Deque, x: Value, start: number, stop: number, changed: () => unknown): number {
  const { version } = self
  for (let i = start; i < stop; i++) {
    const same = eqOrIs(self.at(i), x)
    if (self.version !== version) throw changed()
    if (same) return i
  }
  return -1
}

const mutated = (): unknown => error('RuntimeError', 'deque mutated during iteration')

/** A deque of the same class, bound and items; a subclass makes it by a call. */
function copy(self: W_Deque): Value {
  const { type } = self.shape
  if (type === dequeType) {
    const d = new W_Deque(self.bound, self.shape)
    for (let i = 0; i < self.length; i++) d.push(self.at(i))
    return d
  }
  return self.bound === null ? call1(type, self) : call2(type, self, self.bound)
}

function repeatInPlace(self: W_Deque, n: Value): void {
  const times = repetitions(n)
  if (times === undefined)
    throw error('TypeError', `can't multiply sequence by non-int of type '${typeOf(n).fullName}'`)
  const items = self.items()
  if (times === 0) {
    self.clear()
    return
  }
  if (items.length === 0) return
  // Of a bounded deque only the last copies stay.
  const rounds = self.maxlen < 0 ? times - 1 : Math.min(times - 1, Math.ceil(self.maxlen / items.length))
  if (items.length * rounds > 2 ** 32 - 2) throw error('MemoryError')
  reserve(items.length * rounds * ITEM_SIZE)
  for (let k = 0; k < rounds; k++) for (const x of items) self.push(x)
}

function repeated(self: W_Deque, n: Value): Value {
  const d = copy(self)
  if (d instanceof W_Deque) repeatInPlace(d, n)
  return d
}

function dequeRepr(self: W_Deque): string {
  const items = `[${joinReprs(self.items())}]`
  return `${self.shape.type.name}(${items}${self.bound === null ? '' : `, maxlen=${self.bound}`})`
}

export const dequeType: W_Type = defineType<W_Deque>(
  'deque',
  {
    module: 'collections',
    layout: layout('deque'),
    hasWeakref: true,
    pattern: 1,
    doc: 'A list-like sequence that is fast at both ends.',
  },
  (t) => {
    t.rawNew((args) => new W_Deque(null, (args[0] as W_Type).rootShape()))
    t.type.textSignature = '([iterable[, maxlen]])'
    t.rawSpecial('__init__', (args, kwnames) => {
      const self = args[0] as W_Deque
      const given = args.length - 1
      const named = kwnames === null ? 0 : kwnames.length
      const positional = given - named
      if (given > 2)
        throw error(
          'TypeError',
          `deque() takes at most 2 ${positional === 0 ? 'keyword ' : ''}arguments (${given} given)`,
        )
      let iterable: Value | undefined = positional > 0 ? args[1] : undefined
      let bound: Value = positional > 1 ? args[2] : null
      for (let k = 0; k < named; k++) {
        const name = kwnames![k]
        const at = name === 'iterable' ? 0 : name === 'maxlen' ? 1 : -1
        if (at < 0) throw error('TypeError', `deque() got an unexpected keyword argument '${name}'`)
        if (at < positional)
          throw error('TypeError', `argument for deque() given by name ('${name}') and position (${at + 1})`)
        if (at === 0) iterable = args[1 + positional + k]
        else bound = args[1 + positional + k]
      }
      let maxlen: number | bigint | null = null
      if (bound !== null) {
        const n = intOrUndefined(bound)
        if (n === undefined) throw error('TypeError', 'an integer is required')
        if (BigInt.asIntN(64, BigInt(n)) !== BigInt(n))
          throw error('OverflowError', 'Python int too large to convert to C ssize_t')
        if (n < 0) throw error('ValueError', 'maxlen must be non-negative')
        maxlen = n
      }
      self.setBound(maxlen)
      if (self.length > 0) self.clear()
      if (iterable !== undefined) extend(self, iterable)
      return null
    })
    t.special('__repr__', (self) => strFromText(guardedRepr(self, '[...]', () => dequeRepr(self))))
    t.attribute('__hash__', null)
    for (const [name, op] of COMPARISONS) {
      t.special(name, (self, other: Value) => {
        if (!(other instanceof W_Deque)) return NotImplemented
        if (op === EQ && self.length !== other.length) return false
        if (op === NE && self.length !== other.length) return true
        return compareItems(self.items(), other.items(), op)
      })
    }
    t.special('__iter__', (self) => new W_DequeIterator(self, 1, dequeIteratorType.rootShape()))
    t.method(
      '__reversed__',
      [],
      'Iterate from the right end.',
      (self) => new W_DequeIterator(self, -1, dequeReverseIteratorType.rootShape()),
    )
    t.special('__len__', (self) => self.length)
    t.special(
      '__add__',
      (self, other: Value) => {
        if (!(other instanceof W_Deque))
          throw error('TypeError', `can only concatenate deque (not "${typeOf(other).fullName}") to deque`)
        const d = copy(self)
        if (d instanceof W_Deque) extend(d, other)
        return d
      },
      { sequence: true },
    )
    t.special('__iadd__', (self, other: Value) => (extend(self, other), self), { sequence: true })
    t.special('__mul__', (self, n: Value) => repeated(self, n), { sequence: true })
    t.special('__rmul__', (self, n: Value) => repeated(self, n), { sequence: true })
    t.special('__imul__', (self, n: Value) => (repeatInPlace(self, n), self), { sequence: true })
    t.special('__getitem__', (self, key: Value) => self.at(place(self, key)), { indexed: true })
    t.special('__setitem__', (self, key: Value, x: Value) => (self.setAt(place(self, key), x), null), { indexed: true })
    t.special('__delitem__', (self, key: Value) => (self.removeAt(place(self, key)), null), { indexed: true })
    t.special('__contains__', (self, x: Value) => find(self, x, 0, self.length, mutated) >= 0)
    t.method('append', [pos('item')], 'Add an item at the right.', (self, x) => (self.push(x), null))
    t.method('appendleft', [pos('item')], 'Add an item at the left.', (self, x) => (self.unshift(x), null))
    t.method('clear', [], 'Remove all items.', (self) => (self.clear(), null))
    t.method('__copy__', [], 'A shallow copy.', copy)
    t.method('copy', [], 'A shallow copy.', copy)
    t.method('count', [pos('value')], 'How often value is in the deque.', (self, x) => {
      const { version } = self
      let n = 0
      for (let i = 0; i < self.length; i++) {
        const same = eqOrIs(self.at(i), x)
        if (self.version !== version) throw mutated()
        if (same) n++
      }
      return n
    })
    t.method(
      'extend',
      [pos('iterable')],
      'Add all items of an iterable at the right.',
      (self, w) => (extend(self, w), null),
    )
    t.method(
      'extendleft',
      [pos('iterable')],
      'Add all items of an iterable at the left, one after the other.',
      (self, w) => {
        const source = w === self ? iter(new W_Tuple(self.items())) : iter(w)
        for (let x = next(source), n = 0; x !== undefined; x = next(source)) {
          self.unshift(x)
          taking(++n)
        }
        return null
      },
    )
    t.method(
      'index',
      [pos('value'), opt('start', sliceBound), opt('stop', sliceBound)],
      'First place of value in [start:stop]; ValueError where there is none.',
      (self, x, start, stop) => {
        const n = self.length
        const i = find(self, x, clipBound(start, n, 0), clipBound(stop, n, n), mutated)
        if (i < 0) throw error('ValueError', `${reprText(x)} is not in deque`)
        return i
      },
      '($self, value, [start, [stop]])',
    )
    t.method('insert', [pos('index', ssize), pos('value')], 'Put a value before the given index.', (self, i, x) => {
      if (self.length === self.maxlen) throw error('IndexError', 'deque already at its maximum size')
      self.insert(i, x)
      return null
    })
    t.method('pop', [], 'Remove the rightmost item and return it.', (self) => {
      const x = self.pop()
      if (x === undefined) throw error('IndexError', 'pop from an empty deque')
      return x
    })
    t.method('popleft', [], 'Remove the leftmost item and return it.', (self) => {
      const x = self.shift()
      if (x === undefined) throw error('IndexError', 'pop from an empty deque')
      return x
    })
    t.method('__reduce__', [], 'What pickle needs to make the deque again.', (self) => {
      const args = self.bound === null ? [] : [new W_Tuple([]), self.bound]
      return new W_Tuple([typeOf(self), new W_Tuple(args), objectState(self), iter(self)])
    })
    t.method(
      'remove',
      [pos('value')],
      'Remove the first item equal to value; ValueError where there is none.',
      (self, x) => {
        const i = find(self, x, 0, self.length, () => error('IndexError', 'deque mutated during remove().'))
        if (i < 0) throw error('ValueError', `${reprText(x)} is not in deque`)
        self.removeAt(i)
        return null
      },
    )
    t.method('reverse', [], 'Reverse the deque in place.', (self) => (self.reverse(), null))
    t.method(
      'rotate',
      [pos('n', ssize, 1)],
      'Move n items from the right end to the left (negative: the other way).',
      (self, n) => (self.rotate(n), null),
    )
    t.method('__sizeof__', [], 'Bytes of memory the deque takes.', (self) => {
      // Blocks of 64 items and two links; the first item is behind the first place.
      const blocks = Math.max(1, Math.ceil((1 + self.length) / 64))
      return basicSizes(self.shape.type)[0] + 528 * blocks
    })
    t.classMethod('__class_getitem__', [pos('object')], 'deque[item], as in annotations.', (cls, item) =>
      newGenericAlias(cls, item),
    )
    t.getset('maxlen', 'The most items the deque may have, None where it is not bounded.', (self) => self.bound)
  },
)
