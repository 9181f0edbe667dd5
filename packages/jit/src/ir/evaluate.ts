/** Pure operations on values of the host: for the recorder, and for folding constants. The text is the one that traces are made of. */
import { type OpName, SPECS } from './ops.ts'
import { Template } from './template.ts'

const functions = new Map<OpName, (...operands: any[]) => any>()

/** The result of a pure or overflowing operation; an overflow gives what JavaScript gives. */
export function evaluate(name: OpName, operands: readonly unknown[]): any {
  let run = functions.get(name)
  if (run === undefined) {
    const { text, isTest } = SPECS[name]
    if (text === '') throw new TypeError(`${name} cannot be evaluated`)
    run = new Template([isTest ? `(${text}) ? 1 : 0` : text], []).run
    functions.set(name, run)
  }
  return run(...operands)
}
