// The `_bisect` module: binary search in sorted sequences. lib: bisect; CPython: Modules/_bisectmodule.c
import {
  arg,
  call1,
  callMethod,
  defineModule,
  error,
  getitem,
  kw,
  len,
  lt,
  orNone,
  ssize,
  type Value,
  W_List,
} from '@typhon/objspace'

/**
 * The place for `x` in w[lo:hi]: after the items equal to it where `right`, else before them. The key function sees the
 * items, not `x`.
 */
function search(w: Value, x: Value, lo: number, hi: number | null, key: Value, right: boolean): number {
  if (lo < 0) throw error('ValueError', 'lo must be non-negative')
  let from = lo
  let to = hi === null || hi === -1 ? len(w) : hi
  while (from < to) {
    const mid = Math.floor((from + to) / 2)
    let y = getitem(w, mid)
    if (key !== null) y = call1(key, y)
    if (right ? lt(x, y) : !lt(y, x)) to = mid
    else from = mid + 1
  }
  return from
}

function insert(w: Value, x: Value, lo: number, hi: number | null, key: Value, right: boolean): null {
  const place = search(w, key === null ? x : call1(key, x), lo, hi, key, right)
  if (w instanceof W_List && !w.shape.type.heap) w.items.splice(place, 0, x)
  else callMethod(w, 'insert', place, x)
  return null
}

const params = () =>
  [
    arg('a'),
    arg('x'),
    arg('lo', ssize, 0),
    arg<number | null>('hi', orNone(ssize), null),
    kw<Value>('key', null, null),
  ] as const

export const bisectModule = defineModule('_bisect', 'Binary search in sorted sequences.', (m) => {
  m.fn(
    'bisect_right',
    params(),
    'Where to insert x to keep the sequence sorted: after any equal items.',
    (a, x, lo, hi, key) => search(a, x, lo, hi, key, true),
  )
  m.fn(
    'bisect_left',
    params(),
    'Where to insert x to keep the sequence sorted: before any equal items.',
    (a, x, lo, hi, key) => search(a, x, lo, hi, key, false),
  )
  m.fn('insort_right', params(), 'Insert x into the sorted sequence, after any equal items.', (a, x, lo, hi, key) =>
    insert(a, x, lo, hi, key, true),
  )
  m.fn('insort_left', params(), 'Insert x into the sorted sequence, before any equal items.', (a, x, lo, hi, key) =>
    insert(a, x, lo, hi, key, false),
  )
})
