// Open files: reading, writing, positions, pipes, terminals. lib: os#file-descriptor-operations
import {
  arg,
  asBool,
  asIndex,
  asInt,
  type Convert,
  error,
  host,
  index,
  kw,
  type ModuleBuilder,
  norm,
  opt,
  orNone,
  OSFailure,
  pos,
  type Value,
  W_Bytes,
  W_Tuple,
  bytesOf,
  ssize,
  hooks,
} from '@typhon/objspace'
import { readInTurn, writeInTurn } from '../system/turns.ts'
import { path, fsencode, strOfPath } from '../system/path.ts'
import { system } from '../system/failure.ts'
import { buffersOf, dirFd, fildes, length, offset, writableBuffersOf } from './converters.ts'
import { terminalSize } from './results.ts'

const files = () => host().files
const EINVAL = 22
const MFD_CLOEXEC = 1
const EFD_CLOEXEC = 0o2000000

/** A buffer to write. */
const data: Convert<Uint8Array> = (w) => bytesOf(w)

/** Reads at most n bytes into a new bytes object. */
function reading(n: number, read: (into: Uint8Array) => number): Value {
  if (n < 0) return system(() => refusal(EINVAL))
  const into = new Uint8Array(n)
  const got = system(() => read(into))
  return new W_Bytes(got === n ? into : into.slice(0, got))
}

function refusal(errno: number): never {
  throw new OSFailure(errno)
}

/** Reads into buffers one after the other, in one go as far as the file gives. */
function readInto(buffers: readonly Uint8Array[], read: (into: Uint8Array) => number): number {
  const all = new Uint8Array(buffers.reduce((n, b) => n + b.length, 0))
  const got = system(() => read(all))
  let at = 0
  for (const b of buffers) {
    if (at >= got) break
    b.set(all.subarray(at, Math.min(at + b.length, got)))
    at += b.length
  }
  return got
}

function concatenated(buffers: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(buffers.reduce((n, b) => n + b.length, 0))
  let at = 0
  for (const b of buffers) {
    all.set(b, at)
    at += b.length
  }
  return all
}

const offsetOrNone = orNone(offset)

export function defineDescriptors(m: ModuleBuilder): void {
  m.fn(
    'open',
    [arg('path', path()), arg('flags', asInt), arg('mode', asInt, 511), kw('dir_fd', dirFd, undefined, 'None')],
    'Open a file; gives its descriptor.',
    (p, flags, mode, fd) => {
      hooks.audit?.('open', p.object, null, flags)
      return system(() => files().open(fd === undefined ? p.path : files().at(fd, p.path), flags, mode), p.object)
    },
  )
  m.fn('close', [arg('fd', asInt)], 'Close a descriptor.', (fd) => {
    system(() => files().close(fd))
    return null
  })
  m.fn(
    'closerange',
    [pos('fd_low', asInt), pos('fd_high', asInt)],
    'Close the descriptors from fd_low up to but without fd_high, ignoring errors.',
    (low, high) => {
      files().closeRange(low, high)
      return null
    },
  )
  m.fn('read', [pos('fd', asInt), pos('length', length)], 'Read at most length bytes.', (fd, n) =>
    reading(n, (into) => readInTurn(fd, into, 'read')),
  )
  m.fn(
    'pread',
    [pos('fd', asInt), pos('length', length), pos('offset', offset)],
    'Read at most length bytes from a place in the file, leaving its position.',
    (fd, n, at) => {
      if (at < 0) return system(() => refusal(EINVAL))
      return reading(n, (into) => files().pread(fd, into, at))
    },
  )
  m.fn('readv', [pos('fd', asInt), pos('buffers')], 'Read into buffers one after the other.', (fd, buffers) =>
    readInto(writableBuffersOf(buffers, 'readv'), (into) => files().read(fd, into)),
  )
  m.fn(
    'preadv',
    [pos('fd', asInt), pos('buffers'), pos('offset', offset), pos('flags', asInt, 0)],
    'Read into buffers from a place in the file.',
    (fd, buffers, at) => readInto(writableBuffersOf(buffers, 'preadv'), (into) => files().pread(fd, into, at)),
  )
  m.fn('write', [pos('fd', asInt), pos('data', data)], 'Write bytes; gives how many were written.', (fd, from) =>
    system(() => writeInTurn(fd, from, 'write')),
  )
  m.fn(
    'pwrite',
    [pos('fd', asInt), pos('buffer', data), pos('offset', offset)],
    'Write bytes to a place in the file, leaving its position.',
    (fd, from, at) => {
      if (at < 0) return system(() => refusal(EINVAL))
      return system(() => files().pwrite(fd, from, at))
    },
  )
  m.fn('writev', [pos('fd', asInt), pos('buffers')], 'Write buffers one after the other.', (fd, buffers) => {
    const all = concatenated(buffersOf(buffers, 'writev'))
    return system(() => files().write(fd, all))
  })
  m.fn(
    'pwritev',
    [pos('fd', asInt), pos('buffers'), pos('offset', offset), pos('flags', asInt, 0)],
    'Write buffers to a place in the file.',
    (fd, buffers, at) => {
      const all = concatenated(buffersOf(buffers, 'pwritev'))
      return system(() => files().pwrite(fd, all, at))
    },
  )
  m.fn(
    'lseek',
    [pos('fd', asInt), pos('position', offset), pos('whence', asInt)],
    'Set the position of a file; gives the new one.',
    (fd, position, whence) => {
      return system(() => files().lseek(fd, position, whence))
    },
  )
  m.fn('ftruncate', [pos('fd', asInt), pos('length', offset)], 'Give an open file a length.', (fd, n) => {
    system(() => files().truncate(fd, n))
    return null
  })
  m.fn('fsync', [arg('fd', fildes)], 'Bring the file to the disk.', (fd) => {
    system(() => files().fsync(fd))
    return null
  })
  m.fn('fdatasync', [arg('fd', fildes)], 'Bring the content of the file to the disk.', (fd) => {
    system(() => files().fdatasync(fd))
    return null
  })
  m.fn('sync', [], 'Bring every file to the disk.', () => {
    host().processes.call('sync')
    return null
  })
  m.fn('dup', [pos('fd', asInt)], 'Another descriptor of the same open file.', (fd) => system(() => files().dup(fd)))
  m.fn(
    'dup2',
    [arg('fd', asInt), arg('fd2', asInt), arg('inheritable', asBool, true)],
    'Make fd2 a descriptor of the open file of fd.',
    (fd, fd2, inheritable) => {
      return system(() => files().dup2(fd, fd2, inheritable))
    },
  )
  m.fn(
    'pipe',
    [],
    'Make a pipe: its reading and its writing end.',
    () => new W_Tuple(system(() => files().pipe(0, false))),
  )
  m.fn('pipe2', [pos('flags', asInt)], 'Make a pipe with flags.', (flags) => {
    const cloexec = 0o2000000
    return new W_Tuple(system(() => files().pipe(flags & ~cloexec, (flags & cloexec) === 0)))
  })
  m.fn('get_inheritable', [pos('fd', asInt)], 'Whether children inherit a descriptor.', (fd) =>
    system(() => files().getInheritable(fd)),
  )
  m.fn(
    'set_inheritable',
    [pos('fd', asInt), pos('inheritable', (w) => index(w) !== 0)],
    'Set whether children inherit a descriptor.',
    (fd, inheritable) => {
      system(() => files().setInheritable(fd, inheritable))
      return null
    },
  )
  m.fn('get_blocking', [pos('fd', asInt)], 'Whether calls on a descriptor wait.', (fd) =>
    system(() => files().getBlocking(fd)),
  )
  m.fn(
    'set_blocking',
    [pos('fd', asInt), pos('blocking', asBool)],
    'Set whether calls on a descriptor wait.',
    (fd, blocking) => {
      system(() => files().setBlocking(fd, blocking))
      return null
    },
  )
  m.fn(
    'sendfile',
    [arg('out_fd', asInt), arg('in_fd', asInt), arg('offset', offsetOrNone), arg('count', ssize)],
    'Copy count bytes from one descriptor to another inside the system.',
    (out, from, at, count) => system(() => files().sendfile(out, from, at, count)),
  )
  m.fn(
    'copy_file_range',
    [
      arg('src', asInt),
      arg('dst', asInt),
      arg('count', ssize),
      arg('offset_src', offsetOrNone, null),
      arg('offset_dst', offsetOrNone, null),
    ],
    'Copy count bytes from one file to another inside the system.',
    (from, to, count, fromOffset, toOffset) => {
      if (count < 0) throw error('ValueError', "negative value for 'count' not allowed")
      return system(() => files().copyFileRange(from, to, count, fromOffset, toOffset))
    },
  )
  m.fn(
    'posix_fadvise',
    [pos('fd', asInt), pos('offset', offset), pos('length', offset), pos('advice', asInt)],
    'Tell the system how a part of a file will be used.',
    (fd, at, n, advice) => {
      system(() => host().processes.call('posix_fadvise', fd, at, n, advice))
      return null
    },
  )
  m.fn(
    'posix_fallocate',
    [pos('fd', asInt), pos('offset', offset), pos('length', offset)],
    'Make sure that a part of a file has room on the disk.',
    (fd, at, n) => {
      system(() => host().processes.call('posix_fallocate', fd, at, n))
      return null
    },
  )
  m.fn(
    'lockf',
    [pos('fd', asInt), pos('command', asInt), pos('length', offset)],
    'Lock, test or unlock a part of a file.',
    (fd, command, n) => {
      system(() => host().processes.call('lockf', fd, command, n))
      return null
    },
  )
  m.fn(
    'memfd_create',
    [arg('name', (w) => fsencode(w)), arg('flags', asInt, MFD_CLOEXEC, 'MFD_CLOEXEC')],
    'An anonymous file in memory.',
    (name, flags) => system(() => files().memfd(name, flags)),
  )
  m.fn(
    'eventfd',
    [arg('initval', asIndex), arg('flags', asInt, EFD_CLOEXEC, 'EFD_CLOEXEC')],
    'A descriptor that counts events.',
    (initial, flags) => system(() => files().eventfd(Number(initial), flags)),
  )
  m.fn('eventfd_read', [arg('fd', fildes)], 'The count of an event descriptor.', (fd) => {
    const cell = new BigUint64Array(1)
    system(() => files().read(fd, new Uint8Array(cell.buffer)))
    return norm(cell[0])
  })
  m.fn(
    'eventfd_write',
    [arg('fd', fildes), arg('value', (w) => BigInt(index(w)))],
    'Add to the count of an event descriptor.',
    (fd, value) => {
      if (BigInt.asUintN(64, value) !== value) throw error('OverflowError', 'int too big to convert')
      const cell = BigUint64Array.of(value)
      system(() => files().write(fd, new Uint8Array(cell.buffer)))
      return null
    },
  )
  defineTerminals(m)
}

function defineTerminals(m: ModuleBuilder): void {
  const terminals = () => host().terminals
  m.fn('isatty', [pos('fd', asInt)], 'Whether a descriptor is a terminal.', (fd) => terminals().isatty(fd))
  m.fn('ttyname', [pos('fd', asInt)], 'Name of the terminal.', (fd) => strOfPath(system(() => terminals().name(fd))))
  m.fn('ctermid', [], 'Name of the controlling terminal.', () => '/dev/tty')
  m.fn('openpty', [], 'Open a pseudo-terminal: its master and its slave.', () => {
    const ends = system(() => terminals().open())
    for (const fd of ends) system(() => files().setInheritable(fd, false))
    return new W_Tuple(ends)
  })
  m.fn('posix_openpt', [pos('oflag', asInt)], 'Open the master of a pseudo-terminal.', (flags) => {
    const fd = system(() => host().processes.call('posix_openpt', flags))
    system(() => files().setInheritable(fd, false))
    return fd
  })
  for (const name of ['grantpt', 'unlockpt'] as const) {
    m.fn(
      name,
      [pos('fd', asInt)],
      name === 'grantpt' ? 'Give the user the slave of a pseudo-terminal.' : 'Unlock the slave of a pseudo-terminal.',
      (fd) => {
        system(() => host().processes.call(name, fd))
        return null
      },
    )
  }
  m.fn('ptsname', [pos('fd', asInt)], 'Name of the slave of a pseudo-terminal.', (fd) =>
    strOfPath(system(() => terminals().slaveName(fd))),
  )
  m.fn('tcgetpgrp', [pos('fd', asInt)], 'The process group in the foreground of a terminal.', (fd) =>
    system(() => terminals().getForeground(fd)),
  )
  m.fn(
    'tcsetpgrp',
    [pos('fd', asInt), pos('pgid', asInt)],
    'Put a process group into the foreground of a terminal.',
    (fd, group) => {
      system(() => terminals().setForeground(fd, group))
      return null
    },
  )
  m.fn('get_terminal_size', [opt('fd', asInt, '<unrepresentable>')], 'Columns and lines of a terminal.', (fd) =>
    terminalSize.make(system(() => terminals().size(fd ?? 1))),
  )
  m.fn('device_encoding', [arg('fd', asInt)], 'The encoding of a terminal, None for what is none.', (fd) =>
    terminals().isatty(fd) ? 'utf-8' : null,
  )
}
