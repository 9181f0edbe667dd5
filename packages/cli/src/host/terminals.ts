// Terminals, through ioctl and the C library.
import fs from 'node:fs'
import { constants } from 'node:os'
import { isTerminal } from './devices.ts'
import { OSFailure, type TerminalMode, type Terminals } from '@typhon/objspace'
import { failure } from './failure.ts'
import { mayBlock } from './interrupts.ts'
import { checked, darwin, declare, failed, pathFrom } from './libc.ts'

const ioctl = declare<[number, number, string, Uint16Array]>('ioctl', 'int', 'int', 'unsigned long', '...')
const tcgetattr = declare<[number, Uint8Array]>('tcgetattr', 'int', 'int', 'void *')
const tcsetattr = declare<[number, number, Uint8Array]>('tcsetattr', 'int', 'int', 'int', 'void *')
const tcsendbreak = declare<[number, number]>('tcsendbreak', 'int', 'int', 'int')
const tcdrain = declare<[number]>('tcdrain', 'int', 'int')
const tcflush = declare<[number, number]>('tcflush', 'int', 'int', 'int')
const tcflow = declare<[number, number]>('tcflow', 'int', 'int', 'int')
const tcgetpgrp = declare<[number]>('tcgetpgrp', 'int', 'int')
const tcsetpgrp = declare<[number, number]>('tcsetpgrp', 'int', 'int', 'int')
const openpty = declare<[Int32Array, Int32Array, null, null, null]>(
  'openpty',
  'int',
  'void *',
  'void *',
  'void *',
  'void *',
  'void *',
)
const ttyname_r = declare<[number, Uint8Array, number]>('ttyname_r', 'int', 'int', 'void *', 'size_t')
const ptsname_r = declare<[number, Uint8Array, number]>('ptsname_r', 'int', 'int', 'void *', 'size_t')

const TIOCGWINSZ = darwin ? 0x40087468 : 0x5413
const TIOCSWINSZ = darwin ? 0x80087467 : 0x5414

/** struct termios: sizes of its four flag words, and where the rest stands. */
const MODE_SIZE = darwin ? 72 : 60
const CC = darwin ? 32 : 17
const NCCS = darwin ? 20 : 32
const ISPEED = darwin ? 56 : 52
const OSPEED = darwin ? 64 : 56

function toMode(bytes: Uint8Array): TerminalMode {
  const v = new DataView(bytes.buffer)
  const word = (i: number): number => (darwin ? Number(v.getBigUint64(i * 8, true)) : v.getUint32(i * 4, true))
  const speed = (at: number): number => (darwin ? Number(v.getBigUint64(at, true)) : v.getUint32(at, true))
  return {
    iflag: word(0),
    oflag: word(1),
    cflag: word(2),
    lflag: word(3),
    ispeed: speed(ISPEED),
    ospeed: speed(OSPEED),
    cc: bytes.slice(CC, CC + NCCS),
  }
}

function fromMode(mode: TerminalMode, bytes: Uint8Array): void {
  const v = new DataView(bytes.buffer)
  const flags = [mode.iflag, mode.oflag, mode.cflag, mode.lflag]
  flags.forEach((word, i) => (darwin ? v.setBigUint64(i * 8, BigInt(word), true) : v.setUint32(i * 4, word, true)))
  for (const [at, speed] of [
    [ISPEED, mode.ispeed],
    [OSPEED, mode.ospeed],
  ]) {
    if (darwin) v.setBigUint64(at, BigInt(speed), true)
    else v.setUint32(at, speed, true)
  }
  bytes.set(mode.cc.subarray(0, NCCS), CC)
}

function named(call: (into: Uint8Array) => number) {
  const name = new Uint8Array(256)
  const refused = call(name)
  if (refused !== 0) throw refused === -1 ? failed() : new OSFailure(refused)
  return pathFrom(name.subarray(0, name.indexOf(0)))
}

export const terminals: Terminals = {
  isatty(fd) {
    return fd >= 0 && isTerminal(fd)
  },

  size(fd) {
    const cell = new Uint16Array(4)
    checked(ioctl(fd, TIOCGWINSZ, 'void *', cell))
    return [cell[1], cell[0]]
  },

  setSize(fd, columns, lines) {
    checked(ioctl(fd, TIOCSWINSZ, 'void *', Uint16Array.of(lines, columns, 0, 0)))
  },

  getMode(fd) {
    const bytes = new Uint8Array(MODE_SIZE)
    checked(tcgetattr(fd, bytes))
    return toMode(bytes)
  },

  setMode(fd, when, mode) {
    // What the mode does not name (the line discipline) stays.
    const bytes = new Uint8Array(MODE_SIZE)
    checked(tcgetattr(fd, bytes))
    fromMode(mode, bytes)
    checked(tcsetattr(fd, when, bytes))
  },

  sendBreak(fd, duration) {
    checked(tcsendbreak(fd, duration))
  },

  drain(fd) {
    mayBlock()
    checked(tcdrain(fd))
  },

  flush(fd, queue) {
    checked(tcflush(fd, queue))
  },

  flow(fd, action) {
    checked(tcflow(fd, action))
  },

  getForeground: (fd) => checked(tcgetpgrp(fd)),

  setForeground(fd, group) {
    checked(tcsetpgrp(fd, group))
  },

  open() {
    const master = new Int32Array(1)
    const slave = new Int32Array(1)
    checked(openpty(master, slave, null, null, null))
    return [master[0], slave[0]]
  },

  name(fd) {
    try {
      if (!isTerminal(fd)) {
        fs.fstatSync(fd)
        throw new OSFailure(constants.errno.ENOTTY)
      }
    } catch (e) {
      throw failure(e)
    }
    return named((into) => ttyname_r(fd, into, into.length))
  },

  slaveName: (fd) => named((into) => ptsname_r(fd, into, into.length)),
}
