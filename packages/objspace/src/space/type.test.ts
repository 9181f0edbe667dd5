/** What types find along their MRO, and let go of. */
import { describe, expect, it } from 'vitest'
import { intType, objectType } from '../index.ts'
import { SPECIALS } from './special.ts'

describe('a type', () => {
  const repr = SPECIALS.indexOf('__repr__')

  it('finds the same after it was let go of, and its version stays', () => {
    const found = [intType.lookup('__repr__'), intType.special(repr), intType.lookup('nothing')]
    const { version } = intType
    objectType.forgetLookups()
    expect([intType.lookup('__repr__'), intType.special(repr), intType.lookup('nothing')]).toEqual(found)
    expect(found[0]).toBeDefined()
    expect(intType.version).toBe(version)
  })

  it('finds nothing in what another type has found', () => {
    objectType.forgetLookups()
    const [first, second] = [intType, objectType].map((type) => type.lookup('bit_count'))
    expect(first).toBeDefined()
    expect(second).toBeUndefined()
    expect(intType.special(repr)).not.toBe(objectType.special(repr))
  })
})
