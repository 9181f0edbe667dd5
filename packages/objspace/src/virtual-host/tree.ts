// A file system in memory: inodes, and how a path finds one. ref: man 7 path_resolution
import { OSFailure, type Path } from '../host.ts'
import { errnoNumber } from '../lib/errno.ts'

/** Fails with an errno of Linux, whose numbers a virtual host speaks. */
export function refuse(name: string): never {
  throw new OSFailure(errnoNumber(name, 'linux')!)
}

export const S_IFMT = 0o170000
export const S_IFDIR = 0o040000
export const S_IFREG = 0o100000
export const S_IFLNK = 0o120000
export const S_IFIFO = 0o010000
export const S_IFCHR = 0o020000

/** A link is followed this many times before it counts as a loop. */
const MOST_LINKS = 40

/** Paths inside the tree are texts: bytes are spelled as Latin-1 behind a mark that no path in UTF-8 has. */
const BYTES = '\udcff'

export function keyOfPath(path: Path): string {
  if (typeof path === 'string') return path
  return Array.from(path, (b) => (b === 0x2f ? '/' : BYTES + String.fromCharCode(b))).join('')
}

export function pathOfKey(key: string): Path {
  if (!key.includes(BYTES)) return key
  return Uint8Array.from(key.replaceAll(BYTES, ''), (c) => c.charCodeAt(0))
}

let lastInode = 1n

export class Inode {
  readonly ino = lastInode++
  mode: number
  nlink = 1
  uid = 0
  gid = 0
  atimeNs: bigint
  mtimeNs: bigint
  ctimeNs: bigint
  /** Content of a file; what is beyond `size` is spare room. */
  data = new Uint8Array(0)
  size = 0
  /** Entries of a directory. */
  readonly entries: Map<string, Inode> | null
  /** What a symbolic link says. */
  readonly target: string
  readonly attributes = new Map<string, Uint8Array>()

  constructor(mode: number, now: bigint, target = '') {
    this.mode = mode
    this.atimeNs = this.mtimeNs = this.ctimeNs = now
    this.entries = (mode & S_IFMT) === S_IFDIR ? new Map() : null
    this.target = target
  }

  get kind(): number {
    return this.mode & S_IFMT
  }

  /** Changes the length; new bytes are zero. */
  resize(size: number): void {
    if (size > this.data.length) {
      const grown = new Uint8Array(Math.max(size, this.data.length * 2, 64))
      grown.set(this.data.subarray(0, this.size))
      this.data = grown
    } else if (size < this.size) this.data.fill(0, size, this.size)
    this.size = size
  }
}

/** Where a path leads: the directory it is in, the name there, and what has that name. */
export interface Place {
  readonly parent: Inode
  readonly name: string
  readonly found: Inode | undefined
  /** The path without links and dots. */
  readonly real: string
}

export class Tree {
  readonly root: Inode
  cwd = '/'

  constructor(now: bigint) {
    this.root = new Inode(S_IFDIR | 0o755, now)
  }

  /** Resolves a path; `follow` says whether a link at its end counts as what it points to. */
  locate(path: Path, follow: boolean): Place {
    const key = keyOfPath(path)
    if (key === '') refuse('ENOENT')
    return this.walk(key.startsWith('/') ? key : `${this.cwd}/${key}`, follow || key.endsWith('/'), 0)
  }

  private walk(path: string, follow: boolean, links: number): Place {
    if (links > MOST_LINKS) refuse('ELOOP')
    const parts = path.split('/').filter((part) => part !== '' && part !== '.')
    const stack: [string, Inode][] = [['', this.root]]
    for (let i = 0; i < parts.length; i++) {
      const here = stack[stack.length - 1][1]
      if (here.entries === null) refuse('ENOTDIR')
      if (parts[i] === '..') {
        if (stack.length > 1) stack.pop()
        continue
      }
      const last = i === parts.length - 1
      const found = here.entries.get(parts[i])
      if (found === undefined) {
        if (!last) refuse('ENOENT')
        return { parent: here, name: parts[i], found, real: spelled(stack, parts[i]) }
      }
      if (found.kind === S_IFLNK && (!last || follow)) {
        const base = found.target.startsWith('/') ? '' : spelled(stack, '')
        return this.walk([`${base}/${found.target}`, ...parts.slice(i + 1)].join('/'), follow, links + 1)
      }
      if (last && path.endsWith('/') && found.entries === null) refuse('ENOTDIR')
      stack.push([parts[i], found])
    }
    const [name, found] = stack[stack.length - 1]
    return { parent: stack[Math.max(stack.length - 2, 0)][1], name, found, real: spelled(stack, '') || '/' }
  }

  /** What is at a path, which must exist. */
  find(path: Path, follow = true): Inode {
    return this.locate(path, follow).found ?? refuse('ENOENT')
  }

  /** The directory at a path. */
  directory(path: Path): Map<string, Inode> {
    return this.find(path).entries ?? refuse('ENOTDIR')
  }
}

function spelled(stack: readonly [string, Inode][], name: string): string {
  const path = stack.map(([part]) => part).join('/')
  return name === '' ? path : `${path}/${name}`
}
