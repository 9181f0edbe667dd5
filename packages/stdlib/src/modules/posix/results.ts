// The struct sequences of posix. lib: os#os.stat_result
import {
  defineStructSequence,
  type FileStatus,
  type FileSystemStatus,
  norm,
  W_Float,
  type Value,
} from '@typhon/objspace'

const named = (names: string): { name: string }[] => names.split(' ').map((name) => ({ name }))

const SECOND = 1_000_000_000n

/** Fields 7 to 9 are the times in whole seconds, without names of their own. */
export const statResult = defineStructSequence(
  'os',
  'stat_result',
  'What stat, fstat and lstat tell of a file: a tuple, and attributes for more.',
  [
    { name: 'st_mode', doc: 'kind of the file and its permission bits' },
    { name: 'st_ino', doc: 'inode' },
    { name: 'st_dev', doc: 'device' },
    { name: 'st_nlink', doc: 'number of hard links' },
    { name: 'st_uid', doc: 'user ID of the owner' },
    { name: 'st_gid', doc: 'group ID of the owner' },
    { name: 'st_size', doc: 'size in bytes' },
    { name: 'unnamed' },
    { name: 'unnamed' },
    { name: 'unnamed' },
    { name: 'st_atime', doc: 'time of the last access', fallback: 7 },
    { name: 'st_mtime', doc: 'time of the last modification', fallback: 8 },
    { name: 'st_ctime', doc: 'time of the last change of the inode', fallback: 9 },
    { name: 'st_atime_ns', doc: 'time of the last access in nanoseconds' },
    { name: 'st_mtime_ns', doc: 'time of the last modification in nanoseconds' },
    { name: 'st_ctime_ns', doc: 'time of the last change of the inode in nanoseconds' },
    { name: 'st_blksize', doc: 'block size for efficient input and output' },
    { name: 'st_blocks', doc: 'number of blocks allocated' },
    { name: 'st_rdev', doc: 'device that the file stands for' },
  ],
  10,
)

/** Whole seconds, rounded down. */
function seconds(ns: bigint): number {
  const whole = Number(ns / SECOND)
  return ns < 0n && ns % SECOND !== 0n ? whole - 1 : whole
}

/** As CPython makes the float: seconds plus nanoseconds times 1e-9. */
function float(whole: number, ns: bigint): Value {
  return new W_Float(whole + 1e-9 * Number(ns - BigInt(whole) * SECOND))
}

export function newStatResult(s: FileStatus): Value {
  const { atimeNs, mtimeNs, ctimeNs } = s
  const atime = seconds(atimeNs)
  const mtime = seconds(mtimeNs)
  const ctime = seconds(ctimeNs)
  return statResult.make([
    s.mode,
    norm(s.ino),
    norm(s.dev),
    s.nlink,
    s.uid,
    s.gid,
    s.size,
    atime,
    mtime,
    ctime,
    float(atime, atimeNs),
    float(mtime, mtimeNs),
    float(ctime, ctimeNs),
    norm(atimeNs),
    norm(mtimeNs),
    norm(ctimeNs),
    s.blksize,
    s.blocks,
    norm(s.rdev),
  ])
}

export const statvfsResult = defineStructSequence(
  'os',
  'statvfs_result',
  'What statvfs and fstatvfs tell of a file system.',
  named('f_bsize f_frsize f_blocks f_bfree f_bavail f_files f_ffree f_favail f_flag f_namemax f_fsid'),
  10,
)

export function newStatvfsResult(s: FileSystemStatus): Value {
  return statvfsResult.make([
    s.bsize,
    s.frsize,
    s.blocks,
    s.bfree,
    s.bavail,
    s.files,
    s.ffree,
    s.favail,
    s.flag,
    s.namemax,
    norm(s.fsid),
  ])
}

export const terminalSize = defineStructSequence('os', 'terminal_size', 'Columns and lines of a terminal.', [
  { name: 'columns', doc: 'width of the terminal window in characters' },
  { name: 'lines', doc: 'height of the terminal window in characters' },
])

export const timesResult = defineStructSequence(
  'posix',
  'times_result',
  'What times tells: seconds of processor time, and since some moment.',
  [
    { name: 'user', doc: 'user time' },
    { name: 'system', doc: 'system time' },
    { name: 'children_user', doc: 'user time of children' },
    { name: 'children_system', doc: 'system time of children' },
    { name: 'elapsed', doc: 'elapsed time since an arbitrary point in the past' },
  ],
)

export const unameResult = defineStructSequence('posix', 'uname_result', 'What uname tells of the system.', [
  { name: 'sysname', doc: 'name of the operating system' },
  { name: 'nodename', doc: 'name of the machine on the network' },
  { name: 'release', doc: 'release of the operating system' },
  { name: 'version', doc: 'version of the operating system' },
  { name: 'machine', doc: 'hardware identifier' },
])

export const waitidResult = defineStructSequence(
  'posix',
  'waitid_result',
  'What waitid tells of a child.',
  named('si_pid si_uid si_signo si_status si_code'),
)

export const schedParam = defineStructSequence(
  'posix',
  'sched_param',
  'Parameters of a scheduling policy.',
  [{ name: 'sched_priority', doc: 'the scheduling priority' }],
  1,
  'of-fields',
)
