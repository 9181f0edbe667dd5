// Calls. A Python function of the wanted arity is entered at once: its code's `entry` takes the function and the arguments, be it
// compiled or not. Every other callable, and every other kind of arguments, is for the run-time support.
import { shapes } from '@typhon/objspace'
import { CALL_METHOD_KW } from '../generated/opcodes.ts'
import { W_Function } from '../objects/function.ts'
import { KIND } from '../eval/control.ts'
import type { Text } from './text.ts'

/** Up to so many arguments have a function of their own in the run-time support. */
const COUNTED = 3

function registers(text: Text, first: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => text.reg(first + i))
}

/** Any call with positional arguments, as an expression. */
function general(text: Text, callee: string, args: readonly string[]): string {
  if (args.length <= COUNTED) return `${text.use(`invoke${args.length}`)}(${[callee, ...args].join(', ')})`
  return `${text.use('invoke')}(${callee}, [${args.join(', ')}])`
}

export function call(text: Text, pc: number): string {
  const { code } = text.code
  const out = text.reg(code[pc + 1])
  const callee = text.reg(code[pc + 2])
  const args = registers(text, code[pc + 2] + 1, code[pc + 3])
  const isFunction = `typeof ${callee} === 'object' && ${callee} !== null && ${callee}.shape === ${text.constant(shapes.function)}`
  const value = `${isFunction} && ${callee}.code.arity === ${args.length} ? ${callee}.code.entry(${[callee, ...args].join(', ')}) : ${general(text, callee, args)}`
  return `${text.mark(pc)}\n${text.result(out, value)}`
}

export function callMethod(text: Text, pc: number): string {
  const { code } = text.code
  const out = text.reg(code[pc + 1])
  const base = code[pc + 2]
  const callee = text.reg(base)
  const self = text.reg(base + 1)
  const args = registers(text, base + 2, code[pc + 3])
  const known = methodBefore(text, base)
  const bound = [callee, self, ...args]
  const any = `${self} === undefined ? ${general(text, callee, args)} : ${general(text, callee, [self, ...args])}`
  if (known instanceof W_Function && known.code.arity === args.length + 1)
    return `${text.mark(pc)}\n${text.result(out, `${callee} === ${text.constant(known)} ? ${callee}.code.entry(${bound.join(', ')}) : ${any}`)}`
  return `${text.mark(pc)}\n${text.result(out, any)}`
}

/** The method that the LOAD_METHOD of this call is known to find, where there is just one. */
function methodBefore(text: Text, base: number): unknown {
  const cache = text.methods.get(base)
  text.methods.delete(base)
  if (cache === undefined || cache.kind !== KIND.method) return undefined
  return cache.others === null || cache.others.every((c) => c.value === cache.value) ? cache.value : undefined
}

/** A call with keywords: their values are the last arguments. */
export function callNamed(text: Text, pc: number): string {
  const { code, unit } = text.code
  const out = text.reg(code[pc + 1])
  const base = code[pc + 2]
  const count = code[pc + 3]
  const names = text.constant(unit.keywordNames[code[pc + 4]])
  const callee = text.reg(base)
  const isMethod = code[pc] === CALL_METHOD_KW
  const args = registers(text, base + (isMethod ? 2 : 1), count)
  const call_ = (all: readonly string[]): string =>
    `${text.use('invokeNamed')}(${callee}, [${all.join(', ')}], ${names})`
  const value = isMethod
    ? `${text.reg(base + 1)} === undefined ? ${call_(args)} : ${call_([text.reg(base + 1), ...args])}`
    : call_(args)
  return `${text.mark(pc)}\n${text.result(out, value)}`
}

export function callEx(text: Text, pc: number): string {
  const { code } = text.code
  const mapping = code[pc + 4] < 0 ? 'undefined' : text.reg(code[pc + 4])
  const value = `${text.use('invokeSpread')}(${text.reg(code[pc + 2])}, ${text.reg(code[pc + 3])}, ${mapping})`
  return `${text.mark(pc)}\n${text.result(text.reg(code[pc + 1]), value)}`
}

/** The bound `__exit__` is in its register before `__enter__` is called. */
export function enterWith(text: Text, pc: number): string {
  const { code } = text.code
  const out = text.reg(code[pc + 1])
  return `${text.mark(pc)}
t = ${text.use('enterOf')}(${text.reg(code[pc + 2])})
${text.reg(code[pc + 1] + 1)} = S.second
${text.result(out, general(text, 't', []))}`
}

export function exitWith(text: Text, pc: number): string {
  const { code } = text.code
  const value = general(text, text.reg(code[pc + 2]), ['null', 'null', 'null'])
  return `${text.mark(pc)}\n${text.result(text.reg(code[pc + 1]), value)}`
}
