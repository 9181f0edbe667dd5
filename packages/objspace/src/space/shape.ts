// Shapes: where the attributes of an object are. PyPy: objspace/std/mapdict.py; the idea is Self's maps.
//
// A shape is a node in a tree that hangs from the root shape of a type. Each step down adds one attribute name, which
// lives in the slot with the step's index; two objects of one type that got the same attributes in the same order share
// their shape, so a cache keyed by shape knows the slot without looking at the object.
//
// What must stay true:
//  - slots 0 … type.slotCount-1 belong to `__slots__` members and are in every shape of the type; names start after them;
//  - of members that are floats without a box, in types that have members alone, the shape tells as well: there is a root for each set of them;
//  - the first `inline` slots are fields of the object (see value.ts), the others its elements;
//  - a shape never changes but for its transitions and its lookup table, which are caches;
//  - a `dictMode` shape keeps one slot after the members: the W_Dict that holds the attributes;
//  - a slot in `floats` is a field that holds a float without a box, the double itself; it is read and written as such by
//    operations/slots.ts and by compiled code, which know by the shape. NaNs have identity, so none is there. An attribute that was
//    once given something else, at the same place of the tree, is never laid out so again, and the type's version changes.
import { strFromKey } from '../objects/str/wide.ts'
import type { W_Type } from './type.ts'
import type { Value } from './value.ts'

export class Shape {
  readonly type: W_Type
  readonly parent: Shape | null
  /** The attribute this step adds, '' in a root. */
  readonly name: string
  /** How many slots an object of this shape uses; the slot of `name` is `count - 1`. */
  readonly count: number
  readonly inline: number
  readonly dictMode: boolean
  /** By slot, a bit each: the field is a double. */
  readonly floats: number
  private transitions: Map<string, Shape> | null = null
  private lastName = ''
  private lastNext: Shape | null = null
  private table: Map<string, number> | null = null
  private floatSteps: Map<string, Shape> | null = null
  /** Names of further attributes that were no floats. */
  private others: Set<string> | null = null
  private list: readonly Value[] | null = null

  constructor(
    type: W_Type,
    parent: Shape | null,
    name: string,
    count: number,
    inline: number,
    dictMode = false,
    floats = 0,
  ) {
    this.type = type
    this.parent = parent
    this.name = name
    this.count = count
    this.inline = inline
    this.dictMode = dictMode
    this.floats = floats
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
      next = new Shape(this.type, this, name, this.count + 1, this.inline, false, this.floats)
      this.transitions ??= new Map()
      this.transitions.set(name, next)
      if (next.count > next.inline) this.type.outgrow(next.count)
    }
    this.lastName = name
    this.lastNext = next
    return next
  }

  /** The shape of an object that gets the further attribute `name`, which is a float without a box where it may be. */
  extendFor(name: string, isFloat: boolean): Shape {
    if (!isFloat) this.isOther(name)
    else if (this.count < this.inline && !this.others?.has(name)) {
      let next = this.floatSteps?.get(name)
      if (next === undefined) {
        next = new Shape(this.type, this, name, this.count + 1, this.inline, false, this.floats | (1 << this.count))
        this.floatSteps ??= new Map()
        this.floatSteps.set(name, next)
      }
      return next
    }
    return this.extend(name)
  }

  /** The further attribute `name` may be something else than a float: caches that count on it are told. */
  private isOther(name: string): void {
    if (this.count >= this.inline || this.others?.has(name)) return
    this.others ??= new Set()
    this.others.add(name)
    if (!this.floatSteps?.has(name)) return
    this.type.host = null
    this.type.invalidate()
  }

  /** The shape that instances with this one come to have, as far as earlier ones tell. */
  usualEnd(): Shape {
    let s: Shape = this
    for (;;) {
      const floats = s.floatSteps?.size === 1 ? [...s.floatSteps.values()][0] : null
      const next: Shape | null = floats !== null && !s.others?.has(floats.name) ? floats : s.lastNext
      if (next === null) return s
      s = next
    }
  }

  /** The shape of an object whose member in `slot`, which is not kept as a double so far, is given a float: this one where that has to stay in its box. */
  withFloatMember(slot: number): Shape {
    const { type, inline } = this
    if (this.parent !== null || this.dictMode || slot >= inline || !type.keepsFloatMembers) return this
    return (type.otherMembers & (1 << slot)) === 0 ? type.memberShape(inline, this.floats | (1 << slot)) : this
  }

  /** The member in `slot` is given something else than a float: caches that count on floats are told. */
  noteOtherMember(slot: number): void {
    const { type } = this
    if (slot >= this.inline || !type.keepsFloatMembers || (type.otherMembers & (1 << slot)) !== 0) return
    type.otherMembers |= 1 << slot
    if (type.hasMemberShapes) type.invalidate()
  }

  /** The shape with the same attributes where the one in `slot`, a float so far, is any value. */
  withValueIn(slot: number): Shape {
    if (this.parent === null) {
      this.noteOtherMember(slot)
      return this.type.memberShape(this.inline, this.floats & ~(1 << slot))
    }
    const steps: Shape[] = []
    let s: Shape = this
    for (; s.parent !== null; s = s.parent) steps.push(s)
    for (const step of steps.reverse())
      s = s.extendFor(step.name, step.count - 1 !== slot && step.isFloat(step.count - 1))
    return s
  }

  /** Whether slot `slot` is a double. */
  isFloat(slot: number): boolean {
    return slot < this.inline && (this.floats & (1 << slot)) !== 0
  }

  /** The attribute names in the order in which they were added. */
  names(): string[] {
    const names: string[] = []
    for (let s: Shape = this; s.parent !== null; s = s.parent) names.push(s.name)
    return names.reverse()
  }

  /** The same as keys of a dict. */
  keys(): readonly Value[] {
    return (this.list ??= this.names().map(strFromKey))
  }

  /** The shape below `root` with the given names, in order. */
  static of(root: Shape, names: readonly string[]): Shape {
    let s = root
    for (const name of names) s = s.extend(name)
    return s
  }
}
