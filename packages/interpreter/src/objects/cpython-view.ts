// Code as `dis`, `inspect` and debuggers know it: the instructions of a unit written as CPython's, with its tables of lines and
// handlers. Python code that looks for names, constants, jumps or positions finds what CPython would show; nothing executes it.
// CPython: Objects/locations.md, InternalDocs/exception_handling.md
//
// What a register machine has no use for is not there: POP_TOP, PUSH_NULL, copies on the stack.
//
// What must stay true: each instruction of ours is at least one of CPython's; `offsets` has the byte of the one that does its
// work, in rising order, so that `lasti` can be told apart.
import { KINDS, OPLEN, OPNAMES, SEND } from '../generated/opcodes.ts'
import { targetOf } from '../baseline/graph.ts'
import { CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR, CO_HAS_DOCSTRING, CO_OPTIMIZED } from './code-flags.ts'
import type { CodeUnit } from './code-unit.ts'
import { Cp, CP_CACHES } from './cpython-opcodes.ts'
import { entryLine, type Position, shownPosition } from './positions.ts'

/** An instruction of CPython; `target` is the instruction of ours that it jumps to, -1 for no jump. */
interface Line {
  readonly opcode: number
  readonly pc: number
  readonly isMain: boolean
  readonly target: number
  arg: number
  /** The offset of its first word, EXTENDED_ARG included, and how many of those there are. */
  at: number
  extended: number
}

export interface View {
  /** co_code */
  readonly bytes: Uint8Array
  /** By instruction of ours: the byte of the one that does its work, and of the first one for it. */
  readonly offsets: Int32Array
  readonly starts: Int32Array
  /** The byte of RESUME, which stands for entering the code. */
  readonly entry: number
  /** By word of `bytes`: where it comes from; null for what belongs to no place. */
  readonly places: readonly (Position | null)[]
  /** The order of co_consts: numbers of constants, behind them those of the units inside. */
  readonly constants: readonly number[]
}

const NUMBERS: { readonly [name: string]: number } = {
  ADD: 0,
  AND: 1,
  FLOOR_DIVIDE: 2,
  LSHIFT: 3,
  MATRIX_MULTIPLY: 4,
  MULTIPLY: 5,
  REMAINDER: 6,
  OR: 7,
  POWER: 8,
  RSHIFT: 9,
  SUBTRACT: 10,
  TRUE_DIVIDE: 11,
  XOR: 12,
}
const INPLACE = 13
/** Comparisons by name; behind the number is how the result is used: 16 as a truth value. */
const COMPARISONS = ['LT', 'LE', 'EQ', 'NE', 'GT', 'GE']
const AS_BOOL = 16

/** Instructions that are CPython's under the same name, or this one, with this argument. */
const RENAMED: { readonly [name: string]: readonly [opcode: number, arg: number] } = {
  UNARY_POSITIVE: [Cp.CALL_INTRINSIC_1, 5],
  IMPORT_STAR: [Cp.CALL_INTRINSIC_1, 2],
  ASYNC_GEN_WRAP: [Cp.CALL_INTRINSIC_1, 4],
  LIST_TO_TUPLE: [Cp.CALL_INTRINSIC_1, 6],
  PREP_RERAISE_STAR: [Cp.CALL_INTRINSIC_2, 1],
  SET_TYPE_PARAMS: [Cp.CALL_INTRINSIC_2, 4],
  BUILD_SLICE: [Cp.BUILD_SLICE, 3],
  LIST_APPEND: [Cp.LIST_APPEND, 1],
  SET_ADD: [Cp.SET_ADD, 1],
  MAP_ADD: [Cp.MAP_ADD, 1],
  LIST_EXTEND: [Cp.LIST_EXTEND, 1],
  SET_UPDATE: [Cp.SET_UPDATE, 1],
  DICT_UPDATE: [Cp.DICT_UPDATE, 1],
  DICT_MERGE: [Cp.DICT_MERGE, 1],
  MATCH_REST: [Cp.DICT_UPDATE, 1],
  WITH_EXIT: [Cp.CALL, 2],
  YIELD_VALUE: [Cp.YIELD_VALUE, 0],
}

const SUSPENDS = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR

class Writer {
  readonly unit: CodeUnit
  readonly lines: Line[] = []
  private pc = -1

  constructor(unit: CodeUnit) {
    this.unit = unit
    this.prologue()
    for (let pc = 0; pc < unit.code.length; pc += OPLEN[unit.code[pc]]) {
      this.pc = pc
      this.instruction(pc)
    }
  }

  private emit(opcode: number, arg = 0, isMain = false, target = -1): void {
    this.lines.push({ opcode, arg, isMain, target, pc: this.pc, at: 0, extended: 0 })
  }

  private prologue(): void {
    const { freevars, cellvars, flags } = this.unit
    if (freevars.length > 0) this.emit(Cp.COPY_FREE_VARS, freevars.length)
    for (const name of cellvars) this.emit(Cp.MAKE_CELL, this.variable(name))
    if ((flags & SUSPENDS) !== 0) {
      this.emit(Cp.RETURN_GENERATOR)
      this.emit(Cp.POP_TOP)
    }
    this.emit(Cp.RESUME)
  }

  /** The number of a variable: locals, then cells that are no locals, then free variables. */
  private variable(name: string): number {
    const { varnames, cellvars, freevars } = this.unit
    const local = varnames.indexOf(name)
    if (local >= 0) return local
    const cells = cellvars.filter((n) => !varnames.includes(n))
    const cell = cells.indexOf(name)
    return varnames.length + (cell >= 0 ? cell : cells.length + freevars.indexOf(name))
  }

  /** The name of the variable whose cell is in a register. */
  private cellName(register: number): string {
    const { cellvars, cellRegs, freevars, freeRegs } = this.unit
    const cell = cellRegs.indexOf(register)
    return cell >= 0 ? cellvars[cell] : (freevars[freeRegs.indexOf(register)] ?? '')
  }

  private load(register: number): void {
    const { firstConst, constRegs, varnames } = this.unit
    if (register >= firstConst) this.emit(Cp.LOAD_CONST, constRegs[register - firstConst])
    else if (register >= 0 && register < varnames.length) this.emit(Cp.LOAD_FAST, register)
  }

  private store(register: number): void {
    if (register < this.unit.varnames.length) this.emit(Cp.STORE_FAST, register)
  }

  /** Loads the registers that an instruction reads. */
  private loadAll(pc: number): void {
    const { code } = this.unit
    KINDS[code[pc]].forEach((kind, k) => {
      if (kind === 'reg' || kind === 'opt') this.load(code[pc + 1 + k])
    })
  }

  private instruction(pc: number): void {
    const { code, unit } = { code: this.unit.code, unit: this.unit }
    const name = OPNAMES[code[pc]]
    const a = code[pc + 1]
    const b = code[pc + 2]
    const c = code[pc + 3]
    const d = code[pc + 4]
    const target = targetOf(code, pc)
    switch (name) {
      case 'MAKE_CELL':
      case 'COPY_FREE_VARS':
      case 'RETURN_GENERATOR':
        return
      case 'COPY':
        this.load(b)
        if (a < unit.varnames.length) this.emit(Cp.STORE_FAST, a, true)
        else if (this.lines.at(-1)?.pc !== pc) this.emit(Cp.NOP, 0, true)
        return
      case 'JUMP':
        if (target > pc) this.emit(Cp.JUMP_FORWARD, 0, true, target)
        else this.emit(code[target] === SEND ? Cp.JUMP_BACKWARD_NO_INTERRUPT : Cp.JUMP_BACKWARD, 0, true, target)
        return
      case 'JUMP_BACKWARD':
        this.emit(Cp.JUMP_BACKWARD, 0, true, target)
        return
      case 'LOAD_GLOBAL':
        this.emit(Cp.LOAD_GLOBAL, b << 1, true)
        this.store(a)
        return
      case 'LOAD_NAME':
        this.emit(Cp.LOAD_NAME, b, true)
        this.store(a)
        return
      case 'STORE_NAME':
      case 'STORE_GLOBAL':
        this.load(b)
        this.emit(Cp[name], a, true)
        return
      case 'DELETE_NAME':
      case 'DELETE_GLOBAL':
        this.emit(Cp[name], a, true)
        return
      case 'LOAD_DEREF':
        this.emit(Cp.LOAD_DEREF, this.variable(this.cellName(b)), true)
        this.store(a)
        return
      case 'STORE_DEREF':
        this.load(b)
        this.emit(Cp.STORE_DEREF, this.variable(this.cellName(a)), true)
        return
      case 'DELETE_DEREF':
        this.emit(Cp.DELETE_DEREF, this.variable(this.cellName(a)), true)
        return
      case 'LOAD_FROM_DICT_OR_DEREF':
        this.emit(Cp.LOAD_FROM_DICT_OR_DEREF, this.variable(this.cellName(c)), true)
        return
      case 'LOAD_FROM_DICT_OR_GLOBALS':
        this.emit(Cp.LOAD_FROM_DICT_OR_GLOBALS, c, true)
        return
      case 'CHECK_LOCAL':
        this.emit(Cp.LOAD_FAST_CHECK, a, true)
        return
      case 'DELETE_FAST':
        this.emit(Cp.DELETE_FAST, a, true)
        return
      case 'CLEAR_FAST':
        this.emit(Cp.LOAD_FAST_AND_CLEAR, Math.min(a, Math.max(unit.varnames.length - 1, 0)), true)
        return
      case 'LOAD_ATTR':
      case 'LOAD_METHOD':
        this.load(b)
        this.emit(Cp.LOAD_ATTR, (c << 1) | (name === 'LOAD_METHOD' ? 1 : 0), true)
        if (name === 'LOAD_ATTR') this.store(a)
        return
      case 'STORE_ATTR':
        this.load(c)
        this.load(a)
        this.emit(Cp.STORE_ATTR, b, true)
        return
      case 'DELETE_ATTR':
        this.load(a)
        this.emit(Cp.DELETE_ATTR, b, true)
        return
      case 'LOAD_SUPER_ATTR':
      case 'LOAD_SUPER_METHOD':
        this.loadAll(pc)
        // The two lowest bits: whether the program gives the class and the object, and whether a method is called.
        this.emit(Cp.LOAD_SUPER_ATTR, (code[pc + 5] << 2) | code[pc + 6] | (name === 'LOAD_SUPER_METHOD' ? 1 : 0), true)
        if (name === 'LOAD_SUPER_ATTR') this.store(a)
        return
      case 'IMPORT_NAME':
        this.load(d)
        this.load(c)
        this.emit(Cp.IMPORT_NAME, b, true)
        this.store(a)
        return
      case 'IMPORT_FROM':
        this.emit(Cp.IMPORT_FROM, c, true)
        this.store(a)
        return
      case 'STORE_SUBSCR':
        this.load(c)
        this.load(a)
        this.load(b)
        this.emit(Cp.STORE_SUBSCR, 0, true)
        return
      case 'FORMAT_VALUE':
        this.load(b)
        if (c >= 0) this.emit(Cp.CONVERT_VALUE, c === 115 ? 1 : c === 114 ? 2 : 3)
        if (d >= 0) this.load(d)
        this.emit(d >= 0 ? Cp.FORMAT_WITH_SPEC : Cp.FORMAT_SIMPLE, 0, true)
        this.store(a)
        return
      case 'UNPACK_SEQUENCE':
        this.load(b)
        this.emit(Cp.UNPACK_SEQUENCE, c, true)
        for (let i = 0; i < c; i++) this.store(a + i)
        return
      case 'UNPACK_EX':
        this.load(b)
        this.emit(Cp.UNPACK_EX, c | (d << 8), true)
        return
      case 'MATCH_CLASS':
        this.loadAll(pc)
        this.emit(Cp.MATCH_CLASS, d, true)
        return
      case 'MAKE_FUNCTION':
        for (let k = 3; k <= 6; k++) this.load(code[pc + k])
        this.emit(Cp.LOAD_CONST, unit.consts.length + b)
        this.emit(Cp.MAKE_FUNCTION, 0, true)
        for (let k = 6; k >= 3; k--) if (code[pc + k] >= 0) this.emit(Cp.SET_FUNCTION_ATTRIBUTE, 1 << (k - 3))
        this.store(a)
        return
      case 'CALL':
      case 'CALL_METHOD':
      case 'CALL_KW':
      case 'CALL_METHOD_KW':
        this.emit(name.endsWith('KW') ? Cp.CALL_KW : Cp.CALL, c, true)
        this.store(a)
        return
      case 'CALL_EX':
        this.loadAll(pc)
        this.emit(Cp.CALL_FUNCTION_EX, d >= 0 ? 1 : 0, true)
        this.store(a)
        return
      case 'RETURN_VALUE':
        if (a >= unit.firstConst) this.emit(Cp.RETURN_CONST, unit.constRegs[a - unit.firstConst], true)
        else {
          this.load(a)
          this.emit(Cp.RETURN_VALUE, 0, true)
        }
        return
      case 'RAISE_VARARGS':
        this.loadAll(pc)
        this.emit(Cp.RAISE_VARARGS, (a >= 0 ? 1 : 0) + (b >= 0 ? 1 : 0), true)
        return
      case 'INTRINSIC_1':
      case 'INTRINSIC_2':
        this.loadAll(pc)
        this.emit(
          name === 'INTRINSIC_1' ? Cp.CALL_INTRINSIC_1 : Cp.CALL_INTRINSIC_2,
          name === 'INTRINSIC_1' ? c : d,
          true,
        )
        this.store(a)
        return
      case 'BUILD_TUPLE':
      case 'BUILD_LIST':
      case 'BUILD_SET':
      case 'BUILD_MAP':
      case 'BUILD_STRING':
        this.emit(Cp[name], c, true)
        this.store(a)
        return
      case 'FOR_ITER':
      case 'SEND':
        this.emit(Cp[name], 0, true, target)
        if (name === 'FOR_ITER') this.store(a)
        return
      case 'JUMP_UNLESS_EXC_MATCH':
        this.loadAll(pc)
        this.emit(Cp.CHECK_EXC_MATCH, 0, true)
        this.emit(Cp.POP_JUMP_IF_FALSE, 0, false, target)
        return
      case 'JUMP_IF_TRUE':
      case 'JUMP_IF_FALSE':
        this.load(a)
        this.emit(Cp.TO_BOOL, 0, true)
        this.emit(name === 'JUMP_IF_TRUE' ? Cp.POP_JUMP_IF_TRUE : Cp.POP_JUMP_IF_FALSE, 0, false, target)
        return
    }
    this.loadAll(pc)
    this.operator(name, target)
    if (KINDS[code[pc]][0] === 'out') this.store(a)
  }

  /** Operators, comparisons with and without jump, and what is the same in both machines. */
  private operator(name: string, target: number): void {
    const m = /^(BINARY|INPLACE|COMPARE|JUMP_IF|JUMP_UNLESS)_(\w+)$/.exec(name)
    const known = name as keyof typeof Cp
    if (m !== null && (m[1] === 'BINARY' || m[1] === 'INPLACE') && m[2] in NUMBERS) {
      this.emit(Cp.BINARY_OP, NUMBERS[m[2]] + (m[1] === 'INPLACE' ? INPLACE : 0), true)
      return
    }
    const jump = m !== null && m[1].startsWith('JUMP')
    const comparison = m === null ? -1 : COMPARISONS.indexOf(m[2])
    if (comparison >= 0) this.emit(Cp.COMPARE_OP, (comparison << 5) | (jump ? AS_BOOL : 0), true)
    else if (name === 'IS_OP' || name === 'IS_NOT' || (jump && m[2] === 'IS'))
      this.emit(Cp.IS_OP, name === 'IS_NOT' ? 1 : 0, true)
    else if (name === 'CONTAINS_OP' || name === 'NOT_CONTAINS' || (jump && m[2] === 'CONTAINS'))
      this.emit(Cp.CONTAINS_OP, name === 'NOT_CONTAINS' ? 1 : 0, true)
    else if (name in RENAMED) this.emit(RENAMED[name][0], RENAMED[name][1], true)
    else this.emit(known in Cp ? Cp[known] : Cp.NOP, 0, true)
    if (jump) this.emit(m[1] === 'JUMP_IF' ? Cp.POP_JUMP_IF_TRUE : Cp.POP_JUMP_IF_FALSE, 0, false, target)
  }
}

const caches = (opcode: number): number => CP_CACHES[opcode] ?? 0
const extensions = (arg: number): number => (arg > 0xffffff ? 3 : arg > 0xffff ? 2 : arg > 0xff ? 1 : 0)

/** Gives instructions their offsets, in words, and jumps their distances; gives the length. */
function layOut(lines: readonly Line[], starts: Int32Array): number {
  for (;;) {
    let at = 0
    starts.fill(-1)
    for (const line of lines) {
      line.at = at
      if (line.pc >= 0 && starts[line.pc] < 0) starts[line.pc] = at
      at += line.extended + 1 + caches(line.opcode)
    }
    // Instructions that have none of their own are where the next one is.
    for (let pc = starts.length - 1, next = at; pc >= 0; pc--) {
      if (starts[pc] < 0) starts[pc] = next
      else next = starts[pc]
    }
    let isStable = true
    for (const line of lines) {
      if (line.target >= 0) {
        const behind = line.at + line.extended + 1 + caches(line.opcode)
        line.arg = Math.abs(starts[line.target] - behind)
      }
      const extended = extensions(line.arg)
      if (extended <= line.extended) continue
      line.extended = extended
      isStable = false
    }
    if (isStable) return at
  }
}

/** Gives constants the numbers that CPython's compiler does: as they are met, a function's docstring or None before all. */
function orderConstants(unit: CodeUnit, lines: readonly Line[]): number[] {
  const order = new Set<number>()
  const isFunction = (unit.flags & (CO_OPTIMIZED | CO_HAS_DOCSTRING)) !== 0
  if (isFunction && ((unit.flags & CO_HAS_DOCSTRING) !== 0 || unit.consts[0] === null)) order.add(0)
  const loads = lines.filter((line) => line.opcode === Cp.LOAD_CONST || line.opcode === Cp.RETURN_CONST)
  for (const line of loads) order.add(line.arg)
  for (let i = 0; i < unit.consts.length + unit.units.length; i++) order.add(i)
  const numbers = new Map<number, number>()
  for (const constant of order) numbers.set(constant, numbers.size)
  for (const line of loads) line.arg = numbers.get(line.arg) as number
  return [...order]
}

function makeView(unit: CodeUnit): View {
  const { lines } = new Writer(unit)
  const constants = orderConstants(unit, lines)
  const starts = new Int32Array(unit.code.length + 1)
  const length = layOut(lines, starts)
  const bytes = new Uint8Array(length * 2)
  const places: (Position | null)[] = new Array<Position | null>(length).fill(null)
  const offsets = new Int32Array(unit.code.length + 1).fill(-1)
  const first = unit.firstlineno
  const column = unit.positions.some((n, i) => i % 5 === 3 && n >= 0) ? 0 : -1
  const entry: Position = { line: entryLine(unit), endLine: first, column, endColumn: column }
  const isGenerator = (unit.flags & SUSPENDS) !== 0
  const before: Position | null = isGenerator ? { line: first, endLine: first, column: -1, endColumn: -1 } : null
  for (const { opcode, arg, at, extended, pc, isMain } of lines) {
    for (let i = 0; i < extended; i++) {
      bytes[(at + i) * 2] = Cp.EXTENDED_ARG
      bytes[(at + i) * 2 + 1] = (arg >> (8 * (extended - i))) & 0xff
    }
    const word = at + extended
    bytes[word * 2] = opcode
    bytes[word * 2 + 1] = arg & 0xff
    if (isMain) offsets[pc] = word * 2
    const place = pc >= 0 ? (shownPosition(unit, pc) ?? entry) : opcode === Cp.RESUME ? entry : before
    places.fill(place, at, word + 1 + caches(opcode))
  }
  for (let pc = 0; pc < unit.code.length; pc += OPLEN[unit.code[pc]])
    offsets.fill(offsets[pc] < 0 ? starts[pc] * 2 : offsets[pc], pc, pc + OPLEN[unit.code[pc]])
  for (let pc = 0; pc < starts.length; pc++) starts[pc] *= 2
  const resume = lines.find((line) => line.opcode === Cp.RESUME) as Line
  return { bytes, offsets, starts, places, constants, entry: resume.at * 2 }
}

let known = new WeakMap<CodeUnit, View>()

/** Lets go of all views, so that a snapshot does not carry them. */
export function forgetViews(): void {
  known = new WeakMap()
}

/** The view of a unit, made when it is first asked for. */
export function viewOf(unit: CodeUnit): View {
  let view = known.get(unit)
  if (view === undefined) known.set(unit, (view = makeView(unit)))
  return view
}

/** The byte that Python code takes an instruction of ours for. */
export function lastiOf(unit: CodeUnit, pc: number): number {
  const { offsets, entry } = viewOf(unit)
  return pc < 0 ? entry : offsets[pc]
}

/** The bytes of the instructions that stand for the one at `pc`. */
export function bytesAt(unit: CodeUnit, pc: number): number[] {
  const { bytes, starts } = viewOf(unit)
  const end = starts[pc + OPLEN[unit.code[pc]]]
  const found: number[] = []
  for (let at = starts[pc]; at < end; at += 2 * (1 + caches(bytes[at])))
    if (bytes[at] !== Cp.EXTENDED_ARG) found.push(at)
  return found
}

/** The instruction of ours that a byte belongs to. */
export function pcOf(unit: CodeUnit, lasti: number): number {
  if (lasti < 0) return lasti
  const { starts } = viewOf(unit)
  const { code } = unit
  let found = -1
  for (let pc = 0; pc < code.length && starts[pc] <= lasti; pc += OPLEN[code[pc]]) found = pc
  return found
}
