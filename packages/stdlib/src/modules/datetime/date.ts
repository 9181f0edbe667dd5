// date: year, month and day. lib: datetime#date-objects
import {
  arg,
  asInt,
  asStr,
  callMethod,
  type Convert,
  defineType,
  error,
  hash,
  hooks,
  lengthOf,
  NotImplemented,
  OBJECT_LAYOUT,
  optArg,
  pos,
  reprText,
  strFromText,
  strOrUndefined,
  textOfStr,
  tupleType,
  type TypeBuilder,
  typeOf,
  type Value,
  W_Bytes,
  W_Tuple,
  type W_Type,
  latin1Bytes,
} from '@typhon/objspace'
import {
  daysBeforeMonth,
  fromIsoCalendar,
  fromOrdinal,
  isoCalendar,
  MAX_ORDINAL,
  toOrdinal,
  weekday,
} from './calendar.ts'
import { dateText, readDate } from './iso.ts'
import { localFields, timestamp } from './local.ts'
import { formatBySpec, strftime, structTime } from './strftime.ts'
import { compared, COMPARISON_METHODS } from './timedelta.ts'
import { checkDate, dateOf, newDate, types, W_Date, W_DateTime, W_TimeDelta } from './values.ts'

export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
export const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** The state that a pickle made by Python 3 (bytes) or 2 (a str) holds; undefined for any other argument. */
export function pickledState(w: Value, size: number, what: string): Uint8Array | undefined {
  if (w instanceof W_Bytes) return w.bytes.length === size ? w.bytes : undefined
  const s = strOrUndefined(w)
  if (s === undefined || lengthOf(s) !== size) return undefined
  const text = textOfStr(s)
  for (let i = 0; i < text.length; i++)
    if (text.charCodeAt(i) > 0xff)
      throw error(
        'ValueError',
        `Failed to encode latin1 string when unpickling a ${what} object. pickle.load(data, encoding='latin1') is assumed.`,
      )
  return latin1Bytes(text)
}

/** Whether the byte of a month in a state is one; its upper bit is the fold. */
export const isMonth = (b: number): boolean => (b & 0x7f) >= 1 && (b & 0x7f) <= 12

export function missing(name: string, place: number): unknown {
  return error('TypeError', `function missing required argument '${name}' (pos ${place})`)
}

const NO_PLACE = pos('x')
/** An argument that a format takes, whose complaint about large ints is another one. */
const COUNTED = { ...NO_PLACE, counted: true }

/** A part given to a constructor. */
export const part: Convert<number> = (w) => asInt(w, COUNTED)

/** An argument that has to be there. */
export function required(w: Value | undefined, name: string, place: number): number {
  if (w === undefined) throw missing(name, place)
  return asInt(w, COUNTED)
}

/**
 * Raises what is wrong with the parts given to a constructor, or missing, where an unknown keyword is given as well: CPython finds that last.
 * The first `least` have to be there. CPython: Python/getargs.c (vgetargskeywords)
 */
export const partsBeforeKeywords =
  (names: readonly string[], least: number) =>
  (args: readonly Value[], kwnames: readonly string[] | null): void => {
    if (kwnames === null || args.length > names.length + 1 || kwnames.every((name) => names.includes(name))) return
    const positional = args.length - kwnames.length
    names.forEach((name, i) => {
      const at = kwnames.indexOf(name)
      const w = i + 1 < positional ? args[i + 1] : at < 0 ? undefined : args[positional + at]
      if (w === undefined && i < least) throw missing(name, i + 1)
      if (w !== undefined && name !== 'tzinfo') part(w, NO_PLACE)
    })
  }

/** A part given to replace(), else what it was. */
export function changed(w: Value | undefined, before: number): number {
  return w === undefined ? before : asInt(w, NO_PLACE)
}

/** The text given to fromisoformat. */
export const isoArgument: Convert<string> = (w) => {
  const s = strOrUndefined(w)
  if (s === undefined) throw error('TypeError', 'fromisoformat: argument must be str')
  return textOfStr(s)
}

export function badIso(text: string): unknown {
  return error('ValueError', `Invalid isoformat string: ${reprText(strFromText(text))}`)
}

const isoCalendarType: W_Type = defineType<W_Tuple>(
  'IsoCalendarDate',
  { module: 'datetime', base: tupleType, layout: tupleType.layout, final: true, doc: 'ISO year, week and weekday.' },
  (t) => {
    t.new(
      [arg('year', asInt), arg('week', asInt), arg('weekday', asInt)],
      (cls, year, week, day) => new W_Tuple([year, week, day], cls.rootShape()),
      null,
    )
    t.special('__repr__', (self) =>
      strFromText(
        `${typeOf(self).fullName}(year=${reprText(self.items[0])}, week=${reprText(self.items[1])}, weekday=${reprText(self.items[2])})`,
      ),
    )
    t.method(
      '__reduce__',
      [],
      'A plain tuple is what pickle keeps.',
      (self) => new W_Tuple([tupleType, new W_Tuple([new W_Tuple(self.items)])]),
    )
    for (const [i, name] of ['year', 'week', 'weekday'].entries())
      t.getset(name, `The ISO ${name}.`, (self) => self.items[i])
  },
)

const bytesOfDate = (d: W_Date): number[] => [d.year >> 8, d.year & 0xff, d.month, d.day]

/** A date so many days later. */
function plusDays(self: W_Date, days: number): Value {
  const [year, month, day] = dateOf(toOrdinal(self.year, self.month, self.day) + days)
  return newDate(typeOf(self), year, month, day)
}

export const ordinalOf = (d: W_Date): number => toOrdinal(d.year, d.month, d.day)

export const yearDay = (d: W_Date): number => daysBeforeMonth(d.year, d.month) + d.day

function defineArithmetic(t: TypeBuilder<W_Date>): void {
  t.special('__add__', (self, w: Value) =>
    w instanceof W_TimeDelta && !(self instanceof W_DateTime) ? plusDays(self, w.days) : NotImplemented,
  )
  t.special('__radd__', (self, w: Value) =>
    w instanceof W_TimeDelta && !(self instanceof W_DateTime) ? plusDays(self, w.days) : NotImplemented,
  )
  t.special('__sub__', (self, w: Value) => {
    if (self instanceof W_DateTime || w instanceof W_DateTime) return NotImplemented
    if (w instanceof W_Date) return new W_TimeDelta(ordinalOf(self) - ordinalOf(w), 0, 0)
    return w instanceof W_TimeDelta ? plusDays(self, -w.days) : NotImplemented
  })
  t.special('__rsub__', (self, w: Value) =>
    w instanceof W_Date && !(self instanceof W_DateTime) && !(w instanceof W_DateTime)
      ? new W_TimeDelta(ordinalOf(w) - ordinalOf(self), 0, 0)
      : NotImplemented,
  )
  for (const [name, op] of COMPARISON_METHODS)
    t.special(name, (self, w: Value) => {
      if (!(w instanceof W_Date) || w instanceof W_DateTime || self instanceof W_DateTime) return NotImplemented
      return compared(self.year - w.year || self.month - w.month || self.day - w.day, op)
    })
}

function defineMakers(t: TypeBuilder<W_Date>): void {
  t.classMethod('fromtimestamp', [pos('timestamp')], 'The local date of seconds since 1970.', (cls, w) => {
    const f = localFields(timestamp(w)[0])
    return newDate(cls, f.year, f.month, f.day)
  })
  t.classMethod('today', [], 'The date of the present.', (cls) =>
    callMethod(cls, 'fromtimestamp', callMethod(hooks.importModule('time'), 'time')),
  )
  t.classMethod(
    'fromordinal',
    [pos('ordinal', asInt)],
    'The date of a day, 1 January of the year 1 being 1.',
    (cls, n) => {
      if (n < 1) throw error('ValueError', 'ordinal must be >= 1')
      if (n > MAX_ORDINAL) throw error('ValueError', `year ${Math.floor(n / 365.2425) + 1} is out of range`)
      const [year, month, day] = fromOrdinal(n)
      return newDate(cls, year, month, day)
    },
    null,
  )
  t.classMethod('fromisoformat', [pos('object', isoArgument)], 'The date that ISO 8601 text means.', (cls, text) => {
    const parts = readDate(text)
    if (parts === undefined) throw badIso(text)
    return newDate(cls, ...parts)
  })
  t.classMethod(
    'fromisocalendar',
    [arg('year', isoPart), arg('week', isoPart), arg('day', isoPart)],
    'The date of an ISO year, week and weekday.',
    (cls, year, week, day) => {
      const n = fromIsoCalendar(year, week, day)
      if (n === 'year') throw error('ValueError', `Year is out of range: ${year}`)
      if (n === 'week') throw error('ValueError', `Invalid week: ${week}`)
      if (n === 'day') throw error('ValueError', `Invalid day: ${day} (range is [1, 7])`)
      const [y, m, d] = dateOfIso(n, year)
      return newDate(cls, y, m, d)
    },
    null,
  )
}

/** Year, month and day of the days of an ISO year, which may belong to the next. */
function dateOfIso(ordinal: number, year: number): [number, number, number] {
  if (ordinal < 1 || ordinal > MAX_ORDINAL)
    throw error('ValueError', `year ${year + (ordinal < 1 ? -1 : 1)} is out of range`)
  return fromOrdinal(ordinal)
}

const isoPart: Convert<number> = (w, where) => {
  try {
    return asInt(w, where)
  } catch (e) {
    if (typeof w === 'number' || typeof w === 'bigint') throw error('ValueError', 'ISO calendar component out of range')
    throw e
  }
}

export const dateType: W_Type = defineType<W_Date>(
  'date',
  { module: 'datetime', layout: { name: 'date', base: OBJECT_LAYOUT }, doc: 'A day of the calendar.' },
  (t) => {
    const constructor = t.new(
      [arg('year'), optArg('month'), optArg('day')],
      (cls, w_year, w_month, w_day) => {
        const state = w_month === undefined ? pickledState(w_year, 4, 'date') : undefined
        if (state !== undefined && isMonth(state[2]) && state[2] <= 12)
          return new W_Date(state[0] * 256 + state[1], state[2], state[3], cls.rootShape())
        const year = asInt(w_year, COUNTED)
        const month = required(w_month, 'month', 2)
        const day = required(w_day, 'day', 3)
        checkDate(year, month, day)
        return new W_Date(year, month, day, cls.rootShape())
      },
      null,
    )
    constructor.before = partsBeforeKeywords(['year', 'month', 'day'], 3)
    defineMakers(t)
    defineArithmetic(t)
    t.special('__hash__', (self) => hash(new W_Bytes(Uint8Array.from(bytesOfDate(self)))))
    t.special('__repr__', (self) => strFromText(`${typeOf(self).fullName}(${self.year}, ${self.month}, ${self.day})`))
    t.special('__str__', (self) => callMethod(self, 'isoformat'))
    t.method('isoformat', [], 'YYYY-MM-DD.', (self) => dateText(self.year, self.month, self.day))
    t.method(
      'ctime',
      [],
      'The date as the C function of this name shows it.',
      (self) =>
        `${DAYS[weekday(self.year, self.month, self.day)]} ${MONTHS[self.month - 1]} ${String(self.day).padStart(2)} 00:00:00 ${String(self.year).padStart(4, '0')}`,
    )
    t.method(
      'strftime',
      [arg('format', asStr)],
      'The date by a format.',
      (self, format) => strftime(self, format, callMethod(self, 'timetuple'), self),
      null,
    )
    t.method('__format__', [pos('format_spec')], 'The date by a format.', formatBySpec, null)
    t.method('timetuple', [], 'The date as time.localtime() gives it.', (self) =>
      structTime([
        self.year,
        self.month,
        self.day,
        0,
        0,
        0,
        weekday(self.year, self.month, self.day),
        yearDay(self),
        -1,
      ]),
    )
    t.method('toordinal', [], 'The day, 1 January of the year 1 being 1.', ordinalOf)
    t.method('weekday', [], 'The weekday; Monday is 0.', (self) => weekday(self.year, self.month, self.day))
    t.method('isoweekday', [], 'The weekday; Monday is 1.', (self) => weekday(self.year, self.month, self.day) + 1)
    t.method(
      'isocalendar',
      [],
      'ISO year, week and weekday.',
      (self) => new W_Tuple(isoCalendar(self.year, self.month, self.day), isoCalendarType.rootShape()),
    )
    const replace = [optArg('year'), optArg('month'), optArg('day')] as const
    const replaced = (self: W_Date, year: Value | undefined, month: Value | undefined, day: Value | undefined): Value =>
      newDate(typeOf(self), changed(year, self.year), changed(month, self.month), changed(day, self.day))
    t.method(
      'replace',
      replace,
      'A date with other parts.',
      replaced,
      '($self, /, year=unchanged, month=unchanged, day=unchanged)',
    )
    t.method('__replace__', replace, 'A date with other parts.', replaced, '($self, /, **changes)', 'replace')
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make the date again.',
      (self) => new W_Tuple([typeOf(self), new W_Tuple([new W_Bytes(Uint8Array.from(bytesOfDate(self)))])]),
    )
    t.getset('year', null, (self) => self.year)
    t.getset('month', null, (self) => self.month)
    t.getset('day', null, (self) => self.day)
    t.attribute('min', new W_Date(1, 1, 1))
    t.attribute('max', new W_Date(9999, 12, 31))
    t.attribute('resolution', new W_TimeDelta(1, 0, 0))
  },
)
types.date = dateType
