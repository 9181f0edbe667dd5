// The tracing tier computes what the interpreter computes: the script that changes everything under hot loops, traced early, late and
// with guards that fail.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from './run.ts'

const TYPHON = join(import.meta.dirname, '../../packages/cli/bin/typhon')
const SCRIPT = join(import.meta.dirname, 'test_traces.py')

for (const jit of [
  'traces',
  'traces,threshold=2',
  'traces,threshold=2,stress=1',
  'traces,threshold=20,trace_eagerness=2',
])
  test(`--jit ${jit}`, { timeout: 120_000 }, async () => {
    process.env.TYPHON_JIT = jit
    try {
      expect(await run(TYPHON, SCRIPT, 100, 'both')).toEqual({ output: '', status: 0, timedOut: false })
    } finally {
      delete process.env.TYPHON_JIT
    }
  })
