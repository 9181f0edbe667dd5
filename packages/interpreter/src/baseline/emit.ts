// From bytecode to the text of a JavaScript function: one variable per register, fast cases in place, everything else by the
// functions that the interpreter uses too.
//
// Here is what becomes of the instructions; what stands around them is told in form-text.ts.
//
// What must stay true: an instruction gives its result only when it has succeeded, so that variables are those of the
// interpreter's registers at the start of the instruction that failed; `mark` comes before whatever may raise, call or look.
import { shapes } from '@typhon/objspace'
import { BODIES } from '../generated/bodies.ts'
import * as Op from '../generated/opcodes.ts'
import { FINISHED } from '../objects/generator.ts'
import { loadAttr, loadGlobal, loadMethod, loadSuperMethod, storeAttr } from './access.ts'
import { awaitedCall, sendBehind, steppedSend } from './awaits.ts'
import {
  call,
  callEx,
  callMethod,
  callNamed,
  enterWith,
  exitWith,
  exitWithException,
  unboxedArguments,
} from './calls.ts'
import { type Block, isFinal } from './graph.ts'
import { arithmetic, boxed, boxedValue, comparison, copied } from './numbers.ts'
import { heldRegisters, isDeadAt } from '../eval/liveness.ts'
import { lowWord } from './low-text.ts'
import { findLinks, type Link, masked } from './masked.ts'
import {
  appended,
  freeVariables,
  iterator,
  loadItem,
  loadSlice,
  nextItem,
  storeItem,
  storeSlice,
  tupleOf,
  unpackItems,
} from './items.ts'
import { unpackedAt } from './pairs.ts'
import { ownIterator } from './iterables.ts'
import { behindSuspension } from './pieces.ts'
import { WRONG } from './seen.ts'
import { intoLoop } from './loop-entry.ts'
import { type Move, moveAt } from './moves.ts'
import { contained, identity, isTrue } from './truth.ts'
import { singleAt } from './singles.ts'
import { readsOf, TAKES_FLOATS } from './operands.ts'
import { places } from './text.ts'
import { OTHER, type State } from './types.ts'
import { TracedText } from './traced-text.ts'

/** Instructions where a compiled loop gives the frame back to the interpreter. */
export const LEAVES = new Set([Op.RETURN_VALUE, Op.RETURN_GENERATOR, Op.YIELD_VALUE])

/** Instructions that run no other code and give no object another shape. */
const PURE = new Set([
  Op.NOP,
  Op.CLEAR_FAST,
  Op.IS_OP,
  Op.IS_NOT,
  Op.CHECK_LOCAL,
  Op.DELETE_FAST,
  Op.LOAD_DEREF,
  Op.STORE_DEREF,
  Op.MAKE_CELL,
  Op.COPY_FREE_VARS,
  Op.BUILD_TUPLE,
  Op.BUILD_LIST,
  Op.LIST_APPEND,
])

/** What is compiled: the text, what it closes over, and the register of the exception handled at each instruction. */
export interface Emitted {
  readonly source: string
  readonly constants: readonly unknown[]
  readonly used: ReadonlySet<string>
  readonly handled: Int16Array | null
  /** Instructions that were never executed, where a loop is left for the interpreter. */
  readonly cold: ReadonlySet<number>
}

/** Instructions where a piece of a generator ends. */
export const PIECE_ENDS = new Set([Op.RETURN_VALUE, Op.RETURN_GENERATOR, Op.YIELD_VALUE])

export abstract class BodyText extends TracedText {
  /** Of the block that is being written; see masked.ts. */
  private links: ReadonlyMap<number, Link> = new Map()
  /** Where a coroutine may have been run when it was made; see awaits.ts. */
  protected readonly stepped = new Set<number>()
  protected readonly cold = new Set<number>()
  /** Where pairs are unpacked that a loop gives, and the registers of their iterators. */
  private readonly pairs = new Map<number, number>()

  /** A coroutine is suspended for the first time: now it is made, and a frame for it. */
  private suspendedAtStart(pc: number): string {
    const { text, code } = this
    const { unit, template } = this.target.code
    const held = heldRegisters(unit, pc)
    const values = text.variables().map((_, r) => (held[r] === 1 ? boxedValue(text, r) : 'undefined'))
    for (let r = values.length; r < template.length; r++) values.push(text.reg(r))
    const restore = this.handles() ? 'C.handled = h0\n' : ''
    return `${restore}return ${text.use('suspended')}(U, FN, d, F, ${pc}, [${values.join(', ')}], ${text.reg(code[pc + 2])})\n`
  }

  /** Gives the frame what was written; to one that is suspended or ends at `pc`, what it will need or show, but not what it gives. */
  protected putBack(all: ReadonlySet<number>, pc = -1, given = -1): string {
    const held = pc < 0 || this.text.follows ? null : heldRegisters(this.target.code.unit, pc)
    const stores = held === null ? all : [...all].filter((r) => held[r] === 1 && r !== given)
    return [...stores].map((r) => `R[${r}] = ${boxedValue(this.text, r)}\n`).join('')
  }

  /** The text of one block: what may fail inside its `try`, then the way on. */
  protected block(block: Block, goTo: (target: Block) => string): string {
    const { code, text } = this
    const go = (target: Block): string => intoLoop(text, block, target) + this.beginning(block, target) + goTo(target)
    const { prompt } = this
    let body = prompt?.atStart(block) ?? ''
    text.begin((text.types.entry.get(block) as State).slice())
    text.failure = block.handler === null ? 'break X' : `{\n${this.caughtRaised(block)}${go(block.handler)}}`
    body += this.toTrace(block, go)
    this.links = findLinks(text, block, (r, at) => isDeadAt(this.target.code.unit, at, r))
    let move: Move | null = null
    for (let pc = block.start; pc < block.last; pc += Op.OPLEN[code[pc]]) {
      const next = pc + Op.OPLEN[code[pc]]
      if (this.isCold(pc)) return this.tried(block, body + text.leave(pc), go)
      if (next < block.last && this.isSliced(pc, next)) {
        if (move === null && code[next] === Op.BINARY_SUBSCR) {
          move = this.move(pc, next, block.last)
          if (move !== null) body += `if (!(${move.done})) {\n`
        }
        body += this.slice(pc, next)
        pc = next
      } else {
        const single = next < block.last && move === null ? this.single(pc, next) : null
        if (single !== null) pc = next
        body += single ?? this.prepared(pc)
      }
      if (move?.last === pc) {
        body += '}\n'
        move = null
      }
    }
    const pc = block.last
    const op = code[pc]
    body += this.boxes(pc) + (prompt?.before(pc) ?? '')
    let after: string
    if (this.isPiece && PIECE_ENDS.has(op)) after = this.endPiece(pc)
    else if (this.isStart && op === Op.YIELD_VALUE) after = this.suspendedAtStart(pc)
    else if (op === Op.SEND) {
      const sent = `${text.mark(pc)}\nt = ${text.use('sendTo')}(${text.reg(code[pc + 2])}, ${text.reg(code[pc + 3])})\n`
      const isAwaited = this.stepped.has(pc)
      if (this.isPiece && !isAwaited) body += this.waits(pc, block.next[1].start)
      body += isAwaited ? steppedSend(`${sent}c = S.ended\n`) : sent
      const out = `${text.reg(code[pc + 1])} = t\n`
      after = `if (${isAwaited ? 'c' : 'S.ended'}) {\n${out}${go(block.next[0])}}\n${out}${go(block.next[1])}`
    } else if (this.framed && LEAVES.has(op)) after = this.giveBack(pc)
    else if (op === Op.RETURN_VALUE)
      after = `${prompt?.leave(pc) ?? ''}C.depth = d - 1\nreturn ${text.reg(code[pc + 1])}\n`
    else if (op === Op.RERAISE || op === Op.RAISE_VARARGS) {
      body += this.raise(pc)
      after = ''
    } else if (op === Op.JUMP) after = go(block.next[0])
    else if (op === Op.JUMP_BACKWARD) {
      body += `if (PENDING[0] !== 0) { ${text.mark(pc)}; ATTEND() }\n${this.countRound(block, block.next[0])}`
      after = go(block.next[0])
    } else if (op === Op.FOR_ITER) {
      const unpacked = unpackedAt(text, block.next[1], code[pc + 1])
      if (unpacked >= 0) this.pairs.set(unpacked, code[pc + 2])
      body += nextItem(text, pc, code[pc + 2], unpacked >= 0)
      const dropped = prompt?.after(pc, block.next[1].start) ?? ''
      after = `if (t === undefined) {\n${this.atEndOf(pc)}${go(block.next[0])}}\n${text.reg(code[pc + 1])} = t\n${dropped}${go(block.next[1])}`
    } else if (block.next.length === 2) {
      const { before, condition } = this.condition(pc)
      const wraps = block.handler !== null
      body += before
      if (wraps) body += `c = ${condition}\n`
      after = `if (${wraps ? 'c' : condition}) {\n${go(block.next[0])}}\n${go(block.next[1])}`
    } else {
      body += this.instruction(pc)
      if (!isFinal(op)) body += prompt?.after(pc, block.next[0].start) ?? ''
      after = isFinal(op) ? '' : go(block.next[0])
    }
    return this.tried(block, body, go) + after
  }

  /** The text of what may fail in a block. */
  private tried(block: Block, body: string, go: (target: Block) => string): string {
    if (block.handler === null) return body
    return `try {\n${body}} catch (e) {\n${this.caught(block)}${go(block.handler)}}\n`
  }

  /**
   * Whether an instruction of a loop was never executed: what comes from there on is not yet worth compiling, as nothing is known of it.
   * Else the text of a function's first loop would be that of all others as well, with nothing in place. A global tells, since what is
   * remembered of it is all it takes.
   */
  private isCold(pc: number): boolean {
    if (!this.framed || this.isPiece || this.code[pc] !== Op.LOAD_GLOBAL) return false
    const { text, target } = this
    if (!text.types.guesses || (text.types.seenAt(pc) & WRONG) !== 0) return false
    if (target.code.caches[this.code[pc + 3]].owner !== null) return false
    if (target.globals.shape !== shapes.dict || target.builtins.shape !== shapes.dict) return false
    this.cold.add(pc)
    return true
  }

  /** Leaves a compiled loop: the interpreter goes on at `pc`. */
  private giveBack(pc: number): string {
    return `FR.pc = ${pc}\nreturn ${this.text.use('backToFrame')}(FR, ${this.values()})\n`
  }

  /** A piece of a generator ends: with a value, or where the interpreter goes on. */
  private endPiece(pc: number): string {
    const { code, text } = this
    const op = code[pc]
    const given = op === Op.RETURN_VALUE ? code[pc + 1] : code[pc + 2]
    const put = this.putBack(this.touched()[1], pc, this.isOnlyGiven(pc, given) ? given : -1)
    if (op === Op.YIELD_VALUE)
      return `${this.prompt?.suspend(pc) ?? ''}${put}${this.suspended(pc)}return ${text.reg(code[pc + 2])}\n`
    const ended = `${put}FR.inCompiled = false\nFR.pc = ${pc}\n`
    if (op === Op.RETURN_VALUE)
      return `${this.prompt?.leave(pc) ?? ''}${ended}FR.owner.phase = ${FINISHED}\nreturn ${text.reg(code[pc + 1])}\n`
    return `${ended}return ${text.use('GO_ON')}\n`
  }

  /**
   * At a SEND: a piece ends there that waits for a generator, as if it were suspended at the yield at `suspension`. What looks after objects with one
   * owner each resumes that from here.
   */
  private waits(pc: number, suspension: number): string {
    const { code, text, prompt } = this
    if (text.follows || code[suspension] !== Op.YIELD_VALUE) return ''
    const [iterator, sent] = [text.reg(code[pc + 2]), text.reg(code[pc + 3])]
    const put = this.putBack(this.touched()[1], suspension)
    const at = text.constant(behindSuspension(this.target.code, suspension))
    const test = `${sent} === null && ${text.use('isResumable')}(${iterator})${prompt === null ? '' : ' && L.live === 0'}`
    return `if (${test}) {\n${put}FR.inCompiled = false\nFR.pc = ${suspension}\nFR.at = ${at}\nreturn ${text.use('WAITS')}\n}\n`
  }

  /** At the start of a handler, where something was thrown. */
  private caught(block: Block): string {
    const { text } = this
    return (
      (this.framed
        ? `${text.use('caughtInLoop')}(e, FR, d)\n`
        : `F = ${text.use('caught')}(e, U, FN, d, F, ${this.handledAt(block)}, ${this.values()})\n`) +
      this.received(block)
    )
  }

  /** At the start of a handler, where a call gave RAISED or a statement raised. */
  private caughtRaised(block: Block): string {
    const { text } = this
    return (
      (this.framed
        ? `${text.use('caughtRaisedInLoop')}(FR, d)\n`
        : `F = ${text.use('caughtRaised')}(U, FN, d, F, ${this.handledAt(block)}, ${this.values()})\n`) +
      this.received(block)
    )
  }

  /** The exception goes into the register of the handler. */
  private received(block: Block): string {
    const { text } = this
    const table = this.target.code.unit.exceptionTable
    let out = `${text.reg(table[block.row + 3])} = S.caught; S.caught = null\n`
    if (table[block.row + 4] >= 0) out += `${text.reg(table[block.row + 4])} = S.place\n`
    return out
  }

  /** The exception that is being handled in a block, as an expression. */
  private handledAt(block: Block): string {
    const stack = this.handled.get(block) as readonly number[]
    if (stack.length > 0) return this.text.reg(stack[stack.length - 1])
    return this.handles() ? 'h0' : 'C.handled'
  }

  private raise(pc: number): string {
    const { code, text } = this
    const opt = (at: number): string => (code[at] < 0 ? 'undefined' : text.reg(code[at]))
    if (code[pc] === Op.RERAISE)
      return `${text.mark(pc)}\n${text.use('reraise')}(${text.reg(code[pc + 1])}, ${text.reg(code[pc + 1] + 1)})\n${text.failure}\n`
    return `${text.mark(pc)}\n${text.use('raise')}(${opt(pc + 1)}, ${opt(pc + 2)})\n${text.failure}\n`
  }

  private condition(pc: number): { before: string; condition: string } {
    return comparison(this.text, pc) ?? { before: '', condition: this.truth(pc) }
  }

  private truth(pc: number): string {
    const { code, text } = this
    const op = code[pc]
    if (op === Op.JUMP_IF_TRUE || op === Op.JUMP_IF_FALSE) {
      const w = text.reg(code[pc + 1])
      const slow = `(${text.mark(pc)}, ${text.use('isTrue')}(${w}))`
      const truth = isTrue(text, code[pc + 1], slow)
      return op === Op.JUMP_IF_TRUE ? truth : `!${truth}`
    }
    if (op === Op.JUMP_IF_CONTAINS) return contained(text, pc, code[pc + 1], code[pc + 2])
    if (op === Op.JUMP_UNLESS_CONTAINS) return `!${contained(text, pc, code[pc + 1], code[pc + 2])}`
    if (op === Op.JUMP_IF_IS || op === Op.JUMP_UNLESS_IS) {
      const same = identity(text, code[pc + 1], code[pc + 2])
      return op === Op.JUMP_IF_IS ? same : `!${same}`
    }
    if (op === Op.JUMP_UNLESS_EXC_MATCH) {
      const [e, type] = [text.reg(code[pc + 1]), text.reg(code[pc + 2])]
      return `(${e}.shape.type !== ${type} && (${text.mark(pc)}, !${text.use('exceptionMatches')}(${e}, ${type})))`
    }
    return `(${text.mark(pc)}, ${this.body(pc)})`
  }

  /** The declared body of an instruction with its operands in place. */
  private body(pc: number): string {
    const { code, text } = this
    const op = code[pc]
    const body = BODIES[op]
    if (body === null) throw new Error(`${Op.OPNAMES[op]} has no body`)
    const values = new Map<string, string>()
    let k = 0
    Op.KINDS[op].forEach((kind, i) => {
      if (kind === 'out' || kind === 'label') return
      const value = code[pc + 1 + i]
      const name = body.params[k++]
      if (name === undefined) return
      if (kind === 'reg') values.set(name, text.reg(value))
      else if (kind === 'opt') values.set(name, value < 0 ? 'undefined' : text.reg(value))
      else if (kind === 'name') values.set(name, JSON.stringify(text.code.names[value]))
      else if (kind === 'cache') values.set(name, text.constant(text.code.caches[value]))
      else values.set(name, `${value}`)
    })
    return body.text.replace(/\bm\.frame\b|\bm\.(\w+)|\b[A-Za-z_]\w*/g, (word, operation: string | undefined) => {
      if (word === 'm.frame') return 'FR'
      if (operation !== undefined) return text.use(operation)
      return values.get(word) ?? word
    })
  }

  /** An instruction, its operands boxed before where it needs values. */
  private prepared(pc: number): string {
    const { prompt, code } = this
    const before = this.boxes(pc) + (prompt?.before(pc) ?? '')
    const all = before + this.instruction(pc) + (prompt?.after(pc, pc + Op.OPLEN[code[pc]]) ?? '')
    this.text.step(pc)
    return all
  }

  /**
   * Whether a slice is made at `pc` for nothing but the subscription, or the assignment to one, at `next`; its step is constant. What is added to a slice
   * is assigned to the same one afterwards.
   */
  private isSliced(pc: number, next: number): boolean {
    const { code, text } = this
    if (code[pc] !== Op.BUILD_SLICE || text.follows) return false
    const isLoad = code[next] === Op.BINARY_SUBSCR
    // What is loaded often takes the slice's place.
    const isOver = isLoad && code[next + 1] === code[pc + 1]
    if (!isOver && !isDeadAt(text.code.unit, next + Op.OPLEN[code[next]], code[pc + 1])) return false
    const step = text.constantIn(code[pc + 4])
    if (isLoad) return code[next + 3] === code[pc + 1] && (step === null || (Number.isSafeInteger(step) && step !== 0))
    return code[next] === Op.STORE_SUBSCR && code[next + 2] === code[pc + 1] && step === null
  }

  /** The statement that moves items from the slice made at `pc` and loaded at `next`, where nothing in it is boxed or put off. */
  private move(pc: number, next: number, end: number): Move | null {
    const { code, text } = this
    const isOther = (at: number): boolean => this.links.has(at) || text.types.low.has(at) || this.boxes(at) !== ''
    const found = isOther(pc) || isOther(next) ? null : moveAt(text, pc, next, end, isOther)
    if (found === null) return null
    const stored = boxed(text, [text.types.unboxedItem(found.last), ...readsOf(code, found.last)])
    return stored === '' ? found : null
  }

  /** Two instructions that need no tuple between them in the usual case; null for others. */
  private single(pc: number, next: number): string | null {
    const { text } = this
    const found = singleAt(text, pc, next)
    if (found === null || this.links.has(pc) || this.links.has(next)) return null
    const before = this.boxes(pc)
    let other = this.instruction(pc)
    text.step(pc)
    other += this.boxes(next) + this.instruction(next)
    text.step(next)
    return `${before}if (${found.test}) ${found.usual}\nelse {\n${other}}\n`
  }

  private slice(pc: number, next: number): string {
    let all = this.boxes(pc)
    this.text.step(pc)
    all += this.boxes(next)
    if (this.code[next] === Op.STORE_SUBSCR) all += boxed(this.text, [this.text.types.unboxedItem(next)])
    all += this.code[next] === Op.STORE_SUBSCR ? storeSlice(this.text, pc, next) : loadSlice(this.text, pc, next)
    this.text.step(next)
    return all
  }

  /** Gives the floats boxes that the instruction needs as values. */
  private boxes(pc: number): string {
    const { code, text } = this
    if (TAKES_FLOATS[code[pc]]) return ''
    if (text.types.storesFloat(pc)) return boxed(text, [code[pc + 1]])
    const unboxed = [...unboxedArguments(text, pc), text.types.unboxedItem(pc)]
    return boxed(
      text,
      readsOf(code, pc).filter((r) => !unboxed.includes(r)),
    )
  }

  /** An instruction that goes on with the next one. */
  private instruction(pc: number): string {
    const { code, text } = this
    const op = code[pc]
    const a = code[pc + 1]
    const b = code[pc + 2]
    if (op === Op.COPY) {
      text.isPure = true
      return copied(text, pc)
    }
    const low = text.types.low.get(pc)
    if (low !== undefined) return lowWord(text, pc, low)
    const link = this.links.get(pc)
    if (link !== undefined) return masked(text, pc, link)
    const number = arithmetic(text, pc)
    if (number !== undefined) return number
    const compared = comparison(text, pc)
    if (compared !== undefined) return `${compared.before}${text.reg(a)} = ${compared.condition}\n`
    text.isPure = PURE.has(op)
    const registers = (first: number, count: number): string[] =>
      Array.from({ length: count }, (_, i) => text.reg(first + i))
    const run = (first: number, count: number): string => registers(first, count).join(', ')
    switch (op) {
      case Op.NOP:
        return ''
      case Op.CLEAR_FAST:
        return `${text.reg(a)} = undefined\n`
      case Op.IS_OP:
        return `${text.reg(a)} = ${identity(text, b, code[pc + 3])}\n`
      case Op.IS_NOT:
        return `${text.reg(a)} = !${identity(text, b, code[pc + 3])}\n`
      case Op.CONTAINS_OP:
        return `${text.reg(a)} = ${contained(text, pc, b, code[pc + 3])}\n`
      case Op.NOT_CONTAINS:
        return `${text.reg(a)} = !${contained(text, pc, b, code[pc + 3])}\n`
      case Op.CHECK_LOCAL:
        if ((text.state[a] & OTHER) === 0) return ''
        return `if (${text.reg(a)} === undefined) { ${text.mark(pc)}; ${text.use('raiseUnbound')}(${JSON.stringify(text.code.names[b])}) }\n`
      case Op.DELETE_FAST:
        return `if (${text.reg(a)} === undefined) { ${text.mark(pc)}; ${text.use('raiseUnbound')}(${JSON.stringify(text.code.names[b])}) }\n${text.reg(a)} = undefined\n`
      case Op.LOAD_DEREF:
        return `if ((t = ${text.reg(b)}.value) === undefined) { ${this.unboundCell(pc, b, code[pc + 3])} }\n${text.reg(a)} = t\n`
      case Op.STORE_DEREF:
        return `${text.reg(a)}.value = ${text.reg(b)}\n`
      case Op.DELETE_DEREF:
        return `if (${text.reg(a)}.value === undefined) { ${this.unboundCell(pc, a, b)} }\n${text.reg(a)}.value = undefined\n`
      case Op.MAKE_CELL:
        return `${text.reg(a)} = new ${text.use('W_Cell')}(${text.reg(a)})\n`
      case Op.COPY_FREE_VARS:
        return freeVariables(text, a, b, `${this.framed ? 'FR.func' : 'FN'}.closure`)
      case Op.BUILD_TUPLE:
        return `${text.reg(a)} = ${tupleOf(text, registers(b, code[pc + 3]))}\n`
      case Op.BUILD_LIST:
        return `${text.reg(a)} = ${text.use('newList')}([${run(b, code[pc + 3])}])\n`
      case Op.BUILD_SET:
        return `${text.mark(pc)}\n${text.reg(a)} = ${text.use('newSetOf')}([${run(b, code[pc + 3])}])\n`
      case Op.BUILD_MAP:
        return `${text.mark(pc)}\n${text.reg(a)} = ${text.use('newMap')}([${run(b, 2 * code[pc + 3])}], 0, ${code[pc + 3]})\n`
      case Op.BUILD_STRING:
        return `${text.reg(a)} = ${text.use('joinStrings')}([${run(b, code[pc + 3])}], 0, ${code[pc + 3]})\n`
      case Op.LIST_APPEND:
        return appended(text, text.reg(a), b)
      case Op.BINARY_SUBSCR:
        return loadItem(text, pc)
      case Op.STORE_SUBSCR:
        return storeItem(text, pc)
      case Op.GET_ITER:
        return iterator(text, pc, this.prompt !== null)
      case Op.GET_YIELD_FROM_ITER: {
        const usual = (k: string): string => `${text.use('yieldFromOf')}(${k}, FR, ${text.reg(b)})`
        const value = text.follows ? this.body(pc) : ownIterator(text, text.reg(b), usual, this.prompt !== null)
        return `${text.mark(pc)}\n${text.reg(a)} = ${value}\n`
      }
      case Op.LOAD_GLOBAL:
        return loadGlobal(text, pc, this.target.globals, this.target.builtins)
      case Op.LOAD_ATTR:
        return loadAttr(text, pc)
      case Op.STORE_ATTR:
        return storeAttr(text, pc)
      case Op.LOAD_METHOD:
        return loadMethod(text, pc)
      case Op.LOAD_SUPER_METHOD:
        return loadSuperMethod(text, pc)
      case Op.RETURN_GENERATOR:
        // Only a start has it, which looks here for what is pending.
        return `if (PENDING[0] !== 0) { ${text.mark(pc + Op.OPLEN[op])}; ATTEND() }\n`
      case Op.CALL:
        return this.inPlace(pc, call(text, pc))
      case Op.CALL_METHOD:
        return this.inPlace(pc, callMethod(text, pc))
      case Op.GET_ANEXT:
        return this.inPlace(pc, `${text.mark(pc)}\n${text.reg(a)} = ${this.body(pc)}\n`)
      case Op.GET_AWAITABLE: {
        const usual = `${text.mark(pc)}\n${text.reg(a)} = ${this.body(pc)}\n`
        return this.stepped.has(pc) ? `if (w !== 0) ${text.reg(a)} = ${text.reg(b)}\nelse {\n${usual}}\n` : usual
      }
      case Op.CALL_KW:
      case Op.CALL_METHOD_KW:
        return callNamed(text, pc)
      case Op.CALL_EX:
        return callEx(text, pc)
      case Op.BEFORE_WITH:
        return enterWith(text, pc)
      case Op.WITH_EXIT:
        return this.inPlace(pc, exitWith(text, pc))
      case Op.WITH_EXCEPT_START:
        return exitWithException(text, pc)
      case Op.UNPACK_SEQUENCE:
        return unpackItems(text, pc, this.pairs.get(pc))
      case Op.UNPACK_EX: {
        const count = code[pc + 3] + 1 + code[pc + 4]
        let all = `${text.mark(pc)}\n${text.use('unpackEx')}(t = ${places(count)}, 0, ${text.reg(b)}, ${code[pc + 3]}, ${code[pc + 4]})\n`
        for (let i = 0; i < count; i++) all += `${text.reg(a + i)} = t[${i}]\n`
        return all
      }
      case Op.BEFORE_ASYNC_WITH:
        return this.inPlace(
          pc,
          `${text.mark(pc)}\n${text.use('beforeAsyncWith')}(t = ${places(2)}, 0, ${text.reg(b)})\n${text.reg(a)} = t[0]\n${text.reg(a + 1)} = t[1]\n`,
        )
      case Op.CHECK_EG_MATCH:
        return `${text.mark(pc)}\n${text.use('checkEgMatch')}(t = ${places(2)}, 0, ${text.reg(b)}, ${text.reg(code[pc + 3])})\n${text.reg(a)} = t[0]\n${text.reg(a + 1)} = t[1]\n`
      case Op.PUSH_EXC_INFO:
        return this.framed
          ? `${text.reg(a)} = FR.handled\nFR.handled = ${text.reg(b)}\n`
          : `${text.reg(a)} = ${this.outerHandled(pc)}\nC.handled = ${text.reg(b)}\n`
      case Op.POP_EXCEPT:
        // In a function the register holds what the frame would: null for what its callers handle.
        return this.framed ? `FR.handled = ${text.reg(a)}\n` : `C.handled = ${text.reg(a)} ?? h0\n`
      default: {
        const operands = Op.KINDS[op]
        const value = this.body(pc)
        return operands[0] === 'out' ? `${text.mark(pc)}\n${text.reg(a)} = ${value}\n` : `${text.mark(pc)}\n${value}\n`
      }
    }
  }

  /** A call, whose coroutine may be awaited at once. */
  private inPlace(pc: number, usual: string): string {
    const send = sendBehind(this.text, pc)
    if (send < 0) return usual
    return awaitedCall(this.text, pc, send, usual)
  }

  protected handledByInstruction(): Int16Array | null {
    if (!this.handles()) return null
    const all = new Int16Array(this.code.length).fill(-1)
    for (const [block, stack] of this.handled)
      if (stack.length > 0) all.fill(stack[stack.length - 1], block.start, block.end)
    return all
  }

  /** What this function handles before a PUSH_EXC_INFO, as a frame has it. */
  private outerHandled(pc: number): string {
    for (const [block, stack] of this.handled)
      if (pc >= block.start && pc < block.end)
        return stack.length === 0 ? 'null' : this.text.reg(stack[stack.length - 1])
    return 'null'
  }

  private unboundCell(pc: number, cell: number, name: number): string {
    const { text } = this
    const isFree = text.code.unit.freeRegs.includes(cell)
    return `${text.mark(pc)}; throw ${text.use('unboundVariable')}(${JSON.stringify(text.code.names[name])}, ${isFree})`
  }
}
