// Points in time: seconds since 1970, and what the clocks of the system's zone show then. PEP 495; CPython: Modules/_datetimemodule.c
//
// Local seconds are what clocks show, counted as if it were UTC.
import { error, host, index, strFromText, type Value, W_Float } from '@typhon/objspace'
import { system } from '../system/failure.ts'
import { W_TimeDelta } from './values.ts'
import { fromOrdinal, MAXYEAR, MINYEAR, toOrdinal } from './calendar.ts'
import { newZone } from './zones.ts'
import type { W_TimeZone } from './values.ts'

/** The day of 1 January 1970. */
const EPOCH = 719163
/** A clock is set back or forward by less than this. */
const MAX_FOLD = 24 * 3600
const TIME_T = 2 ** 63

export interface Fields {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/** Seconds since 1970 that UTC clocks show. */
export function secondsOf(f: Fields): number {
  return (toOrdinal(f.year, f.month, f.day) - EPOCH) * 86400 + f.hour * 3600 + f.minute * 60 + f.second
}

function checkYear(year: number): void {
  if (year < MINYEAR || year > MAXYEAR) throw error('ValueError', `year ${year} is out of range`)
}

/** What clocks show in UTC. */
export function utcFields(seconds: number): Fields {
  const days = Math.floor(seconds / 86400)
  const rest = seconds - days * 86400
  if (Math.abs(days) > 4e6) checkYear(1970 + Math.floor(days / 365.2425))
  const ordinal = days + EPOCH
  if (ordinal < 1) checkYear(0)
  const [year, month, day] = fromOrdinal(ordinal)
  checkYear(year)
  return {
    year,
    month,
    day,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
  }
}

/** What clocks show in the system's zone. */
export function localFields(seconds: number): Fields {
  const t = system(() => host().clock.local(seconds))
  checkYear(t.year)
  return {
    year: t.year,
    month: t.month + 1,
    day: t.day,
    hour: t.hour,
    minute: t.minute,
    second: Math.min(t.second, 59),
  }
}

const local = (seconds: number): number => secondsOf(localFields(seconds))

/** Seconds since 1970 of a local time; of two solutions `fold` chooses the later one. */
export function fromLocal(f: Fields, fold: number): number {
  const t = secondsOf(f)
  const a = local(t) - t
  const u1 = t - a
  const t1 = local(u1)
  let b: number
  if (t1 === t) {
    // One solution; another could be on the other side of a change of the clocks.
    const u = fold === 1 ? u1 + MAX_FOLD : u1 - MAX_FOLD
    b = local(u) - u
    if (a === b) return u1
  } else b = t1 - u1
  const u2 = t - b
  if (local(u2) === t) return u2
  if (t1 === t) return u1
  // Clocks never show this time: they were put forward over it.
  return fold === 1 ? Math.min(u1, u2) : Math.max(u1, u2)
}

/** Whether clocks have shown the local time of a moment before. */
export function foldAt(seconds: number, f: Fields): number {
  const shown = secondsOf(f)
  const transition = shown - local(seconds - MAX_FOLD) - MAX_FOLD
  return transition < 0 && local(seconds + transition) === shown ? 1 : 0
}

/** The system's zone as it is at a moment. */
export function localZone(seconds: number): W_TimeZone {
  const t = system(() => host().clock.local(seconds))
  const offset = t.offset
  const days = Math.floor(offset / 86400)
  return newZone(new W_TimeDelta(days, offset - days * 86400, 0), strFromText(t.zone))
}

/** A timestamp in whole seconds and microseconds, rounded half to even. */
export function timestamp(w: Value): [seconds: number, microseconds: number] {
  const outOfRange = (): unknown => error('OverflowError', 'timestamp out of range for platform time_t')
  if (w instanceof W_Float) {
    if (w.v !== w.v) throw error('ValueError', 'Invalid value NaN (not a number)')
    let seconds = Math.floor(w.v)
    let us = halfEven((w.v - seconds) * 1e6)
    // What is whole and what is not is told apart towards zero, as the C library does.
    if (w.v < 0 && w.v !== seconds) {
      const whole = Math.trunc(w.v)
      us = halfEven((w.v - whole) * 1e6)
      seconds = whole
      if (us < 0) {
        us += 1_000_000
        seconds--
      }
    }
    if (us >= 1_000_000) {
      us -= 1_000_000
      seconds++
    }
    if (!(seconds >= -TIME_T && seconds < TIME_T)) throw outOfRange()
    return [seconds, us]
  }
  const n = index(w)
  if (typeof n === 'bigint' && BigInt.asIntN(64, n) !== n) throw outOfRange()
  return [Number(n), 0]
}

function halfEven(x: number): number {
  const r = Math.round(x)
  return Math.abs(x - Math.trunc(x)) === 0.5 ? 2 * Math.round(x / 2) : r
}

/** The present, in whole seconds and microseconds. */
export function present(): [seconds: number, microseconds: number] {
  const ns = host().clock.read('realtime')
  const seconds = ns / 1_000_000_000n
  return [Number(seconds), Number((ns - seconds * 1_000_000_000n) / 1000n)]
}
