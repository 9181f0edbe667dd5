// Coroutines that are awaited where they are made: `await f(x)`, and what `async for` and `async with` wait for. The call runs the coroutine to its first
// suspension (see starts.ts), and most end without one: those never become objects.
//
// What must stay true: between the call and the SEND that belongs to it nothing else runs; the variable `w` is set by the one and cleared by
// the other, and tells that what the SEND would have given is in `q`. While the coroutine runs, the caller is at the SEND.
import { values } from './calls.ts'
import { owned, shapes } from '@typhon/objspace'
import { firstTemporary } from '../eval/liveness.ts'
import {
  BEFORE_ASYNC_WITH,
  CALL,
  CALL_METHOD,
  COPY,
  GET_ANEXT,
  GET_AWAITABLE,
  OPLEN,
  SEND,
  WITH_EXIT,
} from '../generated/opcodes.ts'
import { rowAt } from './graph.ts'
import type { Text } from './text.ts'

/** So many arguments, the receiver included, have a function of their own in the run-time support. */
const COUNTED = 4

/** What `w` is when a coroutine has ended, and when it has been suspended. */
const ENDED = 1
const WAITS = 2

/** Instructions whose result may be awaited at once. */
export const CALLS_COROUTINES = new Set([CALL, CALL_METHOD, GET_ANEXT, BEFORE_ASYNC_WITH, WITH_EXIT])

/** The SEND that waits for what the instruction at `pc` calls, where that is awaited at once; -1 for other calls. */
export function sendBehind(text: Text, pc: number): number {
  const { code, unit } = text.code
  if (text.follows || code[pc + 1] < firstTemporary(unit)) return -1
  let at = pc + OPLEN[code[pc]]
  let awaited = code[pc + 1]
  if (code[pc] !== GET_ANEXT) {
    if (code[at] !== GET_AWAITABLE || code[at + 2] !== awaited || code[at + 3] !== waitOf(code[pc])) return -1
    awaited = code[at + 1]
    at += OPLEN[GET_AWAITABLE]
  }
  const sent = code[at + 1]
  if (code[at] !== COPY || text.constantIn(code[at + 2]) !== null) return -1
  at += OPLEN[COPY]
  if (code[at] !== SEND || code[at + 2] !== awaited || code[at + 3] !== sent) return -1
  return rowAt(unit.exceptionTable, pc) === rowAt(unit.exceptionTable, at) ? at : -1
}

/** What a GET_AWAITABLE says of where it is. */
const waitOf = (op: number): number => (op === BEFORE_ASYNC_WITH ? 1 : op === WITH_EXIT ? 2 : 0)

/** The call at `pc`, whose text is `usual` otherwise, of what the SEND at `send` waits for. */
export function awaitedCall(text: Text, pc: number, send: number, usual: string): string {
  const { code } = text.code
  const out = text.reg(code[pc + 1])
  if (code[pc] === GET_ANEXT) {
    const value = `${text.use('awaitNext')}(${text.reg(code[pc + 2])})`
    return `${text.mark(send)}\n${stepped(text, `(t = ${value}) !== undefined`, out, usual)}`
  }
  if (code[pc] === BEFORE_ASYNC_WITH) {
    const value = `${text.use('awaitEnter')}(${text.reg(code[pc + 2])})`
    const exit = `${text.reg(code[pc + 1] + 1)} = S.second; S.second = undefined\n`
    return `${text.mark(send)}\n${stepped(text, `(t = ${value}) !== undefined`, out, usual, exit)}`
  }
  if (code[pc] === WITH_EXIT) {
    const value = `${text.use('awaitExit')}(${text.reg(code[pc + 2])})`
    return `${text.mark(send)}\n${stepped(text, `(t = ${value}) !== undefined`, out, usual)}`
  }
  const isMethod = code[pc] === CALL_METHOD
  const base = code[pc + 2]
  const count = code[pc + 3]
  const callee = text.reg(base)
  if (count + (isMethod ? 1 : 0) > COUNTED) return usual
  const args = values(text, pc, base + (isMethod ? 2 : 1), count)
  const entered = (all: readonly string[]): string =>
    `${text.use(`awaitCall${all.length}`)}(${[callee, ...all].join(', ')})`
  const self = text.reg(base + 1)
  const value = isMethod ? `(${self} === undefined ? ${entered(args)} : ${entered([self, ...args])})` : entered(args)
  const isFunction = text.isOf(callee, shapes.function)
  return stepped(text, `${isFunction} && (${text.mark(send)}, t = ${value}) !== undefined`, out, usual)
}

/** Where a coroutine has been run at once, as `test` tells, what it gave is in `t`; else the call is as usual. */
function stepped(text: Text, test: string, out: string, usual: string, also = ''): string {
  // What it has given is where compiled code alone finds it; see gains.ts.
  const noted = owned.enabled ? 'S.stepped = true\n' : ''
  const suspended = `if (t === ${text.use('STARTED')}) { ${out} = S.coroutine; q = S.sent; w = ${WAITS} }`
  return `if (${test}) {
if (t === RAISED) ${text.failure}
${suspended} else { ${out} = null; q = t; w = ${ENDED} }
${also}${noted}} else {
${usual}}
`
}

/** The SEND behind such a call; the result goes into `t`, and `c` tells whether what it waits for has ended. `sent` is the text of any other. */
export function steppedSend(sent: string): string {
  const noted = owned.enabled ? '; S.stepped = false' : ''
  return `if (w !== 0) { c = w === ${ENDED}; w = 0; t = q; q = null${noted} } else {\n${sent}}\n`
}
