// datetime: a date and a time. lib: datetime#datetime-objects
import {
  arg,
  asCText,
  asInt,
  asStr,
  callMethod,
  type Convert,
  defineType,
  EQ,
  error,
  hash,
  hooks,
  lengthOf,
  NE,
  NotImplemented,
  optArg,
  pos,
  rest as restOf,
  strFromText,
  strOrUndefined,
  textOfStr,
  type TypeBuilder,
  typeOf,
  type Value,
  W_Bytes,
  W_Float,
  W_Tuple,
  type W_Type,
  wrongType,
  type Str,
} from '@typhon/objspace'
import { daysBeforeMonth, toOrdinal, weekday } from './calendar.ts'
import {
  badIso,
  changed,
  dateType,
  DAYS,
  isMonth,
  isoArgument,
  MONTHS,
  ordinalOf,
  part,
  partsBeforeKeywords,
  pickledState,
  required,
} from './date.ts'
import { clockText, dateText, readDate, readTime, separatorAt } from './iso.ts'
import {
  type Fields,
  foldAt,
  fromLocal,
  localFields,
  localZone,
  present,
  secondsOf,
  timestamp,
  utcFields,
} from './local.ts'
import { structTime } from './strftime.ts'
import {
  checkState,
  CLOCK_CHANGES,
  changedClock,
  checkClock,
  clockBytes,
  clockOfBytes,
  compareClocks,
  reprTail,
  zoneOf,
} from './time.ts'
import { addDeltas, compared, compareDeltas, COMPARISON_METHODS, hashDelta, microsecondsOf } from './timedelta.ts'
import {
  checkDate,
  checkTime,
  checkZone,
  type Clock,
  dateOf,
  newDateTime,
  newDelta,
  types,
  W_Date,
  W_DateTime,
  W_Time,
  W_TimeDelta,
  newTime,
} from './values.ts'
import { dstOf, nameOf, offsetOf, offsetText, utcZone } from './zones.ts'

const NO_PLACE = pos('x')

const dateArgument: Convert<W_Date> = (w, where) => {
  if (w instanceof W_Date) return w
  throw wrongType(w, where, 'datetime.date')
}

const timeArgument: Convert<W_Time> = (w, where) => {
  if (w instanceof W_Time) return w
  throw wrongType(w, where, 'datetime.time')
}

const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0, microsecond: 0, tzinfo: null, fold: 0 }

const offset = (d: W_DateTime): W_TimeDelta | null => offsetOf(d.tzinfo, d)

const dayOf = (d: W_Date): [number, number, number] => [d.year, d.month, d.day]

/** The duration from the first moment of the calendar, the zone not counted. */
function sinceStart(d: W_DateTime): W_TimeDelta {
  return newDelta(ordinalOf(d), d.hour * 3600 + d.minute * 60 + d.second, d.microsecond)
}

function withFold(d: W_DateTime, fold: number): W_DateTime {
  return new W_DateTime(d.year, d.month, d.day, d.hour, d.minute, d.second, d.microsecond, d.tzinfo, fold)
}

/** A datetime so much later, of the class of `self`. */
function plusDelta(self: W_DateTime, d: W_TimeDelta, sign: number): Value {
  let us = self.microsecond + sign * d.microseconds
  let seconds = self.hour * 3600 + self.minute * 60 + self.second + sign * d.seconds
  let ordinal = ordinalOf(self) + sign * d.days
  const carry = Math.floor(us / 1_000_000)
  us -= carry * 1_000_000
  seconds += carry
  const days = Math.floor(seconds / 86400)
  seconds -= days * 86400
  ordinal += days
  return newDateTime(typeOf(self), dateOf(ordinal), {
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    microsecond: us,
    tzinfo: self.tzinfo,
    fold: 0,
  })
}

/** The duration between two datetimes; undefined where one has an offset and the other not. */
function difference(a: W_DateTime, b: W_DateTime): W_TimeDelta | undefined {
  const d = addDeltas(sinceStart(a), sinceStart(b), -1)
  if (a.tzinfo === b.tzinfo) return d
  const x = offset(a)
  const y = offset(b)
  if (x === null && y === null) return d
  if (x === null || y === null) return undefined
  return addDeltas(d, addDeltas(x, y, -1), -1)
}

/** Whether a datetime is one of two with the same clock, whose offset depends on the fold: it equals none of another zone. PEP 495 */
function isProblematic(d: W_DateTime, known: W_TimeDelta | null): boolean {
  const flipped = offset(withFold(d, 1 - d.fold))
  return flipped === null || known === null ? flipped !== known : compareDeltas(flipped, known) !== 0
}

function compareFields(a: W_DateTime, b: W_DateTime): number {
  return a.year - b.year || a.month - b.month || a.day - b.day || compareClocks(a, b)
}

/** The order of two datetimes; undefined where they have none. */
function order(a: W_DateTime, b: W_DateTime, equality: boolean): number | undefined {
  if (a.tzinfo === b.tzinfo) return compareFields(a, b)
  const x = offset(a)
  const y = offset(b)
  let c: number
  if (x === null ? y === null : y !== null && compareDeltas(x, y) === 0) c = compareFields(a, b)
  else if (x === null || y === null) return undefined
  else {
    const d = addDeltas(addDeltas(sinceStart(a), sinceStart(b), -1), addDeltas(x, y, -1), -1)
    c = d.days < 0 ? -1 : d.days > 0 || d.seconds > 0 || d.microseconds > 0 ? 1 : 0
  }
  return equality && c === 0 && (isProblematic(a, x) || isProblematic(b, y)) ? 1 : c
}

function dataBytes(d: W_DateTime): number[] {
  return [d.year >> 8, d.year & 0xff, d.month, d.day, ...clockBytes(d)]
}

function hashOf(self: W_DateTime): Value {
  const d = self.fold === 0 ? self : withFold(self, 0)
  const o = offset(d)
  if (o === null) return hash(new W_Bytes(Uint8Array.from(dataBytes(self))))
  return hashDelta(addDeltas(sinceStart(self), o, -1))
}

/** A datetime of seconds since 1970, by UTC or by the system's zone. */
function atMoment(cls: W_Type, seconds: number, microsecond: number, tzinfo: Value, local: boolean): Value {
  const f = local ? localFields(seconds) : utcFields(seconds)
  const fold = local ? foldAt(seconds, f) : 0
  return newDateTime(cls, [f.year, f.month, f.day], {
    hour: f.hour,
    minute: f.minute,
    second: f.second,
    microsecond,
    tzinfo,
    fold,
  })
}

/** As `atMoment`, in a zone, None being the system's. */
function inZone(cls: W_Type, seconds: number, microsecond: number, tzinfo: Value): Value {
  checkZone(tzinfo)
  const w = atMoment(cls, seconds, microsecond, tzinfo, tzinfo === null)
  return tzinfo === null ? w : callMethod(tzinfo, 'fromutc', w)
}

/** Seconds since 1970 of a datetime without zone, by the system's. */
const localSeconds = (d: W_DateTime): number => fromLocal(d as Fields, d.fold)

/** The system's zone as a datetime without zone means it; in a gap the fold tells which side's it is. */
function zoneOfLocal(d: W_DateTime): Value {
  const one = localSeconds(d)
  const other = fromLocal(d as Fields, 1 - d.fold)
  return localZone(other !== one && other > one === (d.fold === 1) ? other : one)
}

/** 1 January 1970 in UTC. */
function epoch(): W_DateTime {
  return new W_DateTime(1970, 1, 1, 0, 0, 0, 0, utcZone(), 0)
}

function asTimezone(self: W_DateTime, target: Value): Value {
  checkZone(target)
  let zone: Value = self.tzinfo
  if (zone === null) zone = zoneOfLocal(self)
  if (zone === target) return self
  let o = offsetOf(zone, self)
  if (o === null) {
    zone = zoneOfLocal(self)
    o = offsetOf(zone, self) as W_TimeDelta
    if (zone === target) return self
  }
  const shifted = plusDelta(self, o, -1) as W_DateTime
  const { hour, minute, second, microsecond } = shifted
  const clock = { hour, minute, second, microsecond, fold: 0 }
  const utc = utcZone()
  const to =
    target !== null
      ? target
      : localZone(secondsOf(new W_DateTime(shifted.year, shifted.month, shifted.day, hour, minute, second, 0, utc, 0)))
  return callMethod(to, 'fromutc', newDateTime(typeOf(self), dayOf(shifted), { ...clock, tzinfo: to }))
}

function fromIso(cls: W_Type, text: string): Value {
  const bad = (): unknown => badIso(text)
  // Characters beyond the BMP may only be the separator.
  const at = text.length < 7 ? -1 : separatorAt(text)
  if (at < 0) throw bad()
  const date = readDate(text.slice(0, at))
  if (date === undefined) throw bad()
  const high = text.codePointAt(at) ?? 0
  const rest = text.slice(at + (high > 0xffff ? 2 : 1))
  if (text.length === at) return newChecked(cls, date, MIDNIGHT)
  if (rest === '') throw bad()
  const parts = readTime(rest)
  if (parts === undefined) throw bad()
  const { hour, minute, second, microsecond } = parts
  return newChecked(cls, date, { hour, minute, second, microsecond, tzinfo: zoneOf(parts), fold: 0 })
}

function newChecked(cls: W_Type, date: readonly [number, number, number], c: Clock): Value {
  checkDate(date[0], date[1], date[2])
  checkTime(c.hour, c.minute, c.second, c.microsecond, c.fold)
  return newDateTime(cls, date, c)
}

function defineMakers(t: TypeBuilder<W_DateTime>): void {
  t.classMethod('now', [arg<Value>('tz', null, null)], 'The present in a zone, the system by default.', (cls, tz) => {
    const [seconds, us] = present()
    return inZone(cls, seconds, us, tz)
  })
  t.classMethod('utcnow', [], 'The present in UTC, without a zone.', (cls) => {
    hooks.warn(
      'DeprecationWarning',
      'datetime.datetime.utcnow() is deprecated and scheduled for removal in a future version. Use timezone-aware objects to represent datetimes in UTC: datetime.datetime.now(datetime.UTC).',
    )
    const [seconds, us] = present()
    return atMoment(cls, seconds, us, null, false)
  })
  t.classMethod(
    'fromtimestamp',
    [arg('timestamp'), arg<Value>('tz', null, null)],
    'The datetime of seconds since 1970 in a zone, the system by default.',
    (cls, w, tz) => {
      checkZone(tz)
      const [seconds, us] = timestamp(w)
      return inZone(cls, seconds, us, tz)
    },
    null,
  )
  t.classMethod(
    'utcfromtimestamp',
    [restOf('args')],
    'The datetime of seconds since 1970 in UTC, without a zone.',
    (cls, args) => {
      hooks.warn(
        'DeprecationWarning',
        'datetime.datetime.utcfromtimestamp() is deprecated and scheduled for removal in a future version. Use timezone-aware objects to represent datetimes in UTC: datetime.datetime.fromtimestamp(timestamp, datetime.UTC).',
      )
      // Only then are the arguments looked at.
      if (args.length !== 1)
        throw error('TypeError', `utcfromtimestamp() takes exactly 1 argument (${args.length} given)`)
      const [seconds, us] = timestamp(args[0])
      return atMoment(cls, seconds, us, null, false)
    },
    null,
  )
  t.classMethod(
    'strptime',
    [pos('date_string', asStr), pos('format', asStr)],
    'The datetime that text means by a format.',
    (cls, text, format) => callMethod(hooks.importModule('_strptime'), '_strptime_datetime', cls, text, format),
    null,
  )
  t.classMethod(
    'combine',
    [arg('date', dateArgument), arg('time', timeArgument), optArg('tzinfo')],
    'A date and a time together, with the zone of the time or another.',
    (cls, date, time, tzinfo) => {
      const zone = tzinfo === undefined ? time.tzinfo : tzinfo
      checkZone(zone)
      const { hour, minute, second, microsecond, fold } = time
      return newDateTime(cls, dayOf(date), { hour, minute, second, microsecond, tzinfo: zone, fold })
    },
    null,
  )
  t.classMethod('fromisoformat', [pos('object', isoArgument)], 'The datetime that ISO 8601 text means.', fromIso)
}

function between(a: W_DateTime, b: W_DateTime): Value {
  const d = difference(a, b)
  if (d === undefined) throw error('TypeError', "can't subtract offset-naive and offset-aware datetimes")
  return d
}

function defineArithmetic(t: TypeBuilder<W_DateTime>): void {
  t.special('__add__', (self, w: Value) => (w instanceof W_TimeDelta ? plusDelta(self, w, 1) : NotImplemented))
  t.special('__radd__', (self, w: Value) => (w instanceof W_TimeDelta ? plusDelta(self, w, 1) : NotImplemented))
  t.special('__sub__', (self, w: Value) => {
    if (w instanceof W_TimeDelta) return plusDelta(self, w, -1)
    return w instanceof W_DateTime ? between(self, w) : NotImplemented
  })
  t.special('__rsub__', (self, w: Value) => (w instanceof W_DateTime ? between(w, self) : NotImplemented))
  for (const [name, op] of COMPARISON_METHODS)
    t.special(name, (self, w: Value) => {
      if (!(w instanceof W_DateTime)) return NotImplemented
      const equality = op === EQ || op === NE
      const c = order(self, w, equality)
      if (c !== undefined) return compared(c, op)
      if (equality) return op === NE
      throw error('TypeError', "can't compare offset-naive and offset-aware datetimes")
    })
  t.special('__hash__', hashOf)
}

function defineText(t: TypeBuilder<W_DateTime>): void {
  t.special('__repr__', (self) => {
    const parts = [self.year, self.month, self.day, self.hour, self.minute]
    if (self.second !== 0 || self.microsecond !== 0) parts.push(self.second)
    if (self.microsecond !== 0) parts.push(self.microsecond)
    return strFromText(`${typeOf(self).fullName}(${parts.join(', ')}${reprTail(self)})`)
  })
  t.special('__str__', (self) => callMethod(self, 'isoformat', ' '))
  t.method(
    'isoformat',
    [arg('sep', character, 'T'), arg('timespec', asCText, 'auto')],
    'The datetime as ISO 8601 writes it.',
    (self, sep, timespec) => {
      const o = offset(self)
      const text = clockText(self, timespec) + (o === null ? '' : offsetText(o))
      return strFromText(dateText(self.year, self.month, self.day) + textOfStr(sep) + text)
    },
    null,
  )
  t.method('ctime', [], 'The datetime as the C function of this name shows it.', (self) => {
    const two = (n: number): string => String(n).padStart(2, '0')
    return `${DAYS[weekday(self.year, self.month, self.day)]} ${MONTHS[self.month - 1]} ${String(self.day).padStart(2)} ${two(self.hour)}:${two(self.minute)}:${two(self.second)} ${String(self.year).padStart(4, '0')}`
  })
}

function tuple(d: W_Date, c: Clock, dst: number): Value {
  const yearDay = daysBeforeMonth(d.year, d.month) + d.day
  return structTime([
    d.year,
    d.month,
    d.day,
    c.hour,
    c.minute,
    c.second,
    (toOrdinal(d.year, d.month, d.day) + 6) % 7,
    yearDay,
    dst,
  ])
}

function defineConversions(t: TypeBuilder<W_DateTime>): void {
  t.method('date', [], 'The date.', (self) => new W_Date(self.year, self.month, self.day))
  t.method('time', [], 'The time, without its zone.', (self) => newTime(types.time, { ...clockOf(self), tzinfo: null }))
  t.method('timetz', [], 'The time.', (self) => newTime(types.time, clockOf(self)))
  t.method('timetuple', [], 'The datetime as time.localtime() gives it.', (self) => {
    const dst = dstOf(self.tzinfo, self)
    return tuple(self, self, dst === null ? -1 : microsecondsOf(dst) === 0n ? 0 : 1)
  })
  t.method('utctimetuple', [], 'The datetime in UTC as time.gmtime() gives it.', (self) => {
    const o = offset(self)
    const plain = new W_DateTime(self.year, self.month, self.day, self.hour, self.minute, self.second, 0, null, 0)
    const d = o === null ? plain : (plusDelta(plain, o, -1) as W_DateTime)
    return tuple(d, d, 0)
  })
  t.method('timestamp', [], 'Seconds since 1970.', (self) => {
    if (self.tzinfo !== null) {
      const d = difference(self, epoch())
      if (d === undefined) throw error('TypeError', "can't subtract offset-naive and offset-aware datetimes")
      return callMethod(d, 'total_seconds')
    }
    return new W_Float(localSeconds(self) + self.microsecond / 1e6)
  })
  t.method('astimezone', [arg<Value>('tz', null, null)], 'The same moment in another zone.', asTimezone, null)
  t.method('utcoffset', [], 'The difference to UTC.', offset)
  t.method('dst', [], 'What daylight saving time adds.', (self) => dstOf(self.tzinfo, self))
  t.method('tzname', [], 'The name of the zone.', (self) => nameOf(self.tzinfo, self))
  const changes = [optArg('year'), optArg('month'), optArg('day'), ...CLOCK_CHANGES] as const
  const replaced = (self: W_DateTime, ...ws: (Value | undefined)[]): Value => {
    const [year, month, day, ...clock] = ws
    const date = [changed(year, self.year), changed(month, self.month), changed(day, self.day)] as const
    // All are ints before any is looked at.
    const time = changedClock(self, ...(clock as [Value, Value, Value, Value, Value, Value]))
    checkDate(...date)
    return newDateTime(typeOf(self), date, checkClock(time))
  }
  t.method(
    'replace',
    changes,
    'A datetime with other parts.',
    replaced,
    '($self, /, year=unchanged, month=unchanged, day=unchanged, hour=unchanged, minute=unchanged, second=unchanged, microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)',
  )
  t.method('__replace__', changes, 'A datetime with other parts.', replaced, '($self, /, **changes)', 'replace')
  const state = (self: W_DateTime, protocol: number): Value => {
    const bytes = dataBytes(self)
    if (self.fold === 1 && protocol > 3) bytes[2] |= 0x80
    const w = new W_Bytes(Uint8Array.from(bytes))
    return new W_Tuple([typeOf(self), new W_Tuple(self.tzinfo === null ? [w] : [w, self.tzinfo])])
  }
  t.method('__reduce_ex__', [pos('protocol', asInt)], 'What pickle needs to make the datetime again.', state, null)
  t.method('__reduce__', [], 'What pickle needs to make the datetime again.', (self) => state(self, 2))
}

/** A str of one character. */
const character: Convert<Str> = (w, where) => {
  const s = strOrUndefined(w)
  if (s === undefined || lengthOf(s) !== 1) throw wrongType(w, where, 'a unicode character')
  return s
}

function clockOf(d: W_DateTime): Clock {
  const { hour, minute, second, microsecond, tzinfo, fold } = d
  return { hour, minute, second, microsecond, tzinfo, fold }
}

export const datetimeType: W_Type = defineType<W_DateTime>(
  'datetime',
  {
    module: 'datetime',
    base: dateType,
    layout: { name: 'datetime', base: dateType.layout },
    doc: 'A date and a time.',
  },
  (t) => {
    const constructor = t.new(
      [arg('year'), optArg('month'), optArg('day'), ...CLOCK_CHANGES],
      (cls, w_year, w_month, w_day, w_hour, w_minute, w_second, w_microsecond, tzinfo = null, w_fold) => {
        const state = w_day === undefined ? pickledState(w_year, 10, 'datetime') : undefined
        if (state !== undefined && isMonth(state[2])) {
          const zone = w_month ?? null
          checkState(zone)
          const c = clockOfBytes(state, 4, zone, state[2] >> 7)
          return new W_DateTime(
            state[0] * 256 + state[1],
            state[2] & 0x7f,
            state[3],
            state[4],
            c.minute,
            c.second,
            c.microsecond,
            zone,
            c.fold,
            cls.rootShape(),
          )
        }
        const year = part(w_year, NO_PLACE)
        const month = required(w_month, 'month', 2)
        const day = required(w_day, 'day', 3)
        // What is wrong with the date is said before.
        const clockPart = (w: Value | undefined): number => (w === undefined ? 0 : part(w, NO_PLACE))
        const hour = clockPart(w_hour)
        const minute = clockPart(w_minute)
        const second = clockPart(w_second)
        const microsecond = clockPart(w_microsecond)
        const fold = clockPart(w_fold)
        checkDate(year, month, day)
        checkTime(hour, minute, second, microsecond, fold)
        checkZone(tzinfo)
        return new W_DateTime(year, month, day, hour, minute, second, microsecond, tzinfo, fold, cls.rootShape())
      },
      null,
    )
    constructor.before = partsBeforeKeywords(['year', 'month', 'day', ...CLOCK_CHANGES.map(({ name }) => name)], 3)
    defineMakers(t)
    defineArithmetic(t)
    defineText(t)
    defineConversions(t)
    t.getset('hour', null, (self) => self.hour)
    t.getset('minute', null, (self) => self.minute)
    t.getset('second', null, (self) => self.second)
    t.getset('microsecond', null, (self) => self.microsecond)
    t.getset('tzinfo', null, (self) => self.tzinfo)
    t.getset('fold', null, (self) => self.fold)
    t.attribute('min', new W_DateTime(1, 1, 1, 0, 0, 0, 0, null, 0))
    t.attribute('max', new W_DateTime(9999, 12, 31, 23, 59, 59, 999999, null, 0))
    t.attribute('resolution', new W_TimeDelta(0, 0, 1))
  },
)
types.datetime = datetimeType
