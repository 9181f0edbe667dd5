// tzinfo and timezone, and asking zones. lib: datetime#tzinfo-objects, datetime#timezone-objects
import {
  arg,
  call,
  callMethod,
  type Convert,
  defineType,
  EQ,
  error,
  findAttr,
  NE,
  NotImplemented,
  OBJECT_LAYOUT,
  objectState,
  optArg,
  pos,
  reprText,
  strFromText,
  strOrUndefined,
  typeOf,
  type Value,
  W_Tuple,
  type W_Type,
  shownType,
} from '@typhon/objspace'
import { addDeltas, compareDeltas, COMPARISON_METHODS, hashDelta } from './timedelta.ts'
import { newDelta, types, W_DateTime, W_TimeDelta, W_TimeZone, W_TZInfo } from './values.ts'

/** Whether an offset is less than a day. */
function inRange(d: W_TimeDelta): boolean {
  return (d.days === -1 && (d.seconds > 0 || d.microseconds > 0)) || d.days === 0
}

/** What a zone's utcoffset() or dst() says of a datetime (None for a time); None where it has none. */
function ask(zone: Value, method: 'utcoffset' | 'dst', w: Value): W_TimeDelta | null {
  if (zone === null) return null
  if (zone instanceof W_TimeZone && zone.shape.type === types.timezone) return method === 'dst' ? null : zone.offset
  const r = callMethod(zone, method, w)
  if (r === null) return null
  if (!(r instanceof W_TimeDelta))
    throw error('TypeError', `tzinfo.${method}() must return None or timedelta, not '${typeOf(r).fullName}'`)
  if (!inRange(r))
    throw error(
      'ValueError',
      'offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).',
    )
  return r
}

export const offsetOf = (zone: Value, w: Value): W_TimeDelta | null => ask(zone, 'utcoffset', w)
export const dstOf = (zone: Value, w: Value): W_TimeDelta | null => ask(zone, 'dst', w)

/** The name that a zone has for a datetime. */
export function nameOf(zone: Value, w: Value): Value {
  if (zone === null) return null
  const r = callMethod(zone, 'tzname', w)
  if (r !== null && strOrUndefined(r) === undefined)
    throw error('TypeError', `tzinfo.tzname() must return None or a string, not '${typeOf(r).fullName}'`)
  return r
}

/** An offset as +HH:MM, with seconds and microseconds where there are some. */
export function offsetText(d: W_TimeDelta, separator = ':'): string {
  let seconds = d.days * 86400 + d.seconds
  let us = d.microseconds
  const negative = d.days < 0
  if (negative) {
    seconds = -seconds
    if (us > 0) {
      seconds--
      us = 1_000_000 - us
    }
  }
  const two = (n: number): string => String(n).padStart(2, '0')
  const parts = [two(Math.floor(seconds / 3600)), two(Math.floor(seconds / 60) % 60)]
  if (seconds % 60 !== 0 || us !== 0) parts.push(two(seconds % 60))
  const fraction = us === 0 ? '' : `.${String(us).padStart(6, '0')}`
  return (negative ? '-' : '+') + parts.join(separator) + fraction
}

const abstract = (name: string): unknown => error('NotImplementedError', `a tzinfo subclass must implement ${name}()`)

/** datetime.fromutc of zones whose rules are told by utcoffset and dst. */
function fromUtc(self: W_TZInfo, w: Value): Value {
  if (!(w instanceof W_DateTime)) throw error('TypeError', 'fromutc: argument must be a datetime')
  if (w.tzinfo !== self) throw error('ValueError', 'fromutc: dt.tzinfo is not self')
  const offset = offsetOf(self, w)
  if (offset === null) throw error('ValueError', 'fromutc: non-None utcoffset() result required')
  const dst = dstOf(self, w)
  if (dst === null) throw error('ValueError', 'fromutc: non-None dst() result required')
  const standard = addDeltas(offset, dst, -1)
  const local = callMethod(w, '__add__', standard)
  const again = dstOf(self, local)
  if (again === null) throw error('ValueError', 'fromutc: tz.dst() gave inconsistent results; cannot convert')
  return again.days === 0 && again.seconds === 0 && again.microseconds === 0
    ? local
    : callMethod(local, '__add__', again)
}

export const tzinfoType: W_Type = defineType<W_TZInfo>(
  'tzinfo',
  {
    module: 'datetime',
    layout: { name: 'tzinfo', base: OBJECT_LAYOUT },
    doc: 'Base of all time zones.',
  },
  (t) => {
    t.rawNew((args) => new W_TZInfo((args[0] as W_Type).rootShape()))
    for (const [name, doc] of [
      ['tzname', 'The name of the zone at a point in time.'],
      ['utcoffset', 'The difference to UTC at a point in time.'],
      ['dst', 'What daylight saving time adds at a point in time.'],
    ] as const)
      t.method(name, [pos('object')], doc, () => {
        throw abstract(name)
      })
    t.method('fromutc', [pos('object')], 'The local time of a datetime in UTC.', fromUtc)
    t.method('__reduce__', [], 'What pickle needs to make the zone again.', (self) => {
      const getinitargs = findAttr(self, '__getinitargs__')
      const args = getinitargs === undefined ? new W_Tuple([]) : call(getinitargs, [], null)
      const getstate = findAttr(self, '__getstate__')
      const state = getstate === undefined ? objectState(self) : call(getstate, [], null)
      return new W_Tuple([typeOf(self), args, state])
    })
  },
)
types.tzinfo = tzinfoType

let utc: W_TimeZone | undefined

/** timezone.utc */
export function utcZone(): W_TimeZone {
  return (utc ??= new W_TimeZone(new W_TimeDelta(0, 0, 0), undefined))
}

/** The zone of a fixed offset. */
export function newZone(offset: W_TimeDelta, name: Value | undefined, cls: W_Type = types.timezone): W_TimeZone {
  if (name === undefined && offset.days === 0 && offset.seconds === 0 && offset.microseconds === 0) return utcZone()
  if (!inRange(offset))
    throw error(
      'ValueError',
      `offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not ${reprText(offset)}.`,
    )
  return new W_TimeZone(offset, name, cls.rootShape())
}

function zoneName(self: W_TimeZone): Value {
  if (self.name !== undefined) return self.name
  const { days, seconds, microseconds } = self.offset
  if (self === utc || (days === 0 && seconds === 0 && microseconds === 0)) return 'UTC'
  return `UTC${offsetText(self.offset)}`
}

function checkArgument(w: Value, method: string): void {
  if (w !== null && !(w instanceof W_DateTime))
    throw error('TypeError', `${method}(dt) argument must be a datetime instance or None, not ${typeOf(w).fullName}`)
}

const offsetArgument: Convert<W_TimeDelta> = (w) => {
  if (!(w instanceof W_TimeDelta))
    throw error('TypeError', `timezone() argument 1 must be datetime.timedelta, not ${shownType(w)}`)
  return w
}

export const timezoneType: W_Type = defineType<W_TimeZone>(
  'timezone',
  {
    module: 'datetime',
    base: tzinfoType,
    layout: { name: 'timezone', base: tzinfoType.layout },
    final: true,
    doc: 'A zone with the same difference to UTC at all times.',
  },
  (t) => {
    t.new(
      [arg('offset', offsetArgument), optArg('name')],
      (cls, offset, name) => {
        if (name !== undefined && strOrUndefined(name) === undefined)
          throw error(
            'TypeError',
            `timezone() argument 2 must be str, not ${name === null ? 'None' : typeOf(name).fullName}`,
          )
        return newZone(offset, name, cls)
      },
      null,
    )
    for (const [method, op] of COMPARISON_METHODS)
      t.special(method, (self, w: Value) => {
        if (!(w instanceof W_TimeZone) || (op !== EQ && op !== NE)) return NotImplemented
        return (compareDeltas(self.offset, w.offset) === 0) === (op === EQ)
      })
    t.special('__hash__', (self) => hashDelta(self.offset))
    t.special('__repr__', (self) => {
      const name = typeOf(self).fullName
      if (self === utc) return strFromText(`${name}.utc`)
      const tail = self.name === undefined ? '' : `, ${reprText(self.name)}`
      return strFromText(`${name}(${reprText(self.offset)}${tail})`)
    })
    t.special('__str__', zoneName)
    t.method('tzname', [pos('object')], 'The name given, or UTC with the offset.', (self, w) => {
      checkArgument(w, 'tzname')
      return zoneName(self)
    })
    t.method('utcoffset', [pos('object')], 'The offset.', (self, w) => {
      checkArgument(w, 'utcoffset')
      return self.offset
    })
    t.method('dst', [pos('object')], 'None.', (_self, w) => {
      checkArgument(w, 'dst')
      return null
    })
    t.method('fromutc', [pos('object')], 'The local time of a datetime in UTC.', (self, w) => {
      if (!(w instanceof W_DateTime)) throw error('TypeError', 'fromutc: argument must be a datetime')
      if (w.tzinfo !== self) throw error('ValueError', 'fromutc: dt.tzinfo is not self')
      return callMethod(w, '__add__', self.offset)
    })
    t.method(
      '__getinitargs__',
      [],
      'What pickle makes the zone with.',
      (self) => new W_Tuple(self.name === undefined ? [self.offset] : [self.offset, self.name]),
    )
    t.attribute('utc', utcZone())
    t.attribute('min', new W_TimeZone(newDelta(0, -23 * 3600 - 59 * 60, 0), undefined))
    t.attribute('max', new W_TimeZone(newDelta(0, 23 * 3600 + 59 * 60, 0), undefined))
  },
)
types.timezone = timezoneType
