// CodeUnit: what the compiler makes of a module, class or function; plain data, independent of any object space.
//
// Registers of a frame: locals (parameters first), cells, free variables, temporaries, constants. A constant register is
// never written.
import type { ConstantValue } from '@typhon/parser'

/** A constant: a literal of the tree, a tuple or frozenset of constants, or a complex number that no literal spells. */
export type Const = ConstantValue | TupleConst | FrozenSetConst | ComplexConst

/** A complex number with a real part: only trees made by programs have it as one constant. */
export class ComplexConst {
  readonly real: number
  readonly imag: number
  constructor(real: number, imag: number) {
    this.real = real
    this.imag = imag
  }
}

export class TupleConst {
  readonly items: readonly Const[]
  constructor(items: readonly Const[]) {
    this.items = items
  }
}

export class FrozenSetConst {
  readonly items: readonly Const[]
  constructor(items: readonly Const[]) {
    this.items = items
  }
}

export interface CodeUnit {
  readonly name: string
  readonly qualname: string
  readonly filename: string
  readonly firstlineno: number
  readonly argcount: number
  readonly posonlyargcount: number
  readonly kwonlyargcount: number
  /** CO_* bits. */
  readonly flags: number
  /** Parameters and locals, parameters first; cells that are parameters are among them. */
  readonly varnames: readonly string[]
  readonly cellvars: readonly string[]
  readonly freevars: readonly string[]
  readonly names: readonly string[]
  readonly consts: readonly Const[]
  readonly code: Int32Array
  /** Size of the register window. */
  readonly nregs: number
  /** Register of each cell variable and each free variable. */
  readonly cellRegs: readonly number[]
  readonly freeRegs: readonly number[]
  /** Constants (by number) in the registers from `firstConst` on. */
  readonly firstConst: number
  readonly constRegs: readonly number[]
  /** Rows of five: start, end, handler, register of the exception, -1. Inner ranges come first. */
  readonly exceptionTable: Int32Array
  /** Variables of inlined comprehensions, for `locals()`. Rows of four: name, register, start and end of the code that sees it. */
  readonly hidden: Int32Array
  /** The code of inlined comprehensions, start and end, inner ones first: what fails there is told of twice, as names are put back. */
  readonly restored: Int32Array
  /** Rows of five: offset, line, end line, column, end column; by offset. */
  readonly positions: Int32Array
  /** Keyword names of calls, by `konst` operand. */
  readonly keywordNames: readonly (readonly string[])[]
  readonly units: readonly CodeUnit[]
  readonly cacheCount: number
}

/** All fields of a unit. */
const FIELDS = [
  'name',
  'qualname',
  'filename',
  'firstlineno',
  'argcount',
  'posonlyargcount',
  'kwonlyargcount',
  'flags',
  'varnames',
  'cellvars',
  'freevars',
  'names',
  'consts',
  'code',
  'nregs',
  'cellRegs',
  'freeRegs',
  'firstConst',
  'constRegs',
  'exceptionTable',
  'hidden',
  'restored',
  'positions',
  'keywordNames',
  'units',
  'cacheCount',
] as const satisfies readonly (keyof CodeUnit)[]

/** A unit of one's own with the same fields, to be changed; those of stored units are computed. */
export function copyOf(unit: CodeUnit): { -readonly [K in keyof CodeUnit]: CodeUnit[K] } {
  return Object.fromEntries(FIELDS.map((name) => [name, unit[name]])) as unknown as CodeUnit
}
