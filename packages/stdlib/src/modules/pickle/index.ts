// The `_pickle` module: objects as bytes, and back. lib: pickle; CPython: Modules/_pickle.c
import { arg, defineModule, error, kw, pos, typeOf, type Value, W_Bytes } from '@typhon/objspace'
import { pickleBufferType } from './buffer.ts'
import { bytesOfData, Input } from './input.ts'
import { fileWriter, newWriter, picklerType, protocolOf } from './pickler-type.ts'
import { PickleError, PicklingError, UnpicklingError } from './registries.ts'
import { PickleReader } from './unpickler.ts'
import { fileReader, READER_PARAMS, readerOptions, unpicklerType } from './unpickler-type.ts'

const WRITER_PARAMS = [
  arg<Value>('protocol', null, null),
  kw<Value>('fix_imports', null, true),
  kw<Value>('buffer_callback', null, null),
] as const

export const pickleModule = defineModule('_pickle', 'Objects as bytes, and back.', (m) => {
  for (const type of [PickleError, PicklingError, UnpicklingError, picklerType, unpicklerType, pickleBufferType])
    m.type(type)
  m.fn(
    'dump',
    [arg('obj'), arg('file'), ...WRITER_PARAMS],
    'Write an object to a file as a pickle.',
    (w, file, protocol, fixImports, callback) => {
      const writer = fileWriter(file, protocol, fixImports, callback)
      writer.dump(w)
      writer.out.flush()
      return null
    },
  )
  m.fn('dumps', [arg('obj'), ...WRITER_PARAMS], 'The pickle of an object.', (w, protocol, fixImports, callback) => {
    const writer = newWriter(protocolOf(protocol), fixImports, callback, null)
    writer.dump(w)
    return new W_Bytes(writer.out.result())
  })
  m.fn(
    'load',
    [arg('file'), ...READER_PARAMS],
    'Read an object from a pickle in a file.',
    (file, fixImports, encoding, errors, buffers) =>
      fileReader(file, readerOptions(fixImports, encoding, errors, buffers)).load(),
    "($module, /, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
  )
  m.fn(
    'loads',
    [pos('data'), ...READER_PARAMS],
    'Read an object from a pickle in memory.',
    (data, fixImports, encoding, errors, buffers) => {
      const bytes = bytesOfData(data)
      if (bytes === undefined)
        throw error('TypeError', `a bytes-like object is required, not '${typeOf(data).fullName}'`)
      return new PickleReader(new Input(bytes, null), readerOptions(fixImports, encoding, errors, buffers)).load()
    },
    "($module, data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
  )
})
