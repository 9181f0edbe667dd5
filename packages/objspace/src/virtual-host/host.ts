// A host without a system: files in memory, a clock that stands still until somebody sleeps, an environment of its own. For
// tests, and the ground of a host in a browser. What needs a real system fails with ENOSYS.
import type {
  Clock,
  ClockName,
  Environment,
  Foreign,
  Host,
  LocalTime,
  Path,
  Processes,
  Signals,
  System,
  Terminals,
} from '../host.ts'
import { VirtualFiles } from './files.ts'
import { refuse } from './tree.ts'

export interface VirtualOptions {
  /** Files by absolute path; the directories they are in are made. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  readonly environment?: Readonly<Record<string, string>>
  readonly stdin?: string | Uint8Array
  /** Nanoseconds since 1970. */
  readonly now?: bigint
}

export interface VirtualHost extends Host {
  readonly files: VirtualFiles
  /** Moves the clocks. */
  advance(ns: bigint): void
  /** Notes a signal, as its handler would. */
  interrupt(signum: number): void
  /** What was written to a descriptor, as text. */
  output(fd: number): string
}

const encoder = new TextEncoder()
const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? encoder.encode(content) : content

/** Every call of a concern that a virtual host does not have. */
function absent<T extends object>(own: Partial<T> = {}): T {
  return new Proxy(own as T, {
    get: (target, name) => (name in target ? target[name as keyof T] : () => refuse('ENOSYS')),
  })
}

function inUtc(seconds: number): LocalTime {
  const d = new Date(seconds * 1000)
  const year = d.getUTCFullYear()
  if (Number.isNaN(year)) refuse('EOVERFLOW')
  return {
    year,
    month: d.getUTCMonth(),
    day: d.getUTCDate(),
    hour: d.getUTCHours(),
    minute: d.getUTCMinutes(),
    second: d.getUTCSeconds(),
    weekday: d.getUTCDay(),
    yearday: Math.floor((d.getTime() - new Date(0).setUTCFullYear(year, 0, 1)) / 86_400_000),
    dst: 0,
    zone: 'UTC',
    offset: 0,
  }
}

function virtualClock(time: { now: bigint; readonly start: bigint }): Clock {
  const read = (name: ClockName): bigint => (name === 'realtime' ? time.now : time.now - time.start)
  return {
    read,
    seconds: (name) => Number(read(name)) / 1e9,
    executed: () => Number(read('thread')) / 1e6,
    hasExecuted: (ms) => Number(read('thread')) / 1e6 >= ms,
    gettime: (id) => (id === 0 ? time.now : id <= 3 ? time.now - time.start : refuse('EINVAL')),
    getres: () => 1n,
    settime: () => refuse('EPERM'),
    sleepUntil(deadline) {
      const wake = deadline + time.start
      if (wake > time.now) time.now = wake
    },
    local: inUtc,
    fromLocal(year, month, day, hour, minute, second) {
      const d = new Date(0)
      d.setUTCFullYear(year, month, day)
      d.setUTCHours(hour, minute, second)
      const seconds = d.getTime() / 1000
      return Number.isNaN(seconds) ? undefined : { seconds, time: inUtc(seconds) }
    },
    tzset: () => {},
  }
}

function virtualEnvironment(initial: Readonly<Record<string, string>>): Environment {
  const variables = new Map<string, [Path, Path]>()
  const key = (name: Path): string => (typeof name === 'string' ? name : `\0${[...name].join()}`)
  for (const [name, value] of Object.entries(initial)) variables.set(name, [name, value])
  return {
    entries: () => [...variables.values()],
    get(name) {
      const value = variables.get(name)?.[1]
      return value === undefined || typeof value === 'string' ? value : new TextDecoder().decode(value)
    },
    set: (name, value) => void variables.set(key(name), [name, value]),
    unset: (name) => void variables.delete(key(name)),
  }
}

const SIGNALS = 64

function virtualSignals(): Signals {
  const flags = new Int32Array(SIGNALS + 1)
  const actions = new Map<number, 'default' | 'ignore' | 'note'>()
  const valid = Array.from({ length: SIGNALS }, (_, i) => i + 1)
  let wakeup = -1
  const raise = (signum: number): void => {
    if (!valid.includes(signum)) refuse('EINVAL')
    if (actions.get(signum) !== 'note') return
    flags[signum] = 1
    flags[0] = 1
  }
  return absent<Signals>({
    flags,
    valid,
    take() {
      flags[0] = 0
      const came = valid.filter((signum) => flags[signum] !== 0)
      for (const signum of came) flags[signum] = 0
      return came
    },
    noteInterrupts: () => void actions.set(2, 'note'),
    setAction(signum, action) {
      if (!valid.includes(signum) || signum === 9 || signum === 19) refuse('EINVAL')
      actions.set(signum, action)
    },
    action: (signum) => actions.get(signum) ?? 'default',
    describe: () => null,
    setWakeup(fd) {
      const before = wakeup
      wakeup = fd
      return before
    },
    setInterrupts: () => {},
    raise,
    kill: (pid, signum) => (pid === 1 ? raise(signum) : refuse('ESRCH')),
  })
}

function virtualSystem(): System {
  let state = 0x2545f491
  return absent<System>({
    uname: () => ({ sysname: 'Linux', nodename: 'virtual', release: '0', version: '0', machine: 'virtual' }),
    processors: () => 1,
    usableProcessors: () => 1,
    loadAverage: () => [0, 0, 0],
    hostname: () => 'virtual',
    // The same bytes in every run: tests want it so.
    random(into) {
      for (let i = 0; i < into.length; i++) {
        state ^= state << 13
        state ^= state >>> 17
        state ^= state << 5
        into[i] = state
      }
    },
    strerror: () => undefined,
  })
}

/** A new virtual host. */
export function virtualHost(options: VirtualOptions = {}): VirtualHost {
  const start = options.now ?? 1_000_000_000_000_000_000n
  const time = { now: start, start }
  const files = new VirtualFiles(() => time.now, bytesOf(options.stdin ?? ''))
  for (const [path, content] of Object.entries(options.files ?? {})) {
    const parts = path.split('/').slice(1)
    for (let i = 1; i < parts.length; i++) {
      const directory = `/${parts.slice(0, i).join('/')}`
      if (!files.access(directory, 0, false, true)) files.mkdir(directory, 0o755)
    }
    const fd = files.open(path, 0o101, 0o644)
    files.write(fd, bytesOf(content))
    files.close(fd)
  }
  const signals = virtualSignals()
  return {
    platform: 'linux',
    files,
    clock: virtualClock(time),
    environment: virtualEnvironment(options.environment ?? {}),
    system: virtualSystem(),
    processes: absent<Processes>({
      pid: 1,
      ppid: () => 0,
      getgroups: () => [],
      exit: (status) => {
        throw new Error(`exit ${status}`)
      },
    }),
    signals,
    sockets: absent(),
    terminals: absent<Terminals>({ isatty: () => false, size: () => refuse('ENOTTY') }),
    accounts: absent({ user: () => undefined, users: () => [], group: () => undefined, groups: () => [] }),
    foreign: absent<Foreign>({ available: () => false, load: () => undefined }),
    memory: {
      polls: false,
      collect: () => {},
      endJob: () => {},
      used: () => 0,
      figures: () => ({
        young: 0,
        old: 0,
        large: 0,
        code: 0,
        buffers: 0,
        youngCommitted: 0,
        oldCommitted: 0,
        largeCommitted: 0,
        codeCommitted: 0,
        peakUsed: 0,
        peakResident: 0,
      }),
      report: () => '',
      watchCollections: () => {},
      setLimit: () => {},
      isSuspect: () => false,
      isOver: () => false,
      hasRoom: () => true,
    },
    advance: (ns) => void (time.now += ns),
    interrupt(signum) {
      signals.flags[signum] = 1
      signals.flags[0] = 1
    },
    output: (fd) => new TextDecoder().decode(files.contents(fd)),
  }
}
