/** The command of a comparison with a record from CPython 3.13: prints what differs, or writes the record or the list of what is not yet the same. */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { findCPython } from '../../test/py/run.ts'

/** What is compared, and where it is written down. */
export interface Comparison {
  readonly record: string
  readonly notYet: string
  /** What an interpreter says of itself. */
  readonly ask: (interpreter: string) => string
  /** A line for each difference between CPython's record and Typhon's answers. */
  readonly compare: (cpython: string, typhon: string) => readonly string[]
  readonly allowed: () => readonly { readonly pattern: RegExp }[]
}

/** Runs `--record`, `--update`, `--all` or none of them. */
export function runComparison({ record, notYet, ask, compare, allowed }: Comparison, typhon: string): void {
  const { values } = parseArgs({
    options: { all: { type: 'boolean' }, update: { type: 'boolean' }, record: { type: 'boolean' } },
  })
  if (values.record) {
    const cpython = findCPython()
    if (cpython === undefined) throw new Error('no CPython 3.13 found')
    writeFileSync(record, ask(cpython))
    return
  }
  const reasons = values.all ? [] : allowed()
  const found = compare(readFileSync(record, 'utf8'), ask(typhon)).filter(
    (line) => !reasons.some(({ pattern }) => pattern.test(line)),
  )
  const lines = found.map((line) => `${line}\n`).join('')
  if (values.update) writeFileSync(notYet, lines)
  else process.stdout.write(lines)
  process.stdout.write(`${found.length} differences\n`)
}
