/**
 * What is told of traces: to the log, to who observes it, and in a report of what is compiled now.
 */
import type { Op, Trace } from '../ir/values.ts'
import { type Names, Printer } from '../ir/print.ts'
import type { Location } from './location.ts'
import type { Happening, Log } from './log.ts'
import type { Exit, Tree } from './tree.ts'

export class Telling {
  private readonly log: Log
  private readonly names: Names

  constructor(log: Log, names: Names) {
    this.log = log
    this.names = names
  }

  aborted(location: Location, loop: number, reason: string, ops: readonly Op[]): void {
    this.happened({ location, loop, bridge: null, reason, size: 0, ops })
  }

  happened(happening: Omit<Happening, 'texts'>): void {
    const { observer } = this.log
    if (observer === null) return
    observer({
      ...happening,
      texts: () => {
        const printer = this.printer()
        return happening.ops.map((op) => printer.op(op))
      },
    })
  }

  /** Where a guard is in the traces of its tree: `operation 13 of loop 1`. */
  placeOf({ tree, resume }: Exit): string {
    const traces = tree.bridges.map(({ name, trace }) => ({ name, trace }))
    if (tree.root !== null) traces.unshift({ name: tree.name, trace: tree.root })
    for (const { name, trace } of traces) {
      const at = trace.ops.findIndex((op) => op.resume === resume)
      if (at >= 0) return `operation ${at + 1} of ${name}`
    }
    return tree.name
  }

  /** What is compiled now, and how often it was entered and left: a line each. */
  report(trees: readonly Tree[]): string {
    let text = ''
    for (const tree of trees) {
      const { name, entered, runs, bridges, exits, location } = tree
      text += `${name} (${location.name}): ${entered} entries${countText(runs)}\n`
      for (const bridge of bridges) {
        const merged = bridge.isMerged ? ', merged' : ''
        text += `${bridge.name}: ${bridge.entered} entries${countText(bridge.runs)}${merged}\n`
      }
      for (const exit of exits.values())
        if (exit.failures > 0) text += `${this.placeOf(exit)}: ${exit.failures} failures\n`
    }
    return text
  }

  private printer(): Printer {
    return new Printer(this.names)
  }

  print(trace: Trace, hasPlaces = false): string {
    const printer = this.printer()
    return (hasPlaces ? printer.places(trace) : '') + printer.trace(trace)
  }
}

const countText = (runs: number): string => (runs === 0 ? '' : `, ${runs} runs`)
