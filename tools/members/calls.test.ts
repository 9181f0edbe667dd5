/** Calls with wrong arguments end as in CPython 3.13, as calls-cpython-3.13.txt records it, but for allowed-calls.txt and what calls-not-yet.txt lists. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allowedCalls, CALLS_NOT_YET, CALLS_RECORD, callDifferences, calls, readCalls } from './calls.ts'

const TYPHON = join(import.meta.dirname, '../../packages/cli/bin/typhon')

describe('calls with wrong arguments', () => {
  it('are complained of as by CPython 3.13', { timeout: 300_000 }, () => {
    const found = callDifferences(readCalls(readFileSync(CALLS_RECORD, 'utf8')), readCalls(calls(TYPHON)))
    const allowed = allowedCalls()
    // Those that are still to be mended are listed: none may come, and a mended one leaves the list (npm run members:calls -- --update).
    const notYet = readFileSync(CALLS_NOT_YET, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
    expect(found.filter((line) => !allowed.some(({ pattern }) => pattern.test(line)))).toEqual(notYet)
    const unused = allowed.filter(({ pattern }) => !found.some((line) => pattern.test(line)))
    expect(unused.map(({ pattern }) => `nothing needs ${String(pattern)} any more`)).toEqual([])
  })

  it('are read from lines', () => {
    const one = readCalls(
      'm.f\n  0,2 TypeError f takes 1 (# given)\n  1 returns\nm.g\n  1 returns\nm.only\n  0 ValueError\n',
    )
    const two = readCalls(
      'm.f\n  0 TypeError f takes 1 (# given)\n  2 TypeError f\n  1 returns\nm.g\n  1 TypeError g\n',
    )
    expect(callDifferences(one, one)).toEqual([])
    expect(callDifferences(one, two)).toEqual([
      'm.f 2 - TypeError f takes 1 (# given)',
      'm.f 2 + TypeError f',
      'm.g 1 - returns',
      'm.g 1 + TypeError g',
    ])
  })

  it('have reasons where they may differ', () => {
    expect(allowedCalls().filter(({ reason }) => reason === '')).toEqual([])
  })
})
