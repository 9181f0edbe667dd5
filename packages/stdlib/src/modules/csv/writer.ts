// Writing comma-separated values. lib: csv#csv.writer; CPython: Modules/_csv.c
import {
  call1,
  defineType,
  error,
  findAttr,
  intOrUndefined,
  isCallable,
  iter,
  next,
  OBJECT_LAYOUT,
  pos,
  Special,
  str,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_Complex,
  W_Float,
  W_Object,
  type W_Type,
} from '@typhon/objspace'
import { failure, QUOTE, type W_Dialect } from './dialect.ts'

export class W_Writer extends W_Object {
  readonly write: Value
  readonly dialect: W_Dialect
  constructor(write: Value, dialect: W_Dialect) {
    super(writerType.rootShape())
    this.write = write
    this.dialect = dialect
  }

  row(w: Value): Value {
    const { dialect } = this
    if (typeOf(w).special(Special.iter) === undefined && typeOf(w).special(Special.getitem) === undefined)
      throw failure(`iterable expected, not ${typeOf(w).fullName}`)
    const delimiter = String.fromCodePoint(dialect.delimiter)
    const items = iter(w)
    let line = ''
    let count = 0
    let isNone = false
    for (let x = next(items); x !== undefined; x = next(items)) {
      if (count > 0) line += delimiter
      isNone = x === null
      line += this.field(x)
      count++
    }
    // One empty field would be an empty line.
    if (count > 0 && line === '') {
      const { quoting } = dialect
      if (quoting === QUOTE.none || (isNone && (quoting === QUOTE.strings || quoting === QUOTE.notnull)))
        throw failure('single empty field record must be quoted')
      line = this.quoted('')
    }
    return call1(this.write, strFromText(line + dialect.terminator))
  }

  private quoted(text: string): string {
    const quote = String.fromCodePoint(this.dialect.quotechar)
    return quote + text + quote
  }

  private field(w: Value): string {
    const { dialect } = this
    const { quoting } = dialect
    const isStr = strOrUndefined(w) !== undefined
    let quote = quoting === QUOTE.all
    if (quoting === QUOTE.nonnumeric) quote = !isNumber(w)
    else if (quoting === QUOTE.strings) quote = isStr
    else if (quoting === QUOTE.notnull) quote = w !== null
    if (w === null) return this.escaped('', quote)
    return this.escaped(textOfStr(strOrUndefined(isStr ? w : str(w))!), quote)
  }

  /** A field with its quotes and escapes; `quote`: whether it is quoted in any case. */
  private escaped(text: string, quote: boolean): string {
    const d = this.dialect
    let isQuoted = quote
    let out = ''
    for (const character of text) {
      const c = character.codePointAt(0) as number
      let escape = false
      if (
        c === d.delimiter ||
        c === d.escapechar ||
        c === d.quotechar ||
        c === 10 ||
        c === 13 ||
        d.terminator.includes(character)
      ) {
        if (d.quoting === QUOTE.none) escape = true
        else {
          if (c === d.quotechar) {
            if (d.doublequote) out += character
            else escape = true
          } else if (c === d.escapechar) escape = true
          if (!escape) isQuoted = true
        }
        if (escape) {
          if (d.escapechar < 0) throw failure('need to escape, but no escapechar set')
          out += String.fromCodePoint(d.escapechar)
        }
      }
      out += character
    }
    // A reader that skips spaces would not see an empty field between them.
    if (text === '' && d.delimiter === 32 && d.skipinitialspace) {
      if (d.quoting === QUOTE.none || ((d.quoting === QUOTE.strings || d.quoting === QUOTE.notnull) && !quote))
        throw failure('empty field must be quoted if delimiter is a space and skipinitialspace is true')
      isQuoted = true
    }
    return isQuoted ? this.quoted(out) : out
  }
}

function isNumber(w: Value): boolean {
  const type = typeOf(w)
  return (
    intOrUndefined(w) !== undefined ||
    w instanceof W_Float ||
    w instanceof W_Complex ||
    type.special(Special.float) !== undefined ||
    type.special(Special.index) !== undefined
  )
}

/** A writer to anything with a method `write`. */
export function newWriter(file: Value, dialect: () => W_Dialect): W_Writer {
  const write = findAttr(file, 'write')
  if (write === undefined || !isCallable(write)) throw error('TypeError', 'argument 1 must have a "write" method')
  return new W_Writer(write, dialect())
}

export const writerType: W_Type = defineType<W_Writer>(
  'writer',
  { module: '_csv', layout: { name: 'writer', base: OBJECT_LAYOUT }, doc: 'Writes rows to a file.' },
  (t) => {
    t.member('dialect', null, (self) => self.dialect)
    t.method('writerow', [pos('row')], 'Write a row.', (self, row) => self.row(row), '($self, object, /)')
    t.method(
      'writerows',
      [pos('rows')],
      'Write rows.',
      (self, rows) => {
        const it = iter(rows)
        for (let row = next(it); row !== undefined; row = next(it)) self.row(row)
        return null
      },
      '($self, object, /)',
    )
  },
)
