// W_Module: the host object of modules. Its type's definition is in module.ts.
import { shapes } from '../space/shapes.ts'
import type { Shape } from '../space/shape.ts'
import { W_Object } from '../space/value.ts'
import type { W_Dict } from './dict/dict.ts'

/** Modules made by built-in code, for their reprs. */
export const builtinModules = new WeakSet<W_Object>()

export class W_Module extends W_Object {
  /** A module keeps its attributes in a real dict from the start: the globals of its code. */
  constructor(dict: W_Dict, shape: Shape = shapes.module.type.dictShape()) {
    super(shape)
    this[shape.count - 1] = dict
  }

  get dict(): W_Dict {
    return this[this.shape.count - 1] as W_Dict
  }
}
