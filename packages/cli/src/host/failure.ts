// From Node's errors to OSFailure.
import { OSFailure, type Path } from '@typhon/objspace'

/** What to throw for something that a Node call threw: its errno, or the error itself where it has none. */
export function failure(e: unknown): unknown {
  const errno = (e as { errno?: unknown } | null)?.errno
  return typeof errno === 'number' ? new OSFailure(Math.abs(errno)) : e
}

/** A path as Node's declarations want it: bytes need not be a Buffer. */
export function nodePath(path: Path): string | Buffer {
  return path as string | Buffer
}
