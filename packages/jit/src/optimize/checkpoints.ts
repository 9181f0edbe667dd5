/**
 * Checkpoints: guards of what is the same in most rounds resume where the first of them does, as long as nothing was done since. PyPy:
 * `_copy_resume_data_from` in optimizeopt/optimizer.py; V8 goes back to the last place where something was done, too.
 *
 *     guard_class(r1, <int>)          [a: r0, r1]
 *     i2 = ref_to_int(r1)
 *     i3 = int_add_ovf(i2, 1)
 *     guard_no_overflow()             [a: r0, r1]           and not [b: r0, i3], …
 *
 * Who fails a later one does again what lies between, which nobody can tell from having done it once, and so does a bridge from there: V8 finds in it what it has computed
 * already. The exits of such guards hand out the same values, all of them older than the first: little is kept for them, and V8, which merges what exits assign, has less to
 * compile. What a program decides, and where its loops end, resumes where it stands: that goes either way.
 *
 * A sum, difference or product is a NaN where an operand is one. So of guards with one checkpoint that ask whether doubles are NaNs those remain whose double goes into no other
 * (`Numbers`).
 *
 * What must stay true: a checkpoint ends where anything is done that is not to be done twice, writes that wait (heap.ts) included. It also ends at calls, which may take long, and
 * where the program decides.
 */
import type { OpName } from '../ir/ops.ts'
import { Const, Op, type Value } from '../ir/values.ts'

const STEADY: ReadonlySet<OpName> = new Set([
  'guard_class',
  'guard_value',
  'guard_isnull',
  'guard_nonnull',
  'guard_no_overflow',
])

/** Whether a guard asks for what is the same in most rounds. */
export function isSteady({ name, args: [test] }: Op): boolean {
  if (STEADY.has(name)) return true
  if ((name !== 'guard_true' && name !== 'guard_false') || !(test instanceof Op)) return false
  const [a, b] = test.args
  switch (test.name) {
    case 'float_eq':
      return a === b
    case 'float_ne':
      return b instanceof Const && b.concrete === 0
    case 'ptr_eq':
    case 'ptr_ne':
      return b instanceof Const && b.concrete === undefined
    case 'int_lt':
    case 'int_ge':
      return (b instanceof Const && b.concrete === 0) || (b instanceof Op && b.name === 'arraylen_gc')
    case 'int_is_int32':
    case 'int_is_uint32':
      return true
  }
  return false
}

/** What gives a NaN for a NaN. */
const PASSING_NANS: ReadonlySet<OpName> = new Set([
  'float_add',
  'float_sub',
  'float_mul',
  'float_truediv',
  'float_neg',
  'float_abs',
])

/** Which doubles are no NaNs, since something computed from them is none: a trace is walked from its end. */
export class Numbers {
  private checkpoint: unknown = null
  private readonly known = new Set<Value>()

  /** Whether what a guard asks will be found out behind it, in time. */
  answers({ name, args: [test], resume }: Op): boolean {
    const { frames } = resume!
    if (frames !== this.checkpoint) this.known.clear()
    this.checkpoint = frames
    if (name !== 'guard_true' || !(test instanceof Op) || test.name !== 'float_eq') return false
    const [a, b] = test.args
    if (a !== b) return false
    if (this.known.has(a)) return true
    this.learn(a)
    return false
  }

  private learn(value: Value): void {
    if (!(value instanceof Op) || !PASSING_NANS.has(value.name)) return
    for (const operand of value.args) {
      if (operand instanceof Const || this.known.has(operand)) continue
      this.known.add(operand)
      this.learn(operand)
    }
  }
}
