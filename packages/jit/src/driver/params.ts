/** The parameters of the JIT, with PyPy's names and defaults (rpython/rlib/jit.py, PARAMETERS) where both have them. */
export class Params {
  /** How often a loop goes round before it is traced. */
  threshold = 1039
  /** How often a function is called before it is traced from its start. */
  function_threshold = 1619
  /** How often a guard fails before a bridge is traced from it. */
  trace_eagerness = 200
  /** How many bridges a tree may have: where n branches go either way in each round, there are 2^n of them. */
  max_bridges = 1000
  /** How many operations a trace may have before it is given up. */
  trace_limit = 6000
  /** Whether calls are followed into the trace. */
  inlining = 1
  /** How many other loops may be compiled before one that is not entered is given up. */
  loop_longevity = 1000
  /** How often an inner loop may be unrolled in a trace. */
  max_unroll_loops = 0
  /** How often a function may be found in itself before a recursive call is no longer followed. */
  max_unroll_recursion = 7
  /** The same of a function that calls itself more than once, or from different places. */
  max_unroll_branching = 7
  /** How often tracing a place may fail before it is left to the interpreter. */
  max_aborts = 4
  /** How often a loop that is compiled, but ends soon each time, may be unrolled in the traces of others. */
  max_unroll_short = 16
  /** How many operations compiled code has to do each time it is entered, or the place is given up. */
  min_work = 5000
  /** The same where the language has entered it by itself and goes on at the head of a loop, which costs it little. */
  min_work_home = 150
  /** The same of a loop that is entered before its first round: it does as much in few rounds as it ever will. */
  min_work_brief = 50
  /** How many operations a loop must have for each call in it that is not followed, or tracing it gains nothing. */
  min_per_call = 0
  /** How many operations the trace of a function must have: one that does less is as quick without. */
  min_function = 0
  /** How many calls it must follow. */
  min_followed = 0
  /** Of a hundred calls of a function, how many may leave its trace for the interpreter before that is given up. */
  max_strays = 100
  /** How often bridges that wait are entered before they are merged into the function of their tree. */
  merge_eagerness = 60
  /** After how many operations compiled code leaves a loop to enter it again, so that V8 compiles it as a whole: it costs less than a hundredth of them. */
  stint = 400_000
  /** Which loops of integers and doubles are compiled to WebAssembly: 0 none, 1 those where that is quicker, 2 all that can be. */
  wasm = 1
  /** How many milliseconds a process runs, by the clock of the language, before anything is compiled, so that short ones do not pay for it. */
  delay = 0
  /** Of a hundred milliseconds since then, how many may have gone into recording and compiling: what is hot waits. 100 and no delay: no limit. */
  max_share = 100
  /**
   * The same two for loops of which the language tells how many instructions they have (see `Location.size`), and how many of these they have to execute before:
   * their traces take a few milliseconds, and they gain the most.
   */
  small_delay = 0
  small_share = 100
  small_work = 0
  /** The passes of the optimiser, by name. */
  enable_opts = 'all'
  /** 1 makes each guard fail the first time it is met, but for those that go on where the other outcome leads: for tests of what happens then. */
  stress = 0
  /** 1 makes compiled code count how often it runs, for those who look. */
  count_runs = 0
  /** 0: nothing more is compiled. */
  on = 1

  /** Sets parameters from text like `threshold=2,trace_eagerness=1`, `off`, or `default`; returns what was wrong, null where nothing was. */
  parse(text: string): string | null {
    for (const part of text.split(',').map((item) => item.trim())) {
      if (part === '') continue
      else if (part === 'off') this.on = 0
      else if (part === 'default') Object.assign(this, new Params())
      else {
        const [name, value] = part.split('=', 2)
        if (value === undefined || !(name in this) || name === 'parse') return `unknown parameter: ${part}`
        if (name === 'enable_opts') this.enable_opts = value
        else if (/^-?\d+$/.test(value)) Object.assign(this, { [name]: Number(value) })
        else return `not a number: ${part}`
      }
    }
    return null
  }
}
