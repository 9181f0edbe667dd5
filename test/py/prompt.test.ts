// --gc=prompt: what frames drop is finalized as CPython does it, and nothing that is in use; interpreted, compiled at once, and traced. The
// scripts pass on CPython too.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findCPython, run } from './run.ts'

const TYPHON = join(import.meta.dirname, '../../packages/cli/bin/typhon')
const FOLDER = join(import.meta.dirname, 'prompt')
const SECONDS = 100

const scripts = readdirSync(FOLDER).filter((name) => name.endsWith('.py'))
const cpython = findCPython()

for (const name of scripts) {
  for (const jit of [
    'off',
    'threshold=100',
    'threshold=2',
    'threshold=2,meetings=0',
    'threshold=2,meetings=1',
    'traces,threshold=2',
    'traces,threshold=2,meetings=0',
    'traces,threshold=20,trace_eagerness=2',
  ])
    test(`${name} --jit ${jit}`, { timeout: (SECONDS + 5) * 1000 }, async () => {
      const variables = { TYPHON_GC: 'prompt', TYPHON_JIT: jit }
      const { output, status } = await run(TYPHON, join(FOLDER, name), SECONDS, 'both', variables)
      expect({ output, status }).toEqual({ output: '', status: 0 })
    })
  test.skipIf(cpython === undefined)(`${name} on CPython`, { timeout: (SECONDS + 5) * 1000 }, async () => {
    const { output, status } = await run(cpython!, join(FOLDER, name), SECONDS, 'both')
    expect({ output, status }).toEqual({ output: '', status: 0 })
  })
}
