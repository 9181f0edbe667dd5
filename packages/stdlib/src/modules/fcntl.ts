// The `fcntl` module: control of descriptors, locks. lib: fcntl
import {
  asBool,
  asInt,
  bytesOrUndefined,
  defineModule,
  error,
  host,
  index,
  opt,
  pos,
  strOrUndefined,
  textOfStr,
  type Value,
  W_ByteArray,
  W_Bytes,
} from '@typhon/objspace'
import { fildes, intOf, offset } from './posix/converters.ts'
import { system } from './system/failure.ts'

const FLAGS = {
  linux: {
    DN_ACCESS: 1,
    DN_ATTRIB: 32,
    DN_CREATE: 4,
    DN_DELETE: 8,
    DN_MODIFY: 2,
    DN_MULTISHOT: 2147483648,
    DN_RENAME: 16,
    FASYNC: 8192,
    FD_CLOEXEC: 1,
    FICLONE: 1074041865,
    FICLONERANGE: 1075876877,
    F_ADD_SEALS: 1033,
    F_DUPFD: 0,
    F_DUPFD_CLOEXEC: 1030,
    F_EXLCK: 4,
    F_GETFD: 1,
    F_GETFL: 3,
    F_GETLEASE: 1025,
    F_GETLK: 5,
    F_GETLK64: 5,
    F_GETOWN: 9,
    F_GETOWN_EX: 16,
    F_GETPIPE_SZ: 1032,
    F_GETSIG: 11,
    F_GET_FILE_RW_HINT: 1037,
    F_GET_RW_HINT: 1035,
    F_GET_SEALS: 1034,
    F_NOTIFY: 1026,
    F_OFD_GETLK: 36,
    F_OFD_SETLK: 37,
    F_OFD_SETLKW: 38,
    F_OWNER_PGRP: 2,
    F_OWNER_PID: 1,
    F_OWNER_TID: 0,
    F_RDLCK: 0,
    F_SEAL_FUTURE_WRITE: 16,
    F_SEAL_GROW: 4,
    F_SEAL_SEAL: 1,
    F_SEAL_SHRINK: 2,
    F_SEAL_WRITE: 8,
    F_SETFD: 2,
    F_SETFL: 4,
    F_SETLEASE: 1024,
    F_SETLK: 6,
    F_SETLK64: 6,
    F_SETLKW: 7,
    F_SETLKW64: 7,
    F_SETOWN: 8,
    F_SETOWN_EX: 15,
    F_SETPIPE_SZ: 1031,
    F_SETSIG: 10,
    F_SET_FILE_RW_HINT: 1038,
    F_SET_RW_HINT: 1036,
    F_SHLCK: 8,
    F_UNLCK: 2,
    F_WRLCK: 1,
    LOCK_EX: 2,
    LOCK_MAND: 32,
    LOCK_NB: 4,
    LOCK_READ: 64,
    LOCK_RW: 192,
    LOCK_SH: 1,
    LOCK_UN: 8,
    LOCK_WRITE: 128,
    RWH_WRITE_LIFE_EXTREME: 5,
    RWH_WRITE_LIFE_LONG: 4,
    RWH_WRITE_LIFE_MEDIUM: 3,
    RWH_WRITE_LIFE_NONE: 1,
    RWH_WRITE_LIFE_NOT_SET: 0,
    RWH_WRITE_LIFE_SHORT: 2,
  },
  darwin: {
    FASYNC: 64,
    FD_CLOEXEC: 1,
    F_DUPFD: 0,
    F_DUPFD_CLOEXEC: 67,
    F_FULLFSYNC: 51,
    F_GETFD: 1,
    F_GETFL: 3,
    F_GETLK: 7,
    F_GETOWN: 5,
    F_GETPATH: 50,
    F_NOCACHE: 48,
    F_RDLCK: 1,
    F_SETFD: 2,
    F_SETFL: 4,
    F_SETLK: 8,
    F_SETLKW: 9,
    F_SETOWN: 6,
    F_UNLCK: 2,
    F_WRLCK: 3,
    LOCK_EX: 2,
    LOCK_NB: 4,
    LOCK_SH: 1,
    LOCK_UN: 8,
  },
}

/** Bytes given to fcntl and ioctl are copied into a buffer of this size. */
const MOST = 1024
const LOCK_SH = 1
const LOCK_EX = 2
const LOCK_NB = 4
const LOCK_UN = 8

/** An unsigned int, modulo 2^32, as the `I` format has it. */
const word = (w: Value): number => Number(BigInt.asIntN(32, BigInt(index(w))))

/** str and bytes arguments as bytes. */
function immutable(w: Value): Uint8Array | undefined {
  const s = strOrUndefined(w)
  if (s !== undefined) return new TextEncoder().encode(textOfStr(s))
  return w instanceof W_ByteArray ? undefined : bytesOrUndefined(w)
}

/** struct flock for a whole-file or range lock. */
function flockStruct(type: number, whence: number, start: number, length: number): Uint8Array {
  const linux = host().platform === 'linux'
  const bytes = new Uint8Array(32)
  const v = new DataView(bytes.buffer)
  if (linux) {
    v.setInt16(0, type, true)
    v.setInt16(2, whence, true)
    v.setBigInt64(8, BigInt(start), true)
    v.setBigInt64(16, BigInt(length), true)
  } else {
    v.setBigInt64(0, BigInt(start), true)
    v.setBigInt64(8, BigInt(length), true)
    v.setInt16(20, type, true)
    v.setInt16(22, whence, true)
  }
  return bytes
}

export const fcntlModule = defineModule('fcntl', 'Control of descriptors, and locks on files.', (m) => {
  const flags: Record<string, number> = FLAGS[host().platform]
  for (const [name, n] of Object.entries(flags)) m.constant(name, n)

  m.fn(
    'fcntl',
    [pos('fd', fildes), pos('cmd', asInt), opt('arg', null, '0')],
    'Control a descriptor.',
    (fd, cmd, w) => {
      const bytes = w === undefined ? undefined : immutable(w)
      if (bytes === undefined) return system(() => host().files.fcntl(fd, cmd, w === undefined ? 0 : word(w)))
      if (bytes.length > MOST) throw error('ValueError', 'fcntl string arg too long')
      const buffer = new Uint8Array(MOST)
      buffer.set(bytes)
      system(() => host().files.fcntl(fd, cmd, buffer))
      return new W_Bytes(buffer.slice(0, bytes.length))
    },
  )

  m.fn(
    'ioctl',
    [
      pos('fd', fildes),
      pos('request', (w) => Number(BigInt.asUintN(32, BigInt(index(w))))),
      opt('arg', null, '0'),
      pos('mutate_flag', asBool, true),
    ],
    'Control a device.',
    (fd, request, w, mutate) => {
      if (w instanceof W_ByteArray) {
        // A small buffer goes through one that is surely large enough for what the device writes.
        const own = w.data.subarray(0, w.length)
        const buffer = own.length <= MOST ? new Uint8Array(MOST) : own
        if (buffer !== own) buffer.set(own)
        const result = system(() => host().files.ioctl(fd, request, buffer))
        if (!mutate) return new W_Bytes(buffer.slice(0, own.length))
        if (buffer !== own) own.set(buffer.subarray(0, own.length))
        return result
      }
      const bytes = w === undefined ? undefined : immutable(w)
      if (bytes === undefined) return system(() => host().files.ioctl(fd, request, w === undefined ? 0 : word(w)))
      if (bytes.length > MOST) throw error('ValueError', 'ioctl string arg too long')
      const buffer = new Uint8Array(MOST)
      buffer.set(bytes)
      system(() => host().files.ioctl(fd, request, buffer))
      return new W_Bytes(buffer.slice(0, bytes.length))
    },
  )

  m.fn('flock', [pos('fd', fildes), pos('operation', asInt)], 'Lock or unlock a file.', (fd, operation) => {
    system(() => host().processes.call('flock', fd, operation))
    return null
  })

  m.fn(
    'lockf',
    [pos('fd', fildes), pos('cmd', asInt), pos('len', offset, 0), pos('start', offset, 0), pos('whence', intOf, 0)],
    'Lock or unlock a part of a file.',
    (fd, cmd, length, start, whence) => {
      const type =
        cmd === LOCK_UN
          ? flags.F_UNLCK
          : (cmd & LOCK_SH) !== 0
            ? flags.F_RDLCK
            : (cmd & LOCK_EX) !== 0
              ? flags.F_WRLCK
              : undefined
      if (type === undefined) throw error('ValueError', 'unrecognized lockf argument')
      system(() =>
        host().files.fcntl(
          fd,
          (cmd & LOCK_NB) !== 0 ? flags.F_SETLK : flags.F_SETLKW,
          flockStruct(type, whence, start, length),
        ),
      )
      return null
    },
  )
})
