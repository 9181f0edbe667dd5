// Exceptions that cannot be raised (in `__del__`, a callback) go to sys.unraisablehook. lib: sys#sys.unraisablehook
import { defineStructSequence, type Value } from '@typhon/objspace'
import { reportUnraisable } from '@typhon/interpreter'

const hookArguments = defineStructSequence(
  'sys',
  'UnraisableHookArgs',
  'What sys.unraisablehook is told.',
  ['exc_type', 'exc_value', 'exc_traceback', 'err_msg', 'object'].map((name) => ({ name })),
)

/** Reports what was thrown. `where` says what was going on, '' for nothing special; `object` is where. */
export function unraisable(failure: unknown, where: string, object: Value): void {
  reportUnraisable(failure, where, object, (fields) => hookArguments.make(fields))
}
