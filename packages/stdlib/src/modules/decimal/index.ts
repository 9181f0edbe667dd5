// The `_decimal` module: decimal arithmetic of any precision. lib: decimal; General Decimal Arithmetic Specification 1.70
//
// The numbers (`number.ts`) and their operations know nothing of Python; the types wrap them.
import {
  type ModuleBuilder,
  arg,
  callMethod,
  defineModule,
  getattr,
  hooks,
  norm,
  optArg,
  pos,
  error,
  type Value,
} from '@typhon/objspace'
import { contextArgument } from './arguments.ts'
import { contextType, localContext, SETTINGS } from './context-type.ts'
import { decimalTuple, decimalType } from './decimal-type.ts'
import { MAX_EMAX, MAX_PREC, MIN_EMIN, MIN_ETINY, ROUNDINGS } from './settings.ts'
import { CONDITIONS, DecimalException, SIGNALS } from './signals.ts'
import { contextTemplates, currentContext, setContext, W_Context } from './values.ts'

const options = SETTINGS.map((name) => optArg<Value>(name))

function fill(m: ModuleBuilder): void {
  m.type(decimalType)
  m.type(contextType)
  m.constant('DecimalTuple', decimalTuple())
  m.type(DecimalException)
  for (const { type } of [...CONDITIONS, ...SIGNALS]) m.type(type)
  const { initial, basic, extended } = contextTemplates()
  m.constant('DefaultContext', initial)
  m.constant('BasicContext', basic)
  m.constant('ExtendedContext', extended)
  for (const name of ROUNDINGS) m.constant(name, name)
  for (const [name, value] of Object.entries({ MAX_PREC, MAX_EMAX, MIN_EMIN, MIN_ETINY })) m.constant(name, norm(value))
  m.constant('HAVE_THREADS', true)
  m.constant('HAVE_CONTEXTVAR', true)
  m.constant('__version__', '1.70')
  m.constant('__libmpdec_version__', '2.5.1')
  m.fn('getcontext', [], 'The context of the running code.', currentContext)
  m.fn('setcontext', [pos('context')], 'Make a context that of the running code.', (w) => {
    if (!(w instanceof W_Context)) throw error('TypeError', 'argument must be a context')
    setContext(w)
    return null
  })
  m.fn(
    'localcontext',
    [arg('ctx', contextArgument, null), ...options],
    'A context manager with a copy of a context, some settings being others.',
    (c, ...values) => {
      const outer = currentContext()
      return localContext((c as W_Context | null) ?? outer, outer, values as Value[])
    },
    '($module, /, ctx=None, **kwargs)',
  )
  // As CPython's module does when it is first imported.
  callMethod(getattr(hooks.importModule('numbers'), 'Number'), 'register', decimalType)
}

export const decimalModule = defineModule('_decimal', 'Decimal arithmetic of any precision.', fill)

// differs: `_pydecimal`, which CPython writes in Python, is the same module once more, without the private parts of CPython's.
export const pydecimalModule = defineModule('_pydecimal', 'Decimal arithmetic of any precision.', fill)
