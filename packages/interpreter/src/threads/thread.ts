// A thread of Python code: a chain of frames, and what it waits for. All threads share the one thread of the system.
import type { OwnedLists, Value } from '@typhon/objspace'
import { Tracing } from '../eval/watch.ts'
import type { Frame } from '../objects/frame.ts'
import type { Segment } from './segment.ts'

export class Thread {
  readonly ident: number
  /** Does not keep the program from ending. */
  readonly daemon: boolean
  /** Pushes the first frame and runs it; null once the thread has started. */
  start: (() => void) | null
  /** Told what the thread failed with, while its frames are still there. */
  readonly failed: (e: unknown) => void
  /** Told that the thread has ended. */
  readonly ended: () => void
  /** The innermost frame, and the depth, while the thread is not running. */
  frame: Frame | null = null
  tracing = new Tracing()
  depth = 0
  /** What its frames have alone, while it is not running (--gc=prompt). */
  owned: OwnedLists | null = null
  /** JavaScript frames below belong to it: only it may go on with them, when those above have returned (but see `segments`). */
  pinned = false
  /** Where it waits above JavaScript frames of its own, the uppermost last. */
  readonly segments: Segment[] = []
  /** Its first call is not of a Python function, so that JavaScript frames belong to it all the time. */
  hosted = false
  /** What it waits for, and until when (seconds of the monotonic clock); null where it could run. */
  ready: (() => boolean) | null = null
  deadline = Infinity
  /** `ready` asks the system, which tells nobody when the answer changes. */
  polls = false
  /** The frame whose instruction is executed again after a wait, and until when that had to end. */
  waitingAt: Frame | null = null
  waitingUntil = Infinity
  finished = false
  /** What the main thread's last frame came to when it ended above another thread's JavaScript frames. */
  outcome: { value: Value } | { failure: unknown } | null = null

  constructor(
    ident: number,
    daemon: boolean,
    start: (() => void) | null,
    failed: (e: unknown) => void,
    ended: () => void,
  ) {
    this.ident = ident
    this.daemon = daemon
    this.start = start
    this.failed = failed
    this.ended = ended
  }
}
