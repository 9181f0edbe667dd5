// sys.audit and sys.addaudithook: functions that are told what a program does to the world. PEP 578; lib: sys#sys.audit
//
// differs: of CPython's audit events those of compiling, running, importing, opening, finding frames, tracing, id() and the
// parts of functions, and of sockets and names of hosts are raised; those of other modules are not.
import {
  call2,
  hooks,
  isError,
  type ModuleBuilder,
  arg,
  error,
  findAttr,
  isTrue,
  rest,
  pos,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_Tuple,
} from '@typhon/objspace'
import { isTraced, untraced } from '@typhon/interpreter'

const functions: Value[] = []

/**
 * Tells every hook, in the order in which they were added. What one raises ends the event. Trace functions learn of a hook's
 * calls where its `__cantrace__` says so.
 */
function audit(event: string, ...args: Value[]): void {
  const name = strFromText(event)
  const tuple = new W_Tuple(args)
  for (const f of functions) {
    const wish = isTraced() ? findAttr(f, '__cantrace__') : true
    if (wish !== undefined && isTrue(wish)) call2(f, name, tuple)
    else untraced(() => call2(f, name, tuple))
  }
}

export function defineAudit(m: ModuleBuilder): void {
  m.fn('audit', [pos('event'), rest('args')], 'Tell the audit hooks of an event.', (event, args) => {
    const s = strOrUndefined(event)
    if (s === undefined) throw error('TypeError', `expected str for argument 'event', not ${typeOf(event).name}`)
    hooks.audit?.(textOfStr(s), ...args)
    return null
  })
  m.fn('addaudithook', [arg('hook')], 'Add a function that is told of audit events.', (hook) => {
    try {
      hooks.audit?.('sys.addaudithook')
    } catch (e) {
      // A hook may refuse another one.
      if (isError(e, 'Exception')) return null
      throw e
    }
    functions.push(hook)
    hooks.audit = audit
    return null
  })
}
