import { expect, test } from 'vitest'
import { newFrozenSet, setHashSeed } from '@typhon/objspace'
import { LIBRARY_NAMES } from './library-names.ts'

test('in a process that started from another one, the names have the order of one that made them itself', () => {
  for (let of = 1; of <= 20; of++) {
    setHashSeed(of)
    const names = newFrozenSet(LIBRARY_NAMES)
    setHashSeed(100 + of)
    names.forgetHash()
    names.rehashLate(LIBRARY_NAMES)
    expect(names.toArray()).toEqual(newFrozenSet(LIBRARY_NAMES).toArray())
  }
  setHashSeed(0)
})
