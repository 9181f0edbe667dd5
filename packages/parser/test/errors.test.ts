/**
 * Errors of wrong sources against a table recorded from CPython 3.13 (`record-cases.py errors errors.jsonl`): class,
 * message, place and text.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { errorOf, readErrors } from './error-table.ts'

const cases = readErrors(readFileSync(new URL('errors.jsonl', import.meta.url), 'utf8'))

describe('errors', () => {
  it.each(cases)('$mode $source', ({ mode, source, error }) => {
    expect(errorOf(mode, source)).toEqual(error)
  })

  it('have a table that is worth the name', () => {
    expect(cases.length).toBeGreaterThan(2000)
  })
})
