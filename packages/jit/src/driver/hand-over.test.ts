/** Values on their way from one compiled function to the next. */
import { expect, it } from 'vitest'
import { ClassDescr } from '../ir/descr.ts'
import { js } from '../ir/template.ts'
import { handOver, handOverAt } from './hand-over.ts'
import { type Crossing, Exits, type Leaving } from './tree.ts'

const BOX = new ClassDescr('Box', { test: js`$0 instanceof Object`, make: js`({ value: $0 })` })

function left(slots: readonly number[], boxes: Leaving['boxes'] = null): Exits {
  const out = new Exits()
  out.values.forEach((_, i) => (out.values[i] = `v${i}`))
  out.at = { way: {} as Crossing, slots, boxes, home: -1, homeSlots: [] }
  return out
}

const told = (...values: unknown[]): unknown[] => values

it.each([[[]], [[5]], [[7, 2, 2, 0]], [Array.from({ length: 100 }, (_, i) => (i * 37) % 128)]])(
  'are those that are live, in their order: %j',
  (slots) => {
    const out = left(slots)
    expect(handOver(out, told)).toEqual(out.live)
    for (const count of [0, Math.ceil(slots.length / 2), slots.length])
      expect(handOverAt(out, told, 3, count)).toEqual([3, ...out.live.slice(0, count)])
  },
)

it('are in boxes again that a function has told without', () => {
  const out = left([4, 1, 6], [null, BOX, BOX])
  expect(handOver(out, told)).toEqual(['v4', { value: 'v1' }, { value: 'v6' }])
  expect(handOverAt(out, told, 1, 2)).toEqual([1, 'v4', { value: 'v1' }])
})

it('may be written over while the next function runs', () => {
  const out = left([1, 0])
  const next = (...values: unknown[]): unknown[] => {
    out.values.fill(null)
    out.at = null
    return values
  }
  expect(handOver(out, next)).toEqual(['v1', 'v0'])
})
