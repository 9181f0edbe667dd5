import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

import { PROGRAMS } from './catalogue.ts'

const folder = join(import.meta.dirname, 'programs')

test('the catalogue and the folder have the same programs', () => {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.py') && name !== 'harness.py')
    .map((name) => name.slice(0, -3))
  expect(PROGRAMS.map(({ name }) => name).sort()).toEqual(files.sort())
})

test.each(PROGRAMS.map(({ name }) => name))('%s has sizes, an entry and a check', (name) => {
  const source = readFileSync(join(folder, `${name}.py`), 'utf8')
  expect(source).toMatch(/^SIZE = \d+/m)
  expect(source).toMatch(/^QUICK = \d+/m)
  expect(source).toMatch(/^def run\(size\):/m)
  expect(source).toMatch(/^ +assert /m)
})
