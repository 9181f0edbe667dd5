// @template generated/loop.ts is made from this file; the cases of the opcodes with bodies come from ops/.
// The dispatch loop: runs Python frames, one after the other, in one JavaScript frame.
//
// A line `//@name` stands for the text between `//@macro name` and `//@end` at the end of this file: the loop's variables cannot be
// changed by a function. Lines that begin with `//@traced` are in the loop for traced code only,
// those that begin with `//@prompt` in the one that finalizes objects when they are dropped. The plain loop, which has the lines with `//@light`, is left
// for that one when a frame has got an object of its own, which can only be where a call ends or begins (see prompt/follow.ts).
//
// What must stay true:
//  - `frame`, `code`, `regs`, `names`, `caches` and `pc` belong together; whoever changes the frame reloads them all;
//  - before anything that may look at the frame or raise, `frame.pc = pc`;
//  - a call between Python functions pushes a frame and goes on here; its result is delivered by the callee's `kind`.
//
// CPython: Python/bytecodes.c; PyPy: interpreter/pyopcode.py
import {
  shapes,
  type Value,
  type W_BaseException,
  W_Callable,
  type W_Dict,
  W_Iterator,
  W_Method,
  W_Tuple,
} from '@typhon/objspace'
import type { Cache } from '../objects/code.ts'
import { Frame, Return } from '../objects/frame.ts'
import { W_Function } from '../objects/function.ts'
import { FINISHED, newGenerator, RUNNING, stopIteration, SUSPENDED, W_Generator } from '../objects/generator.ts'
import { attend, context, IN_PLACE, pending, SWITCH } from '../eval/context.ts'
import { baseline } from '../baseline/settings.ts'
import { callCompiled, enterCompiled, goOn, warm } from '../baseline/tiers.ts'
import { RAISED, takeAgain, takeRaised } from '../baseline/leave.ts'
import { operatorResult } from '../baseline/operators.ts'
import { note, noteByte, noteItem } from '../baseline/seen.ts'
import { tooDeep } from '../eval/enter.ts'
import { loadSuperMethod } from '../eval/machine/attributes.ts'
import { backTo, exceptionOf, setContext, unwind } from '../eval/unwind.ts'
import { leaveLoop, UNWIND } from '../eval/unwinding.ts'
//@prompt import { owned } from '@typhon/objspace'
//@prompt import { endCall, endEntered, endWithGenerator } from '../prompt/calls.ts'
//@prompt import { beforeInstruction } from '../prompt/step.ts'
//@light import { owned } from '@typhon/objspace'
//@light import { endCall, endEntered, endWithGenerator, leaveFrame } from '../prompt/calls.ts'
//@light import { endIteration } from '../prompt/step.ts'
//@traced import { witnessing } from '../eval/watch.ts'
//@traced import { nextTraced, traceBuiltin, traceBuiltinEnd, traceCall, traceEnd, traceEndOfLoop, traceExit, traceInstruction, traceReturn, traceStop, traceThrow, traceYield } from '../eval/tracing.ts'
import { CALL_EX, CALL_METHOD_KW, OPLEN, RETURN_GENERATOR, WITH_EXIT } from './opcodes.ts'
import { loadAttr, loadMethod } from '../eval/attribute-caches.ts'
import {
  beforeAsyncWith,
  beforeWith,
  callEx,
  callGeneric,
  callKeywords,
  checkEgMatch,
  deleteFast,
  initFrame,
  initResult,
  iteratorResult,
  loadGlobalSlow,
  makeCell,
  raiseVarargs,
  resumeValue,
  nextValue,
  numbered,
  copyFreeVars,
  sendValue,
  withExit,
  unpackEx,
  unpackSequence,
} from '../eval/control.ts'
//@machine

const MAX = Number.MAX_SAFE_INTEGER
const generatorShape = () => shapes.generator
const asyncGeneratorShape = () => shapes.asyncGenerator

/**
 * Runs `entry` (the context's frame) until the innermost frame of kind toHost ends, or yields where it is a generator's.
 * `raised` is an exception to raise where the frame waits, which has its context.
 */
export function runInstructions(entry: Frame, raised: W_BaseException | null): Value {
  let frame: Frame = entry
  let code: Int32Array = entry.code.code
  let regs: any[] = entry.regs
  let names: readonly string[] = entry.code.names
  let caches: readonly Cache[] = entry.code.caches
  let pc = entry.pc
  let failure: W_BaseException | null = raised
  let keepLine = false
  //@traced if (raised !== null) failure = traceThrow(frame, raised)

  for (;;) {
    if (failure !== null) {
      frame.pc = pc
      const target = unwind(frame, failure, keepLine)
      keepLine = false
      if (target === null) throw failure
      failure = null
      frame = target
      //@reload
      pc = frame.pc
    }
    //@light if (owned.live !== 0) {
    //@light   frame.pc = pc
    //@light   return undefined as unknown as Value
    //@light }
    try {
      dispatch: for (;;) {
        //@traced frame.pc = pc
        //@traced if (!context.tracing.on) return undefined as unknown as Value
        //@traced if (context.tracing.recorder !== null && context.tracing.recorder.watch(frame)) {
        //@traced   pc = frame.pc
        //@traced   if (context.tracing.recorder.isOver) return undefined as unknown as Value
        //@traced   if (frame !== context.frame) {
        //@traced     frame = context.frame as Frame
        //@traced     code = frame.code.code
        //@traced     regs = frame.regs
        //@traced     names = frame.code.names
        //@traced     caches = frame.code.caches
        //@traced     pc = frame.pc
        //@traced   }
        //@traced   continue
        //@traced }
        //@traced if (witnessing.by !== null) witnessing.by.before(frame)
        //@traced if (context.tracing.recorder === null && traceInstruction(frame)) pc = frame.pc
        //@prompt if (owned.live === 0) {
        //@prompt   frame.pc = pc
        //@prompt   return undefined as unknown as Value
        //@prompt }
        //@prompt beforeInstruction(frame, pc)
        switch (code[pc]) {
          //@cases
          case Op.NOP:
            pc++
            continue
          case Op.JUMP:
            pc = code[pc + 1]
            continue
          case Op.JUMP_BACKWARD:
            frame.pc = pc
            pc = code[pc + 1]
            if (pending[0] !== 0) attend()
            if (++frame.code.rounds > baseline.threshold) {
              frame.pc = pc
              const raised = goOn(frame)
              frame = context.frame as Frame
              //@reload
              pc = frame.pc
              if (raised !== null) {
                failure = raised
                keepLine = takeAgain()
                break dispatch
              }
              //@gained
            }
            continue
          case Op.LOAD_GLOBAL: {
            const cache = caches[code[pc + 3]]
            const owner = cache.owner as W_Dict | null
            if (
              owner !== null &&
              owner.layoutVersion === cache.version &&
              frame.globals.layoutVersion === cache.index
            ) {
              regs[code[pc + 1]] = owner.values[cache.kind]
              pc += 4
              continue
            }
            frame.pc = pc
            regs[code[pc + 1]] = loadGlobalSlow(frame, names[code[pc + 2]], cache)
            pc += 4
            continue
          }
          case Op.LOAD_ATTR: {
            frame.pc = pc
            const w = loadAttr(regs[code[pc + 2]], names[code[pc + 3]], caches[code[pc + 4]])
            regs[code[pc + 1]] = w
            pc += 5
            continue
          }
          case Op.LOAD_METHOD: {
            frame.pc = pc
            loadMethod(regs, code[pc + 1], regs[code[pc + 2]], names[code[pc + 3]], caches[code[pc + 4]])
            pc += 5
            continue
          }
          case Op.LOAD_SUPER_METHOD:
            frame.pc = pc
            loadSuperMethod(
              regs,
              code[pc + 1],
              regs[code[pc + 2]],
              regs[code[pc + 3]],
              regs[code[pc + 4]],
              names[code[pc + 5]],
              code[pc + 6],
              caches[code[pc + 7]],
            )
            pc += 8
            continue
          case Op.MAKE_CELL:
            makeCell(regs, code[pc + 1])
            pc += 2
            continue
          case Op.COPY_FREE_VARS:
            copyFreeVars(frame, code[pc + 1], code[pc + 2])
            pc += 3
            continue
          case Op.DELETE_FAST:
            frame.pc = pc
            deleteFast(regs, code[pc + 1], names[code[pc + 2]])
            pc += 3
            continue
          case Op.UNPACK_SEQUENCE: {
            frame.pc = pc
            const w = regs[code[pc + 2]]
            const count = code[pc + 3]
            if (w instanceof W_Tuple && w.length === count && !w.shape.type.heap) {
              const { items } = w
              const first = code[pc + 1]
              for (let i = 0; i < count; i++) regs[first + i] = items[i]
            } else unpackSequence(regs, code[pc + 1], w, count)
            pc += 4
            continue
          }
          case Op.UNPACK_EX:
            frame.pc = pc
            unpackEx(regs, code[pc + 1], regs[code[pc + 2]], code[pc + 3], code[pc + 4])
            pc += 5
            continue
          case Op.CALL: {
            frame.pc = pc
            if (pending[0] !== 0) attend()
            //@traced traceCall(frame)
            const base = code[pc + 2]
            const count = code[pc + 3]
            const callee = regs[base]
            let next: Frame | null = null
            if (callee instanceof W_Function) {
              const target = callee.code
              if (target.arity === count) {
                if (target.compiled !== null && context.depth < context.limit) {
                  const w = callCompiled(callee, regs, base + 1, count)
                  //@prompt if (owned.live !== 0) endCall(frame.depth, w, callee)
                  //@light if (owned.live !== 0) endCall(frame.depth, w, callee)
                  //@deliver 4
                }
                if (++target.heat > baseline.threshold) {
                  warm(callee)
                  if (target.compiled !== null) continue
                }
                const window = target.window()
                for (let i = 0; i < count; i++) window[i] = regs[base + 1 + i]
                next = new Frame(target, window, callee.globals, callee.builtins, callee)
              } else next = callee.frameFor(regs.slice(base + 1, base + 1 + count), null)
              next.kind = Return.value
            } else if (callee instanceof W_Method && callee.func instanceof W_Function) {
              const args = regs.slice(base, base + 1 + count)
              args[0] = callee.self
              next = callee.func.frameFor(args, null)
              next.kind = Return.value
            } else if (!(callee instanceof W_Callable)) next = initFrame(callee, regs, base + 1, count)
            if (next === null) {
              //@traced traceBuiltin(frame)
              regs[code[pc + 1]] = callGeneric(callee, regs, base + 1, count)
              //@prompt if (owned.live !== 0) endCall(frame.depth, regs[code[pc + 1]], callee)
              //@light if (owned.live !== 0) endCall(frame.depth, regs[code[pc + 1]], callee)
              //@traced traceBuiltinEnd(frame, 'c_return')
              pc += 4
              //@gained
              continue
            }
            //@enter 4
          }
          case Op.CALL_METHOD: {
            frame.pc = pc
            if (pending[0] !== 0) attend()
            //@traced traceCall(frame)
            const base = code[pc + 2]
            const count = code[pc + 3]
            const callee = regs[base]
            const bound = regs[base + 1] !== undefined
            const first = bound ? base + 1 : base + 2
            const n = bound ? count + 1 : count
            let next: Frame | null = null
            if (callee instanceof W_Function) {
              const target = callee.code
              if (target.arity === n) {
                if (target.compiled !== null && context.depth < context.limit) {
                  const w = callCompiled(callee, regs, first, n)
                  //@prompt if (owned.live !== 0) endCall(frame.depth, w, callee)
                  //@light if (owned.live !== 0) endCall(frame.depth, w, callee)
                  //@deliver 4
                }
                if (++target.heat > baseline.threshold) {
                  warm(callee)
                  if (target.compiled !== null) continue
                }
                const window = target.window()
                for (let i = 0; i < n; i++) window[i] = regs[first + i]
                next = new Frame(target, window, callee.globals, callee.builtins, callee)
              } else next = callee.frameFor(regs.slice(first, first + n), null)
              next.kind = Return.value
            } else if (!bound && callee instanceof W_Method && callee.func instanceof W_Function) {
              const args = regs.slice(first - 1, first + n)
              args[0] = callee.self
              next = callee.func.frameFor(args, null)
              next.kind = Return.value
            } else if (!bound && !(callee instanceof W_Callable)) next = initFrame(callee, regs, first, n)
            if (next === null) {
              //@traced traceBuiltin(frame)
              regs[code[pc + 1]] = callGeneric(callee, regs, first, n)
              //@prompt if (owned.live !== 0) endCall(frame.depth, regs[code[pc + 1]], callee)
              //@light if (owned.live !== 0) endCall(frame.depth, regs[code[pc + 1]], callee)
              //@traced traceBuiltinEnd(frame, 'c_return')
              pc += 4
              //@gained
              continue
            }
            //@enter 4
          }
          case Op.CALL_KW:
          case Op.CALL_METHOD_KW:
          case Op.CALL_EX: {
            frame.pc = pc
            if (pending[0] !== 0) attend()
            //@traced traceCall(frame)
            //@traced traceBuiltin(frame)
            const next: Frame | null =
              code[pc] === CALL_EX ? callEx(frame) : callKeywords(frame, code[pc] === CALL_METHOD_KW)
            if (next === null) {
              //@traced traceBuiltinEnd(frame, 'c_return')
              pc += OPLEN[code[pc]]
              //@gained
              continue
            }
            next.kind = Return.value
            //@enter OPLEN[code[pc]]
          }
          case Op.RETURN_VALUE:
          case Op.RETURN_GENERATOR: {
            let value: any
            if (code[pc] === RETURN_GENERATOR) {
              frame.pc = pc
              // Where the frame goes is settled before it becomes a generator's.
              const { kind, back } = frame
              value = newGenerator(frame)
              frame.back = null
              context.depth--
              context.frame = back
              //@prompt if (owned.live !== 0) endWithGenerator(value, kind)
              //@light if (owned.live !== 0) endWithGenerator(value, kind)
              if (kind === Return.toHost || kind === Return.toCompiled) return value
              frame = back as Frame
              //@reload
              pc = frame.pc
              regs[code[pc + 1]] = value
              pc += OPLEN[code[pc]]
              //@gained
              continue
            }
            value = regs[code[pc + 1]]
            frame.pc = pc
            //@light if (owned.live !== 0) leaveFrame(frame.depth, value, frame)
            //@traced traceReturn(frame, value)
            context.depth--
            const back = frame.back
            context.frame = back
            const { kind } = frame
            if (kind === Return.value) {
              frame = back as Frame
              //@reload
              pc = frame.pc
              regs[code[pc + 1]] = value
              pc += OPLEN[code[pc]]
              continue
            }
            if (kind === Return.toHost || kind === Return.toCompiled) {
              if (frame.owner !== null) {
                ;(frame.owner as W_Generator).state = FINISHED
                frame.back = null
              }
              return value
            }
            const callee = frame
            if (kind !== Return.init) callee.back = null
            frame = back as Frame
            //@reload
            pc = frame.pc
            if (kind === Return.init) {
              regs[code[pc + 1]] = initResult(callee, value)
              //@traced traceBuiltinEnd(frame, 'c_return')
              pc += OPLEN[code[pc]]
              continue
            }
            if (kind === Return.mapped) {
              regs[code[pc + 1]] = value
              pc += OPLEN[code[pc]]
              continue
            }
            if (kind === Return.iterator) {
              regs[code[pc + 1]] = iteratorResult(value)
              pc += OPLEN[code[pc]]
              continue
            }
            if (kind === Return.none) {
              regs[code[pc + 1]] = null
              pc += OPLEN[code[pc]]
              continue
            }
            if (kind === Return.operator) {
              regs[code[pc + 1]] = operatorResult(frame, pc, value)
              pc += OPLEN[code[pc]]
              continue
            }
            ;(callee.owner as W_Generator).state = FINISHED
            if (kind === Return.next || kind === Return.numbered) {
              //@traced if (value !== null) traceEndOfLoop(frame, stopIteration(value))
              pc = code[pc + 3]
              continue
            }
            if (kind === Return.otherwise) {
              regs[code[pc + 1]] = regs[code[pc + 2] + 2]
              pc += OPLEN[code[pc]]
              continue
            }
            if (kind === Return.stop) {
              failure = stopIteration(value)
              setContext(failure, frame)
              break dispatch
            }
            //@traced frame.pc = pc
            //@traced traceStop(frame, value)
            regs[code[pc + 1]] = value
            pc = code[pc + 4]
            continue
          }
          case Op.YIELD_VALUE: {
            const value = regs[code[pc + 2]]
            frame.pc = pc
            //@traced traceYield(frame, value)
            const gen = frame.owner as W_Generator
            gen.state = SUSPENDED
            context.depth--
            const back = frame.back
            context.frame = back
            frame.back = null
            const { kind } = frame
            if (kind === Return.toHost) return value
            frame = back as Frame
            //@reload
            pc = frame.pc
            regs[code[pc + 1]] = kind === Return.numbered ? numbered(regs[code[pc + 2]], value) : value
            pc += OPLEN[code[pc]]
            continue
          }
          case Op.FOR_ITER: {
            const iterator = regs[code[pc + 2]]
            frame.pc = pc
            if (iterator instanceof W_Iterator && !iterator.shape.type.heap) {
              const item = iterator.next()
              if (item === undefined) {
                pc = code[pc + 3]
                continue
              }
              regs[code[pc + 1]] = item
              if (typeof item === 'object' && item !== null && item.shape === shapes.float)
                noteItem(frame.code, pc, iterator)
              pc += 4
              continue
            }
            if (iterator instanceof W_Generator && iterator.state < RUNNING && iterator.shape === generatorShape()) {
              const next: Frame = iterator.frame
              next.kind = Return.next
              //@push
              iterator.state = RUNNING
              resumeValue(next, null)
              frame = next
              //@reload
              pc = next.pc
              continue
            }
            const item = nextValue(iterator)
            if (item === undefined) pc = code[pc + 3]
            else {
              regs[code[pc + 1]] = item
              pc += 4
            }
            continue
          }
          case Op.SEND: {
            const iterator = regs[code[pc + 2]]
            const sent = regs[code[pc + 3]]
            frame.pc = pc
            if (
              iterator instanceof W_Generator &&
              iterator.state < RUNNING &&
              iterator.shape !== asyncGeneratorShape() &&
              (iterator.state === SUSPENDED || sent === null)
            ) {
              const next: Frame = iterator.frame
              next.kind = Return.send
              //@push
              iterator.state = RUNNING
              resumeValue(next, sent)
              frame = next
              //@reload
              pc = next.pc
              continue
            }
            const ended = sendValue(regs, code[pc + 1], iterator, sent)
            //@traced if (ended) traceEnd(frame, iterator, regs[code[pc + 1]])
            pc = ended ? code[pc + 4] : pc + 5
            continue
          }
          case Op.PUSH_EXC_INFO:
            regs[code[pc + 1]] = frame.handled
            frame.handled = regs[code[pc + 2]]
            pc += 3
            continue
          case Op.POP_EXCEPT:
            frame.handled = regs[code[pc + 1]]
            pc += 2
            continue
          case Op.RERAISE:
            failure = regs[code[pc + 1]] as W_BaseException
            keepLine = true
            break dispatch
          case Op.RAISE_VARARGS: {
            frame.pc = pc
            const exception = code[pc + 1] < 0 ? undefined : regs[code[pc + 1]]
            const cause = code[pc + 2] < 0 ? undefined : regs[code[pc + 2]]
            keepLine = exception === undefined
            failure = raiseVarargs(frame, exception, cause)
            if (exception !== undefined) setContext(failure, frame)
            break dispatch
          }
          case Op.CHECK_EG_MATCH:
            frame.pc = pc
            checkEgMatch(regs, code[pc + 1], regs[code[pc + 2]], regs[code[pc + 3]])
            pc += 4
            continue
          case Op.BEFORE_WITH:
          case Op.WITH_EXIT: {
            frame.pc = pc
            //@traced if (code[pc] === WITH_EXIT) traceExit(frame)
            const next: Frame | null = code[pc] === WITH_EXIT ? withExit(frame) : beforeWith(frame)
            if (next === null) {
              //@traced traceBuiltinEnd(frame, 'c_return')
              pc += 3
              continue
            }
            next.kind = Return.value
            //@enter 3
          }
          case Op.BEFORE_ASYNC_WITH:
            frame.pc = pc
            beforeAsyncWith(regs, code[pc + 1], regs[code[pc + 2]])
            pc += 3
            continue
          default:
            throw new Error(`no opcode ${code[pc]}`)
        }
      }
    } catch (e) {
      if (e === SWITCH) return undefined as unknown as Value
      if (e === UNWIND || e === IN_PLACE) {
        if (e === IN_PLACE) frame = context.frame as Frame
        else if (UNWIND.bottom !== null) frame = UNWIND.finish(frame)
        else if (leaveLoop(frame)) throw e
        //@reload
        pc = frame.pc
        continue
      }
      //@traced traceBuiltinEnd(frame, 'c_exception')
      const thrown = exceptionOf(e)
      if (context.frame !== frame || context.depth !== frame.depth) backTo(frame)
      // An exception that comes from frames below has its context already.
      if (thrown.traceback === null || thrown.context === null) setContext(thrown, frame)
      failure = thrown
      keepLine = false
    }
  }
}

// The loop's variables are those of `frame`.
//@macro reload
code = frame.code.code
regs = frame.regs
names = frame.code.names
caches = frame.code.caches
//@end

// `next` is called by `frame`, and is the innermost.
//@macro push
if (++context.depth > context.recursionLimit) {
  context.depth--
  throw tooDeep()
}
next.back = frame
next.depth = context.depth
context.frame = next
//@end

// `w` is the result of the call made by the instruction, which has so many words.
//@macro deliver LENGTH
if (w === RAISED) {
  failure = takeRaised()
  break dispatch
}
regs[code[pc + 1]] = w
pc += LENGTH
//@gained
continue
//@end

// `next` is called by the instruction, which has so many words: in compiled code, or by going on with its frame.
//@macro enter LENGTH
if (next.code.compiled !== null && context.depth < context.limit) {
  const w = enterCompiled(next)
  //@prompt if (owned.live !== 0) endEntered(frame.depth, w, next)
  //@light if (owned.live !== 0) endEntered(frame.depth, w, next)
  //@deliver LENGTH
}
//@push
frame = next
//@reload
pc = 0
//@gained
continue
//@end

// A frame may have an object of its own now.
//@macro gained
//@light if (owned.live !== 0) {
//@light   frame.pc = pc
//@light   return undefined as unknown as Value
//@light }
//@end
