// What every code unit must satisfy, checked: used by the compiler's tests, and by whoever changes code by hand.
//
// Two parts. The form: opcodes exist, operands are in range, labels and table rows fall on instructions, constants are not
// written, control does not run off the end. The flow: on every path, exceptional ones included, a register has been written
// before it is read. That second part is a forward analysis over single instructions: the state at an instruction is the set
// of registers surely written, and where ways meet it is the intersection.
import '../ops/all.ts'
import { type Opcode, OPCODES } from '../opdef.ts'
import type { CodeUnit } from '../objects/code-unit.ts'
import { after } from './dis.ts'

/** Instructions behind which control does not simply go on. */
const ENDS: ReadonlySet<string> = new Set(['RETURN_VALUE', 'RERAISE', 'RAISE_VARARGS', 'JUMP', 'JUMP_BACKWARD'])

/** What is wrong with a unit and the units inside; empty when all is well. */
export function verifyUnit(unit: CodeUnit): string[] {
  const faults = new UnitVerifier(unit).faults
  for (const inner of unit.units) faults.push(...verifyUnit(inner))
  return faults
}

class UnitVerifier {
  readonly faults: string[] = []
  private readonly unit: CodeUnit
  private readonly starts = new Set<number>()

  constructor(unit: CodeUnit) {
    this.unit = unit
    if (this.boundaries()) {
      this.form()
      this.tables()
      if (this.faults.length === 0) this.flow()
    }
  }

  private fault(pc: number, text: string): void {
    const name = OPCODES[this.unit.code[pc]]?.name ?? '?'
    this.faults.push(`${this.unit.qualname}, line ${lineAt(this.unit, pc)}, ${pc} ${name}: ${text}`)
  }

  private boundaries(): boolean {
    const { unit, starts } = this
    const { code } = unit
    let pc = 0
    while (pc < code.length) {
      if (OPCODES[code[pc]] === undefined) {
        this.fault(pc, `no opcode ${code[pc]}`)
        return false
      }
      starts.add(pc)
      pc = after(unit, pc)
    }
    if (pc !== code.length) this.faults.push(`${unit.qualname}: the last instruction is cut off`)
    return pc === code.length
  }

  private form(): void {
    const { unit, starts } = this
    const { code } = unit
    const caches = new Set<number>()
    for (const pc of starts) {
      const { operands } = OPCODES[code[pc]]
      for (let k = 0; k < operands.length; k++) {
        const { kind, name } = operands[k]
        const value = code[pc + 1 + k]
        const within = (limit: number, least = 0): void => {
          if (value < least || value >= limit) this.fault(pc, `${name} is ${value}`)
        }
        if (kind === 'out') within(unit.firstConst)
        else if (kind === 'reg') within(unit.nregs)
        else if (kind === 'opt') within(unit.nregs, -1)
        else if (kind === 'name') within(unit.names.length)
        else if (kind === 'unit') within(unit.units.length)
        else if (kind === 'konst') within(unit.keywordNames.length)
        else if (kind === 'cache') {
          within(unit.cacheCount)
          if (caches.has(value)) this.fault(pc, 'shares its cache')
          caches.add(value)
        } else if (kind === 'label' && !starts.has(value)) this.fault(pc, `jumps to ${value}, which is no instruction`)
      }
      for (const r of reads(code, pc)) if (r >= unit.nregs) this.fault(pc, `reads register ${r} of ${unit.nregs}`)
      for (const r of writes(code, pc)) if (r >= unit.firstConst) this.fault(pc, `writes constant register ${r}`)
    }
  }

  private tables(): void {
    const { unit, starts } = this
    const { exceptionTable: table, positions, code } = unit
    for (let i = 0; i < table.length; i += 5) {
      const [start, end, handler, exception] = table.subarray(i, i + 4)
      const isRange = start < end && starts.has(start) && (starts.has(end) || end === code.length)
      if (!isRange || !starts.has(handler)) this.faults.push(`${unit.qualname}: range ${start}-${end} at ${handler}`)
      if (exception < 0 || exception >= unit.firstConst)
        this.faults.push(`${unit.qualname}: exception into ${exception}`)
    }
    for (let i = 0, last = -1; i < positions.length; i += 5) {
      if (positions[i] <= last || !starts.has(positions[i]))
        this.faults.push(`${unit.qualname}: position row at ${positions[i]}`)
      last = positions[i]
    }
  }

  private flow(): void {
    const { unit } = this
    const { code } = unit
    if (code.length === 0) return
    const states = new Map<number, Uint8Array>()
    const work: number[] = []
    const reach = (pc: number, state: Uint8Array): void => {
      const known = states.get(pc)
      if (known === undefined) {
        states.set(pc, state.slice())
        work.push(pc)
        return
      }
      let changed = false
      for (let r = 0; r < known.length; r++)
        if (known[r] === 1 && state[r] === 0) {
          known[r] = 0
          changed = true
        }
      if (changed) work.push(pc)
    }
    reach(0, this.entry())
    const loose = new Set<number>()
    while (work.length > 0) {
      const pc = work.pop()!
      const before = states.get(pc)!
      this.handlers(pc, before, reach)
      const state = before.slice()
      const op = OPCODES[code[pc]]
      if (op.name === 'CHECK_LOCAL') state[code[pc + 1]] = 1
      const target = labelOf(op, code, pc)
      // FOR_ITER gives no item when it ends.
      if (target >= 0 && op.name === 'FOR_ITER') reach(target, state)
      for (const r of writes(code, pc)) state[r] = 1
      if (op.name === 'DELETE_FAST' || op.name === 'CLEAR_FAST') state[code[pc + 1]] = 0
      if (target >= 0 && op.name !== 'FOR_ITER') reach(target, state)
      if (ENDS.has(op.name)) continue
      const next = after(unit, pc)
      if (next >= code.length) loose.add(pc)
      else reach(next, state)
    }
    for (const pc of loose) this.fault(pc, 'control runs off the end')
    for (const [pc, state] of states) {
      if (OPCODES[code[pc]].name === 'CHECK_LOCAL') continue
      for (const r of reads(code, pc))
        if (state[r] === 0) this.fault(pc, `register ${r} may be read before it is written`)
    }
  }

  /** The first row that holds the instruction is where its exceptions go. */
  private handlers(pc: number, state: Uint8Array, reach: (pc: number, state: Uint8Array) => void): void {
    const table = this.unit.exceptionTable
    for (let i = 0; i < table.length; i += 5) {
      if (pc < table[i] || pc >= table[i + 1]) continue
      const caught = state.slice()
      caught[table[i + 3]] = 1
      if (table[i + 4] >= 0) caught[table[i + 4]] = 1
      reach(table[i + 2], caught)
      return
    }
  }

  /** What a call has written: parameters and constants. */
  private entry(): Uint8Array {
    const { unit } = this
    const state = new Uint8Array(unit.nregs)
    const hasVarargs = (unit.flags & 0x4) !== 0 ? 1 : 0
    const hasKeywords = (unit.flags & 0x8) !== 0 ? 1 : 0
    state.fill(1, 0, unit.argcount + unit.kwonlyargcount + hasVarargs + hasKeywords)
    state.fill(1, unit.firstConst)
    return state
  }
}

function labelOf(op: Opcode, code: Int32Array, pc: number): number {
  const k = op.operands.findIndex((o) => o.kind === 'label')
  return k < 0 ? -1 : code[pc + 1 + k]
}

/** The line of an instruction. */
function lineAt(unit: CodeUnit, pc: number): number {
  let line = unit.firstlineno
  for (let i = 0; i < unit.positions.length && unit.positions[i] <= pc; i += 5) line = unit.positions[i + 1]
  return line
}

/** Registers that an instruction reads. */
export function reads(code: Int32Array, pc: number): number[] {
  const { name, operands } = OPCODES[code[pc]]
  const list: number[] = []
  for (let k = 0; k < operands.length; k++) {
    const { kind } = operands[k]
    const value = code[pc + 1 + k]
    if (kind === 'reg' || (kind === 'opt' && value >= 0)) list.push(value)
    else if (kind === 'base') for (let i = 0, n = runLength(name, code[pc + 2 + k]); i < n; i++) list.push(value + i)
  }
  if (name === 'DELETE_FAST') list.push(code[pc + 1])
  return list
}

/** How many registers the run of an instruction has, from its count. */
function runLength(name: string, count: number): number {
  if (name === 'BUILD_MAP') return count * 2
  if (name === 'CALL' || name === 'CALL_KW') return count + 1
  if (name === 'CALL_METHOD' || name === 'CALL_METHOD_KW') return count + 2
  return count
}

/** Registers that an instruction writes. */
export function writes(code: Int32Array, pc: number): number[] {
  const { name, operands } = OPCODES[code[pc]]
  if (operands.length === 0 || operands[0].kind !== 'out' || name === 'DELETE_FAST') return []
  const first = code[pc + 1]
  let count = 1
  if (name === 'UNPACK_SEQUENCE') count = code[pc + 3]
  else if (name === 'UNPACK_EX') count = code[pc + 3] + 1 + code[pc + 4]
  else if (name === 'COPY_FREE_VARS') count = code[pc + 2]
  else if (
    name === 'LOAD_METHOD' ||
    name === 'LOAD_SUPER_METHOD' ||
    name === 'BEFORE_WITH' ||
    name === 'BEFORE_ASYNC_WITH' ||
    name === 'CHECK_EG_MATCH'
  )
    count = 2
  return Array.from({ length: count }, (_, i) => first + i)
}
