// Calls of built-ins that programs try and whose failure they count on: where one fails, and a frame of the trace has a handler, the trace
// raises the exception itself.
//
// What must stay true: nothing but guards is recorded before it is certain that the call fails.
import type * as Jit from '@typhon/jit'
import {
  exceptionTypes,
  intIn,
  intType,
  invalidInt,
  isType,
  notSubscriptable,
  reprText,
  shapeOf,
  Special,
  type Value,
  W_Iterator,
} from '@typhon/objspace'
import { standardBuiltins } from '../eval/builtins.ts'
import type { Frame } from '../objects/frame.ts'
import { askedForItem, isCaught, raiseNew } from './exceptions.ts'
import { nextOf } from './items.ts'
import { guardShape } from './names.ts'
import { callOf } from './residual.ts'
import type { Tracer } from './tracer.ts'

/** `int(text)`; null where that is no int. */
const intOf = (text: string): unknown => intIn(text, 10)

/** What the exception says then. */
const complaintOf = (text: string): Value => invalidInt(text, 10, () => reprText(text)).args.items[0]

let complaints: Jit.ClassDescr | null = null

/** The same as a value of the trace, which is computed where somebody asks for it. */
function complaint({ jit, r }: Tracer, text: Jit.Value): Jit.Value {
  const { ClassDescr, FieldDescr, js } = jit
  complaints ??= new ClassDescr('complaint', {
    test: js`false`,
    make: js`${complaintOf}($0)`,
    fields: [new FieldDescr('complaint.text', 'r')],
    isComputed: true,
  })
  return r.create(complaints, [text])
}

/** A built-in that is tried: whether the instruction is done, null where it is a call like others. */
type Tried = (t: Tracer, frame: Frame, args: readonly Jit.Value[]) => boolean | null

const int: Tried = (t, frame, [text, ...more]) => {
  if (text === undefined || more.length > 0 || typeof text.concrete !== 'string') return null
  const { d, r } = t
  r.classOf(text, [d.str])
  const found = r.call(callOf(t, 'int', intOf, { writes: [], throws: false }), text)
  if (r.isNull(found)) return raiseNew(t, exceptionTypes.ValueError, [complaint(t, text)])
  r.classOf(found, [d.int, d.wide])
  return t.done(frame, found)
}

/** `next(iterator)` of one that has no more items. */
const next: Tried = (t, frame, [iterator, ...more]) => {
  if (iterator === undefined || more.length > 0 || !(iterator.concrete instanceof W_Iterator)) return null
  const found = nextOf(t, iterator)
  if (found === null) return null
  if (found.item === null) {
    found.take()
    return raiseNew(t, exceptionTypes.StopIteration, [])
  }
  const item = t.asReference(found.item)
  found.take()
  return t.done(frame, item)
}

let table: Map<Value, Tried> | null = null

function makeTable(): Map<Value, Tried> {
  return new Map<Value, Tried>([
    [intType, int],
    [standardBuiltins().getStr('next') as Value, next],
  ])
}

/** Calls a built-in that may fail; null for other calls, and where nothing would catch what it raises, and no loop end by it. */
export function tryBuiltin(t: Tracer, frame: Frame, callee: Jit.Value, args: readonly Jit.Value[]): boolean | null {
  const tried = (table ??= makeTable()).get(callee.concrete as Value)
  if (tried === undefined) return null
  if (!isCaught(t) && !(tried === next && askedForItem(t.top) !== null)) return null
  t.r.promote(callee)
  return tried(t, frame, args)
}

/** `object[key]` of what has no items, for which a frame of the trace has a handler; null for others. */
export function raiseNotSubscriptable(t: Tracer, object: Jit.Value): boolean | null {
  const w = object.concrete as Value
  if (!isCaught(t) || isType(w)) return null
  const { type } = shapeOf(w)
  if (type.special(Special.getitem) !== undefined) return null
  guardShape(t, object)
  return raiseNew(t, exceptionTypes.TypeError, [t.r.ref(notSubscriptable(type.fullName).args.items[0])])
}
