// Room for objects. Memory is looked at where it is noticed that it has changed (`Memory` in host.ts), which running Python code asks
// at back-edges and calls. What built-in code does in one piece asks here: before it makes something large, and every so often while
// it collects the items of something that may have no end.
//
// What must stay true: small objects cost nothing.
import { error } from '../errors/exception.ts'
import { host } from '../host.ts'

/** Smaller objects are not asked for one by one. */
const LARGE = 1 << 20
/** How many items are taken between two looks at memory: a power of two. */
const ITEMS = 1 << 12

/** What an item of a list or tuple takes, and one of a dict or set at least. */
export const ITEM_SIZE = 8
export const ENTRY_SIZE = 24

/** To be called before something of so many bytes is made: MemoryError where there is no room for it. */
export function reserve(bytes: number): void {
  if (bytes > LARGE && !host().memory.hasRoom(bytes, true)) throw error('MemoryError')
}

/** The same for a buffer, which is not part of the heap. */
export function reserveBuffer(bytes: number): void {
  if (bytes > LARGE && !host().memory.hasRoom(bytes, false)) throw error('MemoryError')
}

function isFull(): boolean {
  const { memory } = host()
  return memory.isSuspect() && memory.isOver()
}

/** To be called with the number of items that were taken so far: MemoryError where there is too little memory. */
export function taking(count: number): void {
  if ((count & (ITEMS - 1)) === 0 && count > 0 && isFull()) throw error('MemoryError')
}
