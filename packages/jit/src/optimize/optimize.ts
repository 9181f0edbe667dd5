/** From the recorded trace to the one that is compiled: which passes there are, in which order, and which traces are peeled. */
import type { Params } from '../driver/params.ts'
import type { Tree } from '../driver/tree.ts'
import type { CallDescr } from '../ir/descr.ts'
import type { OpName } from '../ir/ops.ts'
import { Const, type Input, int, Op, Snapshot, type Trace, type Value } from '../ir/values.ts'
import { encode, type Resume } from '../resume/resume.ts'
import { Bounds, learn } from './bounds.ts'
import { removeDeadCode } from './dead-code.ts'
import { Fold } from './fold.ts'
import { Guards } from './guards.ts'
import { Heap } from './heap.ts'
import { newInput, virtualOf } from './info.ts'
import { type Homes, InvalidTrace, NOWHERE, Optimizer, type Pass } from './optimizer.ts'
import { Pure } from './pure.ts'
import { cutChains } from './modulo.ts'
import type { BigName } from '../ir/ops.ts'
import { narrow } from './narrow.ts'
import { Mismatch } from './supplier.ts'
import { freshInputs, jumpTo, peel, type Walker } from './unroll.ts'
import { Virtuals } from './virtuals.ts'

/** The names that `enable_opts` knows, in the order in which operations go through them. */
export const PASSES = ['wide', 'rewrite', 'intbounds', 'virtualize', 'pure', 'heap', 'unroll'] as const

/** The passes that are switched on. `rewrite` is Fold and Guards, without which nothing is learnt. */
export function newWalker(params: Params, tree: Tree, homes: Homes = NOWHERE): Walker {
  const heap = new Heap()
  const guards = new Guards()
  const passes: Pass[] = []
  if (isOn(params, 'rewrite')) passes.push(new Fold())
  if (isOn(params, 'intbounds')) passes.push(new Bounds(tree))
  if (isOn(params, 'virtualize')) passes.push(new Virtuals())
  if (isOn(params, 'pure')) passes.push(new Pure())
  if (isOn(params, 'heap')) passes.push(heap)
  if (isOn(params, 'rewrite')) passes.push(guards)
  return { optimizer: new Optimizer(passes, params.stress === 0, homes), heap, guards }
}

export interface Options {
  /** What is known at the guard where the trace begins; null at the start of a tree. */
  readonly from: Resume | null
  /** `Language.widens`. */
  readonly widens: boolean
  /** A call of `Language.normal`. */
  readonly normal: CallDescr | null
  /** `Language.big`. */
  readonly big?: ((name: BigName) => CallDescr) | undefined
  /** `Language.isHome`. */
  readonly isHome?: ((code: any, pc: number) => boolean) | undefined
}

const isOn = ({ enable_opts }: Params, name: (typeof PASSES)[number]): boolean =>
  enable_opts === 'all' || enable_opts.split(':').includes(name)

/** Optimises a trace that begins at the start of `tree`, or, with `from`, at one of its guards. */
export function optimizeTrace(recorded: Trace, tree: Tree, params: Params, options: Options): Trace {
  const { from, widens, normal } = options
  let trace = recorded
  const recordedLast = trace.ops[trace.ops.length - 1]
  const closes = recordedLast.name === 'jump' && recordedLast.descr === tree.start && from === null
  if (widens && isOn(params, 'wide')) trace = narrow(trace, options.big ?? null, closes)
  if (normal !== null && isOn(params, 'wide')) trace = cutChains(trace, normal)
  const { isHome } = options
  const { code, pc } = tree.location
  const header = from === null && isHome !== undefined ? new Snapshot(code, pc, trace.inputs) : null
  const homes = isHome === undefined ? NOWHERE : { header, isHome }
  const last = trace.ops[trace.ops.length - 1]
  if (closes) {
    return removeDeadCode(
      (isOn(params, 'unroll') ? tryPeel(trace, tree, params, homes) : null) ?? plainLoop(trace, tree, params, homes),
    )
  }
  const walker = newWalker(params, tree, homes)
  const { optimizer, heap, guards } = walker
  const inputs = trace.inputs.map((_, i) => newInput(trace.inputs[i].kind, from?.known[i] as Input | undefined))
  trace.inputs.forEach((input, i) => (input.forwarded = inputs[i]))
  if (from !== null) learnFailure(optimizer, from, inputs)
  if (from !== null && isOn(params, 'heap')) heap.inherit(from, inputs)
  if (from !== null) guards.isValid = from.isValid
  if (last.name === 'jump') {
    optimizer.walk(trace.ops.slice(0, -1))
    const concretes = last.args.map((arg) => arg.concrete)
    last.args = last.args.map(optimizer.resolve)
    const jump = jumpTo(walker, last, concretes)
    jump.resume = encode(last.snapshot!, optimizer.resolve, virtualOf, null, optimizer.pending)
    optimizer.out.push(jump)
  } else optimizer.walk(trace.ops)
  return removeDeadCode({ inputs, ops: optimizer.out })
}

/** A bridge begins where a guard has failed: its test need not be made again. */
function learnFailure(optimizer: Optimizer, { failed, live }: Resume, inputs: readonly Input[]): void {
  if (failed === null) return
  const { test, outcome } = failed
  const args: Value[] = []
  for (const arg of test.args) {
    const known = arg instanceof Const ? arg : valueAtGuard(optimizer, arg, live, inputs)
    if (known === null) return
    args.push(known)
  }
  assume(optimizer, new Op(test.name, args), outcome)
  const opposite = OPPOSITES[test.name]
  if (opposite !== undefined) assume(optimizer, new Op(opposite, args), !outcome)
}

/** What an operand is in the bridge; null where it is not there. */
function valueAtGuard(
  optimizer: Optimizer,
  value: Input | Op,
  live: readonly Value[],
  inputs: readonly Input[],
): Value | null {
  const index = live.indexOf(value)
  if (index >= 0) return inputs[index]
  if (!(value instanceof Op) || value.name !== 'ref_to_int') return null
  const source = live.indexOf(value.args[0])
  return source < 0 ? null : optimizer.result(new Op('ref_to_int', [inputs[source]]))
}

function assume(optimizer: Optimizer, test: Op, outcome: boolean): void {
  const known = optimizer.result(test)
  if (!(known instanceof Op)) return
  learn(known, outcome)
  known.forwarded = int(outcome ? 1 : 0)
}

const OPPOSITES: Partial<Record<OpName, OpName>> = {
  int_lt: 'int_ge',
  int_ge: 'int_lt',
  int_le: 'int_gt',
  int_gt: 'int_le',
  int_eq: 'int_ne',
  int_ne: 'int_eq',
  ptr_eq: 'ptr_ne',
  ptr_ne: 'ptr_eq',
}

function tryPeel(trace: Trace, tree: Tree, params: Params, homes: Homes): Trace | null {
  try {
    return peel(trace, () => newWalker(params, tree, homes), tree)
  } catch (error) {
    // What the preamble ends with may not fit what the body keeps: then the loop is compiled as it was recorded.
    if (!(error instanceof InvalidTrace || error instanceof Mismatch)) throw error
    return null
  }
}

/** The loop as it was recorded: a label at its start, nothing carried round but references. */
function plainLoop(trace: Trace, tree: Tree, params: Params, homes: Homes): Trace {
  const { optimizer, heap } = newWalker(params, tree, homes)
  const inputs = freshInputs(trace)
  const jump = trace.ops[trace.ops.length - 1]
  optimizer.walk(trace.ops.slice(0, -1))
  heap.flush()
  const ends = jump.args.map((arg) => optimizer.force(arg))
  const label = new Op('label', [...inputs], tree.start)
  return { inputs, ops: [label, ...optimizer.out, new Op('jump', ends, tree.start)] }
}
