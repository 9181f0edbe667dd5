// What compiled code takes for granted of names in namespaces: that one is bound to what it was bound to. Compiled functions test it each time by
// one flag, traces rely on it without a test (see tracing/facts.ts). PyPy: objspace/std/celldict.py.
//
// What must stay true: whoever stores into a namespace, or removes from it, tells its watch, or has told beforehand that the name varies. A binding
// is made before what the name is bound to is read.
import { type DictWatch, isFoundByIdentity, type Value, type W_Dict } from '@typhon/objspace'

/** How often what a name is bound to may change before nothing relies on it any more. */
const CHANGES = 4

/** That a name is bound as it was. */
export class Binding {
  holds = true
}
// Of a field that was never given another value V8 takes the value for a constant, and throws away all code that has done so when one is.
new Binding().holds = false

/** The names of one namespace. */
export class Namespace implements DictWatch {
  /** What traces rely on. */
  facts: DictWatch | null = null
  private readonly bindings = new Map<Value, Binding>()
  private readonly changes = new Map<Value, number>()

  /** What holds as long as a name is bound as it is now, or is not bound; null where that changes too often. */
  bindingOf(name: string): Binding | null {
    if ((this.changes.get(name) ?? 0) >= CHANGES) return null
    let binding = this.bindings.get(name)
    if (binding === undefined) this.bindings.set(name, (binding = new Binding()))
    return binding
  }

  /** Nobody hears of it when something else is stored under a name from now on. */
  vary(name: string): void {
    this.unbind(name)
    this.changes.set(name, CHANGES)
  }

  private unbind(name: Value): void {
    const binding = this.bindings.get(name)
    if (binding === undefined) return
    binding.holds = false
    this.bindings.delete(name)
    this.changes.set(name, (this.changes.get(name) ?? 0) + 1)
  }

  stored(key: Value): void {
    if (mayEqualNames(key)) return this.moved()
    this.unbind(key)
    this.facts?.stored(key)
  }

  moved(): void {
    this.unbindAll()
    this.facts?.moved()
  }

  private unbindAll(): void {
    for (const name of this.bindings.keys()) this.unbind(name)
  }
}

/** Whether a key may be found by a name that it is not: a string of another class, say. */
function mayEqualNames(key: Value): boolean {
  return typeof key === 'object' && key !== null && !isFoundByIdentity(key)
}

export function namespaceOf(dict: W_Dict): Namespace {
  return (dict.watch ??= new Namespace()) as Namespace
}
