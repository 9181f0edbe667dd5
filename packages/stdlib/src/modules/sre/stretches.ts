// How long the stretches of a text are in which repeats can go back.
//
// A repeat that gives back what it took gives back characters that its body matches: no more of them than stand beside each other. So
// what bounds the time of an expression with such repeats is not the length of the text but that of its longest stretch, which is a few
// characters in most texts. It is looked for by strides as long as the stretch that is asked for, which must hold one of the places met.
import type { Sequence, Single } from './tree.ts'

/** The tests of all characters that a sequence may match: any, where that is not told by the sequence itself. */
export function testsOf(sequence: Sequence, out: Single[] = []): Single[] {
  for (const node of sequence) {
    switch (node.kind) {
      case 'char':
      case 'notChar':
      case 'any':
      case 'all':
      case 'set':
        out.push(node)
        break
      case 'repeat':
        testsOf(node.body, out)
        break
      case 'branch':
        for (const alternative of node.alternatives) testsOf(alternative, out)
        break
      case 'backref':
      case 'conditional':
      case 'atomic':
        out.push({ kind: 'all' })
        break
      default:
        break
    }
  }
  return out
}

/** For each character up to `last` 1 where one of the tests takes it. */
export function tableOf(tests: readonly Single[], last: number): Uint8Array {
  const table = new Uint8Array(last + 1)
  for (const test of tests) {
    switch (test.kind) {
      case 'char':
        if (test.char <= last) table[test.char] = 1
        break
      case 'set': {
        const ranges = test.set.ranges(last)
        for (let i = 0; i < ranges.length; i += 2) table.fill(1, ranges[i], ranges[i + 1] + 1)
        break
      }
      default:
        table.fill(1)
    }
  }
  return table
}

/** Whether `length` characters that are 1 in a table stand beside each other in a text that has none beyond the table. */
export function hasStretch(text: string, table: Uint8Array, length: number): boolean {
  for (let at = length - 1; at < text.length; at += length) {
    if (table[text.charCodeAt(at)] === 0) continue
    let from = at
    while (from > 0 && at - from < length && table[text.charCodeAt(from - 1)] === 1) from--
    let to = at + 1
    while (to < text.length && to - from < length && table[text.charCodeAt(to)] === 1) to++
    if (to - from >= length) return true
  }
  return false
}
