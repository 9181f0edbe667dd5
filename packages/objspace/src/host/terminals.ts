// Terminals, and the accounts of the machine.
import type { Path } from '../host.ts'

/** A terminal's mode. `cc` are the special characters, as many as the system has. */
export interface TerminalMode {
  readonly iflag: number
  readonly oflag: number
  readonly cflag: number
  readonly lflag: number
  readonly ispeed: number
  readonly ospeed: number
  readonly cc: Uint8Array
}

export interface Terminals {
  isatty(fd: number): boolean
  /** Columns, lines. */
  size(fd: number): [number, number]
  setSize(fd: number, columns: number, lines: number): void
  getMode(fd: number): TerminalMode
  /** when: 0 at once, 1 after output, 2 after output and without the pending input. */
  setMode(fd: number, when: number, mode: TerminalMode): void
  sendBreak(fd: number, duration: number): void
  drain(fd: number): void
  flush(fd: number, queue: number): void
  flow(fd: number, action: number): void
  getForeground(fd: number): number
  setForeground(fd: number, group: number): void
  /** Master and slave of a new pseudo-terminal. */
  open(): [number, number]
  name(fd: number): Path
  /** Name of the slave of a pseudo-terminal's master. */
  slaveName(fd: number): Path
}

export interface User {
  readonly name: string
  readonly password: string
  readonly uid: number
  readonly gid: number
  readonly comment: string
  readonly home: string
  readonly shell: string
}

export interface Group {
  readonly name: string
  readonly password: string
  readonly gid: number
  readonly members: readonly string[]
}

export interface Accounts {
  user(key: string | number): User | undefined
  users(): User[]
  group(key: string | number): Group | undefined
  groups(): Group[]
}
