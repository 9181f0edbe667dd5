/**
 * From a tree of traces to the text of one JavaScript function. JavaScript is our machine code and V8 our assembler: what matters is that it sees
 * plain loops over local variables of one type each.
 *
 *     function (n, p0, p1) {                     n: where to begin, p…: the values there
 *       let e = 0                                the exit taken
 *       let i3 = 0, f4 = 0                       variables of loops: the values their label names
 *       let xi0 = 0, xf0 = 0                     what is live at exits and in no variable
 *       leave: {
 *         if (n === 0) { …the part before the label… } else { i3 = p0; f4 = +p1 }
 *         for (;;) {
 *           if (fuel < 0) { … }                                     looks around, see fuel.ts
 *           L1: for (;;) {
 *             if (fuel < 0) break
 *             if (!(i3 < i5)) { xi0 = i8; e = 1; break leave }      a guard
 *             if (!(i6 === 0)) { …bridge…; i3 = i9; continue L1 }   a guard with a bridge
 *             fuel = (fuel - 7) | 0; i3 = i7; continue L1
 *           }
 *         }
 *       }
 *       out.values[0] = i3; …; out.at = leavings[e]; return LEFT
 *     }
 *
 * How it is left stands in ways-out.ts. A trace that finishes within a loop breaks out as well, so that what was done is counted.
 *
 * A loop that goes on for long leaves after a *stint* and is entered again at its label. V8 optimises a function that does not return for the loop it is in
 * alone, and there the variables come from outside, of unknown types: each double that goes round is put into a box (mandelbrot: two and a half
 * times as slow). Functions that are called again it optimises as a whole, and what they were given at the label is converted.
 *
 * A jump to the loop of another tree becomes that loop, written out where the jump is (a *graft*): so a nest of loops, which was traced from the
 * inside, is a nest of loops again, and going from one to the next costs nothing. Where it stands already the jump leaves the function. What goes around a loop
 * stands behind it (behind.ts). A loop that counts does not look at its fuel in each round (strips.ts).
 *
 * What must stay true:
 *  - a variable has values of one kind from the beginning;
 *  - between two labels only the values that the second one names pass, since compiled code can be entered at each label.
 */
import type { CallDescr, ClassDescr, TargetDescr } from '../../ir/descr.ts'
import { Const, Input, type Op, type Trace, type Value } from '../../ir/values.ts'
import { type Bridge, Crossing, Exit, type Leaving, type Tree } from '../../driver/tree.ts'
import { type Entrance, entrance } from '../wasm/enter.ts'
import { heapExpression, pureExpression } from './expressions.ts'
import { Fuel, headOf, isPoll, isPolled } from './fuel.ts'
import { asksOf, FULL, gathered, type Gathering, gatheringOf, HEADROOM, isGatheredIn, questionOf } from './gathering.ts'
import { GuardWriter } from './guards.ts'
import { isBox, passedOn } from './passing.ts'
import { goesOn, type Strip, stripOf } from './strips.ts'
import { initial } from './ways-out.ts'

/** How many other loops a function may hold, how many lines it may have, and the length of a line. */
const GRAFTS = 12
const LONGEST = 4000
const LINE = 30

/** How many operations a trace may have that leaves after a stint: V8 takes half a second for larger ones as a whole, and less for their loop. */
const RESUMED = 600

/** What going from one compiled loop to another costs, in operations, by which it is less worth. */
const CROSSING = -100

/** The text of a function and what it closes over. */
export interface Emitted {
  readonly text: string
  readonly held: readonly unknown[]
  /** By exit. */
  readonly leavings: readonly Leaving[]
  /** The trees of other loops that are in the text. */
  readonly grafted: readonly Tree[]
  /** Loops that are in WebAssembly as well, as text. */
  readonly loops: readonly string[]
}

/** What else is written into the text: see `Params`. */
export interface EmitOptions {
  readonly stress?: boolean
  readonly countsRuns?: boolean
  readonly stint?: number
  /** Which loops are written in WebAssembly as well, and what makes the language's integer of what they compute. */
  readonly wasm?: number
  readonly normal?: CallDescr | null
}

/** The whole tree, with those of its bridges that `isMerged` says. */
export function emitTree(tree: Tree, options: EmitOptions = {}): Emitted {
  return new Emitter(tree, options).tree()
}

/** A bridge of a tree on its own. */
export function emitBridge(bridge: Bridge, options: EmitOptions = {}): Emitted {
  return new Emitter(bridge.exit.tree, options).bridge(bridge)
}

class Emitter extends GuardWriter {
  /** Trees of other loops that are written into this function. */
  private readonly grafted = new Set<Tree>()
  private readonly stint: number
  private readonly wasm: number
  private readonly normal: CallDescr | null
  private readonly loops: string[] = []
  /** Boxes that are made where they are used. */
  private readonly late = new Set<Value>()
  /** Loops that gather, of which what they have is done with where the function is left. */
  private readonly gatherings: Gathering[] = []
  /** Loops that count, of whose rounds some are yet to be counted where the function is left. */
  private readonly strips: Strip[] = []
  private isTree = false
  /** A merged bridge begins the trace again. */
  private restarts = false
  /** The function finishes behind what it counts. */
  private finishes = false

  constructor(
    owner: Tree,
    { stress = false, countsRuns = false, stint = 400_000, wasm = 0, normal = null }: EmitOptions,
  ) {
    super(owner, new Fuel(stint), stress, countsRuns)
    this.stint = stint
    this.wasm = stress ? 0 : wasm
    this.normal = normal
    this.ways.normal = normal
  }

  tree(): Emitted {
    const trace = this.owner.root!
    this.isTree = true
    this.plan(trace)
    const labels = trace.ops.filter((op) => op.name === 'label')
    this.declareVariables(labels)
    let arity = trace.inputs.length
    for (const label of labels) arity = Math.max(arity, label.args.length)

    const isPeeled = labels.length > 0 && trace.ops[0] !== labels[0]
    if (isPeeled) this.begin('if (n === 0) {')
    trace.inputs.forEach((input, i) => {
      const isVariable = labels.some((label) => label.args.includes(input))
      if (isVariable) this.line(`${this.names.of(input)} = p${i}`)
      else this.parameter(input, `p${i}`)
    })
    if (labels.length === 0) this.countRun(this.owner)
    this.operations(trace.ops)
    for (let i = labels.length; i > 0; i--) this.endLoop()
    const parameters = Array.from({ length: arity }, (_, i) => `p${i}`)
    return this.finish(['n', ...parameters])
  }

  bridge(bridge: Bridge): Emitted {
    const { trace } = bridge
    this.plan(trace)
    this.countRun(bridge)
    const parameters = trace.inputs.map((input, i) => this.parameter(input, `p${i}`))
    this.operations(trace.ops)
    return this.finish(parameters)
  }

  private parameter(input: Input, name: string): string {
    this.names.alias(input, name)
    this.ways.lasting.add(name)
    return name
  }

  /** Variables for what labels name. */
  private declareVariables(labels: readonly Op[]): void {
    for (const label of labels) {
      for (const value of label.args) {
        const name = this.names.define(value)
        this.loopVariables.push(`${name}${initial(value.kind)}`)
        this.ways.lasting.add(name)
      }
    }
  }

  private finish(parameters: readonly string[]): Emitted {
    const { names, ways } = this
    const { fuel, lines } = this
    fuel.finish(lines)
    const body = lines.filter((line) => line !== '')
    const head = [`(${parameters.join(', ')}) => {`, '  let e = 0']
    if (this.counts) head.push(`  ${fuel.declarations}`)
    const variables = [...this.loopVariables, ...ways.variables, ...this.wayVariable, ...this.shared]
    if (variables.length > 0) head.push(`  let ${variables.join(', ')}`)
    const counted = this.counts
      ? [...this.strips.map((strip) => this.textOf(strip).refund), this.accounts].map((text) => `  ${text}`)
      : []
    if (this.finishes) head.push('  let result', '  done: {')
    head.push(ways.leadHome ? '  home: { leave: {' : '  leave: {')
    if (this.restarts) head.push('  top: for (;;) {')
    const gatherings = this.gatherings.map((gathering) => `  ${this.gathers(gathering, HEADROOM, this.isOver)}`)
    const tail = [this.restarts ? '  } }' : '  }', ...gatherings, ...ways.end(counted)]
    if (ways.leadHome) tail.push('  }', ...gatherings, ...ways.endAtHome(counted))
    if (this.finishes) tail.push('  }', ...counted, '  return result')
    return {
      grafted: [...this.grafted],
      loops: this.loops,
      text: [...head, ...body, ...tail, '}'].join('\n'),
      held: names.heldValues,
      leavings: ways.leavings,
    }
  }

  /** Whether the function is left because a loop is over, as text. */
  private get isOver(): string {
    return this.ways.loopsEnds.map((number) => `e === ${number}`).join(' || ')
  }

  /** Finds the tests that only decide: they need no variable. */
  protected override plan(trace: Trace): void {
    const candidates = new Set<Value>()
    const others = new Set<Value>()
    for (const op of trace.ops) {
      const decides = op.name === 'guard_true' || op.name === 'guard_false' || op.name === 'int_to_bool'
      if (!decides) for (const arg of op.args) others.add(arg)
      if (op.resume !== null) for (const value of op.resume.live) others.add(value)
      if (op.spec.isTest) candidates.add(op)
    }
    for (const value of candidates) if (!others.has(value)) this.tested.add(value as Op)
    this.planBoxes(trace)
  }

  /** Finds the boxes that are made for another loop, which will be written here and only passes them on: they are made where it is left. */
  private planBoxes({ ops }: Trace): void {
    const jump = ops.at(-1)
    if (jump?.name !== 'jump') return
    const target = jump.descr as TargetDescr
    if (target.index === 0 || target.tree === this.main || this.open.has(target) || !this.mayGraft(target)) return
    const passed = passedOn(target, this.open)
    const boxes = new Set<Value>(jump.args.filter((arg, i) => passed[i] && isBox(arg)))
    for (const op of ops) for (const [i, arg] of op.args.entries()) if (op !== jump || !passed[i]) boxes.delete(arg)
    for (const box of boxes) this.late.add(box)
  }

  protected override operations(ops: readonly Op[]): void {
    for (let i = 0; i < ops.length; i++) {
      const op = ops[i]
      const next = ops[i + 1] as Op | undefined
      this.passed++
      if (op.name === 'label') i += this.label(op, ops.slice(i + 1), ops.slice(0, i))
      else if (op.name === 'jump' && next?.name === 'label' && next.descr === op.descr) {
        this.endStretch()
        this.count(null)
        this.assign(next.args, op.args)
      } else if (this.guardByMark(op, next, ops[i + 2])) {
        i += 2
      } else if (this.guardByCast(op, next)) {
        i++
      } else if (op.isGuard) {
        if (isPolled(op) && this.isNeedless) continue
        if (op.name === 'guard_true' || op.name === 'guard_false') this.meet(op, ops.slice(i + 1))
        this.guard(op, ops[i - 1])
        if (isPolled(op)) this.fuel.isQuiet = true
      } else if (next?.name === 'guard_no_exception') {
        this.fuel.pass(op)
        this.tryCall(op, ops[++i])
      } else this.operation(op)
    }
    this.endStretch()
  }

  private operation(op: Op): void {
    const operands = op.args.map((arg) => this.operand(arg))
    if (isPoll(op)) return this.poll(op, heapExpression(op, operands, this.names))
    this.fuel.pass(op)
    switch (op.name) {
      case 'jump':
        return this.jump(op)
      case 'finish':
        return this.finishWith(operands[0])
      case 'debug_merge_point':
        return
      case 'call_assembler_r': {
        const name = this.define(op, true)
        this.line(
          `${this.stretch === null ? 'let ' : ''}${name} = ${this.names.hold((op.descr as TargetDescr).tree)}.run(${['0', ...operands].join(', ')})`,
        )
        return this.line(`if (${name} === LEFT) ${name} = out.complete()`)
      }
      case 'call_n':
        if (this.gathering !== null && isGatheredIn(this.gathering, op, this.originOf))
          return this.gather(this.gathering, operands[1])
        break
      case 'new_with_vtable':
        if (this.late.has(op)) return this.names.box(op, operands[0], op.descr as ClassDescr)
    }
    const { effect, isTest } = op.spec
    if (this.gathering !== null && asksOf(this.gathering, op, this.originOf))
      this.value(op, this.question(this.gathering, op, operands[0]))
    else if (op.name === 'int_to_bool' && this.inlined.has(op.args[0])) this.value(op, operands[0])
    else if (effect === 'pure' || effect === 'overflow') {
      const text = pureExpression(op, operands, this.names)
      if (this.tested.has(op)) this.inlined.set(op, text)
      else this.value(op, isTest ? `${text} ? 1 : 0` : text)
    } else this.value(op, heapExpression(op, operands, this.names))
  }

  private gather({ count, fold }: Gathering, double: string): void {
    if (fold !== null) {
      const state = [`${count}a`, `${count}b`, double]
      this.line(`${count}b = ${fold.second.render(state, this.names.constant)}`)
      this.line(`${count}a = ${fold.first.render(state, this.names.constant)}`)
    }
    this.line(`${this.names.hold(gathered())}[${count}] = ${double}; ${count} = (${count} + 1) | 0`)
  }

  private beginFold({ count, fold, object }: Gathering): void {
    if (fold === null) return
    this.loopVariables.push(`${count}a = NaN`, `${count}b = 0`)
    this.line(
      `if (${count} === ${HEADROOM}) { ${count}a = ${this.names.hold(fold.start)}(${this.names.of(object)}); ${count}b = 0 }`,
    )
  }

  private question({ count, fold }: Gathering, { descr }: Op, object: string): string {
    const { names } = this
    const { fold: own } = descr as CallDescr
    const asked = `${names.hold(questionOf(descr as CallDescr))}(${object}, ${count})`
    if (fold === null || fold !== own) return asked
    const [first, second] = [`${count}a`, `${count}b`]
    return `${count} > ${HEADROOM} && ${first} === ${first} ? ${fold.result.render([first, second], names.constant)} : ${asked}`
  }

  /** Whether a poll would find nothing; tests want each guard. */
  private get isNeedless(): boolean {
    return this.fuel.isQuiet && !this.stress
  }

  private poll(op: Op, text: string): void {
    if (this.isNeedless) return this.names.alias(op, '0')
    const answer = this.fuel.answer(text)
    if (answer === null) this.value(op, text)
    else this.names.alias(op, answer)
  }

  private finishWith(result: string): void {
    this.endStretch()
    if (!this.counts && this.open.size === 0) return this.line(`return ${result}`)
    this.finishes = true
    this.line(`result = ${result}; break done`)
  }

  // Loops.

  /** Begins a loop; how many of its operations are written with that. */
  private label(op: Op, ops: readonly Op[], before: readonly Op[]): number {
    const target = op.descr as TargetDescr
    this.endStretch()
    const isEntered = target.index > 0 && this.owner === this.main
    if (isEntered) {
      this.end()
      this.begin(`else if (n === ${target.index}) {`)
      op.args.forEach((value, i) => this.line(`${this.names.of(value)} = ${entering(value, `p${i}`)}`))
      this.end()
    }
    this.open.set(target, op.args)
    this.passed = 0
    if (this.fuel.hasCalled) this.look()
    this.fuel.hasCalled = false
    this.fuel.isQuiet = false
    const { length } = this.lines
    this.begin('for (;;) {')
    const { owner: tree, wasm: choice, normal, stint, countsRuns, names } = this
    const variable = (index: number): string => names.of(op.args[index])
    const hold = (value: unknown): string => names.hold(value)
    const leap = entrance({ tree, label: op, ops, choice, normal, stint, countsRuns, variable, hold })
    const strip = leap === null ? this.stripAt(op, ops, before) : null
    if (strip !== null) this.line(this.textOf(strip).empty)
    this.begin('if (fuel < 0) {')
    this.line(this.accounts)
    this.line(this.fuel.refill)
    this.look()
    this.attend(op, ops, before)
    this.gathering = gatheringOf(op, ops, `g${this.gatherings.length}`, (guard) => this.mergedAt(guard))
    if (this.gathering !== null) {
      this.loopVariables.push(`${this.gathering.count} = ${HEADROOM}`)
      this.gatherings.push(this.gathering)
      this.line(this.gathers(this.gathering, FULL))
    }
    if (isEntered && tree.root!.ops.length <= RESUMED) this.pause(target, op.args, leap)
    this.end()
    if (this.gathering !== null) this.beginFold(this.gathering)
    this.beginLoop(target, length, strip)
    this.countRun(this.owner)
    if (leap !== null) this.leap(leap)
    if (strip === null) return 0
    this.passed = 2
    return 2
  }

  /** How the loop behind a label counts. Tests want each guard where it stands. */
  private stripAt(label: Op, ops: readonly Op[], before: readonly Op[]): Strip | null {
    if (this.stress || !this.isTree) return null
    const strip = stripOf(label, ops, this.strips.length)
    if (strip === null) return null
    // Other code gives the variable a value before the strip begins.
    const { inputs, ops: all } = this.owner.root!
    const isElsewhere = all.some((op) => op !== label && op.name === 'label' && op.args.includes(strip.counter))
    if (isElsewhere || (before.length > 0 && inputs.includes(strip.counter))) return null
    // Ways through a round may gather more than its own does.
    const gathers = gatheringOf(label, ops, '', (guard) => this.mergedAt(guard)) !== null
    if (gathers && ops.some((op) => op.isGuard && op !== strip.guard && this.mergedAt(op) !== null)) return null
    this.strips.push(strip)
    this.loopVariables.push(this.textOf(strip).declaration)
    return strip
  }

  /** Leaves at a label for what waits, where the rounds need not ask then. */
  private attend(label: Op, ops: readonly Op[], before: readonly Op[]): void {
    const head = this.stress ? null : headOf(label, ops, before)
    if (head === null) return
    const { poll, guard } = head
    const resume = guard.resume!.forInterpreter
    const exit = new Exit(this.owner, guard, resume)
    this.line(`if (${heapExpression(poll, [], this.names)} !== 0) { ${this.ways.leave(resume.live, exit)} }`)
    this.fuel.isQuiet = true
  }

  /** Sees if something waits. */
  private look(): void {
    this.fuel.lookAt(this.lines.length)
    this.line('')
  }

  /** Goes round in WebAssembly for as long as that can, where it is quicker. */
  private leap({ lines, text }: Entrance): void {
    this.counts = true
    this.loops.push(text)
    for (const line of lines) {
      if (line === '}') this.end()
      else if (line.endsWith('{')) this.begin(line)
      else this.line(line)
    }
  }

  /** Leaves at a label where enough was done, unless the trace is to be given up. */
  private pause(target: TargetDescr, variables: readonly Value[], leap: Entrance | null): void {
    this.begin(`if (out.work > out.rest && !${this.names.hold(this.owner.validity)}.invalid) {`)
    this.line(`out.rest = out.work + ${this.stint}`)
    if (leap !== null) this.line(leap.again)
    this.line(this.ways.leave(variables, new Crossing(target, variables.length, null)))
    this.end()
  }

  private jump(op: Op): void {
    this.endStretch()
    const target = op.descr as TargetDescr
    const variables = this.open.get(target)
    const strip = this.stripTo(target)
    const isRound = strip === null || goesOn(strip, op.args, this.originOf)
    this.count(isRound ? strip : null)
    if (variables !== undefined) {
      if (strip !== null && isRound) return this.endRoundBy(op, variables, strip)
      if (strip !== null) this.line(this.textOf(strip).refund)
      this.assign(variables, op.args)
      this.line(this.again(target, isRound))
    } else if (this.isTree && target.tree === this.main) {
      this.restarts = true
      // From the part before the label, or to the start: as if entered from outside.
      this.assignTo(['n', ...op.args.map((_, i) => `p${i}`)], [new Const('i', target.index), ...op.args])
      this.line('continue top')
    } else if (this.mayGraft(target)) this.graft(target, op.args)
    else {
      const crossing = new Crossing(target, op.args.length, op.resume!)
      if (!this.isTree) this.enter(crossing, op.args)
      this.line(this.ways.leave([...op.args, ...op.resume!.live], crossing))
    }
  }

  private endRoundBy({ args }: Op, variables: readonly Value[], strip: Strip): void {
    const assign = (isTaken: (index: number) => boolean): void => {
      const taken = [...variables.keys()].filter(isTaken)
      this.assign(
        taken.map((i) => variables[i]),
        taken.map((i) => args[i]),
      )
    }
    this.endRound(strip, assign, this.names.of(args[strip.index]))
  }

  /** From a bridge that is a function of its own straight into the loop, which returns where it is left: that never goes deeper. */
  private enter({ target, validity }: Crossing, args: readonly Value[]): void {
    const { names } = this
    const tree = names.hold(target.tree)
    this.begin(`if (!${names.hold(validity)}.invalid && ${tree}.root !== null) {`)
    this.line(this.fuel.account(['out']))
    this.line(`out.work += ${CROSSING}`)
    this.line(`return ${tree}.run(${[String(target.index), ...args.map((arg) => names.of(arg))].join(', ')})`)
    this.end()
  }

  /** Whether a loop that is jumped to is written here: once per function, as long as V8 takes it. */
  protected override mayGraft(target: TargetDescr): boolean {
    const other = target.tree as Tree
    if (!this.isTree || this.stress || other.root === null || !other.has(target) || other.location.isFunction)
      return false
    if (this.grafted.has(other)) return false
    return this.grafted.size < GRAFTS && this.lines.length + other.text.length / LINE < LONGEST
  }

  /** Another loop, within this one. */
  private graft({ tree, index }: TargetDescr, args: readonly Value[]): void {
    const { owner, tested, passed, names, gathering, fuel } = this
    const { hasCalled, isQuiet } = fuel
    this.owner = tree as Tree
    this.grafted.add(this.owner)
    this.tested = new Set()
    const { inputs, ops } = this.owner.root!
    this.plan({ inputs, ops })
    const labels = ops.filter((op) => op.name === 'label')
    this.declareVariables(labels)
    if (index === 0) {
      const variables = inputs.filter((input) => labels.some((label) => label.args.includes(input)))
      inputs.forEach((input, i) => {
        if (!variables.includes(input)) names.same(input, args[i])
      })
      this.assign(
        variables,
        variables.map((variable) => args[inputs.indexOf(variable)]),
      )
      this.operations(ops)
    } else {
      const from = ops.findIndex((op) => op.name === 'label' && (op.descr as TargetDescr).index === index)
      const label = ops[from]
      const passed = passedOn(label.descr as TargetDescr, this.open)
      const isPassed = label.args.map((_, i) => passed[i] && names.boxOf(args[i]) !== undefined)
      this.assign(
        label.args.filter((_, i) => !isPassed[i]),
        args.filter((_, i) => !isPassed[i]),
      )
      label.args.forEach((arg, i) => {
        if (isPassed[i]) names.same(arg, args[i])
      })
      this.operations(ops.slice(from))
    }
    for (const { descr } of labels.toReversed()) {
      if (!this.open.has(descr as TargetDescr)) continue
      this.endLoop()
      this.open.delete(descr as TargetDescr)
    }
    this.owner = owner
    this.tested = tested
    this.passed = passed
    this.gathering = gathering
    fuel.hasCalled = hasCalled
    fuel.isQuiet = isQuiet
  }

  protected override get mayBeLeftToHost(): boolean {
    return this.isTree && !this.stress && this.main.bridges.some(({ isMerged }) => isMerged)
  }

  /** Adds what was done since there was new fuel to what compiled code has done. */
  private get accounts(): string {
    return this.fuel.account(['out', this.names.hold(this.main)])
  }

  /** Assigns all variables of a loop at once. */
  private assign(variables: readonly Value[], values: readonly Value[]): void {
    this.assignTo(
      variables.map((variable) => this.names.of(variable)),
      values,
      variables.map((variable, i) => conversion(variable, values[i])),
    )
  }

  private assignTo(variables: readonly string[], values: readonly Value[], conversions: readonly string[] = []): void {
    this.assignTexts(
      variables,
      values.map((value, i) => {
        const text = this.names.of(value)
        if (this.names.boxOf(value) === undefined || text === variables[i]) return text
        // What it is made of may be assigned first.
        return this.keep(text)
      }),
      conversions,
    )
  }
}

/** A value that comes in from outside, in a form of which V8 knows the type. */
function entering(value: Value, parameter: string): string {
  if (value instanceof Input && value.isInt32) return `${parameter} | 0`
  if (value instanceof Input && value.isUint32) return `${parameter} >>> 0`
  return value.kind === 'r' ? parameter : `+${parameter}`
}

/** What stands behind a value that a variable takes, so that V8 knows a variable of 32 bits as one: where guards alone know of the value, it does not. */
function conversion(variable: Value, value: Value): string {
  if (!(variable instanceof Input) || value instanceof Const) return ''
  if (variable.isInt32) return value.isInt32 ? '' : ' | 0'
  if (!variable.isUint32) return ''
  return value.isInt32 || value.isUint32 ? '' : ' >>> 0'
}
