// The disassembler: a code unit as text, for people, for `--show code` and for the compiler's own tests.
//
// A line is `[label:] OPCODE operand, …`. Registers are written by what they hold: a variable's name, `%n` for the n-th
// temporary, a constant as Python writes it; `&name` is a cell and `*` stands for an absent operand. The table of protected
// ranges follows the code.
import '../ops/all.ts'
import { type OperandKind, OPCODES } from '../opdef.ts'
import type { CodeUnit } from '../objects/code-unit.ts'
import { constantText } from './constant-text.ts'

/** What a disassembly shows beside the instructions. */
export interface DisOptions {
  /** Where each instruction comes from, as `line:column-line:column`. */
  readonly positions?: boolean
  /** The units inside as well. */
  readonly inner?: boolean
}

/** The instructions of a unit as text. */
export function disassemble(unit: CodeUnit, options: DisOptions = {}): string {
  const lines: string[] = []
  describe(unit, options, lines)
  return lines.join('\n')
}

function describe(unit: CodeUnit, options: DisOptions, lines: string[]): void {
  lines.push(`${unit.qualname}(${parameters(unit)})`)
  const { code } = unit
  const labels = labelsOf(unit)
  for (let pc = 0; pc < code.length; pc = after(unit, pc)) {
    const label = labels.get(pc)
    const place = options.positions === true ? `   # ${placeText(unit, pc)}` : ''
    lines.push(`${label === undefined ? '' : `${label}:`}`.padEnd(5) + instruction(unit, pc, labels) + place)
  }
  const end = labels.get(code.length)
  if (end !== undefined) lines.push(`${end}:`)
  const table = unit.exceptionTable
  for (let i = 0; i < table.length; i += 5) {
    const pcRegister = table[i + 4] < 0 ? '' : `, ${register(unit, table[i + 4])}`
    lines.push(
      `     ${labels.get(table[i])}-${labels.get(table[i + 1])}: catch ${register(unit, table[i + 3])}${pcRegister} at ${labels.get(table[i + 2])}`,
    )
  }
  if (options.inner !== false)
    for (const inner of unit.units) {
      lines.push('')
      describe(inner, options, lines)
    }
}

/** Where the instruction behind the one at `pc` starts. */
export function after(unit: CodeUnit, pc: number): number {
  return pc + 1 + OPCODES[unit.code[pc]].operands.length
}

function parameters(unit: CodeUnit): string {
  const { varnames, argcount, posonlyargcount, kwonlyargcount, flags } = unit
  const named = argcount + kwonlyargcount
  const list = varnames.slice(0, argcount)
  if (posonlyargcount > 0) list.splice(posonlyargcount, 0, '/')
  const hasVarargs = (flags & 0x4) !== 0
  if (hasVarargs) list.push(`*${varnames[named]}`)
  else if (kwonlyargcount > 0) list.push('*')
  list.push(...varnames.slice(argcount, named))
  if ((flags & 0x8) !== 0) list.push(`**${varnames[named + (hasVarargs ? 1 : 0)]}`)
  return list.join(', ')
}

/** Names of all places that instructions or protected ranges refer to. */
function labelsOf(unit: CodeUnit): Map<number, string> {
  const targets = new Set<number>()
  const { code, exceptionTable } = unit
  for (let pc = 0; pc < code.length; pc = after(unit, pc)) {
    const { operands } = OPCODES[code[pc]]
    for (let k = 0; k < operands.length; k++) if (operands[k].kind === 'label') targets.add(code[pc + 1 + k])
  }
  for (let i = 0; i < exceptionTable.length; i += 5) for (let k = 0; k < 3; k++) targets.add(exceptionTable[i + k])
  return new Map([...targets].sort((a, b) => a - b).map((target, i) => [target, `L${i + 1}`]))
}

function instruction(unit: CodeUnit, pc: number, labels: Map<number, string>): string {
  const { code } = unit
  const { name, operands } = OPCODES[code[pc]]
  const texts: string[] = []
  for (let k = 0; k < operands.length; k++) {
    const { kind } = operands[k]
    if (kind !== 'cache') texts.push(operandText(unit, kind, code[pc + 1 + k], labels))
  }
  return texts.length === 0 ? name : `${name} ${texts.join(', ')}`
}

function operandText(unit: CodeUnit, kind: OperandKind, value: number, labels: Map<number, string>): string {
  switch (kind) {
    case 'imm':
      return `#${value}`
    case 'name':
      return `.${unit.names[value]}`
    case 'unit':
      return `<${unit.units[value].qualname}>`
    case 'konst':
      return `(${unit.keywordNames[value].join(', ')})`
    case 'label':
      return labels.get(value)!
    default:
      return value < 0 ? '*' : register(unit, value)
  }
}

function register(unit: CodeUnit, index: number): string {
  if (index >= unit.firstConst) return constantText(unit.consts[unit.constRegs[index - unit.firstConst]])
  const cell = unit.cellRegs.indexOf(index)
  if (cell >= 0) return `&${unit.cellvars[cell]}`
  const free = unit.freeRegs.indexOf(index)
  if (free >= 0) return `&${unit.freevars[free]}`
  if (index < unit.varnames.length) return unit.varnames[index]
  return `%${index - variables(unit)}`
}

/** How many registers hold variables. */
function variables(unit: CodeUnit): number {
  return Math.max(unit.varnames.length, ...unit.cellRegs.map((r) => r + 1), ...unit.freeRegs.map((r) => r + 1))
}

function placeText(unit: CodeUnit, pc: number): string {
  const { positions } = unit
  let row = -1
  for (let i = 0; i < positions.length && positions[i] <= pc; i += 5) row = i
  if (row < 0) return '?'
  return `${positions[row + 1]}:${positions[row + 3]}-${positions[row + 2]}:${positions[row + 4]}`
}
