// Memory that memoryviews have on lease from its owner, which must not be resized meanwhile.
//
// CPython knows by reference counts when the last view of a lease is gone. Here an owner that wants to be resized asks whether
// running code still holds a view of it, in a variable or on the way to one; where none does, the lease is ended, and the owner
// goes on with memory of its own.
//
// differs: a view that is only held by an attribute or a container does not keep its owner from being resized: it keeps the
// memory as it was (test_buffer: test_release_saves_reference_no_subclassing).
import { hooks } from '../../space/hooks.ts'
import { type Value, W_Object } from '../../space/value.ts'
import { W_BuiltinFunction, W_Method } from '../../typedef/builtin.ts'
import type { BufferExport } from './buffer.ts'

const leases = new WeakMap<W_Object, Set<Lease>>()

export class Lease {
  readonly exported: BufferExport
  readonly owner: Value

  constructor(exported: BufferExport, owner: Value) {
    this.exported = exported
    this.owner = owner
    if (!(owner instanceof W_Object)) return
    const known = leases.get(owner)
    if (known === undefined) leases.set(owner, new Set([this]))
    else known.add(this)
  }

  /** Gives the memory back to its owner. */
  end(): void {
    this.exported.release()
    if (this.owner instanceof W_Object) leases.get(this.owner)?.delete(this)
  }
}

/** Something that has a lease: a view. */
interface Tenant {
  readonly lease: Lease
  readonly released: boolean
}

function isTenant(w: Value): w is W_Object & Tenant {
  return w instanceof W_Object && 'lease' in w
}

/**
 * Ends the leases that no running code has to do with any more; whether there were any, so that the owner has to leave its
 * memory to views that may be left. Compiled code is left first, so nothing may have happened yet that must not happen twice.
 */
export function endUnusedLeases(owner: W_Object): boolean {
  const unused = new Set(leases.get(owner))
  if (unused.size === 0) return false
  hooks.eachHeldValue((held) => {
    // A `with` statement holds the method that leaves its context.
    const w = held instanceof W_BuiltinFunction || held instanceof W_Method ? (held.self ?? null) : held
    if (isTenant(w) && !w.released) unused.delete(w.lease)
  })
  for (const lease of unused) lease.end()
  return unused.size > 0
}
