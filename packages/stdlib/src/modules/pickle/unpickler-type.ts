// The type Unpickler and the proxy of its memo. lib: pickle#pickle.Unpickler
import {
  arg,
  asText,
  call1,
  call2,
  type Convert,
  defineType,
  error,
  findAttr,
  intOrUndefined,
  isTrue,
  iter,
  kw,
  OBJECT_LAYOUT,
  pos,
  typeOf,
  type Value,
  W_BuiltinFunction,
  W_Dict,
  W_Object,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import { Input } from './input.ts'
import { unpicklingError } from './registries.ts'
import { PickleReader, type ReaderOptions } from './unpickler.ts'

class W_Unpickler extends W_Object {
  reader: PickleReader | undefined
}

const text: Convert<string> = (w, where) => {
  const s = asText(w, where)
  if (s.includes('\0')) throw error('ValueError', 'embedded null character')
  return s
}

/** The keyword parameters of all readers. */
export const READER_PARAMS = [
  kw<Value>('fix_imports', null, true),
  kw('encoding', text, 'ASCII'),
  kw('errors', text, 'strict'),
  kw<Value>('buffers', null, null, '()'),
] as const

export function readerOptions(fixImports: Value, encoding: string, errors: string, buffers: Value): ReaderOptions {
  return { fixImports: isTrue(fixImports), encoding, errors, buffers: buffers === null ? null : iter(buffers) }
}

/** A reader of a file. */
export function fileReader(file: Value, options: ReaderOptions): PickleReader {
  const read = findAttr(file, 'read')
  const readline = findAttr(file, 'readline')
  if (read === undefined || readline === undefined)
    throw error('TypeError', "file must have 'read' and 'readline' attributes")
  return new PickleReader(new Input(null, { read, readline, readinto: findAttr(file, 'readinto') }), options)
}

function readerOf(self: W_Unpickler): PickleReader {
  if (self.reader === undefined)
    throw unpicklingError(`Unpickler.__init__() was not called by ${typeOf(self).fullName}.__init__()`)
  return self.reader
}

function load(self: W_Unpickler): Value {
  const reader = readerOf(self)
  const find = findAttr(self, 'find_class')
  reader.findClass =
    find === undefined || (find instanceof W_BuiltinFunction && find.code.name === 'find_class')
      ? (module, name) => reader.find(module, name)
      : (module, name) => call2(find, module, name)
  const persistent = findAttr(self, 'persistent_load')
  reader.persistentLoad =
    persistent === undefined || (persistent instanceof W_BuiltinFunction && persistent.code.name === 'persistent_load')
      ? null
      : (id) => call1(persistent, id)
  return reader.load()
}

class W_UnpicklerMemo extends W_Object {
  readonly reader: PickleReader
  constructor(reader: PickleReader) {
    super(memoType.rootShape())
    this.reader = reader
  }
}

function memoDict({ memo }: PickleReader): W_Dict {
  const dict = new W_Dict()
  memo.forEach((w, i) => {
    if (w !== undefined) dict.set(i, w)
  })
  return dict
}

function memoOf(w: Value): (Value | undefined)[] {
  if (w instanceof W_UnpicklerMemo) return w.reader.memo.slice()
  if (!(w instanceof W_Dict))
    throw error('TypeError', `'memo' attribute must be an UnpicklerMemoProxy object or dict, not ${typeOf(w).fullName}`)
  const memo: (Value | undefined)[] = []
  for (const key of w.liveKeys()) {
    const i = intOrUndefined(key)
    if (i === undefined) throw error('TypeError', 'memo key must be integers')
    if (i < 0) throw error('ValueError', 'memo key must be positive integers.')
    while (memo.length < i) memo.push(undefined)
    memo[Number(i)] = w.get(key)
  }
  return memo
}

const memoType: W_Type = defineType<W_UnpicklerMemo>('UnpicklerMemoProxy', { module: '_pickle', final: true }, (t) => {
  t.attribute('__hash__', null)
  t.method('clear', [], 'Forget all objects.', (self) => {
    self.reader.memo.length = 0
    return null
  })
  t.method('copy', [], 'The memo as a dict.', (self) => memoDict(self.reader))
  t.method(
    '__reduce__',
    [],
    'What pickle needs to make the memo again: a dict.',
    (self) => new W_Tuple([typeOf(new W_Dict()), new W_Tuple([memoDict(self.reader)])]),
  )
})

export const unpicklerType: W_Type = defineType<W_Unpickler>(
  'Unpickler',
  {
    module: '_pickle',
    layout: { name: 'Unpickler', base: OBJECT_LAYOUT },
    doc: 'Reads pickles from a binary file.',
  },
  (t) => {
    t.type.textSignature = "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())"
    t.rawNew((args) => new W_Unpickler((args[0] as W_Type).rootShape()))
    t.init([arg('file'), ...READER_PARAMS], (self, file, fixImports, encoding, errors, buffers) => {
      self.reader = fileReader(file, readerOptions(fixImports, encoding, errors, buffers))
    })
    t.method('load', [], 'Read an object from its pickle.', load)
    t.method(
      'find_class',
      [pos('module_name'), pos('global_name')],
      'The global with this name, whose module is imported when needed.',
      (self, module, name) => readerOf(self).find(module, name),
    )
    t.method('persistent_load', [pos('pid')], 'The object with a persistent id.', () => {
      throw unpicklingError(
        'A load persistent id instruction was encountered, but no persistent_load function was specified.',
      )
    })
    t.method(
      '__sizeof__',
      [],
      'Bytes of memory the unpickler takes.',
      (self) => 192 + 8 * Math.max(32, self.reader?.memo.length ?? 0),
    )
    t.getset(
      'memo',
      null,
      (self) => new W_UnpicklerMemo(readerOf(self)),
      (self, w) => {
        readerOf(self).memo = memoOf(w)
      },
      () => {
        throw error('TypeError', 'attribute deletion is not supported')
      },
    )
  },
)
