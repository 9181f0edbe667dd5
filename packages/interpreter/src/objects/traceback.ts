// Tracebacks: one entry per frame that an exception left, outermost first. The Python type is defined in traceback-type.ts.
// CPython: Python/traceback.c
import { escapeFrom, owned, shapes, type Value, type W_BaseException, W_Object } from '@typhon/objspace'
import type { Frame } from './frame.ts'

export class W_Traceback extends W_Object {
  next: Value
  readonly frame: Frame
  /** Place of the instruction in the frame's code. */
  readonly pc: number
  /** -1: found from `pc` when asked for. */
  readonly lineno: number
  /** `tb_lasti` of one that was made by hand. */
  readonly lasti: number | null
  constructor(next: Value, frame: Frame, pc: number, lineno = -1, lasti: number | null = null) {
    super(shapes.traceback)
    this.next = next
    this.frame = frame
    this.pc = pc
    this.lineno = lineno
    this.lasti = lasti
  }
}

/** Puts an entry for `frame` at `pc` before the others. */
export function addTraceback(e: W_BaseException, frame: Frame, pc: number): void {
  if (frame.code.isInternal) return
  linkCallee(e, frame)
  e.traceback = new W_Traceback(e.traceback, frame, pc)
}

/** The exception came out of a frame that does not know its caller, because one of them was compiled: it is `frame`. */
export function linkCallee(e: W_BaseException, frame: Frame): void {
  // The traceback keeps the frame, and so what it has.
  if (owned.live !== 0) escapeFrom(frame.depth)
  const { traceback } = e
  if (traceback === null) return
  const callee = (traceback as W_Traceback).frame
  if (callee.depth !== frame.depth + 1 || callee.owner !== null) return
  if (callee.back === null || callee.back.depth < frame.depth) callee.back = frame
}

/** A frame has raised an exception again, which came up where the frame is now: so is what stands for it in the traceback (tracing/remade.ts). */
export function moveStandIn(e: W_BaseException, frame: Frame): void {
  if (e.traceback === null) return
  const shown = (e.traceback as W_Traceback).frame
  if (shown !== frame && shown.code === frame.code && shown.depth === frame.depth) shown.pc = frame.pc
}
