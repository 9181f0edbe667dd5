// What traces take for granted without testing it in each round: that a class, a function or a global variable is as it was. Whoever changes one
// of them tells so, and the traces that relied on it are given up. PyPy: quasi-immutable fields; objspace/std/celldict.py.
//
// What must stay true: a fact is watched before what it is about is read.
import type * as Jit from '@typhon/jit'
import type { DictWatch, Value, W_Dict, W_Type } from '@typhon/objspace'
import { namespaceOf } from '../eval/namespaces.ts'
import type { W_Function } from '../objects/function.ts'

/** How often a fact may change before traces no longer rely on it. */
const CHANGES = 4
/** After so many milliseconds without a change they do once more. */
const QUIET = 250

/** One fact, and how often it has changed since traces rely on it. */
export class Fact {
  readonly invalidator: Jit.Invalidator
  private changes = 0
  /** When it changed last. */
  private changed = 0

  constructor(invalidator: Jit.Invalidator) {
    this.invalidator = invalidator
  }

  /** Changes too often to be relied on. */
  get isVariable(): boolean {
    if (this.changes < CHANGES) return false
    if (this.changes === Infinity || Date.now() - this.changed < QUIET) return true
    this.changes = CHANGES - 1
    return false
  }

  invalidate(): void {
    this.changes++
    if (this.changes >= CHANGES) this.changed = Date.now()
    this.invalidator.invalidate()
  }

  /** It is never relied on again. */
  vary(): void {
    this.changes = Infinity
    this.invalidator.invalidate()
  }
}

/** The facts about a namespace: what each name is bound to, and that bindings keep their places. */
export class NamespaceFacts implements DictWatch {
  readonly places: Fact
  private readonly names = new Map<Value, Fact>()
  private readonly make: () => Fact

  constructor(make: () => Fact) {
    this.make = make
    this.places = make()
  }

  /** The fact that a name is bound to its value, or not bound. Other keys are names as well, where they are found by identity. */
  of(name: Value): Fact {
    let fact = this.names.get(name)
    if (fact === undefined) this.names.set(name, (fact = this.make()))
    return fact
  }

  stored(key: Value): void {
    this.names.get(key)?.invalidate()
  }

  moved(): void {
    this.places.invalidate()
    for (const fact of this.names.values()) fact.invalidate()
  }
}

const functions = new WeakMap<W_Function, Fact>()

/** The code, the defaults or the keyword defaults of a function have been replaced. */
export function functionChanged(func: W_Function): void {
  functions.get(func)?.invalidate()
}

export class Facts {
  private readonly make: () => Fact

  constructor(Invalidator: typeof Jit.Invalidator) {
    this.make = () => new Fact(new Invalidator())
  }

  /** That nothing about a class has changed. */
  ofType(type: W_Type): Fact {
    return (type.watch ??= this.make()) as Fact
  }

  /** That a function has the code and the defaults that it has. */
  ofFunction(func: W_Function): Fact {
    let fact = functions.get(func)
    if (fact === undefined) functions.set(func, (fact = this.make()))
    return fact
  }

  ofNamespace(dict: W_Dict): NamespaceFacts {
    return (namespaceOf(dict).facts ??= new NamespaceFacts(this.make)) as NamespaceFacts
  }

  /** A trace binds a name, which nobody hears of: nothing about it is relied on again. */
  vary(dict: W_Dict, name: string): void {
    namespaceOf(dict).vary(name)
    this.ofNamespace(dict).of(name).vary()
  }
}
