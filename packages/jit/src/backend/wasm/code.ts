/**
 * The body of a function of WebAssembly while it is written: a list of instructions, with names for what the binary format numbers. Labels are the
 * names of the blocks around an instruction; `encode.ts` makes bytes of it, `print.ts` text.
 */
import type { InstructionName, WasmType } from './instructions.ts'

export interface Instruction {
  readonly name: InstructionName
  /** A local, a global or a label by its name, or a constant. */
  readonly operand: string | number | bigint | null
}

/** A local of a function, or a global of a module. */
export interface Variable {
  readonly name: string
  readonly type: WasmType
}

/** A function that is exported: it goes round until it returns an i32, and leaves what is to be handed out in globals. */
export interface WasmFunction {
  readonly parameters: readonly Variable[]
  readonly locals: readonly Variable[]
  readonly code: readonly Instruction[]
}

/** A module of one function `run` and, for each global, a function of its name that gives it. */
export interface WasmModule {
  readonly run: WasmFunction
  readonly globals: readonly Variable[]
}

export class Code {
  readonly instructions: Instruction[] = []
  readonly locals: Variable[] = []

  add(name: InstructionName, operand: string | number | bigint | null = null): void {
    this.instructions.push({ name, operand })
  }

  /** A new local variable; its name. */
  local(type: WasmType): string {
    const name = `${type[0] === 'f' ? 'f' : type === 'i32' ? 'w' : 'i'}${this.locals.length}`
    this.locals.push({ name, type })
    return name
  }
}
