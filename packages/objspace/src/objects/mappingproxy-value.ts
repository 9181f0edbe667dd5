// W_MappingProxy: a read-only view of a mapping. Its type's definition is in mappingproxy.ts.
import { shapes } from '../space/shapes.ts'
import { type Value, W_Object } from '../space/value.ts'

export class W_MappingProxy extends W_Object {
  readonly mapping: Value
  constructor(mapping: Value) {
    super(shapes.mappingproxy)
    this.mapping = mapping
  }
}

/** A read-only view of `mapping`. */
export function newMappingProxy(mapping: Value): W_MappingProxy {
  return new W_MappingProxy(mapping)
}
