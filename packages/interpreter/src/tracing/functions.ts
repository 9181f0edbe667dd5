// Functions that are made in a trace, and calls whose arguments are in a tuple. A function is an object like any other to the JIT: one
// that is made, called and dropped within a round is never made, nor are its cells.
//
// What must stay true: what else a function has than its code, its closure and its defaults follows from its code and where it was made.
import type * as Jit from '@typhon/jit'
import { type Value, type W_Dict, W_List, W_Tuple } from '@typhon/objspace'
import * as Op from '../generated/opcodes.ts'
import type { W_Code } from '../objects/code.ts'
import { W_Function } from '../objects/function.ts'
import { callValue, spreadIt } from './calls.ts'
import type { Handler, Handlers } from './instruction.ts'
import { itemsOfTuple, sequence } from './items.ts'
import type { Named } from './named.ts'
import { residual } from './residual.ts'
import type { Tracer } from './tracer.ts'

/** A function, of the fields that the JIT knows of it. */
export function remakeFunction(
  code: W_Code,
  closure: W_Tuple | null,
  defaults: readonly Value[] | null,
  globals: W_Dict,
  builtins: W_Dict,
): W_Function {
  const func = new W_Function(code, globals, builtins)
  func.defaults = defaults
  func.closure = closure
  return func
}

const makeFunction: Handler = (t, frame) => {
  const { code } = frame.code
  const { pc } = frame
  const [inner, defaults, kwdefaults, annotations, closure] = [2, 3, 4, 5, 6].map((i) => code[pc + i])
  if (kwdefaults >= 0 || annotations >= 0) return residual(t, frame)
  const { d, r } = t
  const given = (register: number): Jit.Value => (register < 0 ? r.ref(null) : t.read(frame, register))
  const items = defaults < 0 ? r.ref(null) : itemsOfTuple(t, given(defaults))
  const fields = [r.ref(frame.code.child(inner)), given(closure), items, r.ref(frame.globals), r.ref(frame.builtins)]
  return t.done(frame, r.create(d.func, fields))
}

function end(t: Tracer): false {
  t.r.leave()
  return false
}

const NONE: Named = { names: [], values: [] }

/** More arguments than this are passed on as they are. */
const MOST = 16

const callEx: Handler = (t, frame) => {
  const { code } = frame.code
  const { pc } = frame
  const given = t.read(frame, code[pc + 3])
  const callee = t.read(frame, code[pc + 2])
  const w = given.concrete as Value
  const named = code[pc + 4] < 0 ? NONE : t.namedIn(code[pc + 4])
  const found = named !== undefined && (w instanceof W_Tuple || w instanceof W_List) ? sequence(t, given) : null
  const count = found === null ? 0 : (found.length.concrete as number)
  if (named === undefined || found === null || count > MOST) {
    const mapping = code[pc + 4] < 0 ? t.r.ref(undefined) : t.read(frame, code[pc + 4])
    return spreadIt(t, frame, callee, given, mapping)
  }
  if (!t.r.isTrue(t.r.pure('int_eq', found.length, t.r.int(count)))) return end(t)
  const args = Array.from({ length: count }, (_, i) => t.asReference(t.r.getitem(found.items, t.r.int(i), found.array)))
  for (const arg of args) t.bound.add(arg)
  if (callValue(t, frame, callee, [...args, ...named.values], true, named.names)) return true
  return t.following === null ? false : t.enterFollowed(frame)
}

/** Puts the handlers of this file into the table. */
export function addFunctions(handlers: Handlers): void {
  handlers.set(Op.MAKE_FUNCTION, makeFunction)
  handlers.set(Op.CALL_EX, callEx)
}
