// SignalDict: the flags or traps of a context as a mapping from signals to bools. lib: decimal#signals
//
// The class is made when the module is, as a Python class: it derives from collections.abc.MutableMapping.
import type { W_List, W_Type } from '@typhon/objspace'
import {
  call,
  defineType,
  error,
  errorWith,
  hooks,
  getattr,
  isTrue,
  iter,
  NotImplemented,
  OBJECT_LAYOUT,
  strFromText,
  reprText,
  typeType,
  type Value,
  W_Dict,
  W_Tuple,
} from '@typhon/objspace'
import type { Settings } from './settings.ts'
import { SIGNALS, type Signal } from './signals.ts'
import { W_SignalDict } from './values.ts'

const NO_SIGNAL =
  'valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]'

/** The signal that a class stands for. */
export function signalOf(w: Value): Signal {
  const signal = SIGNALS.find(({ type }) => type === w)
  if (signal === undefined) throw errorWith('KeyError', NO_SIGNAL)
  return signal
}

const invalid = (name: 'ValueError' | 'KeyError' = 'ValueError'): unknown => error(name, 'invalid signal dict')

/** The bits that a mapping or a list of signals sets. */
export function bitsOf(w: Value): number {
  if (w instanceof W_SignalDict) return read(w)
  if (!(w instanceof W_Dict)) throw error('TypeError', 'argument must be a signal dict')
  if (w.size !== SIGNALS.length) throw invalid('KeyError')
  let bits = 0
  for (const { type, bits: own } of SIGNALS) {
    const value = w.get(type)
    if (value === undefined) throw invalid('KeyError')
    if (isTrue(value)) bits |= own
  }
  return bits
}

/** The bits of the signals in a list. */
export function bitsOfList(list: W_List): number {
  let bits = 0
  for (const w of list.items) bits |= signalOf(w).bits
  return bits
}

function settingsOf(self: W_SignalDict): Settings {
  if (self.settings === undefined) throw invalid()
  return self.settings
}

function read(self: W_SignalDict): number {
  return settingsOf(self)[self.which]
}

function toDict(self: W_SignalDict): W_Dict {
  const bits = read(self)
  const dict = new W_Dict()
  for (const signal of SIGNALS) dict.set(signal.type, (bits & signal.bits) !== 0)
  return dict
}

/** Bits with all conditions of every signal that is set. */
function whole(bits: number): number {
  let r = 0
  for (const signal of SIGNALS) if ((bits & signal.bits) !== 0) r |= signal.bits
  return r
}

const mixin: W_Type = defineType<W_SignalDict>(
  'SignalDictMixin',
  { module: 'decimal', layout: { name: 'SignalDictMixin', base: OBJECT_LAYOUT } },
  (t) => {
    t.allocates((args) => new W_SignalDict((args[0] as W_Type).rootShape()))
    // One that is initialised belongs to no context, or to none any more.
    t.rawSpecial('__init__', (args) => {
      ;(args[0] as W_SignalDict).settings = undefined
      return null
    })
    t.attribute('__hash__', null)
    t.special('__len__', (self) => (settingsOf(self), SIGNALS.length))
    t.special('__iter__', (self) => (settingsOf(self), iter(new W_Tuple(SIGNALS.map(({ type }) => type)))))
    t.special('__getitem__', (self, w: Value) => (signalOf(w).bits & read(self)) !== 0, { keyed: true })
    t.special('__setitem__', (self, w: Value, value: Value) => {
      const s = settingsOf(self)
      const { bits } = signalOf(w)
      if (isTrue(value)) s[self.which] |= bits
      else s[self.which] &= ~bits
      return null
    })
    t.special('__delitem__', (self, _w: Value) => {
      settingsOf(self)
      throw error('ValueError', 'signal keys cannot be deleted')
    })
    t.special('__repr__', (self) => {
      const bits = read(self)
      const shown = SIGNALS.map((s) => `${reprText(s.type)}:${(bits & s.bits) !== 0 ? 'True' : 'False'}`)
      return strFromText(`{${shown.join(', ')}}`)
    })
    const same = (self: W_SignalDict, w: Value): boolean | undefined => {
      const bits = whole(read(self))
      if (w instanceof W_SignalDict) return whole(read(w)) === bits
      if (!(w instanceof W_Dict)) return undefined
      // A mapping of other keys is not equal, as one with other values is not.
      if (w.size !== SIGNALS.length || SIGNALS.some(({ type }) => w.get(type) === undefined)) return false
      return bitsOf(w) === bits
    }
    t.special('__eq__', (self, w: Value) => same(self, w) ?? NotImplemented)
    t.special('__ne__', (self, w: Value) => {
      const r = same(self, w)
      return r === undefined ? NotImplemented : !r
    })
    t.method('copy', [], 'The same as a plain dict.', toDict)
  },
)

let dictClass: W_Type | undefined

/** The class, made on first use. */
function signalDictClass(): W_Type {
  if (dictClass !== undefined) return dictClass
  const mapping = getattr(hooks.importModule('collections.abc'), 'MutableMapping')
  return (dictClass = call(typeType, ['SignalDict', new W_Tuple([mixin, mapping]), new W_Dict()], null) as W_Type)
}

/** The dictionary of a context's flags or traps. */
export function newSignalDict(settings: Settings, which: 'flags' | 'traps'): W_SignalDict {
  const w = new W_SignalDict(signalDictClass().rootShape())
  w.settings = settings
  w.which = which
  return w
}
