// Declaring the iterator types of the module.
import type { W_Iterator } from '@typhon/objspace'
import {
  defineType,
  iteratorMethods,
  type Layout,
  OBJECT_LAYOUT,
  type TypeBuilder,
  type W_Type,
} from '@typhon/objspace'

const layout = (name: string): Layout => ({ name, base: OBJECT_LAYOUT })

/** Declares an iterator type of the module. */
export function iteratorType<S extends W_Iterator>(
  name: string,
  doc: string,
  fill: (t: TypeBuilder<S>) => void,
): W_Type {
  return defineType<S>(name, { module: 'itertools', layout: layout(name), doc }, (t) => {
    iteratorMethods(t)
    fill(t)
  })
}
