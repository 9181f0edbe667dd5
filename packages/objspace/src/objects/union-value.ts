// W_Union: `int | str`. Its type's definition, and how unions are joined and flattened, are in union.ts. PEP 604
import type { Shape } from '../space/shape.ts'
import { W_Object } from '../space/value.ts'
import type { W_Tuple } from './tuple-value.ts'

export class W_Union extends W_Object {
  readonly args: W_Tuple
  parameters: W_Tuple | null = null
  constructor(args: W_Tuple, shape: Shape) {
    super(shape)
    this.args = args
  }
}
