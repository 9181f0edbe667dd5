// The Python side of signals: which handler each signal has, and running the handlers of those that came.
//
// The host notes signals in `host().signals.flags`; the interpreter, and every call that a signal interrupted, calls
// `runSignalHandlers` when it sees flags[0] set. The `_signal` module fills the table.
import { innermost } from '@typhon/interpreter'
import { call2, errorWith, host, type Value } from '@typhon/objspace'
import { SIGINT } from './numbers.ts'

/**
 * Handlers by signal number: a callable, or what `_signal` keeps for SIG_DFL and SIG_IGN, which are never called. SIGINT raises
 * KeyboardInterrupt as long as it has no entry.
 */
export const handlers = new Map<number, Value>()

/** Runs the handlers of the signals that came since the last time. A handler may raise; the signals after it then stay noted. */
export function runSignalHandlers(): void {
  const { signals } = host()
  const came = signals.take()
  for (let i = 0; i < came.length; i++) {
    const handler = handlers.get(came[i])
    if (handler === null || typeof handler === 'number') continue
    try {
      if (handler !== undefined) call2(handler, came[i], innermost())
      else if (came[i] === SIGINT) throw errorWith('KeyboardInterrupt')
    } catch (e) {
      for (const signum of came.slice(i + 1)) signals.flags[signum] = 1
      if (i + 1 < came.length) signals.flags[0] = 1
      throw e
    }
  }
}
