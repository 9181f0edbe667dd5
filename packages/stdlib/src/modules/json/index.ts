// The `_json` module: what `json` does in host code. lib: json; CPython: Modules/_json.c
import {
  asBool,
  defineModule,
  error,
  pos,
  ssize,
  strOrUndefined,
  typeOf,
  type Str,
  type Value,
  W_Tuple,
} from '@typhon/objspace'
import { encoderType } from './encoder.ts'
import { Reader } from './reader.ts'
import { leaveSource, sourceOf } from './source.ts'
import { scannerType } from './scanner.ts'
import { quote } from './writer.ts'

function textArgument(w: Value): Str {
  const s = strOrUndefined(w)
  if (s === undefined) throw error('TypeError', `first argument must be a string, not ${typeOf(w).fullName}`)
  return s
}

const NO_HOOKS = { objectHook: null, pairsHook: null, parseFloat: null, parseInt: null, parseConstant: null }

export const jsonModule = defineModule('_json', 'Reading and writing JSON.', (m) => {
  const ascii = m.fn(
    'encode_basestring_ascii',
    [pos('string')],
    'A text in quotes, in ASCII.',
    (w) => quote(textArgument(w), true),
    '($self, object, /)',
  )
  const any = m.fn(
    'encode_basestring',
    [pos('string')],
    'A text in quotes.',
    (w) => quote(textArgument(w), false),
    '($self, object, /)',
  )
  m.fn(
    'scanstring',
    [pos('string'), pos('end', ssize), pos('strict', asBool, true)],
    'The text of a string, and the position behind it.',
    (w, end, strict) => {
      const source = sourceOf(textArgument(w), end)
      const reader = new Reader(source, end, { ...NO_HOOKS, strict })
      try {
        const text = reader.string()
        return new W_Tuple([text, reader.pos])
      } finally {
        leaveSource(source, reader.pos)
      }
    },
    null,
  )
  m.constant('make_scanner', scannerType)
  m.constant(
    'make_encoder',
    encoderType((encoder) => (encoder === ascii ? true : encoder === any ? false : undefined)),
  )
})
