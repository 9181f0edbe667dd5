// W_Dict: the insertion-ordered hash table behind dict, namespaces and `__dict__`.
//
// Entries stand in order in `keys` and `values`; a deleted entry leaves a hole (both undefined) until the next
// compaction. Up to SMALL entries that are all raw strings or numbers are searched along the array; above that
// `index` (simple key → entry) and `hashed` (hash → entries, for structured keys) find the entry. Once a custom key has
// been stored or looked up the dict is `general`: every key is in `hashed`, and `index` is not used any more.
//
// What must stay true:
//  - `size` is the number of entries that are not holes;
//  - an entry's place changes only when `layoutVersion` does, and `layoutVersion` changes whenever a key is added, removed
//    or moved: caches keep (layoutVersion, place) and need no look-up to read a global; storing to a known key changes neither;
//  - iterators see `keys.length` grow and holes appear, and check `size` as CPython checks ma_used.
//
// CPython: Objects/dictobject.c (order, errors); PyPy: objspace/std/dictmultiobject.py (strategies).
import { enrolled } from '../../space/restart.ts'
import type { Shape } from '../../space/shape.ts'
import { shapes } from '../../space/shapes.ts'
import { type Value, W_Object } from '../../space/value.ts'
import { type Key, KeyKind, keyKind, simpleKey } from './key.ts'
import { strFromKey } from '../str/wide.ts'

const SMALL = 8

let layoutVersions = 0
/** Namespaces of the types that were made before dict. */
const early: W_Dict[] = []

/** Gives the dicts that were made before the dict type its shape; called once, when that type is defined. */
export function adoptEarlyDicts(shape: Shape): void {
  for (const d of early) d.shape = shape
  early.length = 0
}

/** Hashing and equality of Python values, told by operations/compare.ts (which stands above types and so above dicts). */
let hash: (w: Value) => Hash
let eqOrIs: (a: Value, b: Value) => boolean

export function declareHashing(h: (w: Value) => Hash, e: (a: Value, b: Value) => boolean): void {
  hash = h
  eqOrIs = e
}

type Hash = number | bigint

export class W_Dict extends W_Object {
  keys: (Value | undefined)[] = []
  values: (Value | undefined)[] = []
  size = 0
  layoutVersion = ++layoutVersions
  private index: Map<Key, number> | null = null
  private hashed: Map<Hash, number | number[]> | null = null
  /** Hash of each hashed entry by place, null while there is none. */
  private hashes: (Hash | undefined)[] | null = null
  private general = false

  constructor(shape: Shape = shapes.dict) {
    super(shape)
    if (shape === undefined) early.push(this)
  }

  /** The value stored under a name in key form, or undefined. */
  getStr(name: string): Value | undefined {
    const i = this.placeOfSimple(name)
    return i < 0 ? undefined : this.values[i]
  }

  /** Stores under a name in key form. */
  setStr(name: string, value: Value): void {
    const i = this.placeOfSimple(name)
    if (i >= 0) this.values[i] = value
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
      if (i >= 0) this.values[i] = value
      else this.append(w_key, w_key, value)
      return
    }
    const key = simpleKey(w_key)
    if (key !== undefined) {
      const i = this.placeOfSimple(key, w_key)
      if (i >= 0) this.values[i] = value
      else this.append(w_key, key, value)
      return
    }
    const h = hash(w_key)
    const i = this.placeOfHashed(w_key, h)
    if (i >= 0) this.values[i] = value
    else this.append(w_key, undefined, value, h)
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
    const key = simpleKey(w_key)
    if (key !== undefined) return this.placeOfSimple(key, w_key)
    return this.placeOfHashed(w_key, hash(w_key))
  }

  private placeOfHashed(w_key: Value, h: Hash): number {
    if (!this.general && this.size > 0 && keyKind((w_key as W_Object).shape.type) === KeyKind.custom) this.generalise()
    return this.hashed === null ? -1 : this.placeByHash(w_key, h)
  }

  /** The place of the entry with this simple key, or -1; `w_given` is the key itself where it is another value (a float, say). */
  placeOfSimple(key: Key, w_given?: Value): number {
    const index = this.index
    if (index !== null) {
      const i = index.get(key)
      return i === undefined ? -1 : i
    }
    if (this.general) {
      const w = w_given ?? (typeof key === 'string' ? strFromKey(key) : key)
      return this.placeByHash(w, hash(w))
    }
    const keys = this.keys
    for (let i = 0; i < keys.length; i++) if (keys[i] === key) return i
    return -1
  }

  /** Removes the entry at place `i`, which is not a hole. */
  removeAt(i: number): void {
    const w_key = this.keys[i] as Value
    this.layoutVersion = ++layoutVersions
    if (this.index !== null || this.hashed !== null) this.forget(w_key, i)
    this.keys[i] = undefined
    this.values[i] = undefined
    this.size--
    if (i === this.keys.length - 1) {
      // Trailing holes go at once, so that popitem() in a loop stays linear.
      do {
        this.keys.pop()
        this.values.pop()
      } while (this.keys.length > 0 && this.keys[this.keys.length - 1] === undefined)
    }
  }

  clear(): void {
    this.keys = []
    this.values = []
    this.size = 0
    this.index = null
    this.hashed = null
    this.hashes = null
    this.general = false
    this.layoutVersion = ++layoutVersions
  }

  /** A dict of `shape` with the same entries. */
  copy(shape: Shape = shapes.dict): W_Dict {
    const d = new W_Dict(shape)
    const { keys, values } = this
    if (this.size === keys.length && !this.general && this.hashed === null) {
      d.keys = keys.slice()
      d.values = values.slice()
      d.size = this.size
      if (this.index !== null) d.index = new Map(this.index)
      return d
    }
    for (let i = 0; i < keys.length; i++) {
      const w_key = keys[i]
      if (w_key !== undefined) d.set(w_key, values[i] as Value)
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

  /** Moves the entry at place `i` to the end, or to the front (OrderedDict.move_to_end). */
  moveTo(i: number, last: boolean): void {
    const w_key = this.keys[i] as Value
    const value = this.values[i] as Value
    if (last) {
      const h = this.hashes?.[i]
      this.removeAt(i)
      this.append(w_key, h === undefined ? simpleKey(w_key) : undefined, value, h)
      return
    }
    const h = this.hashes?.[i]
    this.keys.splice(i, 1)
    this.values.splice(i, 1)
    this.hashes?.splice(i, 1)
    this.keys.unshift(w_key)
    this.values.unshift(value)
    this.hashes?.unshift(h)
    this.compact()
  }

  private append(w_key: Value, key: Key | undefined, value: Value, h?: Hash): void {
    if (this.keys.length > 32 && this.size < this.keys.length >> 1) this.compact()
    const place = this.keys.length
    if (
      this.index === null &&
      this.hashed === null &&
      (place >= SMALL || (typeof key !== 'string' && typeof key !== 'number') || w_key !== key)
    ) {
      this.buildIndex()
    }
    this.keys.push(w_key)
    this.values.push(value)
    this.size++
    this.layoutVersion = ++layoutVersions
    if (this.general) this.addHashed(h ?? hash(w_key), place)
    else if (key !== undefined) this.index?.set(key, place)
    else {
      this.addHashed(h ?? hash(w_key), place)
      if (keyKind((w_key as W_Object).shape.type) === KeyKind.custom) this.generalise()
    }
  }

  private buildIndex(): void {
    const index = new Map<Key, number>()
    const keys = this.keys
    for (let i = 0; i < keys.length; i++) if (keys[i] !== undefined) index.set(keys[i] as Key, i)
    this.index = index
  }

  private addHashed(h: Hash, place: number): void {
    if (this.hashed === null) enrolled?.push(this)
    const hashed = (this.hashed ??= new Map())
    const hashes = (this.hashes ??= [])
    hashes[place] = h
    const chain = hashed.get(h)
    if (chain === undefined) hashed.set(h, place)
    else if (typeof chain === 'number') hashed.set(h, [chain, place])
    else chain.push(place)
  }

  /** Compares by `__eq__`, which may be Python code that changes this very dict: then the search starts again. */
  private placeByHash(w_key: Value, h: Hash): number {
    for (;;) {
      const chain = this.hashed?.get(h)
      if (chain === undefined) return -1
      const version = this.layoutVersion
      let again = false
      const places = typeof chain === 'number' ? [chain] : chain.slice()
      for (const i of places) {
        const same = eqOrIs(this.keys[i] as Value, w_key)
        if (this.layoutVersion !== version) {
          again = true
          break
        }
        if (same) return i
      }
      if (!again) return -1
    }
  }

  /** Finds every key by its hash of now, for a process that began with a dict of another one. */
  rehash(): void {
    const { keys, hashes } = this
    if (hashes === null) return
    this.hashed = null
    this.hashes = null
    this.layoutVersion = ++layoutVersions
    for (let i = 0; i < keys.length; i++) if (hashes[i] !== undefined) this.addHashed(hash(keys[i] as Value), i)
  }

  private generalise(): void {
    this.general = true
    this.index = null
    this.hashed = null
    const { keys, hashes } = this
    for (let i = 0; i < keys.length; i++) {
      const w_key = keys[i]
      if (w_key !== undefined) this.addHashed(hashes?.[i] ?? hash(w_key), i)
    }
  }

  private forget(w_key: Value, place: number): void {
    const h = this.hashes?.[place]
    if (h === undefined) {
      this.index?.delete(simpleKey(w_key) as Key)
      return
    }
    this.hashes![place] = undefined
    const chain = this.hashed!.get(h)!
    if (typeof chain === 'number') this.hashed!.delete(h)
    else if (chain.length === 2) this.hashed!.set(h, chain[0] === place ? chain[1] : chain[0])
    else chain.splice(chain.indexOf(place), 1)
  }

  private compact(): void {
    const { keys, values, hashes } = this
    this.keys = []
    this.values = []
    this.hashes = null
    this.hashed = null
    const index = this.index === null ? null : new Map<Key, number>()
    this.index = index
    this.layoutVersion = ++layoutVersions
    for (let i = 0; i < keys.length; i++) {
      const w_key = keys[i]
      if (w_key === undefined) continue
      const place = this.keys.length
      this.keys.push(w_key)
      this.values.push(values[i])
      const h = hashes?.[i]
      if (h !== undefined) this.addHashed(h, place)
      else index?.set(simpleKey(w_key) as Key, place)
    }
  }
}
