// Python values as the host holds them, and the root class of those that are host objects.
//
//   int       number (a safe integer, never -0), or bigint outside ±(2^53-1); always normalised
//   bool      true, false            None   null
//   str       string when every character is a BMP scalar value, else W_WideStr
//   the rest  instances of W_Object
//
// `undefined` is never a Python value: it means absent (an unbound local, a missing attribute, an exhausted iterator).
// A JavaScript string that stands for a name or a dict key ("key form") is the UTF-16 spelling of the Python str.
import type { Key } from '../objects/dict/key.ts'
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

  /** What dicts find the object by without asking for its hash; undefined where its class does not know such a key. */
  simpleKey(): Key | undefined {
    return undefined
  }
}

/**
 * Instances of user classes whose layout is that of `object`: the first attributes are fields. The constructors call no other: V8 puts those
 * as short as these in the place of every call, and then stores each field once.
 */
// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_Instance2 extends W_Object {}

// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_Instance2 {
  declare f0: Value | undefined
  declare f1: Value | undefined
  constructor(shape: Shape, f0?: Value, f1?: Value) {
    this.shape = shape
    this.f0 = f0
    this.f1 = f1
  }
}

// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_Instance4 extends W_Object {}

// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_Instance4 {
  declare f0: Value | undefined
  declare f1: Value | undefined
  declare f2: Value | undefined
  declare f3: Value | undefined
  constructor(shape: Shape, f0?: Value, f1?: Value, f2?: Value, f3?: Value) {
    this.shape = shape
    this.f0 = f0
    this.f1 = f1
    this.f2 = f2
    this.f3 = f3
  }
}

// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_Instance8 extends W_Object {}

// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_Instance8 {
  declare f0: Value | undefined
  declare f1: Value | undefined
  declare f2: Value | undefined
  declare f3: Value | undefined
  declare f4: Value | undefined
  declare f5: Value | undefined
  declare f6: Value | undefined
  declare f7: Value | undefined
  constructor(
    shape: Shape,
    f0?: Value,
    f1?: Value,
    f2?: Value,
    f3?: Value,
    f4?: Value,
    f5?: Value,
    f6?: Value,
    f7?: Value,
  ) {
    this.shape = shape
    this.f0 = f0
    this.f1 = f1
    this.f2 = f2
    this.f3 = f3
    this.f4 = f4
    this.f5 = f5
    this.f6 = f6
    this.f7 = f7
  }
}

/** By the number of their fields. */
export const INSTANCES = { 2: W_Instance2, 4: W_Instance4, 8: W_Instance8 } as const

for (const c of Object.values(INSTANCES)) {
  Object.setPrototypeOf(c.prototype, W_Object.prototype)
  Object.setPrototypeOf(c, W_Object)
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
