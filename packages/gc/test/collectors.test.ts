/** One suite for every collector on every model. */
import { OutOfMemoryError, type WebAssemblyMemory } from '@typhon/gc'
import { describe, expect, it } from 'vitest'
import { ShadowRun } from './shadow.ts'
import { combinations, linearWorld, makeWorld } from './worlds.ts'

declare const WebAssembly: { Memory: new (size: { initial: number; maximum: number }) => WebAssemblyMemory }

const KB = 1024
const MB = KB * KB

describe.each(combinations())('$name', ({ model, collector }) => {
  const collects = collector !== 'none'
  const small = { collector, nursery: 32 * KB, minimum: 128 * KB, incrementStep: 16 * KB, environment: {} }

  it.each([1, 2, 3])('does what a shadow heap does (seed %i)', (seed) => {
    const world = makeWorld(model, small)
    new ShadowRun(world, { seed, allocations: 12_000, compareEvery: 1500, roots: 60, collects, widest: 3000 }).run()
    if (collects) expect(world.heap.stats.major).toBeGreaterThan(10)
  })

  it('holds many objects for long', () => {
    const world = makeWorld(model, { ...small, debug: 0 })
    new ShadowRun(world, {
      seed: 9,
      allocations: 60_000,
      compareEvery: 20_000,
      roots: 5000,
      collects,
      widest: 300,
    }).run()
  })

  it('keeps what handles and scopes hold', () => {
    const { heap, make, id, set, get } = makeWorld(model, small)
    const kept = heap.scope((outer) => {
      const a = outer.handle(make(1, 1))
      heap.scope((inner) => {
        const b = inner.handle(make(2, 1))
        set(a.ref, 0, b.ref)
        inner.escape(make(3, 0))
      })
      heap.collect()
      expect(id(get(a.ref, 0))).toBe(2)
      return heap.keep(a.ref)
    })
    heap.collect()
    expect(id(get(kept.ref, 0))).toBe(2)
    if (collects) expect(numbers(heap, id)).toEqual([1, 2])
    kept.release()
    heap.collect()
    if (collects) expect(numbers(heap, id)).toEqual([])
    heap.verify()
  })

  it('counts objects by generation', () => {
    const { heap, make } = makeWorld(model, small)
    const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0)
    const handles = Array.from({ length: 10 }, (_, i) => heap.keep(make(i, 1)))
    expect(sum(heap.objectCounts())).toBe(10)
    expect(heap.objectCounts().length).toBe(heap.generations().length)
    heap.collect()
    expect(heap.objectCounts().at(-1)).toBe(10)
    make(11, 0)
    expect(heap.objectCounts()).toEqual(heap.objectCounts().length > 1 ? [1, 10] : [11])
    for (const handle of handles) handle.release()
  })

  it('asks providers of roots', () => {
    const { heap, make, id } = makeWorld(model, small)
    let held = heap.model.nil
    const provider = { visitRoots: (visitor: { visit(ref: unknown): unknown }) => void (held = visitor.visit(held)) }
    heap.roots.providers.add(provider)
    held = make(7, 0)
    for (let i = 0; i < 5000; i++) make(i, 2)
    heap.collect()
    heap.verify()
    expect(id(held)).toBe(7)
    heap.roots.providers.delete(provider)
    heap.collect()
    if (collects) expect(numbers(heap, id)).toEqual([])
  })

  it('keeps what is frozen', () => {
    const { heap, make, id, set, get } = makeWorld(model, small)
    const calls: number[] = []
    heap.roots.push(make(1, 2))
    const second = make(2, 0)
    set(heap.roots.get(0), 0, second)
    heap.finalize(heap.roots.get(0), (ref) => void calls.push(id(ref)))
    const weak = heap.weakReference(heap.roots.get(0))
    make(3, 0)
    heap.freeze()
    heap.freeze()
    expect(heap.frozenCount).toBe(collects ? 2 : 3)
    heap.roots.unwind(0)
    for (let i = 0; i < 5000; i++) make(i + 100, 2)
    heap.collect()
    heap.verify()
    // What is written into frozen objects lives, too.
    const third = make(4, 0)
    set(weak.ref, 1, third)
    for (let i = 0; i < 5000; i++) make(i + 100, 2)
    heap.minor()
    heap.collect()
    heap.verify()
    expect([id(weak.ref), id(get(weak.ref, 0)), id(get(weak.ref, 1)), calls.length]).toEqual([1, 2, 4, 0])
    if (collects) expect(numbers(heap, id)).toEqual([1, 2, 4])
    heap.unfreeze()
    expect(heap.frozenCount).toBe(0)
    heap.collect()
    heap.collect()
    heap.verify()
    if (collects) expect([calls, numbers(heap, id)]).toEqual([[1], []])
  })

  it('pins', () => {
    const { heap, make, id, set, get } = makeWorld(model, small)
    heap.roots.push(make(1, 1))
    const child = make(2, 0)
    set(heap.roots.get(0), 0, child)
    const place = heap.pin(get(heap.roots.get(0), 0))
    for (let i = 0; i < 3; i++) {
      for (let k = 0; k < 3000; k++) make(100 + k, 3)
      heap.collect()
      heap.verify()
      expect(get(heap.roots.get(0), 0)).toBe(place)
      expect(id(place)).toBe(2)
    }
    heap.roots.unwind(0)
    heap.collect()
    expect(id(place)).toBe(2)
    heap.unpin(place)
    heap.collect()
    heap.verify()
    if (collects) expect(numbers(heap, id)).toEqual([])
    expect(() => heap.unpin(place)).toThrow(/not pinned/)
  })

  it('runs out of memory, and goes on', () => {
    const { heap, make, id, set, get } = makeWorld(model, { ...small, maximum: 2 * MB })
    heap.roots.push(heap.model.nil)
    let made = 0
    const fill = (): void => {
      for (;;) {
        const node = make(made, 2)
        set(node, 0, heap.roots.get(0))
        heap.roots.set(0, node)
        made++
      }
    }
    const check = (): void => {
      heap.verify()
      let at = heap.roots.get(0)
      for (let i = made - 1; i >= 0; i--, at = get(at, 0)) if (id(at) !== i) throw new Error(`${id(at)} is not ${i}`)
      expect(at).toBe(heap.model.nil)
    }
    expect(fill).toThrow(OutOfMemoryError)
    check()
    const first = made
    expect(first).toBeGreaterThan(3000)
    expect(() => make(0, 100_000_0)).toThrow(OutOfMemoryError)
    expect(fill).toThrow(OutOfMemoryError)
    check()
    expect(heap.model.peak).toBeLessThanOrEqual(2 * MB)
    if (!collects) return
    for (let round = 0; round < 3; round++) {
      heap.roots.set(0, heap.model.nil)
      made = 0
      expect(fill).toThrow(OutOfMemoryError)
      check()
      expect(made).toBeGreaterThan(first * 0.7)
    }
  })

  it.runIf(collects)('finalizes an object before those it refers to, and one of a cycle first', () => {
    const { heap, make, id, set, get } = makeWorld(model, small)
    const order: string[] = []
    // 1 -> 2 -> 3, 4 <-> 5, 6 -> 4
    for (let i = 1; i <= 6; i++) heap.roots.push(make(i, 2))
    const link = (a: number, b: number, slot = 0): void => set(heap.roots.get(a - 1), slot, heap.roots.get(b - 1))
    link(1, 2)
    link(2, 3)
    link(4, 5)
    link(5, 4)
    link(6, 4)
    for (const i of [3, 2, 4, 5, 6, 1]) {
      heap.finalize(heap.roots.get(i - 1), (ref) => {
        order.push(`${id(ref)}${get(ref, 0) === heap.model.nil ? '' : `>${id(get(ref, 0))}`}`)
      })
    }
    heap.roots.unwind(0)
    const rounds: string[][] = []
    for (let i = 0; i < 4; i++) {
      heap.collect()
      heap.verify()
      rounds.push(order.splice(0).sort())
    }
    expect(rounds.flat().sort()).toEqual(['1>2', '2>3', '3', '4>5', '5>4', '6>4'])
    if (collector !== 'refcount') expect(rounds).toEqual([['1>2', '6>4'], ['2>3', '4>5'], ['3', '5>4'], []])
    heap.collect()
    expect(numbers(heap, id)).toEqual([])
  })

  it.runIf(collects)('lets finalizers bring objects back, and allocate', () => {
    const { heap, make, id, set, get } = makeWorld(model, small)
    heap.roots.push(heap.model.nil)
    heap.roots.push(make(1, 1))
    set(heap.roots.get(1), 0, make(2, 0))
    const weak = heap.weakReference(heap.roots.get(1))
    heap.finalize(heap.roots.pop(), (ref) => {
      heap.roots.set(0, ref)
      for (let i = 0; i < 3000; i++) make(10, 4)
    })
    heap.collect()
    heap.collect()
    heap.verify()
    expect(id(get(heap.roots.get(0), 0))).toBe(2)
    expect(weak.ref).toBe(heap.model.nil)
    heap.roots.set(0, heap.model.nil)
    heap.collect()
    expect(numbers(heap, id)).toEqual([])
    expect(heap.stats.finalized).toBe(1)
  })

  it('survives finalizers and callbacks that throw', () => {
    const errors: unknown[] = []
    const { heap, make } = makeWorld(model, { ...small, onError: (error) => errors.push(error) })
    heap.roots.push(make(1, 0))
    heap.weakReference(heap.roots.get(0), () => {
      throw 'callback'
    })
    heap.finalize(heap.roots.pop(), () => {
      throw 'finalizer'
    })
    heap.collect()
    expect(errors).toEqual(collects ? ['callback', 'finalizer'] : [])
  })

  it('answers who refers to an object, and dumps', () => {
    const { heap, make, id, set } = makeWorld(model, small)
    for (let i = 0; i < 3; i++) heap.roots.push(make(i, 3))
    set(heap.roots.get(0), 0, heap.roots.get(2))
    set(heap.roots.get(0), 2, heap.roots.get(2))
    set(heap.roots.get(1), 1, heap.roots.get(2))
    heap.collect()
    expect(heap.referrers(heap.roots.get(2)).map(id).sort()).toEqual([0, 1])
    expect(heap.referents(heap.roots.get(0)).map(id)).toEqual([2, 2])
    const dump = [...heap.dump()]
    expect(dump.map((object) => object.refs.length).sort()).toEqual([0, 1, 2])
    expect(dump.every((object) => object.root && object.size > 0)).toBe(true)
  })

  it('calls hooks, and lets nobody allocate within', () => {
    const seen: string[] = []
    const world = makeWorld(model, {
      ...small,
      hooks: { before: (kind) => seen.push(`before ${kind}`), after: (kind) => seen.push(`after ${kind}`) },
    })
    world.heap.collect()
    if (!collects) return
    expect(seen.slice(-2)).toEqual(['before major', 'after major'])
    const { heap } = world
    for (const when of ['before', 'after'] as const) {
      heap.hooks[when] = () => {
        for (let i = 0; i < 100_000; i++) world.make(i, 2)
      }
      expect(() => heap.collect()).toThrow(/do not nest/)
      heap.hooks[when] = undefined
      heap.collect()
      heap.verify()
    }
  })

  it('collects only when told to, if not automatic', () => {
    const { heap, make, id } = makeWorld(model, { ...small, automatic: false })
    for (let i = 0; i < 20_000; i++) make(i, 1)
    expect(heap.stats.major + heap.stats.minor).toBe(0)
    expect(numbers(heap, id).length).toBe(20_000)
    heap.safepoint()
    heap.verify()
    if (collects) expect(numbers(heap, id).length).toBeLessThan(20_000)
  })
})

describe.each([
  ['SharedArrayBuffer', () => new SharedArrayBuffer(64 * KB, { maxByteLength: 16 * MB })],
  ['WebAssembly.Memory', () => new WebAssembly.Memory({ initial: 1, maximum: 256 })],
  ['ArrayBuffer', () => new ArrayBuffer(64 * KB)],
] as const)('linear memory in a %s', (_name, memory) => {
  it('grows up to its own limit', () => {
    const world = linearWorld({ collector: 'marksweep', maximum: 8 * MB, environment: {} }, memory())
    const { heap, make, set } = world
    heap.roots.push(0)
    expect(() => {
      for (;;) {
        const node = make(1, 4)
        set(node, 0, heap.roots.get(0))
        heap.roots.set(0, node)
      }
    }).toThrow(OutOfMemoryError)
    heap.verify()
    expect(heap.bytes).toBeGreaterThan(7 * MB)
    expect(heap.bytes).toBeLessThanOrEqual(8 * MB)
  })
})

function numbers(
  heap: { each(see: (ref: unknown) => void): void; model: { typeName(ref: unknown): string } },
  id: (ref: unknown) => number,
): number[] {
  const found: number[] = []
  heap.each((ref) => {
    if (!/^\(filler\)$|^Items$/.test(heap.model.typeName(ref))) found.push(id(ref))
  })
  return found.sort((a, b) => a - b)
}
