// The text around the instructions, in the forms in which code is compiled.
//
// A *function* takes a Python function and its arguments and has no frame: where it is, is told by SITES at its depth (see sites.ts), and what it
// holds is put into a frame when somebody needs one (see leave.ts); so does the *start* of a coroutine (see starts.ts). A *loop* goes on with a
// frame of the interpreter from the head of a loop, and gives the frame back where the loop is left for good; a *piece* is a generator's way from
// one suspension to the next.
//
// The parentheses around a function have V8 compile it at once: it will be called, and would be parsed twice else.
//
// What must stay true: a form keeps what its frame or its caller has as it was until its registers are known to be of the kinds that its text expects.
import { shapes } from '@typhon/objspace'
import * as Op from '../generated/opcodes.ts'
import { heldRegisters, liveAt } from '../eval/liveness.ts'
import type { Resumption } from '../objects/code.ts'
import { CALLS_COROUTINES, sendBehind } from './awaits.ts'
import { BodyText, type Emitted } from './emit.ts'
import { isOfKind } from './numbers.ts'
import { structure } from './structure.ts'
import { nameFor } from './text.ts'
import { countedCall } from './traced-calls.ts'
import { BOX, isInt, isWord } from './types.ts'

export class FormText extends BodyText {
  finish(): Emitted {
    const { text, framed } = this
    // Before any text is written: loops may have the SEND before the call.
    for (const { start, end } of this.graph.blocks) {
      for (let pc = start; pc < end; pc += Op.OPLEN[this.code[pc]]) {
        const send = CALLS_COROUTINES.has(this.code[pc]) ? sendBehind(text, pc) : -1
        if (send >= 0) this.stepped.add(send).add(pc + Op.OPLEN[this.code[pc]])
      }
    }
    const body = structure(this.graph, (block, go) => this.block(block, go))
    const variables = text.variables()
    const source = this.isPiece
      ? this.piece(body)
      : framed
        ? this.loop(body, variables)
        : this.isStart
          ? this.start(body, variables)
          : this.function(body, variables)
    const { constants, used } = text
    return { source, constants, used, handled: this.handledByInstruction(), cold: this.cold }
  }

  /** The variables of a text that begins at the start of a function: those registers that are no parameters, and what every such text has. */
  private locals(registers: readonly string[]): string[] {
    return [...registers, ...this.doubles(), 't', 'c', 'F = null', 's', 'n = 0', 'b = 0']
  }

  private function(body: string, variables: string[]): string {
    const { unit } = this.target.code
    const count = this.target.code.parameters
    const parameters = variables.slice(0, count)
    const others = [...this.locals(variables.slice(count)), ...this.promptVariables()]
    const handles = this.handles()
    const refused = this.prompt?.refused ? ` || ${this.prompt.refused}` : ''
    for (const name of ['foreign', 'tooDeep', 'left', 'passOn', 'goOnInFrame']) this.text.use(name)
    const restore = handles ? 'C.handled = h0\n' : ''
    return `return (function ${nameFor(unit.name)}(${['FN', ...parameters].join(', ')}) {
if (FN.globals !== G${refused}) return foreign(U, FN, [${parameters.join(', ')}])
const d = ++C.depth
if (d > C.limit) return tooDeep(U, FN, [${parameters.join(', ')}])
${handles ? 'const h0 = C.handled\n' : ''}let ${others.join(', ')}
${countedCall(this.text, this.target, parameters)}try {
if (PENDING[0] !== 0) { SITES[d] = ${this.target.base}; ATTEND() }
X: {
${body}}
} catch (e) {
${restore}return left(e, U, FN, d, F, ${this.values()})
}
${restore}return n >= 0 ? passOn(U, FN, d, F, ${this.values()}) : goOnInFrame(U, FN, d, F, n === -2, ${this.values()})
})`
  }

  private start(body: string, variables: string[]): string {
    const { unit, parameters: count } = this.target.code
    const parameters = variables.slice(0, count)
    const others = [...this.locals(variables.slice(count)), ...this.awaited()]
    const handles = this.handles()
    const refused = this.prompt?.refused ? ` || ${this.prompt.refused}` : ''
    const restore = handles ? 'C.handled = h0\n' : ''
    for (const name of ['leftStart', 'raisedInStart', 'startInFrame']) this.text.use(name)
    return `return (function ${nameFor(unit.name)}(${['FN', ...parameters].join(', ')}) {
if (FN.globals !== G${refused}) return undefined
const d = ++C.depth
${handles ? 'const h0 = C.handled\n' : ''}let ${[...others, ...this.promptVariables()].join(', ')}
try {
X: {
${body}}
} catch (e) {
${restore}return leftStart(e, U, FN, d, F, ${this.values()})
}
${restore}return n >= 0 ? raisedInStart(U, FN, d, F, ${this.values()}) : startInFrame(U, FN, d, F, n === -2, ${this.values()})
})`
  }

  /** Variables for what coroutines have given that were awaited where they were called; see awaits.ts. */
  private awaited(): readonly string[] {
    return this.stepped.size === 0 ? [] : ['q = null', 'w = 0']
  }

  private loop(body: string, variables: string[]): string {
    this.text.use('backToFrame')
    this.text.use('leftLoop')
    const entered = this.entryGuard()
    return `return (function loop(FR) {
const R = FR.regs, d = FR.depth
let ${[...variables.map((v, i) => `${v} = R[${i}]`), ...this.doubles(), 't', 'c', 's', 'n = 0', 'b = 0', ...this.awaited(), ...this.promptVariables()].join(', ')}
${entered}FR.inCompiled = true
try {
X: {
${body}}
} catch (e) {
return leftLoop(e, U, FR, ${this.values()})
}
backToFrame(FR, ${this.values()})
return RAISED
})`
  }

  private piece(body: string): string {
    const [, stores] = this.touched()
    const variables = [...this.variablesOfPiece()].sort((x, y) => x - y)
    const { sent } = this.resumption as Resumption
    const needed = this.neededFromFrame(stores)
    const values = variables.map((r) => (r === sent ? `r${r} = sent` : needed(r) ? `r${r} = R[${r}]` : `r${r}`))
    const entered = this.entryGuard(new Set(variables.filter((r) => r !== sent && needed(r))))
    const put = `${this.putBack(stores)}FR.inCompiled = false\n`
    return `return (function piece(FR, sent) {
const R = FR.regs, d = FR.depth
let ${[...values, ...this.doubles(), 't', 'c', 's', 'n = 0', 'b = 0', ...this.awaited(), ...this.promptVariables()].join(', ')}
${entered}FR.inCompiled = true
try {
X: {
${body}}
} catch (e) {
${put}return ${this.text.use('leftPiece')}(e, U, FR)
}
${put}return ${this.entersTraces ? `n >= 0 ? RAISED : n === -1 ? ${this.text.use('HOT')} : ${this.text.use('LEFT_TRACE')}` : 'RAISED'}
})`
  }

  /** Whether a piece begins with a register as the frame has it: others are written before they are read. */
  private neededFromFrame(stores: ReadonlySet<number>): (r: number) => boolean {
    if (this.text.follows) return () => true
    const { unit } = this.target.code
    const live = liveAt(unit, this.graph.root.start)
    const seen = heldRegisters(unit, this.graph.root.start)
    // What debuggers see of what may be written is written back whether it was or not.
    return (r) => live[r] === 1 || (seen[r] === 1 && stores.has(r))
  }

  /** What is known of the registers where a loop is entered. */
  private entryGuard(registers?: ReadonlySet<number>): string {
    const { text, root } = this
    const tests: string[] = []
    let words = ''
    for (let r = 0; r < root.length; r++) {
      if (registers?.has(r) === false) continue
      if (isInt(root[r])) tests.push(isOfKind(`r${r}`, root[r]))
      else if (root[r] === BOX) tests.push(`${text.isOf(`r${r}`, shapes.float)} && (f${r} = r${r}.v, true)`)
    }
    // Which tells V8 how to keep it.
    for (let r = 0; r < root.length; r++)
      if (isWord(root[r]) && registers?.has(r) !== false) words += `r${r} = r${r} >>> 0\n`
    const back = this.isPiece ? this.notEntered() : ''
    const own = `if (FR.globals !== G) return ${this.isPiece ? back.slice(2) : 'null'}\n`
    const met = `${own}${this.prompt?.refused ? `if (${this.prompt.refused}) return ${text.use('ownedBefore')}(U)${back}\n` : ''}`
    return tests.length === 0
      ? met
      : `${met}if (!(${tests.join(' && ')})) return ${text.use('otherTypes')}(U)${back}\n${words}`
  }

  /** A piece leaves the frame to the interpreter at once. */
  private notEntered(): string {
    const { text } = this
    const { isBehind } = this.resumption as Resumption
    return `, ${isBehind ? `${text.use('resumePoint')}(FR, sent), ` : ''}${text.use('GO_ON')}`
  }

  /** The numbers of floats without boxes, and two for what has no variable. */
  private doubles(): string[] {
    const operands = Array.from({ length: this.text.temporaries }, (_, i) => `m${i}`)
    return ['x = 0', 'y = 0', ...operands, ...[...this.text.types.floats].map((r) => `f${r} = 0`)]
  }

  private promptVariables(): readonly string[] {
    return this.prompt?.variables ?? []
  }
}
