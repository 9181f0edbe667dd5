// The tracer: watches the traced loop execute one round of a hot loop, and writes down what happens in the terms of the JIT. Most
// instructions it executes itself, through the JIT's recorder, which computes and records in one; calls of Python functions are left
// to the loop, and the tracer follows into the frames that it pushes. So the heap is at any time what the interpreter would have
// made of it, and a recording can be given up between any two instructions.
// PyPy: rpython/jit/metainterp/pyjitpl.py
//
// What must stay true: an instruction records nothing that can be seen before its last guard, because a guard that fails
// executes the instruction again from its start; `capture` describes the start of the instruction.
import type * as Jit from '@typhon/jit'
import { owned, shapes, W_Float, type W_Object } from '@typhon/objspace'
import { context, pending } from '../eval/context.ts'
import { targetOf } from '../baseline/graph.ts'
import { FOR_ITER, GET_ITER, KINDS, OPLEN } from '../generated/opcodes.ts'
import type { W_Code } from '../objects/code.ts'
import { CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR } from '../objects/code-flags.ts'
import { Frame, Return } from '../objects/frame.ts'
import type { W_Function } from '../objects/function.ts'
import { endRecorded, giverAt } from '../prompt/traces.ts'
import type { Descriptors, JitPackage } from './descriptors.ts'
import type { Fact, Facts } from './facts.ts'
import { arrivesAsItIs, caughtCall, handledIn, isCaught, raise, raisedCall } from './exceptions.ts'
import { makesPlain } from './generators.ts'
import { handlersByOpcode } from './instructions.ts'
import { makeNamed, type Named } from './named.ts'
import { OPERATOR, registersAt, Shadow } from './shadow.ts'

/** Code whose frames are suspended. */
const SUSPENDS = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR

/** What the tracer waits for: a call it follows into, with what its parameters are in the trace. */
export interface Following {
  readonly values: readonly (Jit.Value | null)[]
  readonly func: Jit.Value
  readonly owner: Jit.Value | null
}

/** Thrown where a call has raised what a frame of the trace catches. */
class Caught {
  readonly raised: Jit.Value

  constructor(raised: Jit.Value) {
    this.raised = raised
  }
}

/** The place behind the instruction that a frame is at. */
const behind = (frame: Frame): number => frame.pc + OPLEN[frame.code.code[frame.pc]]

/** What becomes of the value of a function that the instruction calls which a frame is at. */
export const calledBy = ({ code: { code }, pc }: Frame): number =>
  code[pc] === FOR_ITER ? Return.mapped : code[pc] === GET_ITER ? Return.iterator : Return.value

/** Where compiled code can be entered. */
export interface Places {
  /** The head of a loop. */
  loop(code: W_Code, pc: number): Jit.Location
  /** The start of a function. */
  start(code: W_Code): Jit.Location
  /** Whether calls of the code are not followed, mostly because there are loops in it that have traces of their own. */
  isOpaque(code: W_Code): boolean
}

/** Executes and records, from `top` on, until the recorder is over. */
export class Tracer {
  readonly r: Jit.Recorder
  readonly d: Descriptors
  top: Shadow
  /** Set by a call instruction that the loop is about to execute. */
  following: Following | null = null
  /** Set by a return instruction: the result, for the caller's register. */
  returned: Jit.Value | null = null
  /** Set by a jump back to the head of a loop. */
  atHead = false
  /** References that are known to be values: not what stands for an unbound variable. */
  readonly bound = new Set<Jit.Value>()
  /** Generators that it has resumed. */
  readonly resumed: Jit.Value[] = []
  /** Dicts that stand for arguments; see named.ts. */
  readonly named = new Map<Jit.Value, Named>()
  /** Exceptions that nothing has raised yet. */
  readonly fresh = new Set<Jit.Value>()
  /** What those handle that have called the first frame of the trace: calls leave it as it was. Null while nobody has asked. */
  handledOutside: Jit.Value | null = null
  /** What an instruction raised while it was traced. */
  error: unknown = undefined
  private captured: Jit.Snapshot | null = null
  /** Of the frame in which the trace begins. */
  private readonly depth: number
  private readonly places: Places
  readonly jit: JitPackage
  readonly facts: Facts

  constructor(
    jit: JitPackage,
    recorder: Jit.Recorder,
    descriptors: Descriptors,
    facts: Facts,
    places: Places,
    top: Shadow,
  ) {
    this.jit = jit
    this.facts = facts
    this.places = places
    this.r = recorder
    this.d = descriptors
    this.top = top
    this.depth = top.frame.depth
    recorder.capture = () => (this.captured ??= this.snapshot())
  }

  /**
   * Before the loop executes an instruction: true where it is not to do so, because the tracer has executed it and moved the frame, or
   * because the recording is over, which the loop is to leave then. What an instruction calls is not watched: it runs compiled, or in a
   * plain loop of its own.
   */
  watch(frame: Frame): boolean {
    let isDone = false
    if (!this.r.isOver) {
      const { tracing } = context
      tracing.recorder = null
      tracing.update()
      const { pc } = frame
      const giver = owned.enabled ? giverAt(frame, pc) : null
      try {
        isDone = this.step(frame)
        if (owned.top >= this.depth) {
          if (isDone) endRecorded(frame, pc, giver)
          this.r.abort('something is finalized when a frame drops it')
        }
      } catch (e) {
        if (e instanceof Caught) {
          isDone = this.raise(e.raised)
          if (!isDone) this.error = e.raised.concrete
        } else {
          this.error = e
          this.r.abort('an instruction has raised an exception')
        }
      }
      tracing.recorder = this
      tracing.update()
    }
    return isDone || this.r.isOver
  }

  get isOver(): boolean {
    return this.r.isOver
  }

  private step(frame: Frame): boolean {
    if (frame !== this.top.frame && !this.arrive(frame)) return false
    this.captured = null
    if (this.atHead) {
      this.atHead = false
      if (this.r.atHeader(this.places.loop(frame.code, frame.pc), this.snapshot())) return false
    }
    return handlersByOpcode()[frame.code.code[frame.pc]](this, frame)
  }

  /** Another frame runs than the one watched: follows a call or a return; false where the frame is none of the trace's. */
  private arrive(frame: Frame): boolean {
    const { top, following } = this
    if (following !== null && frame.back === top.frame && frame.pc === 0) {
      this.following = null
      const shadow = new Shadow(frame, top, this.snapshotOf(top), following.func, following.owner)
      following.values.forEach((value, i) => {
        if (value === null) return
        shadow.values[i] = value
        frame.regs[i] = value.concrete
      })
      if (shadow.instance !== null) frame.owner = shadow.instance.concrete
      this.top = shadow
      return true
    }
    const { caller } = top
    if (this.returned !== null && caller !== null && frame === caller.frame) {
      const value = top.instance ?? this.returned
      this.returned = null
      this.top = caller
      // The loop has stored the result and moved on; what it stored is the same object.
      this.write(frame, frame.code.code[top.calledFrom + 1], value)
      this.bound.add(value)
      return true
    }
    if (context.depth <= top.frame.depth) this.r.abort('the frame was left')
    return false
  }

  /** Whether calls of a function's code are followed from here. */
  mayEnter(code: W_Code): boolean {
    if ((code.flags & SUSPENDS) !== 0 && !makesPlain(code, this.top.frame)) return false
    // The trace function of the frame, signals and turns of threads are the loop's affair.
    if (context.depth + 1 >= context.recursionLimit || pending[0] !== 0) return false
    return !this.places.isOpaque(code) && this.r.shouldFollow(this.places.start(code), this.snapshot())
  }

  /** Whether a generator with such code is followed. */
  mayInline(code: W_Code): boolean {
    return !this.places.isOpaque(code) && this.r.mayInline(code)
  }

  /** The frame that a guard goes on with is another. */
  forgetCapture(): void {
    this.captured = null
  }

  /**
   * Calls a Python function for an instruction of which the loop does not know that it is a call; the result is the instruction's. Gives true: the
   * loop goes on in the frame made here.
   */
  enter(frame: Frame, func: Jit.Value, values: readonly Jit.Value[], isOperator = false): true {
    this.rely(this.facts.ofFunction(func.concrete as W_Function))
    this.following = { values, func, owner: isOperator ? this.r.ref(OPERATOR) : null }
    return this.enterFollowed(frame)
  }

  /** Makes the frame of the call that is followed. */
  enterFollowed(frame: Frame): true {
    const { func: called, owner, values } = this.following!
    const func = called.concrete as W_Function
    const next = new Frame(func.code, func.code.template.slice(), func.globals, func.builtins, func)
    // The loop goes on in it, whether the recording is over or not.
    values.forEach((value, i) => {
      if (value !== null) next.regs[i] = value.concrete
    })
    next.kind = owner === null ? calledBy(frame) : owner.concrete === OPERATOR ? Return.operator : Return.init
    if (next.kind === Return.init) next.owner = owner?.concrete as W_Object
    next.back = frame
    next.depth = ++context.depth
    context.frame = next
    return true
  }

  /** Raises what a call has raised; false where no frame of the trace catches it. */
  raise(raised: Jit.Value): boolean {
    this.captured = null
    const arrives = isCaught(this) && arrivesAsItIs(this, raised)
    // What guards that it does raises it.
    if (this.captured !== null) (this.captured as Jit.Snapshot).raised = raised
    this.captured = null
    if (arrives) return raise(this, raised)
    this.r.abort('nothing catches what was raised')
    return false
  }

  /**
   * A call whose result is that of the instruction, or goes nowhere, and which is the last thing that the instruction does. Where a frame of
   * the trace catches what it raises, that is a way that the trace may take.
   */
  call(descr: Jit.CallDescr, ...args: Jit.Value[]): Jit.Value {
    if (!descr.throws || !(isCaught(this) || handledIn(this).concrete !== null)) return this.r.call(descr, ...args)
    const result = this.r.call(caughtCall(this, descr), handledIn(this), ...args)
    const raised = this.r.call(raisedCall(this), result)
    if (raised.concrete === null) {
      this.captured = null
      this.r.isNull(raised)
      if (this.captured !== null) (this.captured as Jit.Snapshot).raised = raised
      this.markOtherOutcome()
      return result
    }
    this.guardRaised(result, raised)
    throw new Caught(raised)
  }

  /** The call has raised something; should it not, the instruction is done. */
  private guardRaised(result: Jit.Value, raised: Jit.Value): void {
    const { frame, values } = this.top
    const { code } = frame.code
    const { pc } = frame
    const out = KINDS[code[pc]][0] === 'out' ? code[pc + 1] : -1
    const before = values[out]
    if (out >= 0) values[out] = result
    frame.pc = behind(frame)
    this.captured = null
    this.r.isNull(raised)
    this.markOtherOutcome()
    frame.pc = pc
    if (out >= 0) values[out] = before
  }

  /** From here on the trace relies on a fact. */
  rely(fact: Fact): void {
    this.r.watch(fact.invalidator)
  }

  // Registers.

  /** What a register holds, as a reference. */
  read(frame: Frame, register: number): Jit.Value {
    const { values, code } = this.top
    const value = (values[register] ??= this.r.ref(code.template[register]))
    const named = this.named.get(value)
    if (named === undefined) return value
    this.named.delete(value)
    const made = makeNamed(this, named)
    for (let s: Shadow | null = this.top; s !== null; s = s.caller)
      s.values.forEach((other, i) => {
        if (other !== value) return
        s.values[i] = made
        s.frame.regs[i] = made.concrete
      })
    this.bound.add(made)
    return made
  }

  /** What a register of the running frame stands for, where it holds a dict of arguments. */
  namedIn(register: number): Named | undefined {
    const value = this.top.values[register]
    return value === null ? undefined : this.named.get(value)
  }

  /** Sets a register, of the frame as well; integers and booleans become references. */
  write(frame: Frame, register: number, value: Jit.Value): void {
    const reference = this.asReference(value)
    this.top.values[register] = reference
    frame.regs[register] = reference.concrete
  }

  /** Sets the result of the instruction, which is done. */
  done(frame: Frame, value: Jit.Value): true {
    const register = frame.code.code[frame.pc + 1]
    this.write(frame, register, value)
    this.bound.add(this.top.values[register] as Jit.Value)
    return this.next(frame)
  }

  /** A jump to the instruction's label where `test` is `wanted`. */
  branch(frame: Frame, test: Jit.Value, wanted: boolean): true {
    const jumps = this.r.isTrue(test) === wanted
    frame.pc = jumps ? targetOf(frame.code.code, frame.pc) : behind(frame)
    return true
  }

  /**
   * The same where the instruction has called something to find out, which must not be called again: a guard that fails goes on where this
   * round did not.
   */
  branchAfterCall(frame: Frame, test: Jit.Value, wanted: boolean): true {
    const next = behind(frame)
    const target = targetOf(frame.code.code, frame.pc)
    const jumps = (test.concrete !== 0) === wanted
    frame.pc = jumps ? next : target
    this.captured = null
    this.r.isTrue(test)
    this.markOtherOutcome()
    frame.pc = jumps ? target : next
    return true
  }

  /** Guards that nothing waits to be attended to; where something does, the loop sees to it, each time. */
  guardNothingWaits(test: Jit.Value): void {
    this.captured = null
    this.r.isTrue(test)
    if (this.captured !== null) (this.captured as Jit.Snapshot).isInterpreters = true
    this.captured = null
  }

  private markOtherOutcome(): void {
    if (this.captured !== null) this.captured.isOtherOutcome = true
    this.captured = null
  }

  isConst(value: Jit.Value): value is Jit.Const {
    return value instanceof this.jit.Const
  }

  /** The instruction is done. */
  next(frame: Frame): true {
    frame.pc += OPLEN[frame.code.code[frame.pc]]
    return true
  }

  asReference(value: Jit.Value): Jit.Value {
    switch (value.kind) {
      case 'i':
        return this.r.pure('int_to_ref', value)
      case 'f':
        return this.r.create(this.d.float, [value])
      default:
        return value
    }
  }

  // What a value is. Each of these guards that it is that in every round.

  /** An int as an integer; null for what is none, or does not fit. */
  int(value: Jit.Value): Jit.Value | null {
    if (typeof value.concrete !== 'number') return null
    if (value instanceof this.jit.Op && value.name === 'int_to_ref') return value.args[0]
    this.r.classOf(value, [this.d.int])
    return this.r.pure('ref_to_int', value)
  }

  /** A float as a double; null for what is none. */
  float(value: Jit.Value): Jit.Value | null {
    const w = value.concrete
    if (!(w instanceof W_Float) || w.shape !== shapes.float) return null
    this.r.classOf(value, [this.d.float])
    return this.r.getfield(value, this.d.floatValue)
  }

  /** A float, or an int as a double; null for others. */
  number(value: Jit.Value): Jit.Value | null {
    const f = this.float(value)
    if (f !== null) return f
    const i = this.int(value)
    return i === null ? null : this.r.pure('cast_int_to_float', i)
  }

  /** A bool as 0 or 1; null for what is none. */
  bool(value: Jit.Value): Jit.Value | null {
    if (typeof value.concrete !== 'boolean') return null
    if (value instanceof this.jit.Op && value.name === 'int_to_bool') return value.args[0]
    this.r.classOf(value, [this.d.bool])
    return this.r.pure('bool_to_int', value)
  }

  // Snapshots.

  private snapshot(): Jit.Snapshot {
    return this.snapshotOf(this.top)
  }

  snapshotOf(shadow: Shadow): Jit.Snapshot {
    const { frame, code, func, owner, waiting } = shadow
    const values = registersAt(code, frame.pc).map(
      (register) => shadow.values[register] ?? this.r.ref(code.template[register]),
    )
    if (func !== null) values.unshift(func, owner ?? this.r.ref(undefined))
    return new this.jit.Snapshot(code, frame.pc, values, waiting)
  }
}
