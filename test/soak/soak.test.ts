// A sample of the soak: loops that are compiled, disturbed, given up, and compiled again.
import { expect, test } from 'vitest'
import { soak } from './soak.ts'

test.each(['traces', 'traces,threshold=20,trace_eagerness=4', 'traces,threshold=50,stress=1'])(
  'soak, --jit %s',
  { timeout: 120_000 },
  (jit) => {
    expect(soak(jit, '60000', '1').failure).toBeNull()
  },
)
