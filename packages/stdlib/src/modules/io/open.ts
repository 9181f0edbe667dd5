// open(): which files are put over which. lib: functions#open; CPython: Modules/_io/_iomodule.c
import { call, callMethod, error, hooks, host, isIndex, setattr, strFromText, type Value } from '@typhon/objspace'
import { bufferedRandomType, bufferedReaderType, bufferedWriterType } from './buffered-types.ts'
import { DEFAULT_BUFFER_SIZE } from './buffered.ts'
import { fileIOType, pathOf, type W_FileIO } from './file-io.ts'
import { textIOWrapperType } from './text-type.ts'

export interface OpenArguments {
  readonly file: Value
  readonly mode: string
  readonly buffering: number
  readonly encoding: Value
  readonly errors: Value
  readonly newline: Value
  readonly closefd: boolean
  readonly opener: Value
}

/** Opens a file: a raw, buffered or text one. */
export function open({ file, mode, buffering, encoding, errors, newline, closefd, opener }: OpenArguments): Value {
  const path = isIndex(file) ? file : pathOf(file)
  if (new Set(mode).size !== mode.length || /[^rwaxbt+]/.test(mode))
    throw error('ValueError', `invalid mode: '${mode}'`)
  const has = (c: string): boolean => mode.includes(c)
  const binary = has('b')
  if (has('t') && binary) throw error('ValueError', "can't have text and binary mode at once")
  if ([...'rwax'].filter(has).length !== 1)
    throw error('ValueError', 'must have exactly one of create/read/write/append mode')
  if (binary) {
    for (const [name, w] of [
      ['encoding', encoding],
      ['errors', errors],
      ['newline', newline],
    ] as const)
      if (w !== null)
        throw error('ValueError', `binary mode doesn't take ${name === 'newline' ? 'a' : 'an'} ${name} argument`)
    if (buffering === 1)
      hooks.warn(
        'RuntimeWarning',
        "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used",
      )
  }
  const rawMode = mode.replace(/[bt]/g, '')
  const raw = call(fileIOType, [path, strFromText(rawMode), closefd, opener], null)
  let result: Value = raw
  try {
    let size = buffering
    let lines = false
    if (size < 0) {
      lines = host().terminals.isatty((raw as W_FileIO).fd)
      size = Math.max(Math.min((raw as W_FileIO).blockSize, DEFAULT_BUFFER_SIZE), 1)
      if (lines) size = DEFAULT_BUFFER_SIZE
    } else if (size === 1) {
      lines = !binary
      size = DEFAULT_BUFFER_SIZE
    }
    if (size < 0) throw error('ValueError', 'invalid buffering size')
    if (size === 0) {
      if (!binary) throw error('ValueError', "can't have unbuffered text I/O")
      return raw
    }
    const type = has('+') ? bufferedRandomType : has('r') ? bufferedReaderType : bufferedWriterType
    result = call(type, [raw, size], null)
    if (binary) return result
    const text = call(textIOWrapperType, [result, encoding, errors, newline, lines], null)
    result = text
    setattr(text, 'mode', strFromText(mode))
    return text
  } catch (e) {
    callMethod(result, 'close')
    throw e
  }
}
