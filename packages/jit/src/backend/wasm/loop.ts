/**
 * A loop of integers and doubles as a function of WebAssembly, which has what JavaScript lacks: products, shifts and rotations of 64 bits.
 *
 *     run(variables…, budget) → work
 *
 * It goes round as long as it can and then hands out the variables as they were *at the label*: where a guard fails, in the round that it fails in. Nothing has
 * happened in that round that anybody could see, so JavaScript, in whose function the loop stands as well (backend/js), does it once more, and meets the
 * guard, its exit or its bridge there. So there is nothing to be said here of exits, frames, or objects that are yet to be made, and whatever cannot be done
 * (a bridge that calls something, an integer that outgrows 64 bits) is left in the same way. What is asked outside the trace, like a signal,
 * JavaScript's round asks after at most `budget` operations.
 *
 *     block out
 *       loop L
 *         …the round…  br_if out          a guard
 *         …            if … br L end      a guard with a bridge
 *         local.set…   br L
 *
 * An integer is an i64: its residue modulo 2^64, exact where its interval says so (`intervals.ts`). Of an integer that is exact it makes no difference
 * in which of the language's two classes of integers it is, so guards that say it is a wide one are left out, but for variables of the loop.
 *
 * What must stay true:
 *  - where the function goes on, the trace goes on, with the same values; it may leave whenever it likes;
 *  - no instruction traps;
 *  - variables are assigned at the end of a round alone.
 */
import type { Bridge, Tree } from '../../driver/tree.ts'
import type { ClassDescr, TargetDescr } from '../../ir/descr.ts'
import { Const, Input, Op, type Value } from '../../ir/values.ts'
import { isDroppable } from '../../optimize/dead-code.ts'
import type { State } from '../../optimize/state.ts'
import { Code, type Variable, type WasmModule } from './code.ts'
import { type Held, OUT, Unsupported } from './held.ts'
import type { WasmType } from './instructions.ts'
import * as Span from './intervals.ts'
import type { Interval } from './intervals.ts'
import { LIMIT, Operations } from './operations.ts'

/** How JavaScript holds a variable: as a number, an int32, a double, a bigint that is no safe integer, or any integer of the language. */
export type Form = 'number' | 'int32' | 'double' | 'wide' | 'integer'

/** A variable that goes in, or comes out by the global of that name. */
export interface Passed {
  /** Which of the label's. */
  readonly index: number
  readonly form: Form
  readonly name: string
}

export interface WasmLoop {
  readonly module: WasmModule
  readonly inputs: readonly Passed[]
  readonly outputs: readonly Passed[]
  /** Something relies on facts that may cease to hold. */
  readonly needsValidity: boolean
  /** Where runs are counted: whose, and the global that says how many there were. */
  readonly counts: readonly Counted[]
  /** By which it goes round as well. */
  readonly bridges: ReadonlySet<Bridge>
}

export interface Counted {
  readonly of: Tree | Bridge
  readonly name: string
}

/** A variable of the loop: what the trace knows of it at the label. */
interface LoopVariable {
  readonly form: Form | null
  readonly local: string
  readonly span: Interval | null
}

const TYPES = { number: 'f64', int32: 'i32', double: 'f64', wide: 'i64', integer: 'i64' } as const satisfies Record<
  Form,
  WasmType
>

const TOP = 'L'

/**
 * The loop of `label`, whose operations follow; null where it is none that can be written so. `hasNormal`: there is a
 * call that makes the language's integer of a bigint.
 */
export function writeLoop(
  tree: Tree,
  label: Op,
  ops: readonly Op[],
  hasNormal: boolean,
  countsRuns: boolean,
): WasmLoop | null {
  try {
    return new LoopWriter(tree, label, hasNormal, countsRuns).write(ops)
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error
    return null
  }
}

class LoopWriter extends Operations {
  private readonly tree: Tree
  private readonly label: Op
  /** JavaScript can make the language's integer of one. */
  private readonly hasNormal: boolean
  private readonly countsRuns: boolean
  /** The traces that are being written, and what is counted of them. */
  private readonly way: (Tree | Bridge)[] = []
  private readonly counts = new Map<Tree | Bridge, string>()
  private readonly variables: readonly LoopVariable[]
  /** By number, what the variables are at the label; bridges have inputs of their own for them. */
  private readonly atLabel = new Map<Value, number>()
  /** Which variables each way to the loop's end assigns. */
  private readonly rounds: ReadonlySet<number>[] = []
  private read = new Set<number>()
  private readonly bridges = new Set<Bridge>()
  private passed = 0
  private needsValidity = false

  constructor(tree: Tree, label: Op, hasNormal: boolean, countsRuns: boolean) {
    super()
    this.tree = tree
    this.label = label
    this.hasNormal = hasNormal
    this.countsRuns = countsRuns
    const leaves = ((label.descr as TargetDescr).state as State | null)?.leaves
    this.variables = label.args.map((value, i) => {
      const { kind } = value
      const leaf = leaves?.[i]
      if (kind === 'f') return { form: 'double', local: `v${i}`, span: null }
      if (kind === 'i') {
        const span = leaf === undefined ? Span.SAFE : { lo: BigInt(leaf.lo), hi: BigInt(leaf.hi) }
        const isInt32 = value instanceof Input && value.isInt32
        return { form: isInt32 ? 'int32' : 'number', local: `v${i}`, span }
      }
      const descr = leaf?.descr ?? null
      if (descr === null) return { form: 'integer', local: `v${i}`, span: Span.UNSIGNED }
      if (descr.isWide) return { form: 'wide', local: `v${i}`, span: Span.UNSIGNED }
      if (descr.raw === 'int_to_ref') return { form: 'number', local: `v${i}`, span: Span.SAFE }
      return { form: null, local: '', span: null }
    })
    label.args.forEach((value, i) => this.atLabel.set(value, i))
  }

  write(ops: readonly Op[]): WasmLoop {
    const { code } = this
    code.add('block', OUT)
    code.add('loop', TOP)
    code.add('local.get', 'work')
    code.add('local.get', 'budget')
    code.add('i32.ge_s')
    code.add('br_if', OUT)
    this.way.push(this.tree)
    this.operations(ops)
    if (this.rounds.length === 0) throw new Unsupported()
    code.add('end')
    code.add('end')
    return this.finish()
  }

  private finish(): WasmLoop {
    const { code, variables, rounds, read } = this
    const assigned = new Set(rounds.flatMap((round) => [...round]))
    const isKept = (i: number): boolean => rounds.some((round) => !round.has(i))
    const inputs: Passed[] = []
    const outputs: Passed[] = []
    const before = new Code()
    const counts = [...this.counts].map(([of, name]) => ({ of, name }))
    for (const { name } of counts) {
      before.add('i32.const', 0)
      before.add('global.set', name)
    }
    const locals: Variable[] = [{ name: 'work', type: 'i32' }]
    variables.forEach(({ form, local }, index) => {
      if (form === null || (!assigned.has(index) && !read.has(index))) return
      const isDouble = form === 'double'
      if (form !== 'integer' || read.has(index) || isKept(index)) {
        const name = isDouble || TYPES[form] === 'i64' ? local : `p${index}`
        inputs.push({ index, form, name })
        if (name !== local) {
          before.add('local.get', name)
          before.add(form === 'int32' ? 'i64.extend_i32_s' : 'i64.trunc_f64_s')
          before.add('local.set', local)
          locals.push({ name: local, type: 'i64' })
        }
      } else locals.push({ name: local, type: 'i64' })
      if (!assigned.has(index)) return
      const name = `g${index}`
      outputs.push({ index, form, name })
      code.add('local.get', local)
      if (form === 'number') code.add('f64.convert_i64_s')
      else if (form === 'int32') code.add('i32.wrap_i64')
      code.add('global.set', name)
    })
    code.add('local.get', 'work')
    const parameters: Variable[] = inputs.map(({ name, form }) => ({ name, type: TYPES[form] }))
    parameters.push({ name: 'budget', type: 'i32' })
    return {
      module: {
        run: {
          parameters,
          locals: [...locals, ...code.locals],
          code: [...before.instructions, ...code.instructions],
        },
        globals: [
          ...outputs.map(({ name, form }) => ({ name, type: TYPES[form] })),
          ...counts.map(({ name }): Variable => ({ name, type: 'i32' })),
        ],
      },
      counts,
      inputs,
      outputs,
      needsValidity: this.needsValidity,
      bridges: this.bridges,
    }
  }

  /** Writes a trace as far as it can be; what nobody but exits wants to know may be left out. */
  private operations(ops: readonly Op[]): void {
    const { code } = this
    for (let i = 0; i < ops.length; i++) {
      const op = ops[i]
      const length = code.instructions.length
      const mark = this.before.length
      this.passed++
      try {
        if (op.isGuard) this.guard(op, ops[i - 1])
        else if (op.name === 'jump') return this.jump(op)
        else this.operation(op)
      } catch (error) {
        if (!(error instanceof Unsupported)) throw error
        code.instructions.length = length
        this.forget(mark)
        if (!isDroppable(op)) break
      }
    }
    code.add('br', OUT)
  }

  protected override variable(value: Value): Held | null {
    const index = this.atLabel.get(value)
    if (index === undefined) return null
    const { form, local, span } = this.variables[index]
    if (form === null || (form === 'integer' && !this.hasNormal)) return null
    this.read.add(index)
    return { local, span, approximate: null }
  }

  // Guards.

  private guard(op: Op, before: Op | undefined): void {
    const { code } = this
    const [a, b] = op.args
    switch (op.name) {
      case 'guard_true':
      case 'guard_false': {
        const test = this.tests.get(a)
        if (test === undefined && this.isKnown(a, op.name === 'guard_true')) return
        if (test !== undefined) test()
        else {
          this.push(a)
          code.add('i64.eqz')
          code.add('i32.eqz')
        }
        if (op.name === 'guard_true') code.add('i32.eqz')
        this.fail(op)
        if (op.name === 'guard_true' && a instanceof Op) this.learn(a)
        return
      }
      case 'guard_no_overflow':
      case 'guard_overflow':
        return this.overflow(op, before!)
      case 'guard_class':
        return this.classOf(op, a, op.descr as ClassDescr)
      case 'guard_value':
        if (a.kind === 'f') throw new Unsupported()
        this.exact(a)
        this.exact(b)
        this.binary('i64.ne', a, b)
        return this.fail(op)
      case 'guard_not_invalidated':
        this.needsValidity = true
        return
    }
    throw new Unsupported()
  }

  private isKnown(value: Value, outcome: boolean): boolean {
    const { lo, hi } = this.span(value)
    return lo === hi && (lo !== 0n) === outcome
  }

  /** Whether what was computed is no safe integer. */
  private overflow(op: Op, before: Op): void {
    const { code } = this
    const { span, approximate } = this.get(before)
    if (Span.isExact(span!) && Span.isWithin(span!, Span.SIGNED)) this.unsafe(before)
    else {
      // JavaScript computes it in the same way.
      if (approximate === null) throw new Unsupported()
      approximate()
      code.add('f64.abs')
      code.add('f64.const', LIMIT)
      code.add('f64.gt')
    }
    if (op.name === 'guard_overflow') code.add('i32.eqz')
    this.fail(op)
    if (op.name === 'guard_no_overflow') this.holdSafe(before)
  }

  /** A test has been found to hold. */
  private learn({ name, args: [value] }: Op): void {
    if (name === 'int_is_safe') this.holdSafe(value)
    else if (name === 'int_is_int32') this.holdWithin(value, Span.INT32)
  }

  /** From here on an integer is known to be a safe one. */
  private holdSafe(value: Value): void {
    this.holdWithin(value, Span.SAFE)
  }

  private holdWithin(value: Value, span: Span.Interval): void {
    const held = this.get(value)
    this.hold(value, { ...held, span: Span.both(held.span!, span) })
  }

  private classOf(op: Op, value: Value, descr: ClassDescr): void {
    if (descr.isWide) {
      // Which class it is makes no difference, but that it is an integer.
      this.span(value)
      return
    }
    if (descr.raw !== 'int_to_ref') throw new Unsupported()
    const span = this.exact(value)
    if (Span.isWithin(span, Span.SAFE)) return
    this.unsafe(value)
    this.fail(op)
    this.holdSafe(value)
  }

  /** A guard fails where the stack says so: its bridge, or out. */
  private fail(guard: Op): void {
    const { bridge } = this.tree.exitOf(guard)
    if (bridge === null || !bridge.isMerged || !this.bridge(guard, bridge)) this.code.add('br_if', OUT)
  }

  /** Writes a bridge; false, and nothing is written, where that cannot be done. */
  private bridge(guard: Op, bridge: Bridge): boolean {
    const { code, held, atLabel, tests, passed, read } = this
    const length = code.instructions.length
    const rounds = this.rounds.length
    const mark = this.before.length
    this.read = new Set(read)
    const { live } = guard.resume!
    bridge.trace.inputs.forEach((input, i) => {
      const value = live[i]
      const index = atLabel.get(value)
      const test = tests.get(value)
      const known = value instanceof Const ? this.constant(value) : held.get(value)
      if (known !== undefined) this.hold(input, known)
      else if (test !== undefined) tests.set(input, test)
      if (index !== undefined) atLabel.set(input, index)
    })
    code.add('if', `B${length}`)
    this.way.push(bridge)
    this.operations(bridge.trace.ops)
    this.way.pop()
    code.add('end')
    this.forget(mark)
    this.passed = passed
    if (this.rounds.length > rounds) {
      this.bridges.add(bridge)
      return true
    }
    code.instructions.length = length
    this.read = read
    return false
  }

  /** The end of a round: all variables are assigned at once. */
  private jump(op: Op): void {
    if (op.descr !== this.label.descr) throw new Unsupported()
    const { code, variables } = this
    const assigned: number[] = []
    op.args.forEach((value, i) => {
      if (this.atLabel.get(value) === i) return
      const { form } = variables[i]
      if (form === null || (form === 'integer' && !this.hasNormal)) throw new Unsupported()
      assigned.push(i)
      if (form === 'double') this.get(value)
      else this.fit(value, variables[i])
    })
    for (const i of assigned) this.push(op.args[i])
    for (const i of assigned.toReversed()) code.add('local.set', variables[i].local)
    code.add('local.get', 'work')
    code.add('i32.const', this.passed)
    code.add('i32.add')
    code.add('local.set', 'work')
    if (this.countsRuns) for (const counted of this.way) this.count(counted)
    code.add('br', TOP)
    this.rounds.push(new Set(assigned))
  }

  private count(counted: Tree | Bridge): void {
    const { code, counts } = this
    const name = counts.get(counted) ?? `n${counts.size}`
    counts.set(counted, name)
    code.add('global.get', name)
    code.add('i32.const', 1)
    code.add('i32.add')
    code.add('global.set', name)
  }

  /** Leaves where a value is none that the variable may have. */
  private fit(value: Value, { form }: LoopVariable): void {
    const span = this.exact(value)
    const { code } = this
    if (form === 'number' || form === 'int32') {
      // The kind says it, but for references.
      if (Span.isWithin(span, Span.SAFE)) return
      this.unsafe(value)
      code.add('br_if', OUT)
      return
    }
    if (span.lo < 0n) {
      this.push(value)
      code.add('i64.const', 0n)
      code.add('i64.lt_s')
      code.add('br_if', OUT)
    }
    if (form === 'integer' || span.lo > Span.SAFE.hi) return
    this.push(value)
    code.add('i64.const', Span.SAFE.hi)
    code.add('i64.le_u')
    code.add('br_if', OUT)
  }
}
