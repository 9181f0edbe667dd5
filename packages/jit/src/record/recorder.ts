/**
 * Records one trace. A language's tracing interpreter executes its instructions *through* the recorder: each method computes the operation on
 * the values of this very round (`concrete`) and writes it down. So the tracing interpreter is an interpreter whose arithmetic, field accesses and
 * calls are these methods, and its decisions the methods that return something of the host: those become guards. PyPy:
 * rpython/jit/metainterp/pyjitpl.py, where a second interpreter derives all that from the first; here it is written against this class.
 *
 * What must stay true:
 *  - `capture` gives the frames to go on with if the guard that is recorded now fails. What was written down between the point
 *    it describes and the guard is executed again, so no write, allocation that can be seen, or call may stand there;
 *  - recording may end in the middle of an instruction (`isOver`). The methods go on computing, so that the
 *    language finishes its instruction; between instructions it asks `isOver` and goes on in its interpreter.
 */
import { CallDescr, type TargetDescr } from '../ir/descr.ts'
import { type ArrayDescr, type ClassDescr, type FieldDescr, NoteDescr, WatchDescr } from '../ir/descr.ts'
import { type BigName, type Kind, type OpName, type PureName, SPECS } from '../ir/ops.ts'
import { evaluate } from '../ir/evaluate.ts'
import type { Input } from '../ir/values.ts'
import { Const, Op, Snapshot, type Trace, type Value } from '../ir/values.ts'
import type { Invalidator, Watcher } from '../driver/invalidator.ts'
import type { Location } from '../driver/location.ts'
import type { Tree } from '../driver/tree.ts'

/** How often a recording is given up because its round was the last of an inner loop. */
const LAST_ROUNDS = 5

/** Names of operations that may overflow. */
export type OverflowName = 'int_add_ovf' | 'int_sub_ovf' | 'int_mul_ovf' | 'int_lshift_ovf'

/** How a recording ended: closed by a jump, finished with a value, gone on in the interpreter, or given up. */
export type Outcome = 'jump' | 'finish' | 'leave' | 'abort'

/** What the recorder asks of the driver. */
export interface Host {
  readonly limit: number
  readonly inlining: boolean
  readonly maxUnrollLoops: number
  readonly maxUnrollShort: number
  readonly maxUnrollRecursion: number
  readonly maxUnrollBranching: number
  /** Codes that turned out not to be worth following: there are loops in them that have traces of their own. */
  readonly opaque: WeakSet<object>
  /** The recording is not to leave all loops that this one is in; null where it may go anywhere. */
  readonly within: Location | null
  treeOf(location: Location): Tree
}

export class Recorder implements Watcher {
  readonly inputs: readonly Input[]
  readonly ops: Op[] = []
  /** Set by the language: where to go on if the next guard fails. */
  capture: () => Snapshot = noCapture
  outcome: Outcome | null = null
  reason = ''
  /** See `postpone`. */
  mayPass = false
  /** It goes on at the head of a loop. */
  endsAtHead = false
  /** It came to another loop, behind the one that it began in. */
  wasLastRound = false
  /** See `startAnew`. */
  isMisled = false
  /** A loop of the function that the trace is of goes round too often to be unrolled. */
  isEndless = false
  /** How many calls of functions of the language's own there are that were not followed. */
  callsOut = 0
  /** How many calls were followed. */
  followed = 0
  /** Codes of functions that were followed and have loops, whose rounds are unrolled. */
  readonly unrolled = new Set<object>()
  private readonly host: Host
  private readonly root: Location | null
  /** Where the tree begins that this is for. */
  readonly tree: Location | null
  private readonly classes = new Map<Value, ClassDescr | null>()
  /** The facts that were found to hold since something was last called that may change them. */
  private relied: WatchDescr | null = null
  /** Nothing was called yet that may change a fact. */
  private isUnchanged = true
  private readonly met = new Map<Location, number>()
  /** In how many calls of itself a function was called last. */
  private readonly levels = new Map<object, number>()
  /** Of a bridge: how much was recorded when it passed the head of a loop last, and the frame there. */
  private passed: { readonly length: number; readonly here: Snapshot } | null = null
  /** See `beginsAtHome`. */
  private home: { readonly length: number; readonly here: Snapshot } | null = null

  /** `root` is where a trace begins that is no bridge, `tree` the location of the tree that it is for. */
  constructor(host: Host, root: Location | null, tree: Location | null, inputs: readonly Input[]) {
    this.host = host
    this.root = root
    this.tree = tree
    this.inputs = inputs
  }

  /** Whether it begins at the start of a function. */
  get isFunction(): boolean {
    return this.root !== null && this.root.isFunction
  }

  /** Whether nothing more is recorded. */
  get isOver(): boolean {
    return this.outcome !== null
  }

  get trace(): Trace {
    return { inputs: this.inputs, ops: this.ops }
  }

  // Constants.

  int(value: number): Const {
    return new Const('i', value)
  }

  float(value: number): Const {
    return new Const('f', value)
  }

  ref(value: unknown): Const {
    return new Const('r', value)
  }

  // Arithmetic.

  /** A pure operation. */
  pure(name: PureName, ...args: Value[]): Value {
    const result = evaluate(name, args.map(concreteOf))
    if (args.every(isConst)) return new Const(SPECS[name].result as Kind, result)
    return this.record(new Op(name, args, null, result))
  }

  /** Arithmetic on integers whose result may be no safe integer: null then, and a guard either way. */
  overflowing(name: OverflowName, a: Value, b: Value): Value | null {
    const result = evaluate(name, [a.concrete, b.concrete])
    const fits = Number.isSafeInteger(result)
    if (isConst(a) && isConst(b)) return fits ? new Const('i', result) : null
    const op = this.record(new Op(name, [a, b], null, result))
    this.guard(fits ? 'guard_no_overflow' : 'guard_overflow', [])
    return fits ? op : null
  }

  /** A result of `int_and`, `int_xor` or `int_invert`, which may be one less than the least safe integer: null where it is that. */
  safe(value: Value): Value | null {
    return this.isTrue(this.pure('int_is_safe', value)) ? value : null
  }

  /** Arithmetic on integers of any size, by the language's function `call`, which is taken to be pure. */
  big(name: BigName, call: CallDescr, a: Value, b: Value): Value {
    const result = call.apply([a.concrete, b.concrete])
    return this.record(new Op(name, [a, b], call, result))
  }

  // Decisions.

  /** Whether an `i` is not 0. */
  isTrue(value: Value): boolean {
    const holds = value.concrete !== 0
    if (!isConst(value)) this.guard(holds ? 'guard_true' : 'guard_false', [value])
    return holds
  }

  /** Whether a reference is null. */
  isNull(value: Value): boolean {
    const holds = value.concrete === null
    if (isConst(value) || (!holds && this.classes.has(value))) return holds
    this.guard(holds ? 'guard_isnull' : 'guard_nonnull', [value])
    if (!holds) this.classes.set(value, null)
    return holds
  }

  /** Whether a reference is this very value. */
  is(value: Value, other: unknown): boolean {
    return this.isTrue(this.pure('ptr_eq', value, this.ref(other)))
  }

  /** The first of `classes` that the reference belongs to; null, and no guard, where it belongs to none. */
  classOf<C extends ClassDescr>(value: Value, classes: readonly C[]): C | null {
    const known = this.classes.get(value)
    if (known !== undefined && known !== null) {
      const same = classes.find((descr) => known.isPartOf(descr))
      if (same !== undefined) return same
    }
    const found = classes.find((descr) => descr.test.run(value.concrete)) ?? null
    if (found !== null && !isConst(value)) {
      // Of null and undefined there is one each: then the value is known as well.
      if (value.concrete === null) this.guard('guard_isnull', [value])
      else if (value.concrete === undefined) this.guard('guard_value', [value, new Const('r', undefined)])
      else if (!(value instanceof Op && value.name === found.raw)) this.guard('guard_class', [value], found)
      this.classes.set(value, found)
    }
    return found
  }

  /** The value itself, which the trace is specialised for from here on. */
  promote(value: Value): any {
    if (!isConst(value)) this.guard('guard_value', [value, new Const(value.kind as Kind, value.concrete)])
    return value.concrete
  }

  /** From here on the trace relies on a fact that `invalidator` tells the end of. */
  watch(invalidator: Invalidator): void {
    invalidator.watch(this)
    if (this.relied !== null) return void this.relied.invalidators.push(invalidator)
    this.relied = new WatchDescr([invalidator])
    if (this.root === null || !this.isUnchanged) return this.guard('guard_not_invalidated', [], this.relied)
    // What holds now held when the round began. In its middle the guard would want values that the optimiser might do without.
    const op = new Op('guard_not_invalidated', [], this.relied)
    op.snapshot = new Snapshot(this.root.code, this.root.pc, this.inputs)
    if (!this.isOver) this.ops.unshift(op)
  }

  /** All traces of the tree have gone about it the wrong way, as the language knows now: it is given up with this recording. */
  startAnew(reason: string): void {
    this.passed = null
    this.isMisled = true
    this.abort(reason)
  }

  /** A fact that the trace relies on has changed while it is recorded. */
  invalidate(): void {
    this.passed = null
    this.postpone('a fact has changed')
  }

  // The heap.

  /** Reads a field. */
  getfield(object: Value, field: FieldDescr): Value {
    const result = object.concrete[field.property]
    if (isConst(object)) {
      if (field.immutable) return new Const(field.kind, result)
      if (field.watched !== null) {
        this.watch(field.watched(object.concrete))
        return new Const(field.kind, result)
      }
    }
    return this.record(new Op(GETFIELD[field.kind], [object], field, result))
  }

  /** Writes a field. */
  setfield(object: Value, field: FieldDescr, value: Value): void {
    object.concrete[field.property] = value.concrete
    this.record(new Op('setfield_gc', [object, value], field))
  }

  /** Reads an item; the index is in range. */
  getitem(array: Value, index: Value, descr: ArrayDescr): Value {
    const result = array.concrete[index.concrete]
    if (descr.immutable && isConst(array) && isConst(index)) return new Const(descr.kind, result)
    return this.record(new Op(GETITEM[descr.kind], [array, index], descr, result))
  }

  /** Writes an item; the index is in range. */
  setitem(array: Value, index: Value, descr: ArrayDescr, value: Value): void {
    array.concrete[index.concrete] = value.concrete
    this.record(new Op('setarrayitem_gc', [array, index, value], descr))
  }

  /** How many items there are. */
  length(array: Value, descr: ArrayDescr): Value {
    return this.record(new Op('arraylen_gc', [array], descr, array.concrete.length))
  }

  /** Makes an object of a class, of all its fields in order. */
  create(descr: ClassDescr, fields: readonly Value[]): Value {
    const object = descr.make!.run(...fields.map(concreteOf))
    const op = this.record(new Op('new_with_vtable', [...fields], descr, object))
    if (!descr.isComputed) this.classes.set(op, descr)
    return op
  }

  /** Makes an array of items. */
  createArray(descr: ArrayDescr, items: readonly Value[]): Value {
    return this.record(new Op('new_array', [...items], descr, items.map(concreteOf)))
  }

  // Calls.

  /** Calls a function of the host. What it throws is thrown on, and the recording is over. */
  call(descr: CallDescr, ...args: Value[]): Value {
    let result
    try {
      result = descr.apply(args.map(concreteOf))
    } catch (error) {
      this.abort(`${descr.name} has thrown`)
      throw error
    }
    if (descr.pure && descr.result !== 'v' && args.every(isConst)) return new Const(descr.result, result)
    const op = this.record(new Op(CALL[descr.result], args, descr, result))
    if (descr.throws) this.guard('guard_no_exception', [])
    return op
  }

  /** The call that is recorded next runs a function of the language's own, as if it were called from no trace. */
  callOut(): void {
    this.callsOut++
  }

  /** Whether the call of a function should be followed, given the frames that are there already. */
  shouldFollow(callee: Location, caller: Snapshot | null): boolean {
    if (!this.host.inlining || this.host.opaque.has(callee.code as object)) return false
    // A function's own trace is what a call of it from there should run.
    if (this.tree !== null && this.tree.isFunction && this.tree.code === callee.code) return false
    const code = callee.code as object
    let found = 0
    let pc = -1
    let isLinear = true
    for (let frame = caller; frame !== null; frame = frame.caller) {
      if (frame.code !== code) continue
      found++
      // The frame that calls now is not behind its call yet.
      if (frame === caller) continue
      if (pc >= 0 && frame.pc !== pc) isLinear = false
      pc = frame.pc
    }
    // What is called once in each call of itself unrolls to a line of copies, all else to a tree of them.
    if (found > 0 && found <= (this.levels.get(code) ?? 0)) isLinear = false
    this.levels.set(code, found)
    if (found < (isLinear ? this.host.maxUnrollRecursion : this.host.maxUnrollBranching)) {
      this.followed++
      return true
    }
    // Deep recursion is better called than followed, from the first level on: this trace is not the one to keep.
    this.host.opaque.add(code)
    if (found > 0) this.abort('a function that calls itself')
    return false
  }

  /** Whether frames of a code that exist are gone on with in the trace. */
  mayInline(code: object): boolean {
    return this.host.inlining && !this.host.opaque.has(code)
  }

  /** Calls the compiled trace of a function, which need not exist yet; `run` makes the call of this round. */
  callAssembler(callee: Location, args: readonly Value[], run: () => unknown): Value {
    const target = this.host.treeOf(callee).start
    return this.record(new Op('call_assembler_r', [...args], target, run()))
  }

  // The course of the recording.

  /** Where the language is, for logs. */
  note(text: string): void {
    this.record(new Op('debug_merge_point', [], new NoteDescr(text)))
  }

  /**
   * A bridge begins where the language could go on by itself, but for objects that the trace has not made. In a loop behind those that its tree is in it
   * would be left for the interpreter, round by round: it does no more than make the objects then.
   */
  beginsAtHome(here: Snapshot): void {
    this.home = { length: this.ops.length, here }
  }

  /**
   * The language has come to the head of a loop, with `here` to go on. Whether the recording is over: the loop is closed, another
   * compiled loop goes on, or it was given up.
   */
  atHeader(location: Location, here: Snapshot): boolean {
    if (this.isOver) return true
    if (here.caller !== null || this.tree?.isFunction === true) return this.atInnerHeader(location, here)
    if (this.host.within?.isInLoopWith(location) === false) {
      this.wasLastRound = true
      this.abort('the loop was left')
    }
    if (this.home !== null && this.tree?.isInLoopWith(location) === false) {
      this.passed ??= this.home
      this.abort('the loop was left')
    }
    if (this.isOver) return true
    if (location === this.root) return this.jump(this.host.treeOf(location).start, here)
    if (location.tree !== null && location.tree.root !== null) return this.jump(location.tree.start, here)
    if (this.isBehind(location)) {
      this.wasLastRound = true
      this.abort('the loop was left for one around it')
      return true
    }
    if (this.turnsTooOften(location)) {
      if (!location.isShort) location.heat = 0
      this.abort('an inner loop comes first')
    }
    if (this.root === null && !this.isOver && this.tree !== null && location.encloses(this.tree))
      this.passed = { length: this.ops.length, here }
    return this.isOver
  }

  /**
   * Whether the round was the last of its loop, which goes on around that of `location`: what is recorded then begins with other objects in the places of some, so
   * that no other round gets to the label. A loop that hardly ever goes round twice is recorded so in the end.
   */
  private isBehind(location: Location): boolean {
    const { root } = this
    return root !== null && !root.isFunction && root.lastRounds < LAST_ROUNDS && location.encloses(root)
  }

  private atInnerHeader(location: Location, here: Snapshot): boolean {
    this.unrolled.add(here.code as object)
    if (this.turnsTooOften(location, this.host.maxUnrollShort)) {
      this.host.opaque.add(here.code as object)
      this.isEndless = here.caller === null
      this.abort('a loop in a function that was followed')
    }
    return this.isOver
  }

  /** Counts the rounds of an inner loop, which are unrolled. */
  private turnsTooOften(location: Location, most = this.host.maxUnrollLoops): boolean {
    const times = (this.met.get(location) ?? 0) + 1
    this.met.set(location, times)
    return times > 1 + (location.isShort ? this.host.maxUnrollShort : most)
  }

  private jump(target: TargetDescr, here: Snapshot): true {
    this.record(new Op('jump', [...here.values], target)).snapshot = here
    this.outcome = 'jump'
    return true
  }

  /** The frame that the trace began in returns `value`. */
  finish(value: Value): void {
    if (this.isOver) return
    this.record(new Op('finish', [value]))
    this.outcome = 'finish'
  }

  /** The trace ends here and the interpreter goes on; `why` is for logs. */
  leave(why = ''): void {
    if (this.isOver || this.endAtHead()) return
    this.guard('guard_always_fails', [])
    if (this.isOver) return
    this.outcome = 'leave'
    this.reason = why
  }

  /** A bridge that came by the head of a loop, and not to an end, ends there: it is a place where the language goes on as well as it can. */
  private endAtHead(): boolean {
    const { passed } = this
    if (passed === null) return false
    this.ops.length = passed.length
    const end = new Op('guard_always_fails', [])
    end.snapshot = passed.here
    this.ops.push(end)
    this.outcome = 'leave'
    this.endsAtHead = true
    return true
  }

  /** The recording is given up. */
  abort(reason: string): void {
    if (this.isOver || this.endAtHead()) return
    this.outcome = 'abort'
    this.reason = reason
  }

  /** The recording is given up for what may end by itself: the place is tried again from time to time, for ever. */
  postpone(reason: string): void {
    this.abort(reason)
    this.mayPass = this.reason === reason
  }

  /**
   * Lets go of the objects of the round that was recorded, which a trace must not keep alive, nor the recorder, to which there are weak references: the host
   * takes these for strong ones until a job ends. The numbers stay: the optimiser goes by them when it guesses how large integers will be.
   */
  forget(): void {
    this.capture = noCapture
    for (const value of [...this.inputs, ...this.ops])
      if (typeof value.concrete !== 'number') value.concrete = undefined
  }

  private guard(name: OpName, args: Value[], descr: ClassDescr | WatchDescr | null = null): void {
    if (this.isOver) return
    this.record(new Op(name, args, descr)).snapshot = this.capture()
  }

  private record(op: Op): Op {
    if (!this.isOver) {
      if (op.spec.effect === 'call' && (!(op.descr instanceof CallDescr) || op.descr.invalidates)) {
        this.relied = null
        this.isUnchanged = false
      }
      this.ops.push(op)
      if (this.ops.length > this.host.limit) this.abort('the trace is too long')
    }
    return op
  }
}

const GETFIELD = { i: 'getfield_gc_i', f: 'getfield_gc_f', r: 'getfield_gc_r' } as const
const GETITEM = { i: 'getarrayitem_gc_i', f: 'getarrayitem_gc_f', r: 'getarrayitem_gc_r' } as const
const CALL = { i: 'call_i', f: 'call_f', r: 'call_r', v: 'call_n' } as const

function noCapture(): Snapshot {
  throw new TypeError('the language has not set capture')
}

const concreteOf = (value: Value): any => value.concrete
const isConst = (value: Value): value is Const => value instanceof Const
