/**
 * Four programs that live off their heap, written once for every kind of heap: plain JavaScript, and both models of this package.
 *
 * Each answers with a number that does not depend on the heap, so that one which loses an object is noticed.
 */
import { Heap, type HeapOptions, HostModel, type HostObject, LinearModel } from '@typhon/gc'
import { randomly } from '../test/shadow.ts'

/** Nodes with two references and a number, and arrays of references and of bytes. */
export interface Kit<R> {
  readonly nil: R
  node(value: number, left: R, right: R): R
  left(node: R): R
  right(node: R): R
  value(node: R): number
  setRight(node: R, to: R): void
  array(length: number): R
  item(array: R, i: number): R
  setItem(array: R, i: number, to: R): void
  bytes(length: number): R
  byteLength(bytes: R): number
  /** The stack of roots. */
  push(ref: R): number
  pop(): R
  root(i: number): R
  setRoot(i: number, to: R): void
}

/** Boehm's GCBench: trees of many sizes, made from below and from above, beside one that lives long. */
function gcbench<R>(kit: Kit<R>): number {
  const build = (depth: number): R => {
    if (depth === 0) return kit.node(1, kit.nil, kit.nil)
    kit.push(build(depth - 1))
    const at = kit.push(build(depth - 1))
    const node = kit.node(depth, kit.root(at - 1), kit.root(at))
    kit.pop()
    kit.pop()
    return node
  }
  const count = (node: R): number => (node === kit.nil ? 0 : 1 + count(kit.left(node)) + count(kit.right(node)))
  let sum = count(build(16))
  const long = kit.push(build(15))
  for (let depth = 4; depth <= 14; depth += 2) for (let i = 1 << (16 - depth); i > 0; i--) sum += count(build(depth))
  sum += count(kit.root(long))
  kit.pop()
  return sum
}

/** A table of 100,000 entries, of which a random one is replaced, 500,000 times, while others are looked up. */
function cache<R>(kit: Kit<R>): number {
  const random = randomly(1)
  const SIZE = 100_000
  const table = kit.push(kit.array(SIZE))
  let sum = 0
  for (let i = 0; i < SIZE + 500_000; i++) {
    const slot = i < SIZE ? i : Math.floor(random() * SIZE)
    const data = kit.push(kit.bytes(8 + (i & 63)))
    const entry = kit.node(i, kit.root(data), kit.nil)
    kit.pop()
    kit.setItem(kit.root(table), slot, entry)
    const other = kit.item(kit.root(table), (i * 7919) % SIZE)
    if (other !== kit.nil) sum = (sum + kit.value(other) + kit.byteLength(kit.left(other))) % 1_000_003
  }
  kit.pop()
  return sum
}

/** A linked queue of 50,000 messages, through which a million goes. */
function queue<R>(kit: Kit<R>): number {
  let length = 1
  let sum = 0
  const head = kit.push(kit.node(0, kit.nil, kit.nil))
  const tail = kit.push(kit.root(head))
  for (let i = 1; i < 1_000_000; i++) {
    const node = kit.node(i, kit.nil, kit.nil)
    kit.setRight(kit.root(tail), node)
    kit.setRoot(tail, node)
    if (++length > 50_000) {
      sum = (sum + kit.value(kit.root(head))) % 1_000_003
      kit.setRoot(head, kit.right(kit.root(head)))
      length--
    }
  }
  kit.pop()
  kit.pop()
  return sum
}

/** Strings of sizes that change from one phase to the next, randomly replaced: what leaves holes of the wrong size everywhere. */
function fragmentation<R>(kit: Kit<R>): number {
  const random = randomly(2)
  const SIZE = 20_000
  const table = kit.push(kit.array(SIZE))
  let sum = 0
  for (const size of [24, 200, 40, 1500, 72, 3000, 16, 600]) {
    for (let i = 0; i < 30_000; i++) {
      const slot = Math.floor(random() * SIZE)
      const bytes = kit.bytes(size + Math.floor(random() * size))
      kit.setItem(kit.root(table), slot, bytes)
      sum += kit.byteLength(kit.item(kit.root(table), slot))
    }
    // Every other one goes: what stays keeps its surroundings.
    for (let i = 0; i < SIZE; i += 2) kit.setItem(kit.root(table), i, kit.nil)
  }
  kit.pop()
  return sum
}

export const PROGRAMS: Record<string, <R>(kit: Kit<R>) => number> = { gcbench, cache, queue, fragmentation }

export function linearKit(options: HeapOptions): [Kit<number>, Heap<number>] {
  const model = new LinearModel()
  const Node = model.struct('Node', { left: 'ref', right: 'ref', value: 'i32' })
  const Items = model.array('Items', 'ref')
  const Bytes = model.string('Bytes')
  const heap = new Heap(model, options)
  const { left, right, value } = Node.fields
  const { roots } = heap
  const kit: Kit<number> = {
    nil: 0,
    node(v, l, r) {
      // The references may be in roots that the caller has, or nil: they are put where a collection sees them.
      if (model.free + Node.size > model.top && (l !== 0 || r !== 0)) {
        roots.push(l)
        roots.push(r)
        const p = Node.allocate()
        right.set(p, roots.pop())
        left.set(p, roots.pop())
        value.set(p, v)
        return p
      }
      const p = Node.allocate()
      if (l !== 0) left.set(p, l)
      if (r !== 0) right.set(p, r)
      value.set(p, v)
      return p
    },
    left: (p) => left.get(p),
    right: (p) => right.get(p),
    value: (p) => value.get(p),
    setRight: (p, to) => right.set(p, to),
    array: (length) => Items.allocate(length),
    item: (p, i) => Items.get(p, i),
    setItem: (p, i, to) => Items.set(p, i, to),
    bytes: (length) => Bytes.allocate(length),
    byteLength: (p) => Bytes.length(p),
    push: (ref) => roots.push(ref),
    pop: () => roots.pop(),
    root: (i) => roots.get(i),
    setRoot: (i, ref) => roots.set(i, ref),
  }
  return [kit, heap]
}

class Item implements HostObject {
  gcHeader = 0
  value: number
  left: Item | null
  right: Item | null
  items: (Item | null)[] | null = null
  data: number[] | null = null

  constructor(value: number, left: Item | null, right: Item | null) {
    this.value = value
    this.left = left
    this.right = right
  }
}

/** Plain objects; with a model, they are added to it, and writes are told. */
function objectKit(model: HostModel<Item> | null, heap: Heap<Item | null> | null): Kit<Item | null> {
  const stack: (Item | null)[] = []
  const added = (item: Item): Item => (model === null ? item : model.add(item))
  return {
    nil: null,
    node: (value, left, right) => added(new Item(value, left, right)),
    left: (node) => node!.left,
    right: (node) => node!.right,
    value: (node) => node!.value,
    setRight(node, to) {
      if (model !== null) model.write(node!, node!.right, to)
      node!.right = to
    },
    array(length) {
      const item = new Item(0, null, null)
      item.items = new Array(length).fill(null)
      return added(item)
    },
    item: (array, i) => array!.items![i],
    setItem(array, i, to) {
      const items = array!.items!
      if (model !== null) model.write(array!, items[i], to)
      items[i] = to
    },
    bytes(length) {
      // So many bytes as V8 keeps cheaply: small typed arrays are not.
      const item = new Item(length, null, null)
      item.data = new Array<number>(length >> 3).fill(0)
      return added(item)
    },
    byteLength: (bytes) => bytes!.value,
    push: (ref) => (heap === null ? stack.push(ref) - 1 : heap.roots.push(ref)),
    pop: () => (heap === null ? stack.pop()! : heap.roots.pop()),
    root: (i) => (heap === null ? stack[i] : heap.roots.get(i)),
    setRoot(i, ref) {
      if (heap === null) stack[i] = ref
      else heap.roots.set(i, ref)
    },
  }
}

export function plainKit(): Kit<Item | null> {
  return objectKit(null, null)
}

export function hostKit(options: HeapOptions): [Kit<Item | null>, Heap<Item | null>] {
  const model = new HostModel<Item>({
    references(item, visitor) {
      visitor.visit(item.left)
      visitor.visit(item.right)
      if (item.items !== null) for (let i = 0; i < item.items.length; i++) visitor.visit(item.items[i])
    },
  })
  const heap = new Heap(model, options)
  return [objectKit(model, heap), heap]
}
