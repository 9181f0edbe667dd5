/**
 * Names in the text of a compiled function: variables for values, literals and parameters for constants.
 *
 * What must stay true: a constant that is no literal is a variable of the closure that is never assigned, so that V8 takes it for a constant too.
 */
import type { ClassDescr } from '../../ir/descr.ts'
import { Const, type Value } from '../../ir/values.ts'

const SHORT = 40

/** A box that is made where it is used: what it is made of, and its class. */
export interface Box {
  readonly content: string
  readonly descr: ClassDescr
}

export class Names {
  private readonly variables = new Map<Value, string>()
  private readonly boxes = new Map<Value, Box>()
  private readonly held = new Map<unknown, string>()
  private count = 0

  /** The variable or constant of a value. */
  of(value: Value): string {
    if (value instanceof Const) return this.constant(value.concrete)
    const name = this.variables.get(value)
    if (name === undefined) throw new Error('a value is used where it is not known')
    return name
  }

  /** A new variable, named by the kind of what it holds. */
  define(value: Value, kind: Value['kind'] = value.kind): string {
    const name = `${kind}${this.count++}`
    this.alias(value, name)
    return name
  }

  /** The value is what a variable holds already. */
  alias(value: Value, name: string): void {
    this.boxes.delete(value)
    this.variables.set(value, name)
  }

  /** The value is a box around what a variable holds, and is made wherever it is used: who asks which box it is gets no answer. */
  box(value: Value, content: string, descr: ClassDescr): void {
    this.variables.set(value, descr.make!.render([content], this.constant))
    this.boxes.set(value, { content, descr })
  }

  boxOf(value: Value): Box | undefined {
    return this.boxes.get(value)
  }

  /** The value is another one. */
  same(value: Value, other: Value): void {
    const box = this.boxes.get(other)
    if (box === undefined) this.alias(value, this.of(other))
    else this.box(value, box.content, box.descr)
  }

  /** A constant, as a literal where there is one. */
  readonly constant = (value: unknown): string => {
    switch (typeof value) {
      case 'number':
        return value < 0 || Object.is(value, -0) ? `(${Object.is(value, -0) ? '-0' : value})` : String(value)
      case 'boolean':
      case 'undefined':
        return String(value)
      case 'bigint':
        return `${value < 0n ? `(${value}n)` : `${value}n`}`
      case 'string':
        if (value.length <= SHORT) return JSON.stringify(value)
    }
    return value === null ? 'null' : this.hold(value)
  }

  /** A value of the host. */
  hold(value: unknown): string {
    let name = this.held.get(value)
    if (name === undefined) {
      name = `c${this.held.size}`
      this.held.set(value, name)
    }
    return name
  }

  get heldValues(): readonly unknown[] {
    return [...this.held.keys()]
  }
}
