// What kind of thing a descriptor is, without the C library and without Node's module `tty`, which loads streams and sockets: 8 ms
// of a start. Linux tells terminals and memory devices by their major numbers (Documentation/admin-guide/devices.txt).
import fs from 'node:fs'

const linux = process.platform === 'linux'
/** null, zero, full, random and their like. */
const MEMORY = 1
/** Pseudo-terminals. */
const FIRST_PTS = 136
const LAST_PTS = 143

function majorOf(status: fs.Stats): number {
  return (status.rdev >> 8) & 0xfff
}

/** Whether the descriptor is a terminal; false for one that is not open. */
export function isTerminal(fd: number): boolean {
  let status: fs.Stats
  try {
    status = fs.fstatSync(fd)
  } catch {
    return false
  }
  if (!status.isCharacterDevice()) return false
  if (linux) {
    const major = majorOf(status)
    if (major === MEMORY) return false
    if (major >= FIRST_PTS && major <= LAST_PTS) return true
  }
  return process.getBuiltinModule('node:tty').isatty(fd)
}

/** Whether a status is that of /dev/null or another device of memory, which have positions. */
export function isMemoryDevice(status: fs.Stats): boolean {
  return linux && status.isCharacterDevice() && majorOf(status) === MEMORY
}

/** The devices of memory that stay at position 0 whatever is read or written: null, zero and full. */
const STILL: readonly number[] = [3, 5, 7]

/** Whether a status is that of such a device. */
export function isStill(status: fs.Stats): boolean {
  return isMemoryDevice(status) && STILL.includes(status.rdev & 0xff)
}

/** Whether a status is that of a pseudo-terminal, which has no position. */
export function isPseudoTerminal(status: fs.Stats): boolean {
  const major = majorOf(status)
  return linux && status.isCharacterDevice() && major >= FIRST_PTS && major <= LAST_PTS
}
