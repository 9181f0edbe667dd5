// W_Set and W_FrozenSet: one open-addressing table, probed as CPython probes, so that sets print and iterate in its order.
// Their types' definitions are in type.ts. CPython: Objects/setobject.c (LINEAR_PROBES, PERTURB_SHIFT, set_table_resize)
//
// What must stay true:
//  - `keys[i]` is undefined for a slot never used, DUMMY for one whose key was removed; `lows[i]` is the lower half of its hash;
//  - `lows` is null, and `highs` as well, as long as all keys are ints of 32 bits: those are their own hashes, and equal nothing else in there;
//  - `highs[i]` is the upper half where the key is no raw string and no number, whose hashes can be found out again;
//  - a new key takes the last slot of a removed one that its search has passed;
//  - `fill` counts used and dummy slots, `used` only used ones; the table is resized when fill*5 >= mask*3;
//  - probing uses the hash's 64 bits as CPython does, here in two 32-bit halves.
import { hashOfHalves, upperHalf } from '../../lib/hash.ts'
import { eqOrIs, hashHalves } from '../../operations/compare.ts'
import { enrolled } from '../../space/restart.ts'
import type { Shape } from '../../space/shape.ts'
import { shapes } from '../../space/shapes.ts'
import { type Value, W_Object } from '../../space/value.ts'

const MINSIZE = 8
const LINEAR_PROBES = 9
const DUMMY: unique symbol = Symbol('dummy')
type Slot = Value | undefined | typeof DUMMY

// Literals, as they are made faster than arrays that are filled.
const newSlots = (): Slot[] => [undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined]

/** An empty table. Slots that nothing was put into read as undefined: nothing is to be filled, and one value says that there will be all kinds. */
function newTable(size: number): Slot[] {
  const keys = new Array<Slot>(size)
  keys[0] = undefined
  return keys
}

/** Whether a key is an int that is its own hash, but for -1. */
const isShort = (w: Value): w is number => typeof w === 'number' && (w | 0) === w

/** The lower half of the hash of an int of 32 bits. */
const lowOf = (n: number): number => (n === -1 ? -2 : n)

/** Whether a key tells its hash, and equals another such one only where the host says so. */
const isSimple = (w: Value): boolean => typeof w === 'string' || typeof w === 'number'

/** The upper half of the hash of a raw string or number. */
function upperOf(w: Value): number {
  hashHalves(w)
  return upperHalf
}

export abstract class W_AnySet extends W_Object {
  declare keys: Slot[]
  declare lows: number[] | null
  declare highs: (number | undefined)[] | null
  declare mask: number
  declare used: number
  declare fill: number
  /** Where pop() looks next. */
  declare finger: number

  constructor(shape: Shape) {
    super(shape)
    this.keys = newSlots()
    this.lows = null
    this.highs = null
    this.mask = MINSIZE - 1
    this.used = 0
    this.fill = 0
    this.finger = 0
    enrolled?.push(this)
  }

  has(w: Value): boolean {
    if (isShort(w) && this.lows === null) return this.placeOfInt(w) >= 0
    const low = hashHalves(w)
    return this.place(w, low, upperHalf) >= 0
  }

  /** Adds a key; false when it was there. */
  add(w: Value): boolean {
    if (isShort(w) && this.lows === null) return this.addInt(w)
    const low = hashHalves(w)
    return this.addHashed(w, low, upperHalf)
  }

  /** Removes a key; false when it was not there. */
  discard(w: Value): boolean {
    if (isShort(w) && this.lows === null) return this.discardAt(this.placeOfInt(w))
    const low = hashHalves(w)
    return this.discardHashed(w, low, upperHalf)
  }

  discardHashed(w: Value, low: number, high?: number): boolean {
    return this.discardAt(this.place(w, low, high))
  }

  private discardAt(i: number): boolean {
    if (i < 0) return false
    this.keys[i] = DUMMY
    this.used--
    return true
  }

  /** Removes and gives some key, or undefined. */
  popAny(): Value | undefined {
    if (this.used === 0) return undefined
    let i = this.finger & this.mask
    while (this.keys[i] === undefined || this.keys[i] === DUMMY) i = (i + 1) & this.mask
    const key = this.keys[i] as Value
    this.keys[i] = DUMMY
    this.used--
    this.finger = i + 1
    return key
  }

  /** pop() goes on looking where it was, as in CPython. */
  clearAll(): void {
    this.keys = newSlots()
    this.lows = null
    this.highs = null
    this.mask = MINSIZE - 1
    this.used = 0
    this.fill = 0
  }

  /** The key in slot `i`, or undefined where the slot is empty; for iteration by slot number up to `mask`. */
  keyAt(i: number): Value | undefined {
    const k = this.keys[i]
    return k === DUMMY ? undefined : (k as Value | undefined)
  }

  toArray(): Value[] {
    const out: Value[] = []
    for (let i = 0; i <= this.mask; i++) {
      const k = this.keys[i]
      if (k !== undefined && k !== DUMMY) out.push(k as Value)
    }
    return out
  }

  /** Makes room for so many more keys at once. */
  prepare(more: number): void {
    if ((this.fill + more) * 5 >= this.mask * 3) this.resize((this.used + more) * 2)
  }

  /** Takes over the keys of another set, with their hashes. CPython: set_merge */
  merge(other: W_AnySet): void {
    if (other === this || other.used === 0) return
    this.prepare(other.used)
    if (this.fill === 0 && this.mask === other.mask && other.fill === other.used) {
      this.keys = other.keys.slice()
      this.lows = other.lows === null ? null : other.lows.slice()
      this.highs = other.highs === null ? null : other.highs.slice()
      this.fill = other.fill
      this.used = other.used
      return
    }
    if (this.fill === 0) {
      this.fill = other.used
      this.used = other.used
      for (let i = 0; i <= other.mask; i++) {
        const k = other.keys[i]
        if (k !== undefined && k !== DUMMY) this.insertClean(k as Value, other.lowAt(i), other.highAt(i))
      }
      return
    }
    for (let i = 0; i <= other.mask; i++) {
      const k = other.keys[i]
      if (k !== undefined && k !== DUMMY) this.addHashed(k as Value, other.lowAt(i), other.highAt(i))
    }
  }

  /** Places every key by its hash of now, for a process that began with a set of another one. */
  rehash(items: readonly Value[] = this.toArray()): void {
    this.clearAll()
    for (const w of items) this.add(w)
  }

  /**
   * The same, as soon as somebody looks for a key or at their order: for large sets that few programs look at. Keys that share a slot stand in the order in
   * which they are added, so `items` has them in the order of now, not in that of the hashes of another process.
   */
  rehashLate(items: readonly Value[]): void {
    const keys: unknown = Object.getOwnPropertyDescriptor(this, 'keys')?.value
    if (keys === undefined) return
    Object.defineProperty(this, 'keys', {
      configurable: true,
      enumerable: true,
      get: () => {
        Object.defineProperty(this, 'keys', { value: keys, writable: true, configurable: true, enumerable: true })
        this.rehash(items)
        return this.keys
      },
    })
  }

  /** The lower half of the hash stored with slot `i`. */
  lowAt(i: number): number {
    return this.lows === null ? lowOf(this.keys[i] as number) : this.lows[i]
  }

  /** The lower halves, from now on in an array. */
  private takeLows(): number[] {
    const { keys } = this
    const lows = new Array<number>(keys.length)
    for (let i = 0; i < keys.length; i++) {
      const k = keys[i]
      if (typeof k === 'number') lows[i] = lowOf(k)
    }
    return (this.lows = lows)
  }

  /** The upper half of the hash stored with slot `i`, undefined where the key tells it. */
  highAt(i: number): number | undefined {
    return this.highs === null ? undefined : this.highs[i]
  }

  /** The hash stored with slot `i`. */
  hashAt(i: number): number | bigint {
    return hashOfHalves(this.highAt(i) ?? upperOf(this.keys[i] as Value), this.lowAt(i))
  }

  /** Puts a key and its hash into slot `i`. */
  private put(i: number, w: Value, low: number, high: number | undefined): void {
    this.keys[i] = w
    const { lows } = this
    if (lows !== null) lows[i] = low
    else if (isShort(w)) return
    else this.takeLows()[i] = low
    if (isSimple(w)) {
      if (this.highs !== null) this.highs[i] = undefined
    } else {
      this.highs ??= new Array<number | undefined>(this.mask + 1).fill(undefined)
      this.highs[i] = high ?? upperOf(w)
    }
  }

  /** Whether the key in slot `i` has this upper half. */
  private isHigh(i: number, high: number | undefined, w: Value): boolean {
    return (this.highAt(i) ?? upperOf(this.keys[i] as Value)) === (high ?? upperOf(w))
  }

  hasHashed(w: Value, low: number, high?: number): boolean {
    return this.place(w, low, high) >= 0
  }

  addHashed(w: Value, low: number, high?: number): boolean {
    if (isShort(w) && this.lows === null) return this.addInt(w)
    for (;;) {
      const { keys, mask } = this
      const lows = this.lows ?? this.takeLows()
      let i = low & mask
      let plow = low
      let phigh = 0
      let first = true
      let restart = false
      let free = -1
      search: for (;;) {
        let probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0
        let j = i
        do {
          const k = keys[j]
          if (k === undefined) {
            if (free >= 0) {
              this.used++
              this.put(free, w, low, high)
              return true
            }
            this.fill++
            this.used++
            this.put(j, w, low, high)
            if (this.fill * 5 >= mask * 3) this.grow()
            return true
          }
          if (lows[j] === low && k !== DUMMY) {
            if (k === w) return false
            const same = !(isSimple(k as Value) && isSimple(w)) && this.isHigh(j, high, w) && eqOrIs(k as Value, w)
            if (this.keys !== keys || keys[j] !== k) {
              restart = true
              break search
            }
            if (same) return false
          }
          if (k === DUMMY) free = j
          j++
        } while (probes-- > 0)
        if (first) {
          phigh = high ?? upperOf(w)
          first = false
        }
        plow = (plow >>> 5) | (phigh << 27)
        phigh = phigh >>> 5
        i = (Math.imul(i, 5) + 1 + plow) & mask
      }
      if (!restart) return false
    }
  }

  /** The same where all keys are ints of 32 bits, as the new one is. */
  private addInt(n: number): boolean {
    const { keys, mask } = this
    let plow = lowOf(n)
    let phigh = plow >> 31
    let i = plow & mask
    let free = -1
    for (;;) {
      let probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0
      let j = i
      do {
        const k = keys[j]
        if (typeof k === 'number') {
          if (k === n) return false
        } else if (k === undefined) {
          this.used++
          if (free >= 0) {
            keys[free] = n
            return true
          }
          keys[j] = n
          if (++this.fill * 5 >= mask * 3) this.grow()
          return true
        } else free = j
        j++
      } while (probes-- > 0)
      plow = (plow >>> 5) | (phigh << 27)
      phigh = phigh >>> 5
      i = (Math.imul(i, 5) + 1 + plow) & mask
    }
  }

  /** Where an int of 32 bits is, where all keys are such; -1 for nowhere. (Asked in `addInt` as well, both took a tenth longer for the place that is free.) */
  private placeOfInt(n: number): number {
    const { keys, mask } = this
    let plow = lowOf(n)
    let phigh = plow >> 31
    let i = plow & mask
    for (;;) {
      let probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0
      let j = i
      do {
        const k = keys[j]
        if (typeof k === 'number') {
          if (k === n) return j
        } else if (k === undefined) return -1
        j++
      } while (probes-- > 0)
      plow = (plow >>> 5) | (phigh << 27)
      phigh = phigh >>> 5
      i = (Math.imul(i, 5) + 1 + plow) & mask
    }
  }

  private place(w: Value, low: number, high?: number): number {
    if (isShort(w) && this.lows === null) return this.placeOfInt(w)
    for (;;) {
      const { keys, mask } = this
      const lows = this.lows ?? this.takeLows()
      let i = low & mask
      let plow = low
      let phigh = 0
      let first = true
      let restart = false
      search: for (;;) {
        let probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0
        let j = i
        do {
          const k = keys[j]
          if (k === undefined) return -1
          if (lows[j] === low && k !== DUMMY) {
            if (k === w) return j
            const same = !(isSimple(k as Value) && isSimple(w)) && this.isHigh(j, high, w) && eqOrIs(k as Value, w)
            if (this.keys !== keys || keys[j] !== k) {
              restart = true
              break search
            }
            if (same) return j
          }
          j++
        } while (probes-- > 0)
        if (first) {
          phigh = high ?? upperOf(w)
          first = false
        }
        plow = (plow >>> 5) | (phigh << 27)
        phigh = phigh >>> 5
        i = (Math.imul(i, 5) + 1 + plow) & mask
      }
      if (!restart) return -1
    }
  }

  /** Makes a new table where more than a quarter of the slots are those of removed keys. CPython: set_difference_update_internal */
  shed(): void {
    if (this.fill - this.used > this.mask >> 2) this.grow()
  }

  private grow(): void {
    this.resize(this.used > 50000 ? this.used * 2 : this.used * 4)
  }

  private resize(minused: number): void {
    let size = MINSIZE
    while (size <= minused) size *= 2
    const { keys, lows, highs } = this
    this.keys = newTable(size)
    this.lows = lows === null ? null : new Array<number>(size)
    this.highs = highs === null ? null : new Array<number | undefined>(size)
    this.mask = size - 1
    this.fill = this.used
    if (lows === null) return this.takeInts(keys)
    for (let i = 0; i < keys.length; i++) {
      const k = keys[i]
      if (k !== undefined && k !== DUMMY) this.insertClean(k as Value, lows[i], highs === null ? undefined : highs[i])
    }
  }

  /** Places the keys of another table, all ints of 32 bits, in this one, which is empty. */
  private takeInts(from: readonly Slot[]): void {
    const { keys, mask } = this
    for (let i = 0; i < from.length; i++) {
      const k = from[i]
      if (typeof k !== 'number') continue
      const low = lowOf(k)
      if (keys[low & mask] === undefined) keys[low & mask] = k
      else this.insertClean(k, low, k >> 31)
    }
  }

  private insertClean(w: Value, low: number, high?: number): void {
    const { keys, mask } = this
    let i = low & mask
    let plow = low
    let phigh = 0
    let first = true
    for (;;) {
      const last = i + LINEAR_PROBES <= mask ? i + LINEAR_PROBES : i
      for (let j = i; j <= last; j++) {
        if (keys[j] === undefined) {
          this.put(j, w, low, high)
          return
        }
      }
      if (first) {
        phigh = high ?? upperOf(w)
        first = false
      }
      plow = (plow >>> 5) | (phigh << 27)
      phigh = phigh >>> 5
      i = (Math.imul(i, 5) + 1 + plow) & mask
    }
  }
}

// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_Set extends W_AnySet {}

// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_Set {
  constructor(shape: Shape = shapes.set) {
    this.shape = shape
    this.keys = newSlots()
    this.lows = null
    this.highs = null
    this.mask = MINSIZE - 1
    this.used = 0
    this.fill = 0
    this.finger = 0
    enrolled?.push(this)
  }
}
// As with W_Float: it calls no other constructor, so that it is put in the place of every call.
Object.setPrototypeOf(W_Set.prototype, W_AnySet.prototype)
Object.setPrototypeOf(W_Set, W_AnySet)

export class W_FrozenSet extends W_AnySet {
  hashed: number | bigint | null = null
  constructor(shape: Shape = shapes.frozenset) {
    super(shape)
  }

  forgetHash(): void {
    this.hashed = null
  }
}

/** A new set of the given items. */
export function newSet(items: readonly Value[] = []): W_Set {
  const s = new W_Set()
  for (let i = 0; i < items.length; i++) s.add(items[i])
  return s
}

/** A new frozenset of the given items. */
export function newFrozenSet(items: readonly Value[]): W_FrozenSet {
  const s = new W_FrozenSet()
  for (let i = 0; i < items.length; i++) s.add(items[i])
  return s
}
