// time: hour, minute, second, microsecond and a zone. lib: datetime#time-objects
import {
  arg,
  asInt,
  asStr,
  asCText,
  callMethod,
  defineType,
  EQ,
  error,
  hash,
  kw,
  NE,
  NotImplemented,
  OBJECT_LAYOUT,
  optArg,
  optKw,
  pos,
  reprText,
  strFromText,
  typeOf,
  type Value,
  W_Bytes,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import { badIso, changed, isoArgument, part, partsBeforeKeywords, pickledState } from './date.ts'
import { clockText, readTime, type TimeParts } from './iso.ts'
import { formatBySpec, strftime, structTime } from './strftime.ts'
import { addDeltas, compared, compareDeltas, COMPARISON_METHODS, hashDelta } from './timedelta.ts'
import { checkTime, checkZone, type Clock, newDelta, newTime, types, W_Time, W_TimeDelta, W_TZInfo } from './values.ts'
import { dstOf, nameOf, newZone, offsetOf, offsetText, utcZone } from './zones.ts'

export function clockBytes(c: Clock): number[] {
  return [c.hour, c.minute, c.second, c.microsecond >> 16, (c.microsecond >> 8) & 0xff, c.microsecond & 0xff]
}

/** The clock of six bytes; the fold is told apart. */
export function clockOfBytes(b: Uint8Array, at: number, tzinfo: Value, fold: number): Clock {
  return {
    hour: b[at] & 0x7f,
    minute: b[at + 1],
    second: b[at + 2],
    microsecond: b[at + 3] * 65536 + b[at + 4] * 256 + b[at + 5],
    tzinfo,
    fold,
  }
}

export function checkState(tzinfo: Value): void {
  if (tzinfo !== null && !(tzinfo instanceof W_TZInfo)) throw error('TypeError', 'bad tzinfo state arg')
}

/** The zone that ISO text names. */
export function zoneOf({ offset }: TimeParts): Value {
  if (offset === undefined) return null
  if (offset.seconds === 0 && offset.microseconds === 0) return utcZone()
  return newZone(newDelta(0, offset.seconds, offset.microseconds), undefined)
}

/** `fold=1` and the zone behind the parts of a repr. */
export function reprTail(c: Clock): string {
  const zone = c.tzinfo === null ? '' : `, tzinfo=${reprText(c.tzinfo)}`
  return c.fold === 0 ? zone : `, fold=1${zone}`
}

/** The microseconds of a day that a clock shows. */
const sinceMidnight = (c: Clock): W_TimeDelta => newDelta(0, c.hour * 3600 + c.minute * 60 + c.second, c.microsecond)

export function compareClocks(a: Clock, b: Clock): number {
  return a.hour - b.hour || a.minute - b.minute || a.second - b.second || a.microsecond - b.microsecond
}

function compareTimes(self: W_Time, w: W_Time): number | undefined {
  if (self.tzinfo === w.tzinfo) return compareClocks(self, w)
  const a = offsetOf(self.tzinfo, null)
  const b = offsetOf(w.tzinfo, null)
  if (a === null && b === null) return compareClocks(self, w)
  if (a === null || b === null) return undefined
  if (compareDeltas(a, b) === 0) return compareClocks(self, w)
  return compareDeltas(addDeltas(sinceMidnight(self), a, -1), addDeltas(sinceMidnight(w), b, -1))
}

function hashTime(self: W_Time): Value {
  const bare =
    self.fold === 0 ? self : new W_Time(self.hour, self.minute, self.second, self.microsecond, self.tzinfo, 0)
  const offset = offsetOf(bare.tzinfo, null)
  if (offset === null) return hash(new W_Bytes(Uint8Array.from(clockBytes(self))))
  return hashDelta(addDeltas(sinceMidnight(self), offset, -1))
}

/** Hour to microsecond of a constructor's arguments. */
export const CLOCK_PARAMS = [
  arg('hour', part, 0),
  arg('minute', part, 0),
  arg('second', part, 0),
  arg('microsecond', part, 0),
  arg<Value>('tzinfo', null, null),
  kw('fold', part, 0),
] as const

export const CLOCK_CHANGES = [
  optArg('hour'),
  optArg('minute'),
  optArg('second'),
  optArg('microsecond'),
  optArg('tzinfo'),
  optKw('fold'),
] as const

/** A clock with the parts given to replace(). */
export function changedClock(
  c: Clock,
  hour: Value | undefined,
  minute: Value | undefined,
  second: Value | undefined,
  microsecond: Value | undefined,
  tzinfo: Value | undefined,
  fold: Value | undefined,
): Clock {
  return {
    hour: changed(hour, c.hour),
    minute: changed(minute, c.minute),
    second: changed(second, c.second),
    microsecond: changed(microsecond, c.microsecond),
    tzinfo: tzinfo === undefined ? c.tzinfo : tzinfo,
    fold: changed(fold, c.fold),
  }
}

/** Raises what is wrong with a time of day. */
export function checkClock(c: Clock): Clock {
  checkTime(c.hour, c.minute, c.second, c.microsecond, c.fold)
  checkZone(c.tzinfo)
  return c
}

export const timeType: W_Type = defineType<W_Time>(
  'time',
  { module: 'datetime', layout: { name: 'time', base: OBJECT_LAYOUT }, doc: 'A time of day.' },
  (t) => {
    const constructor = t.new(
      // Converted below, in their order: the first may be a state.
      [
        ...['hour', 'minute', 'second', 'microsecond'].map((name) => arg<Value>(name, null, 0)),
        arg<Value>('tzinfo', null, null),
        kw<Value>('fold', null, 0),
      ] as never,
      ((
        cls: W_Type,
        w_hour: Value,
        w_minute: Value,
        w_second: Value,
        w_microsecond: Value,
        tzinfo: Value,
        w_fold: Value,
      ): Value => {
        const state = pickledState(w_hour, 6, 'time')
        if (state !== undefined && (state[0] & 0x7f) < 24) {
          const zone = w_minute === 0 ? null : w_minute
          checkState(zone)
          const c = clockOfBytes(state, 0, zone, state[0] >> 7)
          return new W_Time(c.hour, c.minute, c.second, c.microsecond, zone, c.fold, cls.rootShape())
        }
        const hour = part(w_hour, NO_PLACE)
        const minute = part(w_minute, NO_PLACE)
        const second = part(w_second, NO_PLACE)
        const microsecond = part(w_microsecond, NO_PLACE)
        const fold = part(w_fold, NO_PLACE)
        checkTime(hour, minute, second, microsecond, fold)
        checkZone(tzinfo)
        return new W_Time(hour, minute, second, microsecond, tzinfo, fold, cls.rootShape())
      }) as never,
      null,
    )
    constructor.before = partsBeforeKeywords(
      CLOCK_PARAMS.map(({ name }) => name),
      0,
    )
    t.classMethod('fromisoformat', [pos('object', isoArgument)], 'The time that ISO 8601 text means.', (cls, text) => {
      const parts = readTime(text.startsWith('T') ? text.slice(1) : text)
      if (parts === undefined) throw badIso(text)
      const { hour, minute, second, microsecond } = parts
      const tzinfo = zoneOf(parts)
      checkTime(hour, minute, second, microsecond, 0)
      return newTime(cls, { hour, minute, second, microsecond, tzinfo, fold: 0 })
    })
    for (const [name, op] of COMPARISON_METHODS)
      t.special(name, (self, w: Value) => {
        if (!(w instanceof W_Time)) return NotImplemented
        const c = compareTimes(self, w)
        if (c !== undefined) return compared(c, op)
        if (op === EQ || op === NE) return op === NE
        throw error('TypeError', "can't compare offset-naive and offset-aware times")
      })
    t.special('__hash__', hashTime)
    t.special('__repr__', (self) => {
      const parts = [self.hour, self.minute]
      if (self.second !== 0 || self.microsecond !== 0) parts.push(self.second)
      if (self.microsecond !== 0) parts.push(self.microsecond)
      return strFromText(`${typeOf(self).fullName}(${parts.join(', ')}${reprTail(self)})`)
    })
    t.special('__str__', (self) => callMethod(self, 'isoformat'))
    t.method(
      'isoformat',
      [arg('timespec', asCText, 'auto')],
      'The time as ISO 8601 writes it.',
      (self, timespec) => {
        const offset = offsetOf(self.tzinfo, null)
        return clockText(self, timespec) + (offset === null ? '' : offsetText(offset))
      },
      null,
    )
    t.method(
      'strftime',
      [arg('format', asStr)],
      'The time by a format.',
      (self, format) =>
        strftime(self, format, structTime([1900, 1, 1, self.hour, self.minute, self.second, 0, 1, -1]), null),
      null,
    )
    t.method('__format__', [pos('format_spec')], 'The time by a format.', formatBySpec, null)
    t.method('utcoffset', [], 'The difference to UTC.', (self) => offsetOf(self.tzinfo, null))
    t.method('dst', [], 'What daylight saving time adds.', (self) => dstOf(self.tzinfo, null))
    t.method('tzname', [], 'The name of the zone.', (self) => nameOf(self.tzinfo, null))
    const replaced = (self: W_Time, ...changes: (Value | undefined)[]): Value =>
      newTime(typeOf(self), checkClock(changedClock(self, ...(changes as [Value, Value, Value, Value, Value, Value]))))
    t.method(
      'replace',
      CLOCK_CHANGES,
      'A time with other parts.',
      replaced,
      '($self, /, hour=unchanged, minute=unchanged, second=unchanged, microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)',
    )
    t.method('__replace__', CLOCK_CHANGES, 'A time with other parts.', replaced, '($self, /, **changes)', 'replace')
    const state = (self: W_Time, protocol: number): Value => {
      const bytes = clockBytes(self)
      if (self.fold === 1 && protocol > 3) bytes[0] |= 0x80
      const w = new W_Bytes(Uint8Array.from(bytes))
      return new W_Tuple([typeOf(self), new W_Tuple(self.tzinfo === null ? [w] : [w, self.tzinfo])])
    }
    t.method('__reduce_ex__', [pos('protocol', asInt)], 'What pickle needs to make the time again.', state, null)
    t.method('__reduce__', [], 'What pickle needs to make the time again.', (self) => state(self, 2))
    t.getset('hour', null, (self) => self.hour)
    t.getset('minute', null, (self) => self.minute)
    t.getset('second', null, (self) => self.second)
    t.getset('microsecond', null, (self) => self.microsecond)
    t.getset('tzinfo', null, (self) => self.tzinfo)
    t.getset('fold', null, (self) => self.fold)
    t.attribute('min', new W_Time(0, 0, 0, 0, null, 0))
    t.attribute('max', new W_Time(23, 59, 59, 999999, null, 0))
    t.attribute('resolution', new W_TimeDelta(0, 0, 1))
  },
)
const NO_PLACE = pos('x')
types.time = timeType
