/** Which registers a frame needs. */
import { expect, test } from 'vitest'
import { type ast, parse } from '@typhon/parser'
import { compileTree } from '../compile/compile.ts'
import { FOR_ITER, OPLEN, STORE_GLOBAL } from '../generated/opcodes.ts'
import { firstTemporary, liveRegisters } from './liveness.ts'

/** Temporaries that a function needs where it first comes to an opcode. */
function temporariesAt(source: string, op: number): number[] {
  const unit = compileTree(parse(source) as ast.Module, { filename: '<test>' }).units[0]
  let pc = 0
  while (unit.code[pc] !== op) pc += OPLEN[unit.code[pc]]
  return liveRegisters(unit, pc).filter((r) => r >= firstTemporary(unit))
}

test('variables of comprehensions are kept within these alone', () => {
  const source = `
def f(x):
    global g
    y = 1
    g = x * 2
    return [y for y in x], y
`
  expect(temporariesAt(source, STORE_GLOBAL)).toHaveLength(1)
  // The list, the iterator, and the variable.
  expect(temporariesAt(source, FOR_ITER)).toHaveLength(3)
})
