/**
 * Reads what `print.ts` writes: for tests of the optimiser, which are texts, and for tools that read logs. Codes in frames become strings;
 * descriptors and objects of the host are looked up by name.
 *
 * What must stay true: printing what was read gives the same text again, for traces whose values are numbered in the order of their first
 * appearance.
 */
import type { Descr } from './descr.ts'
import { type Kind, type OpName, SPECS } from './ops.ts'
import { Const, Input, Op, Snapshot, type Trace, type Value } from './values.ts'

/** What the names in a text stand for. */
export interface Vocabulary {
  readonly descrs?: Iterable<Descr>
  readonly objects?: Readonly<Record<string, unknown>>
}

const LINE = /^(?:([ifr]\w+) = )?(\w+)\((.*?)\)(?: \[(.*)\])?$/
const TOKENS = /"(?:[^"\\]|\\.)*"|@?<[^>]*>|[^,\s"<]+(?:<[^>]*>)?/g

/** Parses a trace; throws a SyntaxError that shows the line. */
export function parseTrace(text: string, vocabulary: Vocabulary = {}): Trace {
  return new Parser(vocabulary).trace(text)
}

class Parser {
  private readonly descrs = new Map<string, Descr>()
  private readonly objects: Readonly<Record<string, unknown>>
  private readonly values = new Map<string, Value>()

  constructor(vocabulary: Vocabulary) {
    for (const descr of vocabulary.descrs ?? []) this.descrs.set(descr.name, descr)
    this.objects = vocabulary.objects ?? {}
  }

  trace(text: string): Trace {
    const lines = text
      .split('\n')
      .map((line) => line.replace(/(^|\s)# .*$/, '').trim())
      .filter(Boolean)
    const first = lines.shift() ?? ''
    if (!/^\[.*\]$/.test(first)) throw new SyntaxError(`a trace begins with its inputs, not: ${first}`)
    const inputs = (first.slice(1, -1).match(/\w+/g) ?? []).map((name) => {
      const input = new Input(name[0] as Kind)
      this.values.set(name, input)
      return input
    })
    return { inputs, ops: lines.map((line) => this.op(line)) }
  }

  private op(line: string): Op {
    const match = LINE.exec(line)
    if (match === null || !(match[2] in SPECS)) throw new SyntaxError(`not an operation: ${line}`)
    const [, result, name, operands, frames] = match
    let descr: Descr | null = null
    const args: Value[] = []
    for (const token of operands.match(TOKENS) ?? []) {
      if (token.startsWith('descr=<')) descr = this.descr(token.slice(7, -1), line)
      else args.push(this.value(token, line))
    }
    const op = new Op(name as OpName, args, descr)
    if ((result !== undefined) !== (op.kind !== 'v') || (result !== undefined && result[0] !== op.kind)) {
      throw new SyntaxError(`the result is of kind ${op.kind}: ${line}`)
    }
    if (result !== undefined) this.values.set(result, op)
    if (frames !== undefined) op.snapshot = this.snapshot(frames, line)
    return op
  }

  private snapshot(text: string, line: string): Snapshot {
    let snapshot: Snapshot | null = null
    // What is written where a guard fails is the optimiser's affair.
    const [frames, raised] = text.split(' sets ')[0].split(' raises ')
    for (const frame of frames.split(' | ').reverse()) {
      const match = /^(.*?)@(\d+):(.*)$/.exec(frame.trim())
      if (match === null) throw new SyntaxError(`not a frame: ${frame} in ${line}`)
      const values = (match[3].match(TOKENS) ?? []).map((token) => this.value(token, line))
      snapshot = new Snapshot(match[1], Number(match[2]), values, snapshot)
    }
    if (raised !== undefined) snapshot!.raised = this.value(raised, line)
    return snapshot!
  }

  private descr(name: string, line: string): Descr {
    const descr = this.descrs.get(name)
    if (descr === undefined) throw new SyntaxError(`no descriptor <${name}>: ${line}`)
    return descr
  }

  private value(token: string, line: string): Value {
    const known = this.values.get(token)
    if (known !== undefined) return known
    if (token.startsWith('"')) return new Const('r', JSON.parse(token))
    if (token.startsWith('@<')) {
      const name = token.slice(2, -1)
      if (!(name in this.objects)) throw new SyntaxError(`no object <${name}>: ${line}`)
      return new Const('r', this.objects[name])
    }
    if (token.startsWith('#')) {
      return new Const('r', token.endsWith('n') ? BigInt(token.slice(1, -1)) : Number(token.slice(1)))
    }
    switch (token) {
      case 'null':
        return new Const('r', null)
      case 'undefined':
        return new Const('r', undefined)
      case 'true':
        return new Const('r', true)
      case 'false':
        return new Const('r', false)
      case 'nan':
        return new Const('f', NaN)
      case 'inf':
        return new Const('f', Infinity)
      case '-inf':
        return new Const('f', -Infinity)
    }
    if (/^-?\d+$/.test(token)) return new Const('i', Number(token))
    if (/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(token)) return new Const('f', Number(token))
    throw new SyntaxError(`no value ${token}: ${line}`)
  }
}
