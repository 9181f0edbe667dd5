// Which host layout a class gets from its bases, and whose instances may take whose class.
// CPython: Objects/typeobject.c (best_base, compatible_for_assignment)
import { error } from '../../errors/exception.ts'
import type { W_Type } from '../../space/type.ts'
import { type Layout } from '../../space/type.ts'

function extendsLayout(a: Layout, b: Layout): boolean {
  for (let l: Layout | null = a; l !== null; l = l.base) if (l === b) return true
  return false
}

/** The class whose slots and layout the others' must fit into: CPython's solid base. */
function solidBase(type: W_Type): W_Type {
  let t = type
  while (t.base !== null && t.layout === t.base.layout && t.slotCount === t.base.slotCount) t = t.base
  return t
}

/** The base whose layout a new class extends; raises TypeError where two bases' layouts cannot be joined. */
export function bestBase(bases: readonly W_Type[]): W_Type {
  let best = bases[0]
  let winner: W_Type | null = null
  for (const base of bases) {
    if (!base.subclassable) throw error('TypeError', `type '${base.fullName}' is not an acceptable base type`)
    const candidate = solidBase(base)
    if (
      winner === null ||
      (candidate !== winner && candidate.isSubtypeOf(winner) && extendsLayout(candidate.layout, winner.layout))
    ) {
      winner = candidate
      best = base
    } else if (!winner.isSubtypeOf(candidate)) throw error('TypeError', 'multiple bases have instance lay-out conflict')
  }
  return best
}

/** Whether methods of `base` may be called with instances of `type`, whose order of methods it is to be in. */
export function fitsInto(base: W_Type, type: W_Type): boolean {
  return solidBase(type).isSubtypeOf(solidBase(base))
}

/** Whether an instance of `from` may become one of `to`: both add the same to the same class, or nothing. */
export function compatibleLayouts(from: W_Type, to: W_Type): boolean {
  const a = adding(from)
  const b = adding(to)
  return a === b || (a.base === b.base && sameStorage(a, b) && a.slotNames.join() === b.slotNames.join())
}

/** The class or base that is the last to give instances something to hold. */
function adding(type: W_Type): W_Type {
  let t = type
  while (t.base !== null && sameStorage(t, t.base)) t = t.base
  return t
}

function sameStorage(a: W_Type, b: W_Type): boolean {
  return (
    a.layout === b.layout && a.hasDict === b.hasDict && a.hasWeakref === b.hasWeakref && a.slotCount === b.slotCount
  )
}
