// Machine code in memory of its own, for what the system or V8 calls when JavaScript must not run.
//
// What must stay true: the page is writable first and executable after, never both, and stays mapped for the life of the process.
import { darwin, declare, loadKoffi, viewAt } from './libc.ts'

const mmap = declare<[number, number, number, number, number, number]>(
  'mmap',
  'uintptr_t',
  'uintptr_t',
  'size_t',
  'int',
  'int',
  'int',
  'int64_t',
)
const mprotect = declare<[number, number, number]>('mprotect', 'int', 'uintptr_t', 'size_t', 'int')

const PAGE = 16384
const PROT_READ = 1
const PROT_WRITE = 2
const PROT_EXEC = 4
const MAP_PRIVATE = 2
const MAP_ANONYMOUS = darwin ? 0x1000 : 0x20
/** A page that mmap refused: MAP_FAILED as an unsigned address. */
const FAILED = Number(0xffffffffffffffffn)

/** Puts code, of a page at most, into memory; gives its address, or undefined where this system does not allow it. */
export function placeCode(code: Iterable<number>): number | undefined {
  if (loadKoffi() === null) return undefined
  const page = mmap(0, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
  if (Number(page) === FAILED || page === 0) return undefined
  const view = viewAt(page, PAGE)
  let at = 0
  for (const byte of code) view.setUint8(at++, byte)
  return mprotect(page, PAGE, PROT_READ | PROT_EXEC) === 0 ? page : undefined
}
