// Processes: this one, its children, and what the system grants them. `fork` has no place here: a host that runs several
// threads of its own cannot be split in two, so that children are spawned.
import type { Path } from '../host.ts'

/**
 * POSIX calls that take and give integers only and fail with -1 and an errno. A closed list, so that a host can decide on
 * each by its name.
 */
export type IntegerCall =
  | 'fchdir'
  | 'getpgid'
  | 'getpgrp'
  | 'getpriority'
  | 'getsid'
  | 'lockf'
  | 'flock'
  | 'nice'
  | 'pidfd_open'
  | 'posix_fadvise'
  | 'posix_fallocate'
  | 'posix_openpt'
  | 'grantpt'
  | 'unlockpt'
  | 'sched_get_priority_max'
  | 'sched_get_priority_min'
  | 'sched_getscheduler'
  | 'sched_yield'
  | 'setegid'
  | 'seteuid'
  | 'setgid'
  | 'setpgid'
  | 'setpriority'
  | 'setregid'
  | 'setresgid'
  | 'setresuid'
  | 'setreuid'
  | 'setsid'
  | 'setuid'
  | 'sync'
  | 'setns'
  | 'unshare'
  | 'getegid'
  | 'geteuid'
  | 'getgid'
  | 'getuid'

/** What a spawned process does with descriptors before its program starts, in order. */
export type FileAction =
  | { readonly kind: 'open'; readonly fd: number; readonly path: Path; readonly flags: number; readonly mode: number }
  | { readonly kind: 'close' | 'closefrom'; readonly fd: number }
  | { readonly kind: 'dup2'; readonly fd: number; readonly to: number }

export interface SpawnOptions {
  /** Whether a program name without a slash is looked up along PATH. */
  readonly search?: boolean
  readonly cwd?: Path
  readonly actions?: readonly FileAction[]
  /** Closes every descriptor above 2 but these (after the actions). */
  readonly keepOnly?: readonly number[]
  /** 0: a process group of its own. */
  readonly processGroup?: number
  readonly newSession?: boolean
  readonly resetIds?: boolean
  /** Signals that are blocked, and those set to their default, in the child. */
  readonly signalMask?: readonly number[]
  readonly signalDefault?: readonly number[]
  readonly umask?: number
  readonly scheduler?: { readonly policy: number | null; readonly priority: number }
}

/** What wait4 tells. `pid` is 0 where WNOHANG found nothing. */
export interface Waited {
  readonly pid: number
  readonly status: number
  readonly usage: ResourceUsage
}

/** What getrusage tells; times in seconds. */
export interface ResourceUsage {
  readonly utime: number
  readonly stime: number
  /** maxrss, ixrss, idrss, isrss, minflt, majflt, nswap, inblock, oublock, msgsnd, msgrcv, nsignals, nvcsw, nivcsw. */
  readonly counts: readonly number[]
}

export interface Processes {
  readonly pid: number
  ppid(): number
  /** An integer call. getpriority gives its priority, -1 included. */
  call(name: IntegerCall, ...args: number[]): number
  getgroups(): number[]
  setgroups(groups: readonly number[]): void
  initgroups(user: string, group: number): void
  getgrouplist(user: string, group: number): number[]
  getresuid(): [number, number, number]
  getresgid(): [number, number, number]
  getlogin(): string

  /** posix_spawn of the program at `path`; gives the process's id. */
  spawn(path: Path, argv: readonly Path[], env: readonly Path[] | null, options: SpawnOptions): number
  /** Puts another program in the place of this process; returns by failing only. `env` null: the present environment. */
  exec(file: Path | number, argv: readonly Path[], env: readonly Path[] | null): never
  wait(pid: number, options: number): Waited
  /** waitid; null where WNOHANG found nothing. */
  waitid(
    type: number,
    id: number,
    options: number,
  ): { pid: number; uid: number; signo: number; status: number; code: number } | null
  /** Ends the process at once. */
  exit(status: number): never
  abort(): never

  /** who: 0 this process, -1 its children, 1 this thread. */
  usage(who: number): ResourceUsage
  getrlimit(pid: number, resource: number): [bigint, bigint]
  setrlimit(pid: number, resource: number, soft: bigint, hard: bigint): void
  getaffinity(pid: number): number[]
  setaffinity(pid: number, processors: readonly number[]): void
  getSchedulerPriority(pid: number): number
  setScheduler(pid: number, policy: number | null, priority: number): void
  /** Round-robin interval in nanoseconds. */
  roundRobinInterval(pid: number): bigint
}
