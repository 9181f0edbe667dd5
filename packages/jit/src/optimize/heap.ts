/**
 * The heap cache: what a field or an item was last seen to hold. A second read is the first one's value, a write of what is there already is dropped.
 * PyPy: optimizeopt/heap.py.
 *
 * When something is written, everything that could be the same place is forgotten. Places with different descriptors never are; of
 * the same descriptor, two objects are different if one was made in this trace and the other was there before it, or both were made, or
 * both are constants, or their classes differ; and what gathers (`gather` of `CallDescr`) is no other. Calls forget what their descriptors say: one that adds items to an array, nothing but lengths.
 *
 * Writes of fields wait (`pending`) until something could see that they have not been done: a call that may look at them, a read or a write of what
 * may be the same place, the end of the trace. A guard that fails does them first, by its resume data. So of several writes of a field the last is
 * done, none where that is what is there already, and the iterator of a loop, whose place the peeled loop takes for known anyway, is written where the loop is left (unroll.ts).
 *
 * A bridge knows what was known at its guard of places in objects that it is given. What is in them it is not given: it reads that where it wants it (`unread`), so that nothing
 * of the trace before the guard has to be kept for bridges which may never be.
 *
 * What must stay true: a fact is only in the tables while it holds; immutable fields have tables of their own that nothing clears. What a pending write
 * writes is a fact; of pending writes to the same field the objects are distinct, and none is virtual.
 */
import { ArrayDescr, CallDescr, type ClassDescr, FieldDescr } from '../ir/descr.ts'
import type { Kind } from '../ir/ops.ts'
import { Const, Input, Op, sameConst, sameValue, type Value } from '../ir/values.ts'
import { Cast, type Held, isCast, type PendingStore, type Resume, type ResumePlace } from '../resume/resume.ts'
import { classOf, newInput, virtualOf } from './info.ts'
import { Pass } from './optimizer.ts'

/** Of so many values besides those of the language's frames a guard says which places hold them. */
const MOST_KNOWN = 16

/** So many writes wait: each takes room in all exits. */
const MOST_PENDING = 12

/** A place in the heap that holds a known value: a field, an item, or a length. */
export interface Fact {
  readonly descr: FieldDescr | ArrayDescr
  readonly object: Value
  /** Null for a field, 'length', or an item's index. */
  readonly index: Value | 'length' | null
  value: Value
  /** Whether something was left out because of it. */
  isUsed?: boolean
  /** It holds only if the loop's state keeps it, which it does for facts that are used. */
  isAssumed?: boolean
  /** Assumed of an object that is the same in each round. */
  isLasting?: boolean
}

export class Heap extends Pass {
  private facts = new Map<FieldDescr | ArrayDescr, Fact[]>()
  /** What places of a bridge hold that has not been read; where it is, the operation becomes the value. */
  private readonly unread = new Set<Value>()
  /** Pairs of objects that guards have found to be two. */
  private readonly apart: (readonly [Value, Value])[] = []

  override visit(op: Op): void {
    switch (op.name) {
      case 'getfield_gc_i':
      case 'getfield_gc_f':
      case 'getfield_gc_r':
        return this.read(op, op.descr as FieldDescr, null)
      case 'getarrayitem_gc_i':
      case 'getarrayitem_gc_f':
      case 'getarrayitem_gc_r':
        return this.read(op, op.descr as ArrayDescr, op.args[1])
      case 'arraylen_gc':
        return this.read(op, op.descr as ArrayDescr, 'length')
      case 'setfield_gc':
        return this.write(op, op.descr as FieldDescr, null, op.args[1])
      case 'guard_true':
      case 'guard_false':
        this.noteApart(op)
        break
      case 'finish':
        this.flush()
        break
      case 'setarrayitem_gc':
        return this.write(op, op.descr as ArrayDescr, op.args[1], op.args[2])
    }
    if (op.spec.effect === 'call') this.flushFor(op)
    this.next(op)
    if (op.spec.effect === 'call') this.forget(op)
  }

  // Writes that wait.

  /** Does the pending writes that `which` says. */
  flush(which: (store: PendingStore) => boolean = () => true): void {
    const { optimizer } = this
    const due = optimizer.pending.filter(which)
    if (due.length === 0) return
    optimizer.pending = optimizer.pending.filter((store) => !due.includes(store))
    for (const { descr, object, value } of due)
      this.next(new Op('setfield_gc', [object, value].map(optimizer.resolve), descr))
  }

  /** Whether a write of a field waits. */
  isPending(descr: FieldDescr | ArrayDescr, object: Value): boolean {
    const { pending, resolve } = this.optimizer
    return pending.some((store) => store.descr === descr && sameValue(resolve(store.object), resolve(object)))
  }

  /** From here on a write waits whose value is a fact already. */
  wait(store: PendingStore): void {
    this.optimizer.pending = [...this.optimizer.pending, store]
  }

  /** Does what a call might see. */
  private flushFor({ descr, name }: Op): void {
    if (name.startsWith('big_')) return
    const { reads, writes } = descr instanceof CallDescr ? descr : { reads: null, writes: null }
    if (reads === null) this.flush()
    else this.flush((store) => reads.includes(store.descr) || writes === null || writes.includes(store.descr))
  }

  private noteApart({ name, args: [test] }: Op): void {
    if (!(test instanceof Op) || test.name !== (name === 'guard_true' ? 'ptr_ne' : 'ptr_eq')) return
    this.apart.push([test.args[0], test.args[1]])
  }

  /** The object's contents are known: it has just been made. */
  override forced(op: Op): void {
    if (op.descr instanceof ArrayDescr) {
      const { descr } = op
      op.args.forEach((value, i) => this.add({ descr, object: op, index: new Const('i', i), value }))
      this.add({ descr, object: op, index: 'length', value: new Const('i', op.args.length) })
    } else if (!(op.descr as ClassDescr).isComputed) {
      const { fields } = op.descr as ClassDescr
      op.args.forEach((value, i) => this.add({ descr: fields[i], object: op, index: null, value }))
    }
  }

  override closed({ descr, args: [object, value] }: Op): void {
    const { resolve } = this.optimizer
    const list = this.facts.get(descr as FieldDescr) ?? []
    this.facts.set(
      descr as FieldDescr,
      list.filter((fact) => resolve(fact.object) !== object),
    )
    this.add({ descr: descr as FieldDescr, object, index: null, value })
  }

  /** What is known of a place. */
  find(descr: FieldDescr | ArrayDescr, object: Value, index: Fact['index']): Value | null {
    const fact = this.factOf(descr, object, index)
    if (fact === undefined) return null
    const value = this.optimizer.resolve(fact.value)
    return this.unread.has(value) ? this.optimizer.result(readOf(descr, object, fact.index, value.kind)) : value
  }

  private factOf(descr: FieldDescr | ArrayDescr, object: Value, index: Fact['index']): Fact | undefined {
    return this.facts.get(descr)?.find((known) => this.isSame(known, object, index))
  }

  add(fact: Fact): void {
    const list = this.facts.get(fact.descr)
    if (list === undefined) this.facts.set(fact.descr, [fact])
    else list.push(fact)
  }

  /** All facts that hold. */
  get all(): Fact[] {
    return [...this.facts.values()].flat()
  }

  /** What a guard's bridge may know: places in objects that are live at the guard, or constants, or that such places hold. */
  override describe(guard: Op): void {
    const { name, resume } = guard
    const { live, isInterpreters } = resume!
    // These get no bridges.
    if (isInterpreters || name === 'guard_not_invalidated') return
    const { resolve, pending } = this.optimizer
    const numbers = new Map<Value, number>()
    for (let i = 0; i < live.length; i++) numbers.set(live[i], i)
    const unread: Value[] = []
    const room = live.length + MOST_KNOWN
    const tested = operandsOf(guard)
    /** Whether it is handed out: variables of loops are there in any case, and so is what the guard has compared. */
    const isGiven = (value: Value): boolean =>
      value instanceof Input ? !this.unread.has(value) : tested.includes(value)
    const numberOf = (value: Value, given: boolean): number | null => {
      const number = numbers.get(value)
      if (number !== undefined && (number >= 0 || !given)) return number
      if (live.length + unread.length >= room || virtualOf(value) !== null) return null
      const added = given ? live.push(value) - 1 : ~(unread.push(value) - 1)
      numbers.set(value, added)
      return added
    }
    const content = (value: Value): ResumePlace['value'] | null => {
      if (value instanceof Const) return value
      if (!(value instanceof Op && isCast(value.name))) return numberOf(value, isGiven(value))
      const source = resolve(value.args[0])
      const number = source instanceof Const ? null : numberOf(source, true)
      return number === null ? null : new Cast(value.name, number)
    }
    const places: ResumePlace[] = []
    /** Whether a fact is of an object that is not live. */
    const isApart = (fact: Fact): boolean => {
      const { descr } = fact
      const holder = resolve(fact.object)
      const object = holder instanceof Const ? holder : numbers.get(holder)
      if (object === undefined) return true
      const index = fact.index instanceof Object ? resolve(fact.index) : fact.index
      if (index instanceof Object && !(index instanceof Const)) return false
      // What is yet to be written the bridge writes, and learns from that.
      if (index === null && pending.length > 0 && this.isPending(descr, holder)) return false
      const held = resolve(fact.value)
      if (fact.isAssumed && !fact.isUsed) {
        // A variable of the loop more, which only bridges would read; or what others of these would have to see to, of another object each round.
        if (!(held instanceof Const) || fact.isLasting !== true) return false
        fact.isUsed = true
      }
      const value = content(held)
      if (value !== null) places.push({ descr, object, index, value })
      return false
    }
    let apart: Fact[] = []
    for (const facts of this.facts.values()) for (const fact of facts) if (isApart(fact)) apart.push(fact)
    // What one place holds may be an object of which others are known.
    for (let before = -1; before !== numbers.size && apart.length > 0;) {
      before = numbers.size
      apart = apart.filter(isApart)
    }
    resume!.places = places
    resume!.unread = unread
  }

  /** A bridge begins with what was known at its guard. */
  inherit({ places, live, unread, known }: Resume, inputs: readonly Input[]): void {
    const held = unread.map(({ kind }, i) => newInput(kind as Kind, known[live.length + i] as Input))
    for (const value of held) this.unread.add(value)
    const valueOf = (source: number | Const | Cast): Value => {
      if (source instanceof Cast) return this.optimizer.result(new Op(source.name, [inputs[source.source]]))
      if (source instanceof Const) return source
      return source < 0 ? held[~source] : inputs[source]
    }
    for (const { descr, object, index, value } of places)
      this.add({ descr, object: valueOf(object), index, value: valueOf(value) })
  }

  private read(op: Op, descr: FieldDescr | ArrayDescr, index: Fact['index']): void {
    const [object] = op.args
    const fact = this.factOf(descr, object, index)
    if (fact !== undefined) {
      fact.isUsed = true
      const value = this.optimizer.resolve(fact.value)
      return this.unread.has(value) ? this.readFirst(op, value as Input) : this.optimizer.equate(op, value)
    }
    this.flush((store) => store.descr === descr && !this.areDistinct(store.object, object))
    this.next(op)
    this.add({ descr, object: this.optimizer.resolve(object), index, value: op })
  }

  /** Reads for the first time what a bridge knows to be in a place. */
  private readFirst(op: Op, value: Input): void {
    op.lo = Math.max(op.lo, value.lo)
    op.hi = Math.min(op.hi, value.hi)
    op.info ??= value.info
    this.unread.delete(value)
    value.forwarded = op
    this.next(op)
  }

  private write(op: Op, descr: FieldDescr | ArrayDescr, index: Value | null, value: Value): void {
    const [object] = op.args
    const known = this.factOf(descr, object, index)
    if (known !== undefined && sameValue(this.optimizer.resolve(known.value), value)) {
      known.isUsed = true
      return
    }
    const list = this.facts.get(descr)
    if (list !== undefined) {
      this.facts.set(
        descr,
        list.filter((fact) => fact.index === 'length' || !this.mayBeSame(fact, object, index)),
      )
    }
    if (descr instanceof FieldDescr && !descr.isTested && virtualOf(object) === null)
      this.postpone(descr, object, value, known)
    else this.next(op)
    this.add({ descr, object: this.optimizer.resolve(object), index, value })
  }

  /** `known` is what the place held before, as far as that was known. */
  private postpone(descr: FieldDescr, object: Value, value: Value, known: Fact | undefined): void {
    const { optimizer } = this
    const { resolve } = optimizer
    optimizer.see()
    let held: Held | undefined = known
    optimizer.pending = optimizer.pending.filter((store) => {
      if (store.descr !== descr || !sameValue(resolve(store.object), object)) return true
      ;({ held } = store)
      return false
    })
    if (held !== undefined && sameValue(resolve(held.value), value)) {
      held.isUsed = true
      return
    }
    this.flush((store) => store.descr === descr && !this.areDistinct(store.object, object))
    if (optimizer.pending.length >= MOST_PENDING) {
      const [oldest] = optimizer.pending
      this.flush((store) => store === oldest)
    }
    this.wait({ descr, object, value, held })
  }

  private forget(op: Op): void {
    const { descr, name } = op
    if (name.startsWith('big_')) return
    if (descr instanceof CallDescr && descr.grows !== null) return this.grow(op, descr)
    const writes = descr instanceof CallDescr ? descr.writes : null
    if (writes !== null) for (const written of writes) this.facts.delete(written)
    else for (const known of this.facts.keys()) if (!known.immutable) this.facts.delete(known)
  }

  /** Items stay what they are; lengths are others. */
  private grow({ args: [grown, item] }: Op, { grows, gather, writes }: CallDescr): void {
    const others = gather === null ? null : this.heldByOthers(grown, writes!)
    for (const written of writes!) {
      const isArray = written instanceof ArrayDescr
      const length = isArray && grows === 'itself' ? this.find(written, grown, 'length') : null
      const list = this.facts.get(written)
      if (list !== undefined) {
        const isOther = ({ object }: Fact): boolean =>
          isArray && grows === 'held'
            ? others !== null && others.has(this.optimizer.resolve(object))
            : this.areDistinct(object, grown) || (gather !== null && !this.isOne(object, grown))
        const stays = (fact: Fact): boolean => (isArray && fact.index !== 'length') || isOther(fact)
        this.facts.set(written, list.filter(stays))
      }
      if (!isArray || !(length instanceof Const)) continue
      this.add({ descr: written, object: grown, index: length, value: item })
      this.add({ descr: written, object: grown, index: 'length', value: new Const('i', length.concrete + 1) })
    }
  }

  /** Arrays that other objects hold, where what gathers is in nobody's hands but the trace's. */
  private heldByOthers(grown: Value, writes: readonly (FieldDescr | ArrayDescr)[]): ReadonlySet<Value> {
    const arrays = new Set<Value>()
    for (const written of writes) {
      if (!(written instanceof FieldDescr)) continue
      for (const { object, value } of this.facts.get(written) ?? [])
        if (!this.isOne(object, grown)) arrays.add(this.optimizer.resolve(value))
    }
    return arrays
  }

  private isOne(one: Value, other: Value): boolean {
    const { resolve } = this.optimizer
    return sameValue(resolve(one), resolve(other))
  }

  /** Whether two references are certainly not the same object. */
  private areDistinct(one: Value, other: Value): boolean {
    const { resolve } = this.optimizer
    const [a, b] = [resolve(one), resolve(other)]
    if (areOthers(a, b)) return true
    return this.apart.some(([c, d]) => {
      const [x, y] = [resolve(c), resolve(d)]
      return (sameValue(x, a) && sameValue(y, b)) || (sameValue(x, b) && sameValue(y, a))
    })
  }

  private isSame(fact: Fact, object: Value, index: Fact['index']): boolean {
    const { resolve } = this.optimizer
    if (!sameValue(resolve(fact.object), resolve(object))) return false
    if (index === null || index === 'length' || fact.index === 'length' || fact.index === null)
      return fact.index === index
    return sameValue(resolve(fact.index), resolve(index))
  }

  private mayBeSame(fact: Fact, object: Value, index: Value | null): boolean {
    const { resolve } = this.optimizer
    if (this.areDistinct(fact.object, object)) return false
    if (index === null || !(fact.index instanceof Object)) return true
    const one = resolve(fact.index)
    const other = resolve(index)
    return !(one instanceof Const && other instanceof Const && !sameConst(one, other))
  }
}

/** The operation that reads a place. */
export function readOf(descr: FieldDescr | ArrayDescr, object: Value, index: Fact['index'], kind: Value['kind']): Op {
  if (index === 'length') return new Op('arraylen_gc', [object], descr)
  const suffix = kind as 'i' | 'f' | 'r'
  return index === null
    ? new Op(`getfield_gc_${suffix}`, [object], descr)
    : new Op(`getarrayitem_gc_${suffix}`, [object, index], descr)
}

/** What a guard's test compares: a bridge knows how it has come out. */
function operandsOf({ args: [test] }: Op): readonly Value[] {
  if (!(test instanceof Op) || !test.spec.isTest) return []
  return test.args.map((operand) =>
    operand instanceof Op && operand.name === 'ref_to_int' ? operand.args[0] : operand,
  )
}

/** Whether what two references are says that they are not the same object. */
function areOthers(a: Value, b: Value): boolean {
  if (a === b) return false
  if (a instanceof Const && b instanceof Const) return !sameConst(a, b)
  const isMade = (value: Value): value is Op => value instanceof Op && value.spec.effect === 'new'
  const wasThere = (value: Value, made: Op): boolean =>
    !(value instanceof Op) || (value.place >= 0 && value.place < made.place)
  if (isMade(a) && (isMade(b) || wasThere(b, a))) return true
  if (isMade(b) && wasThere(a, b)) return true
  const one = classOf(a)
  const other = classOf(b)
  return one !== null && other !== null && !one.isPartOf(other) && !other.isPartOf(one)
}
