/** Behaviour of Python: every script of this folder, on Typhon and, where one is found, on CPython 3.13 as well. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { findCPython, run, transcript } from './run.ts'

const HERE = import.meta.dirname
const TRACEBACKS = join(HERE, 'tracebacks')
const TYPHON = join(HERE, '../../packages/cli/bin/typhon')
const SECONDS = 60

const scripts = readdirSync(HERE).filter((name) => /^test_\w+\.py$/.test(name))
const tracebacks = readdirSync(TRACEBACKS).filter((name) => name.endsWith('.py'))

/** Scripts that Typhon does not pass yet, one a line: they run all the same, are counted as skipped, and leave the list once they pass. */
const notYet = new Set(
  readFileSync(join(HERE, 'not-yet.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== ''),
)

async function check(interpreter: string, name: string): Promise<void> {
  const file = join(HERE, name)
  if (!name.startsWith('tracebacks/')) {
    const { output, status, timedOut } = await run(interpreter, file, SECONDS, 'both')
    expect({ output, status, timedOut }).toEqual({ output: '', status: 0, timedOut: false })
    return
  }
  const expected = file.replace(/\.py$/, '.expected')
  expect(existsSync(expected), 'there is a .expected file').toBe(true)
  expect(transcript(await run(interpreter, file, SECONDS, 'stderr'))).toBe(readFileSync(expected, 'utf8'))
}

function behaves(interpreter: string, exceptions: ReadonlySet<string>): void {
  for (const name of [...scripts, ...tracebacks.map((each) => `tracebacks/${each}`)]) {
    it.concurrent(name, { timeout: (SECONDS + 5) * 1000 }, async ({ skip }) => {
      if (!exceptions.has(name)) return check(interpreter, name)
      const failed = await check(interpreter, name).then(
        () => false,
        () => true,
      )
      expect(failed, `${name} passes now: take it off not-yet.txt`).toBe(true)
      skip('Typhon does not pass this yet')
    })
  }
}

describe.skipIf(process.platform === 'win32')('Typhon', () => {
  // One start before many at once: it brings the bundle up to date.
  beforeAll(() => void execFileSync(TYPHON, ['-c', 'pass'], { timeout: 60_000 }))
  behaves(TYPHON, notYet)
})

const cpython = findCPython()

describe.skipIf(cpython === undefined)('CPython 3.13', () => {
  behaves(cpython!, new Set())
})
