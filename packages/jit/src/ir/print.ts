/**
 * Traces as text, close to PyPy's logs:
 *
 *     [r0, i1]
 *     i2 = int_add_ovf(i1, 1)
 *     guard_no_overflow() [main@12: r0, i1]
 *     r3 = getfield_gc_r(r0, descr=<Pair.car>)
 *     jump(r3, i2, descr=<loop 1>)
 *
 * In brackets behind a guard stand the frames to go on with, the innermost first, and the fields that are written then. Constants show their kind: `1` is an integer, `1.0` a double,
 * `#1` a number that is a reference; objects of the host have names in angle brackets with `@`.
 */
import type { Resume } from '../resume/resume.ts'
import { Cast, Virtual } from '../resume/resume.ts'
import { Const, type Op, type Snapshot, type Trace, type Value } from './values.ts'

/** How the language's things are called in logs. */
export interface Names {
  /** A piece of code, as it stands in a frame. */
  code(code: unknown): string
  /** A constant of the host that is neither number, string, boolean, null nor undefined. */
  object(value: unknown): string
  /** Where in the sources a frame is: `file:line`. */
  place?(code: unknown, pc: number): string
}

export const PLAIN_NAMES: Names = {
  code: (code) => String(code),
  object: (value) =>
    typeof value === 'function' ? value.name || 'function' : ((value as object).constructor?.name ?? 'object'),
}

/** Prints traces; values keep their names as long as the printer lives. */
export class Printer {
  private readonly names: Names
  private readonly known = new Map<Value, string>()

  constructor(names: Names = PLAIN_NAMES) {
    this.names = names
  }

  trace(trace: Trace): string {
    const lines = [`[${trace.inputs.map((input) => this.value(input)).join(', ')}]`]
    for (const op of trace.ops) lines.push(this.op(op))
    return lines.join('\n') + '\n'
  }

  /** A line for each place of the sources that traces go back to: `# main@12: FILE:3`. */
  places({ ops }: Trace): string {
    const { names } = this
    const lines = new Set<string>()
    if (names.place === undefined) return ''
    for (const { resume } of ops)
      for (const { code, pc } of resume?.frames ?? [])
        lines.add(`# ${names.code(code)}@${pc}: ${names.place(code, pc)}\n`)
    return [...lines].join('')
  }

  op(op: Op): string {
    const operands = op.args.map((arg) => this.value(arg))
    if (op.descr !== null && op.descr.name !== 'watch') operands.push(`descr=<${op.descr.name}>`)
    let text = `${op.name}(${operands.join(', ')})`
    if (op.resume !== null) text += ` [${this.resume(op.resume)}]`
    else if (op.snapshot !== null) text += ` [${this.snapshot(op.snapshot)}]`
    return op.kind === 'v' ? text : `${this.value(op)} = ${text}`
  }

  value(value: Value): string {
    if (value instanceof Const) return this.constant(value)
    let name = this.known.get(value)
    if (name === undefined) {
      name = `${value.kind}${this.known.size}`
      this.known.set(value, name)
    }
    return name
  }

  private constant({ kind, concrete }: Const): string {
    if (kind === 'i') return String(concrete)
    if (kind === 'f') {
      if (Object.is(concrete, -0)) return '-0.0'
      return Number.isInteger(concrete) && Math.abs(concrete) < 1e21 ? `${concrete}.0` : floatText(concrete)
    }
    switch (typeof concrete) {
      case 'number':
        return Object.is(concrete, -0) ? '#-0' : `#${concrete}`
      case 'bigint':
        return `#${concrete}n`
      case 'string':
        return JSON.stringify(concrete)
      case 'boolean':
      case 'undefined':
        return String(concrete)
    }
    return concrete === null ? 'null' : `@<${this.names.object(concrete)}>`
  }

  private snapshot(snapshot: Snapshot): string {
    const frames: string[] = []
    for (let frame: Snapshot | null = snapshot; frame !== null; frame = frame.caller) {
      frames.push(
        this.frame(
          frame.code,
          frame.pc,
          frame.values.map((value) => this.value(value)),
        ),
      )
    }
    const { raised } = snapshot
    return frames.join(' | ') + (raised === null ? '' : ` raises ${this.value(raised)}`)
  }

  private resume(resume: Resume): string {
    const source = (number: number): string => {
      if (number >= 0) return this.value(resume.live[number])
      const entry = resume.pool[~number]
      if (entry instanceof Cast) return entry.name === 'int_to_bool' ? `${source(entry.source)}?` : source(entry.source)
      if (!(entry instanceof Virtual)) return this.value(entry)
      return `{${[entry.descr.name, ...entry.contents.map(source)].join(' ')}}`
    }
    const { frames, raised, stores, circles } = resume
    const text = frames.map(({ code, pc, sources }) => this.frame(code, pc, sources.map(source))).join(' | ')
    const writes = [...circles, ...stores].map(
      ({ descr, object, value }) => ` sets ${source(object)}.${descr.property} = ${source(value)}`,
    )
    return text + (raised === null ? '' : ` raises ${source(raised)}`) + writes.join('')
  }

  private frame(code: unknown, pc: number, values: readonly string[]): string {
    return `${this.names.code(code)}@${pc}: ${values.join(', ')}`.trimEnd()
  }
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  const text = String(value)
  return /[.e]/.test(text) ? text : `${text}.0`
}

/** The text of a trace. */
export function printTrace(trace: Trace, names?: Names): string {
  return new Printer(names).trace(trace)
}
