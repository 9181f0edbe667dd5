// BaseException and the classes of the hierarchy that add nothing to it. The others are in the files beside this one.
// lib: exceptions; CPython: Objects/exceptions.c
import { declareInstantiate, error, exceptionTypes, W_BaseException } from '../../errors/exception.ts'
import { type ErrorName, EXCEPTIONS } from '../../errors/table.ts'
import { dictIfAny, setattr } from '../../operations/attribute.ts'
import { call, overridesCall } from '../../operations/call.ts'
import { reprText, str } from '../../operations/convert.ts'
import { typeOf, isObject } from '../../space/kind.ts'
import { objectType } from '../../space/roots.ts'
import type { Shape } from '../../space/shape.ts'
import { Special } from '../../space/special.ts'
import { inheritedSlots, type Layout, OBJECT_LAYOUT, type W_Type } from '../../space/type.ts'
import type { Value, W_Object } from '../../space/value.ts'
import { nameOf } from '../../typedef/convert.ts'
import { defineType, type TypeBuilder } from '../../typedef/define.ts'
import type { W_MethodDescriptor } from '../../typedef/builtin.ts'
import { pos } from '../../typedef/parameter.ts'
import { counted } from '../../operations/iterate.ts'
import { W_Dict } from '../dict/dict.ts'
import { dictGetSet } from '../type/instance-dict.ts'
import { strFromText, strOrUndefined } from '../str/wide.ts'
import { W_Tuple } from '../tuple-value.ts'
import { addNoteValue } from './notes.ts'

export const EXCEPTION_LAYOUT: Layout = {
  name: 'BaseException',
  base: OBJECT_LAYOUT,
  inline: 4,
  construct: (type, args) => (isPlainException(type) ? allocateException(type, [...args]) : undefined),
}

/** Exceptions of classes made in Python: with fields for attributes. */
class W_OwnException extends W_BaseException {
  declare f0: Value | undefined
  declare f1: Value | undefined
  declare f2: Value | undefined
  declare f3: Value | undefined

  constructor(shape: Shape, args: W_Tuple) {
    super(shape, args)
    this.f0 = undefined
    this.f1 = undefined
    this.f2 = undefined
    this.f3 = undefined
  }
}

function newOf(shape: Shape, args: Value[]): W_BaseException {
  const w_args = new W_Tuple(args)
  return shape.inline === 0 ? new W_BaseException(shape, w_args) : new W_OwnException(shape, w_args)
}

/** Text of an exception's message as `str(e)` gives it by BaseException.__str__. */
export function messageText(e: W_BaseException): Value {
  const { items } = e.args
  return items.length === 0 ? '' : items.length === 1 ? str(items[0]) : str(e.args)
}

/** Declares the members every exception has. */
function fillBase(t: TypeBuilder<W_BaseException>): void {
  t.rawNew((args, kwnames) => {
    const count = args.length - (kwnames === null ? 0 : kwnames.length)
    return newOf((args[0] as W_Type).rootShape(), args.slice(1, count))
  })
  t.rawSpecial('__init__', (args, kwnames) => {
    const self = args[0] as W_BaseException
    if (kwnames !== null && kwnames.length > 0)
      throw error('TypeError', `${typeOf(self).fullName}() takes no keyword arguments`)
    self.args = new W_Tuple(args.slice(1))
    return null
  })
  t.special('__repr__', (self) => {
    const { items } = self.args
    const name = self.shape.type.name
    return strFromText(items.length === 1 ? `${name}(${reprText(items[0])})` : `${name}${reprText(self.args)}`)
  })
  t.special('__str__', (self) => messageText(self))
  t.method(
    'with_traceback',
    [pos('tb')],
    'Set the traceback and return the exception.',
    (self, tb) => {
      self.traceback = checkTraceback(tb)
      return self
    },
    '($self, object, /)',
  )
  t.method(
    'add_note',
    [pos('note')],
    'Add a line to the notes shown below the message.',
    (self, note) => {
      if (strOrUndefined(note) === undefined)
        throw error('TypeError', `note must be a str, not '${typeOf(note).fullName}'`)
      addNoteValue(self, note)
      return null
    },
    '($self, object, /)',
  )
  t.method(
    '__reduce__',
    [],
    'What pickle needs to make the exception again.',
    (self) => {
      const dict = dictIfAny(self)
      return new W_Tuple(dict === undefined ? [self.shape.type, self.args] : [self.shape.type, self.args, dict])
    },
    '($self, /)',
  )
  t.method(
    '__setstate__',
    [pos('state')],
    'Set attributes from a dict.',
    (self, state) => {
      if (state === null) return null
      if (!(state instanceof W_Dict)) throw error('TypeError', 'state is not a dictionary')
      for (const key of state.liveKeys()) setattr(self, nameOf(key), state.get(key) as Value)
      return null
    },
    '($self, object, /)',
  )
  t.getset(
    'args',
    null,
    (self) => self.args,
    (self, w) => {
      self.args = new W_Tuple(counted(w))
    },
    () => {
      throw error('TypeError', 'args may not be deleted')
    },
  )
  t.getset(
    '__cause__',
    'The exception given by "raise … from".',
    (self) => self.cause,
    (self, w) => {
      if (w !== null && !(w instanceof W_BaseException))
        throw error('TypeError', 'exception cause must be None or derive from BaseException')
      self.cause = w
      self.suppressContext = true
    },
    () => {
      throw error('TypeError', '__cause__ may not be deleted')
    },
  )
  t.getset(
    '__context__',
    'The exception that was being handled when this one was raised.',
    (self) => self.context,
    (self, w) => {
      if (w !== null && !(w instanceof W_BaseException))
        throw error('TypeError', 'exception context must be None or derive from BaseException')
      self.context = w
    },
    () => {
      throw error('TypeError', '__context__ may not be deleted')
    },
  )
  t.getset(
    '__traceback__',
    null,
    (self) => self.traceback,
    (self, w) => {
      self.traceback = checkTraceback(w)
    },
    () => {
      throw error('TypeError', '__traceback__ may not be deleted')
    },
  )
  t.member(
    '__suppress_context__',
    null,
    (self) => self.suppressContext,
    (self, w) => {
      if (typeof w !== 'boolean') throw error('TypeError', 'attribute value type must be bool')
      self.suppressContext = w
    },
  )
  t.attribute('__dict__', dictGetSet(t.type))
}

function checkTraceback(w: Value): Value {
  if (w !== null && !(isObject(w) && w.shape.type.name === 'traceback'))
    throw error('TypeError', '__traceback__ must be a traceback or None')
  return w
}

/** How the classes with members of their own are filled, by name; the other files add theirs before the types are looked into. */
export const fillers: Partial<Record<ErrorName, (t: TypeBuilder<W_BaseException>) => void>> = {
  BaseException: fillBase,
}

/** The exception that is thrown without memory is one of those that are kept for it, and has no arguments yet. */
fillers.MemoryError = (t) => {
  t.rawNew((args, kwnames) => {
    const cls = args[0] as W_Type
    const count = cls === t.type ? 1 : args.length - (kwnames === null ? 0 : kwnames.length)
    return newOf(cls.rootShape(), args.slice(1, count))
  })
}

const WITHOUT_NEW: ReadonlySet<ErrorName> = new Set<ErrorName>([
  'AttributeError',
  'ConnectionError',
  'ImportError',
  'IndentationError',
  'KeyError',
  'NameError',
  'OSError',
  'StopIteration',
  'SyntaxError',
  'SystemExit',
])

for (const [name, [base, doc]] of Object.entries(EXCEPTIONS) as [ErrorName, readonly [string, string]][]) {
  exceptionTypes[name] = defineType<W_BaseException>(
    name,
    {
      doc,
      hasDict: true,
      layout: EXCEPTION_LAYOUT,
      base: base === 'object' ? objectType : exceptionTypes[base as ErrorName],
    },
    (t) => {
      fillers[name]?.(t)
      if (name === 'BaseException') return
      // Every class has an __init__ of its own; those without fields have a __new__ too (SimpleExtendsException).
      const type = exceptionTypes[name]
      const has = (member: string): boolean => type.dict.getStr(member) !== undefined
      if (!has('__new__') && !WITHOUT_NEW.has(name) && !WITHOUT_NEW.has(base as ErrorName))
        t.inherit('__new__', type.base!)
      if (!has('__init__')) t.inherit('__init__', type.base!)
      if (name === 'AttributeError' || name === 'NameError') t.inherit('__str__', type.base!)
    },
  )
}

/** What the fields of exceptions say. */
export const FIELDS: Record<string, string> = {
  msg: 'What is wrong.',
  name: 'The name that was looked for.',
  obj: 'The object in which it was looked for.',
  path: 'The path of the module.',
  name_from: 'The name that was to be imported from the module.',
  errno: 'The number of the error.',
  strerror: 'The text of the error.',
  filename: 'The name of the file.',
  filename2: 'The name of the second file.',
  lineno: 'The line, from 1.',
  offset: 'The column, from 1.',
  text: 'The text of the line.',
  end_lineno: 'The line where the place ends.',
  end_offset: 'The column where the place ends.',
  print_file_and_line: 'Whether the place is shown.',
  encoding: 'The name of the encoding.',
  object: 'What was to be encoded or decoded.',
  start: 'Where the part begins that could not be.',
  end: 'Where that part ends.',
  reason: 'Why it could not be.',
}

/** Declares a field kept in `extra` that Python code may read and write; None while it is not set. */
export function field(t: TypeBuilder<W_BaseException>, name: string, doc: string = FIELDS[name]): void {
  t.member(
    name,
    doc,
    (self) => self.extra?.[name] ?? null,
    (self, w) => {
      self.extra ??= {}
      self.extra[name] = w
    },
    (self) => {
      if (self.extra !== null) self.extra[name] = undefined
    },
  )
}

/** Whether nothing but BaseException's own `__init__` is called for new instances of the class. */
export function isPlainException(type: W_Type): boolean {
  return type.special(Special.init) === exceptionTypes.BaseException.special(Special.init)
}

/**
 * A new exception with `args`, which are given away, as BaseException's `__new__` makes it; undefined where the class has another, or
 * is to be told when instances end.
 */
export function allocateException(type: W_Type, args: Value[]): W_BaseException | undefined {
  if (
    type.layout !== EXCEPTION_LAYOUT ||
    type.special(Special.new) !== exceptionTypes.BaseException.special(Special.new)
  )
    return undefined
  const shape = type.rootShape()
  return type.finalizes ? undefined : newOf(shape, args)
}

/** Whether calls of the class come to no more than BaseException's own `__new__` and `__init__`, as long as it is what it is. */
export function makesPlainExceptions(type: W_Type): boolean {
  return (
    type.layout === EXCEPTION_LAYOUT &&
    !type.shape.type.heap &&
    !overridesCall(type) &&
    isPlainException(type) &&
    type.special(Special.new) === exceptionTypes.BaseException.special(Special.new)
  )
}

/** A new instance of such a class; the arguments are given away. */
export function plainException(type: W_Type, args: Value[]): Value {
  const shape = type.rootShape()
  return type.finalizes ? call(type, args, null) : newOf(shape, args)
}

/** Whether a method is BaseException's own `__init__`, whichever class of exceptions shows it. */
export function isExceptionInit(method: W_Object): boolean {
  return (inheritedSlots.get(method) ?? method) === exceptionTypes.BaseException.special(Special.init)
}

/** What such a method does with positional arguments, which are given away. */
export function initException(method: W_MethodDescriptor, self: Value, args: Value[]): Value {
  if (!isObject(self) || !(self instanceof W_BaseException)) return method.call([self, ...args], null)
  self.args = new W_Tuple(args)
  return null
}

declareInstantiate((type: W_Type, args: Value[]): W_BaseException => {
  // Classes that only inherit BaseException's __new__ are made directly; the others as by a call.
  const e = type.heap ? undefined : allocateException(type, args)
  if (e === undefined) return call(type, args, null) as W_BaseException
  if (type === exceptionTypes.StopIteration) e.extra = { value: args.length === 0 ? null : args[0] }
  else if (!isPlainException(type)) (type.special(Special.init) as W_MethodDescriptor).code.call([e, ...args], null)
  return e
})
