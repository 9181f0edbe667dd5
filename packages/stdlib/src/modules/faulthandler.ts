// The `faulthandler` module: where each thread is, written straight to a descriptor. lib: faulthandler; CPython:
// Modules/faulthandler.c, Python/traceback.c
//
// differs: a fault inside of Node or of a foreign library ends the process without a dump, as no handler can run JavaScript then;
// what `enable` watches are the faults that the module raises itself. dump_traceback_later waits in a thread that takes turns, so
// it is late where built-in code takes long.
import {
  callerOf,
  compileSource,
  context,
  currentThread,
  type Frame,
  lineOf,
  liveThreads,
  requireFrames,
  runCode,
  type Thread,
} from '@typhon/interpreter'
import {
  arg,
  asBool,
  asInt,
  BuiltinCode,
  callMethod,
  defineModule,
  error,
  getattr,
  hooks,
  host,
  indexOrUndefined,
  isCallable,
  type ModuleBuilder,
  call,
  pos,
  toDouble,
  type Value,
  W_BuiltinFunction,
  W_Dict,
  W_Float,
  W_Tuple,
} from '@typhon/objspace'
import { sysAttribute } from './sys/attributes.ts'

const MOST_FRAMES = 100
const MOST_CHARACTERS = 500
const LONGEST_WAIT = 2 ** 63 / 1e9

const SIGILL = 4
const SIGABRT = 6
const SIGBUS = 7
const SIGFPE = 8
const SIGSEGV = 11
const FATAL: Readonly<Record<number, string>> = {
  [SIGBUS]: 'Bus error',
  [SIGILL]: 'Illegal instruction',
  [SIGFPE]: 'Floating-point exception',
  [SIGABRT]: 'Aborted',
  [SIGSEGV]: 'Segmentation fault',
}

/** Text as plain ASCII, cut where it is long. */
function plain(text: string): string {
  let out = ''
  let n = 0
  for (const c of text) {
    if (n++ === MOST_CHARACTERS) return `${out}...`
    const code = c.codePointAt(0) as number
    if (code >= 0x20 && code < 0x7f) out += c
    else if (code < 0x100) out += `\\x${code.toString(16).padStart(2, '0')}`
    else if (code < 0x10000) out += `\\u${code.toString(16).padStart(4, '0')}`
    else out += `\\U${code.toString(16).padStart(8, '0')}`
  }
  return out
}

function framesOf(start: Frame | null): string {
  let out = ''
  let n = 0
  for (let frame = start; frame !== null; frame = callerOf(frame)) {
    if (n++ === MOST_FRAMES) return `${out}  ...\n`
    const { unit } = frame.code
    out += `  File "${plain(unit.filename)}", line ${lineOf(frame)} in ${plain(unit.name)}\n`
  }
  return n === 0 ? '  <no Python frame>\n' : out
}

/** The watchdog, which is nobody's thread. */
let watchdog: Thread | null = null

/** Where the current thread or all of them are. */
function dump(allThreads: boolean, isFromThread: boolean, start: Frame | null = context.frame): string {
  requireFrames()
  if (!allThreads) return `Stack (most recent call first):\n${framesOf(start)}`
  const parts: string[] = []
  // The newest thread first.
  for (const thread of [...liveThreads()].reverse()) {
    if (thread === watchdog) continue
    const isCurrent = thread === currentThread()
    const who = isCurrent && isFromThread ? 'Current thread' : 'Thread'
    const ident = `0x${thread.ident.toString(16).padStart(16, '0')}`
    const frames = framesOf(isCurrent ? start : thread.frame)
    parts.push(`${who} ${ident} (most recent call first):\n${frames}`)
  }
  return parts.join('\n')
}

function write(fd: number, text: string): void {
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length;) at += host().files.write(fd, bytes.subarray(at))
}

/** The descriptor of a file argument; what the file holds back is written first. */
function descriptorOf(w_file: Value): number {
  let file = w_file
  if (file === null || file === undefined) {
    file = sysAttribute('stderr') ?? null
    if (file === null) throw error('RuntimeError', 'sys.stderr is None')
  }
  const given = typeof file === 'number' || typeof file === 'boolean' ? indexOrUndefined(file) : undefined
  if (given !== undefined) {
    if (typeof file === 'boolean') hooks.warn('RuntimeWarning', 'bool is used as a file descriptor', 1)
    if (given < 0) throw error('ValueError', 'file is not a valid file descriptor')
    return Number(given)
  }
  const fd = indexOrUndefined(callMethod(file, 'fileno'))
  if (fd === undefined || fd < 0) throw error('RuntimeError', 'file.fileno() is not a valid file descriptor')
  try {
    callMethod(file, 'flush')
  } catch {
    // A file that cannot be flushed is written to all the same.
  }
  return Number(fd)
}

/** Where fatal signals are told of, -1 for nowhere. */
let fatalFd = -1
let fatalAllThreads = true

/** Raises a fatal signal, after the dump that was asked for. */
function raiseFatal(signum: number): null {
  const { signals, processes } = host()
  if (fatalFd >= 0) write(fatalFd, `Fatal Python error: ${FATAL[signum]}\n\n${dump(fatalAllThreads, true)}`)
  signals.setAction(signum, 'default')
  signals.kill(processes.pid, signum)
  return null
}

/** Handlers that `register` has put in place, with what was there before. */
const registered = new Map<number, Value>()

function builtin(name: string, body: (...args: Value[]) => Value, count: number): Value {
  const params = Array.from({ length: count }, (_, i) => pos(`arg${i}`))
  return new W_BuiltinFunction(
    new BuiltinCode(name, name, params, false, null, null, body as never),
    null,
    'faulthandler',
    false,
  )
}

function checkSignal(signum: number): void {
  if (FATAL[signum] !== undefined)
    throw error('RuntimeError', `signal ${signum} cannot be registered, use enable() instead`)
  if (signum < 1 || signum >= 65) throw error('ValueError', 'signal number out of range')
}

/** Waits for the lock that cancels, and tells when there was none in time. */
const WATCH = `def watch(acquire, timeout, fire):
    while not acquire(True, timeout) and fire():
        pass
`

let cancelWatch: (() => void) | null = null

function watchLater(seconds: number, isRepeated: boolean, fd: number, isLast: boolean): void {
  cancelWatch?.()
  const threads = hooks.importModule('_thread')
  const lock = callMethod(threads, 'allocate_lock')
  callMethod(lock, 'acquire')
  let isCancelled = false
  const fire = builtin(
    'fire',
    () => {
      if (isCancelled) return false
      watchdog = currentThread()
      write(fd, `Timeout (${durationText(seconds)})!\n${dump(true, false)}`)
      if (isLast) callMethod(hooks.importModule('posix'), '_exit', 1)
      return isRepeated
    },
    0,
  )
  const globals = new W_Dict()
  runCode(compileSource(WATCH, { filename: '<faulthandler>' }), globals, globals)
  const watch = globals.getStr('watch') as Value
  callMethod(threads, 'start_new_thread', watch, new W_Tuple([getattr(lock, 'acquire'), new W_Float(seconds), fire]))
  cancelWatch = () => {
    isCancelled = true
    cancelWatch = null
    callMethod(lock, 'release')
  }
}

/** `0:00:00.500000` */
function durationText(seconds: number): string {
  const whole = Math.floor(seconds)
  const micro = Math.round((seconds - whole) * 1e6)
  const two = (n: number): string => String(n).padStart(2, '0')
  const text = `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
  return micro === 0 ? text : `${text}.${String(micro).padStart(6, '0')}`
}

const fileArgument = () => arg<Value>('file', null, null, 'sys.stderr')
const threadsArgument = () => arg('all_threads', asBool, true)

function faults(m: ModuleBuilder): void {
  m.fn('_sigsegv', [pos('release_gil', asBool, false)], 'Raise SIGSEGV.', () => raiseFatal(SIGSEGV))
  m.fn('_read_null', [], 'Read where nothing is.', () => raiseFatal(SIGSEGV))
  m.fn('_sigabrt', [], 'Raise SIGABRT.', () => raiseFatal(SIGABRT))
  m.fn('_sigfpe', [], 'Raise SIGFPE.', () => raiseFatal(SIGFPE))
}

export const faulthandlerModule = defineModule(
  'faulthandler',
  'Tells where threads are when something is wrong.',
  (m) => {
    m.fn('enable', [fileArgument(), threadsArgument()], 'Dump when a fatal signal is raised.', (file, all) => {
      fatalFd = descriptorOf(file)
      fatalAllThreads = all
      return null
    })
    m.fn('disable', [], 'Dump no more; whether it was enabled.', () => {
      const wasEnabled = fatalFd >= 0
      fatalFd = -1
      return wasEnabled
    })
    m.fn('is_enabled', [], 'Whether a fatal signal makes a dump.', () => fatalFd >= 0)
    m.fn('dump_traceback', [fileArgument(), threadsArgument()], 'Write where the threads are.', (file, all) => {
      write(descriptorOf(file), dump(all, true))
      return null
    })
    m.fn(
      'dump_traceback_later',
      [arg<Value>('timeout', null), arg('repeat', asBool, false), fileArgument(), arg('exit', asBool, false)],
      'Write where all threads are when so many seconds have passed.',
      (timeout, isRepeated, file, isLast) => {
        const seconds = secondsOf(timeout)
        if (seconds > LONGEST_WAIT) throw error('OverflowError', 'timestamp too large to convert to C PyTime_t')
        if (seconds <= 0) throw error('ValueError', 'timeout must be greater than 0')
        watchLater(seconds, isRepeated, descriptorOf(file), isLast)
        return null
      },
    )
    m.fn('cancel_dump_traceback_later', [], 'Forget the dump that was to come.', () => {
      cancelWatch?.()
      return null
    })
    m.fn(
      'register',
      [arg('signum', asInt), fileArgument(), threadsArgument(), arg('chain', asBool, false)],
      'Dump when a signal comes.',
      (signum, file, all, isChained) => {
        checkSignal(signum)
        const fd = descriptorOf(file)
        const signals = hooks.importModule('_signal')
        const before = registered.has(signum)
          ? (registered.get(signum) as Value)
          : callMethod(signals, 'getsignal', signum)
        const handler = builtin(
          'dump',
          (came, frame) => {
            write(fd, dump(all, true))
            if (!isChained) return null
            if (isCallable(before)) return call(before, [came, frame], null)
            host().signals.setAction(signum, 'default')
            host().signals.kill(host().processes.pid, signum)
            return null
          },
          2,
        )
        callMethod(signals, 'signal', signum, handler)
        registered.set(signum, before)
        return null
      },
    )
    m.fn('unregister', [pos('signum', asInt)], 'Dump no more when a signal comes; whether it did.', (signum) => {
      checkSignal(signum)
      if (!registered.has(signum)) return false
      const before = registered.get(signum) as Value
      registered.delete(signum)
      callMethod(hooks.importModule('_signal'), 'signal', signum, before ?? 0)
      return true
    })
    faults(m)
  },
)

function secondsOf(w: Value): number {
  if (typeof w !== 'number' && typeof w !== 'bigint' && typeof w === 'object') return toDouble(w)
  const n = indexOrUndefined(w)
  if (n === undefined) throw error('TypeError', "'str' object cannot be interpreted as an integer")
  return Number(n)
}
