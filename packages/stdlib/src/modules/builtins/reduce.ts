// all, any, sum, min, max: one value from many. lib: functions; CPython: Python/bltinmodule.c
//
// Most of what they are given are lists and tuples of raw values, which need nobody to be asked: as far as these go, their items are taken from
// the array (`left`). From the first other item on it is the iterator that is asked, and operations of Python's that compare and add.
import {
  add,
  arg,
  call1,
  compensated,
  consumed,
  error,
  goThrough,
  gt,
  intOrUndefined,
  isTrue,
  isAsked,
  iter,
  kw,
  lt,
  type ModuleBuilder,
  newTupleIterator,
  next,
  optKw,
  pos,
  rest,
  stepOf,
  strOrUndefined,
  sumOfDoubles,
  taking,
  typeOf,
  type Value,
  W_ByteArray,
  W_Bytes,
  W_Float,
  W_ItemsIterator,
  W_List,
  W_Tuple,
} from '@typhon/objspace'

export function defineReductions(m: ModuleBuilder): void {
  m.fn('all', [pos('iterable')], 'Whether every item is true.', (w) => {
    const it = iter(w)
    if (isMet(it, false)) return false
    let result = true
    return goThrough(it, (x) => (result = isTrue(x)), 'all', undefined) ?? result
  })
  m.fn('any', [pos('iterable')], 'Whether some item is true.', (w) => {
    const it = iter(w)
    if (isMet(it, true)) return true
    let result = false
    return goThrough(it, (x) => !(result = isTrue(x)), 'any', undefined) ?? result
  })
  m.fn('sum', [pos('iterable'), arg<Value>('start', null, 0)], 'start plus all the items.', (w, start) => sum(w, start))
  const min = m.fn(
    'min',
    [rest('args'), kw<Value>('key', null, null), optKw<Value>('default')],
    'The smallest of the items or arguments, by key.',
    (args, key, otherwise) => extreme('min', args, key, otherwise, lt),
    null,
  )
  min.code.before = some('min')
  const max = m.fn(
    'max',
    [rest('args'), kw<Value>('key', null, null), optKw<Value>('default')],
    'The largest of the items or arguments, by key.',
    (args, key, otherwise) => extreme('max', args, key, otherwise, gt),
    null,
  )
  max.code.before = some('max')
  min.code.pair = (a, b) => (lt(b, a) ? b : a)
  max.code.pair = (a, b) => (gt(b, a) ? b : a)
}

/** The items among which are those that an iterator has left, from its place on; undefined where it is none of a list or tuple, or of a list of floats. */
function left(it: Value): readonly Value[] | undefined {
  if (!(it instanceof W_ItemsIterator)) return undefined
  const { source } = it
  if (source instanceof W_List) return source.floats === undefined ? source.array : undefined
  return source?.items
}

/** Whether an item is met that is true, or false, before the first one that has to be asked, which is the next one then. */
function isMet(it: Value, wanted: boolean): boolean {
  const items = left(it)
  if (items === undefined) return false
  const iterator = it as W_ItemsIterator
  for (let { i } = iterator; ; i++) {
    const x = items[i]
    const isRaw = x !== undefined && (typeof x !== 'object' || x === null)
    const isFound = isRaw && (x !== false && x !== 0 && x !== 0n && x !== null && x !== '') === wanted
    if (isRaw && !isFound) continue
    iterator.i = isFound ? i + 1 : i
    return isFound
  }
}

/** There must be something to compare before keywords are looked at. */
const some =
  (name: string) =>
  (args: readonly Value[], kwnames: readonly string[] | null): void => {
    if (args.length === (kwnames?.length ?? 0)) throw error('TypeError', `${name} expected at least 1 argument, got 0`)
  }

function extreme(
  name: 'min' | 'max',
  args: Value[],
  key: Value,
  otherwise: Value | undefined,
  better: (a: Value, b: Value) => boolean,
): Value {
  if (args.length > 1 && otherwise !== undefined)
    throw error('TypeError', `Cannot specify a default for ${name}() with multiple positional arguments`)
  const best = extremeOf(name, args, key, better)
  if (best !== undefined) return best
  if (otherwise !== undefined) return otherwise
  throw error('ValueError', `${name}() iterable argument is empty`)
}

/** The same, undefined where there is nothing to choose from. */
function extremeOf(
  name: 'min' | 'max',
  args: Value[],
  key: Value,
  better: (a: Value, b: Value) => boolean,
): Value | undefined {
  const [only] = args
  if (key === null && args.length === 1 && only instanceof W_List && only.floats !== undefined)
    return extremeDouble(only.floats, name)
  const it = args.length > 1 ? newTupleIterator(new W_Tuple(args)) : iter(only)
  return key === null ? extremeItem(it, name, better) : extremeByKey(it, key, name, better)
}

/** The same of what an iterator gives. */
function extremeItem(it: Value, name: 'min' | 'max', better: (a: Value, b: Value) => boolean): Value | undefined {
  let best = next(it)
  const items = left(it)
  if (items !== undefined && best !== undefined) best = extremeRaw(it as W_ItemsIterator, items, best, name === 'min')
  for (let count = 0; best !== undefined; count++) {
    if (isAsked(count)) {
      const w = consumed(name, it, count, best)
      if (w !== undefined) return w
    }
    const x = next(it)
    if (x === undefined) break
    if (better(x, best)) best = x
  }
  return best
}

/** The best of raw numbers, or of raw strings, up to an item that is neither. */
function extremeRaw(it: W_ItemsIterator, items: readonly Value[], first: Value, isMin: boolean): Value {
  let { i } = it
  let best = first
  if (typeof first === 'number') {
    let n: number = first
    for (; i < items.length; i++) {
      const x = items[i]
      if (typeof x !== 'number') break
      if (isMin ? x < n : x > n) n = x
    }
    best = n
  } else if (typeof first === 'string') {
    let s: string = first
    for (; i < items.length; i++) {
      const x = items[i]
      if (typeof x !== 'string') break
      if (isMin ? x < s : x > s) s = x
    }
    best = s
  }
  it.i = i
  return best
}

/** The same by what `key` gives for each item. */
function extremeByKey(
  it: Value,
  key: Value,
  name: 'min' | 'max',
  better: (a: Value, b: Value) => boolean,
): Value | undefined {
  const step = stepOf(it)
  let best = step(it)
  if (best === undefined) return undefined
  let bestKey = call1(key, best)
  for (let count = 0; ; count++) {
    if (isAsked(count)) {
      const w = consumed(`${name}_by`, it, count, key, best, bestKey)
      if (w !== undefined) return w
    }
    const x = step(it)
    if (x === undefined) return best
    taking(count)
    const k = call1(key, x)
    if (better(k, bestKey)) {
      best = x
      bestKey = k
    }
  }
}

/** The first that none of the others is less than, or greater. */
function extremeDouble(floats: readonly number[], name: string): Value | undefined {
  if (floats.length === 0) return undefined
  let best = floats[0]
  if (name === 'min') {
    for (let i = 1; i < floats.length; i++) if (floats[i] < best) best = floats[i]
  } else for (let i = 1; i < floats.length; i++) if (floats[i] > best) best = floats[i]
  return new W_Float(best)
}

/** An int that a C long holds, as a double. */
function asCLong(w: Value): number | undefined {
  if (typeof w === 'number') return w
  const n = intOrUndefined(w)
  return n === undefined || (typeof n === 'bigint' && BigInt.asIntN(64, n) !== n) ? undefined : Number(n)
}

/** Sums ints as numbers while they fit, floats with Neumaier's compensation, the rest by `+`. */
function sum(iterable: Value, start: Value): Value {
  const it = iter(iterable)
  if (strOrUndefined(start) !== undefined)
    throw error('TypeError', "sum() can't sum strings [use ''.join(seq) instead]")
  if (start instanceof W_Bytes) throw error('TypeError', "sum() can't sum bytes [use b''.join(seq) instead]")
  if (start instanceof W_ByteArray) throw error('TypeError', "sum() can't sum bytearray [use b''.join(seq) instead]")
  // Ints first, floats behind them, then by `+`: what was left is not come back to. CPython: Python/bltinmodule.c (builtin_sum_impl)
  if ((typeof start === 'number' || typeof start === 'bigint') && asCLong(start) !== undefined)
    return sumInts(it, start)
  return start instanceof W_Float && !typeOf(start).heap ? sumFloats(it, start.v, 0) : sumAny(it, start)
}

/** The sum of raw ints and truth values up to what is neither, or with which it is no safe integer. */
function sumRaw(it: W_ItemsIterator, items: readonly Value[], start: number): number {
  let { i } = it
  let total = start
  for (; i < items.length; i++) {
    const x = items[i]
    if (typeof x !== 'number' && typeof x !== 'boolean') break
    const s = total + Number(x)
    if (s > Number.MAX_SAFE_INTEGER || s < Number.MIN_SAFE_INTEGER) break
    total = s
  }
  it.i = i
  return total
}

/** What is left of an iterator, added to an int that a C long holds. */
function sumInts(it: Value, start: Value): Value {
  const items = left(it)
  let total = items !== undefined && typeof start === 'number' ? sumRaw(it as W_ItemsIterator, items, start) : start
  for (let count = 0; ; count++) {
    if (isAsked(count)) {
      const w = consumed('sum', it, count, total)
      if (w !== undefined) return w
    }
    let x = next(it)
    if (typeof total === 'number' && typeof x === 'number') {
      let n: number = total
      while (typeof x === 'number') {
        const s: number = n + x
        if (!Number.isSafeInteger(s)) break
        n = s
        x = undefined
        if (isAsked(++count)) break
        x = next(it)
        if (x === undefined) return n
      }
      total = n
      if (x === undefined) {
        count--
        continue
      }
    }
    if (x === undefined) return total
    const isInt = typeof x === 'number' || typeof x === 'bigint' || typeof x === 'boolean'
    const wasLong = isInt && asCLong(x) !== undefined
    total = add(total, x)
    if (!wasLong || asCLong(total) === undefined) break
  }
  return total instanceof W_Float && !typeOf(total).heap ? sumFloats(it, total.v, 0) : sumAny(it, total)
}

/** The same of a float, of which `c` is what its additions have lost. */
function sumFloats(it: Value, start: number, compensation: number): Value {
  let f = +start
  let c = +compensation
  // What is left of a list of floats is added without making them.
  if (it instanceof W_ItemsIterator && it.source instanceof W_List && it.source.floats !== undefined) {
    const { floats } = it.source
    it.source = undefined
    return new W_Float(sumOfDoubles(floats, it.i, floats.length, f, c))
  }
  for (let count = 0; ; count++) {
    if (isAsked(count)) {
      const w = consumed('sum_floats', it, count, new W_Float(f), new W_Float(c))
      if (w !== undefined) return w
    }
    const x = next(it)
    if (x instanceof W_Float && !typeOf(x).heap) {
      const { v } = x
      const t = f + v
      c += Math.abs(f) >= Math.abs(v) ? f - t + v : v - t + f
      f = t
      continue
    }
    const n = x === undefined ? undefined : asCLong(x)
    // Ints are added as they are.
    if (n !== undefined) {
      f += n
      continue
    }
    const total = new W_Float(compensated(f, c))
    return x === undefined ? total : sumAny(it, add(total, x))
  }
}

/** The same of anything else. */
function sumAny(it: Value, start: Value): Value {
  let total = start
  for (;;) {
    const x = next(it)
    if (x === undefined) return total
    total = add(total, x)
  }
}
