// The handlers of all opcodes, by number.
import { OPNAMES } from '../generated/opcodes.ts'
import { addArithmetic } from './arithmetic.ts'
import { addCalls } from './calls.ts'
import { addDicts } from './dicts.ts'
import { addExceptions } from './exceptions.ts'
import { addFunctions } from './functions.ts'
import { addGenerators } from './generators.ts'
import type { Handler, Handlers } from './instruction.ts'
import { addFormats } from './formats.ts'
import { addItems } from './items.ts'
import { addNamed } from './named.ts'
import { addNames } from './names.ts'
import { residual } from './residual.ts'

function makeTable(): readonly Handler[] {
  const handlers: Handlers = new Map()
  addArithmetic(handlers)
  addNames(handlers)
  addNamed(handlers)
  addFormats(handlers)
  addItems(handlers)
  addDicts(handlers)
  addCalls(handlers)
  addExceptions(handlers)
  addFunctions(handlers)
  addGenerators(handlers)
  return OPNAMES.map((_, op) => handlers.get(op) ?? residual)
}

let handlers: readonly Handler[] | null = null

/** How each opcode is traced. */
export const handlersByOpcode = (): readonly Handler[] => (handlers ??= makeTable())
