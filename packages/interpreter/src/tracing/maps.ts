// Maps that a for loop goes through: the function that a map calls is followed as if the loop called it.
//
// What must stay true: the frame of the function knows that it is a map's (`Return.mapped`), since a StopIteration that it raises ends the loop.
import type * as Jit from '@typhon/jit'
import { W_Map } from '@typhon/objspace'
import type { Frame } from '../objects/frame.ts'
import { W_Function } from '../objects/function.ts'
import { follow } from './calls.ts'
import { exhausted, isLookedInto, nextOf } from './items.ts'
import type { Tracer } from './tracer.ts'

/** Goes into the function of a map with what its only iterable gives next, or to the end of the loop; null where that is not so simple. */
export function followMap(t: Tracer, frame: Frame, map: Jit.Value): boolean | null {
  const { d, r } = t
  const w = map.concrete
  if (!(w instanceof W_Map) || w.shape.type.heap || !(w.func instanceof W_Function)) return null
  if (w.iterators.length !== 1 || !isLookedInto(w.iterators[0])) return null
  r.classOf(map, [d.map])
  const iterators = r.getfield(map, d.mapIterators)
  if (!r.isTrue(r.pure('int_eq', r.length(iterators, d.zipArray), r.int(1)))) return null
  const next = nextOf(t, r.getitem(iterators, r.int(0), d.zipArray))
  if (next === null) return null
  if (next.item === null) {
    next.take()
    return exhausted(frame)
  }
  const item = t.asReference(next.item)
  t.bound.add(item)
  if (!follow(t, r.getfield(map, d.mapFunction), [item])) return null
  next.take()
  return t.enterFollowed(frame)
}
