/** The module `pypyjit`: what hooks are told, parameters that are set while the program runs, and what there is without traces. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const TYPHON = join(import.meta.dirname, '../bin/typhon')

// In the first moments of a program the host is looked at in each round, and no traces are entered.
const LOOP = `
import pypyjit, sys, time
time.sleep(0.2)
def f(n):
    s = 0
    for i in range(n):
        if i % 3 == 0:
            s += i
        else:
            s -= 1
    return s
`

/** With the default loops have to go round more often than they do here. */
const TRACES = 'traces,threshold=1000'

function run(jit: string, program: string): { stdout: string; stderr: string; status: number | null } {
  return spawnSync(TYPHON, ['--jit', jit, '-c', LOOP + program], { encoding: 'utf8', timeout: 60_000 })
}

function lines(jit: string, program: string): string[] {
  const { stdout, stderr } = run(jit, program)
  expect(stderr).toBe('')
  return stdout.trim().split('\n')
}

describe('pypyjit', () => {
  it('tells hooks of loops and bridges', () => {
    const program = `
infos = []
def hook(info):
    assert sys._getframe(1).f_code.co_name == 'f'
    f(10)
    infos.append(info)
pypyjit.set_compile_hook(hook)
f(20000)
# How many bridges there are depends on where the loop was entered.
loop, bridge, *_ = infos
print(loop.type, loop.jitdriver_name, loop.greenkey[0] is f.__code__, loop.greenkey[1] > 0, loop.greenkey[2])
print(bridge.type, bridge.loop_no == loop.loop_no, bridge.bridge_no, bridge.greenkey)
print(loop.asmlen > 100, loop.operations[0].name, any(type(op) is pypyjit.GuardOp for op in loop.operations))
print(repr(loop.operations[-1])[:5], repr(loop).startswith('<JitLoopInfo pypyjit, '))
try:
    loop.bridge_no
except TypeError as e:
    print(e)
`
    expect(lines(TRACES, program)).toEqual([
      'loop pypyjit True True False',
      'bridge True 1 None',
      'True guard_class True',
      'jump( True',
      'not a bridge',
    ])
  })

  it('tells of what was given up', () => {
    const program = `
pypyjit.set_param(trace_limit=5)
told = []
pypyjit.set_abort_hook(lambda name, key, reason, ops: told.append((name, key[0].co_name, reason, len(ops))))
pypyjit.set_trace_too_long_hook(lambda name, key: told.append((name, key[0].co_name)))
f(3000)
print(told[:2])
`
    expect(lines(TRACES, program)).toEqual(["[('pypyjit', 'f', 'ABORT_TOO_LONG', 6), ('pypyjit', 'f')]"])
  })

  it('goes on where a hook raises', () => {
    const { stdout, stderr } = run(TRACES, 'pypyjit.set_compile_hook(lambda info: 1 / 0)\nprint(f(5000))')
    expect(stdout).toBe('4162500\n')
    expect(stderr).toMatch(/^Exception ignored in JIT hook[^]*ZeroDivisionError/)
  })

  it('counts', () => {
    const program = `
pypyjit.enable_debug()
f(20000)
snapshot = pypyjit.get_stats_snapshot()
bridges = snapshot.counters['TOTAL_COMPILED_BRIDGES']
print(snapshot.counters['TOTAL_COMPILED_LOOPS'], 1 <= bridges <= 2)
times = snapshot.loop_run_times
# The loop is the way of a third of the rounds or of the others, as it was recorded; a thousand rounds are counted in each tier.
print(17500 < times['l', 1] < 19100, 5500 < sum(times['b', n + 1] for n in range(bridges)) < 13000)
print(snapshot.counter_times['TRACING'] > 0)
pypyjit.releaseall()
print(pypyjit.get_stats_snapshot().loop_run_times, pypyjit.get_stats_snapshot().counters['TOTAL_FREED_LOOPS'])
print(f(20000))
`
    expect(lines(TRACES, program)).toEqual(['1 True', 'True True', 'True', '{} 1', '66650000'])
  })

  it('knows places, and is told of them', () => {
    const program = `
infos = []
pypyjit.set_compile_hook(infos.append)
f(20000)
code, offset, profiled = infos[0].greenkey
print([pypyjit.get_jitcell_at_key(at, profiled, code) for at in (offset, 0, offset + 2)])

def copy(name):
    made = type(f)(f.__code__.replace(co_name=name), globals())
    return made, (offset, profiled, made.__code__)

def compiled():
    return [info.greenkey[0].co_name for info in infos if info.type == 'loop']

never, key = copy('never')
print(pypyjit.get_jitcell_at_key(*key), pypyjit.mark_as_being_traced(*key), pypyjit.get_jitcell_at_key(*key))
print(never(20000), compiled())
later, key = copy('later')
soon, key = copy('soon')
print(pypyjit.trace_next_iteration(*key), *[g(n) for g in (later, soon) for n in (800, 800)], compiled())

def inner(x):
    return x + 1
def outer(n):
    s = 0
    for i in range(n):
        s = inner(s)
    return s
pypyjit.set_param('min_per_call=0')
print(pypyjit.dont_trace_here(next_instr=0, is_being_profiled=False, pycode=inner.__code__), outer(5000), compiled())
print(any(op.name == 'call_r' for op in infos[-1].operations))
for wrong in ('1, False, 2', "'a', False, inner.__code__"):
    try:
        eval(f'pypyjit.get_jitcell_at_key({wrong})')
    except TypeError as e:
        print('TypeError')
`
    expect(lines(TRACES, program)).toEqual([
      '[True, False, False]',
      'False None True',
      "66650000 ['f']",
      "None 106000 106000 106000 106000 ['f', 'soon']",
      "None 5000 ['f', 'soon', 'outer']",
      'True',
      'TypeError',
      'TypeError',
    ])
  })

  it('sets parameters', () => {
    const program = `
infos = []
pypyjit.set_compile_hook(infos.append, operations=False)
pypyjit.set_param('off')
f(20000)
print(len(infos))
pypyjit.set_param('default')
pypyjit.set_param('threshold=10, trace_eagerness=3')
def g():
    n = 0
    while n < 50:
        n += 1
g()
print(len(infos), infos[0].operations)
for wrong in ("1, 2", "'nonsense=1'", "'threshold=x'", 'foo=1', "threshold='a'", '5'):
    try:
        eval(f'pypyjit.set_param({wrong})')
    except Exception as e:
        print(type(e).__name__, e)
`
    expect(lines(TRACES, program)).toEqual([
      '0',
      '1 []',
      'TypeError set_param() takes at most 1 non-keyword argument, 2 given',
      'ValueError error in JIT parameters string',
      'ValueError error in JIT parameters string',
      "TypeError no JIT parameter 'foo'",
      'TypeError expected integer, got str object',
      'TypeError expected str, got int object',
    ])
  })

  it('has nothing to tell where nothing is traced', () => {
    const program = `
pypyjit.set_compile_hook(print)
pypyjit.set_abort_hook(print)
pypyjit.enable_debug()
pypyjit.set_param('threshold=3')
f(20000)
pypyjit.releaseall()
snapshot = pypyjit.get_stats_snapshot()
print(snapshot.counters, snapshot.counter_times, snapshot.loop_run_times)
print(pypyjit.residual_call(max, 3, 4), pypyjit.not_from_assembler(f)(4))
for told in (pypyjit.dont_trace_here, pypyjit.mark_as_being_traced, pypyjit.trace_next_iteration):
    assert told(0, False, f.__code__) is None and not pypyjit.get_jitcell_at_key(0, False, f.__code__)
print(pypyjit.defaults['threshold'], sorted(pypyjit.defaults) == sorted(pypyjit.PARAMETER_DOCS))
`
    expect(lines('baseline,threshold=200', program)).toEqual(['{} {} {}', '4 1', '200 True'])
  })
})
