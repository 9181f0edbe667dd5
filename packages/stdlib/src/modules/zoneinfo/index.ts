// The `_zoneinfo` module: zones of the IANA database. PEP 615; lib: zoneinfo; CPython: Modules/_zoneinfo.c
//
// Files are found and read by the Python modules zoneinfo._tzpath and zoneinfo._common. A class keeps its zones in a cache of
// weak references; the last ones used are held.
import type { W_Type } from '@typhon/objspace'
import {
  arg,
  call,
  callMethod,
  defineModule,
  defineType,
  error,
  getattr,
  hooks,
  intOrUndefined,
  isTrue,
  itemsOf,
  kw,
  newException,
  pos,
  reprText,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_Bytes,
  W_Tuple,
  index,
} from '@typhon/objspace'
import { W_DateTime, W_TimeDelta, W_TZInfo, newDateTime } from '../datetime/values.ts'
import { ordinalOf } from '../datetime/date.ts'
import { tzinfoType } from '../datetime/zones.ts'
import { type Period, readRule } from './rule.ts'
import { Zone } from './zone.ts'

const EPOCH = 719163
/** How many zones a class holds. */
const HELD = 8

/** A period with its values as Python sees them. */
interface Shown {
  readonly offset: W_TimeDelta
  readonly dst: W_TimeDelta
  readonly name: Value
}

class W_ZoneInfo extends W_TZInfo {
  key: Value = null
  zone!: Zone
  /** The repr of the file it was read from; undefined where it was found by its key. */
  file: Value | undefined
  cached = false
  private readonly shown = new Map<Period, Shown>()

  show(p: Period): Shown {
    let s = this.shown.get(p)
    if (s === undefined) {
      s = { offset: delta(p.offset), dst: delta(p.dst), name: strFromText(p.name) }
      this.shown.set(p, s)
    }
    return s
  }
}

function delta(seconds: number): W_TimeDelta {
  const days = Math.floor(seconds / 86400)
  return new W_TimeDelta(days, seconds - days * 86400, 0)
}

/** Zones of a class by key. */
class Cache {
  private readonly weak = new Map<Value, WeakRef<W_ZoneInfo>>()
  private held: W_ZoneInfo[] = []

  get(key: Value): W_ZoneInfo | undefined {
    const w = this.weak.get(key)?.deref()
    if (w !== undefined) this.hold(w)
    return w
  }

  set(key: Value, w: W_ZoneInfo): void {
    this.weak.set(key, new WeakRef(w))
    this.hold(w)
  }

  private hold(w: W_ZoneInfo): void {
    this.held = [w, ...this.held.filter((x) => x !== w)].slice(0, HELD)
  }

  clear(key?: Value): void {
    if (key === undefined) {
      this.weak.clear()
      this.held = []
      return
    }
    this.weak.delete(key)
    this.held = this.held.filter((w) => w.key !== key)
  }
}

const caches = new WeakMap<W_Type, Cache>()

function cacheOf(cls: W_Type): Cache {
  let cache = caches.get(cls)
  if (cache === undefined) caches.set(cls, (cache = new Cache()))
  return cache
}

const common = (name: string): Value => getattr(hooks.importModule('zoneinfo._common'), name)

const number = (w: Value): number => Number(intOrUndefined(w) ?? 0)

function readZone(file: Value): Zone {
  const parts = itemsOf(call(common('load_data'), [file], null))
  const [indices, times, offsets, isDst, names, rule] = parts
  const text = rule instanceof W_Bytes ? String.fromCharCode(...rule.bytes) : ''
  const after = text === '' ? undefined : readRule(text)
  if (text !== '' && after === undefined) throw error('ValueError', `malformed TZ string: ${reprText(rule)}`)
  const numbers = (w: Value): number[] => itemsOf(w).map(number)
  const t = {
    indices: numbers(indices),
    times: numbers(times),
    offsets: numbers(offsets),
    isDst: itemsOf(isDst).map(isTrue),
    names: itemsOf(names).map((w) => textOfStr(strOrUndefined(w) ?? '')),
  }
  if (after === undefined && t.offsets.length === 0) throw error('ValueError', 'No time zone information found.')
  return new Zone(t, after)
}

function newZone(cls: W_Type, key: Value, file: Value): W_ZoneInfo {
  const w = new W_ZoneInfo(cls.rootShape())
  w.key = key
  w.zone = readZone(file)
  return w
}

function load(cls: W_Type, key: Value): W_ZoneInfo {
  const path = call(getattr(hooks.importModule('zoneinfo._tzpath'), 'find_tzfile'), [key], null)
  const file =
    path === null ? call(common('load_tzdata'), [key], null) : call(hooks.builtin('open'), [path, 'rb'], null)
  try {
    return newZone(cls, key, file)
  } finally {
    callMethod(file, 'close')
  }
}

function cachedZone(cls: W_Type, key: Value): W_ZoneInfo {
  const cache = cacheOf(cls)
  const found = cache.get(key)
  if (found !== undefined) return found
  const w = load(cls, key)
  w.cached = true
  cache.set(key, w)
  return w
}

/** Seconds since 1970 that a datetime's clock shows. */
const secondsOf = (d: W_DateTime): number => (ordinalOf(d) - EPOCH) * 86400 + d.hour * 3600 + d.minute * 60 + d.second

function at(self: W_ZoneInfo, w: Value): Shown | undefined {
  const { zone } = self
  if (w === null) return zone.fixed === undefined ? undefined : self.show(zone.fixed)
  let p: Period | undefined
  if (w instanceof W_DateTime) p = zone.atLocal(secondsOf(w), w.year, w.fold)
  else {
    // What looks like a datetime is one.
    const days = number(callMethod(w, 'toordinal')) - EPOCH
    const [hour, minute, second, fold, year] = ['hour', 'minute', 'second', 'fold', 'year'].map((name) =>
      number(getattr(w, name)),
    )
    p = zone.atLocal(days * 86400 + hour * 3600 + minute * 60 + second, year, fold)
  }
  return p === undefined ? undefined : self.show(p)
}

function fromUtc(self: W_ZoneInfo, w: Value): Value {
  if (!(w instanceof W_DateTime))
    throw error('TypeError', `fromutc: argument must be a datetime instance, not ${typeOf(w).fullName}`)
  if (w.tzinfo !== self) throw error('ValueError', 'fromutc: dt.tzinfo is not self')
  const [period, fold] = self.zone.atUtc(secondsOf(w), w.year)
  const local = callMethod(w, '__add__', self.show(period).offset) as W_DateTime
  if (fold === 0) return local
  const { hour, minute, second, microsecond, tzinfo } = local
  const clock = { hour, minute, second, microsecond, tzinfo, fold }
  return newDateTime(typeOf(local), [local.year, local.month, local.day], clock)
}

function shownName(self: W_ZoneInfo): Value {
  return self.key === null ? strFromText(reprText(self)) : callMethod(self.key, '__str__')
}

/** The lowest byte of an int. */
const lowByte = (w: Value): number => Number(BigInt.asUintN(8, BigInt(index(w))))

const zoneInfoType: W_Type = defineType<W_ZoneInfo>(
  'ZoneInfo',
  {
    module: 'zoneinfo',
    base: tzinfoType,
    layout: { name: 'ZoneInfo', base: tzinfoType.layout },
    hasWeakref: true,
    doc: 'A zone of the IANA database.',
  },
  (t) => {
    t.new([arg('key')], cachedZone, null)
    t.classMethod('no_cache', [arg('key')], 'A zone that is not shared.', load, '($type, /, key)')
    t.classMethod(
      'from_file',
      [pos('file_obj'), arg<Value>('key', null, null)],
      'A zone from an open TZif file.',
      (cls, file, key) => {
        const w = newZone(cls, key, file)
        w.file = strFromText(reprText(file))
        return w
      },
    )
    t.classMethod(
      'clear_cache',
      [kw<Value>('only_keys', null, null)],
      'Forget the zones that are shared.',
      (cls, keys) => {
        const cache = cacheOf(cls)
        if (keys === null) cache.clear()
        else for (const key of itemsOf(keys)) cache.clear(key)
        return null
      },
      '($type, /, *, only_keys=None)',
    )
    t.method('utcoffset', [pos('dt')], 'The difference to UTC.', (self, w) => at(self, w)?.offset ?? null)
    t.method('dst', [pos('dt')], 'What daylight saving time adds.', (self, w) => at(self, w)?.dst ?? null)
    t.method('tzname', [pos('dt')], 'The name of the zone.', (self, w) => at(self, w)?.name ?? null)
    t.method('fromutc', [pos('object')], 'The local time of a datetime in UTC.', fromUtc)
    t.special('__repr__', (self) => {
      const name = `${typeOf(self).module === 'zoneinfo' ? 'zoneinfo.' : ''}${typeOf(self).name}`
      if (self.file === undefined) return strFromText(`${name}(key=${reprText(self.key)})`)
      const file = textOfStr(strOrUndefined(self.file)!)
      return strFromText(`${name}.from_file(${file}${self.key === null ? '' : `, key=${reprText(self.key)}`})`)
    })
    t.special('__str__', shownName)
    t.method('__reduce__', [], 'What pickle needs to find the zone again.', (self) => {
      if (self.file !== undefined)
        throw newException(getattr(hooks.importModule('pickle'), 'PicklingError') as W_Type, [
          `Cannot pickle a ZoneInfo file created from a file stream.`,
        ])
      return new W_Tuple([getattr(typeOf(self), '_unpickle'), new W_Tuple([self.key, self.cached ? 1 : 0])])
    })
    t.classMethod(
      '_unpickle',
      [pos('key'), pos('from_cache', lowByte)],
      'A zone that was pickled.',
      (cls, key, cached) => (cached !== 0 ? call(cls, [key], null) : load(cls, key)),
    )
    t.rawClassMethod('__init_subclass__', 'Subclasses have caches of their own.', () => null)
    t.member('key', null, (self) => self.key)
  },
)

export const zoneinfoModule = defineModule('_zoneinfo', 'Zones of the IANA database.', (m) => {
  m.type(zoneInfoType)
})
