// Directories: what is in them, and which one the process stands in.
import fs from 'node:fs'
import { constants } from 'node:os'
import { type DirectoryEntry, type EntryKind, type Files, OSFailure, type Path } from '@typhon/objspace'
import { failure, nodePath } from './failure.ts'
import { checked, darwin, declare, pathFrom } from './libc.ts'

const fchdir = declare<[number]>('fchdir', 'int', 'int')

/** What a decoder leaves where a name is no UTF-8: such a directory is read again as bytes. */
const REPLACEMENT = '\ufffd'

/** A path for a directory that is open. */
function directoryPath(file: Path | number): string | Buffer {
  if (typeof file !== 'number') return nodePath(file)
  if (!fs.fstatSync(file).isDirectory()) throw new OSFailure(constants.errno.ENOTDIR)
  return `/${darwin ? 'dev' : 'proc/self'}/fd/${file}`
}

function kindOf(entry: fs.Dirent<string> | fs.Dirent<Buffer>): EntryKind {
  if (entry.isFile()) return 8
  if (entry.isDirectory()) return 4
  if (entry.isSymbolicLink()) return 10
  if (entry.isFIFO()) return 1
  if (entry.isSocket()) return 12
  if (entry.isCharacterDevice()) return 2
  return entry.isBlockDevice() ? 6 : 0
}

const joined = (fd: string, path: Path): Path =>
  typeof path === 'string' ? fd + path : Buffer.concat([Buffer.from(fd), path])

export const directories: Pick<Files, 'at' | 'listdir' | 'scandir' | 'getcwd' | 'chdir' | 'readlink'> = {
  // Linux names an open directory in /proc; macOS has no such name.
  at(dirFd, path) {
    if (path.length === 0 || (typeof path === 'string' ? path.startsWith('/') : path[0] === 0x2f)) return path
    if (darwin) throw new OSFailure(constants.errno.ENOSYS)
    try {
      if (!fs.fstatSync(dirFd).isDirectory()) throw new OSFailure(constants.errno.ENOTDIR)
    } catch (e) {
      throw failure(e)
    }
    return joined(`/proc/self/fd/${dirFd}/`, path)
  },

  listdir(file) {
    try {
      const path = directoryPath(file)
      const names = fs.readdirSync(path)
      if (!names.some((name) => name.includes(REPLACEMENT))) return names
      return fs.readdirSync(path, { encoding: 'buffer' }).map(pathFrom)
    } catch (e) {
      throw failure(e)
    }
  },

  scandir(file) {
    try {
      const path = directoryPath(file)
      const entries = fs.readdirSync(path, { withFileTypes: true })
      if (!entries.some((entry) => entry.name.includes(REPLACEMENT)))
        return entries.map((entry): DirectoryEntry => ({ name: entry.name, kind: kindOf(entry) }))
      return fs
        .readdirSync(path, { withFileTypes: true, encoding: 'buffer' })
        .map((entry) => ({ name: pathFrom(entry.name), kind: kindOf(entry) }))
    } catch (e) {
      throw failure(e)
    }
  },

  readlink(path) {
    try {
      return pathFrom(fs.readlinkSync(nodePath(path), 'buffer'))
    } catch (e) {
      throw failure(e)
    }
  },

  // process.cwd() remembers its answer, which is wrong once somebody renames the directory.
  getcwd() {
    try {
      if (darwin) return process.cwd()
      const cwd = pathFrom(fs.readlinkSync('/proc/self/cwd', 'buffer'))
      if (typeof cwd === 'string' && cwd.endsWith(' (deleted)') && fs.statSync('/proc/self/cwd').nlink === 0)
        throw new OSFailure(constants.errno.ENOENT)
      return cwd
    } catch (e) {
      throw failure(e)
    }
  },

  chdir(file) {
    if (typeof file === 'number') {
      checked(fchdir(file))
      return
    }
    try {
      // Node takes only text here; any spelling that reaches the directory will do.
      if (typeof file === 'string') process.chdir(file)
      else chdirBytes(file)
    } catch (e) {
      throw failure(e)
    }
  },
}

function chdirBytes(path: Uint8Array): void {
  const fd = fs.openSync(nodePath(path), fs.constants.O_RDONLY | fs.constants.O_DIRECTORY)
  try {
    checked(fchdir(fd))
  } finally {
    fs.closeSync(fd)
  }
}
