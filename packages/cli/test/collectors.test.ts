/** `--gc`: collectors that count what they find, and wrong names. */
import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const TYPHON = join(import.meta.dirname, '../bin/typhon')
/** Cycles that lived through a collection are dropped before one that nobody asks for. */
const BY_ITSELF = `
import gc
class Node:
    def __init__(self): self.itself = self
class D:
    def __del__(self): pass
def collected(): return gc.get_stats()[0]['collected']
living = [Node() for i in range(1000)]
gc.collect()
before = collected()
for i in range(25000): D()
print(collected() - before)
living.clear()
for i in range(25000): D()
print(collected() - before)
`

const FINALIZERS = join(import.meta.dirname, '../../../test/py/test_finalizers.py')

/** Each function drops garbage between collections; CPython prints the same. */
const COUNTING = `
import gc
gc.collect(); gc.collect()
def of_list():
    l = []; l.append(l); gc.collect(); del l; return gc.collect()
def of_tuple():
    l = []; t = (l,); l.append(t); gc.collect(); del t; del l; return gc.collect()
def of_instances():
    class A:
        def __init__(self): self.me = self
    for i in range(100): A()
    return gc.collect()
def of_function():
    d = {}; exec("def f(): pass\\n", d); gc.collect(); del d; return gc.collect()
def without_cycle():
    l = [[], {}]; gc.collect(); del l; return gc.collect()
def of_class():
    class A: pass
    A().x = 1; A.me = A; A.it = A(); gc.collect(); del A; return gc.collect() > 0
def after_class_with_del():
    d = {}; d[1] = d
    class A:
        def __del__(self): dir(self)
    A(); del A; gc.collect(); del d; return gc.collect()
def saved():
    gc.collect()
    l = []; l.append(l)
    gc.set_debug(gc.DEBUG_SAVEALL); del l; gc.collect(); gc.set_debug(0)
    found = gc.garbage.pop()
    return len(gc.garbage), found[0] is found
for f in of_list, of_tuple, of_function, of_class, after_class_with_del, without_cycle, saved: print(f.__name__, f(), f())
print(of_instances() >= 100)
`

/** Objects that survive some collections and die later, and many that die young. */
const AUTOMATIC = `
import gc
class A:
    dead = 0
    def __init__(self): self.me = self
    def __del__(self): A.dead += 1
keep = [A() for i in range(50)]
gc.collect()
for i in range(70000):
    if i == 40000: kept = [A() for j in range(10)]
    A()
print(A.dead >= 20000, len(keep), len(kept))
print(gc.get_stats()[0]['collections'] > 1)
keep.clear(); kept.clear(); gc.collect()
print(A.dead)
`

const STEPS = `
import gc
class A:
    dead = 0
    def __init__(self): self.me = self
    def __del__(self): A.dead += 1
keep = [A() for i in range(50)]
gc.collect(); keep.clear(); gc.disable()
states = []
while True:
    s = gc.collect_step()
    name = s.GC_STATES[s.oldstate]
    if name not in states: states.append(name)
    if s.major_is_done: break
print(states, s.newstate)
print(A.dead, s.duration >= 0)
`

/** PyPy's attributes and table beside CPython's list. */
const MEMORY = `
import gc, io, json, tempfile
before = gc.get_stats()
big = bytes(20_000_000)
gc.add_memory_pressure(3 * 2**20)
after = gc.get_stats(memory_pressure=True)
print(len(after), json.dumps(after[2]), repr(after) == repr(list(after)))
assert after._s.total_rawmalloced_memory - before._s.total_rawmalloced_memory > 19_000_000
assert after._s.memory_used_sum <= after._s.peak_memory + after._s.jit_backend_used
assert after.peak_allocated_memory.endswith('MB') and after.total_gc_time == 0
assert all(getattr(after, name).endswith(('kB', 'MB', 'GB')) for name in vars(after._s) if name != 'total_gc_time')
print(after.total_memory_pressure)
lines = [line.split(':')[0].strip() for line in str(after).splitlines()]
print([line for line in lines if line and line[0] != '-'])
try: gc.GcStats()
except TypeError: print('made by get_stats() only')
class Marked: pass
here = Marked()
def marked(text): return [line.split()[1] for line in text.splitlines()].count('Marked')
heap = io.StringIO()
gc.dump_rpy_heap(heap)
with tempfile.TemporaryFile('w+') as file:
    gc.dump_rpy_heap(file.fileno())
    file.seek(0)
    print(marked(heap.getvalue()), marked(file.read()))
with tempfile.NamedTemporaryFile('r') as file:
    gc.dump_rpy_heap(file.name)
    print(marked(file.read()), gc.get_rpy_memory_usage(big) > 20_000_000)
`

describe('--gc', () => {
  it('gc tells what PyPy tells', () => {
    expect(execFileSync(TYPHON, ['-c', MEMORY], { encoding: 'utf8', timeout: 60_000 })).toBe(
      `3 {"collections": 0, "collected": 0, "uncollectable": 0} True
3.0MB
['Total memory consumed', 'GC used', 'in arenas', 'rawmalloced', 'nursery', 'raw assembler used', 'memory pressure', 'Total', 'Total memory allocated', 'GC allocated', 'raw assembler allocated', 'Total', 'Total time spent in GC']
made by get_stats() only
1 1
1 True
`,
    )
  }, 70_000)

  it('is the one that is named, whichever a snapshot was made with, and finalizes what is dropped at once where none is named', () => {
    const code = "class D:\n  def __del__(self): print('gone', end=' ')\ndef f(): D(); print('dropped', end=' ')\nf()"
    const { TYPHON_GC: _, ...env } = process.env
    const said = (...options: string[]): string =>
      execFileSync(TYPHON, [...options, '-c', code], { encoding: 'utf8', env })
    expect(said()).toBe('gone dropped ')
    expect(said('--gc=prompt')).toBe('gone dropped ')
    for (const name of ['host', 'marksweep', 'generation', 'incminimark'])
      expect(said(`--gc=${name}`)).toBe('dropped gone ')
  }, 30_000)

  it('lets go of an asynchronous generator that a loop has left', () => {
    const code = `
import gc, sys
async def steps():
    yield 1
    yield 2
sys.set_asyncgen_hooks(finalizer=lambda steps: print('finalizer', end=' '))
async def main():
    async for step in steps():
        break
    gc.collect()
    print('collected', end=' ')
try: main().send(None)
except StopIteration: pass`
    for (const name of ['host', 'prompt'])
      expect(execFileSync(TYPHON, [`--gc=${name}`, '--jit=off', '-c', code], { encoding: 'utf8' })).toBe(
        'finalizer collected ',
      )
  }, 30_000)

  it('marksweep counts garbage as CPython does', () => {
    const out = execFileSync(TYPHON, ['--gc=marksweep', '-c', COUNTING], { encoding: 'utf8', timeout: 60_000 })
    expect(out).toBe(
      'of_list 1 1\nof_tuple 2 2\nof_function 2 2\nof_class True True\nafter_class_with_del 1 1\nwithout_cycle 0 0\nsaved (0, True) (0, True)\nTrue\n',
    )
  }, 70_000)

  it('marksweep counts garbage without being asked', () => {
    expect(execFileSync(TYPHON, ['--gc=marksweep', '-c', BY_ITSELF], { encoding: 'utf8' })).toBe('0\n1000\n')
  })

  it('finalizers run under other collectors', () => {
    expect(execFileSync(TYPHON, ['--gc', 'generation', FINALIZERS], { encoding: 'utf8', timeout: 60_000 })).toBe('')
  }, 70_000)

  it.each(['host', 'marksweep', 'generation', 'incminimark'])(
    '%s finalizes the young and the old, without being asked',
    (gc) => {
      const out = execFileSync(TYPHON, [`--gc=${gc}`, '-c', AUTOMATIC], { encoding: 'utf8', timeout: 60_000 })
      expect(out).toBe('True 50 10\nTrue\n70060\n')
    },
    70_000,
  )

  it('incminimark collects in steps', () => {
    const out = execFileSync(TYPHON, ['--gc=incminimark', '-c', STEPS], { encoding: 'utf8', timeout: 60_000 })
    expect(out).toBe("['SCANNING', 'MARKING', 'SWEEPING', 'FINALIZING'] 0\n50 True\n")
  }, 70_000)

  it('refuses what it does not know', () => {
    const { status, stderr } = spawnSync(TYPHON, ['--gc', 'best', '-c', 'pass'], { encoding: 'utf8' })
    expect(status).toBe(2)
    expect(stderr).toMatch(/^--gc must be one of host, prompt, marksweep, generation, incminimark$/m)
  })
})
