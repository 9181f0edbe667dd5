// What the texts of all forms have in common, and where their loops enter traces: at the end of a round, or before the first.
//
// What must stay true: where a trace comes back at the head of a loop, or behind one, no more and no fewer exceptions are handled than where it was
// entered.
import { owned, type W_Dict } from '@typhon/objspace'
import * as Op from '../generated/opcodes.ts'
import type { Resumption, W_Code } from '../objects/code.ts'
import { SUSPENDED } from '../objects/generator.ts'
import { firstTemporary, heldRegisters } from '../eval/liveness.ts'
import { isOwnYield } from '../eval/resume.ts'
import { allHandledAt } from '../tracing/shadow.ts'
import { type Entrance, entranceOf } from '../tracing/hot.ts'
import { headsOf } from '../tracing/loops.ts'
import { countRound, enterTrace, type Head, isEnteredAtHead, type Suspension, type Ways } from './entrances.ts'
import { GainText, isFollowed } from './gains.ts'
import { type Block, type Graph, handledIn, isInLoop, rowAt } from './graph.ts'
import { boxedValue } from './numbers.ts'
import { readsOf, writesOf } from './operands.ts'
import { behindSuspension } from './pieces.ts'
import { PromptText } from './prompt.ts'
import { comprehendedLists } from './comprehensions.ts'
import { isLabelled } from './structure.ts'
import { Text } from './text.ts'
import { type State, Types } from './types.ts'

/** What the text is compiled for. */
export interface Target {
  readonly code: W_Code
  readonly globals: W_Dict
  readonly builtins: W_Dict
  readonly base: number
}

export abstract class TracedText {
  protected readonly target: Target
  protected readonly code: Int32Array
  protected readonly graph: Graph
  protected readonly framed: boolean
  /** Where a piece begins, null for functions and loops. */
  protected readonly resumption: Resumption | null
  protected readonly isPiece: boolean
  /** Whether it is the start of a coroutine, which is a function but for its ends. */
  protected readonly isStart: boolean
  protected readonly text: Text
  protected readonly root: State
  protected readonly handled: Map<Block, readonly number[]>
  private readonly entrances = new Map<Block, Entrance | null>()
  /** The lists that loops fill for comprehensions, by the heads of these. */
  private readonly comprehended: ReadonlyMap<number, number>
  /** Tests for --gc=prompt, null without it. */
  protected readonly prompt: PromptText | GainText | null

  constructor(
    target: Target,
    graph: Graph,
    framed: boolean,
    root: State,
    guesses: boolean,
    resumption: Resumption | null = null,
    isStart = false,
  ) {
    const isPiece = resumption !== null
    this.isStart = isStart
    this.resumption = resumption
    this.isPiece = isPiece
    this.target = target
    this.code = target.code.code
    this.comprehended = comprehendedLists(this.code)
    this.graph = graph
    this.framed = framed
    this.root = root
    this.text = new Text(
      target.code,
      framed,
      target.base,
      new Types(target.code, target.globals, graph, root, guesses),
      root,
      isPiece ? this.variablesOfPiece() : null,
    )
    this.handled = handledIn(this.code, graph, allHandledAt(target.code, graph.root.start))
    this.text.follows = isFollowed(target.code)
    if (this.text.follows) {
      this.prompt = new PromptText(this.text, graph, (r) => this.text.hasVariable(r))
    } else this.prompt = owned.enabled ? new GainText(this.text) : null
  }

  protected variablesOfPiece(): Set<number> {
    const [loads, stores] = this.touched()
    return new Set([...loads, ...stores])
  }

  /** The registers that the code reads, and those that it writes. */
  protected touched(): [Set<number>, Set<number>] {
    const { code } = this
    const reads = new Set<number>()
    const writes = new Set<number>()
    const sent = this.resumption?.sent ?? -1
    if (sent >= 0) writes.add(sent)
    const { exceptionTable: table } = this.target.code.unit
    for (const block of this.graph.blocks) {
      for (let pc = block.start; pc < block.end; pc += Op.OPLEN[code[pc]]) {
        for (const r of [...readsOf(code, pc), ...(code[pc] === Op.CHECK_LOCAL ? [code[pc + 1]] : [])])
          if (r < this.root.length) reads.add(r)
        for (const r of writesOf(code, pc)) writes.add(r)
      }
      if (block.handler !== null)
        for (const r of [table[block.row + 3], table[block.row + 4]]) if (r >= 0) writes.add(r)
    }
    return [reads, writes]
  }

  /** What all registers hold, as an array. */
  protected values(): string {
    const { text } = this
    return `[${text
      .variables()
      .map((_, r) => boxedValue(text, r))
      .join(', ')}]`
  }

  protected handles(): boolean {
    return [...this.handled.values()].some((stack) => stack.length > 0)
  }

  /** Whether it is the head of a loop for all who run the code. Where a piece begins in the middle of a loop, the graph has that begin elsewhere. */
  private isHead({ start, loop }: Block): boolean {
    return loop !== null && headsOf(this.target.code).has(start)
  }

  /** Where traces of a loop are entered; null where there will be none. */
  private entranceAt(head: Block): Entrance | null {
    if (!this.isHead(head)) return null
    let entrance = this.entrances.get(head)
    if (entrance === undefined)
      this.entrances.set(head, (entrance = entranceOf(this.target.code, head.start, this.target.globals)))
    return entrance
  }

  /** Whether there are loops that have traces, or may get some. */
  protected get entersTraces(): boolean {
    return this.graph.blocks.some((block) => this.entranceAt(block) !== null)
  }

  /** Whether traces are entered at the head of a loop. */
  private isEntered(head: Block): boolean {
    const entrance = this.entranceAt(head)
    return entrance !== null && isEnteredAtHead(entrance)
  }

  /** Whether the variable `b` is set where a loop begins. */
  private tellsEntries(head: Block): boolean {
    return head !== this.graph.root && this.isEntered(head)
  }

  /** Tells the head of a loop that it is come to from outside. */
  protected beginning(from: Block, target: Block): string {
    return target.isLoopHead && from.order < target.order && this.tellsEntries(target) ? 'b = 1\n' : ''
  }

  /** At the end of a loop's round: a trace is recorded where that is due. */
  protected countRound(block: Block, head: Block): string {
    const entrance = this.entranceAt(head)
    if (entrance === null) return ''
    const { hot } = this.ways(entrance, head, this.isHandlingIn(block))
    return countRound(this.text, entrance, head.start, hot)
  }

  private isHandlingIn(block: Block): boolean {
    return (this.handled.get(block) as readonly number[]).length > 0
  }

  /** At the head of a loop: its traces go on with it. */
  protected toTrace(head: Block, go: (target: Block) => string): string {
    const { text } = this
    const { types } = text
    if (!this.isEntered(head)) return ''
    const entrance = this.entranceAt(head) as Entrance
    const heads: Head[] = []
    const { length } = this.handled.get(head) as readonly number[]
    for (let h: Block | null = head; h !== null; h = h.isLoopHead ? h.outer : h.loop) {
      if (!this.isHead(h)) continue
      const stack = this.handled.get(h) as readonly number[]
      if (stack.length !== length) break
      const again = length === 0 ? '' : this.handling(text.reg(stack[length - 1]))
      heads.push({ pc: h.start, state: types.entry.get(h) as State, go: again + (h === head ? '' : go(h)) })
      const [end] = h.next
      if (this.code[h.start] !== Op.FOR_ITER || !isLabelled(end)) continue
      // Where the code begins at a loop within others, these go round through that: its end is in it, and may be before this.
      if (isInLoop(end, h) && end.order < head.order) continue
      heads.push({ pc: end.start, state: types.entry.get(end) as State, go: again + this.atEndOf(h.start) + go(end) })
    }
    return enterTrace(
      text,
      entrance,
      { heads, suspensions: this.suspensions(length) },
      this.ways(entrance, head, length > 0),
    )
  }

  /** What is done where the loop of a FOR_ITER is over. */
  protected atEndOf(pc: number): string {
    const list = this.comprehended.get(pc)
    return list === undefined ? '' : `${this.text.use('complete')}(${this.text.reg(list)})\n`
  }

  /** Says what the function handles now, null for nothing. */
  private handling(what: string | null): string {
    return this.framed ? `FR.handled = ${what}\n` : `C.handled = ${what ?? 'h0'}\n`
  }

  /** Where a piece of a generator ends that a trace may come to which handles so many exceptions. */
  private suspensions(handled: number): readonly Suspension[] {
    if (!this.isPiece || this.text.follows || handled > 0) return []
    const all: Suspension[] = []
    const [, stores] = this.touched()
    for (const block of this.graph.blocks) {
      const pc = block.last
      if (!isOwnYield(this.code, pc) || (this.handled.get(block) as readonly number[]).length > 0) continue
      const given = this.code[pc + 2]
      all.push({ pc, given, isOnlyGiven: this.isOnlyGiven(pc, given), put: stores, end: this.suspended(pc) })
    }
    return all
  }

  /** Whether the value of a yield or return is not read again. */
  protected isOnlyGiven(pc: number, register: number): boolean {
    const { code, unit } = this.target.code
    if (code[pc] === Op.RETURN_VALUE) return register >= firstTemporary(unit)
    if (code[pc] !== Op.YIELD_VALUE || rowAt(unit.exceptionTable, pc) >= 0) return false
    return heldRegisters(unit, pc + Op.OPLEN[code[pc]])[register] === 0
  }

  /** What a generator's frame is told, which has the registers, where it is suspended. */
  protected suspended(pc: number): string {
    const at = this.text.constant(behindSuspension(this.target.code, pc))
    return `FR.inCompiled = false\nFR.pc = ${pc}\nFR.at = ${at}\nFR.owner.phase = ${SUSPENDED}\n`
  }

  private ways({ out }: Entrance, head: Block, isHandling: boolean): Ways {
    const { text, framed, prompt } = this
    const give = (what: string): string =>
      framed && !this.isPiece
        ? `${text.use('backToFrame')}(FR, ${this.values()})\nreturn ${text.use(what)}\n`
        : `n = ${what === 'HOT' ? -1 : -2}\nbreak X\n`
    const left = give('LEFT_TRACE')
    const restore = this.handles() ? 'C.handled = h0\n' : ''
    const plain = `C.depth = d - 1\n${restore}return c\n`
    const inFrame = `${text.constant(out)}.returned = c\n${text.mark(head.start)}\n${left}`
    // What looks after objects with one owner each has the frame give up what it has.
    const isFree = `${text.use('L')}.live === 0`
    const returned = framed ? inFrame : prompt === null ? plain : `if (${isFree}) {\n${plain}}\n${inFrame}`
    return { before: isHandling ? this.handling(null) : '', hot: give('HOT'), left, returned }
  }
}
