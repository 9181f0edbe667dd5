// sys.settrace, sys.setprofile and their kin. lib: sys#sys.settrace. What they do: interpreter/src/eval/tracing.ts
import { context, watch, watchAll } from '@typhon/interpreter'
import { call, error, hooks, type ModuleBuilder, pos, W_Tuple, shownType } from '@typhon/objspace'

export function defineTracing(m: ModuleBuilder): void {
  m.fn(
    'settrace',
    [pos('function')],
    'Set the function that is told of calls, lines, returns and exceptions.',
    (fn) => {
      hooks.audit?.('sys.settrace')
      watch('settrace', 'tracer', fn)
      return null
    },
  )
  m.fn('_settraceallthreads', [pos('function')], 'The same as settrace, for all threads that run.', (fn) => {
    hooks.audit?.('sys.settrace')
    watchAll('_settraceallthreads', 'tracer', fn)
    return null
  })
  m.fn('_setprofileallthreads', [pos('function')], 'The same as setprofile, for all threads that run.', (fn) => {
    hooks.audit?.('sys.setprofile')
    watchAll('_setprofileallthreads', 'profiler', fn)
    return null
  })
  m.fn('gettrace', [], 'The trace function.', () => context.tracing.tracer)
  m.fn('setprofile', [pos('function')], 'Set the function that is told of calls and returns.', (fn) => {
    hooks.audit?.('sys.setprofile')
    watch('setprofile', 'profiler', fn)
    return null
  })
  m.fn('getprofile', [], 'The profile function.', () => context.tracing.profiler)
  m.fn(
    'call_tracing',
    [pos('func'), pos('args')],
    'Call a function with tracing on, where a trace function runs.',
    (func, args) => {
      if (!(args instanceof W_Tuple))
        throw error('TypeError', `call_tracing() argument 2 must be tuple, not ${shownType(args)}`)
      const { tracing } = context
      const { busy } = tracing
      tracing.busy = 0
      tracing.update()
      try {
        return call(func, args.items.slice(), null)
      } finally {
        tracing.busy = busy
        tracing.update()
      }
    },
  )
}
