// How instructions are traced: one handler per opcode, in the files beside this one, by concern. An opcode without a handler is
// traced as a call of what its declaration's body calls, or ends the trace.
import type { Frame } from '../objects/frame.ts'
import type { Tracer } from './tracer.ts'

/**
 * Traces the instruction at `frame.pc`. True where it has executed it, and moved the frame; false where the loop is to execute it. May
 * raise what the instruction raises.
 */
export type Handler = (t: Tracer, frame: Frame) => boolean

/** By opcode. */
export type Handlers = Map<number, Handler>
