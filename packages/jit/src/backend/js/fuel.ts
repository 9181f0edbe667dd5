/**
 * Fuel: how many operations a compiled function does until it looks around. What a round does is taken from one small integer, and labels ask for its sign:
 *
 *     for (;;) {
 *       if (fuel < 0) {
 *         out.work += 4000 - fuel; c3.work += 4000 - fuel; fuel = 4000   what was done, in all and in this tree
 *         waits = c2[0]                                                what polls are told from here on
 *         if (out.work > out.rest && …) { … }                          the end of a stint
 *       }
 *       L1: for (;;) {
 *         if (fuel < 0) break
 *         …
 *         if (waits !== 0) { … }                                       a poll, and the guard behind it
 *         fuel = (fuel - 10) | 0; continue L1                          a jump
 *       }
 *     }
 *
 * A sum and a comparison of doubles, and a look into memory for each poll, were a fifth of what a short loop does in a round. Nothing else is in a variable,
 * which would take the place of one of the loop's, and what is seldom done stands outside of the loop, where V8 jumps over nothing.
 *
 * What must stay true: a poll tells what happened before it soon enough for a person at the keyboard, and at once where the loop itself has
 * done it. So a poll looks by itself where a call was made since the label, which may do anything and take any time, and before a loop is come to from there.
 * A list that gets an item is no such call. Where a poll has found nothing and no call was made since, another one finds nothing either, and is not
 * written: each round of a short loop that is unrolled ends in one, with an exit that has all values to hand out. Nor is any without a call where the loop can be left for
 * what waits where it looks around (`headOf`), and loops that count take from the fuel for many rounds at once (strips.ts).
 */
import { CallDescr } from '../../ir/descr.ts'
import { Const, Op } from '../../ir/values.ts'

/** Operations between two looks: microseconds. */
const FUEL = 4000

/** Whether an operation asks if something outside waits. */
export const isPoll = ({ name, descr }: Op): boolean => name === 'call_i' && (descr as CallDescr).meaning === 'poll'

/** Where a loop that looks around at its head may leave for what waits: what asks, and the first guard of a round, as which it leaves. */
export interface Head {
  readonly poll: Op
  readonly guard: Op
}

/**
 * The head of a loop whose rounds need not poll, since it is left for what waits where it looks around: as by its first guard, before which a round has done nothing. Null for a
 * loop that may be come to without a poll in between (`before` is the trace in front of its label): it would leave again and again, and nobody would attend to what waits.
 */
export function headOf(label: Op, ops: readonly Op[], before: readonly Op[]): Head | null {
  const poll = ops.find(isPoll)
  if (poll === undefined || poll.args.length > 0 || !before.some(isPoll)) return null
  const guard = ops.find(({ spec: { effect } }) => effect !== 'pure' && effect !== 'read')
  if (guard === undefined || !guard.isGuard) return null
  const { live, isOtherOutcome, raised } = guard.resume!
  const isKnown = live.every((value) => value instanceof Const || label.args.includes(value))
  return isKnown && !isOtherOutcome && raised === null ? { poll, guard } : null
}

/** Whether a guard is passed where nothing waits. */
export const isPolled = ({ name, args }: Op): boolean =>
  name === 'guard_false' && args[0] instanceof Op && isPoll(args[0])

export class Fuel {
  /** How many operations; a stint is no shorter. */
  readonly most: number
  /** What gives a poll's answer, once there was a poll that is told it. */
  private poll: string | null = null
  /** The lines at which to look, which are empty until then. */
  private readonly looks: number[] = []
  /** Whether a call was made since the last label, or since the function began. */
  hasCalled = true
  /** Whether a poll has found nothing since the last call or label. */
  isQuiet = false

  constructor(stint: number) {
    this.most = Math.min(FUEL, stint)
  }

  get declarations(): string {
    return `let fuel = ${this.most}${this.poll === null ? '' : ', waits = 0'}`
  }

  /** What adds up the operations that were done, with the names of objects that count them. */
  account(counters: readonly string[]): string {
    return counters.map((counter) => `${counter}.work += ${this.most} - fuel`).join('; ')
  }

  get refill(): string {
    return `fuel = ${this.most}`
  }

  /** An operation that is no poll. */
  pass({ spec, descr }: Op): void {
    if (spec.effect !== 'call') return
    // Functions of doubles take nanoseconds, and so does adding an item.
    if (descr instanceof CallDescr && (descr.grows !== null || (spec.result === 'f' && descr.pure))) return
    this.hasCalled = true
    this.isQuiet = false
  }

  /** A line, not yet written, at which to look. */
  lookAt(line: number): void {
    this.looks.push(line)
  }

  /** The variable that has the answer of a poll, `text`; null where that has to look by itself. */
  answer(text: string): string | null {
    if (this.hasCalled) return null
    this.poll ??= text
    return this.poll === text ? 'waits' : null
  }

  /** Writes the lines at which to look. */
  finish(lines: string[]): void {
    if (this.poll !== null) for (const line of this.looks) lines[line] += `waits = ${this.poll}`
    else for (const line of this.looks) lines[line] = ''
  }
}

/** What takes from the fuel. */
export const burn = (operations: number | string): string => `fuel = (fuel - ${operations}) | 0`
