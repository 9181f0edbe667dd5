// UnitBuilder: instructions, labels, registers, constants and protected ranges of one code unit, and their assembly.
//
// What must stay true: temporaries are used like a stack (`mark`, `release`); a protected range is a list of segments, so
// that code which leaves the range early (a finally body copied before a return) can be cut out of it.
import { CodePointString, ComplexLiteral, FloatLiteral, type ConstantValue } from '@typhon/parser'
import { CO_VARARGS, CO_VARKEYWORDS } from '../objects/code-flags.ts'
import { type CodeUnit, ComplexConst, type Const, FrozenSetConst, TupleConst } from '../objects/code-unit.ts'
import { JUMP } from '../generated/opcodes.ts'
import { FIRST_CONSTANT, type LabelUse, orderVariables, placeConstants, placeLabels } from './assemble.ts'
import { type Merge, placeMerges } from './merges.ts'

export interface Place {
  readonly lineno: number
  readonly col_offset: number
  readonly end_lineno: number
  readonly end_col_offset: number
}

const NOWHERE: Place = { lineno: -1, col_offset: -1, end_lineno: -1, end_col_offset: -1 }

/** A place in the code that jumps name before it is known. */
export class Label {
  at = -1
}

interface Range {
  start: number
  end: number
  readonly handler: Label
  readonly register: number
  /** The register of the place where the exception came up, -1 where nobody asks. */
  readonly place: number
}

export class UnitBuilder {
  private code: number[] = []
  private readonly labels: LabelUse[] = []
  private rows: number[] = []
  readonly names: string[] = []
  private readonly nameIndex = new Map<string, number>()
  readonly consts: Const[] = []
  private readonly constIndex = new Map<string, number>()
  readonly keywordNames: (readonly string[])[] = []
  readonly units: CodeUnit[] = []
  private cacheCount = 0
  private readonly ranges: Range[] = []
  private readonly hidden: number[] = []
  private readonly restored: number[] = []
  private readonly merges: Merge[] = []
  private place: Place = { lineno: 1, col_offset: 0, end_lineno: 1, end_col_offset: 0 }
  private lastPlace: Place | null = null
  /** Registers in use, and the most ever in use. */
  top = 0
  private highest = 0

  get offset(): number {
    return this.code.length
  }

  at(place: Place): void {
    this.place = place
  }

  /** What follows belongs to no place in the source. */
  nowhere(): void {
    this.place = NOWHERE
  }

  get where(): Place {
    return this.place
  }

  /** A new temporary. */
  temp(): number {
    const r = this.top++
    if (this.top > this.highest) this.highest = this.top
    return r
  }

  /** The first of n new temporaries in a row. */
  temps(n: number): number {
    const r = this.top
    this.top += n
    if (this.top > this.highest) this.highest = this.top
    return r
  }

  /** Adds an instruction; labels are given as Label. */
  emit(opcode: number, ...operands: (number | Label)[]): void {
    if (this.place !== this.lastPlace) {
      const p = this.place
      this.rows.push(this.code.length, p.lineno, p.end_lineno, p.col_offset, p.end_col_offset)
      this.lastPlace = p
    }
    const start = this.code.push(opcode) - 1
    for (const o of operands) {
      if (typeof o === 'number') this.code.push(o)
      else {
        this.labels.push({ at: this.code.length, start, label: o })
        this.code.push(-1)
      }
    }
  }

  /** Jumps from the end of an expression whose ways meet there. */
  mergingJump(label: Label, out: number): void {
    const { place } = this
    this.at({ ...place })
    this.merges.push({ at: this.code.length, row: this.rows.length / 5, out })
    this.emit(JUMP, label)
    this.at(place)
  }

  bind(label: Label): void {
    label.at = this.code.length
  }

  name(name: string): number {
    let i = this.nameIndex.get(name)
    if (i === undefined) {
      i = this.names.length
      this.names.push(name)
      this.nameIndex.set(name, i)
    }
    return i
  }

  /** The register of a constant. */
  constant(value: Const): number {
    return FIRST_CONSTANT - this.constantNumber(value)
  }

  /** The number of a constant. */
  constantNumber(value: Const): number {
    const key = constantKey(value)
    let i = this.constIndex.get(key)
    if (i === undefined) {
      i = this.consts.length
      this.consts.push(value)
      this.constIndex.set(key, i)
    }
    return i
  }

  keywords(names: readonly string[]): number {
    return this.keywordNames.push(names) - 1
  }

  cache(): number {
    return this.cacheCount++
  }

  unit(u: CodeUnit): number {
    return this.units.push(u) - 1
  }

  /** Starts a segment of a protected range. */
  open(handler: Label, register: number, place: number): Range {
    const r: Range = { start: this.code.length, end: -1, handler, register, place }
    return r
  }

  /** Ends a segment; tells whether there is anything in it. */
  close(r: Range): boolean {
    r.end = this.code.length
    if (r.end > r.start) this.ranges.push(r)
    return r.end > r.start
  }

  /** Tells that the instructions since `start` see a variable of that name in a temporary. */
  hide(name: string, register: number, start: number): void {
    this.hidden.push(this.name(name), register, start, this.code.length)
  }

  /** Tells that the instructions since `start` are those of a comprehension, behind which variables are what they were. */
  restore(start: number): void {
    this.restored.push(start, this.code.length)
  }

  /** The finished unit. */
  assemble(
    head: Pick<
      CodeUnit,
      | 'name'
      | 'qualname'
      | 'filename'
      | 'firstlineno'
      | 'argcount'
      | 'posonlyargcount'
      | 'kwonlyargcount'
      | 'flags'
      | 'varnames'
      | 'cellvars'
      | 'freevars'
      | 'cellRegs'
      | 'freeRegs'
    >,
  ): CodeUnit {
    const kept = placeMerges(this.code, this.labels, this.merges, this.rows, head.varnames.length)
    const code = Int32Array.from(this.code)
    placeLabels(code, this.labels, this.rows, kept)
    const firstConst = this.highest
    const constRegs = placeConstants(code, firstConst)
    const parameters =
      head.argcount +
      head.kwonlyargcount +
      ((head.flags & CO_VARARGS) !== 0 ? 1 : 0) +
      ((head.flags & CO_VARKEYWORDS) !== 0 ? 1 : 0)
    const varnames = orderVariables(code, parameters, head.varnames.length, head.varnames)
    const table = new Int32Array(this.ranges.length * 5)
    this.ranges.forEach((r, i) => table.set([r.start, r.end, r.handler.at, r.register, r.place], i * 5))
    return {
      ...head,
      varnames,
      names: this.names,
      consts: this.consts,
      code,
      nregs: firstConst + constRegs.length,
      firstConst,
      constRegs,
      exceptionTable: table,
      hidden: Int32Array.from(this.hidden),
      restored: Int32Array.from(this.restored),
      positions: Int32Array.from(this.rows),
      keywordNames: this.keywordNames,
      units: this.units,
      cacheCount: this.cacheCount,
    }
  }
}

/** Constants with the same key are one constant: 1, 1.0 and True are not, nor 0.0 and -0.0. */
export function constantKey(value: Const): string {
  if (value === null) return 'N'
  switch (typeof value) {
    case 'number':
      return `i${value}`
    case 'bigint':
      return `i${value}`
    case 'boolean':
      return value ? 'T' : 'F'
    case 'string':
      return `s${value.length}:${value}`
  }
  if (value instanceof Uint8Array) return `b${value.join()}`
  if (value instanceof CodePointString) return `p${value.codePoints.join()}`
  if (value instanceof FloatLiteral) return `f${signed(value.value)}`
  if (value instanceof ComplexLiteral) return `c${signed(value.imag)}`
  if (value instanceof ComplexConst) return `c${signed(value.real)} ${signed(value.imag)}`
  if (value instanceof TupleConst) return `(${value.items.map(constantKey).join('\0')})`
  if (value instanceof FrozenSetConst) return `{${value.items.map(constantKey).sort().join('\0')}}`
  return 'E'
}

const signed = (n: number): string => (Object.is(n, -0) ? '-0' : `${n}`)

export type { ConstantValue }
