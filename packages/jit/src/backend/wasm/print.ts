/** A module as text, as the text format of WebAssembly has it, with an instruction on each line. */
import type { Instruction, Variable, WasmModule } from './code.ts'
import type { InstructionName } from './instructions.ts'

const OPENING: ReadonlySet<InstructionName> = new Set(['block', 'loop', 'if'])

export function print({ run, globals }: WasmModule): string {
  const lines = globals.map(({ name, type }) => `  (global $${name} (export "${name}") (mut ${type}))`)
  lines.push(`  (func (export "run")${list('param', run.parameters)} (result i32)${list('local', run.locals)}`)
  let depth = 2
  for (const { name, operand } of run.code) {
    if (name === 'end' || name === 'else') depth--
    lines.push(`${'  '.repeat(depth)}${name}${operandText(name, operand)}`)
    if (name === 'else' || OPENING.has(name)) depth++
  }
  return ['(module', ...lines, '  ))'].join('\n')
}

const list = (what: string, variables: readonly Variable[]): string =>
  variables.map(({ name, type }) => ` (${what} $${name} ${type})`).join('')

function operandText(name: InstructionName, operand: Instruction['operand']): string {
  if (operand === null) return ''
  return name.endsWith('.const') ? ` ${operand}` : ` $${operand}`
}
