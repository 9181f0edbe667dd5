import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const path = (name: string): string => join(import.meta.dirname, name)

const commands = globSync('{*,*/*}.ts', { cwd: import.meta.dirname }).filter((name) =>
  readFileSync(path(name), 'utf8').startsWith('#!'),
)

const run = (name: string, option: string): ReturnType<typeof spawnSync> =>
  spawnSync(process.execPath, [path(name), option], { encoding: 'utf8' })

const USAGE = /(?:node benchmarks\/|npm run )\S+ /

test.each(commands)('%s tells how it is used', (name) => {
  const { stdout, status } = run(name, '--help')
  expect(stdout).toMatch(USAGE)
  expect(status).toBe(0)
})

test.each(commands)('%s refuses what it does not know', (name) => {
  const { stderr, status } = run(name, '--nothing')
  expect(stderr).toContain("'--nothing'")
  expect(stderr).toMatch(USAGE)
  expect(status).toBe(2)
})
