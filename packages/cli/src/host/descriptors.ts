// Open descriptors: reading, writing, positions, duplicates, pipes.
//
// Standard streams are used as descriptors 0, 1 and 2 only: touching `process.stdin` and its siblings would make them
// non-blocking for everybody who shares them.
import fs from 'node:fs'
import { isMemoryDevice, isPseudoTerminal, isStill } from './devices.ts'
import { constants } from 'node:os'
import { type Files, OSFailure } from '@typhon/objspace'
import { failure, nodePath } from './failure.ts'
import { interrupts, mayBlock } from './interrupts.ts'
import { checked, darwin, declare, loaded } from './libc.ts'

const F_DUPFD_CLOEXEC = darwin ? 67 : 1030
const F_GETFD = 1
const F_SETFD = 2
const F_GETFL = 3
const F_SETFL = 4
const FD_CLOEXEC = 1
const O_CLOEXEC = darwin ? 0x1000000 : 0o2000000
const { EINVAL, ENOSYS, ESPIPE } = constants.errno
const { O_NONBLOCK } = fs.constants

const lseek = declare<[number, number, number]>('lseek', 'int64_t', 'int', 'int64_t', 'int')
const close = declare<[number]>('close', 'int', 'int')
const read = declare<[number, Uint8Array, number]>('read', 'int64_t', 'int', 'void *', 'size_t')
const write = declare<[number, Uint8Array, number]>('write', 'int64_t', 'int', 'void *', 'size_t')
const fcntl = declare<[number, number, string, number | Uint8Array]>('fcntl', 'int', 'int', 'int', '...')
const ioctl = declare<[number, number, string, number | Uint8Array]>('ioctl', 'int', 'int', 'unsigned long', '...')
const dup2 = declare<[number, number]>('dup2', 'int', 'int', 'int')
const dup3 = declare<[number, number, number]>('dup3', 'int', 'int', 'int', 'int')
const pipe2 = declare<[Int32Array, number]>('pipe2', 'int', 'void *', 'int')
const pipe = declare<[Int32Array]>('pipe', 'int', 'void *')
const close_range = declare<[number, number, number]>('close_range', 'int', 'uint32_t', 'uint32_t', 'int')
const sendfile = declare<[number, number, BigInt64Array | null, number]>(
  'sendfile',
  'int64_t',
  'int',
  'int',
  'void *',
  'size_t',
)
const copy_file_range = declare<[number, BigInt64Array | null, number, BigInt64Array | null, number, number]>(
  'copy_file_range',
  'int64_t',
  'int',
  'void *',
  'int',
  'void *',
  'size_t',
  'uint32_t',
)

/** Node's reads and writes take lengths of a C int. */
const MOST = 0x7ffff000

function control(fd: number, command: number, argument: number): number {
  return checked(fcntl(fd, command, 'long', argument))
}

/**
 * The position of a descriptor without the C library: Linux tells it in /proc. Undefined where only lseek knows, as for
 * some devices.
 */
function positionInProc(fd: number): number | undefined {
  if (darwin) return undefined
  const status = fs.fstatSync(fd)
  if (status.isFIFO() || status.isSocket() || isPseudoTerminal(status)) throw new OSFailure(ESPIPE)
  if (isStill(status)) return 0
  if (!status.isFile() && !status.isDirectory() && !isMemoryDevice(status)) return undefined
  const found = /^pos:\s*(\d+)/.exec(fs.readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1'))
  return found === null ? undefined : Number(found[1])
}

function offsetCell(offset: number | null): BigInt64Array | null {
  return offset === null ? null : BigInt64Array.of(BigInt(offset))
}

type Descriptors = Pick<
  Files,
  | 'open'
  | 'close'
  | 'closeRange'
  | 'read'
  | 'pread'
  | 'write'
  | 'pwrite'
  | 'lseek'
  | 'truncate'
  | 'fsync'
  | 'fdatasync'
  | 'dup'
  | 'dup2'
  | 'pipe'
  | 'getInheritable'
  | 'setInheritable'
  | 'getBlocking'
  | 'setBlocking'
  | 'fcntl'
  | 'ioctl'
  | 'sendfile'
  | 'copyFileRange'
>

export const descriptors: Descriptors = {
  open(path, flags, mode) {
    try {
      return fs.openSync(nodePath(path), flags | O_CLOEXEC, mode & 0xffff)
    } catch (e) {
      throw failure(e)
    }
  },

  close(fd) {
    try {
      fs.closeSync(fd)
    } catch (e) {
      throw failure(e)
    }
  },

  closeRange(low, high) {
    if (high <= low) return
    if (!darwin && close_range(Math.max(low, 0), high - 1, 0) === 0) return
    for (let fd = low; fd < high; fd++) close(fd)
  },

  read(fd, into) {
    // Only what is no file can wait for long. The status is asked for during the first milliseconds of the process only.
    try {
      if (interrupts.waiting && !fs.fstatSync(fd).isFile()) mayBlock()
      if (!loaded) return into.length === 0 ? 0 : fs.readSync(fd, into, 0, Math.min(into.length, MOST), null)
    } catch (e) {
      throw failure(e)
    }
    return checked(read(fd, into, Math.min(into.length, MOST)))
  },

  pread(fd, into, position) {
    try {
      return into.length === 0 ? 0 : fs.readSync(fd, into, 0, Math.min(into.length, MOST), position)
    } catch (e) {
      throw failure(e)
    }
  },

  write(fd, from) {
    // Node goes on after EINTR, so that a full pipe could not be interrupted: the C library is used as soon as it is there.
    if (loaded) return checked(write(fd, from, Math.min(from.length, MOST)))
    try {
      return fs.writeSync(fd, from, 0, Math.min(from.length, MOST), null)
    } catch (e) {
      throw failure(e)
    }
  },

  pwrite(fd, from, position) {
    try {
      return fs.writeSync(fd, from, 0, Math.min(from.length, MOST), position)
    } catch (e) {
      throw failure(e)
    }
  },

  lseek(fd, offset, whence) {
    if (!loaded && whence === 1 && offset === 0) {
      try {
        const position = positionInProc(fd)
        if (position !== undefined) return position
      } catch (e) {
        throw failure(e)
      }
    }
    return checked(lseek(fd, offset, whence))
  },

  truncate(file, length) {
    // Node takes a negative length for 0.
    if (length < 0) throw new OSFailure(EINVAL)
    try {
      if (typeof file === 'number') fs.ftruncateSync(file, length)
      else fs.truncateSync(nodePath(file), length)
    } catch (e) {
      throw failure(e)
    }
  },

  fsync(fd) {
    try {
      fs.fsyncSync(fd)
    } catch (e) {
      throw failure(e)
    }
  },

  fdatasync(fd) {
    try {
      fs.fdatasyncSync(fd)
    } catch (e) {
      throw failure(e)
    }
  },

  dup: (fd) => control(fd, F_DUPFD_CLOEXEC, 0),

  dup2(fd, to, inheritable) {
    if (inheritable || darwin || fd === to) {
      checked(dup2(fd, to))
      if (!inheritable && fd !== to) control(to, F_SETFD, FD_CLOEXEC)
    } else checked(dup3(fd, to, O_CLOEXEC))
    return to
  },

  pipe(flags, inheritable) {
    const ends = new Int32Array(2)
    if (darwin) {
      checked(pipe(ends))
      if (!inheritable) for (const fd of ends) control(fd, F_SETFD, FD_CLOEXEC)
      if (flags !== 0) for (const fd of ends) control(fd, F_SETFL, control(fd, F_GETFL, 0) | flags)
    } else checked(pipe2(ends, flags | (inheritable ? 0 : O_CLOEXEC)))
    return [ends[0], ends[1]]
  },

  getInheritable: (fd) => (control(fd, F_GETFD, 0) & FD_CLOEXEC) === 0,

  setInheritable(fd, inheritable) {
    const flags = control(fd, F_GETFD, 0)
    const wanted = inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC
    if (wanted !== flags) control(fd, F_SETFD, wanted)
  },

  getBlocking: (fd) => (control(fd, F_GETFL, 0) & O_NONBLOCK) === 0,

  setBlocking(fd, blocking) {
    const flags = control(fd, F_GETFL, 0)
    const wanted = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK
    if (wanted !== flags) control(fd, F_SETFL, wanted)
  },

  fcntl(fd, command, argument) {
    mayBlock()
    return checked(
      typeof argument === 'number' ? fcntl(fd, command, 'long', argument) : fcntl(fd, command, 'void *', argument),
    )
  },

  ioctl(fd, request, argument) {
    return checked(
      typeof argument === 'number' ? ioctl(fd, request, 'long', argument) : ioctl(fd, request, 'void *', argument),
    )
  },

  sendfile(out, from, offset, count) {
    if (darwin) throw new OSFailure(ENOSYS)
    mayBlock()
    return checked(sendfile(out, from, offsetCell(offset), count))
  },

  copyFileRange(from, to, count, fromOffset, toOffset) {
    if (count < 0) throw new OSFailure(EINVAL)
    return checked(copy_file_range(from, offsetCell(fromOffset), to, offsetCell(toOffset), count, 0))
  },
}
