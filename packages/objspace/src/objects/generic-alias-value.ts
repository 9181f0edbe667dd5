// W_GenericAlias: `list[int]` and its like. Its type's definition is in generic-alias.ts. PEP 585
import { shapes } from '../space/shapes.ts'
import { type Value, W_Object } from '../space/value.ts'
import { W_Tuple } from './tuple-value.ts'

export class W_GenericAlias extends W_Object {
  readonly origin: Value
  readonly args: W_Tuple
  /** `*tuple[int]`: an alias that stands for its items. */
  readonly starred: boolean
  /** `__parameters__`, found when first asked for. */
  parameters: W_Tuple | null = null
  constructor(origin: Value, args: W_Tuple, starred = false, shape = shapes.genericAlias) {
    super(shape)
    this.origin = origin
    this.args = args
    this.starred = starred
  }
}

/** `origin[item]`. */
export function newGenericAlias(origin: Value, item: Value): W_GenericAlias {
  return new W_GenericAlias(origin, item instanceof W_Tuple ? item : new W_Tuple([item]))
}
