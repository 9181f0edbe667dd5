// The `_interpreters` module: the interpreters of a process. There is one, which can be asked about; more cannot be made.
// PEP 734; CPython: Modules/_interpretersmodule.c
//
// differs: `create` always fails.
import {
  defineModule,
  error,
  indexOrUndefined,
  newException,
  pos,
  rest,
  type Value,
  W_AnySet,
  W_Bytes,
  W_Float,
  W_List,
  W_Tuple,
  typeOf,
} from '@typhon/objspace'

/** How an interpreter came about. */
const WHENCE = ['UNKNOWN', 'RUNTIME', 'LEGACY_CAPI', 'CAPI', 'XI', 'STDLIB']
const RUNTIME = 1
const MAIN = 0

/** Whether a value can be handed to another interpreter: it is immutable and of a built-in type. */
function isShareable(w: Value): boolean {
  if (typeof w !== 'object' || w === null) return true
  if (w.shape.type.heap || w instanceof W_AnySet) return false
  return w instanceof W_Float || w instanceof W_Bytes || w instanceof W_Tuple || typeOf(w).fullName === 'str'
}

export const interpretersModule = defineModule('_interpreters', 'The interpreters of the process.', (m) => {
  const failure = m.exception('InterpreterError', 'Exception', 'What is wrong with an interpreter.')
  const notFound = m.exception('InterpreterNotFoundError', failure, 'An interpreter that is not there.')
  m.exception('NotShareableError', 'ValueError', 'A value that no other interpreter can have.')
  WHENCE.forEach((name, i) => m.constant(`WHENCE_${name}`, i))
  const known = (w: Value): void => {
    const id = indexOrUndefined(w)
    if (id === undefined) throw error('TypeError', `interpreter ID must be an int, got ${typeOf(w).fullName}`)
    if (id !== MAIN) throw newException(notFound, [`unrecognized interpreter ID ${id}`])
  }
  const main = (): Value => new W_Tuple([MAIN, RUNTIME])
  m.fn('get_main', [], 'The main interpreter, and how it came about.', main)
  m.fn('get_current', [], 'The running interpreter, and how it came about.', main)
  m.fn('list_all', [rest('options')], 'All interpreters.', () => new W_List([main()]), null)
  m.fn('whence', [pos('id')], 'How an interpreter came about.', (w) => (known(w), RUNTIME), null)
  m.fn('is_running', [pos('id')], 'Whether an interpreter runs.', (w) => (known(w), true), null)
  m.fn('is_shareable', [pos('obj')], 'Whether other interpreters can have a value.', isShareable, null)
  m.fn(
    'create',
    [rest('options')],
    'Not possible: there is one interpreter.',
    () => {
      throw newException(failure, ['interpreter creation failed'])
    },
    null,
  )
  m.fn(
    'destroy',
    [pos('id'), rest('options')],
    'Not possible: the interpreter runs.',
    (w) => {
      known(w)
      throw newException(failure, ['cannot destroy the current interpreter'])
    },
    null,
  )
  for (const name of ['run_string', 'run_func', 'exec', 'call'])
    m.fn(
      name,
      [pos('id'), rest('more')],
      'Not possible: the interpreter runs.',
      (w) => {
        known(w)
        throw newException(failure, ['interpreter already running'])
      },
      null,
    )
})
