// The `atexit` module: functions that run when the program has ended. lib: atexit; CPython: Modules/atexitmodule.c
import {
  call,
  defineModule,
  eq,
  error,
  hooks,
  isCallable,
  type KeywordNames,
  pos,
  reprText,
  type Value,
} from '@typhon/objspace'

interface Callback {
  readonly func: Value
  readonly args: Value[]
  readonly kwnames: KeywordNames
}

/** In the order in which they were registered; they run from the last to the first. null where one was unregistered. */
let callbacks: (Callback | null)[] = []

/**
 * Runs the registered functions and forgets them, with those that they register themselves. What one raises is reported,
 * and the others run all the same.
 */
export function runExitFunctions(): void {
  for (let i = callbacks.length - 1; i >= 0; i--) {
    const callback = callbacks[i]
    if (callback === null || callback === undefined) continue
    callbacks[i] = null
    try {
      call(callback.func, callback.args, callback.kwnames)
    } catch (e) {
      hooks.unraisable(e, `Exception ignored in atexit callback ${reprText(callback.func)}`, null)
    }
  }
  callbacks = []
}

export const atexitModule = defineModule('atexit', 'Functions that run when the program has ended.', (m) => {
  m.rawFn(
    'register',
    'Register a function, with its arguments, to be called at the end. Gives the function, so that it serves as a decorator.',
    (args, kwnames) => {
      if (args.length - (kwnames === null ? 0 : kwnames.length) === 0)
        throw error('TypeError', 'register() takes at least 1 argument (0 given)')
      const [func, ...rest] = args
      if (!isCallable(func)) throw error('TypeError', 'the first argument must be callable')
      callbacks.push({ func, args: rest, kwnames })
      return func
    },
    '($module, func, /, *args, **kwargs)',
  )
  m.fn('unregister', [pos('func')], 'Forget a function, however often it was registered.', (func) => {
    callbacks.forEach((each, i) => {
      if (each !== null && eq(each.func, func)) callbacks[i] = null
    })
    return null
  })
  m.fn('_clear', [], 'Forget all functions.', () => {
    callbacks = []
    return null
  })
  m.fn('_run_exitfuncs', [], 'Run all functions now.', () => {
    runExitFunctions()
    return null
  })
  m.fn('_ncallbacks', [], 'How many functions are registered.', () => callbacks.filter((each) => each !== null).length)
})
