// scandir: the entries of a directory, with what the directory itself tells of them. lib: os#os.scandir; PEP 471
//
// The host gives all entries at once, so that there is no descriptor to leak: closing only ends the iteration.
import {
  arg,
  asBool,
  defineType,
  type DirectoryEntry,
  type FileStatus,
  host,
  iteratorMethods,
  kw,
  type ModuleBuilder,
  newGenericAlias,
  norm,
  OBJECT_LAYOUT,
  OSFailure,
  type Path,
  pos,
  reprText,
  type Shape,
  strFromText,
  type Value,
  W_Bytes,
  W_Iterator,
  W_Object,
  type W_Type,
  hooks,
} from '@typhon/objspace'
import { bytesOfPath, HERE, path, type PathArgument, strOfPath } from '../system/path.ts'
import { osError, system } from '../system/failure.ts'
import { newStatResult } from './results.ts'

const ENOENT = 2
const S_IFMT = 0o170000
const S_IFDIR = 0o040000
const S_IFREG = 0o100000
const DT_UNKNOWN = 0
const DT_DIR = 4
const DT_REG = 8
const DT_LNK = 10

class W_DirEntry extends W_Object {
  declare readonly entry: DirectoryEntry
  declare readonly bytes: boolean
  /** How the system finds the entry: seen from the working directory, or from the open directory `dirFd`. */
  declare readonly where: Path
  declare readonly dirFd: number
  /** What was found out: of the entry itself and of what it points to. */
  declare own: FileStatus | undefined
  declare target: FileStatus | undefined
  constructor(shape: Shape, entry: DirectoryEntry, bytes: boolean, where: Path, dirFd: number) {
    super(shape)
    this.entry = entry
    this.bytes = bytes
    this.where = where
    this.dirFd = dirFd
    this.own = undefined
    this.target = undefined
  }

  name(): Value {
    return this.bytes ? new W_Bytes(bytesOfPath(this.entry.name)) : strOfPath(this.entry.name)
  }

  path(): Value {
    return this.bytes ? new W_Bytes(bytesOfPath(this.where)) : strOfPath(this.where)
  }

  private located(): Path {
    return this.dirFd < 0 ? this.where : host().files.at(this.dirFd, this.entry.name)
  }

  /** Throws an OSFailure. */
  status(follow: boolean): FileStatus {
    if (!follow || this.isLink() === false) return (this.own ??= host().files.lstat(this.located()))
    return (this.target ??= host().files.stat(this.located()))
  }

  /** undefined where only the system can tell. */
  private isLink(): boolean | undefined {
    return this.entry.kind === DT_UNKNOWN ? undefined : this.entry.kind === DT_LNK
  }

  isSymlink(): boolean {
    return this.isLink() ?? this.has(0o120000, false)
  }

  /** Whether the entry is of a kind; one that is gone is of none. */
  isKind(kind: number, mode: number, follow: boolean): boolean {
    const { entry } = this
    if (entry.kind === DT_UNKNOWN || (follow && entry.kind === DT_LNK)) return this.has(mode, follow)
    return entry.kind === kind
  }

  private has(mode: number, follow: boolean): boolean {
    try {
      return (this.status(follow).mode & S_IFMT) === mode
    } catch (e) {
      if (!(e instanceof OSFailure)) throw e
      if (e.errno === ENOENT) return false
      throw osError(e.errno, this.path())
    }
  }
}

const FOLLOW = () => kw('follow_symlinks', asBool, true)

export const dirEntryType: W_Type = defineType<W_DirEntry>(
  'DirEntry',
  {
    module: 'posix',
    final: true,
    layout: { name: 'DirEntry', base: OBJECT_LAYOUT },
    doc: 'An entry of a directory, as scandir gives it.',
  },
  (t) => {
    t.member('name', "the entry's name, relative to the path that scandir was given", (self) => self.name())
    t.member('path', "the entry's full path, as os.path.join(scandir_path, entry.name)", (self) => self.path())
    t.method('is_dir', [FOLLOW()], 'Whether the entry is a directory.', (self, follow) =>
      self.isKind(DT_DIR, S_IFDIR, follow),
    )
    t.method('is_file', [FOLLOW()], 'Whether the entry is a file.', (self, follow) =>
      self.isKind(DT_REG, S_IFREG, follow),
    )
    t.method('is_symlink', [], 'Whether the entry is a symbolic link.', (self) => self.isSymlink())
    t.method('is_junction', [], 'Whether the entry is a junction, which only Windows has.', () => false)
    t.method('stat', [FOLLOW()], 'Status of the entry; asked for once.', (self, follow) =>
      newStatResult(system(() => self.status(follow), self.path())),
    )
    t.method('inode', [], 'The inode of the entry.', (self) => norm(system(() => self.status(false), self.path()).ino))
    t.special('__repr__', (self) => strFromText(`<DirEntry ${reprText(self.name())}>`))
    t.method('__fspath__', [], 'The path of the entry.', (self) => self.path())
    t.classMethod(
      '__class_getitem__',
      [pos('item')],
      'DirEntry[str] and its like.',
      (cls, item) => newGenericAlias(cls, item),
      null,
    )
  },
)

class W_ScandirIterator extends W_Iterator {
  private entries: readonly DirectoryEntry[] | null
  private at = 0
  private readonly directory: PathArgument
  constructor(entries: readonly DirectoryEntry[], directory: PathArgument) {
    super(scandirIteratorType.rootShape())
    this.entries = entries
    this.directory = directory
  }

  next(): Value | undefined {
    const entry = this.entries?.[this.at++]
    if (entry === undefined) {
      this.close()
      return undefined
    }
    const { file, bytes } = this.directory
    const byFd = typeof file === 'number'
    return new W_DirEntry(
      dirEntryType.rootShape(),
      entry,
      bytes,
      byFd ? entry.name : joined(this.directory, entry.name),
      byFd ? file : -1,
    )
  }

  close(): void {
    this.entries = null
  }

  get isOver(): boolean {
    return this.entries === null
  }
}

/** os.path.join of a directory and a name in it; scandir() itself names only the name. */
function joined(directory: PathArgument, name: Path): Path {
  const base = directory.object === null ? '.' : directory.path
  if (typeof base === 'string' && typeof name === 'string')
    return base === '' || base.endsWith('/') ? base + name : `${base}/${name}`
  const head = bytesOfPath(base)
  const tail = bytesOfPath(name)
  const slash = head.length > 0 && head[head.length - 1] !== 0x2f ? 1 : 0
  const out = new Uint8Array(head.length + slash + tail.length)
  out.set(head)
  if (slash === 1) out[head.length] = 0x2f
  out.set(tail, head.length + slash)
  return out
}

export const scandirIteratorType: W_Type = defineType<W_ScandirIterator>(
  'ScandirIterator',
  {
    module: 'posix',
    final: true,
    layout: { name: 'ScandirIterator', base: OBJECT_LAYOUT },
  },
  (t) => {
    iteratorMethods(t)
    t.method('close', [], 'End the iteration.', (self) => {
      self.close()
      return null
    })
    t.special('__del__', (self) => {
      if (!self.isOver) hooks.warn('ResourceWarning', `unclosed scandir iterator ${reprText(self)}`)
      self.close()
      return null
    })
    t.special('__enter__', (self) => self)
    t.rawMethod('__exit__', 'End the iteration.', (args) => {
      const self = args[0] as W_ScandirIterator
      self.close()
      return null
    })
  },
)

export function defineScandir(m: ModuleBuilder): void {
  m.type(dirEntryType)
  m.fn(
    'scandir',
    [arg('path', path({ fd: true, none: true }), HERE, 'None')],
    'An iterator over the entries of a directory.',
    (p) =>
      new W_ScandirIterator(
        system(() => host().files.scandir(p.file), p.object ?? undefined),
        p,
      ),
  )
}
