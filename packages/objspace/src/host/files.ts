// Files and directories. Names and meanings are those of the POSIX calls, so that `man 2 name` explains each.
import type { Path } from '../host.ts'

/** What stat tells. */
export interface FileStatus {
  readonly mode: number
  readonly ino: bigint
  readonly dev: bigint
  readonly nlink: number
  readonly uid: number
  readonly gid: number
  readonly rdev: bigint
  readonly size: number
  readonly blksize: number
  readonly blocks: number
  readonly atimeNs: bigint
  readonly mtimeNs: bigint
  readonly ctimeNs: bigint
}

/** What statvfs tells. */
export interface FileSystemStatus {
  readonly bsize: number
  readonly frsize: number
  readonly blocks: number
  readonly bfree: number
  readonly bavail: number
  readonly files: number
  readonly ffree: number
  readonly favail: number
  readonly flag: number
  readonly namemax: number
  readonly fsid: bigint
}

/** `d_type` of a directory entry, by the system's numbers: 0 unknown, 1 fifo, 2 character device, 4 directory, 6 block device, 8 file, 10 link, 12 socket. */
export type EntryKind = 0 | 1 | 2 | 4 | 6 | 8 | 10 | 12

export interface DirectoryEntry {
  readonly name: Path
  readonly kind: EntryKind
}

export interface Files {
  /** A path that means `path` seen from the directory that `dirFd` is open on. */
  at(dirFd: number, path: Path): Path

  open(path: Path, flags: number, mode: number): number
  close(fd: number): void
  /** Closes every descriptor in [low, high), without complaint. */
  closeRange(low: number, high: number): void
  /** Reads up to `into.length` bytes; 0 at the end. */
  read(fd: number, into: Uint8Array): number
  pread(fd: number, into: Uint8Array, position: number): number
  /** Writes; the result may be less than `from.length`. */
  write(fd: number, from: Uint8Array): number
  pwrite(fd: number, from: Uint8Array, position: number): number
  /** `whence`: 0 from the start, 1 from here, 2 from the end, and what else the system knows. */
  lseek(fd: number, offset: number, whence: number): number
  truncate(file: Path | number, length: number): void
  fsync(fd: number): void
  fdatasync(fd: number): void
  dup(fd: number): number
  dup2(fd: number, to: number, inheritable: boolean): number
  /** Reading end, writing end. `flags` as for pipe2; the ends are not inherited unless `inheritable`. */
  pipe(flags: number, inheritable: boolean): [number, number]
  getInheritable(fd: number): boolean
  setInheritable(fd: number, inheritable: boolean): void
  getBlocking(fd: number): boolean
  setBlocking(fd: number, blocking: boolean): void
  /** fcntl and ioctl: with an integer argument, or with bytes that the call may change. */
  fcntl(fd: number, command: number, argument: number | Uint8Array): number
  ioctl(fd: number, request: number, argument: number | Uint8Array): number
  /** Copies inside the system; `offset` null: from where the descriptor stands. */
  sendfile(out: number, from: number, offset: number | null, count: number): number
  copyFileRange(from: number, to: number, count: number, fromOffset: number | null, toOffset: number | null): number

  stat(path: Path): FileStatus
  lstat(path: Path): FileStatus
  fstat(fd: number): FileStatus
  statvfs(file: Path | number): FileSystemStatus
  /** Whether the access (R_OK 4, W_OK 2, X_OK 1) is allowed; by the effective ids, or of the link itself, when so told. */
  access(path: Path, mode: number, effective: boolean, follow: boolean): boolean
  chmod(file: Path | number, mode: number): void
  /** -1 leaves an id as it is. */
  chown(file: Path | number, uid: number, gid: number, follow: boolean): void
  /** Sets access and modification time; null: both to the present. */
  utime(file: Path | number, times: readonly [bigint, bigint] | null, follow: boolean): void

  /** `follow`: makes a link to what a symbolic link points to. */
  link(path: Path, to: Path, follow: boolean): void
  /** `target` is what the new link at `path` says. */
  symlink(target: Path, path: Path): void
  readlink(path: Path): Path
  rename(path: Path, to: Path): void
  unlink(path: Path): void
  mkdir(path: Path, mode: number): void
  rmdir(path: Path): void
  mkfifo(path: Path, mode: number): void
  mknod(path: Path, mode: number, device: number): void
  /** Names in a directory, without `.` and `..`. */
  listdir(file: Path | number): Path[]
  scandir(file: Path | number): DirectoryEntry[]

  getcwd(): Path
  chdir(file: Path | number): void
  umask(mask: number): number

  /** Extended attributes. */
  getxattr(file: Path | number, name: Path, follow: boolean): Uint8Array
  setxattr(file: Path | number, name: Path, value: Uint8Array, flags: number, follow: boolean): void
  removexattr(file: Path | number, name: Path, follow: boolean): void
  listxattr(file: Path | number, follow: boolean): Path[]

  memfd(name: Path, flags: number): number
  eventfd(initial: number, flags: number): number

  /** The whole of a small file, for the import system. */
  readFile(path: Path): Uint8Array
}
