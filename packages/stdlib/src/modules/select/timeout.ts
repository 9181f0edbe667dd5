// Timeouts of waiting calls: from a Python value to a deadline, and from a deadline to milliseconds. PEP 475
import { deadlineIn, liveThreads, waitFor } from '@typhon/interpreter'
import { error, host, index, isIndex, type Value, W_Float } from '@typhon/objspace'
import { system } from '../system/failure.ts'

/** Milliseconds of a timeout in units of `perSecond`, rounded up; undefined waits for ever. */
export function milliseconds(w: Value, perSecond: number, complaint: string): number | undefined {
  if (w === null) return undefined
  let units: number
  if (w instanceof W_Float) {
    if (Number.isNaN(w.v)) throw error('ValueError', 'Invalid value NaN (not a number)')
    units = w.v
  } else if (isIndex(w)) units = Number(index(w))
  else throw error('TypeError', complaint)
  const ms = (units * 1000) / perSecond
  if (!(Math.abs(ms) < 2 ** 53)) throw error('OverflowError', 'timestamp out of range for platform time_t')
  return ms < 0 ? -1 : Math.ceil(ms)
}

/** The longest that the system waits in one call. */
const LONGEST = 0x7fffffff

/** Calls `wait` with what is left of the time, again after each signal, until something came or the time is over. */
export function waiting<T>(ms: number | undefined, wait: (ms: number) => T, empty: (result: T) => boolean): T {
  if (liveThreads().length > 1 && ms !== 0) return taking(ms, wait, empty)
  if (ms === undefined || ms < 0) return system(() => wait(-1))
  const now = (): number => Number(host().clock.read('monotonic')) / 1e6
  const deadline = now() + ms
  for (let first = true; ; first = false) {
    const result = system(() => wait(Math.min(LONGEST, Math.max(0, first ? ms : Math.ceil(deadline - now())))))
    if (!empty(result) || now() >= deadline) return result
  }
}

/** The same while other threads run. */
function taking<T>(ms: number | undefined, wait: (ms: number) => T, empty: (result: T) => boolean): T {
  let result = undefined as T | undefined
  const isReady = (): boolean => {
    result = system(() => wait(0))
    return !empty(result)
  }
  waitFor(isReady, deadlineIn(ms === undefined || ms < 0 ? undefined : ms / 1000), ['select', 'poll'], true)
  return result ?? system(() => wait(0))
}
