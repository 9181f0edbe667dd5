// The `pypyjit` module: parameters, hooks and counters of the JIT. PyPy: pypy/module/pypyjit, doc/jit-hooks.rst
//
// What must stay true: hooks are told where a program may run, never from inside of recording or compiled code; while a hook runs nothing is
// told.
//
// differs: with `--jit baseline`, `threshold`, `off` and `default` are for functions and their loops, which have no hooks and no counters; hooks are
// kept and not called. Loops that were met before keep their threshold until they have reached it.
// The length of the machine code is that of the JavaScript text, which has no address; operations have no offsets in it; abort reasons other than
// ABORT_TOO_LONG are sentences. Cells are of the heads of loops and the starts of functions; other offsets have none, whatever is told of them.
import {
  hasCell,
  jitDriver,
  keepOut,
  lastiOf,
  parameterDefaults,
  recordNever,
  recordNext,
  reports,
  resetParameters,
  setParameter,
  stopCompiling,
  W_Code,
} from '@typhon/interpreter'
import {
  arg,
  asBool,
  asInt,
  call,
  defineModule,
  error,
  hooks,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_Dict,
  W_Float,
  W_List,
  W_Tuple,
} from '@typhon/objspace'
import { barrierType } from './barrier.ts'
import { infoType, operation, operationTypes, snapshotType, W_JitInfoSnapshot, W_JitLoopInfo } from './info.ts'
import { DOCS, ELSEWHERE } from './parameters.ts'

/** The name of the interpreter's one loop. */
const NAME = 'pypyjit'

type Driver = NonNullable<ReturnType<typeof jitDriver>>
type Happening = Parameters<NonNullable<Driver['log']['observer']>>[0]

let compileHook: Value = null
let abortHook: Value = null
let tooLongHook: Value = null
/** Whether the hook for compiled loops is told their operations. */
let hasOperations = true
let isInHook = false

/** The code, the offset, and whether it is profiled. */
function greenkey({ location }: Happening): Value {
  const { code, pc } = location
  return code instanceof W_Code ? new W_Tuple([code, lastiOf(code.unit, pc), false]) : null
}

const operations = (happening: Happening): W_List =>
  new W_List(happening.texts().map((text, i) => operation(happening.ops[i].name, text)))

function tell(hook: Value, args: Value[]): void {
  if (hook === null) return
  isInHook = true
  try {
    call(hook, args, null)
  } catch (e) {
    hooks.unraisable(e, 'Exception ignored in JIT hook', hook)
  } finally {
    isInHook = false
  }
}

function report(happening: Happening): void {
  const { loop, bridge, reason, size } = happening
  const key = greenkey(happening)
  if (reason === null) {
    const ops = hasOperations ? operations(happening) : new W_List([])
    const type = bridge !== null ? 'bridge' : happening.location.isFunction ? 'entry bridge' : 'loop'
    tell(compileHook, [new W_JitLoopInfo(NAME, type, loop, bridge, size, bridge === null ? key : null, ops)])
    return
  }
  const isTooLong = reason === 'the trace is too long'
  if (abortHook !== null)
    tell(abortHook, [NAME, key, isTooLong ? 'ABORT_TOO_LONG' : strFromText(reason), operations(happening)])
  if (isTooLong) tell(tooLongHook, [NAME, key])
}

/** Listens while there are hooks. */
function listen(): void {
  const driver = jitDriver()
  if (driver === null) return
  const isIdle = compileHook === null && abortHook === null && tooLongHook === null
  driver.log.observer = isIdle
    ? null
    : (happening) => {
        if (!isInHook) reports.push(() => report(happening))
      }
}

function setNumber(name: string, value: Value): void {
  if (!Object.hasOwn(parameterDefaults(), name) && !ELSEWHERE.has(name))
    throw error('TypeError', `no JIT parameter '${name}'`)
  if (name === 'enable_opts') setParameter(name, textParameter(value))
  else {
    if (typeof value !== 'number' && typeof value !== 'boolean')
      throw error('TypeError', `expected integer, got ${typeOf(value).name} object`)
    setParameter(name, Number(value))
  }
}

function textParameter(w: Value): string {
  const text = strOrUndefined(w)
  if (text === undefined) throw error('TypeError', `expected str, got ${typeOf(w).name} object`)
  return textOfStr(text)
}

/** Reads `off`, `default`, or `name=value,…`. */
function readParameters(text: string): void {
  const wrong = (): unknown => error('ValueError', 'error in JIT parameters string')
  if (text === 'off') return stopCompiling()
  if (text === 'default') return resetParameters()
  for (const part of text.split(',').map((each) => each.trim())) {
    if (part === '') continue
    const [name, value] = part.split('=', 2)
    if (!Object.hasOwn(parameterDefaults(), name) && !ELSEWHERE.has(name)) throw wrong()
    if (name === 'enable_opts') setParameter(name, value ?? '')
    else if (/^ *-?\d+ *$/.test(value ?? '')) setParameter(name, Number(value))
    else throw wrong()
  }
}

function dictOf(entries: Iterable<readonly [string, Value]>): W_Dict {
  const dict = new W_Dict()
  for (const [name, value] of entries) dict.setStr(name, value)
  return dict
}

function snapshot(): Value {
  const driver = jitDriver()
  const runs = new W_Dict()
  if (driver === null) return new W_JitInfoSnapshot(new W_Dict(), new W_Dict(), runs)
  const { counters, times } = driver.log
  for (const tree of driver.compiled()) {
    if (tree.runs > 0) runs.set(new W_Tuple(['l', tree.number]), tree.runs)
    for (const bridge of tree.bridges) if (bridge.runs > 0) runs.set(new W_Tuple(['b', bridge.number]), bridge.runs)
  }
  const { loops, bridges, merges, aborts, recorded, optimized, exits } = counters
  const counts = dictOf([
    ['TRACING', loops + bridges + aborts],
    ['BACKEND', loops + bridges + merges],
    ['RECORDED_OPS', recorded],
    ['OPT_OPS', optimized],
    ['ABORTS', aborts],
    ['GUARD_FAILURES', exits],
    ['TOTAL_COMPILED_LOOPS', loops],
    ['TOTAL_COMPILED_BRIDGES', bridges],
    ['TOTAL_FREED_LOOPS', counters.invalidations + counters.aged + counters.short + counters.rolled + counters.grown],
  ])
  const seconds = dictOf([
    ['TRACING', new W_Float(times.tracing / 1000)],
    ['BACKEND', new W_Float(times.backend / 1000)],
  ])
  return new W_JitInfoSnapshot(counts, seconds, runs)
}

function count(isCounting: boolean): null {
  setParameter('count_runs', isCounting ? 1 : 0)
  return null
}

/** What names a place where traces begin, as the greenkey of a hook does in another order. */
const KEY = [arg('next_instr', asInt), arg('is_being_profiled', asBool), arg('pycode')] as const

/** Does something with the place that a key names. */
function atKey<T>(offset: bigint | number, code: Value, action: (code: W_Code, offset: number) => T): T {
  if (!(code instanceof W_Code)) throw error('TypeError', `expected code, got ${typeOf(code).name} object`)
  return action(code, Number(offset))
}

export const pypyjitModule = defineModule('pypyjit', 'Parameters, hooks and counters of the JIT.', (m) => {
  m.type(infoType)
  for (const type of operationTypes) m.type(type)
  m.type(snapshotType)
  m.type(barrierType)
  m.constant('PARAMETER_DOCS', dictOf(Object.entries(DOCS)))
  m.constant('defaults', dictOf(Object.entries(parameterDefaults()).filter(([name]) => Object.hasOwn(DOCS, name))))
  m.rawFn(
    'set_param',
    "Set parameters: 'off' (nothing more is compiled), 'default', 'name=value,…', or name=value as keywords.",
    (args, kwnames) => {
      const names = kwnames ?? []
      const given = args.length - names.length
      if (given > 1) throw error('TypeError', `set_param() takes at most 1 non-keyword argument, ${given} given`)
      if (given === 1) readParameters(textParameter(args[0]))
      names.forEach((name, i) => setNumber(String(name), args[given + i]))
      return null
    },
    '($module, text=<unrepresentable>, /, **parameters)',
  )
  m.fn(
    'set_compile_hook',
    [arg('hook'), arg('operations', asBool, true)],
    'Have a function called with a JitLoopInfo for each loop and bridge that is compiled; None for no function.',
    (hook, withOperations) => {
      compileHook = hook
      hasOperations = withOperations
      listen()
      return null
    },
  )
  m.fn(
    'set_abort_hook',
    [arg('hook')],
    'Have a function called with (jitdriver_name, greenkey, reason, operations) for each recording that is given up.',
    (hook) => {
      abortHook = hook
      listen()
      return null
    },
  )
  m.fn(
    'set_trace_too_long_hook',
    [arg('hook')],
    'Have a function called with (jitdriver_name, greenkey) for each recording that grew too long.',
    (hook) => {
      tooLongHook = hook
      listen()
      return null
    },
  )
  m.fn('get_stats_snapshot', [], 'What was done so far, as a JitInfoSnapshot.', snapshot)
  m.fn('enable_debug', [], 'Have what is compiled from now on count its runs, for loop_run_times.', () => count(true))
  m.fn('disable_debug', [], 'Have what is compiled from now on count nothing.', () => count(false))
  m.fn('releaseall', [], 'Give up all loops and bridges that are compiled.', () => {
    jitDriver()?.releaseAll()
    return null
  })
  m.fn(
    'get_jitcell_at_key',
    KEY,
    'Whether anything is known of the head of a loop, or the start of a function.',
    (offset, _, code) => atKey(offset, code, hasCell),
  )
  m.fn(
    'dont_trace_here',
    KEY,
    'Have calls of the function that starts here not followed by recordings. See mark_as_being_traced for loops.',
    (offset, _, code) => {
      atKey(offset, code, keepOut)
      return null
    },
  )
  m.fn('trace_next_iteration', KEY, 'Have what begins here recorded as soon as it may be.', (offset, _, code) => {
    atKey(offset, code, recordNext)
    return null
  })
  m.fn('mark_as_being_traced', KEY, 'Have no recording begin here any more.', (offset, _, code) => {
    atKey(offset, code, recordNever)
    return null
  })
  m.rawFn(
    'residual_call',
    'Call a function with the other arguments; recordings do not go into it.',
    (args, kwnames) => {
      if (args.length - (kwnames?.length ?? 0) === 0)
        throw error('TypeError', "residual_call() missing 1 required positional argument: 'callable'")
      return call(args[0], args.slice(1), kwnames)
    },
    '($module, callable, /, *args, **kwargs)',
  )
})
