// The attributes that objects keep themselves, by slot: values, and floats without boxes (see space/shape.ts).
//
// What must stay true: whoever changes the shape of an object changes what its slots hold in the same breath.
import { W_Float } from '../objects/float-value.ts'
import { Shape } from '../space/shape.ts'
import { shapes } from '../space/shapes.ts'
import { readSlot, type Value, type W_Object, writeSlot } from '../space/value.ts'

/** The attribute in a slot of `w`, which has `shape`; undefined for an empty one. */
export function slotValue(w: W_Object, slot: number, shape: Shape): Value | undefined {
  const x = readSlot(w, slot, shape.inline)
  return shape.floats !== 0 && shape.isFloat(slot) ? new W_Float(x as number) : x
}

/** Whether a value may be kept as a double: a float that has no identity. */
export function isPlainFloat(value: Value): value is W_Float {
  return value instanceof W_Float && value.shape === shapes.float && value.v === value.v
}

/** Stores an attribute in the slot of `w` that it has in `shape`, which is that of `w`. */
export function storeSlot(w: W_Object, slot: number, shape: Shape, value: Value): void {
  if (shape.floats === 0 || !shape.isFloat(slot)) writeSlot(w, slot, shape.inline, value)
  else if (isPlainFloat(value)) writeSlot(w, slot, shape.inline, value.v)
  else {
    relayout(w, shape.withValueIn(slot))
    writeSlot(w, slot, shape.inline, value)
  }
}

/** Gives `w` the further attribute that `next`, a step of its shape, adds; or the member in `slot`, which is a float there. */
export function addSlot(w: W_Object, next: Shape, value: Value, slot: number = next.count - 1): void {
  w.shape = next
  storeSlot(w, slot, next, value)
}

/** Stores a member of `__slots__`. */
export function storeMember(w: W_Object, slot: number, value: Value): void {
  const { shape } = w
  if (shape.isFloat(slot)) return storeSlot(w, slot, shape, value)
  if (isPlainFloat(value)) w.shape = shape.withFloatMember(slot)
  else shape.noteOtherMember(slot)
  storeSlot(w, slot, w.shape, value)
}

/** Empties a member of `__slots__`; false where it is empty. */
export function deleteMember(w: W_Object, slot: number): boolean {
  const { shape } = w
  if (shape.isFloat(slot)) relayout(w, shape.withValueIn(slot))
  else if (readSlot(w, slot, shape.inline) === undefined) return false
  writeSlot(w, slot, shape.inline, undefined)
  return true
}

/** Gives `w` another shape with the same attributes in the same slots. */
function relayout(w: W_Object, next: Shape): void {
  const { shape } = w
  for (let slot = 0; slot < shape.inline; slot++)
    if (shape.isFloat(slot) && !next.isFloat(slot)) writeSlot(w, slot, shape.inline, slotValue(w, slot, shape))
  w.shape = next
}

/** Boxes the floats of `w`, whose slots are about to be moved; gives its shape then. */
export function withoutFloats(w: W_Object): Shape {
  const { shape } = w
  if (shape.floats === 0) return shape
  if (shape.parent === null) relayout(w, shape.type.rootShapeFor(shape.inline))
  else relayout(w, Shape.of(shape.type.rootShapeFor(shape.inline), shape.names()))
  return w.shape
}
