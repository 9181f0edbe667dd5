// Leaving blocks early: return, break, continue. What the blocks protect is done on the way out, innermost first.
import { ast as A } from '@typhon/parser'
import * as Op from '../generated/opcodes.ts'
import type { Block, Compiler } from './compiler.ts'
import { awaitValue, expr } from './expressions.ts'

/** Emits what leaving `block` takes. */
function undo(c: Compiler, block: Block): void {
  switch (block.kind) {
    case 'loop':
      return
    case 'handler':
      block.protectedBy.stop()
      c.emit(Op.POP_EXCEPT, block.saved)
      block.unbind?.()
      return
    case 'finally':
      block.protectedBy.stop()
      block.emit()
      return
    case 'with': {
      block.protectedBy.stop()
      const { b } = c
      const mark = b.top
      c.at(block.place)
      const out = b.temp()
      c.emit(Op.WITH_EXIT, out, block.exit)
      if (block.isAsync) awaitValue(c, out, 2, out)
      b.top = mark
    }
  }
}

/** Undoes the blocks down to (not including) `stop`, runs `jump`, and puts things back as they were for the code that follows. */
function unwindTo(c: Compiler, stop: number, jump: () => void): void {
  const saved = c.blocks
  const bound = c.snapshot()
  const undone: Block[] = []
  while (c.blocks.length > stop) {
    const block = c.blocks[c.blocks.length - 1]
    c.blocks = c.blocks.slice(0, -1)
    undo(c, block)
    undone.push(block)
    // A finally clause may have left for good.
    if (c.bound === null) break
  }
  if (c.bound !== null) jump()
  c.blocks = saved
  c.bound = bound
  for (let i = undone.length - 1; i >= 0; i--) {
    const block = undone[i]
    if (block.kind !== 'loop') block.protectedBy.start()
  }
}

export function returnStatement(c: Compiler, s: A.Return): void {
  const { b } = c
  const simple = c.blocks.every((x) => x.kind === 'loop')
  let value: number
  if (s.value === null) value = b.constant(null)
  else if (simple || c.constant(s.value) !== undefined) value = expr(c, s.value)
  else value = expr(c, s.value, b.temp())
  c.at(s)
  // The line is told of before the blocks are left; the return itself is on the line of what was done last.
  if (!simple && (s.value === null || c.constant(s.value) !== undefined)) c.emit(Op.NOP)
  unwindTo(c, 0, () => c.emit(Op.RETURN_VALUE, value))
  c.bound = null
}

/** break and continue */
export function leave(c: Compiler, s: A.stmt): void {
  let i = c.blocks.length - 1
  while (c.blocks[i].kind !== 'loop') i--
  const loop = c.blocks[i] as Extract<Block, { kind: 'loop' }>
  const isBreak = s.tag === A.Tag.Break
  c.at(s)
  if (i + 1 < c.blocks.length) c.emit(Op.NOP)
  unwindTo(c, i + 1, () => {
    if (isBreak) loop.breaks.push(c.snapshot())
    c.emit(isBreak ? Op.JUMP : Op.JUMP_BACKWARD, isBreak ? loop.exit : loop.head)
  })
  c.bound = null
}
