// functools._lru_cache_wrapper: a function that remembers its results. lib: functools#functools.lru_cache
//
// A call with one argument that is exactly an int or a str is its own key; any other key is made of the arguments, a
// marker and the keywords, then the types where the cache is typed. The entries of a bounded cache are a linked list in order
// of use, the oldest first, so that a hit costs the same however large the cache is.
// What must stay true: the function, and the `__hash__` and `__eq__` of the arguments, may enter the cache again.
import {
  arg,
  call,
  defineType,
  dictGetSet,
  eq,
  error,
  escape,
  getattr,
  hash,
  indexOrUndefined,
  isCallable,
  isTrue,
  type KeywordNames,
  NotImplemented,
  OBJECT_LAYOUT,
  objectType,
  type Shape,
  strFromKey,
  typeOf,
  type Value,
  W_Dict,
  W_Method,
  W_Object,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'

const LAYOUT = { name: '_lru_cache_wrapper', base: OBJECT_LAYOUT }

/** Stands between arguments and keywords in a key. */
const marker = new W_Object(objectType.rootShape())

/** A key of several parts, whose hash is computed once: calls of `__hash__` can be seen, and cost. */
class W_CacheKey extends W_Object {
  readonly parts: W_Tuple
  readonly hash: number | bigint
  constructor(parts: Value[]) {
    super(cacheKeyType.rootShape())
    this.parts = new W_Tuple(parts)
    this.hash = hash(this.parts)
  }
}

const cacheKeyType: W_Type = defineType<W_CacheKey>(
  '_cache_key',
  { module: 'functools', layout: { name: '_cache_key', base: OBJECT_LAYOUT }, final: true },
  (t) => {
    t.special('__hash__', (self) => self.hash)
    t.special('__eq__', (self, other: Value) =>
      other instanceof W_CacheKey ? self.hash === other.hash && eq(self.parts, other.parts) : NotImplemented,
    )
  },
)

/** One remembered result; the entries of a bounded cache are a list in order of use. */
class Entry extends W_Object {
  readonly key: Value
  result: Value
  before: Entry | null = null
  after: Entry | null = null
  constructor(key: Value, result: Value, shape: Shape) {
    super(shape)
    this.key = key
    this.result = result
  }
}

class W_LruCache extends W_Object {
  readonly func: Value
  /** -1: without bound. */
  readonly maxsize: number
  readonly typed: boolean
  readonly infoType: Value
  readonly cache = new W_Dict()
  hits = 0
  misses = 0
  private oldest: Entry | null = null
  private newest: Entry | null = null

  constructor(func: Value, maxsize: number, typed: boolean, infoType: Value, shape: Shape) {
    super(shape)
    this.func = func
    this.maxsize = maxsize
    this.typed = typed
    this.infoType = infoType
  }

  apply(args: Value[], kwnames: KeywordNames): Value {
    if (this.maxsize === 0) {
      this.misses++
      return call(this.func, args, kwnames)
    }
    const key = keyOf(args, kwnames, this.typed)
    const { cache } = this
    if (this.maxsize < 0) {
      const known = cache.get(key)
      if (known !== undefined) {
        this.hits++
        return known
      }
      this.misses++
      const result = call(this.func, args, kwnames)
      cache.set(key, result)
      return result
    }
    const entry = cache.get(key) as Entry | undefined
    if (entry !== undefined) {
      this.hits++
      if (entry !== this.newest) {
        this.unlink(entry)
        this.link(entry)
      }
      return entry.result
    }
    this.misses++
    const result = call(this.func, args, kwnames)
    // The call may have stored this key meanwhile: its entry is as good.
    if (cache.has(key)) return result
    if (cache.size >= this.maxsize && this.oldest !== null) {
      const old = this.oldest
      this.unlink(old)
      cache.pop(old.key)
    }
    const added = new Entry(key, result, marker.shape)
    cache.set(key, added)
    this.link(added)
    return result
  }

  clear(): void {
    this.hits = 0
    this.misses = 0
    this.oldest = null
    this.newest = null
    this.cache.clear()
  }

  private link(entry: Entry): void {
    entry.before = this.newest
    entry.after = null
    if (this.newest === null) this.oldest = entry
    else this.newest.after = entry
    this.newest = entry
  }

  /** Takes an entry out of the list; one that a clear() has dropped meanwhile is in none. */
  private unlink(entry: Entry): void {
    const { before, after } = entry
    if (before === null) this.oldest = after
    else before.after = after
    if (after === null) this.newest = before
    else after.before = before
    entry.before = null
    entry.after = null
  }
}

function keyOf(args: Value[], kwnames: KeywordNames, typed: boolean): Value {
  const named = kwnames === null ? 0 : kwnames.length
  if (named === 0 && !typed) {
    if (args.length === 1) {
      const x = args[0]
      if (typeof x === 'number' || typeof x === 'string' || typeof x === 'bigint') return x
    }
    return new W_CacheKey(args.slice())
  }
  const positional = args.length - named
  const parts = args.slice(0, positional)
  if (named > 0) {
    parts.push(marker)
    for (let k = 0; k < named; k++) parts.push(strFromKey(kwnames![k]), args[positional + k])
  }
  if (typed) for (let i = 0; i < args.length; i++) parts.push(typeOf(args[i]))
  return new W_CacheKey(parts)
}

export const lruCacheType: W_Type = defineType<W_LruCache>(
  '_lru_cache_wrapper',
  {
    module: 'functools',
    layout: LAYOUT,
    final: true,
    hasDict: true,
    hasWeakref: true,
    doc: 'A function that remembers the results of its latest calls.',
  },
  (t) => {
    t.new(
      [arg('user_function'), arg('maxsize'), arg('typed'), arg('cache_info_type')],
      (cls, func, bound, typed, infoType) => {
        if (!isCallable(func)) throw error('TypeError', 'the first argument must be callable')
        const maxsize = bound === null ? undefined : indexOrUndefined(bound)
        if (bound !== null && maxsize === undefined) throw error('TypeError', 'maxsize should be integer or None')
        return new W_LruCache(
          func,
          maxsize === undefined ? -1 : Math.max(0, Number(maxsize)),
          isTrue(typed),
          infoType,
          cls.rootShape(),
        )
      },
      null,
      'lru_cache',
    )
    t.rawSpecial('__call__', (args, kwnames) => (args[0] as W_LruCache).apply(args.slice(1), kwnames))
    t.special(
      '__get__',
      (self, instance: Value, _owner: Value | undefined) => {
        escape(instance)
        return instance === null ? self : new W_Method(self, instance)
      },
      { optional: 1 },
    )
    t.method('cache_info', [], 'Hits, misses, bound and size of the cache.', (self) =>
      call(self.infoType, [self.hits, self.misses, self.maxsize < 0 ? null : self.maxsize, self.cache.size], null),
    )
    t.method('cache_clear', [], 'Forget all results, and the counts.', (self) => (self.clear(), null))
    t.method('__reduce__', [], 'What pickle needs to find the function again: its name.', (self) =>
      getattr(self, '__qualname__'),
    )
    t.rawMethod('__copy__', 'The function itself.', (args) => args[0])
    t.rawMethod('__deepcopy__', 'The function itself.', (args) => args[0])
    t.attribute('__dict__', dictGetSet(t.type))
  },
)
