/** The verifier finds what is wrong: each of these breaks a rule that a collector relies on. */
import { Heap, HeapError, HostModel, LinearModel } from '@typhon/gc'
import { describe, expect, it } from 'vitest'
import { COLLECTORS } from '../src/settings.ts'

function pairs(collector: (typeof COLLECTORS)[number]) {
  const model = new LinearModel()
  const Pair = model.struct('Pair', { car: 'ref', cdr: 'ref' })
  const Items = model.array('Items', 'ref')
  const heap = new Heap(model, { collector, environment: {}, nursery: 65536 })
  const { words } = model.pages
  return { model, heap, Pair, Items, words, car: Pair.fields.car }
}

describe.each(COLLECTORS)('under %s', (collector) => {
  it('finds references into the middle of objects, and types that are none', () => {
    const { heap, Pair, car, model } = pairs(collector)
    const kept = heap.keep(Pair.allocate())
    heap.verify()
    const { words } = model.pages
    words[(kept.ref + car.offset) >> 2] = kept.ref + 8
    expect(() => heap.verify()).toThrow(HeapError)
    words[(kept.ref + car.offset) >> 2] = 0
    heap.verify()
    const header = words[kept.ref >> 2]
    words[kept.ref >> 2] = 1000 << 11
    expect(() => heap.verify()).toThrow(/has no type, but the number 1000/)
    words[kept.ref >> 2] = header
  })
})

describe.each(['generation', 'minimark', 'incminimark'] as const)('under %s', (collector) => {
  it('finds a write that the collector was not told of', () => {
    const { heap, Pair, Items, car, model } = pairs(collector)
    const old = heap.keep(Pair.allocate())
    const array = heap.keep(Items.allocate(2000))
    heap.minor()
    const young = heap.keep(Pair.allocate())
    model.pages.words[(old.ref + car.offset) >> 2] = young.ref
    expect(() => heap.verify()).toThrow(/is old, refers to a young object, and is not remembered/)
    car.set(old.ref, young.ref)
    heap.verify()
    model.pages.words[Items.at(array.ref, 1500) >> 2] = young.ref
    expect(() => heap.verify()).toThrow(/Items .* refers to a young object/)
    Items.set(array.ref, 1500, young.ref)
    heap.verify()
    heap.collect()
    heap.verify()
    expect(Items.get(array.ref, 1500)).toBe(young.ref)
  })
})

it('finds a black object that refers to a white one', () => {
  const { heap, Pair, Items, car, model } = pairs('incminimark')
  // Enough that one piece does not mark it all; with a clock that says it is late at once.
  heap.settings.clock = (
    (t) => () =>
      (t += 10)
  )(0)
  const table = heap.keep(Items.allocate(20_000))
  for (let i = 0; i < 20_000; i++) Items.set(table.ref, i, Pair.allocate())
  const first = heap.keep(Pair.allocate())
  car.set(first.ref, Items.get(table.ref, 0))
  heap.collect()
  expect(heap.step()).toBe(false)
  expect(heap.step()).toBe(false)
  heap.verify()
  const { words } = model.pages
  const isMarked = (p: number): boolean => (words[p >> 2] & 2) !== 0
  let white = 0
  for (let i = 0; i < 20_000; i++) if (!isMarked(Items.get(table.ref, i))) white = Items.get(table.ref, i)
  expect(white).not.toBe(0)
  expect(isMarked(first.ref)).toBe(true)
  words[(first.ref + car.offset) >> 2] = white
  expect(() => heap.verify()).toThrow(/is black, refers to a white object/)
  car.set(first.ref, white)
  heap.verify()
  heap.collect()
  heap.verify()
})

describe('under refcount', () => {
  it('finds wrong counts', () => {
    const { heap, Pair, car, model } = pairs('refcount')
    const a = heap.keep(Pair.allocate())
    const b = heap.keep(Pair.allocate())
    model.pages.words[(a.ref + car.offset) >> 2] = b.ref
    expect(() => heap.verify()).toThrow(/has the count 1, and 2 references/)
  })

  it('frees at once, in order, and dead cycles by candidates alone', () => {
    const { heap, Pair, car } = pairs('refcount')
    const gone: string[] = []
    const a = heap.keep(Pair.allocate())
    car.set(a.ref, Pair.allocate())
    heap.weakReference(a.ref, () => gone.push('a'))
    heap.weakReference(car.get(a.ref), () => gone.push('b'))
    const before = heap.bytes
    a.release()
    heap.safepoint()
    expect(heap.bytes).toBe(before - 32)
    expect(gone.sort()).toEqual(['a', 'b'])
    for (let i = 0; i < 20_000; i++) {
      heap.roots.push(Pair.allocate())
      const p = Pair.allocate()
      car.set(p, heap.roots.get(0))
      car.set(heap.roots.pop(), p)
    }
    expect(heap.bytes).toBeLessThan(16 * 15_000)
    heap.step()
    expect(heap.bytes).toBeLessThan(100)
    heap.verify()
  })
})

it('knows no moving collector for objects of the host', () => {
  for (const collector of ['semispace', 'markcompact'] as const) {
    const model = new HostModel({ references() {} })
    expect(() => new Heap(model, { collector, environment: {} })).toThrow(/moves objects, which the model host cannot/)
  }
})
