/**
 * A place where compiled code can be entered: the head of a loop, or the start of a function (PyPy: a green key and its jitcell). A language
 * makes one per place, keeps it beside its code, and asks `isHot` there: one decrement and test while nothing is compiled.
 */
import type { Kind } from '../ir/ops.ts'
import type { Tree } from './tree.ts'

export class Location {
  readonly code: unknown
  readonly pc: number
  readonly name: string
  /** Kinds of the values that the language's frame has here; all references unless it says otherwise. */
  readonly kinds: readonly Kind[]
  readonly isFunction: boolean
  /** Rounds that are left until something is done. */
  heat: number
  tree: Tree | null = null
  aborts = 0
  /** Compiled code did too little here each time it was entered: the place is left to the interpreter, and other traces go through it. */
  isShort = false

  constructor(code: unknown, pc: number, name: string, kinds: readonly Kind[], isFunction: boolean, heat: number) {
    this.code = code
    this.pc = pc
    this.name = name
    this.kinds = kinds
    this.isFunction = isFunction
    this.heat = heat
  }

  /** Counts an arrival: whether the driver wants to hear of it. */
  isHot(): boolean {
    return --this.heat < 0
  }
}
