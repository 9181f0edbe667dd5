// The forms in which code is compiled: functions and the starts of coroutines, which have no frame; loops and pieces, which go on with
// one of the interpreter. Each is given what the interpreter would execute from where it is entered, and where it is left.
import { Intrinsic1 } from '../compile/intrinsics.ts'
import * as Op from '../generated/opcodes.ts'
import type { Resumption } from '../objects/code.ts'
import { type Emitted, LEAVES, PIECE_ENDS } from './emit.ts'
import { FormText } from './form-text.ts'
import { foresee } from './foresight.ts'
import { isFollowed } from './gains.ts'
import { graphOf } from './graph.ts'
import type { Target } from './traced-text.ts'
import { type State, VALUE } from './types.ts'

/** Instructions that only frames on the heap can execute. */
const FRAMES_ONLY = new Set([
  Op.RETURN_GENERATOR,
  Op.YIELD_VALUE,
  Op.SEND,
  Op.LOAD_NAME,
  Op.STORE_NAME,
  Op.DELETE_NAME,
  Op.LOAD_LOCALS,
  Op.IMPORT_STAR,
  Op.SETUP_ANNOTATIONS,
  Op.LOAD_FROM_DICT_OR_DEREF,
  Op.LOAD_FROM_DICT_OR_GLOBALS,
])

/** The text of the function, or null where it cannot be compiled. */
export function emitFunction(target: Target, guesses: boolean): Emitted | null {
  const { code } = target
  for (let pc = 0; pc < code.code.length; pc += Op.OPLEN[code.code[pc]]) if (FRAMES_ONLY.has(code.code[pc])) return null
  const graph = graphOf(code.unit, 0, () => false)
  if (!graph.isReducible) return null
  if (guesses) foresee(code, target.globals, target.builtins, graph)
  const state = new Uint8Array(code.unit.firstConst).fill(VALUE)
  return new FormText(target, graph, false, state, guesses).finish()
}

/**
 * The text of the loop whose head is at `head`, or null where it cannot be compiled, or would be left in every round. `state` is
 * what is known of the frame's registers when it is entered.
 */
export function emitLoop(target: Target, head: number, state: State, guesses: boolean): Emitted | null {
  const { code } = target.code
  const graph = graphOf(target.code.unit, head, (pc) => LEAVES.has(code[pc]))
  if (!graph.isReducible) return null
  return new FormText(target, graph, true, state, guesses).finish()
}

/** What only frames on the heap can execute, but for coroutines up to their first suspension. */
const STARTS_WITH = new Set([Op.RETURN_GENERATOR, Op.SEND, Op.YIELD_VALUE])

/**
 * The text of a coroutine up to its first suspension, as a function that is awaited where it is called (see starts.ts), or null where
 * it cannot be compiled. What makes RuntimeErrors of StopIterations is left to the run-time support.
 */
export function emitStart(target: Target, guesses: boolean): Emitted | null {
  const { code, unit } = target.code
  if (isFollowed(target.code)) return null
  for (let pc = 0; pc < code.length; pc += Op.OPLEN[code[pc]])
    if (FRAMES_ONLY.has(code[pc]) && !STARTS_WITH.has(code[pc])) return null
  const graph = graphOf(unit, 0, (pc) => code[pc] === Op.YIELD_VALUE, isGuardIn(code))
  if (!graph.isReducible) return null
  const state = new Uint8Array(unit.firstConst).fill(VALUE)
  return new FormText(target, graph, false, state, guesses, null, true).finish()
}

/** Whether a handler is the one that makes RuntimeErrors of StopIterations. */
const isGuardIn =
  (code: Int32Array) =>
  (handler: number): boolean =>
    code[handler] === Op.INTRINSIC_1 && code[handler + 3] === Intrinsic1.STOPITERATION_ERROR

/**
 * The text of a piece of a generator, from where it goes on to wherever it is suspended next, or null where it cannot be compiled. The
 * handler that makes RuntimeErrors of StopIterations is left to the interpreter.
 */
export function emitPiece(target: Target, at: Resumption, state: State, guesses: boolean): Emitted | null {
  const { code } = target.code
  const graph = graphOf(target.code.unit, at.pc, (pc) => PIECE_ENDS.has(code[pc]), isGuardIn(code))
  if (!graph.isReducible) return null
  return new FormText(target, graph, true, state, guesses, at).finish()
}
