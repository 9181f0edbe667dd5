// Reading comma-separated values: a machine that goes through the characters of a line. lib: csv#csv.reader
// CPython: Modules/_csv.c
import {
  defineType,
  hooks,
  iter,
  iteratorMethods,
  call1,
  next,
  type Str,
  concatStr,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_Iterator,
  W_List,
  type W_Type,
} from '@typhon/objspace'
import { failure, QUOTE, type W_Dialect } from './dialect.ts'

const LF = 10
const CR = 13
const SPACE = 32

/** Where the machine is. */
const State = {
  startRecord: 0,
  startField: 1,
  escaped: 2,
  inField: 3,
  inQuoted: 4,
  escapedInQuoted: 5,
  quoteInQuoted: 6,
  eatLineEnd: 7,
  afterEscapedEnd: 8,
} as const

/** Longest field; `csv.field_size_limit`. */
export const limit = { field: 131072 }

export class W_Reader extends W_Iterator {
  readonly dialect: W_Dialect
  lines = 0
  private readonly source: Value
  private state: number = State.startRecord
  private fields: Value[] = []
  private field: Str = ''
  /** How many characters it has. */
  private length = 0
  private isUnquoted = false

  constructor(source: Value, dialect: W_Dialect) {
    super(readerType.rootShape())
    this.source = source
    this.dialect = dialect
  }

  /** The next row, of one line or more. */
  override next(): Value | undefined {
    this.fields = []
    this.field = ''
    this.length = 0
    this.isUnquoted = false
    this.state = State.startRecord
    do {
      const line = next(this.source)
      if (line === undefined) {
        if (this.length > 0 || this.state === State.inQuoted) {
          if (this.dialect.strict) throw failure('unexpected end of data')
          this.save()
          break
        }
        return undefined
      }
      const s = strOrUndefined(line)
      if (s === undefined)
        throw failure(
          `iterator should return strings, not ${typeOf(line).fullName} (the file should be opened in text mode)`,
        )
      this.lines++
      this.takeLine(textOfStr(s))
      this.take(-1)
    } while (this.state !== State.startRecord)
    const { fields } = this
    this.fields = []
    return new W_List(fields)
  }

  /** The characters of a line; what only makes a field longer is taken in one piece. */
  private takeLine(text: string): void {
    const { delimiter, quotechar, escapechar } = this.dialect
    for (let i = 0; i < text.length;) {
      const from = i
      if (this.state === State.inField || this.state === State.inQuoted) {
        for (; i < text.length; i++) {
          const u = text.charCodeAt(i)
          if (u === delimiter || u === quotechar || u === LF || u === CR || u === escapechar || u >>> 11 === 0x1b) break
        }
      }
      if (i > from) this.add(text.slice(from, i), i - from)
      else {
        const c = text.codePointAt(i) as number
        this.take(c)
        i += c > 0xffff ? 2 : 1
      }
    }
  }

  /** Makes the field longer by a number of characters. */
  private add(more: string, count: number): void {
    if (this.length + count > limit.field) throw failure(`field larger than field limit (${limit.field})`)
    this.length += count
    this.field = this.field === '' ? strFromText(more) : concatStr(this.field, strFromText(more))
  }

  private addPoint(c: number): void {
    this.add(String.fromCodePoint(c), 1)
  }

  private save(): void {
    const { quoting } = this.dialect
    let w: Value = this.field
    const isEmpty = this.length === 0
    this.field = ''
    this.length = 0
    if (this.isUnquoted) {
      if (isEmpty && (quoting === QUOTE.notnull || quoting === QUOTE.strings)) w = null
      else if (!isEmpty && (quoting === QUOTE.nonnumeric || quoting === QUOTE.strings))
        w = call1(hooks.builtin('float'), w)
    }
    this.isUnquoted = false
    this.fields.push(w)
  }

  /** One character; -1 at the end of a line. */
  private take(c: number): void {
    const d = this.dialect
    const isEnd = c === LF || c === CR || c === -1
    switch (this.state) {
      case State.startRecord:
        if (c === -1) return
        if (isEnd) {
          this.state = State.eatLineEnd
          return
        }
        this.state = State.startField
        this.begin(c, isEnd)
        return
      case State.startField:
        this.begin(c, isEnd)
        return
      case State.escaped:
        if (c === LF || c === CR) {
          this.addPoint(c)
          this.state = State.afterEscapedEnd
          return
        }
        this.addPoint(c === -1 ? LF : c)
        this.state = State.inField
        return
      case State.afterEscapedEnd:
        if (c === -1) return
        this.within(c, isEnd)
        return
      case State.inField:
        this.within(c, isEnd)
        return
      case State.inQuoted:
        if (c === -1) return
        if (c === d.escapechar) this.state = State.escapedInQuoted
        else if (c === d.quotechar && d.quoting !== QUOTE.none)
          this.state = d.doublequote ? State.quoteInQuoted : State.inField
        else this.addPoint(c)
        return
      case State.escapedInQuoted:
        this.addPoint(c === -1 ? LF : c)
        this.state = State.inQuoted
        return
      case State.quoteInQuoted:
        if (d.quoting !== QUOTE.none && c === d.quotechar) {
          this.addPoint(c)
          this.state = State.inQuoted
        } else if (c === d.delimiter) {
          this.save()
          this.state = State.startField
        } else if (isEnd) {
          this.save()
          this.state = c === -1 ? State.startRecord : State.eatLineEnd
        } else if (!d.strict) {
          this.addPoint(c)
          this.state = State.inField
        } else
          throw failure(`'${String.fromCodePoint(d.delimiter)}' expected after '${String.fromCodePoint(d.quotechar)}'`)
        return
      default:
        if (c === LF || c === CR) return
        if (c === -1) {
          this.state = State.startRecord
          return
        }
        throw failure("new-line character seen in unquoted field - do you need to open the file with newline=''?")
    }
  }

  /** The first character of a field. */
  private begin(c: number, isEnd: boolean): void {
    const d = this.dialect
    if (isEnd) {
      this.isUnquoted = true
      this.save()
      this.state = c === -1 ? State.startRecord : State.eatLineEnd
    } else if (c === d.quotechar && d.quoting !== QUOTE.none) this.state = State.inQuoted
    else if (c === d.escapechar) {
      this.isUnquoted = true
      this.state = State.escaped
    } else if (c === SPACE && d.skipinitialspace) return
    else if (c === d.delimiter) {
      this.isUnquoted = true
      this.save()
    } else {
      this.isUnquoted = true
      this.addPoint(c)
      this.state = State.inField
    }
  }

  /** A character inside a field without quotes; behind an escaped line end the machine stays where it is, as CPython's does. */
  private within(c: number, isEnd: boolean): void {
    const d = this.dialect
    if (isEnd) {
      this.save()
      this.state = c === -1 ? State.startRecord : State.eatLineEnd
    } else if (c === d.escapechar) this.state = State.escaped
    else if (c === d.delimiter) {
      this.save()
      this.state = State.startField
    } else this.addPoint(c)
  }
}

/** A reader of what an iterable gives. */
export function newReader(source: Value, dialect: W_Dialect): W_Reader {
  return new W_Reader(iter(source), dialect)
}

export const readerType: W_Type = defineType<W_Reader>(
  'reader',
  { module: '_csv', doc: 'Rows of a file of comma-separated values.' },
  (t) => {
    iteratorMethods(t)
    t.member('dialect', null, (self) => self.dialect)
    t.member('line_num', null, (self) => self.lines)
  },
)
