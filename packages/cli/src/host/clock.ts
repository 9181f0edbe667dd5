// Clocks. Without the C library, Node's monotonic clock has nanoseconds and its wall clock the microsecond of the process's
// start plus the monotonic time since (process.hrtime counts as CLOCK_MONOTONIC does, so that the two mix); once the library is there for another reason, its clock_gettime is used: 70 ns.
import { type Clock, type ClockName, onRestart, OSFailure } from '@typhon/objspace'
import { mayBlock } from './interrupts.ts'
import { checked, darwin, declare, failed, lastErrno, loaded } from './libc.ts'
import { fromLocal, local, tzset } from './local-time.ts'

const clock_gettime = declare<[number, BigInt64Array]>('clock_gettime', 'int', 'int', 'void *')
const clock_getres = declare<[number, BigInt64Array]>('clock_getres', 'int', 'int', 'void *')
const clock_settime = declare<[number, BigInt64Array]>('clock_settime', 'int', 'int', 'void *')
const clock_nanosleep = declare<[number, number, BigInt64Array, null]>(
  'clock_nanosleep',
  'int',
  'int',
  'int',
  'void *',
  'void *',
)
const nanosleep = declare<[BigInt64Array, null]>('nanosleep', 'int', 'void *', 'void *')

const IDS: Record<ClockName, number> = darwin
  ? { realtime: 0, monotonic: 6, process: 12, thread: 16 }
  : { realtime: 0, monotonic: 1, process: 2, thread: 3 }
const TIMER_ABSTIME = 1
const SECOND = 1_000_000_000n
/** Nanoseconds that are over before the system has put the process to sleep: on a busy machine it would be away for milliseconds. */
const SPUN = 10_000n
/** Sleeps up to this long wait without the C library, and so are not interrupted. */
const SHORT = 5_000_000n

const cell = new BigInt64Array(2)

function gettime(id: number): bigint {
  checked(clock_gettime(id, cell))
  return cell[0] * SECOND + cell[1]
}

/** Wall clock minus process.hrtime, in nanoseconds: found once, and again after somebody has set the clock. */
let wallOffset: bigint | undefined
onRestart(() => (wallOffset = undefined))

function wall(): bigint {
  const monotonic = process.hrtime.bigint()
  if (wallOffset !== undefined) {
    const ns = monotonic + wallOffset
    if (Math.abs(Number(ns / 1_000_000n) - Date.now()) <= 2) return ns
  }
  const micros = Math.round((performance.timeOrigin + performance.now()) * 1000)
  const exact = Math.abs(micros / 1000 - Date.now()) <= 2
  wallOffset = (exact ? BigInt(micros) * 1000n : BigInt(Date.now()) * 1_000_000n) - process.hrtime.bigint()
  return process.hrtime.bigint() + wallOffset
}

function read(clock: ClockName): bigint {
  if (loaded) return gettime(IDS[clock])
  if (clock === 'monotonic') return process.hrtime.bigint()
  if (clock === 'realtime') return wall()
  if (clock === 'process') {
    const { user, system } = process.cpuUsage()
    return BigInt(user + system) * 1000n
  }
  return gettime(IDS.thread)
}

/** The cell of clock_gettime as 32-bit words: seconds (two), nanoseconds. */
const words = new Int32Array(cell.buffer)

/** A clock in seconds, without a bigint on the way. */
function seconds(clock: ClockName): number {
  if (loaded) {
    checked(clock_gettime(IDS[clock], cell))
    return (words[0] >>> 0) + words[1] * 2 ** 32 + words[2] / 1e9
  }
  if (clock === 'realtime') {
    const ms = performance.timeOrigin + performance.now()
    return (Math.abs(ms - Date.now()) <= 2 ? ms : Date.now()) / 1000
  }
  return Number(read(clock)) / 1e9
}

/** Made when it is needed: while a snapshot is made there is no shared memory. */
let waitCell: Int32Array<SharedArrayBuffer> | undefined

/**
 * When, by the clock on the wall, a thread began that has been executed all the time since then: none is executed for longer than passes there. The system's answer
 * takes a microsecond, which code that waits for its traces would spend thousands of times.
 */
let earliest = -Infinity

export const clock: Clock = {
  read,
  seconds,
  gettime,

  executed() {
    if (loaded) return seconds('thread') * 1000
    // Node has it since 23.9. It counts by the system's ticks, a few milliseconds each.
    if (typeof process.threadCpuUsage !== 'function') return performance.now()
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1000
  },

  hasExecuted(ms) {
    const now = performance.now()
    if (now < earliest + ms) return false
    const executed = clock.executed()
    earliest = now - executed
    return executed >= ms
  },

  getres(id) {
    checked(clock_getres(id, cell))
    return cell[0] * SECOND + cell[1]
  },

  settime(id, ns) {
    checked(clock_settime(id, BigInt64Array.of(ns / SECOND, ns % SECOND)))
  },

  sleepUntil(deadline) {
    let left = deadline - read('monotonic')
    if (left <= 0n) return
    if (left <= SPUN) {
      while (read('monotonic') < deadline);
      return
    }
    if (!loaded && left <= SHORT) {
      waitCell ??= new Int32Array(new SharedArrayBuffer(4))
      Atomics.wait(waitCell, 0, 0, Number(left) / 1e6)
      return
    }
    mayBlock()
    if (darwin) {
      left = deadline - read('monotonic')
      if (left > 0n && nanosleep(BigInt64Array.of(left / SECOND, left % SECOND), null) !== 0) throw failed()
      return
    }
    const refused = clock_nanosleep(
      IDS.monotonic,
      TIMER_ABSTIME,
      BigInt64Array.of(deadline / SECOND, deadline % SECOND),
      null,
    )
    if (refused !== 0) throw new OSFailure(refused === -1 ? lastErrno() : refused)
  },

  local,
  fromLocal,
  tzset,
}
