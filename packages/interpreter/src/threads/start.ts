// Starting a thread: its first call becomes the bottom of a chain of frames.
import { call, type KeywordNames, type Value, W_Method } from '@typhon/objspace'
import { push } from '../eval/enter.ts'
import { run } from '../eval/run.ts'
import { Return } from '../objects/frame.ts'
import { W_Function } from '../objects/function.ts'
import { newThread } from './scheduler.ts'
import type { Thread } from './thread.ts'

/** A thread that calls `w`. `failed` is told what it raised, `ended` that it ended; both run in the thread. */
export function startThread(
  w: Value,
  args: Value[],
  kwnames: KeywordNames,
  daemon: boolean,
  failed: (e: unknown) => void,
  ended: () => void,
): Thread {
  let func = w
  let all = args
  if (w instanceof W_Method && w.func instanceof W_Function) {
    func = w.func
    all = [w.self, ...args]
  }
  if (!(func instanceof W_Function)) return newThread(daemon, () => void call(w, args, kwnames), true, failed, ended)
  const python = func
  const start = (): void => {
    const frame = python.frameFor(all, kwnames)
    push(frame, Return.toHost)
    run(frame, null)
  }
  return newThread(daemon, start, false, failed, ended)
}
