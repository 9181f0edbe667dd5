/**
 * Guards teach: behind `guard_class` the class is known, behind `guard_value` the value is a constant, behind `guard_true` the test is 1. This pass
 * writes that down where the others look, so that a guard never asks twice; Fold drops those whose answer is known.
 *
 * `guard_not_invalidated` holds until something may have changed a fact: until a call that may run any code at all.
 */
import { CallDescr, type ClassDescr } from '../ir/descr.ts'
import { Const, int, type Op } from '../ir/values.ts'
import { Known } from './info.ts'
import { Pass } from './optimizer.ts'

export class Guards extends Pass {
  private isValid = false

  override visit(op: Op): void {
    const { effect } = op.spec
    if (effect === 'call') {
      if (!(op.descr instanceof CallDescr) || op.descr.invalidates) this.isValid = false
    } else if (op.name === 'guard_not_invalidated') {
      if (this.isValid) return
      this.isValid = true
    }
    this.next(op)
    if (effect !== 'guard' || op.args.length === 0) return
    const [value] = op.args
    if (value instanceof Const) return
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
}
