// The one door to the system: what the object space and the modules ask of the world outside, as an interface.
//
// The command line hands in a host that works through Node, a sandbox hands in one that asks another process, a test or a
// browser the virtual one (virtual-host/). What must stay true of every implementation:
//
// - Everything is synchronous and descriptors are the system's real numbers. A new descriptor is not inherited by children
//   (PEP 446) unless the call says otherwise.
// - A call that the system refuses throws an `OSFailure` with the errno of the platform, never a JavaScript Error. What the
//   host cannot do at all fails with ENOSYS.
// - A blocking call that a signal interrupts fails with EINTR, after the signal was noted in `signals.flags`. The caller
//   runs the handlers and, if they returned, calls again with what is left of its time (PEP 475). The host never retries.
// - A path is a string of Unicode scalar values, spelled in UTF-8 to the system, or raw bytes where there is no such
//   spelling. The host answers in the same way: a string where the name is valid UTF-8, else bytes. No path contains NUL.
// - Times are nanoseconds, as bigint where they are points in time, as number where they are durations of waiting.
import type { Sockets } from './host/sockets.ts'
import type { Processes } from './host/processes.ts'
import type { Signals } from './host/signals.ts'
import type { Foreign } from './host/foreign.ts'
import type { Files } from './host/files.ts'
import type { Accounts, Terminals } from './host/terminals.ts'

/** A file name: text where it has a spelling in UTF-8, else bytes. */
export type Path = string | Uint8Array

/** What a refused call throws: the errno of the platform. */
export class OSFailure {
  readonly errno: number
  constructor(errno: number) {
    this.errno = errno
  }

  toString(): string {
    return `OSFailure(${this.errno})`
  }
}

/** The clocks that `Clock.read` knows. */
export type ClockName = 'realtime' | 'monotonic' | 'process' | 'thread'

/** A point in time in a time zone. `month` counts from 0, `weekday` from Sunday, `yearday` from 0. */
export interface LocalTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly weekday: number
  readonly yearday: number
  /** 1 in daylight saving time, 0 outside, -1 unknown. */
  readonly dst: number
  /** Name of the zone, and its offset east of Greenwich in seconds. */
  readonly zone: string
  readonly offset: number
}

export interface Clock {
  /** Nanoseconds: since 1970 (realtime), an arbitrary start (monotonic), or of CPU time. */
  read(clock: ClockName): bigint
  /** The same in seconds as a double. */
  seconds(clock: ClockName): number
  /** Milliseconds that this thread has been executed, which it is not while it waits; where that is not known at once, those since the process began. */
  executed(): number
  /** Whether that is at least `ms`: for what asks again and again until it is, and mostly told without the system. */
  hasExecuted(ms: number): boolean
  /** `clock_gettime`, `clock_getres`, `clock_settime` by the system's number for a clock. */
  gettime(id: number): bigint
  getres(id: number): bigint
  settime(id: number, ns: bigint): void
  /** Sleeps until the monotonic clock shows `deadline`; EINTR where a signal comes first. */
  sleepUntil(deadline: bigint): void
  /** Seconds since 1970 in the local time zone; EOVERFLOW where the year does not fit. */
  local(seconds: number): LocalTime
  /** Seconds since 1970 of a local time whose fields may be out of range and are normalised; undefined where there is none. */
  fromLocal(
    year: number,
    month: number,
    day: number,
    hour: number,
    minute: number,
    second: number,
    dst: number,
  ): { seconds: number; time: LocalTime } | undefined
  /** Reads the environment variable TZ again. */
  tzset(): void
}

/** The process's environment: what `set` puts there, child processes and C libraries see. */
export interface Environment {
  /** Every variable, in the system's order. */
  entries(): [Path, Path][]
  get(name: string): string | undefined
  set(name: Path, value: Path): void
  unset(name: Path): void
}

export interface SystemName {
  readonly sysname: string
  readonly nodename: string
  readonly release: string
  readonly version: string
  readonly machine: string
}

export interface System {
  uname(): SystemName
  /** Processors that are online, and those that this process may use. */
  processors(): number
  usableProcessors(): number
  loadAverage(): [number, number, number]
  hostname(): string
  /** Fills with random bytes from the system's source. */
  random(into: Uint8Array): void
  sysconf(name: number): number
  confstr(name: number): string | null
  /** -1 where there is no limit. */
  pathconf(path: Path | number, name: number): number
  /** Text of an errno in the C library's words. */
  strerror(errno: number): string | undefined
}

/** Memory in use, in bytes. */
export interface MemoryFigures {
  /** What young and old objects, large ones, code and buffers take; garbage that was not collected counts. */
  readonly young: number
  readonly old: number
  readonly large: number
  readonly code: number
  readonly buffers: number
  /** What was taken from the system for them. */
  readonly youngCommitted: number
  readonly oldCommitted: number
  readonly largeCommitted: number
  readonly codeCommitted: number
  /** The most that all took when somebody looked, and that the process had in memory. */
  readonly peakUsed: number
  readonly peakResident: number
}

/** The host's memory and its collector. */
export interface Memory {
  /** Collects now, as far as the host lets itself be told: weak references to what is gone read as empty afterwards. */
  collect(): void
  /** Ends the job, as the host sees it: objects that weak references were made of or asked for may go. Takes a microsecond. */
  endJob(): void
  /** Bytes that everything takes, garbage that was not collected included. */
  used(): number
  /** What that is made up of. */
  figures(): MemoryFigures
  /** Has `report` tell of the collections from now on. */
  watchCollections(): void
  /** A table of what everything takes, for people: areas of the host's memory, and what its collections have cost. */
  report(): string
  /** Sets how many bytes objects may take beyond what is there now. Without, they have what the host has. */
  setLimit(bytes: number): void
  /** Whether nothing tells when memory is to be looked at: `isOver` has to be asked again and again. */
  readonly polls: boolean
  /** Whether objects may take more than they may: something was learned since the last question. Garbage counts. */
  isSuspect(): boolean
  /** Whether objects take more than they may, without garbage. */
  isOver(): boolean
  /** Whether so many bytes more are to be had, after a collection if need be; `inHeap`: for anything but a buffer. */
  hasRoom(bytes: number, inHeap: boolean): boolean
}

/** A host: every part of the world outside. */
export interface Host {
  /** As in `sys.platform`. */
  readonly platform: 'linux' | 'darwin'
  readonly files: Files
  readonly clock: Clock
  readonly environment: Environment
  readonly system: System
  readonly processes: Processes
  readonly signals: Signals
  readonly sockets: Sockets
  readonly terminals: Terminals
  readonly accounts: Accounts
  readonly foreign: Foreign
  readonly memory: Memory
}

let current: Host | undefined

/** The host that was handed in. */
export function host(): Host {
  if (current === undefined) throw new Error('no host was handed in')
  return current
}

/** Hands in the host; gives the one before. */
export function setHost(h: Host): Host | undefined {
  const before = current
  current = h
  return before
}

export type { Accounts, Files, Foreign, Processes, Signals, Sockets, Terminals }
export type { DirectoryEntry, EntryKind, FileStatus, FileSystemStatus } from './host/files.ts'
export type { FileAction, IntegerCall, ResourceUsage, SpawnOptions, Waited } from './host/processes.ts'
export type { SignalAction, SignalInfo } from './host/signals.ts'
export type { AddressInfo, Polled } from './host/sockets.ts'
export type { Group, TerminalMode, User } from './host/terminals.ts'
export type { ForeignFunction, ForeignLibrary } from './host/foreign.ts'
