/** From the recorded trace to the one that is compiled. */
import type { Params } from '../driver/params.ts'
import type { Tree } from '../driver/tree.ts'
import { Op, type Trace } from '../ir/values.ts'
import { encode } from '../resume/resume.ts'
import { removeDeadCode } from './dead-code.ts'

/** Optimises a trace that begins at the start of `tree`, or at one of its guards. */
export function optimizeTrace(trace: Trace, tree: Tree, params: Params): Trace {
  void params
  const last = trace.ops[trace.ops.length - 1]
  const closes = last.name === 'jump' && last.descr === tree.start && tree.root === null
  const ops = closes ? [new Op('label', [...trace.inputs], tree.start), ...trace.ops] : [...trace.ops]
  for (const op of ops) if (op.isGuard) op.resume = encode(op.snapshot!)
  return removeDeadCode({ inputs: trace.inputs, ops })
}
