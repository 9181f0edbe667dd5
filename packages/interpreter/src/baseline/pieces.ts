// Generators and coroutines, compiled a piece at a time. A piece goes on with the frame behind one suspension and runs to the
// next, whichever that is: so it begins where it is entered, without a switch, and its loops are loops. What a generator holds is
// in its frame between pieces, as the interpreter has it: everything that looks at a suspended generator, throws into it or
// closes it finds what it knows, and the interpreter can go on with any of them at any time.
//
// What must stay true: a piece that gives a value has set the generator's state and put back its registers, `pc` being that of
// the yield or the return; one that gives GO_ON has put them back for the interpreter.
import type { Value, W_BaseException } from '@typhon/objspace'
import { context } from '../eval/context.ts'
import { exceptionOf, setContext, unwind } from '../eval/unwind.ts'
import { UNWIND } from '../eval/unwinding.ts'
import type { Piece } from '../objects/code.ts'
import type { Frame } from '../objects/frame.ts'
import { isSettled, leftLoop, RAISED, takeAgain, takeRaised } from './leave.ts'
import { baseline } from './settings.ts'
import type { Compiled } from './sites.ts'
import { compilePiece } from './tiers.ts'

/** What a piece gives where the interpreter goes on with the frame. */
export const GO_ON = Symbol('go on') as unknown as Value

/** What `advance` gives where an exception left the piece; see `failure`. */
export const FAILED = Symbol('failed') as unknown as Value

/** The exception that left a piece, and whether it was raised again. */
export const failure: { e: W_BaseException | null; again: boolean } = { e: null, again: false }

/** The compiled piece that goes on with a frame at its `pc`, null where it is to be interpreted. */
export function pieceOf(frame: Frame): Piece | null {
  const { code, pc } = frame
  const pieces = (code.pieces ??= new Array<Piece | number | null>(code.code.length).fill(0))
  const known = pieces[pc]
  if (typeof known === 'function') return context.tracing.on ? null : known
  if (known === null || baseline.enabled === 0 || context.tracing.on) return null
  if (known < baseline.threshold) {
    pieces[pc] = known + 1
    return null
  }
  const piece = compilePiece(frame)
  // Compiling may have emptied the list.
  ;(code.pieces ??= new Array<Piece | number | null>(code.code.length).fill(0))[pc] = piece
  return piece
}

/** Runs a piece with a frame that has been pushed. Gives what it yields or returns, GO_ON or FAILED; may throw UNWIND. */
export function advance(frame: Frame, piece: Piece): Value {
  try {
    const w = piece(frame)
    if (w !== RAISED) return w
    context.depth = frame.depth
    context.handled = null
    failure.again = takeAgain()
    failure.e = takeRaised()
    return FAILED
  } catch (e) {
    if (e === UNWIND) {
      if (UNWIND.bottom !== null) throw e
      return GO_ON
    }
    const thrown = exceptionOf(e)
    context.depth = frame.depth
    context.handled = null
    if (!isSettled() && (thrown.traceback === null || thrown.context === null)) setContext(thrown, frame)
    failure.again = takeAgain()
    failure.e = thrown
    return FAILED
  }
}

/** The frame that goes on after `advance` gave FAILED; where nothing handles the exception, it is thrown. */
export function handle(frame: Frame): Frame {
  const e = failure.e as W_BaseException
  failure.e = null
  const target = unwind(frame, e, failure.again)
  if (target === null) throw e
  return target
}

/** What was thrown leaves a piece, which has put back its registers. */
export function leftPiece(e: unknown, compiled: Compiled, frame: Frame): Value {
  leftLoop(e, compiled, frame, [])
  return GO_ON
}
