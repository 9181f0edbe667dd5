// The `_csv` module: comma-separated values, what `csv` is made of. lib: csv; PEP 305; CPython: Modules/_csv.c
import {
  defineModule,
  error,
  intOrUndefined,
  iter,
  type KeywordNames,
  opt,
  type Value,
  W_List,
  arg,
} from '@typhon/objspace'
import {
  csvError,
  dialects,
  dialectType,
  failure,
  makeDialect,
  namedDialect,
  QUOTE,
  registerDialect,
} from './dialect.ts'
import { limit, newReader, readerType } from './reader.ts'
import { newWriter, writerType } from './writer.ts'

/** What a function with a first argument and those of a dialect is called with. */
function first(args: readonly Value[], kwnames: KeywordNames): Value {
  if (args.length === (kwnames?.length ?? 0)) throw error('TypeError', ' expected at least 1 argument, got 0')
  if (args.length - (kwnames?.length ?? 0) > 2)
    throw error('TypeError', ` expected at most 2 arguments, got ${args.length - (kwnames?.length ?? 0)}`)
  return args[0]
}

export const csvModule = defineModule('_csv', 'Comma-separated values.', (m) => {
  m.type(dialectType)
  m.constant('Error', csvError)
  m.constant('Reader', readerType)
  m.constant('Writer', writerType)
  m.constant('_dialects', dialects)
  m.constant('QUOTE_MINIMAL', QUOTE.minimal)
  m.constant('QUOTE_ALL', QUOTE.all)
  m.constant('QUOTE_NONNUMERIC', QUOTE.nonnumeric)
  m.constant('QUOTE_NONE', QUOTE.none)
  m.constant('QUOTE_STRINGS', QUOTE.strings)
  m.constant('QUOTE_NOTNULL', QUOTE.notnull)
  m.rawFn('reader', 'A reader of the lines that an iterable gives, in a dialect.', (args, kwnames) => {
    const source = iter(first(args, kwnames))
    return newReader(source, makeDialect(args.slice(1), kwnames))
  })
  m.rawFn('writer', 'A writer of rows to a file, in a dialect.', (args, kwnames) => {
    const file = first(args, kwnames)
    return newWriter(file, () => makeDialect(args.slice(1), kwnames))
  })
  m.rawFn('register_dialect', 'Give a dialect a name.', (args, kwnames) => {
    first(args, kwnames)
    return registerDialect(args, kwnames)
  })
  m.fn('unregister_dialect', [arg('name')], 'Take a dialect its name.', (name) => {
    if (dialects.pop(name) === undefined) throw failure('unknown dialect')
    return null
  })
  m.fn('get_dialect', [arg('name')], 'The dialect of a name.', (name) => namedDialect(name))
  m.fn('list_dialects', [], 'The names of all dialects.', () => new W_List([...dialects.liveKeys()]))
  m.fn(
    'field_size_limit',
    [opt('new_limit')],
    'The longest field, and set it.',
    (w) => {
      const old = limit.field
      if (w !== undefined) {
        const n = typeof w === 'object' || typeof w === 'boolean' ? undefined : intOrUndefined(w)
        if (n === undefined) throw error('TypeError', 'limit must be an integer')
        if (typeof n === 'bigint') throw error('OverflowError', 'Python int too large to convert to C long')
        limit.field = n
      }
      return old
    },
    '($module, /, new_limit=<unrepresentable>)',
  )
})
