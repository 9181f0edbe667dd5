// Signals: noted by a handler in machine code (signal-handler.ts), sent and waited for through the C library.
//
// Ctrl-C at start-up. Node's own signal events never fire while synchronous code runs, and the handler needs koffi, whose
// loading costs a short program 12 ms of its 60. So SIGINT is noted late: `flags[0]` stays set, which makes the interpreter
// call `take` at its back-edges, until the program has run for a while or is about to block; then the handler is installed
// and the flag means what it says. A Ctrl-C before that ends the process by SIGINT, as if it had not started.
import fs from 'node:fs'
import { constants } from 'node:os'
import { onRestart, OSFailure, type SignalAction, type SignalInfo, type Signals } from '@typhon/objspace'
import { failure } from './failure.ts'
import { flags, WAKEUP } from './flags.ts'
import { interrupts, mayBlock } from './interrupts.ts'
import { addressOf, checked, darwin, declare, failed, lastErrno, loadKoffi } from './libc.ts'
import { watchMemory } from './memory.ts'
import { placeHandler } from './signal-handler.ts'

const { EAGAIN, EINTR, EINVAL, ENOSYS } = constants.errno
const { SIGINT, SIGPIPE, SIGUSR1 } = constants.signals

const sigaction = declare<[number, Uint8Array | null, Uint8Array | null]>('sigaction', 'int', 'int', 'void *', 'void *')
const raise = declare<[number]>('raise', 'int', 'int')
const killpg = declare<[number, number]>('killpg', 'int', 'int', 'int')
const syscall = declare<[number, ...unknown[]]>('syscall', 'long', 'long', '...')
const alarm = declare<[number]>('alarm', 'uint32_t', 'uint32_t')
const setitimer = declare<[number, BigInt64Array, BigInt64Array]>('setitimer', 'int', 'int', 'void *', 'void *')
const getitimer = declare<[number, BigInt64Array]>('getitimer', 'int', 'int', 'void *')
const pause = declare<[]>('pause', 'int')
const pthread_sigmask = declare<[number, Uint8Array | null, Uint8Array]>(
  'pthread_sigmask',
  'int',
  'int',
  'void *',
  'void *',
)
const sigpending = declare<[Uint8Array]>('sigpending', 'int', 'void *')
const sigtimedwait = declare<[Uint8Array, Uint8Array, BigInt64Array | null]>(
  'sigtimedwait',
  'int',
  'void *',
  'void *',
  'void *',
)
const strsignal = declare<[number], string | null>('strsignal', 'str', 'int')

/** struct sigaction: handler, mask, flags. */
const ACTION_SIZE = darwin ? 16 : 152
const ACTION_FLAGS = darwin ? 12 : 136
const SA_RESTART = darwin ? 2 : 0x10000000
const SA_ONSTACK = darwin ? 1 : 0x08000000
const SIG_DFL = 0
const SIG_IGN = 1
const SIG_UNBLOCK = darwin ? 2 : 1
const SIGNALS = darwin ? 31 : 64
/** The two real-time signals that the C library keeps for itself. */
const RESERVED = new Set(darwin ? [] : [32, 33])
const SET_SIZE = 128
const SYS_PIDFD_SEND_SIGNAL = 424
const MILLION = 1_000_000
const SECOND = 1_000_000_000n
const NONE: number[] = []

let handler: number | undefined
let lateness = 0
let since = 0
let polls = 0
/** Signals whose system calls go on after them (signal.siginterrupt). */
const restarting = new Set<number>()
/** What was chosen for signals since the start. */
const chosen = new Map<number, SignalAction>()

function theHandler(): number {
  if (handler === undefined) {
    handler = placeHandler(BigInt(addressOf(flags)))
    if (handler === undefined) throw new OSFailure(ENOSYS)
    // koffi is loaded, so that this costs nothing more.
    watchMemory()
  }
  return handler
}

function install(signum: number, action: SignalAction): void {
  const act = new Uint8Array(ACTION_SIZE)
  const v = new DataView(act.buffer)
  const how = action === 'default' ? SIG_DFL : action === 'ignore' ? SIG_IGN : theHandler()
  v.setBigUint64(0, BigInt(how), true)
  v.setInt32(ACTION_FLAGS, action === 'note' ? SA_ONSTACK | (restarting.has(signum) ? SA_RESTART : 0) : 0, true)
  checked(sigaction(signum, act, null))
  // Node blocks it until a thread of its own waits for it, and there is none.
  if (signum === SIGUSR1) pthread_sigmask(SIG_UNBLOCK, signalSet([signum]), new Uint8Array(SET_SIZE))
}

interrupts.arm = () => {
  interrupts.waiting = false
  try {
    install(SIGINT, 'note')
    // Node would start its debugger.
    if (!chosen.has(SIGUSR1)) install(SIGUSR1, 'default')
  } catch (e) {
    if (!(e instanceof OSFailure)) throw e
    // Without a handler, Ctrl-C goes on ending the process.
  }
}

/** Signals ignored when the process started: Node has reset all but SIGPIPE and its like. */
let ignored: bigint | undefined
onRestart(() => (ignored = undefined))

function ignoredAtStart(signum: number): boolean {
  if (ignored === undefined) {
    try {
      ignored = BigInt(`0x${/^SigIgn:\s*([0-9a-f]+)/m.exec(fs.readFileSync('/proc/self/status', 'latin1'))![1]}`)
    } catch {
      ignored = 1n << BigInt(SIGPIPE - 1)
    }
  }
  return ((ignored >> BigInt(signum - 1)) & 1n) === 1n
}

function signalSet(list: readonly number[]): Uint8Array {
  const set = new Uint8Array(SET_SIZE)
  for (const signum of list) set[(signum - 1) >> 3] |= 1 << ((signum - 1) & 7)
  return set
}

function fromSet(set: Uint8Array): number[] {
  const out: number[] = []
  for (let signum = 1; signum <= SIGNALS; signum++) {
    if ((set[(signum - 1) >> 3] & (1 << ((signum - 1) & 7))) !== 0) out.push(signum)
  }
  return out
}

const cellSeconds = (cell: BigInt64Array, i: number): number => Number(cell[i]) + Number(cell[i + 1]) / MILLION

/** Seconds as a timeval. A time that is not zero must not become zero: the timer would not start. */
function timeval(seconds: number): [bigint, bigint] {
  const micros = Math.round(seconds * MILLION)
  const least = micros === 0 && seconds > 0 ? 1 : micros
  return [BigInt(Math.floor(least / MILLION)), BigInt(least % MILLION)]
}

function infoFrom(bytes: Uint8Array): SignalInfo {
  const v = new DataView(bytes.buffer)
  return {
    signo: v.getInt32(0, true),
    errno: v.getInt32(4, true),
    code: v.getInt32(8, true),
    pid: v.getInt32(16, true),
    uid: v.getUint32(20, true),
    status: v.getInt32(24, true),
    band: Number(v.getBigInt64(16, true)),
  }
}

/** A clock; `performance` would load a module of Node's at every start. */
function milliseconds(): number {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1e3 + nanoseconds / 1e6
}

export const signals: Signals = {
  flags,

  take() {
    Atomics.store(flags, 0, 0)
    if (interrupts.waiting) {
      if ((++polls & 31) === 0 && milliseconds() - since >= lateness) interrupts.arm()
      else flags[0] = 1
    }
    if (handler === undefined) return NONE
    let came = NONE
    for (let signum = 1; signum <= SIGNALS; signum++) {
      if (flags[signum] !== 0 && Atomics.exchange(flags, signum, 0) !== 0) {
        if (came === NONE) came = []
        came.push(signum)
      }
    }
    return came
  },

  noteInterrupts(late = 50) {
    chosen.set(SIGINT, 'note')
    if (handler !== undefined || late <= 0) {
      interrupts.arm()
      return
    }
    lateness = late
    since = milliseconds()
    interrupts.waiting = true
    flags[0] = 1
  },

  setAction(signum, action) {
    if (signum < 1 || signum > SIGNALS || RESERVED.has(signum)) throw new OSFailure(EINVAL)
    if (signum === SIGINT) interrupts.waiting = false
    install(signum, action)
    chosen.set(signum, action)
  },

  action(signum) {
    return chosen.get(signum) ?? (ignoredAtStart(signum) ? 'ignore' : 'default')
  },

  valid: Array.from({ length: SIGNALS }, (_, i) => i + 1).filter((signum) => !RESERVED.has(signum)),

  describe: (signum) => (signum < 1 || signum > SIGNALS ? null : strsignal(signum)),

  setWakeup(fd) {
    const before = flags[WAKEUP]
    flags[WAKEUP] = fd
    return before
  },

  setInterrupts(signum, interrupting) {
    if (interrupting) restarting.delete(signum)
    else restarting.add(signum)
    if (chosen.get(signum) === 'note' && !(signum === SIGINT && interrupts.waiting)) install(signum, 'note')
  },

  raise(signum) {
    mayBlock()
    checked(raise(signum))
  },

  kill(pid, signum) {
    // What is sent to oneself must find the handler.
    if (signum !== 0 && (pid === process.pid || pid <= 0)) mayBlock()
    try {
      process.kill(pid, signum)
    } catch (e) {
      throw failure(e)
    }
  },

  killpg(group, signum) {
    mayBlock()
    checked(killpg(group, signum))
  },

  pidfdSend(pidfd, signum, how) {
    mayBlock()
    checked(syscall(SYS_PIDFD_SEND_SIGNAL, 'int', pidfd, 'int', signum, 'void *', null, 'int', how))
  },

  alarm: (seconds) => alarm(seconds),

  setitimer(which, seconds, interval) {
    const before = new BigInt64Array(4)
    checked(setitimer(which, BigInt64Array.from([...timeval(interval), ...timeval(seconds)]), before))
    return [cellSeconds(before, 2), cellSeconds(before, 0)]
  },

  getitimer(which) {
    const now = new BigInt64Array(4)
    checked(getitimer(which, now))
    return [cellSeconds(now, 2), cellSeconds(now, 0)]
  },

  pause() {
    mayBlock()
    pause()
    if (lastErrno() !== EINTR) throw failed()
  },

  mask(how, list) {
    mayBlock()
    const before = new Uint8Array(SET_SIZE)
    // macOS counts from 1.
    const refused = pthread_sigmask(how + (darwin ? 1 : 0), signalSet(list), before)
    if (refused !== 0) throw new OSFailure(refused)
    return fromSet(before)
  },

  pending() {
    const set = new Uint8Array(SET_SIZE)
    checked(sigpending(set))
    return fromSet(set)
  },

  wait(list, timeout) {
    mayBlock()
    const info = new Uint8Array(SET_SIZE)
    const spec = timeout === undefined ? null : BigInt64Array.of(timeout / SECOND, timeout % SECOND)
    if (sigtimedwait(signalSet(list), info, spec) !== -1) return infoFrom(info)
    if (timeout !== undefined && lastErrno() === EAGAIN) return null
    throw failed()
  },
}

/** Loads what noting signals needs; false where this system has no way to. */
export function canNote(): boolean {
  try {
    return loadKoffi() !== null && theHandler() !== 0
  } catch {
    return false
  }
}
