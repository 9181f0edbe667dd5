// Host classes of Python classes whose instances have floats in fields without boxes (see shape.ts). V8 keeps a field that was never given
// anything but doubles as a cell that the object owns, which is read without asking and written in place; in a field of W_Instance4 each store
// makes a new number, and old objects come to point at young ones. But what V8 knows of a field it knows by the host class, so each Python class
// with floats gets one of its own, for its second instance: the first one shows what the class keeps.
//
// What must stay true: nothing depends on which host class an instance has; only shapes say what fields hold. Something else than a double in
// such a field makes V8 forget what it knew of the class, and costs time, no more.
import type { Shape } from './shape.ts'
import { INSTANCES, type Value, type W_Object } from './value.ts'

export type InstanceMaker = new (shape: Shape, ...fields: (Value | undefined)[]) => W_Object

/** The host class of instances of one Python class. */
export interface HostClass {
  readonly maker: InstanceMaker
  /** An instance that has only a shape so far. */
  readonly empty: (shape: Shape) => W_Object
  readonly inline: number
  /** By slot, a bit each: the field is a double. */
  readonly floats: number
}

/** Whether classes get them. Where nothing is compiled they do not pay: the interpreter's own accesses see one host class more. */
export const hostClasses = { enabled: true }

/** V8 decides on the size of objects when it has seen so many of them. */
const SEEN = 8

/** The host class for instances of a Python class that have `shape` when they are made. */
export function makerFor(shape: Shape): InstanceMaker {
  const { type, inline, floats } = shape
  const usual: InstanceMaker = INSTANCES[inline as keyof typeof INSTANCES]
  // Members may be empty, which no double is.
  if (shape.parent === null && floats !== 0) return usual
  if (floats !== 0 && type.host === null && hostClasses.enabled)
    type.host = hostClass(inline, floats, usual, type.rootShape())
  const { host } = type
  if (host === null || host.inline !== inline) return usual
  // Fields that are not used yet may become either.
  const used = (1 << shape.count) - 1
  return ((host.floats ^ floats) & used) === 0 ? host.maker : usual
}

/**
 * The usual host classes get their size, which is that of the longest of the first instances: a weak reference to one of those would make all
 * that follow a word longer. Fields are seen to hold more than one kind of value.
 */
export function settleSizes(root: Shape): void {
  for (const [inline, maker] of Object.entries(INSTANCES)) {
    const make: InstanceMaker = maker
    for (let n = 0; n < SEEN; n++)
      new make(root, ...Array<Value | undefined>(+inline).fill(n < SEEN / 2 ? undefined : n))
  }
}

function hostClass(inline: number, floats: number, usual: InstanceMaker, root: Shape): HostClass {
  const fields = Array.from({ length: inline }, (_, i) => `f${i}`)
  const empty = fields.map((_, i) => ((floats & (1 << i)) === 0 ? 'undefined' : '0'))
  // oxlint-disable-next-line no-new-func
  const make = new Function(`
function W_Instance(shape, ${fields.join(', ')}) {
this.shape = shape
${fields.map((f) => `this.${f} = ${f}`).join('\n')}
}
return [W_Instance, (shape) => new W_Instance(shape, ${empty.join(', ')})]`)
  const [maker, fresh] = make() as [InstanceMaker, HostClass['empty']]
  maker.prototype = usual.prototype
  // The first objects tell what the fields are.
  for (let n = 0; n < SEEN; n++) {
    const others = n < SEEN / 2 ? undefined : n
    new maker(root, ...fields.map((_, i) => ((floats & (1 << i)) === 0 ? others : 0.5)))
  }
  return { maker, empty: fresh, inline, floats }
}
