// FrameLocalsProxy: a function's variables as a mapping that reads and writes the variables themselves. PEP 667
// CPython: Objects/frameobject.c (PyFrameLocalsProxy_Type)
//
// A name that is no variable of the function is kept beside the frame. What must stay true: a variable without a value is not
// in the mapping, but can be given one; only names beside the frame can be removed.
import {
  COMPARISONS,
  compare,
  defineType,
  error,
  eq,
  errorWith,
  guardedRepr,
  hash,
  iter,
  keyOfStr,
  NotImplemented,
  OBJECT_LAYOUT,
  pos,
  reprText,
  strFromText,
  strFromKey,
  typeOf,
  type Value,
  W_Cell,
  W_Dict,
  W_List,
  W_Object,
  W_Tuple,
  W_WideStr,
  type W_Type,
} from '@typhon/objspace'
import { debugOf, Frame } from './frame.ts'
import { showFrame } from '../prompt/seen.ts'

export class W_FrameLocals extends W_Object {
  readonly frame: Frame
  constructor(frame: Frame) {
    super(frameLocalsType.rootShape())
    this.frame = showFrame(frame)
  }
}

/** Calls `visit` with the name and register of every variable of a function, comprehensions that are running included. */
function eachVariable(frame: Frame, visit: (name: string, register: number, shared: boolean) => void): void {
  const { varnames, cellvars, freevars, cellRegs, freeRegs, hidden, names } = frame.code.unit
  varnames.forEach((name, i) => {
    if (!name.startsWith('.')) visit(name, i, cellvars.includes(name))
  })
  cellvars.forEach((name, i) => {
    if (!varnames.includes(name)) visit(name, cellRegs[i], true)
  })
  freevars.forEach((name, i) => visit(name, freeRegs[i], true))
  for (let i = 0; i < hidden.length; i += 4)
    if (frame.pc >= hidden[i + 2] && frame.pc < hidden[i + 3]) visit(names[hidden[i]], hidden[i + 1], true)
}

function valueIn(frame: Frame, register: number, shared: boolean): Value | undefined {
  const w = frame.regs[register]
  return shared && w instanceof W_Cell ? w.value : w
}

/** What the mapping holds, as a new dict. */
function snapshot({ frame }: W_FrameLocals): W_Dict {
  const d = new W_Dict()
  eachVariable(frame, (name, register, shared) => {
    const value = valueIn(frame, register, shared)
    if (value !== undefined) d.setStr(name, value)
  })
  const extra = frame.debug?.extraLocals
  if (extra !== null && extra !== undefined) for (const key of extra.liveKeys()) d.set(key, extra.get(key) as Value)
  return d
}

/** The variable that a key means: by its text, or for anything but a plain str by hash and equality. */
function nameOf(frame: Frame, key: Value): string | undefined {
  if (typeof key === 'string' || key instanceof W_WideStr) return keyOfStr(key)
  const hashed = hash(key)
  let found: string | undefined
  eachVariable(frame, (name) => {
    if (found !== undefined) return
    const w_name = strFromKey(name)
    if (hash(w_name) === hashed && eq(w_name, key)) found = name
  })
  return found
}

function find(self: W_FrameLocals, key: Value): Value | undefined {
  const { frame } = self
  const name = nameOf(frame, key)
  let found: Value | undefined
  if (name !== undefined)
    eachVariable(frame, (variable, register, shared) => {
      if (variable !== name) return
      const value = valueIn(frame, register, shared)
      if (value !== undefined) found = value
    })
  return found === undefined ? frame.debug?.extraLocals?.get(key) : found
}

function store(self: W_FrameLocals, key: Value, value: Value): void {
  const { frame } = self
  const name = nameOf(frame, key)
  let isVariable = false
  if (name !== undefined)
    eachVariable(frame, (variable, register, shared) => {
      if (variable !== name) return
      isVariable = true
      const w = frame.regs[register]
      if (shared && w instanceof W_Cell) w.value = value
      else frame.regs[register] = value
    })
  if (isVariable) return
  const debug = debugOf(frame)
  debug.extraLocals ??= new W_Dict()
  debug.extraLocals.set(key, value)
}

/** Forgets a name that is kept beside the frame; a variable cannot be removed. */
function remove(self: W_FrameLocals, key: Value, fallback?: Value): Value {
  const { frame } = self
  const name = nameOf(frame, key)
  if (name !== undefined)
    eachVariable(frame, (variable) => {
      if (variable === name) throw error('ValueError', 'cannot remove local variables from FrameLocalsProxy')
    })
  const value = frame.debug?.extraLocals?.pop(key)
  if (value !== undefined) return value
  if (fallback !== undefined) return fallback
  throw errorWith('KeyError', key)
}

/** The pairs of a dict or another such mapping, undefined for anything else. */
function dictOf(w: Value): W_Dict | undefined {
  return w instanceof W_FrameLocals ? snapshot(w) : w instanceof W_Dict ? w : undefined
}

function merge(into: W_Dict, from: W_Dict): W_Dict {
  for (const key of from.liveKeys()) into.set(key, from.get(key) as Value)
  return into
}

function update(self: W_FrameLocals, from: W_Dict): void {
  for (const key of from.liveKeys()) store(self, key, from.get(key) as Value)
}

/** Receiver, key and default of a call. */
function oneOrTwo(name: string, args: readonly Value[]): [W_FrameLocals, Value, Value] {
  if (args.length !== 2 && args.length !== 3) throw error('TypeError', `${name} expected 1 or 2 arguments`)
  return [args[0] as W_FrameLocals, args[1], args[2] ?? null]
}

export const frameLocalsType: W_Type = defineType<W_FrameLocals>(
  'FrameLocalsProxy',
  { layout: { name: 'FrameLocalsProxy', base: OBJECT_LAYOUT }, final: true, pattern: 2 },
  (t) => {
    t.rawNew((args, kwnames) => {
      const n = args.length - 1 - (kwnames?.length ?? 0)
      if (n !== 1) throw error('TypeError', `FrameLocalsProxy expected 1 argument, got ${n}`)
      if (!(args[1] instanceof Frame)) throw error('TypeError', `expect frame, not ${typeOf(args[1]).fullName}`)
      if (kwnames !== null) throw error('TypeError', 'FrameLocalsProxy takes no keyword arguments')
      return new W_FrameLocals(args[1])
    })
    const list = (self: W_FrameLocals): Value[] => [...snapshot(self).liveKeys()]
    t.special('__repr__', (self) => strFromText(guardedRepr(self, '{...}', () => reprText(snapshot(self)))))
    for (const [name, comparison] of COMPARISONS)
      t.special(name, (self: W_FrameLocals, w: Value) => {
        if (name !== '__eq__' && name !== '__ne__') return NotImplemented
        if (w instanceof W_FrameLocals) return (self.frame === w.frame) === (name === '__eq__')
        return w instanceof W_Dict ? compare(snapshot(self), w, comparison) : NotImplemented
      })
    t.attribute('__hash__', null)
    t.special('__iter__', (self) => iter(new W_List(list(self))))
    t.special('__len__', (self) => list(self).length)
    t.method(
      '__contains__',
      [pos('object')],
      'Whether a name has a value.',
      (self, key) => find(self, key) !== undefined,
    )
    t.method('__getitem__', [pos('object')], 'The value of a name.', (self, key) => {
      const found = find(self, key)
      if (found === undefined)
        throw errorWith('KeyError', strFromText(`local variable '${reprText(key)}' is not defined`))
      return found
    })
    t.special('__setitem__', (self, key: Value, value: Value) => {
      store(self, key, value)
      return null
    })
    t.special('__delitem__', (self, key: Value) => {
      remove(self, key)
      return null
    })
    t.special('__or__', (self, w: Value) => {
      const other = dictOf(w)
      return other === undefined ? NotImplemented : merge(snapshot(self), other)
    })
    t.special('__ror__', (self, w: Value) => {
      const other = dictOf(w)
      return other === undefined ? NotImplemented : merge(other.copy(), snapshot(self))
    })
    t.special('__ior__', (self, w: Value) => {
      const other = dictOf(w)
      if (other === undefined) return NotImplemented
      update(self, other)
      return self
    })
    t.method('update', [pos('object')], 'Set variables from a dict.', (self, w) => {
      const other = dictOf(w)
      if (other === undefined) throw error('TypeError', 'update() argument must be dict or another FrameLocalsProxy')
      update(self, other)
      return null
    })
    t.special('__reversed__', (self) => new W_List(list(self).reverse()))
    t.method('copy', [], 'The variables as a new dict.', snapshot)
    t.method('keys', [], 'A list of the names.', (self) => new W_List(list(self)))
    t.method('values', [], 'A list of the values.', (self) => {
      const d = snapshot(self)
      return new W_List([...d.liveKeys()].map((key) => d.get(key) as Value))
    })
    t.method('items', [], 'A list of names and values.', (self) => {
      const d = snapshot(self)
      return new W_List([...d.liveKeys()].map((key) => new W_Tuple([key, d.get(key) as Value])))
    })
    t.rawMethod('get', 'The value of a name, or default.', (args) => {
      const [self, key, fallback] = oneOrTwo('get', args)
      const found = find(self, key)
      return found === undefined ? fallback : found
    })
    t.rawMethod('setdefault', 'The value of a name; default, which is stored, where it has none.', (args) => {
      const [self, key, fallback] = oneOrTwo('setdefault', args)
      const found = find(self, key)
      if (found !== undefined) return found
      store(self, key, fallback)
      return fallback
    })
  },
)
