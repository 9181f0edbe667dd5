/**
 * One kind of graph on every model: nodes with a number and slots for references, made so that a test need not know which model it runs on.
 */
import {
  type CollectorName,
  COLLECTORS,
  Heap,
  type HeapOptions,
  HostModel,
  type HostObject,
  LinearModel,
  type LinearOptions,
} from '@typhon/gc'

export interface World<R> {
  readonly heap: Heap<R>
  /** A node with so many slots. May collect. */
  make(id: number, slots: number): R
  id(ref: R): number
  slots(ref: R): number
  get(ref: R, slot: number): R
  set(ref: R, slot: number, value: R): void
}

class HostNode implements HostObject {
  gcHeader = 0
  readonly id: number
  readonly refs: (HostNode | null)[]

  constructor(id: number, slots: number) {
    this.id = id
    this.refs = new Array(slots).fill(null)
  }
}

export function hostWorld(options: HeapOptions): World<HostNode | null> {
  const model = new HostModel<HostNode>({
    references(node, visitor) {
      for (const ref of node.refs) visitor.visit(ref)
    },
    size: (node) => 32 + node.refs.length * 8,
  })
  return {
    heap: new Heap(model, options),
    make: (id, slots) => model.add(new HostNode(id, slots)),
    id: (ref) => ref!.id,
    slots: (ref) => ref!.refs.length,
    get: (ref, slot) => ref!.refs[slot],
    set(ref, slot, value) {
      model.write(ref!, ref!.refs[slot], value)
      ref!.refs[slot] = value
    },
  }
}

/** Nodes with up to four slots are structs, the others have an array of references. */
export function linearWorld(options: HeapOptions, memory?: LinearOptions['memory']): World<number> {
  const model = new LinearModel({ memory })
  const Small = model.struct('Small', {
    a: 'ref',
    id: 'i32',
    b: 'ref',
    c: 'ref',
    weight: 'f64',
    d: 'ref',
    length: 'u8',
  })
  const Wide = model.struct('Wide', { id: 'i32', items: 'ref' })
  const Items = model.array('Items', 'ref')
  const { a, b, c, d, id, length } = Small.fields
  const small = [a, b, c, d]
  const heap = new Heap(model, options)
  return {
    heap,
    make(number, slots) {
      if (slots <= 4) {
        const p = Small.allocate()
        id.set(p, number)
        length.set(p, slots)
        return p
      }
      heap.roots.push(Items.allocate(slots))
      const p = Wide.allocate()
      Wide.fields.id.set(p, number)
      Wide.fields.items.set(p, heap.roots.pop())
      return p
    },
    id: (p) => (model.typeOf(p) === Small ? id.get(p) : Wide.fields.id.get(p)),
    slots: (p) => (model.typeOf(p) === Small ? length.get(p) : Items.length(Wide.fields.items.get(p))),
    get: (p, slot) => (model.typeOf(p) === Small ? small[slot].get(p) : Items.get(Wide.fields.items.get(p), slot)),
    set(p, slot, value) {
      if (model.typeOf(p) === Small) small[slot].set(p, value)
      else Items.set(Wide.fields.items.get(p), slot, value)
    },
  }
}

const MOVING: string[] = ['markcompact', 'semispace']

/** Every collector with every model it can work on. */
export function combinations(): { name: string; model: 'linear' | 'host'; collector: CollectorName }[] {
  return COLLECTORS.flatMap((collector) =>
    (['linear', 'host'] as const)
      .filter((model) => model === 'linear' || !MOVING.includes(collector))
      .map((model) => ({ name: `${collector} on ${model}`, model, collector })),
  )
}

export function makeWorld(model: 'linear' | 'host', options: HeapOptions): World<unknown> {
  return (model === 'linear' ? linearWorld(options) : hostWorld(options)) as World<unknown>
}
