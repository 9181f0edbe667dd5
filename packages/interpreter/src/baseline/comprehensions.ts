// Lists that comprehensions make, which are told when they are complete: long ones keep no room to grow.
import * as Op from '../generated/opcodes.ts'

/** What comes between a new list and the loop that fills it. */
const PREPARES = new Set([Op.CLEAR_FAST, Op.MAKE_CELL])

/** By the FOR_ITER at the head of the outermost loop of a list comprehension: the register of its list. */
export function comprehendedLists(code: Int32Array): ReadonlyMap<number, number> {
  const lists = new Map<number, number>()
  let made = -1
  for (let pc = 0; pc < code.length; pc += Op.OPLEN[code[pc]]) {
    const op = code[pc]
    if (op === Op.BUILD_LIST && code[pc + 3] === 0) made = code[pc + 1]
    else if (op === Op.FOR_ITER && made >= 0) {
      if (isAppendedTo(code, pc, made)) lists.set(pc, made)
      made = -1
    } else if (!PREPARES.has(op)) made = -1
  }
  return lists
}

/** Whether a loop adds items to a list as only comprehensions do. */
function isAppendedTo(code: Int32Array, loop: number, list: number): boolean {
  for (let pc = loop; pc < code[loop + 3]; pc += Op.OPLEN[code[pc]])
    if (code[pc] === Op.LIST_APPEND && code[pc + 1] === list) return true
  return false
}
