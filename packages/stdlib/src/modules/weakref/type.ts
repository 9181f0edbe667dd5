// The type of weak references. CPython: Objects/weakrefobject.c
import {
  addressText,
  compare,
  defineType,
  EQ,
  error,
  hash,
  NE,
  type KeywordNames,
  newGenericAlias,
  NotImplemented,
  OBJECT_LAYOUT,
  pos,
  strFromText,
  typeOf,
  type Value,
  type W_Type,
  fullyQualifiedName,
  getDescriptor,
  isObject,
  strOrUndefined,
  textOfStr,
} from '@typhon/objspace'
import { referent, sharedReference, W_Weakref } from './reference.ts'

/** Both `__new__` and `__init__` take an object and perhaps a callback; keywords are for the subclasses. */
function checkArguments(name: string, n: number): void {
  if (n < 1) throw error('TypeError', `${name} expected at least 1 argument, got ${n}`)
  if (n > 2) throw error('TypeError', `${name} expected at most 2 arguments, got ${n}`)
}

function positional(args: readonly Value[], kwnames: KeywordNames): number {
  return args.length - 1 - (kwnames?.length ?? 0)
}

/** ` (name)` of what has a name by its type, as functions and classes do. */
function nameIn(w: Value): string {
  const type = typeOf(w)
  const w_attr = type.lookup('__name__')
  const name =
    w_attr === undefined
      ? undefined
      : strOrUndefined(isObject(w_attr) ? (getDescriptor(w_attr, w, type) ?? null) : w_attr)
  return name === undefined ? '' : ` (${textOfStr(name)})`
}

export const refType: W_Type = defineType<W_Weakref>(
  'ReferenceType',
  {
    module: 'weakref',
    layout: { name: 'ReferenceType', base: OBJECT_LAYOUT },
    doc: 'A reference that does not keep its object alive.',
  },
  (t) => {
    t.rawNew((args, kwnames) => {
      const type = args[0] as W_Type
      const n = positional(args, kwnames)
      checkArguments('__new__', n)
      const target = referent(args[1])
      const callback = n > 1 ? args[2] : null
      const known = callback === null && type === refType ? sharedReference(target, type) : undefined
      return known ?? new W_Weakref(target, callback, type)
    })
    t.rawSpecial('__init__', (args, kwnames) => {
      if (kwnames !== null && kwnames.length > 0) throw error('TypeError', 'ref() takes no keyword arguments')
      checkArguments('__init__', positional(args, kwnames))
      return null
    })
    t.rawSpecial('__call__', (args, kwnames) => {
      if (kwnames !== null && kwnames.length > 0) throw error('TypeError', 'weakref() takes no keyword arguments')
      const n = args.length - 1
      if (n > 0) throw error('TypeError', `weakref expected 0 arguments, got ${n}`)
      return (args[0] as W_Weakref).get() ?? null
    })
    t.special('__hash__', (self) => {
      if (self.hashed === null) {
        const w = self.get()
        if (w === undefined) throw error('TypeError', 'weak object has gone away')
        self.hashed = hash(w)
      }
      return self.hashed
    })
    const equal = (self: W_Weakref, other: Value, op: 2 | 3): Value => {
      if (!(other instanceof W_Weakref)) return NotImplemented
      const a = self.get()
      const b = other.get()
      if (a === undefined || b === undefined) return op === EQ ? self === other : self !== other
      return compare(a, b, op)
    }
    t.special('__eq__', (self, other: Value) => equal(self, other, EQ))
    t.special('__ne__', (self, other: Value) => equal(self, other, NE))
    t.special('__repr__', (self) => {
      const w = self.get()
      return strFromText(
        w === undefined
          ? `<weakref at ${addressText(self)}; dead>`
          : `<weakref at ${addressText(self)}; to '${fullyQualifiedName(typeOf(w))}' at ${addressText(w)}${nameIn(w)}>`,
      )
    })
    t.member('__callback__', null, (self) => (self.get() === undefined ? null : self.callback))
    t.classMethod(
      '__class_getitem__',
      [pos('item')],
      'ref[item], as in annotations.',
      (cls, item) => newGenericAlias(cls, item),
      null,
    )
  },
)
