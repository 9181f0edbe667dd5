/** What code that V8 has optimised relies on: the kinds of arrays, and that objects of a class have one hidden class. */
import { setFlagsFromString } from 'node:v8'
import type { W_List } from '@typhon/objspace'
import { expect, test } from 'vitest'
import '../../index.ts'
import { places } from '../../baseline/text.ts'
import { NEVER, Resumption } from '../../objects/code.ts'
import { listOf } from './displays.ts'

function native(text: string): (...args: readonly unknown[]) => boolean {
  setFlagsFromString('--allow-natives-syntax')
  // oxlint-disable-next-line no-new-func
  const made = new Function('a', 'b', `return ${text}`) as (...args: readonly unknown[]) => boolean
  setFlagsFromString('--no-allow-natives-syntax')
  return made
}

const isOfSmallInts = native('%HasSmiElements(a)')
const hasHoles = native('%HasHoleyElements(a)')
const haveSameMap = native('%HaveSameMap(a, b)')

test('displays that are interpreted make arrays of the kinds that those of compiled code have', () => {
  const kindOf = (regs: (number | string | boolean)[]): boolean =>
    isOfSmallInts((listOf(regs, 0, regs.length) as W_List).items)
  expect([[], [1], [1, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8]].map(kindOf)).toEqual([true, true, true, true])
  expect([['a'], [1, 'a'], [true]].map(kindOf)).toEqual([false, false, false])
  const regs = ['x', 1, 'a', 2 ** 40]
  expect((listOf(regs, 1, 3) as W_List).items).toEqual([1, 'a', 2 ** 40])
  expect((listOf(regs, 4, 0) as W_List).items).toEqual([])
})

test('a place that is never compiled looks to V8 as others do', () => {
  const [place, another] = [new Resumption(0), new Resumption(2)]
  place.heat = NEVER
  expect(haveSameMap(place, another)).toBe(true)
})

test('what an operation stores its results into is an array without holes, whichever is stored first', () => {
  // oxlint-disable-next-line no-new-func
  const make = new Function(`return ${places(2)}`) as () => unknown[]
  const given = make()
  given[1] = 'exit'
  given[0] = 'entered'
  const grown: unknown[] = []
  grown[1] = 'exit'
  expect([hasHoles(given), hasHoles(grown)]).toEqual([false, true])
})
