// _collections._tuplegetter: what the fields of a namedtuple are. CPython: Modules/_collectionsmodule.c (tuplegetter)
//
// It is a property to the host, whose getter takes the item of the tuple itself, whatever `__getitem__` a subclass has, so
// that what is quick for properties is quick for fields; to Python it is a type of its own.
import {
  BuiltinCode,
  defineType,
  error,
  OBJECT_LAYOUT,
  pos,
  reprText,
  type Shape,
  ssize,
  strFromText,
  typeOf,
  type Value,
  W_BuiltinFunction,
  W_Property,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'

class W_TupleGetter extends W_Property {
  readonly index: number
  constructor(index: number, doc: Value, shape: Shape) {
    super(shape)
    this.index = index
    this.doc = doc
    this.fget = getterOf(index)
  }
}

/** Getters by index: all fields of one place share theirs. */
const getters = new Map<number, Value>()

function getterOf(index: number): Value {
  let getter = getters.get(index)
  if (getter === undefined) {
    const body = (w: Value): Value => itemOf(w, index)
    const code = new BuiltinCode('get', 'get', [pos('self')], false, null, null, body as never)
    getter = new W_BuiltinFunction(code, null, '_collections', false)
    getters.set(index, getter)
  }
  return getter
}

function itemOf(w: Value, index: number): Value {
  if (!(w instanceof W_Tuple))
    throw error(
      'TypeError',
      `descriptor for index '${index}' for tuple subclasses doesn't apply to '${typeOf(w).fullName}' object`,
    )
  if (index < 0 || index >= w.items.length) throw error('IndexError', 'tuple index out of range')
  return w.items[index]
}

export const tuplegetterType: W_Type = defineType<W_TupleGetter>(
  '_tuplegetter',
  { module: 'collections', layout: { name: '_tuplegetter', base: OBJECT_LAYOUT }, final: true },
  (t) => {
    t.rawNew((args, kwnames) => {
      const given = args.length - 1
      if (kwnames !== null && kwnames.length > 0) throw error('TypeError', '_tuplegetter() takes no keyword arguments')
      if (given !== 2) throw error('TypeError', `_tuplegetter expected 2 arguments, got ${given}`)
      return new W_TupleGetter(ssize(args[1]), args[2], (args[0] as W_Type).rootShape())
    })
    t.special(
      '__get__',
      (self, w: Value, owner: Value | undefined) => {
        if (w !== null) return itemOf(w, self.index)
        if (owner === undefined || owner === null) throw error('TypeError', '__get__(None, None) is invalid')
        return self
      },
      { optional: 1 },
    )
    t.special('__set__', (_self, _w: Value, _value: Value) => {
      throw error('AttributeError', "can't set attribute")
    })
    t.special('__delete__', (_self, _w: Value) => {
      throw error('AttributeError', "can't delete attribute")
    })
    t.special('__repr__', (self) => strFromText(`${self.shape.type.name}(${self.index}, ${reprText(self.doc)})`))
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make it again.',
      (self) => new W_Tuple([self.shape.type, new W_Tuple([self.index, self.doc])]),
      null,
    )
    t.member(
      '__doc__',
      null,
      (self) => self.doc,
      (self, w) => {
        self.doc = w
      },
    )
  },
)
