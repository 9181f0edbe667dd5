// The `_thread` module. lib: _thread; CPython: Modules/_threadmodule.c. How threads take turns: interpreter/src/threads.
import { attendSignals, currentThread, isMainThread, liveThreads } from '@typhon/interpreter'
import {
  arg,
  asBool,
  asInt,
  defineModule,
  error,
  errorWith,
  exceptionTypes,
  hooks,
  host,
  isCallable,
  opt,
  pos,
  type Value,
  W_Dict,
  W_Float,
  W_Tuple,
  intOrUndefined,
} from '@typhon/objspace'
import { SIGINT } from '../system/numbers.ts'
import { handlers } from '../system/handlers.ts'
import { excepthook, hookArguments } from './excepthook.ts'
import { handleOf, joinAll, start, threadHandleType, W_ThreadHandle } from './handle.ts'
import { localType } from './local.ts'
import { lockType, rlockType, TIMEOUT_MAX, W_Lock } from './lock.ts'

const MAIN = 1

/** The number of a thread. CPython: PyLong_AsNativeBytes of an unsigned 64-bit number */
function identOf(w: Value): number {
  const n = intOrUndefined(w)
  if (n === undefined) throw error('TypeError', 'ident must be an integer')
  if (n < 0) throw error('OverflowError', "can't convert negative int to unsigned")
  if (n > 0xffffffffffffffffn) throw error('OverflowError', 'int too big to convert')
  return Number(n)
}
let stackSize = 0

export const threadModule = defineModule('_thread', 'Locks and threads.', (m) => {
  for (const type of [lockType, rlockType, localType, threadHandleType]) m.type(type)
  m.constant('LockType', lockType)
  m.constant('error', exceptionTypes.RuntimeError)
  m.constant('TIMEOUT_MAX', new W_Float(TIMEOUT_MAX))
  const allocate = (): Value => new W_Lock(lockType.rootShape())
  m.fn('allocate_lock', [], 'A new lock.', allocate)
  m.fn('allocate', [], 'An old name of allocate_lock.', allocate)
  m.fn('get_ident', [], 'A number for the calling thread.', () => currentThread().ident)
  // differs: all threads of Python code are one thread of the system, and have its number.
  m.fn('get_native_id', [], 'The number that the system has for the calling thread.', () => host().processes.pid)
  m.fn('_get_main_thread_ident', [], 'The number of the main thread.', () => MAIN)
  m.fn('_count', [], 'How many threads run beside the main one.', () => liveThreads().length - 1)
  m.fn('_is_main_interpreter', [], 'True.', () => true)
  m.fn('daemon_threads_allowed', [], 'Whether daemon threads may be made.', () => true)
  m.fn('_make_thread_handle', [pos('ident', identOf)], 'The handle of a running thread.', (ident) => handleOf(ident))
  m.type(hookArguments.type)
  m.fn(
    '_excepthook',
    [pos('exc_info')],
    'Show the exception that ended a thread.',
    excepthook,
    '($module, (exc_type, exc_value, exc_traceback, thread), /)',
  )
  m.fn('_shutdown', [], 'Wait for all threads that are no daemons.', () => {
    joinAll()
    return null
  })
  m.fn(
    'stack_size',
    [pos('size', asInt, 0)],
    'Size of the stack of new threads, 0 for the usual one; gives the size before.',
    (size) => {
      if (size < 0) throw error('ValueError', 'size must be 0 or a positive value')
      if (size !== 0 && size < 32768) throw error('ValueError', `size not valid: ${size} bytes`)
      const before = stackSize
      stackSize = size
      return before
    },
  )
  const exit = (): Value => {
    throw errorWith('SystemExit')
  }
  m.fn('exit', [], 'End the calling thread by raising SystemExit.', exit)
  m.fn('exit_thread', [], 'An old name of exit.', exit)
  m.fn(
    'interrupt_main',
    [pos('signum', asInt, SIGINT)],
    'Do as if a signal had come.',
    (signum) => {
      const { signals } = host()
      if (!signals.valid.includes(signum)) throw error('ValueError', 'signal number out of range')
      const handler = handlers.get(signum)
      if (typeof handler === 'number' || (handler === undefined && signum !== SIGINT)) return null
      signals.flags[signum] = 1
      signals.flags[0] = 1
      if (isMainThread()) attendSignals()
      return null
    },
    '($module, signum=signal.SIGINT, /)',
  )
  const startNew = (func: Value, args: Value, kwargs: Value | undefined): Value => {
    if (!isCallable(func)) throw error('TypeError', 'first arg must be callable')
    if (!(args instanceof W_Tuple)) throw error('TypeError', '2nd arg must be a tuple')
    if (kwargs !== undefined && !(kwargs instanceof W_Dict))
      throw error('TypeError', 'optional 3rd arg must be a dictionary')
    hooks.audit?.('_thread.start_new_thread', func, args, kwargs ?? null)
    const handle = new W_ThreadHandle(threadHandleType.rootShape())
    start(func, args.items.slice(), kwargs ?? null, handle, true)
    return handle.ident
  }
  const parameters = [pos('function'), pos('args'), opt('kwargs')] as const
  m.fn(
    'start_new_thread',
    parameters,
    'Start a thread that calls a function; gives its number.',
    startNew,
    '($module, function, args, kwargs={}, /)',
  )
  m.fn('start_new', parameters, 'An old name of start_new_thread.', startNew, '($module, function, args, kwargs={}, /)')
  m.fn(
    'start_joinable_thread',
    [arg('function'), arg<Value>('handle', null, null), arg('daemon', asBool, true)],
    'Start a thread that calls a function; gives the handle to wait for it.',
    (func, given, daemon) => {
      if (!isCallable(func)) throw error('TypeError', 'thread function must be callable')
      if (given !== null && !(given instanceof W_ThreadHandle))
        throw error('TypeError', "'handle' must be a _ThreadHandle")
      hooks.audit?.('_thread.start_joinable_thread', func, daemon ? 1 : 0, given)
      const handle = given ?? new W_ThreadHandle(threadHandleType.rootShape())
      start(func, [], null, handle, daemon)
      return handle
    },
  )
})
