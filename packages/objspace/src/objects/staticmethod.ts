// staticmethod and classmethod. lib: functions#staticmethod; CPython: Objects/funcobject.c
import type { Shape } from '../space/shape.ts'
import { OBJECT_LAYOUT, type Layout } from '../space/type.ts'
import { type Value, W_Object } from '../space/value.ts'
import { shapes } from '../space/shapes.ts'

export const STATICMETHOD_LAYOUT: Layout = { name: 'staticmethod', base: OBJECT_LAYOUT }
export const CLASSMETHOD_LAYOUT: Layout = { name: 'classmethod', base: OBJECT_LAYOUT }

export class W_StaticMethod extends W_Object {
  /** Undefined where `__init__` was not called. */
  func: Value | undefined
  constructor(func: Value | undefined, shape: Shape = shapes.staticmethod) {
    super(shape)
    this.func = func
  }
}

export class W_ClassMethod extends W_Object {
  func: Value | undefined
  constructor(func: Value | undefined, shape: Shape) {
    super(shape)
    this.func = func
  }
}
