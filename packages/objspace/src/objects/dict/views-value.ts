// Iterators over dicts and the views keys(), values(), items(). Their types' definitions are in views.ts.
import { error } from '../../errors/exception.ts'
import { W_Iterator } from '../../space/iterator.ts'
import type { Shape } from '../../space/shape.ts'
import { type Value, W_Object } from '../../space/value.ts'
import { W_Pair } from '../tuple-value.ts'
import type { W_Dict } from './dict.ts'

/** What a view or iterator gives for each entry. */
export type Part = 'keys' | 'values' | 'items'

// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_DictView extends W_Object {}

// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_DictView {
  declare readonly dict: W_Dict
  declare readonly part: Part
  constructor(dict: W_Dict, part: Part, shape: Shape) {
    this.shape = shape
    this.dict = dict
    this.part = part
  }
}
// As with W_Float: short enough to be put in the place of every call.
Object.setPrototypeOf(W_DictView.prototype, W_Object.prototype)
Object.setPrototypeOf(W_DictView, W_Object)

/** The entry of a dict at place `i` as keys, values or items show it. */
export function entryAt(dict: W_Dict, i: number, part: Part): Value {
  if (part === 'keys') return dict.keys[i] as Value
  if (part === 'values') return dict.values[i] as Value
  return new W_Pair(dict.keys[i] as Value, dict.values[i] as Value)
}

/** What an iterator is still to give. */
export function restOf(it: W_DictIterator | W_DictReverseIterator): Value[] {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(it) as object) as typeof it, it)
  if (copy.dict !== undefined) copy.dict.iterators++
  const rest: Value[] = []
  for (let w = copy.next(); w !== undefined; w = copy.next()) rest.push(w)
  return rest
}

// oxlint-disable-next-line no-unsafe-declaration-merging
export interface W_DictIterator extends W_Iterator {}

/** Forward over a dict's entries; raises RuntimeError when the dict changed size. */
// oxlint-disable-next-line no-unsafe-declaration-merging
export class W_DictIterator {
  declare dict: W_Dict | undefined
  declare readonly part: Part
  declare i: number
  /** Number of entries at the start, -1 after a change was reported. */
  declare used: number
  declare left: number
  constructor(dict: W_Dict, part: Part, shape: Shape) {
    this.shape = shape
    this.dict = dict
    this.part = part
    this.i = 0
    this.used = dict.size
    this.left = dict.size
    dict.iterators++
  }

  next(): Value | undefined {
    const { dict } = this
    if (dict === undefined) return undefined
    const place = this.advance(dict)
    return place < 0 ? undefined : entryAt(dict, place, this.part)
  }

  /** The place of the next entry of the iterator's dict, -1 at the end. */
  advance(dict: W_Dict): number {
    if (this.used !== dict.size) {
      this.used = -1
      throw error('RuntimeError', 'dictionary changed size during iteration')
    }
    const { keys } = dict
    let { i } = this
    while (i < keys.length && keys[i] === undefined) i++
    if (i >= keys.length) {
      this.dict = undefined
      dict.iterators--
      return -1
    }
    if (this.left === 0) {
      this.dict = undefined
      dict.iterators--
      throw error('RuntimeError', 'dictionary keys changed during iteration')
    }
    this.i = i + 1
    this.left--
    return i
  }
}
Object.setPrototypeOf(W_DictIterator.prototype, W_Iterator.prototype)
Object.setPrototypeOf(W_DictIterator, W_Iterator)

/** Backward over a dict's entries. */
export class W_DictReverseIterator extends W_Iterator {
  dict: W_Dict | undefined
  readonly part: Part
  i: number
  used: number
  left: number
  constructor(dict: W_Dict, part: Part, shape: Shape) {
    super(shape)
    this.dict = dict
    this.part = part
    this.i = dict.keys.length - 1
    this.used = dict.size
    this.left = dict.size
    dict.iterators++
  }

  override next(): Value | undefined {
    const { dict } = this
    if (dict === undefined) return undefined
    if (this.used !== dict.size) {
      this.used = -1
      throw error('RuntimeError', 'dictionary changed size during iteration')
    }
    let { i } = this
    while (i >= 0 && dict.keys[i] === undefined) i--
    if (i < 0) {
      this.dict = undefined
      dict.iterators--
      return undefined
    }
    this.i = i - 1
    this.left--
    return entryAt(dict, i, this.part)
  }
}
