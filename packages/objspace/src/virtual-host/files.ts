// Files of a virtual host: the tree, and descriptors that are open on it. One process, so that nothing ever blocks: reading
// an empty pipe whose other end is open fails with EAGAIN.
import type { EntryKind, Files, FileStatus, Path } from '../host.ts'
import {
  Inode,
  keyOfPath,
  pathOfKey,
  refuse,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  Tree,
} from './tree.ts'

const O_ACCMODE = 3
const O_WRONLY = 1
const O_CREAT = 0o100
const O_EXCL = 0o200
const O_TRUNC = 0o1000
const O_APPEND = 0o2000
const O_NONBLOCK = 0o4000
const O_DIRECTORY = 0o200000
const O_NOFOLLOW = 0o400000
const F_DUPFD = 0
const F_GETFD = 1
const F_SETFD = 2
const F_GETFL = 3
const F_SETFL = 4
const F_DUPFD_CLOEXEC = 1030

/** What dup shares: an open file with its position. */
class OpenFile {
  readonly inode: Inode
  readonly real: string
  flags: number
  position = 0
  users = 1
  constructor(inode: Inode, flags: number, real: string) {
    this.inode = inode
    this.flags = flags
    this.real = real
  }
}

interface Descriptor {
  readonly file: OpenFile
  inheritable: boolean
}

export class VirtualFiles implements Files {
  readonly tree: Tree
  private readonly now: () => bigint
  private readonly open_ = new Map<number, Descriptor>()
  private mask = 0o022

  constructor(now: () => bigint, stdin: Uint8Array) {
    this.now = now
    this.tree = new Tree(now())
    for (let fd = 0; fd <= 2; fd++) {
      const inode = new Inode(S_IFCHR | 0o620, now())
      if (fd === 0) this.put(inode, 0, stdin)
      this.open_.set(fd, { file: new OpenFile(inode, fd === 0 ? 0 : O_WRONLY, ''), inheritable: true })
    }
  }

  /** What was written to a descriptor's file. */
  contents(fd: number): Uint8Array {
    const { inode } = this.get(fd)
    return inode.data.slice(0, inode.size)
  }

  private get(fd: number): OpenFile {
    return (this.open_.get(fd) ?? refuse('EBADF')).file
  }

  private put(inode: Inode, at: number, from: Uint8Array): void {
    if (at + from.length > inode.size) inode.resize(at + from.length)
    inode.data.set(from, at)
    inode.mtimeNs = inode.ctimeNs = this.now()
  }

  private lowest(file: OpenFile, inheritable: boolean, from = 0): number {
    let fd = from
    while (this.open_.has(fd)) fd++
    this.open_.set(fd, { file, inheritable })
    return fd
  }

  private inode(file: Path | number, follow = true): Inode {
    return typeof file === 'number' ? this.get(file).inode : this.tree.find(file, follow)
  }

  private create(path: Path, mode: number, target = ''): Inode {
    const { parent, name, found } = this.tree.locate(path, false)
    if (found !== undefined) refuse('EEXIST')
    const inode = new Inode(mode, this.now(), target)
    parent.entries!.set(name, inode)
    parent.mtimeNs = this.now()
    return inode
  }

  at(dirFd: number, path: Path): Path {
    const key = keyOfPath(path)
    if (key === '' || key.startsWith('/')) return path
    const file = this.get(dirFd)
    if (file.inode.entries === null) refuse('ENOTDIR')
    return pathOfKey(`${file.real}/${key}`)
  }

  open(path: Path, flags: number, mode: number): number {
    const place = this.tree.locate(
      path,
      (flags & O_NOFOLLOW) === 0 && (flags & (O_CREAT | O_EXCL)) !== (O_CREAT | O_EXCL),
    )
    let inode = place.found
    if (inode === undefined) {
      if ((flags & O_CREAT) === 0) refuse('ENOENT')
      inode = new Inode(S_IFREG | (mode & 0o7777 & ~this.mask), this.now())
      place.parent.entries!.set(place.name, inode)
    } else if ((flags & O_CREAT) !== 0 && (flags & O_EXCL) !== 0) refuse('EEXIST')
    if (inode.kind === S_IFLNK) refuse('ELOOP')
    if (inode.entries !== null && (flags & O_ACCMODE) !== 0) refuse('EISDIR')
    if (inode.entries === null && (flags & O_DIRECTORY) !== 0) refuse('ENOTDIR')
    if ((flags & O_TRUNC) !== 0 && inode.kind === S_IFREG) inode.resize(0)
    return this.lowest(new OpenFile(inode, flags & ~(O_CREAT | O_EXCL | O_TRUNC), place.real), false)
  }

  close(fd: number): void {
    const { file } = this.open_.get(fd) ?? refuse('EBADF')
    file.users--
    this.open_.delete(fd)
  }

  closeRange(low: number, high: number): void {
    for (const fd of Array.from(this.open_.keys())) if (fd >= low && fd < high) this.close(fd)
  }

  read(fd: number, into: Uint8Array): number {
    const file = this.get(fd)
    if (file.inode.kind === S_IFIFO) return this.readPipe(file, into)
    const n = this.pread(fd, into, file.position)
    file.position += n
    return n
  }

  private readPipe(file: OpenFile, into: Uint8Array): number {
    const { inode } = file
    if ((file.flags & O_ACCMODE) === O_WRONLY) refuse('EBADF')
    if (inode.size === 0) return this.users(inode, O_WRONLY) ? refuse('EAGAIN') : 0
    const n = Math.min(into.length, inode.size)
    into.set(inode.data.subarray(0, n))
    inode.data.copyWithin(0, n, inode.size)
    inode.resize(inode.size - n)
    return n
  }

  /** Whether an end of a pipe is open. */
  private users(inode: Inode, access: number): boolean {
    for (const { file } of this.open_.values())
      if (file.inode === inode && (file.flags & O_ACCMODE) === access) return true
    return false
  }

  pread(fd: number, into: Uint8Array, position: number): number {
    const { inode, flags } = this.get(fd)
    if ((flags & O_ACCMODE) === O_WRONLY) refuse('EBADF')
    if (inode.entries !== null) refuse('EISDIR')
    if (inode.kind === S_IFIFO) refuse('ESPIPE')
    const n = Math.max(Math.min(into.length, inode.size - position), 0)
    into.set(inode.data.subarray(position, position + n))
    return n
  }

  write(fd: number, from: Uint8Array): number {
    const file = this.get(fd)
    const { inode } = file
    if ((file.flags & O_ACCMODE) === 0) refuse('EBADF')
    if (inode.kind === S_IFIFO) {
      if (!this.users(inode, 0)) refuse('EPIPE')
      this.put(inode, inode.size, from)
      return from.length
    }
    if ((file.flags & O_APPEND) !== 0) file.position = inode.size
    this.put(inode, file.position, from)
    file.position += from.length
    return from.length
  }

  pwrite(fd: number, from: Uint8Array, position: number): number {
    const file = this.get(fd)
    if ((file.flags & O_ACCMODE) === 0) refuse('EBADF')
    this.put(file.inode, (file.flags & O_APPEND) !== 0 ? file.inode.size : position, from)
    return from.length
  }

  lseek(fd: number, offset: number, whence: number): number {
    const file = this.get(fd)
    if (file.inode.kind === S_IFIFO || file.inode.kind === S_IFCHR) refuse('ESPIPE')
    const base = whence === 0 ? 0 : whence === 1 ? file.position : whence === 2 ? file.inode.size : refuse('EINVAL')
    if (base + offset < 0) refuse('EINVAL')
    return (file.position = base + offset)
  }

  truncate(file: Path | number, length: number): void {
    if (length < 0) refuse('EINVAL')
    if (typeof file === 'number' && (this.get(file).flags & O_ACCMODE) === 0) refuse('EINVAL')
    const inode = this.inode(file)
    if (inode.entries !== null) refuse('EISDIR')
    inode.resize(length)
    inode.mtimeNs = this.now()
  }

  fsync(fd: number): void {
    this.get(fd)
  }

  fdatasync(fd: number): void {
    this.get(fd)
  }

  dup(fd: number): number {
    const file = this.get(fd)
    file.users++
    return this.lowest(file, false)
  }

  dup2(fd: number, to: number, inheritable: boolean): number {
    const file = this.get(fd)
    if (fd === to) return to
    if (this.open_.has(to)) this.close(to)
    file.users++
    this.open_.set(to, { file, inheritable })
    return to
  }

  pipe(flags: number, inheritable: boolean): [number, number] {
    const inode = new Inode(S_IFIFO | 0o600, this.now())
    const own = flags & O_NONBLOCK
    return [
      this.lowest(new OpenFile(inode, own, ''), inheritable),
      this.lowest(new OpenFile(inode, O_WRONLY | own, ''), inheritable),
    ]
  }

  getInheritable(fd: number): boolean {
    return (this.open_.get(fd) ?? refuse('EBADF')).inheritable
  }

  setInheritable(fd: number, inheritable: boolean): void {
    const d = this.open_.get(fd) ?? refuse('EBADF')
    d.inheritable = inheritable
  }

  getBlocking(fd: number): boolean {
    return (this.get(fd).flags & O_NONBLOCK) === 0
  }

  setBlocking(fd: number, blocking: boolean): void {
    const file = this.get(fd)
    file.flags = blocking ? file.flags & ~O_NONBLOCK : file.flags | O_NONBLOCK
  }

  fcntl(fd: number, command: number, argument: number | Uint8Array): number {
    const file = this.get(fd)
    const n = typeof argument === 'number' ? argument : 0
    switch (command) {
      case F_GETFD:
        return this.getInheritable(fd) ? 0 : 1
      case F_SETFD:
        this.setInheritable(fd, (n & 1) === 0)
        return 0
      case F_GETFL:
        return file.flags
      case F_SETFL:
        file.flags = (file.flags & O_ACCMODE) | (n & (O_APPEND | O_NONBLOCK))
        return 0
      case F_DUPFD:
      case F_DUPFD_CLOEXEC:
        file.users++
        return this.lowest(file, command === F_DUPFD, n)
      default:
        return refuse('EINVAL')
    }
  }

  ioctl(fd: number): number {
    this.get(fd)
    return refuse('ENOTTY')
  }

  sendfile(out: number, from: number, offset: number | null, count: number): number {
    return this.copyFileRange(from, out, count, offset, null)
  }

  copyFileRange(from: number, to: number, count: number, fromOffset: number | null, toOffset: number | null): number {
    const bytes = new Uint8Array(count)
    const n = fromOffset === null ? this.read(from, bytes) : this.pread(from, bytes, fromOffset)
    return toOffset === null ? this.write(to, bytes.subarray(0, n)) : this.pwrite(to, bytes.subarray(0, n), toOffset)
  }

  private status(inode: Inode): FileStatus {
    const size = inode.kind === S_IFLNK ? new TextEncoder().encode(inode.target).length : inode.size
    return {
      mode: inode.mode,
      ino: inode.ino,
      dev: 1n,
      nlink: inode.nlink,
      uid: inode.uid,
      gid: inode.gid,
      rdev: 0n,
      size,
      blksize: 4096,
      blocks: Math.ceil(size / 512),
      atimeNs: inode.atimeNs,
      mtimeNs: inode.mtimeNs,
      ctimeNs: inode.ctimeNs,
    }
  }

  stat(path: Path): FileStatus {
    return this.status(this.tree.find(path))
  }

  lstat(path: Path): FileStatus {
    return this.status(this.tree.find(path, false))
  }

  fstat(fd: number): FileStatus {
    return this.status(this.get(fd).inode)
  }

  statvfs(): never {
    return refuse('ENOSYS')
  }

  /** Every file belongs to whoever asks. */
  access(path: Path, mode: number, _effective: boolean, follow: boolean): boolean {
    try {
      return ((this.tree.find(path, follow).mode >> 6) & mode) === mode
    } catch {
      return false
    }
  }

  chmod(file: Path | number, mode: number): void {
    const inode = this.inode(file)
    inode.mode = inode.kind | (mode & 0o7777)
    inode.ctimeNs = this.now()
  }

  chown(file: Path | number, uid: number, gid: number, follow: boolean): void {
    const inode = this.inode(file, follow)
    if (uid !== -1) inode.uid = uid
    if (gid !== -1) inode.gid = gid
  }

  utime(file: Path | number, times: readonly [bigint, bigint] | null, follow: boolean): void {
    const inode = this.inode(file, follow)
    inode.atimeNs = times === null ? this.now() : times[0]
    inode.mtimeNs = times === null ? this.now() : times[1]
  }

  link(path: Path, to: Path, follow: boolean): void {
    const inode = this.tree.find(path, follow)
    if (inode.entries !== null) refuse('EPERM')
    const { parent, name, found } = this.tree.locate(to, false)
    if (found !== undefined) refuse('EEXIST')
    parent.entries!.set(name, inode)
    inode.nlink++
  }

  symlink(target: Path, path: Path): void {
    this.create(path, S_IFLNK | 0o777, keyOfPath(target))
  }

  readlink(path: Path): Path {
    const inode = this.tree.find(path, false)
    return inode.kind === S_IFLNK ? pathOfKey(inode.target) : refuse('EINVAL')
  }

  rename(path: Path, to: Path): void {
    const from = this.tree.locate(path, false)
    const inode = from.found ?? refuse('ENOENT')
    const goal = this.tree.locate(to, false)
    if (goal.found === inode) return
    if (goal.real.startsWith(`${from.real}/`)) refuse('EINVAL')
    if (goal.found !== undefined) {
      if (goal.found.entries !== null && inode.entries === null) refuse('EISDIR')
      if (goal.found.entries === null && inode.entries !== null) refuse('ENOTDIR')
      if (goal.found.entries !== null && goal.found.entries.size > 0) refuse('ENOTEMPTY')
      goal.found.nlink--
    }
    from.parent.entries!.delete(from.name)
    goal.parent.entries!.set(goal.name, inode)
  }

  unlink(path: Path): void {
    const { parent, name, found } = this.tree.locate(path, false)
    if (found === undefined) refuse('ENOENT')
    if (found.entries !== null) refuse('EISDIR')
    parent.entries!.delete(name)
    found.nlink--
  }

  mkdir(path: Path, mode: number): void {
    this.create(path, S_IFDIR | (mode & 0o7777 & ~this.mask))
  }

  rmdir(path: Path): void {
    const { parent, name, found } = this.tree.locate(path, false)
    const entries = (found ?? refuse('ENOENT')).entries ?? refuse('ENOTDIR')
    if (found === this.tree.root) refuse('EBUSY')
    if (entries.size > 0) refuse('ENOTEMPTY')
    parent.entries!.delete(name)
    found!.nlink = 0
  }

  mkfifo(path: Path, mode: number): void {
    this.create(path, S_IFIFO | (mode & 0o7777 & ~this.mask))
  }

  mknod(path: Path, mode: number): void {
    const kind = mode & S_IFMT
    if (kind !== 0 && kind !== S_IFREG && kind !== S_IFIFO) refuse('EPERM')
    this.create(path, (kind || S_IFREG) | (mode & 0o7777 & ~this.mask))
  }

  private entries(file: Path | number): Map<string, Inode> {
    return this.inode(file).entries ?? refuse('ENOTDIR')
  }

  listdir(file: Path | number): Path[] {
    return [...this.entries(file).keys()].map(pathOfKey)
  }

  scandir(file: Path | number): { name: Path; kind: EntryKind }[] {
    return [...this.entries(file)].map(([key, inode]) => ({
      name: pathOfKey(key),
      kind: (inode.kind >> 12) as EntryKind,
    }))
  }

  getcwd(): Path {
    return pathOfKey(this.tree.cwd)
  }

  chdir(file: Path | number): void {
    const real = typeof file === 'number' ? this.get(file).real : this.tree.locate(file, true).real
    this.entries(file)
    this.tree.cwd = real
  }

  umask(mask: number): number {
    const before = this.mask
    this.mask = mask & 0o777
    return before
  }

  getxattr(file: Path | number, name: Path, follow: boolean): Uint8Array {
    return this.inode(file, follow).attributes.get(keyOfPath(name)) ?? refuse('ENODATA')
  }

  setxattr(file: Path | number, name: Path, value: Uint8Array, _flags: number, follow: boolean): void {
    this.inode(file, follow).attributes.set(keyOfPath(name), value.slice())
  }

  removexattr(file: Path | number, name: Path, follow: boolean): void {
    if (!this.inode(file, follow).attributes.delete(keyOfPath(name))) refuse('ENODATA')
  }

  listxattr(file: Path | number, follow: boolean): Path[] {
    return [...this.inode(file, follow).attributes.keys()].map(pathOfKey)
  }

  memfd(): number {
    return this.lowest(new OpenFile(new Inode(S_IFREG | 0o777, this.now()), 2, ''), false)
  }

  eventfd(): never {
    return refuse('ENOSYS')
  }

  readFile(path: Path): Uint8Array {
    const inode = this.tree.find(path)
    if (inode.entries !== null) refuse('EISDIR')
    return inode.data.slice(0, inode.size)
  }
}
