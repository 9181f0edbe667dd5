// The `_stat` module: the bits of a file's mode, and the order of what stat() gives. lib: stat; CPython: Modules/_stat.c
import {
  defineModule,
  error,
  type ModuleBuilder,
  pos,
  strFromText,
  type Value,
  asIntOnly,
  type Param,
} from '@typhon/objspace'

const FORMAT = 0o170000
const S_ISUID = 0o4000
const S_ISGID = 0o2000
const S_ISVTX = 0o1000

/** Kinds of files: the question's name, the mode, and the letter of `filemode`. */
const KINDS: readonly (readonly [name: string, mode: number, letter: string])[] = [
  ['DIR', 0o040000, 'd'],
  ['CHR', 0o020000, 'c'],
  ['BLK', 0o060000, 'b'],
  ['REG', 0o100000, '-'],
  ['FIFO', 0o010000, 'p'],
  ['LNK', 0o120000, 'l'],
  ['SOCK', 0o140000, 's'],
]

/** Kinds that Linux does not have: nothing is one of them. */
const UNKNOWN_KINDS = ['DOOR', 'PORT', 'WHT']

const PERMISSIONS: Record<string, number> = {
  S_ISUID,
  S_ISGID,
  S_ISVTX,
  S_ENFMT: S_ISGID,
  S_IREAD: 0o400,
  S_IWRITE: 0o200,
  S_IEXEC: 0o100,
  S_IRWXU: 0o700,
  S_IRUSR: 0o400,
  S_IWUSR: 0o200,
  S_IXUSR: 0o100,
  S_IRWXG: 0o070,
  S_IRGRP: 0o040,
  S_IWGRP: 0o020,
  S_IXGRP: 0o010,
  S_IRWXO: 0o007,
  S_IROTH: 0o004,
  S_IWOTH: 0o002,
  S_IXOTH: 0o001,
}

/** What chflags sets where it exists. */
const FLAGS: Record<string, number> = {
  UF_SETTABLE: 0x0000ffff,
  UF_NODUMP: 0x00000001,
  UF_IMMUTABLE: 0x00000002,
  UF_APPEND: 0x00000004,
  UF_OPAQUE: 0x00000008,
  UF_NOUNLINK: 0x00000010,
  UF_COMPRESSED: 0x00000020,
  UF_TRACKED: 0x00000040,
  UF_DATAVAULT: 0x00000080,
  UF_HIDDEN: 0x00008000,
  SF_SETTABLE: 0xffff0000,
  SF_ARCHIVED: 0x00010000,
  SF_IMMUTABLE: 0x00020000,
  SF_APPEND: 0x00040000,
  SF_NOUNLINK: 0x00100000,
  SF_SNAPSHOT: 0x00200000,
  SF_FIRMLINK: 0x00800000,
  SF_DATALESS: 0x40000000,
}

const FIELDS = ['MODE', 'INO', 'DEV', 'NLINK', 'UID', 'GID', 'SIZE', 'ATIME', 'MTIME', 'CTIME']

/** A mode as C's mode_t, which has 32 bits. */
function mode(w: Value, where: Param<unknown>): number {
  const n = asIntOnly(w, where)
  if (n < 0) throw error('OverflowError', "can't convert negative value to unsigned int")
  if (n >= 2 ** 64) throw error('OverflowError', 'Python int too large to convert to C unsigned long')
  if (n > 0xffffffff) throw error('OverflowError', 'mode out of range')
  return Number(n)
}

/** `-rwxr-xr-x` */
function filemode(n: number): string {
  const kind = KINDS.find(([, format]) => (n & FORMAT) === format)
  const triple = (bits: number, special: boolean, letter: string): string => {
    const runs = (bits & 1) !== 0
    const last = special ? (runs ? letter : letter.toUpperCase()) : runs ? 'x' : '-'
    return ((bits & 4) !== 0 ? 'r' : '-') + ((bits & 2) !== 0 ? 'w' : '-') + last
  }
  return (
    (kind === undefined ? '?' : kind[2]) +
    triple(n >> 6, (n & S_ISUID) !== 0, 's') +
    triple(n >> 3, (n & S_ISGID) !== 0, 's') +
    triple(n, (n & S_ISVTX) !== 0, 't')
  )
}

function defineKinds(m: ModuleBuilder): void {
  const question = (name: string, body: (format: number) => boolean): void => {
    m.fn(
      `S_IS${name}`,
      [pos('mode', mode)],
      'Whether the mode is that of a file of this kind.',
      (n) => body(n & FORMAT),
      '($self, object, /)',
    )
  }
  for (const [name, format] of KINDS) {
    m.constant(name === 'FIFO' ? 'S_IFIFO' : `S_IF${name}`, format)
    question(name, (f) => f === format)
  }
  for (const name of UNKNOWN_KINDS) {
    m.constant(`S_IF${name}`, 0)
    question(name, () => false)
  }
}

export const statModule = defineModule('_stat', 'The bits of the mode of a file.', (m) => {
  defineKinds(m)
  m.fn('S_IMODE', [pos('mode', mode)], 'The part of a mode that chmod sets.', (n) => n & 0o7777, '($self, object, /)')
  m.fn(
    'S_IFMT',
    [pos('mode', mode)],
    'The part of a mode that tells the kind.',
    (n) => n & FORMAT,
    '($self, object, /)',
  )
  m.fn(
    'filemode',
    [pos('mode', mode)],
    'A mode as `ls -l` shows it.',
    (n) => strFromText(filemode(n)),
    '($self, object, /)',
  )
  for (const [name, bits] of Object.entries(PERMISSIONS)) m.constant(name, bits)
  for (const [name, bits] of Object.entries(FLAGS)) m.constant(name, bits)
  FIELDS.forEach((name, i) => m.constant(`ST_${name}`, i))
})
