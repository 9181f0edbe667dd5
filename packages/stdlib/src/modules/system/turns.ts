// Reading and writing descriptors that may keep the caller waiting, while there are other threads: those run until it can be done.
// All threads are one thread of the system (interpreter/src/threads), so a call that waits there would stop every one of them.
//
// `name` is that of the built-in function that reads or writes, where nothing has happened yet that must not happen twice; then
// the waiting thread can be left and its instruction executed again. null: it keeps its place on the stack.
import { liveThreads, waitFor } from '@typhon/interpreter'
import { host } from '@typhon/objspace'

const POLLIN = 1
const POLLOUT = 4
const S_IFMT = 0o170000
const S_IFREG = 0o100000
/** What a pipe takes without waiting once it is said to be writable. */
const PIPE_BUF = 4096

/** Whether a call on the descriptor could wait while somebody else has something to do. */
function mayWait(fd: number): boolean {
  return liveThreads().length > 1 && (host().files.fstat(fd).mode & S_IFMT) !== S_IFREG
}

function wait(fd: number, events: number, name: string | null): void {
  const { sockets } = host()
  // Ends of files and failures count as ready: the call tells of them.
  waitFor(() => sockets.poll([{ fd, events }], 0)[0] !== 0, Infinity, name, true)
}

/** Reads once. */
export function readInTurn(fd: number, into: Uint8Array, name: string | null): number {
  const { files } = host()
  if (mayWait(fd) && files.getBlocking(fd)) wait(fd, POLLIN, name)
  return files.read(fd, into)
}

/** Writes once; what is more than a pipe takes goes in pieces, as other threads may have to empty it. */
export function writeInTurn(fd: number, from: Uint8Array, name: string | null): number {
  const { files } = host()
  if (!mayWait(fd) || !files.getBlocking(fd)) return files.write(fd, from)
  wait(fd, POLLOUT, name)
  let done = files.write(fd, from.subarray(0, PIPE_BUF))
  while (done < from.length) {
    wait(fd, POLLOUT, null)
    done += files.write(fd, from.subarray(done, done + PIPE_BUF))
  }
  return done
}
