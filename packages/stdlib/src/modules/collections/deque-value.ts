// The host class of collections.deque: a ring buffer. lib: collections#collections.deque
//
// What must stay true:
//  - item i stands at ring[(head + i) & (ring.length - 1)]; the length of the ring is a power of two;
//  - places outside the items hold undefined, so that the ring keeps nothing alive;
//  - `version` changes with every change of the number or place of items: iterators and searches look at it.
import { type Shape, type Value, W_Object } from '@typhon/objspace'

const SMALLEST = 8

export class W_Deque extends W_Object {
  declare ring: (Value | undefined)[]
  declare head: number
  declare length: number
  declare version: number
  /** -1: without bound. What is too large for a number is rounded. */
  declare maxlen: number
  /** The same as it was given: None without bound. */
  declare bound: number | bigint | null

  constructor(bound: number | bigint | null, shape: Shape) {
    super(shape)
    this.ring = new Array<Value | undefined>(SMALLEST).fill(undefined)
    this.head = 0
    this.length = 0
    this.version = 0
    this.maxlen = 0
    this.bound = 0
    this.setBound(bound)
  }

  setBound(bound: number | bigint | null): void {
    this.bound = bound
    this.maxlen = bound === null ? -1 : Number(bound)
  }

  at(i: number): Value {
    return this.ring[(this.head + i) & (this.ring.length - 1)] as Value
  }

  setAt(i: number, x: Value): void {
    this.ring[(this.head + i) & (this.ring.length - 1)] = x
  }

  /** Adds at the right; a full deque loses its leftmost item. */
  push(x: Value): void {
    if (this.maxlen === 0) return
    if (this.length === this.ring.length) this.grow()
    this.ring[(this.head + this.length) & (this.ring.length - 1)] = x
    this.length++
    this.version++
    if (this.maxlen > 0 && this.length > this.maxlen) this.shift()
  }

  /** Adds at the left; a full deque loses its rightmost item. */
  unshift(x: Value): void {
    if (this.maxlen === 0) return
    if (this.length === this.ring.length) this.grow()
    this.head = (this.head - 1) & (this.ring.length - 1)
    this.ring[this.head] = x
    this.length++
    this.version++
    if (this.maxlen > 0 && this.length > this.maxlen) this.pop()
  }

  pop(): Value | undefined {
    if (this.length === 0) return undefined
    const i = (this.head + --this.length) & (this.ring.length - 1)
    const x = this.ring[i]
    this.ring[i] = undefined
    this.version++
    return x
  }

  shift(): Value | undefined {
    if (this.length === 0) return undefined
    const x = this.ring[this.head]
    this.ring[this.head] = undefined
    this.head = (this.head + 1) & (this.ring.length - 1)
    this.length--
    this.version++
    return x
  }

  rotate(n: number): void {
    const { length } = this
    if (length < 2) return
    let k = n % length
    if (k > length / 2) k -= length
    else if (k < -length / 2) k += length
    const mask = this.ring.length - 1
    const { ring } = this
    for (; k > 0; k--) {
      const from = (this.head + length - 1) & mask
      const x = ring[from]
      ring[from] = undefined
      this.head = (this.head - 1) & mask
      ring[this.head] = x
    }
    for (; k < 0; k++) {
      const x = ring[this.head]
      ring[this.head] = undefined
      this.head = (this.head + 1) & mask
      ring[(this.head + length - 1) & mask] = x
    }
    this.version++
  }

  insert(i: number, x: Value): void {
    if (i >= this.length) this.push(x)
    else if (i <= -this.length || i === 0) this.unshift(x)
    else {
      this.rotate(-i)
      if (i < 0) this.push(x)
      else this.unshift(x)
      this.rotate(i)
    }
  }

  removeAt(i: number): void {
    this.rotate(-i)
    this.shift()
    this.rotate(i)
  }

  reverse(): void {
    for (let i = 0, j = this.length - 1; i < j; i++, j--) {
      const x = this.at(i)
      this.setAt(i, this.at(j))
      this.setAt(j, x)
    }
  }

  clear(): void {
    this.ring = new Array<Value | undefined>(SMALLEST).fill(undefined)
    this.head = 0
    this.length = 0
    this.version++
  }

  /** The items in order. */
  items(): Value[] {
    const items: Value[] = []
    for (let i = 0; i < this.length; i++) items.push(this.at(i))
    return items
  }

  private grow(): void {
    const { ring, head } = this
    this.ring = ring.slice(head).concat(ring.slice(0, head), new Array<undefined>(ring.length).fill(undefined))
    this.head = 0
  }
}
