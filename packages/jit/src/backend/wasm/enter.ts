/**
 * Where a loop in JavaScript goes over to the same loop in WebAssembly: at its label, with the variables that the other wants, if they are of the kind that it
 * wants; and it goes on with what they have become, in the round in which the other has left.
 */
import type { CallDescr, TargetDescr } from '../../ir/descr.ts'
import type { Op } from '../../ir/values.ts'
import type { Tree } from '../../driver/tree.ts'
import { burn } from '../js/fuel.ts'
import { instantiate } from './instantiate.ts'
import { type Form, type Passed, writeLoop } from './loop.ts'
import { gainOf, roundsOf } from './worth.ts'

/** Which loops are written so: none, those where it wins, all that can be. */
export const NEVER = 0
export const WHERE_IT_WINS = 1

export interface Entrance {
  /** Lines of JavaScript, to stand at the head of the loop. */
  readonly lines: readonly string[]
  /** What is done where the loop turns out to be long: it may have been short before, and given up. */
  readonly again: string
  /** The loop as text. */
  readonly text: string
}

/** What the lines are written with. */
export interface Surroundings {
  readonly tree: Tree
  readonly label: Op
  /** The operations behind the label. */
  readonly ops: readonly Op[]
  /** See `Params.wasm`. */
  readonly choice: number
  /** What makes the language's integer of a bigint. */
  readonly normal: CallDescr | null
  readonly countsRuns: boolean
  /** After how many operations it comes back. */
  readonly stint: number
  /** Names of the loop's variables, and of a value of the host. */
  readonly variable: (index: number) => string
  readonly hold: (value: unknown) => string
}

/** How the loop at a label is entered; null where it stays JavaScript's alone. */
export function entrance(around: Surroundings): Entrance | null {
  const { tree, label, ops, choice, normal, countsRuns, stint, hold } = around
  if (choice === NEVER) return null
  // What it may save at most, before anything is written.
  if (choice === WHERE_IT_WINS && gainOf(tree, label, ops, () => true) === 0) return null
  const loop = writeLoop(tree, label, ops, normal !== null, countsRuns)
  if (loop === null) return null
  const gain = gainOf(tree, label, ops, (bridge) => loop.bridges.has(bridge))
  if (choice === WHERE_IT_WINS && gain === 0) return null
  const instance = instantiate(label.descr as TargetDescr, loop)
  if (instance === null) return null
  const { inputs, outputs, counts, needsValidity } = loop
  const given = (name: string): string => `${hold(instance.globals[name])}()`
  const usage = hold(instance.usage)
  const short = choice === WHERE_IT_WINS ? Math.min(roundsOf(gain, loop) * ops.length, stint >> 1) : 0
  const guards = [`${usage}.credit > 0`]
  if (needsValidity) guards.push(`!${hold(tree.validity)}.invalid`)
  const passed = inputs.map((input) => argument(input, around))
  const wanted = passed.flatMap(({ test }) => test)
  const done = `m${tree.number}`
  const lines = [
    ...passed.flatMap(({ before }) => before),
    ...(wanted.length > 0 ? [`if (${wanted.join(' && ')}) {`] : []),
    `const ${done} = ${hold(instance.run)}(${[...passed.map(({ text }) => text), Math.min(stint, 2 ** 30)].join(', ')})`,
    `if (${done} > 0) {`,
    burn(done),
    ...outputs.map(({ index, form, name }) => `${around.variable(index)} = ${result(form, given(name), around)}`),
    ...counts.map(({ of, name }) => `${hold(of)}.runs += ${given(name)}`),
    '}',
    `if (${done} < ${short}) ${usage}.credit--`,
    `else ${usage}.credit = ${usage}.most`,
    ...(wanted.length > 0 ? ['}', `else ${usage}.credit--`] : []),
  ]
  return {
    lines: [`if (${guards.join(' && ')}) {`, ...lines, '}'],
    again: `${usage}.credit = ${usage}.most`,
    text: instance.text,
  }
}

/** A variable as an argument: what is done before, and what has to hold. */
function argument(
  { index, form }: Passed,
  { variable }: Surroundings,
): { before: string[]; test: string[]; text: string } {
  const name = variable(index)
  switch (form) {
    case 'wide':
      return { before: [], test: [`BigInt.asUintN(64, ${name}) === ${name}`], text: name }
    case 'integer': {
      const text = `m${name}`
      return {
        before: [`const ${text} = Number.isSafeInteger(${name}) ? BigInt(${name}) : ${name}`],
        test: [`typeof ${text} === 'bigint'`, `BigInt.asUintN(64, ${text}) === ${text}`],
        text,
      }
    }
    default:
      return { before: [], test: [], text: name }
  }
}

function result(form: Form, text: string, { normal, hold }: Surroundings): string {
  if (form === 'wide') return `BigInt.asUintN(64, ${text})`
  return form === 'integer' ? `${hold(normal!.fn)}(BigInt.asUintN(64, ${text}))` : text
}
