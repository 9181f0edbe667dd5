// The `_signal` module, which `signal` builds on. lib: signal; CPython: Modules/signalmodule.c
//
// What must stay true: a signal has a handler in `handlers` exactly when the host notes it, but for SIGINT, which the host may
// note from the start (Signals.noteInterrupts) and which raises KeyboardInterrupt until this module knows better.
import { attendSignals, isMainThread } from '@typhon/interpreter'
import {
  asBool,
  asInt,
  defineException,
  defineModule,
  defineStructSequence,
  error,
  errorWith,
  exceptionTypes,
  hooks,
  host,
  onWaking,
  index,
  isCallable,
  kw,
  type ModuleBuilder,
  newException,
  newSet,
  opt,
  OSFailure,
  pos,
  type SignalInfo,
  strerror,
  strFromText,
  toDouble,
  unpack,
  type Value,
  W_Float,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import { intOf, nanoseconds } from '../posix/converters.ts'
import { system } from '../system/failure.ts'
import { handlers } from '../system/handlers.ts'
import { SIGINT } from '../system/numbers.ts'

const SIG_DFL = 0
const SIG_IGN = 1

const NUMBERS = {
  linux: {
    SIGABRT: 6,
    SIGALRM: 14,
    SIGBUS: 7,
    SIGCHLD: 17,
    SIGCLD: 17,
    SIGCONT: 18,
    SIGFPE: 8,
    SIGHUP: 1,
    SIGILL: 4,
    SIGINT: 2,
    SIGIO: 29,
    SIGIOT: 6,
    SIGKILL: 9,
    SIGPIPE: 13,
    SIGPOLL: 29,
    SIGPROF: 27,
    SIGPWR: 30,
    SIGQUIT: 3,
    SIGRTMAX: 64,
    SIGRTMIN: 34,
    SIGSEGV: 11,
    SIGSTKFLT: 16,
    SIGSTOP: 19,
    SIGSYS: 31,
    SIGTERM: 15,
    SIGTRAP: 5,
    SIGTSTP: 20,
    SIGTTIN: 21,
    SIGTTOU: 22,
    SIGURG: 23,
    SIGUSR1: 10,
    SIGUSR2: 12,
    SIGVTALRM: 26,
    SIGWINCH: 28,
    SIGXCPU: 24,
    SIGXFSZ: 25,
    SIG_BLOCK: 0,
    SIG_UNBLOCK: 1,
    SIG_SETMASK: 2,
    NSIG: 65,
  },
  darwin: {
    SIGABRT: 6,
    SIGALRM: 14,
    SIGBUS: 10,
    SIGCHLD: 20,
    SIGCONT: 19,
    SIGEMT: 7,
    SIGFPE: 8,
    SIGHUP: 1,
    SIGILL: 4,
    SIGINFO: 29,
    SIGINT: 2,
    SIGIO: 23,
    SIGIOT: 6,
    SIGKILL: 9,
    SIGPIPE: 13,
    SIGPROF: 27,
    SIGQUIT: 3,
    SIGSEGV: 11,
    SIGSTOP: 17,
    SIGSYS: 12,
    SIGTERM: 15,
    SIGTRAP: 5,
    SIGTSTP: 18,
    SIGTTIN: 21,
    SIGTTOU: 22,
    SIGURG: 16,
    SIGUSR1: 30,
    SIGUSR2: 31,
    SIGVTALRM: 26,
    SIGWINCH: 28,
    SIGXCPU: 24,
    SIGXFSZ: 25,
    SIG_BLOCK: 1,
    SIG_UNBLOCK: 2,
    SIG_SETMASK: 3,
    NSIG: 32,
  },
}

const structSiginfo = defineStructSequence(
  'signal',
  'struct_siginfo',
  'What sigwaitinfo and sigtimedwait tell of a signal.',
  [
    { name: 'si_signo', doc: 'signal number' },
    { name: 'si_code', doc: 'signal code' },
    { name: 'si_errno', doc: 'errno associated with this signal' },
    { name: 'si_pid', doc: 'sending process ID' },
    { name: 'si_uid', doc: 'real user ID of sending process' },
    { name: 'si_status', doc: 'exit value or signal' },
    { name: 'si_band', doc: 'band event for SIGPOLL' },
  ],
)

const signals = () => host().signals

/** struct_siginfo of what came. */
function newSiginfo(s: SignalInfo): Value {
  return structSiginfo.make([s.signo, s.code, s.errno, s.pid, s.uid, s.status, s.band])
}

const last = (): number => NUMBERS[host().platform].NSIG - 1

function checkNumber(signum: number): void {
  if (signum < 1 || signum > last()) throw error('ValueError', 'signal number out of range')
}

/** An iterable of signal numbers. CPython: sigset_t_converter */
function signalSet(w: Value): number[] {
  const out: number[] = []
  for (const s of unpack(w)) {
    const n = index(s)
    if (n < 1 || n > last()) throw error('ValueError', `signal number ${n} out of range [1; ${last()}]`)
    // Numbers that the C library keeps for itself.
    if (!signals().valid.includes(Number(n)))
      hooks.warn('RuntimeWarning', `invalid signal number ${n}, please use valid_signals()`, 1)
    else out.push(Number(n))
  }
  return out
}

/** After a call that may have brought a signal. */
function attend(): void {
  attendSignals()
}

const set = (list: readonly number[]): Value => newSet([...list])

function current(signum: number): Value {
  const handler = handlers.get(signum)
  if (handler !== undefined) return handler
  const action = signals().action(signum)
  return action === 'default' ? SIG_DFL : action === 'ignore' ? SIG_IGN : null
}

function setHandler(signum: number, handler: Value): Value {
  if (!isMainThread()) throw error('ValueError', 'signal only works in main thread of the main interpreter')
  checkNumber(signum)
  attend()
  const kind = handler === SIG_DFL ? 'default' : handler === SIG_IGN ? 'ignore' : 'note'
  if (kind === 'note' && !isCallable(handler))
    throw error('TypeError', 'signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object')
  const before = current(signum)
  system(() => signals().setAction(signum, kind))
  handlers.set(signum, handler)
  return before
}

function defineHandlers(m: ModuleBuilder): void {
  const interrupt = m.fn(
    'default_int_handler',
    [pos('signalnum', asInt), pos('frame')],
    'Raise KeyboardInterrupt.',
    () => {
      throw errorWith('KeyboardInterrupt')
    },
  )
  const noteInterrupts = (): void => {
    if (!handlers.has(SIGINT) && signals().action(SIGINT) === 'note') handlers.set(SIGINT, interrupt)
  }
  noteInterrupts()
  onWaking('_signal', noteInterrupts)
  m.fn(
    'signal',
    [pos('signalnum', asInt), pos('handler')],
    'Set what is done when a signal comes; gives what was done before.',
    setHandler,
  )
  m.fn('getsignal', [pos('signalnum', asInt)], 'What is done when a signal comes.', (signum) => {
    checkNumber(signum)
    return current(signum)
  })
  m.fn(
    'siginterrupt',
    [pos('signalnum', asInt), pos('flag', (w) => index(w) !== 0)],
    'Set whether a signal interrupts system calls.',
    (signum, flag) => {
      checkNumber(signum)
      system(() => signals().setInterrupts(signum, flag))
      return null
    },
  )
  m.fn(
    'set_wakeup_fd',
    [pos('fd'), kw('warn_on_full_buffer', asBool, true)],
    'Have the number of each signal written to a descriptor; gives the one before.',
    (w) => {
      const fd = intOf(w)
      if (fd !== -1) {
        system(() => host().files.fstat(fd))
        if (system(() => host().files.getBlocking(fd)))
          throw error('ValueError', `the fd ${fd} must be in non-blocking mode`)
      }
      return signals().setWakeup(fd)
    },
  )
  m.fn('strsignal', [pos('signalnum', asInt)], 'What the system calls a signal.', (signum) => {
    checkNumber(signum)
    const text = signals().describe(signum)
    return text === null || text.startsWith('Unknown signal') ? null : strFromText(text)
  })
  m.fn('valid_signals', [], 'Numbers of the signals that exist.', () => set(signals().valid))
}

function defineSending(m: ModuleBuilder): void {
  m.fn('raise_signal', [pos('signalnum', asInt)], 'Send a signal to this process.', (signum) => {
    system(() => signals().raise(signum))
    attend()
    return null
  })
  m.fn(
    'pthread_kill',
    [pos('thread_id', (w) => index(w)), pos('signalnum', asInt)],
    'Send a signal to a thread.',
    (_thread, signum) => {
      // Every Python thread runs in the one thread of the system that signals come to.
      if (signum !== 0) system(() => signals().raise(signum))
      attend()
      return null
    },
  )
  m.fn(
    'pidfd_send_signal',
    [pos('pidfd', asInt), pos('signalnum', asInt), pos<Value>('siginfo', null, null), pos('flags', asInt, 0)],
    'Send a signal to the process that a descriptor stands for.',
    (pidfd, signum, info, flags) => {
      if (info !== null) throw error('TypeError', 'siginfo must be None')
      system(() => signals().pidfdSend(pidfd, signum, flags))
      attend()
      return null
    },
  )
}

function defineTimers(m: ModuleBuilder, timerError: W_Type): void {
  /** Refusals are ItimerError. */
  function timer(call: () => [number, number]): Value {
    try {
      return new W_Tuple(call().map((seconds) => new W_Float(seconds)))
    } catch (e) {
      if (!(e instanceof OSFailure)) throw e
      throw newException(timerError, [e.errno, strFromText(strerror(e.errno, host().platform))])
    }
  }
  const seconds = (w: Value): number => {
    nanoseconds(w)
    return toDouble(w)
  }
  m.constant('ITIMER_REAL', 0)
  m.constant('ITIMER_VIRTUAL', 1)
  m.constant('ITIMER_PROF', 2)
  m.fn(
    'alarm',
    [pos('seconds', asInt)],
    'Have SIGALRM sent after so many seconds; gives what was left of an earlier one.',
    (n) => signals().alarm(n),
  )
  m.fn(
    'setitimer',
    [pos('which', asInt), pos('seconds', seconds), opt('interval', seconds, '0.0')],
    'Set an interval timer; gives it as it was.',
    (which, value, interval) => timer(() => signals().setitimer(which, value, interval ?? 0)),
  )
  m.fn('getitimer', [pos('which', asInt)], 'An interval timer: what is left, and its interval.', (which) =>
    timer(() => signals().getitimer(which)),
  )
}

function defineWaiting(m: ModuleBuilder): void {
  m.fn('pause', [], 'Wait for a signal.', () => {
    signals().pause()
    attend()
    return null
  })
  m.fn(
    'pthread_sigmask',
    [pos('how', asInt), pos('mask', signalSet)],
    'Change which signals are blocked; gives those that were.',
    (how, mask) => {
      const first = NUMBERS[host().platform].SIG_BLOCK
      const before = system(() => signals().mask(how - first, mask))
      attend()
      return set(before)
    },
  )
  m.fn('sigpending', [], 'Blocked signals that have come.', () => set(system(() => signals().pending())))
  m.fn(
    'sigwait',
    [pos('sigset', signalSet)],
    'Wait for one of the signals; gives its number.',
    (list) => system(() => signals().wait(list))!.signo,
  )
  m.fn('sigwaitinfo', [pos('sigset', signalSet)], 'Wait for one of the signals; gives what is known of it.', (list) =>
    newSiginfo(system(() => signals().wait(list))!),
  )
  m.fn(
    'sigtimedwait',
    [pos('sigset', signalSet), pos('timeout', nanoseconds)],
    'Wait some time for one of the signals; None when the time is over.',
    (list, timeout) => {
      if (timeout < 0n) throw error('ValueError', 'timeout must be non-negative')
      const deadline = host().clock.read('monotonic') + timeout
      const info = system(() => {
        const left = deadline - host().clock.read('monotonic')
        return signals().wait(list, left > 0n ? left : 0n)
      })
      return info === null ? null : newSiginfo(info)
    },
  )
}

export const signalModule = defineModule(
  '_signal',
  'Signals of the system and their handlers; programs use the module signal.',
  (m) => {
    m.constant('SIG_DFL', SIG_DFL)
    m.constant('SIG_IGN', SIG_IGN)
    for (const [name, n] of Object.entries(NUMBERS[host().platform])) m.constant(name, n)
    const timerError = defineException(
      'signal',
      'itimer_error',
      exceptionTypes.OSError,
      'An interval timer was refused.',
    )
    m.constant('ItimerError', timerError)
    m.type(structSiginfo.type)
    defineHandlers(m)
    defineSending(m)
    defineTimers(m, timerError)
    defineWaiting(m)
  },
)
