// The tracing tier computes what the interpreter computes: scripts that change everything under hot loops, traced early, late and
// with guards that fail.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from './run.ts'

const TYPHON = join(import.meta.dirname, '../../packages/cli/bin/typhon')
const SCRIPTS = [
  'test_brief_loops.py',
  'test_compiled_containment.py',
  'test_compiled_numbers.py',
  'test_entrances.py',
  'test_float_lists.py',
  'test_traces.py',
  'test_traces_appends.py',
  'test_traces_floats.py',
  'test_nested_floats.py',
  'test_nested_loops.py',
  'test_gathered_floats.py',
  'test_float_members.py',
  'test_traced_short_loops.py',
  'test_traces_dicts.py',
  'test_traces_formats.py',
  'test_traces_generators.py',
  'test_traces_keywords.py',
  'test_traces_numbers.py',
  'test_traces_parts.py',
  'test_traces_operators.py',
  'test_traces_bytes.py',
  'test_traces_bytearrays.py',
  'test_traces_callers.py',
  'test_traces_consumed.py',
  'test_traces_sets.py',
  'test_traces_coroutines.py',
  'test_traces_raising_generators.py',
  'test_traces_handled.py',
  'test_traces_iterators.py',
  'test_traces_left_words.py',
  'test_traces_circles.py',
  'test_traces_tables.py',
  'test_traces_reraised.py',
  'test_traces_writes.py',
]

const SETTINGS = [
  'traces',
  'traces,threshold=2',
  'traces,threshold=2,stress=1',
  'traces,threshold=20,trace_eagerness=2',
]

const cases = SETTINGS.flatMap((jit) => SCRIPTS.map((name) => [name, jit] as const))
// A loop whose traces call functions that have traces of their own, and raise.
cases.push(['test_traced_exceptions.py', 'traces,function_threshold=20,trace_eagerness=2'])
// What functions that are compiled at once remember of classes.
cases.push(['test_dropped_objects.py', 'baseline,threshold=2'], ['test_dropped_objects.py', 'traces,threshold=2'])

test.each(cases)('%s, --jit %s', { timeout: 120_000 }, async (name, jit) => {
  process.env.TYPHON_JIT = jit
  try {
    expect(await run(TYPHON, join(import.meta.dirname, name), 100, 'both')).toEqual({
      output: '',
      status: 0,
      timedOut: false,
    })
  } finally {
    delete process.env.TYPHON_JIT
  }
})
