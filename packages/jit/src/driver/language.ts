/**
 * What a language is to the JIT: it executes its frames, plainly or through a recorder, and says what may be taken for granted of its values.
 *
 * `S` is its own description of where to go on, mostly a list of frames.
 */
import type { CallDescr } from '../ir/descr.ts'
import type { BigName } from '../ir/ops.ts'
import type { Names } from '../ir/print.ts'
import type { Value } from '../ir/values.ts'
import type { Recorder } from '../record/recorder.ts'
import type { Location } from './location.ts'

/** A frame of the language, told by the values it gave when the guard was recorded. The first of a list is the innermost. */
export interface FrameImage<V> {
  readonly code: any
  readonly pc: number
  readonly values: V[]
}

/** What a language does for the JIT. */
export interface Language<S> {
  /** Makes frames to go on with in the interpreter; `error` is what a function threw behind whose call a guard failed, or what a guard says is raised. */
  resume(frames: readonly FrameImage<any>[], error: unknown): S
  /** Executes these frames through the recorder until it `isOver`; then, where to go on. `raised` is what the innermost raises first, null for nothing. */
  trace(recorder: Recorder, frames: readonly FrameImage<Value>[], raised: Value | null): S
  /** The frame at the bottom has returned a value. */
  finished(value: any): S
  /** Runs to the end of the bottommost frame and gives what that returns; for functions that compiled code called. */
  complete(state: S): any
  /** Calls a function that is not compiled; for calls of compiled code. */
  interpret(location: Location, args: readonly any[]): any
  /** An overflow is followed by the same operation on wider integers, never by an error: then traces may compute in fewer bits. */
  readonly widens?: boolean
  /** The language's integer for one of the host's wide ones; with it, traces compute modulo 2^64 where that is enough. */
  readonly normal?: (wide: bigint) => any
  /** Arithmetic on the language's integers, of any size: then traces leave what only frames would need to where they are left. */
  readonly big?: (name: BigName) => CallDescr
  /** Whether the language can go on at a place with the values of a frame alone, where it has entered compiled code by itself (see `left`). */
  readonly isHome?: (code: any, pc: number) => boolean
  /** There is compiled code at a place. */
  opened?(location: Location): void
  /** A place was closed: the language need not look for compiled code there any more. */
  closed?(location: Location): void
  /** How things are called in logs. */
  readonly names?: Names
  /** Milliseconds that the process has run, for `delay` and `max_share`; by the clock on the wall if there is none. */
  readonly clock?: () => number
  /** Whether it has reached a time, for languages that can tell that sooner than how late it is. */
  readonly hasReached?: (ms: number) => boolean
}
