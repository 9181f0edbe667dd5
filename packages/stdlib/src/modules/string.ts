// The `_string` module: how format strings are taken apart. lib: string#string.Formatter; CPython: Objects/unicodeobject.c
import { defineModule, formatterFieldNameSplit, formatterParser, pos } from '@typhon/objspace'

export const stringModule = defineModule('_string', 'Parts of format strings.', (m) => {
  m.fn(
    'formatter_parser',
    [pos('string')],
    'Literal texts and fields of a format string.',
    formatterParser,
    '($self, object, /)',
  )
  m.fn(
    'formatter_field_name_split',
    [pos('string')],
    'First name of a field, and the rest of its path.',
    formatterFieldNameSplit,
    '($self, object, /)',
  )
})
