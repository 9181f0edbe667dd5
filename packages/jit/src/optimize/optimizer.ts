/**
 * The walk that all passes share. PyPy: rpython/jit/metainterp/optimizeopt/optimizer.py.
 *
 * A trace is walked once, from its start. Each operation is copied and handed to the first pass; a pass looks at it and hands it to the
 * next, or says what its result is equal to, or hands on others instead; what the last pass hands on is emitted. So
 * passes see each other's discoveries at once and need no order of phases: a field whose value the heap pass knows may be the constant that lets the next
 * addition be folded.
 *
 * What must stay true:
 *  - operands are resolved (`forwarded`) before a pass sees them;
 *  - an object that is virtual is made (`force`) before it is an operand of anything that is emitted, and nowhere else;
 *  - recorded operations are never changed but for `forwarded`, so that a trace can be walked again (see unroll.ts).
 */
import type { Kind } from '../ir/ops.ts'
import type { CallDescr, ClassDescr, FieldDescr } from '../ir/descr.ts'
import { Const, Input, Op, type Snapshot, type Value } from '../ir/values.ts'
import { encode, type FailedTest, isTellable, type PendingStore, type Resume } from '../resume/resume.ts'
import { isSteady } from './checkpoints.ts'
import { isInt32Form, isUint32Form } from './int32.ts'
import { Known, type Virtual, virtualOf } from './info.ts'

/** The trace contradicts itself: it could never be executed again. */
export class InvalidTrace extends Error {}

/** Places where the language can go on with the values of a frame alone: heads of loops, and what is behind them. */
export interface Homes {
  /** The frame at the head where the trace begins; null where it begins elsewhere. */
  readonly header: Snapshot | null
  readonly isHome: (code: unknown, pc: number) => boolean
}

export const NOWHERE: Homes = { header: null, isHome: () => false }

/** One kind of improvement. */
export abstract class Pass {
  optimizer!: Optimizer
  next!: (op: Op) => void

  /** Looks at an operation, which it may hand on to `next`. */
  abstract visit(op: Op): void

  /** An object that was virtual is made here. */
  forced(_op: Op): void {}

  /** A field is written of an object that has just been made, which leads back to it. */
  closed(_op: Op): void {}

  /** Writes into the resume data of a guard what its bridge may know. */
  describe(_guard: Op): void {}
}

export class Optimizer {
  out: Op[] = []
  readonly passes: readonly Pass[]
  /** Whether a failing guard's condition may be taken for what it failed with. */
  private readonly trustsGuards: boolean
  /** The overflowing operation just seen cannot overflow: its guard goes. */
  dropsOverflowGuard = false
  private readonly homes: Homes
  /** Nothing can be done twice by going back to the header. */
  private isFresh = true
  /** Where steady guards resume from now on (checkpoints.ts); null where the next one is the first. */
  private checkpoint: Resume | null = null
  /** Objects that are being made and lead back to themselves; null where none is being made. */
  private circular: [Op, Virtual][] | null = null
  /** What is to be written before anybody could see that it was not (see heap.ts). */
  pending: readonly PendingStore[] = []

  constructor(passes: readonly Pass[], trustsGuards: boolean, homes: Homes = NOWHERE) {
    this.passes = passes
    this.homes = homes
    this.trustsGuards = trustsGuards
    passes.forEach((pass, i) => {
      pass.optimizer = this
      const following = passes[i + 1] as Pass | undefined
      pass.next = following === undefined ? (op) => this.emit(op) : (op) => following.visit(op)
    })
  }

  /** What a value has become. */
  resolve = (value: Value): Value => {
    while (!(value instanceof Const) && value.forwarded !== null) value = value.forwarded
    return value
  }

  /** Walks over recorded operations. */
  walk(ops: readonly Op[]): void {
    for (const op of ops) {
      const copy = new Op(op.name, op.args.map(this.resolve), op.descr)
      copy.snapshot = op.snapshot
      copy.concrete = op.concrete
      op.forwarded = copy
      this.send(copy)
    }
  }

  /** Hands an operation to the first pass. */
  send(op: Op): void {
    if (this.passes.length === 0) this.emit(op)
    else this.passes[0].visit(op)
  }

  /** Hands on another operation in place of `op`, from the first pass on. */
  replace(op: Op, name: Op['name'], ...args: Value[]): void {
    const other = new Op(name, args.map(this.resolve), null)
    op.forwarded = other
    this.send(other)
  }

  /** A new operation's result, through all passes. */
  result(op: Op): Value {
    this.send(op)
    return this.resolve(op)
  }

  /** The result of `op` is another value. */
  equate(op: Op, value: Value): void {
    op.forwarded = value
  }

  /** Appends an operation to the optimised trace. */
  emit(op: Op): void {
    op.args = op.args.map((arg) => this.force(arg))
    op.isInt32 = isInt32Form(op)
    op.isUint32 = !op.isInt32 && isUint32Form(op)
    if (op.isGuard) {
      const { snapshot } = op
      if (op.name === 'guard_always_fails') this.makeAtHome(snapshot!)
      if (!this.mayGoBack(op, snapshot!)) {
        this.checkpoint = null
        this.resume(op, this.resolveIn(op))
      } else if (this.checkpoint === null) this.checkpoint = this.resume(op, this.resolve)
      else op.resume = this.checkpoint.again()
      const { resume } = op
      resume!.known = [...resume!.live, ...resume!.unread].map(knowledge)
      if (this.trustsGuards) resume!.failed = failedTest(op)
    }
    if (isSeen(op)) this.see()
    // What is called may take long.
    else if (op.spec.effect === 'call') this.checkpoint = null
    op.place = this.out.push(op) - 1
  }

  /** Something was done that is not to be done twice. */
  see(): void {
    this.isFresh = false
    this.checkpoint = null
  }

  /** Has a guard resume where it stands. */
  private resume(guard: Op, resolve: (value: Value) => Value): Resume {
    const snapshot = guard.snapshot!
    const resume = encode(snapshot, resolve, virtualOf, this.homeOf(guard, snapshot), this.pending)
    guard.resume = resume
    for (const pass of this.passes) pass.describe(guard)
    return resume
  }

  /** Whether a guard may resume where one before it does, or the ones behind it where it does. */
  private mayGoBack(guard: Op, snapshot: Snapshot): boolean {
    if (snapshot.isOtherOutcome || snapshot.isInterpreters || snapshot.raised !== null) return false
    if (snapshot.caller === null && this.homes.isHome(snapshot.code, snapshot.pc)) return false
    return isSteady(guard)
  }

  /** At the end of a trace all objects are made in any case, and where they are made here the language may be able to go on by itself. */
  private makeAtHome({ caller, code, pc, values }: Snapshot): void {
    if (caller !== null || !this.homes.isHome(code, pc)) return
    for (const value of [...values, ...this.pending.map((store) => store.value)])
      if (!isTellable(virtualOf(this.resolve(value)))) this.force(value)
  }

  /** Where the language may go back to from a guard. */
  private homeOf(guard: Op, snapshot: Snapshot): Snapshot | null {
    // What a call has thrown is to be raised.
    if (guard.name === 'guard_no_exception' || snapshot.raised !== null) return null
    const { header, isHome } = this.homes
    if (snapshot.caller === null && isHome(snapshot.code, snapshot.pc)) return snapshot
    return this.isFresh ? header : null
  }

  /** A value as an operand: made, if it was virtual. */
  force(value: Value): Value {
    const resolved = this.resolve(value)
    const virtual = virtualOf(resolved)
    if (virtual === null) return resolved
    const op = resolved as Op
    op.info = new Known('make' in virtual.descr && !virtual.descr.isComputed ? virtual.descr : null)
    const isOutermost = this.circular === null
    const circular = (this.circular ??= [])
    op.args = virtual.contents.map((content) => this.force(content))
    op.place = this.out.push(op) - 1
    for (const pass of this.passes) pass.forced(op)
    if (virtual.circles !== null) circular.push([op, virtual])
    if (isOutermost) {
      // Writing what one holds may make others.
      for (const [made, { descr, circles }] of circular) this.close(made, (descr as ClassDescr).fields, circles!)
      this.circular = null
    }
    return op
  }

  /** Writes what leads back to an object that was made. */
  private close(made: Op, fields: readonly FieldDescr[], circles: ReadonlyMap<number, Value>): void {
    for (const [index, value] of circles) {
      const write = new Op('setfield_gc', [made, this.force(value)], fields[index])
      this.out.push(write)
      for (const pass of this.passes) pass.closed(write)
    }
  }

  /** For the resume data of a guard that has failed: then its condition is known. */
  private resolveIn(guard: Op): (value: Value) => Value {
    if (!this.trustsGuards || (guard.name !== 'guard_true' && guard.name !== 'guard_false')) return this.resolve
    const [condition] = guard.args
    if (!(condition instanceof Op) || !condition.spec.isTest) return this.resolve
    const failed = guard.name === 'guard_true' ? 0 : 1
    return (recorded) => {
      const value = this.resolve(recorded)
      if (value === condition) return new Const('i', failed)
      const isBoolean = value instanceof Op && value.name === 'int_to_bool' && value.args[0] === condition
      return isBoolean ? new Const('r', failed === 1) : value
    }
  }
}

/** Whether an operation does what is not to be done twice. */
function isSeen({ spec: { effect }, name, descr }: Op): boolean {
  if (effect === 'write') return true
  if (effect !== 'call' || name.startsWith('big_')) return false
  const { pure, writes } = descr as CallDescr
  return name === 'call_assembler_r' || !(pure || writes?.length === 0)
}

/** What a failing guard says of a test. */
function failedTest({ name, args: [condition] }: Op): FailedTest | null {
  if (name !== 'guard_true' && name !== 'guard_false') return null
  if (!(condition instanceof Op) || !condition.spec.isTest || condition.spec.effect !== 'pure') return null
  return { test: condition, outcome: name === 'guard_false' }
}

/** What is known of a value now; the same object as last time, if nothing has been learnt since. */
function knowledge(value: Value): Input {
  const told = value as Input | Op
  const { lo, hi, info, known: before } = told
  if (before !== null && before.lo === lo && before.hi === hi && before.info === info) return before
  const known = new Input(told.kind as Kind)
  known.lo = lo
  known.hi = hi
  known.info = info
  return (told.known = known)
}
