/**
 * Values of the small Lua. nil is null; booleans and strings are JavaScript's; an integer is a number in ±(2^53−1), beyond that a bigint of
 * 64 bits; a float is an LFloat. Tables have shapes for their string keys, as objects of fast interpreters do.
 *
 * What must stay true: an integer that fits a safe number is never a bigint, so that equality of integers is `===`.
 */
import { Invalidator } from '../../src/index.ts'
import type { Proto } from './compile.ts'

export class LuaError extends Error {}

export class LFloat {
  readonly value: number

  constructor(value: number) {
    this.value = value
  }
}

/** Which string keys a table has, and in which slot. Tables that got the same keys in the same order share their shape. */
export class Shape {
  static readonly empty = new Shape(new Map())
  readonly slots: Map<string, number>
  private readonly next = new Map<string, Shape>()

  constructor(slots: Map<string, number>) {
    this.slots = slots
  }

  extend(key: string): Shape {
    let shape = this.next.get(key)
    if (shape === undefined) {
      shape = new Shape(new Map(this.slots).set(key, this.slots.size))
      this.next.set(key, shape)
    }
    return shape
  }
}

export class LTable {
  shape: Shape
  /** Values of string keys; an array of its own that nothing else refers to. */
  fields: any[]
  /** Values of 1, 2, … without a gap; the same. */
  items: any[]
  /** Everything else. */
  others: Map<any, any> | null

  constructor(shape: Shape, fields: any[], items: any[], others: Map<any, any> | null) {
    this.shape = shape
    this.fields = fields
    this.items = items
    this.others = others
  }

  get(key: any): any {
    if (typeof key === 'string') {
      const slot = this.shape.slots.get(key)
      return slot === undefined ? null : this.fields[slot]
    }
    if (typeof key === 'number' && key > 0 && key <= this.items.length) return this.items[key - 1]
    return this.others?.get(plainKey(key)) ?? null
  }

  set(key: any, value: any): void {
    if (typeof key === 'string') {
      const slot = this.shape.slots.get(key)
      if (slot !== undefined) this.fields[slot] = value
      else {
        this.shape = this.shape.extend(key)
        this.fields.push(value)
      }
    } else if (typeof key === 'number' && key > 0 && key <= this.items.length) this.items[key - 1] = value
    else if (key === this.items.length + 1) {
      if (value === null) return
      this.items.push(value)
      this.takeOver()
    } else if (key === null) throw new LuaError('index is nil')
    else (this.others ??= new Map()).set(plainKey(key), value)
  }

  /** Items that were waiting behind a gap follow the last one now. */
  private takeOver(): void {
    if (this.others === null) return
    for (let next = this.items.length + 1; this.others.has(next); next++) {
      this.items.push(this.others.get(next))
      this.others.delete(next)
    }
  }
}

/** 1.0 and 1 are one key. */
function plainKey(key: any): any {
  if (!(key instanceof LFloat)) return key
  return Number.isSafeInteger(key.value) ? key.value + 0 : `float ${key.value}`
}

/** A variable that closures share. */
export class Cell {
  value: any

  constructor(value: any) {
    this.value = value
  }
}

export class Closure {
  readonly proto: Proto
  readonly cells: readonly Cell[]

  constructor(proto: Proto, cells: readonly Cell[]) {
    this.proto = proto
    this.cells = cells
  }
}

export class Builtin {
  readonly name: string
  readonly run: (...args: any[]) => any

  constructor(name: string, run: (...args: any[]) => any) {
    this.name = name
    this.run = run
  }
}

/** A global variable. Most are functions that are assigned once: traces take their values for constants. */
export class Global {
  readonly name: string
  value: any = null
  writes = 0
  readonly changed = new Invalidator()

  constructor(name: string) {
    this.name = name
  }

  set(value: any): void {
    if (this.value === value) return
    this.value = value
    this.writes++
    this.changed.invalidate()
  }
}

export function show(value: any): string {
  if (value === null) return 'nil'
  if (value instanceof LFloat) {
    const { value: float } = value
    if (Number.isNaN(float)) return 'nan'
    if (!Number.isFinite(float)) return float > 0 ? 'inf' : '-inf'
    return Number.isInteger(float) ? (Object.is(float, -0) ? '-0.0' : `${float}.0`) : String(float)
  }
  if (value instanceof LTable) return 'table'
  if (value instanceof Closure || value instanceof Builtin) return 'function'
  return String(value)
}
