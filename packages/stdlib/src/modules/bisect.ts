// The `_bisect` module: binary search in sorted sequences. lib: bisect; CPython: Modules/_bisectmodule.c
import {
  arg,
  call1,
  callMethod,
  defineModule,
  dictType,
  error,
  getitem,
  hasItemsByIndex,
  index,
  insertItem,
  type Int,
  kw,
  lenOfAny,
  lt,
  norm,
  Special,
  typeOf,
  type Value,
  W_Dict,
  W_List,
} from '@typhon/objspace'

/**
 * The place for `x` in w[lo:hi]: after the items equal to it where `right`, else before them. The key function sees the
 * items, not `x`.
 */
function search(w: Value, x: Value, lo: Int, hi: Int | null, key: Value, right: boolean): Value {
  if (lo < 0) throw error('ValueError', 'lo must be non-negative')
  const end = hi === null || hi === -1 ? lenOfAny(w) : hi
  checkSequence(w)
  if (typeof lo === 'bigint' || typeof end === 'bigint') return searchFar(w, x, BigInt(lo), BigInt(end), key, right)
  let from = lo
  let to = end
  while (from < to) {
    const mid = Math.floor((from + to) / 2)
    let y = getitem(w, mid)
    if (key !== null) y = call1(key, y)
    if (right ? lt(x, y) : !lt(y, x)) to = mid
    else from = mid + 1
  }
  return from
}

/** CPython: get_sq_item */
function checkSequence(w: Value): void {
  const type = typeOf(w)
  if (
    hasItemsByIndex(type) &&
    !(w instanceof W_Dict && !type.heap && type.special(Special.getitem) === dictType.special(Special.getitem))
  )
    return
  if (type.special(Special.getitem) === undefined)
    throw error('TypeError', `'${type.fullName}' object does not support indexing`)
  throw error('TypeError', `${type.fullName} is not a sequence`)
}

/** The same of a sequence that is longer than memory. */
function searchFar(w: Value, x: Value, lo: bigint, hi: bigint, key: Value, right: boolean): Value {
  let from = lo
  let to = hi
  while (from < to) {
    const mid = (from + to) / 2n
    let y = getitem(w, norm(mid))
    if (key !== null) y = call1(key, y)
    if (right ? lt(x, y) : !lt(y, x)) to = mid
    else from = mid + 1n
  }
  return norm(from)
}

/** An index as C's ssize_t has it. */
function place(w: Value): Int {
  const n = index(w)
  if (typeof n === 'bigint' && BigInt.asIntN(64, n) !== n)
    throw error('OverflowError', 'Python int too large to convert to C ssize_t')
  return n
}

function lastPlace(w: Value): Int | null {
  if (w === null) return null
  if (typeOf(w).special(Special.index) === undefined)
    throw error('TypeError', `argument should be integer or None, not '${typeOf(w).fullName}'`)
  return place(w)
}

function insert(w: Value, x: Value, lo: Int, hi: Int | null, key: Value, right: boolean): null {
  const at = search(w, key === null ? x : call1(key, x), lo, hi, key, right)
  if (w instanceof W_List && !w.shape.type.heap) insertItem(w, at as number, x)
  else callMethod(w, 'insert', at, x)
  return null
}

const params = () =>
  [
    arg('a'),
    arg('x'),
    arg<Int>('lo', place, 0),
    arg<Int | null>('hi', lastPlace, null),
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
