// The `marshal` module. lib: marshal
//
// Values are spelled as CPython spells them; a code object is Typhon's own record (compile/marshal-unit.ts) behind CPython's tag.
import { asBool, asInt, bytesOf, callMethod, defineModule, hooks, kw, pos, type Value, W_Bytes } from '@typhon/objspace'
import { File, Memory, Reader } from './reader.ts'
import { Writer } from './writer.ts'

const VERSION = 4

function dumps(w: Value, version: number, allowCode: boolean): Value {
  hooks.audit?.('marshal.dumps', w, version)
  const writer = new Writer(version, allowCode)
  writer.value(w)
  return new W_Bytes(writer.done())
}

const allowCode = kw('allow_code', asBool, true)

export const marshalModule = defineModule('marshal', 'Plain values as bytes.', (m) => {
  m.constant('version', VERSION)
  m.fn(
    'dumps',
    [pos('value'), pos('version', asInt, VERSION), allowCode],
    'A value as bytes.',
    dumps,
    '($module, value, version=version, /, *, allow_code=True)',
  )
  m.fn(
    'dump',
    [pos('value'), pos('file'), pos('version', asInt, VERSION), allowCode],
    'Write a value to a binary file.',
    (w, file, version, code) => callMethod(file, 'write', dumps(w, version, code)),
    '($module, value, file, version=version, /, *, allow_code=True)',
  )
  m.fn(
    'loads',
    [pos('bytes', (w) => [w, bytesOf(w)] as const), allowCode],
    'The value that bytes spell.',
    ([w, bytes], code) => {
      hooks.audit?.('marshal.loads', w)
      return new Reader(new Memory(bytes), code).only()
    },
  )
  m.fn('load', [pos('file'), allowCode], 'The next value of a binary file.', (file, code) => {
    const source = new File(file)
    hooks.audit?.('marshal.load')
    return new Reader(source, code).only()
  })
})
