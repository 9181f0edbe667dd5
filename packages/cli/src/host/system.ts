// The machine and what its system offers.
import fs from 'node:fs'
import os from 'node:os'
import { OSFailure, type System } from '@typhon/objspace'
import { failure } from './failure.ts'
import { cstring, darwin, declare, lastErrno, loadKoffi } from './libc.ts'

const sysconf = declare<[number]>('sysconf', 'long', 'int')
const pathconf = declare<[Uint8Array, number]>('pathconf', 'long', 'void *', 'int')
const fpathconf = declare<[number, number]>('fpathconf', 'long', 'int', 'int')
const confstr = declare<[number, Uint8Array | null, number]>('confstr', 'size_t', 'int', 'void *', 'size_t')
const strerror = declare<[number], string>('strerror', 'str', 'int')
const setErrno = (): void => {
  loadKoffi()?.errno(0)
}

/** The result of a call whose -1 is a failure only when errno says so. */
function unlessErrno(call: () => number): number {
  setErrno()
  const n = call()
  if (n === -1 && lastErrno() !== 0) throw new OSFailure(lastErrno())
  return n
}

const SC_NPROCESSORS_ONLN = darwin ? 58 : 84

export const system: System = {
  uname: () => ({
    sysname: os.type(),
    nodename: os.hostname(),
    release: os.release(),
    version: os.version(),
    machine: os.machine(),
  }),

  processors() {
    if (darwin) return os.cpus().length
    try {
      // "0-3,6": the ranges of processors that are online.
      return fs
        .readFileSync('/sys/devices/system/cpu/online', 'latin1')
        .split(',')
        .reduce((sum, range) => {
          const [low, high] = range.split('-').map(Number)
          return sum + (high ?? low) - low + 1
        }, 0)
    } catch {
      return sysconf(SC_NPROCESSORS_ONLN)
    }
  },

  usableProcessors: () => os.availableParallelism(),

  loadAverage: () => os.loadavg() as [number, number, number],

  hostname: () => os.hostname(),

  random(into) {
    // Opened each time: the program may close any descriptor and get another file under its number.
    let fd = -1
    try {
      fd = fs.openSync('/dev/urandom', 'r')
      for (let at = 0; at < into.length;) at += fs.readSync(fd, into, at, into.length - at, null)
    } catch (e) {
      throw failure(e)
    } finally {
      if (fd >= 0) fs.closeSync(fd)
    }
  },

  sysconf: (name) => unlessErrno(() => sysconf(name)),

  pathconf: (path, name) =>
    unlessErrno(() => (typeof path === 'number' ? fpathconf(path, name) : pathconf(cstring(path), name))),

  confstr(name) {
    const size = unlessErrno(() => confstr(name, null, 0))
    if (size === 0) {
      if (lastErrno() !== 0) throw new OSFailure(lastErrno())
      return null
    }
    const out = new Uint8Array(size)
    confstr(name, out, size)
    return Buffer.from(out.subarray(0, size - 1)).toString()
  },

  strerror: (errno) => (loadKoffi() === null ? undefined : strerror(errno)),
}
