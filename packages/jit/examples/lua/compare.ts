/**
 * Compares what random programs print with the JIT off, with everything compiled at once, and with each guard failing once:
 * `node packages/jit/examples/lua/compare.ts FROM TO` for the seeds FROM to TO. The tests do some.
 */
import { generate } from './generate.ts'
import { newLua } from './lua.ts'

const EAGER = 'threshold=2,function_threshold=2,trace_eagerness=2,merge_eagerness=2,stint=20'

/** Settings under which programs have to print what they print without the JIT. */
export const MODES = [
  EAGER,
  `${EAGER},stress=1`,
  'threshold=5,function_threshold=3,trace_eagerness=1,max_unroll_recursion=2,merge_eagerness=0',
]

export function outputOf(source: string, params: string): string {
  const lua = newLua(params)
  lua.machine.execute(source)
  return lua.output.join('\n')
}

if (process.argv[1] === import.meta.filename) {
  const [from, to] = process.argv.slice(2).map(Number)
  let differences = 0
  for (let seed = from; seed < to; seed++) {
    const source = generate(seed)
    const expected = outputOf(source, 'off')
    for (const mode of MODES) {
      const found = outputOf(source, mode)
      if (found === expected) continue
      differences++
      process.stdout.write(`seed ${seed}, ${mode}:\n${source}\nwithout: ${expected}\nwith:    ${found}\n`)
    }
  }
  process.stdout.write(`${differences} differences\n`)
  process.exitCode = differences === 0 ? 0 : 1
}
