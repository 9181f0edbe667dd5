// Shapes: where the attributes of an object are. PyPy: objspace/std/mapdict.py; the idea is Self's maps.
//
// A shape is a node in a tree that hangs from the root shape of a type. Each step down adds one attribute name, which
// lives in the slot with the step's index; two objects of one type that got the same attributes in the same order share
// their shape, so a cache keyed by shape knows the slot without looking at the object.
//
// What must stay true:
//  - slots 0 … type.slotCount-1 belong to `__slots__` members and are in every shape of the type; names start after them;
//  - the first `inline` slots are fields of the object (see value.ts), the others its elements;
//  - a shape never changes but for its transitions and its lookup table, which are caches;
//  - a `dictMode` shape keeps one slot after the members: the W_Dict that holds the attributes.
import type { W_Type } from './type.ts'

export class Shape {
  readonly type: W_Type
  readonly parent: Shape | null
  /** The attribute this step adds, '' in a root. */
  readonly name: string
  /** How many slots an object of this shape uses; the slot of `name` is `count - 1`. */
  readonly count: number
  readonly inline: number
  readonly dictMode: boolean
  private transitions: Map<string, Shape> | null = null
  private lastName = ''
  private lastNext: Shape | null = null
  private table: Map<string, number> | null = null

  constructor(type: W_Type, parent: Shape | null, name: string, count: number, inline: number, dictMode = false) {
    this.type = type
    this.parent = parent
    this.name = name
    this.count = count
    this.inline = inline
    this.dictMode = dictMode
  }

  /** The slot of attribute `name`, or -1. */
  find(name: string): number {
    if (this.name === name) return this.parent === null ? -1 : this.count - 1
    if (this.parent === null) return -1
    let table = this.table
    if (table === null) {
      table = new Map()
      for (let s: Shape = this; s.parent !== null; s = s.parent) table.set(s.name, s.count - 1)
      this.table = table
    }
    return table.get(name) ?? -1
  }

  /** The shape of an object that gets the further attribute `name`. */
  extend(name: string): Shape {
    if (this.lastName === name && this.lastNext !== null) return this.lastNext
    let next = this.transitions?.get(name)
    if (next === undefined) {
      next = new Shape(this.type, this, name, this.count + 1, this.inline)
      this.transitions ??= new Map()
      this.transitions.set(name, next)
    }
    this.lastName = name
    this.lastNext = next
    return next
  }

  /** The attribute names in the order in which they were added. */
  names(): string[] {
    const names: string[] = []
    for (let s: Shape = this; s.parent !== null; s = s.parent) names.push(s.name)
    return names.reverse()
  }

  /** The shape below `root` with the given names, in order. */
  static of(root: Shape, names: readonly string[]): Shape {
    let s = root
    for (const name of names) s = s.extend(name)
    return s
  }
}
