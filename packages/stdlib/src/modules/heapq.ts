// The `_heapq` module: binary heaps in lists. lib: heapq; CPython: Modules/_heapqmodule.c
//
// Comparisons may run Python code that changes the list: after each one its length is looked at, and the items are read anew.
import { type Convert, defineModule, error, lt, pos, type Value, W_List, wrongType } from '@typhon/objspace'

/** Whether `a` must stand above `b`. */
type Above = (a: Value, b: Value) => boolean

const smaller: Above = lt
const larger: Above = (a, b) => lt(b, a)

function above(heap: W_List, first: Above, a: Value, b: Value): boolean {
  const size = heap.items.length
  const r = first(a, b)
  if (heap.items.length !== size) throw error('RuntimeError', 'list changed size during iteration')
  return r
}

/** Moves the item at `place` towards the root until its parent may stand above it. */
function rise(heap: W_List, start: number, place: number, first: Above): void {
  if (place >= heap.items.length) throw error('IndexError', 'index out of range')
  while (place > start) {
    const parent = (place - 1) >> 1
    if (!above(heap, first, heap.items[place], heap.items[parent])) return
    const { items } = heap
    const x = items[place]
    items[place] = items[parent]
    items[parent] = x
    place = parent
  }
}

/** Moves the item at `place` down to a leaf along the children that come first, then up to where it belongs. */
function settle(heap: W_List, place: number, first: Above): void {
  const size = heap.items.length
  if (place >= size) throw error('IndexError', 'index out of range')
  const start = place
  const inner = size >> 1
  while (place < inner) {
    let child = 2 * place + 1
    if (child + 1 < size && !above(heap, first, heap.items[child], heap.items[child + 1])) child++
    const { items } = heap
    const x = items[child]
    items[child] = items[place]
    items[place] = x
    place = child
  }
  rise(heap, start, place, first)
}

function pop(heap: W_List, first: Above): Value {
  const { items } = heap
  if (items.length === 0) throw error('IndexError', 'index out of range')
  const last = items.pop()!
  if (items.length === 0) return last
  const top = items[0]
  items[0] = last
  settle(heap, 0, first)
  return top
}

function replace(heap: W_List, x: Value, first: Above): Value {
  const { items } = heap
  if (items.length === 0) throw error('IndexError', 'index out of range')
  const top = items[0]
  items[0] = x
  settle(heap, 0, first)
  return top
}

function order(heap: W_List, first: Above): null {
  for (let i = (heap.items.length >> 1) - 1; i >= 0; i--) settle(heap, i, first)
  return null
}

const list: Convert<W_List> = (w, where) => {
  if (w instanceof W_List) return w
  throw wrongType(w, where, 'list')
}

const heapParam = () => pos('heap', list)

export const heapqModule = defineModule('_heapq', 'Priority queues kept as binary heaps in lists.', (m) => {
  m.fn('heappush', [heapParam(), pos('item')], 'Put item on the heap.', (heap, x) => {
    heap.items.push(x)
    rise(heap, 0, heap.items.length - 1, smaller)
    return null
  })
  m.fn(
    'heappushpop',
    [heapParam(), pos('item')],
    'Put item on the heap, then take the smallest one off.',
    (heap, x) => {
      if (heap.items.length === 0 || !smaller(heap.items[0], x)) return x
      if (heap.items.length === 0) throw error('IndexError', 'index out of range')
      return replace(heap, x, smaller)
    },
  )
  m.fn('heappop', [heapParam()], 'Take the smallest item off the heap.', (heap) => pop(heap, smaller))
  m.fn(
    'heapreplace',
    [heapParam(), pos('item')],
    'Take the smallest item off the heap, then put item on it.',
    (heap, x) => replace(heap, x, smaller),
  )
  m.fn('heapify', [heapParam()], 'Make a heap of a list, in place.', (heap) => order(heap, smaller))
  m.fn('_heappop_max', [heapParam()], 'heappop of a heap with the largest item on top.', (heap) => pop(heap, larger))
  m.fn(
    '_heapreplace_max',
    [heapParam(), pos('item')],
    'heapreplace of a heap with the largest item on top.',
    (heap, x) => replace(heap, x, larger),
  )
  m.fn('_heapify_max', [heapParam()], 'heapify with the largest item on top.', (heap) => order(heap, larger))
  m.constant('__about__', 'Heaps are lists in which heap[k] <= heap[2*k+1] and heap[k] <= heap[2*k+2] for every k.')
})
