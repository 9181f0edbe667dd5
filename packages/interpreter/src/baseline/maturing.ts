// When the host may optimize the interpreter's loop. Each round of it is one instruction of Python's, so that it counts as hot before
// a tenth of its instructions were seen; what is then made of it is given up at the next one that was not, some five times in the first
// tenths of a second, in which the host's compilers have enough to do with the functions that instructions call. So hosts that let
// themselves be told leave it alone until the program has run for a while (`bin/typhon`), and are told then.
//
// There is no timer in a program that runs. Whoever is at a place where any program comes again and again asks, `isOver`: functions called for
// the twentieth or hundredth time, loops that stay in the interpreter. What is watched by trace functions stays there for good.
//
// Hosts that can have their compilers give way to the program are told as well, before the first code is compiled: a program that
// compiles nothing is over sooner than that is done.
//
// What must stay true: who is asked that the time has come is not asked again.
import { baseline } from './settings.ts'

/** Milliseconds that a program has run. */
const YOUTH = 200
/** Not each time somebody looks is the clock asked. */
const LOOKS = 16

export class Maturing {
  private clock: (() => number) | null = null
  private tell: () => void = () => {}
  private looks = LOOKS
  private prepare: (() => void) | null = null

  /**
   * The clock that it goes by, in milliseconds, and what is called once; at once where all code is the interpreter's. `prepare` is called
   * before the first code is compiled.
   */
  begin(clock: () => number, tell: () => void, prepare: (() => void) | null = null): void {
    this.clock = baseline.enabled === 0 ? null : clock
    this.tell = tell
    this.prepare = prepare
    if (this.clock === null) tell()
  }

  /** Code is about to be compiled. */
  compiles(): void {
    const { prepare } = this
    if (prepare === null) return
    this.prepare = null
    prepare()
  }

  /** Code stays in the interpreter, or leaves it: whether that has come to its end. */
  isOver(): boolean {
    const { clock } = this
    if (clock === null) return true
    if (--this.looks > 0) return false
    this.looks = LOOKS
    if (clock() < YOUTH) return false
    this.end()
    return true
  }

  /** The time has come, whatever the clock says. */
  end(): void {
    if (this.clock === null) return
    this.clock = null
    this.tell()
  }
}

export const maturing = new Maturing()
