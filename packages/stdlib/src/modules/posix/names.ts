// Files by name: status, permissions, links, directories. lib: os#files-and-directories
import {
  arg,
  asBool,
  asIndex,
  asInt,
  type Convert,
  error,
  host,
  kw,
  type ModuleBuilder,
  norm,
  optKw,
  type Path,
  pos,
  type Value,
  W_Bytes,
  W_List,
  W_Tuple,
  index,
  asIntOnly,
} from '@typhon/objspace'
import { bytesOfPath, HERE, path, type PathArgument, strOfPath } from '../system/path.ts'
import { system } from '../system/failure.ts'
import { dirFd, fildes, gid, nanoseconds, offset, uid } from './converters.ts'
import { newStatResult, newStatvfsResult } from './results.ts'

const files = () => host().files
const S_IFMT = 0o170000
const S_IFLNK = 0o120000

/** A path seen from a directory that is open. */
function at(p: PathArgument, fd: number | undefined): Path {
  return fd === undefined ? p.path : files().at(fd, p.path)
}

const DIR_FD = kw('dir_fd', dirFd, undefined, 'None')
const FOLLOW = kw('follow_symlinks', asBool, true)
const PATH = arg('path', path())
const PATH_OR_FD = arg('path', path({ fd: true }))
/** Parameters belong to one function each: messages name it. */
const own = <P extends object>(p: P): P => ({ ...p })

function refuseMix(owner: string, p: PathArgument, fd: number | undefined, follow: boolean): void {
  if (typeof p.file !== 'number') return
  if (fd !== undefined) throw error('ValueError', `${owner}: can't specify dir_fd without matching path`)
  if (!follow) throw error('ValueError', `${owner}: cannot use fd and follow_symlinks together`)
}

function stat(p: PathArgument, fd: number | undefined, follow: boolean): Value {
  return newStatResult(
    system(
      () =>
        typeof p.file === 'number'
          ? files().fstat(p.file)
          : follow
            ? files().stat(at(p, fd))
            : files().lstat(at(p, fd)),
      p.object,
    ),
  )
}

/** times=, ns= of utime. */
function timesOf(times: Value, ns: Value | undefined): [bigint, bigint] | null {
  if (ns !== undefined && times !== null)
    throw error('ValueError', "utime: you may specify either 'times' or 'ns' but not both")
  if (times !== null) {
    if (!(times instanceof W_Tuple) || times.items.length !== 2)
      throw error('TypeError', "utime: 'times' must be either a tuple of two ints or None")
    return [nanoseconds(times.items[0]), nanoseconds(times.items[1])]
  }
  if (ns === undefined) return null
  if (!(ns instanceof W_Tuple) || ns.items.length !== 2)
    throw error('TypeError', "utime: 'ns' must be a tuple of two ints")
  return [BigInt(index(ns.items[0])), BigInt(index(ns.items[1]))]
}

const rename: (src: PathArgument, dst: PathArgument, from: number | undefined, to: number | undefined) => Value = (
  src,
  dst,
  from,
  to,
) => {
  system(() => files().rename(at(src, from), at(dst, to)), src.object, dst.object)
  return null
}

const unlink = (p: PathArgument, fd: number | undefined): Value => {
  system(() => files().unlink(at(p, fd)), p.object)
  return null
}

/** Both directions of a device number. Linux: gnu_dev_major, gnu_dev_minor */
function major(device: bigint): bigint {
  return ((device >> 8n) & 0xfffn) | ((device >> 32n) & 0xfffff000n)
}

function minor(device: bigint): bigint {
  return (device & 0xffn) | ((device >> 12n) & 0xffffff00n)
}

function makedev(high: bigint, low: bigint): bigint {
  return ((high & 0xfffn) << 8n) | ((high & 0xfffff000n) << 32n) | (low & 0xffn) | ((low & 0xffffff00n) << 12n)
}

const NODEV = -1n
const deviceId: Convert<bigint> = (w, where) => {
  const n = BigInt(asIntOnly(w, where))
  if (n < NODEV) throw error('OverflowError', "can't convert negative int to unsigned")
  if (n >> 64n > 0n) throw error('OverflowError', 'int too big to convert')
  return BigInt.asIntN(64, n) === NODEV ? NODEV : n
}

/** A major or minor number. */
const deviceNumber: Convert<bigint> = (w, where) => {
  const n = deviceId(w, where)
  if (n >> 32n > 0n) throw error('OverflowError', 'Python int too large to convert to C unsigned int')
  return n
}

export function defineNames(m: ModuleBuilder): void {
  m.fn('stat', [own(PATH_OR_FD), own(DIR_FD), own(FOLLOW)], 'Status of a file.', (p, fd, follow) => {
    refuseMix('stat', p, fd, follow)
    return stat(p, fd, follow)
  })
  m.fn('lstat', [own(PATH), own(DIR_FD)], 'Status of a file; a symbolic link is told of itself.', (p, fd) =>
    stat(p, fd, false),
  )
  m.fn('fstat', [arg('fd', asInt)], 'Status of an open file.', (fd) => newStatResult(system(() => files().fstat(fd))))
  m.fn('statvfs', [own(PATH_OR_FD)], 'Status of the file system that holds a file.', (p) =>
    newStatvfsResult(system(() => files().statvfs(p.file), p.object)),
  )
  m.fn('fstatvfs', [pos('fd', asInt)], 'Status of the file system that holds an open file.', (fd) =>
    newStatvfsResult(system(() => files().statvfs(fd))),
  )

  m.fn(
    'access',
    [own(PATH), arg('mode', asInt), own(DIR_FD), kw('effective_ids', asBool, false), own(FOLLOW)],
    'Whether this process may use a file in a way.',
    (p, mode, fd, effective, follow) => system(() => files().access(at(p, fd), mode, effective, follow), p.object),
  )
  m.fn(
    'chmod',
    [own(PATH_OR_FD), arg('mode', asInt), own(DIR_FD), own(FOLLOW)],
    'Change the permission bits of a file.',
    (p, mode, fd, follow) => {
      const link =
        !follow &&
        typeof p.file !== 'number' &&
        system(() => (files().lstat(at(p, fd)).mode & S_IFMT) === S_IFLNK, p.object)
      if (link) throw error('NotImplementedError', 'chmod: follow_symlinks unavailable on this platform')
      system(() => files().chmod(typeof p.file === 'number' ? p.file : at(p, fd), mode), p.object)
      return null
    },
    "($module, /, path, mode, *, dir_fd=None,\n      follow_symlinks=(os.name != 'nt'))",
  )
  m.fn('fchmod', [arg('fd', asInt), arg('mode', asInt)], 'Change the permission bits of an open file.', (fd, mode) => {
    system(() => files().chmod(fd, mode))
    return null
  })
  m.fn(
    'chown',
    [own(PATH_OR_FD), arg('uid', uid), arg('gid', gid), own(DIR_FD), own(FOLLOW)],
    'Change owner and group of a file.',
    (p, u, g, fd, follow) => {
      refuseMix('chown', p, fd, follow)
      system(() => files().chown(typeof p.file === 'number' ? p.file : at(p, fd), u, g, follow), p.object)
      return null
    },
  )
  m.fn(
    'fchown',
    [arg('fd', asInt), arg('uid', uid), arg('gid', gid)],
    'Change owner and group of an open file.',
    (fd, u, g) => {
      system(() => files().chown(fd, u, g, true))
      return null
    },
  )
  m.fn(
    'lchown',
    [own(PATH), arg('uid', uid), arg('gid', gid)],
    'Change owner and group of a file, of a symbolic link itself.',
    (p, u, g) => {
      system(() => files().chown(p.path, u, g, false), p.object)
      return null
    },
  )
  m.fn(
    'utime',
    [own(PATH_OR_FD), arg<Value>('times', null, null), optKw('ns'), own(DIR_FD), own(FOLLOW)],
    'Set the times of access and modification.',
    (p, times, ns, fd, follow) => {
      const both = timesOf(times, ns)
      refuseMix('utime', p, fd, follow)
      system(() => files().utime(typeof p.file === 'number' ? p.file : at(p, fd), both, follow), p.object)
      return null
    },
  )

  m.fn(
    'link',
    [
      arg('src', path()),
      arg('dst', path()),
      kw('src_dir_fd', dirFd, undefined, 'None'),
      kw('dst_dir_fd', dirFd, undefined, 'None'),
      own(FOLLOW),
    ],
    'Give a file another name.',
    (src, dst, from, to, follow) => {
      // Linux makes a link to the symbolic link itself unless asked, which CPython does for follow_symlinks only where link() cannot follow.
      system(
        () => files().link(at(src, from), at(dst, to), follow && (from !== undefined || to !== undefined)),
        src.object,
        dst.object,
      )
      return null
    },
  )
  m.fn(
    'symlink',
    [arg('src', path()), arg('dst', path()), arg('target_is_directory', asBool, false), own(DIR_FD)],
    'Make a symbolic link dst that says src.',
    (src, dst, _directory, fd) => {
      system(() => files().symlink(src.path, at(dst, fd)), src.object, dst.object)
      return null
    },
  )
  m.fn('readlink', [own(PATH), own(DIR_FD)], 'What a symbolic link says.', (p, fd) =>
    p.result(system(() => files().readlink(at(p, fd)), p.object)),
  )
  const renaming = () =>
    [
      arg('src', path()),
      arg('dst', path()),
      kw('src_dir_fd', dirFd, undefined, 'None'),
      kw('dst_dir_fd', dirFd, undefined, 'None'),
    ] as const
  m.fn('rename', renaming(), 'Rename a file or directory.', rename)
  m.fn('replace', renaming(), 'Rename a file or directory, over one that exists.', rename)
  m.fn('unlink', [own(PATH), own(DIR_FD)], 'Remove a file.', unlink)
  m.fn('remove', [own(PATH), own(DIR_FD)], 'Remove a file.', unlink)
  m.fn('truncate', [own(PATH_OR_FD), arg('length', offset)], 'Give a file a length.', (p, length) => {
    system(() => files().truncate(p.file, length), p.object)
    return null
  })

  m.fn('mkdir', [own(PATH), arg('mode', asInt, 511), own(DIR_FD)], 'Make a directory.', (p, mode, fd) => {
    system(() => files().mkdir(at(p, fd), mode), p.object)
    return null
  })
  m.fn('rmdir', [own(PATH), own(DIR_FD)], 'Remove an empty directory.', (p, fd) => {
    system(() => files().rmdir(at(p, fd)), p.object)
    return null
  })
  m.fn('mkfifo', [own(PATH), arg('mode', asInt, 438), own(DIR_FD)], 'Make a named pipe.', (p, mode, fd) => {
    system(() => files().mkfifo(at(p, fd), mode), p.object)
    return null
  })
  m.fn(
    'mknod',
    [own(PATH), arg('mode', asInt, 384), arg('device', asIndex, 0), own(DIR_FD)],
    'Make a node: a file, device or named pipe.',
    (p, mode, device, fd) => {
      system(() => files().mknod(at(p, fd), mode, Number(device)), p.object)
      return null
    },
  )
  m.fn('major', [pos('device', deviceId)], 'Major number of a device.', (device) =>
    norm(device === NODEV ? NODEV : major(device)),
  )
  m.fn('minor', [pos('device', deviceId)], 'Minor number of a device.', (device) =>
    norm(device === NODEV ? NODEV : minor(device)),
  )
  m.fn(
    'makedev',
    [pos('major', deviceNumber), pos('minor', deviceNumber)],
    'Device number of a major and a minor one.',
    (high, low) => norm(high === NODEV && low === NODEV ? NODEV : makedev(high, low)),
  )

  m.fn(
    'listdir',
    [arg('path', path({ fd: true, none: true }), HERE, 'None')],
    'Names in a directory, without . and .. and in no order.',
    (p) => {
      return new W_List(system(() => files().listdir(p.file), p.object ?? undefined).map((name) => p.result(name)))
    },
  )
  m.fn('getcwd', [], 'The directory that this process stands in.', () => strOfPath(system(() => files().getcwd())))
  m.fn(
    'getcwdb',
    [],
    'The directory that this process stands in, as bytes.',
    () => new W_Bytes(bytesOfPath(system(() => files().getcwd()))),
  )
  m.fn('chdir', [own(PATH_OR_FD)], 'Stand in another directory.', (p) => {
    system(() => files().chdir(p.file), p.object)
    return null
  })
  m.fn('fchdir', [arg('fd', fildes)], 'Stand in a directory that is open.', (fd) => {
    system(() => files().chdir(fd))
    return null
  })
  m.fn('umask', [pos('mask', asInt)], 'Set the bits that new files do not get; gives those before.', (mask) =>
    files().umask(mask & 0o777),
  )
}
