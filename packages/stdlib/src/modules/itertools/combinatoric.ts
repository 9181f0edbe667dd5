// product, permutations, combinations, combinations_with_replacement. lib: itertools; CPython: Modules/itertoolsmodule.c
import {
  arg,
  defineType,
  error,
  indexOrUndefined,
  iteratorMethods,
  kw,
  type Layout,
  OBJECT_LAYOUT,
  rest,
  type Shape,
  intOrUndefined,
  ssize,
  type TypeBuilder,
  typeOf,
  unpack,
  type Value,
  W_Iterator,
  tupleOf,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import { reduceBy, restoreBy, stateItems } from './pickling.ts'

const layout = (name: string): Layout => ({ name, base: OBJECT_LAYOUT })

/** An iterator whose state is a vector of indices into pools: `advance` moves to the next vector, false at the end. */
abstract class W_Combinatoric extends W_Iterator {
  started = false
  finished = false
  abstract readonly indices: number[]
  protected abstract current(): Value[]
  protected abstract advance(): boolean

  /** Somebody has asked for an item. */
  asked = false

  override next(): Value | undefined {
    this.asked = true
    if (this.finished) return undefined
    if (!this.started) this.started = true
    else if (!this.advance()) {
      this.finished = true
      return undefined
    }
    return tupleOf(this.current())
  }
}

/** One that chooses from a single pool. */
abstract class W_Choice extends W_Combinatoric {
  abstract readonly pool: Value[]

  /** The items at the first `count` indices. */
  protected chosen(count: number): Value[] {
    const { pool, indices } = this
    const items: Value[] = []
    for (let i = 0; i < count; i++) items.push(pool[indices[i]])
    return items
  }
}

function combinatoricType<S extends W_Combinatoric>(
  name: string,
  doc: string,
  fill: (t: TypeBuilder<S>) => void,
): W_Type {
  return defineType<S>(name, { module: 'itertools', layout: layout(name), doc }, (t) => {
    iteratorMethods(t)
    fill(t)
    t.method('__sizeof__', [], 'Bytes of memory the iterator takes.', (self) => 56 + 8 * self.indices.length)
  })
}

/** The ints of a state, of which there have to be so many. */
function indicesOf(state: Value, n: number): number[] {
  if (!(state instanceof W_Tuple) || state.items.length !== n) throw error('ValueError', 'invalid arguments')
  return state.items.map((w) => {
    const i = indexOrUndefined(w)
    if (i === undefined) throw error('TypeError', 'an integer is required')
    return Number(i)
  })
}

const clip = (v: number, most: number): number => Math.max(0, Math.min(v, most))

/** Pickling of choices from one pool; `most` is the largest index at a place. */
function reduceChoices<S extends W_Combinatoric & { pool: Value[]; r: number; indices: number[] }>(
  t: TypeBuilder<S>,
  most: (i: number, self: S) => number,
): void {
  reduceBy(t, (self) => {
    const { pool, r, indices, started, finished } = self
    if (finished && started) return [[new W_Tuple([]), r]]
    const args: Value[] = [new W_Tuple(pool), r]
    return started ? [args, new W_Tuple(indices)] : [args]
  })
  restoreBy(t, (self, state) => {
    indicesOf(state, self.r).forEach((v, i) => (self.indices[i] = clip(v, most(i, self))))
    self.started = true
  })
}

class W_Product extends W_Combinatoric {
  readonly pools: Value[][]
  readonly indices: number[]
  constructor(pools: Value[][], shape: Shape) {
    super(shape)
    this.pools = pools
    this.indices = pools.map(() => 0)
    this.finished = pools.some((p) => p.length === 0)
  }

  protected override current(): Value[] {
    const { pools, indices } = this
    const items: Value[] = []
    for (let i = 0; i < pools.length; i++) items.push(pools[i][indices[i]])
    return items
  }

  protected override advance(): boolean {
    for (let i = this.pools.length - 1; i >= 0; i--) {
      if (++this.indices[i] < this.pools[i].length) return true
      this.indices[i] = 0
    }
    return false
  }
}

export const productType = combinatoricType<W_Product>(
  'product',
  'Every combination of one item of each iterable.',
  (t) => {
    t.new(
      [rest('iterables'), kw('repeat', ssize, 1)],
      (cls, iterables, repeat) => {
        if (repeat < 0) throw error('ValueError', 'repeat argument cannot be negative')
        const pools = repeat === 0 ? [] : iterables.map(unpack)
        const all: Value[][] = []
        for (let k = 0; k < repeat; k++) all.push(...pools)
        return new W_Product(all, cls.rootShape())
      },
      '(*iterables, repeat=1)',
    )
    reduceBy(t, (self) => {
      const { pools, indices, started, finished } = self
      // A product that never had an item says so only when it is asked for one.
      if (finished && (started || self.asked)) return [[new W_Tuple([])]]
      const args = pools.map((p) => new W_Tuple(p))
      return started ? [args, new W_Tuple(indices)] : [args]
    })
    restoreBy(t, (self, state) => {
      const { pools, indices } = self
      const values = indicesOf(state, pools.length)
      if (pools.some((p) => p.length === 0)) {
        self.finished = true
        return
      }
      values.forEach((v, i) => (indices[i] = clip(v, pools[i].length - 1)))
      self.started = true
    })
  },
)

class W_Permutations extends W_Choice {
  readonly pool: Value[]
  readonly r: number
  readonly indices: number[]
  readonly cycles: number[]
  constructor(pool: Value[], r: number, shape: Shape) {
    super(shape)
    this.pool = pool
    this.r = r
    this.indices = pool.map((_, i) => i)
    this.cycles = []
    for (let i = 0; i < r; i++) this.cycles.push(pool.length - i)
    this.finished = r > pool.length
  }

  protected override current(): Value[] {
    return this.chosen(this.r)
  }

  protected override advance(): boolean {
    const { indices, cycles, r } = this
    const n = indices.length
    for (let i = r - 1; i >= 0; i--) {
      if (--cycles[i] === 0) {
        const first = indices[i]
        for (let k = i + 1; k < n; k++) indices[k - 1] = indices[k]
        indices[n - 1] = first
        cycles[i] = n - i
      } else {
        const j = n - cycles[i]
        const other = indices[j]
        indices[j] = indices[i]
        indices[i] = other
        return true
      }
    }
    return false
  }
}

export const permutationsType = combinatoricType<W_Permutations>(
  'permutations',
  'Every ordering of r of the items.',
  (t) => {
    t.new([arg('iterable'), arg<Value>('r', null, null)], (cls, w, r) => {
      const pool = unpack(w)
      if (r !== null && intOrUndefined(r) === undefined) throw error('TypeError', 'Expected int as r')
      const count = r === null ? pool.length : ssize(r)
      if (count < 0) throw error('ValueError', 'r must be non-negative')
      return new W_Permutations(pool, count, cls.rootShape())
    })
    reduceBy(t, (self) => {
      const { pool, r, indices, cycles, started, finished } = self
      if (finished && started) return [[new W_Tuple([]), r]]
      const args: Value[] = [new W_Tuple(pool), r]
      return started ? [args, new W_Tuple([new W_Tuple(indices), new W_Tuple(cycles)])] : [args]
    })
    restoreBy(t, (self, state) => {
      const n = self.indices.length
      const [w_indices, w_cycles] = stateItems(state, 2, 2)
      const wrong = [w_indices, w_cycles].findIndex((w) => !(w instanceof W_Tuple))
      if (wrong >= 0)
        throw error(
          'TypeError',
          `argument ${wrong + 1} must be tuple, not ${typeOf(wrong === 0 ? w_indices : w_cycles).name}`,
        )
      const indices = indicesOf(w_indices, n)
      const cycles = indicesOf(w_cycles, self.r)
      indices.forEach((v, i) => (self.indices[i] = clip(v, n - 1)))
      cycles.forEach((v, i) => (self.cycles[i] = Math.max(1, Math.min(v, n - i))))
      self.started = true
    })
  },
)

class W_Combinations extends W_Choice {
  readonly pool: Value[]
  readonly r: number
  readonly indices: number[]
  constructor(pool: Value[], r: number, shape: Shape) {
    super(shape)
    this.pool = pool
    this.r = r
    this.indices = Array.from({ length: r }, (_, i) => i)
    this.finished = r > pool.length
  }

  protected override current(): Value[] {
    return this.chosen(this.indices.length)
  }

  protected override advance(): boolean {
    const { indices, r } = this
    const n = this.pool.length
    let i = r - 1
    while (i >= 0 && indices[i] === i + n - r) i--
    if (i < 0) return false
    indices[i]++
    for (let j = i + 1; j < r; j++) indices[j] = indices[j - 1] + 1
    return true
  }
}

export const combinationsType = combinatoricType<W_Combinations>(
  'combinations',
  'Every choice of r of the items, in their order.',
  (t) => {
    t.new([arg('iterable'), arg('r', ssize)], (cls, w, r) => {
      const pool = unpack(w)
      if (r < 0) throw error('ValueError', 'r must be non-negative')
      return new W_Combinations(pool, r, cls.rootShape())
    })
    reduceChoices(t, (i, { pool, r }) => i + pool.length - r)
  },
)

class W_CombinationsReplaced extends W_Choice {
  readonly pool: Value[]
  readonly r: number
  readonly indices: number[]
  constructor(pool: Value[], r: number, shape: Shape) {
    super(shape)
    this.pool = pool
    this.r = r
    this.indices = new Array<number>(r).fill(0)
    this.finished = pool.length === 0 && r > 0
  }

  protected override current(): Value[] {
    return this.chosen(this.indices.length)
  }

  protected override advance(): boolean {
    const { indices } = this
    const last = this.pool.length - 1
    let i = indices.length - 1
    while (i >= 0 && indices[i] === last) i--
    if (i < 0) return false
    indices.fill(indices[i] + 1, i)
    return true
  }
}

export const combinationsReplacedType = combinatoricType<W_CombinationsReplaced>(
  'combinations_with_replacement',
  'Every choice of r of the items, each as often as wanted.',
  (t) => {
    t.new([arg('iterable'), arg('r', ssize)], (cls, w, r) => {
      const pool = unpack(w)
      if (r < 0) throw error('ValueError', 'r must be non-negative')
      return new W_CombinationsReplaced(pool, r, cls.rootShape())
    })
    reduceChoices(t, (_i, { pool }) => pool.length - 1)
  },
)
