// The parameters of the JIT in words. PyPy: PARAMETER_DOCS of rpython/rlib/jit.py

/** Those that mean something here. */
export const DOCS: Readonly<Record<string, string>> = {
  threshold: 'rounds of a loop before it is traced, and calls of a function before it is compiled',
  function_threshold: 'calls of a function before it is traced from its start',
  trace_eagerness: 'failures of a guard before a bridge is made',
  trace_limit: 'operations a recording may have before it is given up',
  inlining: '1: calls are followed into the trace',
  loop_longevity: 'how many other loops are compiled before one that nobody enters is given up',
  max_unroll_loops: 'how often an inner loop may be unrolled in a trace',
  max_unroll_recursion: 'how often a function may be followed into itself',
  max_unroll_branching: 'the same of a function that calls itself more than once',
  max_unroll_short: 'how often a short inner loop may be unrolled in a trace',
  max_aborts: 'recordings of a place that may be given up before nobody tries again',
  min_work: 'operations that compiled code has to do each time it is entered',
  min_work_home: 'the same where a function has entered it and goes on by itself behind it',
  min_work_brief: 'the same where it has entered it before the first round of a loop',
  min_per_call: 'operations that a loop must have for each call in it that is not followed',
  max_bridges: 'bridges that a loop or function may have',
  min_function: 'operations that the trace of a function must have',
  min_followed: 'calls that it must follow',
  max_strays: 'of a hundred calls of a function, how many may leave its trace before that is given up',
  merge_eagerness: 'how often bridges are entered before they become part of the function of their loop',
  stint: 'after how many operations compiled code leaves a loop to enter it again',
  wasm: 'loops that become WebAssembly: 0 none, 1 those where that is quicker, 2 all that can',
  delay: 'milliseconds that a process runs before anything is traced',
  max_share: 'how many of a hundred milliseconds since then may go into tracing; what is hot waits',
  small_delay: 'the same milliseconds for a loop all by itself that calls nothing',
  small_share: 'how many of a hundred milliseconds since then may go into tracing it',
  small_work: 'how many instructions it has to execute before',
  enable_opts: 'the passes of the optimiser',
}

/** Those of PyPy that belong to machinery which is not here: they may be set, and nothing comes of it. */
export const ELSEWHERE: ReadonlySet<string> = new Set([
  'decay',
  'disable_unrolling',
  'max_retrace_guards',
  'pureop_historylength',
  'retrace_limit',
  'vec',
  'vec_all',
  'vec_cost',
])
