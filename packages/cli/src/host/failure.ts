// From Node's errors to OSFailure.
import { constants } from 'node:os'
import { OSFailure, type Path } from '@typhon/objspace'

const { EBADF, EINVAL } = constants.errno

/** What to throw for something that a Node call threw: its errno, or the error itself where it has none. */
export function failure(e: unknown): unknown {
  const { errno, code, message } = (e ?? {}) as { errno?: unknown; code?: unknown; message?: string }
  if (typeof errno === 'number') return new OSFailure(Math.abs(errno))
  // Node looks at numbers before the system does: a negative descriptor, a size beyond what a call can take.
  if (code === 'ERR_OUT_OF_RANGE') return new OSFailure(message?.includes('"fd"') === true ? EBADF : EINVAL)
  return e
}

/** A path as Node's declarations want it: bytes need not be a Buffer. */
export function nodePath(path: Path): string | Buffer {
  return path as string | Buffer
}
