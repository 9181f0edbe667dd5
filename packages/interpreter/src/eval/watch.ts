// What a thread's code is watched by: functions of sys.settrace and sys.setprofile, tools of sys.monitoring.
import type { Value } from '@typhon/objspace'
import { maturing } from '../baseline/maturing.ts'
import type { Frame } from '../objects/frame.ts'
import { context } from './context.ts'
import { monitoring } from './monitoring.ts'

/** Watches instructions before they are executed; `watch` is true where the loop is not to execute the one at hand. */
export interface Recorder {
  /** Nothing more is recorded: the loop is left. */
  readonly isOver: boolean
  watch(frame: Frame): boolean
}

/** Shown frames before each instruction, to see what the one before it has made. Of all threads, unlike the rest. */
export interface Witness {
  before(frame: Frame): void
}

/** Who sees what instructions make: tracemalloc; `Tracing.update` is to be called for all threads when that changes. */
export const witnessing: { by: Witness | null } = { by: null }

export class Tracing {
  tracer: Value = null
  profiler: Value = null
  /** Calls of trace functions that are being executed. */
  busy = 0
  on = false
  /** What the trace function that runs was told of, null while none runs. */
  event: string | null = null
  /** The built-in functions that profiled instructions call, and where, the innermost last. */
  readonly calls: { readonly callee: Value; readonly caller: Frame }[] = []
  /** Records a trace of what is executed, for the JIT. */
  recorder: Recorder | null = null
  /** The frame whose call of sys.setprofile is executed again, which nobody is told of. */
  silent: Frame | null = null

  /** A trace function begins: nobody is told of what it does, so its own code may be compiled. */
  pause(): void {
    this.busy++
    this.on = false
    context.setLimit()
  }

  /** It has ended. */
  goOn(): void {
    this.busy--
    this.update()
  }

  update(): void {
    this.on =
      this.recorder !== null ||
      (this.busy === 0 &&
        (this.tracer !== null || this.profiler !== null || monitoring.watched !== 0 || witnessing.by !== null))
    if (this.on && this.recorder === null) maturing.end()
    context.setLimit()
  }
}
