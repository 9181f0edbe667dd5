// collections.OrderedDict, its views and iterators. lib: collections#collections.OrderedDict; CPython: Objects/odictobject.c
//
// Of a subclass the methods `__getitem__`, `__setitem__`, `__contains__`, `keys` and `items` are called where CPython's C
// code calls them, and nowhere else: `pop`, `popitem` and `move_to_end` work on the entries themselves.
import {
  callSpecial1,
  dictSlots,
  arg,
  asBool,
  builtinFunction,
  call0,
  call1,
  callMethod,
  callSpecial2,
  contains,
  defineType,
  dictGetSet,
  dictType,
  dictViewTypes,
  eqOrIs,
  error,
  errorWith,
  findAttr,
  forEach,
  getitem,
  guardedRepr,
  isTrue,
  iter,
  iteratorMethods,
  type KeywordNames,
  type Layout,
  next,
  NotImplemented,
  OBJECT_LAYOUT,
  objectState,
  optArg,
  type Part,
  reprText,
  setitem,
  Special,
  strFromKey,
  strFromText,
  type Value,
  W_Dict,
  W_DictView,
  W_Iterator,
  W_List,
  W_Pair,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import { END, W_OrderedDict } from './ordered-dict-value.ts'

const LAYOUT: Layout = { name: 'OrderedDict', base: dictType.layout }

const mutated = (): unknown => error('RuntimeError', 'OrderedDict mutated during iteration')

class W_OrderedDictIterator extends W_Iterator {
  /** undefined when the iterator is at its end. */
  dict: W_OrderedDict | undefined
  readonly part: Part
  readonly last: boolean
  private place: number
  private readonly state: number
  private size: number
  constructor(dict: W_OrderedDict, part: Part, last: boolean) {
    super(iteratorType.rootShape())
    this.dict = dict
    this.part = part
    this.last = last
    this.place = last ? dict.last : dict.first
    this.state = dict.state
    this.size = dict.size
  }

  override next(): Value | undefined {
    const { dict, place: i } = this
    if (dict === undefined) return undefined
    dict.checkLost()
    if (i === END) {
      this.dict = undefined
      return undefined
    }
    if (dict.state !== this.state) throw mutated()
    if (dict.size !== this.size) {
      this.size = -1
      throw error('RuntimeError', 'OrderedDict changed size during iteration')
    }
    const key = dict.keyAt(i)
    this.place = this.last ? dict.placeBefore(i) : dict.placeAfter(i)
    if (this.part === 'keys') return key
    if (this.part === 'values') return dict.values[i]
    return new W_Pair(key, dict.values[i] as Value)
  }

  /** What is still to come. */
  rest(): Value[] {
    const copy = Object.assign(Object.create(W_OrderedDictIterator.prototype) as W_OrderedDictIterator, this)
    const items: Value[] = []
    for (let w = copy.next(); w !== undefined; w = copy.next()) items.push(w)
    return items
  }
}

const iteratorType: W_Type = defineType<W_OrderedDictIterator>(
  'odict_iterator',
  { layout: { name: 'odict_iterator', base: OBJECT_LAYOUT }, final: true },
  (t) => {
    iteratorMethods(t)
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make the iterator again.',
      (self) => new W_Tuple([builtinFunction('iter'), new W_Tuple([new W_List(self.rest())])]),
    )
  },
)

function viewType(part: Part): W_Type {
  return defineType<W_DictView>(`odict_${part}`, { base: dictViewTypes[part], final: true }, (t) => {
    const over = (self: W_DictView, last: boolean): Value =>
      new W_OrderedDictIterator(self.dict as W_OrderedDict, part, last)
    t.special('__iter__', (self) => over(self, false))
    t.method('__reversed__', [], 'Iterate from the end.', (self) => over(self, true))
  })
}

const viewTypes = { keys: viewType('keys'), values: viewType('values'), items: viewType('items') }

const view = (self: W_OrderedDict, part: Part): W_DictView => new W_DictView(self, part, viewTypes[part].rootShape())

/** Whether entries are stored by OrderedDict's own `__setitem__`, or one written in Python has to be called. */
function storesItself(w: Value): w is W_OrderedDict {
  return (
    w instanceof W_OrderedDict && w.shape.type.special(Special.setitem) === orderedDictType.special(Special.setitem)
  )
}

function store(w: Value, w_key: Value, value: Value): void {
  if (storesItself(w)) w.set(w_key, value)
  else setitem(w, w_key, value)
}

function addPair(self: Value, pair: Value): void {
  const parts = iter(pair)
  const key = next(parts)
  if (key === undefined) throw error('ValueError', 'need more than 0 values to unpack')
  const value = next(parts)
  if (value === undefined) throw error('ValueError', 'need more than 1 value to unpack')
  if (next(parts) !== undefined) throw error('ValueError', 'too many values to unpack (expected 2)')
  store(self, key, value)
}

/** Takes over the entries of a dict, of what has `keys` or `items`, or of an iterable of pairs. */
function updateFrom(self: Value, w: Value): void {
  if (w instanceof W_Dict && w.shape.type === dictType) {
    const keys = w.liveKeys()
    const values = w.liveValues()
    for (let i = 0; i < keys.length; i++) store(self, keys[i], values[i])
    return
  }
  const keys = findAttr(w, 'keys')
  if (keys !== undefined) {
    forEach(call0(keys), (key) => {
      store(self, key, getitem(w, key))
    })
    return
  }
  const items = findAttr(w, 'items')
  forEach(items === undefined ? w : call0(items), (pair) => {
    addPair(self, pair)
  })
}

/** `OrderedDict(…)`, `d.update(…)`: args[0] is the dict. */
function update(args: Value[], kwnames: KeywordNames, complaint: (given: number) => string): void {
  const self = args[0]
  const given = args.length - (kwnames === null ? 0 : kwnames.length) - 1
  if (given > 1) throw error('TypeError', complaint(given))
  if (given === 1) updateFrom(self, args[1])
  if (kwnames !== null)
    for (let i = 0; i < kwnames.length; i++) store(self, strFromKey(kwnames[i]), args[1 + given + i])
}

/** A dict of the same class and entries; what a subclass holds is asked of its `__getitem__`. */
function copy(self: W_OrderedDict): Value {
  self.checkLost()
  if (self.shape.type === orderedDictType) {
    const d = new W_OrderedDict(self.shape.type.rootShape())
    for (let i = self.first; i !== END; i = self.placeAfter(i)) d.set(self.keyAt(i), self.values[i] as Value)
    return d
  }
  const d = call0(self.shape.type)
  const { state } = self
  for (let i = self.first; i !== END; i = self.placeAfter(i)) {
    const key = self.keys[i] as Value
    store(d, key, getitem(self, key))
    if (self.state !== state) throw mutated()
  }
  return d
}

function sameOrder(a: W_OrderedDict, b: W_OrderedDict): boolean {
  const { state: stateA } = a
  const { state: stateB } = b
  let i = a.first
  let j = b.first
  while (i !== END && j !== END) {
    const same = eqOrIs(a.keys[i] as Value, b.keys[j] as Value)
    if (a.state !== stateA || b.state !== stateB) throw mutated()
    if (!same) return false
    i = a.placeAfter(i)
    j = b.placeAfter(j)
  }
  return i === j
}

function equal(self: W_OrderedDict, other: Value): Value {
  const same = callSpecial2(dictType.special(Special.eq) as Value, self, other)
  if (same === NotImplemented || !isTrue(same) || !(other instanceof W_OrderedDict)) return same
  return sameOrder(self, other)
}

function joined(cls: W_Type, a: Value, b: Value): Value {
  if (!(a instanceof W_Dict) || !(b instanceof W_Dict)) return NotImplemented
  const d = call1(cls, a)
  updateFrom(d, b)
  return d
}

/** A KeyError made of its argument or arguments: None is none, a tuple several. CPython: Python/errors.c (_PyErr_CreateException) */
const missing = (key: Value): unknown =>
  errorWith('KeyError', ...(key === null ? [] : key instanceof W_Tuple ? key.items : [key]))

export const orderedDictType: W_Type = defineType<W_OrderedDict>(
  'OrderedDict',
  {
    module: 'collections',
    base: dictType,
    layout: LAYOUT,
    hasDict: true,
    hasWeakref: true,
    pattern: 2,
    doc: 'A dict whose order can be changed, and counts when it is compared.',
  },
  (t) => {
    t.allocates((args) => new W_OrderedDict((args[0] as W_Type).rootShape()))
    t.type.textSignature = null
    t.rawSpecial('__init__', (args, kwnames) => {
      update(args, kwnames, (given) => `expected at most 1 arguments, got ${given}`)
      return null
    })
    t.special('__repr__', (self) => {
      const { name } = self.shape.type
      if (self.size === 0) return strFromText(`${name}()`)
      return strFromText(guardedRepr(self, '...', () => `${name}(${reprText(call1(dictType, self))})`))
    })
    t.special('__eq__', equal)
    t.special('__ne__', (self, other: Value) => {
      const same = equal(self, other)
      return same === NotImplemented ? same : !isTrue(same)
    })
    t.attribute('__hash__', null)
    t.special('__iter__', (self) => new W_OrderedDictIterator(self, 'keys', false))
    t.special('__or__', (self, other: Value) => joined(self.shape.type, self, other))
    t.special('__ror__', (self, other: Value) => joined(self.shape.type, other, self))
    t.special('__ior__', (self, other: Value) => (updateFrom(self, other), self))
    t.special('__setitem__', (self, key: Value, value: Value) => (self.set(key, value), null))
    t.special('__delitem__', (self, key: Value) => {
      if (self.take(key) === undefined) throw errorWith('KeyError', key)
      return null
    })
    t.classMethod(
      'fromkeys',
      [arg('iterable'), arg('value', null, null)],
      'A dict with the given keys, all with the same value.',
      (cls, iterable, value) => {
        const d = call0(cls)
        forEach(iterable, (key) => {
          store(d, key, value)
        })
        return d
      },
    )
    t.method('__sizeof__', [], 'Bytes of memory the dict takes.', (self) => {
      const { size } = self
      const dict = callSpecial1(dictType.special(Special.sizeof) as Value, self) as number
      // Where the node of each key is, and the nodes.
      return size === 0 ? dict : dict + 8 * dictSlots(size) + 32 * size
    })
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make the dict again.',
      (self) =>
        new W_Tuple([self.shape.type, new W_Tuple([]), objectState(self), null, iter(callMethod(self, 'items'))]),
    )
    t.method(
      'setdefault',
      [arg('key'), arg('default', null, null)],
      'The value of key, which is set to default where there is none.',
      (self, key, otherwise) => {
        if (self.shape.type !== orderedDictType) {
          if (contains(self, key)) return getitem(self, key)
          store(self, key, otherwise)
          return otherwise
        }
        const found = self.get(key)
        if (found !== undefined) return found
        self.set(key, otherwise)
        return otherwise
      },
    )
    t.method(
      'pop',
      [arg('key'), optArg('default')],
      'Remove key and return its value; default, or else KeyError, where there is none.',
      (self, key, otherwise) => {
        const found = self.take(key)
        if (found !== undefined) return found
        if (otherwise === undefined) throw missing(key)
        return otherwise
      },
    )
    t.method(
      'popitem',
      [arg('last', asBool, true)],
      'Remove the last or else the first entry and return it as a pair.',
      (self, last) => {
        const i = last ? self.last : self.first
        if (i === END) throw errorWith('KeyError', 'dictionary is empty')
        const key = self.keys[i] as Value
        return new W_Pair(key, self.takeAt(i))
      },
    )
    t.method('keys', [], 'A view of the keys.', (self) => view(self, 'keys'))
    t.method('values', [], 'A view of the values.', (self) => view(self, 'values'))
    t.method('items', [], 'A view of the entries as pairs.', (self) => view(self, 'items'))
    t.rawMethod(
      'update',
      'Take over the entries of a mapping or an iterable of pairs, then the keyword arguments.',
      (args, kwnames) => {
        update(args, kwnames, (given) => `update() takes at most 1 positional argument (${given} given)`)
        return null
      },
    )
    t.method('clear', [], 'Remove all entries.', (self) => (self.clear(), null))
    t.method('copy', [], 'A shallow copy.', copy)
    t.method(
      '__reversed__',
      [],
      'Iterate over the keys from the last to the first.',
      (self) => new W_OrderedDictIterator(self, 'keys', true),
    )
    t.method(
      'move_to_end',
      [arg('key'), arg('last', asBool, true)],
      'Make an entry the last one, or else the first.',
      (self, key, last) => {
        const i = self.size === 0 ? -1 : self.placeOf(key)
        if (i < 0) throw missing(key)
        self.moveTo(i, last)
        return null
      },
    )
    t.attribute('__dict__', dictGetSet(t.type))
  },
)
