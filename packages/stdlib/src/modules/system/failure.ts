// Calls of the host from built-in modules: a refusal becomes an OSError, an interruption runs the signal handlers and goes on.
import { attendSignals } from '@typhon/interpreter'
import {
  error,
  errorWith,
  host,
  isError,
  OSFailure,
  strFromText,
  strerror,
  type Value,
  type W_BaseException,
} from '@typhon/objspace'
import { EINTR } from './numbers.ts'

/** The OSError of an errno, with up to two names of files. CPython: PyErr_SetFromErrnoWithFilenameObjects */
export function osError(errno: number, filename?: Value, filename2?: Value): W_BaseException {
  const text = strFromText(strerror(errno, host().platform))
  if (filename2 !== undefined) return errorWith('OSError', errno, text, filename ?? null, null, filename2)
  return filename === undefined ? errorWith('OSError', errno, text) : errorWith('OSError', errno, text, filename)
}

/** Python's exception for what a call of the host threw: OSError for a refusal, anything else as it is. */
export function raised(e: unknown, filename?: Value, filename2?: Value): unknown {
  return e instanceof OSFailure ? osError(e.errno, filename, filename2) : e
}

/** Calls the host; refusals become OSErrors with the given names. Signals interrupt nothing: PEP 475. */
export function system<T>(call: () => T, filename?: Value, filename2?: Value): T {
  for (;;) {
    try {
      return call()
    } catch (e) {
      if (!(e instanceof OSFailure)) throw e
      if (e.errno !== EINTR) throw osError(e.errno, filename, filename2)
      attendSignals()
    }
  }
}

/** Whether a caught exception is an OSError with the given errno. */
export function hasErrno(e: unknown, errno: number): boolean {
  return isError(e, 'OSError') && e.extra?.errno === errno
}

/** The exception for what this host, or any Node, cannot do. */
export function unsupported(what: string): W_BaseException {
  return error('NotImplementedError', `${what} is not available on this platform`)
}
