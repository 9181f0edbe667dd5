// `__iter__` and `__next__` of built-in iterators: the same for all of them.
import { errorWith } from '../../errors/exception.ts'
import type { W_Iterator } from '../../space/iterator.ts'
import type { TypeBuilder } from '../../typedef/define.ts'

/** Declares `__iter__` and `__next__` of an iterator type whose instances are W_Iterators. */
export function iteratorMethods(t: TypeBuilder<any>): void {
  t.special('__iter__', (self: W_Iterator) => self)
  t.type.iteratesItself = true
  t.special('__next__', (self: W_Iterator) => {
    const x = self.next()
    if (x === undefined) throw self.ending ?? errorWith('StopIteration')
    return x
  })
}
