// UnitBuilder: instructions, labels, registers, constants and protected ranges of one code unit, and their assembly.
//
// What must stay true: temporaries are used like a stack (`mark`, `release`); a protected range is a list of segments, so
// that code which leaves the range early (a finally body copied before a return) can be cut out of it.
import { ComplexLiteral, FloatLiteral, type ConstantValue } from '@typhon/parser'
import { JUMP, JUMP_BACKWARD, KINDS, OPLEN } from '../generated/opcodes.ts'
import { type CodeUnit, type Const, FrozenSetConst, TupleConst } from '../objects/code-unit.ts'

export interface Place {
  readonly lineno: number
  readonly col_offset: number
  readonly end_lineno: number
  readonly end_col_offset: number
}

/** A place in the code that jumps name before it is known. */
export class Label {
  at = -1
}

interface Range {
  start: number
  end: number
  readonly handler: Label
  readonly register: number
}

/** Operand numbers below this are constants: register -2 - n holds constant n. */
const FIRST_CONSTANT = -2

export class UnitBuilder {
  private code: number[] = []
  private labels: { at: number; start: number; label: Label }[] = []
  private rows: number[] = []
  readonly names: string[] = []
  private readonly nameIndex = new Map<string, number>()
  readonly consts: Const[] = []
  private readonly constIndex = new Map<string, number>()
  readonly keywordNames: (readonly string[])[] = []
  readonly units: CodeUnit[] = []
  private cacheCount = 0
  private readonly ranges: Range[] = []
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
  open(handler: Label, register: number): Range {
    const r: Range = { start: this.code.length, end: -1, handler, register }
    return r
  }

  /** Ends a segment; tells whether there is anything in it. */
  close(r: Range): boolean {
    r.end = this.code.length
    if (r.end > r.start) this.ranges.push(r)
    return r.end > r.start
  }

  /** Whether the last instruction is one of these opcodes (so that code behind it is unreachable, say). */
  endsWith(...opcodes: number[]): boolean {
    return this.lastOpcode >= 0 && opcodes.includes(this.lastOpcode)
  }

  private get lastOpcode(): number {
    // The code is walked from the last position row, which starts at an instruction.
    let i = this.rows.length > 0 ? this.rows[this.rows.length - 5] : 0
    let last = -1
    while (i < this.code.length) {
      last = this.code[i]
      i += OPLEN[last]
    }
    return last
  }

  /** Lets jumps that lead to jumps go to where those go. */
  private threadJumps(code: Int32Array): void {
    for (const { at, start } of this.labels) {
      let target = code[at]
      for (let n = 0; n < 8 && code[target] === JUMP; n++) target = code[target + 1]
      code[at] = target
      if (code[start] === JUMP && code[target] === JUMP_BACKWARD) {
        code[start] = JUMP_BACKWARD
        code[at] = code[target + 1]
      }
    }
  }

  /** The finished unit. */
  assemble(head: Pick<CodeUnit, 'name' | 'qualname' | 'filename' | 'firstlineno' | 'argcount' | 'posonlyargcount' | 'kwonlyargcount' | 'flags' | 'varnames' | 'cellvars' | 'freevars' | 'cellRegs' | 'freeRegs'>): CodeUnit {
    const code = Int32Array.from(this.code)
    for (const { at, label } of this.labels) code[at] = label.at
    this.threadJumps(code)
    // Constants used as registers get the registers behind the temporaries.
    const firstConst = this.highest
    const constRegs: number[] = []
    const registerOf = new Map<number, number>()
    for (let i = 0; i < code.length; i += OPLEN[code[i]]) {
      const kinds = KINDS[code[i]]
      for (let k = 0; k < kinds.length; k++) {
        const operand = code[i + 1 + k]
        if (operand > FIRST_CONSTANT || (kinds[k] !== 'reg' && kinds[k] !== 'opt')) continue
        const n = FIRST_CONSTANT - operand
        let r = registerOf.get(n)
        if (r === undefined) {
          r = firstConst + constRegs.length
          constRegs.push(n)
          registerOf.set(n, r)
        }
        code[i + 1 + k] = r
      }
    }
    const table = new Int32Array(this.ranges.length * 5)
    this.ranges.forEach((r, i) => table.set([r.start, r.end, r.handler.at, r.register, -1], i * 5))
    return {
      ...head, names: this.names, consts: this.consts, code, nregs: firstConst + constRegs.length, firstConst, constRegs, exceptionTable: table,
      positions: Int32Array.from(this.rows), keywordNames: this.keywordNames, units: this.units, cacheCount: this.cacheCount,
    }
  }
}

/** Constants with the same key are one constant: 1, 1.0 and True are not, nor 0.0 and -0.0. */
export function constantKey(value: Const): string {
  if (value === null) return 'N'
  switch (typeof value) {
    case 'number': return `i${value}`
    case 'bigint': return `i${value}`
    case 'boolean': return value ? 'T' : 'F'
    case 'string': return `s${value}`
  }
  if (value instanceof Uint8Array) return `b${value.join()}`
  if (value instanceof FloatLiteral) return Object.is(value.value, -0) ? 'f-0' : `f${value.value}`
  if (value instanceof ComplexLiteral) return Object.is(value.imag, -0) ? 'c-0' : `c${value.imag}`
  if (value instanceof TupleConst) return `(${value.items.map(constantKey).join('\0')})`
  if (value instanceof FrozenSetConst) return `{${value.items.map(constantKey).join('\0')}}`
  return 'E'
}

export type { ConstantValue }
