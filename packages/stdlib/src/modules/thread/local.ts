// threading.local: attributes that each thread has for itself. lib: threading#thread-local-data; CPython: Modules/_threadmodule.c
//
// The instance holds the attributes of one thread, `holder`; when another thread comes, its dict is put in their place.
import { currentThread, type Thread } from '@typhon/interpreter'
import {
  attributeError,
  call,
  defineType,
  error,
  genericDelete,
  genericFind,
  genericSet,
  getattr,
  instanceDict,
  type KeywordNames,
  nameOf,
  OBJECT_LAYOUT,
  setInstanceDict,
  Special,
  type Value,
  W_Dict,
  W_Object,
  type W_Type,
} from '@typhon/objspace'

class W_Local extends W_Object {
  readonly args: Value[]
  readonly kwnames: KeywordNames
  holder: Thread
  readonly dicts = new WeakMap<Thread, W_Dict>()

  constructor(shape: W_Object['shape'], args: Value[], kwnames: KeywordNames) {
    super(shape)
    this.args = args
    this.kwnames = kwnames
    this.holder = currentThread()
  }
}

/** Puts the calling thread's attributes in place; the first time, `__init__` runs for it. */
function own(self: W_Local): W_Local {
  const thread = currentThread()
  if (thread === self.holder) return self
  self.dicts.set(self.holder, instanceDict(self))
  self.holder = thread
  const known = self.dicts.get(thread)
  setInstanceDict(self, known ?? new W_Dict())
  if (known === undefined) {
    const init = self.shape.type.special(Special.init)
    if (init !== localType.special(Special.init)) call(getattr(self, '__init__'), self.args.slice(), self.kwnames)
  }
  return self
}

export const localType: W_Type = defineType<W_Local>(
  '_local',
  {
    module: '_thread',
    layout: { name: '_local', base: OBJECT_LAYOUT },
    hasDict: true,
    hasWeakref: true,
    doc: 'Attributes that each thread has for itself.',
  },
  (t) => {
    t.type.textSignature = '()'
    t.rawNew((args, kwnames) => {
      const cls = args[0] as W_Type
      if (args.length > 1 && cls.special(Special.init) === localType.special(Special.init))
        throw error('TypeError', 'Initialization arguments are not supported')
      return new W_Local(cls.rootShape(), args.slice(1), kwnames)
    })
    t.special('__getattribute__', (self, w: Value) => {
      const name = nameOf(w)
      if (name === '__dict__') return instanceDict(own(self))
      const found = genericFind(own(self), name)
      if (found === undefined) throw attributeError(self, name)
      return found
    })
    t.special('__setattr__', (self, w: Value, value: Value) => {
      const name = nameOf(w)
      if (name === '__dict__') throw readOnly(self)
      genericSet(own(self), name, value)
      return null
    })
    t.special('__delattr__', (self, w: Value) => {
      const name = nameOf(w)
      if (name === '__dict__') throw readOnly(self)
      genericDelete(own(self), name)
      return null
    })
  },
)

const readOnly = (self: W_Local): unknown =>
  error('AttributeError', `'${self.shape.type.fullName}' object attribute '__dict__' is read-only`)
