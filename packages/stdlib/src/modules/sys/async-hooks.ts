// sys.set_asyncgen_hooks and sys.get_asyncgen_hooks. PEP 525
import { asyncGeneratorHooks } from '@typhon/interpreter'
import {
  defineStructSequence,
  error,
  isCallable,
  type ModuleBuilder,
  optArg,
  typeOf,
  type Value,
} from '@typhon/objspace'

const hooksSequence = defineStructSequence('builtins', 'asyncgen_hooks', 'The hooks for asynchronous generators.', [
  { name: 'firstiter', doc: 'Called with a generator when it is first iterated.' },
  { name: 'finalizer', doc: 'Called with a generator that is given up.' },
])

/** The callable or None that was given for a hook; undefined where none was given. */
function hook(w: Value | undefined, name: string): Value | undefined {
  if (w !== undefined && w !== null && !isCallable(w))
    throw error('TypeError', `callable ${name} expected, got ${typeOf(w).fullName}`)
  return w
}

export function defineAsyncHooks(m: ModuleBuilder): void {
  m.fn('get_asyncgen_hooks', [], 'The hooks for asynchronous generators.', () =>
    hooksSequence.make([asyncGeneratorHooks.firstiter, asyncGeneratorHooks.finalizer]),
  )
  m.fn(
    'set_asyncgen_hooks',
    [optArg<Value>('firstiter'), optArg<Value>('finalizer')],
    'Set what is called with an asynchronous generator when it starts, and when it is given up.',
    (first, last) => {
      const finalizer = hook(last, 'finalizer')
      const firstiter = hook(first, 'firstiter')
      if (finalizer !== undefined) asyncGeneratorHooks.finalizer = finalizer
      if (firstiter !== undefined) asyncGeneratorHooks.firstiter = firstiter
      return null
    },
    null,
  )
}
