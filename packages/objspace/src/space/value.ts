// Python values as the host holds them, and the root class of those that are host objects.
//
//   int       number (a safe integer, never -0), or bigint outside ±(2^53-1); always normalised
//   bool      true, false            None   null
//   str       string when every character is a BMP scalar value, else W_WideStr
//   the rest  instances of W_Object
//
// `undefined` is never a Python value: it means absent (an unbound local, a missing attribute, an exhausted iterator).
// A JavaScript string that stands for a name or a dict key ("key form") is the UTF-16 spelling of the Python str.
import type { Shape } from './shape.ts'

export type Value = number | bigint | boolean | string | null | W_Object

/**
 * The list of an object's weak references (objects/weakref/registry.ts), a property that is added with the first one. In a WeakMap that costs ten
 * times as much, and V8 keeps dead keys until its next full collection. Symbols are in no list of an object's properties.
 */
export const WEAKREFS = Symbol('weakrefs')

/**
 * An object of the Python heap. Its shape gives its type and says where its attributes are: in the fields `f0…` of a
 * W_Instance, else in the elements of the object itself (`w[slot]`), which cost nothing until they are used.
 */
export class W_Object {
  declare shape: Shape
  declare [WEAKREFS]?: WeakRef<W_Object>[];
  [slot: number]: Value | undefined
  constructor(shape: Shape) {
    this.shape = shape
  }
}

/** Instances of user classes whose layout is that of `object`: the first attributes are fields. */
export class W_Instance2 extends W_Object {
  declare f0: Value | undefined
  declare f1: Value | undefined
  constructor(shape: Shape) {
    super(shape)
    this.f0 = undefined
    this.f1 = undefined
  }
}

export class W_Instance4 extends W_Object {
  declare f0: Value | undefined
  declare f1: Value | undefined
  declare f2: Value | undefined
  declare f3: Value | undefined
  constructor(shape: Shape) {
    super(shape)
    this.f0 = undefined
    this.f1 = undefined
    this.f2 = undefined
    this.f3 = undefined
  }
}

export class W_Instance8 extends W_Object {
  declare f0: Value | undefined
  declare f1: Value | undefined
  declare f2: Value | undefined
  declare f3: Value | undefined
  declare f4: Value | undefined
  declare f5: Value | undefined
  declare f6: Value | undefined
  declare f7: Value | undefined
  constructor(shape: Shape) {
    super(shape)
    this.f0 = undefined
    this.f1 = undefined
    this.f2 = undefined
    this.f3 = undefined
    this.f4 = undefined
    this.f5 = undefined
    this.f6 = undefined
    this.f7 = undefined
  }
}

/** Reads attribute slot `i` of `w`, whose shape keeps its first `inline` slots in fields. */
export function readSlot(w: W_Object, i: number, inline: number): Value | undefined {
  if (i < inline) {
    const x = w as W_Instance8
    switch (i) {
      case 0:
        return x.f0
      case 1:
        return x.f1
      case 2:
        return x.f2
      case 3:
        return x.f3
      case 4:
        return x.f4
      case 5:
        return x.f5
      case 6:
        return x.f6
      default:
        return x.f7
    }
  }
  return w[i]
}

/** Writes attribute slot `i` of `w`; see readSlot. */
export function writeSlot(w: W_Object, i: number, inline: number, value: Value | undefined): void {
  if (i < inline) {
    const x = w as W_Instance8
    switch (i) {
      case 0:
        x.f0 = value
        return
      case 1:
        x.f1 = value
        return
      case 2:
        x.f2 = value
        return
      case 3:
        x.f3 = value
        return
      case 4:
        x.f4 = value
        return
      case 5:
        x.f5 = value
        return
      case 6:
        x.f6 = value
        return
      default:
        x.f7 = value
        return
    }
  }
  w[i] = value
}
