// Local time: the C library's, because TZ may hold POSIX rules that Node's own calendar does not know. Where the zone is
// plainly UTC, as on most servers, the calendar of Date gives the same answer without loading the library.
import fs from 'node:fs'
import { constants } from 'node:os'
import { type LocalTime, onRestart, OSFailure } from '@typhon/objspace'
import { darwin, declare, failed, loadKoffi, textAt } from './libc.ts'

const localtime_r = declare<[BigInt64Array, Uint8Array]>('localtime_r', 'uintptr_t', 'void *', 'void *')
const mktime = declare<[Uint8Array], number | bigint>('mktime', 'int64_t', 'void *')
const libTzset = declare<[]>('tzset', 'void')

const { EOVERFLOW } = constants.errno

/** Size of struct tm, and where the zone's offset and name stand in it. */
const TM_SIZE = 56
const TM_GMTOFF = 40
const TM_ZONE = 48

let utc: boolean | undefined
onRestart(() => (utc = undefined))

/** Whether local time is UTC under the name UTC, as far as can be told without the C library. */
function isUtc(): boolean {
  return (utc ??= findUtc())
}

function findUtc(): boolean {
  const { TZ } = process.env
  if (TZ !== undefined) return TZ === '' || TZ === 'UTC' || TZ === 'UTC0' || TZ === ':UTC' || TZ === 'Etc/UTC'
  if (darwin) return false
  try {
    return /\/(Etc\/)?UTC$/.test(fs.readlinkSync('/etc/localtime'))
  } catch (e) {
    return (e as NodeJS.ErrnoException).code === 'ENOENT'
  }
}

const DAY = 86400

function inUtc(seconds: number): LocalTime {
  const d = new Date(seconds * 1000)
  const year = d.getUTCFullYear()
  if (Number.isNaN(year)) throw new OSFailure(EOVERFLOW)
  const first = new Date(0)
  first.setUTCFullYear(year, 0, 1)
  return {
    year,
    month: d.getUTCMonth(),
    day: d.getUTCDate(),
    hour: d.getUTCHours(),
    minute: d.getUTCMinutes(),
    second: d.getUTCSeconds(),
    weekday: d.getUTCDay(),
    yearday: Math.floor((seconds - first.getTime() / 1000) / DAY),
    dst: 0,
    zone: 'UTC',
    offset: 0,
  }
}

/** Date reaches 285,428 years from 1970 both ways, well inside of what a year of a C int allows. */
const DATE_LIMIT = 8.64e12

function fromTm(tm: Uint8Array): LocalTime {
  const v = new DataView(tm.buffer, tm.byteOffset, TM_SIZE)
  const int = (i: number): number => v.getInt32(i * 4, true)
  return {
    year: int(5) + 1900,
    month: int(4),
    day: int(3),
    hour: int(2),
    minute: int(1),
    second: int(0),
    weekday: int(6),
    yearday: int(7),
    dst: int(8),
    zone: textAt(Number(v.getBigUint64(TM_ZONE, true))),
    offset: Number(v.getBigInt64(TM_GMTOFF, true)),
  }
}

export function local(seconds: number): LocalTime {
  if (Math.abs(seconds) <= DATE_LIMIT && isUtc()) return inUtc(seconds)
  const tm = new Uint8Array(TM_SIZE)
  if (localtime_r(BigInt64Array.of(BigInt(seconds)), tm) === 0) throw failed()
  return fromTm(tm)
}

export function fromLocal(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  dst: number,
): { seconds: number; time: LocalTime } | undefined {
  if (isUtc() && dst <= 0) {
    const d = new Date(0)
    d.setUTCFullYear(year, month, day)
    d.setUTCHours(hour, minute, second)
    const seconds = d.getTime() / 1000
    if (!Number.isNaN(seconds)) return { seconds, time: inUtc(seconds) }
  }
  const tm = new Uint8Array(TM_SIZE)
  new Int32Array(tm.buffer).set([second, minute, hour, day, month, year - 1900, -1, 0, dst])
  const seconds = mktime(tm)
  const time = fromTm(tm)
  // -1 is also the second before 1970: then mktime has filled in the weekday.
  if (Number(seconds) === -1 && time.weekday === -1) return undefined
  return { seconds: Number(seconds), time }
}

export function tzset(): void {
  utc = undefined
  if (!isUtc() && loadKoffi() !== null) libTzset()
}
