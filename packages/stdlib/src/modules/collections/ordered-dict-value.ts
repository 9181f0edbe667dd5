// The host class of collections.OrderedDict: a dict whose entries are also in a doubly linked list, which is their order.
// lib: collections#collections.OrderedDict
//
// The list is one of places of entries: `before[i]` and `after[i]` are the neighbours of the entry at place i, END at an
// end. To move an entry is so a matter of four numbers, and removing the first one leaves no holes to be searched.
//
// What must stay true:
//  - every entry is in the list;
//  - a key that a method of dict removed, called on one directly, is a fault that the next iteration tells of (`lost`);
//  - `state` changes with every change of the list: iterators and comparisons look at it.
//
// CPython: Objects/odictobject.c
import { eqOrIs, errorWith, type Key, type Shape, type Value, W_Dict } from '@typhon/objspace'

export const END = -1

export class W_OrderedDict extends W_Dict {
  first = END
  last = END
  state = 0
  private before: number[] = []
  private after: number[] = []
  /** Keys that methods of dict removed, null where there are none. */
  private lost: Value[] | null = null

  constructor(shape: Shape) {
    super(shape)
  }

  /** The place after place `i` in order, or END. */
  placeAfter(i: number): number {
    return this.after[i]
  }

  placeBefore(i: number): number {
    return this.before[i]
  }

  /** The key at place `i`; KeyError where a look-up would not find it. */
  keyAt(i: number): Value {
    const w_key = this.keys[i] as Value
    if (!this.isFoundAt(i)) throw errorWith('KeyError', w_key)
    return w_key
  }

  /** Removes as OrderedDict does; gives the value, or undefined when the key was not there. */
  take(w_key: Value): Value | undefined {
    const i = this.placeOf(w_key)
    return i < 0 ? undefined : this.takeAt(i)
  }

  takeAt(i: number): Value {
    const value = this.values[i] as Value
    this.unlink(i)
    super.removeAt(i)
    return value
  }

  /** Moves the entry at place `i` to an end. */
  moveTo(i: number, last: boolean): void {
    if (i === (last ? this.last : this.first)) return
    this.unlink(i)
    this.link(i, last)
  }

  /** Raises KeyError where a method of dict has removed a key that is in the order. */
  checkLost(): void {
    if (this.lost !== null) throw errorWith('KeyError', this.lost[0])
  }

  override removeAt(i: number): void {
    ;(this.lost ??= []).push(this.keys[i] as Value)
    this.takeAt(i)
  }

  override deleteStr(name: string): boolean {
    const i = this.placeOfSimple(name)
    if (i < 0) return false
    this.takeAt(i)
    return true
  }

  protected override append(w_key: Value, key: Key | undefined, value: Value, low?: number, high?: number): void {
    super.append(w_key, key, value, low, high)
    if (this.lost !== null) this.find(w_key)
    this.link(this.keys.length - 1, true)
  }

  override fillFrom(): boolean {
    return false
  }

  override clear(): void {
    super.clear()
    this.first = END
    this.last = END
    this.before = []
    this.after = []
    this.lost = null
    this.state++
  }

  protected override compact(): void {
    const { keys, before, after, first } = this
    const places: number[] = []
    let n = 0
    for (let i = 0; i < keys.length; i++) places.push(keys[i] === undefined ? END : n++)
    this.before = new Array<number>(n).fill(END)
    this.after = new Array<number>(n).fill(END)
    for (let i = first; i !== END; i = after[i]) {
      const place = places[i]
      this.before[place] = before[i] === END ? END : places[before[i]]
      this.after[place] = after[i] === END ? END : places[after[i]]
    }
    if (first !== END) {
      this.first = places[first]
      this.last = places[this.last]
    }
    super.compact()
  }

  /** The key `w_key` is there again. */
  private find(w_key: Value): void {
    const rest = this.lost!.filter((w) => !eqOrIs(w, w_key))
    this.lost = rest.length === 0 ? null : rest
  }

  private link(i: number, last: boolean): void {
    const { before, after } = this
    if (last) {
      before[i] = this.last
      after[i] = END
      if (this.last === END) this.first = i
      else after[this.last] = i
      this.last = i
    } else {
      before[i] = END
      after[i] = this.first
      if (this.first === END) this.last = i
      else before[this.first] = i
      this.first = i
    }
    this.state++
  }

  private unlink(i: number): void {
    const { before, after } = this
    const b = before[i]
    const a = after[i]
    if (b === END) this.first = a
    else after[b] = a
    if (a === END) this.last = b
    else before[a] = b
    this.state++
  }
}
