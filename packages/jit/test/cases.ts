/**
 * Cases of the optimiser are texts: a trace, `==>`, the trace it must become. Values are numbered anew in the result, in the order of their appearance.
 * A trace that ends in `jump(…)` without a descriptor closes a loop and is peeled.
 */
import { Params } from '../src/driver/params.ts'
import { Location } from '../src/driver/location.ts'
import { Bridge, Tree } from '../src/driver/tree.ts'
import { ArrayDescr, CallDescr, ClassDescr, FieldDescr } from '../src/ir/descr.ts'
import { parseTrace } from '../src/ir/parse.ts'
import { printTrace } from '../src/ir/print.ts'
import { js } from '../src/ir/template.ts'
import { Input, Op, Snapshot, type Trace, type Value } from '../src/ir/values.ts'
import { optimizeTrace } from '../src/optimize/optimize.ts'
import type { Growing } from '../src/resume/resume.ts'

class Box {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
}
class Pair {
  car: unknown
  cdr: unknown
  constructor(car: unknown, cdr: unknown) {
    this.car = car
    this.cdr = cdr
  }
}

const VALUE = new FieldDescr('Box.value', 'f', { immutable: true })
const CAR = new FieldDescr('Pair.car', 'r')
const CDR = new FieldDescr('Pair.cdr', 'r')
const NEXT = new FieldDescr('Counter.next', 'i')
const KIND = new FieldDescr('Marked.kind', 'i', { isTested: true })
const END = new FieldDescr('Counter.end', 'i', { immutable: true })

/** What polls look at. */
export const WAITS = [0]

const NORMAL = new CallDescr('normal', { fn: (wide: bigint) => wide, result: 'r', pure: true })

const ITEMS = new ArrayDescr('items', 'r')

const sumOf = (doubles: readonly number[]): number => doubles.reduce((sum, v) => sum + v, 0)

/** A class, a part of it, and a part of that. */
const ANIMAL = new ClassDescr('Animal', { test: js`$0 instanceof ${Array}` })
const BIRD = new ClassDescr('Bird', { test: js`$0 instanceof ${Array} && $0.length > 1`, base: ANIMAL })
const DUCK = new ClassDescr('Duck', { test: js`$0 instanceof ${Array} && $0.length > 2`, base: BIRD })

/** What the traces of cases can name. */
export const DESCRS = [
  VALUE,
  NEXT,
  END,
  CAR,
  CDR,
  KIND,
  new ClassDescr('Int', { test: js`typeof $0 === 'number'`, raw: 'int_to_ref' }),
  new ClassDescr('Wide', { test: js`typeof $0 === 'bigint'`, isWide: true }),
  new ClassDescr('Bool', { test: js`typeof $0 === 'boolean'`, raw: 'int_to_bool' }),
  new ClassDescr('Box', { test: js`$0 instanceof ${Box}`, make: js`new ${Box}($0)`, fields: [VALUE] }),
  new ClassDescr('Pair', { test: js`$0 instanceof ${Pair}`, make: js`new ${Pair}($0, $1)`, fields: [CAR, CDR] }),
  new ClassDescr('Marked', {
    test: js`$0 !== null && $0 !== undefined && $0.kind !== undefined`,
    wary: js`typeof $0 === 'object' && $0 !== null && $0.kind !== undefined`,
    mark: KIND,
  }),
  ANIMAL,
  BIRD,
  DUCK,
  ITEMS,
  new ArrayDescr('fixed', 'r', { immutable: true }),
  new ArrayDescr('own', 'r', { unsized: true }),
  new CallDescr('anything', { fn: () => null, result: 'r' }),
  new CallDescr('look', { fn: () => null, result: 'r', writes: [] }),
  new CallDescr('peek', { fn: () => null, result: 'r', writes: [], reads: [CDR] }),
  new CallDescr('poll', { text: js`${WAITS}[0]`, result: 'i', writes: [], reads: [], meaning: 'poll' }),
  new CallDescr('setcar', { fn: () => null, result: 'v', writes: [CAR] }),
  new CallDescr('push', { text: js`$0.push($1)`, result: 'v', writes: [ITEMS], reads: [], grows: 'itself' }),
  new CallDescr('grow', { fn: () => null, result: 'v', writes: [CAR, ITEMS], grows: 'held' }),
  new CallDescr('gather', {
    text: js`$0.doubles.push($1)`,
    result: 'v',
    writes: [CAR, ITEMS],
    grows: 'held',
    gather: (object, doubles, from, to) => object.doubles.push(...doubles.slice(from, to)),
  }),
  new CallDescr('total', {
    fn: ({ doubles }) => sumOf(doubles),
    result: 'f',
    writes: [],
    reads: [CAR, ITEMS],
    withGathered: (object, doubles, from, to) => sumOf(object.doubles) + sumOf(doubles.slice(from, to)),
  }),
  new CallDescr('folded total', {
    fn: ({ doubles }) => sumOf(doubles),
    result: 'f',
    writes: [],
    reads: [CAR, ITEMS],
    withGathered: (object, doubles, from, to) => {
      object.asked++
      return sumOf(object.doubles) + sumOf(doubles.slice(from, to))
    },
    fold: {
      start: ({ doubles }) => (doubles.length > 3 ? NaN : sumOf(doubles)),
      second: js`$1 + 1`,
      first: js`$0 + $2`,
      result: js`$0 * Math.sign($1)`,
    },
  }),
  new CallDescr('twice', { fn: (x: number) => 2 * x, result: 'i', pure: true }),
  new CallDescr('add', { fn: (x: any, y: any) => Number(BigInt(x) + BigInt(y)), result: 'r' }),
  new CallDescr('mul', { fn: (x: any, y: any) => Number(BigInt(x) * BigInt(y)), result: 'r' }),
  new CallDescr('and', { fn: (x: any, y: any) => Number(BigInt(x) & BigInt(y)), result: 'r' }),
  new CallDescr('shift', { fn: (x: any, y: any) => Number(BigInt(x) << BigInt(y)), result: 'r' }),
]

/** Arithmetic on integers of any size, where a case needs it: all of it is one call. */
const BIG = (): CallDescr => DESCRS.find(({ name }) => name === 'add') as CallDescr

/** The optimised trace as text. */
export function optimized(text: string, options = 'all'): string {
  return printTrace(treeOf(text, options).root!)
}

/** A bridge from a guard of an optimised trace, as text; one that ends in `jump(…)` goes back to the loop. Its inputs were `concrete` when it was recorded. */
export function optimizedBridge(root: string, guard: number, bridge: string, concrete?: unknown): string {
  return printTrace(bridgeOf(treeOf(root), guard, bridge, concrete))
}

/** The optimised trace of a bridge from the guard at a place in the root of a tree. */
export function bridgeOf(tree: Tree, guard: number, bridge: string, concrete?: unknown): Trace {
  const from = tree.root!.ops[guard].resume
  const trace = closed(parseTrace(bridge, { descrs: DESCRS }), tree)
  for (const input of trace.inputs) input.concrete = concrete
  return optimizeTrace(trace, tree, new Params(), { from, widens: true, normal: NORMAL, big: BIG })
}

/** Gives the guard at a place in the loop a bridge back to the label, with these values of those it is given. */
export function lead(tree: Tree, pc: number, next: (inputs: readonly Input[], ops: Op[]) => readonly Value[]): void {
  const label = tree.root!.ops.findIndex(({ name }) => name === 'label')
  const guard = tree.root!.ops.find(({ resume }, i) => i > label && resume?.frames[0].pc === pc)!
  const exit = tree.exitOf(guard)
  const inputs = guard.resume!.live.map(({ kind }) => new Input(kind as 'i' | 'r', null))
  const ops: Op[] = []
  ops.push(new Op('jump', [...next(inputs, ops)], tree.targets[1]))
  exit.bridge = new Bridge(exit, { inputs, ops }, tree.bridges.length + 1)
  exit.bridge.isMerged = true
  tree.bridges.push(exit.bridge)
}

/** The same trace with its jump to the start of the tree. */
function closed({ inputs, ops }: Trace, tree: Tree): Trace {
  const last = ops.at(-1)
  if (last?.name !== 'jump') return { inputs, ops }
  const jump = new Op('jump', last.args, tree.start)
  jump.snapshot = new Snapshot('f', 0, last.args)
  return { inputs, ops: [...ops.slice(0, -1), jump] }
}

/** The same of a round in which all integers were `concrete`, by which the optimiser guesses; `grown`: of a loop in which these were not small. */
export function optimizedRound(text: string, concrete: number, ...grown: Growing[]): string {
  return printTrace(treeOf(text, 'all', concrete, ...grown).root!)
}

/** A tree whose root is the optimised trace. */
export function treeOf(text: string, options = 'all', concrete?: number, ...grown: Growing[]): Tree {
  const params = new Params()
  params.enable_opts = options
  const location = new Location(null, 0, 'f', [], false, 0)
  for (const what of grown) location.grown.add(what)
  const tree = new Tree(1, location, () => null)
  const parsed = parseTrace(text, { descrs: DESCRS })
  for (const value of [...parsed.inputs, ...parsed.ops]) if (value.kind === 'i') value.concrete = concrete
  tree.root = optimizeTrace(closed(parsed, tree), tree, params, { from: null, widens: true, normal: NORMAL, big: BIG })
  return tree
}
