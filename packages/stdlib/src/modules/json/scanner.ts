// `_json.make_scanner`: what reads JSON values with the options of a JSONDecoder. lib: json; CPython: Modules/_json.c
import {
  BuiltinCode,
  defineType,
  error,
  errorWith,
  getattr,
  isTrue,
  OBJECT_LAYOUT,
  pos,
  ssize,
  strOrUndefined,
  typeOf,
  type Value,
  W_Object,
  W_Tuple,
  W_Type,
  arg,
} from '@typhon/objspace'
import { type Options, Reader } from './reader.ts'
import { leaveSource, sourceOf } from './source.ts'

class W_Scanner extends W_Object {
  strict = true
  objectHook: Value = null
  pairsHook: Value = null
  parseFloat: Value = null
  parseInt: Value = null
  parseConstant: Value = null
  options: Options | null = null
}

/** What parses numbers, null where it is the type that makes the plain number. */
function parser(w: Value, name: string): Value {
  return w instanceof W_Type && w.name === name && !w.heap ? null : w
}

function optionsOf(self: W_Scanner): Options {
  const { strict, objectHook, pairsHook, parseConstant } = self
  const parseFloat = parser(self.parseFloat, 'float')
  const parseInt = parser(self.parseInt, 'int')
  return (self.options ??= { strict, objectHook, pairsHook, parseFloat, parseInt, parseConstant })
}

const scanOnce = new BuiltinCode(
  'scan_once',
  'scan_once',
  [pos('self'), arg('string'), arg('idx', ssize)],
  true,
  null,
  null,
  (self: Value, w: Value, at: number) => {
    const s = strOrUndefined(w)
    if (s === undefined) throw error('TypeError', `first argument must be a string, not ${typeOf(w).name}`)
    if (at < 0) throw error('ValueError', 'idx cannot be negative')
    const source = sourceOf(s, at)
    const reader = new Reader(source, at, optionsOf(self as W_Scanner))
    try {
      if (at > source.text.length) throw errorWith('StopIteration', at)
      const value = reader.value()
      return new W_Tuple([value, reader.pos])
    } finally {
      leaveSource(source, reader.pos)
    }
  },
)

/** Takes its options from a JSONDecoder. */
export const scannerType: W_Type = defineType<W_Scanner>(
  'Scanner',
  { module: '_json', layout: { name: 'Scanner', base: OBJECT_LAYOUT }, final: true, doc: 'Reads JSON values.' },
  (t) => {
    t.new(
      [arg('context')],
      (cls, context) => {
        const self = new W_Scanner(cls.rootShape())
        self.strict = isTrue(getattr(context, 'strict'))
        self.objectHook = getattr(context, 'object_hook')
        self.pairsHook = getattr(context, 'object_pairs_hook')
        self.parseFloat = getattr(context, 'parse_float')
        self.parseInt = getattr(context, 'parse_int')
        self.parseConstant = getattr(context, 'parse_constant')
        return self
      },
      null,
      'make_scanner',
    )
    t.rawSpecial('__call__', (args, kwnames) => scanOnce.call(args, kwnames))
    t.member('strict', 'Whether control characters in strings are refused.', (self) => self.strict)
    t.member('object_hook', 'Called with each dict.', (self) => self.objectHook)
    t.member('object_pairs_hook', 'Called with the pairs of each object.', (self) => self.pairsHook)
    t.member('parse_float', 'Makes numbers with a fraction or exponent.', (self) => self.parseFloat)
    t.member('parse_int', 'Makes other numbers.', (self) => self.parseInt)
    t.member('parse_constant', 'Makes NaN and infinities.', (self) => self.parseConstant)
  },
)
