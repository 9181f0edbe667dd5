// The `array` module: numbers of one kind side by side. lib: array
import {
  callMethod,
  defineModule,
  hooks,
  getattr,
  lengthOf,
  pos,
  type Str,
  strOrUndefined,
  type Value,
  type Param,
  asInt,
  wrongType,
} from '@typhon/objspace'
import { CODES } from './array.ts'
import { reconstruct } from './pickling.ts'
import { arrayType } from './type.ts'

/** A str of one character. */
function character(w: Value, where: Param<unknown>): Str {
  const s = strOrUndefined(w)
  if (s === undefined || lengthOf(s) !== 1) throw wrongType(w, where, 'a unicode character')
  return s
}

export const arrayModule = defineModule('array', 'Numbers of one kind side by side.', (m) => {
  m.type(arrayType)
  m.constant('ArrayType', arrayType)
  m.constant('typecodes', CODES)
  m.fn(
    '_array_reconstructor',
    [pos('arraytype'), pos('typecode', character), pos('mformat_code', asInt), pos('items')],
    'An array as pickle kept it.',
    reconstruct,
  )
  // As CPython's module does when it is first imported.
  callMethod(getattr(hooks.importModule('collections.abc'), 'MutableSequence'), 'register', arrayType)
})
