/**
 * Pure operations on values of the host: for the recorder, and for folding constants. The text is the one that traces are made of.
 *
 * What must stay true: an integer that is int32 is one to V8 too. What its interpreter has computed on doubles is a box to it, and an array that is given
 * one holds doubles from then on: loops over such a list took three times as long.
 */
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
  const result = run(...operands)
  return SPECS[name].result === 'i' && result === (result | 0) ? result | 0 : result
}
