// W_Dict: the insertion-ordered hash table behind dict, namespaces and `__dict__`.
//
// Entries stand in order in `keys` and `values`; a deleted entry leaves a hole (both undefined) until the next
// compaction. How an entry is found depends on `mode`:
//  - plain: up to SMALL entries, all raw strings or numbers, are searched along the array; a dict with more is indexed when
//    it is next searched, as an unindexed one is, so that a copy that nobody searches costs no index;
//  - indexed: long strings and keys with identity (objects, None) are in the Map `index`, which knows the hashes that the host
//    keeps with its strings; short strings, numbers, and structured keys by their hash, are in `table` (see table.ts);
//  - shared: as plain, but the array of keys is that of other dicts, too, which have the same ones in the same order: attributes of instances,
//    objects of a JSON text;
//  - general: a custom key has been stored or looked up; every key is in `table` by its hash.
// What indexed and general dicts need is in an object of their own, `lookup` (see lookup.ts), since most dicts are plain.
//
// What must stay true:
//  - `size` is the number of entries that are not holes;
//  - `lookup` is there in indexed and general dicts, and in no other;
//  - `keys` and `values` of a dict that never had an entry are those of all such dicts: nothing is pushed to them;
//  - the array of keys of a shared dict has no holes and never changes: who would change it makes the dict plain first (takeKeys);
//  - an entry's place changes only when `layoutVersion` does, and `layoutVersion` changes whenever a key is added, removed
//    or moved: caches keep (layoutVersion, place) and need no look-up to read a global; storing to a known key changes neither;
//  - iterators see `keys.length` grow and holes appear, and check `size` as CPython checks ma_used; a hole at the end stays
//    while there are iterators, which have to meet a key that is removed and added again.
//
// CPython: Objects/dictobject.c (order, errors); PyPy: objspace/std/dictmultiobject.py (strategies).
import { upperHalf } from '../../lib/hash.ts'
import { enrolled } from '../../space/restart.ts'
import type { Shape } from '../../space/shape.ts'
import type { W_Type } from '../../space/type.ts'
import { shapes } from '../../space/shapes.ts'
import { type Value, W_Object } from '../../space/value.ts'
import { type Key, KeyKind, keyKind, simpleKey } from './key.ts'
import { scatter } from './scatter.ts'
import { Lookup } from './lookup.ts'
import { isShort, nextSlot, placeOfNumber, placeOfText, placesIn } from './table.ts'
import { strFromKey } from '../str/wide.ts'

const SMALL = 8
/** For how many entries there is room at first; then for SMALL. */
const FEW = 4

/** The entries of every dict that never had one. */
const NO_KEYS: (Value | undefined)[] = []
const NO_VALUES: (Value | undefined)[] = []

const SHARED = -1
const PLAIN = 0
const UNINDEXED = 1
const INDEXED = 2
/** Keys are compared by Python's `==`: any code may run when one is looked for. */
export const GENERAL = 3

/** An array with room for FEW: one that has none is given some for sixteen more by the host when something is pushed. */
function fewWith(w: Value): (Value | undefined)[] {
  const array = [w, null, null, null]
  array.pop()
  array.pop()
  array.pop()
  return array
}

/** FEW items and another, with room for SMALL. */
function smallWith(items: (Value | undefined)[], w: Value): (Value | undefined)[] {
  const array = [items[0], items[1], items[2], items[3], w, null, null, null]
  array.pop()
  array.pop()
  array.pop()
  return array
}

let layoutVersions = 0
/** The key that was found last in an index: in which layout, and where. */
let foundIn = 0
let foundKey: Key | undefined
let foundPlace = 0
/** How often in a row that was another key, and how many look-ups go by without asking: comparing with it costs as much as the index. */
let others = 0
let resting = 0

/** Namespaces of the types that were made before dict. */
const early: W_Dict[] = []

/** Gives the dicts that were made before the dict type its shape; called once, when that type is defined. */
export function adoptEarlyDicts(shape: Shape): void {
  for (const d of early) d.shape = shape
  early.length = 0
}

/** Hashing and equality of Python values, told by operations/compare.ts (which stands above types and so above dicts). */
let hash: (w: Value) => number
let eqOrIs: (a: Value, b: Value) => boolean

/** `h` gives the lower half of a hash and leaves the upper one in `upperHalf`. */
export function declareHashing(h: (w: Value) => number, e: (a: Value, b: Value) => boolean): void {
  hash = h
  eqOrIs = e
}

/** Who is told of changes to the entries of a dict. */
export interface DictWatch {
  /** An entry was added, or its value replaced. */
  stored(w_key: Value): void
  /** Entries were removed, or have other places. */
  moved(): void
}

// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_Dict extends W_Object {}

// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_Dict {
  declare keys: (Value | undefined)[]
  declare values: (Value | undefined)[]
  declare size: number
  declare layoutVersion: number
  /** How many iterators have not come to their end. */
  declare iterators: number
  declare watch: DictWatch | null
  declare private lookup: Lookup | null
  declare private mode: number

  /** The arrays, which become the dict's own, have raw strings and numbers as keys, no two of them equal. */
  constructor(
    shape: Shape = shapes.dict,
    keys: (Value | undefined)[] = NO_KEYS,
    values: (Value | undefined)[] = NO_VALUES,
  ) {
    this.shape = shape
    this.keys = keys
    this.values = values
    this.size = keys.length
    this.layoutVersion = ++layoutVersions
    this.iterators = 0
    this.watch = null
    this.lookup = null
    this.mode = PLAIN
    if (shape === undefined) early.push(this)
  }

  /** A dict of a few entries that are given in order: strings and numbers, each once; null where the keys are others. The arrays become its own. */
  static ofPlain(keys: Value[], values: Value[]): W_Dict | null {
    const n = keys.length
    if (n > SMALL) return null
    for (let i = 0; i < n; i++) {
      const key = keys[i]
      if (typeof key !== 'string' && typeof key !== 'number') return null
      for (let k = 0; k < i; k++) if (keys[k] === key) return null
    }
    return W_Dict.ofDistinct(keys, values)
  }

  /** The same for raw strings and numbers of which no two are equal, however many. */
  static ofDistinct(keys: Value[], values: Value[]): W_Dict {
    return keys.length === 0 ? new W_Dict() : new W_Dict(shapes.dict, keys, values)
  }

  /** The same with keys that are those of other dicts as well, and never change. */
  static sharing(keys: readonly Value[], values: Value[]): W_Dict {
    const n = keys.length
    if (n === 0 || n > SMALL) return W_Dict.ofDistinct(keys.slice(), values)
    const d = new W_Dict(shapes.dict, keys as Value[], values)
    d.mode = SHARED
    return d
  }

  /** The value stored under a name in key form, or undefined. */
  getStr(name: string): Value | undefined {
    const i = this.placeOfSimple(name)
    return i < 0 ? undefined : this.values[i]
  }

  /** Stores under a name in key form. */
  setStr(name: string, value: Value): void {
    const i = this.placeOfSimple(name)
    if (i >= 0) this.replace(i, value)
    else this.append(strFromKey(name), name, value)
  }

  /** Removes a name in key form; false when it was not there. */
  deleteStr(name: string): boolean {
    const i = this.placeOfSimple(name)
    if (i < 0) return false
    this.removeAt(i)
    return true
  }

  /** The value stored under `w_key`, or undefined. Raises TypeError for an unhashable key. */
  get(w_key: Value): Value | undefined {
    const i = this.placeOf(w_key)
    return i < 0 ? undefined : this.values[i]
  }

  has(w_key: Value): boolean {
    return this.placeOf(w_key) >= 0
  }

  set(w_key: Value, value: Value): void {
    if (typeof w_key === 'string' || typeof w_key === 'number') {
      const i = this.placeOfSimple(w_key)
      if (i >= 0) this.replace(i, value)
      else this.append(w_key, w_key, value)
      return
    }
    const key = simpleKey(w_key)
    if (key !== undefined) {
      const i = this.placeOfSimple(key, w_key)
      if (i >= 0) this.replace(i, value)
      else this.append(w_key, key, value)
      return
    }
    const low = hash(w_key)
    const high = upperHalf
    const i = this.placeOfHashed(w_key, low, high)
    if (i >= 0) this.replace(i, value)
    else this.append(w_key, undefined, value, low, high)
  }

  /** Stores under a key whose hash is known. */
  setHashed(w_key: Value, low: number, high: number | undefined, value: Value): void {
    if (high === undefined || simpleKey(w_key) !== undefined) return this.set(w_key, value)
    const i = this.placeOfHashed(w_key, low, high)
    if (i >= 0) this.replace(i, value)
    else this.append(w_key, undefined, value, low, high)
  }

  /** The value stored under `w_key`, which is `value` from now on where there was none. */
  setDefault(w_key: Value, value: Value): Value {
    const key = simpleKey(w_key)
    if (key !== undefined) {
      const i = this.placeOfSimple(key, w_key)
      if (i >= 0) return this.values[i] as Value
      this.append(w_key, key, value)
      return value
    }
    const low = hash(w_key)
    const high = upperHalf
    const i = this.placeOfHashed(w_key, low, high)
    if (i >= 0) return this.values[i] as Value
    this.append(w_key, undefined, value, low, high)
    return value
  }

  /** The lower half of the hash stored with place `i`, undefined where the key is simple. */
  lowAt(i: number): number | undefined {
    return this.lookup?.lows?.[i]
  }

  /** The upper half of the hash stored with place `i`. */
  highAt(i: number): number {
    return this.lookup!.highs![i]
  }

  /** Whether there is a key whose hash is known; the upper half is not where the key is simple. */
  hasHashed(w_key: Value, low: number, high: number | undefined): boolean {
    return (
      (high !== undefined && simpleKey(w_key) === undefined
        ? this.placeOfHashed(w_key, low, high)
        : this.placeOf(w_key)) >= 0
    )
  }

  /** Removes `w_key` and gives its value, or undefined when it was not there. */
  pop(w_key: Value): Value | undefined {
    const i = this.placeOf(w_key)
    if (i < 0) return undefined
    const value = this.values[i]
    this.removeAt(i)
    return value
  }

  /** The place of the entry of `w_key` in `keys` and `values`, or -1. */
  placeOf(w_key: Value): number {
    return typeof w_key === 'string' || typeof w_key === 'number' ? this.placeOfSimple(w_key) : this.placeOfOther(w_key)
  }

  /** The same of what is no raw string or number. V8 puts the short function above into its callers. */
  private placeOfOther(w_key: Value): number {
    if (typeof w_key === 'object' && w_key !== null && w_key.shape === shapes.type)
      return this.placeOfClass(w_key as W_Type)
    const key = simpleKey(w_key)
    if (key !== undefined) return this.placeOfSimple(key, w_key)
    const low = hash(w_key)
    return this.placeOfHashed(w_key, low, upperHalf)
  }

  /** A class remembers where it was found: programs choose by the class of an object what to do with it. Its own class has to be `type`, which finds by identity. */
  private placeOfClass(w_key: W_Type): number {
    if (w_key.keyLayout === this.layoutVersion) return w_key.keyPlace
    const place = this.placeOfSimple(w_key, w_key)
    // What a comparison of the program's said may be another thing the next time.
    if (this.mode === GENERAL) return place
    w_key.keyLayout = this.layoutVersion
    return (w_key.keyPlace = place)
  }

  private placeOfHashed(w_key: Value, low: number, high: number): number {
    if (this.mode !== GENERAL && this.size > 0 && keyKind((w_key as W_Object).shape.type) === KeyKind.custom)
      this.generalise()
    return this.lookup === null ? -1 : this.placeByHash(w_key, low, high)
  }

  /** The place of the entry with this simple key, or -1; `w_given` is the key itself where it is another value (a float, say). */
  placeOfSimple(key: Key, w_given?: Value): number {
    const { mode } = this
    if (mode === INDEXED) {
      const lookup = this.lookup!
      const { table } = lookup
      if (typeof key === 'number') return table === null ? -1 : placeOfNumber(table, this.keys, key)
      if (this.isFoundAgain(key)) return foundPlace
      let place: number | undefined
      if (!isShort(key)) place = lookup.index?.get(key)
      else if (table !== null) place = placeOfText(table, this.keys, key)
      if (place === undefined || place < 0) return -1
      if (resting === 0) this.found(key, place)
      return place
    }
    if (mode === GENERAL) {
      const w = w_given ?? (typeof key === 'string' ? strFromKey(key) : key)
      const low = hash(w)
      return this.placeByHash(w, low, upperHalf)
    }
    const keys = this.keys
    if (keys.length > SMALL || mode === UNINDEXED) {
      this.indexAll()
      return this.placeOfSimple(key, w_given)
    }
    for (let i = 0; i < keys.length; i++) if (keys[i] === key) return i
    return -1
  }

  /** The same for a raw string or number, without regard to what was found last: for code that itself remembers where it has found a key. */
  placeOfRaw(key: string | number): number {
    if (this.mode !== INDEXED) return this.placeOfSimple(key)
    // Traces spend much of their time here: a method of the lookup would be a call more.
    const lookup = this.lookup!
    const { table } = lookup
    if (typeof key === 'number') return table === null ? -1 : placeOfNumber(table, this.keys, key)
    if (!isShort(key)) return lookup.index?.get(key) ?? -1
    return table === null ? -1 : placeOfText(table, this.keys, key)
  }

  /** Stores under a raw string or number that is at `place`, -1 where it is not there. */
  setRaw(key: string | number, value: Value, place: number): void {
    if (place >= 0) this.replace(place, value)
    else this.append(key, key, value)
  }

  /** Whether a key is the one that was found last, at `foundPlace`: `if k in d: d[k] += 1` asks three times for one key. */
  private isFoundAgain(key: Key): boolean {
    if (resting > 0) {
      resting--
      return false
    }
    if (this.layoutVersion !== foundIn) return false
    if (key === foundKey) {
      others = 0
      return true
    }
    if (++others > 4) {
      others = 0
      resting = 50
    }
    return false
  }

  private found(key: Key, place: number): void {
    foundIn = this.layoutVersion
    foundKey = key
    foundPlace = place
  }

  /** Whether looking for a key may run code of the program: keys have comparisons of their own. */
  get comparesKeys(): boolean {
    return this.mode === GENERAL
  }

  /** Whether what stands at place `i` is found by its key of now, whose hash may be another than when it was stored. */
  isFoundAt(i: number): boolean {
    return this.mode !== GENERAL || this.placeOf(this.keys[i] as Value) === i
  }

  /** Removes the entry at place `i`, which is not a hole. */
  removeAt(i: number): void {
    this.takeKeys()
    const w_key = this.keys[i] as Value
    this.moved()
    if (this.lookup !== null) this.lookup.forget(w_key, i)
    this.keys[i] = undefined
    this.values[i] = undefined
    this.size--
    if (i === this.keys.length - 1 && this.iterators === 0) this.lastPlace()
  }

  /** The place of the last entry, or -1; the holes behind it are dropped, so that popitem() in a loop stays linear. */
  lastPlace(): number {
    const { keys, values } = this
    let i = keys.length - 1
    while (i >= 0 && keys[i] === undefined) {
      keys.pop()
      values.pop()
      i--
    }
    return i
  }

  clear(): void {
    this.keys = NO_KEYS
    this.values = NO_VALUES
    this.size = 0
    this.lookup = null
    this.mode = PLAIN
    this.moved()
  }

  /** Takes over the entries of another at once, where this one has none and that one's can be copied as they stand; whether it did. */
  fillFrom(other: W_Dict): boolean {
    const { keys, values } = other
    if (this.keys.length > 0 || this.watch !== null || other.size < keys.length || other.hasHashes) return false
    this.clear()
    this.keys = other.mode === SHARED ? keys : keys.slice()
    this.values = values.slice()
    this.size = keys.length
    this.mode = other.modeOfCopy
    return true
  }

  private get modeOfCopy(): number {
    return this.mode <= PLAIN ? this.mode : UNINDEXED
  }

  /** Ends that other dicts have the same array of keys. */
  private takeKeys(): void {
    if (this.mode !== SHARED) return
    this.mode = PLAIN
    this.keys = this.keys.slice()
  }

  private get hasHashes(): boolean {
    return this.lookup !== null && this.lookup.lows !== null
  }

  /** A dict of `shape` with the same entries. */
  copy(shape: Shape = shapes.dict): W_Dict {
    const { keys, values } = this
    if (this.size === 0) return new W_Dict(shape)
    if (this.size === keys.length && !this.hasHashes) {
      const d = new W_Dict(shape, this.mode === SHARED ? keys : keys.slice(), values.slice())
      d.mode = this.modeOfCopy
      return d
    }
    const d = new W_Dict(shape)
    for (let i = 0; i < keys.length; i++) {
      const w_key = keys[i]
      if (w_key === undefined) continue
      const low = this.lowAt(i)
      if (low === undefined) d.set(w_key, values[i] as Value)
      else d.setHashed(w_key, low, this.highAt(i), values[i] as Value)
    }
    return d
  }

  /** The keys in order, without holes. */
  liveKeys(): Value[] {
    return this.size === this.keys.length
      ? (this.keys.slice() as Value[])
      : (this.keys.filter((k) => k !== undefined) as Value[])
  }

  /** The values in order, without holes. */
  liveValues(): Value[] {
    return this.size === this.keys.length
      ? (this.values.slice() as Value[])
      : (this.values.filter((v) => v !== undefined) as Value[])
  }

  protected replace(place: number, value: Value): void {
    this.values[place] = value
    if (this.watch !== null) this.watch.stored(this.keys[place] as Value)
  }

  /** Entries were removed, or have other places. */
  protected moved(): void {
    this.layoutVersion = ++layoutVersions
    if (this.watch !== null) this.watch.moved()
  }

  /** Adds an entry whose key is not there; its hash is given where its key is not simple. */
  protected append(w_key: Value, key: Key | undefined, value: Value, low?: number, high?: number): void {
    const entries = this.keys.length
    // With FEW, all come to another array anyway.
    if (entries === FEW && this.mode === SHARED) this.mode = PLAIN
    else this.takeKeys()
    // An iterator over a few entries would pass over one that came to another place; so many that they are looked for by an index come to one in CPython, too.
    const isSparse =
      this.mode === PLAIN ? entries >= SMALL && this.iterators === 0 : entries > 32 && this.size < entries >> 1
    if (this.size < entries && isSparse) this.compact()
    const place = this.keys.length
    const plain = (typeof key === 'string' || typeof key === 'number') && w_key === key
    if (!plain && this.mode < INDEXED) this.indexAll()
    if (place === 0 && this.keys === NO_KEYS) {
      this.keys = fewWith(w_key)
      this.values = fewWith(value)
    } else if (place === FEW) {
      this.keys = smallWith(this.keys, w_key)
      this.values = smallWith(this.values, value)
    } else {
      this.keys.push(w_key)
      this.values.push(value)
    }
    this.size++
    this.layoutVersion = ++layoutVersions
    if (this.watch !== null) this.watch.stored(w_key)
    const { lookup } = this
    if (lookup === null) return
    if (key !== undefined && this.mode === INDEXED) lookup.add(this.keys, this.size, key, place)
    else this.addHashed(lookup, place, w_key, low, high)
  }

  /** The entry at `place`, which is new, will be found by its hash. */
  private addHashed(lookup: Lookup, place: number, w_key: Value, low?: number, high?: number): void {
    if (low === undefined) {
      low = hash(w_key)
      high = upperHalf
    }
    this.keepHash(lookup, place, low, high as number)
    lookup.enter(this.keys, this.size, scatter(low), place)
    if (this.mode === INDEXED && keyKind((w_key as W_Object).shape.type) === KeyKind.custom) this.generalise()
  }

  private keepHash(lookup: Lookup, place: number, low: number, high: number): void {
    if (lookup.lows === null) enrolled?.push(this)
    lookup.keepHash(place, low, high)
  }

  private indexAll(): void {
    this.takeKeys()
    this.mode = INDEXED
    this.lookup ??= new Lookup()
    this.lookup.indexAll(this.keys, this.size)
  }

  /** Compares by `__eq__`, which may be Python code that changes this very dict: then the search starts again. */
  private placeByHash(w_key: Value, low: number, high: number): number {
    for (;;) {
      const { keys, lookup, layoutVersion: version } = this
      if (lookup === null) return -1
      const { table, lows, highs } = lookup
      if (table === null || lows === null) return -1
      const scattered = scatter(low)
      const places = placesIn(table) - 1
      for (let slot = scattered; ; slot++) {
        slot = nextSlot(table, scattered, slot)
        if (slot < 0) return -1
        const place = table[slot] & places
        if (lows[place] === low && highs![place] === high) {
          const k = keys[place] as Value
          const same = k === w_key || eqOrIs(k, w_key)
          if (this.layoutVersion !== version) break
          if (same) return place
        }
      }
    }
  }

  /** Finds every key by its hash of now, for a process that began with a dict of another one. */
  rehash(): void {
    const { keys, lookup } = this
    if (lookup === null || lookup.lows === null) return
    this.moved()
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === undefined || lookup.lows[i] === undefined) continue
      const low = hash(keys[i] as Value)
      lookup.keepHash(i, low, upperHalf)
    }
    lookup.buildTable(keys, this.size)
  }

  private generalise(): void {
    this.takeKeys()
    // Who takes entries for known finds them by identity.
    if (this.watch !== null) this.watch.moved()
    const lookup = (this.lookup ??= new Lookup())
    // A class may have been given a hash of its own meanwhile, which changes this very dict.
    for (let i = 0; i < this.keys.length; i++) {
      const w_key = this.keys[i]
      if (w_key === undefined || (lookup.lows !== null && lookup.lows[i] !== undefined)) continue
      const low = hash(w_key)
      this.keepHash(lookup, i, low, upperHalf)
    }
    this.lookup = lookup
    this.mode = GENERAL
    lookup.index = null
    lookup.buildTable(this.keys, this.size)
  }

  /** Drops the holes; keys stand at other places afterwards. */
  protected compact(): void {
    const { keys, values, lookup } = this
    if (this.mode === PLAIN) {
      let place = 0
      for (let i = 0; i < keys.length; i++) {
        if (keys[i] === undefined) continue
        keys[place] = keys[i]
        values[place++] = values[i]
      }
      keys.length = place
      values.length = place
      this.moved()
      return
    }
    this.moved()
    this.keys = keys.filter((w) => w !== undefined)
    this.values = values.filter((w) => w !== undefined)
    if (lookup === null) return
    lookup.compact(keys)
    if (this.mode === GENERAL) lookup.buildTable(this.keys, this.size)
    else lookup.indexAll(this.keys, this.size)
  }
}
// As with W_Float: the constructor calls no other.
Object.setPrototypeOf(W_Dict.prototype, W_Object.prototype)
Object.setPrototypeOf(W_Dict, W_Object)
