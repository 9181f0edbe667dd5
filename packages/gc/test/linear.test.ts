/** What the linear model alone has: layouts, kinds of fields, memory that is somebody else's. */
import { Heap, LinearModel, type LinearOptions } from '@typhon/gc'
import { describe, expect, it } from 'vitest'

declare const WebAssembly: {
  Memory: new (size: { initial: number; maximum: number }) => LinearOptions['memory'] & { buffer: ArrayBuffer }
}

const environment = {}

describe('LinearModel', () => {
  it('has fields of every kind, aligned, the widest first', () => {
    const model = new LinearModel()
    const All = model.struct('All', {
      a: 'u8',
      b: 'f64',
      c: 'i16',
      d: 'ref',
      e: 'i64',
      f: 'f32',
      g: 'i8',
      h: 'u16',
      i: 'u32',
      j: 'i32',
    })
    new Heap(model, { environment })
    const { fields } = All
    for (const [name, width] of Object.entries({ b: 8, e: 8, d: 4, f: 4, i: 4, j: 4, c: 2, h: 2 }))
      expect(fields[name as 'a'].offset % width, name).toBe(0)
    expect(All.size).toBe(8 + 8 + 8 + 4 * 4 + 2 * 2 + 2 + 2)
    const p = All.allocate()
    const q = All.allocate()
    for (const name of Object.keys(fields)) expect(Number(fields[name as 'a'].get(p)), name).toBe(0)
    fields.a.set(p, 255)
    fields.b.set(p, -1.5)
    fields.c.set(p, -30_000)
    fields.d.set(p, q)
    fields.e.set(p, -(2n ** 62n))
    fields.f.set(p, 0.25)
    fields.g.set(p, -128)
    fields.h.set(p, 65_535)
    fields.i.set(p, 2 ** 32 - 1)
    fields.j.set(p, -(2 ** 31))
    const values = Object.keys(fields).map((name) => fields[name as 'a'].get(p))
    expect(values).toEqual([255, -1.5, -30_000, q, -(2n ** 62n), 0.25, -128, 65_535, 2 ** 32 - 1, -(2 ** 31)])
    for (const name of Object.keys(fields)) expect(Number(fields[name as 'a'].get(q)), name).toBe(0)
  })

  it('has arrays with bounds', () => {
    const model = new LinearModel()
    const Floats = model.array('Floats', 'f64')
    const Longs = model.array('Longs', 'i64')
    const heap = new Heap(model, { environment })
    const p = Floats.allocate(3)
    Floats.set(p, 2, Math.PI)
    expect([Floats.length(p), Floats.get(p, 1), Floats.get(p, 2)]).toEqual([3, 0, Math.PI])
    expect(() => Floats.get(p, 3)).toThrow(/Floats has no item 3/)
    expect(() => Floats.set(p, -1, 1)).toThrow(RangeError)
    expect(() => Floats.allocate(-1)).toThrow(/no length/)
    const q = Longs.allocate(10_000)
    Longs.set(q, 9_999, 2n ** 40n)
    expect([Longs.get(q, 9_999), Longs.get(q, 0)]).toEqual([2n ** 40n, 0n])
    expect(Floats.length(Floats.allocate(0))).toBe(0)
    heap.verify()
  })

  it('has strings', () => {
    const model = new LinearModel()
    const Text = model.string('Text')
    const heap = new Heap(model, { environment, nursery: 16384 })
    const kept = heap.keep(Text.from('naïve — 😀'))
    for (let i = 0; i < 5000; i++) Text.from(String(i))
    heap.collect()
    expect(Text.text(kept.ref)).toBe('naïve — 😀')
    expect(Text.bytes(Text.from(Uint8Array.of(1, 2, 255)))).toEqual(Uint8Array.of(1, 2, 255))
    expect(heap.stats.minor).toBeGreaterThan(3)
  })

  it('shares a WebAssembly.Memory, and leaves alone what is below the base', () => {
    const memory = new WebAssembly.Memory({ initial: 2, maximum: 64 })
    new Uint8Array(memory.buffer).fill(7, 0, 100_000)
    const model = new LinearModel({ memory, base: 100_000 })
    const Node = model.struct('Node', { next: 'ref', n: 'i32' })
    const heap = new Heap(model, { collector: 'generation', nursery: 65536, environment })
    const list = heap.keep(0)
    for (let i = 0; i < 20_000; i++) {
      const p = Node.allocate()
      Node.fields.n.set(p, i)
      // as a WebAssembly program would, which knows the offset
      model.writeRef(p, p + Node.fields.next.offset, list.ref)
      if (i % 4 === 0) list.ref = p
    }
    heap.collect()
    heap.verify()
    expect(new Uint8Array(memory.buffer).subarray(0, 100_000).every((byte) => byte === 7)).toBe(true)
    const words = new Int32Array(memory.buffer)
    let count = 0
    for (let p = list.ref; p !== 0; p = words[(p + Node.fields.next.offset) >> 2], count++)
      expect(words[(p + Node.fields.n.offset) >> 2]).toBe(19_996 - 4 * count)
    expect(count).toBe(5000)
  })

  it('belongs to one heap', () => {
    const model = new LinearModel()
    new Heap(model, { environment })
    expect(() => new Heap(model, { environment })).toThrow(/one heap/)
  })
})
