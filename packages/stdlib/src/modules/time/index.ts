// The `time` module. lib: time; CPython: Modules/timemodule.c
//
// differs: pthread_getcpuclockid is left out.
import { deadlineIn, liveThreads, waitFor } from '@typhon/interpreter'
import {
  asInt,
  asText,
  call,
  type ClockName,
  type Convert,
  defineModule,
  error,
  getattr,
  hooks,
  host,
  index,
  onWaking,
  indexOrUndefined,
  type ModuleBuilder,
  newNamespace,
  norm,
  opt,
  OSFailure,
  pos,
  strFromText,
  typeOf,
  type Value,
  W_Float,
  W_Tuple,
  rest,
} from '@typhon/objspace'
import { system } from '../system/failure.ts'
import { MONTHS, type Tm, utcFields, WEEKDAYS } from './calendar.ts'
import { strftime, type Zone } from './strftime.ts'
import { checkFields, fieldsOf, newStructTime, structTime } from './struct-time.ts'

const SECOND = 1_000_000_000n
const TIME_T_MAX = 2 ** 63
const clock = () => host().clock

/** Clock numbers of the platforms. */
const CLOCKS = {
  linux: {
    CLOCK_REALTIME: 0,
    CLOCK_MONOTONIC: 1,
    CLOCK_PROCESS_CPUTIME_ID: 2,
    CLOCK_THREAD_CPUTIME_ID: 3,
    CLOCK_MONOTONIC_RAW: 4,
    CLOCK_BOOTTIME: 7,
    CLOCK_TAI: 11,
  },
  darwin: {
    CLOCK_REALTIME: 0,
    CLOCK_MONOTONIC_RAW: 4,
    CLOCK_MONOTONIC_RAW_APPROX: 5,
    CLOCK_MONOTONIC: 6,
    CLOCK_UPTIME_RAW: 8,
    CLOCK_UPTIME_RAW_APPROX: 9,
    CLOCK_PROCESS_CPUTIME_ID: 12,
    CLOCK_THREAD_CPUTIME_ID: 16,
  },
}

const outOfRange = (): unknown => error('OverflowError', 'timestamp out of range for platform time_t')

/** Seconds since 1970 of an argument, rounded down; None or nothing is the present. */
function timeT(w: Value | undefined): number | bigint {
  if (w === undefined || w === null) {
    const ns = clock().read('realtime')
    return Number((ns - (((ns % SECOND) + SECOND) % SECOND)) / SECOND)
  }
  if (w instanceof W_Float) {
    if (Number.isNaN(w.v)) throw error('ValueError', 'Invalid value NaN (not a number)')
    const whole = Math.floor(w.v)
    if (!(whole >= -TIME_T_MAX && whole < TIME_T_MAX)) throw outOfRange()
    return whole
  }
  const n = index(w)
  if (typeof n === 'bigint' && BigInt.asIntN(64, n) !== n) throw outOfRange()
  return n
}

const local = (seconds: number | bigint): Tm => ({ ...system(() => clock().local(Number(seconds))) })

const EOVERFLOW = 75

function utc(seconds: number | bigint): Tm {
  const fields = utcFields(seconds)
  if (fields === undefined)
    return system(() => {
      throw new OSFailure(EOVERFLOW)
    })
  return fields
}

function asctime(t: Tm): Value {
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${WEEKDAYS[t.weekday].slice(0, 3)} ${MONTHS[t.month].slice(0, 3)}${String(t.day).padStart(3)} ${two(t.hour)}:${two(t.minute)}:${two(t.second)} ${t.year}`
}

/** Seconds of an argument as nanoseconds, rounded up. CPython: _PyTime_ROUND_TIMEOUT */
function duration(w: Value): bigint {
  if (w instanceof W_Float) {
    if (Number.isNaN(w.v)) throw error('ValueError', 'Invalid value NaN (not a number)')
    if (!(Math.abs(w.v) < TIME_T_MAX)) throw outOfRange()
    const whole = Math.trunc(w.v)
    const ns =
      BigInt(whole) * SECOND + BigInt(w.v < 0 ? Math.floor((w.v - whole) * 1e9) : Math.ceil((w.v - whole) * 1e9))
    if (BigInt.asIntN(64, ns) !== ns) throw error('OverflowError', 'timestamp too large to convert to C PyTime_t')
    return ns
  }
  const ns = BigInt(index(w)) * SECOND
  if (BigInt.asIntN(64, ns) !== ns) throw error('OverflowError', 'timestamp too large to convert to C PyTime_t')
  return ns
}

function sleep(w: Value): Value {
  hooks.audit?.('time.sleep', w)
  const ns = duration(w)
  if (ns < 0n) throw error('ValueError', 'sleep length must be non-negative')
  if (liveThreads().length > 1) {
    waitFor(() => false, deadlineIn(Number(ns) / 1e9), 'sleep')
    return null
  }
  const deadline = clock().read('monotonic') + ns
  system(() => clock().sleepUntil(deadline))
  return null
}

const clockId: Convert<number> = (w) => {
  const n = indexOrUndefined(w)
  if (n === undefined) throw error('TypeError', `clk_id should be integer, not ${typeOf(w).name}`)
  if (typeof n === 'bigint' || n !== (n | 0)) throw error('OverflowError', 'clk_id is greater than maximum')
  return n
}

/** Which host clock each function reads, and what get_clock_info says of it. */
const READERS: readonly (readonly [string, ClockName, string, boolean])[] = [
  ['time', 'realtime', 'REALTIME', true],
  ['monotonic', 'monotonic', 'MONOTONIC', false],
  ['perf_counter', 'monotonic', 'MONOTONIC', false],
  ['process_time', 'process', 'PROCESS_CPUTIME_ID', false],
  ['thread_time', 'thread', 'THREAD_CPUTIME_ID', false],
]

const MEANINGS: Record<string, string> = {
  time: 'Seconds since 1970.',
  monotonic: 'Seconds of a clock that never goes back.',
  perf_counter: 'Seconds of the clock that is best for measuring.',
  process_time: 'Seconds of processor time of this process.',
  thread_time: 'Seconds of processor time of this thread.',
}

const SELF = '($self, /)'

function defineClocks(m: ModuleBuilder): void {
  for (const [name, which] of READERS) {
    m.fn(name, [], MEANINGS[name], () => new W_Float(clock().seconds(which)), SELF)
    m.fn(`${name}_ns`, [], MEANINGS[name].replace('Seconds', 'Nanoseconds'), () => norm(clock().read(which)), SELF)
  }
  m.fn(
    'get_clock_info',
    [pos('name', asText)],
    'What is known of a clock.',
    (name) => {
      const found = READERS.find(([reader]) => reader === name)
      if (found === undefined) throw error('ValueError', 'unknown clock')
      return newNamespace({
        implementation: `clock_gettime(CLOCK_${found[2]})`,
        monotonic: name !== 'time',
        adjustable: found[3],
        resolution: new W_Float(1e-9),
      })
    },
    null,
  )
  for (const [name, id] of Object.entries(CLOCKS[host().platform])) m.constant(name, id)
  m.fn(
    'clock_gettime',
    [pos('clk_id', clockId)],
    'Seconds of a clock of the system.',
    (id) => new W_Float(Number(system(() => clock().gettime(id))) / 1e9),
  )
  m.fn('clock_gettime_ns', [pos('clk_id', clockId)], 'Nanoseconds of a clock of the system.', (id) =>
    norm(system(() => clock().gettime(id))),
  )
  m.fn(
    'clock_getres',
    [pos('clk_id', asInt)],
    'Seconds between two ticks of a clock of the system.',
    (id) => new W_Float(Number(system(() => clock().getres(id))) / 1e9),
    null,
  )
  m.fn(
    'clock_settime',
    [pos('clk_id', asInt), pos('time')],
    'Set a clock of the system, in seconds.',
    (id, w) => {
      const ns = duration(w)
      system(() => clock().settime(id, ns))
      return null
    },
    null,
  )
  m.fn(
    'clock_settime_ns',
    [pos('clk_id', asInt), pos('time', (w) => BigInt(index(w)))],
    'Set a clock of the system, in nanoseconds.',
    (id, ns) => {
      system(() => clock().settime(id, ns))
      return null
    },
    null,
    'clock_settime',
  )
  m.fn('sleep', [pos('object')], 'Wait so many seconds.', sleep, '($self, object, /)')
}

/** Half a year apart, one moment has daylight saving time where there is any. CPython: init_timezone */
const YEAR = (365 * 24 + 6) * 3600

function defineZone(m: ModuleBuilder): void {
  const start = Math.floor(Number(timeT(undefined)) / YEAR) * YEAR
  const january = clock().local(start)
  const july = clock().local(start + YEAR / 2)
  // South of the equator it is summer in January.
  const [standard, summer] = -january.offset < -july.offset ? [july, january] : [january, july]
  m.constant('timezone', standard.offset === 0 ? 0 : -standard.offset)
  m.constant('altzone', summer.offset === 0 ? 0 : -summer.offset)
  m.constant('daylight', january.offset === july.offset ? 0 : 1)
  m.constant('tzname', new W_Tuple([strFromText(standard.zone), strFromText(summer.zone)]))
  zone = { names: [standard.zone, summer.zone], seconds: (t) => secondsOf(t) ?? -1 }
}

let zone: Zone

function secondsOf(t: Tm): number | undefined {
  return clock().fromLocal(t.year, t.month, t.day, t.hour, t.minute, t.second, t.dst)?.seconds
}

export const timeModule = defineModule('time', 'Points in time, clocks, and waiting.', (m) => {
  m.constant('_STRUCT_TM_ITEMS', 11)
  m.type(structTime.type)
  defineClocks(m)
  defineZone(m)
  onWaking('time', () => defineZone(m))
  m.fn(
    'localtime',
    [opt('seconds')],
    'Local time of seconds since 1970, or of the present.',
    (w) => newStructTime(local(timeT(w))),
    null,
  )
  m.fn(
    'gmtime',
    [opt('seconds')],
    'UTC of seconds since 1970, or of the present.',
    (w) => newStructTime(utc(timeT(w))),
    null,
  )
  m.fn(
    'mktime',
    [pos('object')],
    'Seconds since 1970 of a local time.',
    (w) => {
      const seconds = secondsOf(fieldsOf(w, 'mktime'))
      if (seconds === undefined) throw error('OverflowError', 'mktime argument out of range')
      return new W_Float(seconds)
    },
    '($self, object, /)',
  )
  m.fn(
    'asctime',
    [opt('t')],
    "A time as text, like 'Sat Jun 06 16:26:11 1998'.",
    (w) => asctime(w === undefined ? local(timeT(undefined)) : checkFields(fieldsOf(w, 'asctime'))),
    null,
  )
  m.fn('ctime', [opt('seconds')], 'Local time of seconds since 1970 as text.', (w) => asctime(local(timeT(w))), null)
  m.fn(
    'strftime',
    [pos('format', asText), opt('t')],
    'A time as text, by a format.',
    (format, w) => {
      const t = w === undefined ? local(timeT(undefined)) : checkFields(fieldsOf(w, 'strftime'))
      if (format.includes('\0')) throw error('ValueError', 'embedded null character')
      t.dst = Math.max(-1, Math.min(1, t.dst))
      return strFromText(strftime(format, t, zone))
    },
    null,
  )
  m.fn(
    'strptime',
    [rest('args')],
    'A struct_time out of text, by a format.',
    (args) => call(getattr(hooks.importModule('_strptime'), '_strptime_time'), args, null),
    null,
  )
  m.fn(
    'tzset',
    [],
    'Take over a change of the environment variable TZ.',
    () => {
      clock().tzset()
      defineZone(m)
      return null
    },
    SELF,
  )
})
