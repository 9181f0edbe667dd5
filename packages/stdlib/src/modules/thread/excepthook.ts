// threading.excepthook: what is shown of an exception that ends a thread. lib: threading#threading.excepthook
import { currentThread, displayException } from '@typhon/interpreter'
import {
  defineStructSequence,
  error,
  exceptionTypes,
  findAttr,
  getattr,
  hooks,
  callMethod,
  is,
  strFromText,
  strText,
  type Value,
  W_BaseException,
  W_StructSequence,
} from '@typhon/objspace'

export const hookArguments = defineStructSequence('_thread', '_ExceptHookArgs', 'What threading.excepthook is told.', [
  { name: 'exc_type', doc: 'The class of the exception.' },
  { name: 'exc_value', doc: 'The exception.' },
  { name: 'exc_traceback', doc: 'Its traceback.' },
  { name: 'thread', doc: 'The thread that it ended.' },
])

/** Shows the exception that ended a thread on sys.stderr; SystemExit ends it quietly. */
export function excepthook(args: Value): Value {
  if (!(args instanceof W_StructSequence) || args.shape.type !== hookArguments.type)
    throw error('TypeError', '_thread._excepthook argument type must be ExceptHookArgs')
  const [type, value, traceback, thread] = args.items
  if (is(type, exceptionTypes.SystemExit)) return null
  const file = getattr(hooks.importModule('sys'), 'stderr')
  if (file === null) return null
  const name = thread === null ? undefined : findAttr(thread, 'name')
  const shown = name === undefined ? String(currentThread().ident) : strText(name)
  callMethod(file, 'write', strFromText(`Exception in thread ${shown}:\n`))
  if (value instanceof W_BaseException) displayException(value, traceback)
  return null
}
