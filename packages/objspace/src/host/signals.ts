// Signals. A handler of the system cannot run Python: it notes the signal in shared memory, and the interpreter, which
// looks at `flags[0]` at every back-edge and call, runs the Python handlers.
//
// What must stay true: `flags` is one array for the life of the host; a handler writes `flags[signum] = 1` before
// `flags[0] = 1`; only `take` clears them.

export type SignalAction = 'default' | 'ignore' | 'note'

export interface SignalInfo {
  readonly signo: number
  readonly code: number
  readonly errno: number
  readonly pid: number
  readonly uid: number
  readonly status: number
  readonly band: number
}

export interface Signals {
  /** flags[0]: look up. flags[n]: signal n has come. */
  readonly flags: Int32Array
  /** Called when flags[0] was seen set: clears it and gives the signals that came, lowest first. */
  take(): number[]
  /**
   * Notes SIGINT from some moment on: at the latest when the process is `lateness` milliseconds old and the flag is looked
   * at, or when a call may block. Until then Ctrl-C ends the process, as it ends any program that has not started yet.
   */
  noteInterrupts(lateness?: number): void
  /** What happens to a signal; EINVAL where the system does not let it be chosen. */
  setAction(signum: number, action: SignalAction): void
  /** What happens to a signal; undefined for a handler that is not the host's. */
  action(signum: number): SignalAction | undefined
  /** Signal numbers that exist. */
  readonly valid: readonly number[]
  describe(signum: number): string | null
  /** Writes the number of each noted signal to a descriptor as well (-1: no more); gives the one before. */
  setWakeup(fd: number): number
  /** Whether a signal interrupts system calls, or they go on after it. */
  setInterrupts(signum: number, interrupts: boolean): void

  raise(signum: number): void
  kill(pid: number, signum: number): void
  killpg(group: number, signum: number): void
  pidfdSend(pidfd: number, signum: number, flags: number): void

  /** Seconds that were left. */
  alarm(seconds: number): number
  /** Interval timers, in seconds: [value, interval] before. */
  setitimer(which: number, seconds: number, interval: number): [number, number]
  getitimer(which: number): [number, number]
  /** Waits for a signal. */
  pause(): void
  /** how: 0 block, 1 unblock, 2 set (the values of Linux). Gives the mask before. */
  mask(how: number, signals: readonly number[]): number[]
  pending(): number[]
  /** Waits for one of the signals; `timeout` in nanoseconds, null where the time is over. */
  wait(signals: readonly number[], timeout?: bigint): SignalInfo | null
}
