/** Members and signatures of every built-in are CPython 3.13's, as cpython-3.13.txt records them, but for allowed.txt and what not-yet.txt lists. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { differences, dump, NOT_YET, readAllowed, readDump, RECORD } from './members.ts'

const TYPHON = join(import.meta.dirname, '../../packages/cli/bin/typhon')

describe('members and signatures', () => {
  it('are those of CPython 3.13', { timeout: 300_000 }, () => {
    const found = differences(readDump(readFileSync(RECORD, 'utf8')), readDump(dump(TYPHON)))
    const allowed = readAllowed()
    // Those that are still to be mended are listed: none may come, and a mended one leaves the list (npm run members -- --update).
    const notYet = readFileSync(NOT_YET, 'utf8').split('\n').filter(Boolean)
    expect(found.filter((line) => !allowed.some(({ pattern }) => pattern.test(line)))).toEqual(notYet)
    const unused = allowed.filter(({ pattern }) => !found.some((line) => pattern.test(line)))
    expect(unused.map(({ pattern }) => `nothing needs ${String(pattern)} any more`)).toEqual([])
  })

  it('are read from lines', () => {
    const one = readDump(
      'module m doc\n  f builtin doc ($module, x, /)\n  g builtin - None\ntype m.T() [] doc\n  a x\n  b x\nno module n\n',
    )
    const two = readDump(
      'module m doc\n  f builtin doc ($module, y, /)\n  g builtin doc None\ntype m.T() [] doc\n  b x\n  a x\n  c x\n',
    )
    expect(differences(one, one)).toEqual([])
    expect(differences(one, two)).toEqual([
      'module m - f builtin doc ($module, x, /)',
      'module m + f builtin doc ($module, y, /)',
      'type m.T + c x',
      'type m.T order',
    ])
    expect(differences(two, readDump('no module m\n'))).toEqual(['module m missing', 'type m.T missing'])
  })

  it('have reasons where they may differ', () => {
    expect(readAllowed().filter(({ reason }) => reason === '')).toEqual([])
  })
})
