/**
 * Guards teach: behind `guard_class` the class is known, behind `guard_value` the value is a constant, behind `guard_true` the test is 1. This pass
 * writes that down where the others look, so that a guard never asks twice; Fold drops those whose answer is known.
 *
 * Of a reference that was loaded it is mostly asked first whether it is there at all (`undefined` stands for what is not), and behind that of which
 * class it is. The first guard then asks for the class: who fails it would have failed the second one, and goes on earlier. It stays two guards
 * where the program has decided something in between, since the reference may be of another class on the other way.
 *
 * `guard_not_invalidated` holds until something may have changed a fact: until a call that may run any code at all.
 */
import { CallDescr, type ClassDescr } from '../ir/descr.ts'
import { Const, type Input, int, Op, type Value } from '../ir/values.ts'
import { Known } from './info.ts'
import { Pass } from './optimizer.ts'

export class Guards extends Pass {
  /** Whether it was tested that all facts hold, and nothing was called since that may change them. */
  isValid = false

  /** Guards that a reference is not undefined, by the reference, since the last decision. */
  private readonly present = new Map<Value, Op>()

  override describe({ resume }: Op): void {
    resume!.isValid = this.isValid
  }

  override visit(op: Op): void {
    const { effect } = op.spec
    if (effect === 'call') {
      if (!(op.descr instanceof CallDescr) || op.descr.invalidates) this.isValid = false
    } else if (op.name === 'guard_not_invalidated') {
      if (this.isValid) return
      this.isValid = true
    }
    if ((op.name === 'guard_class' || op.name === 'guard_value') && this.strengthen(op)) return
    this.next(op)
    if (effect !== 'guard' || op.args.length === 0) return
    const [value] = op.args
    if (value instanceof Const) return
    if (op.name === 'guard_true' || op.name === 'guard_false') this.noteDecision(op)
    this.learn(op, value)
  }

  private learn(op: Op, value: Input | Op): void {
    switch (op.name) {
      case 'guard_true':
        if (value.kind === 'i' && 'name' in value && value.spec.isTest) value.forwarded = int(1)
        return
      case 'guard_false':
        value.forwarded = int(0)
        return
      case 'guard_value':
        value.forwarded = op.args[1]
        return
      case 'guard_isnull':
        value.forwarded = new Const('r', null)
        return
      case 'guard_nonnull':
        value.info ??= new Known(null)
        return
      case 'guard_class':
        value.info = new Known(op.descr as ClassDescr)
    }
  }

  private noteDecision(op: Op): void {
    const [test] = op.args
    if (op.name === 'guard_false' && test instanceof Op && test.name === 'ptr_eq') {
      const [a, b] = test.args
      if (isUndefined(b) && !(a instanceof Const)) return void this.present.set(a, op)
      if (isUndefined(a) && !(b instanceof Const)) return void this.present.set(b, op)
    }
    this.present.clear()
  }

  /** Lets the guard that a reference is there ask for what this guard asks. */
  private strengthen({ name, args, descr }: Op): boolean {
    const [value] = args
    const asked = this.present.get(value)
    if (asked === undefined || asked.resume === null || asked.resume.isOtherOutcome || value instanceof Const)
      return false
    if (name === 'guard_value' ? isUndefined(args[1]) : (descr as ClassDescr).test.run(undefined)) return false
    const { out } = this.optimizer
    const at = out.lastIndexOf(asked)
    if (at < 0) return false
    const guard = new Op(name, args, descr)
    guard.resume = asked.resume
    // That it is undefined is no longer what failing means.
    guard.resume.failed = null
    out[at] = guard
    this.present.delete(value)
    this.learn(guard, value)
    return true
  }
}

const isUndefined = (value: Value): boolean =>
  value instanceof Const && value.concrete === undefined && value.kind === 'r'
