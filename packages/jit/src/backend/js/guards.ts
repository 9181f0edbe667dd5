/**
 * The guards of a trace: their conditions, and what is written where one fails, which is its bridge or a way out (ways-out.ts).
 *
 * What must stay true: what is known of the text so far (tests, stretches, what is gathered, whether a call was made) is behind a guard what it was before it,
 * however much its bridge has written in between.
 */
import type { Bridge, Tree } from '../../driver/tree.ts'
import type { ArrayDescr, ClassDescr, TargetDescr } from '../../ir/descr.ts'
import { Const, type Input, Op, type Trace, type Value } from '../../ir/values.ts'
import { goesAround, OpenLoop } from './behind.ts'
import { guardCondition, heapExpression, property } from './expressions.ts'
import { burn, type Fuel } from './fuel.ts'
import { type Gathering, endingOf, HEADROOM, lengthOfUse, staysIn } from './gathering.ts'
import { isForetold, meetingOf } from './meeting.ts'
import { goesOn, ORDERS, type Strip, StripText } from './strips.ts'
import { initial, leadsHome, Stretch, WaysOut } from './ways-out.ts'
import { Writer } from './writer.ts'

/** How many exits assign in one place what they hand out. */
const STRETCH = 8

/** How many operations more than a round of its own a way through a loop that counts may take without counting them. */
const MANY = 40

export abstract class GuardWriter extends Writer {
  /** The tree that the function is of. */
  protected readonly main: Tree
  /** The tree of the trace that is being written. */
  protected owner: Tree
  protected readonly ways: WaysOut
  protected readonly fuel: Fuel
  protected readonly stress: boolean
  protected readonly countsRuns: boolean
  /** Labels that jumps can continue at, with their variables. */
  protected readonly open = new Map<TargetDescr, readonly Value[]>()
  /** The loops around what is being written, the innermost last. */
  private readonly around: OpenLoop[] = []
  /** Variables of loops, and of what is behind them, declared before everything else. */
  protected readonly loopVariables: string[] = []
  /** Several bridges stand behind one loop: a variable says which it is left for. */
  private choosesWay = false
  /** Tests that are written where they are used. */
  protected readonly inlined = new Map<Value, string>()
  protected tested = new Set<Op>()
  /** Operations since the last label, which a jump counts as done. */
  protected passed = 0
  protected counts = false
  /** What the loop that is being written gathers. */
  protected gathering: Gathering | null = null
  /** What the inputs of merged bridges are. */
  private readonly origins = new Map<Value, Value>()
  /** The stretch of exits that is being written. */
  protected stretch: Stretch | null = null
  private stretches = 0
  /** Variables for values that are computed in one stretch and used in others. */
  protected readonly shared: string[] = []
  private meetings = 0

  constructor(owner: Tree, fuel: Fuel, stress: boolean, countsRuns: boolean) {
    super()
    this.main = owner
    this.ways = new WaysOut(this.names, owner)
    this.owner = owner
    this.fuel = fuel
    this.stress = stress
    this.countsRuns = countsRuns
  }

  /** Whether the function has run for a while, and may be made again. */
  protected abstract get mayBeLeftToHost(): boolean

  /** Looks through a trace before it is written. */
  protected abstract plan(trace: Trace): void

  protected abstract operations(ops: readonly Op[]): void

  protected guard(op: Op, before: Op | undefined): void {
    switch (op.name) {
      case 'guard_always_fails':
        return this.leave(op)
      case 'guard_true':
        return this.branch(`!(${this.condition(op.args[0])})`, op)
      case 'guard_false':
        return this.branch(this.condition(op.args[0]), op)
      case 'guard_not_invalidated':
        return this.branch(`${this.names.hold(this.owner.validity)}.invalid`, op)
      case 'guard_no_overflow':
      case 'guard_overflow': {
        const test = isSafe(before!, this.names.of(before!), this.main.location.grown.has('sums'))
        return this.branch(op.name === 'guard_overflow' ? test : `!(${test})`, op)
      }
    }
    const operands = op.args.map((arg) => this.operand(arg))
    const isWary = this.owner.exitOf(op).bridge !== null
    this.branch(`!(${guardCondition(op, operands, this.names, isWary)})`, op)
  }

  /**
   * A guard of a class which all values with a certain field belong to, the load of that field, and a guard of what it holds: whether it is there is
   * asked where it holds something else. True where this can be.
   */
  protected guardByMark(guard: Op, load: Op | undefined, next: Op | undefined): boolean {
    if (this.stress || guard.name !== 'guard_class' || load === undefined || next?.name !== 'guard_value') return false
    const { mark } = guard.descr as ClassDescr
    const [value] = guard.args
    if (mark === null || load.descr !== mark || load.args[0] !== value || next.args[0] !== load) return false
    if (this.owner.exitOf(guard).bridge !== null) return false
    this.passed += 2
    const object = this.operand(value)
    if (this.isLeftToHost(guard)) this.tryLoad(load, property(object, mark), guard)
    else {
      this.branch(`${object} === null${isFromFull(value) ? '' : ` || ${object} === undefined`}`, guard)
      this.value(load, property(object, mark))
    }
    const name = this.names.of(load)
    const condition = guardCondition(next, [name, this.operand(next.args[1])], this.names)
    this.begin(`if (!(${condition})) {`)
    this.begin(`if (${name} === undefined) {`)
    this.leave(guard)
    this.end()
    this.leave(next)
    this.end()
    if (this.stretch !== null && this.stretch.states >= STRETCH) this.endStretch()
    return true
  }

  /**
   * A guard that a reference is an integer, and the cast: it is what it is as one of 32 bits. For V8 both are one check of its own, that it is a small integer, which arithmetic would
   * make again behind a `typeof`, since that finds large numbers too. True where this can be.
   */
  protected guardByCast(guard: Op, cast: Op | undefined): boolean {
    const [value] = guard.args
    if (this.stress || guard.name !== 'guard_class' || cast?.name !== 'ref_to_int' || cast.args[0] !== value)
      return false
    if ((cast.concrete | 0) !== cast.concrete || !this.isLeftToHost(guard)) return false
    this.passed++
    const object = this.operand(value)
    this.beginStretch(guard)
    const name = this.defineOutside(cast)
    // What throws is no number, and so not what an earlier round has left in the variable.
    this.line(`try { ${name} = ${object} | 0 } catch {}`)
    this.begin(`if (${name} !== ${object}) {`)
    this.leaveToHost(guard)
    this.end()
    if (this.stretch !== null && this.stretch.states >= STRETCH) this.endStretch()
    return true
  }

  /**
   * Whether a guard that no value is missing, or that one is an integer, leaves that to the host, which throws then. V8 sees no more in that than a check of its own, which it
   * makes anyway, but the first time it fails costs the function: only where that was made again, and the guard has never failed before.
   */
  private isLeftToHost(guard: Op): boolean {
    const { isUntouched, isWary } = this.owner.exitOf(guard)
    return this.mayBeLeftToHost && isUntouched && !isWary
  }

  /** Loads a field of what may not be there. */
  private tryLoad(load: Op, text: string, guard: Op): void {
    this.beginStretch(guard)
    const name = this.defineOutside(load)
    this.begin(`try { ${name} = ${text} } catch {`)
    this.leaveToHost(guard)
    this.end()
  }

  /** A variable that is assigned within a block, and used behind that. */
  private defineOutside(op: Op): string {
    const name = this.define(op, true)
    if (this.stretch === null) this.line(`let ${name}${initial(op.kind)}`)
    return name
  }

  private leaveToHost(guard: Op): void {
    this.leave(guard)
    this.ways.foundByHost()
  }

  /** Both ways of a guard with a bridge at once, where they meet. */
  protected meet(guard: Op, rest: readonly Op[]): void {
    const { bridge } = this.owner.exitOf(guard)
    const target = rest.at(-1)?.descr as TargetDescr
    const variables = this.open.get(target)
    if (this.stress || bridge === null || !bridge.isMerged || bridge.isForetold) return
    if (variables === undefined) return
    if (this.gathering !== null) return
    if (isForetold(guard.args[0], variables, rest.at(-1)!.args, this.origins)) return
    const { trace } = bridge
    const hasBridge = (op: Op): boolean => op.isGuard && this.owner.exits.get(op.resume!)?.bridge?.isMerged === true
    if (rest.some(hasBridge) || trace.ops.some(hasBridge)) return
    const [test] = guard.args
    const fails = guard.name === 'guard_true' ? `!(${this.condition(test)})` : `(${this.condition(test)})`
    const label = `meet${this.meetings++}`
    const strip = this.stripTo(target)
    const isRound = (args: readonly Value[]): boolean => strip === null || goesOn(strip, args, this.originOf)
    bridge.trace.inputs.forEach((input, i) => this.origins.set(input, guard.resume!.live[i]))
    if (!isRound(rest.at(-1)!.args) || !isRound(trace.ops.at(-1)!.args)) return
    const meeting = meetingOf(rest, trace, guard.resume!.live, fails, label, this.names, this.fuel)
    if (meeting === null) return
    this.begin(`${label}: {`)
    for (const line of meeting.lines) this.line(line)
    if (this.countsRuns) this.line(`${this.names.hold(bridge)}.runs -= ${meeting.chosen}`)
    this.passed += rest.length
    this.count(strip)
    this.passed -= rest.length
    const assign = (isTaken: (index: number) => boolean): void => {
      const taken = [...variables.keys()].filter(isTaken)
      this.assignTexts(
        taken.map((i) => this.names.of(variables[i])),
        taken.map((i) => meeting.values[i]),
      )
    }
    if (strip !== null) this.endRound(strip, assign, meeting.values[strip.index])
    else {
      assign(() => true)
      this.line(this.again(target))
    }
    this.end()
  }

  protected condition(value: Value): string {
    return this.inlined.get(value) ?? `${this.names.of(value)} !== 0`
  }

  private branch(failure: string, guard: Op): void {
    this.beginStretch(guard)
    const stress = this.stress && !guard.resume!.isOtherOutcome
    this.begin(
      stress ? `if (${this.names.hold(this.owner.exitOf(guard))}.failsOnce() || ${failure}) {` : `if (${failure}) {`,
    )
    this.leave(guard)
    this.end()
    if (this.stretch !== null && this.stretch.states >= STRETCH) this.endStretch()
  }

  /** A call whose function may throw, and the guard behind it. */
  protected tryCall(op: Op, guard: Op): void {
    const text = heapExpression(
      op,
      op.args.map((arg) => this.operand(arg)),
      this.names,
    )
    if (op.kind === 'v') this.begin(`try { ${text} } catch (error) {`)
    else {
      const name = this.define(op, true)
      if (this.stretch === null) this.line(`let ${name}`)
      this.begin(`try { ${name} = ${text} } catch (error) {`)
    }
    this.line('out.error = error')
    this.leave(guard)
    this.end()
  }

  /** The guard has failed: its bridge, or out. */
  protected leave(guard: Op): void {
    const exit = this.owner.exitOf(guard)
    const { live } = guard.resume!
    const { bridge } = exit
    if (bridge?.isMerged) {
      const loop = this.around.at(-1)
      bridge.trace.inputs.forEach((input, i) => this.origins.set(input, live[i]))
      if (loop !== undefined && !loop.isBehind && goesAround(bridge, loop.target, this.originOf, this.leadsOn))
        this.breakOut(loop, bridge, live)
      else {
        bridge.trace.inputs.forEach((input, i) => this.names.same(input, live[i]))
        this.writeBridge(bridge, this.owner)
      }
    } else if (this.stretch === null || leadsHome(exit)) this.line(this.ways.leave(live, exit, this.endsLoop(guard)))
    else this.line(this.ways.leaveStretch(live, exit, this.stretch, this.lines.length))
  }

  /** Whether a guard asks at the head of the loop that the function is of whether what is counted or measured has come to its end. */
  private endsLoop({ args: [test], resume }: Op): boolean {
    if (this.around.length === 0 || this.owner !== this.main || !(test instanceof Op)) return false
    const { frames, home } = resume!
    return test.name in ORDERS && frames[0].pc === home?.pc
  }

  private writeBridge({ trace, exit }: Bridge, owner: Tree): void {
    const { tested, passed, stretch, gathering, fuel } = this
    const { hasCalled, isQuiet } = fuel
    const outer = this.owner
    this.owner = owner
    this.tested = new Set()
    this.stretch = null
    let asked = 0
    if (gathering !== null && !staysIn(gathering, trace, this.originOf)) {
      asked = lengthOfUse(gathering, trace, this.originOf)
      if (asked < 0) this.endGathering(gathering, this.gathers(gathering))
    }
    this.plan(trace)
    this.countRun(exit.bridge as Bridge)
    if (asked > 0) {
      this.operations(trace.ops.slice(0, asked))
      this.endGathering(gathering!, `${gathering!.count} = ${HEADROOM}`)
    }
    this.operations(trace.ops.slice(Math.max(asked, 0)))
    this.owner = outer
    this.tested = tested
    this.passed = passed
    fuel.hasCalled = hasCalled
    fuel.isQuiet = isQuiet
    this.stretch = stretch
    this.gathering = gathering
  }

  // Loops.

  /** Whether a loop that is jumped to is written where the jump is. */
  protected abstract mayGraft(target: TargetDescr): boolean

  private readonly leadsOn = (target: TargetDescr): boolean =>
    target.tree !== this.main && !this.open.has(target) && this.mayGraft(target)

  /** The lines of a loop begin, within one that looks around, which has begun at `line`. */
  protected beginLoop(target: TargetDescr, line: number, strip: Strip | null): void {
    const loop = new OpenLoop(target, line, strip)
    if (strip !== null) this.beginStrip(loop, strip)
    this.begin(`${this.labelOf(target)}: for (;;) {`)
    this.around.push(loop)
    if (strip === null) this.line('if (fuel < 0) break')
  }

  /** What stands in front of a strip. Whether the loop is at its end is asked behind it, which is the way out of the strip unless another is taken. */
  private beginStrip(loop: OpenLoop, strip: Strip): void {
    const text = this.textOf(strip)
    for (const line of text.bound) this.line(line)
    this.putOff(loop, () => {
      this.line(`if (${text.goesOn}) continue N${this.labelOf(loop.target)}`)
      this.leave(strip.guard)
    })
    this.begin(`if (${text.hasRound()}) {`)
  }

  /** What stands behind a strip, however it was left. */
  private endStrip(text: StripText): void {
    this.end()
    this.line(text.refund)
    this.line(text.empty)
  }

  /** The end of a round: on with the next one, or out of the strip, with what the loop's variables are then. */
  protected endRound(strip: Strip, assign: (isTaken: (index: number) => boolean) => void, counter: string): void {
    this.begin(`if (${this.textOf(strip).hasRound(counter)}) {`)
    assign((index) => !strip.idle.has(index))
    this.line(this.again(strip.target))
    this.end()
    assign(() => true)
    this.line(`break ${this.labelOf(strip.target)}`)
  }

  protected textOf(strip: Strip): StripText {
    return new StripText(strip, (value) => this.names.of(value), this.fuel.most)
  }

  /** How a loop counts that is being written. */
  protected stripTo(target: TargetDescr): Strip | null {
    return this.around.find((loop) => loop.target === target && !loop.isBehind)?.strip ?? null
  }

  /** Takes note of what was done since the label; in the strip of a loop that counts, of what a way through it does beyond. */
  protected count(strip: Strip | null): void {
    this.counts = true
    const more = strip === null ? this.passed : this.passed - strip.cost
    if (strip === null || more > MANY) this.line(burn(more))
  }

  /** The innermost loop ends; behind it are the bridges that go around it. */
  protected endLoop(): void {
    const loop = this.around.at(-1)!
    const { lines, margin } = this
    this.end()
    loop.isBehind = true
    const { putOff } = loop
    if (putOff.length > 0) {
      lines[loop.line] = lines[loop.line].replace('for', `N${this.labelOf(loop.target)}: for`)
      if (loop.strip === null) this.line('if (fuel < 0) continue')
      else this.endStrip(this.textOf(loop.strip))
    }
    putOff.forEach(({ line, write }, i) => {
      const isLast = i === putOff.length - 1
      if (putOff.length > 1) {
        this.choosesWay = true
        lines[line] = `${margin}way = ${i}`
      }
      if (!isLast) this.begin(`if (way === ${i}) {`)
      write()
      if (!isLast) this.end()
    })
    this.around.pop()
    this.end()
  }

  protected get wayVariable(): readonly string[] {
    return this.choosesWay ? ['way = 0'] : []
  }

  /** Has a bridge stand behind the loop that it is in, with what it is given in variables that are known there. */
  private breakOut(loop: OpenLoop, bridge: Bridge, live: readonly Value[]): void {
    bridge.trace.inputs.forEach((input, i) => this.handOut(input, live[i]))
    const { owner } = this
    this.putOff(loop, () => this.writeBridge(bridge, owner))
    this.line(`break ${this.labelOf(loop.target)}`)
  }

  /** Writes something behind a loop, with what is known of the text here, where a variable will say that it is left for that. */
  private putOff(loop: OpenLoop, what: () => void): void {
    const { owner, passed, gathering, fuel } = this
    const { hasCalled, isQuiet } = fuel
    const write = (): void => {
      const outer = this.owner
      this.owner = owner
      this.passed = passed
      this.gathering = gathering
      fuel.hasCalled = hasCalled
      fuel.isQuiet = isQuiet
      what()
      this.owner = outer
    }
    loop.putOff.push({ line: this.lines.length, write })
    this.line('')
  }

  private handOut(input: Input, value: Value): void {
    const { names } = this
    const box = names.boxOf(value)
    const text = box === undefined ? names.of(value) : box.content
    if (value instanceof Const || this.ways.lasting.has(text)) return names.same(input, value)
    const kind = box === undefined ? input.kind : 'f'
    const name = names.define(input, kind)
    this.loopVariables.push(name + initial(kind))
    this.line(`${name} = ${text}`)
    if (box !== undefined) names.box(input, name, box.descr)
  }

  /** What goes on with the next round of a loop, or begins it anew. */
  protected again(target: TargetDescr, isRound = true): string {
    const isBehind = this.around.some((loop) => loop.target === target && loop.isBehind)
    return `continue ${isBehind || !isRound ? 'N' : ''}${this.labelOf(target)}`
  }

  // Stretches.

  /** A guard begins a stretch of exits, unless it stands in one. */
  private beginStretch(guard: Op): void {
    const exit = this.owner.exitOf(guard)
    if (this.stretch !== null || exit.bridge?.isMerged || leadsHome(exit)) return
    this.stretch = new Stretch(this.stretches++, this.lines.length)
    this.line('')
  }

  protected endStretch(): void {
    const { stretch, lines, margin } = this
    if (stretch === null) return
    this.stretch = null
    const { number, spares, defined, line, exits, handedOut } = stretch
    if (!stretch.isWorthIt) {
      lines[line] = ''
      for (const exit of exits) lines[exit.line] = `${margin}  ${exit.stores.join('')}e = ${exit.number}; break leave`
      for (const { line: at, name, isAssigned } of defined) {
        if (isAssigned) this.shared.push(name)
        else lines[at] = lines[at].replace(name, `const ${name}`)
      }
      return
    }
    const declared = handedOut.length === 0 ? '' : `let ${handedOut.join(', ')}\n${margin}`
    lines[line] = `${margin}${declared}past${number}: { out${number}: {`
    this.line(`break past${number} }`)
    for (const [name, spare] of spares) this.line(`${spare} = ${name}`)
    this.line('break leave }')
    for (const { name } of defined) if (!spares.has(name)) this.shared.push(name)
  }

  protected operand(value: Value): string {
    const inlined = this.inlined.get(value)
    return inlined === undefined ? this.names.of(value) : inlined
  }

  protected value(op: Op, text: string): void {
    this.line(op.kind === 'v' ? text : `${this.stretch === null ? 'const ' : ''}${this.define(op)} = ${text}`)
  }

  protected define(op: Op, isAssigned = false): string {
    const name = this.names.define(op)
    this.stretch?.defined.push({ line: this.lines.length, name, kind: op.kind, isAssigned })
    return name
  }

  protected readonly originOf = (value: Value): Value => {
    const origin = this.origins.get(value)
    return origin === undefined ? value : this.originOf(origin)
  }

  /** Puts what was gathered into the object, if it is more than some; `isAll` says, as text, whether there will be no more. */
  protected gathers({ descr, object, count }: Gathering, more = HEADROOM, isAll = ''): string {
    const { names } = this
    const operands = [names.of(object), count, ...(isAll === '' ? [] : [isAll])]
    return `if (${count} > ${more}) ${count} = ${names.hold(endingOf(descr))}(${operands.join(', ')})`
  }

  private endGathering({ count, fold }: Gathering, text: string): void {
    this.line(text)
    if (fold !== null) this.line(`${count}a = NaN`)
    this.gathering = null
  }

  /** The bridge that is written where a guard fails; null where there is none. */
  protected mergedAt(guard: Op): Trace | null {
    const { bridge } = this.owner.exitOf(guard)
    return bridge?.isMerged === true ? bridge.trace : null
  }

  protected countRun(counted: Tree | Bridge): void {
    if (this.countsRuns) this.line(`${this.names.hold(counted)}.runs++`)
  }

  protected labelOf({ tree, index }: TargetDescr): string {
    return tree === this.main ? `L${index}` : `T${(tree as Tree).number}L${index}`
  }
}

/** Whether a value is the item of an array in which none is undefined. */
const isFromFull = (value: Value): boolean =>
  value instanceof Op && value.name === 'getarrayitem_gc_r' && (value.descr as ArrayDescr).isFull

/**
 * The test that the result of an operation which may overflow is an integer. A sum that had 32 bits when it was recorded is asked for that first: where V8
 * computes with such it leaves the question out, and else makes a double of the result to compare it. What has left 32 bits in a loop whose sums grow is a double anyway, and so is a
 * product of which nothing is guessed (optimize/bounds.ts).
 */
function isSafe({ name: operation, side, concrete }: Op, name: string, hasGrown: boolean): string {
  const tests: string[] = []
  if (side !== 'above') tests.push(`${name} >= ${Number.MIN_SAFE_INTEGER}`)
  if (side !== 'below') tests.push(`${name} <= ${Number.MAX_SAFE_INTEGER}`)
  const test = tests.join(' && ')
  const isSum = operation === 'int_add_ovf' || operation === 'int_sub_ovf'
  return isSum && !hasGrown && (concrete | 0) === concrete ? `(${name} | 0) === ${name} || ${test}` : test
}
