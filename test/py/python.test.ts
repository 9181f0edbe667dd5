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

function behaves(interpreter: string): void {
  it.concurrent.each(scripts)('%s', { timeout: (SECONDS + 5) * 1000 }, async (name) => {
    const { output, status, timedOut } = await run(interpreter, join(HERE, name), SECONDS, 'both')
    expect({ output, status, timedOut }).toEqual({ output: '', status: 0, timedOut: false })
  })
  it.concurrent.each(tracebacks)('tracebacks/%s', { timeout: (SECONDS + 5) * 1000 }, async (name) => {
    const file = join(TRACEBACKS, name)
    const expected = file.replace(/\.py$/, '.expected')
    expect(existsSync(expected), 'there is a .expected file').toBe(true)
    expect(transcript(await run(interpreter, file, SECONDS, 'stderr'))).toBe(readFileSync(expected, 'utf8'))
  })
}

describe.skipIf(process.platform === 'win32')('Typhon', () => {
  // One start before many at once: it brings the bundle up to date.
  beforeAll(() => void execFileSync(TYPHON, ['-c', 'pass'], { timeout: 60_000 }))
  behaves(TYPHON)
})

const cpython = findCPython()

describe.skipIf(cpython === undefined)('CPython 3.13', () => {
  behaves(cpython!)
})
