// What objects do before they go. ref: datamodel#object.__del__; PEP 442, PEP 525; CPython: Objects/object.c
// (PyObject_CallFinalizer), Objects/typeobject.c (slot_tp_finalize), Objects/genobject.c (_PyGen_Finalize)
import type { W_Object } from '@typhon/objspace'
import { call1, callSpecial, hooks, Special, typeOf } from '@typhon/objspace'
import { closeThrough } from '../eval/delegate.ts'
import { FINISHED, RUNNING, W_AsyncGenerator, W_Generator } from '../objects/generator.ts'

/** Those that have done so; it is done once. */
const finalized = new WeakSet<W_Object>()

export function isFinalized(w: W_Object): boolean {
  return finalized.has(w)
}

/** Has an object do what it does before it goes. */
export function finalize(w: W_Object): void {
  if (finalized.has(w)) return
  finalized.add(w)
  if (w instanceof W_Generator) finalizeGenerator(w)
  else {
    const method = typeOf(w).special(Special.del)
    if (method === undefined || method === null) return
    try {
      callSpecial(method, w, [], null)
    } catch (e) {
      hooks.unraisable(e, '', method)
    }
  }
}

/** Ends a generator that is still waiting. */
export function finalizeGenerator(gen: W_Generator): void {
  if (gen.state === FINISHED || gen.state === RUNNING) return
  try {
    if (gen instanceof W_AsyncGenerator && gen.finalizer !== null && !gen.closed) call1(gen.finalizer, gen)
    else closeThrough(gen)
  } catch (e) {
    hooks.unraisable(e, '', gen)
  }
}
