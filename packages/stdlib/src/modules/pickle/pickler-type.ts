// The type Pickler and the proxy of its memo. lib: pickle#pickle.Pickler
import {
  asLong,
  attributeError,
  call1,
  defineType,
  error,
  findAttr,
  hooks,
  id,
  type Int,
  intOrUndefined,
  isTrue,
  index,
  OBJECT_LAYOUT,
  arg,
  pos,
  typeOf,
  type Value,
  W_BuiltinFunction,
  W_Bytes,
  W_Dict,
  W_Object,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import * as OP from './opcodes.ts'
import type { Sink } from './output.ts'
import { PickleWriter, type PicklerHooks } from './pickler.ts'
import { picklingError } from './registries.ts'

class W_Pickler extends W_Object {
  writer: PickleWriter | undefined
  dispatchTable: Value | undefined
  /** An instance's own `persistent_id`, which comes before its class's. */
  persistentId: Value | undefined
}

/** Sets a flag, which is a C int: what has no room there is cut off, with a warning. CPython: Python/structmember.c (Py_T_INT) */
function setFlag(self: W_Pickler, flag: 'bin' | 'fast', w: Value): void {
  const n = asLong(w)
  const kept = Number(BigInt.asIntN(32, BigInt(n)))
  writerOf(self)[flag] = kept
  if (kept !== Number(n)) hooks.warn('RuntimeWarning', 'Truncation of value to int')
}

/** A protocol argument: None is the default, a negative number the highest. */
export function protocolOf(w: Value): number {
  if (w === null) return OP.DEFAULT_PROTOCOL
  const n = Number(index(w))
  if (n < 0) return OP.HIGHEST_PROTOCOL
  if (n > OP.HIGHEST_PROTOCOL) throw error('ValueError', `pickle protocol must be <= ${OP.HIGHEST_PROTOCOL}`)
  return n
}

/** A writer that hands its bytes to the `write` of a file. */
export function fileWriter(file: Value, protocol: Value, fixImports: Value, callback: Value): PickleWriter {
  const p = protocolOf(protocol)
  const write = findAttr(file, 'write')
  if (write === undefined) throw error('TypeError', "file must have a 'write' attribute")
  const sink: Sink = (bytes, owner) => {
    call1(write, owner instanceof W_Bytes ? owner : new W_Bytes(owner === undefined ? bytes : bytes.slice()))
  }
  return newWriter(p, fixImports, callback, sink)
}

export function newWriter(protocol: number, fixImports: Value, callback: Value, sink: Sink): PickleWriter {
  if (callback !== null && protocol < 5) throw error('ValueError', 'buffer_callback needs protocol >= 5')
  return new PickleWriter(protocol, isTrue(fixImports), callback, sink)
}

function writerOf(self: W_Pickler): PickleWriter {
  if (self.writer === undefined)
    throw picklingError(`Pickler.__init__() was not called by ${typeOf(self).fullName}.__init__()`)
  return self.writer
}

/** The hooks that a pickler's class or instance defines. */
function hooksOf(self: W_Pickler): PicklerHooks {
  const override = findAttr(self, 'reducer_override')
  const persistent = self.persistentId ?? findAttr(self, 'persistent_id')
  const own = persistent === undefined || isDefault(persistent)
  return {
    persistentId: own ? null : (w) => call1(persistent, w),
    reducerOverride: override === undefined ? null : (w) => call1(override, w),
    dispatchTable: self.dispatchTable ?? classTable(self),
  }
}

/** Whether a bound method is the one that every Pickler has. */
function isDefault(w: Value): boolean {
  return w instanceof W_BuiltinFunction && w.code.name === 'persistent_id'
}

/** A dispatch table that a subclass has as a class attribute. */
function classTable(self: W_Pickler): Value | undefined {
  const type = typeOf(self)
  if (type === picklerType) return undefined
  const w = type.lookup('dispatch_table')
  return w === picklerType.lookup('dispatch_table') ? undefined : findAttr(self, 'dispatch_table')
}

class W_PicklerMemo extends W_Object {
  readonly writer: PickleWriter
  constructor(writer: PickleWriter) {
    super(memoType.rootShape())
    this.writer = writer
  }
}

function memoDict({ memo }: PickleWriter): W_Dict {
  const dict = new W_Dict()
  for (const [w, i] of memo) dict.set(id(w), new W_Tuple([i, w]))
  return dict
}

function memoOf(w: Value): Map<Value, number> {
  if (w instanceof W_PicklerMemo) return new Map(w.writer.memo)
  if (!(w instanceof W_Dict))
    throw error('TypeError', `'memo' attribute must be a PicklerMemoProxy object or dict, not ${typeOf(w).fullName}`)
  const memo = new Map<Value, number>()
  for (const pair of w.liveValues()) {
    if (!(pair instanceof W_Tuple) || pair.items.length !== 2)
      throw error('TypeError', "'memo' values must be 2-item tuples")
    const i = intOrUndefined(pair.items[0])
    if (i === undefined)
      throw error('TypeError', `'${typeOf(pair.items[0]).fullName}' object cannot be interpreted as an integer`)
    memo.set(pair.items[1], Number(i as Int))
  }
  return memo
}

const memoType: W_Type = defineType<W_PicklerMemo>('PicklerMemoProxy', { module: '_pickle', final: true }, (t) => {
  t.attribute('__hash__', null)
  t.method('clear', [], 'Forget all objects.', (self) => (self.writer.memo.clear(), null))
  t.method('copy', [], 'The memo as a dict.', (self) => memoDict(self.writer))
  t.method(
    '__reduce__',
    [],
    'What pickle needs to make the memo again: a dict.',
    (self) => new W_Tuple([typeOf(new W_Dict()), new W_Tuple([memoDict(self.writer)])]),
  )
})

export const picklerType: W_Type = defineType<W_Pickler>(
  'Pickler',
  {
    module: '_pickle',
    layout: { name: 'Pickler', base: OBJECT_LAYOUT },
    doc: 'Writes objects to a binary file as pickles.',
  },
  (t) => {
    t.type.textSignature = '(file, protocol=None, fix_imports=True, buffer_callback=None)'
    t.rawNew((args) => new W_Pickler((args[0] as W_Type).rootShape()))
    t.init(
      [
        arg('file'),
        arg<Value>('protocol', null, null),
        arg<Value>('fix_imports', null, true),
        arg<Value>('buffer_callback', null, null),
      ],
      (self, file, protocol, fixImports, callback) => {
        self.writer = fileWriter(file, protocol, fixImports, callback)
        self.dispatchTable = undefined
      },
    )
    t.method('dump', [pos('obj')], 'Write an object as a pickle.', (self, w) => {
      const writer = writerOf(self)
      writer.hooks = hooksOf(self)
      writer.dump(w)
      writer.out.flush()
      return null
    })
    t.method('clear_memo', [], 'Forget all objects that were written.', (self) => (writerOf(self).memo.clear(), null))
    t.method(
      'persistent_id',
      [pos('obj')],
      'The persistent id of an object, None for those that are written.',
      () => null,
    )
    t.method('__sizeof__', [], 'Bytes of memory the pickler takes.', (self) => {
      const n = self.writer?.memo.size ?? 0
      return 176 + 16 * Math.max(8, 2 ** Math.ceil(Math.log2(n * 1.5 + 1)))
    })
    t.member(
      'bin',
      null,
      (self) => self.writer?.bin ?? 0,
      (self, w) => setFlag(self, 'bin', w),
    )
    t.member(
      'fast',
      null,
      (self) => self.writer?.fast ?? 0,
      (self, w) => setFlag(self, 'fast', w),
    )
    t.member(
      'dispatch_table',
      null,
      (self) => self.dispatchTable,
      (self, w) => {
        self.dispatchTable = w
      },
      (self) => {
        if (self.dispatchTable === undefined) throw attributeError(self, 'dispatch_table')
        self.dispatchTable = undefined
      },
    )
    t.getset(
      'memo',
      null,
      (self) => new W_PicklerMemo(writerOf(self)),
      (self, w) => {
        writerOf(self).memo = memoOf(w)
      },
      () => {
        throw error('TypeError', 'attribute deletion is not supported')
      },
    )
  },
)
