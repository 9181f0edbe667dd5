// Generators and coroutines, compiled a piece at a time. A piece goes on with the frame behind one suspension and runs to the
// next, whichever that is: so it begins where it is entered, without a switch, and its loops are loops. What a generator holds is
// in its frame between pieces, as the interpreter has it: everything that looks at a suspended generator, throws into it or
// closes it finds what it knows, and the interpreter can go on with any of them at any time.
//
// A place where frames go on is a `Resumption`: behind the instruction at which they were suspended, or where the wait for another
// generator has ended. It says all that has to be known of the bytecode there.
//
// What must stay true: a piece that gives a value has set the generator's state and put back its registers, `pc` being that of
// the yield or the return; one that gives GO_ON has put them back for the interpreter, one that gives HOT or LEFT_TRACE (leave.ts)
// for traces of the loop at whose head `pc` is.
import { shapes, type Value } from '@typhon/objspace'
import { sendAt } from '../eval/resume.ts'
import { OPLEN, YIELD_VALUE } from '../generated/opcodes.ts'
import { NEVER, type Piece, Resumption, type W_Code } from '../objects/code.ts'
import type { Frame } from '../objects/frame.ts'
import { SUSPENDED, W_Generator } from '../objects/generator.ts'
import { leftLoop } from './leave.ts'
import { baseline } from './settings.ts'
import type { Compiled } from './sites.ts'
import { compilePiece } from './tiers.ts'

/** What a piece gives where the interpreter goes on with the frame. */
export const GO_ON = Symbol('go on') as unknown as Value

/**
 * … and where the frame, which runs, waits for a generator that is to be resumed with None: that is in the register which its resumption tells, and
 * the frame is as one that is suspended there.
 */
export const WAITS = Symbol('waits') as unknown as Value

/** Where a suspended frame goes on. */
export function resumptionOf(frame: Frame): Resumption {
  const { at, pc } = frame
  return at !== null && at.from === pc ? at : (frame.at = behindSuspension(frame.code, pc))
}

/** Where frames go on that are suspended at `pc`. */
export function behindSuspension(w_code: W_Code, pc: number): Resumption {
  const all = w_code.resumptions ?? tableOf(w_code)
  const known = all[pc]
  if (known !== undefined) return known
  const { code } = w_code
  const next = pc + OPLEN[code[pc]]
  const sent = code[pc] === YIELD_VALUE ? code[pc + 1] : -1
  const send = sendAt(code, pc)
  return (all[pc] =
    send < 0
      ? new Resumption(next, pc, sent)
      : new Resumption(next, pc, sent, code[send + 2], code[send + 1], code[send + 4]))
}

/** Where a frame goes on that runs, at its `pc`. */
export function placeOf(frame: Frame): Resumption {
  const { code, pc } = frame
  const all = code.resumptions ?? tableOf(code)
  // No instruction begins behind the opcode of another.
  return all[pc + 1] ?? (all[pc + 1] = new Resumption(pc))
}

function tableOf(code: W_Code): (Resumption | undefined)[] {
  return (code.resumptions = new Array<Resumption | undefined>(code.code.length + 1).fill(undefined))
}

/** The compiled piece that begins where a frame goes on, null where it is to be interpreted. */
export function pieceOf(frame: Frame, resumption: Resumption): Piece | null {
  if (resumption.piece !== null) return resumption.piece
  if (++resumption.heat <= baseline.threshold || baseline.enabled === 0) return null
  const piece = compilePiece(frame, resumption)
  if (piece === null) resumption.heat = NEVER
  return (resumption.piece = piece)
}

/** Whether a piece may end where its frame waits for this, which is sent None. */
export function isResumable(w: Value): boolean {
  return w instanceof W_Generator && w.phase <= SUSPENDED && w.shape !== shapes.asyncGenerator
}

/** What was thrown leaves a piece, which has put back its registers. */
export function leftPiece(e: unknown, compiled: Compiled, frame: Frame): Value {
  leftLoop(e, compiled, frame, [])
  return GO_ON
}
