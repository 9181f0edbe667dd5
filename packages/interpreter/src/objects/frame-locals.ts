// FrameLocalsProxy: the variables of a running function as a mapping that writes through. PEP 667; CPython: Objects/frameobject.c
//
// Reading asks the frame each time; a name that is no variable of the function is kept beside the frame.
import {
  call,
  call1,
  contains,
  defineType,
  error,
  errorWith,
  getattr,
  getitem,
  iter,
  keyOfStr,
  len,
  NotImplemented,
  opt,
  pos,
  rest,
  reprText,
  strFromText,
  strOrUndefined,
  type TypeBuilder,
  compare,
  EQ,
  unpack,
  type Value,
  W_Cell,
  W_Dict,
  W_Object,
  type W_Type,
} from '@typhon/objspace'
import { debugOf, type Frame } from './frame.ts'

export class W_FrameLocals extends W_Object {
  readonly frame: Frame
  /** All variables that have a value, as a new dict. */
  readonly snapshot: () => W_Dict

  constructor(frame: Frame, snapshot: () => W_Dict) {
    super(frameLocalsType.rootShape())
    this.frame = frame
    this.snapshot = snapshot
  }

  set(key: Value, value: Value): void {
    const s = strOrUndefined(key)
    const register = s === undefined ? -1 : registerOf(this.frame, keyOfStr(s))
    if (register < 0) {
      const debug = debugOf(this.frame)
      debug.extraLocals ??= new W_Dict()
      debug.extraLocals.set(key, value)
      return
    }
    const { regs } = this.frame
    const w = regs[register]
    if (w instanceof W_Cell) w.value = value
    else regs[register] = value
  }

  /** Forgets a name that is no variable of the function. */
  delete(key: Value): Value {
    const s = strOrUndefined(key)
    if (s !== undefined && registerOf(this.frame, keyOfStr(s)) >= 0)
      throw error('ValueError', 'cannot remove local variables from FrameLocalsProxy')
    const value = this.frame.debug?.extraLocals?.pop(key)
    if (value === undefined) throw errorWith('KeyError', key)
    return value
  }
}

/** The register of a variable, or of its cell; -1 where the function has no such variable. */
function registerOf(frame: Frame, name: string): number {
  const { unit } = frame.code
  const cell = unit.cellvars.indexOf(name)
  if (cell >= 0) return unit.cellRegs[cell]
  const free = unit.freevars.indexOf(name)
  if (free >= 0) return unit.freeRegs[free]
  return unit.varnames.indexOf(name)
}

/** Methods that are those of a dict of the variables. */
function readers(t: TypeBuilder<W_FrameLocals>): void {
  t.method('keys', [], 'The names.', (self) => call(getattr(self.snapshot(), 'keys'), [], null))
  t.method('values', [], 'The values.', (self) => call(getattr(self.snapshot(), 'values'), [], null))
  t.method('items', [], 'Names with their values.', (self) => call(getattr(self.snapshot(), 'items'), [], null))
  t.method('copy', [], 'A dict of the variables.', (self) => self.snapshot())
  t.method(
    'get',
    [pos('key'), pos<Value>('default', null, null)],
    'The value of a name, or default.',
    (self, key, otherwise) => self.snapshot().get(key) ?? otherwise,
  )
  t.special('__getitem__', (self, key: Value) => {
    const value = self.snapshot().get(key)
    if (value === undefined) throw errorWith('KeyError', key)
    return value
  })
  t.special('__contains__', (self, key: Value) => contains(self.snapshot(), key))
  t.special('__len__', (self) => len(self.snapshot()))
  t.special('__iter__', (self) => iter(self.snapshot()))
  t.special('__repr__', (self) => strFromText(reprText(self.snapshot())))
  t.special('__eq__', (self, other: Value) => {
    if (other instanceof W_FrameLocals) return self.frame === other.frame
    return other instanceof W_Dict ? compare(self.snapshot(), other, EQ) : NotImplemented
  })
  t.special('__or__', (self, other: Value) => {
    if (!(other instanceof W_Dict) && !(other instanceof W_FrameLocals)) return NotImplemented
    const all = self.snapshot()
    call1(getattr(all, 'update'), other)
    return all
  })
}

export const frameLocalsType: W_Type = defineType<W_FrameLocals>(
  'FrameLocalsProxy',
  { final: true, pattern: 2, doc: 'The variables of a running function.' },
  (t) => {
    readers(t)
    t.attribute('__hash__', null)
    t.special('__setitem__', (self, key: Value, value: Value) => (self.set(key, value), null))
    t.special('__delitem__', (self, key: Value) => (self.delete(key), null))
    t.special('__ior__', (self, other: Value) => (update(self, other), self))
    t.method('update', [pos('other')], 'Set the variables that another mapping names.', (self, other) => {
      update(self, other)
      return null
    })
    t.method(
      'setdefault',
      [pos('key'), pos<Value>('default', null, null)],
      'The value of a name, which is set to default where it has none.',
      (self, key, otherwise) => {
        const value = self.snapshot().get(key)
        if (value !== undefined) return value
        self.set(key, otherwise)
        return otherwise
      },
    )
    t.method(
      'pop',
      [pos('key'), opt<Value>('default')],
      'Forget a name that is no variable of the function, and give its value.',
      (self, key, otherwise) => {
        const s = strOrUndefined(key)
        const known = s !== undefined && registerOf(self.frame, keyOfStr(s)) >= 0
        if (!known && otherwise !== undefined && self.frame.debug?.extraLocals?.get(key) === undefined) return otherwise
        return self.delete(key)
      },
    )
    t.method('__reversed__', [rest('args')], 'The names, the last first.', (self) =>
      call(getattr(self.snapshot(), '__reversed__'), [], null),
    )
  },
)

function update(self: W_FrameLocals, other: Value): void {
  if (!(other instanceof W_Dict) && !(other instanceof W_FrameLocals))
    throw error('TypeError', 'update() argument must be dict or another FrameLocalsProxy')
  const from = other instanceof W_Dict ? other : other.snapshot()
  for (const key of unpack(from)) self.set(key, getitem(from, key))
}
