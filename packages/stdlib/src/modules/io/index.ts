// The `_io` module. lib: io; CPython: Modules/_io/_iomodule.c
import {
  arg,
  asBool,
  asInt,
  asText,
  defineModule,
  exceptionTypes,
  pos,
  type Value,
  type ModuleBuilder,
  type W_BuiltinFunction,
} from '@typhon/objspace'
import { bufferedIOBaseType, ioBaseType, rawIOBaseType, textIOBaseType, unsupportedOperation } from './base.ts'
import { bufferedPairType, bufferedRandomType, bufferedReaderType, bufferedWriterType } from './buffered-types.ts'
import { DEFAULT_BUFFER_SIZE } from './buffered.ts'
import { bufferType, bytesIOType } from './bytes-io.ts'
import { fileIOType } from './file-io.ts'
import { newlineDecoderType } from './newlines.ts'
import { open } from './open.ts'
import { textEncoding } from './text-codec.ts'
import { stringIOType } from './string-io.ts'
import { textIOWrapperType } from './text-type.ts'

let openFunction: W_BuiltinFunction | undefined

/** open(), which is also in `builtins`. */
export function defineOpen(m: ModuleBuilder): void {
  if (openFunction !== undefined) return m.constant('open', openFunction)
  openFunction = m.fn(
    'open',
    [
      arg('file'),
      arg('mode', asText, 'r'),
      arg('buffering', asInt, -1),
      arg<Value>('encoding', null, null),
      arg<Value>('errors', null, null),
      arg<Value>('newline', null, null),
      arg('closefd', asBool, true),
      arg<Value>('opener', null, null),
    ],
    'Open a file: text by default, bytes where the mode has a b.',
    (file, mode, buffering, encoding, errors, newline, closefd, opener) =>
      open({ file, mode, buffering, encoding, errors, newline, closefd, opener }),
  )
  openFunction.module = '_io'
}

export const ioModule = defineModule('_io', 'Files: raw, buffered, of text, and in memory.', (m) => {
  for (const type of [
    ioBaseType,
    rawIOBaseType,
    bufferedIOBaseType,
    textIOBaseType,
    fileIOType,
    bufferedReaderType,
    bufferedWriterType,
    bufferedRandomType,
    bufferedPairType,
    bytesIOType,
    bufferType,
    stringIOType,
    textIOWrapperType,
    newlineDecoderType,
  ])
    m.type(type)
  m.constant('UnsupportedOperation', unsupportedOperation())
  m.constant('DEFAULT_BUFFER_SIZE', DEFAULT_BUFFER_SIZE)
  m.constant('BlockingIOError', exceptionTypes.BlockingIOError)
  defineOpen(m)
  m.fn('open_code', [arg('path', asText)], 'A file of code to be run, opened for reading bytes.', (path) =>
    open({
      file: path,
      mode: 'rb',
      buffering: -1,
      encoding: null,
      errors: null,
      newline: null,
      closefd: true,
      opener: null,
    }),
  )
  m.fn(
    'text_encoding',
    [pos('encoding'), pos('stacklevel', asInt, 2)],
    'The encoding given, or what stands for none.',
    (encoding, level) => textEncoding(encoding, level),
  )
})
