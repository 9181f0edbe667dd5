// The `_weakref` module. lib: weakref; CPython: Modules/_weakref.c, Objects/weakrefobject.c
//
// A reference holds its object by a JavaScript WeakRef. When the host has let go of the object, the reference answers None and
// its callback is due; callbacks run when the host reports it (a FinalizationRegistry), between instructions.
import {
  addressText,
  call,
  call1,
  compare,
  defineModule,
  defineType,
  delattr,
  EQ,
  error,
  getattr,
  hash,
  isObject,
  keyOfStr,
  len,
  NE,
  NotImplemented,
  OBJECT_LAYOUT,
  opt,
  pos,
  setattr,
  Special,
  strFromText,
  str,
  isTrue,
  strOrUndefined,
  typeOf,
  type Value,
  W_List,
  W_Object,
  type W_Type,
  weakrefs,
  getitem,
  setitem,
  delitem,
  contains,
  iter,
  next,
  newGenericAlias,
  type W_Dict,
  isCallable,
  callSpecial2,
  hooks,
} from '@typhon/objspace'

export class W_Weakref extends W_Object {
  readonly target: WeakRef<W_Object>
  readonly callback: Value
  hashed: number | bigint | null = null
  constructor(target: W_Object, callback: Value, type: W_Type) {
    super(type.rootShape())
    this.target = new WeakRef(target)
    this.callback = callback
    const list = weakrefs.get(target)
    if (list === undefined) weakrefs.set(target, [this])
    else if (callback === null && this.shape.type === refType) list.unshift(this)
    else list.push(this)
    if (callback !== null) {
      waiting.add(this)
      gone.register(target, this)
    }
  }
}

/** References whose callbacks have not been called. */
const waiting = new Set<W_Weakref>()

const gone = new FinalizationRegistry<W_Weakref>(callBack)

function callBack(ref: W_Weakref): void {
  if (!waiting.delete(ref)) return
  try {
    call1(ref.callback, ref)
  } catch (e) {
    hooks.unraisable(e, 'Exception ignored while calling weakref callback', ref.callback)
  }
}

/** Calls the callbacks of references to objects that the host has let go of. */
export function runDueCallbacks(): void {
  const due = Array.from(waiting).filter((ref) => ref.target.deref() === undefined)
  due.forEach(callBack)
}

function referent(w: Value): W_Object {
  if (!isObject(w) || !(typeOf(w).hasWeakref || isClass(w)))
    throw error('TypeError', `cannot create weak reference to '${typeOf(w).fullName}' object`)
  return w
}

function isClass(w: Value): boolean {
  return typeOf(w).mro.some((t) => t.name === 'type' && !t.heap)
}

/** The callback-less exact reference to an object is shared. */
function shared(target: W_Object, type: W_Type): W_Weakref | undefined {
  const first = weakrefs
    .get(target)
    ?.find((r) => r instanceof W_Weakref && r.callback === null && r.shape.type === type)
  return first as W_Weakref | undefined
}

export const refType: W_Type = defineType<W_Weakref>(
  'ReferenceType',
  {
    module: 'weakref',
    layout: { name: 'ReferenceType', base: OBJECT_LAYOUT },
    doc: 'A reference that does not keep its object alive.',
  },
  (t) => {
    t.rawNew((args) => {
      const type = args[0] as W_Type
      if (args.length < 2) throw error('TypeError', '__new__ expected at least 1 argument, got 0')
      const target = referent(args[1])
      const callback = args[2] ?? null
      if (callback === null && type === refType) {
        const known = shared(target, type)
        if (known !== undefined) return known
      }
      return new W_Weakref(target, callback, type)
    })
    t.rawSpecial('__init__', () => null)
    t.special('__call__', (self) => self.target.deref() ?? null)
    t.special('__hash__', (self) => {
      if (self.hashed === null) {
        const w = self.target.deref()
        if (w === undefined) throw error('TypeError', 'weak object has gone away')
        self.hashed = hash(w)
      }
      return self.hashed
    })
    const equal = (self: W_Weakref, other: Value, op: 2 | 3): Value => {
      if (!(other instanceof W_Weakref)) return NotImplemented
      const a = self.target.deref()
      const b = other.target.deref()
      if (a === undefined || b === undefined) return op === EQ ? self === other : self !== other
      return compare(a, b, op)
    }
    t.special('__eq__', (self, other: Value) => equal(self, other, EQ))
    t.special('__ne__', (self, other: Value) => equal(self, other, NE))
    t.special('__repr__', (self) => {
      const w = self.target.deref()
      return strFromText(
        w === undefined
          ? `<weakref at ${addressText(self)}; dead>`
          : `<weakref at ${addressText(self)}; to '${typeOf(w).fullName}' at ${addressText(w)}>`,
      )
    })
    t.getset('__callback__', null, (self) => (self.target.deref() === undefined ? null : self.callback))
    t.classMethod(
      '__class_getitem__',
      [pos('item')],
      'ref[item], as in annotations.',
      (cls, item) => newGenericAlias(cls, item),
      null,
    )
  },
)

function live(self: W_Weakref): W_Object {
  const w = self.target.deref()
  if (w === undefined) throw error('ReferenceError', 'weakly-referenced object no longer exists')
  return w
}

function proxyType(name: string, callable: boolean): W_Type {
  return defineType<W_Weakref>(
    name,
    {
      module: 'weakref',
      layout: { name, base: OBJECT_LAYOUT },
      final: true,
      doc: 'Stands for an object without keeping it alive.',
    },
    (t) => {
      t.special('__getattribute__', (self, n: Value) => getattr(live(self), keyOfStr(strOrUndefined(n)!)))
      t.special(
        '__setattr__',
        (self, n: Value, v: Value) => (setattr(live(self), keyOfStr(strOrUndefined(n)!), v), null),
      )
      t.special('__delattr__', (self, n: Value) => (delattr(live(self), keyOfStr(strOrUndefined(n)!)), null))
      t.special('__str__', (self) => str(live(self)))
      t.special('__repr__', (self) =>
        strFromText(
          `<weakproxy at ${addressText(self)} to ${typeOf(live(self)).fullName} at ${addressText(live(self))}>`,
        ),
      )
      t.special('__bool__', (self) => isTrue(live(self)))
      t.special('__len__', (self) => len(live(self)))
      t.special('__getitem__', (self, k: Value) => getitem(live(self), k))
      t.special('__setitem__', (self, k: Value, v: Value) => (setitem(live(self), k, v), null))
      t.special('__delitem__', (self, k: Value) => (delitem(live(self), k), null))
      t.special('__contains__', (self, k: Value) => contains(live(self), k))
      t.special('__iter__', (self) => iter(live(self)))
      t.special('__next__', (self) => {
        const x = next(live(self))
        if (x === undefined) throw error('StopIteration')
        return x
      })
      t.attribute('__hash__', null)
      const strip = (w: Value): Value => (w instanceof W_Weakref && w.shape.type !== refType ? live(w) : w)
      for (const [name2, number] of [
        ['__eq__', 2],
        ['__ne__', 3],
        ['__lt__', 0],
        ['__le__', 1],
        ['__gt__', 4],
        ['__ge__', 5],
      ] as const)
        t.special(name2, (self, w: Value) => compare(live(self), strip(w), number))
      for (const op of [
        'add',
        'sub',
        'mul',
        'truediv',
        'floordiv',
        'mod',
        'and',
        'or',
        'xor',
        'lshift',
        'rshift',
        'matmul',
      ] as const) {
        t.special(`__${op}__`, (self, w: Value) => {
          const m = typeOf(live(self)).special(Special[op])
          return m === undefined || m === null ? NotImplemented : callSpecial2(m, live(self), strip(w))
        })
      }
      if (callable)
        t.rawSpecial('__call__', (args, kwnames) => call(live(args[0] as W_Weakref), args.slice(1), kwnames))
    },
  )
}

const plainProxyType = proxyType('ProxyType', false)
const callableProxyType = proxyType('CallableProxyType', true)

export const weakrefModule = defineModule('_weakref', 'Weak references.', (m) => {
  m.constant('ref', refType)
  m.constant('ReferenceType', refType)
  m.constant('ProxyType', plainProxyType)
  m.constant('CallableProxyType', callableProxyType)
  m.fn(
    'proxy',
    [pos('object'), opt<Value>('callback')],
    'An object that stands for another without keeping it alive.',
    (w, callback) => {
      const target = referent(w)
      const type = isCallable(w) ? callableProxyType : plainProxyType
      return (
        (callback === undefined || callback === null ? shared(target, type) : undefined) ??
        new W_Weakref(target, callback ?? null, type)
      )
    },
  )
  m.fn('getweakrefcount', [pos('object')], 'How many weak references an object has.', (w) =>
    isObject(w) ? (weakrefs.get(w)?.length ?? 0) : 0,
  )
  m.fn(
    'getweakrefs',
    [pos('object')],
    'The weak references that an object has.',
    (w) => new W_List(isObject(w) ? (weakrefs.get(w) ?? []).slice() : []),
  )
  m.fn('_remove_dead_weakref', [pos('dct'), pos('key')], 'Remove an entry whose reference is dead.', (dct, key) => {
    const d = dct as W_Dict
    const w = d.get(key)
    if (w instanceof W_Weakref && w.target.deref() === undefined) d.pop(key)
    return null
  })
})
