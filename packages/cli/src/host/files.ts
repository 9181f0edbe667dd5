// Files and directories by name, through Node's synchronous calls where they do what POSIX does, else through the C library.
import fs from 'node:fs'
import type { Files, FileStatus, FileSystemStatus, Path } from '@typhon/objspace'
import { attributes } from './attributes.ts'
import { descriptors } from './descriptors.ts'
import { directories } from './directories.ts'
import { failure, nodePath } from './failure.ts'
import { checked, cstring, darwin, declare } from './libc.ts'

const AT_FDCWD = darwin ? -2 : -100
const AT_SYMLINK_NOFOLLOW = darwin ? 0x20 : 0x100
const AT_EACCESS = darwin ? 0x10 : 0x200
const AT_SYMLINK_FOLLOW = darwin ? 0x40 : 0x400

const utimensat = declare<[number, Uint8Array, BigInt64Array | null, number]>(
  'utimensat',
  'int',
  'int',
  'void *',
  'void *',
  'int',
)
const futimens = declare<[number, BigInt64Array | null]>('futimens', 'int', 'int', 'void *')
const faccessat = declare<[number, Uint8Array, number, number]>('faccessat', 'int', 'int', 'void *', 'int', 'int')
const linkat = declare<[number, Uint8Array, number, Uint8Array, number]>(
  'linkat',
  'int',
  'int',
  'void *',
  'int',
  'void *',
  'int',
)
const mkfifo = declare<[Uint8Array, number]>('mkfifo', 'int', 'void *', 'uint32_t')
const mknod = declare<[Uint8Array, number, number]>('mknod', 'int', 'void *', 'uint32_t', 'uint64_t')
const statvfs = declare<[Uint8Array, Uint8Array]>('statvfs', 'int', 'void *', 'void *')
const fstatvfs = declare<[number, Uint8Array]>('fstatvfs', 'int', 'int', 'void *')
const memfd_create = declare<[Uint8Array, number]>('memfd_create', 'int', 'void *', 'uint32_t')
const eventfd = declare<[number, number]>('eventfd', 'int', 'uint32_t', 'int')

const BIG = { bigint: true } as const

function statusOf(s: fs.BigIntStats): FileStatus {
  return {
    mode: Number(s.mode),
    ino: s.ino,
    dev: s.dev,
    nlink: Number(s.nlink),
    uid: Number(s.uid),
    gid: Number(s.gid),
    rdev: s.rdev,
    size: Number(s.size),
    blksize: Number(s.blksize),
    blocks: Number(s.blocks),
    atimeNs: s.atimeNs,
    mtimeNs: s.mtimeNs,
    ctimeNs: s.ctimeNs,
  }
}

const SECOND = 1_000_000_000n

/** A point in time as a timespec: seconds rounded down, and the nanoseconds above them. */
function timespecs(times: readonly [bigint, bigint]): BigInt64Array {
  const out = new BigInt64Array(4)
  times.forEach((ns, i) => {
    const rest = ((ns % SECOND) + SECOND) % SECOND
    out[i * 2] = (ns - rest) / SECOND
    out[i * 2 + 1] = rest
  })
  return out
}

function fileSystemStatus(b: Uint8Array): FileSystemStatus {
  const v = new DataView(b.buffer, b.byteOffset)
  const long = (at: number): number => Number(v.getBigUint64(at, true))
  const int = (at: number): number => v.getUint32(at, true)
  if (darwin) {
    return {
      bsize: long(0),
      frsize: long(8),
      blocks: int(16),
      bfree: int(20),
      bavail: int(24),
      files: int(28),
      ffree: int(32),
      favail: int(36),
      fsid: v.getBigUint64(40, true),
      flag: long(48),
      namemax: long(56),
    }
  }
  return {
    bsize: long(0),
    frsize: long(8),
    blocks: long(16),
    bfree: long(24),
    bavail: long(32),
    files: long(40),
    ffree: long(48),
    favail: long(56),
    fsid: v.getBigUint64(64, true),
    flag: long(72),
    namemax: long(80),
  }
}

export const files: Files = {
  ...descriptors,
  ...directories,
  ...attributes,

  stat(path) {
    try {
      return statusOf(fs.statSync(nodePath(path), BIG))
    } catch (e) {
      throw failure(e)
    }
  },

  lstat(path) {
    try {
      return statusOf(fs.lstatSync(nodePath(path), BIG))
    } catch (e) {
      throw failure(e)
    }
  },

  fstat(fd) {
    try {
      return statusOf(fs.fstatSync(fd, BIG))
    } catch (e) {
      throw failure(e)
    }
  },

  statvfs(file) {
    const out = new Uint8Array(128)
    checked(typeof file === 'number' ? fstatvfs(file, out) : statvfs(cstring(file), out))
    return fileSystemStatus(out)
  },

  access(path, mode, effective, follow) {
    if (effective || !follow) {
      return (
        faccessat(AT_FDCWD, cstring(path), mode, (effective ? AT_EACCESS : 0) | (follow ? 0 : AT_SYMLINK_NOFOLLOW)) ===
        0
      )
    }
    try {
      fs.accessSync(nodePath(path), mode)
      return true
    } catch {
      return false
    }
  },

  chmod(file, mode) {
    try {
      if (typeof file === 'number') fs.fchmodSync(file, mode)
      else fs.chmodSync(nodePath(file), mode)
    } catch (e) {
      throw failure(e)
    }
  },

  chown(file, uid, gid, follow) {
    try {
      if (typeof file === 'number') fs.fchownSync(file, uid, gid)
      else if (follow) fs.chownSync(nodePath(file), uid, gid)
      else fs.lchownSync(nodePath(file), uid, gid)
    } catch (e) {
      throw failure(e)
    }
  },

  utime(file, times, follow) {
    const spec = times === null ? null : timespecs(times)
    checked(
      typeof file === 'number'
        ? futimens(file, spec)
        : utimensat(AT_FDCWD, cstring(file), spec, follow ? 0 : AT_SYMLINK_NOFOLLOW),
    )
  },

  link(path, to, follow) {
    if (follow) {
      checked(linkat(AT_FDCWD, cstring(path), AT_FDCWD, cstring(to), AT_SYMLINK_FOLLOW))
      return
    }
    try {
      fs.linkSync(nodePath(path), nodePath(to))
    } catch (e) {
      throw failure(e)
    }
  },

  symlink(target, path) {
    try {
      fs.symlinkSync(nodePath(target), nodePath(path))
    } catch (e) {
      throw failure(e)
    }
  },

  rename(path, to) {
    try {
      fs.renameSync(nodePath(path), nodePath(to))
    } catch (e) {
      throw failure(e)
    }
  },

  unlink(path) {
    try {
      fs.unlinkSync(nodePath(path))
    } catch (e) {
      throw failure(e)
    }
  },

  mkdir(path, mode) {
    try {
      fs.mkdirSync(nodePath(path), mode)
    } catch (e) {
      throw failure(e)
    }
  },

  rmdir(path) {
    try {
      fs.rmdirSync(nodePath(path))
    } catch (e) {
      throw failure(e)
    }
  },

  mkfifo(path, mode) {
    checked(mkfifo(cstring(path), mode))
  },

  mknod(path, mode, device) {
    checked(mknod(cstring(path), mode, device))
  },

  umask: (mask) => process.umask(mask),

  memfd: (name, flags) => checked(memfd_create(cstring(name), flags)),

  eventfd: (initial, flags) => checked(eventfd(initial, flags)),

  readFile(path: Path) {
    try {
      const bytes = fs.readFileSync(nodePath(path))
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
    } catch (e) {
      throw failure(e)
    }
  },
}
