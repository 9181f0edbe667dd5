// `_json.make_encoder`: what writes JSON with the options of a JSONEncoder. lib: json; CPython: Modules/_json.c
import {
  arg,
  defineType,
  error,
  index,
  intOrUndefined,
  isTrue,
  OBJECT_LAYOUT,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Str,
  type Value,
  W_BuiltinFunction,
  W_Dict,
  W_Object,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import { type Options, Writer } from './writer.ts'

class W_Encoder extends W_Object implements Options {
  markers: Value = null
  default: Value = null
  encoder: Value = null
  /** The text of one level of indentation; undefined to write on one line. */
  indent: string | undefined = undefined
  keySeparator = ': '
  itemSeparator = ', '
  sortKeys = false
  skipKeys = false
  allowNan = true
  /** Escapes of strs, where the encoder is one of this module's functions. */
  ascii: boolean | undefined = undefined
  /** Whether separators or the indentation have characters of two units. */
  isWide = false
}

/** The text of argument number `n` of make_encoder. */
function separator(w: Value, n: number): string {
  const s = strOrUndefined(w)
  if (s === undefined) throw error('TypeError', `make_encoder() argument ${n} must be str, not ${typeOf(w).name}`)
  return textOfStr(s)
}

/** `_json.make_encoder`; `isOwn` tells which of the module's functions an encoder is. */
export function encoderType(isOwn: (encoder: Value) => boolean | undefined): W_Type {
  return defineType<W_Encoder>(
    'Encoder',
    { module: '_json', layout: { name: 'Encoder', base: OBJECT_LAYOUT }, final: true, doc: 'Writes JSON values.' },
    (t) => {
      const names = [
        'markers',
        'default',
        'encoder',
        'indent',
        'key_separator',
        'item_separator',
        'sort_keys',
        'skipkeys',
        'allow_nan',
      ]
      t.new(
        names.map((name) => arg(name)),
        (cls, ...options) => {
          const [markers, fallback, encoder, indent, keySeparator, itemSeparator, sortKeys, skipKeys, allowNan] =
            options as Value[]
          if (markers !== null && !(markers instanceof W_Dict))
            throw error('TypeError', `make_encoder() argument 1 must be dict or None, not ${typeOf(markers).name}`)
          const self = new W_Encoder(cls.rootShape())
          self.markers = markers
          self.default = fallback
          self.encoder = encoder
          self.indent = strOrUndefined(indent) === undefined ? undefined : textOfStr(strOrUndefined(indent) as Str)
          self.keySeparator = separator(keySeparator, 5)
          self.itemSeparator = separator(itemSeparator, 6)
          self.isWide = [indent, keySeparator, itemSeparator].some((w) => w !== null && typeof w !== 'string')
          self.sortKeys = isTrue(sortKeys)
          self.skipKeys = isTrue(skipKeys)
          self.allowNan = isTrue(allowNan)
          self.ascii = encoder instanceof W_BuiltinFunction ? isOwn(encoder) : undefined
          return self
        },
        null,
        'make_encoder',
      )
      t.rawSpecial('__call__', (args, kwnames) => {
        if (kwnames === null && args.length < 3) {
          const [name, place] = args.length < 2 ? ['obj', 1] : ['_current_indent_level', 2]
          throw error('TypeError', `_iterencode() missing required argument '${name}' (pos ${place})`)
        }
        if (kwnames === null && args.length > 3)
          throw error('TypeError', `_iterencode() takes at most 2 arguments (${args.length - 1} given)`)
        index(args[2])
        const level = Number(intOrUndefined(args[2]) ?? 0)
        return new W_Tuple([new Writer(args[0] as W_Encoder).encode(args[1], level)])
      })
      const member = (name: string, get: (self: W_Encoder) => Value): void =>
        t.member(name, `The argument ${name} of the constructor.`, get)
      member('markers', (self) => self.markers)
      member('default', (self) => self.default)
      member('encoder', (self) => self.encoder)
      member('indent', (self) => (self.indent === undefined ? null : strFromText(self.indent)))
      member('key_separator', (self) => strFromText(self.keySeparator))
      member('item_separator', (self) => strFromText(self.itemSeparator))
      member('sort_keys', (self) => self.sortKeys)
      member('skipkeys', (self) => self.skipKeys)
    },
  )
}
