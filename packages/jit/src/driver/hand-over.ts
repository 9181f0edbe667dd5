/**
 * From one compiled function to the next: the second is called with the values that the first has left behind. They lie scattered in `Exits.values`, and are
 * taken from there by a function for so many of them. An array of them, and a call that spreads it, takes longer than what many a bridge does.
 *
 * What must stay true: the values are those that `Exits.live` tells, in its order.
 */
import type { Exits } from './tree.ts'

type Run = (...live: any[]) => any
type Caller = (run: Run, values: readonly unknown[], slots: readonly number[]) => any
type CallerAt = (run: Run, label: number, values: readonly unknown[], slots: readonly number[]) => any

/** By number of values. */
const callers: Caller[] = []
const callersAt: CallerAt[] = []

const taken = (count: number): string[] => Array.from({ length: count }, (_, i) => `values[slots[${i}]]`)

const callerOf = (count: number): Caller =>
  (callers[count] ??= new Function('run', 'values', 'slots', `return run(${taken(count).join(', ')})`) as Caller)

const callerAtOf = (count: number): CallerAt =>
  (callersAt[count] ??= new Function(
    'run',
    'label',
    'values',
    'slots',
    `return run(${['label', ...taken(count)].join(', ')})`,
  ) as CallerAt)

/** Calls the function of a bridge with all that is live. */
export function handOver(out: Exits, run: Run): any {
  const { slots, boxes } = out.at!
  return boxes === null ? callerOf(slots.length)(run, out.values, slots) : run(...out.live)
}

/** Calls the function of a tree, to begin at a label, with the first of what is live. */
export function handOverAt(out: Exits, run: Run, label: number, count: number): any {
  const { slots, boxes } = out.at!
  return boxes === null ? callerAtOf(count)(run, label, out.values, slots) : run(label, ...out.live.slice(0, count))
}
